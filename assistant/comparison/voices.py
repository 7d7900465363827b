"""Who says what in each of a few reports: their utterances by speaker, without publishers and "the report".

The reports are analysed on demand; the table of all utterances would first have to process the whole corpus.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...corpus.language.names import same_person, same_publisher
from ...corpus.types import Document, Span, Utterance
from ...corpus.utterances import utterances

VOICES = 30
"""The most speakers shown; those quoted in most reports come first."""

_REPORTS = frozenset(
    "report reports outlet text article excerpt account newspaper website statement resolution plan".split()
)


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker, by the longest name that the reports use; `said` has the utterances of each report, in order."""

    speaker: str
    role: str | None
    said: tuple[tuple[Utterance, ...], ...]

    @property
    def reports(self) -> int:
        """The number of reports that quote the speaker."""
        return sum(bool(one) for one in self.said)


def voices(documents: Sequence[Document], only: Mapping[str, Sequence[Span]] | None = None) -> tuple[Voice, ...]:
    """Return the speakers of these documents.

    `only` maps document ids to spans; if given, only utterances that overlap them count.
    """
    groups: list[list[tuple[int, Utterance]]] = []
    for at, document in enumerate(documents):
        for one in utterances(document):
            if not one.speaker or _reporting(one.speaker, documents):
                continue
            if only is not None and not any(one.span.overlaps(span) for span in only.get(document.id, ())):
                continue
            group = next((group for group in groups if same_person(one.speaker, group[0][1].speaker or "")), None)
            if group is None:
                groups.append(group := [])
            group.append((at, one))
    found = [_voice(group, len(documents)) for group in groups]
    return tuple(sorted(found, key=lambda one: (-one.reports, -sum(map(len, one.said)), one.speaker))[:VOICES])


def _voice(group: Sequence[tuple[int, Utterance]], documents: int) -> Voice:
    names = [one.speaker or "" for _, one in group]
    role = next((one.role for _, one in group if one.role), None)
    said = tuple(tuple(one for place, one in group if place == at) for at in range(documents))
    return Voice(max(names, key=lambda name: (len(name.split()), names.count(name))), role, said)


def _reporting(speaker: str, documents: Sequence[Document]) -> bool:
    """Return whether the speaker is the publisher or the report itself, not somebody involved in the event."""
    if _REPORTS.intersection(speaker.casefold().split()):
        return True
    publishers = [one.publisher for one in documents] + [one.based_on.publisher for one in documents if one.based_on]
    return any(same_publisher(speaker, name) for name in publishers if name)
