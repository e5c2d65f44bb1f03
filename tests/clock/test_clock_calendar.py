"""The calendars that ship, what the law fixes in them, and what a decree adds."""

from datetime import date, timedelta

import holidays
import pytest

from workflows.clock import (
    Calendar,
    CalendarData,
    CalendarSwitches,
    ClosureKind,
    Ground,
    SpecialDay,
    UnknownCalendarError,
    easter_sunday,
    load_calendar,
    shipped_calendar_data,
    shipped_calendars,
)

MT = load_calendar("mt-cuiaba")
NATIONAL = load_calendar("nacional")


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def test_the_weekdays_of_2026_that_are_not_worked_in_mato_grosso() -> None:
    closed = [day for day in days_of(2026) if day.weekday() < 5 and not MT.is_working(day)]
    listed = "01-01 01-02 02-16 02-17 02-18 04-03 04-08 04-21 05-01 "
    listed += "06-04 06-05 09-07 10-12 10-28 11-02 11-20 12-24 12-25 12-31"
    assert [day.strftime("%m-%d") for day in closed] == listed.split()


def test_each_special_day_of_2026_names_its_act() -> None:
    acts = {item.act for item in MT.data.days}
    assert acts == {"Decreto 1.787/2025", "aniversário de Cuiabá, a confirmar"}
    unconfirmed = [item.day for item in MT.data.days if item.unconfirmed]
    assert unconfirmed == [date(2026, 4, 8)]


@pytest.mark.parametrize("year", [1980, 2003, 2023, 2024, 2025, 2026, 2027, 2049])
def test_the_national_holidays_agree_with_an_independent_table(year: int) -> None:
    ours = {day for day in days_of(year) if NATIONAL.special(day)}
    theirs = set(holidays.country_holidays("BR", years=year, expand=False))
    # Before 2003 that table knows days of older laws; ours applies today's list backwards.
    assert ours == theirs if year >= 2003 else ours <= theirs | {date(year, 4, 21), date(year, 11, 2)}


def test_20_november_was_of_the_state_before_it_was_national() -> None:
    day = date(2023, 11, 20)
    assert NATIONAL.is_working(day)
    assert MT.why_not(day) == "feriado estadual (Consciência Negra). Lei estadual 7.879/2002"
    assert NATIONAL.why_not(date(2024, 11, 20)) == "feriado nacional (Consciência Negra). Lei 14.759/2023"


@pytest.mark.parametrize(
    ("year", "easter"),
    [(1961, date(1961, 4, 2)), (2000, date(2000, 4, 23)), (2026, date(2026, 4, 5)), (2038, date(2038, 4, 25))],
)
def test_easter(year: int, easter: date) -> None:
    assert easter_sunday(year) == easter


@pytest.mark.parametrize("year", [2025, 2027])
def test_a_year_without_decree_has_only_what_the_law_fixes(year: int) -> None:
    assert MT.is_provisional_year(year)
    closed = [day for day in days_of(year) if day.weekday() < 5 and not MT.is_working(day)]
    assert closed == [day for day in days_of(year) if day.weekday() < 5 and not NATIONAL.is_working(day)]
    assert MT.is_working(date(year, 10, 28))


def test_2026_is_decreed_for_the_state_only() -> None:
    assert not MT.is_provisional_year(2026)
    assert NATIONAL.is_provisional_year(2026)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 6, 8), None),
        (date(2026, 6, 6), "sábado"),
        (date(2026, 6, 7), "domingo"),
        (date(2026, 6, 4), "ponto facultativo (Corpus Christi). Decreto 1.787/2025"),
        (date(2026, 6, 5), "ponto facultativo. Decreto 1.787/2025"),
        (date(2026, 2, 18), "abre depois da hora normal (Quarta-feira de Cinzas, até as 14h). Decreto 1.787/2025"),
        (date(2027, 9, 7), "feriado nacional (Independência do Brasil). Lei 662/1949"),
    ],
)
def test_why_a_day_is_not_worked(day: date, reason: str | None) -> None:
    assert MT.why_not(day) == reason


def test_a_day_that_closes_early_is_worked_and_rolls() -> None:
    day = date(2026, 6, 24)
    early = MT.with_days([SpecialDay(day=day, kind=ClosureKind.FECHA_CEDO, name="jogo", act="Decreto x")])
    assert early.is_working(day)
    assert early.rolls(day)
    assert early.why_not(day) is None
    assert early.why_rolls(day) == "fecha antes da hora normal (jogo). Decreto x"
    assert MT.is_working(day)
    assert not MT.rolls(day)


def test_a_day_that_opens_late_is_worked_only_by_the_switch() -> None:
    day = date(2026, 2, 18)
    assert not MT.is_working(day)
    switched = Calendar(MT.data.model_copy(update={"switches": CalendarSwitches(late_opening_is_working=True)}))
    assert switched.is_working(day)
    assert not switched.rolls(day)


def test_of_two_entries_for_a_day_the_one_that_closes_more_prevails() -> None:
    day = date(2026, 6, 24)
    early = SpecialDay(day=day, kind=ClosureKind.FECHA_CEDO, act="Decreto x")
    closed = SpecialDay(day=day, ground=Ground.PONTO_FACULTATIVO, act="Decreto y")
    for order in ([early, closed], [closed, early]):
        assert MT.with_days(order).why_not(day) == "ponto facultativo. Decreto y"
    reopened = SpecialDay(day=date(2026, 6, 4), kind=ClosureKind.FECHA_CEDO, act="Decreto x")
    assert not MT.with_days([reopened]).is_working(date(2026, 6, 4))


def test_a_calendar_travels_as_json() -> None:
    again = Calendar(CalendarData.model_validate_json(MT.data.model_dump_json()))
    assert again.data == MT.data
    assert [again.rolls(day) for day in days_of(2026)] == [MT.rolls(day) for day in days_of(2026)]


def test_an_unknown_calendar_is_refused() -> None:
    assert shipped_calendars() == ("mt-cuiaba", "nacional")
    with pytest.raises(UnknownCalendarError, match="Não há calendário") as refused:
        shipped_calendar_data("../mt-cuiaba")
    assert refused.value.code == "calendar_unknown"
