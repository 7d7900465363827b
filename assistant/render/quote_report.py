"""The report on a quotation as text for the terminal and as Markdown, and what each verdict and status means in words."""

from ...corpus.wording import attribution, day, quoted
from ..quotes.report import Confirmation, Place, QuoteReport, QuoteVerdict, WordEdit, WordStatus
from .citations import about_url, address, original
from .markdown import link, plain
from .word_edits import corrections, pieces

MEANINGS: dict[QuoteVerdict, str] = {
    "verbatim": "Exact match found.",
    "elided": "Exact match found, apart from the cuts and brackets that the quotation marks.",
    "altered": "The source wording is different.",
    "truncated": "The words match, but what was left out changes their meaning.",
    "stitched": "Words from separate places are run together as one quotation.",
    "paraphrase": "No such quotation, but one sentence says much the same.",
    "not_found": "No match found.",
}

STATUS_NAMES: dict[WordStatus, str] = {
    "quoted": "Quoted",
    "reported": "Reported, not quoted",
    "narration": "Narration",
}

STATUS_MEANINGS: dict[WordStatus, str] = {
    "quoted": "in quotation marks, or in a speaker’s turn.",
    "reported": "print it without quotation marks.",
    "narration": "the report’s own words, not a quotation.",
}
"""What each status means for somebody who wants to print the words."""

CONFIRMATIONS: dict[Confirmation, str] = {
    "confirmed": "confirmed",
    "reported": "reported, not quoted",
    "brief": "only in Dragoman’s brief on it, not in its own words",
    "different": "different",
    "unknown": "not stated",
    "not_asked": "not asked",
}

IGNORED: dict[str, str] = {
    "closing punctuation": "final punctuation",
    "case of the first letter": "first capital",
}
"""What people call a harmless difference, where it is not its name."""

SHOWN = 5
"""Places in the text at most; JSON has all."""

_AROUND = 8  # unchanged words that the text shows next to a change


def status_line(report: QuoteReport) -> str | None:
    """Say whether the words may be printed as a quotation, by status and speaker; `None` if no place has them."""
    if report.status is None or not report.passes:
        return None
    return f"{STATUS_NAMES[report.status]}: {STATUS_MEANINGS[report.status]}"


def answers(report: QuoteReport) -> list[str]:
    """Return what was asked of speaker, publisher and day, with the answers."""
    lines = []
    for name, one in (("speaker", report.speaker), ("publisher", report.publisher), ("said on", report.said_on)):
        if one.verdict != "not_asked":
            found = f"; found: {one.found}" if one.found and one.verdict == "different" else ""
            lines.append(f"{name}: {one.asked}: {CONFIRMATIONS[one.verdict]}{found}")
    return lines


def as_text(report: QuoteReport) -> str:
    """Show a report: verdict and status in words, the changes, speaker, places and day, and what was ignored."""
    lines = [f"{report.verdict.upper().replace('_', ' ')}: {MEANINGS[report.verdict]}"]
    if report.flags:
        lines[0] += f" ({', '.join(report.flags)})"
    if report.status and (told := status_line(report)):
        name = STATUS_NAMES[report.status]
        lines.append(name.upper() + told.removeprefix(name))
    lines += report.reasons
    if any(one.op != "equal" for one in report.diff):
        lines += [
            "",
            f"  {_diff(corrections(report) or report.diff)}",
            "  [-wrong in the quotation-] {+in the source+}; a change that the quotation itself marks appears as written",
        ]
    lines += answers(report)
    if report.places:
        lines += ["", "Where:" if report.verdict != "stitched" else "Pieces:"]
        lines += [_placed(one) for one in report.places[:SHOWN]]
        if more := max(0, len(report.places) - SHOWN) + report.further:
            lines.append(f"  and {more} more")
        if len(report.places) > 1 and report.earliest and report.verdict != "stitched":
            lines.append(f"Earliest: {attribution(report.earliest.document)}")
    elif report.nearest:
        lines += ["", "Closest passage (not a match):", _placed(report.nearest)]
    if report.normalisations:
        lines.append(ignored(report))
    return "\n".join(lines)


def as_markdown(report: QuoteReport) -> str:
    """Show a report as Markdown, for a mail or a pull request; quoted words cannot become markup."""
    flags = f" ({', '.join(report.flags)})" if report.flags else ""
    verdict = report.verdict.replace("_", " ").capitalize()
    lines = [f"**{verdict}:** {MEANINGS[report.verdict]}{flags}"]
    if report.status and (told := status_line(report)):
        name = STATUS_NAMES[report.status]
        lines.append(f"**{name}:**{told.removeprefix(f'{name}:')}")
    lines.append(f"> {_marked(report)}")
    lines += map(plain, report.reasons)
    lines += [plain(one[:1].upper() + one[1:]) for one in answers(report)]
    places = report.places or ((report.nearest,) if report.nearest else ())
    if places:
        lines.append("In the reports:" if report.places else "Closest passage (not a match):")
        lines.append("\n".join(_item(one) for one in places[:SHOWN]))
        if len(places) > SHOWN:
            lines.append(f"and {len(places) - SHOWN} more")
    if report.normalisations:
        lines.append(ignored(report))
    return "\n\n".join(lines) + "\n"


def ignored(report: QuoteReport) -> str:
    """Name the harmless differences of a report that has some, as a sentence."""
    return f"Ignored: {', '.join(IGNORED.get(one, one) for one in report.normalisations)}."


def whose(one: Place) -> str:
    """Say in brackets whose words a place has if they are not quoted."""
    return {"quoted": "", "reported": " (reported, not quoted)", "narration": " (the report’s own words)"}[one.status]


def best_place(report: QuoteReport) -> Place | None:
    """Return the place to show with a quotation: the one that decided the verdict, or the one that names another speaker.

    Without a place it is the closest passage, which is not a match.
    """
    if report.speaker.verdict == "different" and report.speaker.found:
        named = (one for one in report.places if one.speaker == report.speaker.found and one.status != "narration")
        return next(named, report.places[0] if report.places else report.nearest)
    return report.places[0] if report.places else report.nearest


def _marked(report: QuoteReport) -> str:
    """Mark corrections: what the quotation has wrong is struck out, what the source says is bold."""
    corrected = corrections(report)
    if not corrected:
        return f"“{plain(report.quote)}”"
    marks = {"": "", "del": "~~", "ins": "**"}
    return " ".join(f"{marks[kind]}{plain(words)}{marks[kind]}" for kind, words in pieces(corrected))


def _item(one: Place) -> str:
    who = f", {plain(one.speaker)}" if one.speaker else ""
    when = f", said on {day(one.said_on)}" if one.said_on else ""
    words = plain(_short(one))
    shown = f"“{words}”" if one.status == "quoted" else words
    url, subject = original(one.document, one.text), about_url(one.document)
    title = link(one.document.title, url) if url else plain(one.document.title)
    about = f" (about {link('this report', subject)})" if subject else ""
    return f"- {shown}{whose(one)}{who}{when} — {title}, {plain(attribution(one.document))}{about}"


def _placed(one: Place) -> str:
    who = f" — {one.speaker}" if one.speaker else ""
    when = f", said on {day(one.said_on)}" if one.said_on else ""
    words = " ".join(_short(one).split())
    shown = quoted(words) if one.status == "quoted" else words
    where = f"{attribution(one.document)}{address(one.document)} [{one.document.id} {one.span.start}:{one.span.end}]"
    return f"  {shown}{whose(one)}{who}{when}\n    {where}"


def _short(one: Place) -> str:
    return one.text if len(one.text) <= 300 else f"{one.text[:200].rstrip()} … {one.text[-80:].lstrip()}"


def _diff(edits: tuple[WordEdit, ...]) -> str:
    parts = []
    for at, one in enumerate(edits):
        if one.op == "equal":
            parts.append(_shortened(one.given, first=at == 0, last=at == len(edits) - 1))
        elif one.marked:
            parts.append(one.given)
        else:
            parts.append(
                " ".join(filter(None, (one.given and f"[-{one.given}-]", one.corpus and f"{{+{one.corpus}+}}")))
            )
    return " ".join(" ".join(part.split()) for part in parts)


def _shortened(words: str, *, first: bool, last: bool) -> str:
    found = words.split()
    if first and not last and len(found) > _AROUND:
        return "… " + " ".join(found[-_AROUND:])
    if last and not first and len(found) > _AROUND:
        return " ".join(found[:_AROUND]) + " …"
    if not first and not last and len(found) > 2 * _AROUND:
        return " ".join([*found[:_AROUND], "…", *found[-_AROUND:]])
    return words
