"""Answers, the conversation and the page's header as HTML; the source panel is in `web.views.source`.

Pure functions. Every value goes through `markup.escaped`; quoted words are cut from the document by their offsets, never
taken from a claim's text. What a press should do is told in `data-` attributes that the page's scripts read; nothing
here is a script.
"""

from collections.abc import Iterable, Mapping, Sequence

from ...assistant.answering.answer_text import answer_text, sources
from ...assistant.render.markup import escaped, in_writing, instead, marks, opener, place, problem, written_claim
from ...assistant.types import Answer, Checked, Citation, Claim, Written
from ...corpus.types import Passage
from ...corpus.wording import attribution, counted

ALSO_READ = 6
"""Passages that were read and not cited which an answer names."""

_REASONS = ("The citation does not say this", "It does not answer the question", "Something is missing", "Out of date")


def _chip(citation: Citation, turn: int) -> str:
    told = escaped(f"{citation.document.title}, {attribution(citation.document)}")
    return (
        f'<button type="button" class="cite" data-turn="{turn}" data-marker="{citation.marker}"'
        f' {place(citation.document, citation.span)} aria-pressed="false"'
        f' aria-label="Citation {citation.marker}: {told}" title="{told}">{citation.marker}</button>'
    )


def _quotation(citation: Citation, turn: int) -> str:
    before, after = marks(citation.quote)
    # The chip stays in one line with the last word.
    return (
        f'<p dir="auto">{before}<span class="words">{escaped(citation.quote)}</span>'
        f'<span class="tail">{after} {_chip(citation, turn)}</span></p>'
    )


def _whose(claim: Claim, turn: int) -> str:
    first, others = claim.citations[0], claim.citations[1:]
    parts = [f"<bdi>{escaped(attribution(first.document))}</bdi>"]
    reports = len({citation.document.id for citation in claim.citations})
    if reports > 1:
        parts.insert(0, f"<b>{reports} reports say this</b>")
    if others:
        parts.append("also " + " ".join(_chip(citation, turn) for citation in others))
    return f'<p class="said">{" · ".join(parts)}</p>'


def _quoted_claim(claim: Claim, turn: int, lead: bool) -> str:
    kind = "lead" if lead else "further"
    return f'<blockquote class="{kind}">{_quotation(claim.citations[0], turn)}</blockquote>{_whose(claim, turn)}'


def _differing(answer: Answer, turn: int) -> str:
    """The reports that contradict the leading claim: their words, whose they are, and in what they differ."""
    told = "".join(
        f'<li><p dir="auto">{before}<span class="words">{escaped(one.citation.quote)}</span>{after} '
        f'{_chip(one.citation, turn)}</p><p class="said"><bdi>{escaped(attribution(one.citation.document))}</bdi> · '
        f"{escaped('; '.join(one.reasons))}</p></li>"
        for one in answer.differing
        for before, after in (marks(one.citation.quote),)
    )
    return f'<div class="differ"><h3>Reports differ</h3><ul>{told}</ul></div>' if told else ""


def _claims(answer: Answer, turn: int) -> str:
    if answer.mode == "writing":
        chips = (" ".join(_chip(citation, turn) for citation in claim.citations) for claim in answer.claims)
        written = "".join(written_claim(claim, held) for claim, held in zip(answer.claims, chips, strict=True))
        return written + _differing(answer, turn)
    lead = "".join(_quoted_claim(claim, turn, True) for claim in answer.claims[:1]) + _differing(answer, turn)
    further = "".join(f"<li>{_quoted_claim(claim, turn, False)}</li>" for claim in answer.further)
    return lead + (f'<h3>Also reported</h3><ul class="also">{further}</ul>' if further else "")


def answer(
    answer: Answer,
    turn: int = 0,
    documents: int | None = None,
    *,
    rated: str | None = None,
    kept: bool = False,
    remarks: Iterable[str] = (),
) -> str:
    """The card for an answer. `turn` counts the conversation's questions from 0; `documents` is the corpus's size.

    `kept`: the conversation is stored, so that it can be `rated` (`like`, `dislike`). `remarks` are sentences on what has
    become of the cited reports since.
    """
    searched = f"<i>{escaped(answer.searched_for)}</i>"
    if answer.abstained:
        where = f" in {counted(documents, 'document')}" if documents is not None else ""
        nearest = ""
        if answer.hits:
            found = answer.hits[0].passage
            named = f'data-turn="{turn}" {place(found.document, found.span)} aria-pressed="false"'
            nearest = f'<button type="button" class="nearest" {named}>See the nearest passage anyway</button>'
        return (
            f'<div class="a none"><h3>This corpus does not say.</h3><p class="said">Searched for {searched}{where}.'
            f" No sentence answers it well enough to be quoted.</p>{nearest}{_literal(answer, turn)}"
            f"{_actions(answer, turn, rated, kept)}</div>"
        )
    notes = "".join(f'<p class="caution" dir="auto">{escaped(note)}</p>' for note in (*answer.notes, *remarks))
    took = "under 0.1 s" if answer.seconds < 0.1 else f"{answer.seconds:.1f} s"
    return (
        f'<div class="a">{instead(answer.trace)}{notes}{_claims(answer, turn)}'
        f'<p class="foot"><span>searched: {searched}{_literal(answer, turn)}</span><span>{took}</span></p>'
        f"{_read(answer)}{_actions(answer, turn, rated, kept)}</div>"
    )


def _read(answer: Answer) -> str:
    """What the answer rests on, apart from what was only read beside it."""
    cited = {citation.document.id: citation for citation in reversed(answer.citations)}.values()
    also = [passage for passage in (hit.passage for hit in answer.hits) if not _cites(answer, passage)][:ALSO_READ]
    listed = "".join(f"<li>{opener(one.document, one.span)}</li>" for one in also)
    beside = f'<p>Also read, not cited:</p><ul class="read-list">{listed}</ul>' if also else ""
    resting = "".join(f"<li>{opener(one.document, one.span)}</li>" for one in reversed(cited))
    also_read = f" · also read: {len(also)}" if also else ""
    return (
        f'<details class="reading"><summary>cited: {counted(len(cited), "report")}{also_read}</summary>'
        f'<p>Cited:</p><ul class="read-list">{resting}</ul>{beside}</details>'
    )


def _cites(answer: Answer, passage: Passage) -> bool:
    return any(one.document.id == passage.document.id and one.span.overlaps(passage.span) for one in answer.citations)


def _actions(answer: Answer, turn: int, rated: str | None, kept: bool) -> str:
    """What can be done with an answer: copied, asked again, and where it is kept, judged with a reason."""
    copied = escaped("\n\n".join(filter(None, (answer.question, answer_text(answer), sources(answer)))))
    buttons = [
        f'<button type="button" data-copy="{copied}">Copy</button>',
        f'<button type="button" class="retry" data-turn="{turn}">Ask again</button>',
    ]
    form = ""
    if kept:
        for name, shown in (("like", "Helpful"), ("dislike", "Not helpful")):
            pressed = "true" if rated == name else "false"
            buttons.append(
                f'<button type="button" class="rate" data-rating="{name}" data-turn="{turn}" aria-pressed="{pressed}">'
                f"{shown}</button>"
            )
        chosen = "".join(f"<option>{reason}</option>" for reason in _REASONS)
        form = (
            f'<form class="why" data-turn="{turn}" hidden><label>What is wrong? <select name="kind">'
            f'<option value="">Choose…</option>{chosen}</select></label>'
            '<label>In your words <input name="words" maxlength="500" autocomplete="off"></label>'
            '<button type="submit">Send</button></form>'
        )
    return f'<p class="actions">{"".join(buttons)}</p>{form}'


def _literal(answer: Answer, turn: int) -> str:
    """A button that searches for the question's own words, where something else was searched."""
    if " ".join(answer.question.split()) == answer.searched_for:
        return ""
    return f' <button type="button" class="literal" data-turn="{turn}">search my words alone</button>'


def _turn(question: str, number: int, card: str, *, edits: bool = False) -> str:
    edit = f'<button type="button" class="edit" data-turn="{number}">Edit question</button>' if edits else ""
    return (
        f'<article class="turn" data-turn="{number}"><h2 class="q" dir="auto">'
        f'<span class="unseen" dir="ltr">You asked: </span><span class="asked">{escaped(question)}</span></h2>'
        f"{edit}{card}</article>"
    )


def welcome(examples: Iterable[str]) -> str:
    """What stands where the conversation will: what this is, and questions to begin with."""
    chips = "".join(
        f'<li><button type="button" class="example" dir="auto">{escaped(example)}</button></li>' for example in examples
    )
    asked = f'<h3>Questions to begin with</h3><ul class="examples">{chips}</ul>' if chips else ""
    return (
        '<div class="welcome"><h2>Ask about the talks</h2><p>Answers are sentences quoted word for word from the '
        f"reports. Choose the number after a quotation to read it where it stands.</p>{asked}</div>"
    )


def suggestions(questions: Iterable[str], turns: int) -> str:
    """Questions that follow from the newest of so many answers."""
    chips = "".join(
        f'<li><button type="button" class="example" dir="auto">{escaped(one)}</button></li>' for one in questions
    )
    return f'<div class="next" data-turns="{turns}"><h3>Ask next</h3><ul data-wide>{chips}</ul></div>' if chips else ""


def conversation(
    answers: Sequence[Answer],
    documents: int | None = None,
    asking: str | None = None,
    trouble: str | None = None,
    writing: Sequence[Written | Checked] = (),
    *,
    ratings: Mapping[int, str] | None = None,
    remarks: Mapping[int, Sequence[str]] | None = None,
) -> str:
    """Every turn so far, then the question that is being answered (`asking`) or what went wrong with it (`trouble`).

    `writing` is what a model has written of the answer so far, `following` questions to ask next; `ratings` and
    `remarks` are by turn; `ratings` is `None` where the conversation is not stored.
    """
    turns = [
        _turn(
            each.question,
            number,
            answer(
                each,
                number,
                documents,
                rated=(ratings or {}).get(number),
                kept=ratings is not None,
                remarks=(remarks or {}).get(number, ()),
            ),
            edits=asking is None,
        )
        for number, each in enumerate(answers)
    ]
    if asking is not None:
        waiting = in_writing(writing) if writing else '<div class="a waiting"><p>Reading the reports…</p></div>'
        turns.append(_turn(asking, len(answers), waiting))
    if trouble is not None:
        turns.append(problem(trouble))
    return "".join(turns)


def state(said: str = "", *, asking: bool = False, question: str = "", conversation: str = "") -> str:
    """What the page's scripts are told beside what is shown.

    `said` is for a screen reader, `question` goes back into the box, `conversation` is the stored one's id.
    """
    return (
        f'<div class="state" hidden data-said="{escaped(said)}" data-asking="{"1" if asking else ""}"'
        f' data-question="{escaped(question)}" data-conversation="{escaped(conversation)}"></div>'
    )


def composer() -> str:
    """The question box."""
    return (
        '<form id="asking"><div class="above"><div id="filters"></div>'
        '<button type="button" id="again" class="quiet" hidden>New conversation</button></div><div class="box">'
        '<textarea id="question" rows="1" aria-label="Your question" placeholder="Ask about the talks…" dir="auto"'
        ' autocomplete="off" enterkeyhint="send"></textarea>'
        '<button type="button" id="stop" hidden>Stop</button><button type="submit" id="ask">Ask</button></div></form>'
    )


def announcement(answer: Answer) -> str:
    """What a screen reader says when the answer is there, as plain text."""
    if answer.abstained:
        return "This corpus does not say."
    told = answer.claims[0].text if answer.mode == "writing" else answer.claims[0].citations[0].quote
    return f"Answer with {counted(len(answer.citations), 'citation')}: {told}"


def header(tabs: Iterable[tuple[str, str]], documents: int | None, writer: str | None = None) -> str:
    """The top of the page: the tabs as (name, title), how many documents there are, and the model that writes, if one does."""
    how = f"written by {escaped(writer)}, each sentence checked" if writer else "answers by quoting"
    size = f"<span>{counted(documents, 'document')}</span>" if documents is not None else ""
    links = "".join(
        f'<a href="/{"" if name == "ask" else f"?tab={name}"}" data-tab="{name}">{escaped(title)}</a>'
        for name, title in tabs
    )
    return (
        f'<a class="skip" href="#main">Skip to content</a><h1>Dragoman</h1><nav id="tabs" aria-label="Sections">{links}</nav>'
        f'<small id="size">{size}<span>{how}</span></small>'
    )
