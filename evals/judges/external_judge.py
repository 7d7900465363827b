"""Call a judge that is a Python callable, or a command that reads and writes JSON lines."""

import importlib
import json
import math
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...corpus.errors import DragomanError, InputError
from ..calibration.verification_data import JudgedClaim

_CALLABLE = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*:[A-Za-z_]\w*(?:\.\w+)*")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A judge's `score`, higher for claims that it holds supported; `supported` is its verdict, if it gives one."""

    score: float
    supported: bool | None


JudgeAll = Callable[[Sequence[JudgedClaim]], list[Judgement]]


def judge_named(name: str) -> JudgeAll:
    """Return the judge that `MODULE:CALLABLE` or a command names.

    A callable takes a claim and a list of texts. It returns a number, a truth value, or a mapping or object with `score` (or
    `verdict`) as `dragoman support` has. A class is called without arguments; of an object with a method `judge`, that is
    used. A command gets a JSON object a line, with `id`, `claim` and `evidence`, and writes one a line, in any order, with
    `id` and such a `score` or `verdict`.

    Raises:
        InputError: there is no such callable or command.
    """
    if not _CALLABLE.fullmatch(name):
        return lambda claims: _by_command(name, claims)
    judge = _imported(name)
    return lambda claims: [_called(name, judge, one) for one in claims]


def _imported(name: str) -> Callable[[str, list[str]], Any]:
    module, _, path = name.partition(":")
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)
    try:
        found: Any = importlib.import_module(module)
        for part in path.split("."):
            found = getattr(found, part)
        found = found() if isinstance(found, type) else found
    except Exception as error:  # whatever the module of somebody else raises
        raise InputError(f"the judge {name} cannot be loaded ({type(error).__name__}: {error})") from error
    judge: object = getattr(found, "judge", found)
    if not callable(judge):
        raise InputError(f"{name} is not callable; name a function of a claim and a list of texts")
    return judge


def _called(name: str, judge: Callable[[str, list[str]], Any], one: JudgedClaim) -> Judgement:
    try:
        return _judgement(judge(one.claim, [one.evidence]))
    except (DragomanError, KeyboardInterrupt):
        raise
    except Exception as error:  # the judge is somebody else's
        raise InputError(f"{name} failed on the claim “{one.claim[:80]}” ({type(error).__name__}: {error})") from error


def _by_command(command: str, claims: Sequence[JudgedClaim]) -> list[Judgement]:
    rows = (
        json.dumps({"id": str(at), "claim": one.claim, "evidence": [one.evidence]}, ensure_ascii=False)
        for at, one in enumerate(claims)
    )
    try:
        done = subprocess.run(  # the user names the command
            shlex.split(command),
            input="".join(f"{row}\n" for row in rows),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except (OSError, ValueError) as error:
        raise InputError(f"the judge {command!r} cannot be run ({error}); give MODULE:CALLABLE or a command") from error
    found: dict[str, Judgement] = {}
    for number, row in _rows(done.stdout):
        try:
            found[str(row["id"])] = _judgement(row)
        except (KeyError, TypeError) as error:
            raise InputError(f"line {number} of the judge's output has no id; give it the id of its claim") from error
    missing = sum(str(at) not in found for at in range(len(claims)))
    if missing:
        why = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        raise InputError(f"the judge {command!r} left {missing} of {len(claims)} claims without an answer ({why[0]})")
    return [found[str(at)] for at in range(len(claims))]


def _rows(output: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(output.splitlines(), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise InputError(f"line {number} of the judge's output is not JSON: {line[:80]}") from error


def _judgement(value: Any) -> Judgement:
    score, verdict = value, None
    if isinstance(value, Mapping):
        score, verdict = value.get("score"), value.get("verdict")
    elif not isinstance(value, bool | int | float):
        score, verdict = getattr(value, "score", value), getattr(value, "verdict", None)
    supported = value if isinstance(value, bool) else None if verdict is None else verdict == "supported"
    if score is None and supported is not None:
        score = float(supported)
    try:
        number = float(score)
    except (TypeError, ValueError) as error:
        raise InputError(f"the judge returned {value!r:.80}; a number, a truth value, or a score is needed") from error
    if not math.isfinite(number):
        raise InputError("the judge returned a score that is not a finite number")
    return Judgement(number, supported)
