"""The origin of a text, and the document made from it.

Every reader has the same shape, `read(stream, origin) -> Iterator[Document | UnreadableSource]`: the bytes and the
origin go in. A source that cannot be read at all raises `UnreadableSource`, which the caller yields; for one
unreadable row, member or entry the reader itself yields the error and goes on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from ..clean import clean
from ..errors import UnreadableSource
from ..types import Document, Mark, Source
from .fields import guess_language, parse_title, title_of_stem

Results = Iterator[Document | UnreadableSource]


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of a text.

    `name` is what the user calls it (in errors), `key` becomes `Document.key`, `depth` counts the archives and mails
    around it, `file` is its name inside the innermost. `url`, `publisher`, `published` and `title` are known from
    outside (a feed, a web server) and used if the text itself does not give them.
    """

    name: str
    key: str
    depth: int = 0
    url: str | None = None
    publisher: str | None = None
    published: date | None = None
    title: str | None = None
    file: str | None = None

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
        """The origin of a file inside this one."""
        return Origin(f"{self.name}!{name}", f"{self.key}!{name}", self.depth + 1, file=name)

    def unreadable(self, reason: str) -> UnreadableSource:
        """The error for this source; `reason` is a sentence without the source's name."""
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
        language: str | None = None,
        based_on: Source | None = None,
        external_id: str | None = None,
        marks: tuple[Mark, ...] = (),
        metadata: tuple[tuple[str, str], ...] = (),
    ) -> Document:
        """Make a document from a text: clean it, and add what is known from outside.

        With `marks`, the text must be clean already, or their offsets would be wrong.

        Raises:
            UnreadableSource: the text has no words.
        """
        cleaned = clean(text)
        if marks and cleaned != text:
            raise ValueError("marks belong to a cleaned text")
        if not any(character.isalnum() for character in cleaned):
            raise self.unreadable("has no text; check that it is the file you meant.")
        return Document.make(
            cleaned,
            parse_title(title) or parse_title(self.title) or title_of_stem(self.stem) or self.name,
            key=key or self.key,
            publisher=publisher or self.publisher,
            url=url or self.url,
            published=published or self.published,
            language=language or guess_language(cleaned),
            based_on=based_on,
            external_id=external_id,
            marks=marks,
            metadata=metadata,
        )


Reader = Callable[[BinaryIO, Origin], Results]
