"""Metrics: one file each, pure functions from observations to a `Scored` (the figure, its interval, each item's score).

None of them knows of suites, files or Dragoman, so they score anybody's system. `evals.runs.scoring` feeds them.
"""
