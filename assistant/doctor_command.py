"""`dragoman doctor`: parsing and printing only."""

from typing import Annotated

import typer

from assistant.console import HomeOption, Json, print_json

Call = Annotated[
    bool, typer.Option("--call", help="Also ask the model for one word, which a hosted service may charge.")
]
_SIGNS = {"fine": "✓", "wrong": "✗", "note": "·"}


def doctor(home: HomeOption = None, as_json: Json = False, call: Call = False) -> None:
    """What is configured, what can be reached, and how answers will be made; exit code 1 where something is wrong."""
    from collections.abc import Mapping

    from assistant.doctor import examine
    from assistant.dragoman import Dragoman
    from assistant.settings import Settings
    from corpus.errors import DragomanError

    settings = Settings() if home is None else Settings(home=home)
    counts: Mapping[str, int] | DragomanError
    try:
        # Without its models, whose own faults are found one by one.
        alone = settings.model_copy(update={"model": None, "judge": None})
        with Dragoman.open(settings=alone, lasting=False) as dragoman:
            counts = dragoman.stats()
    except DragomanError as error:
        counts = error
    found = examine(settings, counts, call=call)
    healthy = all(one.state != "wrong" for one in found)
    if as_json:
        rows = [{"name": one.name, "state": one.state, "told": one.told} for one in found]
        print_json({"healthy": healthy, "findings": rows})
    else:
        for one in found:
            print(f"{_SIGNS[one.state]} {one.name}: {one.told}")
    if not healthy:
        raise typer.Exit(1)
