"""Cuts at an end, omissions inside with and without a mark, and splices of separate places."""

import re
from itertools import pairwise
from random import Random

from ...corpus.types import Span
from .changes import name_swapped, negation_added, negation_dropped, number_swapped, word_replaced
from .mutation import Mutation, Original, TextEdit, apply_edits, changed_pairs
from .words import SpacedWord, canonical, harmless_to_omit, negates, spaced_words, turns

MARKS = (" … ", " ... ", "… ", " […] ", " [...] ", " . . . ", "... ", " (...) ")
_COURTESY = r"not|any|possible|necessary|you will|you want|you like"
_TRAILING = re.compile(
    rf",?\s(?:but\s)?(?:only\s)?(?:if(?! (?:{_COURTESY})\b)|unless|provided that|as long as|on condition that|except)"
    r"\s[^”\"]+$",
    re.I,
)
# "If you look at it, …" is a courtesy, and "broad if not deep" a correction.
_LEADING = re.compile(
    r"^(?:Only if|If(?! (?:you|we) (?:look|think|remember|recall|ask|want|listen)\b)|Unless|Provided that|As long as"
    r"|On condition that)\s[^,”\"]+,\s+(?=\w)"
)
_ASKED = re.compile(
    r"\b(?:even|ask|asked|asks|asking|clear|sure|determine|know|knows|knew|unclear|wonder|wondered|see|doubt|whether|as|doubtful|unknown|check|"
    r"learn|tell|uncertain|decide|decided|question|questioned|and|or|so|but)[\s—–-]*$", re.I
)  # fmt: skip
_WHOSE = r"according to\s(?=[^,]*(?:[A-Z]|report|source|statement|official))[^,;”\"]{3,60}"
_ATTRIBUTED = re.compile(
    rf",\s(?:{_WHOSE}|(?!(?:he|she|they|I|we)\s)(?:the\s)?(?:\w+\s){{0,3}}\w+\s(?:said|says|reports|reported|writes))\.?$"
)
_CREDITED = re.compile(rf"^A{_WHOSE[1:]},\s+(?=\w)")
_MARKED = re.compile('[“”„«»"]')  # an omission across a quotation mark joins the words of two people
_SPLICED = ("stitched",)
_SUBJECTS = frozenset("i we you he she it they".split())  # with one of them another clause begins
_CORRECTED = frozenset(("just", "only", "merely", "simply", "not"))  # `not just` and `most, if not all` deny nothing


def cut_to(
    kind: str, words: str, left: str, reason: str, *, expected: tuple[str, ...] = ("truncated",)
) -> Mutation | None:
    """Return the rest of a cut if it is long enough to be found and is not the whole."""
    left = left.strip().rstrip(",;:")
    if len(spaced_words(left)) < 4 or canonical(left) == canonical(words):
        return None
    return Mutation(kind, left, expected, reason)


def condition_cut(original: Original, rng: Random) -> Mutation | None:
    """Cut a condition: `… only if they rest on principles`, or `If Rafah opens, …`."""
    words = original.words
    found = []
    trailing = _TRAILING.search(words)
    before = words[: trailing.start()] if trailing else "."
    if not _ASKED.search(before) and before[-1:] not in (*".!?”\"'",):
        found.append(before)
    leading = _LEADING.match(words)
    if leading:
        found.append(words[leading.end() :])
    return cut_to("condition_cut", words, rng.choice(found), "the cut drops a condition") if found else None


def negation_cut(original: Original, rng: Random) -> Mutation | None:
    """Keep only the words after a negation: `will not accept any formula …` → `accept any formula …`."""
    words = spaced_words(original.words)
    starts = [
        following.start
        for word, following in pairwise(words[:-3])
        if negates(word) and not word.after and not following.before
    ]
    if not starts:
        return None
    return cut_to("negation_cut", original.words, original.words[rng.choice(starts) :], "the cut drops a negation")


def attribution_cut(original: Original, rng: Random) -> Mutation | None:
    """Cut the source of reported speech: `…, according to Dawla`, or `According to Dawla, …`."""
    words = original.words
    if not original.sentence or re.search('[“”"«»]', words):
        return None
    found = [words[: match.start()] for match in [_ATTRIBUTED.search(words)] if match]
    found += [words[match.end() :] for match in [_CREDITED.match(words)] if match]
    return cut_to("attribution_cut", words, rng.choice(found), "the cut drops an attribution") if found else None


def fragment(original: Original, rng: Random) -> Mutation | None:
    """Keep consecutive words such that the words left out do not change the meaning: still verbatim."""
    words = spaced_words(original.words)
    if len(words) < 8:
        return None
    length = rng.randint(5, len(words) - 2)
    first = rng.randint(0, len(words) - length)
    kept = words[first : first + length]
    if kept[-1].core[-1].isdigit():
        return None  # `70` of `70 billion`
    if not harmless_to_omit(words[:first] + words[first + length :]) or any(map(turns, kept[-4:])):
        return None
    text = original.words[kept[0].start : kept[-1].end]
    return Mutation("fragment", text, ("verbatim",), "what the cut leaves out turns nothing")


def _gaps(words: list[SpacedWord], most: int) -> list[tuple[int, int]]:
    """Return inner stretches of words as (first, after the last), with at least three words on each side."""
    return [
        (first, first + length)
        for length in range(1, most + 1)
        for first in range(3, len(words) - length - 2)
        if words[first - 1].lower != words[first + length - 1].lower
        and words[first].lower != words[first + length].lower
    ]


def _left_out(words: list[SpacedWord], gap: tuple[int, int], mark: str) -> TextEdit:
    """Replace words and the white space around them by a mark; a comma before the gap is removed, too."""
    last = words[gap[0] - 1]
    return TextEdit(last.end + len(last.after.rstrip(",;:")), words[gap[1]].start - len(words[gap[1]].before), mark)


def _quiet(words: list[SpacedWord], gap: tuple[int, int]) -> bool:
    """Return whether the gap loses no punctuation except that of the words left out."""
    return not words[gap[0] - 1].after and not words[gap[1]].before


def _ends(word: SpacedWord) -> bool:
    """Return whether a clause may end after the word: a negation in a clause left out completely changes nothing else."""
    return any(mark in word.after for mark in ".!?;:,")


def unmarked_omission(original: Original, rng: Random) -> Mutation | None:
    """Leave out two to six inner words without a mark."""
    words = spaced_words(original.words)
    gaps = [gap for gap in _gaps(words, min(6, len(words) // 3)) if gap[1] - gap[0] > 1 and _quiet(words, gap)]
    gaps = [gap for gap in gaps if not words[gap[1] - 1].after and not words[gap[0]].before]
    gaps = [gap for gap in gaps if not _MARKED.search(original.words, words[gap[0]].start, words[gap[1]].start)]
    if not gaps:
        return None
    gap = rng.choice(gaps)
    edit = _left_out(words, gap, " ")
    text = apply_edits(original.words, [edit])
    flags = ("dropped", "negation") if any(map(negates, words[gap[0] : gap[1]])) else ("dropped",)
    reason = "words are missing and nothing marks it"
    return Mutation(
        "unmarked_omission", text, ("altered",), reason, changed_pairs(original.words, [edit]), flags, edits=(edit,)
    )


def marked_omission(original: Original, rng: Random) -> Mutation | None:
    """Replace one to eight inner words by an ellipsis; the words left out do not change the meaning.

    A number keeps what it counts: `7 billion` without `billion` is another number.
    """
    words = spaced_words(original.words)
    gaps = [
        gap
        for gap in _gaps(words, 8)
        if harmless_to_omit(words[gap[0] : gap[1]])
        and not words[gap[0] - 1].core[-1].isdigit()
        and not any(mark in word.after for word in words[gap[0] : gap[1]] for mark in ".!?")
        and _SUBJECTS.isdisjoint(word.lower for word in words[gap[0] : gap[1]])
    ]
    if not gaps:
        return None
    edit = _left_out(words, rng.choice(gaps), rng.choice(MARKS))
    text = apply_edits(original.words, [edit])
    return Mutation("marked_omission", text, ("elided",), "the omission is marked and turns nothing", edits=(edit,))


def marked_turn(original: Original, rng: Random) -> Mutation | None:
    """Replace words with a negation or condition by an ellipsis: a mark does not make that honest."""
    words = spaced_words(original.words)
    gaps = [
        gap
        for gap in _gaps(words, 6)
        if any(turns(word) and after.lower not in _CORRECTED for word, after in pairwise(words[gap[0] : gap[1] + 1]))
        and not any(map(_ends, words[gap[0] - 1 : gap[1]]))
    ]
    if not gaps:
        return None
    edit = _left_out(words, rng.choice(gaps), rng.choice(MARKS))
    text = apply_edits(original.words, [edit])
    reason = "the marked omission drops a negation or condition"
    return Mutation("marked_turn", text, ("truncated",), reason, edits=(edit,))


def bracketed_negation(original: Original, rng: Random) -> Mutation | None:
    """Add a negation in brackets, `is [not] ready`: an editor's insertion that reverses the meaning."""
    words = spaced_words(original.words)
    places = [
        word
        for word, following in pairwise(words[1:])
        if word.lower in {"is", "are", "was", "were", "will", "would", "can", "could", "must"}
        and not word.after
        and not following.before
        and not negates(following)
    ]
    if not places:
        return None
    at = rng.choice(places).end
    edit = TextEdit(at, at, " [not]")
    text = apply_edits(original.words, [edit])
    reason = "a negation in brackets is no omission and turns the meaning"
    return Mutation("bracketed_negation", text, ("altered", "truncated"), reason, edits=(edit,))


def bracketed_number(original: Original, rng: Random) -> Mutation | None:
    """Replace a number by another one in brackets: `some [308] lorries`."""
    swapped = number_swapped(original, rng)
    if swapped is None:
        return None
    edit = TextEdit(swapped.edits[0].start, swapped.edits[0].end, f"[{swapped.edits[0].new}]")
    text = apply_edits(original.words, [edit])
    reason = "a number in brackets that is another one is a change, not an omission"
    return Mutation("bracketed_number", text, ("altered", "truncated"), reason, edits=(edit,))


def marked_and_changed(original: Original, rng: Random) -> Mutation | None:
    """Combine a correctly marked omission with a changed word elsewhere: the mark does not excuse the change."""
    mutator = rng.choice((number_swapped, name_swapped, word_replaced, negation_added, negation_dropped))
    change, words = mutator(original, rng), spaced_words(original.words)
    if change is None:
        return None
    edit = change.edits[0]
    gaps = [
        gap
        for gap in _gaps(words, 5)
        if (words[gap[1] - 1].end + 12 < edit.start or edit.end + 12 < words[gap[0] - 1].end)
        and harmless_to_omit(words[gap[0] : gap[1]])
    ]
    if not gaps:
        return None
    edits = (edit, _left_out(words, rng.choice(gaps), rng.choice(MARKS)))
    reason = f"{change.reason}, besides an omission that is marked"
    return Mutation("marked_and_changed", apply_edits(original.words, edits), ("altered",), reason, edits=edits)


def marked_ends(original: Original, rng: Random) -> Mutation | None:
    """Put an ellipsis before or after a fragment."""
    part = fragment(original, rng)
    if part is None:
        return None
    text = rng.choice(
        (f"… {part.text} …", f"...{part.text}", f"{part.text}...", f"[…] {part.text}", f"{part.text} […]")
    )
    return Mutation(
        "marked_ends", text, ("verbatim", "elided"), "nothing inside is left out; the mark may count or not"
    )


def bracketed_letter(original: Original, rng: Random) -> Mutation | None:  # noqa: ARG001  # all mutators look alike
    """Change the case of the first letter in brackets: `[T]he talks`."""
    words = original.words
    if not words[0].isalpha():
        return None
    text = f"[{words[0].swapcase()}]{words[1:]}"
    return Mutation("bracketed_letter", text, ("verbatim", "elided"), "only the first letter differs, which is marked")


def _separate(original: Original, rng: Random) -> str | None:
    """Return a sentence at least three sentences away, or of another document."""
    mine = [at for at, span in enumerate(original.sentences) if span.overlaps(original.span)]
    far = [
        span.of(original.text)
        for at, span in enumerate(original.sentences)
        if mine and (at < mine[0] - 3 or at > mine[-1] + 3) and "\n\n" in _between(original, span)
    ]
    here = bool(far) and (not original.others or rng.random() < 0.5)
    pool = [text for text in (far if here else original.others) if 6 <= len(spaced_words(text)) <= 40]
    return rng.choice(pool) if pool else None


def _between(original: Original, other: Span) -> str:
    first, second = sorted((original.span, other))
    return original.text[first.end : second.start]


def splice(original: Original, rng: Random) -> Mutation | None:
    """Join two sentences from separate places in one quotation."""
    other = _separate(original, rng)
    if other is None or len(spaced_words(original.words)) < 6:
        return None
    reason = "the pieces come from separate places and nothing says so"
    return Mutation("splice", f"{original.words} {other}", _SPLICED, reason)


def marked_splice(original: Original, rng: Random) -> Mutation | None:
    """Join two sentences with an ellipsis: it may mark an omission, but not a jump to another place."""
    other = _separate(original, rng)
    if other is None or len(spaced_words(original.words)) < 6:
        return None
    reason = "an ellipsis cannot join words from separate places"
    return Mutation("marked_splice", f"{original.words} {rng.choice(('…', '...', '[…]'))} {other}", _SPLICED, reason)


def half_splice(original: Original, rng: Random) -> Mutation | None:
    """Join the beginning of one sentence and the end of another, at least six words of each."""
    other = _separate(original, rng)
    mine = spaced_words(original.words)
    theirs = spaced_words(other or "")
    if other is None or len(mine) < 8 or len(theirs) < 8:
        return None
    head = original.words[: mine[rng.randint(6, len(mine) - 2) - 1].end]
    tail = other[theirs[len(theirs) - rng.randint(6, len(theirs) - 2)].start :]
    return Mutation("half_splice", f"{head} {tail}", _SPLICED, "halves of two sentences are shown as one")
