"""Reports of a run: an HTML page, Markdown for pull requests, JUnit XML for continuous integration, terminal tables."""

from .junit import junit
from .markdown import markdown
from .page import html

__all__ = ["html", "junit", "markdown"]
