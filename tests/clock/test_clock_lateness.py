"""How late an act is, in the days by which its deadline is counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.clock import (
    Binds,
    Budget,
    Late,
    LedgerError,
    Policy,
    Term,
    Unit,
    data_fixa,
    late_by,
    load_calendar,
    meses,
)
from workflows.clock.model import dias, dias_corridos, dias_uteis

MT = load_calendar("mt-cuiaba")
DAY = timedelta(days=1)
days = st.dates(date(2024, 1, 1), date(2029, 12, 31))
budgets = st.sampled_from([dias(5), dias_corridos(5), dias_uteis(5), meses(3), data_fixa(date(2030, 1, 1))])
terms = st.builds(
    Term, budget=budgets, anchor=st.just(date(2023, 1, 2)), binds=st.sampled_from(Binds), policy=st.sampled_from(Policy)
)


def term(budget: Budget, binds: Binds = Binds.ADMINISTRACAO, policy: Policy = Policy.PRUDENTE) -> Term:
    return Term(budget=budget, anchor=date(2026, 3, 2), binds=binds, policy=policy)


@pytest.mark.parametrize(
    ("one", "due", "on", "late"),
    [
        (term(dias(30)), date(2026, 6, 3), date(2026, 6, 3), None),
        (term(dias(30)), date(2026, 6, 3), date(2026, 6, 2), None),
        (term(dias(30)), date(2026, 6, 3), date(2026, 6, 9), Late(6, Unit.DIA_CORRIDO)),
        # Corpus Christi is Thursday, 4 June 2026, and Friday the 5th is closed by the decree of the year.
        (term(dias(30), Binds.PARTICULAR), date(2026, 6, 3), date(2026, 6, 9), Late(2, Unit.DIA_UTIL)),
        (term(dias(30), policy=Policy.LEI_7692), date(2026, 6, 3), date(2026, 6, 9), Late(2, Unit.DIA_UTIL)),
        (term(dias(30), Binds.PARTICULAR), date(2026, 6, 12), date(2026, 6, 14), Late(0, Unit.DIA_UTIL)),
        (term(meses(1), Binds.PARTICULAR), date(2026, 6, 3), date(2026, 6, 9), Late(6, Unit.DIA_CORRIDO)),
        # The recess stops a count that runs, and takes nothing from a lateness: the holidays alone do.
        (term(dias_uteis(5), Binds.PARTICULAR), date(2026, 12, 18), date(2027, 1, 5), Late(8, Unit.DIA_UTIL)),
    ],
)
def test_the_days_are_those_of_the_deadline(one: Term, due: date, on: date, late: Late | None) -> None:
    assert late_by(one, due, on, MT) == late


@given(one=terms, due=days, on=days)
def test_it_is_what_counting_day_by_day_gives(one: Term, due: date, on: date) -> None:
    late = late_by(one, due, on, MT)
    assert (late is None) == (on <= due)
    if late is None:
        return
    passed = [due + n * DAY for n in range(1, (on - due).days + 1)]
    working = late.unit is Unit.DIA_UTIL
    assert late.days == sum(MT.is_working(day) or not working for day in passed)
    after = late_by(one, due, on + DAY, MT)
    assert after is not None
    assert after.unit is late.unit
    assert after.days - late.days == (1 if not working or MT.is_working(on + DAY) else 0)


@given(first=days, more=st.integers(-400, 2000))
def test_working_days_between_two_days(first: date, more: int) -> None:
    last = first + more * DAY
    counted = sum(MT.is_working(first + n * DAY) for n in range(more + 1))
    assert MT.working_between(first.toordinal(), last.toordinal()) == counted


def test_a_lateness_without_end_is_refused_as_every_count_is() -> None:
    with pytest.raises(LedgerError):
        late_by(term(dias_uteis(1)), date(2026, 3, 3), date(2600, 1, 1), MT)
