"""Ask Dragoman a suite's items. Indexes and answers are saved in the home, so that nothing is done twice.

`evals/index-…` has a suite's corpus, named by the hash of its texts and of the components of the index. `evals/answers/…`
has one outcome per line, named by the hash of the suite and of everything that answering depends on: weights, version and
code. A run that was killed continues after its last complete line; scoring again asks nothing.
"""

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from ...assistant.answering.answer_text import answer_text
from ...assistant.dragoman import Dragoman
from ...assistant.factory import judge_of
from ...assistant.runtime.progress import bar
from ...assistant.settings import Settings
from ...assistant.types import Answer, Turn
from ...assistant.verification import Judge
from ...corpus.errors import HomeBusy, InputError, QuestionError
from ...corpus.progress import Progress
from ...corpus.types import Document
from ...index.home import fingerprint
from ..metrics.citations import CitedSpan
from ..run_file import AnswerStatement, PlacedText
from ..suites.rows import content, digest
from ..suites.types import ItemOutcome, Suite, SuiteItem

ROOT = Path(__file__).parents[2]
ANSWERING = ("corpus", "index", "assistant", "evals/suites", "evals/runs/ask.py")
"""The code that questions and answers depend on."""

_OUTCOME: TypeAdapter[ItemOutcome] = TypeAdapter(ItemOutcome)


def outcomes(
    suite: Suite, settings: Settings, *, fresh: bool = False, quiet: bool = True, judge: Judge | None = None
) -> list[ItemOutcome]:
    """Return Dragoman's outcome for each item, in order; indexes and answers are saved in the settings' home.

    `fresh`: ask everything again. `quiet`: show no progress on stderr. `judge` replaces the default judge of claims, and
    then nothing is saved.

    Raises:
        InputError: the corpus or a question cannot be used.
        HomeBusy: another process is running the same suite.
    """
    if judge is not None:
        return [_judged(item, judge) if item.kind == "support" else _not_a_claim(item) for item in suite.items]
    folder = settings.home.expanduser() / "evals" / "answers"
    with _answers(folder / f"{suite.name}-{_key(suite, settings)}.jsonl", fresh) as (known, keep):
        missing = [item for item in suite.items if item.id not in known]
        if missing:
            with _asker(suite, settings, missing, quiet) as ask, progress(suite.name, quiet) as update:
                for at, item in enumerate(missing):
                    update(len(suite.items) - len(missing) + at, len(suite.items))
                    known[item.id] = ask(item)
                    keep(known[item.id])
    return [known[item.id] for item in suite.items]


@contextmanager
def _asker(
    suite: Suite, settings: Settings, items: Sequence[SuiteItem], quiet: bool
) -> Iterator[Callable[[SuiteItem], ItemOutcome]]:
    """Yield a function that answers an item: the judge alone if all items are claims, else an open Dragoman."""
    judge = judge_of(settings)
    if all(item.kind == "support" for item in items):
        yield lambda item: _judged(item, judge)
        return
    with indexed_suite(suite, settings, quiet=quiet) as dragoman:
        answer = {
            "support": lambda item: _judged(item, judge),
            "quotation": lambda item: check_item(dragoman, item, suite),
        }
        yield lambda item: answer.get(item.kind, lambda one: ask_item(dragoman, one, suite))(item)


def _judged(item: SuiteItem, judge: Judge) -> ItemOutcome:
    started = time.perf_counter()
    try:
        found = judge.judge(item.question, item.evidence)
    except InputError as error:
        raise InputError(f"the item {item.id!r} cannot be judged: {error}") from error
    seconds = round(time.perf_counter() - started, 4)
    return ItemOutcome(item.id, "; ".join(found.reasons), score=found.score, verdict=found.verdict, seconds=seconds)


def _not_a_claim(item: SuiteItem) -> ItemOutcome:
    raise InputError(f"the item {item.id!r} is not a claim; only suites of claims take a judge")


@contextmanager
def progress(name: str, quiet: bool) -> Iterator[Progress]:
    """Show a progress bar on stderr, or nothing if `quiet`."""
    if quiet:
        yield lambda _done, _total: None
    else:
        with bar(f"Asking {name}", "items") as update:
            yield update


@contextmanager
def indexed_suite(suite: Suite, settings: Settings, *, quiet: bool = True) -> Iterator[Dragoman]:
    """Open a Dragoman over the suite's corpus, and index the corpus if needed.

    Raises:
        InputError: the corpus cannot be indexed.
    """
    made = json.dumps(fingerprint(None, settings.encoder), sort_keys=True).encode()
    folder = settings.home.expanduser() / "evals" / f"index-{digest(made, *_words(suite))[:16]}"
    complete = folder / "complete"
    with Dragoman.open(folder, settings) as dragoman:
        if not complete.exists():
            with nullcontext() if quiet else bar(f"Indexing {suite.name}") as progress:
                report = dragoman.ingest(_files(suite, folder), progress)
            if report.failed:
                raise InputError(f"the corpus of {suite.name} cannot be indexed: {report.failed[0]}")
            complete.touch()
        yield dragoman


def ask_item(dragoman: Dragoman, item: SuiteItem, suite: Suite) -> ItemOutcome:
    """Ask an item, after the questions that precede it.

    Raises:
        InputError: the question cannot be asked.
    """
    history = list(item.history)
    try:
        for question in item.earlier:
            before = dragoman.ask(question, history)
            history += [Turn("user", question), Turn("assistant", answer_text(before))]
        return answer_outcome(item.id, dragoman.ask(item.question, history), suite, dragoman.show)
    except QuestionError as error:
        raise InputError(f"the item {item.id!r} of {suite.name} cannot be asked: {error}") from error


def check_item(dragoman: Dragoman, item: SuiteItem, suite: Suite) -> ItemOutcome:
    """Check a quotation, with the speaker, publisher and day that the item names."""
    asked_for = dict(item.attribution)
    said_on = date.fromisoformat(asked_for["said_on"]) if "said_on" in asked_for else None
    report = dragoman.check_quote(
        item.question, speaker=asked_for.get("speaker"), publisher=asked_for.get("publisher"), said_on=said_on
    )
    checks = (("speaker", report.speaker), ("publisher", report.publisher), ("said_on", report.said_on))
    return ItemOutcome(
        id=item.id,
        answer="; ".join(report.reasons),
        found=tuple(
            PlacedText(
                one.text, document_name(suite, one.document.id, one.document.external_id), one.span.start, one.span.end
            )
            for one in (report.places or (report.nearest,))
            if one is not None
        ),
        verdict=report.verdict,
        checks=(*((name, one.verdict) for name, one in checks), *(("flags", flag) for flag in report.flags)),
        seconds=report.seconds,
    )


def answer_outcome(key: str, answer: Answer, suite: Suite, show: Callable[[str], Document]) -> ItemOutcome:
    """Turn an answer into an outcome; `show` loads the stored document that a citation is checked against."""

    def place(document: Document, start: int, end: int, text: str) -> PlacedText:
        return PlacedText(text, document_name(suite, document.id, document.external_id), start, end)

    valid = []
    for citation in answer.citations:
        stored = show(citation.document.id).text
        valid.append(CitedSpan(stored, citation.span.start, citation.span.end, citation.quote).valid)
    return ItemOutcome(
        id=key,
        answer=answer_text(answer),
        statements=tuple(
            AnswerStatement(
                claim.text,
                tuple(place(one.document, one.span.start, one.span.end, one.quote) for one in claim.citations),
            )
            for claim in answer.claims
        ),
        found=tuple(
            place(hit.passage.document, hit.passage.span.start, hit.passage.span.end, hit.passage.text)
            for hit in answer.hits
        ),
        score=answer.confidence,
        abstained=answer.abstained,
        valid=tuple(valid),
        notes=answer.notes,
        differing=tuple(
            place(one.citation.document, one.citation.span.start, one.citation.span.end, one.citation.quote)
            for one in answer.differing
        ),
        mode=answer.mode,
        seconds=answer.seconds,
    )


def document_name(suite: Suite, document: str, external: str | None) -> str:
    """Return the name that the suite's items use for a document."""
    return suite.names.get(document) or external or document


@contextmanager
def _answers(path: Path, fresh: bool) -> Iterator[tuple[dict[str, ItemOutcome], Callable[[ItemOutcome], None]]]:
    """Yield the saved outcomes of a file, and a function that saves another one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path.with_suffix(".lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise HomeBusy("another process is running the same suite; wait for it, or name another --home") from error
    try:
        known = {} if fresh else {one.id: one for one in _kept(path)}
        # The file is rewritten, so that a half-written line of a killed run is gone before anything is appended.
        part = path.with_suffix(".part")
        part.write_bytes(b"".join(_OUTCOME.dump_json(one) + b"\n" for one in known.values()))
        part.replace(path)
        with path.open("ab") as stream:

            def keep(one: ItemOutcome) -> None:
                stream.write(_OUTCOME.dump_json(one) + b"\n")
                stream.flush()

            yield known, keep
    finally:
        lock.release()


def _kept(path: Path) -> Iterator[ItemOutcome]:
    if path.exists():
        for line in path.read_bytes().splitlines():
            try:
                yield _OUTCOME.validate_json(line)
            except ValidationError:
                return  # the line that a killed run was writing; its item is asked again


def _files(suite: Suite, folder: Path) -> list[str | Path]:
    if not suite.corpus:
        return list(suite.sources)
    path = folder / "corpus.jsonl"
    rows = ({"_id": one.id, "title": one.title, "text": one.text} for one in suite.corpus)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return [path]


def _words(suite: Suite) -> Iterable[bytes]:
    for one in suite.corpus:
        yield from (one.id.encode(), one.title.encode(), one.text.encode())
    for source in suite.sources:
        for path in sorted(source.glob("*")) if source.is_dir() else [source]:
            yield content(path)


def _key(suite: Suite, settings: Settings) -> str:
    rest: dict[str, Any] = {
        "version": version("dragoman"),
        "settings": {name: str(value) for name, value in settings.model_dump().items() if name not in _PLACES},
    }
    return digest(suite.sha256.encode(), code().encode(), json.dumps(rest, sort_keys=True).encode())[:16]


_PLACES = frozenset(("home", "host", "port"))  # settings that answers do not depend on


@cache
def code() -> str:
    """Return a hash of the code and weights that answering depends on."""
    found = (path for name in ANSWERING for path in (ROOT / name, *(ROOT / name).rglob("*")))
    files = sorted(path for path in found if path.suffix in (".py", ".json"))
    return digest(*(part for path in files for part in (os.fsencode(path.relative_to(ROOT)), path.read_bytes())))
