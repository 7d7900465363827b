"""The examples that the weights of attribution are fitted to: the candidates of each labelled quotation and clause."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...corpus.utterances.candidate_features import nobody, stands_alone
from ...corpus.utterances.candidates import candidates
from ...corpus.utterances.choice import choose, identity
from ...corpus.utterances.clauses import clause_features, may_report
from ...corpus.utterances.contexts import Candidate, QuotedPlace, Spoken
from ...corpus.utterances.parsing import Bounds, is_title
from ...corpus.utterances.reporters import BACK
from ...corpus.utterances.speech_acts import act_features, possible_acts
from ...corpus.utterances.tokens import Phrase
from ...corpus.utterances.weights import ChoiceModel
from .attribution_data import Attribution, ParsedArticle, shared

SAME_WORDS = 1.15
"""Labels whose contents differ less than by this factor in size are about the same words: a speaker and who passed it on."""


@dataclass(frozen=True, slots=True)
class QuotationExample:
    """A quotation: the features of each candidate, the candidates' speakers (`identity`), those of "nobody", and who is right.

    `right` says for each candidate whether it names the labelled source; none does if the label's source is no candidate.
    """

    features: tuple[tuple[str, ...], ...]
    speakers: tuple[str, ...]
    nobody: tuple[str, ...]
    right: tuple[bool, ...]
    labelled: bool
    group: str
    fold: int


@dataclass(frozen=True, slots=True)
class ClauseExample:
    """A clause that may be reported speech: its features, and whether it is labelled, with the same source."""

    features: tuple[str, ...]
    right: bool
    group: str
    fold: int


def quotation_examples(
    article: ParsedArticle, lemmas: frozenset[str], model: ChoiceModel | None = None
) -> list[QuotationExample]:
    """Return the candidates of each quotation; a right one names a labelled source.

    Who spoke last is taken from the labels, or from the choices of a model, as in extraction. Whole statements without a
    label are left out, since the labels leave gaps.
    """
    found = []
    labels, report, text = article.article.labels, article.report, article.article.text
    last: list[Spoken | None] = [None, None]
    for number, row in enumerate(report.rows):
        for index, bounds in enumerate(row):
            sentence, said = article.parse(bounds), article.sayings(bounds, lemmas)
            quotes = [(one.start, one.end) for one in report.quoted[bounds]]
            for at, quote in enumerate(report.quoted[bounds]):
                if is_title(text, quote.start, quote.end):
                    continue
                place = QuotedPlace(sentence, at, quote.start, quote.end, number, index, quote.continues)
                recent = [one for one in last if one and number - one.paragraph <= BACK]
                if len(recent) == 2 and recent[0].phrases == recent[1].phrases:
                    recent = recent[:1]
                able = candidates(place, said, recent, *report.beside(place, said))
                none = nobody(place, able)
                covering = labels_of(labels, quotes[at])
                right = _right(able, covering)
                unsure = any(not one.source for one in covering) or (not covering and sentence.whole[at])
                if not unsure:
                    found.append(
                        QuotationExample(
                            tuple(one.features for one in able),
                            tuple(identity(one.phrases) for one in able),
                            none,
                            right,
                            bool(covering),
                            article.article.publisher,
                            article.article.fold,
                        )
                    )
                if model is None:
                    chosen = next((one.phrases for one, good in zip(able, right, strict=True) if good), None)
                else:
                    somebody = sentence.whole[at] and stands_alone(place)
                    best = choose(able, None if somebody else none, model)
                    chosen = best.candidate.phrases if best and best.probability >= model.threshold else None
                if chosen:
                    last[0] = Spoken(chosen, number, index, quote.end, True)
            for one in [] if quotes else said:
                label = reported(labels, one.content) if may_report(sentence, one, quotes) else None
                if label and names(one.phrases, label.source):
                    last[1] = Spoken(one.phrases, number, index, bounds[1], False)
    return found


def _right(able: Sequence[Candidate], covering: Sequence[Attribution]) -> tuple[bool, ...]:
    """Return for each candidate whether it names a labelled source, by a mention inside it or by the same name elsewhere."""
    inside = [any(names(one.phrases, label.source) for label in covering) for one in able]
    named = {identity(one.phrases) for one, good in zip(able, inside, strict=True) if good and one.phrases[0].name}
    return tuple(good or identity(one.phrases) in named for one, good in zip(able, inside, strict=True))


def clause_examples(article: ParsedArticle, lemmas: frozenset[str]) -> list[ClauseExample]:
    """Return each clause that may be reported speech; it is right if it is labelled, with the same source."""
    found = []
    for bounds in article.sentences:
        sentence = article.parse(bounds)
        quotes = [(one.start, one.end) for one in article.report.quoted[bounds]]
        for one in article.sayings(bounds, lemmas):
            if may_report(sentence, one, quotes):
                label = reported(article.article.labels, one.content)
                right = label is not None and names(one.phrases, label.source)
                features = clause_features(sentence, one, quotes)
                found.append(ClauseExample(features, right, article.article.publisher, article.article.fold))
    return found


def act_examples(article: ParsedArticle) -> list[ClauseExample]:
    """Return each verb whose objects may be reported speech; it is right if they are labelled, with the same source."""
    found = []
    for bounds in article.sentences:
        sentence = article.parse(bounds)
        for one in possible_acts(sentence, [(quote.start, quote.end) for quote in article.report.quoted[bounds]]):
            label = reported(article.article.labels, one.content)
            right = label is not None and names(one.phrases, label.source)
            found.append(
                ClauseExample(act_features(sentence, one), right, article.article.publisher, article.article.fold)
            )
    return found


def labels_of(labels: Sequence[Attribution], quote: Bounds) -> list[Attribution]:
    """Return the narrowest label that covers half of a quotation, and others about the same words; empty if there is none."""
    covering = [one for one in labels if 2 * shared([quote], one.content) >= quote[1] - quote[0]]
    least = min((one.size for one in covering), default=0)
    return sorted((one for one in covering if one.size <= SAME_WORDS * least), key=lambda one: one.size)


def reported(labels: Sequence[Attribution], content: Sequence[Bounds]) -> Attribution | None:
    """Return the label whose content is the same as a clause: half of the two together is shared."""
    size = sum(end - start for start, end in content)
    for one in labels:
        both = shared(content, one.content)
        if 2 * both >= size + one.size - both:
            return one
    return None


def names(phrases: Sequence[Phrase], source: Sequence[Bounds]) -> bool:
    """Return whether a phrase stands at the beginning of a labelled source, not in an explanation that follows it."""
    return any(
        phrase.start < end and start < phrase.end and (phrase.start <= start + 12 or len(phrases) > 1)
        for phrase in phrases
        for start, end in source
    )
