"""A checked draft as one HTML page: no script, nothing loaded from elsewhere, readable on a phone and in print.

Every word of the draft and of the corpus is escaped, and the page forbids scripts and requests to itself as well.
"""

import re
from html import escape

from ...corpus.wording import attribution
from ..drafts import CheckedQuote, DraftQuotation, DraftReport
from ..quotes.report import Place, WordEdit
from .terminal import MEANINGS

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root { color-scheme: light dark; --ink: #1d2126; --soft: #5a6470; --paper: #f7f6f2; --card: #fff; --line: #ddd9ce;
  --bad: #a32015; --bad-back: #fbe4e1; --good: #1c6b3c; --good-back: #dff2e5; --old: #8a1f14; --new: #14532d; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e1; --soft: #a2a9b3; --paper: #16181b; --card: #1f2226;
  --line: #383d44; --bad: #ff9d92; --bad-back: #4a1c18; --good: #8fdcab; --good-back: #173d27; --old: #ff9d92;
  --new: #8fdcab; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 Georgia, "Times New Roman", serif; }
main { max-width: 52rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.small, .meta, .told { color: var(--soft); font: .875rem/1.45 system-ui, sans-serif; }
.sum { display: flex; flex-wrap: wrap; gap: .5rem; margin: .75rem 0 0; padding: 0; list-style: none; }
.badge { display: inline-block; padding: .1rem .6rem; border-radius: 1rem; font: 600 .8125rem/1.6 system-ui, sans-serif; }
.bad { color: var(--bad); background: var(--bad-back); } .good { color: var(--good); background: var(--good-back); }
article { background: var(--card); border: 1px solid var(--line); border-left: .3rem solid var(--good);
  border-radius: .4rem; padding: .75rem 1rem; margin: .75rem 0; overflow-wrap: anywhere; break-inside: avoid; }
article.fails { border-left-color: var(--bad); }
article header { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; }
.where { font: 600 .875rem/1.6 system-ui, sans-serif; }
blockquote { margin: .5rem 0; padding: 0; font-size: 1.0625rem; }
del { color: var(--old); text-decoration: line-through; } ins { color: var(--new); text-decoration: underline; font-weight: 600; }
p { margin: .35rem 0; } ul.plain { padding-left: 1.2rem; }
@media print { body { background: #fff; } main { max-width: none; } }
"""


def page(report: DraftReport) -> str:
    """The whole page."""
    fails = "".join(_card(one, report) for one in report.failures)
    passes = "".join(_card(one, report) for one in report.quotations if one.passes)
    wrong, right = len(report.failures), len(report.quotations) - len(report.failures)
    badges = [
        f'<li class="badge {kind}">{n} {"not " if kind == "bad" else ""}as in the corpus</li>'
        for kind, n in (("bad", wrong), ("good", right))
        if n
    ]
    parts = (
        f"<h1>Quotations in {_escape(report.name)}</h1>",
        f"<p>{_escape(summary(report))}</p>",
        f'<ul class="sum">{"".join(badges)}</ul>',
        f"<h2>Not as the corpus has them</h2>{fails}" if fails else "",
        _notes(report),
        f"<h2>As the corpus has them</h2>{passes}" if passes else "",
        _too_short(report),
        _searched(report),
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">'
        f"<title>Quotations in {_escape(report.name)}</title><style>{_STYLE}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )


def _card(one: CheckedQuote, report: DraftReport) -> str:
    found = one.report
    kind = "good" if one.passes else "bad"
    flags = f' <span class="meta">{_escape(", ".join(found.flags))}</span>' if found.flags and not one.passes else ""
    differs = not one.passes and any(edit.op != "equal" for edit in found.diff)
    shown = _diff(found.diff) if differs else _escape(one.quoted.words)
    legend = " Struck out: only in the corpus; underlined: only in the draft." if differs else ""
    lines = "" if one.passes else f'<p class="told">{_escape(MEANINGS[found.verdict])}{legend}</p>'
    return (
        f'<article class="{"" if one.passes else "fails"}"><header><span class="where">{report.unit.capitalize()} '
        f'{one.quoted.line}</span><span class="badge {kind}">{_escape(found.verdict.replace("_", " "))}</span>{flags}'
        f'</header><blockquote dir="auto">“{shown}”</blockquote>{lines}'
        f"{_place(one)}{_speaker(one)}</article>"
    )


def _diff(edits: tuple[WordEdit, ...]) -> str:
    """The draft's words; what the corpus has instead is struck out before them."""
    parts = []
    for edit in edits:
        if edit.op == "equal" or edit.marked:
            parts.append(_escape(edit.given))
        else:
            parts.append(f"<del>{_escape(edit.corpus)}</del>" if edit.corpus.strip() else "")
            parts.append(f"<ins>{_escape(edit.given)}</ins>" if edit.given.strip() else "")
    return " ".join(filter(None, parts))


def _place(one: CheckedQuote) -> str:
    found = one.report
    place = found.earliest or (found.places[0] if found.places else found.nearest)
    if place is None:
        return ""
    told = f"{place.document.title}, {attribution(place.document)}"
    words = "" if one.passes else f" {_escape(in_marks(cut(place.text)))} —"
    return f'<p class="told">{source_of(one)}:{words} <cite>{_escape(told)}</cite></p>'


def _speaker(one: CheckedQuote) -> str:
    asked = one.report.speaker
    if asked.verdict == "not_asked":
        return ""
    told = {
        "confirmed": f"{asked.found or asked.asked}, as in the draft",
        "different": f"the draft names {asked.asked}, the corpus {asked.found}",
        "unknown": f"the draft names {asked.asked}; the corpus does not tell",
    }[asked.verdict]
    badge = ' <span class="badge bad">another speaker</span>' if asked.verdict == "different" else ""
    return f'<p class="told">Speaker: {_escape(told)}{badge}</p>'


def _notes(report: DraftReport) -> str:
    rows = [
        f"<li>{f'{report.unit.capitalize()} {note.line}: ' if note.line else ''}{_escape(note.message)}</li>"
        for note in report.notes
    ]
    return f'<h2>Notes</h2><ul class="plain small">{"".join(rows)}</ul>' if rows else ""


def _too_short(report: DraftReport) -> str:
    rows = [f"<li>“{_escape(one.words)}” ({report.unit} {one.line})</li>" for one in report.too_short]
    return f'<h2>Too short to check</h2><ul class="plain small">{"".join(rows)}</ul>' if rows else ""


def _searched(report: DraftReport) -> str:
    if not report.quotations:
        return ""
    searched = report.quotations[0].report.searched
    when = f", as of {_escape(searched.as_of[:10])}" if searched.as_of else ""
    return f'<p class="small">Checked against {counted(searched.documents, "document")}{when}.</p>'


def _escape(value: str) -> str:
    """The words as text; controls that reorder what is shown become visible signs."""
    shown = "".join(f"[U+{ord(c):04X}]" if c in _REORDER else c for c in value)
    return escape(shown, quote=True)


_REORDER = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


_AROUND = 6  # words beside a change

_LONGEST = 300  # characters of a quotation in a list

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+!|~&])")


def as_text(report: DraftReport) -> str:
    """One entry a quotation, `name:line: verdict` first, as editors and continuous integration read it; then a summary."""
    lines = []
    for one in report.quotations:
        verdict = one.report.verdict.replace("_", " ")
        lines.append(
            f"{report.name}:{one.quoted.line}: {verdict if one.passes else verdict.upper()}: “{cut(one.quoted.words)}”"
        )
        lines += [f"    {line}" for line in told(one)]
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
    """A table of what fails, then one of what passes; draft and corpus words cannot become markup."""
    unit = report.unit.capitalize()
    blocks = [f"## Quotations in {_plain(report.name)}", summary(report)]
    for title, some in (
        ("Not as the corpus has them", report.failures),
        ("As the corpus has them", [one for one in report.quotations if one.passes]),
    ):
        if some:
            rows = [f"### {title}", "", f"| {unit} | Quotation | Verdict | Why |", "|---:|---|---|---|"]
            for one in some:
                why = "<br>".join(_plain(line) for line in told(one))
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
    """One sentence: how many quotations were checked and how many are not as the corpus has them."""
    n, wrong = len(report.quotations), len(report.failures)
    if not n:
        return "No quotation was checked."
    if not wrong:
        return f"{counted(n, 'quotation')} checked: {'it stands' if n == 1 else 'all stand'} in the corpus."
    what = "is not as the corpus has it" if wrong == 1 else "are not as the corpus has them"
    return f"{counted(n, 'quotation')} checked: {wrong:,} {what}."


def counted(n: int, noun: str) -> str:
    """`1 quotation`, `2 quotations`."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def told(one: CheckedQuote) -> list[str]:
    """What there is to say about a quotation, a line each: the change, the place, the speaker."""
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
    """One change in words."""
    if edit.op == "delete":
        return f"“{edit.corpus}” is missing"
    if edit.op == "insert":
        return f"“{edit.given}” is added"
    return f"“{edit.given}” stands for “{edit.corpus}”"


def source_of(one: CheckedQuote) -> str:
    """What the words of the corpus are to those of the draft."""
    if one.passes:
        return "Source"
    return "The corpus has" if one.report.places else "Nearest"


def located(place: Place) -> str:
    """The words of the corpus with title and attribution."""
    return f"{in_marks(cut(place.text))} — {place.document.title}, {attribution(place.document)}"


def in_marks(words: str) -> str:
    """Words in quotation marks, unless they have some already."""
    return words if any(mark in words for mark in '“”"«»') else f"“{words}”"


def cut(words: str) -> str:
    """Words on one line; the middle of very many is left out."""
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 80].rstrip()} […] {words[-70:].lstrip()}"


def _short(one: DraftQuotation, report: DraftReport) -> str:
    return f"{_plain(one.words)} ({report.unit} {one.line})"


def _plain(words: str) -> str:
    """Words that stay words in Markdown and in the HTML made from it."""
    words = " ".join(words.split()).replace("://", ":\u200b//").replace("@", "@\u200b")
    return _MARKUP.sub(lambda found: {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(found[0], f"\\{found[0]}"), words)
