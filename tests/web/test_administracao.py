"""The administration as it is served: who may, what each act does, what is refused, and what the record says of it."""

import html
import re
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from activities.records.administration import list_admin, verify_admin
from activities.records.engine import Sessions
from activities.records.record import record
from activities.records.tables import AdminFactRow
from api.routing import routes_of
from api.web.chrome import FLASHES
from tests.api.conftest import Login
from tests.records.make import deadline, fact, header, turn
from tests.web.conftest import Browse
from tests.web.pages import Page, faults
from workers.commands.demo import PEOPLE
from workflows.clock import Binds, Nature, Term, dias
from workflows.kernel.state import FactKind
from workflows.norms import parameters

pytestmark = pytest.mark.engines

NOW = datetime(2026, 4, 10, 16, tzinfo=UTC)
HOME = "/administracao"
EVIL = '"><script>alert(1)</script>'
HELENA = f"{HOME}/pessoas/{next(one.id for one in PEOPLE if one.login == 'helena')}"
ADA = f"{HOME}/pessoas/{next(one.id for one in PEOPLE if one.login == 'ada')}"
DECREE = {
    "calendar": "mt-cuiaba",
    "act": f"Decreto 9/2026 {EVIL}",
    "decreed_on": "2026-04-09",
    "days.0.day": "17/04/2026",
    "days.0.kind": "fechado",
    "days.0.ground": "sem_expediente",
    "days.0.name": "Luto oficial",
}


@pytest.fixture
async def ada(browse: Browse, sessions: Sessions) -> httpx.AsyncClient:
    """The administrator's browser."""
    assert sessions
    return await browse("ada")


@pytest.fixture
async def due(sessions: Sessions) -> str:
    """An open case with a deadline that ends on 17 April 2026, a Friday; its address."""
    term = Term(budget=dias(15), anchor=date(2026, 4, 2), nature=Nature.ADMINISTRATIVE, binds=Binds.ADMINISTRACAO)
    begun = (fact(1), fact(2, FactKind.STAGE_ENTERED, data={"stage": "admissibilidade"}))
    dues = (deadline("d1", case="c1", due=date(2026, 4, 17), term=term),)
    made = turn(1, begun, case="c1", deadlines=dues)
    await record(sessions, made.model_copy(update={"case": header("c1", subject=f"Ponte {EVIL}")}))
    return "/prazos/c1.d1"


async def sent(client: httpx.AsyncClient, page: str, action: str, data: dict[str, Any] | None = None) -> httpx.Response:
    """Fill the form of `page` that goes to `action` and send it, as a browser would."""
    return await resent(client, (await client.get(page)).text, action, data or {})


async def resent(client: httpx.AsyncClient, text: str, action: str, data: dict[str, Any]) -> httpx.Response:
    form = next(one for one in Page(text).forms if one.attributes["action"] == action)
    given: dict[str, Any] = {}
    for name, value in form.fields:
        given[name] = [*given.get(name, []), value]
    answer = await client.post(action, data={**given, **data})
    if answer.headers.get("content-type", "").startswith("text/html") and answer.text:
        assert faults(answer.text) == [], action
        assert "<script>alert" not in answer.text
    return answer


async def acts(sessions: Sessions) -> list[AdminFactRow]:
    """The administrative acts that were not the demonstration's, oldest first."""
    async with sessions() as session:
        assert await verify_admin(session) == []
        return [one for one in reversed(await list_admin(session, limit=100)) if not one.author.startswith("os:")]


def pages() -> list[str]:
    """Every address of the administration that is read."""
    people = ["/pessoas", "/pessoas/nova", "/unidades", "/unidades/nova", "/unidades/parcerias", "/registro"]
    decreed = ["/calendario", "/calendario/dias", "/calendario/ano", "/parametros", "/contagem", "/contagem/nova"]
    decreed += ["/redacoes", "/redacoes/nova"]
    fixed = [HOME + one for one in (*people, *decreed)] + [HELENA, f"{HELENA}/mudar", f"{HELENA}/tokens"]
    return [*fixed, *(f"{HOME}/parametros/{one.key}" for one in parameters())]


async def test_every_page_is_whole_and_the_administrators_alone(browse: Browse, ada: httpx.AsyncClient) -> None:
    for path in pages():
        answer = await ada.get(path)
        assert (answer.status_code, faults(answer.text)) == (200, []), path
    for login in (one.login for one in PEOPLE if one.login != "ada"):
        client = await browse(login)
        assert {(await client.get(path)).status_code for path in pages()[:16]} == {403}, login
        assert f'href="{HOME}"' not in (await client.get("/tarefas")).text
    assert f'href="{HOME}"' in (await ada.get("/tarefas")).text
    assert {(await (await browse("")).get(path)).status_code for path in pages()[:16]} == {303}


async def test_nothing_is_changed_without_the_role_or_the_forms_token(
    app: FastAPI, browse: Browse, ada: httpx.AsyncClient, sessions: Sessions
) -> None:
    values = dict.fromkeys(("pessoa", "unidade", "parametro", "organizacao", "mensagem"), "x")
    values["desde"] = "2026-01-05"
    ours = [path for path, route in routes_of(app) if path.startswith(HOME) and "POST" in (route.methods or ())]
    assert len(ours) > 10
    marta = await browse("marta")
    csrf = dict(Page((await marta.get("/tarefas")).text).forms[0].fields)["csrf"]
    for path in (one.format(**values) for one in ours):
        assert (await marta.post(path, data={"csrf": csrf})).status_code == 403, path
        assert (await ada.post(path, data={"_verbo": "confirmar"})).status_code == 403, path
    assert await acts(sessions) == []


async def test_a_person_is_registered_enters_changes_and_leaves(
    browse: Browse, ada: httpx.AsyncClient, sessions: Sessions
) -> None:
    new = f"{HOME}/pessoas/nova"
    person = {
        "login": "nina",
        "name": f"Nina Paes {EVIL}",
        "email": "nina@mt.gov.br",
        "unit": "parcerias",
        "roles": ["area-tecnica"],
        "parties": "12.345.678/0001-95",
    }
    made = await sent(ada, new, new, person)
    assert (made.status_code, made.headers["cache-control"]) == (200, "no-store")
    password = shown(made.text)
    nina = await browse("")
    entered = await nina.post("/entrar", data={"usuario": "nina", "senha": password, "depois": "/tarefas"})
    assert entered.status_code == 303
    address = next(one for one in re.findall(rf'href="({HOME}/pessoas/u-[0-9a-f]+)"', made.text))
    form = (await ada.get(f"{address}/mudar")).text
    assert "\norg-" in form
    changed = await resent(ada, form, f"{address}/mudar", {"roles": ["publicacao"], "name": "Nina Paes"})
    assert changed.headers["location"] == address
    assert FLASHES["guardado"] in (await ada.get(address)).text
    renewed = await sent(ada, address, f"{address}/senha")
    assert shown(renewed.text) != password
    assert (await nina.get("/tarefas")).status_code == 303
    assert (await sent(ada, address, f"{address}/saida")).status_code == 303
    left = await nina.post("/entrar", data={"usuario": "nina", "senha": shown(renewed.text), "depois": "/tarefas"})
    assert left.status_code != 303
    assert (await sent(ada, address, f"{address}/retorno")).status_code == 303
    found = await acts(sessions)
    assert [one.what for one in found] == [
        f"user-{what}" for what in ("added", "changed", "password", "left", "returned")
    ]
    assert found[0].data["after"]["email"] == "n…@mt.gov.br"
    assert found[1].data["before"]["roles"] == ["area-tecnica"]
    assert set(found[1].data["after"]) == {"roles", "name"}
    kept = str([one.data for one in found])
    assert password not in kept
    assert "nina@" not in kept
    told = (await ada.get(f"{HOME}/registro")).text
    assert "Registrou a saída de Nina Paes" in told
    assert "Ada Moreira" in told
    assert "nenhum foi mudado" in told


def shown(text: str) -> str:
    """The secret that a page shows once."""
    found = re.search(r'id="segredo"[^>]* value="([^"]+)"', text)
    assert found
    return html.unescape(found[1])


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"login": "helena"}, "login", "Já há uma pessoa"),
        ({"login": "não pode"}, "login", "use só letras"),
        ({"login": ""}, "login", "Preencha “Usuário”"),
        ({"name": " "}, "name", "Preencha “Nome”"),
        ({"email": "sem arroba"}, "email", "E-mail"),
        ({"unit": "lua"}, "unit", "Unidade"),
        ({"roles": ["rei"]}, "roles", "O que pode fazer"),
        ({"parties": "12.345.678/0001-00"}, "parties", "não é um CNPJ"),
    ],
)
async def test_bad_input_gives_the_form_again(
    ada: httpx.AsyncClient, sessions: Sessions, change: dict[str, Any], field: str, said: str
) -> None:
    new = f"{HOME}/pessoas/nova"
    answer = await sent(ada, new, new, {"login": "novo", "name": "Novo Nome", **change})
    assert answer.status_code == 422
    error = re.search(rf'id="f-{field}-e">([^<]+)<', answer.text)
    assert error
    assert said in html.unescape(error[1])
    assert change.get("name") or 'value="Novo Nome"' in answer.text
    assert await acts(sessions) == []


async def test_the_last_administrator_stays(ada: httpx.AsyncClient, sessions: Sessions) -> None:
    left = await sent(ada, ADA, f"{ADA}/saida")
    assert left.status_code == 422
    assert "Só esta pessoa administra o Tramita" in left.text
    changed = await sent(ada, f"{ADA}/mudar", f"{ADA}/mudar", {"roles": ["gestao"]})
    assert changed.status_code == 422
    assert "Só esta pessoa administra o Tramita" in changed.text
    assert (await sent(ada, f"{HELENA}/mudar", f"{HELENA}/mudar", {"roles": ["administrador"]})).status_code == 303
    assert (await sent(ada, ADA, f"{ADA}/saida")).status_code == 303
    assert (await ada.get(HOME)).headers["location"].startswith("/entrar")
    assert [one.what for one in await acts(sessions)] == ["user-changed", "user-left"]


async def test_a_token_is_shown_once_and_revoked(ada: httpx.AsyncClient, as_user: Login, sessions: Sessions) -> None:
    asked = {"name": "painel", "scopes": ["read"], "days": "30"}
    secret = shown((await sent(ada, f"{HELENA}/tokens", f"{HELENA}/tokens", asked)).text)
    client = as_user(None, Authorization=f"Bearer {secret}")
    assert (await client.get("/api/v1/me")).json()["scopes"] == ["read"]
    listed = (await ada.get(HELENA)).text
    assert secret not in listed
    assert "vale até 10/05/2026" in listed
    again = await sent(ada, f"{HELENA}/tokens", f"{HELENA}/tokens", asked)
    assert again.status_code == 422
    assert "já houve um token" in again.text
    form = next(one for one in Page(listed).forms if dict(one.fields).get("name") == "painel")
    gone = await ada.post(form.attributes["action"], data=dict(form.fields))
    assert gone.headers["location"] == HELENA
    assert (await client.get("/api/v1/me")).status_code == 401
    found = await acts(sessions)
    assert [one.what for one in found] == ["token-made", "token-revoked"]
    assert secret not in str([one.data for one in found])


async def test_a_unit_is_made_and_changed(ada: httpx.AsyncClient, sessions: Sessions) -> None:
    new = f"{HOME}/unidades/nova"
    unit = {"id": "obras", "name": f"Obras {EVIL}", "roles": ["area-tecnica"]}
    assert (await sent(ada, new, new, unit)).status_code == 303
    assert (await sent(ada, new, new, unit)).status_code == 422
    assert (await sent(ada, new, new, {**unit, "id": "Obras!"})).status_code == 422
    one = f"{HOME}/unidades/obras"
    assert (await sent(ada, one, one, {"name": "Obras"})).status_code == 303
    assert (await sent(ada, one, one)).status_code == 303
    found = await acts(sessions)
    assert [one.what for one in found] == ["unit", "unit"]
    assert found[1].data["before"]["name"] == unit["name"]


async def test_a_decree_shows_what_moves_before_it_does(ada: httpx.AsyncClient, sessions: Sessions, due: str) -> None:
    days = f"{HOME}/calendario/dias"
    seen = await sent(ada, days, days, DECREE)
    assert seen.status_code == 200
    assert "1 prazo aberto muda de dia, em 1 processo." in seen.text
    assert f'href="{due}"' in seen.text
    moved = re.findall(r'<time datetime="(2026-04-\d\d)"', seen.text)
    # 17 April, a Friday, gives way to the next working day: Monday the 20th is one, the 21st is Tiradentes.
    assert moved == ["2026-04-17", "2026-04-20"]
    assert await acts(sessions) == []
    mended = await resent(ada, seen.text, days, {"_verbo": "corrigir"})
    assert (mended.status_code, 'value="Luto oficial"' in mended.text) == (200, True)
    done = await resent(ada, seen.text, days, {"_verbo": "confirmar"})
    assert done.headers["location"] == f"{HOME}/andamento?de=calendario"
    assert "Luto oficial" in (await ada.get(f"{HOME}/calendario")).text
    found = await acts(sessions)
    assert [(one.what, one.act) for one in found] == [("calendar-days", DECREE["act"])]
    assert found[0].data["days"][0]["decreed_on"] == "2026-04-09"
    assert "Luto oficial" in (await ada.get(f"{HOME}/registro")).text


async def test_a_decree_is_mended_in_its_form(ada: httpx.AsyncClient, sessions: Sessions) -> None:
    days = f"{HOME}/calendario/dias"
    second = {name.replace(".0.", ".1."): value for name, value in DECREE.items() if name.startswith("days")}
    twice = await sent(ada, days, days, {**DECREE, **second})
    assert (twice.status_code, "Informe cada dia uma só vez" in twice.text) == (422, True)
    more = await sent(ada, days, days, {**DECREE, "_linha": "days"})
    assert (more.status_code, more.text.count('name="days.1.day"')) == (200, 1)
    for change in ({"act": ""}, {"days.0.day": "31/02/2026"}, {"days.0.kind": "nunca"}, {"days.0.name": ""}):
        wrong = await sent(ada, days, days, {**DECREE, **change})
        assert (wrong.status_code, 'class="error"' in wrong.text) == (422, True), change
    none = {name: value for name, value in DECREE.items() if not name.startswith("days")}
    assert (await sent(ada, days, days, none)).status_code == 422
    assert (await sent(ada, days, days, {**DECREE, "calendar": "marte"})).status_code == 404
    assert await acts(sessions) == []


async def test_a_year_is_decreed(ada: httpx.AsyncClient, sessions: Sessions) -> None:
    path = f"{HOME}/calendario/ano"
    seen = await sent(ada, path, path, {"year": "2027", "act": "Decreto 1/2026"})
    assert "Nenhuma data muda de dia" in seen.text
    assert (await resent(ada, seen.text, path, {"_verbo": "confirmar"})).status_code == 303
    assert "2026 e 2027" in (await ada.get(f"{HOME}/calendario")).text
    assert (await sent(ada, path, path, {"calendar": "marte", "year": "2027", "act": "x"})).status_code == 422
    assert [one.what for one in await acts(sessions)] == ["calendar-year"]


async def test_a_parameter_is_set_by_an_act(ada: httpx.AsyncClient, sessions: Sessions, due: str) -> None:
    assert due
    path = f"{HOME}/parametros/prazo_oitiva_pmis_dias"
    act = {"value": "30", "act": f"Portaria 1/2026 {EVIL}", "since": "01/04/2026"}
    seen = await sent(ada, path, path, act)
    assert "não fixado" in seen.text
    assert "30 dias" in seen.text
    assert "Quem usa: PMIS" in seen.text
    assert "1 processo aberto" in seen.text
    assert await acts(sessions) == []
    assert (await resent(ada, seen.text, path, {"_verbo": "confirmar"})).status_code == 303
    listed = (await ada.get(f"{HOME}/parametros")).text
    assert "Fixados por ato do órgão" in listed
    assert "desde 01/04/2026" in listed
    back = await sent(ada, path, path, {"restore": "sim", "act": "Portaria 2/2026", "since": "2026-04-05"})
    assert "como diz a norma" in back.text
    assert (await resent(ada, back.text, path, {"_verbo": "confirmar"})).status_code == 303
    assert [(one.data["before"] or {}).get("value") for one in await acts(sessions)] == [None, 30]
    for wrong in ({"value": "0"}, {"value": ""}, {"value": "trinta"}, {"act": ""}, {"since": "ontem"}):
        answer = await sent(ada, path, path, {**act, **wrong})
        assert (answer.status_code, 'class="error"' in answer.text) == (422, True), wrong
    assert (await ada.get(f"{HOME}/parametros/nada")).status_code == 404


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        (
            "periodo_recebimento_pmis",
            {"value.0.start": "01/03/2026", "value.0.end": "2026-06-30"},
            [{"start": "2026-03-01", "end": "2026-06-30"}],
        ),
        ("efeito_contas_rejeitadas_outras_esferas", {"value": "apenas_informa"}, "apenas_informa"),
        ("autoridade_decisao_pmis", {"value": "secretario"}, "secretario"),
    ],
)
async def test_each_kind_of_value_is_kept_as_the_norms_read_it(
    ada: httpx.AsyncClient, sessions: Sessions, key: str, value: dict[str, str], kept: Any
) -> None:
    path = f"{HOME}/parametros/{key}"
    seen = await sent(ada, path, path, {**value, "act": "Portaria 1/2026", "since": "2026-04-01"})
    assert seen.status_code == 200, seen.text
    assert (await resent(ada, seen.text, path, {"_verbo": "confirmar"})).status_code == 303
    assert [one.data["value"] for one in await acts(sessions)] == [kept]
    assert (await ada.get(f"{HOME}/parametros")).status_code == 200
    assert (await ada.get(f"{HOME}/registro")).status_code == 200


async def test_the_law_refuses_a_value_with_its_provision(ada: httpx.AsyncClient) -> None:
    path = f"{HOME}/parametros/periodo_recebimento_pmis"
    short = {
        "value.0.start": "2026-03-01",
        "value.0.end": "2026-03-10",
        "act": "Portaria 1/2026",
        "since": "2026-04-01",
    }
    answer = await sent(ada, path, path, short)
    assert answer.status_code == 422
    assert "o mínimo é 60" in answer.text
    assert "art. 13" in html.unescape(answer.text).replace("\u00a0", " ")


async def test_the_count_is_changed_by_an_act_that_says_how_far_it_reaches(
    ada: httpx.AsyncClient, sessions: Sessions, due: str
) -> None:
    path = f"{HOME}/contagem/nova"
    act = {"policy": "lei_7692", "act": "Portaria 3/2026", "since": "2026-04-10"}
    new_only = await sent(ada, path, path, act)
    assert "Nenhum prazo aberto muda" in new_only.text
    seen = await sent(ada, path, path, {**act, "reaches_open": "sim"})
    assert f'href="{due}"' in seen.text
    assert (await sent(ada, path, path, {**act, "since": "2026-04-11"})).status_code == 422
    assert (await sent(ada, path, path, {**act, "policy": "nenhuma"})).status_code == 422
    assert await acts(sessions) == []
    assert (await resent(ada, seen.text, path, {"_verbo": "confirmar"})).status_code == 303
    listed = (await ada.get(f"{HOME}/contagem")).text
    assert "alcançou os prazos abertos" in listed
    assert "Conta-se pela leitura Lei 7.692/2002" in listed
    assert [one.data["reaches_open"] for one in await acts(sessions)] == [True]


async def test_a_broken_chain_is_told(ada: httpx.AsyncClient, sessions: Sessions) -> None:
    async with sessions() as session:
        row = await session.get(AdminFactRow, 2)
        assert row
        row.author = "outro"
        session.add(row)
        await session.commit()
    told = (await ada.get(f"{HOME}/registro")).text
    assert "A corrente não confere no ato 2" in told
    assert "usuário do sistema operacional, por comando" in told
    older = (await ada.get(f"{HOME}/registro?antes=3")).text
    assert "2 de " in older
