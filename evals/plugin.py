"""The pytest plugin: tests of answers (`docs/evals.md` shows how).

Fixtures: `dragoman` (an open Dragoman, by default over the bundled briefs), `assert_grounded`, `assert_cited`,
`assert_verbatim`, `assert_abstains`. `@pytest.mark.dragoman_suite("briefs")` runs a test once for each item of a suite.

pytest loads this module in each project that has Dragoman installed, so the module imports only pytest; the fixtures
import what they need.
"""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ..assistant.dragoman import Dragoman

MARKER = "dragoman_suite"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the two settings of the `dragoman` fixture."""
    parser.addini(
        "dragoman_home",
        "Where Dragoman's index is stored between runs (default: DRAGOMAN_HOME, else a temporary folder).",
    )
    parser.addini(
        "dragoman_sources",
        "What the dragoman fixture indexes, one source a line: files, folders, or library (default without a home: library).",
        type="linelist",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line(
        "markers",
        f"{MARKER}(name, kind=None, limit=None): run the test for each item of a suite, bundled or in a file; the test "
        "takes `item`, and `outcome` where the file has a system's outputs.",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make a test for each item of the marker's suite; the test has the item's id."""
    marker = metafunc.definition.get_closest_marker(MARKER)
    if marker is None:
        return
    from ..corpus.errors import InputError
    from .suites.loader import load
    from .suites.types import KINDS

    name, kind, limit = _named(*marker.args, **marker.kwargs)
    beside = metafunc.definition.path.parent / name
    try:
        suite = load(str(beside) if beside.exists() else name)
    except InputError as error:
        raise pytest.Collector.CollectError(str(error)) from None
    kinds = (kind,) if isinstance(kind, str) else tuple(kind or KINDS)
    if unknown := sorted(set(kinds) - set(KINDS)):
        raise pytest.Collector.CollectError(f"there is no kind {unknown[0]!r} of items; kinds are {', '.join(KINDS)}")
    items = [item for item in suite.items if item.kind in kinds][:limit]
    if not items:
        raise pytest.Collector.CollectError(f"{name} has no items of the kind {' or '.join(kinds)}")
    ids = [item.id for item in items]
    if "outcome" in metafunc.fixturenames:
        outcomes = {one.id: one for one in suite.outcomes}
        if not outcomes:
            raise pytest.Collector.CollectError(f"{name} has no outputs of a system, so there is no outcome to test")
        metafunc.parametrize("item, outcome", [(item, outcomes[item.id]) for item in items], ids=ids)
    else:
        metafunc.parametrize("item", items, ids=ids)


def _named(
    name: str, kind: "str | tuple[str, ...] | None" = None, limit: int | None = None
) -> "tuple[str, str | tuple[str, ...] | None, int | None]":
    """Return the marker's arguments."""
    return name, kind, limit


@pytest.fixture(scope="session")
def dragoman_home(pytestconfig: pytest.Config) -> Path | None:
    """Return the index folder: the setting `dragoman_home`, else `DRAGOMAN_HOME`; `None` for a temporary folder."""
    setting = pytestconfig.getini("dragoman_home")
    if setting:
        return _beside(pytestconfig) / Path(str(setting)).expanduser()
    environment = os.environ.get("DRAGOMAN_HOME")
    return Path(environment).expanduser() if environment else None


@pytest.fixture(scope="session")
def dragoman_sources(pytestconfig: pytest.Config, dragoman_home: Path | None) -> list[str]:
    """Return what to index: the setting `dragoman_sources`, else the bundled briefs if the folder is temporary."""
    given = [str(one) for one in pytestconfig.getini("dragoman_sources")]
    if not given:
        return ["library"] if dragoman_home is None else []
    places = [(one, _beside(pytestconfig) / Path(one).expanduser()) for one in given]
    return [str(path) if path.exists() else one for one, path in places]


@pytest.fixture(scope="session")
def dragoman(
    dragoman_home: Path | None, dragoman_sources: list[str], tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[Dragoman]":
    """Open a Dragoman for the whole run. Override `dragoman_home` or `dragoman_sources` to ask other reports."""
    from ..assistant.dragoman import Dragoman

    home = dragoman_home or tmp_path_factory.mktemp("dragoman")
    with Dragoman.open(home) as opened:
        if dragoman_sources:
            failed = opened.ingest(dragoman_sources).failed
            if failed:
                pytest.fail(f"dragoman_sources: {failed[0]}", pytrace=False)
        if not opened.stats()["documents"]:
            pytest.fail(f"{home} holds no documents; set dragoman_sources, or run `dragoman ingest`", pytrace=False)
        yield opened


@pytest.fixture(name="assert_grounded", scope="session")
def _grounded() -> Callable[..., None]:
    """Return `evals.asserts.assert_grounded`."""
    from .asserts import assert_grounded

    return assert_grounded


@pytest.fixture(name="assert_cited", scope="session")
def _cited() -> Callable[..., None]:
    """Return `evals.asserts.assert_cited`."""
    from .asserts import assert_cited

    return assert_cited


@pytest.fixture(name="assert_verbatim", scope="session")
def _verbatim(dragoman: "Dragoman") -> Callable[..., None]:
    """Return `evals.asserts.assert_verbatim` for the corpus of the `dragoman` fixture."""
    from .asserts import assert_verbatim

    return partial(assert_verbatim, dragoman=dragoman)


@pytest.fixture(name="assert_abstains", scope="session")
def _abstains(dragoman: "Dragoman") -> Callable[..., None]:
    """Return `evals.asserts.assert_abstains` for the `dragoman` fixture."""
    from .asserts import assert_abstains

    return partial(assert_abstains, dragoman=dragoman)


def _beside(config: pytest.Config) -> Path:
    return config.inipath.parent if config.inipath else config.rootpath
