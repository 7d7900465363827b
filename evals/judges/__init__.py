"""Measure anybody's judge of claims, on open sets and on sentences with a known change."""
