"""The parts of a mail's text: what its sender wrote, and the messages that are forwarded or quoted in it.

A forwarded message begins with a block of header lines (`From: … Sent: … Subject: …`), in the language of the mail program.
A quoted one has `>` before its lines, below "On …, … wrote:". Its words are those of its own sender.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr

from .fields import parse_date, parse_title

_HEADERS = {
    "from": "from", "von": "from", "de": "from", "da": "from", "van": "from", "от": "from", "من": "from", "מאת": "from",
    "kimden": "from", "od": "from",
    "sent": "date", "date": "date", "gesendet": "date", "datum": "date", "envoyé": "date", "enviado": "date", "fecha": "date",
    "data": "date", "inviato": "date", "verzonden": "date", "дата": "date", "отправлено": "date", "تاريخ": "date",
    "التاريخ": "date", "أرسلت": "date", "تم الإرسال": "date", "נשלח": "date", "תאריך": "date", "tarih": "date",
    "gönderildi": "date", "skickat": "date",
    "subject": "subject", "betreff": "subject", "objet": "subject", "asunto": "subject", "assunto": "subject",
    "oggetto": "subject", "onderwerp": "subject", "тема": "subject", "الموضوع": "subject", "נושא": "subject", "konu": "subject",
    "to": "other", "cc": "other", "an": "other", "à": "other", "para": "other", "a": "other", "aan": "other", "кому": "other",
    "копия": "other", "إلى": "other", "الى": "other", "אל": "other", "kime": "other", "reply-to": "other", "bcc": "other",
    "importance": "other", "attachments": "other",
}  # fmt: skip
_LINE = re.compile(r"\*{0,2}([^\W\d_][\w -]{0,18}?)\*{0,2}\s?:\*{0,2}\s*(.*?)\s*")
_SEPARATOR = re.compile(
    r"\s*(?:[-_=]{5,}.{0,60}|.{0,60}[-_=]{5,}|(?:begin|anfang|début|inicio|início|inizio|بداية)\b[^.!?]{0,60}:)\s*",
    re.IGNORECASE,
)
_VERB = r"(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|пишет|написал\w*|كتب)\b"
# "On Monday, … wrote:", perhaps over two lines, or "Name wrote:".
_INTRODUCED = re.compile(
    rf"^[ \t]*(?:(?:on|am|le|el|il|em|op|في)\b.{{5,200}}?{_VERB}.{{0,100}}|[^\n:]{{3,80}}?\s{_VERB}[^\n:]{{0,60}}):\s*\Z",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_DEEPEST = 20  # messages inside messages
_LONGEST_NAME = 6  # words
_NO_NAMES = frozenset("i he she it we you they the this that ich er sie il elle".split())
_LEAST = 3  # header lines that make a block
_QUOTED = re.compile(r"\s*>")
_ONE_LEVEL = re.compile(r"^\s*> ?", re.MULTILINE)
_DAY_IN = re.compile(
    r"(?:[^\W\d_]+\.?,?\s+)?(?:\d{1,2}\.?\s+[^\W\d_]+\.?,?\s+\d{4}|[^\W\d_]+\.?\s+\d{1,2},?\s+\d{4}|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4})"
)
_ADDRESS = re.compile(r"[<(]?(?:mailto:)?[\w.+-]+@[\w.-]+[>)]?")
_ABOVE_QUOTED = re.compile(r"^(?![ \t]*>)[^\n]+(?:\n(?![ \t]*>)[^\n]+)?\n\s*(?=>)", re.MULTILINE)
_CLOCK = re.compile(r"^(?:[,\s]|at\b|um\b|à\b|\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s*[AP]M)?|Uhr\b|[+-]\d{4})+", re.IGNORECASE)
_WROTE = re.compile(rf"\b{_VERB}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MailPart:
    """A message inside a mail's text: its words, and what its own header lines say about it."""

    text: str
    sender: str | None = None
    sent: date | None = None
    subject: str | None = None


def mail_parts(text: str, depth: int = 0) -> Iterator[MailPart]:
    """Yield what the sender wrote, perhaps no words, then each message that the text forwards or quotes, in order.

    `depth` counts the messages around the text; those inside the twentieth stay in its words.
    """
    lines = text.split("\n")
    for at in range(len(lines) if depth < _DEEPEST else 0):
        block = _block(lines, at)
        if block is not None:
            fields, end, quoted = block
            start = at
            while start and (
                not _unquoted(lines[start - 1]).strip() or _SEPARATOR.fullmatch(_unquoted(lines[start - 1]))
            ):
                start -= 1
            yield from _with_reply("\n".join(lines[:start]), depth)
            below = "\n".join(lines[end:])
            first, *others = mail_parts(_ONE_LEVEL.sub("", below) if quoted else below, depth + 1)
            yield MailPart(first.text, fields.get("from"), parse_date(fields.get("date")), fields.get("subject"))
            yield from others
            return
    yield from _with_reply(text, depth)


def _block(lines: list[str], at: int) -> tuple[dict[str, str], int, bool] | None:
    """Return the fields of the header lines from line `at` on, the line below them, and whether they are quoted."""
    fields: dict[str, str] = {}
    quoted = bool(_QUOTED.match(lines[at]))
    end, count, last = at, 0, ""
    while end < len(lines):
        line = _unquoted(lines[end]) if quoted else lines[end]
        header = _header(line)
        if header is None:
            below = _header(lines[end + 1], quoted) if count and not line.strip() and end + 1 < len(lines) else None
            # In HTML each header may be a paragraph, and an address list goes on in the next line.
            if below is None and not (last == "other" and "@" in line):
                break
            end += 1
            continue
        last, value = header
        if last != "other":
            fields.setdefault(last, value)
        count, end = count + 1, end + 1
    if count < _LEAST or "from" not in fields or not {"date", "subject"} & fields.keys():
        return None
    fields["from"] = _person(fields["from"]) or ""
    return {name: value for name, value in fields.items() if value}, end, quoted


def _header(line: str, quoted: bool = False) -> tuple[str, str] | None:
    """Return which header a line has, and its value; `None` if it is no header line."""
    found = _LINE.fullmatch((_unquoted(line) if quoted else line).strip())
    name = _HEADERS.get(found[1].strip().lower()) if found else None
    return (name, found[2]) if found and name else None


def _unquoted(line: str) -> str:
    return re.sub(r"^(?:\s*>)+ ?", "", line)


def _person(sender: str) -> str | None:
    """Return the name of a sender, else the address."""
    name, address = parseaddr(re.sub(r"\[mailto:([^\]]*)\]", r"<\1>", sender.replace("*", "")))
    bare = _ADDRESS.sub("", sender).strip(" \"'<>()[]*")
    return parse_title(name) or parse_title(bare) or parse_title(address)


def _with_reply(text: str, depth: int) -> Iterator[MailPart]:
    """Yield what the sender wrote without the lines quoted from others, then the quoted message, if there is one.

    Quoted lines without the words that introduce them stay where they are: nobody is known to have written them.
    """
    above = ((one, _INTRODUCED.search(one.group())) for one in _ABOVE_QUOTED.finditer(text))
    found, said = next(((one, said) for one, said in above if said and _names_sender(said.group())), (None, None))
    if found is None or said is None or depth >= _DEEPEST:
        yield MailPart(text)
        return
    own, quoted = [text[: found.start() + said.start()]], list[str]()
    for line in text[found.end() :].split("\n"):
        (quoted if _QUOTED.match(line) else own).append(line)
        if not line.strip() or not _QUOTED.match(line):
            quoted.append("")
    yield MailPart("\n".join(own))
    name, sent = _introduced(said.group())
    first, *others = mail_parts(_ONE_LEVEL.sub("", "\n".join(quoted)), depth + 1)
    yield MailPart(first.text, name, sent)
    yield from others


def _names_sender(words: str) -> bool:
    """Whether the words above quoted lines name a person, and are no sentence ("He then wrote:")."""
    name = (_introduced(words)[0] or "").split()
    return (
        0 < len(name) <= _LONGEST_NAME
        and name[0].lower() not in _NO_NAMES
        and not any(one[0].islower() for one in name[:1] + name[-1:])
    )


def _introduced(words: str) -> tuple[str | None, date | None]:
    """Return the name and the day in "On Monday, 4 May 2023 at 9:12, Name wrote:"; in German the name comes last."""
    day = _DAY_IN.search(words)
    before, after = _WROTE.split(words[day.end() :] if day else words, maxsplit=1)
    name = _person(_CLOCK.sub("", before.strip()).strip(" ,")) or _person(after.strip(" \n:"))
    written = day.group() if day else ""
    return name, parse_date(written) or parse_date(written.partition(" ")[2])
