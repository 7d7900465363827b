"""Answers over small documents, as hypothesis makes them and by hand."""

from hypothesis import strategies as st

from dragoman.assistant.types import Answer, Call, Citation, Claim, Trace
from dragoman.corpus.types import Document, Passage, Sentence, Source, Span
from dragoman.index.retrieval.search import Hit
from tests.index.samples import brief, report

DOCUMENTS = (
    report(1, url="https://example.org/one?a=1&b=(2)"),
    brief(2),
    report(3, text="وافقت الفصائل على اللجنة. قال المتحدث: «لن نوقع».", language="ar"),
    report(4, text="He said: “No.” <b>Not</b> *now*, www.example.org!\n\n1. It was\r\nlate 👍🏽 [x](y)."),
    Document.make("A.", "Untitled & <i>hostile</i>", key="five", based_on=Source("Paper", None, "javascript:alert(1)")),
)


def cite(marker: int, document: Document, words: str) -> Citation:
    start = document.text.index(words)
    return Citation(marker, document, Span(start, start + len(words)))


def quoted(*citations: Citation) -> Claim:
    return Claim(citations[0].quote, citations, "supported")


def hit(document: Document, span: Span | None = None, score: float = 0.5, rank: int = 1) -> Hit:
    whole = span or Span(0, len(document.text))
    return Hit(Passage(document, whole), Sentence(document, whole), score, rank)


def answered(question: str, *claims: Claim, **more: object) -> Answer:
    given: dict[str, object] = {
        "hits": (),
        "abstained": not claims,
        "confidence": 0.9,
        "mode": "quoting",
        "seconds": 0.1,
    }
    found = {"question": question, "searched_for": question, "claims": claims, **given, **more}
    return Answer(**found)  # type: ignore[arg-type]


@st.composite
def spans(draw: st.DrawFn, document: Document) -> Span:
    start = draw(st.integers(0, len(document.text) - 1))
    return Span(start, draw(st.integers(start + 1, len(document.text))))


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    document = draw(st.sampled_from(DOCUMENTS))
    return Citation(draw(st.integers(1, 40)), document, draw(spans(document)))


@st.composite
def hits(draw: st.DrawFn) -> Hit:
    document = draw(st.sampled_from(DOCUMENTS))
    passage, evidence = draw(spans(document)), draw(spans(document))
    score = draw(st.floats(allow_nan=False, allow_infinity=False))
    return Hit(Passage(document, passage), Sentence(document, evidence), score, draw(st.integers(1, 99)))


words = st.text(max_size=30)
counts = st.none() | st.integers(0, 10**6)
# What a model was asked word for word is not kept.
calls = st.builds(
    Call, st.sampled_from(["condense", "write", "judge"]), st.just(()), st.just(""), st.floats(0, 99), counts, counts,
    st.none() | words,
)  # fmt: skip
traces = st.builds(Trace, words, words, st.lists(calls, max_size=3).map(tuple), st.none() | words)
verdicts = st.sampled_from(["supported", "contradicted", "not_enough_evidence", "unchecked"])
reasons = st.lists(words, max_size=2).map(tuple)


@st.composite
def claims(draw: st.DrawFn, mode: str) -> Claim:
    cited = tuple(draw(st.lists(citations(), min_size=1 if mode == "quoting" else 0, max_size=3)))
    text = cited[0].quote if mode == "quoting" else draw(words)
    return Claim(text, cited, draw(verdicts), draw(reasons))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    mode = draw(st.sampled_from(["quoting", "writing"]))
    return Answer(
        draw(words),
        draw(words),
        tuple(draw(st.lists(claims(mode), max_size=3))),
        tuple(draw(st.lists(hits(), max_size=3))),
        draw(st.booleans()),
        draw(st.floats(0, 1)),
        mode,  # type: ignore[arg-type]
        draw(st.floats(0, 99)),
        draw(st.none() | traces),
        draw(reasons),
        looked_for=draw(words),
        reply=draw(words),
        missing=draw(reasons),
    )
