"""Which language model is asked: from `provider:name` to a LangChain chat model and the options that it understands.

LangChain is imported in this package only, and only where a model is configured.
"""

import importlib.util
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.settings import Settings
from corpus.errors import InputError, MissingExtra, ModelFailed
from index.private import telemetry_off

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

REPLY_TOKENS = 1_200
"""The most tokens of a reply: a dozen sentences with their ids."""

CONTEXT = 4_096
"""Tokens taken for a context window that nobody tells: what Ollama gives a model by default."""

PACKAGES = {
    "anthropic": "langchain_anthropic",
    "ollama": "langchain_ollama",
    "openai": "langchain_openai",
}
"""Providers with an extra of the same name, and what it installs."""

KEYS = {"anthropic": "ANTHROPIC_API_KEY", "openai": "OPENAI_API_KEY"}
"""The variable in which a provider's own library looks for its key."""

Options = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """A model as the settings name it."""

    provider: str
    name: str
    url: str | None

    @classmethod
    def of(cls, settings: Settings) -> "Named | None":
        """What is configured, or `None`.

        Raises:
            InputError: the setting does not name a provider and a model, or the address is none.
        """
        return cls._read("DRAGOMAN_MODEL", settings.model, settings.model_url)

    @classmethod
    def of_judge(cls, settings: Settings) -> "Named | None":
        """The model that judges claims, or `None`; raises as `of` does."""
        return cls._read("DRAGOMAN_JUDGE", settings.judge, settings.model_url)

    @classmethod
    def _read(cls, setting: str, model: str | None, url: str | None) -> "Named | None":
        if not model:
            return None
        provider, _, name = model.partition(":")
        if not provider.strip() or not name.strip():
            raise InputError(f"{setting} names no provider; write provider:name, such as ollama:llama3.2")
        if url is not None and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname):
            raise InputError("DRAGOMAN_MODEL_URL is no address; write it with http:// or https:// and a host")
        return cls(provider.strip(), name.strip(), url)

    @property
    def label(self) -> str:
        """`provider:name`, as it is shown."""
        return f"{self.provider}:{self.name}"

    @property
    def place(self) -> str:
        """Where the model is, without a user's name or password."""
        if self.url:
            parts = urlsplit(self.url)
            port = f":{parts.port}" if parts.port else ""
            return f"{parts.scheme}://{parts.hostname}{port}{parts.path}"
        return "this process" if self.provider == "huggingface" else f"{self.provider}'s usual address"


def folder(name: str) -> Path | None:
    """The folder that the name of a model in this process means, whether it is there or not; `None` for a name on the hub."""
    place = Path(name).expanduser()
    return place if name.startswith(("/", ".", "~")) or place.is_dir() else None


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
    from assistant.writing.local import LocalModel  # here: it imports torch

    try:
        return LocalModel.load(named.name, settings.model_seconds)
    except Exception as error:  # whatever transformers and its readers of files raise
        raise ModelFailed(_unmade(named, error)) from error


def missing_key(named: Named) -> str | None:
    """The variable that a hosted provider needs and that is not set; some libraries notice only when they are refused."""
    key = KEYS.get(named.provider)
    return key if key and not named.url and not os.environ.get(key) else None


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
