"""What every table shares: the metadata with its naming convention, and short column makers."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, DateTime, MetaData, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT
from sqlmodel import SQLModel

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Table(SQLModel):
    """Base of every table of Tramita. Rows are read and written by the modules of `activities.records` only."""

    metadata = METADATA


def now() -> datetime:
    """The present instant, for rows made here; rows made by SQL take the database's."""
    return datetime.now(UTC)


def instant(*, null: bool = False, now: bool = False) -> Any:
    """An aware instant (timestamptz); with `now` the database fills in the instant of writing."""
    default = text("clock_timestamp()") if now else None
    return Column(DateTime(timezone=True), nullable=null, server_default=default)


def json_object() -> Any:
    """A JSON object, empty when nothing is given."""
    return Column(JSONB, nullable=False, server_default=text("'{}'::jsonb"))


def json_list() -> Any:
    """A JSON array, empty when nothing is given."""
    return Column(JSONB, nullable=False, server_default=text("'[]'::jsonb"))


def text_list() -> Any:
    """An array of texts, empty when nothing is given."""
    return Column(ARRAY(TEXT), nullable=False, server_default=text("'{}'::text[]"))


def one_of(column: str, values: type[StrEnum] | Iterable[str]) -> CheckConstraint:
    """A CHECK that `column` holds one of `values`."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)
