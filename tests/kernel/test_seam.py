"""A run that hands over to the next changes nothing that anybody can see, and loses nothing that arrives meanwhile."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio import workflow

from tests.kernel import apelavel, sonda
from tests.kernel.bench import AREA, CHEFIA, MOTIVO, OSC, SECRETARIO, Bench, real_bench
from workers.simulation.run import Run, simulate
from workers.simulation.scenario import load
from workers.stack.temporal import EmbeddedTemporal
from workflows.clock import ZONE
from workflows.kernel import engine
from workflows.kernel.messages import Draft, RefusalCode, Turn, Verb
from workflows.kernel.state import FactKind

BEGAN = datetime(2026, 6, 8, 9, tzinfo=ZONE)
SHORT = 9
SCENARIOS = [
    *(path for path in sorted(Path("docs/scenarios").glob("pmis-*.yaml")) if "fora-do" not in path.stem),
    Path("docs/scenarios/dispensa-antecipada-e-anulada.yaml"),
]


LEARNS = "pmis-calendario-muda"


class Seams:
    """Counts the hand-overs, and says when a run is long."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self.monkeypatch = monkeypatch
        hand_over = engine.CaseWorkflow._hand_over

        def counted(case: engine.CaseWorkflow) -> None:
            self.count += not workflow.unsafe.is_replaying()
            hand_over(case)

        monkeypatch.setattr(engine.CaseWorkflow, "_hand_over", counted)

    def after_events(self) -> None:
        """A history of ten events is long."""
        self.monkeypatch.setattr(
            workflow.Info, "is_continue_as_new_suggested", lambda info: info.get_current_history_length() > SHORT
        )

    def after_days(self, days: int) -> None:
        """A run of some days is old."""
        self.monkeypatch.setattr(engine, "RUN_AT_MOST", timedelta(days=days))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
async def test_the_chain_of_facts_is_the_same_however_often_runs_hand_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await simulate(load(path))
    seams = Seams(monkeypatch)
    with monkeypatch.context() as limited:
        seams.monkeypatch = limited
        seams.after_events()
        long = await simulate(load(path))
    by_length = seams.count
    seams.monkeypatch = monkeypatch
    seams.after_days(3)
    old = await simulate(load(path))
    assert by_length > 0
    assert seams.count > by_length
    assert _told(long, path) == _told(whole, path)
    assert _told(old, path) == _told(whole, path)
    assert {one.id: one.status for one in old.records.tasks.values()} == {
        one.id: one.status for one in whole.records.tasks.values()
    }
    assert {one.id: one.due for one in old.records.deadlines.values()} == {
        one.id: one.due for one in whole.records.deadlines.values()
    }


def _told(run: Run, path: Path) -> list[Any]:
    """The links of the chain, hashes and all; where a decree is learned of, which has no instant of its own, its
    facts to the minute."""
    if path.stem != LEARNS:
        return list(run.records.log)
    return [(one.kind, one.at.replace(second=0, microsecond=0), one.data) for one in run.records.facts[run.case]]


async def _run_of(bench: Bench, case: str) -> str:
    return str((await bench.client.get_workflow_handle(case).describe()).run_id)


async def _until_another_run(bench: Bench, case: str, before: str) -> None:
    for _ in range(40):
        if await _run_of(bench, case) != before:
            return
        await bench.do(case, Verb.EVENT, OSC, event="sonda.relato", form={"texto": "Passa o tempo."})
    raise AssertionError("no run handed over")


@pytest.mark.engines
async def test_answers_drafts_tasks_and_deadlines_outlive_their_run(
    temporal_server: EmbeddedTemporal, monkeypatch: pytest.MonkeyPatch
) -> None:
    Seams(monkeypatch).after_events()
    bench = await real_bench(temporal_server.address, BEGAN)
    drafts: list[Draft] = []

    async def listen(turn: Turn) -> None:
        drafts.extend(turn.drafts)

    bench.records.listen = listen
    async with bench.working():
        case = (await bench.start(sonda.Sonda.about.id, {"desde": "2026-06-08"})).id
        decided: dict[str, Any] = {"deadline": f"{case}-p1", "reason": "Diligência pedida."}
        await bench.do(case, Verb.SUSPEND, CHEFIA, **decided)
        answer = await bench.do(case, Verb.CLAIM, AREA, act="ato-antes", task=f"{case}-t1")
        await bench.do(case, Verb.SAVE_DRAFT, AREA, task=f"{case}-t1", form={"motivo": "A meio."})
        before, run = await bench.snapshot(case), await _run_of(bench, case)
        await _until_another_run(bench, case, run)
        after = await bench.snapshot(case)
        assert (after.tasks, after.deadlines) == (before.tasks, before.deadlines)
        again = await bench.do(case, Verb.CLAIM, AREA, act="ato-antes", again="outra-vez", task=f"{case}-t1")
        assert (again.task, again.status, again.outcome) == (answer.task, answer.status, answer.outcome)
        assert len(bench.facts(case, FactKind.TASK_CLAIMED)) == 1
        await bench.do(case, Verb.RESUME, CHEFIA, **decided)
        await bench.do(case, Verb.COMPLETE, AREA, task=f"{case}-t1")
        late = await bench.refused(case, Verb.COMPLETE, AREA, task=f"{case}-t1")
    assert (late.code, late.by) == (RefusalCode.ALREADY_DONE, AREA.id)
    assert len(drafts) == 1


@pytest.mark.engines
async def test_no_act_is_lost_while_runs_hand_over(
    temporal_server: EmbeddedTemporal, monkeypatch: pytest.MonkeyPatch
) -> None:
    seams = Seams(monkeypatch)
    seams.after_events()
    bench = await real_bench(temporal_server.address, BEGAN)
    async with bench.working():
        case = (await bench.start(sonda.Sonda.about.id, {"desde": "2026-06-08"})).id

        async def tell(teller: int) -> list[str]:
            sent = [f"relato-{teller}-{number}" for number in range(8)]
            for act in sent:
                await bench.do(case, Verb.EVENT, OSC, act=act, event="sonda.relato", form={"texto": act})
            return sent

        sent = await asyncio.wait_for(asyncio.gather(*(tell(teller) for teller in range(4))), 60)
    told = [fact.act or "" for fact in bench.facts(case, FactKind.EVENT_RECEIVED)]
    assert sorted(told) == sorted(act for acts in sent for act in acts)
    assert seams.count > 1


@pytest.mark.engines
async def test_an_appeal_decided_in_a_later_run_of_its_parent_reaches_it(
    temporal_server: EmbeddedTemporal, monkeypatch: pytest.MonkeyPatch
) -> None:
    Seams(monkeypatch).after_events()
    bench = await real_bench(temporal_server.address, datetime(2026, 6, 8, 23, 59, 56, tzinfo=ZONE))
    async with bench.working():
        handle = await bench.start(apelavel.Apelavel.about.id, {"publicado_em": "2026-05-28"})
        await bench.do(handle.id, Verb.EVENT, OSC, event="apelavel.recorrer", form={"razoes": "Nota errada."})
        await bench.fact(handle.id, FactKind.DEADLINE_LAPSED)
        child = str((await bench.fact(handle.id, FactKind.CHILD_STARTED)).data["child"])
        decision: dict[str, Any] = {"task": f"{child}-t1", "outcome": "encaminhar", "form": MOTIVO}
        await bench.do(child, Verb.COMPLETE, CHEFIA, **decision)
        decision = {"task": f"{child}-t2", "outcome": "prover", "form": MOTIVO}
        await bench.do(child, Verb.COMPLETE, SECRETARIO, **decision)
        result = await asyncio.wait_for(handle.result(), 60)
        assert await _run_of(bench, handle.id) != handle.first_execution_run_id
    assert result.outcome == "reformada"
    assert len(bench.facts(handle.id, FactKind.CHILD_ENDED)) == 1
