"""Pages by keyset: the cursor holds the sort values of the last row shown, so that rows that come and go in between
neither repeat nor hide others."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, Select, Subquery, tuple_

T = TypeVar("T")
MOST = 1000
MOST_COUNTED = 1000
"""Nobody counts further in a list: one more than this says that there are more."""


class Page(BaseModel, Generic[T]):
    """Some of a list. `next_cursor` is opaque, and None when there is no more."""

    model_config = ConfigDict(frozen=True)

    items: tuple[T, ...]
    next_cursor: str | None = None


class Sort(BaseModel):
    """One order of a list: by `by`, a column of the Python type `kind`, and then by the unique text column `id`."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    by: Any
    kind: type[date]
    id: Any
    descending: bool = False

    def order(self) -> list[ColumnElement[Any]]:
        """For ORDER BY."""
        return [column.desc() if self.descending else column.asc() for column in (self.by, self.id)]

    def beyond(self, cursor: str) -> ColumnElement[bool]:
        """For WHERE: rows after the one that `cursor` was made of. Raises ValueError when it is not one of ours."""
        ours, theirs = tuple_(self.by, self.id), tuple_(*_read(cursor, self.kind))
        return ours < theirs if self.descending else ours > theirs


def sort_named(sorts: dict[str, Sort], name: str) -> Sort:
    """The sort called `name`. Raises ValueError for a name that is none of `sorts`."""
    if name not in sorts:
        raise ValueError(f"unknown sort {name!r}: use one of {', '.join(sorts)}")
    return sorts[name]


def page_of(rows: Sequence[Any], limit: int, make: Callable[[Any], T], sort: Sort) -> Page[T]:
    """A page of the first `limit` of `rows`, which were asked for with one more to know whether there are others."""
    shown = rows[:limit]
    more = len(rows) > limit
    cursor = _write(getattr(shown[-1], sort.by.key), shown[-1].id) if more else None
    return Page(items=tuple(make(row) for row in shown), next_cursor=cursor)


def bounded(limit: int) -> int:
    """`limit`, if a page may have so many. Raises ValueError otherwise."""
    if not 1 <= limit <= MOST:
        raise ValueError(f"limit must be between 1 and {MOST}")
    return limit


def countable(rows: Any, most: int = MOST_COUNTED) -> Subquery:
    """As many rows of a select as are counted, to count them: what a count costs does not grow with the records."""
    limited: Select[Any] = rows.limit(most + 1)
    return limited.subquery()


def _write(value: date, id: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([value.isoformat(), id]).encode()).decode().rstrip("=")


def _read(cursor: str, kind: type[date]) -> tuple[date, str]:
    try:
        value, id = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        place = kind.fromisoformat(value)
    except (ValueError, TypeError, binascii.Error):
        raise ValueError("unknown cursor") from None
    if not isinstance(id, str) or "\x00" in id or (isinstance(place, datetime) and place.tzinfo is None):
        raise ValueError("unknown cursor")
    return place, id
