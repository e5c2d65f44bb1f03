"""What a plan asks for and when: dates worked out by hand, and rules that hold whatever the day of signature."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]
from dateutil.rrule import MONTHLY, rrule  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from workflows.clock import Budget, Counting, Nature, Term, Unit, count, load_calendar
from workflows.cooperacao.files import load_plan, shipped_plans
from workflows.cooperacao.parts import PlanTerm
from workflows.cooperacao.plan import Occurrence
from workflows.cooperacao.recurrence import (
    Annual,
    Cycle,
    Day10OfFollowingMonth,
    EveryMonths,
    Monthly,
    OnceAfterStart,
    OnceByDate,
    OnEvent,
    Semiannual,
    Slot,
    Span,
    WhileInForce,
)
from workflows.cooperacao.tarefas import tarefa_da
from workflows.kernel.catalog import tasks

ACT = shipped_plans()["act-mgi-142-2024"]
SIGNED = date(2024, 11, 12)
DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))
Cycled = tuple[Cycle, int]
NAMED: list[Cycled] = [
    (Monthly(type="monthly"), 1),
    (Semiannual(type="semiannual"), 6),
    (Annual(type="annual"), 12),
]
CYCLES = st.sampled_from(NAMED) | st.integers(1, 48).map(lambda n: (EveryMonths(type="every-months", n=n), n))


def _of(action: str, party: str) -> list[Occurrence]:
    return [one for one in ACT.occurrences(SIGNED) if one.action.id == action and one.party == party]


def _due(occurrence: Occurrence) -> date | None:
    deadline = tarefa_da(ACT, occurrence, do_catalogo=True).deadline
    assert deadline is not None
    assert deadline.budget is not None
    term = Term(
        budget=deadline.budget, anchor=SIGNED, nature=deadline.nature, counting=Counting.MATERIAL,
        binds=deadline.binds, cycle_k=occurrence.slot.cycle,
    )  # fmt: skip
    return count(term, load_calendar("nacional")).due


def test_sixty_months_are_206_tasks() -> None:
    found = Counter(one.action.id for one in ACT.occurrences(SIGNED))
    assert found == {"A1": 2, "A2": 2, "A3": 1, "A4": 1, "A5": 60, "A6": 120, "A7": 20}
    assert found.total() == 206


def test_every_occurrence_has_a_name_of_its_own() -> None:
    names = [(one.rule, one.party, one.subject) for one in ACT.occurrences(SIGNED)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("action", "party", "number", "opens", "due"),
    [
        ("A1", "SGD_MGI", 1, date(2024, 11, 12), date(2024, 11, 12)),
        ("A2", "SERPRO", 1, date(2024, 11, 12), date(2024, 11, 22)),
        ("A3", "SERPRO", 1, date(2024, 11, 12), date(2024, 12, 12)),
        ("A4", "SERPRO", 1, date(2024, 11, 12), date(2024, 12, 12)),
        ("A5", "SGD_MGI", 1, date(2024, 11, 12), date(2024, 12, 12)),
        ("A5", "SGD_MGI", 2, date(2024, 12, 12), date(2025, 1, 13)),  # 12 January 2025 is a Sunday
        ("A5", "SGD_MGI", 3, date(2025, 1, 12), date(2025, 2, 12)),  # counted from the signature, not from the roll
        ("A6", "SERPRO", 11, date(2025, 9, 12), date(2025, 10, 13)),  # 12 October: a holiday on a Sunday
        ("A6", "SERPRO", 60, date(2029, 10, 12), date(2029, 11, 12)),
        ("A7", "SGD_MGI", 1, date(2024, 11, 12), date(2025, 5, 12)),
        ("A7", "SERPRO", 8, date(2028, 5, 12), date(2028, 11, 13)),  # 12 November 2028 is a Sunday
        ("A7", "SERPRO", 10, date(2029, 5, 12), date(2029, 11, 12)),
    ],
)  # fmt: skip
def test_dates_by_hand(action: str, party: str, number: int, opens: date, due: date) -> None:
    occurrence = _of(action, party)[number - 1]
    assert (occurrence.slot.opens, _due(occurrence)) == (opens, due)


def test_the_end_of_a_month_does_not_drift() -> None:
    slots = list(Monthly(type="monthly").slots(date(2024, 1, 31), date(2024, 7, 31)))
    assert [slot.due for slot in slots] == [
        date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30),
        date(2024, 5, 31), date(2024, 6, 30), date(2024, 7, 31),
    ]  # fmt: skip


def test_the_term_ends_the_day_after_where_the_month_lacks_its_day() -> None:
    assert PlanTerm(n=12, unit=Span.MONTHS).end(date(2024, 2, 29)) == date(2025, 3, 1)
    assert PlanTerm(n=60, unit=Span.MONTHS).end(SIGNED) == PlanTerm(n=5, unit=Span.YEARS).end(SIGNED)
    assert PlanTerm(n=30, unit=Span.DAYS).end(SIGNED) == date(2024, 12, 12)


@given(start=DAYS, months=st.integers(1, 360))
def test_cycles_come_as_often_as_the_term_holds_them(start: date, months: int) -> None:
    end = PlanTerm(n=months, unit=Span.MONTHS).end(start)
    for recurrence, every in (
        (Monthly(type="monthly"), 1),
        (EveryMonths(type="every-months", n=2), 2),
        (EveryMonths(type="every-months", n=3), 3),
        (EveryMonths(type="every-months", n=18), 18),
        (Semiannual(type="semiannual"), 6),
        (Annual(type="annual"), 12),
    ):
        slots = list(recurrence.slots(start, end))
        assert len(slots) == months // every
        assert [slot.cycle for slot in slots] == list(range(1, len(slots) + 1))
        _inside(slots, start, end)


@given(start=DAYS, days=st.integers(1, 4000), n=st.integers(0, 400), by=st.integers(-40, 4000))
def test_what_comes_once_comes_in_the_term_or_not_at_all(start: date, days: int, n: int, by: int) -> None:
    end = PlanTerm(n=days, unit=Span.DAYS).end(start)
    after = list(OnceAfterStart(type="once-after-start", n=n, unit=Span.DAYS).slots(start, end))
    assert [slot.due for slot in after] == ([start + timedelta(days=n)] if n <= days else [])
    day = start + timedelta(days=by)
    assert len(list(OnceByDate(type="once-by-date", date=day).slots(start, end))) == (day <= end)


def _inside(slots: list[Slot], start: date, end: date) -> None:
    opened = [slot.opens for slot in slots]
    due = [slot.due for slot in slots if slot.due]
    assert opened == sorted(set(opened))
    assert all(start < day <= end for day in due)
    assert opened[1:] == due[:-1]
    assert not opened or opened[0] == start


def test_what_nothing_dates_has_no_slot_beforehand() -> None:
    for recurrence in (WhileInForce(type="while-in-force"), OnEvent(type="on-event", event="x")):
        assert list(recurrence.slots(SIGNED, date(2030, 1, 1))) == []
    assert OnEvent(type="on-event", event="x").slot(SIGNED).due is None


@given(start=DAYS, n=st.integers(1, 200), cycle=CYCLES)
def test_cycles_agree_with_an_independent_recurrence_library(start: date, n: int, cycle: Cycled) -> None:
    kind, every = cycle
    end = date(min(start.year + 1 + n // 12, 2095), 12, 31)
    expected: list[date] = []
    while (due := start + relativedelta(months=every * (len(expected) + 1))) <= end:
        expected.append(due)
    assert [slot.due for slot in kind.slots(start, end)] == expected


@given(start=DAYS.filter(lambda day: day.day <= 28), cycle=CYCLES)
def test_where_every_month_has_the_day_the_recurrence_rules_of_calendars_say_the_same(
    start: date, cycle: Cycled
) -> None:
    kind, every = cycle
    end = start + timedelta(days=2000)
    rule = rrule(MONTHLY, interval=every, dtstart=datetime.combine(start, time()), until=datetime.combine(end, time()))
    assert [slot.due for slot in kind.slots(start, end)] == [one.date() for one in rule][1:]


def test_quarters_by_hand_and_a_named_rhythm_is_the_general_one() -> None:
    quarters = EveryMonths(type="every-months", n=3).slots(date(2026, 11, 30), date(2027, 12, 31))
    assert [slot.due for slot in quarters] == [
        date(2027, 2, 28), date(2027, 5, 30), date(2027, 8, 30), date(2027, 11, 30),
    ]  # fmt: skip
    for kind, every in NAMED:
        general = EveryMonths(type="every-months", n=every)
        assert list(general.slots(SIGNED, date(2030, 1, 1))) == list(kind.slots(SIGNED, date(2030, 1, 1)))


def test_the_tenth_of_the_month_after() -> None:
    rule = Day10OfFollowingMonth(type="day-10-of-following-month", event="x")
    assert rule.slot(date(2026, 12, 1)).due == date(2027, 1, 10)
    assert rule.slot(date(2026, 1, 31)).due == date(2026, 2, 10)


def test_the_catalogue_shows_each_action_with_its_provision_and_cycle() -> None:
    shown = {task.id.rsplit(".", 1)[1]: task for task in tasks("plano-de-trabalho") if "act-mgi-142-2024" in task.id}
    assert list(shown) == ["a1", "a2", "a3", "a4", "a5", "a6", "a7"]
    for id, task in shown.items():
        assert task.provision.id == f"act-mgi-142-2024:item-{id.upper()}"
        assert task.duties == (f"ACT142-{id.upper()}",)
        assert task.deadline is not None
        assert (task.deadline.nature is Nature.CYCLE) == (id in {"a5", "a6", "a7"})
    assert [shown[id].form.__name__ for id in ("a2", "a3")] == ["EvidenciaDeCumprimento", "EvidenciaEmComumAcordo"]
    deadline = shown["a7"].deadline
    assert deadline is not None
    budget = deadline.budget
    assert isinstance(budget, Budget)
    assert (budget.amount, budget.unit) == (6, Unit.MES)


def test_an_association_is_bound_as_a_private_party() -> None:
    plan = load_plan(Path("tests/cooperacao/plano-abm.yaml"))
    binds = {one.action.id: tarefa_da(plan, one, do_catalogo=False).deadline for one in plan.occurrences(SIGNED)}
    assert {id: str(deadline.binds) for id, deadline in binds.items() if deadline} == {
        "2.2": "particular", "3.1": "particular", "3.2": "particular",
    }  # fmt: skip
    private = {
        task.id.split(".")[1] for task in tasks("plano-de-trabalho")
        if task.deadline and str(task.deadline.binds) == "particular"
    }  # fmt: skip
    assert private == {"ac-4-2026"}
