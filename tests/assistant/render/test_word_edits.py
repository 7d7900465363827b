"""Corrections are the right way round: what the quotation has wrong is struck out, what the source says is offered."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.assistant.quotes.report import Check, Extent, QuoteReport, QuoteVerdict, WordEdit
from dragoman.assistant.render.word_edits import corrections, pieces


def test_the_quotations_words_are_struck_out_and_the_sources_offered() -> None:
    edits = (
        WordEdit("equal", "The ferry", "The ferry"),
        WordEdit("replace", "never", "always"),
        WordEdit("delete", "quite", ""),
        WordEdit("insert", "", "soon"),
        WordEdit("replace", "sinks in June", "…", marked=True),
    )
    assert pieces(edits) == (
        ("", "The ferry"),
        ("del", "always"),
        ("ins", "never"),
        ("ins", "quite"),
        ("del", "soon"),
        ("", "…"),
    )


def report(verdict: QuoteVerdict, *edits: WordEdit) -> QuoteReport:
    nobody = Check(None, None, "not_asked")
    return QuoteReport(
        "q", verdict, (), edits, nobody, nobody, nobody, nobody, (), None, None, (), None, Extent("h", 0, None), (), 0.0
    )  # fmt: skip


def test_a_bracket_is_struck_out_only_if_it_alone_alters_the_words() -> None:
    kept, bracket = (
        WordEdit("equal", "The ferry sinks", "The ferry sinks"),
        WordEdit("insert", "", "[daily]", marked=True),
    )
    other = WordEdit("replace", "It", "[The ferry]", marked=True)
    assert pieces(corrections(report("altered", kept, bracket))) == (("", "The ferry sinks"), ("del", "[daily]"))
    for marked in (report("elided", kept, bracket), report("altered", other, kept, bracket)):
        assert corrections(marked) == (), "nobody knows which of several it is"
    changed = report("altered", other, WordEdit("replace", "sinks", "swims"))
    assert corrections(changed) == changed.diff


words = st.text("ab ", max_size=3)


@given(st.lists(st.builds(WordEdit, st.sampled_from(("equal", "replace")), words, words), max_size=8))
def test_without_what_is_offered_the_quotation_remains_and_without_what_is_struck_out_the_source(
    edits: list[WordEdit],
) -> None:
    edits = [WordEdit("equal", one.given, one.given) if one.op == "equal" else one for one in edits]
    shown = pieces(edits)
    quotation = "".join(text for kind, text in shown if kind != "ins")
    source = "".join(text for kind, text in shown if kind != "del")
    assert (
        quotation.split()
        == "".join(one.given if one.given.strip() or one.op == "equal" else "" for one in edits).split()
    )
    assert (
        source.split()
        == "".join(one.corpus if one.corpus.strip() or one.op == "equal" else "" for one in edits).split()
    )
