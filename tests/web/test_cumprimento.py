"""The whole of a plan and of a year: figures with what is behind each, for those who may see the case."""

from datetime import date, timedelta
from typing import Any

import pytest
import yaml

from activities.records.queries.views import TaskView
from api.web.views.cumprimento import Standing, act_lines, axes_by_action, tables
from tests.api.conftest import Login
from tests.fixtures.living import TODAY as LIVING_TODAY
from tests.web.conftest import Browse
from tests.web.pages import Page
from tests.web.test_agendas import read, subscribed
from tests.web.test_dados import broken
from workflows.cooperacao.files import shipped_plans
from workflows.kernel.state import TaskStatus

PLAN = shipped_plans()["ac-4-2026"]
TODAY = date(2026, 11, 23)
SIGNED_ON = LIVING_TODAY - timedelta(days=30)
SERPRO = next(one.name for one in shipped_plans()["act-mgi-142-2024"].parties if one.id == "SERPRO")
SGD = next(one.name for one in shipped_plans()["act-mgi-142-2024"].parties if one.id == "SGD_MGI")
SIGNED = {
    "plano": "ac-4-2026", "assinado_em": str(SIGNED_ON), "fim_da_vigencia": str(SIGNED_ON + timedelta(1828)),
}  # fmt: skip


def task(subject: str, **given: Any) -> TaskView:
    """A task of the plan, done on its due date unless told otherwise."""
    base: dict[str, Any] = {
        "id": f"c-t{subject}", "case_id": "c", "case_type": "plano-de-trabalho", "case_subject": "Plano",
        "decl": "plano-de-trabalho.acao", "title": "Fazer", "role": "participe", "provision": "codigo-civil:art-132",
        "status": TaskStatus.COMPLETED, "party": "ABM", "subject": subject, "owner": None, "delegated_by": None,
        "excluded": (), "offered_at": "2026-04-09T12:00:00Z", "deadline": None, "due": "2026-04-24",
        "provisional": False, "outcome": "cumprida", "closed_by": None, "closed_at": "2026-04-25T02:00:00Z",
        "about": {}, "version": 1,
    }  # fmt: skip
    return TaskView.model_validate({**base, **given})


def test_each_act_stands_as_its_dates_say() -> None:
    lines = act_lines(
        axes_by_action((PLAN,)),
        {"ABM": "Associação"},
        [
            task("1.2 1/1"),  # 25 April in UTC is still the 24th in Cuiabá
            task("2.1 1/5", closed_at="2026-04-26T12:00:00Z"),
            task("2.2 1/5", outcome="abaixo-do-minimo"),
            task("3.2 1/5", status=TaskStatus.READY, closed_at=None, outcome=None),
            task("3.4 1/5", status=TaskStatus.READY, closed_at=None, outcome=None, due="2027-04-09"),
            task("3.5 1", status=TaskStatus.SKIPPED, due=None),
            task("C4 1", status=TaskStatus.WITHDRAWN),
        ],
        TODAY,
    )
    assert [line.standing for line in lines] == [
        Standing.IN_TIME, Standing.LATE, Standing.BELOW, Standing.OVERDUE, Standing.OPEN, Standing.SPARED,
    ]  # fmt: skip
    by_party, by_axis, by_action = tables(lines)
    assert [cell.text for cell in by_party.rows[0]] == ["Associação", "1", "1", "1", "1", "1", "1", "25 %"]
    assert [row[0].text for row in by_axis.rows] == [
        "Melhoria da gestão", "Capacitação dos usuários do sistema", "Comunicação e transparência",
    ]  # fmt: skip
    assert len(by_action.rows) == 6


@pytest.mark.usefixtures("worker")
async def test_a_plan_under_way_shows_its_acts_and_their_evidence(browse: Browse, as_user: Login) -> None:
    started = await as_user("marta").post(
        "/api/v1/procedures",
        json={"type": "plano-de-trabalho", "input": SIGNED},
    )
    case = started.json()["case"]
    client = await browse("marta")
    shown = (await client.get(f"/processos/{case}/cumprimento")).text
    assert "Por partícipe" in shown
    assert "C1 1/1" in shown
    assert "Cumprimento por partícipe" in (await client.get(f"/processos/{case}")).text
    only = (await client.get(f"/processos/{case}/cumprimento?ano=1999")).text
    assert "C1 1/1" not in only
    assert "Nenhum ato neste ano" in only
    table = (await client.get(f"/processos/{case}/cumprimento.csv")).text
    assert table.splitlines()[0] == "acao,o_que,participe,vez,vence_em,cumprido_em,situacao,processo"
    stranger = await browse("joana")
    assert (await stranger.get(f"/processos/{case}/cumprimento")).status_code == 404


@pytest.mark.usefixtures("worker")
async def test_a_year_shows_what_runs_what_is_next_and_with_whom(browse: Browse, as_user: Login) -> None:
    today = LIVING_TODAY
    year = today.year if today.month < 12 else today.year + 1
    soon = max(today, date(year, 1, 1))
    rows = [
        {"processo": "II", "inicio": str(soon), "fim": f"{year}-12-31", "responsavel": "NGER"},
        {"processo": "X", "inicio": f"{year}-12-31", "fim": f"{year}-12-31", "responsavel": "Transparência"},
        {"processo": "II", "inicio": f"{year}-12-31", "fim": f"{year}-12-31", "responsavel": "NGER"},
    ]
    started = await as_user("nair").post(
        "/api/v1/procedures", json={"type": "nger-ano", "input": {"orgao": "SINFRA-MT", "ano": year, "processos": rows}}
    )
    assert started.status_code == 201, started.text
    client = await browse("nair")
    shown = (await client.get(f"/processos/{started.json()['case']}/cumprimento")).text
    assert "II. Coordenar a elaboração das Orientações Estratégicas" in shown
    assert shown.count("0 de 4") == 2
    assert shown.count(f"começa em 31/12/{year}") == 2
    assert f"começa em 31/12/{year}" in shown
    assert "XXIII. Disponibilizar as informações institucionais no sítio" in shown
    assert "Cabe à unidade de desenvolvimento organizacional" in shown
    assert "PPA (COF/SEPLAN)" in shown
    assert "Relatório de acompanhamento de projetos" in shown


@pytest.mark.usefixtures("worker")
async def test_an_amendment_is_seen_before_it_is_recorded(browse: Browse, as_user: Login) -> None:
    started = await as_user("marta").post(
        "/api/v1/procedures",
        json={"type": "plano-de-trabalho", "input": SIGNED},
    )
    path = f"/processos/{started.json()['case']}/alterar-plano"
    client = await browse("marta")
    form = dict(Page((await client.get(path)).text).forms[-1].fields)
    day = LIVING_TODAY + timedelta(days=30)
    form |= {"documento": "Aditivo 1/2026", "a_partir_de": str(day), "motivo": "O cronograma passa a ser semestral."}
    plan = yaml.safe_load(form["plano"])
    next(one for one in plan["actions"] if one["id"] == "2.1")["recurrence"] = [{"type": "semiannual"}]
    form["plano"] = yaml.safe_dump(plan, allow_unicode=True)
    seen = await client.post(path, data={**form, "_verbo": "conferir"})
    assert seen.status_code == 200, seen.text
    assert "Ação mudada: 2.1 (quando vence)" in seen.text
    assert "Deixam de ser pedidos" in seen.text
    past = await client.post(path, data={**form, "a_partir_de": str(LIVING_TODAY), "_verbo": "registrar"})
    assert past.status_code == 409
    assert "o que já foi pedido não muda" in past.text
    again = dict(Page(past.text).forms[-1].fields)["_ato"]
    recorded = await client.post(path, data={**form, "_ato": again, "_verbo": "registrar"})
    assert recorded.status_code == 303, recorded.text
    assert "type: semiannual" in (await client.get(path)).text


@pytest.mark.usefixtures("worker")
async def test_the_report_of_a_year_has_the_evidence_behind_each_figure(browse: Browse, as_user: Login) -> None:
    sgd = as_user("sgd")
    given = {"plano": "act-mgi-142-2024", "assinado_em": str(SIGNED_ON)}
    case = (await sgd.post("/api/v1/procedures", json={"type": "plano-de-trabalho", "input": given})).json()["case"]
    asked = (await sgd.get("/api/v1/tasks", params={"procedure": case})).json()["items"]
    named = next(one for one in asked if one["subject"] == "A2 1/1")
    evidence = {"descricao": "Designado o titular.", "documento": "Ofício 9", "endereco": "https://sgd.example/9"}
    sent = await sgd.post(f"/api/v1/tasks/{named['id']}/complete", json={"outcome": "cumprida", "form": evidence})
    assert sent.status_code == 200, sent.text
    stood = {"participe": "SGD_MGI", "funcao": "titular", "nome": "Iara Nunes", "desde": str(LIVING_TODAY)}
    longer = {"novo_fim": str(SIGNED_ON + timedelta(2600)), "motivo": "Mais alguns meses."}
    for event, form in (("representacao", stood), ("prorrogacao", longer)):
        path = f"/api/v1/procedures/{case}/events/plano-de-trabalho.{event}"
        brought = await sgd.post(path, json={"form": {**form, "documento": "Aditivo 1"}})
        assert brought.status_code == 200, brought.text
    client = await browse("sgd")
    path, year = f"/processos/{case}/relatorio", {"ano": str(LIVING_TODAY.year)}
    shown = Page((await client.get(path, params=year)).text).text
    assert "Designado o titular. (Ofício 9; https://sgd.example/9)" in shown
    assert "Iara Nunes" in shown
    assert "Aditivo 1. Mais alguns meses" in shown
    rows = (await client.get(f"{path}.csv", params=year)).text.splitlines()
    told = (await client.get(f"{path}.json", params=year)).json()
    assert len(rows) == len(told["itens"]) + 1
    (item,) = (one for one in told["itens"] if one["documento"] == "Ofício 9")
    assert (item["acao"], item["situacao"]) == ("A2", "Com atraso")
    schema = (await client.get("/planos/relatorio.schema.json")).json()
    assert list(broken(told, schema, {})) == []
    assert rows[0].split(",") == list(schema["properties"]["itens"]["items"]["properties"])
    assert (await client.get(f"{path}.pdf", params=year)).content.startswith(b"%PDF-")
    for place in ("", "/cumprimento"):
        assert "Iara Nunes" in (await client.get(f"/processos/{case}{place}")).text
    assert (await (await browse("joana")).get(f"{path}.pdf")).status_code == 404


@pytest.mark.usefixtures("worker")
async def test_the_calendar_of_a_party_and_of_its_person_has_the_duties_that_it_owes(
    browse: Browse, as_user: Login
) -> None:
    given = {"plano": "act-mgi-142-2024", "assinado_em": str(SIGNED_ON)}
    await as_user("sgd").post("/api/v1/procedures", json={"type": "plano-de-trabalho", "input": given})
    client = await browse("sgd")
    for source in ("organizacao:SGD_MGI", "pessoa:"):
        events = await read(await browse(""), await subscribed(client, source))
        told = " ".join(str(event["summary"]) for event in events.values())
        assert "cumprimento da ação A5" in told, source
        assert "cumprimento da ação A3" not in told, "it is Serpro's"


@pytest.mark.usefixtures("worker")
async def test_a_party_sees_how_the_acts_of_another_stand_and_not_what_it_sent(browse: Browse, as_user: Login) -> None:
    sgd, serpro = as_user("sgd"), as_user("serpro")
    given = {"plano": "act-mgi-142-2024", "assinado_em": str(SIGNED_ON)}
    case = (await sgd.post("/api/v1/procedures", json={"type": "plano-de-trabalho", "input": given})).json()["case"]
    asked = (await serpro.get("/api/v1/tasks", params={"procedure": case})).json()["items"]
    theirs = next(one for one in asked if one["subject"] == "A2 1/1")
    evidence = {"descricao": "Designada Zulmira Quaresma.", "documento": "Ofício 77"}
    sent = await serpro.post(f"/api/v1/tasks/{theirs['id']}/complete", json={"outcome": "cumprida", "form": evidence})
    assert sent.status_code == 200, sent.text
    path = f"/processos/{case}/relatorio"
    for login, sees in (("sgd", False), ("serpro", True), ("marta", True)):
        client = await browse(login)
        told = (await client.get(f"{path}.json?ano=todos")).json()
        (item,) = (one for one in told["itens"] if one["acao"] == "A2" and one["participe"] == SERPRO)
        assert item["situacao"] == "Com atraso", login
        assert item["cumprido_em"] == str(LIVING_TODAY), login
        assert (item["documento"] == "Ofício 77", bool(item["registro"])) == (sees, sees), login
        for place in (f"{path}?ano=todos", f"{path}.csv?ano=todos", f"/processos/{case}/cumprimento"):
            text = (await client.get(place)).text
            assert ("Zulmira" in text) == (sees and "cumprimento" not in place), (login, place)
            if not place.endswith("todos") or ".csv" not in place:
                assert (f"/tarefas/{theirs['id']}" in text) == sees, (login, place)
    assert (await (await browse("sgd")).get(f"/tarefas/{theirs['id']}")).status_code == 404


@pytest.mark.usefixtures("worker")
async def test_the_report_of_the_whole_term_has_the_acts_of_every_year(browse: Browse, as_user: Login) -> None:
    given = {"plano": "act-mgi-142-2024", "assinado_em": str(SIGNED_ON)}
    sgd = as_user("sgd")
    case = (await sgd.post("/api/v1/procedures", json={"type": "plano-de-trabalho", "input": given})).json()["case"]
    client, path = await browse("sgd"), f"/processos/{case}/relatorio"
    page = (await client.get(path, params={"ano": "todos"})).text
    assert "Relatório de toda a vigência" in page
    whole = (await client.get(f"{path}.json", params={"ano": "todos"})).json()
    assert whole["ano"] is None
    assert list(broken(whole, (await client.get("/planos/relatorio.schema.json")).json(), {})) == []
    years = sorted({int(one["vence_em"][:4]) for one in whole["itens"]})
    each = [(await client.get(f"{path}.json", params={"ano": str(year)})).json()["itens"] for year in years]
    assert sorted(map(str, whole["itens"])) == sorted(str(one) for items in each for one in items)
    assert (await client.get(f"{path}.pdf", params={"ano": "todos"})).content.startswith(b"%PDF-")
    assert (await client.get(path, params={"ano": "sempre"})).status_code == 422


@pytest.mark.usefixtures("worker")
async def test_more_time_and_an_adhesion_are_seen_before_they_are_recorded(browse: Browse, as_user: Login) -> None:
    started = await as_user("marta").post("/api/v1/procedures", json={"type": "plano-de-trabalho", "input": SIGNED})
    case, client = started.json()["case"], await browse("marta")
    path = f"/processos/{case}/prorrogar-plano"
    form = dict(Page((await client.get(path)).text).forms[-1].fields)
    end = SIGNED_ON + timedelta(1828)
    form |= {"documento": "Aditivo 2", "novo_fim": str(end + timedelta(400)), "motivo": "Segue por mais um ano."}
    seen = await client.post(path, data={**form, "_verbo": "conferir"})
    assert seen.status_code == 200, seen.text
    assert "Passam a ser pedidos" in seen.text
    assert str((end + timedelta(400)).year) in Page(seen.text).text
    assert "Nenhum ato com data cabe a mais" not in seen.text
    shorter = await client.post(path, data={**form, "novo_fim": str(end - timedelta(9)), "_verbo": "conferir"})
    assert "Nenhum ato com data cabe a mais" in shorter.text
    recorded = await client.post(path, data={**form, "_verbo": "registrar"})
    assert recorded.status_code == 303, recorded.text
    path = f"/processos/{case}/aderir-ao-plano"
    form = dict(Page((await client.get(path)).text).forms[-1].fields)
    form |= {"instituicao": "Instituto Ipê", "cnpj": "11.222.333/0001-81", "data": str(LIVING_TODAY),
             "documento": "Termo 1", "area": "Capacitação"}  # fmt: skip
    seen = await client.post(path, data={**form, "_verbo": "conferir"})
    assert seen.status_code == 200, seen.text
    assert "Passam a ser pedidos" in seen.text
    assert "Nenhum ato com data passa" not in seen.text
    late = await client.post(path, data={**form, "data": str(end + timedelta(500)), "_verbo": "conferir"})
    assert late.status_code == 422
    assert "anterior ao último dia da vigência" in late.text
    page = (await client.get(f"/processos/{case}")).text
    assert "prorrogar-plano" in page
    assert "aderir-ao-plano" in page


OURS: dict[str, Any] = {
    "id": "de-dois", "title": "Plano de dois", "term": {"n": 12, "unit": "months"},
    "parties": [{"id": "SGD_MGI", "name": SGD}, {"id": "SERPRO", "name": SERPRO}],
    "events": [{"id": "convocacao", "title": "convocação da Rede"}],
    "actions": [
        {"id": f"A{n}", "description": said, "responsible": [party], "deadline_text": "no dia", "recurrence": [how]}
        for n, (party, said, how) in enumerate((
            ("SGD_MGI", "Manter o painel no ar", {"type": "while-in-force"}),
            ("SERPRO", "Responder aos chamados", {"type": "while-in-force"}),
            ("SGD_MGI", "Comparecer", {"type": "on-event", "event": "convocacao"}),
        ), 1)
    ],
}  # fmt: skip


@pytest.mark.usefixtures("worker")
async def test_party_action_and_event_are_chosen_from_the_plan_and_nothing_else_is_taken(
    browse: Browse, as_user: Login
) -> None:
    given = {"plano": OURS, "assinado_em": str(SIGNED_ON)}
    case = (await as_user("sgd").post("/api/v1/procedures", json={"type": "plano-de-trabalho", "input": given})).json()
    client, path = await browse("sgd"), f"/processos/{case['case']}/apresentar/plano-de-trabalho"
    asked = {one: (await client.get(f"{path}.{one}")).text for one in ("evidencia", "acontecimento", "representacao")}
    assert "A1 · Manter o painel no ar" in asked["evidencia"]
    assert "A2 ·" not in asked["evidencia"], "it is Serpro's to show"
    assert "A3 ·" not in asked["evidencia"], "it is asked for when its event comes"
    assert ">convocação da Rede</option>" in asked["acontecimento"]
    assert f">{SGD}</option>" in asked["representacao"]
    assert 'value="SERPRO"' not in asked["representacao"], "each party designates its own"
    assert 'value="SERPRO"' in (await (await browse("marta")).get(f"{path}.representacao")).text
    form = dict(Page(asked["evidencia"]).forms[-1].fields)
    shown = {**form, "descricao": "O painel esteve no ar.", "documento": "Ofício 3"}
    for wrong in ("A2", "A99", "<b>", "a1"):
        refused = await client.post(f"{path}.evidencia", data={**shown, "acao": wrong, "_verbo": "enviar"})
        assert refused.status_code == 422, wrong
        assert "Ação do plano: escolha entre as opções" in refused.text, wrong
    taken = await client.post(f"{path}.evidencia", data={**shown, "acao": "A1", "_verbo": "enviar"})
    assert taken.status_code == 303, taken.text


@pytest.mark.usefixtures("worker")
async def test_a_party_has_its_own_duties_of_every_plan_on_one_page(browse: Browse, as_user: Login) -> None:
    sgd = as_user("sgd")
    cases = []
    for plan in ("act-mgi-142-2024", OURS):
        given = {"plano": plan, "assinado_em": str(SIGNED_ON)}
        started = await sgd.post("/api/v1/procedures", json={"type": "plano-de-trabalho", "input": given})
        cases.append(started.json()["case"])
    asked = (await sgd.get("/api/v1/tasks", params={"procedure": cases[0]})).json()["items"]
    named = next(one for one in asked if one["subject"] == "A2 1/1")
    evidence = {"descricao": "Designado o titular.", "documento": "Ofício 9"}
    sent = await sgd.post(f"/api/v1/tasks/{named['id']}/complete", json={"outcome": "cumprida", "form": evidence})
    assert sent.status_code == 200, sent.text
    always = {"acao": "A1", "descricao": "O painel esteve no ar.", "documento": "Ofício 3"}
    path = f"/api/v1/procedures/{cases[1]}/events/plano-de-trabalho.evidencia"
    assert (await sgd.post(path, json={"form": always})).status_code == 200
    client = await browse("sgd")
    assert 'href="/participes/SGD_MGI"' in (await client.get(f"/processos/{cases[0]}/cumprimento")).text
    shown = (await client.get("/participes/SGD_MGI")).text
    for words in ("Designado o titular. (Ofício 9)", "O painel esteve no ar. (Ofício 3)", "Plano de dois", "Atrasados"):
        assert words in shown, words
    told = (await client.get("/participes/SGD_MGI/deveres.json")).json()
    assert told["completo"]
    assert {one["processo"] for one in told["itens"]} == set(cases)
    assert {one["participe"] for one in told["itens"]} == {told["nome"]}
    each = []
    for case in cases:
        report = (await client.get(f"/processos/{case}/relatorio.json?ano=todos")).json()
        each += [one for one in report["itens"] if one["participe"] == told["nome"]]
    ours = [{key: one[key] for key in one if key not in ("plano", "processo")} for one in told["itens"]]
    assert sorted(map(str, ours)) == sorted(map(str, each)), "what the reports of its plans say of it, and no more"
    rows = (await client.get("/participes/SGD_MGI/deveres.csv")).text.splitlines()
    assert len(rows) == len(told["itens"]) + 1
    assert (await client.get("/participes/SGD_MGI/deveres.json?ano=1999")).json()["itens"] == []
    assert "Nenhum dever neste ano" in (await client.get("/participes/SGD_MGI?ano=1999")).text
    for login, party, status in (
        ("serpro", "SGD_MGI", 404), ("joana", "SGD_MGI", 404), ("sgd", "NINGUEM", 404), ("marta", "NINGUEM", 404),
        ("marta", "SGD_MGI", 200), ("serpro", "SERPRO", 200),
    ):  # fmt: skip
        assert (await (await browse(login)).get(f"/participes/{party}")).status_code == status, (login, party)
