"""From stretches of documents to a verdict on the words: exact first, then marked pieces, then what was changed."""

from assistant.quotes.changed import changed
from assistant.quotes.marked import marked
from assistant.quotes.normalised import normalised
from assistant.quotes.outcome import Outcome, cut
from assistant.quotes.pieces import Given
from assistant.quotes.places import Finder
from assistant.quotes.turning import turned
from assistant.quotes.utterance import own_words
from assistant.quotes.values import Fit, WordEdit


def compared(finder: Finder, quotation: Given, fit: Fit, *, short: bool) -> Outcome:
    """The verdict on a quotation's words; `fit` prefers places. `short`: only exact places count."""
    found = _exact(finder, quotation, fit, short=short)
    if found is None and not short and quotation.marked:
        found = marked(finder, quotation, fit)
    if found is None and not short:
        found = changed(finder, quotation, fit)
    return found or Outcome("not_found")


def _exact(finder: Finder, quotation: Given, fit: Fit, *, short: bool) -> Outcome | None:
    """`verbatim`, or `truncated` where the words everywhere lack what turns them, or `elided` for a mark at an end."""
    body = quotation.body
    found = list(finder.exact(body, finder.windows))
    if not found and not short:
        return None
    # What the best places have others may have too.
    known = {(window.stretch.row, window.span(corpus, a, b).start) for window, corpus, a, b in found}
    for window, corpus, a, b in finder.exact(body, finder.everywhere):
        if (key := (window.stretch.row, window.span(corpus, a, b).start)) not in known:
            known.add(key)
            found.append((window, corpus, a, b))
    if not found:
        return None
    finder.fetch({window.stretch.row for window, *_ in found})
    placed = sorted(
        ((finder.place(*one), one) for one in found),
        key=lambda pair: (
            -fit(pair[0]) if fit else 0,
            str(pair[0].document.published or "9999"),
            pair[0].document.id,
            pair[0].span,
        ),
    )
    places = tuple(one for one, _ in placed)
    first_turned = () if short else turned(places[0].document.text, places[0].span, own_words(places[0]))
    whole: int | None = 0
    if first_turned:  # then any other place where nothing turns the words will do
        whole = next(
            (at for at, one in enumerate(places) if at and not turned(one.document.text, one.span, own_words(one))),
            None,
        )
    best, (_, corpus, first, last) = placed[whole or 0]
    forgiven = normalised(corpus, (first, last), quotation)
    diff = (WordEdit("equal", best.text, quotation.read.of(quotation.first, quotation.last)),)
    if whole is None:
        flags, reasons = cut(first_turned)
        return Outcome("truncated", flags, diff, places, None, forgiven, reasons)
    places = (best, *(one for one in places if one is not best))
    return Outcome("elided" if quotation.opened or quotation.ended else "verbatim", (), diff, places, None, forgiven)
