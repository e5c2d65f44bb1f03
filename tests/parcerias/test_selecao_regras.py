"""The ranking of proposals and the impediments of members, by example at the edges and by property."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.parcerias.regras_comissao import impedido, vinculo_impede
from workflows.parcerias.regras_selecao import Criterion, Mark, averages, lacking, rank, tied

Judged = tuple[list[str], list[dict[Mark, Decimal]]]
CRITERIA = (Criterion("A", Decimal(2), Decimal(10)), Criterion("B", Decimal("1.5"), Decimal(10)))
MARKS = st.decimals(min_value=0, max_value=10, places=1)
PROTOCOLS = st.lists(st.integers(1, 300).map(lambda n: f"{n:03}"), min_size=1, max_size=12, unique=True)


@st.composite
def judged(draw: st.DrawFn) -> Judged:
    """Proposals, and one to four full sheets."""
    protocols = draw(PROTOCOLS)
    sheet = st.fixed_dictionaries({(one, c.code): MARKS for one in protocols for c in CRITERIA})
    return protocols, draw(st.lists(sheet, min_size=1, max_size=4))


@given(judged(), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_of_proposals_or_members(drawn: Judged, chance: Random) -> None:
    protocols, sheets = drawn
    ranked = rank(CRITERIA, ("B",), protocols, averages(sheets, {}))
    chance.shuffle(protocols)
    chance.shuffle(sheets)
    assert rank(CRITERIA, ("B",), protocols, averages(sheets, {})) == ranked


@given(judged())
def test_everybody_is_there_once_in_decreasing_order_and_only_ties_share_a_place(drawn: Judged) -> None:
    protocols, sheets = drawn
    marks = averages(sheets, {})
    ranked = rank(CRITERIA, ("B", "A"), protocols, marks)
    assert sorted(one.protocol for one in ranked) == sorted(protocols)
    assert [one.points for one in ranked] == sorted((one.points for one in ranked), reverse=True)
    for one in ranked:
        same = [other for other in ranked if other.place == one.place]
        assert all(marks[other.protocol, c.code] == marks[one.protocol, c.code] for other in same for c in CRITERIA)
        assert one.place == 1 + sum(other.place < one.place for other in ranked)


@given(judged(), st.data())
def test_a_better_mark_never_costs_a_place(drawn: Judged, data: st.DataObject) -> None:
    protocols, sheets = drawn
    marks = averages(sheets, {})
    lucky = data.draw(st.sampled_from(protocols))
    code = data.draw(st.sampled_from([c.code for c in CRITERIA]))
    before = next(one for one in rank(CRITERIA, ("B",), protocols, marks) if one.protocol == lucky)
    better = {**marks, (lucky, code): Fraction(10)}
    after = next(one for one in rank(CRITERIA, ("B",), protocols, better) if one.protocol == lucky)
    assert after.points >= before.points
    assert after.place <= before.place


@given(judged(), st.randoms(use_true_random=False))
def test_a_draw_leaves_nobody_tied_and_moves_nobody_else(drawn: Judged, chance: Random) -> None:
    protocols, sheets = drawn
    marks = averages(sheets, {})
    before = rank(CRITERIA, (), protocols, marks)
    lots = list(tied(before))
    chance.shuffle(lots)
    after = rank(CRITERIA, (), protocols, marks, drawn=lots)
    assert tied(after) == ()
    assert [one.points for one in after] == [one.points for one in before]


def test_a_mark_decided_on_appeal_takes_the_place_of_the_average_and_a_minimum_leaves_out() -> None:
    sheets = [
        {("001", "A"): Decimal(8), ("001", "B"): Decimal(9)},
        {("001", "A"): Decimal(9), ("001", "B"): Decimal(9)},
    ]
    (plain,) = rank(CRITERIA, (), ["001"], averages(sheets, {}))
    (changed,) = rank(CRITERIA, (), ["001"], averages(sheets, {("001", "A"): Decimal(10)}))
    assert (plain.points, plain.shown, changed.points) == (Fraction("30.5"), "30.50", Fraction("33.5"))
    assert rank(CRITERIA, (), ["001"], averages(sheets, {}), at_least=Decimal("30.51")) == ()


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        ({("001", "A"): Decimal(10), ("001", "B"): Decimal(0)}, ()),
        ({("001", "A"): Decimal(10)}, ("Falta a nota da proposta 001 no critério B.",)),
        (
            {("001", "A"): Decimal("10.5"), ("001", "B"): Decimal(1)},
            ("No critério A, a nota da proposta 001 vai de 0 a 10.",),
        ),
        (
            {("001", "A"): Decimal(1), ("001", "B"): Decimal(1), ("009", "A"): Decimal(1)},
            ("A proposta 009 não se avalia pelo critério A.",),
        ),
    ],
)
def test_a_sheet_is_whole_and_within_the_edital(sheet: dict[Mark, Decimal], told: tuple[str, ...]) -> None:
    assert lacking(CRITERIA, ["001"], sheet) == told


@pytest.mark.parametrize(
    ("ended", "on", "bars"),
    [
        (None, date(2026, 4, 27), True),
        (date(2021, 4, 27), date(2026, 4, 27), True),
        (date(2021, 4, 26), date(2026, 4, 27), False),
        (date(2020, 2, 29), date(2025, 2, 28), True),
        (date(2020, 2, 29), date(2025, 3, 1), False),
    ],
)
def test_a_link_bars_for_five_years_the_last_day_included(ended: date | None, on: date, bars: bool) -> None:
    assert vinculo_impede(ended, on) is bars
    assert impedido([("11222333000181", ended)], ["11222333000181"], False, on) is bars
    assert not impedido([("11222333000181", ended)], ["22333444000181"], False, on)
    assert impedido([], [], True, on)
