"""The NLI judge with a real, tiny cross-encoder with random weights, made here and loaded by the real library."""

from pathlib import Path

import pytest

from dragoman.assistant.verification.nli_judge import NliJudge, labels
from dragoman.corpus.errors import InputError

EVIDENCE = "Hassan Rashad received both delegations in Cairo. They agreed to let 300 trucks a day enter Gaza."


def tiny(folder: Path, named: dict[int, str], favoured: int) -> Path:
    """Make a BERT of one layer whose bias always favours one output."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefghijklmnopqrstuvwxyz", "trucks", "gaza"]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    config = BertConfig(
        vocab_size=len(words), hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8,
        num_labels=len(named), id2label=named, label2id={label: at for at, label in named.items()},
    )  # fmt: skip
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.weight.zero_()
        model.classifier.bias.copy_(torch.tensor([4.0 if at == favoured else 0.0 for at in named]))
    model.save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    return folder


@pytest.mark.parametrize(
    "named",
    [
        {0: "contradiction", 1: "entailment", 2: "neutral"},
        {0: "ENTAILMENT", 1: "NEUTRAL", 2: "CONTRADICTION"},
        {0: "not_entailment", 1: "entailment"},
    ],
)
def test_the_order_of_labels_is_the_model_s_own(tmp_path: Path, named: dict[int, str]) -> None:
    entailed = next(at for at, label in named.items() if label.lower() == "entailment")
    judge = NliJudge(str(tiny(tmp_path, named, entailed)))
    found = judge.judge("Every day trucks may drive to Gaza.", [EVIDENCE])
    assert found.verdict == "supported" and found.score > 0.9
    assert found.span is not None and "trucks" in found.span.of(EVIDENCE)


def test_what_the_rules_find_stands_whatever_the_model_says(tmp_path: Path) -> None:
    judge = NliJudge(str(tiny(tmp_path, {0: "entailment", 1: "contradiction"}, 0)))
    found = judge.judge("They agreed to let 500 trucks a day enter Gaza.", [EVIDENCE])
    assert found.verdict != "supported" and "the number 500 is not in the evidence" in found.reasons


def test_a_contradiction_is_reported(tmp_path: Path) -> None:
    judge = NliJudge(str(tiny(tmp_path, {0: "entailment", 1: "neutral", 2: "contradiction"}, 2)))
    assert judge.judge("Trucks stay out of Gaza.", [EVIDENCE]).verdict == "contradicted"


def test_labels_without_entailment_are_refused() -> None:
    with pytest.raises(InputError, match="none is called entailment"):
        labels({0: "LABEL_0", 1: "LABEL_1"})


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="DRAGOMAN_NLI"):
        NliJudge(str(tmp_path)).judge("Trucks drive to Gaza.", [EVIDENCE])
