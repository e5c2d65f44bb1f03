"""The reusable appeal, run under the engine: nobody appeals, an appeal is upheld, one comes too late."""

from datetime import date, datetime, timedelta
from typing import Any

from temporalio.client import WorkflowHandle, WorkflowUpdateFailedError
from temporalio.testing import WorkflowEnvironment

from tests.kernel import apelavel
from workers.build import build_worker
from workers.simulation.memory import MemoryRecords
from workflows.clock import ZONE, load_calendar
from workflows.kernel.messages import Act, ActResult, CaseResult, CaseStart, Verb
from workflows.kernel.state import Actor, Context, FactKind

OSC = Actor(id="osc-1", roles=("osc",), parties=("org-1",))
CHEFIA = Actor(id="marta", roles=("gestao",))
SECRETARIO = Actor(id="antonia", roles=("secretario",))
PUBLICADO = datetime(2026, 5, 28, 9, tzinfo=ZONE)
MOTIVO = {"motivo": "Razões bastantes para decidir."}


class Bench:
    """One appealable case on the time-skipping server, with the person at the keyboard in the test."""

    def __init__(self, env: WorkflowEnvironment, records: MemoryRecords, shift: timedelta) -> None:
        self.env, self.records, self.shift = env, records, shift
        self.acts = 0

    async def start(self) -> WorkflowHandle[Any, CaseResult]:
        start = CaseStart(
            id="apelavel-1", type=apelavel.Apelavel.about.id, input={"publicado_em": PUBLICADO.date().isoformat()},
            received_at=PUBLICADO, started_by=SECRETARIO, time_shift=self.shift.total_seconds(),
            context=Context(calendars={"mt-cuiaba": load_calendar("mt-cuiaba").data}),
        )  # fmt: skip
        self.handle = await self.env.client.start_workflow(
            start.type, start, id=start.id, task_queue="apelavel", result_type=CaseResult
        )
        await self.handle.execute_update("started", result_type=ActResult)
        return self.handle

    async def do(self, case: str, verb: Verb, by: Actor, **what: Any) -> ActResult:
        self.acts += 1
        now = await self.env.get_current_time() + self.shift
        act = Act(id=f"ato-{self.acts}", verb=verb, actor=by, received_at=now, **what)
        handle = self.env.client.get_workflow_handle(case)
        return await handle.execute_update("act", act, id=act.id, result_type=ActResult)

    async def sleep_until(self, moment: datetime) -> None:
        await self.env.sleep(moment - (await self.env.get_current_time() + self.shift))

    def kinds(self, case: str) -> list[FactKind]:
        return [fact.kind for fact in self.records.facts[case]]


async def _bench(env: WorkflowEnvironment) -> Bench:
    return Bench(env, MemoryRecords(), PUBLICADO - await env.get_current_time())


async def test_without_an_appeal_the_window_lapses_on_the_day_the_clock_gives(
    time_skipping: WorkflowEnvironment,
) -> None:
    bench = await _bench(time_skipping)
    async with build_worker(time_skipping.client, task_queue="apelavel", activities=[bench.records.record]):
        with time_skipping.auto_time_skipping_disabled():
            handle = await bench.start()
        result = await handle.result()
    lapse = next(fact for fact in bench.records.facts["apelavel-1"] if fact.kind is FactKind.DEADLINE_LAPSED)
    assert result.outcome == "sem-recurso"
    # Five working days after 28 May 2026, Corpus Christi and its bridge left out.
    assert lapse.data["due"] == date(2026, 6, 8).isoformat()


async def test_an_appeal_filed_in_time_is_a_case_of_its_own_and_may_change_the_decision(
    time_skipping: WorkflowEnvironment,
) -> None:
    bench = await _bench(time_skipping)
    async with build_worker(time_skipping.client, task_queue="apelavel", activities=[bench.records.record]):
        with time_skipping.auto_time_skipping_disabled():
            handle = await bench.start()
            filed = {"razoes": "A nota do item 3 não corresponde ao edital."}
            await bench.do("apelavel-1", Verb.EVENT, OSC, event="apelavel.recorrer", form=filed)
            child = next(
                fact.data["child"] for fact in bench.records.facts["apelavel-1"] if fact.kind is FactKind.CHILD_STARTED
            )
            await time_skipping.client.get_workflow_handle(child).execute_update("started", result_type=ActResult)
            forward = {"task": f"{child}-t1", "outcome": "encaminhar", "form": MOTIVO}
            await bench.do(child, Verb.COMPLETE, CHEFIA, **forward)
            await bench.do(child, Verb.COMPLETE, SECRETARIO, task=f"{child}-t2", outcome="prover", form=MOTIVO)
        result = await handle.result()
    assert result.outcome == "reformada"
    assert bench.records.headers[child].outcome == "provido"
    assert bench.records.headers[child].parent == "apelavel-1"


async def test_the_last_second_is_in_time_and_the_next_is_not(time_skipping: WorkflowEnvironment) -> None:
    bench = await _bench(time_skipping)
    filed = {"razoes": "No último segundo."}
    async with build_worker(time_skipping.client, task_queue="apelavel", activities=[bench.records.record]):
        with time_skipping.auto_time_skipping_disabled():
            await bench.start()
            await bench.sleep_until(datetime(2026, 6, 8, 23, 59, 59, tzinfo=ZONE))
            await bench.do("apelavel-1", Verb.EVENT, OSC, event="apelavel.recorrer", form=filed)
            await bench.sleep_until(datetime(2026, 6, 9, 0, 0, 1, tzinfo=ZONE))
            try:
                await bench.do("apelavel-1", Verb.EVENT, OSC, event="apelavel.recorrer", form=filed)
            except WorkflowUpdateFailedError as refused:
                code = getattr(refused.cause, "type", None)
            else:
                code = None
    assert code == "fora-do-prazo"
    assert bench.kinds("apelavel-1").count(FactKind.EVENT_RECEIVED) == 1
