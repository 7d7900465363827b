"""The text of a Word document, paragraph by paragraph, from its XML.

python-docx leaves out text boxes, notes, comments and words whose insertion or move is still marked as a change. Here a
tracked change counts as accepted: inserted and moved words stand at their new place, deleted ones nowhere. Hidden words, words
struck out and the codes of fields are left out; the results of fields are text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

WordPart = Literal["text", "text box", "footnote", "endnote", "header", "footer", "comment"]
"""Where in a document words stand."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _tags(names: str) -> frozenset[str]:
    return frozenset(_W + name for name in names.split())


_P, _TABLE, _ROW, _CELL, _RUN = (_W + name for name in "p tbl tr tc r".split())
_BOX = f"{_W}txbxContent"
_ALTERNATIVES = f"{_MC}AlternateContent"
# Elements whose content is part of the paragraph, or of the sequence of blocks, around them; `w:del` and `w:moveFrom` are not.
_AROUND_RUNS = _tags("hyperlink ins moveTo sdt sdtContent smartTag fldSimple customXml bdo dir")
_AROUND_BLOCKS = _tags("sdt sdtContent customXml ins moveTo")
_DRAWN = _tags("drawing pict object") | {_ALTERNATIVES}
_AS_TEXT = {f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_REFERENCES: dict[str, WordPart] = {f"{_W}{part}Reference": part for part in ("footnote", "endnote", "comment")}
_OFF = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph, or a table row with its cells joined by bars.

    `number` counts the paragraphs of the body from 1; other parts have the number of the paragraph that refers to them, and
    headers and footers have 1. `style` is the identifier of the style, such as `Heading1`, `Quote` or `Title`.
    """

    text: str
    number: int
    part: WordPart = "text"
    style: str = ""


class _Reference(NamedTuple):
    part: WordPart
    id: str
    number: int


def walk(word: Any, signs: tuple[str, str] = ("", "")) -> Iterator[WordParagraph]:
    """Yield the paragraphs of the body, then those of text boxes, notes, headers, footers and comments.

    `word` is a document of python-docx, whose XML has no types. In the body `signs` stand around bold and italic words. Notes
    and comments come in the order of their references; what nothing refers to is not shown by any program and is left out.
    """
    body = _Walk("text", signs=signs)
    yield from body.blocks(word.element.body)
    boxes = list(body.boxed())
    yield from boxes
    references = body.references
    for part in ("footnote", "endnote", "header", "footer", "comment"):
        if part in ("header", "footer"):
            yield from _repeated(word, part)
        else:
            yield from _referred(word, part, references)


def _referred(word: Any, part: WordPart, references: list[_Reference]) -> Iterator[WordParagraph]:
    wanted = [one for one in references if one.part == part]
    if not wanted:
        return
    notes = {note.get(f"{_W}id"): note for note in _related(word, f"{part}s")}
    for reference in dict.fromkeys(wanted):
        if (note := notes.get(reference.id)) is not None:
            inside = _Walk(part, reference.number)
            yield from inside.blocks(note)
            yield from inside.boxed()
            references += inside.references


def _related(word: Any, kind: str) -> Any:
    """Return the notes or comments of the document as XML; nothing if it has none."""
    from docx.oxml import parse_xml  # here for start-up time

    for relation in word.part.rels.values():
        if relation.reltype == f"{_RELATED}/{kind}" and not relation.is_external:
            return parse_xml(relation.target_part.blob)
    return ()


def _repeated(word: Any, part: WordPart) -> Iterator[WordParagraph]:
    """Yield the headers or footers that are shown, each once."""
    even = any(True for _ in word.settings.element.iter(f"{_W}evenAndOddHeaders"))
    seen = set()
    for section in word.element.body.iter(f"{_W}sectPr"):
        first = section.find(f"{_W}titlePg") is not None
        for reference in section.findall(f"{_W}{part}Reference"):
            kind, key = reference.get(f"{_W}type"), reference.get(f"{{{_RELATED}}}id")
            if key in seen or (kind == "first" and not first) or (kind == "even" and not even):
                continue
            seen.add(key)
            inside = _Walk(part, 1)
            yield from inside.blocks(word.part.related_parts[key].element)
            yield from inside.boxed()


class _Walk:
    """Walks one part. In the body, `number` is counted; in other parts it stays."""

    def __init__(self, part: WordPart, number: int = 0, signs: tuple[str, str] = ("", "")) -> None:
        self.references: list[_Reference] = []
        self._part = part
        self._signs = signs
        self._number = number
        self._counts = part == "text" and not number
        self._boxes: list[tuple[Any, int]] = []
        self._codes: list[bool] = []  # open fields, and whether each is still at its code

    def blocks(self, container: Any) -> Iterator[WordParagraph]:
        """Yield the paragraphs and table rows of an element."""
        held, since = "", 0  # a paragraph whose mark is deleted goes on in the next one
        for block in self._blocks(container):
            self._number += self._counts
            if block.tag == _ROW:
                if not _removed(block.find(f"{_W}trPr")):
                    yield WordParagraph(self._row(block), self._number, self._part)
                continue
            held += "".join(self._words(block))
            since = since or self._number
            if _removed(_mark(block)):
                continue
            yield WordParagraph(held, since, self._part, _style(block))
            held, since = "", 0
        if held:
            yield WordParagraph(held, since, self._part)

    def boxed(self) -> Iterator[WordParagraph]:
        """Yield the paragraphs of the text boxes that have been met, and of those inside them."""
        part: WordPart = "text box" if self._part == "text" else self._part
        for content, number in self._boxes:
            inside = _Walk(part, number)
            yield from inside.blocks(content)
            yield from inside.boxed()
            self.references += inside.references

    def _blocks(self, container: Any) -> Iterator[Any]:
        for child in container:
            if child.tag == _P:
                yield child
            elif child.tag == _TABLE:
                yield from _rows(child)
            elif child.tag in _AROUND_BLOCKS:
                yield from self._blocks(child)

    def _row(self, row: Any) -> str:
        cells = []
        counts, self._counts = self._counts, False
        for cell in _rows(row, _CELL):
            cells.append(" ".join(one.text for one in self.blocks(cell)))
        self._counts = counts
        return " | ".join(cells)

    def _words(self, paragraph: Any) -> Iterator[str]:
        self._codes.clear()
        yield from self._runs(paragraph)

    def _runs(self, container: Any) -> Iterator[str]:
        for child in container:
            if child.tag == _RUN:
                if not _hidden(child):
                    before, behind = self._signs if _emphasised(child) else ("", "")
                    yield from (before, *self._run(child), behind)
            elif child.tag in _AROUND_RUNS:
                yield from self._runs(child)
            elif child.tag in _DRAWN:
                self._drawn([child])

    def _run(self, run: Any) -> Iterator[str]:
        for child in run:
            tag = child.tag
            if tag == f"{_W}fldChar":
                self._field(child.get(f"{_W}fldCharType"))
            elif any(self._codes):
                continue
            elif tag == f"{_W}t":
                yield child.text or ""
            elif tag == f"{_W}br":
                yield "\n" if child.get(f"{_W}type") in (None, "textWrapping") else ""
            elif tag in _AS_TEXT:
                yield _AS_TEXT[tag]
            elif tag in _REFERENCES:
                self.references.append(_Reference(_REFERENCES[tag], child.get(f"{_W}id"), self._number))
            elif tag in _DRAWN:
                self._drawn([child])

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._codes.append(True)
        elif self._codes and kind == "separate":
            self._codes[-1] = False
        elif self._codes and kind == "end":
            self._codes.pop()

    def _drawn(self, elements: Sequence[Any]) -> None:
        """Note the outermost text boxes in drawings; of alternatives for old and new programs the first that has any."""
        self._boxes += [(box, self._number) for box in _outermost(elements)]


def _outermost(elements: Sequence[Any]) -> Iterator[Any]:
    for one in elements:
        if one.tag == _BOX:
            yield one
        elif one.tag == _ALTERNATIVES:
            yield from next(filter(None, (list(_outermost(other)) for other in one)), [])
        else:
            yield from _outermost(one)


def _rows(container: Any, tag: str = _ROW) -> Iterator[Any]:
    """Yield the rows of a table, or the cells of a row, also those inside content controls."""
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag in _AROUND_BLOCKS:
            yield from _rows(child, tag)


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else style.get(f"{_W}val") or ""


def _mark(paragraph: Any) -> Any:
    return paragraph.find(f"{_W}pPr/{_W}rPr")


def _removed(properties: Any) -> bool:
    """Whether the properties of a paragraph mark or row say that it is deleted or moved away."""
    return properties is not None and any(properties.find(_W + name) is not None for name in ("del", "moveFrom"))


def _emphasised(run: Any) -> bool:
    properties = [run.find(f"{_W}rPr/{_W}{name}") for name in ("b", "i")]
    return any(one is not None and one.get(f"{_W}val") not in _OFF for one in properties)


def _hidden(run: Any) -> bool:
    """Whether a run is hidden or struck out."""
    properties = [run.find(f"{_W}rPr/{_W}{name}") for name in ("vanish", "strike", "dstrike")]
    return any(one is not None and one.get(f"{_W}val") not in _OFF for one in properties)
