"""Whoever waits is woken exactly once, on the day it comes, however many wait and wherever runs hand over."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from temporalio.testing import WorkflowEnvironment

from tests.kernel import esperas
from tests.kernel.bench import AREA, CHEFIA, OSC, Bench, at_work, sleep_until
from tests.kernel.test_seam import Seams
from workers.simulation.histories import recorded
from workers.simulation.scenario import load
from workers.simulation.server import engine
from workflows.clock import ZONE
from workflows.kernel.messages import Verb
from workflows.kernel.state import FactKind

BEGAN = datetime(2026, 6, 8, 9, tzinfo=ZONE)
FIRST = BEGAN.date()
LAPSED = FIRST + timedelta(days=11)
"""The first instant of this day is the end of the ten days of the deadline."""
HANDED_OVER = pytest.mark.usefixtures("seams")


@pytest.fixture(params=[None, 3, 7], ids=["one run", "runs of three days", "runs of a week"])
def seams(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs that hand over after so many days; None: the first lasts."""
    if request.param:
        Seams(monkeypatch).after_days(request.param)


@asynccontextmanager
async def waiting(environment: WorkflowEnvironment, **given: Any) -> AsyncIterator[tuple[Bench, str]]:
    """A case that waits, on a clock that goes on when the test says so, and who works at it."""
    async with at_work(environment, BEGAN) as bench:
        yield bench, (await bench.start("esperas", given)).id


def noon(days: int) -> datetime:
    """Noon so many days after the first."""
    return datetime.combine(FIRST + timedelta(days=days), time(12), ZONE)


def arrived(bench: Bench, case: str) -> list[tuple[str, date]]:
    """Who said that its wait was over, and on which day, in that order."""
    return [
        (str(fact.data["subject"]), fact.at.astimezone(ZONE).date())
        for fact in bench.facts(case, FactKind.TASK_OFFERED)
        if fact.data["decl"] == esperas.CHEGOU.id
    ]


async def done(bench: Bench, case: str, what: Any) -> None:
    """Do the open task of a kind."""
    (task,) = [one for one in (await bench.snapshot(case)).tasks if one.decl == what.id and one.status.open]
    await bench.do(case, Verb.COMPLETE, AREA, task=task.id, outcome="feito")


async def ledger(bench: Bench, case: str, verb: Verb, **what: Any) -> None:
    """Change the deadline of the case."""
    await bench.do(case, verb, CHEFIA, deadline=f"{case}-p1", reason="Diligência pedida.", **what)


@HANDED_OVER
async def test_each_of_those_that_wait_for_one_deadline_is_woken_once_by_its_lapse(
    time_skipping: WorkflowEnvironment,
) -> None:
    async with waiting(time_skipping, inicios=[0, 0, 4, 15]) as (bench, case):
        await sleep_until(bench, time_skipping, noon(10))
        assert arrived(bench, case) == []
        await sleep_until(bench, time_skipping, noon(12))
        assert arrived(bench, case) == [("0", LAPSED), ("1", LAPSED), ("2", LAPSED)]
        await sleep_until(bench, time_skipping, noon(30))
        assert arrived(bench, case)[3:] == [("3", FIRST + timedelta(days=15))]


@HANDED_OVER
async def test_a_deadline_that_is_suspended_and_extended_wakes_each_of_those_that_wait_when_it_lapses(
    time_skipping: WorkflowEnvironment,
) -> None:
    async with waiting(time_skipping, inicios=[0, 0, 6]) as (bench, case):
        await sleep_until(bench, time_skipping, noon(4))
        await ledger(bench, case, Verb.SUSPEND)
        await sleep_until(bench, time_skipping, noon(14))
        await ledger(bench, case, Verb.RESUME)
        await ledger(bench, case, Verb.EXTEND, amount=5, unit="dia_corrido")
        await sleep_until(bench, time_skipping, noon(25))
        assert arrived(bench, case) == []
        await sleep_until(bench, time_skipping, noon(27))
        day = FIRST + timedelta(days=26)  # ten days, ten that it stood still, five more
        assert arrived(bench, case) == [("0", day), ("1", day), ("2", day)]


@HANDED_OVER
async def test_what_was_met_never_lapses_for_those_that_wait_and_is_over_for_who_comes_later(
    time_skipping: WorkflowEnvironment,
) -> None:
    async with waiting(time_skipping, inicios=[0, 0, 9]) as (bench, case):
        await sleep_until(bench, time_skipping, noon(5))
        await done(bench, case, esperas.CUMPRIR)
        await sleep_until(bench, time_skipping, noon(30))
        assert arrived(bench, case) == [("2", FIRST + timedelta(days=9))]
        await done(bench, case, esperas.FECHAR)
        assert (await bench.client.get_workflow_handle(case).result())["outcome"] == "feito"


@HANDED_OVER
async def test_who_begins_to_wait_when_it_is_met_takes_nobody_with_it_who_waited_before(
    time_skipping: WorkflowEnvironment,
) -> None:
    async with waiting(time_skipping, inicios=[0, 21, 0]) as (bench, case):
        await sleep_until(bench, time_skipping, noon(5))
        await done(bench, case, esperas.CUMPRIR)
        await sleep_until(bench, time_skipping, noon(40))
        assert arrived(bench, case) == [("1", FIRST + timedelta(days=21))]


@HANDED_OVER
async def test_a_wait_that_was_left_and_begun_again_is_woken(time_skipping: WorkflowEnvironment) -> None:
    async with waiting(time_skipping, forma="deixada") as (bench, case):
        await sleep_until(bench, time_skipping, noon(5))
        await done(bench, case, esperas.SEGUIR)
        await sleep_until(bench, time_skipping, noon(30))
        assert arrived(bench, case) == [("de-novo", LAPSED)]


@HANDED_OVER
async def test_a_wait_that_was_over_at_once_does_not_take_the_next_deadline_for_its_own(
    time_skipping: WorkflowEnvironment,
) -> None:
    async with waiting(time_skipping, forma="em-ciclos") as (bench, case):
        await sleep_until(bench, time_skipping, noon(2))
        await done(bench, case, esperas.SEGUIR)
        await sleep_until(bench, time_skipping, noon(50))
        assert arrived(bench, case) == [("primeiro", FIRST + timedelta(days=2)), ("segundo", FIRST + timedelta(31))]


@HANDED_OVER
async def test_each_of_two_that_wait_for_the_end_of_one_case_is_woken(time_skipping: WorkflowEnvironment) -> None:
    async with waiting(time_skipping, forma="fim-de-outro") as (bench, case):
        below = str((await bench.fact(case, FactKind.CHILD_STARTED)).data["child"])
        await bench.fact(below, FactKind.TASK_OFFERED)
        await done(bench, below, esperas.FECHAR)
        await bench.fact(case, FactKind.CHILD_ENDED)
        await sleep_until(bench, time_skipping, noon(20))
        assert sorted(who for who, _ in arrived(bench, case)) == ["1", "2"]


@HANDED_OVER
async def test_each_that_waits_for_one_arrival_is_woken_and_one_that_was_left_takes_no_other_with_it(
    time_skipping: WorkflowEnvironment,
) -> None:
    async with waiting(time_skipping, forma="uma-chegada") as (bench, case):
        await done(bench, case, esperas.SEGUIR)
        await sleep_until(bench, time_skipping, noon(8))
        await bench.do(case, Verb.EVENT, OSC, event=esperas.RELATO.id, form={})
        assert sorted(who for who, _ in arrived(bench, case)) == ["1", "2", "4"]


async def test_the_end_of_a_window_that_two_wait_for_ends_the_case_in_the_run_that_it_came_in() -> None:
    run, histories = await recorded(load(Path("docs/scenarios/dispensa-antecipada-e-mantida.yaml")))
    assert (run.failures, len(histories)) == ([], 1)


SATURDAY = 5


class Model:
    """What becomes of a deadline of ten days by what is done on the noon of each day, and whom its lapse wakes."""

    def __init__(self) -> None:
        self.due, self.left, self.met_on, self.stopped_on = 10, 0, -1, -1

    def allows(self, verb: str, day: int) -> bool:
        """Whether the norm lets it be done."""
        if verb == "cumprir":
            return self.met_on < 0
        if self.met_on >= 0 or (self.stopped_on < 0 and day > self.due):
            return False
        return self.stopped_on >= 0 if verb == "retomar" else self.stopped_on < 0

    def do(self, verb: str, day: int) -> None:
        """Do it."""
        if verb == "cumprir":
            self.met_on = day
        elif verb == "suspender":
            self.stopped_on, self.left = day, self.due - day
        elif verb == "retomar":
            # With nothing left of the ten days it falls due on the day after.
            self.stopped_on, self.due = -1, day + max(self.left, 1)
        else:
            self.due += 3

    def woken(self, since: int) -> int | None:
        """The day on which a wait that begins with the day `since` is over."""
        lapse = None if self.stopped_on >= 0 or 0 <= self.met_on <= self.due else self.due + 1
        over = [one for one in (lapse, None if self.met_on < 0 else self.met_on + 1) if one is not None]
        return since if since > 0 and any(one <= since for one in over) else lapse


ACTS: dict[str, tuple[Verb, dict[str, Any]]] = {
    "suspender": (Verb.SUSPEND, {}), "retomar": (Verb.RESUME, {}),
    "prorrogar": (Verb.EXTEND, {"amount": 3, "unit": "dia_corrido"}),
}  # fmt: skip
happened = st.lists(st.tuples(st.integers(1, 5), st.sampled_from([*ACTS, "cumprir"])), max_size=6)


@settings(max_examples=5)
@given(st.lists(st.integers(0, 30), min_size=2, max_size=5), happened, st.none() | st.integers(2, 9))
def test_whatever_happens_to_a_deadline_each_that_waits_for_it_is_woken_once_or_never(
    since: list[int], acts: list[tuple[int, str]], days: int | None
) -> None:
    model, day = Model(), 0
    for later, verb in acts:
        day += later
        if model.allows(verb, day):
            model.do(verb, day)
        # An end that falls on a weekend goes on to the next working day, which the clock's own tests are about.
        assume((FIRST + timedelta(model.due)).weekday() < SATURDAY)
    asyncio.run(lived(since, acts, days))


async def lived(since: list[int], acts: list[tuple[int, str]], days: int | None) -> None:
    """Live it on the engine, with runs that hand over after so many days, and compare."""
    model, day = Model(), 0
    with pytest.MonkeyPatch.context() as patched:
        if days:
            Seams(patched).after_days(days)
        async with engine() as running, waiting(running.environment, inicios=since) as (bench, case):
            for later, verb in acts:
                day += later
                await sleep_until(bench, running.environment, noon(day))
                if not model.allows(verb, day):
                    continue
                model.do(verb, day)
                if verb == "cumprir":
                    await done(bench, case, esperas.CUMPRIR)
                else:
                    await ledger(bench, case, ACTS[verb][0], **ACTS[verb][1])
            await sleep_until(bench, running.environment, noon(70))
            said = arrived(bench, case)
    woken = [(str(number), model.woken(one)) for number, one in enumerate(since)]
    assert sorted(said) == [(who, FIRST + timedelta(one)) for who, one in woken if one is not None]
