"""The press: templates and data to PDF/A-2a and PDF/UA-1. The same data gives the same bytes, on any machine.

Texts reach the templates as JSON and stay text: nothing that somebody wrote is ever read as markup. Fonts are our own,
nothing is looked for on the system or on a network.
"""

import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

from activities.documents.paper import Paper

HERE = Path(__file__).parent
TEMPLATES, FONTS = HERE / "templates", HERE / "fonts"
STANDARDS: Any = ["a-2a", "ua-1"]
UNKNOWN = "\ufffd"
LONGEST_WORD = 40
"""Longer words may be broken after as many characters: nothing runs out of the page."""


def press(paper: Paper) -> bytes:
    """The document as PDF. Takes some hundredths of a second, and lets other threads run meanwhile.

    Raises:
        FileNotFoundError: there is no such version of the template.
        typst.TypstError: a template is wrong.
    """
    data = paper.model_dump(mode="json", exclude={"date"})
    data |= {"address": paper.address, "date": [paper.date.year, paper.date.month, paper.date.day]}
    return compose(f"v{paper.version}/{paper.template}.typ", {**printable(data), "qr": qr_code(paper.link)})


def compose(template: str, data: dict[str, Any]) -> bytes:
    """`template` (a path below the templates) filled in with `data`, whose texts must be printable.

    Raises as `press` does.
    """
    path = TEMPLATES / template
    if not path.is_file():
        raise FileNotFoundError(template)
    made = typst.compile(
        str(path),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="pdf",
        pdf_standards=STANDARDS,
        timestamp=0,
    )
    assert isinstance(made, bytes)
    return made


def printable(value: Any) -> Any:
    """`value` with each of its texts in characters that our fonts have, long words breakable."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return {key: printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [printable(item) for item in value]
    return value


def qr_code(link: str) -> str:
    """`link` as a QR code in SVG."""
    return str(segno.make(link, error="m", micro=False).svg_inline(border=2, dark="#16242a", light="#ffffff"))


def _text(text: str) -> str:
    known = _covered()
    plain = unicodedata.normalize("NFC", text).replace("\t", " ")
    shown = "".join(char if char == "\n" or ord(char) in known else UNKNOWN for char in plain)
    if all(len(word) <= LONGEST_WORD for word in shown.split()):
        return shown
    return " ".join(_breakable(word) for word in shown.split(" "))


def _breakable(word: str) -> str:
    return "\u200b".join(word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD)) or word


@cache
def _covered() -> frozenset[int]:
    ranges = (line.split("-") for line in (FONTS / "coverage.txt").read_text(encoding="ascii").split())
    return frozenset(code for first, last in ranges for code in range(int(first, 16), int(last, 16) + 1))


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
