"""Where tokens stand in a text one after the other."""

from collections.abc import Iterator, Sequence

from assistant.quotes.tokens import SEPARATOR, Read, Token


def occurrences(corpus: Read, given: Sequence[Token], *, loose: bool = True) -> Iterator[tuple[int, int]]:
    """Where `given` stands in the corpus, token by token (half-open); `loose`: the first letter's case is free."""
    if not given or len(corpus.tokens) < len(given):
        return
    keys = corpus.keys
    head, *rest = (token.key for token in given)
    if not rest:
        yield from ((at, at + 1) for at, key in enumerate(keys) if begins_alike(key, head, loose))
        return
    # The text that is searched begins with a separator, so what stands before a find is a number of whole tokens.
    joined = corpus.joined
    wanted = SEPARATOR + SEPARATOR.join(rest) + SEPARATOR
    place, counted, upto = joined.find(wanted), 0, 0
    while place >= 0:
        counted += joined.count(SEPARATOR, upto, place)
        upto = place
        if counted > 0 and begins_alike(keys[counted - 1], head, loose):
            yield counted - 1, counted + len(rest)
        place = joined.find(wanted, place + 1)


def begins_alike(key: str, head: str, loose: bool) -> bool:
    """Whether two words are equal, or (`loose`) differ in the case of their first letter only."""
    if key == head:
        return True
    a, b = key[:1], head[:1]
    return loose and key[1:] == head[1:] and (a.lower() == b or a.upper() == b or a == b.lower() or a == b.upper())
