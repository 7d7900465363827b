"""Metrics: pure functions that score observations, one file for each family.

They know nothing of suites, files or Dragoman, so they can score any system. `grading` and `registry` connect them to the
items of a suite.
"""
