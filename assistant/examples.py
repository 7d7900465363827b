"""Questions to begin with: ones that the corpus answers."""

from corpus.types import BRIEFS
from index.catalogue import Catalogue

BUNDLED = (
    "Which factions signed the joint statement in Cairo?",
    "Who leads Egyptian General Intelligence?",
    "How many US troops are at the coordination center?",
    "What did Netanyahu say about Turkish troops?",
    "How many members will the committee that runs Gaza have?",
)


def examples(catalogue: Catalogue, most: int = 5) -> list[str]:
    """At most `most` questions: fixed ones where the bundled briefs are in, else one for each of the first titles."""
    first = catalogue.titles(most)
    if any(publisher == BRIEFS for _, publisher in first):
        return list(BUNDLED[:most])
    return [f"What is reported about “{title}”?" for title, _ in first if 8 <= len(title) <= 90]
