"""`dragoman draft FILE…`: the quotations of drafts, for editors, pre-commit hooks and newsrooms."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.console import HomeOption, Json, opened, print_json, say, welcome
from corpus.errors import InputError


def draft(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="Drafts in Markdown, text, HTML or DOCX.", show_default=False)
    ],
    markdown: Annotated[Path | None, typer.Option(metavar="OUT", help="Write the report as Markdown.")] = None,
    html: Annotated[Path | None, typer.Option(metavar="OUT", help="Write the report as one HTML page.")] = None,
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """Check every quotation of a draft; exit code 1 where one is neither verbatim nor marks what it leaves out.

    Each line of the report begins with the draft's name and the number of the line (of the paragraph for DOCX).
    """
    from assistant.progress import counted
    from assistant.render import draft_page, drafts

    if (markdown or html) and len(files) > 1:
        raise InputError("--markdown and --html write the report of one draft; give one FILE")
    passes = True
    with opened(home, lasting=True) as dragoman:
        welcome(dragoman)
        for name in files:
            with counted(f"Checking {name}", "quotations") as progress:
                report = dragoman.check_draft(Path(name), progress)
            passes = passes and report.passes
            if as_json:
                print_json(drafts.as_json(report), indent=None if len(files) > 1 else 2)
            else:
                print(drafts.as_text(report))
            for target, content in ((markdown, drafts.as_markdown), (html, draft_page.page)):
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
