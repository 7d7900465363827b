"""Every setting, read from the environment (`DRAGOMAN_…`) and frozen."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set from outside; each field is `DRAGOMAN_` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="DRAGOMAN_", frozen=True, extra="ignore")

    home: Path = Field(default_factory=lambda: Path.home() / ".dragoman", description="Where the index is kept.")
    encoder: str | None = Field(
        default=None,
        description="A sentence-transformers model, by folder or name, instead of the packaged one; `reference` is the "
        "packaged one in fp32.",
    )
    host: str = Field(default="127.0.0.1", description="The address that `dragoman serve` listens on.")
    port: int = Field(default=7860, ge=0, le=65535, description="The port that `dragoman serve` listens on.")
