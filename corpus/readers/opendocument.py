"""OpenDocument texts (.odt): paragraphs and tables in order, then text frames and notes.

A tracked change counts as accepted, as in Word documents: inserted words stand in the text, deleted ones nowhere. Words
struck out are left out.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from ..clean import clean
from ..types import NOT_READ
from .archive import opened_package, unpacked_member
from .document_head import document_head, own_author, own_title
from .fields import headline, parse_date, parse_language, parse_title
from .origin import Origin, Results
from .package_xml import DUBLIN_CORE, counted_elements, parsed_part, words_of

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _DRAW, _OFFICE, _STYLE, _META = (
    f"{{{_NAMES}{name}:1.0}}" for name in ("text", "table", "drawing", "office", "style", "meta")
)
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_LEFT_OUT = (
    f"{_TEXT}tracked-changes",
    f"{_OFFICE}annotation",
    f"{_TEXT}hidden-text",
    f"{_OFFICE}forms",
    f"{_TEXT}table-of-content",
)
_COUNTED = {f"{_DRAW}image": "picture", f"{_DRAW}object": "embedded object", f"{_OFFICE}annotation": "comment"}
_BREAKS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_DEEPEST = 200  # elements inside each other; real texts have twenty


def read(stream: BinaryIO, origin: Origin) -> Results:
    """Read an .odt file as one document; text frames and notes follow the text.

    Raises:
        UnreadableSource: it is damaged, locked by a password, or empty.
    """
    with opened_package(stream, origin, ".odt") as package:
        manifest = "META-INF/manifest.xml"  # some programs that write such files leave it out
        if manifest in package.namelist():
            listed = unpacked_member(package, package.getinfo(manifest), origin).read()
            if b"encryption-data" in listed:
                raise origin.unreadable("is locked by a password; save a copy without the password and give that.")
        root = parsed_part(package, "content.xml", origin)
        about = parsed_part(package, "meta.xml", origin) if "meta.xml" in package.namelist() else None
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise origin.unreadable("is no text document; save its text as .odt, .docx or .txt.")
    walk = _Walk(root)
    blocks = [*walk.blocks(body, 0)]
    text = clean("\n".join([*blocks, *walk.apart]))
    fields = _fields(about)
    named = own_title(fields["title"]) or parse_title(walk.title) or headline(text)
    head = document_head(line for line in text.split("\n")[:10] if parse_title(line) != named)
    yield origin.document(
        text,
        named,
        published=head.published or parse_date(fields["created"]),
        language=parse_language(fields["language"]),
        metadata=(
            ("author", own_author(fields["author"]) or head.author),
            (NOT_READ, counted_elements(body, _COUNTED)),
        ),
    )


def _fields(about: Any) -> dict[str, str | None]:
    if about is None:
        return dict.fromkeys(("title", "author", "created", "language"))
    creator = words_of(about.find(f".//{_META}initial-creator"))
    return {
        "title": words_of(about.find(f".//{DUBLIN_CORE}title")),
        "author": creator or words_of(about.find(f".//{DUBLIN_CORE}creator")),
        "created": words_of(about.find(f".//{_META}creation-date")),
        "language": words_of(about.find(f".//{DUBLIN_CORE}language")),
    }


class _Walk:
    """Walks the body. `apart` collects frames and notes, and `title` is the first paragraph with a title's style or level."""

    def __init__(self, root: Any) -> None:
        self.apart: list[str] = []
        self.title: str | None = None
        self._parents = {
            one.get(f"{_STYLE}name"): one.get(f"{_STYLE}parent-style-name") for one in root.iter(f"{_STYLE}style")
        }
        self._struck = {
            style.get(f"{_STYLE}name")
            for style in root.iter(f"{_STYLE}style")
            for one in style.iter(f"{_STYLE}text-properties")
            if one.get(f"{_STYLE}text-line-through-style") not in (None, "none")
            or one.get(f"{_STYLE}text-line-through-type") not in (None, "none")
        }

    def blocks(self, container: Any, depth: int) -> Iterator[str]:
        """Yield the paragraphs and table rows of an element."""
        for child in container:
            if child.tag in _PARAGRAPHS:
                text = self._paragraph(child, depth)
                if self.title is None and text.strip() and self._is_title(child):
                    self.title = text
                yield text
            elif child.tag == f"{_TABLE}table-row":
                cells = [" ".join(self.blocks(cell, depth + 1)) for cell in child if cell.tag == f"{_TABLE}table-cell"]
                yield " | ".join(cells)
            elif child.tag not in _LEFT_OUT and depth < _DEEPEST:
                yield from self.blocks(child, depth + 1)

    def _is_title(self, paragraph: Any) -> bool:
        style = paragraph.get(f"{_TEXT}style-name")
        names = (style, self._parents.get(style))
        return "Title" in names or paragraph.get(f"{_TEXT}outline-level") == "1"

    def _paragraph(self, paragraph: Any, depth: int) -> str:
        return "".join(self._words(paragraph, depth))

    def _words(self, element: Any, depth: int) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            tag = child.tag
            if tag == f"{_TEXT}note":
                body = child.find(f"{_TEXT}note-body")
                sign = words_of(child.find(f"{_TEXT}note-citation"))
                words = " ".join(self.blocks(body, depth + 1)) if body is not None else ""
                self.apart.append(" ".join(filter(None, (sign, words))))
            elif tag.startswith(_DRAW):
                self.apart += [text for box in child.iter(f"{_DRAW}text-box") for text in self.blocks(box, depth + 1)]
            elif tag == f"{_TEXT}s":
                yield " "
            elif tag in _BREAKS:
                yield _BREAKS[tag]
            elif tag not in _LEFT_OUT and child.get(f"{_TEXT}style-name") not in self._struck and depth < _DEEPEST:
                yield from self._words(child, depth + 1)
            yield child.tail or ""
