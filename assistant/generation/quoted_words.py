"""Quotations inside a model's prose: shown as such only if the evidence has the words, and then in the stored words.

Harmless differences are allowed (white space, the style of quotation marks and dashes, compatibility forms, the case of
the first letter, closing punctuation), but the words shown are always cut from the document by their offsets.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...corpus.types import Span
from .prompt import PromptSentence

_PAIRS = re.compile(
    r"“(?P<a>[^“”]*)”|«(?P<b>[^«»]*)»|„(?P<c>[^„“”]*)[“”]|\"(?P<d>[^\"]*)\"|「(?P<e>[^「」]*)」|『(?P<f>[^『』]*)』"
    r"|‹(?P<g>[^‹›]*)›|(?<!\w)[‘'](?P<h>\S[^‘]*?)(?<!\s)[’'](?!\w)|``(?P<i>[^`']*)''|〝(?P<j>[^〝〞]*)〞|＂(?P<k>[^＂]*)＂"
)
LOOSE = re.compile("[“”„‟\"«»「」『』‹›〝〞＂]|``|''|(?<!\\w)[‘']|‘")
"""Every mark that opens or closes a quotation; an apostrophe between or after letters does not count."""

_FOLD = str.maketrans(
    {**dict.fromkeys("‘’‚‛`´ʼ′", "'"), **dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}
)
_CLOSING = ",.;:!?…،؛؟"


@dataclass(frozen=True, slots=True)
class RequotedText:
    """Prose as it may be shown; `wrong` lists the quoted words that the evidence lacks, which have lost their marks.

    `sources` are the sentences that have the other quoted words, each once.
    """

    text: str
    wrong: tuple[str, ...]
    sources: tuple[PromptSentence, ...] = ()


def unquoted(text: str) -> str:
    """The text without quotation marks."""
    return " ".join(LOOSE.sub("", text).split())


def requoted(text: str, evidence: Sequence[PromptSentence]) -> RequotedText:
    """The text with each quotation in the stored words of `evidence`, or without its marks if they are not there."""
    pieces: list[str] = []
    wrong: list[str] = []
    sources: list[PromptSentence] = []
    at = 0
    for match in _PAIRS.finditer(text):
        words = next(group for group in match.groups() if group is not None)
        pieces.append(LOOSE.sub("", text[at : match.start()]))
        at = match.end()
        body = words.strip().rstrip(_CLOSING).rstrip()
        found = find_words(body, evidence) if body else None
        if found is None:
            pieces.append(LOOSE.sub("", words))
            if body:
                wrong.append(words.strip())
            continue
        shown, span = found
        sources.append(shown)
        ending = words.strip()[len(body) :]
        pieces.append(f"“{span.of(shown.document.text)}”{ending}")
    rest = text[at:]
    if any(mark in rest for mark in '“”„"«»'):
        wrong.append(" ".join(LOOSE.sub("", rest).split()))
    pieces.append(LOOSE.sub("", rest))
    return RequotedText(" ".join("".join(pieces).split()), tuple(wrong), tuple(dict.fromkeys(sources)))


def find_words(words: str, evidence: Sequence[PromptSentence]) -> tuple[PromptSentence, Span] | None:
    """The sentence and span where the words occur in the evidence, as whole words only, or `None`."""
    wanted = "".join(character for character, _ in _folded(words)).strip()
    if not any(character.isalnum() for character in wanted):
        return None
    forms = (wanted, wanted[0].swapcase() + wanted[1:])
    for shown in evidence:
        folded = list(_folded(shown.words))
        text = "".join(character for character, _ in folded)
        for form in forms:
            start = -1
            while (start := text.find(form, start + 1)) >= 0:
                end = start + len(form)
                if not (_inside(text, start) or _inside(text, end)):
                    first, last = folded[start][1], folded[end - 1][1]
                    return shown, Span(shown.span.start + first, shown.span.start + last + 1)
    return None


def _inside(text: str, at: int) -> bool:
    """Whether this offset is inside a word or a number (`1.5`, `3,000`)."""
    before, after = text[max(at - 1, 0) : at], text[at : at + 1]
    if (before.isalnum() or before == "_") and (after.isalnum() or after == "_"):
        return True
    beyond = text[at + 1 : at + 2]
    ahead = before.isdigit() and after in (".", ",") and beyond.isdigit()
    behind = after.isdigit() and before in (".", ",", "-") and text[max(at - 2, 0) : max(at - 1, 0)].isdigit()
    return bool(after) and (ahead or behind)


def _folded(text: str) -> Iterator[tuple[str, int]]:
    """Each character in the form used for comparison, with its offset in `text`; white space becomes one space."""
    space = False
    for offset, raw in enumerate(text):
        if raw.isspace():
            if not space:
                yield " ", offset
            space = True
            continue
        space = False
        if unicodedata.category(raw) == "Cf" and raw not in "\u200c\u200d":
            continue
        for character in unicodedata.normalize("NFKC", raw).translate(_FOLD):
            yield character, offset
