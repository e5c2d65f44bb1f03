"""Gates under the engine: what is missing is named with its provision; and a course that another stops."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.kernel import portao
from tests.kernel.bench import AREA, OSC, SECRETARIO, Bench, at_work, sleep_until
from workflows.clock import ZONE
from workflows.kernel.flow import Edge, flow_of
from workflows.kernel.gates import asked_by, wants_pdf
from workflows.kernel.messages import Act, DocumentRef, RefusalCode, Verb
from workflows.kernel.registry import task_of
from workflows.kernel.state import FactKind, TaskStatus
from workflows.norms import DEC_167
from workflows.procedures import procedures

pytestmark = pytest.mark.engines
assert procedures()
BEGAN = datetime(2026, 6, 8, 9, tzinfo=ZONE)
TYPE = portao.Portao.about.id
PAPER = {"id": "d-1", "title": "Laudo", "media_type": "application/pdf", "size": 9, "sha256": "0" * 64}
FACTS = (FactKind.REQUIREMENT_MET, FactKind.REQUIREMENT_WAIVED, FactKind.REQUIREMENT_LOST)


@pytest.fixture
async def bench(time_skipping: WorkflowEnvironment) -> AsyncIterator[Bench]:
    async with at_work(time_skipping, BEGAN) as made:
        yield made


async def _task(bench: Bench, case: str, decl: str) -> str:
    """The last task of a kind."""
    found = [task.id for task in (await bench.snapshot(case)).tasks if task.decl == decl]
    return found[-1]


async def _do(bench: Bench, case: str, decl: str, by: Any, outcome: str = "feito") -> None:
    await bench.do(case, Verb.COMPLETE, by, task=await _task(bench, case, decl), outcome=outcome)


async def _lacks(bench: Bench, case: str, decl: str, by: Any) -> list[str | None]:
    task = await _task(bench, case, decl)
    refusal = await bench.refused(case, Verb.COMPLETE, by, task=task, outcome="feito")
    assert refusal.code is RefusalCode.RULE
    assert all(one.provision is not None and one.message.startswith("Falta") for one in refusal.errors)
    return [one.provision for one in refusal.errors]


async def test_an_act_behind_a_gate_waits_for_each_requirement_and_names_the_missing_ones(bench: Bench) -> None:
    handle = await bench.start(TYPE, {})
    case = handle.id
    assert await _lacks(bench, case, "portao.assinar", SECRETARIO) == ["dec-167:art-34:inc-II", "dec-167:art-34:inc-IV"]
    assert await _lacks(bench, case, "portao.juntar", OSC) == ["dec-167:art-35:inc-I"]

    juntar = await _task(bench, case, "portao.juntar")
    paper: dict[str, Any] = {"task": juntar, "document": PAPER}
    await bench.refused(case, Verb.ATTACH, OSC, **paper, provision="dec-167:art-34:inc-II")
    await bench.do(case, Verb.ATTACH, OSC, **paper)
    assert await _lacks(bench, case, "portao.juntar", OSC) == ["dec-167:art-35:inc-I"]
    await bench.do(case, Verb.ATTACH, OSC, **paper, provision="dec-167:art-35:inc-I")
    await _do(bench, case, "portao.juntar", OSC)

    await _do(bench, case, "portao.opinar", AREA)
    assert await _lacks(bench, case, "portao.assinar", SECRETARIO) == ["dec-167:art-34:inc-II"]
    await _do(bench, case, "portao.prever", AREA, "desnecessario")
    assert await _lacks(bench, case, "portao.assinar", SECRETARIO) == ["dec-167:art-34:inc-IV"]
    await _do(bench, case, "portao.opinar", AREA)
    await _do(bench, case, "portao.assinar", SECRETARIO)
    told = [(fact.kind, fact.data["requirement"]) for fact in bench.facts(case, *FACTS)]
    assert told == [
        (FactKind.REQUIREMENT_MET, "portao.parecer"),
        (FactKind.REQUIREMENT_WAIVED, "portao.dotacao"),
        (FactKind.REQUIREMENT_LOST, "portao.parecer"),
        (FactKind.REQUIREMENT_MET, "portao.parecer"),
    ]


async def test_an_outcome_that_no_gate_holds_back_passes(bench: Bench) -> None:
    handle = await bench.start(TYPE, {})
    await _do(bench, handle.id, "portao.juntar", OSC, "recusado")
    assert await _task(bench, handle.id, "portao.opinar")


async def test_an_upheld_objection_stops_the_course_beside_it(bench: Bench, time_skipping: WorkflowEnvironment) -> None:
    handle = await bench.start(TYPE, {})
    case = handle.id
    await bench.do(case, Verb.EVENT, OSC, event="portao.impugnar")
    await bench.do(case, Verb.EVENT, OSC, event="portao.impugnar")
    judged = [task.id for task in (await bench.snapshot(case)).tasks if task.decl == "portao.julgar"]
    await bench.do(case, Verb.COMPLETE, SECRETARIO, task=judged[0], outcome="recusado")
    await bench.do(case, Verb.COMPLETE, SECRETARIO, task=judged[1], outcome="feito")
    await sleep_until(bench, time_skipping, datetime(2026, 6, 16, 0, 0, 1, tzinfo=ZONE))
    lapsed = await bench.fact(case, FactKind.DEADLINE_LAPSED)
    assert lapsed.data["due"] == date(2026, 6, 15).isoformat()
    assert (await handle.result()).outcome == "parado"
    left = {task.decl: task.status for task in (await bench.snapshot(case)).tasks}
    assert left["portao.assinar"] is TaskStatus.WITHDRAWN
    assert left["portao.juntar"] is TaskStatus.WITHDRAWN


def test_the_flow_of_a_stopped_course_says_where_it_may_stop() -> None:
    flow = flow_of(TYPE)
    assert flow.partial == ""
    assert Edge("portao.julgar", "fim:parado", "Feito") in flow.edges
    assert Edge("portao.opinar", "fim:feito", "") in flow.edges


def test_what_the_norm_wants_in_pdf_is_taken_in_no_other_format() -> None:
    task = task_of("cadastramento.entrega")
    first = asked_by(task)[0]
    paper = DocumentRef.model_validate(PAPER)
    sent = Act(id="a", verb=Verb.ATTACH, actor=OSC, received_at=BEGAN, provision=first, document=paper)
    text = sent.model_copy(update={"document": paper.model_copy(update={"media_type": "text/plain"})})
    assert wants_pdf(task, sent) is None
    assert wants_pdf(task, text) is DEC_167.art(9, par=1)
    assert wants_pdf(task, text.model_copy(update={"provision": None})) is None
