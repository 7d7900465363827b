"""The ways to interrupt an operation, each a value that can be drawn at random, printed, and carried out again."""

import random
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from . import power_loss, tracing
from .children import Child, Outcome
from .power_loss import Change, Names
from .steps import Operation
from .workplace import Workplace

KILLABLE = frozenset(
    "openat write writev pwrite64 ftruncate fallocate fsync fdatasync rename renameat renameat2 unlink unlinkat mkdir rmdir "
    "link linkat sendfile copy_file_range flock fcntl".split()
)
"""The system calls at which operations are killed."""

ERRORS: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(("pwrite64", "write", "writev", "copy_file_range", "sendfile"), ("ENOSPC", "ENOSPC", "EIO")),
    **dict.fromkeys(("mkdir", "rename", "renameat", "renameat2", "link"), ("ENOSPC", "EIO")),
    **dict.fromkeys(("fsync", "fdatasync", "ftruncate", "unlink", "openat"), ("EIO",)),
}
"""The errors with which calls are made to fail."""


@dataclass(frozen=True, slots=True)
class Place:
    """The `number`-th call of this name in its thread, counted from 1; `main`: in the main thread, and always this one."""

    call: str
    number: int
    main: bool = True

    def __str__(self) -> str:
        return f"{self.call} {self.number}{'' if self.main else ' of any thread'}"


@dataclass(frozen=True, slots=True)
class Recording:
    """An operation's uninterrupted run: its calls on the workplace, its changes there, and its seconds."""

    template: Path
    calls: Sequence["Place"]
    changes: Sequence[Change]
    seconds: float


class Interruption(Protocol):
    """A way and a moment to interrupt an operation."""

    def carry_out(self, operation: Operation, recording: Recording, root: Path) -> Outcome:
        """Run the operation in `root`, which does not exist yet, and interrupt it."""
        ...


@dataclass(frozen=True, slots=True)
class AtTime:
    """Kill after a number of seconds."""

    seconds: float

    def __str__(self) -> str:
        return f"killed after {self.seconds:.3f} s"

    def carry_out(self, operation: Operation, recording: Recording, root: Path) -> Outcome:
        """See `Interruption`."""
        shutil.copytree(recording.template, root)
        child = start(operation, root)
        child.go()
        return child.outcome(self.seconds)


@dataclass(frozen=True, slots=True)
class AtCall:
    """Kill when a thread enters a system call, which is not carried out."""

    place: Place

    def __str__(self) -> str:
        return f"killed at {self.place}"

    def carry_out(self, operation: Operation, recording: Recording, root: Path) -> Outcome:
        """See `Interruption`."""
        return _traced(operation, recording, root, self.place, "error=EIO:signal=KILL", "")


@dataclass(frozen=True, slots=True)
class Failing:
    """Let a system call fail, or it and all later ones of its name."""

    place: Place
    error: str
    lasting: bool = False

    def __str__(self) -> str:
        return f"{self.error} at {self.place}{' and later' if self.lasting else ''}"

    def carry_out(self, operation: Operation, recording: Recording, root: Path) -> Outcome:
        """See `Interruption`."""
        return _traced(operation, recording, root, self.place, f"error={self.error}", "+" if self.lasting else "")


@dataclass(frozen=True, slots=True)
class PowerLoss:
    """Cut the power behind a number of recorded changes; `seed` decides what survives of those not synced."""

    after: int
    names: Names
    seed: int

    def __str__(self) -> str:
        return f"power lost behind change {self.after}, names {self.names}, seed {self.seed}"

    def carry_out(self, operation: Operation, recording: Recording, root: Path) -> Outcome:
        """See `Interruption`; the operation is not run again, its recorded changes are."""
        del operation
        recorded, rng = recording.changes[: self.after], random.Random(self.seed)
        reports = power_loss.rebuild(recording.template, recorded, root, self.names, rng)
        return Outcome("killed" if self.after < len(recording.changes) else "done", reports)


def start(operation: Operation, root: Path) -> Child:
    """Fork a child that will run an operation, and report the number of each step that is done."""
    return Child(lambda send: operation.run(Workplace(root), lambda number: send(str(number))), root / "output.txt")


def _traced(
    operation: Operation, recording: Recording, root: Path, place: Place, injected: str, onwards: str
) -> Outcome:
    shutil.copytree(recording.template, root)
    child = start(operation, root)
    chosen = f"inject={place.call}:{injected}:when={place.number}{onwards}"
    followed = () if place.main else ("-f",)
    tracer = tracing.attach(child, *followed, "-o", "/dev/null", "-e", f"trace={place.call}", "-e", chosen)
    child.go()
    outcome = child.outcome()
    tracing.detach(tracer)
    return outcome


def record(operation: Operation, template: Path, root: Path) -> Recording:
    """Run an operation in `root`, a copy of `template` made here, uninterrupted, and return what it did."""
    shutil.copytree(template, root)
    trace = root.with_name(f"{root.name}.trace")
    child = start(operation, root)
    tracer = tracing.attach(child, *tracing.recording(trace))
    child.go()
    outcome = child.outcome()
    tracing.detach(tracer)
    assert outcome.ending == "done", f"{operation.name} fails by itself: {outcome.error}"
    calls = tracing.calls(trace)
    trace.unlink()
    counts: Counter[tuple[str, str]] = Counter()
    woken: set[str] = set()  # threads that have written to something else: how often they do differs from run to run
    chosen = []
    for call in calls:
        counts[call.thread, call.name] += 1
        concerns = tracing.concerns(call, root)
        if call.name == "write" and not concerns:
            woken.add(call.thread)
        if call.name in KILLABLE and concerns:
            sure = call.thread == str(child.pid) and (call.name != "write" or call.thread not in woken)
            chosen.append(Place(call.name, counts[call.thread, call.name], sure))
    # A traced run takes about twice as long as one that is not.
    return Recording(template, chosen, power_loss.changes(calls, template, root), outcome.seconds / 2)


def at_time(recording: Recording, rng: random.Random) -> Interruption:
    """Draw a moment."""
    return AtTime(rng.uniform(0, recording.seconds))


def at_call(recording: Recording, rng: random.Random) -> Interruption:
    """Draw a system call: first its name, so that rare ones come up, then which one."""
    return AtCall(_drawn(recording.calls, rng))


def failing(recording: Recording, rng: random.Random) -> Interruption:
    """Draw a system call that can fail, and its error."""
    # Other threads also open their libraries, and write to event descriptors: which call is which differs from run to run.
    possible = [
        one for one in recording.calls if one.call in ERRORS and (one.main or one.call not in ("write", "openat"))
    ]
    place = _drawn(possible, rng)
    error = rng.choice(ERRORS[place.call])
    lasting = error == "ENOSPC" and place.call != "write" and rng.random() < 0.7
    return Failing(place, error, lasting)


def power_lost(recording: Recording, rng: random.Random) -> Interruption:
    """Draw a moment, half of the time just behind a change of names, a sync or a report, and what survives."""
    names: Names = rng.choice(["journalled", "strict"])
    moments = [at for at, change in enumerate(recording.changes, 1) if change.kind != "write"]
    after = rng.choice(moments) if rng.random() < 0.5 else rng.randint(0, len(recording.changes))
    return PowerLoss(after, names, rng.randrange(1 << 30))


Way = Callable[[Recording, random.Random], Interruption]

WAYS: Mapping[str, Way] = {
    "random time": at_time,
    "system call": at_call,
    "failing call": failing,
    "power loss": power_lost,
}
"""The ways by name."""

TRACED = ("system call", "failing call", "power loss")
"""Those that need strace."""


def _drawn(places: Sequence[Place], rng: random.Random) -> Place:
    name = rng.choice(sorted({one.call for one in places}))
    return rng.choice([one for one in places if one.call == name])
