"""`dragoman index …`: maintaining the index."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..corpus.errors import InputError
from .change_log import record_change
from .options import HomeOption, Json, opened, print_json, say

if TYPE_CHECKING:
    from ..index import health

index = typer.Typer(help="Maintain the index.", no_args_is_help=True, rich_markup_mode=None)


@index.command()
def stats(home: HomeOption = None, as_json: Json = False) -> None:
    """Show how much there is, and what the index was made with."""
    from ..assistant.contract.health import IndexStats

    with opened(home) as dragoman:
        found = IndexStats.of(dragoman.stats(), dragoman.made_with(), dragoman.path)
    if as_json:
        print_json(found)
    else:
        for name, value in found.as_object().items():
            shown = ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else value
            print(f"{name.replace('_', ' ')}: {shown}")


def _report(health: "health.IndexHealth", as_json: bool) -> None:
    from ..assistant.contract.health import IndexHealth

    if as_json:
        print_json(IndexHealth.of(health))
    else:
        for line in (*health.notes, *health.problems):
            print(line)
        if health.healthy:
            print(f"healthy: {health.counts['documents']} documents, {health.counts['sentences']} sentences")
    if not health.healthy:
        raise typer.Exit(1)


@index.command()
def verify(home: HomeOption = None, as_json: Json = False) -> None:
    """Check the index; exit code 1 if something is wrong."""
    with opened(home) as dragoman:
        _report(dragoman.verify(), as_json)


@index.command()
def repair(home: HomeOption = None, as_json: Json = False) -> None:
    """Mend what is damaged, fill the vector store (Chroma) again, and check the index."""
    with opened(home) as dragoman:
        found = dragoman.repair()
        record_change(dragoman.path, "repaired the index")
    _report(found, as_json)


@index.command()
def rebuild(home: HomeOption = None) -> None:
    """Rebuild the index from its stored documents, after a change of version or encoder; the old one is kept as a backup."""
    from ..assistant.runtime.progress import bar
    from ..assistant.settings import Settings
    from ..index import backups

    settings = Settings()
    path = (home or settings.home).expanduser()
    with bar("Rebuilding") as progress:
        counts = backups.rebuild(path, settings.encoder, progress, patience=None, waiting=say)
    record_change(path, "rebuilt the index")
    print(f"rebuilt: {counts['documents']} documents, {counts['sentences']} sentences")


@index.command()
def backup(to: Annotated[Path, typer.Argument(metavar="FILE")], home: HomeOption = None) -> None:
    """Write the whole index to one file."""
    with opened(home) as dragoman:
        dragoman.backup(to)
    print(f"written to {to}")


@index.command("backups")
def list_backups(home: HomeOption = None, as_json: Json = False) -> None:
    """List the backups that the home keeps by itself, newest first."""
    from ..assistant.contract.health import Backup
    from ..assistant.settings import Settings
    from ..index.replacing.kept_backups import kept

    found = [Backup.of(one) for one in kept((home or Settings().home).expanduser())]
    if as_json:
        print_json(found)
    else:
        for one in found:
            size = f"{one.bytes / 1e6:,.1f} MB"
            held = f"{one.documents:,} documents" if one.documents is not None else "cannot be read"
            print(f"{one.made:%Y-%m-%d %H:%M:%S}  {one.reason:15}  {held}, {size}  {one.path}")
        if not found:
            print("There are no backups.")


@index.command()
def restore(
    source: Annotated[Path | None, typer.Argument(metavar="[FILE]", show_default=False)] = None,
    latest: Annotated[bool, typer.Option("--latest", help="Restore the newest of the home's own backups.")] = False,
    home: HomeOption = None,
) -> None:
    """Replace the index by a backup; the present one is kept as a backup, too."""
    from ..assistant.runtime.progress import bar
    from ..assistant.settings import Settings
    from ..index import backups

    if (source is None) != latest:
        raise InputError(
            "give either the FILE of a backup, or --latest for the newest that 'dragoman index backups' lists"
        )
    settings = Settings()
    path = (home or settings.home).expanduser()
    if source is None:
        newest = backups.latest(path)
        say(f"restoring {newest.path}, made {newest.made:%Y-%m-%d %H:%M:%S} UTC ({newest.reason})")
        source = newest.path
    with bar("Restoring") as progress:
        counts = backups.restore(path, source, settings.encoder, progress, patience=None, waiting=say)
    record_change(path, "restored a backup", source.name)
    print(f"restored: {counts['documents']} documents, {counts['sentences']} sentences")
