"""What an operator may set, by environment variables that begin with TRAMITA_ (or a `.env` file)."""

from __future__ import annotations

import json
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from workers.stack.home import ENGINES_FILE, secret_of


class SettingsError(Exception):
    """The configuration cannot be used. Its text says, in one line for each variable, what to set."""


class SandboxMode(StrEnum):
    """How workflow code is isolated: `passthrough` shares imported modules (fast), `strict` reloads them."""

    PASSTHROUGH = "passthrough"
    STRICT = "strict"


class SigconMode(StrEnum):
    """Who answers for the State's SIGCon: nobody (a person looks), or a fake with invented answers."""

    WITHOUT = "sem-integracao"
    FAKE = "demonstracao"


class LogFormat(StrEnum):
    """`auto` is `console` on a terminal and `json` elsewhere."""

    AUTO = "auto"
    CONSOLE = "console"
    JSON = "json"


class LogLevel(StrEnum):
    """Least severe level that is written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


Port = Annotated[int, Field(ge=1, le=65535)]


class Settings(BaseSettings):
    """The configuration of one process. Sizes in bytes, durations as named.

    Without `database_url` (or `temporal_address`) the engine is embedded: its address is read from the state folder
    while `tramita up` runs there, and `database` (or `temporal`) raise `SettingsError` while it does not.
    """

    model_config = SettingsConfigDict(env_prefix="TRAMITA_", env_file=".env", extra="ignore", frozen=True)

    home: Path = Path(".tramita")
    http_host: str = "127.0.0.1"
    http_port: Port = 8000
    public_url: str | None = None
    """Address that people use, when a proxy stands in front: `https://tramita.orgao.mt.gov.br`."""
    trusted_proxies: str = "127.0.0.1"
    """Comma-separated addresses whose X-Forwarded-* headers are believed."""

    database_url: SecretStr | None = None
    database_pool: Annotated[int, Field(ge=1, le=200)] = 10
    temporal_address: str | None = None
    temporal_namespace: str = "default"
    temporal_api_key: SecretStr | None = None
    temporal_tls: bool = False
    task_queue: str = "tramita"
    sandbox: SandboxMode = SandboxMode.PASSTHROUGH
    pg_bin: Path | None = None
    sigcon: SigconMode = SigconMode.WITHOUT

    secret_key: SecretStr | None = None
    cookie_secure: bool = False
    session_hours: Annotated[int, Field(ge=1, le=24 * 30)] = 12

    max_body: Annotated[int, Field(ge=1024)] = 1024 * 1024
    max_upload: Annotated[int, Field(ge=1024)] = 25 * 1024 * 1024
    login_limit: str = "10/minute"
    public_limit: str = "120/minute"
    engine_patience: Annotated[float, Field(gt=0)] = 15
    """Seconds that a request waits for the workflow engine before it answers 503."""

    smtp_url: SecretStr | None = None
    """`smtp://user:password@host:587` (or `smtps://`); nothing is mailed without it."""

    log_level: LogLevel = LogLevel.INFO
    log_format: LogFormat = LogFormat.AUTO
    metrics_address: str | None = None
    """`host:port` on which the worker answers Prometheus."""
    otlp_endpoint: str | None = None
    """Base address of an OpenTelemetry collector (HTTP): `http://collector:4318`."""

    @field_validator("home")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("database_url")
    @classmethod
    def _with_our_driver(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None or not value.get_secret_value():
            return None
        scheme, separator, rest = value.get_secret_value().partition("://")
        if not separator or scheme not in {"postgresql", "postgres", "postgresql+psycopg"}:
            raise ValueError("must look like postgresql://user:password@host:5432/database")
        return SecretStr(f"postgresql+psycopg://{rest}")

    @field_validator("temporal_address", "metrics_address")
    @classmethod
    def _host_and_port(cls, value: str | None) -> str | None:
        if not value:
            return None
        host, _, port = value.rpartition(":")
        if not host or not port.isdigit() or not 0 < int(port) < 65536:
            raise ValueError("must look like host:port")
        return value

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < 32:
            raise ValueError("must have at least 32 characters: openssl rand -base64 48")
        return value

    @model_validator(mode="after")
    def _outside_needs_a_key(self) -> Self:
        if self.database_url is not None and self.temporal_address is not None and self.secret_key is None:
            raise ValueError("TRAMITA_SECRET_KEY must be set when the engines are external: openssl rand -base64 48")
        return self

    @property
    def database(self) -> str:
        """SQLAlchemy URL of the database (`postgresql+psycopg://…`), valid for sync and async engines."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return self._of_running_stack("database_url", "TRAMITA_DATABASE_URL")

    @property
    def temporal(self) -> str:
        """`host:port` of Temporal's frontend."""
        return self.temporal_address or self._of_running_stack("temporal_address", "TRAMITA_TEMPORAL_ADDRESS")

    @property
    def secret(self) -> str:
        """The key that signs cookies and derives other keys; kept in the state folder when none is set."""
        return self.secret_key.get_secret_value() if self.secret_key is not None else secret_of(self.home)

    @property
    def base_url(self) -> str:
        """Address of the pages, without a final slash."""
        return (self.public_url or f"http://{self.http_host}:{self.http_port}").rstrip("/")

    def resolved(self) -> Self:
        """The same with every address and key filled in; raises `SettingsError` when an engine is not there."""
        return self.model_copy(
            update={
                "database_url": SecretStr(self.database),
                "temporal_address": self.temporal,
                "secret_key": SecretStr(self.secret),
                "public_url": self.base_url,
            }
        )

    def _of_running_stack(self, key: str, variable: str) -> str:
        with suppress(OSError, ValueError, KeyError):
            return str(json.loads((self.home / ENGINES_FILE).read_text(encoding="utf-8"))[key])
        raise SettingsError(f"no Tramita runs on {self.home}: start it with 'tramita up', or set {variable}")


def load(**overrides: Any) -> Settings:
    """Read the configuration; `overrides` win over the environment. Raises `SettingsError`."""
    try:
        return Settings(**{key: value for key, value in overrides.items() if value is not None})
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(detail["loc"], detail["msg"]) for detail in error.errors())) from None


def _explain(location: tuple[int | str, ...], message: str) -> str:
    said = message.removeprefix("Value error, ")
    return f"TRAMITA_{str(location[0]).upper()}: {said}" if location else said
