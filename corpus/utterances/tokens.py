"""Tokens with offsets, and the noun phrase that names a speaker."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ..language.lexicon import PRONOUNS

WINDOW = 300
"""Maximum length in characters of the stretch in which a noun phrase is searched for."""


QUOTED = "\ue000"
"""Placeholder for every character of a quotation while the words around it are read."""


_TOKEN = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Prof|St|Rev|Capt|Maj|Adm|Det|Supt|Brig|Cmdr|Jr|Sr)\."
    r"|(?:[^\W\d_]\.){1,4}|[^\W_][\w]*(?:['’-][^\W_]\w*)*(?:['’](?=\s))?|\ue000+|[^\w\s]"
)


_POSSESSIVE = re.compile(r"['’]s?\Z")


@lru_cache(maxsize=50_000)  # the same words recur again and again
def _low(word: str) -> str:
    return _POSSESSIVE.sub("", word.lower().rstrip("."))


@dataclass(frozen=True, slots=True)
class TextToken:
    """A word or punctuation mark with its offsets."""

    word: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """The word in lower case, without a full stop or a possessive ending."""
        return _low(self.word)

    @property
    def capital(self) -> bool:
        """Whether the word begins with a capital, also after the article of a name (`al-Hayya`), or ends with one."""
        return (
            self.word[0].isupper()
            or (self.word[0].isalnum() and self.word[-1].isupper())
            or (
                self.word[:3].lower() in ("al-", "el-", "ad-", "an-", "as-", "ar-", "at-", "az-")
                and self.word[3:4].isupper()
            )
        )

    @property
    def plain(self) -> bool:
        """Whether the token is a word, not a punctuation mark."""
        return self.word[0].isalnum()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase for a speaker: `written` as in the text, `name` and `role` if they can be separated, and its offsets."""

    written: str
    name: str | None
    role: str | None
    start: int
    end: int

    @property
    def pronoun(self) -> bool:
        """Whether the phrase is a pronoun."""
        return self.written.lower() in PRONOUNS


def tokens(text: str, start: int, end: int) -> list[TextToken]:
    """Return the tokens of `text[start:end]`; a quotation that is blanked out is one token."""
    return [TextToken(found.group(), found.start(), found.end()) for found in _TOKEN.finditer(text, start, end)]
