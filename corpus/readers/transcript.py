"""WebVTT and SubRip transcripts: one paragraph per turn of a speaker, the time of each cue kept as a mark.

A turn opens with the speaker's name, whether the file gives it as a voice tag (`<v Name>`) or as `NAME:`. A cue's mark
spans only the words spoken in it, so that a sentence over several cues stays whole and a quotation has its exact time.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from ..clean import one_line
from ..types import Mark, Span
from ..utterances.turns.evidence import strong
from ..utterances.turns.line_starts import of_cue
from .origin import Origin, Results
from .text import LARGEST_MARKED, text_of

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<\d\d:[^<>]*>|\{\\[^{}]*\}")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]+)>")
_ROLLING = re.compile(r"<c>|<\d\d:")  # automatic captions show each line twice: when spoken, then above the next one
_LINE = re.compile(r"\n|(?<=\S) (?=>> )")  # a new speaker may begin within a line
_CHANGE = re.compile(r">> ?|- ?")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one cue or of one of its lines. `turn`: a new speaker begins here, named or not."""

    time: str
    speaker: str | None
    words: str
    turn: bool


def read(stream: BinaryIO, origin: Origin) -> Results:
    """Read a transcript as one document.

    Raises:
        UnreadableSource: it is not a WebVTT or SubRip file, or has no words.
    """
    content = text_of(stream, origin, LARGEST_MARKED).lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if content.startswith("WEBVTT"):
        cues = list(_webvtt(content, origin))
        title = one_line(content.partition("\n")[0].removeprefix("WEBVTT")).lstrip("- ")
    else:
        cues, title = list(_subrip(content, origin)), ""
    text, marks = _laid_out(_spoken(cues))
    if not marks:
        raise origin.unreadable("has no cues with words; check that it is a complete .vtt or .srt transcript.")
    yield origin.document(text, title, marks=marks)


def _webvtt(content: str, origin: Origin) -> Iterator[tuple[str, str]]:
    """Yield the start time and the raw text of each cue of a WebVTT file."""
    import webvtt  # here for start-up time

    try:
        captions = webvtt.from_string(content).captions
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError) as error:
        raise origin.unreadable("is not a WebVTT file; export the transcript again as .vtt or .srt.") from error
    for caption in captions:
        yield caption.start, caption.raw_text


def _subrip(content: str, origin: Origin) -> Iterator[tuple[str, str]]:
    """Yield the start time and the raw text of each cue of a SubRip file."""
    import srt  # here for start-up time

    try:
        for cue in srt.parse(content, ignore_errors=True):
            seconds, milliseconds = divmod(int(cue.start.total_seconds() * 1000), 1000)
            minutes, second = divmod(seconds, 60)
            yield f"{minutes // 60:02}:{minutes % 60:02}:{second:02}.{milliseconds:03}", cue.content
    except (srt.SRTParseError, ValueError, OverflowError) as error:  # numbers and times out of range
        raise origin.unreadable("is not a SubRip file; export the transcript again as .srt or .vtt.") from error


def _spoken(cues: list[tuple[str, str]]) -> Iterator[_Words]:
    """Yield the words of the cues in order, each with its speaker if the file names one."""
    voiced = any(_VOICE.search(raw) for _, raw in cues)
    rolling = any(_ROLLING.search(raw) for _, raw in cues)
    counts = Counter(found.key for _, raw in cues for line in raw.split("\n") if (found := of_cue(line)))
    speaker = None
    last = ""
    for time, raw in cues:
        dialogue = raw.count("\n-") + raw.startswith("-") > 1
        # Split at the voice tags: the words before the first tag, then names and words alternately.
        before, *tagged = _VOICE.split(raw)
        for voice, spoken in [("", before), *zip(tagged[::2], tagged[1::2], strict=True)]:
            for line in _LINE.split(html.unescape(_TAG.sub("", spoken))):
                line = one_line(line)
                if not line or (rolling and line == last):
                    continue
                last = line
                name, words = _named(line, counts)
                if name and name == speaker and not line.startswith(("-", ">")):
                    yield _Words(time, speaker, words, False)  # a file that labels each cue
                    continue
                turn = bool(name) or line.startswith(">>") or (dialogue and line.startswith("-"))
                if turn or voiced:
                    speaker = name or _voice(voice)
                if turn and not name:
                    words = _CHANGE.sub("", line, count=1)
                if words:
                    yield _Words(time, speaker, words, turn)


def _voice(tag: str) -> str | None:
    """Return the name in a voice tag; `None` for a sign that is nobody's name ("-")."""
    name = one_line(html.unescape(tag))
    return name if any(character.isalnum() for character in name) else None


def _named(line: str, counts: Counter[str]) -> tuple[str | None, str]:
    """Return the name with which a line opens, if any, and the words after it.

    A word or two before a colon may be anything: they are a name if they occur twice in the file, or are plainly a person or
    have a sign of a new speaker.
    """
    found = of_cue(line)
    if (
        found
        and found.form == "dash"
        and counts[found.key] < 2
        and (found.name.isupper() or not _is_person(found.name))
    ):
        return None, line  # "[DOOR SLAMS] Who is there?"
    if found and found.name and (found.marked or counts[found.key] > 1 or strong(found) or _is_person(found.name)):
        return found.name, line[found.end :]
    return None, line


def _is_person(name: str) -> bool:
    words = name.split()
    return len(name) > 2 and (name.isupper() or (len(words) > 1 and all(word[0].isupper() for word in words)))


def _laid_out(spoken: Iterable[_Words]) -> tuple[str, tuple[Mark, ...]]:
    """Return the text, one paragraph per turn that opens with the speaker's name, and a mark for the words of each cue."""
    text = ""
    marks: list[Mark] = []
    for line in spoken:
        same_turn = bool(marks) and not line.turn and line.speaker == marks[-1].speaker
        if not same_turn:
            text += ("\n\n" if text else "") + (f"{line.speaker}: " if line.speaker else "")
        else:
            text += " "
        same_cue = same_turn and marks[-1].label == line.time
        start = marks.pop().span.start if same_cue else len(text)
        text += line.words
        marks.append(Mark("cue", Span(start, len(text)), line.time, line.speaker))
    return text, tuple(marks)
