"""Tables as CSV: UTF-8, comma, one line of names, and nothing that a spreadsheet would take for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any


def cell(value: Any) -> str:
    """A value as text: dates in ISO, nothing for None, and an apostrophe before what looks like a formula."""
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, date) else str(value)
    formula = isinstance(value, str) and text[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{text}" if formula else text


def csv_text(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """The file, with its line of names."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue()
