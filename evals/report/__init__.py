"""Reports of a run: one HTML page, Markdown for a pull request, JUnit XML for continuous integration."""

from evals.report.junit import junit
from evals.report.markdown import markdown
from evals.report.page import html

__all__ = ["html", "junit", "markdown"]
