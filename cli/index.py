"""`dragoman index …`: look after the index. Parsing and printing only."""

from pathlib import Path
from typing import Annotated, Any

import typer

from .options import HomeOption, Json, opened, print_json

index = typer.Typer(help="Look after the index.", no_args_is_help=True, rich_markup_mode=None)


@index.command()
def stats(home: HomeOption = None, as_json: Json = False) -> None:
    """How much there is, and what the index was made with."""
    with opened(home) as dragoman:
        found = {**dragoman.stats(), "made_with": dragoman.made_with(), "home": str(dragoman.path)}
    if as_json:
        print_json(found)
    else:
        for name, value in found.items():
            shown = ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else value
            print(f"{name.replace('_', ' ')}: {shown}")


def _report(health: Any, as_json: bool) -> None:
    if as_json:
        print_json(
            {"healthy": health.healthy, **health.counts, "problems": list(health.problems), "notes": list(health.notes)}
        )
    else:
        for line in (*health.notes, *health.problems):
            print(line)
        if health.healthy:
            print(f"healthy: {health.counts['documents']} documents, {health.counts['sentences']} sentences")
    if not health.healthy:
        raise typer.Exit(1)


@index.command()
def verify(home: HomeOption = None, as_json: Json = False) -> None:
    """Check the index; exit code 1 where something is wrong."""
    with opened(home) as dragoman:
        _report(dragoman.verify(), as_json)


@index.command()
def repair(home: HomeOption = None, as_json: Json = False) -> None:
    """Fill Chroma anew from the catalogue, and check."""
    with opened(home) as dragoman:
        _report(dragoman.repair(), as_json)


@index.command()
def rebuild(home: HomeOption = None) -> None:
    """Make the index anew from its stored documents, after a change of version or encoder."""
    from ..assistant.runtime.progress import bar
    from ..assistant.settings import Settings
    from ..index import maintenance as health

    settings = Settings()
    with bar("Rebuilding") as progress:
        counts = health.rebuild((home or settings.home).expanduser(), settings.encoder, progress)
    print(f"rebuilt: {counts['documents']} documents, {counts['sentences']} sentences")


@index.command()
def backup(to: Annotated[Path, typer.Argument(metavar="FILE")], home: HomeOption = None) -> None:
    """Write the whole index to one file."""
    with opened(home) as dragoman:
        dragoman.backup(to)
    print(f"written to {to}")


@index.command()
def restore(source: Annotated[Path, typer.Argument(metavar="FILE")], home: HomeOption = None) -> None:
    """Put a backup in the index's place."""
    from ..assistant.settings import Settings
    from ..index import maintenance as health

    settings = Settings()
    counts = health.restore((home or settings.home).expanduser(), source, settings.encoder)
    print(f"restored: {counts['documents']} documents, {counts['sentences']} sentences")
