"""The lines of a page as a visitor reads them, and which of them belong to its own report.

A page has other parts beside its report: sidebars, menus, comments, lists of other reports, events. Elements and class names
tell them, and so does the place of the headline.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .date_fields import parse_date
from .structured_dates import alike

if TYPE_CHECKING:  # imported where it is used, for start-up time
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # the package has no types

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LINES = frozenset(
    "address article aside blockquote body br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main "
    "nav ol p pre section table td th tr ul".split()
)
_FOREIGN_TAGS = ("aside", "nav", "form", "footer", "figure", "blockquote", "table")
_FOREIGN_ROLES = ("complementary", "navigation", "contentinfo", "search")
_FOREIGN = re.compile(
    r"(?:.*[-_])?(?:comments?|repl(?:y|ies)|disqus|related|recommend(?:ed|ations?)?|sidebar|widget|teasers?|promos?|popular|"
    r"most|trending|latest|newsletter|footer|copyright|events?|calendar|deadline|upcoming|agenda|archives?|carousel|"
    r"recirc(?:ulation)?|ticker|advert\w*|masthead|weather|breadcrumbs?|more|next|previous|prev|also|tweet|embed)(?:[-_].*)?",
    re.IGNORECASE,
)
_OWN_FOOTER = re.compile(r"(?:article|entry|post|story|content)[-_]{1,2}footer", re.IGNORECASE)
_NAMES_NOT = re.compile(r"(?:has|with|no|hide|show|is|without)[-_]", re.IGNORECASE)  # "has-sidebar" is not the sidebar


@dataclass(slots=True)
class Line:
    """A line of the page.

    `parts` are its words and `<time>` elements; `hints` the class names around them, and `above` the label that the line above
    is, as in a list of terms ("Last updated" over the date). `foreign`: it belongs to another part of the page.
    """

    parts: "list[str | HtmlElement]" = field(default_factory=list)
    hints: set[str] = field(default_factory=set)
    foreign: bool = False
    heading: bool = False
    above: str = ""

    @property
    def words(self) -> str:
        """The line's words, those of its `<time>` elements included."""
        if len(self.parts) == 1 and isinstance(self.parts[0], str):
            return " ".join(self.parts[0].split())
        return " ".join("".join(one if isinstance(one, str) else one.text_content() for one in self.parts).split())


def headline(tree: "HtmlElement", title: str) -> "HtmlElement | None":
    """Return the heading of the report: the only `<h1>`, or the first heading that is like the page's title."""
    first = [one for one in tree.iter("h1") if one.text_content().strip()]
    if len(first) == 1:
        return first[0]
    every = first or [one for one in tree.iter("h2") if one.text_content().strip()]
    return next((one for one in every if alike(one.text_content(), title)), None)


def report_container(tree: "HtmlElement", headline: "HtmlElement | None") -> "HtmlElement":
    """Return the element that holds the report: the article around the headline, or the page's only one."""
    if headline is not None:
        for one in headline.iterancestors():
            if one.tag in ("article", "main") or one.get("role") in ("main", "article") or _is_report(one):
                return one
    articles = [one for one in tree.iter("article") if not any(up.tag == "article" for up in one.iterancestors())]
    if headline is None and len(articles) == 1:
        return articles[0]
    main = next(iter(tree.iter("main")), None)
    body = tree.find("body")
    return main if main is not None and headline is None else tree if body is None else body


def _is_report(element: "HtmlElement") -> bool:
    return "Article" in (element.get("itemtype") or "") or "hentry" in (element.get("class") or "").split()


def page_lines(container: "HtmlElement", headline: "HtmlElement | None") -> Iterator[Line]:
    """Yield the lines of an element, each with what is known about where it stands."""
    from lxml import etree  # type: ignore[import-untyped]  # here for start-up time; no types

    above = set(headline.iterancestors()) if headline is not None else set()
    above.add(container)
    line, skipped = Line(), None
    foreign: list[HtmlElement] = []  # the open elements that belong to other parts of the page
    for event, element in etree.iterwalk(container, events=("start", "end")):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                if foreign and foreign[-1] is element:
                    foreign.pop()
                line.parts.append(element.tail or "")
            continue
        if element.tag in _LINES:
            if line.words or any(not isinstance(one, str) for one in line.parts):
                yield line
            line = Line()
        inside = event == "start" or element.tag not in _LINES
        if event == "start" and element is not container and element not in above and _is_foreign(element, container):
            foreign.append(element)
        line.foreign = line.foreign or (bool(foreign) and inside)
        if event == "start":
            line.heading = line.heading or element.tag in _HEADINGS
            if _is_time(element):
                line.parts.append(element)
                line.hints.update(_hints(element, container))
                skipped = element
                continue
            line.parts.append((" " if line.parts else "") + (element.text or ""))
            if (element.text or "").strip():
                line.hints.update(_hints(element, container))
        else:
            if foreign and foreign[-1] is element:
                foreign.pop()
            if element is not container:
                line.parts.append(element.tail or "")
                if element.tag in _LINES and foreign:
                    line.foreign = True
    if line.words:
        yield line


def _is_time(element: "HtmlElement") -> bool:
    return bool(
        element.tag == "time"
        or element.get("datetime")
        or (element.tag in ("abbr", "span") and parse_date(element.get("title")))
    )


def _hints(element: "HtmlElement", container: "HtmlElement") -> set[str]:
    """Return the class names of an element and of two elements around it."""
    hints: set[str] = set()
    for one in (element, *list(element.iterancestors())[:2]):
        if one is container or one.tag == "body":
            break
        hints.update((one.get("class") or "").split())
        hints.update(filter(None, (one.get("id"), one.get("itemprop"))))
    return hints


def _is_foreign(element: "HtmlElement", container: "HtmlElement") -> bool:
    """Whether an element is a part of the page that does not belong to the report."""
    names = [*(element.get("class") or "").split(), element.get("id") or ""]
    if any(map(_OWN_FOOTER.fullmatch, names)):
        return False
    if element.tag in _FOREIGN_TAGS or element.get("role") in _FOREIGN_ROLES:
        return element.tag != "footer" or container.tag in ("body", "html", "main")
    if element.tag == "article" and container.tag in ("article", "main"):
        return True
    return any(map(names_other_part, names))


def names_other_part(name: str) -> bool:
    """Whether a class name or id is that of a part of a page that is not its report."""
    return bool(name and _FOREIGN.fullmatch(name)) and not _NAMES_NOT.match(name)
