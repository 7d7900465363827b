"""What is told about a document beside its byline."""

from datetime import date

from dragoman.corpus.types import Document, Source
from dragoman.corpus.wording import date_notes

DATES = (("updated", "2025-06-09"), ("date_source", "the page's address"), ("updated_by", "Desk"))


def test_the_last_change_and_the_place_of_the_date_are_told() -> None:
    found = Document.make("Words.", "Title", key="k", published=date(2025, 6, 2), metadata=DATES)
    assert date_notes(found) == ("updated 9 June 2025", "date from the page's address")
    assert found.other_metadata == (("updated_by", "Desk"),)


def test_where_our_own_date_stands_is_not_told() -> None:
    about = Source("Gulf Wire")
    assert date_notes(Document.make("Words.", "Title", key="k", based_on=about, metadata=DATES[1:])) == ()


def test_words_that_are_no_day_stay_metadata() -> None:
    found = Document.make("Words.", "Title", key="k", metadata=(("updated", "often"),))
    assert (found.updated, found.other_metadata) == (None, (("updated", "often"),))


def test_where_the_date_was_found_does_not_change_the_id() -> None:
    ids = {Document.make("Words.", "Title", key="k", metadata=DATES[:count]).id for count in (1, 2)}
    assert len(ids) == 1
