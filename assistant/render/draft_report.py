"""A checked draft as text for a terminal and as Markdown; as a page it is in `assistant.render.draft_html`."""

from ...corpus.wording import attribution, counted
from ..drafts import CheckedQuote, DraftQuotation, DraftReport
from ..quotes.house_rules import Fault
from ..quotes.report import Place, QuoteReport, WordEdit
from .citations import address
from .markdown import plain
from .quote_report import MEANINGS, best_place, whose
from .word_edits import corrections

_LONGEST = 300  # characters of a quotation in a list
_SHOWN = 20  # of what is not checked, in a terminal

LABELS: dict[Fault, str] = {
    "misattributed": "another speaker",
    "reported": "reported, not quoted",
    "narration": "not a quotation",
}
"""What is wrong with words that match; what is wrong with other words is their verdict."""

_PLURALS = {"text box": "text boxes"}


def as_text(report: DraftReport) -> str:
    """Return an entry for each quotation, which begins with `name:line: verdict` for editors and build tools; then a summary.

    What needs fixing comes first.
    """
    lines = []
    for one in [*report.failures, *(one for one in report.quotations if one.passes)]:
        name = label(one)
        lines.append(f"{_at(report, one.quoted)}: {name.upper() if one.fails else name}: “{cut(one.quoted.words)}”")
        lines += [f"    {line}" for line in findings(one)]
    for note in report.notes:
        lines.append(
            f"{report.name}:{note.line}: note: {note.message}" if note.line else f"{report.name}: {note.message}"
        )
    lines += [
        f"{_at(report, other)}: not checked: “{cut(other.words)}”: {other.unchecked}"
        for other in report.unchecked[:_SHOWN]
    ]
    if len(report.unchecked) > _SHOWN:
        lines.append(f"{report.name}: {len(report.unchecked) - _SHOWN} more not checked")
    return "\n".join([*lines, summary(report)])


def as_markdown(report: DraftReport) -> str:
    """Return a table of what fails, then one of what passes; words of draft and corpus cannot become markup."""
    unit = report.unit.capitalize()
    blocks = [f"## Quotations in {plain(report.name)}", summary(report)]
    for title, some in (
        ("Need fixing", report.failures),
        ("Match the reports", [one for one in report.quotations if one.passes]),
    ):
        if some:
            rows = [f"### {title}", "", f"| {unit} | Quotation | Verdict | Why |", "|---:|---|---|---|"]
            for one in some:
                why = "<br>".join(plain(line) for line in findings(one))
                where = f"{one.quoted.line}{_in_part(one.quoted)}"
                rows.append(f"| {where} | {plain(cut(one.quoted.words))} | **{label(one)}** | {why} |")
            blocks.append("\n".join(rows))
    if report.unchecked:
        listed = [f"- {_short(other, report)}: {plain(other.unchecked)}" for other in report.unchecked]
        blocks.append("\n".join(["### Not checked", "", *listed]))
    if report.notes:
        blocks.append(
            "\n".join(f"- {f'{unit} {note.line}: ' if note.line else ''}{plain(note.message)}" for note in report.notes)
        )
    return "\n\n".join(blocks) + "\n"


def summary(report: DraftReport) -> str:
    """Return how many quotations were checked, where in the draft, and how many need fixing."""
    n, wrong = len(report.quotations), len(report.failures)
    if not n:
        return "No quotation was checked."
    checked = f"{counted(n, 'quotation')} checked{_parts(report)}"
    if wrong:
        return f"{checked}: {wrong:,} {'needs' if wrong == 1 else 'need'} fixing."
    if any(one.waived for one in report.quotations):
        return f"{checked}: none needs fixing."
    return f"{checked}: {'it matches' if n == 1 else 'all match'} the reports."


def label(one: CheckedQuote) -> str:
    """Return what a quotation is found to be: the verdict on its words, or what else is wrong with it or was accepted."""
    fault = next(iter(one.faults), None)
    if fault == "misattributed" and one.report.speaker.found is None:
        return "not this speaker"
    if fault in LABELS:
        return LABELS[fault]
    if fault is None and one.waived:
        accepted = one.waived[0]
        if accepted == "narration" and not one.allowed.narration:
            return "the report’s own words"  # to which the draft gives them
        return f"{LABELS[accepted]} (allowed)"
    return one.report.verdict.replace("_", " ")


def advice(one: CheckedQuote) -> str:
    """Return what is wrong and what to do, in a sentence or two; empty if nothing is."""
    fault = next(iter(one.faults), None)
    report = one.report
    if fault == "words":
        flags = f" ({', '.join(report.flags)})" if report.flags else ""
        return MEANINGS[report.verdict] + flags
    if fault == "misattributed":
        return _contradiction(report)
    if fault == "reported":
        who = report.places[0].speaker if report.places else None
        told = f"{who} is reported as saying this, not quoted" if who else "Reported, not quoted"
        return f"{told}: print it without quotation marks."
    if fault == "narration":
        return "The report’s own words, not a quotation: take the quotation marks away."
    return ""


def _contradiction(report: QuoteReport) -> str:
    asked, found = report.speaker.asked, report.speaker.found
    if found is None:
        return f"According to the report, {asked} did not say this, or may not have."
    place = best_place(report)
    return f"{found} says this{f' in “{place.document.title}”' if place else ''}, not {asked}."


def explanations(one: CheckedQuote) -> list[str]:
    """Return what the check found out about words that do not pass, in sentences: what was left out, which word is misspelt."""
    report = one.report
    if "words" not in one.faults or report.verdict == "paraphrase":
        return []
    return [told for told in report.findings if told != _contradiction(report)]


def findings(one: CheckedQuote) -> list[str]:
    """Return the findings on a quotation, a line each: what to fix, the change, the place, the speaker."""
    report = one.report
    lines = [told] if (told := advice(one)) else []
    if "words" in one.faults:
        changes = [change(edit) for edit in corrections(report) if edit.op != "equal" and not edit.marked]
        lines += explanations(one)
        if changes:
            lines.append("Changed: " + "; ".join(changes))
    if place := best_place(report):
        lines.append(f"{source_of(one)}: {located(place)}")
    if spoken := speaker_line(one):
        lines.append(f"Speaker: {spoken}.")
    return lines


def speaker_line(one: CheckedQuote) -> str:
    """Return what the draft and the source say of the speaker; empty if `advice` has it, or if there is nothing to compare."""
    speaker = one.report.speaker
    if speaker.verdict == "different" and next(iter(one.faults), None) != "misattributed":
        if speaker.found is None:
            return f"the draft names {speaker.asked}, who according to the report did not say this, or may not have"
        return f"the draft names {speaker.asked}, the source {speaker.found}"
    if speaker.verdict in ("confirmed", "reported"):
        return f"{speaker.found or speaker.asked}, as in the draft"
    return ""


def change(edit: WordEdit) -> str:
    """Return one change in words."""
    if edit.op == "delete":
        return f"“{edit.corpus}” is missing"
    if edit.op == "insert":
        return f"“{edit.given}” is added"
    return f"“{edit.given}” stands for “{edit.corpus}”"


def source_of(one: CheckedQuote) -> str:
    """Return the label of the words that are shown with a quotation."""
    return "Source" if one.report.places else "Closest passage (not a match)"


def located(place: Place) -> str:
    """Return the words of the source (see `shown_words`) with title, attribution and address."""
    return f"{shown_words(place)} — {place.document.title}, {attribution(place.document)}{address(place.document)}"


def shown_words(place: Place) -> str:
    """Return a place's words on one line, in quotation marks if it quotes them; else with whose words they are."""
    words = cut(place.text)
    return in_marks(words) if place.status == "quoted" else f"{words}{whose(place)}"


def in_marks(words: str) -> str:
    """Return the words in quotation marks, unless they have some already."""
    return words if any(mark in words for mark in '“”"«»') else f"“{words}”"


def cut(words: str) -> str:
    """Return the words on one line; the middle of a very long text is left out."""
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 80].rstrip()} […] {words[-70:].lstrip()}"


def _parts(report: DraftReport) -> str:
    """Return where the quotations were, unless all are in the text: ` (9 in the text, 2 in footnotes)`."""
    if set(report.counts) <= {"text"}:
        return ""
    listed = [
        f"{number:,} in the text" if part == "text" else f"{number:,} in {_some(part, number)}"
        for part, number in report.counts.items()
    ]
    return f" ({', '.join(listed)})"


def _some(part: str, number: int) -> str:
    article = "an" if part[0] in "aeiou" else "a"
    return f"{article} {part}" if number == 1 else _PLURALS.get(part, f"{part}s")


def _at(report: DraftReport, one: DraftQuotation) -> str:
    return f"{report.name}:{one.line}{_in_part(one)}"


def _in_part(one: DraftQuotation) -> str:
    return "" if one.part == "text" else f" ({one.part})"


def _short(one: DraftQuotation, report: DraftReport) -> str:
    return f"“{plain(cut(one.words))}” ({report.unit} {one.line})"
