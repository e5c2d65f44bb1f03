"""Suspensions and extensions, with dates worked out by hand on the calendar of Mato Grosso for 2026."""

from datetime import date

import pytest

from workflows.clock import (
    Binds,
    Budget,
    Counting,
    CountStatus,
    Extendable,
    Extension,
    LedgerError,
    Nature,
    Suspension,
    Term,
    Unit,
    check_ledger,
    count,
    data_fixa,
    dias,
    dias_corridos,
    dias_uteis,
    extend,
    load_calendar,
    meses,
    reanchor,
    resume,
    suspend,
)

MT = load_calendar("mt-cuiaba")


def private(budget: Budget, anchor: date, *suspensions: tuple[date, date | None], **more: object) -> Term:
    entries = tuple(Suspension(from_=start, to=end) for start, end in suspensions)
    return Term.model_validate({"budget": budget, "anchor": anchor, "suspensions": entries, **more})


def material(budget: Budget, anchor: date, *suspensions: tuple[date, date | None], **more: object) -> Term:
    return private(budget, anchor, *suspensions, counting=Counting.MATERIAL, **more)


def refusal(term: Term) -> str:
    with pytest.raises(LedgerError) as refused:
        check_ledger(term, MT)
    return refused.value.code


def test_the_day_of_the_suspending_act_counts_and_that_of_the_resuming_act_does_not() -> None:
    # 15 working days from Monday 18 May: eight until Thursday 28 May, seven more from Wednesday 10 June.
    term = private(dias_uteis(15), date(2026, 5, 18), (date(2026, 5, 28), date(2026, 6, 9)))
    assert count(term, MT).due == date(2026, 6, 18)


def test_an_open_suspension_leaves_no_due_date_only_what_remains() -> None:
    counted = count(private(dias_uteis(15), date(2026, 5, 18), (date(2026, 5, 28), None)), MT)
    assert (counted.due, counted.status) == (None, CountStatus.SUSPENSO)
    assert counted.remaining == dias_uteis(7)
    # The literal reading has 15 continuous days, ten of them gone, and is suspended too.
    assert [reading.due for reading in counted.readings] == [None, None]


def test_suspended_on_day_zero_the_whole_budget_remains() -> None:
    counted = count(private(dias_uteis(5), date(2026, 5, 18), (date(2026, 5, 18), None)), MT)
    assert counted.remaining == dias_uteis(5)
    assert not counted.provisional


def test_what_remains_of_months_is_said_in_continuous_days() -> None:
    # 18 May + 2 months is 18 July: 61 days, ten of them gone on 28 May.
    counted = count(material(meses(2), date(2026, 5, 18), (date(2026, 5, 28), None)), MT)
    assert counted.remaining == dias_corridos(51)


def test_an_extension_in_the_same_unit_is_part_of_what_remains_and_another_unit_comes_after() -> None:
    ten, month = Extension(amount=10, unit=Unit.DIA), Extension(amount=1, unit=Unit.MES)
    counted = count(private(dias(15), date(2026, 5, 18), (date(2026, 5, 28), None), extensions=(ten, month)), MT)
    assert (counted.remaining, counted.remaining_then) == (dias_uteis(17), (meses(1),))


def test_months_move_by_the_number_of_days_suspended() -> None:
    # 12 days suspended (29 May to 9 June): 18 July becomes Thursday 30 July.
    counted = count(material(meses(2), date(2026, 5, 18), (date(2026, 5, 28), date(2026, 6, 9))), MT)
    assert counted.due == date(2026, 7, 30)


def test_a_fixed_date_moves_by_the_number_of_days_suspended() -> None:
    term = material(data_fixa(date(2026, 7, 1)), date(2026, 5, 18), (date(2026, 5, 28), date(2026, 6, 9)))
    assert count(term, MT).due == date(2026, 7, 13)


def test_suspended_between_the_last_day_and_its_roll_it_falls_due_on_the_first_working_day_after_resumption() -> None:
    # 5 days from Monday 1 June end on Saturday 6 and roll to Monday 8; suspended on Sunday 7 until Thursday 11.
    open_ = count(material(dias(5), date(2026, 6, 1), (date(2026, 6, 7), None)), MT)
    assert (open_.due, open_.nominal, open_.remaining) == (None, date(2026, 6, 6), dias_corridos(0))
    assert count(material(dias(5), date(2026, 6, 1), (date(2026, 6, 7), date(2026, 6, 11))), MT).due == date(
        2026, 6, 12
    )
    assert count(material(dias(5), date(2026, 6, 1), (date(2026, 6, 7), date(2026, 6, 12))), MT).due == date(
        2026, 6, 15
    )


@pytest.mark.parametrize("on", [date(2026, 6, 6), date(2026, 6, 7), date(2026, 6, 8)])
def test_suspended_on_the_last_day_or_on_that_of_its_roll_nothing_remains_either(on: date) -> None:
    assert count(material(dias(5), date(2026, 6, 1), (on, None)), MT).remaining == dias_corridos(0)
    assert count(material(dias(5), date(2026, 6, 1), (on, date(2026, 6, 11))), MT).due == date(2026, 6, 12)


def test_a_suspension_after_the_due_date_changes_nothing_and_is_refused_when_brought() -> None:
    term = material(dias(5), date(2026, 6, 1), (date(2026, 6, 9), None))
    assert count(term, MT).due == date(2026, 6, 8)
    assert refusal(term) == "lapsed"


def test_a_suspension_ended_on_the_day_it_began_stops_nothing() -> None:
    term = material(dias(5), date(2026, 6, 2), (date(2026, 6, 3), date(2026, 6, 3)))
    assert count(term, MT).nominal == date(2026, 6, 7)


def test_recess_and_suspension_overlapping_count_once() -> None:
    # From 10 December 2026: five working days until 17 (11, 14, 15, 16, 17), suspended to 8 January, recess to 20:
    # five more are 21, 22, 25, 26 and 27 January 2027.
    term = private(dias_uteis(10), date(2026, 12, 10), (date(2026, 12, 17), date(2027, 1, 8)))
    assert count(term, MT).due == date(2027, 1, 27)


def test_a_suspension_longer_than_the_recess_swallows_it() -> None:
    # 10 days suspended past the recess, in continuous days: 7 before 18 December, 3 after 30 January 2027.
    term = private(dias_corridos(10), date(2026, 12, 10), (date(2026, 12, 17), date(2027, 1, 30)))
    assert count(term, MT).due == date(2027, 2, 2)


def test_suspension_is_not_interruption() -> None:
    term = material(dias_corridos(10), date(2026, 3, 2), (date(2026, 3, 11), date(2026, 3, 16)))
    assert count(term, MT).due == date(2026, 3, 17)


def test_two_suspensions_one_after_the_other() -> None:
    term = material(
        dias_corridos(10), date(2026, 3, 2), (date(2026, 3, 4), date(2026, 3, 6)), (date(2026, 3, 6), date(2026, 3, 9))
    )
    # Two days until 4 March, five days suspended (5 to 9), eight more from 10: 17 March.
    assert count(term, MT).due == date(2026, 3, 17)


def test_an_extension_adds_from_the_due_date_before_its_roll() -> None:
    # 90 days from 2 February end on Sunday 3 May and roll to Monday 4; thirty more count from the 3rd: Tuesday 2 June.
    term = material(dias(90), date(2026, 2, 2), extensions=(Extension(amount=30),))
    assert count(term, MT).due == date(2026, 6, 2)


def test_an_extension_in_bare_days_is_resolved_by_the_policy() -> None:
    term = private(dias(5), date(2026, 5, 28), extensions=(Extension(amount=5),))
    assert count(term, MT).due == date(2026, 6, 15)


@pytest.mark.parametrize(
    ("suspensions", "code"),
    [
        ([(date(2026, 3, 10), date(2026, 3, 9))], "suspension_ends_before_it_begins"),
        ([(date(2026, 3, 1), date(2026, 3, 9))], "suspension_before_anchor"),
        ([(date(2026, 3, 4), date(2026, 3, 9)), (date(2026, 3, 8), None)], "suspensions_overlap"),
        ([(date(2026, 3, 4), None), (date(2026, 3, 8), None)], "suspensions_overlap"),
    ],
)
def test_an_impossible_ledger_is_refused_even_when_made_by_copy(
    suspensions: list[tuple[date, date | None]], code: str
) -> None:
    with pytest.raises(LedgerError) as refused:
        material(dias(60), date(2026, 3, 2), *suspensions)
    assert refused.value.code == code
    entries = tuple(Suspension(from_=start, to=end) for start, end in suspensions)
    with pytest.raises(LedgerError) as refused:
        count(material(dias(60), date(2026, 3, 2)).model_copy(update={"suspensions": entries}), MT)
    assert refused.value.code == code


def test_suspend_and_resume() -> None:
    term = material(dias(5), date(2026, 6, 1))
    suspended = suspend(term, MT, Suspension(from_=date(2026, 6, 3), act="Despacho 1"))
    assert count(suspended, MT).remaining == dias_corridos(3)
    with pytest.raises(LedgerError, match="já está suspenso"):
        suspend(suspended, MT, Suspension(from_=date(2026, 6, 4)))
    resumed = resume(suspended, date(2026, 6, 12))
    assert count(resumed, MT).due == date(2026, 6, 15)
    assert resumed.suspensions[0].act == "Despacho 1"
    with pytest.raises(LedgerError, match="não está suspenso"):
        resume(resumed, date(2026, 6, 13))


def test_a_lapsed_deadline_can_be_neither_suspended_nor_extended() -> None:
    term = material(dias(5), date(2026, 6, 1))  # Saturday 6, rolled to Monday 8
    suspend(term, MT, Suspension(from_=date(2026, 6, 8)))
    extend(term, MT, Extension(amount=5), on=date(2026, 6, 8))
    with pytest.raises(LedgerError, match="venceu em 08/06/2026 e não pode mais ser suspenso") as refused:
        suspend(term, MT, Suspension(from_=date(2026, 6, 9)))
    assert refused.value.code == "lapsed"
    with pytest.raises(LedgerError, match="venceu em 08/06/2026 e não pode mais ser prorrogado"):
        extend(term, MT, Extension(amount=5), on=date(2026, 6, 9))


def test_a_date_kept_for_a_private_party_is_not_over_before_it() -> None:
    term = material(dias(5), date(2026, 6, 1))
    suspend(term, MT, Suspension(from_=date(2026, 6, 10)), announced=date(2026, 6, 10))
    extend(term, MT, Extension(amount=5), on=date(2026, 6, 10), announced=date(2026, 6, 10))


def test_a_suspended_deadline_may_be_extended() -> None:
    term = material(dias(5), date(2026, 6, 1), (date(2026, 6, 3), None))
    assert count(extend(term, MT, Extension(amount=5), on=date(2026, 9, 1)), MT).remaining == dias_corridos(8)


def test_an_extension_decided_after_the_lapse_is_refused_in_a_whole_ledger() -> None:
    timely = material(dias(5), date(2026, 6, 1), extensions=(Extension(amount=5, decided_on=date(2026, 6, 8)),))
    check_ledger(timely, MT)
    late = material(dias(5), date(2026, 6, 1), extensions=(Extension(amount=5, decided_on=date(2026, 6, 9)),))
    assert refusal(late) == "lapsed"


def test_an_extension_opens_room_for_a_later_suspension() -> None:
    extension = Extension(amount=30, decided_on=date(2026, 6, 5))
    check_ledger(material(dias(5), date(2026, 6, 1), (date(2026, 6, 20), None), extensions=(extension,)), MT)


@pytest.mark.parametrize(
    ("limits", "extensions", "code"),
    [
        (Extendable(cap=dias(150)), [Extension(amount=100), Extension(amount=51)], "extension_cap"),
        (Extendable(times=1), [Extension(amount=1), Extension(amount=1)], "extension_times"),
        (Extendable(cap=dias(150)), [Extension(amount=1, unit=Unit.MES)], "extension_unit"),
        (Extendable(cap=meses(12)), [Extension(amount=2, unit=Unit.ANO)], "extension_cap"),
    ],
)
def test_extensions_stay_within_what_the_norm_allows(
    limits: Extendable, extensions: list[Extension], code: str
) -> None:
    assert refusal(material(dias(150), date(2026, 3, 2), extendable=limits, extensions=tuple(extensions))) == code
    assert count(material(dias(150), date(2026, 3, 2), extendable=limits, extensions=tuple(extensions[:1])), MT).due


def test_the_whole_cap_may_be_used() -> None:
    term = material(dias(150), date(2026, 3, 2), extendable=Extendable(times=1, cap=dias(150)))
    extended = extend(term, MT, Extension(amount=150), on=date(2026, 3, 3))
    assert extended.extensions[0].decided_on == date(2026, 3, 3)
    assert count(extended, MT).nominal == date(2026, 12, 27)


def test_a_suspension_moves_a_validity_without_rolling_it() -> None:
    # 5 days from Monday 1 June end on Saturday 6; two days suspended lead to Monday 8; four to Wednesday 10.
    term = material(dias(5), date(2026, 6, 1), (date(2026, 6, 2), date(2026, 6, 3)), nature=Nature.VALIDITY)
    assert count(term, MT).due == date(2026, 6, 7)


def test_a_new_anchor_drops_what_was_suspended_before_it() -> None:
    term = material(dias(30), date(2026, 3, 2), (date(2026, 3, 3), date(2026, 3, 5)), (date(2026, 3, 9), None))
    moved = reanchor(term, date(2026, 3, 10))
    assert [(s.from_, s.to) for s in moved.suspensions] == [(date(2026, 3, 10), None)]
    assert count(moved, MT).remaining == dias_corridos(30)


def test_the_administration_and_the_private_party_may_stand_differently_under_one_suspension() -> None:
    # The administration's five continuous days end on Friday 29 May, before the suspension.
    term = private(dias(5), date(2026, 5, 22), (date(2026, 5, 28), None))
    assert count(term, MT).remaining == dias_uteis(1)
    by_office = count(term.model_copy(update={"binds": Binds.ADMINISTRACAO}), MT)
    assert by_office.due == date(2026, 5, 27)
