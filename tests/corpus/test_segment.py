"""Sentences and passages: hand-written examples, and what must hold for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.corpus.segment import ENOUGH, MERGED, PART, WHOLE, Segments, segment
from dragoman.corpus.sentences import LONG, LONGEST, TOGETHER

# Each "¦" is a sentence boundary that must be found, and there must be no other.
EXAMPLES = {
    "abbreviations": [
        "The U.S. envoy met Mr. Hale on Monday.¦ They spoke for an hour.",
        "The draft went to the U.N. Security Council.¦ It was not put to a vote.",
        "He flew back to the U.S.¦ The talks went on without him.",
        "Dr. Amal Nasser and Prof. Iqbal chaired the panel.¦ Nobody objected.",
        "Maj. Gen. Hassan Sabri met Lt. Col. Ruth Adler at the crossing.¦ Both declined to comment.",
        "Gen. Okoro said the truce would hold.",
        "See Resolution No. 2803 for the wording.¦ It runs to nine pages.",
        "“No. We will not sign,” she said.",
        "Was it agreed?¦ No. ¦The delegations left.",
        "The text was signed on Jan. 5 and published on Oct. 12, 2024.¦ A copy was sent to Geneva.",
        "They met at 9 a.m. on Friday and again at 4 p.m. in the annex.",
        "The session opened at 9 a.m. Friday.¦ It closed at 6 p.m.¦ Delegates then went home.",
        "The plane landed at 11 p.m. GMT on Sunday.",
        "Some envoys, e.g. Mr. Lund, stayed away; others, i.e. the hosts, did not.",
        "The case of Norland vs. Sudmark opened in The Hague.",
        "The summit moved from St. Petersburg to St. Gallen.",
        "Harbour Holdings Inc. said it would pay.¦ Its rival, Delta Co. Ltd., would not.",
        "The office is on Main St.¦ The guards know the way.",
        "She holds a Ph.D. in history.¦ He does not.",
        "The group includes Egypt, Qatar, etc.¦ Norway joined later.",
        "Gov. Lee and Sen. Ortiz wrote to Rep. Chan.",
        "It was drafted in Washington, D.C. and signed in Doha.",
        "He cited Art. 5 and pp. 10-12 of vol. 3.",
        "Rep. Ortiz spoke of Newcomen's. ¦Watt's plan came later.",
        "It lies on Harbour Ave. near the port.",
        "Brig.-Gen. Roth and Amb. Sule agreed on para. 4 and Fig. 2.",
    ],
    "initials": [
        "J. D. Marlowe and George W. Pratt led the two sides.¦ Neither spoke.",
        "The memo was signed by A. B. Chowdhury.",
        "They moved on to Plan B.¦ The mediators had expected it.",
        "It began in World War I. ¦However, few recall it.",
    ],
    "numbers": [
        "Turnout was 54.3 percent, up 1.5 points.¦ Prices rose 0.2 percent.",
        "The vote was held at 10.30 and ended at 12.15.",
        "He was 35.¦ 20 others were freed with him.",
        "It cost $3.5 million.¦ $2 million came from donors.",
        "3.2.1 Duties of the parties begin here.",
        "4. The parties shall meet monthly.¦ They shall keep minutes.",
        "Article 7. The parties shall share data.",
        "They agreed: 1. Open the crossing. ¦2. Free the prisoners.",
        "a. The parties shall meet.\n¦b. They shall report.",
    ],
    "ellipsis": [
        "We thought… maybe not.¦ Then he left.",
        "The road is long... but we will walk it.",
        "The minister waited…¦ The phone never rang.",
        "“I… I cannot say,” he answered.",
        "He promised … Mr Dane would resign.",
    ],
    "quotes": [
        "“I have a clear view on that. Do you want to hear it?” he said on Tuesday.¦ Nobody did.",
        "He had little to add. ¦“Ask the hosts. They know,” the envoy said.",
        '"We came to listen. We leave with a plan," she told reporters.¦ The hall was full.',
        '"Who knows?" he said.¦ "Not me!" she replied.',
        "“Is this the end?” Minister Dunn asked.¦ Nobody answered.",
        "She called it “a start.” ¦The other side called it “a trap.”",
        "Responding to a question, Reyes said: “It came up today. It was the first. I will decide.” ¦They smiled.",
        'The deal is "dead." ¦Its authors disagree.',
        "'They were here for days. We saw them,' he said.¦ His brother nodded.",
        "He left (nobody knows why. He did not say). ¦The rest stayed.",
        "The decision was final.¦ (The court had ruled in May.) ¦Both sides accepted it.",
        "« Nous sommes prêts. Nous attendons. » ¦Il est parti.",
        "“We do not trust the map.” ¦“Then draw another.”",
        "She said (see annex 3) that it holds. ¦[It does.]",
        "He called the draft ‘fair. Not good, but fair,’ and left.",
        "“Sign now!” ¦She put down the pen.",
        '"One. ¦Two. ¦Three.',
    ],
    "layout": [
        "Talks in Doha\n¦Mediators met again on Monday.¦ They set no date.",
        "- Open the crossing\n¦- Free the prisoners\n¦• Pay the clerks.",
        "The mediators said that the two delegations had\nagreed on a date for the next round.¦ It is in May.",
        "The letter was addressed to the foreign minister of the\nRepublic and to nobody else.",
        "The first paragraph stands here without a stop\n\n¦Second paragraph.",
        "Name | Share\n¦north bank | 40\n¦south bank | 60",
        "we met at nine and talked about the border for an hour\nthen we broke for lunch and nothing more was said",
    ],
    "missing spaces": [
        "The session ended.¦The next one opens in May.",
        "Write to press.office@example.org or see https://example.org/a.B?c=1.Html for details.¦ Thanks.",
        "The river is long.[12] ¦Its source is unknown.[3][4] ¦Maps differ.",
        "The site docs.example.com is down.¦ Its owner is away.",
        "He wrote “enough.”¦The room fell silent.",
        "Version 2.Final stays whole.",
        "Did it hold?¦Nobody could say.",
        "It stood at 12 Mill Ave.Norport in those days.",
    ],
    "arabic": [
        "وصل الوفد إلى القاهرة. ¦ولم يدل بتصريح.",
        "هل انتهت المحادثات؟ ¦لا أحد يعرف.",
        "قال د. سامي إن الاتفاق قريب، وإن التنفيذ صعب؛ لكنه ممكن.",
        "معاہدہ طے پا گیا۔ ¦سب خوش تھے۔",
        "«نحن مستعدون. لن ننتظر.» ¦ثم غادر.",
        "قال: “لا. لن نوقع.” ¦وانتهى اللقاء.",
    ],
    "other marks": [
        "Stop! ¦Wait for the signal! ¦Go.",
        "Really?! ¦Nobody knew.",
        "The talks failed. ¦al-Masri blamed the hosts.",
        "The result , he said , was clear . ¦Nobody argued .",
        "The truce holds.¦ 🙂 So far.",
        "we met on monday. ¦nobody spoke. ¦then we left.",
        "他们同意了。¦会议结束了。",
        "بدأ اللقاء. ¦Then it ended. ¦وانتهى.",
        "Wait — what? no. ¦Fine.",
    ],
}

# Spacing, layout and topics of a news report; the words are ours.
REPORT = """\
Envoys from Norland and three of its neighbours agreed that a council of engineers would run the Tolm dam.
Meanwhile, the Sudmark minister, Ada Lind, has pushed for a river patrol (RP) to guard the lower valley.
Harbour Meetings
On Monday and Tuesday, Estmark hosted talks between delegations from the four river states to settle the second phase \
of the water plan that President Jon Aker’s office had put forward in the spring.
According to Radio Estmark, the head of the river authority, Major General Ivo Sand, held separate meetings with the \
representatives of the upper valley, the mill owners, the fishing towns and the port, and with the Vice President.
Moreover, a delegation from the mills met with a delegation from the fishing towns to discuss the winter.
Winter Rules
Responding to a question about the patrol, Aker said: “I was asked about it on the stairs, just before you rang. It is \
a fair question. It is the question of the week. So I will have an answer.”
He also stressed that the towns need to trust the patrol. “Many have offered boats. It has to be boats that the towns \
will let in,” Lind said.
The governor of the lower valley, Mr. T. R. Holm, opposed the idea. “I have a firm view on that. Shall I tell you \
what it is?” he said on Friday when asked about the patrol.
"""


def words(text: str) -> list[str]:
    """Return the sentences of `text`."""
    return [span.of(text) for span in segment(text).sentences]


def check(text: str) -> Segments:
    """Assert what must hold for every text; return its segments for further checks."""
    found = segment(text)
    for spans in (found.passages, found.sentences):
        end = 0
        for span in spans:
            assert span.start >= end
            assert not text[end : span.start].strip()
            assert span.of(text) == span.of(text).strip() != ""
            end = span.end
        assert not text[end:].strip()
    assert len(found.owners) == len(found.sentences)
    assert list(found.owners) == sorted(found.owners)
    assert set(found.owners) == set(range(len(found.passages)))
    for sentence, owner in zip(found.sentences, found.owners, strict=True):
        passage = found.passages[owner]
        assert passage.start <= sentence.start
        assert sentence.end <= passage.end
        assert sentence.end - sentence.start <= LONGEST
    assert all(passage.end - passage.start <= WHOLE for passage in found.passages)
    return found


@pytest.mark.parametrize("marked", [m for group in EXAMPLES.values() for m in group])
def test_sentences_of_examples(marked: str) -> None:
    text = marked.replace("¦", "")
    assert words(text) == [sentence.strip() for sentence in marked.split("¦")]
    check(text)


WORDS = "a I The talks said al-Masri no. No. U.S. p.m. Mr. Gen. J. 5 2.5 3. 1,000 etc. end. why? stop! … ... ,"
MARKS = (
    "“ ” \" ' ‘ ’ « » „ ( ) [ ] [12] – — - • | ; : ؟ ، ؛ ۔ 。 لا انتهى. د. 🙂 👩‍👩‍👧 e\u0301 \u200b \u00ad \ufeff ß İ"
)
SPACES = ["\n", "\n\n", " ", "  ", "\t", "\u00a0", "\u2028", "\x1c", "\r", "\x85"]
LENGTHS = ["x" * 300, "word " * 70, "https://a.b/c?d=E.F"]
SCRAPS = st.sampled_from([*WORDS.split(), *MARKS.split(), *SPACES, *LENGTHS])


@given(st.lists(st.one_of(SCRAPS, SCRAPS.map(lambda scrap: scrap + " "))).map("".join))
def test_spans_of_scraps(text: str) -> None:
    check(text)


@given(st.text())
def test_spans_of_any_text(text: str) -> None:
    check(text)


@given(st.lists(st.integers(1, 3000), max_size=12), st.sampled_from(["\n", "\n\n", ". ", " "]))
def test_spans_of_long_paragraphs(lengths: list[int], between: str) -> None:
    check(between.join(("Talks go on. " * (n // 13 + 1))[:n].strip() for n in lengths))


UNITS = [
    "a.",
    "“",
    " ",
    "A. ",
    "\n",
    "(",
    ")]",
    "“a. B ",
    '"A. ',
    "[1]",
    "’a. ",
    "x",
    "word ",
    "a.B",
    "1. ",
    "a\n",
    "a;",
]
UNITS += ["the words of the wrapped line go on and on\n", "Short\n", "لا ", "Name said ", "e.g.", "A-b-", "?”A "]


@pytest.mark.parametrize("unit", UNITS)
def test_long_repetitions_end(unit: str) -> None:
    check((unit * 200_000)[:200_000])


def test_no_words_no_spans() -> None:
    assert segment("") == segment(" \n\n ") == Segments((), (), ())


def test_quotation_stays_together_only_while_short() -> None:
    short = "“" + "We will meet again soon. " * 5 + "We will,” he said."
    assert len(short) <= TOGETHER
    assert words(short) == [short]
    long = "“" + "We will meet again soon. " * 30 + "We will,” he said."
    assert words(long) == ["“We will meet again soon.", *["We will meet again soon."] * 29, "We will,” he said."]


def test_long_sentence_is_cut_at_its_strongest_breaks() -> None:
    clause = "the parties shall keep the crossing open, by day and by night, for goods and for people"
    text = "; ".join([clause] * 12) + "."
    pieces = words(text)
    assert len(pieces) > 1
    assert all(piece.endswith((";", ".")) and len(piece) <= LONG for piece in pieces)


def test_text_without_punctuation() -> None:
    text = ("so the talks went on and on " * 4000)[:100_000].strip()
    found = check(text)
    assert all(LONG / 4 <= len(span.of(text)) <= LONG for span in found.sentences)
    assert all(PART / 4 <= len(span.of(text)) <= PART for span in found.passages)


def test_text_without_spaces() -> None:
    assert {len(piece) for piece in words("x" * 5000)} <= set(range(1, LONGEST + 1))


def test_report() -> None:
    found = check(REPORT)
    sentences = [span.of(REPORT) for span in found.sentences]
    assert len(sentences) == 12
    assert sentences[2] == "Harbour Meetings"
    assert sentences[7].startswith("Responding to")
    assert sentences[7].endswith("an answer.”")
    assert sentences[9] == "“Many have offered boats. It has to be boats that the towns will let in,” Lind said."
    assert sentences[11].startswith("“I have a firm view")
    passages = [span.of(REPORT) for span in found.passages]
    assert [passage.split("\n")[0][:12] for passage in passages] == ["Envoys from ", "Winter Rules"]


def test_headline_opens_a_passage_once_there_is_enough_before_it() -> None:
    paragraph = "The delegations spoke about the border. " * 6
    few = segment(f"{paragraph}\nNext Steps\n{paragraph}")
    assert len(few.passages) == 1
    enough = f"{paragraph}\n{paragraph}\nNext Steps\n{paragraph}"
    assert len(paragraph) * 2 >= ENOUGH
    assert [span.of(enough)[:10] for span in segment(enough).passages] == ["The delega", "Next Steps"]


def test_no_passage_ends_with_a_headline() -> None:
    paragraph = "The delegations spoke about the border. " * 20
    text = "\n".join(["Section", paragraph.strip()] * 6)
    assert not [span for span in segment(text).passages if span.of(text).endswith("Section")]


def test_paragraphs_are_merged_kept_or_cut_by_their_length() -> None:
    line = "The delegations spoke about the border.\n"
    assert [span.end - span.start for span in segment(line * 50).passages] == [MERGED - 1, MERGED - 1]
    whole = (line.replace("\n", " ") * 42).strip()
    assert len(segment(whole).passages) == 1
    cut = [span.end - span.start for span in segment(whole + " " + whole).passages]
    assert len(cut) == 3
    assert max(cut) - min(cut) <= 2 * len(line)
