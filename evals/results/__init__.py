"""Run all suites, and write the results page."""
