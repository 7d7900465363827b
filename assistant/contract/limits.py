"""How much one request may hold: numbers of characters, texts and quotations, for every door that takes requests.

The models of `requests` and of the HTTP API use them, so that the OpenAPI document names them too. The times in the
comments were measured on two cores; they are what the largest request costs.
"""

QUESTION = 4_000
"""Characters of a question, query or topic that is searched for; the same as the facade's own limit."""

QUOTE = 20_000
"""Characters of a quotation: the worst one, of the commonest words only, takes 2.3 s."""

CLAIM = 8_000
"""Characters of a claim; the same as the judge's own limit."""

EVIDENCE_TEXTS = 200
"""Texts given as evidence for one claim."""

EVIDENCE = 1_000_000
"""Characters of all these texts together; they take 0.8 s."""

TURNS = 200
"""Earlier messages of a conversation in one request."""

TURN = 100_000
"""Characters of one earlier message."""

HISTORY = 1_000_000
"""Characters of all earlier messages together."""

IDENTIFIER = 500
"""Characters of the id of a document."""

DRAFT_AT_ONCE = 1_000_000
"""Bytes of a draft that is checked while the client waits; a larger one is checked in the background."""

DRAFT = 20_000_000
"""Bytes of any draft; the same as the reader's own limit."""

REQUEST_SECONDS = 30.0
"""Seconds of computing (CPU time) for one request; a server under load needs more time by the clock."""

DRAFT_SECONDS = 900.0
"""Seconds of computing for a draft that is checked in the background."""


def too_long(what: str, characters: int, most: int) -> str:
    """Word the error for texts of too many characters in all."""
    return f"the {what} has {characters:,} characters; give at most {most:,}"
