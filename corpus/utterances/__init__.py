"""Find who said what: quotations and reported speech with speaker, cue, day and offsets, by rules (`utterances`).

The text is read one paragraph at a time. Quotations are found by their marks (`marks`) and blanked out; the sentences
around them are searched for verbs of saying and their subjects (`attribution`, `phrases`, `arabic`); surnames, pronouns
and roles are resolved to the people named so far (`people`), days against the publication date (`dates.said_on`). A
quotation without a verb of saying belongs to the last speaker. If the rules find no speaker, `speaker` is `None`.
"""

from .extract import UTTERANCES, utterances

__all__ = ["UTTERANCES", "utterances"]
