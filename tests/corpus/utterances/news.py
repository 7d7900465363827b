"""Read news prose: what is said in it, and by whom."""

from datetime import date

from dragoman.corpus.clean import clean
from dragoman.corpus.types import Document, Utterance
from dragoman.corpus.utterances import utterances


def said(text: str, published: date | None = date(2025, 10, 24)) -> tuple[Utterance, ...]:
    return utterances(Document.make(clean(text), "t", key="k", published=published))


def quoted(text: str) -> list[tuple[str, str | None]]:
    return [(one.text, one.speaker) for one in said(text) if one.kind != "indirect"]
