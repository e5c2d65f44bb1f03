"""The files of a dataset, made while they are sent: CSV (RFC 4180, UTF-8) and JSON."""

import csv
import io
import json
from collections.abc import AsyncIterator, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from api.door import Door
from api.opendata.catalogue import LICENCE, VERSION, Dataset
from api.opendata.rows import Row
from api.opendata.sources import Setting

TOGETHER = 200
"""How many rows travel in one piece."""


async def csv_file(door: Door, one: Dataset, setting: Setting) -> AsyncIterator[str]:
    """A line of names, then one for each row."""
    names = [column.name for column in one.columns]
    yield _lines([names])
    async for rows in _together(door, one, setting):
        yield _lines([[cell(getattr(row, name)) for name in names] for row in rows])


async def json_file(door: Door, one: Dataset, setting: Setting, updated: datetime) -> AsyncIterator[str]:
    """One object, whose `itens` are the rows."""
    head = {"conjunto": one.id, "versao": VERSION, "licenca": LICENCE["name"], "atualizado_em": updated.isoformat()}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "itens": ['
    before = "\n"
    async for rows in _together(door, one, setting):
        yield before + ",\n".join(row.model_dump_json() for row in rows)
        before = ",\n"
    yield "\n]}\n"


def csv_of(one: Dataset, rows: Iterable[Mapping[str, Any]]) -> str:
    """Some rows of a dataset as a whole CSV file."""
    names = [column.name for column in one.columns]
    return _lines([names, *([cell(row[name]) for name in names] for row in rows)])


def cell(value: Any) -> str:
    """A value as CSV holds it: ISO dates, `true` and `false`, nothing for None, and an apostrophe before what a
    spreadsheet would take for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and isinstance(value, str) else text


async def _together(door: Door, one: Dataset, setting: Setting) -> AsyncIterator[list[Row]]:
    """The rows in pieces. The session is the file's own: it lives as long as the file is being sent."""
    rows: list[Row] = []
    async with door.records() as session:
        async for row in one.read(session, setting):
            rows.append(row)
            if len(rows) == TOGETHER:
                yield rows
                rows = []
    if rows:
        yield rows


def _lines(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
