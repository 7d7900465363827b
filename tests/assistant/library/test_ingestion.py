"""Filling and emptying a home: progress, and stopping."""

from pathlib import Path

from dragoman.assistant.library.ingestion import fill, remove
from dragoman.assistant.runtime.cancellation import Stop
from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.home import Home

SIZES = (1, 4, 400)


def test_progress_counts_documents_and_estimates_their_total_from_bytes(
    tmp_path: Path, encoder: PackagedEncoder
) -> None:
    for number, size in enumerate(SIZES):
        (tmp_path / f"{number}.md").write_text(f"The talks of day {number} ended late. " * size, encoding="utf-8")
    steps: list[tuple[int, float]] = []
    with Home(tmp_path / "home", encoder) as home:
        report = fill(home, [tmp_path / f"{n}.md" for n in range(3)], lambda done, total: steps.append((done, total)))
        assert report.documents == 3
        assert [done for done, _ in steps] == [1, 2, 3, 3]
        assert all(total >= done for done, total in steps)
        assert steps[0][1] > 100, "the first file is less than a hundredth of the bytes"
        assert steps[-1] == (3, 3)

        ids = [document.id for document in home.catalogue.documents()]
        steps.clear()
        removed, unknown = remove(home, [ids[0], "none"], lambda done, total: steps.append((done, total)))
        assert (removed, [one.source for one in unknown]) == (1, ["none"])
        assert steps == [(1, 2), (2, 2)]
        stop = Stop()
        stop.press()
        assert remove(home, ids[1:], stop=stop) == (0, ())
        assert fill(home, [tmp_path / "0.md"], stop=stop).documents == 0
