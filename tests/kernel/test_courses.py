"""Courses against one another and against a limit: what loses is withdrawn, and what is told of it is what happened."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.kernel import corridas
from tests.kernel.bench import AREA, Bench, at_work, sleep_until
from workflows.clock import ZONE
from workflows.kernel.flow import Edge, flow_of
from workflows.kernel.messages import RefusalCode, Verb
from workflows.kernel.state import FactKind
from workflows.kernel.withdrawing import PREJUDICADO

BEGAN = datetime(2026, 6, 8, 9, tzinfo=ZONE)


async def done(bench: Bench, case: str, number: int) -> None:
    """Do the task of the case that was offered as its `number`-th."""
    await bench.do(case, Verb.COMPLETE, AREA, task=f"{case}-t{number}", outcome="feito")


async def shown(bench: Bench, case: str) -> dict[str, Any]:
    """What the case last made public."""
    return dict((await bench.snapshot(case)).case.public)


@pytest.mark.parametrize(("first", "left"), [(1, ["corrida.notificar"]), (2, ["corrida.entregar"])])
async def test_the_first_course_to_be_over_counts_and_the_other_is_withdrawn(
    time_skipping: WorkflowEnvironment, first: int, left: list[str]
) -> None:
    async with at_work(time_skipping, BEGAN) as bench:
        handle = await bench.start("corrida", {})
        await done(bench, handle.id, first)
        if first == 2:
            assert bench.facts(handle.id, FactKind.TASK_WITHDRAWN) == [], "one act of it is not yet its end"
            await done(bench, handle.id, 3)
        assert [fact.data["decl"] for fact in bench.facts(handle.id, FactKind.TASK_WITHDRAWN)] == left
        late = await bench.refused(handle.id, Verb.COMPLETE, AREA, task=f"{handle.id}-t{3 - first}", outcome="feito")
        assert late.code is RefusalCode.ALREADY_DONE
        await done(bench, handle.id, 3 if first == 1 else 4)
        await handle.result()
        (extended,) = bench.facts(handle.id, FactKind.DEADLINE_EXTENDED)
    assert extended.data["due"] == "2026-06-23"  # 8 June + 10 days = 18; five more
    assert (extended.provision, extended.actor) == (corridas.PROVISION.id, None)


async def test_what_has_lapsed_is_not_extended(time_skipping: WorkflowEnvironment) -> None:
    async with at_work(time_skipping, BEGAN) as bench:
        handle = await bench.start("corrida", {})
        await sleep_until(bench, time_skipping, BEGAN + timedelta(days=11))
        await done(bench, handle.id, 1)
        await done(bench, handle.id, 3)
        await handle.result()
        assert len(bench.facts(handle.id, FactKind.DEADLINE_LAPSED)) == 1
        assert bench.facts(handle.id, FactKind.DEADLINE_EXTENDED) == []


async def test_a_case_that_ends_below_ends_what_went_round_beside_it(time_skipping: WorkflowEnvironment) -> None:
    async with at_work(time_skipping, BEGAN) as bench:
        case = (await bench.start("rodas", {})).id
        below = str((await bench.fact(case, FactKind.CHILD_STARTED)).data["child"])
        await bench.fact(below, FactKind.TASK_OFFERED)
        await done(bench, case, 1)
        assert bench.facts(case, FactKind.TASK_WITHDRAWN) == []
        await done(bench, below, 1)
        await done(bench, below, 3)
        ended = await bench.fact(case, FactKind.CHILD_ENDED)
        (withdrawn,) = [await bench.fact(case, FactKind.TASK_WITHDRAWN)]
        said = await shown(bench, case)
    assert (ended.data["outcome"], withdrawn.data["decl"]) == ("feito", "corrida.seguir")
    assert said == {"encerrou": True, "desfechos": ["feito"], "comecou": True}


async def test_a_day_that_comes_first_ends_the_case_below_too(time_skipping: WorkflowEnvironment) -> None:
    async with at_work(time_skipping, BEGAN) as bench:
        case = (await bench.start("rodas", {"dia": date(2026, 6, 12).isoformat()})).id
        below = str((await bench.fact(case, FactKind.CHILD_STARTED)).data["child"])
        await bench.fact(below, FactKind.TASK_OFFERED)
        await sleep_until(bench, time_skipping, BEGAN + timedelta(days=4))
        ended = await bench.fact(below, FactKind.CASE_ENDED)
        said = await shown(bench, case)
    assert ended.data["outcome"] == str(PREJUDICADO)
    assert (said["encerrou"], said["comecou"]) == (False, True)


def test_the_flow_of_acts_that_go_round_for_ever_is_drawn_once_and_goes_on_to_what_ends_them() -> None:
    flow = flow_of("rodas")
    assert flow.partial == ""
    assert {Edge("corrida.seguir", "corrida.seguir"), Edge("corrida.seguir", "corrida.decidir")} <= set(flow.edges)


@pytest.mark.parametrize("sooner", [True, False])
async def test_a_case_that_was_set_going_is_awaited_only_once_its_end_is_asked_for(
    time_skipping: WorkflowEnvironment, sooner: bool
) -> None:
    async with at_work(time_skipping, BEGAN) as bench:
        handle = await bench.start("solta", {})
        await bench.fact(handle.id, FactKind.TASK_OFFERED)
        other, awaited = (str(fact.data["child"]) for fact in bench.facts(handle.id, FactKind.CHILD_STARTED))
        assert [wait.decl for wait in (await bench.snapshot(handle.id)).case.waits] == ["corrida.decidir"]
        await bench.fact(awaited, FactKind.TASK_OFFERED)
        if sooner:
            await ended_below(bench, awaited)
            await bench.fact(handle.id, FactKind.CHILD_ENDED)
        await done(bench, handle.id, 1)
        if not sooner:
            (wait,) = (await bench.snapshot(handle.id)).case.waits
            assert (wait.ref, wait.decl) == (awaited, "corrida:esperada")
            await ended_below(bench, awaited)
        result = await handle.result()
        assert (result.data, (await bench.snapshot(other)).case.outcome) == ({"desfecho": "feito"}, None)


@pytest.mark.parametrize("over", [True, False])
async def test_a_case_that_was_set_going_ends_when_it_is_withdrawn_unless_it_is_over(
    time_skipping: WorkflowEnvironment, over: bool
) -> None:
    async with at_work(time_skipping, BEGAN) as bench:
        handle = await bench.start("retirada", {})
        await bench.fact(handle.id, FactKind.TASK_OFFERED)
        stays, leaves = (str(fact.data["child"]) for fact in bench.facts(handle.id, FactKind.CHILD_STARTED))
        await bench.fact(leaves, FactKind.TASK_OFFERED)
        if over:
            await ended_below(bench, leaves)
            await bench.fact(handle.id, FactKind.CHILD_ENDED)
        await done(bench, handle.id, 1)
        ended = await bench.fact(leaves, FactKind.CASE_ENDED)
        assert ended.data["outcome"] == ("feito" if over else str(PREJUDICADO))
        await done(bench, handle.id, 2)
        await handle.result()
        assert (await bench.snapshot(stays)).case.outcome is None


async def ended_below(bench: Bench, case: str) -> None:
    """Bring a race to its end."""
    await done(bench, case, 1)
    await done(bench, case, 3)


async def test_a_case_begun_as_its_course_is_left_is_begun_whole(time_skipping: WorkflowEnvironment) -> None:
    async with at_work(time_skipping, BEGAN) as bench:
        handle = await bench.start("na-hora", {"dia": "2026-06-15"})
        await sleep_until(bench, time_skipping, BEGAN + timedelta(days=8))
        began = (await shown(bench, handle.id))["comecou"]
        assert began == bool(bench.facts(handle.id, FactKind.CHILD_STARTED))
        if began:
            (under,) = bench.facts(handle.id, FactKind.CHILD_STARTED)
            await done(bench, str(under.data["child"]), 1)
