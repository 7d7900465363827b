"""Quote desk verdicts on quotations from the bundled briefs, and on everything that must never pass for one."""

from collections.abc import Callable

import pytest

from dragoman import Dragoman
from dragoman.corpus.errors import InputError

GARGASH = "According to Anwar Gargash, the UAE does not yet see a clear framework for the force."


@pytest.fixture(scope="module")
def dragoman(briefed: Dragoman) -> Dragoman:
    return briefed


@pytest.mark.parametrize(
    ("given", "forgiven"),
    [
        (GARGASH, ()),
        (f"“{GARGASH}”", ("quotation marks",)),
        (GARGASH.replace(" ", "\u00a0"), ("white space",)),
        (GARGASH.replace("framework", "frame\u00adwork"), ("invisible characters",)),
        (GARGASH.replace("force", "\uff46orce"), ("compatibility forms",)),
        (GARGASH[0].lower() + GARGASH[1:], ("case of the first letter",)),
        (GARGASH.rstrip("."), ("closing punctuation",)),
    ],
)
def test_declared_differences_leave_a_quotation_verbatim(
    dragoman: Dragoman, given: str, forgiven: tuple[str, ...]
) -> None:
    report = dragoman.check_quote(given)
    assert report.verdict == "verbatim"
    assert report.normalisations == forgiven
    assert report.places[0].text == GARGASH.rstrip(".")


@pytest.mark.parametrize(
    ("old", "new", "flag"),
    [
        ("does not yet see", "does yet see", "negation"),
        ("UAE", "US", "name"),
        ("a clear framework", "a very clear framework", "added"),
        ("a clear framework", "a framework", "dropped"),
        ("clear", "сlear", "character"),
        ("clear", "cl\u202eear", "character"),
        ("clear", "Clear", "character"),
    ],
)
def test_a_changed_word_is_named(dragoman: Dragoman, old: str, new: str, flag: str) -> None:
    report = dragoman.check_quote(GARGASH.replace(old, new))
    assert report.verdict == "altered"
    assert flag in report.flags
    changed = [edit for edit in report.diff if edit.op != "equal"]
    assert len(changed) == 1
    assert changed[0].corpus in old and changed[0].given in new


def test_a_cut_that_drops_not_is_truncated(dragoman: Dragoman) -> None:
    report = dragoman.check_quote("see a clear framework for the force")
    assert (report.verdict, report.flags) == ("truncated", ("negation", "attribution"))


def test_a_marked_omission_is_elided(dragoman: Dragoman) -> None:
    report = dragoman.check_quote(
        "the UAE does not yet see … framework for the force".replace("the UAE", "According to Anwar Gargash, the UAE")
    )
    assert report.verdict == "elided"
    assert [edit.given for edit in report.diff if edit.marked] == ["…"]


@pytest.fixture(scope="module")
def small(opened_with: Callable[..., Dragoman]) -> Dragoman:
    """Three short reports, so that nothing is rare or common."""
    told = {
        "guests": "Guests since 2012.\n\n2014: President Jean Carron, at the lake. 2015: President Ana Velde, at the lake.",
        "talks": "The talks go on in Bern. The envoy said the northern party did not sign the annex of the protocol.",
        "boats": "The coastguard counted boats for a week. I take it in mind, she told the harbour master on Tuesday.",
    }
    return opened_with(**told)


@pytest.mark.parametrize(
    ("given", "flag"),
    [
        ("[2051]: President Ana Velde, at the lake.", "number"),
        ("President Ana Velde, at the lake [in 2051].", "number"),
        ("2015: President [85] Velde, at the lake.", "number"),
        ("The envoy said the [15 parties] did not sign the annex.", "number"),
        ("The envoy said the northern party [never refused to] sign the annex.", "negation"),
        ("The envoy said the northern party [did] sign the annex.", "negation"),
        ("[No] talks go on in Bern.", "negation"),
    ],
)
def test_square_brackets_excuse_no_other_number_or_negation(small: Dragoman, given: str, flag: str) -> None:
    report = small.check_quote(given)
    assert report.verdict == "altered"
    assert flag in report.flags


def test_square_brackets_may_put_in_what_explains(small: Dragoman) -> None:
    assert small.check_quote("The envoy said [they] did not sign the annex of the protocol.").verdict == "elided"


@pytest.mark.parametrize("put_in", ["[2051]", "[15 men]", "[not]", "[never]"])
def test_square_brackets_in_the_place_of_any_word(small: Dragoman, put_in: str) -> None:
    words = "The envoy said the northern party did not sign the annex of the protocol.".split()
    for at in range(len(words)):
        if words[at] != "not":
            given = " ".join([*words[:at], put_in, *words[at + 1 :]])
            assert small.check_quote(given).verdict not in ("verbatim", "elided"), given


@pytest.mark.parametrize(
    ("given", "changes"),
    [
        ("The envoy said the southern party did not sign the annex of the protocol.", {("northern", "southern")}),
        ("coastguard counted ships for a week", {("boats", "ships")}),
        ("the southern party did not sign the annex", {("northern", "southern")}),
        ("I it take in mind,", {("", "it"), ("it", "")}),
    ],
)
def test_one_change_in_a_small_index_is_named(small: Dragoman, given: str, changes: set[tuple[str, str]]) -> None:
    report = small.check_quote(given)
    assert report.verdict == "altered"
    assert {(edit.corpus, edit.given) for edit in report.diff if edit.op != "equal"} == changes


def test_halves_of_sentences_of_two_reports_are_stitched(dragoman: Dragoman) -> None:
    report = dragoman.check_quote(
        "The report says the agreement might notes that Hamas and Fatah have been divided for nearly two decades."
    )
    assert report.verdict == "stitched"


def test_pieces_of_two_reports_are_stitched(dragoman: Dragoman) -> None:
    report = dragoman.check_quote(
        f"{GARGASH} We hope that following this agreement, the committee will be announced soon"
    )
    assert report.verdict == "stitched"
    assert len(report.places) == 2


TALK = (
    "“We came with fifteen plans,” Mara Lind told reporters in Bern. “None of them was read by anybody. We will wait.\n\n"
    "“We have a boat and time,” she said. The minister left by train. “Our boat is in the harbour,” she added.\n\n"
    "“The harbour is closed to us,” Mara Lind said. The town has one harbour and a market. " + "It is busy. " * 60
    + "The market opens at nine in the morning.\n"
)  # fmt: skip


@pytest.fixture(scope="module")
def talk(opened_with: Callable[..., Dragoman]) -> Dragoman:
    return opened_with(talk=TALK)


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        ("We came with fifteen plans … None of them was read", "elided"),  # across the attribution
        ("None of them was read … We have a boat", "elided"),  # the mark was left open before the next paragraph
        ("We have a boat … Our boat is in the harbour", "elided"),
        (
            "We have a boat … The harbour is closed to us",
            "stitched",
        ),  # closed there, and reopened in the next paragraph
        ("“Our boat is in the harbour,” she added. … “The harbour is closed to us,” Mara Lind said.", "stitched"),
        ("We have a boat and time … The minister left by train", "stitched"),  # the reporter's words passed off as hers
        (
            "“We have a boat and time,” she said … left by train",
            "elided",
        ),  # sentences of the reporter that contain her words
        ("The town has one harbour … It is busy", "elided"),
        ("The town has one harbour … The market opens at nine", "stitched"),  # too far apart for one paragraph of news
    ],
)
def test_a_marked_omission_joins_pieces_of_one_utterance_only(talk: Dragoman, given: str, verdict: str) -> None:
    assert talk.check_quote(given).verdict == verdict


def test_a_number_in_figures_for_one_in_words_is_altered_if_the_check_is_strict(talk: Dragoman) -> None:
    report = talk.check_quote("We came with 15 plans", strict=True)
    assert (report.verdict, report.flags) == ("altered", ("number",))


def test_what_is_not_there_is_bounded(dragoman: Dragoman) -> None:
    report = dragoman.check_quote("It is a truth universally acknowledged, that a single man must be in want of a wife")
    assert report.verdict == "not_found"
    assert f"{report.searched.documents} documents" in report.reasons[-1]


def test_two_words_are_too_short_to_tell(dragoman: Dragoman) -> None:
    report = dragoman.check_quote("clear framework")
    assert report.verdict == "verbatim"
    assert "too short" in report.reasons[0]


def test_characters_without_a_term_are_not_found(dragoman: Dragoman) -> None:
    assert dragoman.check_quote("\0").verdict == "not_found"


@pytest.mark.parametrize("given", ["", "  \n ", "“…”", "half \ud800 a character", "a" * 2_000_000])
def test_what_cannot_be_checked_is_refused_in_a_sentence(dragoman: Dragoman, given: str) -> None:
    with pytest.raises(InputError, match="quotation"):
        dragoman.check_quote(given)
