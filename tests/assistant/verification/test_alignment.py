"""The alignment model: numpy computes what torch was trained as, whatever stands beside it."""

import numpy as np
import pytest

from dragoman.assistant.verification.alignment import ALIGNMENT, AlignmentModel, load_alignment_model, measure_alignment
from dragoman.index.encoding.encoder import packaged


def vectors(*texts: str) -> list[np.ndarray]:
    return [read.vectors for read in packaged().words(texts)]


def test_a_changed_word_is_told_from_a_rewording() -> None:
    evidence, same, other = vectors(
        "The minister signed the treaty in Quito on Monday.",
        "On Monday the minister signed the treaty.",
        "On Monday the minister tore up the treaty.",
    )
    model = load_alignment_model()
    assert model.align(same, evidence).entailment > model.align(other, evidence).entailment


def test_each_word_of_the_claim_is_aligned_with_the_like_one() -> None:
    claim, evidence = vectors("Soldiers left Quito", "Troops departed from Quito yesterday")
    found = load_alignment_model().align(claim, evidence)
    assert found.best.tolist()[0] == 0 and found.best.tolist()[2] == 3
    assert found.cosines.shape == (3,) and found.cosines.max() <= 1.001


def test_without_words_nothing_is_entailed() -> None:
    (claim,) = vectors("Soldiers left Quito")
    nothing = claim[:0]
    row, _ = measure_alignment(load_alignment_model(), claim, [])
    assert row.shape == (len(ALIGNMENT),) and row[0] < -5
    row, whole = measure_alignment(load_alignment_model(), nothing, [claim])
    assert row[0] < -5 and whole.best.shape == whole.cosines.shape == (0,)


def test_numpy_computes_what_torch_does() -> None:
    torch = pytest.importorskip("torch")
    from dragoman.evals.calibration.alignment_training import network

    torch.manual_seed(1)
    module = network().eval()
    model = AlignmentModel({name: value.numpy() for name, value in module.state_dict().items()})
    rng = np.random.default_rng(2)
    claim, evidence = (rng.normal(size=(n, 384)).astype(np.float32) / 20 for n in (5, 9))
    with torch.no_grad():
        kept = [torch.ones(1, len(one), dtype=torch.bool) for one in (claim, evidence)]
        (expected,) = module(torch.from_numpy(claim)[None], kept[0], torch.from_numpy(evidence)[None], kept[1])
    assert np.allclose(model.align(claim, evidence).logits, expected.numpy(), atol=1e-4)
