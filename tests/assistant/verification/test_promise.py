"""The judge's promise: claims with a number, name or negation that the evidence lacks never pass; its own sentences do."""

import re
from importlib.resources import files
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dragoman.assistant.statements.named_entities import names
from dragoman.assistant.statements.statement import ParsedSentence, sentences
from dragoman.assistant.verification import FeatureJudge
from dragoman.corpus.readers import read_one
from dragoman.corpus.types import Document

JUDGE = FeatureJudge()
LIBRARY = Path(str(files("dragoman.corpus").joinpath("library")))
TEXTS = [found.text for path in sorted(LIBRARY.glob("*.md")) for found in read_one(path) if isinstance(found, Document)]
STATED = [(text, one) for text in TEXTS for one in sentences(text)]
AUXILIARY = re.compile(r"\b(?:was|were|is|are|has|have|had|will|would|could|must)\b(?! not| only)")
PEOPLE = ("Vartanian", "Okonkwo", "Lindqvist", "Tamayo", "Bhattacharya")
PLACES = ("Reykjavik", "Asunción", "Vientiane", "Lusaka")
VERBS = ("received", "accused", "invited", "warned", "criticised")

stated = st.sampled_from(STATED)


@st.composite
def made_up(draw: st.DrawFn) -> tuple[str, ParsedSentence]:
    one, other = draw(st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=2, unique=True))
    verb, place = draw(st.sampled_from(VERBS)), draw(st.sampled_from(PLACES))
    many = draw(st.integers(2, 90_000))
    text = f"{one} {verb} {other} in {place} before {many} guests. The hall was not full, said a guard."
    return text, sentences(text)[0]


@given(stated | made_up())
@settings(max_examples=80)
def test_a_sentence_of_the_evidence_is_supported_where_it_stands(given_: tuple[str, ParsedSentence]) -> None:
    text, one = given_
    found = JUDGE.judge(one.text, ["Nothing of this.", text])
    assert found.verdict == "supported" and found.score > 0.9
    assert found.evidence == 1 and found.span is not None and found.span.of(text) == one.text


@given(stated | made_up(), st.integers(2, 10**6), st.data())
@settings(max_examples=80)
def test_never_with_another_number(given_: tuple[str, ParsedSentence], other: int, data: st.DataObject) -> None:
    text, one = given_
    assume(one.numbers)
    number = data.draw(st.sampled_from(one.numbers))
    assume(all(known.value != other for sentence in sentences(text) for known in sentence.numbers))
    claim = f"{one.text[: number.start]}{other}{one.text[number.end :]}"
    assert JUDGE.judge(claim, [text]).verdict != "supported", claim


@given(stated | made_up(), st.sampled_from([*PEOPLE, *PLACES]), st.data())
@settings(max_examples=80)
def test_never_with_another_name(given_: tuple[str, ParsedSentence], other: str, data: st.DataObject) -> None:
    text, one = given_
    found = names(one.text, one.words)
    assume(found and other not in text)
    name = data.draw(st.sampled_from(found))
    claim = f"{one.text[: name.start]}{other}{one.text[name.end :]}"
    assert JUDGE.judge(claim, [text]).verdict != "supported", claim


@given(stated, st.data())
@settings(max_examples=80)
def test_never_with_a_negation_more(given_: tuple[str, ParsedSentence], data: st.DataObject) -> None:
    text, one = given_
    places = [match.end() for match in AUXILIARY.finditer(one.text)]
    assume(places)
    at = data.draw(st.sampled_from(places))
    assert JUDGE.judge(f"{one.text[:at]} not{one.text[at:]}", [text]).verdict != "supported"


@given(st.sampled_from([pair for pair in STATED if " not " in pair[1].text]))
def test_never_with_a_negation_less(given_: tuple[str, ParsedSentence]) -> None:
    text, one = given_
    claim = one.text.replace(" not ", " ", 1)
    assert JUDGE.judge(claim, [text]).verdict != "supported", claim


@given(made_up())
def test_never_with_who_and_whom_exchanged(given_: tuple[str, ParsedSentence]) -> None:
    text, one = given_
    who, verb, whom, rest = one.text.split(" ", 3)
    assert JUDGE.judge(f"{whom} {verb} {who} {rest}", [text]).verdict == "contradicted"
    assert JUDGE.judge(f"{who} was {verb} by {whom} {rest}", [text]).verdict == "contradicted"
