"""Files that a door must not take in, made here: each says what is wrong with it."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf


def pdf(change: Callable[[Pdf], None] | None = None, **saving: Any) -> bytes:
    """A PDF of one page, changed before it is saved."""
    content = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        if change is not None:
            change(made)
        made.save(content, **saving)
    return content.getvalue()


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def open_script(made: Pdf) -> None:
    made.Root.OpenAction = script()


def open_launch(made: Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.Launch, F="calc.exe")


def page_script(made: Pdf) -> None:
    made.pages[0].obj.AA = Dictionary(O=made.make_indirect(script()))


def button(made: Pdf) -> None:
    action = Dictionary(S=Name.SubmitForm, F="http://exemplo.invalid")
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
    made.pages[0].obj.Annots = Array([made.make_indirect(note)])


def named_script(made: Pdf) -> None:
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", script()])))


def attached(made: Pdf) -> None:
    made.attachments["nota.xml"] = b"<nota/>"


def xfa(made: Pdf) -> None:
    made.Root.AcroForm = Dictionary(XFA=made.make_stream(b"<xdp/>"), Fields=Array())


def opens_at_a_page(made: Pdf) -> None:
    """What a harmless one may do."""
    made.Root.OpenAction = Array([made.pages[0].obj, Name.Fit])


def package(*parts: tuple[str, bytes], compressed: bool = True) -> bytes:
    """An office file with these parts besides its own."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED) as made:
        for name, part in (("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"), *parts):
            made.writestr(name, part)
    return content.getvalue()


def open_document(*parts: tuple[str, bytes]) -> bytes:
    """A text in the open format, with these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, part in (("content.xml", b"<x/>"), *parts):
            made.writestr(name, part)
    return content.getvalue()


def png(width: int, height: int) -> bytes:
    """A PNG that says it is so large, whatever it holds."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + body


def jpeg(width: int, height: int) -> bytes:
    """As `png`."""
    return b"\xff\xd8\xff\xe0\x00\x04ab" + b"\xff\xc0" + struct.pack(">HBHHB", 8, 8, height, width, 1) + b"\xff\xd9"
