"""The commit and the machine with which figures are measured."""

import os
import platform
import subprocess
from pathlib import Path


def machine() -> str:
    """Return the processor's name, its cores, and the Python version."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}"


def commit() -> str | None:
    """Return the checkout's commit, with `+` if there are changes; `None` outside a checkout."""
    here = Path(__file__).parent

    def git(*arguments: str) -> str:
        try:
            done = subprocess.run(["git", "-C", str(here), *arguments], capture_output=True, text=True, check=False)
        except OSError:
            return ""  # git is not installed
        return done.stdout.strip() if done.returncode == 0 else ""

    name = git("rev-parse", "--short", "HEAD")
    return name + ("+" if git("status", "--porcelain", "--untracked-files=no") else "") if name else None
