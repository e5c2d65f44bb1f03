"""The proof of a deadline as months."""

from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

from api.web.views.calculadora import Asked, Result, calculate
from api.web.views.prazos import deadline_page, what_if
from api.web.views.prova import Cell
from api.web.views.prova_meses import months
from tests.web.test_views import CUIABA, TODAY, deadline
from workflows.clock import MonthRule, count


def cells(first: date, days: int, status: str = "conta") -> list[Cell]:
    return [Cell(first + timedelta(days=day), "", status) for day in range(days)]


def test_a_count_over_the_end_of_a_month_is_two_tables() -> None:
    may, june = deadline_page(deadline(), CUIABA, TODAY).months
    assert (may.title, june.title) == ("Maio de 2026", "Junho de 2026")
    days = [cell for month in (may, june) for week in month.weeks for cell in week if cell]
    assert [cell.day for cell in days] == [date(2026, 5, 1) + timedelta(days=day) for day in range(61)]
    assert [cell.day.isoformat() for cell in days if cell.mark] == ["2026-05-28", "2026-06-08"]


def test_every_week_has_seven_places_and_begins_on_monday() -> None:
    for month in deadline_page(deadline(), CUIABA, TODAY).months:
        assert {len(week) for week in month.weeks} == {7}
        assert all(
            cell is None or cell.day.weekday() == place for week in month.weeks for place, cell in enumerate(week)
        )


def test_a_month_says_how_its_days_were_taken() -> None:
    (month,) = months([*cells(date(2026, 6, 1), 1), *cells(date(2026, 6, 2), 2, "nao_conta"),
                       *cells(date(2026, 6, 4), 3, "suspenso")])  # fmt: skip
    assert month.tally == "1 conta, 2 não contam e 3 suspensos."


def test_months_without_a_listed_day_are_a_gap() -> None:
    found = months([*cells(date(2026, 1, 30), 5), *cells(date(2026, 6, 1), 1)])
    assert [(month.title, month.gap) for month in found] == [
        ("Janeiro de 2026", False), ("Fevereiro de 2026", False), ("Junho de 2026", True),
    ]  # fmt: skip


def test_the_calculator_opened_from_a_deadline_counts_the_same_day() -> None:
    found = deadline()
    asked = Asked.model_validate(dict(parse_qsl(urlsplit(deadline_page(found, CUIABA, TODAY).what_if).query)))
    result = calculate(asked, lambda _: CUIABA, TODAY)
    assert isinstance(result, Result)
    assert result.day == count(found.term, CUIABA).due == date(2026, 6, 8)


def test_a_count_that_the_calculator_cannot_hold_is_not_offered() -> None:
    assert what_if(deadline().term.model_copy(update={"month_rule": MonthRule.DIA_SEGUINTE})) == ""
