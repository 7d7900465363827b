"""Generate questions that a document's sentences answer, by rules: what somebody said, who did something, when, how many, what.

Only plain sentences are converted (`rewriter`): a short subject, one verb of the list, and what follows up to the first
clause border. From reported speech, a question names the speaker and the topic (`topics`). Other sentences give none. Names
and nouns are the document's own words: whatever displays a question must escape it like any text of a document.
"""

from .generator import GeneratedQuestion, generate_questions

__all__ = ["GeneratedQuestion", "generate_questions"]
