"""The room of an organisation: its people find everything of theirs there, and nobody finds anything of another."""

import re
from datetime import UTC, date, datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI

from activities.parties import party_of
from activities.records.documents import store_document
from activities.records.engine import Sessions
from activities.records.record import record
from api.identity.passwords import Passwords
from api.routing import routes_of
from api.services.organizations import add_organization, link
from api.services.people import add_user
from tests.api.conftest import Login
from tests.fixtures.living import proposal
from tests.records.make import deadline, fact, header, task, turn, wait
from tests.web.conftest import Browse
from tests.web.pages import faults
from tests.web.test_administracao import resent
from workers.commands.demo import CNPJ, PASSWORD, PEOPLE
from workflows.kernel.messages import NotificationOut
from workflows.kernel.state import FactKind, Wait, WaitKind

pytestmark = pytest.mark.engines

NOW = datetime(2026, 4, 1, 16, tzinfo=UTC)
OURS, THEIRS = party_of(CNPJ), party_of("94.730.562/0001-34")
RITA = next(one.id for one in PEOPLE if one.login == "osc")
BENTO = "u-bento"
ROOM, OTHER = f"/minha-organizacao/{OURS}", f"/minha-organizacao/{THEIRS}"
PLACES = ("", "/processos", "/protocolos", "/documentos", "/avisos", "/pessoas")


@pytest.fixture
async def sessions(app: FastAPI) -> Sessions:
    """Two organisations, each with one person and one case that has a bit of everything."""
    app.state.door.now = lambda: NOW
    found: Sessions = app.state.door.sessions
    async with app.state.door.sessions() as session:
        await add_organization(session, "os:test", "94.730.562/0001-34", "Fundação Rota das Águas")
        values = {"login": "bento", "name": "Bento Ipê", "roles": ["osc"], "parties": [THEIRS]}
        await add_user(session, "os:test", values, Passwords().hash(PASSWORD), BENTO)
        await session.commit()
    await _case(found, "c1", OURS, RITA, "Ponte do Buriti")
    await _case(found, "c2", THEIRS, BENTO, "Balsa do Aguapé")
    sealed = NotificationOut(
        key="n-c3", kind="x", subject="recebido com o protocolo 007", body="Lacrada.", to_user=RITA, at=NOW
    )
    await record(found, turn(1, case="c3", notifications=(sealed,)))
    return found


async def _case(sessions: Sessions, case: str, party: str, person: str, subject: str) -> None:
    async with sessions() as session:
        paper = await store_document(
            session, id=f"doc-{case}", title=f"Laudo {subject}", media_type="application/pdf",
            content=subject.encode(), uploaded_by=person,
        )  # fmt: skip
        await session.commit()
    asked = task("t1", case=case, role="osc", party=party, title=f"Responder sobre {subject}")
    asks = Wait(kind=WaitKind.TASK, decl="pmis.analise", ref=asked.id, title=asked.title, on=party,
                provision="dec-167:art-14", until=date(2026, 4, 1), deadline=f"{case}.d1")  # fmt: skip
    note = NotificationOut(
        key=f"n-{case}", kind="aviso", subject=f"aviso de {subject}", body="Leiam.", to_party=party, at=NOW
    )
    head = {"parties": (party, person), "subject": subject, "waits": (asks, wait(f"{case}.t2"))}
    said = fact(2, FactKind.EVENT_RECEIVED, actor=person, data={"event": "x", "title": "resposta", "form": {}})
    attached = fact(3, FactKind.DOCUMENT_ATTACHED, actor=person, data={"title": "Laudo", "sha256": paper.sha256})
    await record(
        sessions,
        turn(
            1, (fact(1, actor=person), said, attached), case=case, tasks=(asked, task("t2", case=case)),
            deadlines=(deadline("d1", case=case, due=date(2026, 4, 1)),), notifications=(note,),
            documents=((paper, None, person, NOW - timedelta(days=3)),),
        ).model_copy(update={"case": header(case, **head)}),
    )  # fmt: skip


async def test_the_room_says_what_is_owed_what_is_awaited_and_what_was_sent(browse: Browse, sessions: Sessions) -> None:
    assert sessions
    rita = await browse("osc")
    first = await rita.get("/minha-organizacao")
    assert first.headers["location"] == ROOM
    text = (await rita.get(ROOM)).text
    assert faults(text) == []
    assert "Instituto Caminhos do Cerrado" in text
    assert "12.345.678/0001-95" in text
    assert "Há 1 coisa com vocês." in text
    assert "Vence hoje" in text
    for said in ("Responder sobre Ponte do Buriti", "/tarefas/c1.t1", "/prazos/c1.d1", "a Área técnica"):
        assert said in text, said
    assert "SHA-256" in text
    assert text.count("/recibos/c1/") == 3
    for place, said in zip(
        PLACES[1:], ("Ponte do Buriti", "PMIS-1/2026-2", "Laudo", "Leiam.", "Rita Pequi"), strict=True
    ):
        page = (await rita.get(ROOM + place)).text
        assert faults(page) == [], place
        assert said in page, place


async def test_what_is_told_of_a_sealed_proposal_is_told_to_who_sent_it(browse: Browse, sessions: Sessions) -> None:
    assert sessions
    assert "protocolo 007" in (await (await browse("osc")).get(f"{ROOM}/avisos")).text
    assert "protocolo 007" not in (await (await browse("bento")).get(f"{OTHER}/avisos")).text


async def test_nobody_finds_anything_of_another_organisation(app: FastAPI, browse: Browse, sessions: Sessions) -> None:
    """Through each route that names an organisation or a case, and in every page of one's own room."""
    assert sessions
    rita = await browse("osc")
    rooms = [path for path, _ in routes_of(app) if path.startswith("/minha-organizacao/")]
    assert len(rooms) == len(PLACES)
    theirs = [path.format(organizacao=THEIRS) for path in rooms]
    theirs += ["/recibos/c2", "/recibos/c2/1", "/recibos/c2/2", "/processos/c2", "/tarefas/c2.t1", "/prazos/c2.d1"]
    theirs += ["/documentos/doc-c2", "/tarefas/c2.t1/anexar"]
    for path in theirs:
        answer = await rita.get(path)
        assert answer.status_code == 404, path
        assert "Balsa" not in answer.text, path
    for place in PLACES:
        seen = (await rita.get(ROOM + place)).text
        assert not {word for word in ("Balsa", "Bento", "Rota das Águas", THEIRS, "/c2") if word in seen}, place
    for login in ("", "helena", "joana"):
        other = await browse(login)
        assert (await other.get(ROOM)).status_code == (404 if login else 303), login


async def test_who_answers_for_several_chooses_and_each_room_stays_apart(browse: Browse, sessions: Sessions) -> None:
    async with sessions() as session:
        await link(session, "os:test", THEIRS, "osc")
        await session.commit()
    rita = await browse("osc")
    chosen = (await rita.get("/minha-organizacao")).text
    assert faults(chosen) == []
    assert ROOM in chosen
    assert OTHER in chosen
    assert "Balsa" not in (await rita.get(ROOM)).text
    assert "Ponte do Buriti" not in (await rita.get(OTHER)).text
    form = (await rita.get("/processos/novo/pmis")).text
    assert "Em nome de quem?" in form
    assert "Fundação Rota das Águas" in form
    given = {
        "titulo": "Passarela", "subscritor.nome": "Rita Pequi", "subscritor.contato": "rita@exemplo.invalid",
        "subscritor.cnpj": CNPJ, "interesse_publico": "Passar a pé.", "diagnostico": "Não há calçada.",
    }  # fmt: skip
    refused = await resent(rita, form, "/processos/novo/pmis", {**given, "_por": ""})
    assert refused.status_code == 422
    assert "Diga em nome de quem" in refused.text


async def test_a_receipt_is_whole_and_only_its_own(browse: Browse, sessions: Sessions) -> None:
    assert sessions
    rita = await browse("osc")
    assert "PMIS-1/2026-3" in (await rita.get("/recibos/c1")).text
    page = (await rita.get("/recibos/c1/2")).text
    assert faults(page) == []
    assert "9h02min00s, horário de Cuiabá" in page
    assert re.search(r"[A-Z2-7]{4}(-[A-Z2-7]{4}){3}", page)
    assert len(re.findall(r"\b[0-9a-f]{64}\b", page)) >= 1
    for path in ("/recibos/c1/9", "/recibos/c1/x", "/recibos/c1/99999999999999999999", "/recibos/c9/1"):
        assert (await rita.get(path)).status_code == 404, path


async def test_a_document_sent_before_is_attached_without_sending_it_again(browse: Browse, sessions: Sessions) -> None:
    assert sessions
    rita = await browse("osc")
    page = (await rita.get("/tarefas/c1.t1/anexar")).text
    assert "Laudo Ponte do Buriti" in page
    assert "Balsa" not in page
    forged = await resent(rita, page, "/tarefas/c1.t1/anexar", {"document": "doc-c2"})
    assert forged.status_code == 422


async def test_signing_in_leads_to_the_room_of_who_has_one(browse: Browse, sessions: Sessions) -> None:
    assert sessions
    for login, first in (("osc", "/minha-organizacao"), ("helena", "/tarefas"), ("joana", "/tarefas")):
        client: httpx.AsyncClient = await browse("")
        answer = await client.post("/entrar", data={"usuario": login, "senha": PASSWORD})
        assert answer.headers["location"] == first, login


@pytest.mark.usefixtures("worker")
async def test_a_case_belongs_to_the_organisation_it_was_started_for(as_user: Login, sessions: Sessions) -> None:
    async with sessions() as session:
        await link(session, "os:test", THEIRS, "osc")
        await session.commit()
    rita = as_user("osc")
    body = {"type": "pmis", "input": proposal("Passarela", cnpj=CNPJ)}
    for party, parties in ((OURS, [OURS, RITA]), ("eu", [RITA]), (None, None), ("org-x", None)):
        made = await rita.post("/api/v1/procedures", json={**body, "party": party})
        if parties is None:
            assert (made.status_code, made.json()["errors"][0]["field"]) == (422, "party")
        else:
            case = (await rita.get(made.headers["location"])).json()
            assert case["parties"] == parties
