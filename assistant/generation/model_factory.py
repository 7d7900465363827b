"""Which language model is asked: from `provider:name` to a LangChain chat model and the options that it understands.

LangChain is imported in this package only, and only where a model is configured.
"""

import importlib.util
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...corpus.errors import InputError, MissingExtra, ModelFailed
from ...index.telemetry import telemetry_off
from ..settings import Settings
from .model_name import CONTEXT, PACKAGES, REPLY_TOKENS, Named, missing_key

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


Options = Mapping[str, Any]


def check_installed(named: Named) -> None:
    """Whether the provider's library is there.

    Raises:
        MissingExtra: it is not; the message names what to install.
    """
    package = PACKAGES.get(named.provider)
    if importlib.util.find_spec("langchain") is None:
        raise MissingExtra("writing answers needs LangChain; install it with: pip install langchain")
    if package and importlib.util.find_spec(package) is None:
        extra = f"pip install 'dragoman[{named.provider}]'"
        raise MissingExtra(f"{named.label} needs the extra '{named.provider}'; install it with: {extra}")


def chat_model(named: Named, settings: Settings) -> "BaseChatModel":
    """The model: one in this process, or through LangChain's `init_chat_model`; nothing is sent yet.

    Raises:
        MissingExtra: the provider's library is not installed.
        InputError: LangChain knows no such provider.
        ModelFailed: the provider's library refuses to make it (no key, no such folder).
    """
    check_installed(named)
    if key := missing_key(named):
        raise ModelFailed(f"{named.label} needs a key; set {key}")
    telemetry_off()
    if named.provider == "huggingface":
        return _local(named, settings)
    from langchain.chat_models import init_chat_model

    try:
        made: BaseChatModel = init_chat_model(named.name, model_provider=named.provider, **_making(named, settings))
    except ImportError as error:
        package = f"langchain-{named.provider.replace('_', '-')}"
        raise MissingExtra(f"{named.label} needs a library; install it with: pip install {package}") from error
    except ValueError as error:
        if "Unsupported" in str(error):
            raise InputError(f"LangChain knows no provider {named.provider!r}; write provider:name") from error
        raise ModelFailed(_unmade(named, error)) from error
    except Exception as error:  # any library may stand behind the name, with errors of its own
        raise ModelFailed(_unmade(named, error)) from error
    return made


def _local(named: Named, settings: Settings) -> "BaseChatModel":
    from .local_model import LocalModel  # here: it imports torch

    try:
        return LocalModel.load(named.name, settings.model_seconds)
    except Exception as error:  # whatever transformers and its readers of files raise
        raise ModelFailed(_unmade(named, error)) from error


def _unmade(named: Named, error: Exception) -> str:
    return f"{named.label} could not be loaded ({type(error).__name__}); 'dragoman doctor' says what is configured"


def _making(named: Named, settings: Settings) -> dict[str, Any]:
    seconds, url = settings.model_seconds, {"base_url": named.url} if named.url else {}
    if named.provider == "ollama":
        window = settings.model_context or CONTEXT
        limits = {"num_ctx": window, "num_predict": REPLY_TOKENS, "client_kwargs": {"timeout": seconds}}
        return {**url, **limits}
    # We retry ourselves, within the time limit; the libraries' own retries know of none.
    made = {**url, "timeout": seconds, "max_retries": 0, "max_tokens": REPLY_TOKENS}
    if named.provider == "openai":
        made["stream_usage"] = True
        if named.url and not os.environ.get("OPENAI_API_KEY"):
            made["api_key"] = "none"  # servers of one's own ask for none, but the library does
    return made


def context_window(model: "BaseChatModel", settings: Settings) -> int:
    """How many tokens fit: as set, as LangChain knows it of the model, or `CONTEXT`."""
    profile = getattr(model, "profile", None) or {}
    return int(settings.model_context or profile.get("max_input_tokens") or CONTEXT)


def attempts(named: Named, schema: Mapping[str, Any] | None) -> Sequence[Options]:
    """Options of a request, the most wanted first; where a server refuses them (400), the next are tried.

    The schema is asked for where the provider holds its models to one; other models are only told of it.
    """
    if named.provider == "openai":
        # In `extra_body`, because the library parses replies itself where it knows of a schema, and fails on broken ones.
        plain: Options = {"temperature": 0}
        if schema is None:
            return (plain, {})
        form = {"type": "json_schema", "json_schema": {"name": "claims", "strict": True, "schema": schema}}
        body = {"extra_body": {"response_format": form}}
        return ({**plain, **body}, body, {}, {"stream_usage": False})
    if named.provider == "ollama":
        return ({"format": dict(schema)}, {}) if schema is not None else ({},)
    return ({},) if named.provider == "huggingface" else ({"temperature": 0}, {})
