"""Steps that stop a count: what remained runs after it, nothing is shortened, and what the norm lets run runs on."""

import dataclasses
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from temporalio.testing import WorkflowEnvironment

from tests.kernel import parada
from tests.kernel.bench import AREA, at_work, sleep_until
from workflows.clock import ZONE, load_calendar
from workflows.kernel import deadlines
from workflows.kernel.case import Case
from workflows.kernel.messages import CaseStart, Verb
from workflows.kernel.state import Actor, Context, DeadlineStatus, FactKind
from workflows.kernel.suspending import Suspending

DAY = date(2026, 6, 8)
CALENDARS = {"mt-cuiaba": load_calendar("mt-cuiaba").data}


class Standing(Suspending):
    """The words alone, on a case without an engine."""

    def __init__(self, case: Case) -> None:
        self._case, self._counts = case, {}

    def at(self, day: date) -> "Standing":
        """The same on a later day."""
        self._case.moment = datetime(day.year, day.month, day.day, 15, tzinfo=UTC)
        return self


def _standing(decl: Any = parada.PRAZO) -> Standing:
    start = CaseStart(
        id="c", type="parada", input={}, received_at=datetime(2026, 6, 8, 15, tzinfo=UTC),
        started_by=Actor(id="x", roles=()), context=Context(calendars=CALENDARS),
    )  # fmt: skip
    case = Case(start, "", (), "curso", "mt-cuiaba")
    deadlines.open_deadline(case, decl, decl.budget, since=DAY, because="teste")
    return Standing(case)


def _due(standing: Standing) -> date | None:
    (one,) = standing._case.deadlines.values()
    return one.due


@given(gone=st.integers(0, 40), stood=st.integers(0, 400))
def test_no_suspension_of_a_step_shortens_a_deadline_or_brings_back_one_that_is_over(gone: int, stood: int) -> None:
    standing = _standing()
    before = _due(standing)
    assert before is not None
    on = DAY + timedelta(days=gone)
    standing.at(on).suspend(parada.PRAZO, because="pergunta")
    (one,) = standing._case.deadlines.values()
    assert (one.status is DeadlineStatus.SUSPENDED) is (on <= before)
    standing.at(on + timedelta(days=stood)).resume(parada.PRAZO, because="resposta")
    after = _due(standing)
    assert after is not None
    assert after >= before
    if on <= before:
        assert after >= before + timedelta(days=stood)
    else:
        assert after == before


@pytest.mark.parametrize("twice", [Standing.suspend, Standing.resume])
def test_what_stands_still_or_runs_already_is_left_as_it_is(twice: Callable[..., None]) -> None:
    standing = _standing()
    standing.suspend(parada.PRAZO, because="pergunta")
    if twice is Standing.resume:
        standing.at(DAY + timedelta(days=3)).resume(parada.PRAZO, because="resposta")
    before = standing._case.seq, _due(standing)
    twice(standing, parada.PRAZO, because="de novo")
    assert (standing._case.seq, _due(standing)) == before


def test_no_step_stops_what_the_norm_lets_run() -> None:
    firm = dataclasses.replace(parada.PRAZO, suspendable=None)
    with pytest.raises(ValueError, match="suspended"):
        _standing().suspend(firm, because="pergunta")


async def test_under_the_engine_the_timer_stands_still_and_a_silent_party_does_not_use_up_the_days(
    time_skipping: WorkflowEnvironment,
) -> None:
    began = datetime(2026, 6, 8, 9, tzinfo=ZONE)
    async with at_work(time_skipping, began) as bench:
        case = (await bench.start("parada", {})).id
        await sleep_until(bench, time_skipping, began + timedelta(days=3))
        await bench.do(case, Verb.COMPLETE, AREA, task=f"{case}-t1", outcome="feito")
        (stopped,) = bench.facts(case, FactKind.DEADLINE_SUSPENDED)
        await sleep_until(bench, time_skipping, began + timedelta(days=40))
        assert bench.facts(case, FactKind.DEADLINE_LAPSED) == []
        await bench.do(case, Verb.COMPLETE, AREA, task=f"{case}-t2", outcome="feito")
        (resumed,) = bench.facts(case, FactKind.DEADLINE_RESUMED)
    assert (stopped.actor, stopped.data["remaining"], stopped.data["reason"]) == (None, 7, "pergunta feita")
    assert resumed.data["due"] == "2026-07-27"  # three days were gone by 11 June; seven more from 19 July are the 25th
