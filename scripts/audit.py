"""Look for known vulnerabilities of the pinned packages, with pip-audit: `make audit`.

Exit code 1 means that some were found. pip-audit itself exits with 1, too, where it cannot reach its database; here that is a
warning that nothing was audited, so that nobody takes a missing network for a vulnerability, or silence for safety.
"""

import json
import subprocess
import sys
from typing import Any


def audited(command: str, lock: str) -> int:
    """Audit a lock file with the pip-audit at `command`; print what was found, and return the exit code."""
    # The lock file has every package, so that nothing has to be resolved or downloaded.
    call = [
        command,
        "--requirement",
        lock,
        "--no-deps",
        "--disable-pip",
        "--format",
        "json",
        "--progress-spinner",
        "off",
    ]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        reason = (done.stderr.strip().splitlines() or ["pip-audit gave no reason"])[-1]
        print(f"Warning: nothing was audited ({reason[:300]}).", file=sys.stderr)
        return 0
    skipped = [one for one in found if "skip_reason" in one]
    if len(skipped) == len(found):
        # This is how pip-audit sees a mirror of the package index that has no advisories.
        print(
            f"Warning: nothing was audited ({(skipped or [{}])[0].get('skip_reason', 'no packages')}).", file=sys.stderr
        )
        return 0
    vulnerable = [one for one in found if one.get("vulns")]
    for one in vulnerable:
        for hole in one["vulns"]:
            fixed = ", ".join(hole["fix_versions"]) or "no version yet"
            print(f"{one['name']} {one['version']}: {hole['id']}, fixed in {fixed}")
    print(f"{len(found) - len(skipped)} packages audited, {len(vulnerable)} with known vulnerabilities.")
    if skipped:
        print(f"Not audited: {', '.join(one['name'] for one in skipped)}")
    return int(bool(vulnerable))


if __name__ == "__main__":
    sys.exit(audited(*sys.argv[1:]))
