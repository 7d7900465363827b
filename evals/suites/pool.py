"""A corpus pooled from the texts that rows bring with them: the same words are one text, under the id they had first."""

from evals.suites.reading import Row
from evals.suites.types import Text


class Pool:
    """Texts by their words."""

    def __init__(self) -> None:
        """Empty."""
        self._ids: dict[str, str] = {}
        self._texts: dict[str, Text] = {}

    def add(self, text: str, key: str | None = None, title: str = "", row: Row | None = None) -> str:
        """The id under which the text is kept: that of the same words, else `key`, else a number.

        Raises:
            InputError: other words have that id already; the message is about `row`.
        """
        words = text.strip()
        if words in self._ids:
            return self._ids[words]
        name = key or f"context {len(self._texts) + 1}"
        if name in self._texts and row is not None:
            raise row.wrong("id", f"{name!r} stands for other words in an earlier row; ids must differ")
        self._ids[words] = name
        self._texts[name] = Text(name, title, text)
        return name

    @property
    def texts(self) -> tuple[Text, ...]:
        """What was pooled, in order."""
        return tuple(self._texts.values())
