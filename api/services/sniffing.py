"""What a file is, by its content: the name and the declared type are only hints."""

import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass

import puremagic

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
TEXT = "text/plain"
ACCEPTED = (PDF, PNG, JPEG, ODT, ODS, DOCX, XLSX, CSV, TEXT)

DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, LookupError, NotImplementedError, RuntimeError,
    ValueError,
)  # fmt: skip
"""What reading a broken package raises, by where it is broken."""

_SIGNATURES = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_OFFICE = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX))
_LARGEST_MIMETYPE = 100
_CONTROL = frozenset(range(32)) - {9, 10, 12, 13}


@dataclass(frozen=True)
class Unacceptable(Exception):
    """The content is none of `ACCEPTED`; `looks_like` is what it seems to be instead."""

    looks_like: str


def media_type_of(content: bytes, filename: str = "") -> str:
    """The type of `content`, one of `ACCEPTED`. The name only tells CSV from other text.

    Raises:
        Unacceptable: for everything else, macro-enabled and encrypted office files included.
    """
    for signature, media_type in _SIGNATURES:
        if content.startswith(signature):
            return media_type
    if content.startswith(b"PK\x03\x04"):
        return _packaged(content)
    if _is_text(content):
        return CSV if filename.lower().endswith(".csv") else TEXT
    raise Unacceptable(_guess(content))


def _packaged(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            if "mimetype" in names and package.getinfo("mimetype").file_size <= _LARGEST_MIMETYPE:
                declared = package.read("mimetype").decode("ascii", "replace").strip()
                if declared in (ODT, ODS) and "content.xml" in names:
                    return declared
    except DAMAGED:
        raise Unacceptable("application/zip") from None
    if "[Content_Types].xml" in names and not any(name.lower().endswith("vbaproject.bin") for name in names):
        for part, media_type in _OFFICE:
            if part in names:
                return media_type
    raise Unacceptable("application/zip")


def _is_text(content: bytes) -> bool:
    if not content or any(byte in _CONTROL for byte in set(content)):
        return False
    for encoding in ("utf-8", "cp1252"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return content.lstrip()[:1] != b"<"
    return False


def _guess(content: bytes) -> str:
    try:
        return str(puremagic.from_string(content[:4096], mime=True) or "application/octet-stream")
    except (puremagic.PureError, ValueError):
        return "application/octet-stream"
