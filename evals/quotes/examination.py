"""Check generated quotations, and compute the figures that the quote check must reach.

Every figure is a share with Wilson's interval (1927, Probable inference): the bootstrap interval of a share of 0 or 1 has
width 0, which claims too much.
"""

import hashlib
import time
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from itertools import chain
from random import Random
from typing import get_args

from scipy.stats import binomtest  # type: ignore[import-untyped]  # SciPy ships no types

from ...assistant.dragoman import Dragoman
from ...assistant.quotes.report import QuoteReport, QuoteVerdict
from ...corpus.errors import InputError
from ...corpus.progress import Progress
from ..environment import commit, machine
from ..metrics.classification import confusion
from ..mutators import ASKED, CHANGED, CUT, EDITED, HARMLESS, OMITTED, Mutation
from ..run_file import EvalRun, Figure, ItemResult, PlacedText
from .cases import OUTSIDE, CaseGenerator, QuoteCase
from .draft_cases import DraftCase, draft_cases, is_right
from .golden_cases import GOLDEN, golden_cases, speakers_found
from .marks import CaseMarks, mark

N = 3000
"""The default number of cases, about a minute. The promise of 0 errors in 100,000 is tested with `n=100_000`."""

DRAFTS = 20
"""A run checks one draft for so many quotations."""

DRAFTED = 60
"""The most documents from which drafts are made."""

_KEPT = 300  # right items saved in the run file; wrong ones are all saved, up to _WRONG
_WRONG = 2000
_PASSED = ("verbatim", "elided")

CheckedCase = tuple[QuoteCase, QuoteReport, CaseMarks]


def run(
    dragoman: Dragoman,
    n: int = N,
    seed: int = 0,
    *,
    outside: Sequence[str] = (),
    progress: Progress | None = None,
) -> EvalRun:
    """Check `n` generated quotations, and the golden quotations if the bundled briefs are indexed.

    `outside` are further sentences of documents that are not in the index. The same index, `n` and seed give the same
    cases.

    Raises:
        InputError: nothing is indexed, so there is nothing to quote.
    """
    started = time.perf_counter()
    documents = sorted(dragoman.documents(), key=lambda one: one.id)
    if not documents:
        raise InputError("nothing is indexed, so nothing can be quoted; add reports with 'dragoman ingest' first")
    judged = []
    by_hand = list(golden_cases(documents))
    generator = CaseGenerator(documents, outside, seed)
    for at, case in enumerate(chain(by_hand, generator.make(n))):
        if progress:
            progress(at, n + len(by_hand))
        report = check_mutation(dragoman, case.mutation)
        judged.append((case, report, mark(case.mutation, report)))
    drafts = [
        (case, is_right(dragoman, case))
        for case in draft_cases(generator.originals(DRAFTED), n // DRAFTS, Random(seed))
    ]
    return EvalRun(
        suite="quotes",
        data_sha256=hashlib.sha256(f"{n}:{seed}:{','.join(one.id for one in documents)}".encode()).hexdigest(),
        date=date.today().isoformat(),
        commit=commit(),
        machine=machine(),
        dragoman=version("dragoman"),
        figures=figures(judged, speakers_found(documents), drafts),
        items=_items(judged),
        confusion=confusion(
            [report.verdict for _, report, _ in judged],
            [case.mutation.expected for case, _, _ in judged],
            get_args(QuoteVerdict),
        ),
        seconds=round(time.perf_counter() - started, 2),
    )


def check_mutation(dragoman: Dragoman, mutation: Mutation) -> QuoteReport:
    """Check a mutation, with the speaker, publisher and day that it names."""
    asked = {name: value for name, value, _ in mutation.asked}
    said_on = date.fromisoformat(asked["said_on"]) if "said_on" in asked else None
    return dragoman.check_quote(
        mutation.text, speaker=asked.get("speaker"), publisher=asked.get("publisher"), said_on=said_on
    )


def figures(
    judged: Sequence[CheckedCase], named: Sequence[bool] = (), drafts: Sequence[tuple[DraftCase, bool]] = ()
) -> tuple[Figure, ...]:
    """Return the figures with their floors (ceilings for errors), then the share of right verdicts of each kind.

    `named`: for each quotation with a hand-labelled speaker, whether that speaker was found. `drafts`: whether the check of
    each draft was right.
    """
    of_kind = {kind: [one for one in judged if one[0].mutation.kind == kind] for kind in _kinds(judged)}

    def share(name: str, hits: Sequence[bool], floor: float | None = None, note: str | None = None) -> Figure:
        value, low, high = wilson(hits)
        return Figure(name, value, len(hits), low, high, note, floor)

    def rows(kinds: Sequence[str]) -> list[CheckedCase]:
        return [one for kind in kinds for one in of_kind.get(kind, ())]

    def of_drafts(kind: str) -> list[bool]:
        return [right for case, right in drafts if case.kind == kind]

    diffs = [found.diff for _, _, found in judged if found.diff is not None]
    flags = [found.flags for _, _, found in judged if found.flags is not None]
    swapped = [found.asked for _, _, found in rows(["speaker_swapped"]) if found.asked is not None]
    kept = [found.asked for _, _, found in rows(["speaker_kept"]) if found.asked is not None]
    seconds = sorted(report.seconds for _, report, _ in judged)
    # Other places may have the same words, so only verdicts on unchanged words count.
    whole = rows([*HARMLESS, *ASKED])
    outside = [r.status == "quoted" for c, r, _ in whole if c.status in ("outside", "reported") and r.passes]
    inside = [r.status != "quoted" for c, r, _ in whole if c.status == "quoted" and r.passes]
    every = [
        share(
            "changed passed error",
            [report.verdict in _PASSED for _, report, _ in rows(list(CHANGED))],
            0.0,
            "changed quotations called verbatim or elided",
        ),
        share(
            "harmless verbatim",
            [found.verdict for _, _, found in rows([*HARMLESS, *ASKED])],
            0.995,
            "true ones so called",
        ),
        share(
            "edited accepted", [found.verdict for _, _, found in rows(list(EDITED))], 0.97, "what editors may change"
        ),
        share(
            "harmless cut error",
            [report.verdict == "truncated" for _, report, _ in rows(["fragment", "time_cut"])],
            0.03,
            "cuts that turn nothing called truncated",
        ),
        share("outside marks quoted error", outside, 0.005, "words outside quotation marks called quoted"),
        share("inside marks unquoted error", inside, 0.02, "words inside quotation marks called reported or narration"),
        share(
            "cuts that turn found",
            [found.verdict for _, _, found in rows(list(CUT))],
            0.9,
            "a condition, a doubt, how many, whose claim and so on is cut off",
        ),
        share(
            "drafts wrong speaker found", of_drafts("swapped"), 0.93, "drafts with another speaker than the report's"
        ),
        share("drafts reported found", of_drafts("reported"), 0.93, "drafts with reported speech in quotation marks"),
        share("drafts false alarm error", [not right for right in of_drafts("kept")], 0.03, "right drafts that fail"),
        share("omissions right", [found.verdict for _, _, found in rows([*OMITTED, "marked_turn"])], 0.98),
        share("verdict accuracy", [found.verdict for _, _, found in judged], 0.96),
        share("diff exact", diffs, 0.98, "names exactly the changed words"),
        share("flags right", flags),
        share("golden right", [found.all for case, _, found in judged if case.mutation.kind.startswith(GOLDEN)]),
        share("outside error", [not found.verdict for _, _, found in rows([OUTSIDE])], 0.005, "words not in the index"),
        share("speaker different", swapped, 0.95, "another speaker was asked for"),
        share("speaker right", named, 0.92, "named speakers of marked quotations in the briefs, labelled by hand"),
        share("speaker confirmed", kept, None, "the speaker as the document has it was asked for"),
        Figure("p95 ms", round(1000 * seconds[int(0.95 * (len(seconds) - 1))], 1), len(seconds)) if seconds else None,
    ]
    kinds = [share(f"kind: {kind}", [found.verdict for _, _, found in rows]) for kind, rows in of_kind.items()]
    return tuple(one for one in (*every, *kinds) if one is not None and one.n)


def wilson(hits: Sequence[bool]) -> tuple[float, float, float]:
    """Return the share that is true, with Wilson's 95 % interval; (0, 0, 0) without hits."""
    if not hits:
        return 0.0, 0.0, 0.0
    found = binomtest(sum(hits), len(hits))
    low, high = found.proportion_ci(0.95, method="wilson")
    return float(found.statistic), float(low), float(high)


def _kinds(judged: Sequence[CheckedCase]) -> list[str]:
    return sorted({case.mutation.kind for case, _, _ in judged})


def _items(judged: Sequence[CheckedCase]) -> tuple[ItemResult, ...]:
    wrong = [_item(*one) for one in judged if not one[2].all]
    right = [_item(*one) for one in judged if one[2].all]
    step = max(1, len(right) // _KEPT)
    return (*wrong[:_WRONG], *right[::step][:_KEPT])


def _item(case: QuoteCase, report: QuoteReport, found: CaseMarks) -> ItemResult:
    mutation = case.mutation
    parts = (("verdict", found.verdict), ("flags", found.flags), ("diff", found.diff), ("asked", found.asked))
    scores = {name: float(value) for name, value in parts if value is not None}
    gold = (PlacedText(case.original, case.document.external_id or case.document.id),) if case.document else ()
    nearest = report.nearest or report.earliest
    place = None
    if nearest:
        place = PlacedText(
            nearest.text, nearest.document.external_id or nearest.document.id, nearest.span.start, nearest.span.end
        )
    diff = [(step.corpus, step.given) for step in report.diff if step.op != "equal"]
    wrong = [name for name, value in scores.items() if not value]
    return ItemResult(
        id=case.id,
        kind="quotation",
        question=mutation.text,
        scores=scores,
        found=(place,) if place else (),
        gold=gold,
        expected=" or ".join(mutation.expected),
        got=report.verdict,
        seconds=report.seconds,
        answer="; ".join(report.reasons),
        passed=found.all,
        reason=f"{', '.join(wrong)} wrong: {mutation.reason}; changed {list(mutation.changed)}, the diff names {diff}"
        if wrong
        else None,
    )
