"""What is given malformed inputs: everything that reads what somebody else wrote.

A target reads one input. It returns whether the input was read; `DragomanError` is a clean refusal, and any other error is
a fault. What is read must hold together: offsets lie inside the text, and the words at them are the words shown.
"""

import io
import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import httpx
from starlette.testclient import TestClient

from dragoman import Dragoman
from dragoman.api.access import Access
from dragoman.api.app import application
from dragoman.api.mcp.tools import TOOLS, Call
from dragoman.assistant.contract.parsing import lines
from dragoman.assistant.contract.requests import AskRequest
from dragoman.assistant.drafts.check import check_source
from dragoman.assistant.drafts.reader import from_bytes
from dragoman.assistant.history.serialisation import documents_of, freeze, thaw
from dragoman.assistant.quotes.alignment import alignments
from dragoman.assistant.quotes.edit_path import QuotationEnds
from dragoman.assistant.quotes.report import QuoteReport
from dragoman.assistant.quotes.tokens import tokenise
from dragoman.assistant.runtime.cancellation import Stop
from dragoman.assistant.settings import Settings
from dragoman.cli import main
from dragoman.corpus.clean import clean
from dragoman.corpus.errors import DamagedRow, DragomanError, InputError
from dragoman.corpus.events import events
from dragoman.corpus.language import dates, names, numbers
from dragoman.corpus.readers.dispatch import read_stream
from dragoman.corpus.readers.fields import parse_date, parse_language, parse_title, parse_url
from dragoman.corpus.readers.origin import Origin
from dragoman.corpus.segment import segment
from dragoman.corpus.types import Document, Span
from dragoman.corpus.utterances.extract import utterances
from tests.fuzz import samples

DAY = date(2025, 10, 24)


@dataclass(frozen=True)
class Target:
    """Something that reads inputs, and real inputs to damage."""

    name: str
    seeds: Sequence[bytes]
    read: Callable[[bytes], bool]


class Targets:
    """All targets; the home with the bundled briefs and the server are opened when the first target needs them."""

    def __init__(self, home: Path) -> None:
        """`home` holds the bundled briefs."""
        self._home = home
        self._stack = ExitStack()

    def close(self) -> None:
        """Close what was opened."""
        self._stack.close()

    @cached_property
    def all(self) -> Mapping[str, Target]:
        """The targets by name."""
        readers = [
            Target(f"reader: {kind}", seeds, partial(_file, name)) for kind, (name, seeds) in samples.files().items()
        ]
        drafts = [
            Target(f"draft: {kind}", samples.files()[kind][1], partial(self._draft, samples.files()[kind][0]))
            for kind in ("markdown", "html", "docx")
        ]
        bodies = [Target(f"api: {path}", seeds, partial(self._body, path)) for path, seeds in samples.BODIES.items()]
        found = [
            *readers,
            Target("segmenter", samples.TEXTS, _segmented),
            Target("utterances and events", samples.TEXTS, _utterances),
            Target("dates, numbers, names", samples.PHRASES, _phrases),
            Target("alignment", [*samples.QUOTATIONS, *samples.TEXTS], _aligned),
            Target("quotation desk", samples.QUOTATIONS, self._quoted),
            *drafts,
            *bodies,
            Target("api: query strings", [b"?query=a&k=3&since=2025-01-01&documents=a,b&publisher=x"], self._query),
            Target("tools for models", samples.TOOLS, self._tool),
            Target("command line", samples.COMMANDS, self._command),
            Target("lines of JSON", [b'{"question": "Who?"}\n{"id": 2, "question": "Where?"}\n'], _lines),
            Target("saved conversations", self._saved, self._thawed),
        ]
        return {one.name: one for one in found}

    @cached_property
    def dragoman(self) -> Dragoman:
        """The open home."""
        return self._stack.enter_context(Dragoman.open(self._home, Settings(model=None), lasting=False))

    @cached_property
    def _http(self) -> TestClient:
        app = application(self.dragoman, Access(editing=False, local=True))
        client = TestClient(app, base_url="http://localhost", raise_server_exceptions=True)
        return self._stack.enter_context(client)

    @cached_property
    def _documents(self) -> Mapping[str, Document]:
        return {one.id: one for one in documents_of(self.dragoman.ask("Who leads Egyptian General Intelligence?"))}

    @property
    def _saved(self) -> Sequence[bytes]:
        return [freeze(self.dragoman.ask("Who leads Egyptian General Intelligence?")).encode()]

    def _quoted(self, given: bytes) -> bool:
        report = self.dragoman.check_quote(_text(given), speaker=_text(given[:40]) or None, said_on=DAY)
        _places(report)
        return True

    def _draft(self, name: str, given: bytes) -> bool:
        checked = check_source(from_bytes(given, name), name, self.dragoman.check_quote)
        for one in checked.quotations:
            _places(one.report)
        return bool(checked.quotations)

    def _body(self, path: str, given: bytes) -> bool:
        return _answered(self._http.post(path, content=given, headers={"Content-Type": "application/json"}))

    def _query(self, given: bytes) -> bool:
        address = given.decode("latin-1")
        return _answered(
            self._http.get("/api/search?" + re.sub(r"[\x00-\x20\x7f#]", "%00", address.lstrip("?"))[:4000])
        )

    def _tool(self, given: bytes) -> bool:
        try:
            name, arguments = json.loads(given)
            tool = next(one for one in TOOLS if one.name == name)
        except (ValueError, TypeError, StopIteration, RecursionError):
            return False  # the protocol's own library refuses these
        try:
            asked = tool.takes.model_validate(arguments)
        except ValueError:
            return False
        result = tool.call(self.dragoman, asked, Call(Stop(), ""))
        json.dumps(result.shape.as_object())
        return True

    def _command(self, given: bytes) -> bool:
        arguments = [os.fsdecode(one).replace("\0", "") for one in given.split(b"\0")][:40]
        before = sys.argv, sys.stdin
        out, err = io.StringIO(), io.StringIO()
        os.environ["DRAGOMAN_HOME"] = str(self._home)
        code: object = 0
        try:
            sys.argv, sys.stdin = ["dragoman", *arguments], io.StringIO("")
            with redirect_stdout(out), redirect_stderr(err):
                main()
        except SystemExit as end:
            code = end.code or 0
        finally:
            sys.argv, sys.stdin = before
        told = err.getvalue()
        assert code in (0, 1, 2), f"exit code {code}: {told[-2000:]}"
        assert "Traceback" not in told
        return code == 0

    def _thawed(self, given: bytes) -> bool:
        try:
            thawed = thaw(_text(given), self._documents)
        except DamagedRow:
            return False
        for one in thawed.answer.citations:
            _inside(one.document, one.span, one.quote)
        return True


def _text(given: bytes) -> str:
    """Decode text; some of it with half characters, as a browser may send them."""
    try:
        return given.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return given.decode("utf-8", "replace")


def _inside(document: Document, span: Span, words: str) -> None:
    assert 0 <= span.start < span.end <= len(document.text), span
    assert document.text[span.start : span.end] == words


def _places(report: QuoteReport) -> None:
    for place in report.places:
        _inside(place.document, place.span, place.text)


def _document(given: bytes) -> Document | None:
    text = clean(given.decode("utf-8", "replace"))
    if not any(map(str.isalnum, text)):
        return None
    return Document.make(text, "A title", key="/a", published=DAY)


def _file(name: str, given: bytes) -> bool:
    read = False
    for found in read_stream(io.BytesIO(given), Origin(name, f"/reports/{name}")):
        if isinstance(found, DragomanError):
            assert "\n" not in str(found)
            assert "Traceback" not in str(found)
            continue
        read = True
        assert found.title
        assert found.text == clean(found.text)
        found.text.encode()
        for mark in found.marks:
            assert 0 <= mark.span.start <= mark.span.end <= len(found.text)
    return read


def _segmented(given: bytes) -> bool:
    text = clean(given.decode("utf-8", "replace"))
    found = segment(text)
    end = 0
    for span, owner in zip(found.sentences, found.owners, strict=True):
        assert end <= span.start < span.end <= len(text)
        assert not text[end : span.start].strip()
        passage = found.passages[owner]
        assert passage.start <= span.start and span.end <= passage.end
        end = span.end
    assert not text[end:].strip()
    return bool(found.sentences)


def _utterances(given: bytes) -> bool:
    document = _document(given)
    if document is None:
        return False
    for one in utterances(document):
        _inside(document, one.span, one.text)
    for event in events(document):
        assert 0 <= event.span.start < event.span.end <= len(document.text)
    return True


def _phrases(given: bytes) -> bool:
    text = given.decode("utf-8", "replace")
    for day, span in dates.days(text, DAY):
        assert isinstance(day, date)
        assert 0 <= span.start < span.end <= len(text)
    dates.said_on(text, 0, len(text), DAY)
    numbers.numbers(text)
    numbers.calendar(text)
    names.same_person(text[:200], text[-200:])
    names.same_publisher(text[:200], text[-200:])
    for parse in (parse_date, parse_language, parse_title, parse_url):
        parse(text)
    return True


def _aligned(given: bytes) -> bool:
    text = given.decode("utf-8", "replace")
    corpus, quote = tokenise(text[: len(text) // 2][:3000]), tokenise(text[len(text) // 2 :][:600])
    if not quote.tokens:
        return False
    found = list(
        alignments(corpus, quote.tokens, lambda a, b: float(a[:3] == b[:3]), QuotationEnds(), lambda _a, _b: True)
    )
    for one in found:
        assert one.steps[0].quote_first == 0 and one.steps[-1].quote_last == len(quote.tokens)
        first, last = one.bounds
        assert 0 <= first <= last <= len(corpus.tokens)
        for before, step in zip(one.steps, one.steps[1:], strict=False):
            assert (before.last, before.quote_last) == (step.first, step.quote_first)
    for token in corpus.tokens:
        assert 0 <= token.start < token.end <= len(corpus.text)
    return bool(found)


def _answered(response: httpx.Response) -> bool:
    assert response.status_code < 500, response.text[:2000]
    if response.status_code == 200:
        return True
    error: dict[str, Any] = response.json()["error"]
    assert error["message"] and "\n" not in error["message"] and "Traceback" not in error["message"]
    return False


def _lines(given: bytes) -> bool:
    read = False
    for _, one in lines(given.decode("utf-8", "replace").split("\n"), AskRequest):
        read |= not isinstance(one, InputError)
    return read
