"""Measure the CPU time of quote checks in a large index of syndicated news.

    python -m dragoman.evals.bench.quote_checks articles.jsonl --home folder [--passages 100000] [--each 100]

`articles.jsonl` has `_id` and `text` (and `publisher`, `published`) in each line, at least a few hundred articles. Every tenth
is kept out of the index. The others are stored again and again, as newspapers print what an agency sent: with another dateline,
without some paragraphs, some with another name in place of one, until there are enough passages. A home that is there is used as
it is. Prints a table, and as the last line the same as JSON.
"""

import argparse
import json
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...assistant.dragoman import Dragoman
from ...corpus.clean import clean
from ...corpus.segment import segment
from ...corpus.types import Document
from ...index.encoding.encoder import PackagedEncoder, packaged
from ...index.encoding.word_vectors import WordVectors
from ...index.home import Home
from ...index.preparation import Unprepared
from ...index.storage.writes import Prepared

PAGE = 100
"""Documents that are stored together."""

KEPT_OUT = 10
"""One article in so many is not indexed; its sentences are the absent ones."""

_CITIES = (
    "Aswan Basel Cairns Dakar Esbjerg Florence Ghent Halifax Izmir Jaffa Kiruna Leeds Murcia Narvik Oporto".split()
)
_SURNAMES = "Tarvol Bresk Ondermay Quillby Varnholt Esterly Dunmoor Pashwick Kelbra Norvane".split()
_QUOTED = re.compile(r"“([A-Z][^“”\n]{40,240}[.,!?])”")
_REPORTED = re.compile(r"\b(?:said|says|added|argued|told \w+)(?: on \w+day)? that ([^“”\"\n.,;]{30,200})[.,;]")
_WORD = re.compile(r"(?<=[a-z] )[a-z]{5,}(?= [a-z])")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_SPEAKER = re.compile(r"\b([A-Z][a-z]+ [A-Z][a-z]{3,})\b")


@dataclass(frozen=True, slots=True)
class Article:
    """A report as it was first printed."""

    name: str
    text: str
    publisher: str
    published: date


@dataclass(frozen=True, slots=True)
class QuoteToCheck:
    """A quotation, and the speaker who is asked about."""

    text: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of CPU time of one kind of check (`n` of them); `ratio` is `p95` in sentences that the encoder encodes."""

    kind: str
    n: int
    p50: float
    p95: float
    ratio: float
    verdicts: dict[str, int]


class RememberingEncoder:
    """The packaged encoder; it encodes a text that it has met before only once."""

    name = PackagedEncoder.name

    def __init__(self) -> None:
        """Load the encoder."""
        self._encoder = packaged()
        self._known: dict[str, NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Encoder.encode`."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[text] for text in texts]) if texts else self._encoder.encode([])

    def words(self, texts: Sequence[str]) -> list[WordVectors]:
        """See `Encoder.words`."""
        return self._encoder.words(texts)


def read_articles(path: Path) -> list[Article]:
    """Read the articles of a file of JSON lines."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        Article(
            row["_id"],
            row["text"],
            row.get("publisher") or "agency",
            date.fromisoformat(row.get("published") or "2020-01-01"),
        )
        for row in rows
    ]


def split(articles: Sequence[Article]) -> tuple[list[Article], list[Article]]:
    """Return the articles that are indexed, and those that are kept out."""
    return [one for at, one in enumerate(articles) if at % KEPT_OUT], list(articles[::KEPT_OUT])


def reprinted(articles: Sequence[Article]) -> Iterator[Document]:
    """Yield the articles, then reprints of them without end: the same sentences stand in most of those of one article."""
    for edition in count():
        for number, one in enumerate(articles):
            chance = random.Random(f"{edition} {number}")
            yield Document.make(
                clean(_reprint(one.text, chance) if edition else one.text),
                f"Report {number}, edition {edition}",
                key=f"{number}/{edition}",
                publisher=f"Paper {edition}" if edition else one.publisher,
                published=one.published + timedelta(days=chance.randrange(3) if edition else 0),
            )


def _reprint(text: str, chance: random.Random) -> str:
    paragraphs = text.split("\n\n")
    kept = [one for at, one in enumerate(paragraphs) if at == 0 or chance.random() > 0.15]
    kept[0] = f"{chance.choice(_CITIES).upper()} (Agency) - {kept[0]}"
    text = "\n\n".join(kept)
    names = sorted({name for name in _NAME.findall(text) if text.count(name) > 1})
    if names and chance.random() < 0.4:
        text = re.sub(rf"\b{chance.choice(names)}\b", chance.choice(_SURNAMES), text)
    return text


def build(articles: Sequence[Article], place: Path, passages: int, say: Callable[[str], None]) -> int:
    """Store reprints of the articles in a new home until it has so many passages; return the number of documents.

    Chroma is left out: a check does not ask it.
    """
    total = documents = 0
    page: list[Document] = []
    with Home(place, RememberingEncoder()) as home, home.writing():
        for document in reprinted(articles):
            page.append(document)
            total += len(segment(document.text).passages)
            if len(page) < PAGE and total < passages:
                continue
            made = [one for one in home.preparation.contents(page) if not isinstance(one, int | Unprepared)]
            home.catalogue.add([Prepared(*pair) for pair in zip(page, made, strict=True)], {})
            documents += len(page)
            page = []
            say(f"{documents} documents, {total} passages")
            if total >= passages:
                return documents
    raise AssertionError("reprints end")


def quotations_of(articles: Sequence[Article], absent: Sequence[Article], each: int) -> dict[str, list[QuoteToCheck]]:
    """Draw `each` quotations of each kind, the same ones in every run."""
    chance = random.Random(13)
    found: dict[str, list[QuoteToCheck]] = {
        kind: [] for kind in ("verbatim", "speaker asked", "altered", "reported", "absent")
    }
    for one in chance.sample(articles, len(articles)):
        quoted = _QUOTED.findall(one.text)
        if quoted:
            words = chance.choice(quoted)
            found["verbatim"].append(QuoteToCheck(f"“{words}”"))
            if names := _SPEAKER.findall(one.text):
                found["speaker asked"].append(QuoteToCheck(f"“{chance.choice(quoted)}”", chance.choice(names)))
            if places := list(_WORD.finditer(words)):
                place = chance.choice(places)
                found["altered"].append(QuoteToCheck(f"“{words[: place.start()]}copper{words[place.end() :]}”"))
        if told := _REPORTED.findall(one.text):
            found["reported"].append(QuoteToCheck(f"“{chance.choice(told)}”"))
    for one in absent:
        spans = [span for span in segment(one.text).sentences if 40 < span.end - span.start < 240]
        found["absent"] += [QuoteToCheck(span.of(one.text)) for span in chance.sample(spans, min(4, len(spans)))]
    chance.shuffle(found["absent"])
    return {kind: some[:each] for kind, some in found.items()}


def measure(dragoman: Dragoman, quotations: dict[str, list[QuoteToCheck]]) -> tuple[list[Timed], float]:
    """Check every quotation once; return the times of each kind, and the milliseconds that the encoder takes for a sentence.

    One check before that loads the parser and the encoder.
    """
    dragoman.load_encoder()
    encoder = packaged()
    dragoman.check_quote("“It is so,” she said, “and nobody knows why that should be different from what it was.”")
    sentence = "The delegations met again on the second day of the talks, and both said that they would go on."
    encoding = statistics.median(_milliseconds(lambda: encoder.encode([sentence])) for _ in range(50))
    rows = []
    for kind, some in quotations.items():
        if not some:
            continue
        times, verdicts = [], dict[str, int]()
        for one in some:
            began = time.process_time()
            report = dragoman.check_quote(one.text, speaker=one.speaker)
            times.append(1000 * (time.process_time() - began))
            verdicts[report.verdict] = verdicts.get(report.verdict, 0) + 1
        p50, p95 = np.percentile(times, [50, 95])
        rows.append(Timed(kind, len(times), float(p50), float(p95), float(p95) / encoding, verdicts))
    return rows, encoding


def draft_time(dragoman: Dragoman, quotations: Sequence[QuoteToCheck]) -> float:
    """Return the milliseconds of CPU time of checking one draft with these quotations."""
    names = ("Ada Rehn", "Olof Brandt", "Mina Sarkis")
    lines = [f"{one.text[:-1].rstrip('.,')},” said {names[at % 3]}." for at, one in enumerate(quotations)]
    return _milliseconds(lambda: dragoman.check_draft_bytes("\n\n".join(lines).encode(), "draft.txt"))


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)


def main() -> None:
    """Build the home if need be, measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--each", type=int, default=100, help="quotations of each kind")
    parser.add_argument(
        "--read", action="store_true", help="first find who said what in all documents, which takes long"
    )
    chosen = parser.parse_args()
    indexed, absent = split(read_articles(chosen.articles))
    if not chosen.home.exists():
        build(indexed, chosen.home, chosen.passages, lambda line: print(line, flush=True))
    quotations = quotations_of(indexed, absent, chosen.each)
    with Dragoman.open(chosen.home) as dragoman:
        if chosen.read:
            dragoman.people()
        rows, encoding = measure(dragoman, quotations)
        draft = draft_time(dragoman, quotations["verbatim"][:20])
    print(f"{'kind':<14} {'n':>4} {'p50 ms':>8} {'p95 ms':>8} {'p95 / sentence encoded':>23}  verdicts")
    for row in rows:
        print(f"{row.kind:<14} {row.n:>4} {row.p50:>8.1f} {row.p95:>8.1f} {row.ratio:>23.1f}  {row.verdicts}")
    print(f"a draft with 20 quotations: {draft:.0f} ms; one sentence encoded: {encoding:.1f} ms")
    print(json.dumps({"rows": [asdict(row) for row in rows], "draft": draft, "encoding": encoding}))


if __name__ == "__main__":
    main()
