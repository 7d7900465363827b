"""The words of a turn: its paragraphs without headings, stage directions, page marks and closing lines."""

import re
from collections.abc import Iterator

from ...language.lexicon import BARRIERS, DETERMINERS, JOINING, PRONOUNS

Bounds = tuple[int, int]

# What happens in the room, in brackets: "(Laughter.)", "[applause]", "(Inaudible)", "[[Page S8505]]".
_HAPPENINGS = (
    r"laugh\w*|applau\w*|inaudible|unintelligible|indiscernible|cross-?talk|overlapping|chuckl\w*|cheer\w*|boo\w*|"
    r"interrupt\w*|interject\w*|interven\w*|pauses?|silence|music|"
    r"off[ -]?(?:mic\w*|air|record)|technical|video|audio|clip|begin|end of|"
    r"recess|adjourn\w*|interpret\w*|translat\w*|as interpreted|through|via|speaks?|speaking|spoke|gestur\w*|points?|"
    r"pointing|nods?|nodding|shak\w+|sigh\w*|cough\w*|sneez\w*|clears?|sings?|singing|shout\w*|whisper\w*|imitat\w*|"
    r"mimic\w*|reads?|reading|bell|phone|no (?:audible )?response|joking\w*|sobs?|crying|cries|"
    r"moment of|audience|crowd|standing|several|many|multiple|simultaneous|foreign language|redacted|ph|"
    r"photo|image|break|commercial|ضحك|تصفيق|غير مسموع|مقاطعة|غير واضح"
)
_STAGE = re.compile(
    rf"\[\[[^\[\]\n]{{1,40}}\]\]|[(\[](?:{_HAPPENINGS})\b[^()\[\]\n]{{0,80}}[)\]]"  # whatever its punctuation
    r"|\([A-Z][^()\n]{1,80}[.!]\)"  # a sentence of its own: "(The President signs the bill.)"
    r"|\[[A-Z][A-Z ,.'-]{3,60}\]"
    r"|(?m:^[(\[][^()\[\]\n]{2,200}[)\]]\.?$)",
    re.I,
)
_SENTENCE = re.compile(r"\([^\W\d_a-z][^()\n]{1,80}[.!]\)")
_CAPITALS = re.compile(r"\[[^\W\d_a-z][A-Z ,.'’-]{3,60}\]")
_ENDS = re.compile(
    r"[*#_~=\s-]*(?:\(?(?-i:(?:THE )?END\b).{0,40}|###?|\* ?\* ?\*.*|-30-|.{0,12}\d{1,2}[:.]\d\d ?[ap]\.?m\.?.{0,12}|"
    r".{0,40}\b(?:meeting|hearing|sitting|committee|subcommittee|house|senate|council|court|session|briefing|call|interview|"
    r"proceedings)(?: was| were| then| stood)? (?:adjourned|concluded|recessed|suspended|ended|rose|met) at (?:\d|noon).{0,40}|"
    r"Column \d+\w*|[IVX]{1,5}\.|\d{1,4}|(?:Page|Pg\.?|p\.) ?\d+(?: of \d+)?|"
    r".{0,20}\b(?:rose ?[—–-]+|indicated (?:assent|dissent)\.)|.{1,60}\binterject(?:ing|ed) ?[—–-]+)\)?\Z",
    re.I,
)
_TIME = re.compile(
    r"[\[(]?\d{1,2}[:.]\d{1,2}[\d:.,]*(?:[ ->–—]+\d{1,2}:[\d:.,]+)?(?: ?[ap]\.?m\.?)?(?: \w{2,4})?[\])]?\Z", re.I
)
_DATE = re.compile(r"(?:[^\W\d_]+,? )?(?:\d{1,2}(?:st|nd|rd|th)? [^\W\d_]{3,9}\.?|[^\W\d_]{3,9}\.? \d{1,2}),? \d{4}\Z")
_CLOSED = re.compile(r"""[.!?…:;؟۔。！？,—–-][”"’')\]*]*\Z""")
_HEADING_WORDS = 10
# Words with which a sentence breaks off, rather than a heading ends.
_UNFINISHED = BARRIERS | DETERMINERS | JOINING | PRONOUNS | frozenset(("and", "not", "just", "me", "him", "them"))


def paragraphs(text: str, start: int, end: int) -> Iterator[Bounds]:
    """Yield the bounds of each paragraph between two offsets.

    A line end closes a paragraph if an empty line follows, or if the line ends with a sentence.
    """
    first = None
    at = start
    mixed = any(character.islower() for character in text[start:end])
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        line = text[at:stop].strip()
        capitals = mixed and line.isupper() and len(line.split()) > 1 and not _CLOSED.search(line)
        if capitals and first is not None:  # "DIRECT EXAMINATION" below the last words of a turn
            low, high = _stripped(text, first, at)
            if low < high:
                yield low, high
            first = None
        if line and first is None:
            first = at
        closes = not line or text[stop : stop + 2] == "\n\n" or bool(_CLOSED.search(line)) or capitals or stop >= end
        if closes and first is not None:
            low, high = _stripped(text, first, stop)
            if low < high:
                yield low, high
            first = None
        at = stop + 1
    if first is not None:
        low, high = _stripped(text, first, end)
        if low < high:
            yield low, high


def is_heading(text: str, paragraph: Bounds) -> bool:
    """Whether a paragraph is a heading, a time or a closing line, and so belongs to nobody."""
    words = text[slice(*paragraph)]
    starred = text[max(0, paragraph[0] - 2) : paragraph[0]] == "**"
    if starred and "\n" not in words and not _CLOSED.search(words):
        return True  # "**Lebanon", as the United Nations write a heading
    if _ENDS.match(words) or _TIME.match(words) or _DATE.match(words):
        return True
    split = words.split()
    if (
        len(split) > _HEADING_WORDS
        or len(words) > 90
        or "\n" in words
        or _CLOSED.search(words)
        or not words[0].isupper()
    ):
        return False
    low, high = paragraph
    apart = text[max(0, low - 2) : low] in ("", "\n\n") and text[high : high + 2] in ("", "\n\n")
    if split[-1].casefold() in _UNFINISHED:
        return False
    long = [word for word in split if len(word) > 3]
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in long)
    return apart or (len(split) > 1 and bool(long) and capitals >= 0.75 * len(long))


def is_inner_heading(text: str, paragraph: Bounds) -> bool:
    """Whether a paragraph below the words of a turn is a heading: a line in capitals, or "Questions and Answers:"."""
    words = text[slice(*paragraph)]
    split = words.split()
    if len(split) < 2 or "\n" in words:
        return False
    if words.endswith(":"):
        return len(split) < 6 and all(word[0].isupper() or word in ("and", "of") for word in split)
    return words.isupper() and not _CLOSED.search(words)


def is_happening(words: str) -> bool:
    """Whether words in brackets, with the brackets, tell what happens in the room: "[Applause]"."""
    return bool(re.match(rf"\W*(?:{_HAPPENINGS})\b", words, re.I))


def pieces(text: str, paragraph: Bounds) -> Iterator[Bounds]:
    """Yield the stretches of a paragraph that are spoken, between its stage directions."""
    start, end = paragraph
    for found in _STAGE.finditer(text, start, end):
        if not _is_direction(found.group(), text, found.start(), end):
            continue
        yield from _spoken(text, start, found.start())
        start = found.end()
    yield from _spoken(text, start, end)


def _is_direction(words: str, text: str, at: int, end: int) -> bool:
    """Whether words in brackets describe what happens: the pattern ignores capitals, which two of its forms need."""
    if re.match(rf"\[\[|[(\[](?:{_HAPPENINGS})\b", words, re.I):
        return not re.match(r"[(\[](?:through|via|points?|reads?|many|several|break|end of|photo|video)\b", words) or (
            words[-2] in ".!" or at + len(words) >= end
        )
    alone = text[at - 1 : at] in ("", "\n") and text[at + len(words) : at + len(words) + 1] in ("", "\n")
    return alone or bool(_SENTENCE.fullmatch(words) or _CAPITALS.fullmatch(words))


def _spoken(text: str, start: int, end: int) -> Iterator[Bounds]:
    low, high = _stripped(text, start, end)
    if low < high and any(character.isalnum() for character in text[low:high]):
        yield low, high


def _stripped(text: str, start: int, end: int) -> Bounds:
    while start < end and (text[start].isspace() or text[start] in "*_|"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*_|"):
        end -= 1
    return start, end
