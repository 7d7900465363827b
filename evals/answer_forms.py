"""Read answers in any supported form: plain text, an `Answer`, rows of other tools, outcomes of a suite.

Every form becomes statements with the texts they cite, and the evidence that came with the answer.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..assistant.types import Answer
from ..corpus.errors import InputError
from ..corpus.sentences import sentence_bounds
from ..corpus.types import Document
from .suites.types import ItemOutcome

_MARKER = re.compile(r"[ \t]*\[(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\]")
_LEADING = re.compile(rf"(?:\s*{_MARKER.pattern})+\s*")

AnswerLike = str | Answer | ItemOutcome | Mapping[str, Any]
EvidenceLike = str | Document | Iterable[str | Document]

FORMS = "give text, an Answer, or a mapping with 'response' (or 'answer' or 'text')"


@dataclass(frozen=True, slots=True)
class SubmittedStatement:
    """A statement of an answer. `cited` has the texts that it cites, with `None` for a number without a text."""

    text: str
    cited: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class SubmittedAnswer:
    """An answer with the evidence that came with it; `abstained` is `None` if the form does not say."""

    statements: tuple[SubmittedStatement, ...]
    evidence: tuple[str, ...]
    abstained: bool | None = None


def read_answer(answer: AnswerLike, evidence: EvidenceLike | None = None) -> SubmittedAnswer:
    """Read an answer of any form. `evidence` replaces the evidence that came with the answer.

    Plain text cites by numbers in square brackets, which count the evidence from 1. Rows may have the fields of RAGAS
    (`response`, `retrieved_contexts`; older: `answer`, `contexts`) or of `dragoman ask --json` (`text`, `claims`).

    Raises:
        InputError: the form is unknown.
    """
    own = None if evidence is None else evidence_texts(evidence)
    if isinstance(answer, str):
        return SubmittedAnswer(_statements(answer, own or ()), own or ())
    if isinstance(answer, Answer):
        made = tuple(SubmittedStatement(one.text, tuple(c.quote for c in one.citations)) for one in answer.claims)
        quoted = tuple(dict.fromkeys(citation.quote for citation in answer.citations))
        return SubmittedAnswer(made, quoted if own is None else own, answer.abstained)
    if isinstance(answer, ItemOutcome):
        made = tuple(SubmittedStatement(one.text, tuple(c.text for c in one.citations)) for one in answer.statements)
        brought = tuple(place.text for place in (*answer.citations, *answer.found)) if own is None else own
        return SubmittedAnswer(made or _statements(answer.answer, brought), brought, answer.abstained)
    if isinstance(answer, Mapping):
        return _row(answer, own)
    raise InputError(f"an answer cannot be a {type(answer).__name__}; {FORMS}")


def evidence_texts(evidence: EvidenceLike) -> tuple[str, ...]:
    """Return the evidence as texts.

    Raises:
        InputError: part of it is neither text nor a document.
    """
    several = [evidence] if isinstance(evidence, str | Document) else list(evidence)
    found = []
    for one in several:
        if not isinstance(one, str | Document):
            raise InputError(f"evidence cannot be a {type(one).__name__}; give texts or documents")
        found.append(one.text if isinstance(one, Document) else one)
    return tuple(found)


def _row(row: Mapping[str, Any], own: tuple[str, ...] | None) -> SubmittedAnswer:
    contexts = next((row[name] for name in ("retrieved_contexts", "contexts") if row.get(name) is not None), None)
    abstained = row.get("abstained")
    if abstained is not None and not isinstance(abstained, bool):
        raise InputError("'abstained' must be true or false")
    if row.get("claims") is not None:
        made = tuple(_claim(claim) for claim in _objects(row["claims"], "claims"))
        quoted = tuple(dict.fromkeys(text for one in made for text in one.cited if text is not None))
        return SubmittedAnswer(made, quoted if own is None else own, abstained)
    text = next((row[name] for name in ("response", "answer", "text") if row.get(name) is not None), None)
    if not isinstance(text, str):
        raise InputError(f"the row has no answer; {FORMS}")
    brought = (evidence_texts(contexts) if contexts is not None else ()) if own is None else own
    return SubmittedAnswer(_statements(text, brought), brought, abstained)


def _claim(claim: Mapping[str, Any]) -> SubmittedStatement:
    cited = _objects(claim.get("citations") or (), "citations")
    found: list[Any] = [claim.get("text"), *(one.get("quote") for one in cited)]
    if not all(isinstance(one, str) for one in found):
        raise InputError("each claim needs a 'text', and each of its citations a 'quote'")
    return SubmittedStatement(found[0], tuple(found[1:]))


def _objects(value: object, name: str) -> list[Mapping[str, Any]]:
    if not isinstance(value, Sequence) or not all(isinstance(one, Mapping) for one in value):
        raise InputError(f"'{name}' must be a list of objects")
    return list(value)


def _statements(text: str, evidence: Sequence[str]) -> tuple[SubmittedStatement, ...]:
    found: list[SubmittedStatement] = []
    for start, end in (bounds for block in sentence_bounds(text) for bounds in block):
        sentence = text[start:end]
        leading = _LEADING.match(sentence)
        if leading and found:
            # A number after the full stop belongs to the sentence before it.
            found[-1] = SubmittedStatement(found[-1].text, (*found[-1].cited, *_cited(leading.group(), evidence)))
            sentence = sentence[leading.end() :]
        bare = _MARKER.sub("", sentence).strip()
        if re.search(r"\w", bare):
            found.append(SubmittedStatement(bare, _cited(sentence, evidence)))
    return tuple(found)


def _cited(sentence: str, evidence: Sequence[str]) -> tuple[str | None, ...]:
    named = [number for match in _MARKER.finditer(sentence) for number in _numbers(match[1])]
    return tuple(evidence[number - 1] if 0 < number <= len(evidence) else None for number in named)


def _numbers(given: str) -> list[int]:
    numbers: list[int] = []
    for part in re.split(r"[,;]", given):
        ends = [int(one) for one in re.split(r"[–-]", part) if one.strip()]
        numbers += range(ends[0], ends[-1] + 1) if ends[0] <= ends[-1] else ends
    return numbers
