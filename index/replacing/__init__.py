"""Replacing a whole index: the format of backups, those that a home keeps itself, and the exchange of the contents."""
