"""Differences that leave a quotation right, each named, and what looks like them but changes it; with `strict` none passes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman import Dragoman

SPEECH = """“We will not sell the ferry,” Ilse Brandner said, “until the last islander has voted.” The ferry is sixty years old.

“The pier is open,” Brandner said. “The crossing is free.”

“We shall organise a defence of the lighthouse,” she said. “It is not our fault that the fog came. I don’t know who \
paid the crew. Fifteen per cent of the cabins are empty. The U.S. envoy gave us 400 lifebelts. They can't stay, and \
they've said so. Our harbour lies 20 metres from the museum. The crews are on strike. It may be a third attempt. The bakers \
keep the bread warm.”

“The gulls is our friends (laughter), and the friends eat for nothing,” said Jonas Imber. “Dr. Holm came on Sept. 4. \
One can see the whole bay. The second crossing took an hour. The café owes us $3m. \
Polish sailors left in May. He'd gone before it's been \
painted.”

“We told the growers,” the ferrymen’s leader Ilse Brandner said, “and the growers told us. The bakers’ co-operative sells bread.”

THE COUNCIL HAS RAISED THE FARES TWICE THIS YEAR AND NOBODY TOLD US WHY

“The keeper counts nine lamps and two bells,” Brandner added.

“Will the lamp burn?” she asked. “It will burn all night,” he said.

قال الناطق: «لن نغلق الميناء قبل وصول السفينة الأخيرة». وأضاف: «يصل الأعضاء إلى المدينة في أول الشهر».
"""


@pytest.fixture(scope="module")
def desk(opened_with: Callable[..., Dragoman]) -> Dragoman:
    return opened_with(ferry=SPEECH)


RIGHT = [
    ("The café owes us three million dollars", "numerals"),
    ("The cafe owes us $3 million", "accents"),
    ("We will not sell the ferry until the last islander has voted", "interruption"),
    ("The pier is open. The crossing is free.", "interruption"),
    ("The pier is open, the crossing is free", "interruption"),
    ("“The bakers keep,” the keeper told visitors, “the bread warm.”", "interruption"),
    ("“We will not sell the ferry,” she told the paper, “until the last islander has voted”", "interruption"),
    ("We told the growers, and the growers told us", "interruption"),
    ("The bakers’ cooperative sells bread", "spelling"),
    ("Ilse Brandner said: “The crossing is free.”", "carrying sentence"),
    ("Brandner said: “The pier is open.”", "carrying sentence"),
    ("THE BAKERS KEEP THE BREAD WARM", "letter case"),
    ("the bakers keep the bread warm. the u.s. envoy", None),
    ("The council has raised the fares twice this year", "letter case"),
    ("We shall organize a defense of the lighthouse", "spelling"),
    ("Fifteen percent of the cabins are empty", "spelling"),
    ("15% of the cabins are empty", "symbols"),
    ("The US envoy gave us four hundred lifebelts", "abbreviations"),
    ("I do not know who paid the crew", "contractions"),
    ("It’s not our fault that the fog came", "contractions"),
    ("It isn't our fault that the fog came", "contractions"),
    ("They cannot stay & they have said so", None),
    ("They cannot stay, and they have said so", "contractions"),
    ("Our harbor lies twenty meters from the museum", "numerals"),
    ("The gulls is our friends, and the friends eat for nothing", "stage directions"),
    ("The gulls is [sic] our friends, and the friends eat for nothing", "editor's notes"),
    ("Dr Holm came on September 4", "abbreviations"),
    ("The bakers *keep* the bread warm (emphasis added)", "emphasis marks"),
    ("“The bakers keep the bread warm,” [emphasis mine]", "editor's notes"),
    ("The bakers KEEP the bread warm (emphasis added)", "letter case"),
    ("The bakers keep the <b>bread</b> warm", "emphasis marks"),
    ("“The keeper counts nine lamps and two bells,” Brandner said", "carrying sentence"),
    ("The 2nd crossing took an hour", "numerals"),
    ("It may be a 3rd attempt", "numerals"),
    ("he had gone before it has been painted", "contractions"),
    ("Ilse Brandner told the council: “The bakers keep the bread warm.”", "carrying sentence"),
    ("لَنْ نُغْلِقَ المِيناءَ قَبْلَ وُصُولِ السَّفِينَةِ الأَخِيرَةِ", "Arabic vowel marks"),
    ("يصل الاعضاء الى المدينه في اول الشهر", "Arabic hamza forms"),
]


@pytest.mark.parametrize(("given", "name"), [(given, name) for given, name in RIGHT if name])
def test_a_harmless_difference_passes_and_is_named_but_not_with_strict(desk: Dragoman, given: str, name: str) -> None:
    report = desk.check_quote(given)
    assert report.verdict in ("verbatim", "elided"), report.flags
    assert name in report.normalisations
    assert not desk.check_quote(given, strict=True).passes or "[sic]" in given


CHANGED = [
    "owes us three million",
    "“The keeper counts nine lamps and two bells,” Brandner warned",
    "It may be a third of an attempt",
    "The café owes us $3",
    "Brandner added: “The bakers never keep the bread warm.”",
    "We will not sell the ferry until the first islander has voted",
    "“We will not sell the ferry,” she never said, “until the last islander has voted”",
    "Will the lamp burn? It will burn all night",
    "THE BAKERS KEEP THE BREAD COLD",
    "Jonas Imber said: “The pier is open.”",
    "Brandner denied: “The pier is open.”",
    "THE BAKERS NEVER KEEP THE BREAD WARM",
    "the us envoy gave us 400 lifebelts",
    "polish sailors left in may",
    "The council has raised the fares twice this year and nobody told the U.S. why",
    "16 percent of the cabins are empty",
    "15 percentage points of the cabins are empty",
    "The U.S. envoy gave us 400 million lifebelts",
    "The U.S. envoy gave us $400 lifebelts",
    "The U.S. envoy gave us four hundred and one lifebelts",
    "The U.S. envoy gave US 400 lifebelts",
    "I do know who paid the crew",
    "I did not know who paid the crew",
    "Its not our fault that the fog came",
    "It has not our fault that the fog came",
    "It is our fault that the fog came",
    "They can stay, and they've said so",
    "They can't stay, and they had said so",
    "He would gone before it's been painted",
    "he had gone before it is been painted",
    "Our harbour lies 20 meters from the museums",
    "1 can see the whole bay",
    "The two crossing took an hour",
    "The bakers *never* keep the bread warm (emphasis added)",
    "The bakers keep the *bread* cold (emphasis added)",
    "The bakers keep the bread warm (applause for the fish)",
    "Ilse Brandner never told the council: “The bakers keep the bread warm.”",
    "Jonas Imber told the council: “The bakers keep the bread warm.”",
    "نغلق الميناء قبل وصول السفينة الأخيرة",
    "يصل الأعضاء إلى مدينته في أول الشهر",
]


@pytest.mark.parametrize("given", CHANGED)
def test_what_only_looks_harmless_does_not_pass(desk: Dragoman, given: str) -> None:
    report = desk.check_quote(given)
    assert not report.passes, (report.normalisations, report.places[0].text)


def test_an_ellipsis_may_skip_whole_sentences_even_with_a_negation_of_their_own(desk: Dragoman) -> None:
    assert desk.check_quote("The crews are on strike. ... The bakers keep the bread warm.").verdict == "elided"
    assert desk.check_quote("The crews are on strike. . . . . The bakers keep the bread warm.").verdict == "elided"


def test_pieces_around_an_ellipsis_may_differ_harmlessly(desk: Dragoman) -> None:
    report = desk.check_quote("Our harbor lies 20 meters … The crews are on strike")
    assert (report.verdict, report.normalisations) == ("elided", ("spelling",))
    assert not desk.check_quote("Our harbor lies 30 meters … The crews are on strike").passes


@pytest.mark.parametrize(
    ("given", "wrong", "right"),
    [
        ("I don’t know who paied the crew", "paied", "paid"),
        ("We shall organise a defence of the lighthuose", "lighthuose", "lighthouse"),
    ],
)
def test_a_misspelt_word_is_altered_and_named_with_the_right_one(
    desk: Dragoman, given: str, wrong: str, right: str
) -> None:
    report = desk.check_quote(given)
    assert (report.verdict, report.flags) == ("altered", ("spelling",))
    assert any(f"“{wrong}”" in reason and f"“{right}”" in reason for reason in report.reasons)


@pytest.mark.parametrize(
    "given",
    ["The keeper counts 8 lamps and 2 bells", "I do not know who painted the crew"],
)
def test_changed_words_beside_harmless_differences_are_altered(desk: Dragoman, given: str) -> None:
    assert desk.check_quote(given).verdict == "altered"


@pytest.mark.parametrize(
    ("text", "given"),
    [
        (
            "„Die Väter haben den Brief gelesen und schweigen“, sagte Anna Lohr am Abend im Garten.",
            "Die Vater haben den Brief gelesen",
        ),
        (
            "« La côte est à nous depuis mille ans », a dit Paul Renard avant de partir.",
            "La cote est à nous depuis mille ans",
        ),
    ],
)
def test_accents_make_other_words_in_other_languages(tmp_path: Path, text: str, given: str) -> None:
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    with Dragoman.open(tmp_path / "home") as opened:
        opened.ingest([tmp_path / "report.txt"])
        assert opened.check_quote(given).verdict == "altered"


def test_another_word_is_no_misspelling(desk: Dragoman) -> None:
    report = desk.check_quote("The bakers keep the beard warm")
    assert report.verdict == "altered" and "spelling" not in report.flags


@pytest.mark.parametrize(
    "given",
    [
        "“We told the growers,” the ferrymen’s leader Jonas Imber said, “and the growers told us.”",
        "“We told the growers,” the bakers’ leader Ilse Brandner said, “and the growers told us.”",
        "“The pier is open,” Brandnner said.",
    ],
)
def test_an_attribution_with_a_changed_word_is_not_the_writers_own(desk: Dragoman, given: str) -> None:
    assert desk.check_quote(given).verdict == "altered"


def test_an_interrupted_quotation_keeps_its_speaker_and_its_whole_place(desk: Dragoman) -> None:
    report = desk.check_quote("We will not sell the ferry until the last islander has voted", speaker="Ilse Brandner")
    assert report.speaker.verdict == "confirmed"
    assert report.places[0].text.startswith("We will not sell") and report.places[0].text.endswith("has voted")
    assert [edit.corpus for edit in report.diff if edit.op == "delete"] == [",” Ilse Brandner said, “"]
