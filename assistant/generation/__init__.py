"""Answers written by a language model: asking it, reading its reply, and checking each sentence against its evidence."""
