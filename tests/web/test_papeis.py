"""Documents of the body: printed for those who see the case, verified by anybody, and nothing personal in between."""

import hashlib
import io
from collections.abc import Sequence
from typing import Any

import httpx
import pikepdf
import pytest

from activities.records.record import record
from api.door import Door
from tests.api.conftest import Login
from tests.fixtures.living import STEPS, proposal
from tests.kernel.papeis import AVISO
from tests.records.make import fact, turn
from tests.web.conftest import Browse
from workflows.kernel.state import Fact, FactKind

pytestmark = pytest.mark.engines
PAPERS = {"title": AVISO.title, "template": str(AVISO.template), "version": 1, "document": AVISO.id}
SHOWS = {"objeto": "Balsa", "dia": "2026-07-01", "contato": "(65) 3613-0000"}


def paper(seq: int, **data: Any) -> Fact:
    said = {**PAPERS, "shows": SHOWS, "public": True, "signed": [{"by": "p-helena", "on": "2026-06-08"}], **data}
    return fact(seq, FactKind.DOCUMENT_ISSUED, data=said, provision="dec-167:art-31", actor=None, act=None)


async def recorded(door: Door, facts: Sequence[Fact], case: str = "pmis-1") -> list[str]:
    """Record `facts` after the start of a case; the codes of their documents, in order."""
    await record(door.sessions, turn(1, [fact(1), *facts], case=case))
    async with door.records() as session:
        connection = await session.connection()
        rows = await connection.exec_driver_sql("SELECT code FROM issued_documents ORDER BY seq")
        return [code for (code,) in rows]


async def answered(as_user: Login, steps: int) -> str:
    """A PMIS with its first acts done; its id."""
    started = await as_user("joana").post("/api/v1/procedures", json={"type": "pmis", "input": proposal("Pontes")})
    case = str(started.json()["case"])
    for actor, outcome, form in STEPS[:steps]:
        (task,) = (await as_user("marta").get(f"/api/v1/procedures/{case}")).json()["tasks"]
        done = {"outcome": outcome, "form": form}
        answer = await as_user(actor).post(f"/api/v1/tasks/{task['id']}/complete", json=done)
        assert answer.status_code == 200, answer.text
    return case


def text_of(pdf: bytes) -> str:
    """What the document says of itself, in its metadata."""
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_metadata() as metadata:
        return f"{opened.docinfo.Title} {metadata.pdfa_status}"


@pytest.mark.usefixtures("worker")
async def test_the_acts_of_a_pmis_are_documents_that_anybody_verifies(as_user: Login, browse: Browse) -> None:
    case = await answered(as_user, len(STEPS))
    page = (await (browser := await browse("joana")).get(f"/processos/{case}/documentos")).text
    for title in ("Resposta à proposta", "Resultado da análise da proposta", "Decisão sobre a instauração do PMIS"):
        assert title in page
    links = [part.split('"')[0] for part in page.split('href="') if f"/processos/{case}/papeis/" in part]
    first = await browser.get(links[0])
    assert (first.status_code, first.headers["content-type"]) == (200, "application/pdf")
    assert first.headers["content-disposition"].startswith("attachment")
    assert "Resultado da análise da proposta 2A" in text_of(first.content)
    assert (await (await browse("helena")).get(links[0])).content == first.content
    assert (await (await browse("osc")).get(links[0])).status_code == 404
    receipt = (await browser.get(f"/processos/{case}/papeis/1")).content
    assert "Recibo de protocolo no processo PMIS 1/2026" in text_of(receipt)
    assert (await browser.get(f"/processos/{case}/papeis/2")).status_code == 404
    nobody = await browse("")
    open_page = (await nobody.get(f"/pmis/{case}")).text
    assert "Resultado da análise da proposta" in open_page
    assert "Resposta à proposta" not in open_page
    assert (await nobody.get(links[0].replace("/processos/", "/pmis/"))).content == first.content
    kept = next(link for link in links if "Resposta" in page.split(link)[1][:60])
    assert (await nobody.get(kept.replace("/processos/", "/pmis/"))).status_code == 404


async def test_the_code_says_what_the_document_is_and_whether_a_file_is_it(door: Door, browse: Browse) -> None:
    (code,) = await recorded(door, [paper(2)])
    nobody = await browse("")
    typed = await nobody.get("/verificar", params={"codigo": code.lower().replace("-", " ")})
    assert typed.headers["location"] == f"/verificar/{code}"
    page = (await nobody.get(f"/verificar/{code}")).text
    assert "Convocação nº 1/2026" in page
    assert "Em vigor" in page
    assert "3613" not in page
    made = (await nobody.get(f"/verificar/{code}/documento")).content
    assert b"3613" not in made
    shown = (await nobody.get(f"/verificar/{code}")).text
    assert hashlib.sha256(made).hexdigest() in shown
    same = await nobody.post(f"/verificar/{code}", files={"_arquivo": ("a.pdf", made)})
    other = await nobody.post(f"/verificar/{code}", files={"_arquivo": ("a.pdf", made + b" ")})
    none = await nobody.post(f"/verificar/{code}", files={"_arquivo": ("", b"")})
    assert "byte por byte" in same.text
    assert "não é o documento emitido" in other.text
    assert (none.status_code, "Escolha o arquivo" in none.text) == (422, True)


async def test_a_document_that_lost_its_force_says_so_and_by_what(door: Door, browse: Browse, as_user: Login) -> None:
    annulled = fact(4, FactKind.DOCUMENT_ANNULLED, data={"annuls": 3, "reason": "a sessão foi desmarcada"})
    first, second = await recorded(door, [paper(2), paper(3, replaces=2), annulled])
    nobody = await browse("")
    replaced = (await nobody.get(f"/verificar/{first}")).text
    assert f'href="/verificar/{second}"' in replaced
    assert "foi substituído" in replaced
    assert "a sessão foi desmarcada" in (await nobody.get(f"/verificar/{second}")).text
    told = (await as_user().get(f"/api/v1/official-documents/{second}", params={"sha256": "0" * 64})).json()
    assert (told["standing"], told["number"], told["because"]) == ("anulado", "2/2026", "a sessão foi desmarcada")
    assert (told["matches"], told["sha256"]) == (False, None)


async def test_what_was_undone_or_is_not_public_is_verified_but_not_read(door: Door, browse: Browse) -> None:
    await recorded(door, [paper(2, public=False)])
    await record(door.sessions, turn(2, [paper(2)], at=2))
    first, second = await recorded(door, [], case="other")
    nobody = await browse("")
    told = {code: (await nobody.get(f"/verificar/{code}")).text for code in (first, second)}
    lost, kept = sorted(told, key=lambda code: "Sem efeito" not in told[code])
    assert "Sem efeito" in told[lost]
    assert "Em vigor" in told[kept]
    assert (await nobody.get(f"/verificar/{lost}/documento")).status_code == 404
    assert (await nobody.get(f"/verificar/{kept}/documento")).status_code == 200


async def test_codes_cannot_be_tried_out(browse: Browse) -> None:
    nobody = await browse("")
    assert (await nobody.get("/verificar", params={"codigo": "7K3Q"})).status_code == 422
    answers = [(await nobody.get("/verificar/0000-0000-0000-0000")).status_code for _ in range(61)]
    assert answers == [404] * 60 + [429]


async def test_a_file_from_another_site_is_not_compared(door: Door, browse: Browse) -> None:
    (code,) = await recorded(door, [paper(2)])
    nobody: httpx.AsyncClient = await browse("")
    sent = await nobody.post(f"/verificar/{code}", files={"_arquivo": ("a", b"x")}, headers={"Origin": "http://evil"})
    assert sent.status_code == 403
