"""Evaluation and calibration: suites, metrics, runs, reports and fits."""
