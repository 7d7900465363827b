"""`dragoman quote`, `draft` and `support`: checking what others wrote."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..corpus.errors import InputError
from .options import Allow, HomeOption, Json, Jsonl, answer_lines, opened, print_json, print_reply, say, welcome

if TYPE_CHECKING:
    from ..assistant.contract.requests import QuoteRequest, SupportRequest
    from ..assistant.contract.support import Support
    from ..assistant.dragoman import Dragoman
    from ..assistant.quotes.report import QuoteReport


Strict = Annotated[
    bool,
    typer.Option(
        "--strict",
        help="Ignore differences of typography only: no other spelling, letter case, numeral or contraction.",
    ),
]


def quote(
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="The quotation, with or without quotation marks.")
    ] = None,
    speaker: Annotated[str | None, typer.Option(help="Who is said to have said it.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who is said to report it.")] = None,
    said_on: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The day on which it is said to have been said.")
    ] = None,
    allow: Allow = None,
    strict: Strict = False,
    home: HomeOption = None,
    as_json: Json = False,
    jsonl: Jsonl = None,
) -> None:
    """Check a quote's exact wording, speaker, outlet and date.

    Exit code 1 if the quote fails: its words differ and it does not mark the difference, the source quotes somebody else, or
    it is only reported speech or the report's own words.
    """
    from ..assistant.contract import quotes
    from ..assistant.contract.parsing import checked
    from ..assistant.contract.requests import QuoteRequest
    from ..assistant.quotes.house_rules import fails
    from ..assistant.render.quote_report import as_text

    passed, house = True, tuple(one.value for one in allow or ())

    def report(dragoman: "Dragoman", request: "QuoteRequest") -> "QuoteReport":
        nonlocal passed
        found = dragoman.check_quote(
            request.quote,
            speaker=request.speaker,
            publisher=request.publisher,
            said_on=request.said_on,
            strict=strict or request.strict,
        )
        passed = passed and not fails(found, request.allowed)
        return found.searched_in(dragoman.path)

    if jsonl is None and text is None:
        raise InputError("give the quotation as TEXT, or several with --jsonl FILE")
    with opened(home, lasting=jsonl is not None) as dragoman:
        welcome(dragoman)
        if jsonl is not None:

            def answer(request: QuoteRequest) -> quotes.QuoteReport:
                request = request.model_copy(update={"allow": (*request.allow, *house)})
                return quotes.QuoteReport.of(report(dragoman, request), request.allowed)

            answer_lines(jsonl, QuoteRequest, answer)
        else:
            given = {"quote": text, "speaker": speaker, "publisher": publisher, "said_on": said_on, "allow": house}
            request = checked(QuoteRequest, given)
            found = report(dragoman, request)
            if as_json:
                print_reply(quotes.QuoteReport.of(found, request.allowed))
            else:
                print(as_text(found))
    if not passed:
        raise typer.Exit(1)


def draft(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="Drafts in Markdown, text, HTML or DOCX.", show_default=False)
    ],
    markdown: Annotated[Path | None, typer.Option(metavar="OUT", help="Write the report as Markdown.")] = None,
    html: Annotated[Path | None, typer.Option(metavar="OUT", help="Write the report as one HTML page.")] = None,
    allow: Allow = None,
    strict: Strict = False,
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """Check every quote in a draft; exit code 1 if one needs fixing.

    A quote needs fixing if its words differ, if the source quotes somebody else, or if it is only reported speech or the
    report's own words. Each line of the report begins with the draft's name and the line number (the paragraph for DOCX).
    """
    from ..assistant.contract.drafts import Draft
    from ..assistant.quotes.house_rules import Allowed, DraftRules
    from ..assistant.render import draft_report
    from ..assistant.render.draft_html import as_html
    from ..assistant.runtime.progress import bar

    if (markdown or html) and len(files) > 1:
        raise InputError("--markdown and --html write the report of one draft; give one FILE")
    rules = DraftRules(Allowed.of([one.value for one in allow or ()]), strict)
    passes = True
    with opened(home, lasting=True) as dragoman:
        welcome(dragoman)
        for name in files:
            with bar(f"Checking {name}", "quotations") as progress:
                report = dragoman.check_draft(Path(name), progress, rules).searched_in(dragoman.path)
            passes = passes and report.passes
            if as_json:
                print_json(Draft.of(report), indent=None if len(files) > 1 else 2)
            else:
                print(draft_report.as_text(report))
            for target, content in ((markdown, draft_report.as_markdown), (html, as_html)):
                if target:
                    _write(target, content(report))
    if not passes:
        raise typer.Exit(1)


def _write(target: Path, content: str) -> None:
    try:
        target.write_bytes(content.encode("utf-8", "replace"))
    except OSError as error:
        raise InputError(f"{target} cannot be written ({error.strerror}); name another file") from error
    say(f"written to {target}")


def support(
    claim: Annotated[str | None, typer.Option(help="The statement to check.")] = None,
    evidence: Annotated[list[str] | None, typer.Option(help="A text that may support it; may be repeated.")] = None,
    document: Annotated[
        str | None, typer.Option(metavar="ID", help="The id of a stored document, instead of texts.")
    ] = None,
    home: HomeOption = None,
    as_json: Json = False,
    jsonl: Jsonl = None,
) -> None:
    """Check a claim against evidence; exit code 1 if it is not supported."""
    from ..assistant.contract.parsing import checked
    from ..assistant.contract.requests import SupportRequest

    with opened(home, lasting=jsonl is not None) as dragoman:
        if jsonl is not None:
            answer_lines(jsonl, SupportRequest, lambda request: _judged(dragoman, request))
            return
        given: dict[str, Any] = {"claim": claim, "evidence": evidence, "document": document}
        request = checked(SupportRequest, {name: value for name, value in given.items() if value is not None})
        found = _judged(dragoman, request)
    if as_json:
        print_reply(found)
    else:
        print(f"{found.verdict.replace('_', ' ')} ({found.score:.2f})")
        for reason in found.reasons:
            print(f"- {reason}")
        if found.evidence:
            print(f"“{found.evidence.text}”")
    if found.verdict != "supported":
        raise typer.Exit(1)


def _judged(dragoman: "Dragoman", request: "SupportRequest") -> "Support":
    from ..assistant.contract.support import Support

    document = dragoman.show(request.document) if request.document is not None else None
    found = dragoman.support(request.claim, request.evidence, document=document.id if document else None)
    return Support.of(found, request.claim, request.evidence, document)
