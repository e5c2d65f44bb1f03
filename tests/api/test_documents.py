"""What may be sent, how it is known for what it is, and how it comes back."""

import hashlib
import io
import zipfile

import pytest

from api.door import Door
from api.services.sniffing import CSV, DOCX, JPEG, ODS, ODT, PDF, PNG, TEXT, XLSX, Unacceptable, media_type_of
from tests.api import hostile
from tests.api.conftest import Login
from tests.api.test_problems import assert_problem


def office(part: str, *more: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for name in ("[Content_Types].xml", part, *more):
            made.writestr(name, "<x/>")
    return content.getvalue()


def open_document(mimetype: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("mimetype", mimetype)
        made.writestr("content.xml", "<x/>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"%PDF-1.7\n", "a.txt", PDF),
        (b"\x89PNG\r\n\x1a\n....", "a.png", PNG),
        (b"\xff\xd8\xff\xe0", "a.jpg", JPEG),
        (open_document(ODT), "a.odt", ODT),
        (open_document(ODS), "a.ods", ODS),
        (office("word/document.xml"), "a.docx", DOCX),
        (office("xl/workbook.xml"), "a.xlsx", XLSX),
        ("nome;valor\nágua;1\n".encode(), "A.CSV", CSV),
        ("água".encode("cp1252"), "a.txt", TEXT),
    ],
)
def test_a_file_is_what_its_content_is(content: bytes, name: str, expected: str) -> None:
    assert media_type_of(content, name) == expected


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03\x00\x00\x00",
        b"\x7fELF\x02\x01\x01\x00",
        b"<!doctype html><script>alert(1)</script>",
        b"  <svg xmlns='http://www.w3.org/2000/svg'/>",
        b"PK\x03\x04 broken",
        office("word/document.xml", "word/vbaProject.bin"),
        open_document("application/x-evil"),
        open_document(ODT + "x" * 200),
        b"GIF89a\x01\x00",
        b"text with \x00 inside",
        b"",
    ],
)
def test_anything_else_is_refused_whatever_its_name(content: bytes) -> None:
    with pytest.raises(Unacceptable):
        media_type_of(content, "parecer.pdf")


async def test_a_document_comes_back_as_it_went(as_user: Login) -> None:
    content = hostile.pdf()
    helena = as_user("helena")
    answer = await helena.post("/api/v1/documents", files={"file": ("../../Parecer nº 1.pdf", content, "text/html")})
    assert answer.status_code == 201, answer.text
    document = answer.json()
    assert document["title"] == "Parecer nº 1.pdf"
    assert document["media_type"] == PDF
    assert document["sha256"] == hashlib.sha256(content).hexdigest()
    got = await helena.get(answer.headers["Location"])
    assert got.content == content
    assert got.headers["content-type"] == PDF
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Disposition"] == "attachment; filename*=UTF-8''Parecer%20n%C2%BA%201.pdf"
    assert (await helena.get(f"{answer.headers['Location']}/metadata")).json()["size"] == len(content)
    assert_problem(await as_user("joana").get(answer.headers["Location"]), 404, "nao-encontrado")


async def test_what_cannot_be_kept_is_refused(as_user: Login, door: Door) -> None:
    helena, url = as_user("helena"), "/api/v1/documents"
    exe = await helena.post(url, files={"file": ("a.pdf", b"MZ\x90\x00\x03\x00")})
    assert_problem(exe, 415, "tipo-nao-aceito")
    assert_problem(await helena.post(url, files={"file": ("a.pdf", b"")}), 422, "dados-invalidos")
    assert_problem(await helena.post(url, data={"title": "x"}), 422, "dados-invalidos")
    assert_problem(await helena.post(url, files={"file": ("a", b"x")}, data={"title": "a\0b"}), 422, "dados-invalidos")
    stranger = await as_user("joana").post(url, files={"file": ("a", b"x")}, data={"public": "true"})
    assert_problem(stranger, 403, "sem-permissao")
    door.settings = door.settings.model_copy(update={"max_upload": 1000})
    assert_problem(await helena.post(url, files={"file": ("a.txt", b"x" * 1001)}), 413, "grande-demais")


async def test_an_upload_beyond_the_limit_is_not_read_to_its_end(as_user: Login, door: Door) -> None:
    files = {"file": ("a.txt", b"x" * (door.settings.max_upload + 100_000))}
    assert_problem(await as_user("helena").post("/api/v1/documents", files=files), 413, "grande-demais")
