"""Reports: what is printed of a case or of the panel, as sections of answers and tables."""

import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from activities.documents.paper import Body, Field
from activities.documents.press import compose, printable

VERSION = 1
TEMPLATE = f"v{VERSION}/relatorio.typ"


class Value(BaseModel):
    """Base of what is printed: frozen, and refusing what it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Fields(Value):
    """Short answers, one a line."""

    kind: Literal["fields"] = "fields"
    items: tuple[Field, ...]


class Line(Value):
    """A cell: its text and, below it in small letters, more about it."""

    text: str
    more: tuple[str, ...] = ()


class Table(Value):
    """Rows below their heads. `widths` are shares of the line, 0 for as wide as needed."""

    kind: Literal["table"] = "table"
    caption: str
    widths: tuple[int, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


class Section(Value):
    """A part of the report. `intro` stands below its title, and alone when there is nothing else."""

    title: str
    intro: str = ""
    blocks: tuple[Fields | Table, ...] = ()


class Report(Value):
    """A whole report. `day` is `date` in words with the time; `foot` stands on every page."""

    body: Body
    title: str
    subtitle: str
    subject: str
    date: date
    day: str
    fields: tuple[Field, ...] = ()
    sections: tuple[Section, ...] = ()
    foot: str = ""


def row(*cells: str) -> tuple[Line, ...]:
    """A row of plain cells."""
    return tuple(Line(text=cell) for cell in cells)


def press_report(report: Report) -> bytes:
    """The report as PDF/A and PDF/UA. One of thousands of rows takes seconds and much memory: see `print_apart`."""
    data = report.model_dump(mode="json", exclude={"date"})
    data["date"] = [report.date.year, report.date.month, report.date.day]
    return compose(TEMPLATE, printable(data))


def main(arguments: Sequence[str]) -> int:
    """Print the report that stands as JSON in the first file into the second: a process that gives its memory back."""
    source, target = arguments
    with open(source, encoding="utf-8") as read:
        report = Report.model_validate(json.load(read))
    with open(target, "wb") as write:
        write.write(press_report(report))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
