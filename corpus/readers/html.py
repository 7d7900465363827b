"""Web pages: trafilatura separates the main text from menus and advertisements, and finds title, date, publisher and link.

Invisible content is removed first, since a page could hide words in it.
"""

import re
from copy import deepcopy
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from ..clean import clean
from ..sandbox.limits import MEBIBYTE
from ..types import Mark, Span
from ..utterances.turns.emphasis import emphasis_labels
from ..utterances.turns.shape import chosen
from .decode import decode, encoding_of
from .emphasis import emphasis_marks, signs_for, unmarked
from .fields import headline, parse_language, parse_title, parse_url
from .origin import Origin, Results
from .page_dates import page_dates
from .page_markup import STYLE, is_quoted_mail, keep_inline_words, prepare
from .text import LARGEST_MARKED

if TYPE_CHECKING:  # imported where it is used, for start-up time
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # the package has no types

_HIDDEN = (
    "//*[@hidden or @aria-hidden='true' or self::script or self::style or self::template or self::noscript"
    f" or contains({STYLE}, 'display:none') or contains({STYLE}, 'visibility:hidden')]"
)
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"' ]*([\w-]+)", re.I)
# Control characters, also written as references: lxml reads them, but refuses to write them again, as trafilatura does.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef]))(?![0-9a-f]);?",
    re.I,
)
_SPACE = re.compile(r"[ \t\r\n]+")
_EMPHASIS = frozenset(("b", "strong", "i", "em", "h2", "h3", "h4", "h5"))  # a question may be a heading of its answer
_PREFORMATTED = frozenset(("pre", "textarea", "xmp"))
_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption footer form h1 h2 h3 h4 h5 h6 header hr li main nav "
    "ol p pre section table tr ul".split()
)


def read(stream: BinaryIO, origin: Origin) -> Results:
    """Read a web page as one document.

    Raises:
        UnreadableSource: it is not HTML, or the page has no words, for example because only a script fills it.
    """
    import trafilatura  # here for start-up time

    data = stream.read(LARGEST_MARKED + 1)
    if len(data) > LARGEST_MARKED:
        raise origin.unreadable(f"is a page larger than {LARGEST_MARKED // MEBIBYTE} MB; save its text alone, as .txt.")
    source = _source(data)
    tree = _tree(source) if source is not None else None
    if tree is None:
        raise origin.unreadable("is not a web page; check that it was saved whole, as HTML.")
    # Before hidden parts are removed, since scripts contain metadata too. trafilatura changes the trees passed to it, hence
    # the copies. Its date is not used: it may be that of a sidebar, a comment or the last change (docs/decisions/0027).
    page = trafilatura.extract_metadata(deepcopy(tree), date_config={"extensive_search": False, "original_date": True})
    canonical = parse_url(page.url)
    dates = page_dates(tree, page.title or "", (canonical, origin.url))
    language = parse_language(tree.get("lang")) or parse_language(page.language)
    _drop_hidden(tree)
    prepare(tree)
    body = deepcopy(tree)
    keep_inline_words(body)
    main = trafilatura.bare_extraction(body, include_comments=False)
    text = clean(main.text or "") if isinstance(main, trafilatura.settings.Document) else ""
    signs = signs_for(source or "")
    plain, runs = unmarked(_words(tree, signs), signs)
    spoken = _whole_transcript(text, plain, parse_title(page.title) or "", runs)
    text, marks = spoken or (text or plain, ())
    if not text:
        raise origin.unreadable("has no text; if a script fills the page, open it in a browser and save what it shows.")
    url = _address(canonical, origin.url)
    yield origin.document(
        text,
        parse_title(page.title) or headline(text),
        key=url if origin.url else None,
        publisher=_site(page.sitename, page.url, origin),
        url=url,
        published=dates.published,
        updated=dates.updated,
        date_source=dates.source,
        language=language,
        marks=marks,
        metadata=(("author", page.author),),
    )


def _whole_transcript(text: str, plain: str, title: str, runs: tuple[Span, ...]) -> tuple[str, tuple[Mark, ...]] | None:
    """Return the main text of a transcript as the page has it, or `None` if the page is no transcript.

    trafilatura drops a paragraph that it has seen before, such as a label on a line of its own, or "No, sir." `runs` are the
    emphasised words of `plain`; they become marks if only they tell who speaks.
    """
    found = chosen(plain, title)
    if found and len(found) < len(chosen(text, title)):
        return None
    found = found or emphasis_labels(plain, title, runs)
    if not found:
        return None
    lines = [line for line in text.split("\n") if line]
    start = plain.find(lines[0][:40]) if lines else -1
    end = plain.rfind(lines[-1][-40:]) if lines else -1
    start = 0 if start < 0 else start
    end = len(plain) if end < start else end + len(lines[-1][-40:])
    start, end = min(start, found[0].start), max(end, found[-1].end)
    inside = tuple(Span(run.start - start, run.end - start) for run in runs if start <= run.start and run.end <= end)
    kept = plain[start:end]
    return kept, (emphasis_marks(kept, title, inside) if clean(kept) == kept else ())


def visible(source: str) -> str:
    """Return the visible words of a piece of HTML, one line per block; empty if it cannot be parsed."""
    tree = _tree(source)
    if tree is None:
        return ""
    _drop_hidden(tree)
    prepare(tree)
    return _words(tree)


def _source(data: bytes) -> str | None:
    """Decode the page, in the encoding that it declares unless it is UTF-8; `None` for binary data."""
    declared = _CHARSET.search(data[:4096])
    if declared and encoding_of(data[:65_536]) not in ("utf-8", "utf-8-sig", None):
        try:
            return data.decode(declared[1].decode())
        except (LookupError, UnicodeError):  # the declared encoding is wrong, as on many pages
            pass
    return decode(data)


def _address(canonical: str | None, fetched: str | None) -> str | None:
    """Return the page's canonical address, or the fetched one if the two differ in host: any page can claim any address."""
    if canonical and fetched and urlsplit(canonical).hostname != urlsplit(fetched).hostname:
        return fetched
    return canonical or fetched


def _site(name: str | None, canonical: str | None, origin: Origin) -> str | None:
    """Return the site's name; trafilatura falls back to the host of the canonical address, which counts only for a file."""
    guessed = name and name in urlsplit(canonical or "").netloc
    return None if guessed and origin.url else parse_title(name)


def _tree(source: str) -> "HtmlElement | None":
    """Parse a page; `None` for an empty document."""
    from lxml import etree, html  # type: ignore[import-untyped]  # here for start-up time; no types

    # As bytes, since lxml refuses a str that declares an encoding.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(
            _CONTROLS.sub("", source.replace("\f", "\n")).encode("utf-8", "replace"), parser=parser
        )
    except etree.ParserError:  # an empty document
        return None


def _drop_hidden(tree: "HtmlElement") -> None:
    """Remove the elements that a visitor does not see."""
    for element in tree.xpath(_HIDDEN):
        if element.getparent() is not None:
            element.drop_tree()


def _words(tree: "HtmlElement", signs: tuple[str, str] = ("", "")) -> str:
    """Return all words of the page's body, one line per block, with signs around bold and italic words."""
    from lxml import etree  # here for start-up time

    body = tree.find("body")
    root = tree if body is None else body
    words: list[str] = []
    quoted = 0  # mails around the words, which become lines with ">"
    kept = 0  # elements around the words that keep their line ends
    for event, element in etree.iterwalk(root, events=("start", "end")):
        quoted += is_quoted_mail(element) * (1 if event == "start" else -1)
        if element.tag in _BLOCKS and (element.tag != "br" or event == "start"):
            words.append("\n" + "> " * quoted)
        kept += (element.tag in _PREFORMATTED) * (1 if event == "start" else -1)
        tail = element.text if event == "start" else element.tail if element is not root else ""
        tail = (tail or "") if kept else _SPACE.sub(" ", tail or "")
        sign = signs[0 if event == "start" else 1] if element.tag in _EMPHASIS else ""
        words.append(sign + tail)
    return "".join(words)
