"""What goes wrong around a case makes it wait, never err: code that fails, records that are down, a parent gone."""

import asyncio
from datetime import datetime

import pytest
from temporalio import activity
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from tests.kernel import sonda
from tests.kernel.bench import AREA, CHEFIA, MOTIVO, SECRETARIO, Bench, real_bench
from workers.simulation.memory import MemoryRecords
from workers.stack.temporal import EmbeddedTemporal
from workflows.clock import ZONE
from workflows.kernel import Procedure
from workflows.kernel.messages import RECORD_ACTIVITY, Recorded, Refusal, RefusalCode, Turn, Verb
from workflows.kernel.state import CaseStatus, FactKind

pytestmark = pytest.mark.engines
BEGAN = datetime(2026, 6, 8, 9, tzinfo=ZONE)
SINCE = {"desde": "2026-06-08"}


class Fallible(MemoryRecords):
    """Records that can be down."""

    def __init__(self) -> None:
        super().__init__()
        self.down, self.refused = False, 0

    @activity.defn(name=RECORD_ACTIVITY)
    async def record(self, turn: Turn) -> Recorded:
        if self.down:
            self.refused += 1
            raise OSError("the database is down")
        return await super().record(turn)


def _defect(*_: object, **__: object) -> str:
    raise KeyError("defect")


async def test_a_defect_in_a_procedure_stops_the_case_and_the_mended_worker_goes_on(
    temporal_server: EmbeddedTemporal, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = await real_bench(temporal_server.address, BEGAN)
    async with bench.working():
        handle = await bench.start(sonda.Sonda.about.id, SINCE)
        case = handle.id
        before = bench.facts(case)
        with monkeypatch.context() as defective:
            defective.setattr(Procedure, "offer", _defect)
            answer = asyncio.create_task(bench.do(case, Verb.COMPLETE, AREA, task=f"{case}-t1"))
            await asyncio.wait([answer], timeout=2)
            assert not answer.done()
            assert bench.facts(case) == before
    async with bench.working():
        assert (await asyncio.wait_for(answer, 60)).outcome == "feito"
        assert len(bench.facts(case, FactKind.TASK_COMPLETED)) == 1
        assert [fact.seq for fact in bench.facts(case)] == list(range(1, len(bench.facts(case)) + 1))
        await bench.do(case, Verb.COMPLETE, SECRETARIO, task=f"{case}-t2")
        result = await handle.result()
    assert result.outcome == "feito"


async def test_an_answer_waits_for_records_that_are_down(temporal_server: EmbeddedTemporal) -> None:
    records = Fallible()
    bench = await real_bench(temporal_server.address, BEGAN, records)
    async with bench.working():
        case = (await bench.start(sonda.Sonda.about.id, SINCE)).id
        records.down = True
        answer = asyncio.create_task(bench.do(case, Verb.COMPLETE, AREA, task=f"{case}-t1"))
        await asyncio.wait([answer], timeout=2)
        assert not answer.done()
        assert records.refused > 1
        assert bench.facts(case, FactKind.TASK_COMPLETED) == []
        records.down = False
        result = await asyncio.wait_for(answer, 60)
    recorded = [fact for fact in bench.facts(case) if fact.seq <= result.recorded]
    assert [fact.kind for fact in recorded].count(FactKind.TASK_COMPLETED) == 1
    assert result.waits[0].ref == f"{case}-t2"


async def test_an_act_on_what_a_lost_turn_had_brought_waits_until_it_is_brought_again(
    temporal_server: EmbeddedTemporal,
) -> None:
    bench = await real_bench(temporal_server.address, BEGAN)
    starting = asyncio.create_task(bench.start(sonda.Sonda.about.id, SINCE))
    case = await _begun(bench)
    # Nobody works yet: both come in the first turn, the act before the steps have offered the task that it is on.
    early = asyncio.create_task(bench.do(case, Verb.COMMENT, AREA, task=f"{case}-t1", text="Visto."))
    never = asyncio.create_task(_refused(bench, case, task=f"{case}-t99", text="Visto."))
    await asyncio.wait([starting, early, never], timeout=1)
    async with bench.working():
        await asyncio.wait_for(early, 60)
        assert len(bench.facts(case, FactKind.COMMENTED)) == 1
        assert await asyncio.wait_for(never, 60) is RefusalCode.UNKNOWN_TASK
        await starting


async def _refused(bench: Bench, case: str, **what: str) -> RefusalCode:
    with pytest.raises(WorkflowUpdateFailedError) as refused:
        await bench.do(case, Verb.COMMENT, AREA, **what)
    assert isinstance(refused.value.cause, ApplicationError)
    return Refusal.model_validate(refused.value.cause.details[0]).code


async def _begun(bench: Bench) -> str:
    """The id of the case that was sent to the engine, once it has it."""
    while True:
        async for one in bench.client.list_workflows(f"TaskQueue = '{bench.queue}'"):
            return one.id
        await asyncio.sleep(0.05)


async def test_a_child_ends_well_when_its_parent_is_gone(temporal_server: EmbeddedTemporal) -> None:
    bench = await real_bench(temporal_server.address, BEGAN)
    appeal = {"decisao": "resultado", "recorrente": "osc-1", "recebido_em": "2026-06-08", "razoes": "Razões."}
    async with bench.working():
        handle = await bench.start("recurso", appeal, parent="caso-que-nao-existe")
        await bench.do(handle.id, Verb.COMPLETE, CHEFIA, task=f"{handle.id}-t1", outcome="reconsiderar", form=MOTIVO)
        result = await asyncio.wait_for(handle.result(), 60)
    assert result.outcome == "provido"
    assert bench.records.headers[handle.id].status is CaseStatus.ENDED
