"""`dragoman support`: does this evidence support this claim? Parsing and printing only."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.console import HomeOption, Json, Jsonl, answer_lines, opened, print_json
from corpus.errors import InputError

if TYPE_CHECKING:
    from assistant import Dragoman


def support(
    claim: Annotated[str | None, typer.Option(help="The statement to check.")] = None,
    evidence: Annotated[list[str] | None, typer.Option(help="A text that might support it; repeat for more.")] = None,
    document: Annotated[str | None, typer.Option(metavar="ID", help="A stored document instead of texts.")] = None,
    home: HomeOption = None,
    as_json: Json = False,
    jsonl: Jsonl = None,
) -> None:
    """Check a claim against evidence; exit code 1 where it is not supported."""
    from assistant.requests import SupportRequest, checked

    with opened(home, lasting=jsonl is not None) as dragoman:
        if jsonl is not None:
            answer_lines(jsonl, SupportRequest, lambda request: _judged(dragoman, request))
            return
        given: dict[str, Any] = {"claim": claim, "evidence": evidence, "document": document}
        request = checked(SupportRequest, {name: value for name, value in given.items() if value is not None})
        found = _judged(dragoman, request)
    if as_json:
        print_json({"id": None, **found})
    else:
        print(f"{found['verdict'].replace('_', ' ')} ({found['score']:.2f})")
        for reason in found["reasons"]:
            print(f"- {reason}")
        if found["evidence"]:
            print(f"“{found['evidence']['text']}”")
    if found["verdict"] != "supported":
        raise typer.Exit(1)


def _judged(dragoman: "Dragoman", request: Any) -> dict[str, Any]:
    from assistant.render.json import supported

    if (request.evidence is None) == (request.document is None):
        raise InputError("give either 'evidence' (texts) or 'document' (the id of a stored one)")
    if request.document is not None:
        document = dragoman.show(request.document)
        return supported(dragoman.support(request.claim, [document.text]), [document.text], document)
    return supported(dragoman.support(request.claim, request.evidence), request.evidence)
