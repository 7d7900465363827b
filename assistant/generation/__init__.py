"""Answers written by a language model: request a reply, parse it, and check each sentence against its evidence."""
