"""Small documents, and a home with some of them."""

from dragoman.corpus.types import Document, Source

WORDS = (
    "Egypt hosted the factions in Cairo on {n} October. They spoke about crossing {n}.\n\n"
    "The delegation of group {n} left on the same evening. Its spokesman promised another round."
)


def report(n: int, *, text: str | None = None, **more: object) -> Document:
    """Make a report with distinct words; `more` are arguments of `Document.make`."""
    given: dict[str, object] = {"key": f"/reports/{n}.txt", "publisher": f"Paper {n % 3}", **more}
    return Document.make(text or WORDS.format(n=n), f"Round {n}", **given)  # type: ignore[arg-type]


def brief(n: int) -> Document:
    return report(
        n, publisher="Dragoman briefs", based_on=Source("Hürriyet Daily News", "A title", "https://example.org/a")
    )
