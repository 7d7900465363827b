"""`dragoman history …`: the conversations that the page has kept.

Its user can read the home's files anyway, so it shows every visitor's conversations; the page shows each visitor their own.
"""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..corpus.errors import InputError
from .change_log import record_change
from .options import HomeOption, Json, opened, print_json

if TYPE_CHECKING:
    from ..assistant.history import history as kept_history

history = typer.Typer(help="Show, export and delete kept conversations.", no_args_is_help=True, rich_markup_mode=None)

Id = Annotated[str, typer.Argument(metavar="ID", help="As 'dragoman history list' shows it.")]


class Format(StrEnum):
    """The format of an exported conversation."""

    MARKDOWN = "md"
    HTML = "html"
    JSON = "json"


@history.command("list")
def listed(
    search: Annotated[str | None, typer.Option(help="Only conversations that contain all these words.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many at most.")] = 50,
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """List conversations, latest first."""
    from ..assistant.contract.conversations import Conversation
    from ..corpus.wording import counted

    with opened(home) as dragoman:
        found = [
            one for user in dragoman.history.users() for one in dragoman.history.conversations(user, search, limit)
        ]
    found = sorted(found, key=lambda one: one.updated, reverse=True)[:limit]
    if as_json:
        print_json([Conversation.of(one) for one in found])
        return
    for one in found:
        print(f"{one.id}  {one.updated:%Y-%m-%d %H:%M}  {one.title} ({counted(one.questions, 'question')})")
    if not found:
        print("No conversation is kept." if search is None else "Nothing was found.")


@history.command()
def show(conversation: Id, home: HomeOption = None, as_json: Json = False) -> None:
    """Print a conversation."""
    from ..assistant.contract.conversations import Transcript
    from ..assistant.render.conversation_export import as_text

    found = _opened(conversation, home)
    if as_json:
        print_json(Transcript.whole(found))
    else:
        print(as_text(found))


@history.command()
def export(
    conversation: Id,
    form: Annotated[Format, typer.Option("--format", help="Markdown, one HTML page, or JSON.")] = Format.MARKDOWN,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Write to this new file instead of printing.")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Export a conversation with its citations."""
    from ..assistant.render.conversation_export import exported

    if to is not None and to.exists():
        raise InputError(f"{to} exists already; name a new file")
    text = exported(_opened(conversation, home), form.value)
    if to is None:
        print(text, end="")
        return
    try:
        to.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{to} cannot be written ({error.strerror}); name another file") from error
    print(f"written to {to}")


@history.command()
def delete(
    conversation: Annotated[str | None, typer.Argument(metavar="ID", help="As 'history list' shows it.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every conversation of every visitor.")] = False,
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """Delete a conversation, or all of them, with the documents that were kept for it alone."""
    from ..assistant.contract.conversations import Deleted
    from ..corpus.wording import counted

    if (conversation is None) == (not everything):
        raise InputError("name one conversation, or give --all")
    with opened(home) as dragoman:
        kept = dragoman.history
        if conversation is not None:
            kept.delete(kept.owner(conversation), conversation)
            number = 1
        else:
            number = sum(kept.delete_all(user) for user in kept.users())
        record_change(dragoman.path, "deleted conversations", conversation or f"all {number:,}")
    if as_json:
        print_json(Deleted(deleted=number))
    else:
        print(f"{counted(number, 'conversation')} deleted")


def _opened(conversation: str, home: Path | None) -> "kept_history.Transcript":
    with opened(home) as dragoman:
        return dragoman.history.open(dragoman.history.owner(conversation), conversation)
