"""`dragoman index …`: maintaining the index."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import HomeOption, Json, opened, print_json

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
    """Fill the vector store (Chroma) again from the catalogue, and check the index."""
    with opened(home) as dragoman:
        _report(dragoman.repair(), as_json)


@index.command()
def rebuild(home: HomeOption = None) -> None:
    """Rebuild the index from its stored documents, after a change of version or encoder."""
    from ..assistant.runtime.progress import bar
    from ..assistant.settings import Settings
    from ..index import backups

    settings = Settings()
    with bar("Rebuilding") as progress:
        counts = backups.rebuild((home or settings.home).expanduser(), settings.encoder, progress)
    print(f"rebuilt: {counts['documents']} documents, {counts['sentences']} sentences")


@index.command()
def backup(to: Annotated[Path, typer.Argument(metavar="FILE")], home: HomeOption = None) -> None:
    """Write the whole index to one file."""
    with opened(home) as dragoman:
        dragoman.backup(to)
    print(f"written to {to}")


@index.command()
def restore(source: Annotated[Path, typer.Argument(metavar="FILE")], home: HomeOption = None) -> None:
    """Replace the index by a backup."""
    from ..assistant.settings import Settings
    from ..index import backups

    settings = Settings()
    counts = backups.restore((home or settings.home).expanduser(), source, settings.encoder)
    print(f"restored: {counts['documents']} documents, {counts['sentences']} sentences")
