"""Judge quotations that mark omissions or insertions: their pieces must occur in order, in one place."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from .flags import names, negates, numbers
from .harmless_variants import variant_omissions
from .insertions import Bracket, dates_a_day, explains
from .normalisations import between_tokens, in_report_order
from .notes import skipped_in_quotation
from .places import PlaceFinder, Window, phrases, severed
from .quotation import ParsedQuotation, parse
from .repeated_words import SentenceKey, sentence_key
from .report import Fit, Judgement, Normalisation, Place, QuoteFlag, WordEdit, in_order
from .tokens import QuoteToken, TokenisedText, occurrences
from .truncation import OmittedWord, flags_and_reasons, omitted_around, omitted_between
from .utterance_bounds import are_whole_sentences, one_utterance
from .variants import VariantSearch

REPLACED = 12
"""The most corpus tokens that an insertion in square brackets may replace."""

WHOLE = 3
"""The least number of words in a piece that can be searched for on its own."""

TokenBounds = tuple[int, int]
PieceNames = dict[tuple[int, TokenBounds], frozenset[Normalisation]]
"""The harmless differences of a piece at a place, by the number of the piece and its bounds."""


def judge_marked(
    finder: PlaceFinder, quotation: ParsedQuotation, fit: Fit, *, strict: bool = False
) -> Judgement | None:
    """Judge a quotation with marks: `elided`, `truncated` or `stitched`, or `altered` if an insertion contradicts the source.

    Returns `None` if words differ; `strict` as in `judge_words`.
    """
    outcomes: list[tuple[int, Judgement]] = []
    judged: set[SentenceKey] = set()
    bodies = [TokenisedText(quotation.tokenised.text, quotation.tokens(at)) for at in range(len(quotation.pieces))]
    for searches in ((), () if strict else tuple(VariantSearch(body, quotation.body) for body in bodies)):
        for window in () if outcomes else finder.windows:
            names: PieceNames = {}
            if (chain := _chain(finder, window, quotation, searches, names)) is not None:
                if fit is None:
                    span = window.span(window.tokenised, chain[0][0], chain[-1][1])
                    key = sentence_key(finder.document(window.stretch.row), span)
                    if key in judged:
                        continue  # the same sentence is cut in the same way everywhere
                    judged.add(key)
                outcome = _judged(finder, window, quotation, chain, names)
                if outcome.verdict == "elided" and fit is None:
                    return outcome  # no other place can be better
                outcomes.append((fit(outcome.places[0]) if fit else 0, outcome))
    order = ("elided", "truncated", "altered", "stitched")
    if outcomes:
        return min(outcomes, key=lambda one: (order.index(one[1].verdict), -one[0]))[1]
    if (
        not strict
        and not quotation.with_verbs
        and (again := parse(quotation.tokenised.text, with_verbs=True)).with_verbs
    ):
        return judge_marked(finder, again, fit)  # `[They] are` for `they’re`
    return _scattered(finder, quotation) if len(quotation.pieces) > 1 else None


def _chain(
    finder: PlaceFinder,
    window: Window,
    quotation: ParsedQuotation,
    searches: Sequence[VariantSearch],
    names: PieceNames,
) -> list[TokenBounds] | None:
    """Return the tightest sequence of occurrences of all pieces, in order, or `None`.

    With `searches`, one for each piece, the pieces may differ harmlessly; how is added to `names`.
    """
    if searches:
        if any(window.lacks_any_case(search.fixed_words) for search in searches):
            return None
    elif any(window.lacks(phrases(quotation.tokens(piece)[1:])) for piece in range(len(quotation.pieces))):
        return None
    corpus = window.tokenised
    found = []
    for piece in range(len(quotation.pieces)):
        places = [
            (a, b)
            for a, b in occurrences(corpus, quotation.tokens(piece))
            if not severed(corpus.text, corpus.tokens[a].start, corpus.tokens[b - 1].end)
        ]
        for match in searches[piece].matches(corpus) if searches and not places else ():
            if variant_omissions(finder, window, match) is not None:
                names[piece, match.bounds] = match.names
                places.append(match.bounds)
        if not places:
            return None
        found.append(places)
    chains = [chain for first in found[0] if (chain := _following(first, found, quotation)) is not None]
    return min(chains, key=lambda chain: (chain[-1][1] - chain[0][0], chain[0]), default=None)


def _following(
    first: TokenBounds, found: Sequence[Sequence[TokenBounds]], quotation: ParsedQuotation
) -> list[TokenBounds] | None:
    chain = [first]
    for places, gap in zip(found[1:], quotation.gaps[1:], strict=True):
        end = chain[-1][1]
        most = {"omission": None, "insertion": REPLACED, "letter": 0}[gap.kind if gap else "letter"]
        following = next((one for one in places if one[0] >= end and (most is None or one[0] - end <= most)), None)
        if following is None:
            return None
        chain.append(following)
    return chain


def _judged(
    finder: PlaceFinder,
    window: Window,
    quotation: ParsedQuotation,
    chain: Sequence[TokenBounds],
    names: PieceNames,
) -> Judgement:
    corpus = window.tokenised
    pieces = [finder.place(window, corpus, *bounds) for bounds in chain]
    document = pieces[0].document
    whole = finder.place(window, corpus, chain[0][0], chain[-1][1])
    diff = _diff(window, quotation, chain)
    harmless = in_report_order(
        {
            name
            for at, (a, b) in enumerate(chain)
            for name in names.get((at, (a, b)))
            or between_tokens(corpus.text, corpus.tokens[a:b], quotation.tokenised.text, list(quotation.tokens(at)))
        }
    )
    flags, wrong = _contradicted(window, quotation, chain)
    if flags:
        named = ", ".join(f"“[{one}]”" for one in wrong)
        reason = f"The words in square brackets say something else than the source, or more: {named}."
        return Judgement("altered", in_order(flags), diff, (whole,), whole, harmless, (reason,))
    if len(pieces) > 1 and not one_utterance(pieces):
        return Judgement("stitched", (), diff, tuple(pieces), pieces[0], harmless, (_apart(pieces),))
    dropped: list[OmittedWord] = [*omitted_around(whole, asks=finder.asks)]
    for (before, after), gap in zip(pairwise(pieces), quotation.gaps[1:], strict=True):
        between = (before.span.end, after.span.start)
        if between[1] > between[0] and gap is not None and not are_whole_sentences(document.text, *between):
            dropped += omitted_between(document.text, before.span, after.span)
    if dropped:
        turning, reasons = flags_and_reasons(dropped)
        return Judgement("truncated", turning, diff, (whole,), normalisations=harmless, reasons=reasons)
    return Judgement("elided", (), diff, (whole,), normalisations=harmless)


def _diff(window: Window, quotation: ParsedQuotation, chain: Sequence[TokenBounds]) -> tuple[WordEdit, ...]:
    corpus, quote = window.tokenised, quotation.tokenised
    edits: list[WordEdit] = []
    for at, ((a, b), (first, last), gap) in enumerate(zip(chain, quotation.pieces, quotation.gaps, strict=True)):
        sign = quote.of(gap.first, gap.last) if gap else ""
        left_out = corpus.of(chain[at - 1][1], a) if at else ""
        if sign or left_out:
            op: Literal["replace", "insert", "delete"] = (
                "replace" if sign and left_out else "insert" if sign else "delete"
            )
            edits.append(WordEdit(op, left_out, sign, marked=True))
        edits.append(WordEdit("equal", corpus.of(a, b), quote.of(first, last)))
    return tuple(edits)


def _contradicted(
    window: Window, quotation: ParsedQuotation, chain: Sequence[TokenBounds]
) -> tuple[set[QuoteFlag], list[str]]:
    """Return what insertions change (a negation, a number, a name, or more), and the words of those that do."""
    flags: set[QuoteFlag] = set()
    wrong: list[str] = []
    ends = [quotation.pieces[-1][1], quotation.last]
    insertions = [
        (at, quotation.tokenised.tokens[gap.first : gap.last]) for at, gap in enumerate(quotation.gaps) if gap
    ]
    if ends[0] < ends[1]:
        insertions.append((len(chain), quotation.tokenised.tokens[ends[0] : ends[1]]))
    for at, inserted in insertions:
        inside = [token for token in inserted if token.kind == "word"]
        if not inside or _is_note(quotation, inserted):
            continue
        bracket = _bracket(window, quotation, chain, at, inserted)
        if found := _changes(window, chain, at, bracket, inside):
            flags |= found
            wrong.append(bracket.inside)
    return flags, wrong


def _changes(
    window: Window, chain: Sequence[TokenBounds], at: int, bracket: Bracket, inside: Sequence[QuoteToken]
) -> set[QuoteFlag]:
    """Return what the words `inside` a bracket before piece `at` change."""
    found: set[QuoteFlag] = set()
    if not (explained := explains(bracket)):
        found.add("added")
    old = _in_place(window.tokenised.tokens, chain, at, len(inside))
    if dates_a_day(bracket) and not numbers(old):
        return found
    if sum(negates(t.key) for t in inside) != (sum(negates(t.key) for t in old) if 0 < at < len(chain) else 0):
        found.add("negation")
    old_numbers, new_numbers = numbers(old), numbers(inside)
    if new_numbers and Counter(old_numbers) != Counter(new_numbers):
        found.add("number")
    if 0 < at < len(chain) and old_numbers and not new_numbers and len(old) == len(old_numbers):
        found.add("number")
    if explained:
        return found
    new_names, old_names = set(names(inside, begins=False)), set(names(old, begins=False))
    if new_names and old_names and not new_names & old_names and (0 < at < len(chain) or len(old) == len(inside)):
        found.add("name")
    return found


def _is_note(quotation: ParsedQuotation, inserted: Sequence[QuoteToken]) -> bool:
    """Return whether a bracket only says `sic`, or who adds emphasis."""
    note = skipped_in_quotation(TokenisedText(quotation.tokenised.text, tuple(inserted)), 0)
    return note is not None and note[0] == len(inserted)


def _bracket(
    window: Window,
    quotation: ParsedQuotation,
    chain: Sequence[TokenBounds],
    at: int,
    inserted: Sequence[QuoteToken],
) -> Bracket:
    """Return the words in square brackets before piece `at`, with what they replace."""
    words = [token for token in inserted if token.key not in "[]" and token.kind != "ellipsis"]
    inside = quotation.tokenised.text[words[0].start : words[-1].end].replace("]", "")
    tokens = window.tokenised.tokens
    opens, closes = at == 0, at == len(chain)
    gap = quotation.gaps[at] if not closes else None
    # Where words are left out as well, the bracket stands for those next to what follows.
    opens = opens or (gap is not None and gap.kind == "omission")
    end = tokens[chain[-1][1] - 1].end if closes else tokens[chain[at][0]].start
    start = end if opens or closes else tokens[chain[at - 1][1] - 1].end
    return Bracket(window.tokenised.text, start, end, inside, opens, closes)


def _in_place(tokens: Sequence[QuoteToken], chain: Sequence[TokenBounds], at: int, many: int) -> list[QuoteToken]:
    """Return the words that an insertion before piece `at` replaces; at an end, at most `many` of the same sentence."""
    if 0 < at < len(chain):
        return [token for token in tokens[chain[at - 1][1] : chain[at][0]] if token.kind == "word"]
    outside = reversed(tokens[: chain[0][0]]) if at == 0 else iter(tokens[chain[-1][1] :])
    old: list[QuoteToken] = []
    for token in outside:
        if token.key in ".!?؟۔" or len(old) == many:
            break
        if token.kind == "word":
            old.append(token)
    return old


def _scattered(finder: PlaceFinder, quotation: ParsedQuotation) -> Judgement | None:
    """Return `stitched` if each piece occurs somewhere."""
    places: list[Place] = []
    for piece in range(len(quotation.pieces)):
        tokens = quotation.tokens(piece)
        if sum(token.kind == "word" for token in tokens) < WHOLE:
            return None
        found = next(finder.exact(tokens, finder.windows), None) or next(
            finder.exact(tokens, finder.windows_for(tokens)), None
        )
        if found is None:
            return None
        places.append(finder.place(*found))
    return Judgement("stitched", places=tuple(places), nearest=places[0], reasons=(_apart(places),))


def _apart(places: Sequence[Place]) -> str:
    documents = {one.document.id for one in places}
    if len(documents) > 1:
        return f"The pieces stand in {len(documents)} different documents."
    speakers = list(dict.fromkeys(one.speaker for one in places if one.speaker))
    if len(speakers) > 1:
        return f"The pieces are words of different speakers: {', '.join(speakers)}."
    return "The pieces stand in separate places of one document."
