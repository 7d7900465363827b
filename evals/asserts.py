"""Assertions on answers, for tests of any system that answers from evidence; the pytest plugin has them as fixtures.

Each raises an `AssertionError` that explains the failure; `[[…]]` encloses the words of an answer that the evidence does
not have. They need neither a model nor a network.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from ..assistant.dragoman import Dragoman
from ..assistant.quotes.report import WordEdit
from ..assistant.types import Answer, Turn
from ..assistant.verification import FeatureJudge, Judge
from ..corpus.errors import InputError
from ..corpus.language.numbers import numbers
from ..corpus.language.words import words
from .answer_forms import AnswerLike, EvidenceLike, SubmittedAnswer, read_answer
from .suites.types import ItemOutcome

_SHOWN = 300


def assert_grounded(answer: AnswerLike, evidence: EvidenceLike | None = None, *, judge: Judge | None = None) -> None:
    """Assert that the evidence supports every sentence of the answer; the default is the evidence that came with it.

    `judge` decides (default: `FeatureJudge`). An empty answer, or one without evidence, is not grounded.
    """
    __tracebackhide__ = True
    read = read_answer(answer, evidence)
    _says_something(read)
    if not read.evidence:
        raise AssertionError("not grounded: there is no evidence; give it, or an answer that brings its own")
    problems = [problem for one in read.statements if (problem := _unsupported(one.text, read.evidence, judge))]
    if problems:
        head = f"not grounded: {len(problems)} of {len(read.statements)} statements are not supported by the evidence"
        raise AssertionError("\n\n".join((head, *problems)))


def assert_cited(answer: AnswerLike, evidence: EvidenceLike | None = None, *, judge: Judge | None = None) -> None:
    """Assert that every statement of the answer cites existing evidence that supports it.

    In plain text, `[2]` cites the second text of the evidence.
    """
    __tracebackhide__ = True
    read = read_answer(answer, evidence)
    _says_something(read)
    problems = []
    for one in read.statements:
        cited = [text for text in one.cited if text is not None]
        if not one.cited:
            problems.append(f"  no citation: {one.text}")
        elif len(cited) < len(one.cited):
            problems.append(f"  cites what is not there (the evidence has {len(read.evidence)}): {one.text}")
        elif problem := _unsupported(one.text, cited, judge):
            problems.append(problem)
    if problems:
        head = f"not cited: {len(problems)} of {len(read.statements)} statements"
        raise AssertionError("\n\n".join((head, *problems)))


def assert_verbatim(
    quote: str,
    *,
    dragoman: Dragoman,
    speaker: str | None = None,
    publisher: str | None = None,
    said_on: date | None = None,
) -> None:
    """Assert that the corpus has the quotation word for word, and confirms speaker, publisher and date if given.

    Typographic differences (quotation marks, dashes, spaces) do not count.
    """
    __tracebackhide__ = True
    report = dragoman.check_quote(quote, speaker=speaker, publisher=publisher, said_on=said_on)
    asked = {"speaker": report.speaker, "publisher": report.publisher, "said on": report.said_on}
    wrong = [
        f"  {name}: asked for {one.asked}, the corpus has {one.found or 'none'}"
        for name, one in asked.items()
        if one.verdict in ("different", "unknown")
    ]
    if report.verdict == "verbatim" and not wrong:
        return
    lines = [f"not verbatim: {report.verdict.replace('_', ' ')}" if report.verdict != "verbatim" else "not as asked"]
    lines.append(f"  given: {_side(report.diff, 'given') or quote}")
    if near := report.nearest or next(iter(report.places), None):
        name = "nearest:" if report.verdict in ("paraphrase", "not_found") else "corpus:"
        lines.append(f"  {name} {_side(report.diff, 'corpus') or near.text}")
        lines.append(f"  where: {near.document.title} ({near.document.id} {near.span.start}:{near.span.end})")
    raise AssertionError("\n".join((*lines, *wrong, *(f"  {reason}" for reason in report.reasons))))


def assert_abstains(
    question: str | Answer | ItemOutcome | Mapping[str, object],
    *,
    dragoman: Dragoman | None = None,
    history: Sequence[Turn] = (),
) -> None:
    """Assert that Dragoman abstains from the question, or that an answer abstained."""
    __tracebackhide__ = True
    answer: Answer | ItemOutcome | Mapping[str, object]
    if isinstance(question, str):
        if dragoman is None:
            raise InputError("a question needs a Dragoman that answers it: give dragoman=…, or give an answer")
        answer = dragoman.ask(question, history)
    else:
        answer = question
    read = read_answer(answer)
    if read.abstained is None:
        raise InputError("the answer does not say whether it abstained; add 'abstained', true or false")
    if not read.abstained:
        said = "\n".join(f"  {one.text}" for one in read.statements)
        raise AssertionError(f"did not abstain{_sureness(answer)}:\n{said or '  (nothing)'}")


def marked(sentence: str, evidence: Sequence[str], reasons: Sequence[str] = ()) -> str:
    """Put `[[…]]` around the numbers, names and other words that the evidence does not have.

    If it has them all, mark the words that the reasons quote: the error may be a *not*, or the order of words.
    """
    evidence_terms = {word.term for text in evidence for word in words(text)}
    counts = [number for text in evidence for number in numbers(text)]
    ours = numbers(sentence)
    spans = [(one.start, one.end) for one in ours if not any(one.same(other) for other in counts)]
    spans += [
        (word.start, word.end)
        for word in words(sentence)
        if word.content
        and word.term not in evidence_terms
        and not any(one.start < word.end and word.start < one.end for one in ours)
    ]
    if not spans:
        quoted = [words_ for reason in reasons for words_ in re.findall(r"“([^”]+)”", reason)]
        spans = [
            (match.start(), match.end()) for one in quoted for match in re.finditer(rf"\b{re.escape(one)}\b", sentence)
        ]
    return _bracketed(sentence, spans)


def _bracketed(text: str, spans: Sequence[tuple[int, int]]) -> str:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + 1 and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif not joined or start >= joined[-1][1]:
            joined.append((start, end))
    for start, end in reversed(joined):
        text = f"{text[:start]}[[{text[start:end]}]]{text[end:]}"
    return text


def _unsupported(sentence: str, evidence: Sequence[str], judge: Judge | None) -> str:
    """Explain why the evidence does not support the sentence; empty if it does."""
    judged = (judge or _default()).judge(sentence, evidence)
    if judged.verdict == "supported":
        return ""
    lines = [f"  {judged.verdict.replace('_', ' ')}: {marked(sentence, evidence, judged.reasons)}"]
    lines += [f"    {reason}" for reason in judged.reasons]
    if judged.evidence is not None:
        text = evidence[judged.evidence]
        nearest = " ".join((judged.span.of(text) if judged.span else text).split())
        lines.append(f"    nearest evidence: {nearest if len(nearest) <= _SHOWN else nearest[:_SHOWN] + '…'}")
    return "\n".join(lines)


def _says_something(read: SubmittedAnswer) -> None:
    __tracebackhide__ = True
    if read.abstained:
        raise AssertionError("the answer abstained, so there is nothing to check; use assert_abstains where it should")
    if not read.statements:
        raise AssertionError("the answer says nothing")


def _side(diff: Sequence[WordEdit], side: str) -> str:
    pieces = []
    for edit in diff:
        text = edit.given if side == "given" else edit.corpus
        if text.strip():
            pieces.append(text if edit.op == "equal" else f"[[{text.strip()}]]")
    return " ".join(" ".join(pieces).split())


def _sureness(answer: object) -> str:
    confidence = answer.confidence if isinstance(answer, Answer) else None
    return f" (confidence {confidence:.2f})" if confidence is not None else ""


@cache
def _default() -> Judge:
    return FeatureJudge()
