"""Each rule of counting with dates worked out by hand on the calendar of Mato Grosso for 2026."""

from datetime import date

import pytest
from pydantic import ValidationError

from workflows.clock import (
    Binds,
    Budget,
    Calendar,
    CalendarSwitches,
    ClosureKind,
    Counting,
    CountStatus,
    LedgerError,
    MonthRule,
    Nature,
    Policy,
    SpecialDay,
    Term,
    Unit,
    anos,
    count,
    data_fixa,
    dias,
    dias_corridos,
    dias_uteis,
    load_calendar,
    meses,
)

MT = load_calendar("mt-cuiaba")
ALL_POLICIES = tuple(Policy)


def private(budget: Budget, anchor: date, **more: object) -> Term:
    return Term.model_validate({"budget": budget, "anchor": anchor, **more})


def administration(budget: Budget, anchor: date, **more: object) -> Term:
    return private(budget, anchor, binds=Binds.ADMINISTRACAO, **more)


def material(budget: Budget, anchor: date, **more: object) -> Term:
    return private(budget, anchor, counting=Counting.MATERIAL, **more)


def due(term: Term) -> date | None:
    return count(term, MT).due


# --- the four vectors of the research note ---------------------------------------------------------------------------


def test_vector_5_working_days_from_28_may_2026_end_on_8_june() -> None:
    assert due(private(dias_uteis(5), date(2026, 5, 28))) == date(2026, 6, 8)


def test_vector_15_working_days_from_10_december_2025_with_recess_end_on_30_january() -> None:
    assert due(private(dias_uteis(15), date(2025, 12, 10))) == date(2026, 1, 30)


def test_vector_5_working_days_from_22_december_2025_with_recess_end_on_27_january() -> None:
    assert due(private(dias_uteis(5), date(2025, 12, 22))) == date(2026, 1, 27)


def test_vector_5_working_days_from_12_february_2026_end_on_24_or_on_23_if_ash_wednesday_counts() -> None:
    term = private(dias_uteis(5), date(2026, 2, 12))
    assert due(term) == date(2026, 2, 24)
    switched = MT.data.model_copy(update={"switches": CalendarSwitches(late_opening_is_working=True)})
    assert count(term, Calendar(switched)).due == date(2026, 2, 23)


# --- the table of policies -------------------------------------------------------------------------------------------

# 10 "dias" from Wednesday 9 December 2026. Continuous: 19 December, a Saturday. Without recess: Monday 21 December.
# With recess: the 10th is counted before it begins, and it rolls to Thursday 21 January 2027.
# Working days: 10, 11, 14, 15, 16, 17, 18 December are seven; 21, 22, 23 make ten. With recess: 21, 22, 25 January.
TABLE = [
    (Counting.PROCESSUAL, Binds.PARTICULAR, Policy.DECRETO_LITERAL, date(2026, 12, 21)),
    (Counting.PROCESSUAL, Binds.PARTICULAR, Policy.LEI_7692, date(2027, 1, 25)),
    (Counting.PROCESSUAL, Binds.PARTICULAR, Policy.PRUDENTE, date(2027, 1, 25)),
    (Counting.PROCESSUAL, Binds.ADMINISTRACAO, Policy.DECRETO_LITERAL, date(2026, 12, 21)),
    (Counting.PROCESSUAL, Binds.ADMINISTRACAO, Policy.LEI_7692, date(2026, 12, 23)),
    (Counting.PROCESSUAL, Binds.ADMINISTRACAO, Policy.PRUDENTE, date(2026, 12, 21)),
    *((Counting.MATERIAL, binds, policy, date(2026, 12, 21)) for binds in Binds for policy in Policy),
]


@pytest.mark.parametrize(("counting", "binds", "policy", "expected"), TABLE)
def test_the_policy_table(counting: Counting, binds: Binds, policy: Policy, expected: date) -> None:
    assert due(private(dias(10), date(2026, 12, 9), counting=counting, binds=binds, policy=policy)) == expected


def test_prudente_is_the_default() -> None:
    assert private(dias(1), date(2026, 3, 2)).policy is Policy.PRUDENTE


def test_an_explicit_unit_beats_the_policy_and_leaves_its_recess_column() -> None:
    # 10 continuous days from 15 December 2026: 16 to 19 December are four; the recess; 21 to 26 January are six.
    expected = {
        Policy.DECRETO_LITERAL: date(2026, 12, 28),  # 25 December, a holiday on a Friday, rolls to Monday
        Policy.LEI_7692: date(2027, 1, 26),
        Policy.PRUDENTE: date(2027, 1, 26),
    }
    for policy, day in expected.items():
        assert due(private(dias_corridos(10), date(2026, 12, 15), policy=policy)) == day


@pytest.mark.parametrize("policy", ALL_POLICIES)
def test_explicit_working_days_hold_even_where_the_policy_says_continuous(policy: Policy) -> None:
    assert due(administration(dias_uteis(5), date(2026, 5, 28), policy=policy)) == date(2026, 6, 8)


def test_the_recess_of_an_act_beats_the_policy_both_ways() -> None:
    start = date(2026, 12, 9)
    assert due(private(dias(10), start, recess=False)) == date(2026, 12, 23)
    # Counted until Saturday 19 December, it cannot end in the recess and rolls to 21 January.
    assert due(administration(dias(10), start, recess=True)) == date(2027, 1, 21)


def test_the_readings_of_a_private_deadline_come_with_the_one_in_force_first() -> None:
    readings = count(private(dias(5), date(2026, 5, 28)), MT).readings
    assert [(r.policy, r.due) for r in readings] == [
        (Policy.PRUDENTE, date(2026, 6, 8)),
        (Policy.DECRETO_LITERAL, date(2026, 6, 2)),
    ]
    assert readings[0].also == (Policy.LEI_7692,)


def test_the_readings_of_a_deadline_of_the_administration() -> None:
    readings = count(administration(dias(5), date(2026, 6, 1)), MT).readings
    assert [(r.policy, r.due) for r in readings] == [
        (Policy.PRUDENTE, date(2026, 6, 8)),
        (Policy.LEI_7692, date(2026, 6, 10)),
    ]


def test_under_another_policy_its_own_reading_comes_first() -> None:
    readings = count(private(dias(5), date(2026, 5, 28), policy=Policy.DECRETO_LITERAL), MT).readings
    assert [r.policy for r in readings] == [Policy.DECRETO_LITERAL, Policy.LEI_7692]


def test_a_material_deadline_and_an_explicit_one_of_the_administration_have_one_reading() -> None:
    assert len(count(material(dias(5), date(2026, 5, 28)), MT).readings) == 1
    assert len(count(administration(dias_uteis(5), date(2026, 5, 28)), MT).readings) == 1


# --- rules common to all ---------------------------------------------------------------------------------------------


def test_day_zero_does_not_count_and_the_last_day_does() -> None:
    assert due(private(dias_uteis(1), date(2026, 3, 2))) == date(2026, 3, 3)
    assert due(private(dias_corridos(1), date(2026, 3, 2))) == date(2026, 3, 3)


def test_a_last_day_that_is_not_worked_rolls() -> None:
    counted = count(administration(dias(5), date(2026, 6, 1)), MT)
    assert (counted.nominal, counted.due) == (date(2026, 6, 6), date(2026, 6, 8))


def test_a_day_that_closes_early_counts_in_mid_count() -> None:
    early = MT.with_days([SpecialDay(day=date(2026, 3, 4), kind=ClosureKind.FECHA_CEDO, act="Decreto x")])
    assert count(private(dias_uteis(3), date(2026, 3, 2)), early).due == date(2026, 3, 5)


@pytest.mark.parametrize("budget", [dias_uteis(2), dias_corridos(2)])
def test_a_day_that_closes_early_rolls_a_deadline_that_ends_on_it(budget: Budget) -> None:
    early = MT.with_days([SpecialDay(day=date(2026, 3, 4), kind=ClosureKind.FECHA_CEDO, act="Decreto x")])
    counted = count(private(budget, date(2026, 3, 2)), early)
    assert (counted.nominal, counted.due) == (date(2026, 3, 4), date(2026, 3, 5))


def test_a_deadline_does_not_roll_onto_a_day_that_closes_early() -> None:
    early = MT.with_days([SpecialDay(day=date(2026, 3, 9), kind=ClosureKind.FECHA_CEDO, act="Decreto x")])
    assert count(private(dias_corridos(5), date(2026, 3, 2)), early).due == date(2026, 3, 10)


def test_the_recess_is_ordinary_time_where_it_does_not_apply() -> None:
    # 20 January 2027 is a Wednesday.
    assert due(administration(dias_corridos(29), date(2026, 12, 22))) == date(2027, 1, 20)


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        (date(2026, 12, 18), date(2027, 1, 21)),
        (date(2026, 12, 17), date(2026, 12, 18)),
        (date(2027, 1, 20), date(2027, 1, 21)),
    ],
)
def test_both_ends_of_the_recess_are_in_it(anchor: date, expected: date) -> None:
    # 19 December 2026 is a Saturday, so the first day after Friday 18 that counts is 21 January.
    assert due(private(dias_uteis(1), anchor)) == expected


def test_the_first_and_last_day_of_the_recess_do_not_count_for_continuous_days() -> None:
    assert due(private(dias_corridos(2), date(2026, 12, 18))) == date(2027, 1, 21)


def test_where_the_recess_applies_months_do_not_run_in_it() -> None:
    # 10 December 2025 + 2 months is 10 February 2026; 32 days of recess lead to Saturday 14 March, rolled to Monday.
    counted = count(private(meses(2), date(2025, 12, 10)), MT)
    assert (counted.nominal, counted.due) == (date(2026, 3, 14), date(2026, 3, 16))


def test_a_fixed_date_is_not_moved_by_the_recess_but_does_not_end_in_it() -> None:
    assert due(private(data_fixa(date(2027, 2, 10)), date(2026, 12, 1))) == date(2027, 2, 10)
    assert due(private(data_fixa(date(2027, 1, 11)), date(2026, 12, 1))) == date(2027, 1, 21)


@pytest.mark.parametrize(
    ("budget", "anchor", "rule", "expected"),
    [
        (meses(1), date(2026, 1, 31), MonthRule.ULTIMO_DIA, date(2026, 2, 28)),
        (meses(1), date(2026, 1, 31), MonthRule.DIA_SEGUINTE, date(2026, 3, 1)),
        (meses(1), date(2028, 1, 31), MonthRule.ULTIMO_DIA, date(2028, 2, 29)),
        (anos(1), date(2028, 2, 29), MonthRule.ULTIMO_DIA, date(2029, 2, 28)),
        (anos(1), date(2028, 2, 29), MonthRule.DIA_SEGUINTE, date(2029, 3, 1)),
        (meses(2), date(2026, 3, 10), MonthRule.ULTIMO_DIA, date(2026, 5, 10)),
        (meses(12), date(2026, 12, 31), MonthRule.DIA_SEGUINTE, date(2027, 12, 31)),
        (meses(120), date(2026, 8, 31), MonthRule.DIA_SEGUINTE, date(2036, 8, 31)),
        (meses(6), date(2026, 8, 31), MonthRule.DIA_SEGUINTE, date(2027, 3, 1)),
    ],
)
def test_months_and_years_go_date_to_date(budget: Budget, anchor: date, rule: MonthRule, expected: date) -> None:
    assert count(material(budget, anchor, month_rule=rule), MT).nominal == expected


def test_months_that_end_on_a_day_that_is_not_worked_roll() -> None:
    assert due(material(meses(2), date(2026, 3, 10))) == date(2026, 5, 11)


def test_a_validity_does_not_roll_and_is_never_provisional() -> None:
    counted = count(material(dias(180), date(2026, 1, 5), nature=Nature.VALIDITY), MT)
    assert counted.due == date(2026, 7, 4)
    assert counted.due.weekday() == 5
    assert not count(material(meses(120), date(2026, 1, 5), nature=Nature.VALIDITY), MT).provisional


def test_a_cycle_is_counted_from_its_anchor_so_that_rolls_do_not_add_up() -> None:
    # Every 90 days from 2 February 2026: Sunday 3 May and Saturday 1 August roll; 30 October is a Friday.
    dues = [due(material(dias(90), date(2026, 2, 2), nature=Nature.CYCLE, cycle_k=k)) for k in (1, 2, 3)]
    assert dues == [date(2026, 5, 4), date(2026, 8, 3), date(2026, 10, 30)]


def test_a_monthly_cycle_keeps_the_day_of_its_anchor() -> None:
    dues = [count(material(meses(1), date(2026, 1, 31), nature=Nature.CYCLE, cycle_k=k), MT).nominal for k in (1, 2, 3)]
    assert dues == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_only_a_cycle_has_a_number() -> None:
    with pytest.raises(ValidationError, match="cíclico"):
        material(dias(90), date(2026, 2, 2), cycle_k=2)


def test_31_december_rolls_when_it_is_not_worked() -> None:
    assert due(material(data_fixa(date(2026, 12, 31)), date(2026, 1, 1))) == date(2027, 1, 4)


# --- years whose decree is not known ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("budget", "anchor", "provisional"),
    [
        (dias(5), date(2026, 5, 28), False),
        (dias_uteis(5), date(2026, 12, 30), True),  # counted into 2027
        (dias_corridos(1), date(2026, 12, 30), True),  # 31 December, rolled into 2027
        (dias_corridos(5), date(2025, 12, 30), True),  # counted through the end of 2025
        (dias_corridos(5), date(2025, 12, 31), False),  # day zero does not count
        (data_fixa(date(2026, 7, 1)), date(2025, 3, 3), False),  # a fixed date is only rolled
        (data_fixa(date(2027, 7, 1)), date(2026, 3, 3), True),
    ],
)
def test_a_date_counted_or_rolled_through_an_undecreed_year_is_provisional(
    budget: Budget, anchor: date, provisional: bool
) -> None:
    assert count(material(budget, anchor), MT).provisional is provisional


def test_every_date_of_the_national_calendar_is_provisional_until_its_decree_is_entered() -> None:
    assert count(material(dias(5), date(2026, 5, 28)), load_calendar("nacional")).provisional


# --- limits ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("budget", [{"amount": 36_501}, {"amount": 0}, {"amount": 1201, "unit": "mes"}])
def test_a_budget_has_a_cap_said_in_portuguese(budget: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="A quantidade deve ir de 1 a"):
        private(Budget.model_validate({"unit": Unit.DIA, **budget}), date(2026, 1, 5))


def test_a_fixed_date_wants_a_date_and_nothing_else_takes_one() -> None:
    with pytest.raises(ValidationError, match="pede a data"):
        Budget(unit=Unit.DATA_FIXA)
    with pytest.raises(ValidationError, match="negativa"):
        dias(-1)
    with pytest.raises(ValidationError, match="Só o prazo de data fixa"):
        Budget(unit=Unit.DIA, amount=1, until=date(2026, 1, 1))


@pytest.mark.parametrize("budget", [dias_uteis(36_500), dias_corridos(36_500), meses(1200)])
def test_a_count_that_runs_past_the_horizon_is_refused(budget: Budget) -> None:
    with pytest.raises(LedgerError) as refused:
        due(material(budget, date(2200, 1, 1), nature=Nature.CYCLE, cycle_k=1200))
    assert refused.value.code == "horizon"


def test_status_says_whether_the_due_date_is_over() -> None:
    term = private(dias(5), date(2026, 5, 28))
    assert count(term, MT).status is CountStatus.ABERTO
    assert count(term, MT, now=date(2026, 6, 8)).status is CountStatus.ABERTO
    assert count(term, MT, now=date(2026, 6, 9)).status is CountStatus.VENCIDO
