"""What a word of saying reports: the stretches of its clause in the document."""

from collections.abc import Iterator

from .parsing import Bounds, ParsedSentence


def content(sentence: ParsedSentence, clause: int, away: int) -> tuple[Bounds, ...]:
    """Return the stretches of a clause, without the word of saying at `away` with everything below it."""
    words, reach = sentence.syntax.words, sentence.syntax.reach
    first, last = reach[clause]
    kept = set(range(first, last))
    if away in kept:
        kept -= set(_below(sentence, away, clause))
    marks = [
        c
        for c in sentence.syntax.children[clause]
        if words[c].text.lower() == "that" and (words[c].relation == "mark" or words[c].tag == "IN")
    ]
    for mark in marks:
        # "It was a shame, she said, that nobody had come": what stands before the word of saying is hers, too.
        kept -= {mark} if any(at < away < mark for at in kept) else set(range(first, mark + 1))
    runs = list(_runs(sorted(kept)))
    found = []
    for run in runs:
        low, high = run[0], run[-1]
        while low <= high and not any(c.isalnum() for c in words[low].text):
            low += 1
        while high >= low and not any(c.isalnum() for c in words[high].text) and words[high].text not in "%)":
            high -= 1
        if low <= high and words[low].text.lower() in ("and", "but") and low < high:
            low += 1
        # "A, he said; B": a semicolon after the word of saying begins words of the report's own.
        if run[0] > away and any(words[at].text == ";" for at in range(away, low)):
            continue
        if low <= high:
            start, end = _edge(sentence, low, high)
            if start < end:
                found.append((start, end))
    return tuple(found)


def stretch(sentence: ParsedSentence, low: int, high: int) -> Bounds | None:
    """Return the offsets of words `low` to `high` (excluded) without punctuation at the edges; `None` if nothing is left."""
    words = sentence.syntax.words
    while low < high and not any(c.isalnum() for c in words[low].text):
        low += 1
    while high > low and not any(c.isalnum() for c in words[high - 1].text) and words[high - 1].text not in "%)":
        high -= 1
    return (sentence.starts[low], sentence.ends[high - 1]) if low < high else None


def _edge(sentence: ParsedSentence, low: int, high: int) -> Bounds:
    """Return the offsets of a run of words; a quotation at its edge belongs to it as a whole."""
    return sentence.starts[low], sentence.ends[high]


def _below(sentence: ParsedSentence, word: int, clause: int) -> Iterator[int]:
    """Yield a word and everything below it, but nothing of the clause that it reports."""
    stack = [word]
    while stack:
        at = stack.pop()
        yield at
        stack += [c for c in sentence.syntax.children[at] if c != clause]


def _runs(places: list[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for at in places:
        if run and at != run[-1] + 1:
            yield run
            run = []
        run.append(at)
    if run:
        yield run
