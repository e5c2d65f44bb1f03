"""Suspended, extended or counted again, a deadline rings when it is now due, and the facts say what moved it."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.kernel import sonda
from tests.kernel.bench import AREA, CHEFIA, Bench, at_work, sleep_until
from workflows.clock import ZONE, Policy, SpecialDay
from workflows.kernel.messages import CONTEXT_SIGNAL, RefusalCode, Verb
from workflows.kernel.state import Context, FactKind

BEGAN = datetime(2026, 6, 8, 9, tzinfo=ZONE)
DUE = date(2026, 6, 22)  # ten working days after 8 June 2026, none of them a holiday
OPEN = "2026-06-08"


@pytest.fixture
async def bench(time_skipping: WorkflowEnvironment) -> AsyncIterator[Bench]:
    async with at_work(time_skipping, BEGAN) as made:
        yield made


async def _lapsed_on(bench: Bench, case: str) -> str:
    lapse = await bench.fact(case, FactKind.DEADLINE_LAPSED)
    assert lapse.at.astimezone(ZONE).isoformat() == lapse.data["lapsed_at"]
    return str(lapse.data["due"])


def _noon(day: int, month: int = 6) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=ZONE)


async def test_without_the_act_the_right_is_lost_when_the_due_date_is_over(
    bench: Bench, time_skipping: WorkflowEnvironment
) -> None:
    handle = await bench.start(sonda.Sonda.about.id, {"desde": OPEN})
    await sleep_until(bench, time_skipping, datetime(2026, 6, 22, 23, 59, 58, tzinfo=ZONE))
    assert bench.facts(handle.id, FactKind.DEADLINE_LAPSED) == []
    await sleep_until(bench, time_skipping, datetime(2026, 6, 23, tzinfo=ZONE))
    assert await _lapsed_on(bench, handle.id) == DUE.isoformat()
    assert (await handle.result()).outcome == "perdido"


async def test_a_suspension_stops_the_timer_and_what_remained_runs_after_it(
    bench: Bench, time_skipping: WorkflowEnvironment
) -> None:
    case = (await bench.start(sonda.Sonda.about.id, {"desde": OPEN})).id
    decided: dict[str, Any] = {"deadline": f"{case}-p1", "reason": "Diligência pedida."}
    await sleep_until(bench, time_skipping, _noon(10))
    await bench.do(case, Verb.SUSPEND, CHEFIA, **decided)
    assert (await bench.refused(case, Verb.SUSPEND, CHEFIA, **decided)).code is RefusalCode.NOT_SUSPENDABLE
    await sleep_until(bench, time_skipping, _noon(26))
    assert bench.facts(case, FactKind.DEADLINE_LAPSED, FactKind.REMINDED) == []
    await bench.do(case, Verb.RESUME, CHEFIA, **decided)
    (resumed,) = bench.facts(case, FactKind.DEADLINE_RESUMED)
    assert resumed.data["due"] == "2026-07-08"  # two days were used by 10 June; eight more from 29 June
    await sleep_until(bench, time_skipping, datetime(2026, 7, 8, 23, 59, 58, tzinfo=ZONE))
    assert len(bench.facts(case, FactKind.REMINDED)) == 1
    assert bench.facts(case, FactKind.DEADLINE_LAPSED) == []
    await sleep_until(bench, time_skipping, datetime(2026, 7, 9, tzinfo=ZONE))
    assert await _lapsed_on(bench, case) == "2026-07-08"


async def test_an_extension_moves_the_timer_and_comes_too_late_after_the_lapse(
    bench: Bench, time_skipping: WorkflowEnvironment
) -> None:
    case = (await bench.start(sonda.Sonda.about.id, {"desde": OPEN})).id
    decided: dict[str, Any] = {"deadline": f"{case}-p1", "reason": "Pedido da parte.", "amount": 5, "unit": "dia_util"}
    await bench.do(case, Verb.EXTEND, CHEFIA, **decided)
    (extended,) = bench.facts(case, FactKind.DEADLINE_EXTENDED)
    assert extended.data["due"] == "2026-06-29"
    await sleep_until(bench, time_skipping, _noon(29))
    assert bench.facts(case, FactKind.DEADLINE_LAPSED) == []
    await sleep_until(bench, time_skipping, _noon(30))
    assert await _lapsed_on(bench, case) == "2026-06-29"


async def _decree(bench: Bench, case: str, **changes: Any) -> None:
    bench.records.context = bench.context.model_copy(update={"version": 2, "cause": "Decreto X/2026", **changes})
    await bench.client.get_workflow_handle(case).signal(CONTEXT_SIGNAL)
    await bench.fact(case, FactKind.CONTEXT_CHANGED)


async def test_a_day_decreed_closed_moves_open_deadlines_and_their_timers(
    bench: Bench, time_skipping: WorkflowEnvironment
) -> None:
    case = (await bench.start(sonda.Sonda.about.id, {"desde": OPEN})).id
    calendar = bench.context.calendars["mt-cuiaba"]
    closed = calendar.model_copy(update={"days": (*calendar.days, SpecialDay(day=DUE, act="Decreto X/2026"))})
    await _decree(bench, case, calendars={"mt-cuiaba": closed})
    (moved,) = bench.facts(case, FactKind.DEADLINE_RECOUNTED)
    assert (moved.data["before"], moved.data["after"], moved.data["why"]) == (
        "2026-06-22", "2026-06-23", "Decreto X/2026",
    )  # fmt: skip
    await sleep_until(bench, time_skipping, _noon(23))
    assert bench.facts(case, FactKind.DEADLINE_LAPSED) == []
    await bench.do(case, Verb.COMPLETE, AREA, task=f"{case}-t1")
    assert bench.facts(case, FactKind.DEADLINE_MET)[0].data["status"] == "cumprido"


@pytest.mark.parametrize(("reaches", "due"), [(True, "2026-06-22"), (False, "2026-06-18")])
async def test_a_new_policy_reaches_open_deadlines_only_when_the_act_says_so(
    reaches: bool, due: str, bench: Bench
) -> None:
    literal = Context(calendars=bench.context.calendars, policy=Policy.DECRETO_LITERAL)
    bench.context = literal
    case = (await bench.start(sonda.Sonda.about.id, {"desde": OPEN})).id
    assert bench.records.deadlines[f"{case}-p1"].due == date(2026, 6, 18)
    await _decree(bench, case, policy=Policy.LEI_7692, policy_reaches_open=reaches)
    assert bench.records.deadlines[f"{case}-p1"].due == date.fromisoformat(due)
    assert len(bench.facts(case, FactKind.DEADLINE_RECOUNTED)) == int(reaches)
    assert bench.records.headers[case].policy is Policy.LEI_7692
