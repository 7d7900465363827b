"""What somebody is reported to have said without a clause: "called for new elections", "accused the firm of fraud".

The words are the objects of a verb of saying. Which verbs and objects report speech is decided by weights fitted to labelled
news; the labels also mark what somebody wants, favours or does, which is no speech, so only verbs of saying are looked at.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..language.lexicon import CUES
from .clauses import mostly_quoted
from .contents import stretch
from .cues import Saying, subject
from .features import size, source_type, who
from .parsing import Bounds, ParsedSentence
from .polarity import polarity
from .sources import phrases
from .weights import act_model, strength

# Verbs of saying that take no quotation and no clause, so that they are not in the lexicon of cues.
_SPEECH = frozenset(
    "propose endorse question challenge tout decry bemoan dismiss credit remind discuss talk highlight detail outline reference "
    "recommend charge congratulate thank salute applaud deride belittle lambast assail point lobby campaign".split()
)
# Orders are acts rather than words: "the court ordered the mill to close".
_ORDERS = frozenset("order instruct command direct authorize authorise require forbid compel".split())
# Verbs of the mind, verbs whose object is what somebody replies to or makes ("answered questions", "wrote a letter"), and others
# that the lexicon has, since they may stand beside a quotation.
_SILENT = _ORDERS | frozenset(
    "answer respond reply write post believe think hope hop fear "
    "find use go give begin continue read rule sign join smile laugh see reason remember feel".split()
)
_OBJECTS = frozenset("dobj dative oprd xcomp prep prt attr acomp".split())
# Prepositions behind which the words of a speech act stand; the others tell when, where and how.
_ABOUT = frozenset("for of on to about against as with over into".split())


def speech_acts(
    sentence: ParsedSentence, reported: Sequence[Bounds], quotes: Sequence[Bounds]
) -> Iterator[tuple[Saying, str]]:
    """Yield the verbs that report speech by their objects, each with the words that tell so ("called for").

    `reported` are the stretches of clauses that somebody is reported to have said: what stands inside them is theirs.
    """
    model = act_model()
    for one in possible_acts(sentence, quotes):
        start = sentence.starts[one.at]
        if one.polarity != "said" or any(low <= start < high for low, high in reported):
            continue
        if any(one.content[0][0] <= low and high <= one.content[0][1] for low, high in reported):
            continue  # "expressed confidence that the farmers would benefit": the clause says it all
        if model.score(act_features(sentence, one)) >= model.threshold:
            yield one, _cue(sentence, one)


def possible_acts(sentence: ParsedSentence, quotes: Sequence[Bounds]) -> Iterator[Saying]:
    """Yield each verb with a source and objects that may be what was said."""
    words, children = sentence.syntax.words, sentence.syntax.children
    for at, word in enumerate(words):
        if word.tag[:2] != "VB" or word.relation in ("aux", "auxpass") or sentence.quotation(at) is not None:
            continue
        if not _says(word.lemma.lower()):
            continue
        below = [c for c in children[at] if words[c].relation in ("ccomp", "nsubjpass", "auxpass")]
        objects = [c for c in children[at] if c > at and _is_object(sentence, c)]
        if below or not any(words[c].relation != "prt" for c in objects):
            continue
        source, inherited = subject(sentence, at)
        named = tuple(phrases(sentence, source)) if source is not None and sentence.quotation(source) is None else ()
        if source is None or not named:
            continue
        first, last = objects[0], max(sentence.syntax.reach[c][1] for c in objects)
        low = sentence.syntax.reach[first][0]
        if words[first].relation in ("prep", "prt"):
            low = first + 1  # "called for | new elections"
        content = stretch(sentence, low, last)
        if content is None or mostly_quoted([content], quotes):
            continue
        yield Saying(at, "act", source, named, first, (content,), inherited, False, polarity(sentence, at, source))


def act_features(sentence: ParsedSentence, one: Saying) -> tuple[str, ...]:
    """Return the features of a verb with objects: is this what somebody is reported to have said?"""
    words, children = sentence.syntax.words, sentence.syntax.children
    word, first = words[one.at], words[one.clause or one.at]
    lemma = word.lemma.lower()
    preps = "+".join(
        words[c].text.lower()
        for c in children[one.at]
        if c > one.at and words[c].relation == "prep" and _is_object(sentence, c)
    )
    frame = first.text.lower() if first.relation in ("prep", "prt") else first.relation
    low, high = one.content[0]
    return (
        "act",
        f"lemma={lemma}",
        f"lemma={lemma}|{frame}",
        f"lemma={lemma}|preps={preps}",
        f"lemma={lemma}|{word.tag}",
        f"frame={frame}",
        f"preps={preps}",
        f"strength={round(2 * strength(word))}|{frame}",
        f"tag={word.tag}|{word.relation}",
        f"object={first.tag}|{frame}",
        f"source={source_type(one.phrases)}",
        f"inherited={one.inherited}|{word.relation}",
        f"words={size(len(sentence.text[low:high].split()))}",
        *who(sentence, one.phrases, "act"),
    )


@lru_cache(maxsize=5_000)
def _says(lemma: str) -> bool:
    """Return whether a verb is one of saying: the lexicon has one of its forms."""
    stem = lemma.removesuffix("e")
    forms = (lemma, f"{lemma}s", f"{lemma}ed", f"{stem}ed", f"{stem}ing", lemma.removesuffix("y") + "ied")
    return lemma in _SPEECH or (lemma not in _SILENT and any(form in CUES for form in forms))


def _is_object(sentence: ParsedSentence, at: int) -> bool:
    word = sentence.syntax.words[at]
    if word.relation not in _OBJECTS:
        return False
    return word.relation != "prep" or word.text.lower() in _ABOUT


def _cue(sentence: ParsedSentence, one: Saying) -> str:
    """Return the verb with the preposition before its words: "called for"."""
    first = one.clause if one.clause is not None else one.at
    joined = sentence.syntax.words[first].relation in ("prep", "prt") and first == one.at + 1
    return sentence.written(one.at, first if joined else one.at)
