"""Which omitted words turn the meaning of the words kept, and which do not.

In every sentence the words kept are in square brackets; two pairs of brackets are a quotation with an ellipsis between them.
"""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.assistant.quotes.cuts import syntax_rules
from dragoman.assistant.quotes.cuts.sentence import rest_of_sentence
from dragoman.assistant.quotes.report import Place
from dragoman.assistant.quotes.truncation import (
    OmittedWord,
    flags_and_reasons,
    omitted_around,
    omitted_between,
    omitted_words,
)
from dragoman.corpus.types import Span
from tests.index.samples import report


def _spans(marked: str) -> tuple[str, list[Span]]:
    """Return a text without its brackets, and where the words inside them are."""
    text, spans, start = "", [], 0
    for part in re.split(r"([\[\]])", marked):
        if part == "[":
            start = len(text)
        elif part == "]":
            spans.append(Span(start, len(text)))
        else:
            text += part
    return text, spans


def _omitted(marked: str) -> tuple[OmittedWord, ...]:
    text, spans = _spans(marked)
    document = report(1, text=text)
    found = omitted_around(Place(document, Span(spans[0].start, spans[-1].end)))
    for before, after in pairwise(spans):
        found += omitted_between(text, before, after)
    return found


@pytest.mark.parametrize(
    ("kind", "marked"),
    [
        ("negation", "Hamas will not [accept the plan]."),
        ("negation", "It is not true that [Israel agreed to the deal]."),
        ("negation", "The two sides [did] not agree on a date."),
        ("negation", "“Nobody in this town believes that [the dam will hold],” the engineer said."),
        ("negation", "“It is a myth that [the dam was built in a year],” the engineer said."),
        ("negation", "“We are far from saying that [the dam is safe],” the engineer said."),
        ("negation", "The engineer stopped short of saying that [the dam would break]."),
        ("negation", "“I do not think [the dam will hold],” the engineer said."),
        ("negation", "“Neither [the mayor nor the engineer signed the report],” she said."),
        ("negation", "“It would be a mistake to think that [the valley is safe],” she said."),
        ("negation", "“There is no evidence that [the engineer took the money],” she said."),
        ("negation", "“Under no circumstances will [we open the gates],” she said."),
        ("negation", "“We have no intention of [opening the gates],” she said."),
        ("negation", "“[The gates] were never [opened at night],” she said."),
        ("negation", "“[The engineer] said he was not thinking of any work [on the eastern wall],” she said."),
        ("quantity", "“None of [our engineers signed the report],” she said."),
        ("quantity", "“Not all of [the villagers were warned],” she said."),
        ("quantity", "“Few [villagers read the warning],” she said."),
        ("quantity", "“Hardly any of [the villagers came to the meeting],” she said."),
        ("quantity", "“Half of [the villagers came to the meeting],” she said."),
        ("quantity", "“At most [ten villagers came to the meeting],” she said."),
        ("quantity", "“Only [the engineers may enter the tunnel],” she said."),
        ("condition", "[We will sign the deal] if they withdraw."),
        ("condition", "If the talks fail, [the war will resume]."),
        ("condition", "“[The valley will be flooded] unless it stops raining,” she said."),
        ("condition", "“[We will open the gates] once the rain stops,” she said."),
        ("condition", "“[We will not open the gates] before the rain stops,” she said."),
        ("condition", "“[We will open the gates] when in future the water rises,” she said."),
        ("condition", "“Had they warned us, [we would have left the valley],” she said."),
        ("condition", "“Should the wall break, [the water reaches us in an hour],” she said."),
        ("condition", "“Give us the money and [we will repair the wall],” she said."),
        ("condition", "“Pay the crews, or else [the work stops tonight],” she said."),
        ("condition", "“[We will repair the wall] in exchange for a new road,” she said."),
        ("condition", "“[The work begins on Monday], subject to the council’s approval,” she said."),
        ("condition", "“[We will repair the wall],” she said, “if they pay us.”"),
        ("attribution", "“Critics say [the dam is a monument to vanity],” she said."),
        ("attribution", "“I was told [the wall had been repaired],” she said."),
        ("attribution", "“In their view, [the valley can be given up],” she said."),
        ("attribution", "“The rumour is that [the engineer has left the country],” she said."),
        ("attribution", "The minister claimed that [the army had left]."),
        ("attribution", "According to the council, [the wall was repaired in May]."),
        ("attribution", "[The wall was repaired in May], the report says."),
        ("attribution", "Some argue that [the dam should be pulled down]."),
        ("hedge", "“Perhaps [the guard fell asleep],” she said."),
        ("hedge", "“[The guard] may have [opened the gates],” she said."),
        ("hedge", "“It seems that [the guard fell asleep],” she said."),
        ("hedge", "“I wish that [the council would listen],” she said."),
        ("hedge", "“He talks as if [the dam belonged to him],” she said."),
        ("hedge", "The engineer hopes [the wall will hold]."),
        ("restriction", "“[The road is open at night] exclusively for the crews,” she said."),
        ("restriction", "“[We will not sign any contract] that leaves the valley without water,” she said."),
        ("restriction", "“[We support the contract] except for its last page,” she said."),
        ("restriction", "“[We support the contract], but not in this form,” she said."),
        ("restriction", "“[Every family] that lost its house [will be paid],” she said."),
        ("question", "“[The engineer lied to you]?” she asked."),
        ("question", "“You think that [the wall will hold]?” she asked."),
        ("question", "“It remains to be seen whether [the wall will hold],” she said."),
        ("question", "She asked if [the talks would go on]."),
        ("restriction", "“[Nobody] but the keeper [had seen the ledger],” she said."),
        ("quantity", "“The storm [destroyed] two thirds of [the orchard],” she said."),
        ("omission", "“[The nurses walked] home, and the doctors went [by car],” she said."),
        ("omission", "“The board [praised] the divers and blamed [the captains],” she said."),
        ("omission", "“[The old ferry] has sunk; the barge [has reached the shore],” she said."),
        ("omission", "“[A few of the guests] stayed. The whole band [went home before noon],” she said."),
        ("hedge", "“As far as we know, [the tunnel is dry],” she said."),
        ("hedge", "“To my knowledge, [nobody opened the vault],” she said."),
        ("condition", "“Suppose the divers walk out: [the rescue is over],” she said."),
        ("attribution", "“There is a story going round, an old one, that [the dam is haunted],” she said."),
        ("negation", "“There is this myth out there, a nice one, that [the dam never leaks],” she said."),
        ("attribution", "“Some say, you know, [the wall is finished],” she said."),
        ("negation", "“It is not accurate to say that [the wall held],” she said."),
        ("negation", "“It would not be fair to say that [the crew was drunk],” she said."),
        ("condition", "“If they refuse, [back to the old pump and its diesel],” she said."),
        ("condition", "“Unless the snow melts, [no bread before Easter],” she said."),
        ("condition", "“We will see [how the crews behave] once the money is gone,” she said."),
        ("restriction", "“[The levy falls on everybody] but the owners,” she said."),
        ("restriction", "“[We sold all the barges] bar one,” she said."),
        ("quantity", "None of [the four put out a bid to more quietly raise river tolls]."),
        ("condition", "“[The crew would have mended the wall], had anybody paid them,” she said."),
        (
            "negation",
            "The fund would have paid for schools and for many other useful [houses, but] not shops [like the chandlery].",
        ),
        ("attribution", "According to the harbour board, [31 of the 40 owners — all men of means — paid the levy]."),
    ],
)
def test_words_left_out_that_turn_the_meaning(kind: str, marked: str) -> None:
    assert kind in {one.kind for one in _omitted(marked)}


@pytest.mark.parametrize(
    "marked",
    [
        "The minister said that [the army had left].",
        "He did not attend the meeting at [the palace in Cairo].",
        "Egypt did not attend, and [Qatar will host the talks].",
        "“[My father built the wall] when I was nine,” she said.",
        "“[We had opened the gates] before the storm broke,” she said.",
        "“[I worked in the tunnel] until I was sixty,” she said.",
        "“Even if it rains for a month, [nobody will leave the valley],” she said.",
        "“On Sunday [the crew found a crack in the wall],” she said.",
        "“[We left the hall at midnight] because everybody was tired,” she said.",
        "“As you all know, [the dam was built in 1974],” she said.",
        "“We were tired, and [we went home at four],” she said.",
        "“[We were tired], and we went home at four,” she said.",
        "“I can tell you that [the eastern wall is safe],” she said.",
        "“We know that [the winter will be hard],” she said.",
        "“It is true that [the road is too steep],” she said.",
        "“There is no doubt that [the road is too steep],” she said.",
        "“Nobody doubts that [the road is too steep],” she said.",
        "“Let me be clear, [nobody will be dismissed],” she said.",
        "“Frankly, [the contract is a mess],” she said.",
        "“In May [the council sold the mill],” she said.",
        "“[The council has our letter], which runs to nine pages,” she said.",
        "“[The engineer], who never sleeps, [came to the hall],” she said.",
        "“[The truck] that brought the sand [broke down at noon],” she said.",
        "“[We have no quarrel with the council], and we never had one,” she said.",
        "“If you ask me, [the contract is dead],” she said.",
        "“If you ask me, [a long and bitter strike],” she said.",
        "“If the talks fail, [the head of the crew] will resign,” she said.",
        "“[The tunnel will open on Friday], two weeks after the old one fell in,” she said.",
        "“[The wall is finished], looks like we will be home by Easter,” she said.",
        "“It is not unfair to say that [the crew slept],” she said.",
        "“It is not a new idea to say that [the dam must go],” she said.",
        "“[The levy falls on everybody], but the owners complain loudest,” she said.",
        "“It is not only the rain; [the wall is old],” she said.",
        "“He had no money, so [he slept in the hall],” she said.",
        "“They will not join us, but [their children will],” she said.",
        "“[The wall is broken], so what will you do about it?” she asked.",
        "“[Who will pay for the wall?]” she asked.",
        "“[The wall was repaired],” she said, “and we went home.”",
        "“The events do not change the fact that [the wall is old],” she said.",
        "She never read [the treaty of friendship].",
        "They refused to discuss the [future of the northern valley].",
        "“Far from being poor, [the parish owns four mills],” she said.",
        "“[The divers] and their families [will leave on Sunday],” she said.",
        "“[We praised] and thanked [the divers],” she said.",
        "“[The nurses walked home], and [the doctors went by car],” she said.",
        "“[We shall rebuild the pier]. That takes money. [We shall not ask for any],” she said.",
        "“[The storm destroyed] all of [the orchard],” she said.",
        "“As far as the harbour is concerned, [the plan is sound],” she said.",
        "The valley’s only mill [was closed by the council on Monday].",
    ],
)
def test_words_left_out_that_turn_nothing(marked: str) -> None:
    assert _omitted(marked) == ()


def test_a_reporters_words_outside_the_marks_do_not_count() -> None:
    text, (span,) = _spans("“[The wall is safe],” the engineer claimed, if he is to be believed.")
    assert omitted_around(Place(report(1, text=text), span)) == ()


def test_arabic_has_rules_over_strings() -> None:
    assert [one.kind for one in _omitted("الوفد لن [يوقع على الاتفاق في القاهرة]")] == ["negation"]
    assert [one.kind for one in _omitted("[سنوقع على الاتفاق] إذا انسحبوا من المدينة")] == ["condition"]
    assert _omitted("حضر الوفد إلى [القصر في القاهرة]") == ()


def test_a_sentence_that_cannot_be_parsed_falls_back_to_strings() -> None:
    shouted = "THE COUNCIL DID NOT [ACCEPT THE PLAN FOR THE DAM] AT ITS MEETING."
    assert [one.kind for one in _omitted(shouted)] == ["negation"]
    long = "We saw " + "a wall and " * 90 + "a road, and the council did not [accept the plan of the engineers]."
    assert [one.kind for one in _omitted(long)] == ["negation"]


def test_a_whole_sentence_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    text, (span,) = _spans(
        "The dam stood for ninety-one years. [The council never paid a penny for it.] It broke in May."
    )
    parsed: list[str] = []
    monkeypatch.setattr(syntax_rules, "parse", parsed.append)
    assert omitted_words(text, span) == ()
    assert parsed == []


@pytest.mark.parametrize(
    ("kind", "marked"),
    [
        ("negation", "“[We saved the] stable. We did not save the [old mare],” she said."),
        ("negation", "“[There will] be no more grants for [the lower valley],” she said."),
        ("omission", "“[We sold the barge] in March. We burnt the nets [on the quay],” she said."),
    ],
)
def test_an_omission_that_hides_another_verb_or_its_negation_turns(kind: str, marked: str) -> None:
    assert [one.kind for one in _omitted(marked)] == [kind]


@pytest.mark.parametrize(
    "marked",
    [
        "“[We need] bread. We need [clean sheets and water],” she said.",
        "“The ledger, which nobody had read, [was under the stairs],” she said.",
    ],
)
def test_an_omission_that_hides_the_same_verb_turns_nothing(marked: str) -> None:
    assert _omitted(marked) == ()


def test_people_are_told_the_whole_condition() -> None:
    [one] = _omitted(
        "“[The wall will fall in spring] unless the province gives the crews a pump that works,” she said."
    )
    assert one.word == "unless the province gives the crews a pump that works"


def test_people_are_told_which_word_and_what_it_does() -> None:
    flags, reasons = flags_and_reasons((OmittedWord("perhaps", "hedge"), OmittedWord("none of", "quantity")))
    assert flags == ("quantity", "hedge")
    assert reasons == (
        "The words left out change the meaning: “perhaps”, “none of” (how certain it is and a quantity).",
    )


WORDS = st.lists(
    st.sampled_from(
        'if not he said that the wall , . ? “ ” " will nobody Mr. hold but only Paris 3 % — n’t unless who\nفي لا'.split(
            " "
        )
    ),
    min_size=1,
    max_size=25,
)


@given(WORDS, st.data())
@settings(max_examples=150)
def test_what_is_found_stands_outside_the_words_kept(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    outside = f"{text[:start]} {text[end:]}".lower()
    for one in omitted_words(text, Span(start, end)):
        assert all(part in outside for part in one.word.lower().split()), one


@given(WORDS, st.data())
@settings(max_examples=150)
def test_the_rest_of_a_sentence_is_beside_the_words_kept(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    left, right = rest_of_sentence(text, Span(start, end))
    assert text[:start].endswith(left)
    assert text[end:].startswith(right)


def test_a_sentence_in_another_language_is_not_judged_by_an_english_parse() -> None:
    assert (
        _omitted(
            "Le conseil du village a décidé hier soir que [le barrage de la vallée sera réparé avant la fin de l’hiver]."
        )
        == ()
    )
