"""E-mail: the message's text as one document; each message that it forwards or quotes, and each attachment, as another."""

import email.policy
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from typing import BinaryIO, cast

from ..clean import clean, reflow
from ..errors import UnreadableSource
from .decode import decode
from .fields import parse_date, parse_title
from .file_types import wanted
from .html import visible
from .mail_parts import mail_parts
from .origin import Origin, Reader, Results

# Raised by the standard library's own parsers for malformed headers.
_BROKEN = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
# RFC 3676: in "flowed" text a space before the line end means that the paragraph continues; "-- " opens a signature.
_FLOWED_END = re.compile(r"(?<!^--) \r?\n ?(?!>)", re.M)
_PLACEHOLDER = 0.5
"""Share of the HTML part's words; a plain part with fewer of them only says that there is one, or is a teaser."""
_WORD = re.compile(r"\w+")


def read(stream: BinaryIO, origin: Origin, read_part: Reader) -> Results:
    """Read a message, then its attachments through `read_part`.

    Raises:
        UnreadableSource: it is not an e-mail, or has neither text nor attachments.
    """
    try:
        message = BytesParser(policy=email.policy.default).parse(stream)
        text = _text(message)
        attachments = list(_attachments(message))
    except _BROKEN as error:
        raise origin.unreadable("is not a whole e-mail; save the message again as .eml.") from error
    subject, sender, sent = (_header(message, name) for name in ("Subject", "From", "Date"))
    if not (subject or sender or sent):
        raise origin.unreadable("has no subject, sender or date, so it is not an e-mail; rename it if it is a text.")
    name, address = parseaddr(sender)
    own, *inside = mail_parts(text)
    documents = []
    if own.text.strip() or not inside:
        documents = [
            (origin, replace(own, sender=parse_title(name) or address, sent=parse_date(sent), subject=subject))
        ]
    for number, part in enumerate(inside, start=1):
        member = "forwarded message" if number == 1 else f"forwarded message {number}"
        documents.append((origin.member(member), replace(part, subject=part.subject or subject)))
    for place, part in documents:
        try:
            yield place.document(
                reflow(clean(part.text)),
                part.subject,
                publisher=parse_title(part.sender),
                published=part.sent,
                date_source="the mail's header" if place is origin else "the header lines in the mail",
            )
        except UnreadableSource:
            if not attachments and len(documents) == 1:
                raise
    names: Counter[str] = Counter()
    for filename, data in attachments:
        names[filename] += 1
        count = names[filename]
        yield from read_part(io.BytesIO(data), origin.member(filename if count == 1 else f"{count} {filename}"))


def _header(message: EmailMessage, name: str) -> str:
    """Return a header's text; empty if it is missing or cannot be parsed."""
    try:
        return clean(str(message.get(name) or ""))
    except _BROKEN:
        return ""


def _text(message: EmailMessage) -> str:
    """Return the message's text, line by line; empty if there is none.

    The plain part is taken, unless it lacks more than half of the HTML part's words: then the letter is in the HTML part.
    """
    plain, markup = (cast("EmailMessage | None", message.get_body((kind,))) for kind in ("plain", "html"))
    text = _plain(plain) if plain else ""
    if markup is None:
        return text
    shown = clean(visible(_decoded(markup)))
    words, given = (Counter(_WORD.findall(part.casefold())) for part in (shown, text))
    return shown if (words & given).total() < _PLACEHOLDER * words.total() else text


def _plain(part: EmailMessage) -> str:
    """Return the words of a plain part, with the lines of a flowed paragraph joined (RFC 3676)."""
    text = _decoded(part)
    if str(part.get_param("format") or "").lower() == "flowed":
        joint = "" if str(part.get_param("delsp") or "").lower() == "yes" else " "
        text = _FLOWED_END.sub(joint, text)
    return clean(text)


def _decoded(part: EmailMessage) -> str:
    """Decode a part in the encoding that it declares, or in the most likely one if that is unknown or wrong."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        return data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError):  # an encoding that does not exist, or bytes that are invalid in it
        return decode(data) or ""


def _attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Yield the file name and the bytes of each attachment that may be a report."""
    for part in message.iter_attachments():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_content()
            yield part.get_filename() or "message.eml", inner.as_bytes()
        elif (filename := part.get_filename()) and wanted(filename):
            data = part.get_payload(decode=True)
            yield filename, data if isinstance(data, bytes) else b""
