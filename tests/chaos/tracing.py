"""`strace` attached to a child: to record its system calls on a workplace's files, or to kill it or fail at one of them."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .children import Child

CHANGING = (
    "open openat creat write writev pwrite64 pwritev pwritev2 ftruncate truncate fallocate fsync fdatasync sync_file_range "
    "rename renameat renameat2 unlink unlinkat mkdir mkdirat rmdir link linkat symlink symlinkat sendfile copy_file_range "
    "lseek close flock fcntl sendto mmap io_uring_setup clone clone3 fork vfork"
).split()
"""The calls that are recorded: those that change files or make changes durable, locks, new processes, and what must not
be used unseen."""
_STARTING = ("clone", "clone3", "fork", "vfork")

_LINE = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\d+|\?)(?:<([^>]*)>)?.*")
_RESUMED = re.compile(r"(\d+) +<\.\.\. \w+ resumed>(.*)")


@dataclass(frozen=True, slots=True)
class Call:
    """One system call: its thread, name, arguments as strace prints them, result, and the path of a resulting descriptor."""

    thread: str
    name: str
    arguments: tuple[str, ...]
    result: int
    path: str


@cache
def refused() -> str:
    """Return why children cannot be traced here; an empty string if they can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(["strace", "-e", "trace=exit", "true"], capture_output=True, text=True, check=False)
    return "" if tried.returncode == 0 else f"strace does not work here: {tried.stderr.strip().splitlines()[-1:]}"


def attach(child: Child, *options: str) -> "subprocess.Popen[bytes]":
    """Attach strace with these options to a child that waits, and return it once it traces."""
    tracer = subprocess.Popen(
        ["strace", "-q", "-p", str(child.pid), *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    status = Path(f"/proc/{child.pid}/status")
    while "TracerPid:\t0\n" in status.read_text():
        assert tracer.poll() is None, "strace could not attach to a child of this process"
        time.sleep(0.002)
    return tracer


def detach(tracer: "subprocess.Popen[bytes]") -> None:
    """Wait for a tracer whose child has ended."""
    try:
        tracer.wait(5)
    except subprocess.TimeoutExpired:
        tracer.terminate()
        tracer.wait()


def recording(trace: Path) -> tuple[str, ...]:
    """Return the options that record calls in the file `trace`, with whole contents, for `calls`."""
    return (
        "-f",
        "-o",
        str(trace),
        "-y",
        "-xx",
        "-s",
        str(1 << 26),
        "-e",
        f"trace={','.join(CHANGING)}",
        "-e",
        "signal=none",
    )


def calls(trace: Path) -> list[Call]:
    """Return the recorded calls in the order in which they ended; the result of one that failed is -1.

    Those of further processes, which have descriptors of their own, are left out; threads are not.
    """
    found = list(_all(trace))
    others: set[str] = set()
    for call in found:
        shared = any("CLONE_THREAD" in argument for argument in call.arguments)
        if call.name in _STARTING and (call.thread in others or not shared):
            others.add(str(call.result))
    return [call for call in found if call.thread not in others]


def _all(trace: Path) -> Iterator[Call]:
    begun: dict[str, str] = {}
    with trace.open(encoding="ascii") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.endswith("<unfinished ...>"):
                thread, call = line.removesuffix("<unfinished ...>").rstrip().split(None, 1)
                begun[thread] = f"{thread} {call}"
                if call.startswith("close("):  # its descriptor may be in use again before it ends
                    yield Call(thread, "close", (call.removeprefix("close("),), 0, "")
                continue
            if resumed := _RESUMED.fullmatch(line):
                line = begun.pop(resumed[1], resumed[1]) + resumed[2]
                if " close(" in line[:30]:
                    continue
            if (found := _LINE.fullmatch(line)) and found[4] != "?":
                arguments = tuple(part.strip() for part in found[3].split(", "))
                yield Call(found[1], found[2], arguments, int(found[4]), text_of(found[5] or ""))


def concerns(call: Call, root: Path) -> bool:
    """Whether a call names a file below `root`, or a descriptor of one."""
    inside = "".join(f"\\x{byte:02x}" for byte in f"{root}/".encode())
    return call.path.startswith(f"{root}/") or any(inside in argument[:4096] for argument in call.arguments)


def bytes_of(printed: str) -> bytes:
    """Return the bytes of a string that strace printed in hexadecimal."""
    return bytes.fromhex(printed.strip('"').replace("\\x", ""))


def text_of(printed: str) -> str:
    """Return a path that strace printed in hexadecimal or as it is."""
    return bytes_of(printed).decode() if "\\x" in printed else printed


def path_of(descriptor: str) -> str:
    """Return the path of a descriptor that strace printed as `5<path>`; an empty string if it has none."""
    return text_of(descriptor.partition("<")[2].partition(">")[0])
