"""Every setting, read from the environment (`DRAGOMAN_…`) and frozen."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The settings; the variable of each field is `DRAGOMAN_` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="DRAGOMAN_", frozen=True, extra="ignore")

    home: Path = Field(default_factory=lambda: Path.home() / ".dragoman", description="The folder of the index.")
    encoder: str | None = Field(
        default=None,
        description="A sentence-transformers model, by folder or name, instead of the packaged one; `reference` is the "
        "packaged one in fp32.",
    )
    nli: str | None = Field(
        default=None,
        description="A cross-encoder for natural language inference, by folder or name, that judges whether evidence "
        "supports a claim, instead of features.",
    )
    host: str = Field(default="127.0.0.1", description="The address that `dragoman serve` listens on.")
    port: int = Field(default=7860, ge=0, le=65535, description="The port that `dragoman serve` listens on.")
    editing: Literal["auto", "on", "off"] = Field(
        default="auto",
        description="Whether visitors of `dragoman serve` may add and remove documents: `auto` if it listens on this "
        "machine's own address only. Set `off` behind a proxy that others can reach.",
    )
    users: Literal["auto", "on", "off"] = Field(
        default="auto",
        description="Whether everybody has to sign in to `dragoman serve`: `auto` unless it listens on this machine's own "
        "address only, and no proxy is trusted.",
    )
    proxy_addresses: str = Field(
        default="",
        description="Addresses or networks of proxies in front of the server, separated by commas; from these alone "
        "X-Forwarded-For, X-Forwarded-Proto and the header of `proxy_user_header` are believed.",
    )
    proxy_user_header: str | None = Field(
        default=None, description="The header in which a proxy names the user who has signed in there."
    )
    metrics: Literal["auto", "on", "off"] = Field(
        default="auto",
        description="Whether /metrics is served: `auto` to this machine, or with a token where users are required.",
    )
    rate: int | None = Field(
        default=None,
        ge=0,
        le=1_000_000,
        description="Requests a minute that one visitor of `dragoman serve` may make, 0 for any number; by default 300, and "
        "any number if the server listens on this machine's own address only.",
    )
    history: bool = Field(
        default=True,
        description="Whether the page keeps conversations, in the index's home; `false` stores nothing.",
    )
    model: str | None = Field(
        default=None,
        description="A language model that writes the answers, as provider:name (`ollama:llama3.2`, `openai:…`, "
        "`anthropic:…`, `huggingface:FOLDER`); without one, answers are quoted.",
    )
    model_url: str | None = Field(
        default=None, description="The base URL of the model's server, if it is not the provider's own."
    )
    model_seconds: float = Field(
        default=60.0, gt=0, le=3600, description="The most seconds that the model may take for one answer."
    )
    model_context: int | None = Field(
        default=None,
        ge=2048,
        description="Tokens of the model's context window, if the model does not tell (default 4096).",
    )
    unsupported: Literal["show", "drop"] = Field(
        default="show",
        description="Sentences that the evidence does not support: shown struck through with a label, or dropped.",
    )
    judge: str | None = Field(
        default=None,
        description="A language model, as provider:name, that judges claims after the rules; at `model_url` if set.",
    )
