"""Parse a reply into claims with sentence ids, while it is still being written.

The prompt requests `{"claims": [{"text": …, "ids": […]}]}`. Also accepted: the same in code fences, after other words,
one object per line, under other keys, truncated, or with a broken outer structure; and prose with `[3]` after its
sentences. A sentence that names no evidence becomes a claim without ids, which nothing can support.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...corpus.segment import segment
from .sanitise import MARKERS

MOST = 12
"""Claims that are read from one reply."""

LONGEST = 600
"""Characters of a claim; a longer one is cut and marked as cut, because the rest is not checked."""

_TEXTS = ("text", "claim", "sentence", "statement", "answer", "content")
_IDS = (
    "ids",
    "id",
    "sentence_ids",
    "evidence",
    "evidence_ids",
    "citations",
    "sources",
    "source_ids",
    "refs",
    "references",
)
_REASONING = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_OBJECT = re.compile(r'\{\s*"(?:' + "|".join((*_TEXTS, *_IDS)) + r')"\s*:')
_TEXT_FIELD = re.compile(r'"(?:' + "|".join(_TEXTS) + r')"\s*:\s*"((?:[^"\\]|\\.)*)("?)', re.DOTALL)
_IDS_FIELD = re.compile(r'"(?:' + "|".join(_IDS) + r')"\s*:\s*(\[[^\]]*\]|"[^"]*"|-?\d+)')
_FRAME = re.compile(r'\{\s*["}]|\[\s*\{|\[\s*\]|```\s*json', re.IGNORECASE)
_MARKER_AFTER = re.compile(r"([.!?…؟。][\"”’»)]*)(" + MARKERS.pattern + r")+")
_NUMBER = re.compile(r"-?\d+")
_RANGE = re.compile(r"(\d{1,4})\s*[–-]\s*(\d{1,4})")


@dataclass(frozen=True, slots=True)
class RawClaim:
    """A claim as the model wrote it. `ids` may name sentences that do not exist; `cut`: it was too long."""

    text: str
    ids: tuple[int, ...]
    cut: bool = False


class ReplyParser:
    """Parses one reply as it arrives: `feed` its pieces, then call `end`."""

    def __init__(self) -> None:
        self._text = ""
        self._at = 0  # up to here everything has become claims
        self._count = 0

    def feed(self, piece: str) -> Iterator[RawClaim]:
        """The claims that this piece completes."""
        self._text += piece
        body = self._body()
        if body is None:
            return
        if _framed(body):
            yield from self._limited(self._objects(body))
        elif MARKERS.search(body):  # until the first mark it may be an introduction to JSON
            yield from self._limited(self._sentences(body, last=False))

    def end(self) -> Iterator[RawClaim]:
        """The claims that are complete only at the end of the reply; a truncated claim is dropped."""
        body = self._body(ended=True) or ""
        if not _framed(body):
            yield from self._limited(self._sentences(body, last=True))
            return
        before = self._count
        yield from self._limited(self._objects(body))
        if self._count == 0 == before:
            yield from self._limited(_rescued(body))

    @property
    def draft(self) -> str:
        """The text so far of the claim that is being written."""
        body = self._body()
        if body is None or self._count >= MOST:
            return ""
        rest = body[self._at :]
        if not _framed(body):
            return rest.strip()[:LONGEST]
        opened = list(_TEXT_FIELD.finditer(rest))
        return _unescaped(opened[-1][1])[:LONGEST] if opened else ""

    @property
    def whole(self) -> bool:
        """Whether every bracket of the reply is closed; always true of prose."""
        body = self._body(ended=True) or ""
        return not _framed(body) or _closed(body)

    def _body(self, ended: bool = False) -> str | None:
        """The reply without the model's reasoning; `None` while it may still begin with some."""
        if self._text.lstrip()[:1] == "<" and not ended and "</" not in self._text:
            return None
        return _REASONING.sub("", self._text).lstrip()

    def _limited(self, found: Iterator[RawClaim]) -> Iterator[RawClaim]:
        for raw in found:
            if self._count >= MOST:
                return
            if not any(character.isalnum() for character in raw.text):
                continue
            self._count += 1
            yield RawClaim(raw.text[:LONGEST], raw.ids, cut=True) if len(raw.text) > LONGEST else raw

    def _objects(self, body: str) -> Iterator[RawClaim]:
        while match := _OBJECT.search(body, self._at):
            try:
                value, end = json.JSONDecoder(strict=False).raw_decode(body, match.start())
            except (ValueError, RecursionError):
                following = _OBJECT.search(body, match.end())
                if following is None:
                    return  # the rest of it may still come
                self._at = following.start()  # this one is broken; the next may not be
                continue
            self._at = end
            if (raw := _claim(value)) is not None:
                yield raw

    def _sentences(self, body: str, last: bool) -> Iterator[RawClaim]:
        """Sentences of prose; the last one may still get a citation mark, so it waits for the end."""
        rest = body[self._at :]
        spans = [(span.start, span.end) for span in segment(rest).sentences] if rest.strip() else []
        # A mark after the full stop belongs to the sentence before it.
        groups: list[list[int]] = []
        for start, end in spans:
            lead = MARKERS.match(rest, start)
            if groups and lead and not any(character.isalnum() for character in MARKERS.sub("", rest[start:end])):
                groups[-1][1] = end
            elif groups and lead:
                marks = re.match(f"(?:{MARKERS.pattern})+", rest[start:end])
                cut = start + (marks.end() if marks else 0)
                groups[-1][1] = cut
                groups.append([cut, end])
            else:
                groups.append([start, end])
        base = self._at
        for start, end in groups if last else groups[:-1]:
            self._at = base + end
            yield _marked(rest[start:end])


def _framed(body: str) -> bool:
    """Whether the reply is JSON of some kind, rather than prose."""
    if body.startswith("```") or _FRAME.search(body):
        return True
    return body[:1] in ("{", "[") and MARKERS.match(body) is None


def _closed(body: str) -> bool:
    """Whether all brackets outside strings are closed; text outside brackets is ignored."""
    depth, inside, skip = 0, False, False
    for character in body:
        if skip or (inside and character == "\\"):
            skip = not skip
        elif depth and character == '"':
            inside = not inside
        elif not inside and character in "{[":
            depth += 1
        elif not inside and character in "}]":
            depth = max(depth - 1, 0)
    return depth == 0


def _marked(sentence: str) -> RawClaim:
    ids = [number for mark in MARKERS.findall(sentence) for number in _numbers(mark)]
    return RawClaim(MARKERS.sub("", _MARKER_AFTER.sub(r"\1", sentence)).strip(), tuple(dict.fromkeys(ids)))


def _numbers(mark: str) -> list[int]:
    spelled = _RANGE.search(mark)
    if spelled and 0 <= int(spelled[2]) - int(spelled[1]) <= MOST:
        return list(range(int(spelled[1]), int(spelled[2]) + 1))
    return [int(number) for number in _NUMBER.findall(mark)]


def _claim(value: Any) -> RawClaim | None:
    """The claim in a decoded object; `None` if it has no text."""
    if not isinstance(value, dict):
        return None
    text = next((value[key] for key in _TEXTS if isinstance(value.get(key), str)), None)
    if text is None:
        return None
    ids = [number for key in _IDS if key in value for number in _ids(value[key])]
    ids += [number for mark in MARKERS.findall(text) for number in _numbers(mark)]
    return RawClaim(MARKERS.sub("", text).strip(), tuple(dict.fromkeys(ids)))


def _ids(value: Any) -> Iterator[int]:
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int):
        yield value
    elif isinstance(value, str) and len(value) < 40:
        yield from (int(number) for number in _NUMBER.findall(value)[:8] if len(number) < 6)
    elif isinstance(value, list):
        for one in value[:32]:
            if not isinstance(one, list):
                yield from _ids(one)
    elif isinstance(value, dict):
        yield from _ids(value.get("id"))


def _rescued(body: str) -> Iterator[RawClaim]:
    """Claims from broken JSON: each text with the first ids after it, if they come before the next text."""
    fields = list(_TEXT_FIELD.finditer(body))
    for place, field in enumerate(fields):
        if not field[2]:
            continue  # truncated
        until = fields[place + 1].start() if place + 1 < len(fields) else len(body)
        ids = _IDS_FIELD.search(body, field.end(), until)
        numbers = [int(number) for number in _NUMBER.findall(ids[1])[:32] if len(number) < 6] if ids else []
        yield _marked_with(_unescaped(field[1]), numbers)


def _marked_with(text: str, numbers: list[int]) -> RawClaim:
    return RawClaim(MARKERS.sub("", text).strip(), tuple(dict.fromkeys(numbers)))


def _unescaped(text: str) -> str:
    """The text of a JSON string that may be truncated within an escape."""
    text = re.sub(r"\\(?:u[0-9a-fA-F]{0,3})?\Z", "", text)
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text.replace("\\", "")
