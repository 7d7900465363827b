"""Parse languages, titles and other fields of sources into the fields of a `Document`.

Dates have a module of their own, `date_fields`.
"""

import re
from collections.abc import Iterable, Mapping

from ..clean import one_line
from .addresses import shown
from .date_fields import parse_date

__all__ = [
    "guess_language",
    "headline",
    "opening",
    "other_fields",
    "parse_date",
    "parse_language",
    "parse_title",
    "parse_url",
    "title_of_stem",
]

_LANGUAGES = {
    "english": "en",
    "eng": "en",
    "arabic": "ar",
    "ara": "ar",
    "العربية": "ar",
    "french": "fr",
    "fra": "fr",
    "hebrew": "he",
    "heb": "he",
    "persian": "fa",
    "farsi": "fa",
    "fas": "fa",
    "turkish": "tr",
    "tur": "tr",
    "russian": "ru",
    "rus": "ru",
    "spanish": "es",
    "spa": "es",
    "german": "de",
    "deu": "de",
}
_TITLE_LENGTH = 300  # characters
_HEADLINE_LENGTH = 120  # characters
_OPENING_LENGTH = 80  # characters


def parse_language(value: object) -> str | None:
    """Parse a language to its ISO 639-1 code: `en-GB` → `en`, `English` → `en`; `None` if unknown."""
    text = re.split("[-_]", one_line(value).lower(), maxsplit=1)[0] if isinstance(value, str) else ""
    return text if re.fullmatch("[a-z]{2}", text) else _LANGUAGES.get(text)


def guess_language(text: str) -> str | None:
    """Return `ar` or `he` if most letters of the first 5,000 characters are Arabic or Hebrew, else `None`.

    `None` as well if there are letters that Persian and Urdu have and Arabic lacks: the script does not tell these apart.
    """
    letters = "".join(re.findall(r"[^\W\d_]", text[:5000]))
    if not letters:
        return None
    if len(re.findall("[\u05d0-\u05ea]", letters)) > len(letters) / 2:
        return "he"
    persian = len(re.findall("[پچژگکیٹڈڑے]", letters))
    arabic = len(re.findall("[\u0620-\u06d3]", letters))
    return "ar" if arabic > len(letters) / 2 and persian < arabic / 50 else None


def headline(text: str) -> str | None:
    """Return the first line of a cleaned text if it is clearly a headline: short, no full stop, more text after it."""
    first, _, rest = text.partition("\n")
    short = 3 <= len(first) <= _HEADLINE_LENGTH and len(first.split()) >= 2
    if not short or not rest or first[-1] in ".!:;,…۔" or not (first[0].isalnum() or first[0] in "“‘\"'«("):
        return None
    below = rest.lstrip("\n").partition("\n")[0]
    return first if rest.startswith("\n") or len(below) > len(first) else None


def opening(text: str) -> str:
    """Return the first words of a cleaned text, up to 80 characters, with an ellipsis if the text goes on."""
    line = " ".join(text[: 4 * _OPENING_LENGTH].split())
    if len(line) <= _OPENING_LENGTH:
        return line
    return line[: _OPENING_LENGTH + 1].rsplit(" ", 1)[0][:_OPENING_LENGTH].rstrip(" ,;:–—-") + "…"


def title_of_stem(stem: str) -> str:
    """Make a title from a file name without suffix: `leaders-mena_gaza` → `Leaders mena gaza`."""
    words = one_line(re.sub(r"[-_+\s]+|%20", " ", stem))
    return words[:1].upper() + words[1:]


def parse_title(value: object) -> str | None:
    """Parse a title: one line, at most 300 characters; `None` if empty."""
    return (one_line(str(value))[:_TITLE_LENGTH].strip() or None) if value is not None else None


def parse_url(value: object) -> str | None:
    """Parse an http(s) address, without a password in it; `None` for anything else, since it is shown as a link."""
    text = shown(value.strip()) if isinstance(value, str) else ""
    return text if re.fullmatch(r"https?://[^\s<>\"]+", text, re.IGNORECASE) else None


def other_fields(fields: Mapping[str, object], used: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the fields that a `Document` has no attribute for, as (name, text) in order; lists joined with `; `.

    `used` names the fields that have one. The fields inside a field `metadata` are included; other nested values are
    left out.
    """
    known = {*used, "metadata"}
    inner = fields.get("metadata")
    flat = {**fields, **inner} if isinstance(inner, Mapping) else fields
    pairs = ((str(name), _scalar(value)) for name, value in flat.items() if name not in known)
    return tuple((name, value) for name, value in pairs if value)


def _scalar(value: object) -> str:
    """Return a value as text; empty for a nested value."""
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, (_scalar(item) for item in value if not isinstance(item, list | tuple))))
    return "" if value is None or isinstance(value, Mapping) else one_line(str(value))
