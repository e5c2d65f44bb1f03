"""Starting a case and carrying it on through the API, on the real engine."""

import asyncio
import itertools
from typing import Any

import pytest

from api.door import Door
from tests.api import hostile
from tests.api.conftest import Login
from tests.api.test_problems import assert_problem
from workers.commands.demo import PEOPLE

pytestmark = [pytest.mark.engines, pytest.mark.usefixtures("worker")]

PROPOSAL = {
    "titulo": "Hortas comunitárias nas margens do Coxipó",
    "subscritor": {"nome": "Joana Teles", "cpf": "529.982.247-25", "contato": "joana@exemplo.invalid"},
    "interesse_publico": "Alimento e convívio para os bairros da bacia.",
    "diagnostico": "Há terrenos públicos vazios e famílias sem acesso a alimento fresco.",
}
ANALYSIS = {
    "motivo": "A proposta traz o que o art. 13 pede.",
    "subscritor_identificado": "atende",
    "interesse_publico_indicado": "atende",
    "diagnostico_apresentado": "atende",
}
ID = {person.login: person.id for person in PEOPLE}


async def start(as_user: Login, login: str = "joana", **headers: str) -> dict[str, Any]:
    body = {"type": "pmis", "input": PROPOSAL}
    answer = await as_user(login).post("/api/v1/procedures", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    started: dict[str, Any] = answer.json()
    assert answer.headers["Location"] == f"/api/v1/procedures/{started['case']}"
    return started


async def only_task(as_user: Login, case: str, login: str = "helena") -> dict[str, Any]:
    items = (await as_user(login).get(f"/api/v1/tasks?procedure={case}")).json()["items"]
    assert len(items) == 1
    task: dict[str, Any] = items[0]
    return task


async def test_a_citizen_starts_a_case_and_reads_at_once_what_it_waits_for(as_user: Login) -> None:
    started = await start(as_user)
    assert started["recorded"] >= 3
    assert "Área técnica" in started["waits"][0]["explanation"]
    case = (await as_user("joana").get(f"/api/v1/procedures/{started['case']}")).json()
    assert case["status"] == "aberto"
    assert case["stage"] == "admissibilidade"
    assert case["explanation"]
    assert case["deadlines"][0]["decl"] == "pmis.prazo-total"
    facts = (await as_user("joana").get(f"/api/v1/procedures/{started['case']}/facts")).json()["items"]
    assert [fact["seq"] for fact in facts] == list(range(1, started["recorded"] + 1))
    assert facts[0]["kind"] == "CaseStarted"
    assert all(fact["prev_hash"] == before["hash"] for before, fact in itertools.pairwise(facts))


async def test_the_same_key_and_body_answer_the_same_case(as_user: Login) -> None:
    key = {"Idempotency-Key": "proposta-1"}
    first, second = await asyncio.gather(start(as_user, **key), start(as_user, **key))
    assert first["case"] == second["case"]
    assert (await start(as_user, **key))["case"] == first["case"]
    other = {"type": "pmis", "input": PROPOSAL | {"titulo": "Outra"}}
    answer = await as_user("joana").post("/api/v1/procedures", json=other, headers=key)
    assert_problem(answer, 409, "conflito-de-chave")
    assert (await start(as_user, "osc", **key))["case"] != first["case"]


async def test_a_wrong_proposal_names_fields_and_provisions(as_user: Login) -> None:
    wrong = {key: value for key, value in PROPOSAL.items() if key != "diagnostico"} | {"extra": 1}
    answer = await as_user("joana").post("/api/v1/procedures", json={"type": "pmis", "input": wrong})
    body: dict[str, Any] = assert_problem(answer, 422, "dados-invalidos")
    errors = {error["field"]: error for error in body["errors"]}
    assert set(errors) == {"input.diagnostico", "input.extra"}
    assert "13" in errors["input.diagnostico"]["provision"]


async def test_only_some_may_start_it_and_only_the_body_back_dates(as_user: Login) -> None:
    body = {"type": "pmis", "input": PROPOSAL}
    assert_problem(await as_user("rosa").post("/api/v1/procedures", json=body), 403, "sem-permissao")
    past = body | {"started_on": "2026-03-02"}
    assert_problem(await as_user("joana").post("/api/v1/procedures", json=past), 422, "dados-invalidos")
    future = body | {"started_on": "2199-03-02"}
    assert_problem(await as_user("helena").post("/api/v1/procedures", json=future), 422, "dados-invalidos")
    answer = await as_user("helena").post("/api/v1/procedures", json=past)
    case = (await as_user("helena").get(f"/api/v1/procedures/{answer.json()['case']}")).json()
    assert case["started_on"] == "2026-03-02"
    assert case["deadlines"][0]["due"] == "2027-03-02"


async def test_strangers_do_not_see_the_case(as_user: Login) -> None:
    case = (await start(as_user))["case"]
    assert (await as_user("osc").get("/api/v1/procedures")).json()["items"] == []
    assert_problem(await as_user("osc").get(f"/api/v1/procedures/{case}"), 404, "nao-encontrado")
    assert_problem(await as_user("osc").get(f"/api/v1/procedures/{case}/facts"), 404, "nao-encontrado")
    assert_problem(await as_user("osc").get(f"/api/v1/tasks/{case}-t1"), 404, "tarefa-inexistente")
    assert [item["id"] for item in (await as_user("helena").get("/api/v1/procedures")).json()["items"]] == [case]
    assert [item["id"] for item in (await as_user("joana").get("/api/v1/procedures")).json()["items"]] == [case]


async def test_a_task_is_read_claimed_and_completed(as_user: Login) -> None:
    case = (await start(as_user))["case"]
    task = await only_task(as_user, case)
    helena, caio = as_user("helena"), as_user("caio")
    detail = (await helena.get(f"/api/v1/tasks/{task['id']}")).json()
    assert detail["form_schema"]["properties"]["motivo"]
    assert {outcome["id"] for outcome in detail["outcomes"]} == {"admissivel", "inadmissivel"}
    assert {"claim", "complete", "save-draft"} <= set(detail["verbs"])
    url = f"/api/v1/tasks/{task['id']}"
    assert (await helena.post(f"{url}/claim")).status_code == 200
    assert_problem(await caio.post(f"{url}/claim"), 409, "tarefa-de-outra-pessoa")
    assert (await helena.post(f"{url}/save-draft", json={"form": {"motivo": "A"}})).status_code == 200
    assert (await helena.get(url)).json()["draft"]["form"] == {"motivo": "A"}
    assert (await caio.get(url)).json()["draft"] is None

    bad = await helena.post(f"{url}/complete", json={"outcome": "talvez", "form": ANALYSIS})
    assert_problem(bad, 422, "resultado-inexistente")
    empty = assert_problem(
        await helena.post(f"{url}/complete", json={"outcome": "admissivel"}), 422, "formulario-invalido"
    )
    assert len(empty["errors"]) >= 4  # type: ignore[arg-type]
    ruled = await helena.post(f"{url}/complete", json={"outcome": "inadmissivel", "form": ANALYSIS})
    assert "13" in str(assert_problem(ruled, 409, "vedado-pela-norma")["provision"])

    done = await helena.post(f"{url}/complete", json={"outcome": "admissivel", "form": ANALYSIS})
    assert done.status_code == 200, done.text
    assert done.json()["waits"][0]["on"] == "publicacao"
    stale = assert_problem(
        await caio.post(f"{url}/complete", json={"outcome": "admissivel", "form": ANALYSIS}), 409, "tarefa-ja-concluida"
    )
    assert stale["by"] == ID["helena"]
    assert stale["at"]


async def test_a_retried_act_acts_once_and_its_key_serves_nothing_else(as_user: Login) -> None:
    case = (await start(as_user))["case"]
    url = f"/api/v1/tasks/{(await only_task(as_user, case))['id']}"
    helena, key = as_user("helena"), {"Idempotency-Key": "conclui-1"}
    body = {"outcome": "admissivel", "form": ANALYSIS}
    answers = await asyncio.gather(*(helena.post(f"{url}/complete", json=body, headers=key) for _ in range(4)))
    assert {answer.status_code for answer in answers} == {200}
    facts = (await helena.get(f"/api/v1/procedures/{case}/facts")).json()["items"]
    assert [fact["kind"] for fact in facts].count("TaskCompleted") == 1
    other = await helena.post(f"{url}/comment", json={"text": "outro"}, headers=key)
    assert_problem(other, 409, "conflito-de-chave")


async def test_managers_hand_over_and_others_do_not(as_user: Login) -> None:
    case = (await start(as_user))["case"]
    url = f"/api/v1/tasks/{(await only_task(as_user, case))['id']}"
    order = {"to": "caio", "reason": "férias"}
    assert_problem(await as_user("helena").post(f"{url}/reassign", json=order), 403, "papel-sem-competencia")
    nobody = await as_user("marta").post(f"{url}/reassign", json=order | {"to": "ninguem"})
    assert_problem(nobody, 422, "dados-invalidos")
    unfit = await as_user("marta").post(f"{url}/reassign", json=order | {"to": "rosa"})
    assert_problem(unfit, 422, "dados-invalidos")
    assert (await as_user("marta").post(f"{url}/reassign", json=order)).status_code == 200
    assert (await as_user("caio").get(url)).json()["owner"] == ID["caio"]
    assert [item["id"] for item in (await as_user("caio").get("/api/v1/tasks?mine=true")).json()["items"]]
    barred = await as_user("caio").post(f"{url}/declare-impediment", json={"reason": "parente de quem propõe"})
    assert barred.status_code == 200
    assert_problem(await as_user("caio").post(f"{url}/claim"), 403, "pessoa-impedida")
    assert_problem(await as_user("marta").post(f"{url}/skip", json={"reason": "x"}), 409, "vedado-pela-norma")


async def test_the_proponent_may_give_up_and_others_may_not(as_user: Login) -> None:
    case = (await start(as_user))["case"]
    url = f"/api/v1/procedures/{case}/events"
    events = (await as_user("joana").get(url)).json()["items"]
    assert [(event["id"], event["allowed"]) for event in events] == [("pmis.desistencia", True)]
    assert_problem(await as_user("osc").get(url), 404, "nao-encontrado")
    assert_problem(await as_user("osc").post(f"{url}/pmis.desistencia", json={}), 404, "nao-encontrado")
    assert_problem(await as_user("joana").post(f"{url}/pmis.outra", json={}), 404, "evento-inexistente")
    answer = await as_user("joana").post(f"{url}/pmis.desistencia", json={"form": {"motivo": "mudei de ideia"}})
    assert answer.status_code == 200, answer.text
    ended = (await as_user("joana").get(f"/api/v1/procedures/{case}")).json()
    assert (ended["status"], ended["outcome"]) == ("encerrado", "desistencia")
    late = await as_user("joana").post(f"{url}/pmis.desistencia", json={})
    assert_problem(late, 409, "processo-encerrado")


async def test_a_decree_tells_which_deadlines_move_and_the_cases_follow(as_user: Login, door: Door) -> None:
    helena, ada = as_user("helena"), as_user("ada")
    body = {"type": "pmis", "input": PROPOSAL, "started_on": "2026-03-02"}
    case = (await helena.post("/api/v1/procedures", json=body)).json()["case"]
    decree = {"act": "Decreto 1/2027", "days": [{"day": "2027-03-02"}]}
    dry = (await ada.post("/api/v1/calendar/days", json=decree | {"dry_run": True})).json()
    assert [(item["before"], item["after"]) for item in dry["moved"]] == [("2027-03-02", "2027-03-03")]
    assert dry["version"] is None
    done = (await ada.post("/api/v1/calendar/days", json=decree)).json()
    assert done["version"] >= 1
    assert done["told"] == 1
    for _ in range(50):
        due = (await helena.get(f"/api/v1/procedures/{case}")).json()["deadlines"][0]["due"]
        if due == "2027-03-03":
            break
        await asyncio.sleep(0.1)
    assert due == "2027-03-03"
    proof = (await helena.get(f"/api/v1/deadlines/{case}-p1/proof")).json()
    assert any("Decreto 1/2027" in day["reason"] for day in proof["proof"])
    feed = await helena.get("/api/v1/deadlines.ics")
    assert feed.headers["content-type"].startswith("text/calendar")
    assert b"DTSTART;VALUE=DATE:20270303" in feed.content
    assert door.settings.public_url.encode() in feed.content.replace(b"\r\n ", b"")


async def test_documents_are_attached_and_seen_by_who_sees_the_case(as_user: Login) -> None:
    case = (await start(as_user))["case"]
    url = f"/api/v1/tasks/{(await only_task(as_user, case))['id']}"
    helena = as_user("helena")
    content = hostile.pdf()
    sent = (await helena.post("/api/v1/documents", files={"file": ("parecer.pdf", content)})).json()
    assert_problem(await as_user("joana").get(f"/api/v1/documents/{sent['id']}"), 404, "nao-encontrado")
    assert_problem(await as_user("caio").post(f"{url}/attach", json={"document": sent["id"]}), 422, "dados-invalidos")
    assert (await helena.post(f"{url}/attach", json={"document": sent["id"]})).status_code == 200
    assert (await as_user("joana").get(f"/api/v1/documents/{sent['id']}")).content == content
    papers = (await helena.get(f"/api/v1/procedures/{case}")).json()["documents"]
    assert [paper["sha256"] for paper in papers] == [sent["sha256"]]


async def carry_to_the_hearing(as_user: Login, case: str) -> None:
    published = {"publicado_em": "2026-03-05", "endereco": "https://exemplo.invalid/rol"}
    steps: list[tuple[str, str, dict[str, Any]]] = [
        ("helena", "admissivel", ANALYSIS),
        ("rosa", "divulgada", published),
        ("antonia", "instaurado", {"motivo": "Há interesse público e conveniência."}),
    ]
    for login, outcome, form in steps:
        task = await only_task(as_user, case, login)
        done = await as_user(login).post(
            f"/api/v1/tasks/{task['id']}/complete", json={"outcome": outcome, "form": form}
        )
        assert done.status_code == 200, done.text


async def test_anybody_may_contribute_to_a_hearing_without_seeing_the_case(as_user: Login) -> None:
    case = (await start(as_user))["case"]
    await carry_to_the_hearing(as_user, case)
    url = f"/api/v1/procedures/{case}/events"
    seen = {event["id"]: event["allowed"] for event in (await as_user("osc").get(url)).json()["items"]}
    assert seen == {"pmis.contribuicao": True}
    seen = {event["id"]: event["allowed"] for event in (await as_user("joana").get(url)).json()["items"]}
    assert seen == {"pmis.contribuicao": True, "pmis.desistencia": True}
    said = {"form": {"texto": "Contem também com a nossa horta."}}
    brought = await as_user("osc").post(f"{url}/pmis.contribuicao", json=said)
    assert (brought.status_code, brought.json()["waits"]) == (200, [])
    assert_problem(await as_user("osc").get(f"/api/v1/procedures/{case}"), 404, "nao-encontrado")
    refused = await as_user("osc").post(f"{url}/pmis.desistencia", json={})
    assert refused.status_code in (403, 404)
    assert_problem(await as_user("caio").post(f"{url}/pmis.contribuicao", json=said), 403, "papel-sem-competencia")
    empty = await as_user("osc").post(f"{url}/pmis.contribuicao", json={})
    assert_problem(empty, 422, "formulario-invalido")
