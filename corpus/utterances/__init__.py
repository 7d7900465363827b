"""Find who said what: quotations and reported speech with speaker, cue, day and offsets (`utterances`).

`reporters` reads a report: quotations are found by their marks (`marks`); the sentences that can carry speech are parsed
(`parsing`), with short clauses in place of whole quotations. The parse gives words of saying with their sources and clauses
(`cues`, `sources`) and whether something was said or denied (`polarity`). Weights fitted to labelled news choose the speaker
of each quotation (`candidates`) and the clauses that are reported speech (`clauses`). `speakers` resolves surnames, pronouns
and offices to the people named in the report (`people`), and `prose` makes utterances, with the day of saying. Arabic is read
by rules (`arabic`). If no speaker is found, `speaker` is `None`.
"""

from .extract import UTTERANCES, utterances, utterances_around
from .prose import may_speak

__all__ = ["UTTERANCES", "may_speak", "utterances", "utterances_around"]
