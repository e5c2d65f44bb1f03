"""Arts. 83 to 99: what a judgment considers and decides, extensions, compensatory actions, what stays registered."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.contas.regras_contas import (
    Fundamento,
    Peca,
    obices_do_julgamento,
    pecas_que_faltam,
    resta_prorrogar,
)
from workflows.contas.regras_debito import inercia_da_analise
from workflows.contas.regras_ressarcimento import (
    Acoes,
    ate_a_metade,
    com_mais_um,
    duracao,
    faltas_das_acoes,
    sem_este,
)

GROUNDS = st.sets(st.sampled_from(Fundamento))
DAYS = st.dates(date(2019, 8, 30), date(2060, 1, 1))


@given(st.integers(0, 60))
def test_all_extensions_together_are_thirty_days(granted: int) -> None:
    assert resta_prorrogar(granted) + min(granted, 30) == 30


@given(GROUNDS, st.booleans(), st.booleans(), st.booleans())
def test_a_ground_and_nothing_else_makes_a_rejection(
    grounds: set[Fundamento], rejects: bool, reserves: bool, omitted: bool
) -> None:
    reserves = reserves and not rejects
    refused = list(obices_do_julgamento(grounds, rejeita=rejects, ressalva=reserves, causas=reserves, omissas=omitted))
    allowed = bool(grounds) is rejects and (Fundamento.OMISSAO in grounds) is omitted
    assert (refused == []) is allowed


@pytest.mark.parametrize(("reserves", "causes"), [(True, False), (False, True)])
def test_reservations_and_their_causes_go_together(reserves: bool, causes: bool) -> None:
    refused = list(obices_do_julgamento((), rejeita=False, ressalva=reserves, causas=causes, omissas=False))
    assert [place.path for place, _ in refused] == ["art-95:inc-II"]


@given(st.sets(st.sampled_from(Peca)))
def test_the_three_sets_are_considered_and_of_omitted_accounts_there_is_no_opinion(considered: set[Peca]) -> None:
    assert set(pecas_que_faltam(considered, omissas=False)) == set(Peca) - considered
    assert set(pecas_que_faltam(considered, omissas=True)) == set(Peca) - considered - {Peca.PARECER}


@given(DAYS, st.integers(-400, 400))
def test_inertia_begins_the_day_after_the_last_and_ends_with_the_judgment(last: date, late: int) -> None:
    found = inercia_da_analise(last.isoformat(), last + timedelta(days=late))
    assert bool(found) is (late > 0)
    assert sum((one.ate - one.de).days + 1 for one in found) == max(0, late)
    assert all(one.de == last + timedelta(days=1) for one in found)


@given(st.integers(1, 4000), st.integers(1, 4000))
def test_half_is_counted_in_days_and_never_rounded_up(plan: int, execution: int) -> None:
    assert ate_a_metade(plan, execution) is (plan <= execution // 2)
    assert not ate_a_metade(0, execution)


@given(DAYS, st.integers(0, 4000))
def test_both_days_of_a_period_count(start: date, more: int) -> None:
    assert duracao(start, start + timedelta(days=more)) == more + 1
    assert duracao(start, start - timedelta(days=more + 1)) == 0


@given(st.booleans(), st.booleans(), st.integers(1, 900), st.integers(1, 900), st.booleans())
def test_all_four_conditions_are_needed_and_each_that_fails_is_named(
    whole: bool, fraud: bool, plan: int, execution: int, social: bool
) -> None:
    missing = [place.path for place, _ in faltas_das_acoes(Acoes(whole, fraud, plan, execution, social))]
    expected = {"I": whole, "II": fraud, "III": plan * 2 > execution, "IV": not social}
    assert missing == [f"art-98:par-2:inc-{inciso}" for inciso, fails in expected.items() if fails]


@given(st.lists(st.text(min_size=1, max_size=4), unique=True), st.text(min_size=1, max_size=4))
def test_what_ceases_for_one_instrument_leaves_the_others_registered(numbers: list[str], number: str) -> None:
    more = com_mais_um(numbers, number)
    assert set(more) == {*numbers, number}
    assert com_mais_um(more, number) == more
    assert sem_este(more, number) == [one for one in numbers if one != number]
