"""Encoders: sentences and words to vectors."""
