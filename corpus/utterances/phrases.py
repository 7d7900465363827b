"""Noun phrases before or after a verb of saying, with their names and roles.

No parser is used, since it would have to be downloaded; a phrase ends at words of closed classes (`lexicon`), which
works well in news writing. A phrase is read within one sentence and from at most `WINDOW` characters.
"""

from itertools import pairwise

from ..language.lexicon import (
    BARRIERS,
    BETWEEN,
    BODIES,
    CUES,
    DETERMINERS,
    JOINING,
    MONTHS,
    PARTICLES,
    PLACES,
    PRONOUNS,
    ROLES,
    TITLES,
    WEEKDAYS,
)
from .naming import named_phrase
from .tokens import QUOTED, WINDOW, Phrase, TextToken, tokens


def before(text: str, low: int, verb: int) -> Phrase | None:
    """Return the subject of the verb at offset `verb`, from the words between `low` and the verb; `None` if none is found."""
    return _before(text, tokens(text, max(low, verb - WINDOW), verb), 0)


def _before(text: str, row: list[TextToken], depth: int) -> Phrase | None:
    row = _without_adverbs(row)
    if not row or depth > 4:
        return None
    last = row[-1]
    if last.word in (",", ")", "–", "—", "-"):
        return _across_insertion(text, row, depth)
    if last.word == "who" and depth < 3:
        rest = row[:-1]
        return _before(text, rest[:-1] if rest and rest[-1].word == "," else rest, depth + 1)
    if last.low in PRONOUNS:
        return Phrase(last.word, None, None, last.start, last.end)
    at = _backwards(row)
    return named_phrase(text, row[at:]) if at < len(row) else None


def _without_adverbs(row: list[TextToken]) -> list[TextToken]:
    """Remove the words that may come between a subject and its verb: adverbs, auxiliaries, a day."""
    row = list(row)
    while row:
        last = row[-1]
        if last.low in BETWEEN or (last.low.endswith("ly") and last.word[0].islower() and len(last.word) > 4):
            row.pop()
        elif last.low in WEEKDAYS or (last.low.isdigit() and len(row) > 1 and row[-2].low in MONTHS | WEEKDAYS):
            while row and (row[-1].low in MONTHS | WEEKDAYS or row[-1].low.isdigit()):
                row.pop()
            if row and row[-1].low in ("on", "last", "late", "early"):
                row.pop()
        elif last.low in ("week", "month", "year", "night") and len(row) > 1 and row[-2].low in ("last", "this"):
            del row[-2:]
        else:
            break
    return row


def _across_insertion(text: str, row: list[TextToken], depth: int) -> Phrase | None:
    """Return the phrase before an insertion ("X, a spokesman for Y, said"), which gives the role or even the name."""
    closing = row[-1].word
    opening = "(" if closing == ")" else closing
    at = len(row) - 2
    tried = 0
    while at >= 0 and tried < 6:
        if row[at].word == opening:
            tried += 1
            inserted = row[at + 1 : -1]
            head = row[:at]
            if head and head[-1].word == ")":
                return _before(text, head, depth + 1)
            start = _backwards(head)
            attached = start > 0 and head[start - 1].low in JOINING  # in "in Dallas, Texas, said" nobody is named
            found = named_phrase(text, head[start:]) if start < len(head) and not attached else None
            if found and (_is_head(found, head[start:]) or (start == 0 and head[0].low in DETERMINERS)):
                explained = _explained(text, head, start, depth) if not found.name else None
                return explained or _joined(text, found, inserted)
        elif row[at].word[0] in ".;:" + QUOTED:
            break
        at -= 1
    if closing == ",":
        # No pair of commas: a single comma only divides the sentence ("In a statement, the ministry, said").
        return None
    return None


def _explained(text: str, row: list[TextToken], start: int, depth: int) -> Phrase | None:
    """Return the name that the phrase at `start` explains: "X, a psychologist in Santa Monica, California, said"."""
    if start < 2 or row[start - 1].word != "," or row[start].low not in DETERMINERS:
        return None
    named = _before(text, row[: start - 1], depth + 1)
    return _joined(text, named, row[start:]) if named and named.name else None


def _is_head(found: Phrase, row: list[TextToken]) -> bool:
    """Whether an insertion can explain the phrase before it."""
    return bool(found.name) or found.pronoun or any(one.low in ROLES for one in row)


def _joined(text: str, head: Phrase, inserted: list[TextToken]) -> Phrase:
    """Return a phrase with the addition of its insertion: a role for a name, or a name for a role."""
    if not inserted:
        return head
    words = text[inserted[0].start : inserted[-1].end]
    if head.name and not head.role:
        first = inserted[0].low
        roles = [one for one in inserted if one.low in ROLES]
        if roles and first not in ("who", "which", "whose", "aged", "from") and len(inserted) <= 14:
            return Phrase(head.written, head.name, words, head.start, head.end)
        return head
    if not head.name and not head.pronoun and len(inserted) <= 7:
        while len(inserted) > 1 and (inserted[0].low == "the" or inserted[0].low in TITLES):
            inserted = inserted[1:]  # "the minister, the Rev Colin Renwick, said"
        if _all_name(inserted):
            name = text[inserted[0].start : inserted[-1].end]
            return Phrase(head.written, name, head.written, head.start, head.end)
    return head


def _all_name(row: list[TextToken]) -> bool:
    return (
        row[0].capital and all(one.capital or one.low in PARTICLES for one in row) and row[0].low not in BODIES | PLACES
    )


_OPENERS = BARRIERS | {"and", "yet", "still", "now", "meanwhile", "also", "however"}


def _backwards(row: list[TextToken]) -> int:
    """Return the index of the first token of the noun phrase that ends with the last token."""
    at = len(row)
    while at > 0:
        token = row[at - 1]
        word = token.low
        if not token.plain or (word in BARRIERS and not token.capital) or word in PRONOUNS:
            break
        if at < len(row) and word.isdigit() and at > 1 and row[at - 2].low in MONTHS:
            break
        if word in CUES and token.word[0].islower() and word not in ROLES and at < len(row):
            break
        if word == "and":
            if not _both_sides(row, at):
                break
        elif word in DETERMINERS and token.word != "US" and token.word != "No":
            at -= 1
            if at > 0 and row[at - 1].low in DETERMINERS and row[at - 1].word != "US":
                at -= 1
            if at > 1 and row[at - 1].low in JOINING and _noun(row, at - 2):
                at -= 1
                continue
            break
        elif word in JOINING and (at < 2 or not _noun(row, at - 2)):
            break
        at -= 1
    while at < len(row) and (row[at].low in JOINING or row[at].low in _OPENERS or _time(row, at)):
        at += 1
    return at


def _time(row: list[TextToken], at: int) -> bool:
    """Whether the token at `at` belongs to a day or year before the noun phrase."""
    token = row[at]
    return at + 1 < len(row) and (
        token.low in WEEKDAYS
        or (token.low.isdigit() and row[at + 1].low in MONTHS)
        or (token.low in MONTHS and token.capital and at > 0)
        or (token.low.isdigit() and len(token.low) == 4)
    )


def _both_sides(row: list[TextToken], at: int) -> bool:
    """Whether an "and" joins two names that speak together: the clause before it begins with a name."""
    left = row[: at - 1]
    start = len(left)
    while start and (left[start - 1].capital or left[start - 1].low in PARTICLES):
        start -= 1
    return start < len(left) and (start == 0 or not left[start - 1].plain)


def _noun(row: list[TextToken], at: int) -> bool:
    """Whether the token is a noun, to which a following preposition may join more words."""
    token = row[at]
    named = token.capital or token.low in ROLES or token.low.endswith(("man", "men", "or", "er", "ist", "ment"))
    return token.plain and (named or (at > 0 and row[at - 1].low in DETERMINERS))


def after(text: str, start: int, end: int, *, closed: bool = False, verb: bool = False) -> Phrase | None:
    """Return the noun phrase that begins at `start`: the subject after its verb, or the object of "according to".

    `closed`: an explanation after it has to end with a comma, since the sentence continues. `verb`: the sentence's verb
    follows it. Returns `None` if no noun phrase begins there.
    """
    row = tokens(text, start, min(end, start + WINDOW))
    if not row or not row[0].plain:
        return None
    if row[0].low in PRONOUNS and not _capitals(row[0]):
        return Phrase(row[0].word, None, None, row[0].start, row[0].end)
    if not (row[0].capital or row[0].low in DETERMINERS or row[0].low in ROLES):
        return None
    if row[0].low in _OPENERS and not row[0].word.isupper():
        return None
    at = 0
    while at < len(row):
        token = row[at]
        if not token.plain:
            if token.word == "&" or (token.word == "-" and at):
                at += 1
                continue
            break
        word = token.low
        if (
            at
            and (word in BARRIERS or word in PRONOUNS or word in CUES - ROLES)
            and not (token.capital and (word != "who" or _capitals(token)))
        ):
            break
        if at and (word in ("and", "or") or word in JOINING):
            following = row[at + 1] if at + 1 < len(row) else None
            attached = word in ("of", "for") or (word in ("at", "from", "in") and not _named(row[:at]))
            if word == "and":
                attached = bool(following and following.capital and row[at - 1].capital)
            if not attached or following is None or following.low in WEEKDAYS or following.low.isdigit():
                break
        elif at and (word in WEEKDAYS or (word in BETWEEN and not token.capital) or word in ("last", "this")):
            break
        elif at and row[at - 1].low in ROLES and not (token.capital or word in ROLES or word in PARTICLES):
            break  # "the source linked …": the verb follows the noun that names the speaker
        elif at and verb and row[at - 1].capital and not _leads_to_name(row, at):
            break  # "Lisa spends …"
        at += 1
    row, rest = row[:at], row[at:]
    while row and (row[-1].low in JOINING or row[-1].low == "and"):
        row.pop()
    if not row:
        return None
    found = named_phrase(text, row)
    if found and rest and rest[0].word == ",":
        closing = next((i for i, one in enumerate(rest[1:], 1) if not one.plain and one.word not in "-&'’"), len(rest))
        apposed = closing > 1 and (rest[1].low in DETERMINERS or rest[1].low in ROLES or _role_soon(rest[1:closing]))
        ended = closing < len(rest) and rest[closing].word == ","
        whole = ended or not (closed or any(one.low in BARRIERS for one in rest[1:closing]))
        return _joined(text, found, rest[1:closing]) if apposed and whole and closing <= 15 else found
    return found


def _capitals(token: TextToken) -> bool:
    """Whether the token is a name in capitals: the WHO, IT."""
    return token.word.isupper() and len(token.word) > 1


def _leads_to_name(row: list[TextToken], at: int) -> bool:
    """Whether a word in lower case belongs to a role before a name ("Hamas political bureau chief Khalil …")."""
    if row[at].capital or row[at].low in PARTICLES or row[at].low in ROLES:
        return True
    soon = row[at + 1 : at + 4]
    if soon and soon[0].word == ",":
        return True  # "his fellow England forward, Tom Wood, …"
    if row[at].low.endswith(("er", "or", "eer", "ist", "ian", "man", "woman")) and soon and soon[0].capital:
        return True  # "German World Cup winner Hummels"
    return any(one.low in ROLES and two.capital for one, two in pairwise(soon))


def _role_soon(row: list[TextToken]) -> bool:
    """Whether an insertion names a role before any verb ("US envoy to the UN"); `42` and `who …` do not."""
    return any(one.low in ROLES for one in row[:4]) and not any(one.low in BARRIERS for one in row[:4])


def _named(row: list[TextToken]) -> bool:
    """Whether the words so far end with a name of two words or more."""
    return len(row) > 1 and row[-1].capital and row[-2].capital
