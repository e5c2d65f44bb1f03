"""The caseworker's desk as it is served: what was handed over, kept to be seen again, kept by name, and said to one."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from activities.records.queries.views import FollowUpView
from activities.records.record import record
from api.services.mentions import logins_in
from api.web.views.mesa import again, overtaken
from tests.api.conftest import Login
from tests.records.make import fact, header, task, turn
from tests.web.conftest import Browse
from tests.web.pages import Page, faults
from tests.web.test_pages import submit
from tests.web.test_tarefas import BATCH, CAIO, counted, marked, several
from workers.commands.demo import PASSWORD
from workflows.clock import local_date

pytestmark = [pytest.mark.engines, pytest.mark.usefixtures("worker")]
FILTERS = "/tarefas/filtros"
SEEN = "/tarefas/mencoes/vistas"


async def test_what_was_delegated_is_taken_back_with_a_reason(browse: Browse, as_user: Login) -> None:
    first, second = await several(browse, 2)
    helena, caio = await browse("helena"), await browse("caio")
    for one in (first, second):
        await submit(helena, f"/tarefas/{one}", f"/tarefas/{one}/assumir", {})
        await submit(helena, f"/tarefas/{one}/delegar", f"/tarefas/{one}/delegar", {"to": CAIO})
    page = f"/tarefas/{first}/retomar"
    assert f'href="{page}"' in (await helena.get(f"/tarefas/{first}")).text
    assert f'href="{page}"' not in (await caio.get(f"/tarefas/{first}")).text
    assert faults((await helena.get(page)).text) == []
    assert (await submit(helena, page, page, {})).status_code == 422
    assert (await submit(helena, page, page, {"reason": "Caio está de férias."})).status_code == 303
    shown = (await helena.get(f"/tarefas/{first}")).text
    assert "Caio está de férias." in (await helena.get(f"/processos/{first.rsplit('-', 1)[0]}/fatos")).text
    assert "Devolver a quem delegou" not in shown
    api = f"/api/v1/tasks/{second}/take-back"
    assert (await as_user("caio").post(api, json={"reason": "Minha."})).json()["code"] == "tarefa-de-outra-pessoa"
    assert (await as_user("helena").post(api, json={})).status_code == 422
    assert "take-back" in (await as_user("helena").get(f"/api/v1/tasks/{second}")).json()["verbs"]
    assert (await as_user("helena").post(api, json={"reason": "Urgente."})).json()["status"] == "reserved"
    assert (await as_user("helena").post(api, json={"reason": "De novo."})).json()["code"] == "ato-invalido"


async def test_a_task_goes_away_until_its_day_and_comes_back_on_top(
    app: FastAPI, browse: Browse, as_user: Login
) -> None:
    first, second = await several(browse, 2)
    helena, api = await browse("helena"), as_user("helena")
    for one in (first, second):
        await submit(helena, f"/tarefas/{one}", f"/tarefas/{one}/assumir", {})
    page, day = f"/tarefas/{first}/acompanhar", local_date(app.state.door.now()) + timedelta(days=3)
    assert faults((await helena.get(page)).text) == []
    assert "todos" not in (await helena.get("/tarefas?lista=acompanhar")).text
    far = await submit(helena, page, page, {"on": (day + timedelta(days=364)).isoformat()})
    assert far.status_code == 422
    assert "O prazo desta tarefa vence antes, em" in far.text
    assert (await submit(helena, page, page, {"on": day.isoformat(), "text": "Ligar à escola"})).status_code == 303
    mine, kept = (await helena.get("/tarefas")).text, (await helena.get("/tarefas?lista=acompanhar")).text
    assert counted(mine) == {"Comigo": 1, "Para acompanhar": 1, "Para assumir": 0, "Da equipe": 2, "Delegadas": 0}
    assert first not in mine
    assert "Ligar à escola" in kept
    assert f"Volta em {day:%d/%m/%Y}, em 3 dias" in kept
    assert "Ligar à escola" not in (await (await browse("caio")).get(f"/tarefas/{first}")).text
    assert f'value="{day.isoformat()}"' in (await helena.get(page)).text
    told = (await api.get(f"/api/v1/tasks/{first}")).json()
    assert told["follow_up"] == {"on": day.isoformat(), "note": "Ligar à escola"}
    assert [one["id"] for one in (await api.get("/api/v1/tasks?mine=true&followed=true")).json()["items"]] == [first]
    assert len((await api.get("/api/v1/tasks?mine=true")).json()["items"]) == 2
    later = app.state.door.now() + timedelta(days=3)
    app.state.door.now = lambda: later
    back = (await (await browse("helena")).get("/tarefas")).text
    assert faults(back) == []
    heads = re.findall(r'<h2 id="g\d">([^<]+)</h2>', back)
    assert heads[0] == "De volta hoje"
    assert back.index(first) < back.index(second)
    assert back.count(f'value="{first}"') == 1
    assert "Para rever hoje" in back


def test_a_deadline_that_ends_before_the_day_is_told() -> None:
    day = date(2026, 4, 10)
    kept = again(FollowUpView(task="t", until=day, note=""), day - timedelta(days=2))
    assert kept.said == "Volta em 10/04/2026, em 2 dias"
    for due in (None, day):
        assert overtaken(kept, due) is kept
    sooner = overtaken(kept, day - timedelta(days=1))
    assert sooner is not None
    assert sooner.said == "O prazo passou a vencer antes do dia que você marcou, 10/04/2026"


async def test_the_day_is_taken_away_from_the_page_of_the_task(app: FastAPI, browse: Browse, as_user: Login) -> None:
    (task,) = await several(browse, 1)
    helena, day = await browse("helena"), local_date(app.state.door.now()) + timedelta(days=2)
    path = f"/api/v1/tasks/{task}/follow-up"
    assert (await as_user("helena").post(path, json={"on": day.isoformat()})).json()["code"] == "ato-invalido"
    await submit(helena, f"/tarefas/{task}", f"/tarefas/{task}/assumir", {})
    assert (await as_user("helena").post(path, json={"on": day.isoformat(), "note": "Ver"})).status_code == 200
    shown = (await helena.get(f"/tarefas/{task}")).text
    assert faults(shown) == []
    assert "<q>Ver</q>" in shown
    done = await submit(helena, f"/tarefas/{task}", f"/tarefas/{task}/nao-acompanhar", {})
    assert done.headers["location"] == "/tarefas"
    assert counted((await helena.get("/tarefas")).text)["Comigo"] == 1


async def test_several_wait_for_a_day_and_several_are_taken_back(app: FastAPI, browse: Browse) -> None:
    tasks = await several(browse, 2)
    helena, day = await browse("helena"), local_date(app.state.door.now()) + timedelta(days=5)
    await marked(helena, "/tarefas?lista=para-assumir", "assumir", tasks)
    for path, verb, said, what, tab in (
        ("/tarefas", "acompanhar", {"on": day.isoformat()}, "2 tarefas para acompanhar", "Para acompanhar"),
        ("/tarefas?lista=acompanhar", "nao-acompanhar", {}, "2 tarefas de volta a Comigo", "Comigo"),
    ):
        answer = await marked(helena, path, verb, tasks)
        if said:
            form = next(one for one in Page(answer.text).forms if one.attributes["action"] == BATCH)
            sent: dict[str, Any] = {**dict(form.fields), "tarefa": tasks, **said}
            answer = await helena.post(BATCH, data=sent)
        assert f"<h1>{what}</h1>" in answer.text
        assert counted((await helena.get("/tarefas")).text)[tab] == 2
    for one in tasks:
        await submit(helena, f"/tarefas/{one}/delegar", f"/tarefas/{one}/delegar", {"to": CAIO})
    asked = await marked(helena, "/tarefas?lista=delegadas", "retomar", tasks)
    assert faults(asked.text) == []
    form = next(one for one in Page(asked.text).forms if one.attributes["action"] == BATCH)
    done = await helena.post(BATCH, data={**dict(form.fields), "tarefa": tasks, "reason": "Voltei das férias."})
    assert "<h1>2 tarefas retomadas</h1>" in done.text


async def test_rows_name_the_parties_of_a_plan(app: FastAPI, browse: Browse) -> None:
    begun = fact(
        1, data={"type": "plano-de-trabalho", "input": {"plano": "act-mgi-142-2024", "assinado_em": "2024-11-12"}}
    )
    owed: dict[str, Any] = {
        "role": "participe",
        "decl": "plano-de-trabalho.acao",
        "case": "pt-1",
        "deadline": None,
        "title": "Ação",
    }
    tasks = (task("t1", party="SERPRO", **owed), task("t2", party="OUTRA", **owed))
    made = turn(1, [begun], case="pt-1", tasks=tasks)
    shown = header("pt-1", type="plano-de-trabalho", stage="execucao")
    await record(app.state.door.sessions, made.model_copy(update={"case": shown}))
    marta = await browse("marta")
    for page in ("/tarefas?lista=da-equipe", "/painel/tarefas"):
        text = (await marta.get(page)).text
        assert "<b>Serviço Federal de Processamento de Dados, Manutenção da estrada</b>" in text, page
        assert "<b>OUTRA, Manutenção da estrada</b>" in text, page


async def test_who_is_mentioned_finds_it_on_their_desk(browse: Browse, as_user: Login) -> None:
    (task,) = await several(browse, 1)
    helena, caio = await browse("helena"), await browse("caio")
    page, comment = f"/tarefas/{task}", f"/tarefas/{task}/comentar"
    wrong = await submit(helena, page, comment, {"text": "@caoi, viu o mapa?"})
    assert wrong.status_code == 422
    assert "Comentário: não há pessoa do órgão com o usuário @caoi. Seria @caio?" in wrong.text
    for outsider in ("osc", "joana"):
        assert (await submit(helena, page, comment, {"text": f"@{outsider}"})).status_code == 422
    text = "@Caio, viu o mapa? Mande a caio@exemplo.invalid."
    assert (await submit(helena, page, comment, {"text": text})).status_code == 303
    assert "Avisa Caio Bastos." in (await helena.get(page)).text
    desk = (await caio.get("/tarefas")).text
    assert faults(desk) == []
    assert "Mencionam você" in desk
    assert "viu o mapa?" in desk
    assert re.search(rf'href="{page}#(c-[^"]+)"', desk)[1] in (await caio.get(page)).text  # type: ignore[index]
    told = (await as_user("caio").get("/api/v1/me/mentions")).json()
    assert [(one["by"], one["task"], one["seen"]) for one in told] == [("Helena Prado", page.rsplit("/", 1)[1], False)]
    assert (await as_user("helena").get("/api/v1/me/mentions")).json() == []
    assert "Mencionam você" not in (await helena.get("/tarefas")).text
    assert (await submit(caio, "/tarefas", SEEN, {})).headers["location"] == "/tarefas"
    assert "viu o mapa?" not in (await caio.get("/tarefas")).text
    assert (await as_user("caio").post("/api/v1/me/mentions/seen", json={"act": told[0]["act"]})).status_code == 204
    listed = (await caio.get("/tarefas/mencoes")).text
    assert faults(listed) == []
    assert "Já vistas" in listed
    people = as_user("helena").get
    assert (await people(f"/api/v1/tasks/{task}/mentionable?q=ca")).json() == [{"login": "caio", "name": "Caio Bastos"}]
    assert (await people(f"/api/v1/tasks/{task}/mentionable?q=hel")).json() == []
    assert [one["login"] for one in (await people(f"/api/v1/tasks/{task}/mentionable?q=leal")).json()] == ["antonia"]
    assert (await as_user("osc").get(f"/api/v1/tasks/{task}/mentionable?q=ca")).status_code == 404


def test_logins_stand_after_an_at_sign_of_their_own() -> None:
    said = "Oi @Helena.Prado. E @caio,@rosa! joana@mt.gov.br, a@b; @@x (@ana-1) @ana@mt.gov.br. @"
    assert logins_in(said) == ("helena.prado", "caio", "rosa", "ana-1", "ana@mt.gov.br")


async def test_a_filter_is_kept_by_name_renamed_and_removed(browse: Browse) -> None:
    helena = await browse("helena")
    assert "Nenhum filtro guardado" in (await helena.get(FILTERS)).text
    query = "lista=para-assumir&q=ponte&prazo=mes"
    listed = (await helena.get(f"/tarefas?{query}")).text
    assert f'href="{FILTERS}?{query.replace("&", "&amp;")}"' in listed
    asked = f"{FILTERS}?{query}"
    assert "Para assumir · “ponte” · Até 30 dias" in (await helena.get(asked)).text
    assert "Mostrar às pessoas" not in (await helena.get(asked)).text
    assert (await submit(helena, asked, FILTERS, {"nome": "  "})).status_code == 422
    kept = await submit(helena, asked, FILTERS, {"nome": " Pontes  do mês ", "unidade": "sim"})
    assert kept.headers["location"] == f"/tarefas?{query}"
    taken = await submit(helena, asked, FILTERS, {"nome": "pontes do MÊS"})
    assert taken.status_code == 422
    assert "Já há um filtro com este nome" in taken.text
    assert faults(taken.text) == []
    desk = (await helena.get(f"/tarefas?{query}")).text
    assert re.search(r'aria-current="true">Pontes do mês<', desk)
    assert faults(desk) == []
    assert "Pontes do mês" not in (await (await browse("caio")).get("/tarefas")).text
    assert (await submit(helena, FILTERS, f"{FILTERS}/renomear", {"nome": "Pontes"})).status_code == 303
    assert faults((await helena.get(FILTERS)).text) == []
    assert (await submit(helena, FILTERS, f"{FILTERS}/excluir", {})).status_code == 303
    assert "Nenhum filtro guardado" in (await helena.get(FILTERS)).text
    wrong = await submit(helena, asked, FILTERS, {"nome": "X", "consulta": "lista=//alhures"})
    assert wrong.status_code == 422


async def test_who_manages_keeps_a_filter_for_the_unit(browse: Browse) -> None:
    marta, ada = await browse("marta"), await browse("ada")
    asked = f"{FILTERS}?lista=da-equipe&prazo=vencido"
    await submit(marta, asked, FILTERS, {"nome": "Vencidas da equipe", "unidade": "sim"})
    shown = (await marta.get("/tarefas")).text
    assert "Vencidas da equipe <small>da unidade</small>" in shown
    assert "Vencidas da equipe" not in (await ada.get("/tarefas")).text
    page = (await marta.get(FILTERS)).text
    id = re.search(r'name="filtro" value="([^"]+)"', page)
    assert id
    await submit(ada, asked, FILTERS, {"nome": "Meu"})
    stolen = await submit(ada, FILTERS, f"{FILTERS}/excluir", {"filtro": id[1]})
    assert stolen.status_code == 404
    assert "Vencidas da equipe" in (await marta.get("/tarefas")).text


async def test_one_changes_ones_own_password_and_other_browsers_are_out(app: FastAPI, browse: Browse) -> None:
    first, other = await browse("helena"), await browse("helena")
    new = "uma frase que só eu digo"
    for given, said in (
        ({"atual": "errada", "nova": new, "repetida": new}, "A senha de agora não confere"),
        ({"atual": PASSWORD, "nova": "curta", "repetida": "curta"}, "A nova senha tem ao menos 12 caracteres"),
        ({"atual": PASSWORD, "nova": PASSWORD, "repetida": PASSWORD}, "A nova senha é diferente da de agora"),
        ({"atual": PASSWORD, "nova": new, "repetida": new + "!"}, "estas duas não são"),
    ):
        refused = await submit(first, "/conta", "/conta/senha", given)
        assert refused.status_code == 422
        assert said in refused.text
        assert faults(refused.text) == []
        assert new not in refused.text
    done = await submit(first, "/conta", "/conta/senha", {"atual": PASSWORD, "nova": new, "repetida": new})
    assert done.status_code == 303
    assert (await first.get("/conta")).status_code == 200
    assert "Mudou a própria senha" in (await (await browse("ada")).get("/administracao/registro")).text
    assert (await other.get("/conta")).headers["location"] == "/entrar?depois=/conta"
    entering = await (await browse("")).post("/entrar", data={"usuario": "helena", "senha": new})
    assert entering.status_code == 303
    app.state.door.settings = app.state.door.settings.model_copy(update={"login_limit": "1/minute"})
    again = {"atual": "errada", "nova": PASSWORD, "repetida": PASSWORD}
    limited = await submit(first, "/conta", "/conta/senha", again)
    assert limited.status_code in (422, 429)
    limited = await submit(first, "/conta", "/conta/senha", again)
    assert limited.status_code == 429
    assert int(limited.headers["Retry-After"]) > 0


async def test_keys_that_act_alone_are_turned_off_and_on(browse: Browse) -> None:
    helena = await browse("helena")
    assert 'data-teclas="sim"' in (await helena.get("/tarefas")).text
    off = await submit(helena, "/tarefas", "/conta/escolhas", {"teclas": "nao"})
    assert off.headers["location"] == "/tarefas"
    assert 'data-teclas="nao"' in (await helena.get("/tarefas")).text
    page = (await helena.get("/conta")).text
    assert faults(page) == []
    await submit(helena, "/conta", "/conta/escolhas", {"teclas": "sim", "email": "nao"})
    assert 'data-teclas="sim"' in (await helena.get("/tarefas")).text
    assert 'id="f-email-nao" name="email" value="nao" checked' in (await helena.get("/conta")).text
