"""Characters of other scripts that look like Latin letters (confusables, Unicode UTS 39)."""

import re
import unicodedata

# Letters of other scripts that look like Latin ones, and digits that look like letters (from Unicode's UTS 39), in lower case.
_LOOKALIKE = str.maketrans(
    {
        pair[0]: pair[1]
        for pair in "аa еe оo рp сc уy хx іi јj ѕs ԁd һh ӏl вb кk мm нh тt гr пn ѵv ԛq ԝw αa οo εe νv ρp τt υu ιi κk "
        "χx ηn γy ωw βb σo ςc μu ɑa ɡg ıl 0o 1l il |l ʼ'".split()
    }
)
_NOT_SHOWN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x1f\x7f-\x9f]")


def skeleton(word: str) -> str:
    """Reduce a word to its appearance: no case, diacritics or controls, and Latin letters for their lookalikes."""
    shown = unicodedata.normalize("NFKD", _NOT_SHOWN.sub("", word)).casefold()
    return "".join(c for c in shown.translate(_LOOKALIKE) if not unicodedata.combining(c))
