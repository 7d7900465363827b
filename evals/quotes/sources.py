"""Sentences of reports that are not in the index."""

from collections.abc import Iterable
from pathlib import Path

from ...corpus.readers import read
from ...corpus.segment import segment
from ...corpus.types import Document


def sentences(sources: Iterable[str | Path]) -> list[str]:
    """Every sentence of the files, folders or addresses.

    Raises:
        UnreadableSource: one of them gives no text.
    """
    found = []
    for source in sources:
        for document in read(source):
            if not isinstance(document, Document):
                raise document
            found += [span.of(document.text) for span in segment(document.text).sentences]
    return found
