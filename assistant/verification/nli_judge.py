"""A judge by a cross-encoder for natural language inference, if `DRAGOMAN_NLI` names one.

The model reads the sentences chosen by `FeatureJudge`, together and one by one, and the best result counts. The rules
still apply: a claim with a blocking discrepancy is never called supported.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ...corpus.errors import InputError
from .feature_judge import ClaimReading, FeatureJudge, worst
from .judge import Supported

# Minimum probability of a label that the model finds likelier than not.
LIKELY = 0.5
# Maximum score of a claim with a discrepancy that blocks.
MOST_BLOCKED = 0.3


class NliJudge:
    """Judge with a sentence-transformers `CrossEncoder`; imports torch (8 to 10 s) on first use."""

    def __init__(self, model: str, features: FeatureJudge | None = None) -> None:
        """`model`: a local folder or a name; nothing is loaded yet."""
        self.name = model
        self._features = features or FeatureJudge()
        self._model: Any = None
        self._labels: dict[str, int] = {}

    def judge(self, claim: str, evidence: Sequence[str]) -> Supported:
        """See `Judge.judge`.

        Raises:
            InputError: the claim has no words, or the model cannot be loaded or does not name its labels.
        """
        return worst([self._verdict(reading) for reading in self._features.read(claim, evidence)])

    def _verdict(self, reading: ClaimReading) -> Supported:
        if not reading.chosen or reading.verbatim:
            return self._features.verdict(reading)
        best = reading.chosen[0]
        in_order = sorted(reading.chosen, key=lambda one: (one.of, one.span.start))
        premises = dict.fromkeys([" ".join(one.text for one in in_order), *(one.text for one in reading.chosen)])
        entailed, contradicted = self._probabilities([(premise, reading.claim.text) for premise in premises])
        if any(one.blocks for one in reading.findings):
            reasons = tuple(one.reason for one in reading.findings)
            score = round(min(entailed, MOST_BLOCKED), 4)
            return Supported(self._features.ruled(reading), score, reasons, best.of, best.span)
        score = round(entailed, 4)
        if entailed >= LIKELY:
            return Supported("supported", score, (), best.of, best.span)
        if contradicted >= LIKELY:
            return Supported("contradicted", score, ("the evidence says otherwise",), best.of, best.span)
        return Supported("not_enough_evidence", score, ("the evidence does not say this",), best.of, best.span)

    def _probabilities(self, pairs: list[tuple[str, str]]) -> tuple[float, float]:
        """Return the highest probabilities of entailment and of contradiction over the pairs."""
        self._load()
        logits = np.asarray(self._model.predict(pairs, show_progress_bar=False), dtype=np.float64)
        raised = np.exp(logits - logits.max(axis=1, keepdims=True))
        found = raised / raised.sum(axis=1, keepdims=True)
        against = self._labels.get("contradiction")
        return (
            float(found[:, self._labels["entailment"]].max()),
            0.0 if against is None else float(found[:, against].max()),
        )

    def _load(self) -> None:
        if self._model is not None:
            return
        from sentence_transformers import CrossEncoder  # here: imports torch
        from torch.nn import Identity

        local = Path(self.name).expanduser()
        try:
            model = CrossEncoder(
                str(local) if local.is_dir() else self.name,
                device="cpu",
                activation_fn=Identity(),
                local_files_only=local.is_dir(),
            )
        except (OSError, ValueError) as error:
            raise InputError(
                f"the NLI model {self.name!r} cannot be loaded ({str(error).splitlines()[0]}); "
                "set DRAGOMAN_NLI to a sentence-transformers cross-encoder, by folder or name"
            ) from error
        self._labels = labels(dict(model.config.id2label))
        self._model = model


def labels(named: dict[int, str]) -> dict[str, int]:
    """Find the outputs for `entailment` and, if there is one, `contradiction` in the model's `id2label`.

    Raises:
        InputError: no output is called entailment.
    """
    found: dict[str, int] = {}
    for at, label in named.items():
        plain = label.lower().replace("-", "_")
        if plain.startswith("entail"):
            found["entailment"] = int(at)
        elif plain.startswith("contradict"):
            found["contradiction"] = int(at)
    if "entailment" not in found:
        raise InputError(
            f"the NLI model's outputs are {', '.join(named.values())}, and none is called entailment; "
            "name a model whose config.json has entailment in id2label"
        )
    return found
