"""Arts. 69, 72 and 82: a month of a toll closes to the cent, stays on its road, and is due on a day that exists."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workflows.contas.regras_balancete import Movimento, ultimo_dia, vencimento, vicios

cents = st.integers(0, 10**12)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
roads = st.sampled_from(["MT-130", "MT-251", "MT-010"])


@given(cents, cents, cents, st.lists(st.tuples(roads, cents), max_size=6), st.integers(-5, 5))
def test_only_the_balance_that_is_left_closes_the_month(
    before: int, taken: int, earned: int, spent: list[tuple[str, int]], off: int
) -> None:
    left = before + taken + earned - sum(value for _, value in spent)
    month = Movimento(before, taken, earned, tuple(spent), left + off)
    assert month.diferenca == -off


@given(roads, st.lists(st.tuples(roads, cents), max_size=6), st.integers(1, 5000), st.none() | st.integers(1, 5000))
def test_what_is_irregular_is_what_left_the_road_and_what_passes_the_ceiling(
    road: str, spent: list[tuple[str, int]], tariff: int, ceiling: int | None
) -> None:
    found = [provision.id for provision, _ in vicios(Movimento(0, 0, 0, tuple(spent), 0), road, tariff, ceiling)]
    assert found.count("dec-167:art-69:par-2") == sum(1 for where, _ in spent if where != road)
    assert found.count("dec-167:art-72") == int(ceiling is not None and tariff > ceiling)


@given(days, st.integers(1, 31))
def test_a_month_is_due_in_the_next_one_on_its_day_or_on_the_last(month: date, day: int) -> None:
    due = vencimento(month, day)
    assert due > ultimo_dia(month)
    assert (due.year * 12 + due.month) - (month.year * 12 + month.month) == 1
    assert due.day == day or (due.day < day and (due + timedelta(days=1)).day == 1)


@given(days)
def test_the_last_day_of_a_month_is_followed_by_the_first_of_another(day: date) -> None:
    last = ultimo_dia(day)
    assert (last.year, last.month) == (day.year, day.month)
    assert (last + timedelta(days=1)).day == 1
