"""The gate: floors of figures, stored in `evals/gate.toml` with the hash of the data that they were measured on.

A floor is a measured value less `MARGIN`: noise from another machine or library version does not trip it, a real loss
does. For figures where less is better, it is a ceiling. `citation validity` and `changed passed error` have no margin.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ...corpus.errors import InputError
from ..run_file import EvalRun, Figure

FILE = Path(__file__).parents[1] / "gate.toml"
MARGIN = 0.02
EXACT = frozenset(("citation validity", "changed passed error"))
PINNED = (
    *("hit@1", "hit@3", "answer@1", "answer@3", "answered", "refused or corrected", "AUROC"),
    *("follow-up hit@3", "versions shown", "citation validity", "grounding AUROC"),
    *("balanced accuracy", "verdict accuracy", "told right", "changed passed error"),
    *("harmless verbatim", "edited accepted", "harmless cut error", "cuts that turn found", "omissions right"),
    *("drafts wrong speaker found", "drafts reported found", "drafts false alarm error"),
    *("outside marks quoted error", "inside marks unquoted error", "speaker different"),
)
"""The figures that get a floor, if a suite measures them."""

HEAD = """# Floors of figures, each with the SHA-256 of the data that it was measured on; checked by `dragoman eval gate`.
# A floor is a measured value less {margin}. `dragoman eval gate SUITE --pin` measures again and writes this file, for
# example after the data has changed on purpose. Raise floors when figures rise; lower a floor only with a reason.
"""


@dataclass(frozen=True, slots=True)
class PinnedFloors:
    """The floors of a suite, and the hash of the data that they were measured on."""

    data_sha256: str
    floors: Mapping[str, float]


def load(file: Path = FILE) -> dict[str, PinnedFloors]:
    """Load the floors by suite; none without a file.

    Raises:
        InputError: the file cannot be read, or has the wrong form.
    """
    if not file.exists():
        return {}
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        return {
            name: PinnedFloors(
                str(one["data_sha256"]), {metric: float(value) for metric, value in one["floors"].items()}
            )
            for name, one in content.items()
        }
    except OSError as error:
        raise InputError(
            f"{file} cannot be read ({error.strerror}); write it with `dragoman eval gate --pin`"
        ) from error
    except (tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError, ValueError) as error:
        raise InputError(
            f"{file} is not a file of floors ({error}); write it again with `dragoman eval gate --pin`"
        ) from error


def with_floors(run: EvalRun, pinned: Mapping[str, PinnedFloors]) -> EvalRun:
    """Return the run with the floors of its suite if they were measured on the same data; else return it unchanged.

    Floors that the suite sets itself (`quotes` does) stay unless there are other floors for them.
    """
    pin = pinned.get(run.suite)
    if pin is None or pin.data_sha256 != run.data_sha256:
        return run
    return replace(run, figures=tuple(replace(one, floor=pin.floors.get(one.metric, one.floor)) for one in run.figures))


def require_floors(run: EvalRun, pinned: Mapping[str, PinnedFloors]) -> EvalRun:
    """Return the run with its floors.

    Raises:
        InputError: the suite has no floors, its data has changed, or a figure with a floor was not measured.
    """
    pin = pinned.get(run.suite)
    again = f"measure and pin with `dragoman eval gate {run.path or run.suite} --pin`"
    if pin is None:
        raise InputError(f"nothing is pinned for the suite {run.suite!r}; {again}")
    if pin.data_sha256 != run.data_sha256:
        raise InputError(
            f"the data of {run.suite!r} has changed since its floors were pinned ({pin.data_sha256[:12]}… then, "
            f"{run.data_sha256[:12]}… now); undo the change, or {again}"
        )
    lacking = set(pin.floors) - {one.metric for one in run.figures}
    if lacking:
        raise InputError(f"the run of {run.suite!r} has no figure {', '.join(sorted(lacking))}; {again}")
    return with_floors(run, pinned)


def missed_floors(run: EvalRun) -> tuple[Figure, ...]:
    """Return the figures that miss their floor."""
    return tuple(one for one in run.figures if one.holds is False)


def pin(run: EvalRun, file: Path = FILE) -> PinnedFloors:
    """Write floors for the run's figures: those in `PINNED`, and those that had a floor before."""
    before = load(file)
    names = {*PINNED, *(before[run.suite].floors if run.suite in before else ())}
    made = PinnedFloors(run.data_sha256, {one.metric: _floor(one) for one in run.figures if one.metric in names})
    _write({**before, run.suite: made}, file)
    return made


def _floor(one: Figure) -> float:
    if one.metric in EXACT:
        return one.value
    if one.less_is_better:
        return math.ceil(min(1.0, one.value + MARGIN) * 1000) / 1000
    return math.floor(max(0.0, one.value - MARGIN) * 1000) / 1000


def _write(pinned: Mapping[str, PinnedFloors], file: Path) -> None:
    lines = [HEAD.format(margin=MARGIN)]
    for name, one in sorted(pinned.items()):
        lines += [f"[{_key(name)}]", f'data_sha256 = "{one.data_sha256}"', "", f"[{_key(name)}.floors]"]
        lines += [f"{_key(metric)} = {floor:.4g}" for metric, floor in one.floors.items()] + [""]
    part = file.with_suffix(".part")
    try:
        part.write_text("\n".join(lines), encoding="utf-8")
        part.replace(file)
    except OSError as error:
        raise InputError(f"{file} cannot be written ({error.strerror}); set floors in your own checkout") from error


def _key(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
