"""Create the LangChain chat model that `provider:name` stands for, and the request options that its provider accepts.

LangChain is imported only in this package, and only if a model is configured.
"""

import importlib.util
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...corpus.errors import InputError, MissingExtra, ModelFailed
from ...index.telemetry import telemetry_off
from ..settings import Settings
from .model_name import CONTEXT, PACKAGES, REPLY_TOKENS, ModelName, missing_key

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


Options = Mapping[str, Any]


def check_installed(model_name: ModelName) -> None:
    """Check that the provider's library is installed.

    Raises:
        MissingExtra: it is not; the message names what to install.
    """
    package = PACKAGES.get(model_name.provider)
    if importlib.util.find_spec("langchain") is None:
        raise MissingExtra("writing answers needs LangChain; install it with: pip install langchain")
    if package and importlib.util.find_spec(package) is None:
        extra = f"pip install 'dragoman[{model_name.provider}]'"
        raise MissingExtra(f"{model_name.label} needs the extra '{model_name.provider}'; install it with: {extra}")


def chat_model(model_name: ModelName, settings: Settings) -> "BaseChatModel":
    """Create the model, in this process or with LangChain's `init_chat_model`; no request is sent.

    Raises:
        MissingExtra: the provider's library is not installed.
        InputError: LangChain knows no such provider.
        ModelFailed: the provider's library cannot create it (no key, no such folder).
    """
    check_installed(model_name)
    if key := missing_key(model_name):
        raise ModelFailed(f"{model_name.label} needs a key; set {key}")
    telemetry_off()
    if model_name.provider == "huggingface":
        return _local(model_name, settings)
    from langchain.chat_models import init_chat_model

    try:
        model: BaseChatModel = init_chat_model(
            model_name.name, model_provider=model_name.provider, **_parameters(model_name, settings)
        )
    except ImportError as error:
        package = f"langchain-{model_name.provider.replace('_', '-')}"
        raise MissingExtra(f"{model_name.label} needs a library; install it with: pip install {package}") from error
    except ValueError as error:
        if "Unsupported" in str(error):
            raise InputError(f"LangChain knows no provider {model_name.provider!r}; write provider:name") from error
        raise ModelFailed(_loading_failed(model_name, error)) from error
    except Exception as error:  # any library may stand behind the name, with errors of its own
        raise ModelFailed(_loading_failed(model_name, error)) from error
    return model


def _local(model_name: ModelName, settings: Settings) -> "BaseChatModel":
    from .local_model import LocalModel  # here: it imports torch

    try:
        return LocalModel.load(model_name.name, settings.model_seconds)
    except Exception as error:  # transformers and its file readers raise many kinds
        raise ModelFailed(_loading_failed(model_name, error)) from error


def _loading_failed(model_name: ModelName, error: Exception) -> str:
    return f"{model_name.label} could not be loaded ({type(error).__name__}); 'dragoman doctor' says what is configured"


def _parameters(model_name: ModelName, settings: Settings) -> dict[str, Any]:
    seconds, url = settings.model_seconds, {"base_url": model_name.url} if model_name.url else {}
    if model_name.provider == "ollama":
        window = settings.model_context or CONTEXT
        limits = {"num_ctx": window, "num_predict": REPLY_TOKENS, "client_kwargs": {"timeout": seconds}}
        return {**url, **limits}
    # The client retries within the time limit, which the libraries' own retries do not know.
    parameters = {**url, "timeout": seconds, "max_retries": 0, "max_tokens": REPLY_TOKENS}
    if model_name.provider == "openai":
        parameters["stream_usage"] = True
        if model_name.url and not os.environ.get("OPENAI_API_KEY"):
            parameters["api_key"] = "none"  # a self-hosted server needs none, but the library insists on one
    return parameters


def context_window(model: "BaseChatModel", settings: Settings) -> int:
    """Tokens of the context window: the setting, else LangChain's figure for the model, else `CONTEXT`."""
    profile = getattr(model, "profile", None) or {}
    return int(settings.model_context or profile.get("max_input_tokens") or CONTEXT)


def attempts(model_name: ModelName, schema: Mapping[str, Any] | None) -> Sequence[Options]:
    """Request options, the preferred ones first; if a server refuses them (400), the next are tried.

    `schema` is sent if the provider can enforce one; other models know the form only from the prompt.
    """
    if model_name.provider == "openai":
        # In `extra_body`: given a schema directly, the library parses replies itself and fails on broken ones.
        plain: Options = {"temperature": 0}
        if schema is None:
            return (plain, {})
        form = {"type": "json_schema", "json_schema": {"name": "claims", "strict": True, "schema": schema}}
        body = {"extra_body": {"response_format": form}}
        return ({**plain, **body}, body, {}, {"stream_usage": False})
    if model_name.provider == "ollama":
        return ({"format": dict(schema)}, {}) if schema is not None else ({},)
    return ({},) if model_name.provider == "huggingface" else ({"temperature": 0}, {})
