"""What of the evidence may answer a question, if some of it is from transcripts.

Reporters' questions and moderation state nothing, so they never answer; but whoever replies to a question that is close to
the one asked probably answers it, too. If the question asks what somebody says, the turns of others do not tell.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ...corpus.language.names import same_person
from ...corpus.types import Sentence
from ...corpus.utterances.turns import Turn, turn_at, turns
from ...index.retrieval.search import EvidenceSentence

REPLY = 400
"""Characters at the beginning of a turn that count as the reply to the question before it."""

LEAST = 5
"""Words that a reply must have to count as one: "Yes." by itself says nothing to another question."""

_NAME = r"(?:the |Mr\.? |Ms\.? |Mrs\.? )?(?P<{}>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{0,3}})"
_ASKED_OF = re.compile(
    rf"\baccording to {_NAME.format('source')}|\bfor {_NAME.format('holder')}\?|\b(?:did|does|do|would|has) {_NAME.format('who')}"
    r" (?:say|said|tell|told|think|answer|claim|explain|describe|mean|promise)\b"
)


def statements(question: str, evidence: Sequence[EvidenceSentence]) -> tuple[EvidenceSentence, ...]:
    """Return the evidence that can answer, best first; evidence from other documents than transcripts stays as it is."""
    placed = [(one, _turn(one.sentence)) for one in evidence]
    if all(found is None for _, found in placed):
        return tuple(evidence)
    asked: dict[tuple[str, int], float] = {}
    for one, found in placed:
        if found and found[1].role == "question":
            key = one.sentence.document.id, found[0] + 1
            asked[key] = max(one.score, asked.get(key, one.score))
    kept = [
        _reply(one, found, asked) if found else one
        for one, found in placed
        if found is None or (found[1].role == "speaker" and not one.sentence.text.rstrip("”\"’' )").endswith("?"))
    ]
    kept = _of_the_person_asked_about(question, kept)
    return tuple(sorted(kept, key=lambda one: -one.score))


def _turn(sentence: Sentence) -> tuple[int, Turn] | None:
    # A sentence may begin with the label of its turn.
    return turn_at(sentence.document, sentence.span.end - 1) or turn_at(sentence.document, sentence.span.start)


def _reply(one: EvidenceSentence, found: tuple[int, Turn], asked: dict[tuple[str, int], float]) -> EvidenceSentence:
    """Return a sentence with the score of the question that it replies to, if that is higher."""
    number, turn = found
    score = asked.get((one.sentence.document.id, number))
    words = one.sentence.document.text[max(one.sentence.span.start, turn.span.start) : one.sentence.span.end].split()
    late = one.sentence.span.start > turn.span.start + REPLY
    if score is None or late or len(words) < LEAST or score <= one.score:
        return one
    return replace(one, score=score)


def _of_the_person_asked_about(question: str, evidence: list[EvidenceSentence]) -> list[EvidenceSentence]:
    """Leave out the turns of others, if the question asks what one of the speakers says."""
    named = [name for found in _ASKED_OF.finditer(question) for name in found.groups() if name]
    speakers = {
        one.speaker for document in {e.sentence.document for e in evidence} for one in turns(document) if one.speaker
    }
    wanted = [name for name in named if any(same_person(name, speaker) for speaker in speakers)]
    if not wanted:
        return evidence
    kept = []
    for one in evidence:
        found = _turn(one.sentence)
        speaker = found[1].speaker if found else None
        if found is None or (speaker and any(same_person(name, speaker) for name in wanted)):
            kept.append(one)
    return kept or evidence
