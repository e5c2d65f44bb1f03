"""The yearly report of the NGER: what each process did, its products, and the referrals of the year's meetings."""

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from fastapi import FastAPI

from activities.records.record import record
from tests.records.make import START, deadline, done, fact, header, task, turn
from tests.web.conftest import Browse
from tests.web.pages import Page, faults
from tests.web.test_dados import broken
from workflows.kernel.messages import Turn
from workflows.kernel.state import CaseStatus, FactKind, TaskState, TaskStatus

pytestmark = pytest.mark.engines
PATH = "/processos/y1/relatorio-do-nger"
FIRST = {"processo": "II", "inicio": "2026-03-02", "fim": "2026-06-30", "responsavel": "NGER"}
LATER = {"processo": "X", "inicio": "2026-09-01", "fim": "2026-12-31", "responsavel": "Transparência"}
ADDED = {"processo": "VIII", "inicio": "2026-10-01", "fim": "2026-11-30", "responsavel": "NGER"}
YEAR = {"orgao": "SINFRA-MT", "ano": 2026, "processos": [FIRST, LATER]}
MEETING = {
    "tipo": "tecnica-de-monitoramento", "tema": "Obras do trimestre", "data": "2026-03-20", "local": "Sala 2",
    "pauta": [{"assunto": "Pontes", "quem_apresenta": "Obras"}],
}  # fmt: skip


@pytest.fixture
async def year(app: FastAPI) -> None:
    """A year with a process that ended, one to come and one added, and a meeting with two referrals."""
    app.state.door.now = lambda: datetime(2026, 4, 10, 16, tzinfo=UTC)
    added = {"event": "nger-ano.inclusao", "form": ADDED}
    began = fact(1, data={"type": "nger-ano", "input": YEAR})
    told = turn(1, (began, fact(2, FactKind.EVENT_RECEIVED, data=added)), case="y1")
    await _put(app, told, type="nger-ano", subject="NGER de SINFRA-MT, 2026")
    acts = [
        ("t1", "nger-processo.ii-01", None, "realizada", {"descricao": "Diretrizes levantadas."}),
        ("t2", "nger-processo.produto", "Orientações", "arquivado", {"documento": "Processo 9", "data": "2026-03-03"}),
        ("t3", "nger-processo.produto", "Mapa", "nao-produzido", {"documento": "-", "observacao": "Fica para 2027."}),
    ]
    facts, tasks = [fact(1, data={"type": "nger-processo", "input": {**FIRST, "sem_unidade": False}})], []
    for n, (id, decl, subject, outcome, form) in enumerate(acts, 2):
        tasks.append(done(_task(id, "n1", decl, subject=subject), outcome))
        facts.append(fact(n, FactKind.TASK_COMPLETED, data={"task": f"n1.{id}", "form": form}))
    ended: dict[str, Any] = {"status": CaseStatus.ENDED, "ended_at": START, "outcome": "sem-produto"}
    await _put(app, turn(1, facts, case="n1", tasks=tuple(tasks)), type="nger-processo", parent="y1", **ended)
    referral = "nger-reuniao.encaminhamento"
    said = {"o que fazer": "Medir a ponte", "quem faz": "Obras"}
    late = _task("t1", "m1", referral, subject="1", deadline="m1.d1", about=said)
    told = turn(1, (fact(1, data={"type": "nger-reuniao", "input": MEETING}),), case="m1",
                tasks=(late, done(_task("t2", "m1", referral, subject="2"), "cumprido")),
                deadlines=(deadline("d1", case="m1", due=date(2026, 4, 1)),))  # fmt: skip
    await _put(app, told, type="nger-reuniao", subject="Obras do trimestre")
    other = {**MEETING, "data": "2027-01-15"}
    told = turn(1, (fact(1, data={"type": "nger-reuniao", "input": other}),), case="m2",
                tasks=(_task("t1", "m2", referral),))  # fmt: skip
    await _put(app, told, type="nger-reuniao", subject="Do ano que vem")


def _task(id: str, case: str, decl: str, **given: Any) -> TaskState:
    return task(id, case=case, decl=decl, role="nger", **{"deadline": None, **given})


async def _put(app: FastAPI, told: Turn, **head: Any) -> None:
    await record(app.state.door.sessions, told.model_copy(update={"case": header(told.case.id, **head)}))


@pytest.mark.usefixtures("year")
async def test_the_year_tells_what_was_done_filed_and_referred(browse: Browse) -> None:
    nair = await browse("nair")
    text = (await nair.get(PATH)).text
    assert list(faults(text)) == []
    shown = Page(text).text
    for said in ("Concluído sem algum de seus produtos", "Diretrizes levantadas", "Fica para 2027", "Processo 9",
                 "Medir a ponte", "Obras do trimestre", "Em atraso", "Por vir", "SINFRA-MT"):  # fmt: skip
        assert said in shown, said
    assert "Do ano que vem" not in shown
    told = (await nair.get(f"{PATH}.json")).json()
    assert list(broken(told, (await nair.get("/nger/relatorio.schema.json")).json(), {})) == []
    assert [(one["tipo"], one["situacao"]) for one in told["itens"]] == [
        ("atividade", "Feita"), ("produto", "Produto arquivado"), ("produto", "Não houve produto"),
        ("encaminhamento", "Em atraso"), ("encaminhamento", "Cumprido"),
    ]  # fmt: skip
    late = told["itens"][3]
    assert (late["o_que"], late["quem"], late["vence_em"]) == ("Medir a ponte", "Obras", "2026-04-01")
    head, *rows = csv.reader(io.StringIO((await nair.get(f"{PATH}.csv")).text))
    assert head == list(told["itens"][0])
    assert len(rows) == 5
    assert (await nair.get(f"{PATH}.pdf")).content.startswith(b"%PDF-")
    assert PATH in (await nair.get("/processos/y1/cumprimento")).text


@pytest.mark.usefixtures("year")
async def test_only_a_year_of_the_nger_has_it_and_only_for_who_sees_the_case(browse: Browse) -> None:
    nair = await browse("nair")
    assert (await nair.get("/processos/m1/relatorio-do-nger")).status_code == 404
    for kind in ("", ".pdf", ".csv", ".json"):
        assert (await (await browse("joana")).get(f"{PATH}{kind}")).status_code == 404


@pytest.mark.usefixtures("year")
async def test_what_was_withdrawn_is_not_told(app: FastAPI, browse: Browse) -> None:
    gone = _task("t9", "m1", "nger-reuniao.encaminhamento", status=TaskStatus.WITHDRAWN, closed_at=START)
    await _put(app, turn(2, case="m1", at=2, tasks=(gone,)), type="nger-reuniao", subject="Obras do trimestre")
    assert len((await (await browse("nair")).get(f"{PATH}.json")).json()["itens"]) == 5
