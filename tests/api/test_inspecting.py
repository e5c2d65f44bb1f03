"""What files may not hold: each kind of harm refused with its reason, and what is harmless let through."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Encryption, ObjectStreamMode

from activities.documents.press import press
from api.services.documents import clean_name
from api.services.inspecting import SMALL, Hostile, inspect
from api.services.sniffing import Unacceptable, media_type_of
from tests.api import hostile
from tests.api.conftest import Login
from tests.api.test_problems import assert_problem
from tests.documents.test_press import paper
from workflows.kernel.issuing import Template

RELS = b'<Relationship Type="x/attachedTemplate" Target="http://exemplo.invalid/a.dotm" TargetMode="External"/>'
HOSTILE = {
    "opens with a script": (hostile.pdf(hostile.open_script), "script"),
    "a script in an object stream": (
        hostile.pdf(hostile.open_script, object_stream_mode=ObjectStreamMode.generate),
        "script",
    ),
    "starts a program": (hostile.pdf(hostile.open_launch), "executa sozinha"),
    "a script of a page": (hostile.pdf(hostile.page_script), "script"),
    "a button that sends": (hostile.pdf(hostile.button), "executa sozinha"),
    "a script by name": (hostile.pdf(hostile.named_script), "script"),
    "a file inside": (hostile.pdf(hostile.attached), "arquivo embutido"),
    "a form of its own": (hostile.pdf(hostile.xfa), "XFA"),
    "a password to open": (hostile.pdf(encryption=Encryption(owner="a", user="b")), "senha"),
    "restrictions": (hostile.pdf(encryption=Encryption(owner="a", user="")), "restrições"),
    "cut off": (hostile.pdf()[:200], "não abre"),
    "nothing but a head": (b"%PDF-1.7\n", "não abre"),
    "swells when opened": (hostile.package(("word/media/a", b"0" * (SMALL * 5))), "cresce"),
    "many parts": (hostile.package(*((f"p{n}", b"") for n in range(6000))), "cresce"),
    "starts a program in Word": (hostile.package(("word/embeddings/oleObject1.bin", b"x")), "programa"),
    "fetches its template": (hostile.package(("word/_rels/settings.xml.rels", RELS)), "modelo"),
    "macros of the open format": (hostile.open_document(("Basic/Standard/a.xml", b"x")), "macro"),
    "locked in the open format": (
        hostile.open_document(("META-INF/manifest.xml", b"<manifest:encryption-data/>")),
        "senha",
    ),
    "a vast PNG": (hostile.png(50_000, 50_000), "milhões de pontos"),
    "a vast JPEG": (hostile.jpeg(60_000, 60_000), "milhões de pontos"),
    "a PNG without a size": (b"\x89PNG\r\n\x1a\n....", "imagem"),
    "a JPEG cut off": (b"\xff\xd8\xff\xe0\x00", "imagem"),
}
HARMLESS = {
    "a page": hostile.pdf(),
    "opens at a page": hostile.pdf(hostile.opens_at_a_page),
    "one of ours": press(paper(Template.EDITAL)),
    "Word": hostile.package(("word/media/a.png", b"0" * 1000)),
    "open format": hostile.open_document(("META-INF/manifest.xml", b"<manifest/>")),
    "PNG": hostile.png(4000, 6000),
    "JPEG": hostile.jpeg(4000, 6000),
    "text": "água".encode(),
}


@given(data=st.data())
@pytest.mark.parametrize(
    "content",
    [hostile.open_document(), hostile.package(("word/_rels/a.rels", b"<x/>" * 200)), hostile.pdf(), hostile.jpeg(9, 9)],
    ids=["open format", "Word", "PDF", "JPEG"],
)
def test_a_file_damaged_anywhere_is_refused_or_let_through(content: bytes, data: st.DataObject) -> None:
    """What was copied badly is an answer, whichever byte it was."""
    at = data.draw(st.integers(0, len(content) - 1))
    until = data.draw(st.sampled_from([at, at + 1, at + 4, len(content)]))
    broken = content[:at] + data.draw(st.binary(max_size=6)) + content[until:]
    with suppress(Hostile, Unacceptable):
        inspect(broken, media_type_of(broken))


@pytest.mark.parametrize("damage", [b"\xff" * 8, b"\0" * 8])
def test_a_part_that_does_not_unpack_is_a_broken_document(damage: bytes) -> None:
    content = hostile.package(("word/_rels/settings.xml.rels", b"<Relationship/>" * 500 + bytes(range(256))))
    at = content.index(b"word/_rels/settings.xml.rels") + len(b"word/_rels/settings.xml.rels")
    broken = content[: at + 4] + damage + content[at + 12 :]
    with pytest.raises(Hostile, match="danificado"):
        inspect(broken, media_type_of(broken))


@pytest.mark.parametrize("name", HOSTILE)
def test_what_could_do_harm_is_refused_with_its_reason(name: str) -> None:
    content, reason = HOSTILE[name]
    with pytest.raises(Hostile) as refused:
        inspect(content, media_type_of(content))
    assert reason in refused.value.reason
    assert refused.value.advice.endswith(".")


@pytest.mark.parametrize("name", HARMLESS)
def test_what_does_no_harm_is_let_through(name: str) -> None:
    inspect(HARMLESS[name], media_type_of(HARMLESS[name]))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../Parecer nº 1.pdf", "Parecer nº 1.pdf"),
        ("C:\\Docs\\laudo.pdf", "laudo.pdf"),
        ("laudo\u202efdp.exe", "laudofdp.exe"),
        ("a\u200bb\r\n c.pdf", "ab c.pdf"),
        ('<"x">|?*:.pdf', "--x------.pdf"),
        ("...", "documento"),
        ("", "documento"),
    ],
)
def test_a_name_hides_nothing(name: str, kept: str) -> None:
    assert clean_name(name) == kept


@pytest.mark.engines
async def test_the_door_says_why_and_what_to_do(as_user: Login) -> None:
    content, _ = HOSTILE["opens with a script"]
    answer = await as_user("helena").post("/api/v1/documents", files={"file": ("a.pdf", content)})
    assert_problem(answer, 422, "documento-recusado")
    assert "Salvar como PDF" in answer.json()["detail"]
