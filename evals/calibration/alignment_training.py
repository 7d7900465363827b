"""Train the alignment model of `assistant.verification.alignment` on labelled pairs, with torch, in minutes on one core.

The encoder stays as it is, so every text is encoded once and only the small model is trained. The sources that the score of
`support` is fitted and measured on (`verification.FITTED`) are not among those read here, so that the model is new to them.
Sources whose licence is not stated by themselves (SNLI, FEVER, MultiNLI, SciTail) are not read either: the weights ship.
"""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...index.encoding.encoder import packaged
from .entailment_data import LABELS, Pair, load
from .verification import auc

SOURCES = {
    "vitaminc_real": 13_000,
    "vitaminc_synthetic": 5_000,
    "fever_symmetric": 1_407,
    "fool_me_twice": 2_544,
    "breaking_nli": 3_000,
    "cad_nli": 7_000,
    "conjnli": 6_000,
    "help": 3_000,
    "med": 3_500,
    "synthetic_edits": 7_833,
}
"""The number of pairs of each source: large sets of short edits do not crowd out the rest."""

LONGEST = 45  # words of a premise
HIDDEN, INNER, WIDTH = 128, 96, 384
EPOCHS, BATCH, RATE, DROPOUT = 6, 64, 1.5e-3, 0.15
HELD_OUT = 0.04  # share of the premises
_BUCKET = 40  # batches that are sorted by length together, so that little is padding
_READ = 256

Vectors = NDArray[np.float16]


class Encoded:
    """The vectors of the words of all texts, in one array, and pairs as rows (premise, hypothesis, label)."""

    def __init__(self, pairs: Sequence[Pair], say: Callable[[str], None]) -> None:
        """Encode every text once."""
        texts = list(dict.fromkeys(text for one in pairs for text in (one.premise, one.hypothesis)))
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        vectors: list[Vectors] = [np.zeros((0, WIDTH), np.float16)] * len(texts)
        encoder = packaged()
        for first in range(0, len(order), _READ):
            rows = order[first : first + _READ]
            for row, read in zip(rows, encoder.words([texts[row] for row in rows]), strict=True):
                vectors[row] = read.vectors.astype(np.float16)
        say(f"encoded {len(texts):,} texts")
        place = {text: at for at, text in enumerate(texts)}
        self.bounds = np.concatenate([[0], np.cumsum([len(one) for one in vectors])])
        self.vectors = np.concatenate(vectors)
        rows_ = np.array([(place[p.premise], place[p.hypothesis], LABELS.index(p.label)) for p in pairs])
        lengths = np.diff(self.bounds)
        kept = (lengths[rows_[:, 0]] > 0) & (lengths[rows_[:, 1]] > 0)
        self.pairs = rows_[kept]
        self.lengths = lengths[self.pairs[:, 0]]

    def batch(self, rows: NDArray[np.int64]) -> tuple[Any, Any, Any, Any, Any]:
        """Return claims, their mask, evidence, its mask, and labels of some pairs as tensors."""
        import torch

        def padded(column: int) -> tuple[Any, Any]:
            parts = [self.vectors[self.bounds[i] : self.bounds[i + 1]] for i in self.pairs[rows, column]]
            values = np.zeros((len(parts), max(map(len, parts)), WIDTH), np.float32)
            mask = np.zeros(values.shape[:2], bool)
            for at, part in enumerate(parts):
                values[at, : len(part)], mask[at, : len(part)] = part, True
            return torch.from_numpy(values), torch.from_numpy(mask)

        return (*padded(1), *padded(0), torch.from_numpy(self.pairs[rows, 2]))


def network() -> Any:
    """Return the model as a torch module; `AlignmentModel` computes the same with numpy, from parameters of these names."""
    import torch
    from torch import nn

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.q, self.k = nn.Linear(WIDTH, INNER), nn.Linear(WIDTH, INNER)
            self.temp = nn.Parameter(torch.tensor(8.0))
            self.pr, self.cmp = nn.Linear(WIDTH, HIDDEN), nn.Linear(4 * HIDDEN + 2, HIDDEN)
            self.conv, self.tok = nn.Conv1d(HIDDEN, HIDDEN, 3, padding=1), nn.Linear(HIDDEN, 1)
            self.o1, self.o2 = nn.Linear(3 * HIDDEN + 2, HIDDEN), nn.Linear(HIDDEN, 3)
            self.drop = nn.Dropout(DROPOUT)

        def forward(self, claim: Any, claimed: Any, evidence: Any, given: Any) -> Any:
            cosines = (claim @ evidence.transpose(1, 2)).masked_fill(~given[:, None], -1.0)
            scores = self.q(claim) @ self.k(evidence).transpose(1, 2) / INNER**0.5 + self.temp * cosines
            attention = scores.masked_fill(~given[:, None], -1e4).softmax(-1)
            ours = torch.relu(self.pr(claim))
            theirs = attention @ torch.relu(self.pr(evidence))
            best, mean = cosines.max(-1).values, (attention * cosines).sum(-1)
            joined = [ours, theirs, ours * theirs, (ours - theirs).abs(), best[..., None], mean[..., None]]
            kept = claimed[..., None]
            compared = torch.relu(self.cmp(self.drop(torch.cat(joined, -1)))) * kept
            near = torch.relu(self.conv(compared.transpose(1, 2)).transpose(1, 2))
            compared = (compared + near) * kept
            doubts = self.tok(compared)[..., 0]
            hidden = doubts.masked_fill(~claimed, -1e4)
            pooled = [
                compared.sum(1) / claimed.sum(1, keepdim=True),
                compared.masked_fill(~kept, -1e4).max(1).values,
                (compared * hidden.softmax(-1)[..., None]).sum(1),
                hidden.max(1, keepdim=True).values,
                (doubts.sigmoid() * claimed).sum(1, keepdim=True),
            ]
            return self.o2(self.drop(torch.relu(self.o1(torch.cat(pooled, -1)))))

    return Network()


def main(folder: Path, out: Path, say: Callable[[str], None]) -> float:
    """Train on the sources in `folder`, write the weights to `out`, and return the ROC-AUC of entailment.

    It is measured on pairs of all sources whose premises were left out.
    """
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(0)
    pairs = [pair for source, limit in SOURCES.items() for pair in load(folder, source, limit, LONGEST)]
    data = Encoded(pairs, say)
    rng = np.random.default_rng(0)
    out_of_training = (rng.random(len(data.bounds)) < HELD_OUT)[data.pairs[:, 0]]
    train, left = np.flatnonzero(~out_of_training), np.flatnonzero(out_of_training)
    model = network()
    optimiser = torch.optim.AdamW(model.parameters(), RATE, weight_decay=0.01)
    steps = EPOCHS * (len(train) // BATCH + len(train) // (BATCH * _BUCKET) + 2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.1)
    for epoch in range(EPOCHS):
        model.train()
        total = []
        for rows in _batches(train, data.lengths, rng):
            *inputs, labels = data.batch(rows)
            loss = _loss(model(*inputs), labels)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total.append(loss.item())
        say(f"epoch {epoch + 1} of {EPOCHS}: loss {np.mean(total):.3f}")
    model.eval()
    found = []
    with torch.no_grad():
        for first in range(0, len(left), BATCH):
            *inputs, _ = data.batch(left[first : first + BATCH])
            found.append(model(*inputs).softmax(-1)[:, 0].numpy())
    _store({name: value.numpy().astype(np.float16) for name, value in model.state_dict().items()}, out)
    return auc(np.concatenate(found), data.pairs[left, 2] == LABELS.index("entailment"))


def _loss(logits: Any, labels: Any) -> Any:
    """Return the mean negative log-likelihood; `not_entailment` is neutral or contradiction."""
    import torch

    logs = logits.log_softmax(-1)
    known = logs.gather(1, labels.clamp(max=2)[:, None])[:, 0]
    return -torch.where(labels == LABELS.index("not_entailment"), torch.logsumexp(logs[:, 1:], -1), known).mean()


def _batches(
    rows: NDArray[np.int64], lengths: NDArray[np.int64], rng: np.random.Generator
) -> Iterator[NDArray[np.int64]]:
    mixed = rng.permutation(rows)
    for first in range(0, len(mixed), BATCH * _BUCKET):
        bucket = mixed[first : first + BATCH * _BUCKET]
        bucket = bucket[np.argsort(lengths[bucket], kind="stable")]
        starts = rng.permutation(np.arange(0, len(bucket), BATCH))
        yield from (bucket[start : start + BATCH] for start in starts)


def _store(weights: dict[str, Vectors], out: Path) -> None:
    """Write an `.npz` file that is the same for the same weights: `numpy.savez` would store the time of writing."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in sorted(weights.items()):
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, value, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), buffer.getvalue())
