"""The appeal against a decision of the Secretário, above whom the decree names nobody, and the PGE heard in between."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.kernel.bench import MOTIVO, SECRETARIO, Bench, at_work
from workflows.clock import ZONE
from workflows.kernel.messages import RefusalCode, Verb
from workflows.kernel.state import Actor, DeadlineStatus, FactKind, ParameterOverride
from workflows.parcerias.recurso import RecursoAdministrativo

BEGAN = datetime(2026, 6, 8, 9, tzinfo=ZONE)
PGE = Actor(id="paulo", roles=("procuradoria",))
GOVERNADOR = Actor(id="olga", roles=("governo",))
NOMEADA = Actor(id="vera")
RECURSO = {
    "decisao": "reprovação do plano",
    "recorrente": "osc-1",
    "recebido_em": "2026-06-08",
    "razoes": "Não procede.",
}


@pytest.fixture
async def bench(time_skipping: WorkflowEnvironment) -> AsyncIterator[Bench]:
    async with at_work(time_skipping, BEGAN) as made:
        yield made


async def _forwarded(bench: Bench) -> Any:
    handle = await bench.start(RecursoAdministrativo.about.id, {**RECURSO, "decidida_por": "secretario"})
    await _do(bench, handle.id, 1, SECRETARIO, "encaminhar")
    return handle


async def _do(bench: Bench, case: str, task: int, by: Actor, outcome: str, **form: str) -> None:
    await bench.do(case, Verb.COMPLETE, by, task=f"{case}-t{task}", outcome=outcome, form={**MOTIVO, **form})


async def test_without_an_act_the_pge_says_who_judges_and_is_heard_before_they_do(bench: Bench) -> None:
    handle = await _forwarded(bench)
    case = handle.id
    await _do(bench, case, 2, PGE, "indicada", pessoa="ugo")
    impeded = {"task": f"{case}-t3", "reason": "Assinei o parecer."}
    await bench.do(case, Verb.DECLARE_IMPEDIMENT, Actor(id="ugo"), **impeded)
    await _do(bench, case, 4, PGE, "indicada", pessoa=NOMEADA.id)
    refusal = await bench.refused(case, Verb.COMPLETE, SECRETARIO, task=f"{case}-t5", outcome="prover", form=MOTIVO)
    assert refusal.code is RefusalCode.NOT_YOURS
    await _do(bench, case, 5, NOMEADA, "consultar")
    await _do(bench, case, 6, PGE, "respondida")
    await _do(bench, case, 7, NOMEADA, "prover")
    assert (await handle.result()).outcome == "provido"
    # One deadline of five days for the decision, whoever had to be asked meanwhile.
    assert [one.status for one in bench.records.deadlines.values() if one.decl == "recurso.prazo-da-decisao"] == [
        DeadlineStatus.MET
    ]


async def test_an_act_may_say_which_role_judges_above_the_secretary(bench: Bench) -> None:
    override = ParameterOverride(
        key="autoridade_superior_ao_secretario", value="governo", since=date(2026, 1, 1), act="Decreto 1/2026"
    )
    bench.context = bench.context.model_copy(update={"parameters": (override,)})
    handle = await _forwarded(bench)
    await _do(bench, handle.id, 2, GOVERNADOR, "desprover")
    assert (await handle.result()).outcome == "desprovido"


async def test_a_commission_reconsiders_by_its_first_free_member_and_else_by_its_unit(bench: Bench) -> None:
    data = {**RECURSO, "decidida_por": "comissao", "comissao": ["carla", "davi"]}
    handle = await bench.start(RecursoAdministrativo.about.id, data)
    for number, member in ((1, "carla"), (2, "davi")):
        about = {"task": f"{handle.id}-t{number}", "reason": "Sou parente da recorrente."}
        await bench.do(handle.id, Verb.DECLARE_IMPEDIMENT, Actor(id=member), **about)
    await _do(bench, handle.id, 3, Actor(id="marta", roles=("gestao",)), "reconsiderar")
    assert (await handle.result()).outcome == "provido"
    cancelled = [fact.data["decl"] for fact in bench.facts(handle.id, FactKind.DEADLINE_CANCELLED)]
    assert cancelled == ["recurso.prazo-de-reconsideracao"] * 2
