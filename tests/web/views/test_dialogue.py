"""A transcript in the source panel: who speaks stands beside the words, and the words stay those of the document."""

import html
import re

from dragoman.corpus.types import Document
from dragoman.web.views.source import source

TEXT = (
    "Briefing by Nell Abara\n\nMS. ABARA: Good morning.\nI am brief.\n"
    "Q Will you open the lock?\nMS. ABARA: We open it in May.\n"
)


def shown(text: str) -> str:
    """Return the HTML of the text of a document in the source panel."""
    return str(source(Document.make(text, "Briefing by Nell Abara", key="briefing")))


def test_each_turn_begins_a_paragraph_with_its_speaker() -> None:
    """Also where only a line end stands before the label; a question has a class of its own."""
    found = re.findall(r'<p dir="auto" class="(\w+)" data-speaker="([^"]+)">([^<]+)</p>', shown(TEXT))
    assert [(role, who) for role, who, _ in found] == [
        ("speaker", "Nell Abara"),
        ("question", "Reporter"),
        ("speaker", "Nell Abara"),
    ]
    assert found[1][2].startswith("Q Will you")


def test_the_words_are_those_of_the_document() -> None:
    """Without tags the text is the document's, character by character."""
    inside = shown(TEXT).split('<div class="text dialogue"')[1].partition(">")[2].partition("</div>")[0]
    assert html.unescape(re.sub(r"<[^>]+>", "", inside)) == TEXT


def test_a_report_is_no_dialogue() -> None:
    assert "data-speaker" not in shown("The lock was opened on Monday.\n\nNobody spoke.")
