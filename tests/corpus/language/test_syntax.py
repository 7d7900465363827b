"""The parse of English text: offsets, heads, and clauses as a reader would see them."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.corpus.language.syntax import LONGEST, parse

_PIECES = st.sampled_from(
    [
        "The envoy said",
        "that",
        "“we will sign,”",
        "if",
        "nobody",
        "…",
        "\n",
        "  ",
        "don’t",
        "لن نوقع",
        "3.5 %",
        "—",
        "U.S.",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.lists(_PIECES, max_size=25).map(" ".join), st.text(max_size=80)))
def test_words_are_cut_from_the_text_and_form_a_tree(text: str) -> None:
    found = parse(text, entities=True)
    end = 0
    for at, word in enumerate(found.words):
        assert text[word.start : word.end] == word.text and word.start >= end and word.text.strip()
        end = word.end
        first, last = found.reach[at]
        assert first <= at < last
        assert len(list(found.ancestors(at))) < len(found.words)
        assert all(found.words[child].head == at for child in found.children[at])
    assert [at for a, b in found.sentences for at in range(a, b)] == list(range(len(found.words)))


def test_a_reported_clause_hangs_on_its_verb() -> None:
    text = "None of the delegates said that the crossing would open unless the guards left."
    found = parse(text)
    accepted = text.index("crossing")
    top = found.top(accepted - 4, text.index(" unless"))
    assert top is not None and found.words[top].text == "open"
    assert [found.words[at].lemma for at in found.ancestors(top)] == ["say"]
    assert found.words[found.words[top].head].relation == "ROOT"
    start, end = found.span(top)
    assert text[start:end] == "that the crossing would open unless the guards left"


def test_names_are_found_on_request() -> None:
    text = "Barack Obama met the Security Council in Geneva on Friday."
    assert {one.entity for one in parse(text).words} == {""}
    assert {"PERSON", "GPE", "DATE"} <= {one.entity for one in parse(text, entities=True).words}


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="at most"):
        parse("a" * (LONGEST + 1))


def test_parsing_does_not_import_torch_and_torch_can_be_found_afterwards() -> None:
    code = (
        "import sys; from importlib.util import find_spec; from dragoman.corpus.language.syntax import parse; parse('It rains.');"
        "assert 'torch' not in sys.modules and find_spec('torch')"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
