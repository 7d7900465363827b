"""The name of a model, as `provider:name`, and facts about providers."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ...corpus.errors import InputError
from ..settings import Settings

REPLY_TOKENS = 1_200
"""Tokens of a reply at most: a dozen sentences with their ids."""

CONTEXT = 4_096
"""Tokens assumed for an unknown context window: Ollama's default."""

PACKAGES = {
    "anthropic": "langchain_anthropic",
    "ollama": "langchain_ollama",
    "openai": "langchain_openai",
}
"""Providers with an optional extra of the same name, and the package it installs."""

KEYS = {"anthropic": "ANTHROPIC_API_KEY", "openai": "OPENAI_API_KEY"}
"""The environment variable from which a provider's library reads its key."""


@dataclass(frozen=True, slots=True)
class ModelName:
    """A model as the settings name it."""

    provider: str
    name: str
    url: str | None

    @classmethod
    def of(cls, settings: Settings) -> "ModelName | None":
        """The configured model, or `None`.

        Raises:
            InputError: the setting does not name a provider and a model, or the address is not valid.
        """
        return cls._read("DRAGOMAN_MODEL", settings.model, settings.model_url)

    @classmethod
    def of_judge(cls, settings: Settings) -> "ModelName | None":
        """The configured judge model, or `None`; raises as `of` does."""
        return cls._read("DRAGOMAN_JUDGE", settings.judge, settings.model_url)

    @classmethod
    def _read(cls, setting: str, model: str | None, url: str | None) -> "ModelName | None":
        if not model:
            return None
        provider, _, name = model.partition(":")
        if not provider.strip() or not name.strip():
            raise InputError(f"{setting} names no provider; write provider:name, such as ollama:llama3.2")
        if url is not None and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname):
            raise InputError("DRAGOMAN_MODEL_URL is not an address; write it with http:// or https:// and a host")
        return cls(provider.strip(), name.strip(), url)

    @property
    def label(self) -> str:
        """`provider:name`, for display."""
        return f"{self.provider}:{self.name}"

    @property
    def place(self) -> str:
        """The model's address for display, without user name and password."""
        if self.url:
            parts = urlsplit(self.url)
            port = f":{parts.port}" if parts.port else ""
            return f"{parts.scheme}://{parts.hostname}{port}{parts.path}"
        return "this process" if self.provider == "huggingface" else f"{self.provider}'s usual address"


def folder(name: str) -> Path | None:
    """The folder that a local model's name stands for, whether it exists or not; `None` for a name on the hub."""
    place = Path(name).expanduser()
    return place if name.startswith(("/", ".", "~")) or place.is_dir() else None


def missing_key(model_name: ModelName) -> str | None:
    """The variable with a hosted provider's key, if it is not set; some libraries notice that only on the first request."""
    key = KEYS.get(model_name.provider)
    return key if key and not model_name.url and not os.environ.get(key) else None
