"""Pages by keyset: the cursor holds the sort values of the last row shown, so that rows that come and go in between
neither repeat nor hide others."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, tuple_

T = TypeVar("T")
MOST = 1000


class Page(BaseModel, Generic[T]):
    """Some of a list. `next_cursor` is opaque, and None when there is no more."""

    model_config = ConfigDict(frozen=True)

    items: tuple[T, ...]
    next_cursor: str | None = None


class Sort(BaseModel):
    """One order of a list: its columns, the last of them unique, all in the same direction."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    columns: tuple[Any, ...]
    descending: bool = False

    def order(self) -> list[ColumnElement[Any]]:
        """For ORDER BY."""
        return [column.desc() if self.descending else column.asc() for column in self.columns]

    def beyond(self, cursor: str) -> ColumnElement[bool]:
        """For WHERE: rows after the one that `cursor` was made of. Raises ValueError when it is not one of ours."""
        values = _read(cursor, [column.type.python_type for column in self.columns])
        ours, theirs = tuple_(*self.columns), tuple_(*values)
        return ours < theirs if self.descending else ours > theirs


def sort_named(sorts: dict[str, Sort], name: str) -> Sort:
    """The sort called `name`. Raises ValueError for a name that is none of `sorts`."""
    if name not in sorts:
        raise ValueError(f"unknown sort {name!r}: use one of {', '.join(sorts)}")
    return sorts[name]


def page_of(
    rows: Sequence[Any], limit: int, make: Callable[[Any], T], place: Callable[[Any], Sequence[Any]]
) -> Page[T]:
    """A page of the first `limit` of `rows`, which were asked for with one more to know whether there are others."""
    shown = rows[:limit]
    more = len(rows) > limit
    return Page(items=tuple(make(row) for row in shown), next_cursor=_write(place(shown[-1])) if more else None)


def bounded(limit: int) -> int:
    """`limit`, if a page may have so many. Raises ValueError otherwise."""
    if not 1 <= limit <= MOST:
        raise ValueError(f"limit must be between 1 and {MOST}")
    return limit


def _write(values: Sequence[Any]) -> str:
    texts = [value.isoformat() if isinstance(value, date) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(texts).encode()).decode().rstrip("=")


def _read(cursor: str, types: list[type[Any]]) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != len(types):
            raise ValueError
        return [_typed(value, kind) for value, kind in zip(values, types, strict=True)]
    except (ValueError, TypeError, binascii.Error):
        raise ValueError("unknown cursor") from None


def _typed(value: Any, kind: type[Any]) -> Any:
    if kind is datetime:
        instant = datetime.fromisoformat(value)
        if instant.tzinfo is None:
            raise ValueError
        return instant
    if kind is date:
        return date.fromisoformat(value)
    if type(value) is not kind or (kind is str and "\x00" in value):
        raise ValueError
    return value
