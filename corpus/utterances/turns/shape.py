"""Recognise a transcript by its shape, and choose its labels among the candidates.

Candidates are grouped by their form: a name before a colon, `Q`, `Mr. LEAHY.`, a name on a line of its own, a name before a dash.
Whether a group makes the text a transcript is decided by `evidence`; the layout found first decides, and other forms only
add labels of people who are known by then.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .evidence import answered_by_one, is_other_dialogue, is_transcript, medium, setting_of, speech_share, strong
from .label import Form, Label
from .line_starts import candidates, inside
from .prefixes import prefixes
from .spelling import role_of

_LEAST_QUESTIONS = 2


def chosen(text: str, title: str, known: Sequence[str] = ()) -> tuple[Label, ...]:
    """Return the labels of a transcript in order; none if the text is no transcript.

    `known` are names of its speakers from elsewhere, such as the metadata.
    """
    words = {word.casefold() for name in known for word in name.split()}
    found = [replace(one, marked=True) if _all_in(one, words) else one for one in candidates(text)]
    found = [one for one in found if one.form != "stop" or _begins(text, one.start)]
    capitals = sum(_capital_surname(one) for one in found if one.form == "stop")
    if capitals > 3:  # a record that writes "Mr. RUIZ.", so that "Mr. Ruiz." is a sentence's end
        found = [one for one in found if one.form != "stop" or _capital_surname(one) or one.name.startswith("The ")]
    found = [one for one in found if not _is_title(one, text, title)]
    if is_other_dialogue(text, title):
        return ()
    found = _answers(found)
    groups: tuple[tuple[Form, ...], ...] = (
        ("colon", "letter", "answer"),
        ("stop", "letter", "answer"),
        ("line",),
        ("dash",),
    )
    accepted: list[Label] = []
    for forms in groups:
        own = [one for one in found if one.form in forms]
        if forms[0] in ("stop", "line", "dash") and accepted:
            names = {one.name for one in accepted}
            accepted += [one for one in own if one.name in names and (forms[0] == "stop" or one.marked)]
            continue
        if own and is_transcript(own, forms[0], setting_of(text, title, _first(own))):
            accepted += _kept(own, forms[0])
    if not accepted:
        own = [one for one in found if one.form == "colon"]
        if own and answered_by_one(own, setting_of(text, title, own[0].start)):
            return tuple(own)
        return _within_lines(text, found) or _prefixes(text, title) or _unlabelled_answers(found, text, title)
    if any(one.form in ("colon", "letter") for one in accepted):
        accepted += _inside(text, accepted, title)
    if any(one.form in ("letter", "answer") for one in accepted):
        accepted += [one for one in found if one.form == "by"]
    if any(one.marked for one in accepted):
        accepted += [one for one in found if one.form == "change"]
    return tuple(sorted({one.start: one for one in accepted}.values(), key=lambda one: one.start))


def _begins(text: str, start: int) -> bool:
    """Whether the line at an offset begins a paragraph: the one before ends a sentence, or is empty."""
    before = text[max(0, start - 3) : start].rstrip(" ")
    return before[-2:] in ("", "\n", "\n\n") or before.rstrip("\n")[-1:] in '.?!:…)]”"’—-'


def _capital_surname(label: Label) -> bool:
    return bool(re.search(r"[A-Z]{2}", label.name.split()[-1]))


def _all_in(label: Label, words: set[str]) -> bool:
    return bool(words) and label.form in ("colon", "line") and set(label.key.split()) <= words


def _inside(text: str, accepted: Sequence[Label], title: str) -> list[Label]:
    """Return the labels in the middle of lines: known ones, and people with a title or a given name."""
    names = {one.name for one in accepted if one.form != "letter"}
    letters = sum(one.form == "letter" and one.name == "Q" for one in accepted) > 1
    surnames = {name.split()[-1] for name in names}
    found = []
    ends = {one.end for one in accepted}
    changes = any(one.marked for one in accepted)
    for one in inside(text):
        if one.end in ends:
            continue  # "Mr. SMITH:" has the shape of a sentence with a label behind it
        if one.form == "change":
            found += [one] if changes else []
            continue
        plain = (strong(one) or one.name in title) and len(one.name.split()) > 1
        if one.marked or one.name in names or one.name in surnames or plain or (one.name == "Q" and letters):
            found.append(one)
            names.add(one.name)
            surnames.add(one.name.split()[-1])
    return found


def _within_lines(text: str, found: Sequence[Label]) -> tuple[Label, ...]:
    """Return the labels of a text whose turns follow each other on one line.

    They are names in capitals; most recur, and a surname alone is that of somebody who has been named in full.
    """
    own = [one for one in (*found, *inside(text)) if one.form in ("colon", "inline") and one.name.isupper()]
    own = sorted({one.end: one for one in own}.values(), key=lambda one: one.start)
    full = {one.name.split()[-1] for one in own if len(one.name.split()) > 1}
    known = [one for one in own if one.name.split()[-1] in full]
    counts = Counter(one.name.split()[-1] for one in known)
    if len(known) < 4 or len(counts) < 2 or max(counts.values()) < 2:
        return ()
    return tuple(known) if speech_share(known, text) >= 0.4 else ()


def _unlabelled_answers(found: Sequence[Label], text: str, title: str) -> tuple[Label, ...]:
    """Return the labels of questions, and an `A` at the paragraph below each; none unless title or head name a talk."""
    asked = [one for one in found if one.name == "Q" or role_of(one.name) == "question"]
    if len(asked) < _LEAST_QUESTIONS or not setting_of(text, title, asked[0].start).titled:
        return ()
    labels: list[Label] = []
    for one, end in zip(asked, [*(one.start for one in asked[1:]), len(text)], strict=True):
        mark = max(text.rfind("?\n", one.end, end), text.rfind("؟\n", one.end, end))
        below = mark + 1 if mark >= 0 else end
        while below < end and text[below].isspace():
            below += 1
        labels += [one, Label(below, below, "A", "answer")] if below < end else [one]
    answered = sum(one.form == "answer" for one in labels)
    return (
        tuple(labels)
        if answered >= 0.8 * len(asked) and is_transcript(labels, "letter", setting_of(text, title, 0))
        else ()
    )


def _prefixes(text: str, title: str) -> tuple[Label, ...]:
    """Return the labels that nothing but their repetition shows; none if the text is no transcript by its title or head."""
    own = tuple(prefixes(text))
    setting = setting_of(text, title, own[0].start) if own else None
    return own if setting and setting.titled and is_transcript(own, "prefix", setting) else ()


def _first(own: Sequence[Label]) -> int:
    """Return the offset of the first candidate that occurs again, or else of the first one."""
    counts = Counter(one.key for one in own)
    return next((one.start for one in own if counts[one.key] > 1), own[0].start)


def _is_title(label: Label, text: str, title: str) -> bool:
    """Whether a candidate opens the title above the text: "Ana Ruiz: Interview"."""
    stop = text.find("\n", label.end)
    line = text[label.start : stop if stop >= 0 else len(text)]
    if line.rstrip().endswith((".", "?", "!", "…", "؟", "۔", "。")):
        return False
    return label.form == "colon" and label.start < 600 and " ".join(line.split()) == " ".join(title.split())


def _answers(found: Sequence[Label]) -> list[Label]:
    """Return the candidates without a bare `A`, unless bare `Q`s stand with it: "A Friend of the Harbour" is no answer."""
    asked = sum(one.name == "Q" and one.form == "letter" for one in found)
    told = sum(one.form == "answer" for one in found)
    examined = any(one.form == "by" for one in found)
    if asked > (0 if examined else 1) and told >= 0.4 * asked:
        return list(found)
    return [one for one in found if one.form != "answer"]


def _kept(own: Sequence[Label], form: Form) -> list[Label]:
    """Return the candidates that are labels, now that the text is known to be a transcript."""
    counts = Counter(one.key for one in own)
    surnames = {one.name.split()[-1].casefold() for one in own if len(one.name.split()) > 1}
    often = tuple(f"{key} " for key, count in counts.items() if count > 1)
    return [
        one
        for one in own
        if strong(one)
        or one.key.startswith(often)  # "The Minister Ana Ruiz:", then "The Minister:"
        or counts[one.key] > 1
        or (
            medium(one)
            and (form == "colon" or (form == "stop" and one.name.isupper()))
            and 1 < len(one.name.split()) < 6
        )
        or one.name.casefold() in surnames
    ]
