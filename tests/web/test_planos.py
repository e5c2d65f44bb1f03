"""Work plans on pages: those that ship, one's own with every error on its line or beside its field, and its start."""

from typing import Any

import pytest

from api.web.routers import planos
from tests.web.conftest import Browse
from tests.web.pages import Page
from workflows.cooperacao.files import shipped_plans, written

TEXT = written(shipped_plans()["ac-4-2026"])
MINE = TEXT.replace("id: ac-4-2026\n", "id: ac-5-2026\n", 1)
TERM = {"assinado_em": "2026-04-09", "fim": "2031-04-09"}


async def test_a_plan_that_ships_shows_its_doubts_and_with_a_term_each_date(browse: Browse) -> None:
    client = await browse("sgd")
    without = (await client.get("/planos/ac-4-2026")).text
    assert "33.970.559/0001-0" in without
    assert "Todas as datas" not in without
    shown = (await client.get("/planos/ac-4-2026", params=TERM)).text
    assert "39 atos de 09/04/2026 a 09/04/2031" in shown
    assert "1.5 e 1.6, que este plano não tem" in shown
    assert (await client.get("/planos/nenhum")).status_code == 404


@pytest.mark.parametrize(
    ("plan", "term", "said"),
    [
        ("act-mgi-142-2024", {"assinado_em": "2200-12-31"}, "A vigência vai além de 2200."),
        ("act-mgi-142-2024", {"assinado_em": "9990-01-01"}, "data válida, como 08/06/2026: 9990-01-01"),
        ("ac-4-2026", {"assinado_em": "1800-01-01", "fim": "1900-01-01"}, "data válida, como 08/06/2026: 1800-01-01"),
        ("ac-4-2026", {"assinado_em": "2026-04-09", "fim": "2026-04-09"}, "termina depois da assinatura"),
        ("ac-4-2026", {"assinado_em": "31/02/2026", "fim": "2031-04-09"}, "data válida, como 08/06/2026: 31/02/2026"),
    ],
)
async def test_days_that_no_plan_can_run_on_are_refused_in_words(
    browse: Browse, plan: str, term: dict[str, str], said: str
) -> None:
    answer = await (await browse("sgd")).get(f"/planos/{plan}", params=term)
    assert (answer.status_code, said in answer.text) == (422, True), Page(answer.text).text[:400]


async def test_the_file_of_a_plan_comes_back_as_it_went(browse: Browse) -> None:
    client = await browse("sgd")
    assert (await client.get("/planos/ac-4-2026/arquivo")).text == TEXT
    schema = (await client.get("/api/v1/plan-schema")).json()
    assert schema["properties"]["actions"]["minItems"] == 1


async def _post(client: Any, path: str, data: dict[str, str]) -> Any:
    token = dict(Page((await client.get("/planos/conferir")).text).forms[-1].fields)
    return await client.post(path, data={**token, **data})


async def test_every_error_of_a_pasted_plan_has_its_line(browse: Browse) -> None:
    client = await browse("sgd")
    wrong = MINE.replace("axes:\n  - '1'\n", "axes:\n  - '7'\n", 1).replace("event: celebracao", "event: festa", 1)
    answer = await _post(client, "/planos/conferir", {"texto": wrong})
    assert answer.status_code == 422
    said = Page(answer.text)
    assert "2 erros no plano" in said.text
    assert "“festa” não é acontecimento deste plano" in said.text
    assert "“7” não é eixo deste plano" in said.text
    assert "event: festa" in answer.text
    lost = await _post(
        client, "/planos/conferir", {"texto": MINE.replace("calendar: nacional\n", "") + "calendar: lua\n"}
    )
    assert (lost.status_code, "Não há calendário “lua”" in lost.text) == (422, True)


async def test_a_plan_of_ones_own_is_started_whole_or_not_at_all(browse: Browse, worker: object) -> None:  # noqa: ARG001
    client = await browse("sgd")
    shown = await _post(client, "/planos/conferir", {"texto": MINE, **TERM})
    assert "Iniciar este plano" in shown.text
    refused = await _post(client, "/planos/iniciar", {"texto": MINE, "assinado_em": "2126-04-09", "fim": "2131-04-09"})
    assert refused.status_code == 409
    assert "depois de assinado" in refused.text
    started = await _post(client, "/planos/iniciar", {"texto": MINE, **TERM})
    assert started.status_code == 303, started.text
    case = await client.get(started.headers["location"])
    assert "Rede de Parcerias" in case.text


async def test_a_plan_written_in_the_form_is_shown_as_it_would_run(browse: Browse) -> None:
    client = await browse("sgd")
    fields = dict(Page((await client.get("/planos/escrever")).text).forms[-1].fields)
    filled = {
        **fields, "nome": "act-12-2026", "titulo": "Cooperação de teste", "calendario": "nacional", "duracao": "24",
        "unidade": "months", "inicio": "2026-04-09", "participes.0.sigla": "SINFRA", "participes.0.nome": "SINFRA-MT",
        "participes.1.sigla": "ABM", "participes.1.nome": "ABM", "acoes.0.numero": "1.1",
        "acoes.0.descricao": "Elaborar o cronograma", "acoes.0.quem": "SINFRA, ABM", "acoes.0.prazo_no_plano": "anual",
        "acoes.0.quando": "annual",
    }  # fmt: skip
    shown = await client.post("/planos/escrever", data=filled)
    assert shown.status_code == 200
    assert "4 atos de 09/04/2026 a 09/04/2028" in shown.text
    wrong = await client.post("/planos/escrever", data={**filled, "acoes.0.quem": "SINFRA, XYZ"})
    assert wrong.status_code == 422
    assert "“XYZ” não é partícipe" in wrong.text
    assert "Elaborar o cronograma" in wrong.text


def test_the_type_that_a_plan_starts_is_the_one_that_runs_plans() -> None:
    from workflows.procedures import procedures

    assert planos.TYPE in procedures()
