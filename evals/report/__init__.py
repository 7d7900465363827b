"""Reports of a run: one HTML page, Markdown for a pull request, JUnit XML for continuous integration."""

from .junit import junit
from .markdown import markdown
from .page import html

__all__ = ["html", "junit", "markdown"]
