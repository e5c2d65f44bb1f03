"""Rows of a form that come from sheets (CSV, XLSX): what a sheet asks, and what one says.

A sheet has the titles of the columns in its first line. What is wrong is named by sheet, line and column.
"""

import csv
import io
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from api.services.inspecting import Hostile, inspect
from api.services.sniffing import CSV, TEXT, XLSX, Unacceptable, media_type_of
from api.services.workbooks import NoWorkbook, Number, first_sheet
from api.strictness import text_fault
from api.typed import read_date, read_decimal, read_integer
from workflows.kernel import Form

LARGEST = 1_000_000
"""Bytes of one sheet."""
MOST_PROBLEMS = 200
YES, NO = frozenset({"sim", "s", "x"}), frozenset({"não", "nao", "n"})
NOT_A_SHEET = "Não é uma planilha em XLSX ou CSV; no programa de planilhas, use “Salvar como” e escolha um dos dois."
BOM = "\ufeff"


class SheetProblem(NamedTuple):
    """One thing wrong: sheet and column by their titles ('' when it is of none), the line from 1 (0: of none), a pt-BR
    sentence, and the provision that refuses or asks."""

    sheet: str
    line: int
    column: str
    message: str
    provision: str | None = None


class SheetErrors(Exception):
    """Sheets that cannot be taken, with what is wrong in them, by sheet and line."""

    def __init__(self, problems: Sequence[SheetProblem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)[:MOST_PROBLEMS]


@dataclass(frozen=True)
class Column:
    """What one column holds: `choices` are the titles of the values it may have, by value."""

    name: str
    title: str
    kind: type
    required: bool
    help: str = ""
    provision: str | None = None
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def asks(self) -> str:
        """What may be written in it, in words."""
        if self.choices:
            return "; ".join(self.choices.values())
        if self.kind is bool:
            return "sim ou não"
        if self.kind is date:
            return "data, como 08/06/2026"
        if self.kind is Decimal:
            return "valor, como 1.234,56"
        return "número inteiro" if self.kind is int else "texto"

    def read(self, text: str) -> Any:
        """What `text` means; as it stands when it means nothing, for the form to refuse."""
        if isinstance(text, Number):
            return text.day if self.kind is date else str(text)
        if self.choices:
            return self._chosen(text)
        if self.kind is bool:
            return True if text.casefold() in YES else False if text.casefold() in NO else text
        if self.kind is date:
            return read_date(text)
        if self.kind is Decimal:
            return read_decimal(text)
        return read_integer(text) if self.kind is int else text

    def _chosen(self, text: str) -> str:
        said = plain(text)
        return next((value for value, title in self.choices.items() if said in _ways(value, title)), text)


@dataclass(frozen=True)
class Sheet:
    """Rows that a form takes from a sheet: the field's name and title, the outcome they complete the task with.

    `statement` says that they are the lines of a bank's statement, which banks write in their own ways.
    """

    name: str
    title: str
    outcome: str
    columns: tuple[Column, ...]
    statement: bool = False

    @property
    def kinds(self) -> str:
        """The kinds of files that it may be, in words."""
        return "OFX, XLSX ou CSV" if self.statement else "XLSX ou CSV"

    @property
    def accepts(self) -> str:
        """What their names end with, as a page asks for a file."""
        return ".ofx,.xlsx,.csv" if self.statement else ".xlsx,.csv"

    @property
    def template(self) -> bytes:
        """An empty sheet, as the programs that people use open it."""
        head = io.StringIO(newline="")
        csv.writer(head, delimiter=";").writerow([column.title for column in self.columns])
        return (BOM + head.getvalue()).encode()


def sheets_of(form: type[Form]) -> tuple[Sheet, ...]:
    """The sheets that a form takes, in its order; none for most."""
    return tuple(
        Sheet(
            name,
            info.title or name,
            str(hints["planilha"]),
            _columns(_row(info.annotation)),
            bool(hints.get("extrato")),
        )
        for name, info in form.model_fields.items()
        if isinstance(hints := info.json_schema_extra, dict) and "planilha" in hints
    )


def _row(annotation: Any) -> type[Form]:
    row: type[Form] = get_args(_bare(annotation))[0]
    return row


def _columns(row: type[Form]) -> tuple[Column, ...]:
    found = []
    for name, info in row.model_fields.items():
        hints = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        kind = _bare(info.annotation)
        titles: Any = hints.get("opcoes") or {}
        choices = {str(one): titles.get(str(one), str(one)) for one in kind} if issubclass(kind, StrEnum) else {}
        provision = hints.get("provision")
        found.append(
            Column(
                name, info.title or name, kind, info.is_required(), info.description or "",
                str(provision) if provision else None, choices,
            )
        )  # fmt: skip
    return tuple(found)


def _bare(annotation: Any) -> Any:
    """The type itself, without what is said of it and without `None`."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return _bare(next(one for one in get_args(annotation) if one is not type(None)))
    return annotation


def plain(text: str) -> str:
    """A title as it is compared: in small letters, with single spaces."""
    return " ".join(text.casefold().split())


def _ways(value: str, title: str) -> tuple[str, ...]:
    """How a choice may be written: its value, its title, and its title without what stands in brackets."""
    return plain(value), plain(title), plain(title.partition("(")[0])


# -- reading ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rows:
    """What a sheet says: its rows as the form reads them, and the line on which each stands."""

    rows: tuple[dict[str, Any], ...]
    lines: tuple[int, ...]


def read_sheet(sheet: Sheet, content: bytes) -> Rows:
    """The rows of a sheet; lines without any text are left out.

    Raises:
        SheetErrors: it is no sheet, is too large, could act by itself, or has other columns than it should.
    """
    lines = numbered(sheet, content)
    line, titles = next(lines, (1, []))
    return _rows(sheet, _head(sheet, line, titles), lines)


def numbered(sheet: Sheet, content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins."""
    if len(content) > LARGEST:
        raise whole(sheet, f"A planilha passa de {LARGEST // 1_000_000} MB")
    try:
        kind = media_type_of(content)
        if kind == XLSX:
            inspect(content, kind)
            return first_sheet(content)
    except (Unacceptable, NoWorkbook):
        raise whole(sheet, NOT_A_SHEET) from None
    except Hostile as hostile:
        raise whole(sheet, f"{hostile.reason} {hostile.advice}") from None
    if kind not in (CSV, TEXT):
        raise whole(sheet, NOT_A_SHEET)
    return _lines(sheet, _text(sheet, content))


def whole(sheet: Sheet, message: str) -> SheetErrors:
    """That the sheet as such cannot be taken."""
    return SheetErrors([SheetProblem(sheet.title, 0, "", message)])


def _lines(sheet: Sheet, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row of a CSV with the line on which it begins: a cell may have several."""
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=first.count), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        said = "A linha não fecha as aspas que abriu, ou tem uma célula grande demais"
        raise SheetErrors([SheetProblem(sheet.title, line, "", said)]) from None


def _text(sheet: Sheet, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    if fault := text_fault(text):
        raise whole(sheet, fault)
    return text


def _head(sheet: Sheet, line: int, titles: Sequence[str]) -> list[Column | None]:
    """The column of each cell of the line of titles; None for one without a title."""
    known = {plain(way): column for column in sheet.columns for way in (column.title, column.name)}
    found = [known.get(plain(title)) for title in titles]
    problems = [
        SheetProblem(sheet.title, line, title.strip()[:100], "Esta coluna não existe; use as do modelo")
        for title, column in zip(titles, found, strict=True)
        if column is None and title.strip()
    ]
    named = [column.name for column in found if column]
    for column in sheet.columns:
        if named.count(column.name) > 1:
            problems.append(SheetProblem(sheet.title, line, column.title, "A coluna aparece mais de uma vez"))
        elif column.required and column.name not in named:
            problems.append(SheetProblem(sheet.title, line, column.title, "Falta esta coluna", column.provision))
    if problems:
        raise SheetErrors(problems)
    return found


def _rows(sheet: Sheet, columns: Sequence[Column | None], numbered: Iterator[tuple[int, list[str]]]) -> Rows:
    rows, lines, problems = [], [], []
    for line, cells in numbered:
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell, column in _beside(cells, columns) if column is None):
            problems.append(
                SheetProblem(sheet.title, line, "", "Há uma célula fora das colunas; confira os separadores")
            )
        typed = ((column, _clean(cell)) for cell, column in _beside(cells, columns) if column and cell.strip())
        rows.append({column.name: column.read(cell) for column, cell in typed})
        lines.append(line)
    if problems:
        raise SheetErrors(problems)
    return Rows(tuple(rows), tuple(lines))


def _clean(cell: str) -> str:
    return cell if isinstance(cell, Number) else cell.strip()


def _beside(cells: Sequence[str], columns: Sequence[Column | None]) -> Iterator[tuple[str, Column | None]]:
    for index, cell in enumerate(cells):
        yield cell, columns[index] if index < len(columns) else None
