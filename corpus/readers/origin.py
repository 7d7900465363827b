"""The origin of a text, and the document made from it.

Every reader has the same signature, `read(stream, origin) -> Iterator[Document | UnreadableSource]`. A source that
cannot be read at all raises `UnreadableSource`, which the caller yields; for a single unreadable row, member or entry
the reader itself yields the error and continues.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from ..clean import clean
from ..errors import UnreadableSource
from ..types import DATE_SOURCE, UPDATED, Document, Mark, Source
from .fields import guess_language, parse_title, title_of_stem

Results = Iterator[Document | UnreadableSource]


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of a text.

    `name` is the source as the user named it (for errors), `key` becomes `Document.key`, `depth` counts the archives and
    mails around it, `file` is its name inside the innermost one. `url`, `publisher`, `published` and `title` are known
    from a feed or a web server, and are used if the text itself does not give them.
    """

    name: str
    key: str
    depth: int = 0
    url: str | None = None
    publisher: str | None = None
    published: date | None = None
    title: str | None = None
    file: str | None = None
    updated: date | None = None
    date_source: str | None = None

    @property
    def filename(self) -> str:
        """The last part of the name: `talks.zip!day 1/notes.txt` → `notes.txt`."""
        path = unquote(urlsplit(self.url).path) if self.url else self.file or self.name
        return PurePosixPath(path.replace("\\", "/")).name

    @property
    def suffix(self) -> str:
        """The file name's last suffix in lower case, with its dot."""
        return PurePosixPath(self.filename).suffix.lower()

    @property
    def stem(self) -> str:
        """The file name without its suffix."""
        return PurePosixPath(self.filename).stem

    def member(self, name: str) -> "Origin":
        """Return the origin of a file inside this archive or mail."""
        return Origin(f"{self.name}!{name}", f"{self.key}!{name}", self.depth + 1, file=name)

    def unreadable(self, reason: str) -> UnreadableSource:
        """Make the error for this source; `reason` is a sentence without the source's name."""
        return UnreadableSource(self.name, reason)

    def document(
        self,
        text: str,
        title: str | None = None,
        *,
        key: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
        published: date | None = None,
        updated: date | None = None,
        date_source: str | None = None,
        language: str | None = None,
        based_on: Source | None = None,
        external_id: str | None = None,
        marks: tuple[Mark, ...] = (),
        metadata: Iterable[tuple[str, str | None]] = (),
    ) -> Document:
        """Make a document from a text: clean it, and fill in what the origin knows.

        With `marks`, the text must be clean already, or their offsets would be wrong. `updated` is the day of the last change;
        `date_source` says in a few words where `published` was found. Metadata without a value are left out.

        Raises:
            UnreadableSource: the text has no words.
            ValueError: there are marks and the text is not clean.
        """
        cleaned = clean(text)
        if marks and cleaned != text:
            raise ValueError("marks belong to a cleaned text")
        if not any(character.isalnum() for character in cleaned):
            raise self.unreadable("has no text; check that it is the file you meant.")
        day = published or self.published
        source = date_source if published else self.date_source
        last = updated or self.updated
        dates = ((UPDATED, last.isoformat() if last else None), (DATE_SOURCE, source if day else None))
        return Document.make(
            cleaned,
            parse_title(title) or parse_title(self.title) or title_of_stem(self.stem) or self.name,
            key=key or self.key,
            publisher=publisher or self.publisher,
            url=url or self.url,
            published=day,
            language=language or guess_language(cleaned),
            based_on=based_on,
            external_id=external_id,
            marks=marks,
            metadata=tuple((name, value) for name, value in (*metadata, *dates) if value),
        )


Reader = Callable[[BinaryIO, Origin], Results]
