"""What holds of every count, and an independent day-by-day count to compare with."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from workflows.clock import (
    Binds,
    Budget,
    Calendar,
    ClosureKind,
    Count,
    Counting,
    DayStatus,
    Extension,
    LedgerError,
    MonthRule,
    Nature,
    Policy,
    SpecialDay,
    Suspension,
    Term,
    Unit,
    count,
    iter_proof,
    load_calendar,
    settle,
)

MT = load_calendar("mt-cuiaba")
DAY = timedelta(days=1)
ROLLING: list[Nature] = [nature for nature in Nature if nature is not Nature.VALIDITY]

dates = st.dates(date(2024, 6, 1), date(2028, 6, 1))
budgets = st.one_of(
    st.builds(Budget, amount=st.integers(1, 200), unit=st.sampled_from([Unit.DIA, Unit.DIA_UTIL, Unit.DIA_CORRIDO])),
    st.builds(Budget, amount=st.integers(1, 18), unit=st.just(Unit.MES)),
    st.builds(Budget, amount=st.integers(1, 2), unit=st.just(Unit.ANO)),
)
extensions = st.lists(
    st.builds(Extension, amount=st.integers(1, 40), unit=st.sampled_from([Unit.DIA, Unit.DIA_UTIL, Unit.MES])),
    max_size=2,
).map(tuple)


@st.composite
def terms(
    draw: st.DrawFn, *, suspended: bool = True, opened: bool = False, natures: list[Nature] | None = None
) -> Term:
    anchor = draw(dates)
    suspensions = []
    start = anchor
    for _ in range(draw(st.integers(1 if opened else 0, 3)) if suspended else 0):
        start += draw(st.integers(0, 30)) * DAY
        end = start + draw(st.integers(0, 60)) * DAY
        suspensions.append(Suspension(from_=start, to=end))
        start = end
    if suspensions and (opened or draw(st.booleans())):
        suspensions[-1] = suspensions[-1].model_copy(update={"to": None})
    return Term(
        budget=draw(budgets),
        anchor=anchor,
        nature=draw(st.sampled_from(natures or list(Nature))),
        counting=draw(st.sampled_from(Counting)),
        binds=draw(st.sampled_from(Binds)),
        policy=draw(st.sampled_from(Policy)),
        month_rule=draw(st.sampled_from(MonthRule)),
        recess=draw(st.sampled_from([None, None, True, False])),
        suspensions=tuple(suspensions),
        extensions=draw(extensions),
    )


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    kinds = st.sampled_from(ClosureKind)
    return MT.with_days(draw(st.lists(st.builds(SpecialDay, day=dates, kind=kinds), max_size=5)))


# --- the naive count: one day at a time, straight from the rules -----------------------------------------------------


def naive_regime(term: Term) -> tuple[Unit, bool]:
    private = term.binds is Binds.PARTICULAR
    if term.counting is Counting.MATERIAL or term.policy is Policy.DECRETO_LITERAL:
        day, recess = Unit.DIA_CORRIDO, False
    elif term.policy is Policy.LEI_7692:
        day, recess = Unit.DIA_UTIL, private
    else:
        day, recess = (Unit.DIA_UTIL, True) if private else (Unit.DIA_CORRIDO, False)
    return day, recess if term.recess is None else term.recess


def naive_corresponding(day: date, months: int, rule: MonthRule) -> date:
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    length = monthrange(year, month)[1]
    if day.day <= length:
        return date(year, month, day.day)
    last = date(year, month, length)
    return last if rule is MonthRule.ULTIMO_DIA else last + DAY


def naive_recess(day: date) -> bool:
    return (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 20)


def naive_due(term: Term, calendar: Calendar) -> date | None:
    bare, recess = naive_regime(term)
    never = date(2199, 1, 1)
    stretches = [(s.from_, s.to or never) for s in term.suspensions]
    day = term.anchor
    for budget in (term.budget, *(extension.budget for extension in term.extensions)):
        unit = bare if budget.unit is Unit.DIA else budget.unit
        left = budget.amount
        if unit in (Unit.MES, Unit.ANO):
            months = left if unit is Unit.MES else 12 * left
            left = (naive_corresponding(day, months, term.month_rule) - day).days
        while left:
            day += DAY
            held = next((to for start, to in stretches if start < day <= to), None)
            if held == never:
                return None
            stopped = held is not None or (recess and naive_recess(day))
            if not stopped and not (unit is Unit.DIA_UTIL and not calendar.is_working(day)):
                left -= 1
    while True:
        held = next((to for start, to in stretches if start <= day <= to and start < to), None)
        if held == never:
            return None
        closed = calendar.rolls(day) or (recess and naive_recess(day))
        if held is None and (term.nature is Nature.VALIDITY or not closed):
            return day
        day += DAY


@given(terms(), calendars())
def test_it_agrees_with_the_naive_count(term: Term, calendar: Calendar) -> None:
    assert count(term, calendar).due == naive_due(term, calendar)


# --- properties ------------------------------------------------------------------------------------------------------
# Terms extended by months are left out where an order of dates is claimed: from 28 January with two days stopped, one
# month ends on 2 March, and from the 31st on 28 February. Date to date has no such order, at the end of a month.


def later(one: date | None, other: date | None) -> bool:
    """Whether `one` is not before `other`; a suspended deadline is later than any date."""
    return one is None or (other is not None and one >= other)


@given(terms(), st.integers(1, 10))
def test_a_longer_budget_never_ends_earlier(term: Term, more: int) -> None:
    longer = Budget(amount=term.budget.amount + more, unit=term.budget.unit)
    assume(not term.extensions or term.budget.unit not in (Unit.MES, Unit.ANO))
    assume(all(extension.unit is not Unit.MES for extension in term.extensions))
    assert later(count(term.model_copy(update={"budget": longer}), MT).due, count(term, MT).due)


@given(terms(), st.lists(st.builds(SpecialDay, day=dates, kind=st.sampled_from(ClosureKind)), min_size=1, max_size=20))
def test_a_day_that_is_not_worked_never_makes_a_deadline_end_earlier(term: Term, extra: list[SpecialDay]) -> None:
    assume(all(extension.unit is not Unit.MES for extension in term.extensions))
    assert later(count(term, MT.with_days(extra)).due, count(term, MT).due)


@given(terms(natures=ROLLING), calendars())
def test_a_deadline_that_rolls_ends_on_a_day_of_full_hours(term: Term, calendar: Calendar) -> None:
    due = count(term, calendar).due
    assert due is None or not calendar.rolls(due)
    assert due is None or calendar.is_working(due)


@given(terms())
def test_the_recess_changes_nothing_where_it_does_not_apply(term: Term) -> None:
    assume(term.counting is Counting.MATERIAL or term.binds is Binds.ADMINISTRACAO)
    by_policy, said = (term.model_copy(update={"recess": recess}) for recess in (None, False))
    assert count(by_policy, MT).due == count(said, MT).due


@given(st.integers(2, 60), dates, st.data())
def test_a_suspension_moves_a_continuous_count_by_exactly_its_days(
    amount: int, anchor: date, data: st.DataObject
) -> None:
    plain = Term(budget=Budget(amount=amount, unit=Unit.DIA), anchor=anchor, counting=Counting.MATERIAL)
    start = anchor + data.draw(st.integers(0, amount - 1)) * DAY
    end = start + data.draw(st.integers(0, 90)) * DAY
    suspended = plain.model_copy(update={"suspensions": (Suspension(from_=start, to=end),)})
    before, after = count(plain, MT).nominal, count(suspended, MT).nominal
    assert before is not None
    assert after == before + (end - start)


@given(terms(opened=True))
def test_what_remains_while_suspended_is_what_is_counted_after_it(term: Term) -> None:
    counted = count(term, MT)
    assume(counted.remaining is not None and not counted.remaining_then and counted.remaining.amount)
    assert counted.remaining is not None
    opened = max(item.from_ for item in term.suspensions if item.to is None)
    on = opened + 45 * DAY
    closed = tuple(item if item.to else item.model_copy(update={"to": on}) for item in term.suspensions)
    resumed = count(term.model_copy(update={"suspensions": closed}), MT)
    fresh = term.model_copy(update={"suspensions": (), "extensions": (), "anchor": on, "budget": counted.remaining})
    assert resumed.due == count(fresh, MT).due


@given(terms(), st.integers(1, 60), st.sampled_from([Unit.DIA, Unit.DIA_UTIL, Unit.DIA_CORRIDO, Unit.MES]))
def test_an_extension_never_ends_earlier(term: Term, amount: int, unit: Unit) -> None:
    extended = term.model_copy(update={"extensions": (*term.extensions, Extension(amount=amount, unit=unit))})
    assert later(count(extended, MT).due, count(term, MT).due)


@given(st.integers(1, 24), st.integers(1, 24), st.sampled_from([Unit.DIA, Unit.MES, Unit.ANO]), dates, calendars())
def test_a_cycle_does_not_depend_on_the_rolls_before_it(
    k: int, amount: int, unit: Unit, anchor: date, calendar: Calendar
) -> None:
    assume(unit is not Unit.ANO or amount * k <= 100)
    at_once = Term(budget=Budget(amount=amount * k, unit=unit), anchor=anchor, counting=Counting.MATERIAL)
    cycle = {"budget": Budget(amount=amount, unit=unit), "nature": Nature.CYCLE, "cycle_k": k}
    assert count(at_once.model_copy(update=cycle), calendar).due == count(at_once, calendar).due


def under(term: Term, policy: Policy) -> Count:
    return count(term.model_copy(update={"policy": policy}), MT)


@given(terms())
def test_prudente_never_gives_the_private_party_less_than_the_letter(term: Term) -> None:
    assume(term.binds is Binds.PARTICULAR and all(item.unit is not Unit.MES for item in term.extensions))
    assert later(under(term, Policy.PRUDENTE).due, under(term, Policy.DECRETO_LITERAL).due)


@given(terms())
def test_prudente_counts_the_administration_by_the_letter(term: Term) -> None:
    office = term.model_copy(update={"binds": Binds.ADMINISTRACAO})
    assert under(office, Policy.PRUDENTE).due == under(office, Policy.DECRETO_LITERAL).due


@given(terms())
def test_material_deadlines_are_the_same_for_everybody(term: Term) -> None:
    material = term.model_copy(update={"counting": Counting.MATERIAL})
    assert len({under(material, policy).due for policy in Policy}) == 1
    assert len(count(material, MT).readings) == 1


@given(terms())
def test_the_readings_are_what_each_policy_would_count(term: Term) -> None:
    readings = count(term, MT).readings
    assert readings[0].policy is term.policy
    assert sorted(policy for r in readings for policy in (r.policy, *r.also)) == sorted(Policy)
    for reading in readings:
        for policy in (reading.policy, *reading.also):
            assert under(term, policy).due == reading.due


@given(terms(suspended=False))
def test_the_days_that_count_in_the_proof_are_the_budget(term: Term) -> None:
    assume(not term.extensions and term.budget.unit not in (Unit.MES, Unit.ANO))
    counted = [item for item in iter_proof(term, MT) if item.status is DayStatus.CONTA]
    assert [item.index for item in counted] == list(range(1, term.budget.amount + 1))
    assert counted[-1].day == count(term, MT).nominal


@given(terms(), calendars())
def test_the_proof_lists_every_day_up_to_the_due_date(term: Term, calendar: Calendar) -> None:
    counted, days = count(term, calendar), list(iter_proof(term, calendar))
    assert [item.day for item in days] == [term.anchor + n * DAY for n in range(len(days))]
    numbers = [item.index for item in days if item.index is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all((item.status is DayStatus.CONTA) == (item.index is not None) for item in days)
    if counted.due is not None:
        assert days[-1].day == counted.due
        assert [item.day for item in days if item.index is not None][-1] == counted.nominal
    else:
        assert days[-1].status is DayStatus.SUSPENSO


@given(terms())
def test_a_deadline_and_its_count_travel_as_json(term: Term) -> None:
    assert Term.model_validate_json(term.model_dump_json()) == term
    counted = count(term, MT)
    assert Count.model_validate_json(counted.model_dump_json()) == counted


@given(terms(), dates, dates)
def test_a_recount_keeps_its_two_promises(term: Term, announced: date, today: date) -> None:
    settled = settle(term, MT, announced, today)
    if settled.due is None:
        assert settled.computed is None
        return
    if term.binds is Binds.PARTICULAR and settled.due != settled.computed:
        assert settled.due == announced
    assert term.binds is Binds.ADMINISTRACAO or settled.due >= announced
    assert settled.due == announced or settled.due >= today
    assert (settled.kept_because is None) == (settled.due == settled.computed)


@given(terms())
def test_a_validity_is_never_provisional(term: Term) -> None:
    assert not count(term.model_copy(update={"nature": Nature.VALIDITY}), MT).provisional


@given(st.lists(st.tuples(dates, st.none() | dates), max_size=4), dates)
def test_a_ledger_is_either_refused_or_counted(stretches: list[tuple[date, date | None]], anchor: date) -> None:
    entries = tuple(Suspension(from_=start, to=end) for start, end in stretches)
    try:
        term = Term(budget=Budget(amount=10, unit=Unit.DIA), anchor=anchor, suspensions=entries)
    except LedgerError:
        ordered = sorted(stretches, key=lambda item: item[0])
        assert stretches
        assert any(start < anchor or (end is not None and end < start) for start, end in stretches) or any(
            one[1] is None or other[0] < one[1] for one, other in pairwise(ordered)
        )
        return
    assert count(term, MT).due == naive_due(term, MT)
