"""Write the software bill of materials (CycloneDX JSON): `make sbom`.

cyclonedx-py describes the environment, since only installed packages tell their licences, and checks its own document against
CycloneDX's schema. What requirements.lock does not have is then left out, so that the list is what a user of Dragoman runs.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

_CUDA = re.compile(r"nvidia-|cuda-|triton")  # the lock file leaves these to the machine (see the Makefile)


def names(lock: str) -> set[str]:
    """Return the names of the packages in a lock file, normalised (PEP 503)."""
    lines = Path(lock).read_text(encoding="utf-8").splitlines()
    return {_normal(found[0]) for line in lines if (found := re.match(r"[A-Za-z0-9][\w.-]*", line))}


def only(document: dict[str, Any], wanted: set[str]) -> dict[str, Any]:
    """Return a bill of materials of these packages, and of those that only builds of torch for CUDA need."""
    kept = [one for one in document["components"] if _normal(one["name"]) in wanted or _CUDA.match(one["name"])]
    gone = {one["bom-ref"] for one in document["components"]} - {one["bom-ref"] for one in kept}
    dependencies = [
        {**one, "dependsOn": [ref for ref in one["dependsOn"] if ref not in gone]} if "dependsOn" in one else one
        for one in document["dependencies"]
        if one["ref"] not in gone
    ]
    return {**document, "components": kept, "dependencies": dependencies}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def written(command: str, python: str, to: str) -> None:
    """Describe the environment of `python` with the cyclonedx-py at `command`, in the file `to`."""
    call = [
        command,
        "environment",
        "--pyproject",
        "pyproject.toml",
        "--output-reproducible",
        "--sv",
        "1.6",
        "--validate",
    ]
    made = subprocess.run([*call, "--of", "JSON", "-o", "-", python], capture_output=True, check=True)
    document = only(json.loads(made.stdout), names("requirements.lock"))
    Path(to).write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    unnamed = sum("licenses" not in one for one in document["components"])
    print(f"{to}: {len(document['components'])} packages, {unnamed} of them without a licence in their metadata.")


if __name__ == "__main__":
    written(*sys.argv[1:])
