"""A sample of `make test-fuzz`: some inputs for each target, and every documented example of the HTTP API."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dragoman import Dragoman
from dragoman.api.app import application
from dragoman.assistant.settings import Settings
from dragoman.web.server import running
from tests.fuzz.campaign import Tally, input_for, table, tried
from tests.fuzz.contract import OPEN, checked
from tests.fuzz.targets import Targets
from tests.offline import offline

EACH = 3


@pytest.fixture(scope="module")
def targets(briefs_home: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Targets]:
    made = Targets(briefs_home(tmp_path_factory.mktemp("fuzz") / "home"))
    yield made
    made.close()


def test_no_malformed_input_ends_in_a_fault(targets: Targets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_HOME", "")  # the command line's target changes it
    for target in targets.all.values():
        outcomes = [tried(target, input_for(target, 1, number)) for number in range(EACH)]
        assert len(outcomes) == EACH


def test_an_input_is_known_by_its_number(targets: Targets) -> None:
    target = targets.all["reader: docx"]
    assert input_for(target, 1, 5) == input_for(target, 1, 5)
    assert input_for(target, 1, 5) != input_for(target, 2, 5) != input_for(target, 2, 6)


def test_the_real_inputs_are_read(targets: Targets) -> None:
    for target in targets.all.values():
        if target.name.startswith(("reader", "draft: docx", "api: /", "segmenter", "saved", "lines")):
            assert all(tried(target, seed) for seed in target.seeds[:3]), target.name


def test_the_table_adds_up() -> None:
    shown = table([Tally("a", 3, 1, 1, ["number 2: x"], [], 0.5), Tally("b", 2, 2, 0, [], [], 1.25)])
    assert shown.splitlines()[-1] == "| all | 5 | 3 | 1 | 1 | 0 | 1.2 |"


def test_the_examples_of_the_api_do_what_its_document_says(tmp_path: Path) -> None:
    with offline(), Dragoman.open(tmp_path / "home", Settings(model=None)) as opened:
        opened.welcome()
        with running(application(opened, OPEN)) as address:
            assert checked(address, "--phases", "examples", "--seed", "1") == 0
