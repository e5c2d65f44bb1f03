"""Logging: one JSON line for each event (or a readable one on a terminal), with personal data masked as a last net."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

from workers.settings import LogFormat, Settings

_MASKS = (
    (re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"), "***"),
    (re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "***@***"),
    # Eleven digits with or without the usual punctuation: a CPF, or a telephone number.
    (re.compile(r"(?<![\w.-])\d{3}\.?\d{3}\.?\d{3}-?\d{2}(?![\w-])"), "***.***.***-**"),
)


def mask(text: str) -> str:
    """The text without credentials in addresses, e-mail addresses and numbers that look like a CPF."""
    for pattern, replacement in _MASKS:
        text = pattern.sub(replacement, text)
    return text


def _masked(value: Any) -> Any:
    match value:
        case str():
            return mask(value)
        case bool() | int() | float() | None:
            return value
        case Mapping():
            return {_masked(key): _masked(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_masked(item) for item in value]
        case _:
            return mask(str(value))


def mask_personal_data(_: Any, __: str, event: EventDict) -> EventDict:
    """structlog processor that masks every text of the event, however deep."""
    return {key: value if key.startswith("_") else _masked(value) for key, value in event.items()}


def _add_trace(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    trace = sys.modules.get("opentelemetry.trace")
    if trace is not None:
        context = trace.get_current_span().get_span_context()
        if context.is_valid:
            event["trace_id"] = format(context.trace_id, "032x")
    return event


def configure(settings: Settings) -> None:
    """Send structlog and the standard library through one formatter to stderr.

    Names bound with `structlog.contextvars.bind_contextvars` (`case`, `task`, `actor`, `request`) appear on every line
    of that context.
    """
    pretty = settings.log_format is LogFormat.CONSOLE or (
        settings.log_format is LogFormat.AUTO and sys.stderr.isatty()
    )  # fmt: skip
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_trace,
    ]
    render: list[Processor] = (
        [structlog.dev.ConsoleRenderer()] if pretty else [structlog.processors.JSONRenderer(ensure_ascii=False)]
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.StackInfoRenderer(),
            structlog.processors.format_exc_info,
            mask_personal_data,
            *render,
        ],
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=settings.log_level.upper(), force=True)
    for chatty in ("httpx", "alembic.runtime"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
