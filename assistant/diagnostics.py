"""Diagnosis of the configuration: what is set, whether it can be reached, and what will be used. It never contains a secret."""

import importlib.util
import os
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from ..corpus.errors import DragomanError, InputError, MissingExtra, ModelFailed
from .accounts import Accounts
from .generation.model_factory import attempts, chat_model, check_installed
from .generation.model_name import KEYS, ModelName, folder, missing_key
from .runtime.cancellation import Stop
from .settings import Settings

State = Literal["fine", "wrong", "note"]
_NAMED = 3  # faults that are named
_PATIENCE = 5.0  # seconds that a server has to respond


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One part of the configuration. `told` says how it is, and what to do if it is `wrong`."""

    name: str
    state: State
    told: str


def examine(settings: Settings, counts: Mapping[str, int] | DragomanError, *, call: bool = False) -> list[Diagnostic]:
    """Examine everything that decides how answers are made.

    `counts` is what the index holds, or the error of opening it. `call`: ask the model for a word, which may cost money.
    """
    found = [_index(settings, counts), *_users(settings), _encoder(settings), *_judging(settings)]
    try:
        named = ModelName.of(settings)
    except InputError as error:
        return [
            *found,
            Diagnostic("model", "wrong", str(error)),
            Diagnostic("answers", "note", "cannot be given"),
        ]
    if named is None:
        told = "none configured; DRAGOMAN_MODEL=provider:name would have answers written"
        return [
            *found,
            Diagnostic("model", "note", told),
            Diagnostic("answers", "fine", "are quoted"),
        ]
    model = _model(named, settings, call)
    usable = all(one.state != "wrong" for one in model)
    how = f"within {settings.model_seconds:g} s, checked by {_judge(settings)} (unsupported sentences: {settings.unsupported})"
    written = f"are written by {named.label} {how}; else quoted" if usable else "are quoted until this is mended"
    return [*found, *model, Diagnostic("answers", "fine" if usable else "note", written), _spans()]


def _index(settings: Settings, counts: Mapping[str, int] | DragomanError) -> Diagnostic:
    if isinstance(counts, DragomanError):
        return Diagnostic("index", "wrong", str(counts))
    told = ", ".join(f"{number:,} {name}" for name, number in counts.items())
    return Diagnostic("index", "fine", f"{settings.home}: {told}")


def _users(settings: Settings) -> list[Diagnostic]:
    """Examine the users of the home, if there are any."""
    with Accounts(settings.home.expanduser()) as accounts:
        if not accounts.exists:
            return []
        faults = list(islice(accounts.faults(), _NAMED))
        if faults:
            return [Diagnostic("users", "wrong", "; ".join(faults))]
        return [Diagnostic("users", "fine", f"{len(accounts.users):,} may sign in")]


def _encoder(settings: Settings) -> Diagnostic:
    named = settings.encoder
    if named and (place := folder(named)) and not place.is_dir():
        return Diagnostic("encoder", "wrong", f"there is no folder {named}; DRAGOMAN_ENCODER names one, or a model")
    return Diagnostic("encoder", "fine", named or "all-MiniLM-L6-v2, packaged")


def _judge(settings: Settings) -> str:
    if settings.judge:
        return f"rules, then {settings.judge}"
    return f"the NLI model {settings.nli}" if settings.nli else "rules and features"


def _judging(settings: Settings) -> list[Diagnostic]:
    """Examine the judge of claims, if a model is set for it; `dragoman support` uses it, too."""
    if settings.judge:
        try:
            named = ModelName.of_judge(settings)
            if named:
                check_installed(named)
        except (InputError, MissingExtra) as error:
            return [Diagnostic("judge", "wrong", str(error))]
        if named and (key := missing_key(named)):
            return [Diagnostic("judge", "wrong", f"{named.label} needs a key; set {key}")]
        return [Diagnostic("judge", "fine", f"{_judge(settings)}{f' at {named.place}' if named else ''}")]
    if settings.nli:
        if (place := folder(settings.nli)) and not place.is_dir():
            return [
                Diagnostic("judge", "wrong", f"there is no folder {settings.nli}; DRAGOMAN_NLI names one, or a model")
            ]
        return [Diagnostic("judge", "fine", _judge(settings))]
    return []


def _model(named: ModelName, settings: Settings, call: bool) -> list[Diagnostic]:
    found = [Diagnostic("model", "fine", f"{named.label} at {named.place}")]
    try:
        check_installed(named)
    except MissingExtra as error:
        return [Diagnostic("model", "wrong", str(error))]
    if key := KEYS.get(named.provider):
        told = f"{key} is {'set' if os.environ.get(key) else 'not set'}"
        found.append(Diagnostic("key", "wrong" if missing_key(named) else "fine", told))
    try:
        if named.provider != "huggingface":  # loading its weights takes long; creating the others sends nothing
            chat_model(named, settings)
        elif (place := folder(named.name)) and not place.is_dir():
            told = f"there is no folder {named.name}; name one with a model in it"
            return [*found, Diagnostic("reached", "wrong", told)]
    except DragomanError as error:
        return [*found, Diagnostic("reached", "wrong", str(error))]
    if call:
        return [*found, _called(named, settings)]
    return [*found, _reached(named)]


def _reached(named: ModelName) -> Diagnostic:
    """Whether the server says that it is there, without asking a model for anything."""
    if named.provider == "huggingface":
        return Diagnostic("reached", "note", "runs in this process; --call loads it and asks it for a word")
    url = named.url or ("http://127.0.0.1:11434" if named.provider == "ollama" else None)
    if url is None:
        return Diagnostic("reached", "note", "a hosted service is not contacted unasked; --call asks it for a word")
    import httpx

    key = os.environ.get(KEYS.get(named.provider, ""), "")
    path = "/api/tags" if named.provider == "ollama" else "/models"
    try:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        answer = httpx.get(url.rstrip("/") + path, headers=headers, timeout=_PATIENCE)
    except httpx.HTTPError as error:
        told = f"{named.place} does not answer ({type(error).__name__}); start the server or mend DRAGOMAN_MODEL_URL"
        return Diagnostic("reached", "wrong", told)
    if answer.status_code in (401, 403):
        return Diagnostic("reached", "wrong", f"{named.place} refuses the key ({answer.status_code})")
    there = answer.is_success and named.name.split(":")[0] in answer.text
    told = (
        "answers, and has the model" if there else f"answers ({answer.status_code}), but does not name {named.name!r}"
    )
    return Diagnostic("reached", "fine" if there else "note", told)


def _called(named: ModelName, settings: Settings) -> Diagnostic:
    from .generation.client import Message, ModelClient

    try:
        client = ModelClient(named, chat_model(named, settings))
        messages: tuple[Message, ...] = (("system", "You answer with one word."), ("user", "Say: ready"))
        reply = client.ask("condense", messages, settings.model_seconds, attempts(named, None), Stop())
        words = "".join(reply)
    except ModelFailed as error:
        return Diagnostic("reached", "wrong", str(error))
    return Diagnostic("reached", "fine", f"wrote {len(words)} characters in {reply.call.seconds:.1f} s")


def _spans() -> Diagnostic:
    there = importlib.util.find_spec("opentelemetry") is not None
    told = (
        "are made where the program that loads Dragoman uses OpenTelemetry"
        if there
        else "OpenTelemetry is not installed"
    )
    return Diagnostic("spans", "note", told)
