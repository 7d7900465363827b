"""Turn what HTML says by elements into words and lines, before the elements are gone.

`<q>` becomes quotation marks; struck words are left out, as a reader leaves them out; a block quotation that names its
speaker becomes a quotation with the name behind it; the rows of a table become lines, and a table that only lays out a
page becomes plain blocks. The tree is changed in place.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # imported where it is used, for start-up time
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # the package has no types

STYLE = "translate(@style, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ ', 'abcdefghijklmnopqrstuvwxyz')"
"""XPath: an element's style in lower case, without spaces."""

_STRUCK = (
    ".//del | .//s | .//strike"
    f" | .//*[contains({STYLE}, 'line-through')]"
    " | .//*[contains(concat(' ', @class, ' '), ' line-through ')]"
)
_INLINE = ("time", "output", "data", "label", "ins", "bdi", "bdo")  # their words are words of the sentence
_LAYOUT_CELL = ".//p | .//h1 | .//h2 | .//h3 | .//ul | .//ol | .//article | .//table | .//blockquote | .//form"
_LEAST_ENTRY, _LEAST_ENTRIES = 80, 3  # characters of an entry of a live blog, and entries
_SENTENCES = ("p", "li", "td", "dd", "blockquote", "h1", "h2", "h3", "h4", "figcaption", "div")
_SENTENCE = 40  # characters beside the date; a byline has fewer
_MENU = 0.8  # share of a cell's characters that are links
_LONG_CELL = 300  # characters; a cell of a table of data is shorter
_OPENING, _CLOSING = ("“", "‘"), ("”", "’")  # for a quotation, and for one inside it
_ANY_MARK = "“”\"„«»‘’'"
_NOTE = re.compile(r"\[?(?:\d{1,4}|[a-z]|[*†‡§]+|note \d+)\]?", re.IGNORECASE)
_DIGITS = re.compile(r"[+−-]?\d{1,4}")
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_DASH = re.compile(r"\s*(?:[—–―-]{1,2}|~)\s*")
_PUNCTUATION = re.compile(r"[.,;:!?)\]…،؛؟]")
_SPACE = " \t\r\n\u00a0"
_SAYS = re.compile(r"[:：]\s*\Z")
_CREDIT = re.compile(r"(?:^|[\s_-])(?:credit|cite|author|attribution|source|byline|name|speaker)", re.IGNORECASE)


def prepare(tree: "HtmlElement") -> None:
    """Turn quotations, struck words, block quotations and tables of a page into words and lines."""
    for element in tree.xpath(_STRUCK):
        if element.getparent() is not None:
            cut(element)
    for element in list(tree.iter("sup")):
        _raise(element)
    _mark_quotations(tree)
    for element in list(tree.iter("blockquote")):
        if not is_quoted_mail(element):
            _mark_block_quotation(element)
    for element in list(tree.iter("figure")):
        if next(element.iter("blockquote", "table"), None) is not None and element.getparent() is not None:
            element.tag = "div"  # trafilatura removes figures, which most often hold a picture
    for element in reversed(list(tree.iter("table"))):  # inner ones first
        _lay_out(element)


def keep_inline_words(tree: "HtmlElement") -> None:
    """Make `<time>` and the like plain words where they stand in a sentence: trafilatura removes them otherwise.

    The times of a live blog's entries become lines of their own.
    """
    entries, lengths = _entries(tree), dict["HtmlElement", int]()
    for element in list(tree.iter(*_INLINE)):
        if element.getparent() is None:
            continue
        if element.tag == "label" and next(element.iterancestors("form"), None) is not None:
            continue
        if element.tag != "time" or _in_sentence(element, lengths):
            element.tag = "span"
        elif not entries.isdisjoint(element.iterancestors()):
            element.tag = "p"


def _entries(tree: "HtmlElement") -> "set[HtmlElement]":
    """Return the entries of a live blog: at least three elements side by side, each with a time and a paragraph."""
    groups: dict[HtmlElement, list[HtmlElement]] = {}
    for element in tree.iter("article", "section", "div", "li"):
        parent = element.getparent()
        timed = sum(1 for _ in element.iter("time")) == 1
        if parent is not None and timed and len(element.text_content()) >= _LEAST_ENTRY:
            groups.setdefault(parent, []).append(element)
    return {one for group in groups.values() if len(group) >= _LEAST_ENTRIES for one in group}


def _raise(element: "HtmlElement") -> None:
    """Write raised digits as such, since 10<sup>6</sup> is not 106; leave out what only leads to a note below."""
    words = element.text_content().strip()
    link = next(element.iter("a"), None)
    if _NOTE.fullmatch(words) and link is not None and (link.get("href") or "").startswith("#"):
        cut(element)
    elif _DIGITS.fullmatch(words):
        for child in list(element):
            child.drop_tree()
        element.text = words.translate(_RAISED)


def cut(element: "HtmlElement") -> None:
    """Remove an element with its words, and the space that would stay before a comma, or twice."""
    before = _words_before(element)
    tail = element.tail or ""
    if before is not None and before[-1:] in _SPACE and before:
        if _PUNCTUATION.match(tail):
            _set_before(element, before.rstrip(_SPACE))
        elif tail[:1] in _SPACE:
            element.tail = tail.lstrip(_SPACE)
    element.drop_tree()


def _words_before(element: "HtmlElement") -> str | None:
    before = element.getprevious()
    words: str | None = element.getparent().text if before is None else before.tail
    return words


def _set_before(element: "HtmlElement", words: str) -> None:
    before = element.getprevious()
    if before is None:
        element.getparent().text = words
    else:
        before.tail = words


def _mark_quotations(tree: "HtmlElement") -> None:
    """Put quotation marks around the words of each `<q>`, unless the page has written some itself."""
    for element in list(tree.iter("q")):
        words = element.text_content().strip()
        before = (_words_before(element) or "").rstrip()
        if words and words[0] not in _ANY_MARK and before[-1:] not in tuple(_ANY_MARK[:5]):
            level = sum(1 for _ in element.iterancestors("q")) % 2
            element.text = _OPENING[level] + (element.text or "")
            last = element[-1] if len(element) else None
            if last is None:
                element.text += _CLOSING[level]
            else:
                last.tail = (last.tail or "") + _CLOSING[level]
    for element in list(tree.iter("q")):
        element.tag = "span"  # lxml needs quadratic time to drop the tags of many


def _mark_block_quotation(element: "HtmlElement") -> None:
    """Write a block quotation that names its speaker as a quotation: “words” — name.

    The name stands in `<footer>`, `<cite>` or `<figcaption>`, or behind a dash in the last line. Without a name the words are
    marked only if the sentence above introduces them ("The minister said:"); other blocks may be anything.
    """
    credit = _credit(element)
    name = _DASH.sub("", " ".join(credit.text_content().split()), count=1) if credit is not None else ""
    introduced = _SAYS.search(_text_above(element)) is not None
    if credit is not None:
        credit.drop_tree()
    words = element.text_content().strip()
    if not words:
        return
    if (name or introduced) and words[0] not in _ANY_MARK[:5]:
        _enclose(element)
    if name:
        _append(element, f" — {name}")


def is_quoted_mail(element: "HtmlElement") -> bool:
    """Whether an element holds the mail that a reply or a forward quotes, as mail programs write it."""
    named = element.get("type") == "cite" or "gmail_quote" in (element.get("class") or "").split()
    return bool(element.tag == "blockquote" and named)


def _credit(element: "HtmlElement") -> "HtmlElement | None":
    """Return the element that names who is quoted; `None` if there is none."""
    found = element.xpath("./footer | .//figcaption | ./cite | ./*[self::p or self::div or self::small]/cite")
    if not found and (parent := element.getparent()) is not None and parent.tag == "figure":
        found = parent.xpath("./figcaption")
    if not found:
        last = [one for one in element.iterchildren() if (one.text_content() or "").strip()]
        named = last and (_CREDIT.search(last[-1].get("class") or "") or _DASH.match(_dashed(last[-1])))
        found = last[-1:] if len(last) > 1 and named else []
    if not found:
        return None
    one = found[-1]
    outer = one.getparent()
    if one.tag == "cite" and outer is not element and outer.tag != "figure":
        # A title quoted inside a sentence is no credit; a paragraph with the cite alone, or behind a dash, is.
        around = outer.text_content().strip()
        if around != one.text_content().strip() and not _DASH.match(_dashed(outer)):
            return None
        return outer
    if (one.tail or "").strip():
        return None
    return one


def _dashed(element: "HtmlElement") -> str:
    words = (element.text_content() or "").strip()
    return words if words[:1] in "—–―" else ""


def _text_above(element: "HtmlElement") -> str:
    """Return the words directly before an element, of its own parent or of the block above."""
    before = element.getprevious()
    if before is None:
        return element.getparent().text or "" if element.getparent() is not None else ""
    return (before.tail or "").strip() or before.text_content() or ""


def _enclose(element: "HtmlElement") -> None:
    """Put quotation marks around all words of an element: before the first and behind the last."""
    owner, part = next(place for place in _places(element) if (getattr(*place) or "").strip())
    setattr(owner, part, _OPENING[0] + (getattr(owner, part) or "").lstrip())
    _append(element, _CLOSING[0])


def _append(element: "HtmlElement", words: str) -> None:
    """Write words directly behind the last words of an element, which has some."""
    owner, part = [place for place in _places(element) if (getattr(*place) or "").strip()][-1]
    setattr(owner, part, (getattr(owner, part) or "").rstrip() + words)


def _places(element: "HtmlElement") -> "Iterator[tuple[HtmlElement, str]]":
    """Yield the places of words inside an element, in order."""
    yield element, "text"
    for child in element:
        yield from _places(child)
        yield child, "tail"


def _lay_out(table: "HtmlElement") -> None:
    """Make a table's rows paragraphs of their cells, or its cells blocks if it only lays out the page."""
    if table.getparent() is None:
        return
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    cells = [cell for row in rows for cell in row]
    if any(cell.xpath(_LAYOUT_CELL) or len(cell.text_content()) > _LONG_CELL for cell in cells) or len(cells) < 2:
        for part in table.iter("table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"):
            menu = part.tag in ("td", "th") and _is_menu(part)
            part.tag = "nav" if menu else "div"
        return
    if _is_menu(table):
        table.tag = "nav"
        return
    lines = [line for row in rows if (line := _row_line(row))]
    caption = " ".join(" ".join(one.text_content() for one in table.iter("caption")).split())
    tail = table.tail
    table.clear()
    table.tag, table.tail = "div", tail
    for line in ([caption] if caption else []) + lines:
        row = table.makeelement("p")
        row.text = line
        table.append(row)


def _is_menu(cell: "HtmlElement") -> bool:
    """Whether a cell has links and hardly any other words."""
    linked = sum(len(link.text_content().strip()) for link in cell.iter("a"))
    words = len("".join(cell.text_content().split()))
    return linked > 0 and linked >= _MENU * words


def _row_line(row: "list[HtmlElement]") -> str:
    """Return a row as a line: `Qatar: 30` for two cells, `Qatar | 30 | 12` for more."""
    for line_break in (one for cell in row for one in cell.iter("br")):
        line_break.tail = " " + (line_break.tail or "")
    cells = [" ".join(cell.text_content().split()) for cell in row]
    cells = [cell for cell in cells if cell]
    if len(cells) == 2:
        return f"{cells[0].rstrip(':')}: {cells[1]}"
    return " | ".join(cells)


def _in_sentence(element: "HtmlElement", lengths: "dict[HtmlElement, int]") -> bool:
    """Whether a `<time>` stands among other words, not alone in a byline. `lengths` keeps those of the blocks."""
    block = next((one for one in element.iterancestors() if one.tag in _SENTENCES), None)
    if block is None:
        return False
    if block not in lengths:
        lengths[block] = len(" ".join(block.text_content().split()))
    return lengths[block] - len(element.text_content()) >= _SENTENCE
