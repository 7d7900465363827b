"""Mutators: each mutation makes the change of its kind and no other; harmless ones change nothing that counts."""

import doctest
import re
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.corpus.readers import read
from dragoman.corpus.segment import segment
from dragoman.corpus.types import Document, Span
from dragoman.evals import mutators
from dragoman.evals.mutators import (
    ASKED,
    CHANGED,
    CUT,
    HARMLESS,
    KINDS,
    OMITTED,
    Mutation,
    Original,
    TextEdit,
    apply_edits,
    canonical,
    disguised,
    flat,
    mutate,
    mutations,
    said_on_swapped,
    usable,
)

LIBRARY = Path(__file__).parents[3] / "corpus" / "library"
NEGATED = (
    "The council will not accept any of the 12 proposals from Gaza before Friday 3 October 2025, according to AFP."
)
# Sentences with what briefs have too rarely.
RARE = (
    "None of the pilots who flew that night have been questioned. Perhaps the bridge over the canal is strong enough. "
    "The US freighter reached its harbour in May with many sacks of rye. We will reopen the ramp once the ice is gone.\n\n"
    "“Critics say the new lighthouse was built on sand,” the keeper said. "
    "“We organised three boats and some blankets,” she added, “and nobody was left on the island.” "
    "The cook left the galley when the siren sounded.\n\n"
    "“The night train is open only to miners,” he said. “Is it true that the ferry was sold to the bank?” she asked. "
    "“We mended the old pump, and the whole crew went home at noon,” he added. "
    "“We came by the first boat. Nobody had lit the old stove. We left before the evening tide,” she said."
)
QUOTED = [(one.start(1), one.end(1)) for one in re.finditer("“([^”]+)”", RARE)]
MARKED = set("…[]") | {"...", ". . .", "(...)"}


def original(words: str, **around: object) -> Original:
    return Original(words, Span(0, len(words)), (Span(0, len(words)),), **around)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def every() -> list[tuple[Original, Mutation]]:
    """Make one mutation of each kind from every third sentence of ten briefs."""
    found = []
    for path in islice(sorted(LIBRARY.glob("*.md")), 0, None, 3):
        document = next(iter(read(path)))
        assert isinstance(document, Document)
        sentences = segment(document.text).sentences
        others = (NEGATED, "Delegates from eleven countries left the hall in silence.")
        for span in sentences[::3]:
            start = Original(document.text, span, sentences, speaker="Steve Fagin", others=others)
            found += [(start, mutation) for mutation in mutations(start, 5)]
    spans = segment(RARE).sentences
    for span in spans:
        start = Original(RARE, span, spans, speaker="Steve Fagin", others=(NEGATED,))
        found += [(start, mutation) for mutation in mutations(start, 5)]
    for begin, end in QUOTED:
        start = Original(RARE, Span(begin, end), spans, sentence=False, speaker="Steve Fagin", status="quoted")
        found += [(start, mutation) for mutation in mutations(start, 5)]
    return found


def test_example_in_the_docstring_is_true() -> None:
    assert doctest.testmod(mutators).failed == 0


def test_every_kind_is_made_and_named_after_its_mutator(every: list[tuple[Original, Mutation]]) -> None:
    assert {mutation.kind for _, mutation in every} == set(KINDS)


def test_same_seed_gives_the_same_and_another_seed_another() -> None:
    start = original(NEGATED)
    assert list(mutations(start, 1)) == list(mutations(start, 1))
    assert list(mutations(start, 1)) != list(mutations(start, 2))


def test_changed_words_are_not_in_the_document(every: list[tuple[Original, Mutation]]) -> None:
    for start, mutation in every:
        if mutation.kind in CHANGED:
            # `flat` has no capitals, which are all that this kind changes.
            assert mutation.kind == "case_turned" or flat(mutation.text) not in flat(start.text), mutation
            assert not {"verbatim", "elided"} & set(mutation.expected)


def test_harmless_ones_are_the_same_words_and_yet_another_text(every: list[tuple[Original, Mutation]]) -> None:
    for start, mutation in every:
        if mutation.kind in HARMLESS and mutation.kind not in ("fragment", "time_cut", "verbatim"):
            assert mutation.text != start.words
            assert canonical(mutation.text) == canonical(start.words), mutation


def test_cuts_are_a_part_of_the_words_and_omissions_are_marked(every: list[tuple[Original, Mutation]]) -> None:
    for start, mutation in every:
        if mutation.kind in CUT and mutation.kind not in ("marked_turn", "question_stated"):
            assert mutation.text in start.words and mutation.text != start.words
        if mutation.kind in OMITTED or mutation.kind == "marked_turn":
            assert any(mark in mutation.text for mark in MARKED), mutation


def test_pairs_say_what_was_changed(every: list[tuple[Original, Mutation]]) -> None:
    for start, mutation in every:
        if mutation.changed:
            assert apply_edits(start.words, mutation.edits) == mutation.text
            assert all(old in start.words and new in mutation.text and old != new for old, new in mutation.changed)


@pytest.mark.parametrize(
    ("kind", "words", "text", "changed", "flags"),
    [
        ("negation_dropped", "They did not sign it.", "They did sign it.", (("not", ""),), ("negation",)),
        ("negation_dropped", "They didn’t sign it.", "They did sign it.", (("didn’t", "did"),), ("negation",)),
        ("negation_dropped", "They cannot sign it.", "They can sign it.", (("cannot", "can"),), ("negation",)),
        ("word_dropped", "Three delegations, finally, left, sadly", "", (), ()),
        ("condition_cut", "We sign the text, but only if they sign too.", "We sign the text", (), ()),
        ("condition_cut", "If they sign too, we will sign the text.", "we will sign the text.", (), ()),
        ("condition_cut", "The mayor asked if they would sign it.", "", (), ()),
        ("condition_cut", "The deal the mayor made provided for new lorries.", "", (), ()),
        ("negation_dropped", "وأعلن أنه لم يوافق على النص", "وأعلن أنه يوافق على النص", (("لم", ""),), ("negation",)),
        ("fragment", "ولم توافق اللجنة بعد ذلك على النص الجديد", "", (), ()),
        ("fragment", "Israel ruled out a future deal with the Authority", "", (), ()),
        ("unmarked_omission", "“We met them all”, the mayor said.", "", (), ()),
        ("negation_cut", "We will not accept any new text.", "accept any new text.", (), ()),
        ("attribution_cut", "Four people signed the text, according to AFP.", "Four people signed the text", (), ()),
        ("attribution_cut", "According to AFP, four people signed.", "", (), ()),
        ("number_swapped", "The text has no figures in it.", "", (), ()),
        ("fragment", "Not one of the eight men who came will stay, unless they pay", "", (), ()),
        ("closing", "Will they ever sign it?", "", (), ()),
        ("speaker_swapped", "They did not sign it.", "", (), ()),
        (
            "quantity_cut",
            "Few of the wells there are deep.",
            "the wells there are deep.",
            (),
            (),
        ),
        ("quantity_cut", "The wells near the old fort are deep.", "", (), ()),
        ("hedge_cut", "Allegedly, the clerk burnt the second ledger.", "the clerk burnt the second ledger.", (), ()),
        ("promise_cut", "The crews will sail as soon as the wind turns.", "The crews will sail", (), ()),
        ("promise_cut", "The crews sailed as soon as the wind turned.", "", (), ()),
        ("time_cut", "The bakers locked the shop when the water rose.", "The bakers locked the shop", (), ()),
        ("time_cut", "The bakers would lock the shop when the water rose.", "", (), ()),
        ("spelling_variant", "They recognised the flag.", "They recognized the flag.", (), ()),
        ("spelling_variant", "They saw the flag.", "", (), ()),
        ("number_written", "They saw four flags there.", "They saw 4 flags there.", (), ()),
        ("number_written", "They came on 4 October again.", "", (), ()),
        ("contraction", "They didn’t see it.", "They did not see it.", (), ()),
        ("contraction", "They are not here.", "They aren’t here.", (), ()),
        ("bracketed_quantity", "They took most of the sacks.", "They took [all] of the sacks.", (), ()),
        ("case_turned", "They asked the US for rye.", "They asked the us for rye.", (), ()),
    ],
)
def test_single_cases(
    kind: str, words: str, text: str, changed: tuple[tuple[str, str], ...], flags: tuple[str, ...]
) -> None:
    mutation = mutate(kind, original(words))
    if not text:
        assert mutation is None
        return
    assert mutation is not None
    assert (mutation.text, mutation.changed, mutation.flags) == (text, changed, flags)


def test_numbers_keep_their_form_and_script() -> None:
    for words, digits in (("They sent 1,700 men home.", "0123456789"), ("أرسلوا ١٧ رجلا إلى البيت", "٠١٢٣٤٥٦٧٨٩")):
        mutation = mutate("number_swapped", original(words))
        assert mutation is not None
        ((old, new),) = mutation.changed
        assert len(old) == len(new) and all(a == b or b in digits for a, b in zip(old, new, strict=True))


def test_names_share_no_word_and_keep_their_ending() -> None:
    mutation = mutate("name_swapped", original("They met Hassan Rashad’s men.", names=("Hassan Nasr", "Ali Shaath")))
    assert mutation is not None and mutation.changed == (("Hassan Rashad’s", "Ali Shaath’s"),)


def test_joined_parts_leave_out_only_who_says_it() -> None:
    spans = segment(RARE).sentences
    joined = [
        found.text
        for begin, end in QUOTED
        if (found := mutate("interruption_joined", Original(RARE, Span(begin, end), spans, sentence=False)))
    ]
    assert joined == ["We organised three boats and some blankets, and nobody was left on the island."]


def test_a_claim_is_cut_only_from_a_speakers_own_words() -> None:
    words = "Critics say the new lighthouse was built on sand"
    said = Original(words, Span(0, len(words)), sentence=False)
    found = mutate("claim_cut", said)
    assert found is not None and found.text == "the new lighthouse was built on sand"
    assert mutate("claim_cut", original(words)) is None


def test_a_speaker_of_reported_words_is_not_confirmed() -> None:
    start = original("They did not sign it.", speaker="Ali Shaath", status="reported")
    found = mutate("speaker_kept", start)
    assert found is not None and found.asked == (("speaker", "Ali Shaath", "reported"),)
    assert found.expected == ("verbatim", "truncated")


def test_speakers_and_days_leave_the_words_alone() -> None:
    start = original("They did not sign it.", speaker="Ali Shaath", names=("Ali Baraka",))
    for kind in ASKED:
        mutation = mutate(kind, start)
        assert mutation is not None and mutation.text == start.words and mutation.expected == ("verbatim",)
    swapped = mutate("speaker_swapped", start)
    assert swapped is not None and "Ali" not in swapped.asked[0][1]
    from datetime import date
    from random import Random

    moved = said_on_swapped(start, date(2025, 10, 24), Random(1))
    assert moved.asked[0][0] == "said_on" and abs(date.fromisoformat(moved.asked[0][1]) - date(2025, 10, 24)).days >= 5


def test_words_with_marks_of_their_own_are_left_out() -> None:
    assert usable("They signed it.") and not usable("They … signed it.") and not usable("They [did not] sign.")
    assert list(mutations(original("They met […] and signed the whole text."))) == []


def test_a_disguise_changes_nothing_that_counts() -> None:
    mutation = mutate("negation_dropped", original(NEGATED))
    assert mutation is not None
    texts = {disguised(mutation, seed).text for seed in range(20)}
    assert len(texts) > 5 and {canonical(text) for text in texts} == {canonical(mutation.text)}


def test_edits_must_not_overlap() -> None:
    assert apply_edits("abcdef", [TextEdit(4, 5, "X"), TextEdit(0, 1, "YY"), TextEdit(2, 2, "-")]) == "YYb-cdXf"
    with pytest.raises(ValueError, match="overlaps"):
        apply_edits("abcdef", [TextEdit(0, 3, "X"), TextEdit(2, 4, "Y")])


@given(st.text(min_size=1, max_size=120), st.integers(0, 3))
@settings(max_examples=150)
def test_any_text_is_handled(words: str, seed: int) -> None:
    for mutation in mutations(original(words, others=(NEGATED,), speaker="Ali Shaath"), seed):
        assert mutation.text and mutation.expected and mutation.reason
        assert canonical(canonical(mutation.text)) == canonical(mutation.text)


@given(st.text(max_size=80))
def test_canonical_words_are_stable(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)
    assert flat(text) == flat(canonical(text))
