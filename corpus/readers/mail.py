"""E-mail: the message's text as one document, and each attachment as another."""

import email.policy
import io
import re
from collections import Counter
from collections.abc import Iterator
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
from .origin import Origin, Reader, Results

# Raised by the standard library's own parsers for malformed headers.
_BROKEN = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
# RFC 3676: in "flowed" text a space before the line end means that the paragraph continues; "-- " opens a signature.
_FLOWED_END = re.compile(r"(?<!^--) \r?\n(?!>)", re.M)


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
    try:
        yield origin.document(
            text, subject, publisher=parse_title(name) or parse_title(address), published=parse_date(sent)
        )
    except UnreadableSource:
        if not attachments:
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
    """Return the message's text, from its plain part if it has one; empty if there is no text."""
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    text = _decoded(cast(EmailMessage, part))
    if part.get_content_type() == "text/html":
        return visible(text)
    if part.get_param("format") == "flowed":
        text = _FLOWED_END.sub(" ", text)
    return reflow(clean(text))


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
