"""What a re-count may not do, the first valid date of a minimum, and where a legal day ends."""

from datetime import UTC, date, datetime, timedelta

import pytest

from workflows.clock import (
    ZONE,
    Binds,
    Budget,
    Counting,
    Nature,
    SpecialDay,
    Suspension,
    Term,
    data_fixa,
    describe_budget,
    dias,
    dias_corridos,
    dias_uteis,
    format_date,
    format_date_words,
    in_time,
    lapse_instant,
    load_calendar,
    local_date,
    meses,
    minimum_ok,
    settle,
)

MT = load_calendar("mt-cuiaba")
PRIVATE = Term(budget=dias(5), anchor=date(2026, 5, 28))  # due 8 June
OFFICE = PRIVATE.model_copy(update={"binds": Binds.ADMINISTRACAO})  # due 2 June


def test_a_first_count_stands_as_computed() -> None:
    settled = settle(PRIVATE, MT, announced=None, today=date(2026, 7, 1))
    assert (settled.due, settled.computed, settled.kept_because) == (date(2026, 6, 8), date(2026, 6, 8), None)


def test_a_recount_never_shortens_what_was_announced_to_a_private_party_and_shows_both() -> None:
    settled = settle(PRIVATE, MT, announced=date(2026, 6, 10), today=date(2026, 6, 1))
    assert (settled.due, settled.computed) == (date(2026, 6, 10), date(2026, 6, 8))
    assert settled.kept_because == "A data anunciada ao particular fica: uma recontagem não a antecipa."


def test_a_recount_may_lengthen() -> None:
    closed = MT.with_days([SpecialDay(day=date(2026, 6, 8), act="Decreto x")])
    settled = settle(PRIVATE, closed, announced=date(2026, 6, 8), today=date(2026, 6, 1))
    assert (settled.due, settled.kept_because) == (date(2026, 6, 9), None)


def test_a_recount_may_shorten_for_the_administration() -> None:
    settled = settle(OFFICE, MT, announced=date(2026, 6, 10), today=date(2026, 6, 1))
    assert (settled.due, settled.kept_because) == (date(2026, 6, 2), None)


def test_a_recount_sets_no_date_in_the_past() -> None:
    # Computed 2 June; today is Saturday 6 June: the first day on which it can end is Monday 8.
    settled = settle(OFFICE, MT, announced=date(2026, 6, 10), today=date(2026, 6, 6))
    assert (settled.due, settled.computed) == (date(2026, 6, 8), date(2026, 6, 2))
    assert settled.kept_because == "Uma recontagem não fixa data no passado."
    assert settle(OFFICE, MT, announced=date(2026, 6, 6), today=date(2026, 6, 6)).due == date(2026, 6, 6)


def test_a_date_already_over_is_not_moved_to_another_that_is_over() -> None:
    settled = settle(PRIVATE, MT, announced=date(2026, 6, 5), today=date(2026, 6, 20))
    assert (settled.due, settled.computed) == (date(2026, 6, 5), date(2026, 6, 8))
    assert settled.kept_because is not None


def test_while_suspended_there_is_nothing_to_settle() -> None:
    suspended = PRIVATE.model_copy(update={"suspensions": (Suspension(from_=date(2026, 6, 1)),)})
    settled = settle(suspended, MT, announced=date(2026, 6, 8), today=date(2026, 6, 2))
    assert (settled.due, settled.computed, settled.kept_because) == (None, None, None)


def minimum(budget: Budget, anchor: date) -> Term:
    return Term(budget=budget, anchor=anchor, nature=Nature.MINIMUM, counting=Counting.MATERIAL)


def test_thirty_days_after_publication_the_first_valid_date_is_the_thirtieth_rolled() -> None:
    # Published on 12 March 2026: 11 April is a Saturday, so proposals close on Monday 13 April at the earliest.
    term = minimum(dias(30), date(2026, 3, 12))
    assert minimum_ok(term, MT, date(2026, 4, 13)).ok
    for early in (date(2026, 4, 10), date(2026, 4, 11)):
        check = minimum_ok(term, MT, early)
        assert (check.ok, check.first_valid) == (False, date(2026, 4, 13))
        assert check.reason == "A data vem antes do prazo mínimo. A primeira data válida é 13/04/2026."


def test_a_proposal_on_a_day_that_is_not_worked_is_refused_with_the_first_valid_one() -> None:
    check = minimum_ok(minimum(dias(30), date(2026, 3, 12)), MT, date(2026, 4, 21))
    assert (check.ok, check.first_valid) == (False, date(2026, 4, 13))
    assert check.reason is not None
    assert "feriado nacional (Tiradentes)" in check.reason


def test_a_suspended_minimum_has_no_valid_date() -> None:
    term = minimum(dias(30), date(2026, 3, 12)).model_copy(
        update={"suspensions": (Suspension(from_=date(2026, 3, 20)),)}
    )
    check = minimum_ok(term, MT, date(2026, 12, 1))
    assert (check.ok, check.first_valid) == (False, None)


def test_only_a_minimum_has_a_first_valid_date() -> None:
    with pytest.raises(ValueError, match="prazo mínimo"):
        minimum_ok(PRIVATE, MT, date(2026, 12, 1))


def test_a_day_ends_at_23_59_59_in_cuiaba() -> None:
    due = date(2026, 6, 8)
    assert lapse_instant(due) == datetime(2026, 6, 9, 4, 0, 0, tzinfo=UTC)
    assert in_time(datetime(2026, 6, 8, 23, 59, 59, tzinfo=ZONE), due)
    assert in_time(datetime(2026, 6, 8, 23, 59, 59, 999_999, tzinfo=ZONE), due)
    assert not in_time(datetime(2026, 6, 9, 0, 0, 0, tzinfo=ZONE), due)
    assert not in_time(lapse_instant(due), due)
    assert local_date(datetime(2026, 6, 9, 3, 59, 59, tzinfo=UTC)) == due


def test_a_naive_instant_has_no_legal_date() -> None:
    with pytest.raises(ValueError, match="fuso"):
        local_date(datetime(2026, 6, 8, 12))  # noqa: DTZ001


def test_the_lapse_follows_the_last_second_also_where_summer_time_skipped_midnight() -> None:
    due = date(2018, 11, 3)
    before = (lapse_instant(due).astimezone(UTC) - timedelta(seconds=1)).astimezone(ZONE)
    assert (before.date(), before.hour, before.second) == (due, 23, 59)
    assert not in_time(lapse_instant(due).astimezone(UTC), due)


def test_words() -> None:
    assert format_date(date(2026, 6, 8)) == "08/06/2026"
    assert format_date_words(date(2026, 6, 8)) == "segunda-feira, 8 de junho de 2026"
    assert format_date_words(date(2026, 2, 1)) == "domingo, 1º de fevereiro de 2026"
    budgets = (dias(1), dias(5), dias_uteis(15), dias_corridos(1), meses(1), meses(12), data_fixa(date(2026, 6, 8)))
    assert [describe_budget(budget) for budget in budgets] == [
        "1 dia", "5 dias", "15 dias úteis", "1 dia corrido", "1 mês", "12 meses", "até 08/06/2026",
    ]  # fmt: skip
