"""A checked draft as text for a terminal and as Markdown; as a page it is in `assistant.render.draft_html`."""

import re

from ...corpus.wording import attribution, counted
from ..drafts import CheckedQuote, DraftQuotation, DraftReport
from ..quotes.report import Place, WordEdit
from .quote_report import MEANINGS

_LONGEST = 300  # characters of a quotation in a list

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+!|~&])")


def as_text(report: DraftReport) -> str:
    """Return an entry for each quotation, which begins with `name:line: verdict` for editors and build tools; then a summary."""
    lines = []
    for one in report.quotations:
        verdict = one.report.verdict.replace("_", " ")
        lines.append(
            f"{report.name}:{one.quoted.line}: {verdict if one.passes else verdict.upper()}: “{cut(one.quoted.words)}”"
        )
        lines += [f"    {line}" for line in findings(one)]
    for note in report.notes:
        lines.append(
            f"{report.name}:{note.line}: note: {note.message}" if note.line else f"{report.name}: {note.message}"
        )
    if report.too_short:
        listed = ", ".join(f"“{one.words}” ({one.line})" for one in report.too_short[:20])
        more = f" and {len(report.too_short) - 20} more" if len(report.too_short) > 20 else ""
        lines.append(f"{report.name}: too short to check (with {report.unit}): {listed}{more}")
    return "\n".join([*lines, summary(report)])


def as_markdown(report: DraftReport) -> str:
    """Return a table of what fails, then one of what passes; words of draft and corpus cannot become markup."""
    unit = report.unit.capitalize()
    blocks = [f"## Quotations in {_plain(report.name)}", summary(report)]
    for title, some in (
        ("Not as the corpus has them", report.failures),
        ("As the corpus has them", [one for one in report.quotations if one.passes]),
    ):
        if some:
            rows = [f"### {title}", "", f"| {unit} | Quotation | Verdict | Why |", "|---:|---|---|---|"]
            for one in some:
                why = "<br>".join(_plain(line) for line in findings(one))
                verdict = one.report.verdict.replace("_", " ")
                rows.append(f"| {one.quoted.line} | {_plain(cut(one.quoted.words))} | **{verdict}** | {why} |")
            blocks.append("\n".join(rows))
    if report.too_short:
        blocks.append(f"Too short to check: {', '.join(_short(one, report) for one in report.too_short)}.")
    if report.notes:
        blocks.append(
            "\n".join(
                f"- {f'{unit} {note.line}: ' if note.line else ''}{_plain(note.message)}" for note in report.notes
            )
        )
    return "\n\n".join(blocks) + "\n"


def summary(report: DraftReport) -> str:
    """Return one sentence: how many quotations were checked and how many are not as the corpus has them."""
    n, wrong = len(report.quotations), len(report.failures)
    if not n:
        return "No quotation was checked."
    if not wrong:
        return f"{counted(n, 'quotation')} checked: {'it stands' if n == 1 else 'all stand'} in the corpus."
    what = "is not as the corpus has it" if wrong == 1 else "are not as the corpus has them"
    return f"{counted(n, 'quotation')} checked: {wrong:,} {what}."


def findings(one: CheckedQuote) -> list[str]:
    """Return the findings on a quotation, a line each: the change, the place, the speaker."""
    report = one.report
    lines = []
    if not one.passes:
        flags = f" ({', '.join(report.flags)})" if report.flags else ""
        lines.append(MEANINGS[report.verdict] + flags)
        changes = [change(edit) for edit in report.diff if edit.op != "equal" and not edit.marked]
        if changes:
            lines.append("Changed: " + "; ".join(changes))
    place = report.earliest or (report.places[0] if report.places else report.nearest)
    if place:
        lines.append(f"{source_of(one)}: {located(place)}")
    if report.speaker.verdict == "different":
        lines.append(f"Speaker: the draft names {report.speaker.asked}, the corpus {report.speaker.found}.")
    elif report.speaker.verdict == "confirmed":
        lines.append(f"Speaker: {report.speaker.found or report.speaker.asked}, as in the draft.")
    return lines


def change(edit: WordEdit) -> str:
    """Return one change in words."""
    if edit.op == "delete":
        return f"“{edit.corpus}” is missing"
    if edit.op == "insert":
        return f"“{edit.given}” is added"
    return f"“{edit.given}” stands for “{edit.corpus}”"


def source_of(one: CheckedQuote) -> str:
    """Return the label of the words of the corpus that are shown with a quotation."""
    if one.passes:
        return "Source"
    return "The corpus has" if one.report.places else "Nearest"


def located(place: Place) -> str:
    """Return the words of the corpus with title and attribution."""
    return f"{in_marks(cut(place.text))} — {place.document.title}, {attribution(place.document)}"


def in_marks(words: str) -> str:
    """Return the words in quotation marks, unless they have some already."""
    return words if any(mark in words for mark in '“”"«»') else f"“{words}”"


def cut(words: str) -> str:
    """Return the words on one line; the middle of a very long text is left out."""
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 80].rstrip()} […] {words[-70:].lstrip()}"


def _short(one: DraftQuotation, report: DraftReport) -> str:
    return f"{_plain(one.words)} ({report.unit} {one.line})"


def _plain(words: str) -> str:
    """Return the words so that they stay words in Markdown and in the HTML made from it."""
    words = " ".join(words.split()).replace("://", ":\u200b//").replace("@", "@\u200b")
    return _MARKUP.sub(lambda found: {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(found[0], f"\\{found[0]}"), words)
