"""The results page of all suites."""
