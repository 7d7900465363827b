"""`dragoman eval judge`: a callable and a command, on given sets and on changed sentences."""

import gzip
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from dragoman.corpus.errors import InputError
from dragoman.evals.calibration.verification_data import JudgedClaim
from dragoman.evals.judges.changed_sentences import changed_sentences, roles_swapped
from dragoman.evals.judges.external_judge import judge_named
from dragoman.evals.judges.judge_figures import precision_at
from tests import command

HERE = f"{__name__}:"
COMMAND = """
import json, sys
for line in reversed(sys.stdin.readlines()):
    row = json.loads(line)
    print(json.dumps({"id": row["id"], "score": float(row["claim"] in row["evidence"][0])}))
"""


def copied(claim: str, evidence: Sequence[str]) -> bool:
    return any(claim in one for one in evidence)


def shared(claim: str, evidence: Sequence[str]) -> Mapping[str, object]:
    words = set(claim.split())
    share = len(words & set(" ".join(evidence).split())) / len(words)
    return {"score": share, "verdict": "supported" if share > 0.8 else "not_enough_evidence"}


class Careless:
    def judge(self, claim: str, evidence: Sequence[str]) -> object:  # noqa: ARG002  # the port's
        raise RuntimeError("out of paper")


def nothing(claim: str, evidence: Sequence[str]) -> None:  # noqa: ARG001  # the port's
    return None


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sets")
    rows = []
    for at in range(12):
        premise = f"Envoy {at} came to the harbour with {at + 20} lamps. The gate was shut."
        rows.append({"premise": premise, "hypothesis": "The gate was shut.", "label": "entailment"})
        rows.append({"premise": premise, "hypothesis": "The choir sang at noon.", "label": "neutral"})
    with gzip.open(made / "harbour.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(row)}\n" for row in rows)
    return made


def test_a_callable_is_measured_on_the_sets_given_and_on_ours(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    done = command.run("eval", "judge", f"{HERE}shared", str(folder), "-n", "120", "--json", str(out), home=tmp_path)
    assert done.returncode == 0, done.stderr
    given, ours = json.loads(out.read_text(encoding="utf-8"))
    assert (given["name"], given["claims"], given["supported"]) == ("harbour", 24, 12)
    assert given["auc"] == 1.0 and given["interval"] == [1.0, 1.0] and given["precision"] == given["recall"] == 1.0
    assert set(given["precision_at"].values()) == {1.0}
    kinds = {kind["kind"]: kind for kind in ours["kinds"]}
    assert {"number", "name", "negation", "invented"} <= set(kinds)
    assert kinds["invented"]["auc"] > 0.95 and kinds["invented"]["called_supported"] == 0
    assert kinds["name"]["called_supported"] > 0, "one changed name leaves most words shared"
    assert f"AUC {ours['auc']:.3f}" in done.stdout and "negation: " in done.stdout


def test_a_command_answers_in_any_order(folder: Path, tmp_path: Path) -> None:
    script = tmp_path / "judge.py"
    script.write_text(COMMAND, encoding="utf-8")
    file = folder / "harbour.jsonl.gz"
    called = f"{sys.executable} {script}"
    done = command.run("eval", "judge", called, str(file), "-n", "60", "--json", "-", home=tmp_path)
    given, ours = json.loads(done.stdout)
    assert given["auc"] == 1.0 and given["recall"] is None, "it gives no verdict"
    assert all(kind["called_supported"] is None for kind in ours["kinds"])
    claims = changed_sentences(60).rows
    assert judge_named(called)(claims) == [
        type(one)(float(one.score), None) for one in judge_named(f"{HERE}copied")(claims)
    ]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("no_such_module:judge", "cannot be loaded"),
        (f"{HERE}missing", "cannot be loaded"),
        (f"{HERE}COMMAND", "not callable"),
        (f"{HERE}Careless", "out of paper"),
        (f"{HERE}nothing", "a number, a truth value"),
        ("no-such-command --now", "cannot be run"),
        (f"{sys.executable} -c 'print(1)'", "has no id"),
        (f"{sys.executable} -c 'print(\"no\")'", "not JSON"),
        (f"{sys.executable} -c 'raise SystemExit(\"broken\")'", "1 of 1 claims without an answer (broken)"),
    ],
)
def test_a_judge_that_fails_is_told_in_a_sentence(name: str, why: str) -> None:
    with pytest.raises(InputError) as told:
        judge_named(name)([JudgedClaim("a", "It rained.", "It rained.", True, "", (True,))])
    assert why in str(told.value)


def test_changed_sentences_are_not_in_their_evidence_and_the_others_are() -> None:
    found = changed_sentences(150)
    assert len(found.rows) == 150 and found == changed_sentences(150)
    assert all(row.claim not in row.evidence for row in found.rows if not row.supported)
    assert sum(row.claim in row.evidence for row in found.rows if row.supported) >= 20


def test_roles_are_swapped_only_where_that_changes_what_is_said() -> None:
    assert roles_swapped("Later, Lena Quist blamed the delay on Omar Haddad.") == (
        "Later, Omar Haddad blamed the delay on Lena Quist."
    )
    for sentence in ("Later, Lena Quist met Omar Haddad.", "In all, Chad and Mali signed it.", "Nobody came to Quito."):
        assert roles_swapped(sentence) is None


def test_precision_counts_equal_scores_together() -> None:
    score, right = np.array([0.9, 0.8, 0.8, 0.8, 0.1]), np.array([True, True, False, False, True])
    assert precision_at(score, right, 0.3) == 1.0
    assert precision_at(score, right, 0.5) == 0.5
    assert precision_at(score, right, 1.0) == 0.6
