"""Words that negate, in English and Arabic, in lower case; verbs of denying and refusing are listed where they are used."""

NEGATIVES = tuple("not no never none nobody nothing neither nor cannot without hardly barely scarcely".split())
"""English negative words, without contractions (`CONTRACTION`)."""

CONTRACTION = r"\w+n['’]t"
"""A regular expression for "isn't", "didn't", "won't" with either apostrophe."""

ARABIC_NEGATIVES = tuple("لا لم لن ليس ليست ليسوا غير دون بدون بلا".split())
"""Arabic negative particles, without the verbs that mean "deny" or "refuse"."""
