"""Turns of a transcript: who speaks which words, from labels, cues or the title of a speech.

A document is a transcript by its shape (`shape`). A turn reaches from its label to the next one; headings, stage directions and
closing lines in it are nobody's words (`words`). Labels become full names by what the document says (`people`), and each turn
has a role, so that a reporter's question is never taken for an answer.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ...document_cache import cached_by_document
from ...interruption import checkpoint
from ...language.dates import dates
from ...types import Document, Span, Utterance
from . import people, shape, speech, spelling, words
from .askers import only_asking
from .emphasis import emphasis_labels
from .evidence import FULL_NAME
from .examination import witnesses
from .label import Label
from .spelling import role_of
from .turn import Turn as Turn

_FIELD = re.compile(r" *(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|H\.E)\.? [^\n.:?!]{2,60}[. ]*(?:\([^()\n]{2,60}\)) *(?:\n|\Z)")

_HEAD = 1500  # characters above the first words in which the day of a talk may stand

LAST_TURN = 3
"""Paragraphs that the last turn may have even if no other has as many; what follows is no longer part of the exchange."""


@cached_by_document(64)
def turns(document: Document) -> tuple[Turn, ...]:
    """Return the turns of a transcript or speech in order; none for any other document."""
    cues = [mark for mark in document.marks if mark.kind == "cue" and mark.speaker]
    if cues:
        return _of_cues(document)
    runs = [mark.span for mark in document.marks if mark.kind == "emphasis"]
    if runs:
        return _of_labels(document, emphasis_labels(document.text, document.title, runs))
    labels = shape.chosen(document.text, document.title, people.from_metadata(document))
    while len(labels) > 1 and _says_who(document.text, labels[0], labels[1]):
        labels = labels[1:]
    if labels:
        return _of_labels(document, labels)
    speaker = speech.speaker_of(document)
    if speaker is None:
        return ()
    pieces = _pieces(document.text, speech.begins(document, speaker), len(document.text))
    # A surname alone has nothing that tells it from the name of a body.
    return (Turn("", speaker, "speaker", None if " " in speaker else "Speaker", pieces),) if pieces else ()


def _says_who(text: str, label: Label, after: Label) -> bool:
    """Whether a label at the top is a field that says who holds an office: "President: Mr. Ruiz (Chile)", "Host: Ana Ruiz"."""
    below = text[label.end : after.start].strip()
    named = FULL_NAME.fullmatch(below) and not {word.casefold() for word in below.split()} & spelling.NO_GIVEN
    return bool(_FIELD.match(text, label.end, after.start) or (label.form == "colon" and named))


def turn_at(document: Document, offset: int) -> tuple[int, Turn] | None:
    """Return the number and the turn of a transcript that an offset lies in; `None` outside turns and in other documents."""
    found = turns(document)
    at = bisect_right(found, offset, key=lambda turn: turn.span.start) - 1
    return (at, found[at]) if at >= 0 and offset < found[at].span.end else None


def utterances_of_turns(document: Document) -> tuple[Utterance, ...]:
    """Return the words of each turn as direct utterances, one for each piece; none if the document is no transcript."""
    found = turns(document)
    day, basis = _talk_day(document, found[0].span.start) if found else (None, None)
    return tuple(
        Utterance(document, piece, turn.speaker, None, "direct", turn.office, day, basis, turn=number, part=turn.role)
        for number, turn in enumerate(found)
        if turn.role != "narration"
        for piece in turn.pieces
    )


def _talk_day(document: Document, first: int) -> tuple[date | None, str | None]:
    """Return the day on which a transcript's words were said, and what it was read from.

    `first` is the offset of the first words. A date after the day of publication is that of something else.
    """
    head = f"{document.title}\n{document.text[:first][-_HEAD:]}"
    for found in dates(head, 0, len(head), None):
        if found.precision == "day" and not (document.published and found.day > document.published):
            return found.day, head[found.start : found.end]
    published = document.published
    return (published, "the date of the transcript") if published else (None, None)


def _of_labels(document: Document, labels: Sequence[Label]) -> tuple[Turn, ...]:
    text = document.text
    names = people.names_of(document, labels, labels[0].start, speech.holder(document))
    answering = witnesses(text, labels)
    asker: str | None = None
    made: list[Turn] = []
    longest = 0
    for at, label in enumerate(labels):
        checkpoint()
        if label.form == "by":
            asker = names[label.name, label.notes]
            continue
        last = at + 1 == len(labels)
        end = len(text) if last else labels[at + 1].start
        limit = max(LAST_TURN, longest) if last and len(labels) > 3 else None
        pieces = _pieces(text, label.end, end, limit)
        longest = max(longest, len(pieces))
        if pieces:
            name = names[label.name, label.notes]
            if label.name == "Q" and asker:
                name = asker
            elif label.name == "A" or (label.name.casefold() == "the witness" and answering.names):
                name = answering.at(label.start) or name
            asks = text[pieces[-1].end - 1] in "?؟"
            some = asks or any("?" in one.of(text) or "؟" in one.of(text) for one in pieces)
            made.append(Turn(label.name, name, role_of(label.name), spelling.office(label), pieces, asks, some))
    asking = only_asking(document.title, text[: labels[0].start][-_HEAD:], labels, made)
    return tuple(replace(turn, role="question") if turn.speaker in asking else turn for turn in made)


def _of_cues(document: Document) -> tuple[Turn, ...]:
    """Return the turns of a file of captions: following cues of one speaker in one paragraph are one turn."""
    text = document.text
    groups: list[tuple[str, int, int]] = []
    for mark in document.marks:
        if mark.kind != "cue":
            continue
        start, end = mark.span.start, min(mark.span.end, len(text))
        speaker = mark.speaker or ""
        if groups and groups[-1][0] == speaker and "\n\n" not in text[groups[-1][2] : start]:
            groups[-1] = (speaker, groups[-1][1], end)
        else:
            groups.append((speaker, start, end))
    labels = [Label(start, end, speaker, "colon") for speaker, start, end in groups if start < end]
    names = people.names_of(document, labels, labels[0].start) if labels else {}
    made = []
    for label in labels:
        pieces = tuple(Span(*piece) for piece in words.pieces(text, (label.start, label.end)))
        if pieces:
            made.append(Turn(label.name, names[label.name, ()], role_of(label.name), spelling.office(label), pieces))
    return tuple(made)


def _pieces(text: str, start: int, end: int, limit: int | None = None) -> tuple[Span, ...]:
    """Return the spoken words between two offsets, of at most `limit` paragraphs."""
    paragraphs = list(words.paragraphs(text, start, end))[:limit]
    mixed = any(character.islower() for character in text[start:end])
    spoken = [
        one
        for at, one in enumerate(paragraphs)
        if (at == 0 and start == one[0])
        or not (words.is_heading(text, one) or (at and mixed and words.is_inner_heading(text, one)))
    ]
    return tuple(Span(*piece) for paragraph in spoken for piece in words.pieces(text, paragraph))
