"""The first sheet of a workbook (XLSX), cell by cell, without running or fetching anything of it.

Only what is needed of the format is read. The file has to be looked into before (see `inspecting`); here each part is
bounded once more, and a part that declares entities is refused.
"""

import io
import math
import posixpath
import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree import ElementTree

from api.services.sniffing import DAMAGED

LARGEST_PART = 4_000_000
"""Bytes of one part, unpacked."""
MOST_COLUMNS = 200
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BOOK = "xl/workbook.xml"
SIGNIFICANT = 15
"""Digits of a number that the programs show; what comes after them is noise of the machine."""


class Number(str):
    """A number as the workbook holds it, with a point; `day` reads it as a date."""

    epoch: date

    def __new__(cls, raw: str, epoch: date) -> "Number":
        value = float(raw)
        if not math.isfinite(value):
            raise ValueError("a cell counts without end, or counts nothing")
        number = super().__new__(cls, format(value, f".{SIGNIFICANT}g"))
        number.epoch = epoch
        return number

    @property
    def day(self) -> str:
        """The day that it counts, in ISO; as it stands when it counts none."""
        try:
            return (self.epoch + timedelta(days=int(float(self)))).isoformat()
        except (OverflowError, ValueError):
            return str(self)


class NoWorkbook(Exception):
    """The file is no workbook that can be read."""


def first_sheet(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each row of the first sheet that has cells: its line, and its cells from the first column on.

    Raises:
        NoWorkbook: it is none, is damaged, or holds what no sheet needs.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            book = _part(package, BOOK)
            epoch = _epoch(book)
            strings = _strings(package)
            sheet = _part(package, _first(package, book))
        return iter([(line, _cells(row, strings, epoch)) for line, row in _rows(sheet)])
    except (ElementTree.ParseError, *DAMAGED) as wrong:
        raise NoWorkbook from wrong


def _part(package: zipfile.ZipFile, name: str) -> ElementTree.Element:
    with package.open(name) as part:
        content = part.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART or b"\0" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise NoWorkbook
    return ElementTree.fromstring(content)


def _epoch(book: ElementTree.Element) -> date:
    properties = book.find(f"{MAIN}workbookPr")
    late = properties is not None and properties.get("date1904") in ("1", "true")
    return date(1904, 1, 1) if late else date(1899, 12, 30)


def _first(package: zipfile.ZipFile, book: ElementTree.Element) -> str:
    wanted = book.findall(f"{MAIN}sheets/{MAIN}sheet")[0].get(RELATED)
    related = _part(package, "xl/_rels/workbook.xml.rels")
    target = next((str(one.get("Target")) for one in related if one.get("Id") == wanted), "")
    return target.removeprefix("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _strings(package: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    return [_text(one) for one in _part(package, "xl/sharedStrings.xml")]


def _text(element: ElementTree.Element) -> str:
    """What is written, in whatever pieces; not how it is pronounced."""
    pieces = [*element.findall(f"{MAIN}t"), *element.findall(f"{MAIN}r/{MAIN}t")]
    return "".join(piece.text or "" for piece in pieces)


def _rows(sheet: ElementTree.Element) -> Iterator[tuple[int, ElementTree.Element]]:
    line = 0
    for row in sheet.iterfind(f"{MAIN}sheetData/{MAIN}row"):
        line = int(row.get("r") or line + 1)
        yield line, row


def _cells(row: ElementTree.Element, strings: list[str], epoch: date) -> list[str]:
    cells: list[str] = []
    for cell in row.iterfind(f"{MAIN}c"):
        place = _column(cell.get("r") or "") or len(cells) + 1
        if not len(cells) < place <= MOST_COLUMNS:
            raise NoWorkbook
        cells += [""] * (place - len(cells) - 1)
        cells.append(_value(cell, strings, epoch))
    return cells


def _column(place: str) -> int:
    """The number of the column of a cell such as `AB12`, from 1; 0 when it does not say."""
    found = re.match(r"[A-Z]{1,3}", place)
    number = 0
    for letter in found[0] if found else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _value(cell: ElementTree.Element, strings: list[str], epoch: date) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(f"{MAIN}is")
        return _text(inline) if inline is not None else ""
    raw = cell.findtext(f"{MAIN}v") or ""
    if kind == "s":
        return strings[int(raw)]
    if kind == "b":
        return "sim" if raw == "1" else "não"
    if kind == "d":
        return raw[:10]
    return Number(raw, epoch) if kind == "n" and raw else raw
