"""`dragoman serve`, `mcp` and `doctor`."""

from contextlib import suppress
from typing import Annotated

import typer

from .options import HomeOption, Json, opened, print_json, say, welcome

Call = Annotated[
    bool, typer.Option("--call", help="Also ask the model for one word, which a hosted service may charge.")
]
_SIGNS = {"fine": "✓", "wrong": "✗", "note": "·"}


def doctor(home: HomeOption = None, as_json: Json = False, call: Call = False) -> None:
    """Show what is configured, what can be reached, and how answers will be made; exit code 1 if something is wrong."""
    from collections.abc import Mapping

    from ..assistant.contract.health import Diagnosis
    from ..assistant.diagnostics import examine
    from ..assistant.dragoman import Dragoman
    from ..assistant.settings import Settings
    from ..corpus.errors import DragomanError

    settings = Settings() if home is None else Settings(home=home)
    counts: Mapping[str, int] | DragomanError
    try:
        # Without its models: each of their faults is a finding of its own.
        alone = settings.model_copy(update={"model": None, "judge": None})
        with Dragoman.open(settings=alone, lasting=False) as dragoman:
            counts = dragoman.stats()
    except DragomanError as error:
        counts = error
    found = Diagnosis.of(examine(settings, counts, call=call))
    if as_json:
        print_json(found)
    else:
        for one in found.findings:
            print(f"{_SIGNS[one.state]} {one.name}: {one.told}")
    if not found.healthy:
        raise typer.Exit(1)


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (default 127.0.0.1).")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on (default 7860).")] = None,
    without_users: Annotated[
        bool,
        typer.Option("--without-users", help="Let everybody in who can reach the server, as DRAGOMAN_USERS=off does."),
    ] = False,
    home: HomeOption = None,
) -> None:
    """Serve the web page, the HTTP API and the tools for language models (MCP).

    On any address but localhost, everybody has to sign in; see 'dragoman user add'.
    """
    from ..api.configuration import configured, warning
    from ..assistant.settings import Settings

    settings = Settings()
    if without_users:
        settings = settings.model_copy(update={"users": "off"})
    address = host or settings.host
    may = configured(settings, address, (home or settings.home).expanduser())  # first: it may refuse
    with opened(home, lasting=True, apart=True) as dragoman:
        welcome(dragoman)
        from .. import ui

        if (known := warning(*may, address)) is not None:
            say(known)
        ui.serve(dragoman, address, settings.port if port is None else port, may)


def mcp(home: HomeOption = None) -> None:
    """Serve tools for language models to one client over the Model Context Protocol (MCP), on standard input and output.

    The tools are search, ask, check_quote, said and get_document; 'dragoman serve' has them at /mcp.
    """
    # Not `lasting`: a client keeps this process for days, and Chroma's folder can be open in one process only.
    with opened(home) as dragoman:
        welcome(dragoman)
        from ..api.mcp.server import serve

        with suppress(KeyboardInterrupt):
            serve(dragoman)
