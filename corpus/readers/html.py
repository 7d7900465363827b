"""Web pages: trafilatura finds the main text among menus and advertisements, and the title, date, publisher and link.

What a visitor does not see is removed first, since a page could hide words in it that nobody said.
"""

from copy import deepcopy
from typing import TYPE_CHECKING, BinaryIO

from corpus.clean import clean
from corpus.readers.decode import decode
from corpus.readers.fields import headline, parse_date, parse_language, parse_title, parse_url
from corpus.readers.origin import Origin, Results

if TYPE_CHECKING:  # loaded where it is needed, for start-up time
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # the package has no types

_STYLE = "translate(@style, ' ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
_HIDDEN = (
    "//*[@hidden or @aria-hidden='true' or self::script or self::style or self::template or self::noscript"
    f" or contains({_STYLE}, 'display:none') or contains({_STYLE}, 'visibility:hidden')]"
)
_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol "
    "p pre section table tr ul".split()
)


def read(stream: BinaryIO, origin: Origin) -> Results:
    """The one document of a web page.

    Raises:
        UnreadableSource: it is no HTML, or a page without words, such as one that only a script fills.
    """
    import trafilatura  # here for start-up time

    source = decode(stream.read())
    tree = _tree(source) if source is not None else None
    if tree is None:
        raise origin.unreadable("is not a web page; check that it was saved whole, as HTML.")
    # Before hidden parts go, since scripts hold metadata too. The extensive search would guess a date from anything,
    # such as the copyright line. trafilatura changes the trees that it is given, hence the copies.
    page = trafilatura.extract_metadata(deepcopy(tree), date_config={"extensive_search": False, "original_date": True})
    language = parse_language(tree.get("lang")) or parse_language(page.language)
    _drop_hidden(tree)
    main = trafilatura.bare_extraction(deepcopy(tree), include_comments=False)
    text = clean(main.text or "") if isinstance(main, trafilatura.settings.Document) else ""
    text = text or clean(_words(tree))
    if not text:
        raise origin.unreadable("has no text; if a script fills the page, open it in a browser and save what it shows.")
    yield origin.document(
        text,
        parse_title(page.title) or headline(text),
        publisher=parse_title(page.sitename),
        url=parse_url(page.url),
        published=parse_date(page.date),
        language=language,
        metadata=(("author", page.author),) if page.author else (),
    )


def visible(source: str) -> str:
    """The words of a piece of HTML that a visitor sees, a line for each block."""
    tree = _tree(source)
    if tree is None:
        return ""
    _drop_hidden(tree)
    return _words(tree)


def _tree(source: str) -> "HtmlElement | None":
    """The parsed page; `None` where there is nothing in it."""
    from lxml import etree, html  # here for start-up time

    # As bytes: a page that declares an encoding is refused as a str.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # an empty document
        return None


def _drop_hidden(tree: "HtmlElement") -> None:
    """Remove what a visitor does not see."""
    for element in tree.xpath(_HIDDEN):
        if element.getparent() is not None:
            element.drop_tree()


def _words(tree: "HtmlElement") -> str:
    """All words of the page's body, a line for each block."""
    from lxml import etree  # here for start-up time

    body = tree.find("body")
    root = tree if body is None else body
    words: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        words.append("\n" if element.tag in _BLOCKS else "")
        if event == "start":
            words.append(element.text or "")
        elif element is not root:
            words.append(element.tail or "")
    return "".join(words)
