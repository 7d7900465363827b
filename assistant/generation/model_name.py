"""The name of a model, as `provider:name`, and what is known of its provider."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ...corpus.errors import InputError
from ..settings import Settings

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


def missing_key(named: Named) -> str | None:
    """The variable that a hosted provider needs and that is not set; some libraries notice only when they are refused."""
    key = KEYS.get(named.provider)
    return key if key and not named.url and not os.environ.get(key) else None
