"""Detect the type of a file: by its content if that is conclusive, else by its suffix."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from .decode import decode

KINDS = {
    ".md": "markdown", ".markdown": "markdown", ".txt": "text", ".text": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".docx": "docx",
    ".vtt": "transcript", ".srt": "transcript", ".eml": "mail",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "csv",
    ".xml": "feed", ".rss": "feed", ".atom": "feed", ".rdf": "feed",
    ".epub": "epub", ".odt": "opendocument", ".rtf": "rtf", ".mbox": "mailbox",
    ".zip": "zip", ".gz": "gzip",
}  # fmt: skip
"""Supported suffixes, each with its file type."""

# Unsupported types of reports. They are reported even in a folder, where a user would miss them.
_SAVE_AS_DOCX = "is an old or foreign word-processor file; open it in a word processor and save it as .docx or .pdf."
_REFUSED = {
    **dict.fromkeys((".doc", ".pages", ".wpd"), _SAVE_AS_DOCX),
    ".msg": "is an Outlook message; save it as .eml.",
    **dict.fromkeys(
        ".mp3 .wav .m4a .ogg .oga .opus .flac .aac .wma .aif .aiff .amr .mp4 .mov .avi .mkv .webm .m4v".split(),
        "is a recording, which is not transcribed here; give its transcript, as .vtt, .srt, .txt or .docx.",
    ),
}
LOOKED_AT = frozenset(KINDS) | frozenset(_REFUSED)
"""Suffixes of files considered in a folder: the supported ones, and those reported as unsupported."""

# Reported only if the user names one of these files; in a folder they are ignored, since they often lie among reports.
_NO_REPORT = frozenset(
    ".png .jpg .jpeg .gif .webp .bmp .tif .tiff .svg .ico .heic "
    ".py .js .ts .css .c .h .cpp .java .go .rs .rb .php .sh .bat .exe .dll .so .class .jar .db .sqlite .sqlite3 "
    ".yaml .yml .toml .ini .cfg .lock .xls .xlsx .ods .ppt .pptx .odp .tar .tgz .7z .rar .xz .bz2 .ttf .woff".split()
)
_HTML = re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.S)
_FEED = re.compile(r"(?:\s|<\?[^>]*>|<!--(?:(?!-->).)*-->|<!DOCTYPE[^>]*>)*+<(?:rss|feed|rdf:RDF)\b", re.S)
_SUBRIP = re.compile(r"(?:\d+\s*\n)?\d+:\d\d:\d\d,\d{3} +--> ")
_MAIL = re.compile(r"(?:[A-Za-z-]+: ?.*\n(?:[ \t].*\n)*)*(?:Message-ID|MIME-Version|Received|Return-Path): ", re.I)
_FRONT_MATTER = re.compile(r"---\s*\n(?:[^\n]*\n)*?---\s*\n")

# The first part of these packages is a file `mimetype`, which is not compressed.
_PACKED = {
    b"mimetypeapplication/epub+zip": "epub",
    b"mimetypeapplication/vnd.oasis.opendocument.text": "opendocument",
}

NO_REPORTS = f"holds no files of a kind that is read; these are: {' '.join(sorted(KINDS))}."
"""The error for an empty folder or archive."""

HEAD = 4096
"""Number of bytes from the start of a file that `kind_of` needs."""


def wanted(name: str) -> bool:
    """Whether to read a file found in a folder, archive or mail: known suffix, not hidden, not an editor's lock file."""
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any(part != ".." and part.startswith((".", "~$", "__MACOSX")) for part in path.parts)
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return not hidden and PurePosixPath(path.stem).suffix.lower() in KINDS
    return not hidden and suffix in LOOKED_AT


def reports(names: Iterable[str]) -> list[str]:
    """Return those of the relative paths in a folder or archive that may be reports, sorted and without duplicates.

    The queries and judgements in the folder of a BEIR `corpus.jsonl` are left out.
    """
    paths = sorted(set(filter(wanted, names)))
    beir = {name[: -len(path.name)] for name in paths if (path := PurePosixPath(name)).name.startswith("corpus.jsonl")}
    companions = tuple(folder + companion for folder in beir for companion in ("queries.jsonl", "qrels/"))
    return [name for name in paths if not name.startswith(companions)]


def kind_of(suffix: str, head: bytes, promised: str | None = None) -> tuple[str | None, str]:
    """Return (file type, "") for a file with this suffix and these first `HEAD` bytes, or (`None`, why it is not read).

    `promised` is the file type that a web server declares; it overrides the suffix.
    """
    if not promised and suffix in _REFUSED:
        return None, _REFUSED[suffix]
    if not promised and suffix in _NO_REPORT:
        return (
            None,
            f"is a {suffix} file, which holds no report; give its text in a format such as .txt, .docx or .pdf.",
        )
    if head.startswith(b"%PDF-"):
        return "pdf", ""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        packed = next((kind for sign, kind in _PACKED.items() if sign in head[:200]), None)
        if packed or suffix in (".epub", ".odt"):
            return packed or KINDS[suffix], ""
        word = suffix == ".docx" or promised == "docx" or (suffix != ".zip" and b"[Content_Types].xml" in head)
        return ("docx" if word else "zip"), ""
    if head.startswith(b"{\\rtf"):
        return "rtf", ""
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return None, _SAVE_AS_DOCX
    if head.startswith(b"\x1f\x8b"):
        return "gzip", ""
    promised = promised or KINDS.get(suffix)
    if promised == "feed":
        kind = _kind_of_text(head, None)
        xml = "is XML that is neither a feed nor a web page; save its text as .txt, or its pages as .html."
        return (kind, "") if kind in ("feed", "html") else (None, xml)
    return (promised if promised not in (None, "text") else _kind_of_text(head, promised)), ""


def _kind_of_text(head: bytes, promised: str | None) -> str:
    """Return the file type of a text; a file named .txt may still be a web page or a transcript, but nothing else."""
    text = (decode(head) or "").lstrip("\ufeff \t\r\n").replace("\r\n", "\n")
    if text.startswith("WEBVTT") or _SUBRIP.match(text):
        return "transcript"
    if _FEED.match(text):
        return "feed"
    if _HTML.match(text):
        return "html"
    if promised:
        return promised
    if _MAIL.match(text):
        return "mail"
    if text.startswith('{"'):
        return "jsonl"
    return "markdown" if _FRONT_MATTER.match(text) else "text"
