"""Questions that a document's sentences answer, made by rules: what somebody said, who did something, when, how many, what.

A sentence is turned only where its form is plain (`turned`): a short subject, one verb of the list, what follows up to
the first clause border. From reported speech a question names who spoke and what about (`heard`). Everything else gives
no question. Names and nouns are the document's own words: whoever shows a question escapes it as any text of a document.
"""

from .generator import GeneratedQuestion, generate_questions

__all__ = ["GeneratedQuestion", "generate_questions"]
