"""What a file may not hold, whatever its type says: what runs, what is locked, what unpacks without end.

A document of a case is opened years later, on machines of the body, by people who trust it. What could act on them by
itself is refused when it comes in, with the reason and what to do; nothing is cleaned in silence.
"""

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from api.services.sniffing import DAMAGED, DOCX, JPEG, ODS, ODT, PDF, PNG, XLSX

MOST_OBJECTS = 60_000
MOST_DEPTH = 40
MOST_PIXELS = 60_000_000
"""A page of paper at 600 dots an inch has 35 million."""
MOST_UNPACKED = 300_000_000
MOST_RATIO = 200
MOST_PARTS = 5000
SMALL = 10_000_000
"""Bytes: so much unpacked is harmless, however small it was packed."""
RUNNING = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/Rendition",
    "/RichMediaExecute",
    "/Sound",
    "/Movie",
}
"""Actions of a PDF that do more than lead elsewhere."""
CARRYING = {"/JS": "script", "/XFA": "formulário XFA", "/EF": "arquivo embutido", "/RichMediaContent": "mídia embutida"}
PROGRAM = re.compile(r"^(basic|scripts)/|/embeddings/oleobject|vbaproject|\.(exe|dll|js|vbs|jar|ps1)$")
"""Names of parts that hold macros (of either family of office files), programs, or objects that start others."""
SUSPICIOUS = re.compile("|".join((*RUNNING, *CARRYING)).encode())
"""What an object, written out, must hold to be looked into. Names are then spelled one way, whatever the file does."""
EXTERNAL_TEMPLATE = re.compile(rb"""attachedTemplate["'][^>]*TargetMode\s*=\s*["']External""")


@dataclass(frozen=True)
class Hostile(Exception):
    """The file is refused. `reason` and `advice` are sentences in pt-BR; neither holds anything of the file."""

    reason: str
    advice: str


def inspect(content: bytes, media_type: str) -> None:
    """Look into a file of an accepted type. Reads all of it; some tenths of a second for the largest.

    Raises:
        Hostile: it is locked, broken, holds programs or other files, or unpacks into too much.
    """
    if media_type == PDF:
        _pdf(content)
    elif media_type in (PNG, JPEG):
        _image(content, media_type)
    elif media_type in (DOCX, XLSX, ODT, ODS):
        _package(content)


# -- PDF -------------------------------------------------------------------------------------------------------------


def _pdf(content: bytes) -> None:
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise _locked()
            if len(pdf.pages) == 0:
                raise _broken("PDF")
            if len(pdf.objects) > MOST_OBJECTS:
                raise Hostile("O PDF tem partes demais para ser conferido.", "Divida-o em arquivos menores.")
            _nothing_runs(pdf)
    except pikepdf.PasswordError:
        raise _locked() from None
    except (pikepdf.PdfError, ValueError, RecursionError, NotImplementedError):
        raise _broken("PDF") from None


def _locked() -> Hostile:
    return Hostile("O arquivo está protegido por senha ou por restrições.", "Salve uma cópia sem proteção e envie-a.")


def _broken(kind: str) -> Hostile:
    return Hostile(
        f"O arquivo não abre como {kind}: está danificado ou incompleto.", "Gere o arquivo de novo e envie-o."
    )


def _nothing_runs(pdf: pikepdf.Pdf) -> None:
    for found in _values(pdf):
        if not isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            continue
        if what := next((title for key, title in CARRYING.items() if found.get(key) is not None), ""):
            raise _carries(what)
        action = found.get("/S")
        if isinstance(action, pikepdf.Name) and str(action) in RUNNING:
            raise _carries("script" if str(action) == "/JavaScript" else "ação que se executa sozinha")


def _carries(what: str) -> Hostile:
    return Hostile(
        f"O PDF contém {what}.", "Imprima-o em um PDF novo (Imprimir, Salvar como PDF) e envie o novo. "
        "Se há arquivos dentro dele, envie cada um em separado.",
    )  # fmt: skip


def _values(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """What may be of interest: each object that names something suspicious, with all that it directly holds."""
    for found in (pdf.trailer, *pdf.objects):
        if isinstance(found, pikepdf.Stream):
            found = found.stream_dict
        if isinstance(found, pikepdf.Object) and SUSPICIOUS.search(found.unparse(resolved=True)):
            yield from _within(found, MOST_DEPTH, top=True)


def _within(value: Any, depth: int, *, top: bool = False) -> Iterator[Any]:
    if not isinstance(value, pikepdf.Object) or (value.is_indirect and not top):
        return
    if depth == 0:
        raise ValueError("nested too deeply")
    yield value
    if isinstance(value, pikepdf.Array):
        for item in value.as_list():
            yield from _within(item, depth - 1)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for _, item in value.items():
            yield from _within(item, depth - 1)


# -- images ----------------------------------------------------------------------------------------------------------


def _image(content: bytes, media_type: str) -> None:
    try:
        width, height = _png_size(content) if media_type == PNG else _jpeg_size(content)
    except (struct.error, IndexError):
        raise _broken("imagem") from None
    if not width or not height:
        raise _broken("imagem")
    if width * height > MOST_PIXELS:
        raise Hostile(
            f"A imagem tem {width * height // 1_000_000} milhões de pontos; o limite é {MOST_PIXELS // 1_000_000}.",
            "Diminua a imagem ou digitalize-a com menos pontos por polegada.",
        )


def _png_size(content: bytes) -> tuple[int, int]:
    if content[12:16] != b"IHDR":
        return 0, 0
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """The size that the frame header says; (0, 0) when there is none."""
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            return 0, 0
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        else:
            at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    return 0, 0


# -- office files ------------------------------------------------------------------------------------------------------


def _package(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise _locked()
            _bounded(len(content), parts)  # before anything is unpacked
            _inert(package, parts)
    except DAMAGED:
        raise _broken("documento") from None


def _bounded(packed: int, parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    swollen = unpacked > SMALL and unpacked > MOST_RATIO * packed
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or swollen:
        raise Hostile(
            "O arquivo cresce demais quando é aberto.",
            "Abra-o, salve uma cópia e envie a cópia; ou envie um PDF.",
        )


def _inert(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    for part in parts:
        name = part.filename.lower()
        if PROGRAM.search(name):
            raise _active("macro ou programa embutido")
        if name.endswith(".rels") and EXTERNAL_TEMPLATE.search(package.read(part)):
            raise _active("modelo buscado em outro endereço")
        if name == "meta-inf/manifest.xml" and b"encryption-data" in package.read(part):
            raise _locked()


def _active(what: str) -> Hostile:
    return Hostile(f"O arquivo contém {what}.", "Salve uma cópia sem isso, ou envie o documento em PDF.")
