"""Decode bytes to text: byte-order marks first, then UTF-8, then the most likely legacy encoding.

A byte sequence that is valid UTF-8 and has non-ASCII characters is practically never anything else.
"""

import codecs

# UTF-32 before UTF-16: the byte-order mark of UTF-32-LE begins with that of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLDER = ["cp1252", "cp1256", "cp1255", "cp1251", "cp1254", "cp1250", "cp1253", "iso8859_6", "gb18030", "shift_jis",
          "euc_kr", "big5"]  # fmt: skip
_SAMPLE = 65_536  # bytes from which a legacy encoding is guessed
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1b")) + b"\x7f"
_MOST_CONTROLS = 0.01  # share of all bytes; texts have almost none, compressed data about 10 %


def encoding_of(data: bytes) -> str | None:
    """Return the encoding of a text, or of its first bytes; `None` for binary data."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if marked:
        return marked
    if b"\0" in data:
        return _utf16(data)
    if len(data.translate(None, _CONTROLS)) < (1 - _MOST_CONTROLS) * len(data):
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)  # incremental: a sample may end inside a character
    except UnicodeDecodeError:
        return _older(data)
    return "utf-8"


def decode(data: bytes) -> str | None:
    """Decode a text, with `U+FFFD` for invalid bytes; `None` for binary data."""
    encoding = encoding_of(data)
    return None if encoding is None else data.decode(encoding, "replace")


def _utf16(data: bytes) -> str | None:
    """Detect UTF-16 without a mark by zero bytes in every other place; `None` for other data with zero bytes."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if not even and odd > len(data) / 20:
        return "utf-16-le"
    return "utf-16-be" if not odd and even > len(data) / 20 else None


def _older(data: bytes) -> str | None:
    """Return the most likely legacy encoding."""
    from charset_normalizer import from_bytes  # here for start-up time

    matches = from_bytes(data[:_SAMPLE], cp_isolation=_OLDER)
    if not matches:
        return None
    least = min(match.chaos for match in matches)
    good = [match for match in matches if match.chaos == least]
    most = max(match.coherence for match in good)
    encodings = {name for match in good if match.coherence == most for name in match.could_be_from_charset}
    # Short Western European texts score the same in several encodings, of which cp1252 is by far the most common. But
    # þ, ý and ð are rare in it, and the Turkish ş, ı and ğ of cp1254 would be read as these.
    if {"cp1252", "cp1254"} <= encodings and any(sign in data.decode("cp1252", "replace") for sign in "þýð"):
        return "cp1254"
    return "cp1252" if "cp1252" in encodings else next(match.encoding for match in good if match.coherence == most)
