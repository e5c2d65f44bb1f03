"""`consult`: answered within the turn; a system that is down makes the case wait and say so, and costs nobody a day."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Replayer

from activities.consulting import ConsultActivities
from activities.engine_client import DATA_CONVERTER
from tests.kernel.bench import AREA, OSC, Bench, skipping_bench, sleep_until
from tests.kernel.consulta import RESPONDER, SITUACAO, Consulta, Situacao
from workers.sandbox import workflow_runner
from workers.settings import SandboxMode
from workflows.clock import ZONE, local_date
from workflows.kernel import engine
from workflows.kernel.explain import explain_case
from workflows.kernel.flow import Kind, flow_of
from workflows.kernel.messages import Verb
from workflows.kernel.state import FactKind, WaitKind

pytestmark = pytest.mark.engines
BEGAN = datetime(2026, 6, 8, 23, 45, tzinfo=ZONE)
UP_AGAIN = datetime(2026, 6, 9, 0, 5, tzinfo=ZONE)
TYPE = Consulta.about.id


class Answering:
    """A source that can be down."""

    name = "registros de teste"

    def __init__(self) -> None:
        self.regular, self.down, self.asked = True, False, 0

    async def answer(self, question: dict[str, Any]) -> Situacao:
        assert question == {"organizacao": "org-1"}
        self.asked += 1
        if self.down:
            raise OSError("the system is down")
        return Situacao(regular=self.regular)


@pytest.fixture
def source() -> Answering:
    return Answering()


@pytest.fixture
async def bench(time_skipping: WorkflowEnvironment, source: Answering) -> AsyncIterator[Bench]:
    made = await skipping_bench(time_skipping, BEGAN)
    made.activities = [ConsultActivities({SITUACAO.id: source}).consult]
    with time_skipping.auto_time_skipping_disabled():
        async with made.working():
            yield made


async def _down(bench: Bench, source: Answering) -> Any:
    """A case that waits for a register that is down."""
    source.down = True
    handle = await bench.start(TYPE, {})
    await bench.do(handle.id, Verb.COMPLETE, AREA, task=f"{handle.id}-t1")
    for _ in range(100):
        if (await bench.snapshot(handle.id)).case.waits[-1].kind is WaitKind.CONSULT:
            break
    return handle


async def test_what_a_register_answers_is_part_of_the_turn_that_asks(bench: Bench, source: Answering) -> None:
    case = (await bench.start(TYPE, {})).id
    done = await bench.do(case, Verb.COMPLETE, AREA, task=f"{case}-t1")
    assert [wait.decl for wait in done.waits] == [RESPONDER.id]
    fact = bench.facts(case, FactKind.CONSULTED)[0]
    assert fact.provision == SITUACAO.provision.id
    assert fact.data["answer"] == {"regular": True}
    assert (fact.data["said"], fact.data["source"]) == ("regular", "registros de teste")
    assert source.asked == 1


async def test_steps_branch_on_the_answer(bench: Bench, source: Answering) -> None:
    source.regular = False
    handle = await bench.start(TYPE, {})
    await bench.do(handle.id, Verb.COMPLETE, AREA, task=f"{handle.id}-t1")
    assert (await handle.result()).outcome == "recusado"


async def test_while_a_system_is_down_the_case_waits_and_nobody_loses_a_day(
    bench: Bench, source: Answering, time_skipping: WorkflowEnvironment
) -> None:
    handle = await _down(bench, source)
    header = (await bench.snapshot(handle.id)).case
    assert explain_case(header, {}, local_date(BEGAN)) == (
        "Aguarda a resposta de uma consulta, tentada de novo até que venha: a situação da organização "
        "(Decreto 167/2019, art.\N{NO-BREAK SPACE}10); depois, o processo segue sozinho assim que a resposta vier."
    )
    await sleep_until(bench, time_skipping, UP_AGAIN)
    source.down = False
    await sleep_until(bench, time_skipping, UP_AGAIN + timedelta(minutes=3))
    fact = await bench.fact(handle.id, FactKind.CONSULTED)
    assert fact.at.astimezone(ZONE).date() == UP_AGAIN.date()
    begun = await bench.fact(handle.id, FactKind.DEADLINE_SET)
    assert (begun.data["anchor"], begun.data["due"]) == ("2026-06-09", "2026-06-16")
    assert [wait.kind for wait in (await bench.snapshot(handle.id)).case.waits] == [WaitKind.TASK]
    history = await handle.fetch_history()
    runner = workflow_runner(SandboxMode.PASSTHROUGH)
    replayer = Replayer(workflows=[Consulta], workflow_runner=runner, data_converter=DATA_CONVERTER)
    await replayer.replay_workflow(history)
    assert len(history.events) < 60


async def test_a_run_hands_over_while_a_system_is_down(
    bench: Bench, source: Answering, time_skipping: WorkflowEnvironment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "RUN_AT_MOST", timedelta(minutes=10))
    handle = await _down(bench, source)
    await sleep_until(bench, time_skipping, UP_AGAIN)
    source.down = False
    await sleep_until(bench, time_skipping, UP_AGAIN + timedelta(minutes=3))
    await bench.fact(handle.id, FactKind.CONSULTED)
    assert len(bench.facts(handle.id, FactKind.CONSULTED)) == 1
    assert [wait.decl for wait in (await bench.snapshot(handle.id)).case.waits] == [RESPONDER.id]


async def test_who_gives_up_meanwhile_is_not_held_by_it(bench: Bench, source: Answering) -> None:
    handle = await _down(bench, source)
    await bench.do(handle.id, Verb.EVENT, OSC, event="consulta.desistir")
    assert (await handle.result()).outcome == "desistencia"
    assert bench.facts(handle.id, FactKind.CONSULTED) == []
    assert bench.records.headers[handle.id].waits == ()


def test_the_flow_shows_where_something_outside_is_asked() -> None:
    flow = flow_of(TYPE)
    assert flow.partial == ""
    assert flow.nodes[SITUACAO.id].kind is Kind.CONSULT
