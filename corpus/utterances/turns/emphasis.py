"""Labels that only their type shows: names in bold without punctuation, and questions in bold or italics above plain answers."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from ...types import Span
from .evidence import is_other_dialogue, is_transcript, setting_of
from .interviewee import answerer
from .label import Label
from .line_starts import of_run
from .shape import chosen

_INTERVIEW = re.compile(r"\binterview\w*|\bq ?& ?a\b|\bconversation with\b|\bquestions (?:for|to)\b|مقابلة|حوار", re.I)
_FIRST_PERSON = re.compile(r"\b(?:I|I[’']\w+|my|me)\b")
_FIRST_PERSONS = re.compile(r"\b(?:I|I[’']\w+|my|me|we|we[’']\w+|our|us)\b", re.I)
_SECOND_PERSON = re.compile(r"\byou(?:r|rs|[’']\w+)?\b", re.I)
_SIGN = re.compile(r"(?:Q|Question|س) ?(?:\d{1,3} ?)?[.:)] *")
_ASKS = re.compile(r"[?؟][”\"’')\]*_]*\Z")
_LEAST = 3  # questions of an interview


def emphasis_labels(text: str, title: str, runs: Sequence[Span]) -> tuple[Label, ...]:
    """Return the labels that emphasised runs at the beginning of lines give, in order; none if the text is no transcript."""
    if is_other_dialogue(text, title):
        return ()
    named = chosen(text, title)
    if named:
        return _with_questions(text, named, runs)
    own = [label for run in runs if (label := of_run(text, run.start, run.end))]
    goes_on = sum(text[one.end : one.end + 1].islower() for one in own)  # "**Ana Ruiz** is a member."
    if (
        goes_on <= 0.1 * len(own)
        and len(own) >= _LEAST
        and is_transcript(own, "emphasis", setting_of(text, title, own[0].start))
    ):
        return tuple(own)
    return _questions(text, title, runs)


def _with_questions(text: str, named: Sequence[Label], runs: Sequence[Span]) -> tuple[Label, ...]:
    """Return the labels of a transcript, and a `Q` for each emphasised paragraph that asks and has the next label below it.

    None if there are too few such paragraphs, so that the labels alone tell who speaks.
    """
    starts = [one.start for one in named]
    asked = []
    for run in runs:
        at = bisect_left(starts, run.end)
        below = starts[at] if at < len(starts) else -1
        inside = any(one.start <= run.start < one.end for one in named[max(0, at - 1) : at])
        if not inside and below >= 0 and not text[run.end : below].strip() and "?" in run.of(text):
            asked.append(Label(run.start, run.start, "Q", "emphasis"))
    return tuple(sorted((*named, *asked), key=lambda one: one.start)) if len(asked) >= _LEAST else ()


def _questions(text: str, title: str, runs: Sequence[Span]) -> tuple[Label, ...]:
    """Return a `Q` for each emphasised paragraph and an `A` behind it, if most of these paragraphs ask a person something."""
    whole = [run for run in runs if text[run.end : run.end + 1] in ("", "\n")]
    asking = [run for run in whole if _ASKS.search(run.of(text).strip())]
    if len(asking) < _LEAST:
        return ()
    whole = [run for run in whole if run.start >= asking[0].start and not _is_heading(run.of(text))]
    labels: list[Label] = []
    for at, run in enumerate(whole):
        behind = text[run.end : whole[at + 1].start if at + 1 < len(whole) else len(text)]
        if not labels or labels[-1].name == "A":
            sign = _SIGN.match(text, run.start, run.end)
            labels.append(Label(run.start, sign.end() if sign else run.start, "Q", "emphasis"))
        if behind.strip():
            labels.append(Label(run.end, run.end, "A", "emphasis"))
    answers = [one for one in labels if one.name == "A"]
    ends = [*(one.start for one in labels[1:]), len(text)]
    told = [text[one.end : end] for one, end in zip(labels, ends, strict=True) if one.name == "A"]
    asked = [run.of(text) for run in asking]
    person = answerer(title, text[: asking[0].start])
    called = person.split()[-1] if person else None
    addressed = sum(bool(_SECOND_PERSON.search(one) or (called and called in one)) for one in asked) / len(asked)
    own_words = sum(bool(_FIRST_PERSON.search(one)) for one in told) / max(1, len(told))
    interview = bool(_INTERVIEW.search(title))
    if len(answers) < _LEAST or len(asking) < 0.5 * len(whole):
        return ()
    english = bool(re.search(r"\bthe\b", text))
    ours = sum(bool(_FIRST_PERSONS.search(one)) for one in told) / max(1, len(told))
    named = addressed >= 0.3 and ours >= 0.4 and person is not None
    fits = (own_words >= 0.15 and interview) or (own_words >= 0.3 and addressed >= 0.4) or named
    return tuple(labels) if fits or (interview and not english) else ()


def _is_heading(words: str) -> bool:
    return len(words.split()) < 6 and not re.search(r"[.?!؟…][”\"’')]*\Z", words.strip())
