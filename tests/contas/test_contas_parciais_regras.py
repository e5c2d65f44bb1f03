"""Arts. 80 and 84: what holds the instalments back holds them until it is over, whatever other accounts do."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workflows.contas.regras_contas_parciais import (
    Cumprimento,
    Providencia,
    com_pendencia,
    fora_da_recomendacao,
    ja_devidas,
    sem_pendencia,
)

numbers = st.integers(1, 8)
turns = st.lists(st.tuples(numbers, st.booleans()), max_size=40)


@given(turns)
def test_the_instalments_are_held_back_exactly_while_some_accounts_hold_them(turns: list[tuple[int, bool]]) -> None:
    listed: list[int] = []
    holding: set[int] = set()
    for number, suspends in turns:
        listed = com_pendencia(listed, number) if suspends else sem_pendencia(listed, number)
        holding = holding | {number} if suspends else holding - {number}
        assert listed == sorted(holding)


@given(turns, numbers)
def test_nobody_else_ends_a_suspension(turns: list[tuple[int, bool]], mine: int) -> None:
    listed = com_pendencia([], mine)
    for number, suspends in turns:
        if number != mine:
            listed = com_pendencia(listed, number) if suspends else sem_pendencia(listed, number)
        assert mine in listed
    assert mine not in sem_pendencia(listed, mine)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-400, 400))
def test_accounts_are_due_from_the_last_day_of_their_period(end: date, off: int) -> None:
    assert ja_devidas(end + timedelta(days=off), end) is (off >= 0)


def test_only_what_was_recommended_may_be_ordered() -> None:
    heard = (Providencia.DEVOLUCAO, Providencia.SANCOES)
    assert fora_da_recomendacao((Providencia.DEVOLUCAO,), heard) == ()
    assert fora_da_recomendacao((Providencia.RESCISAO, Providencia.SANCOES), heard) == (Providencia.RESCISAO,)
    assert fora_da_recomendacao((Providencia.DEVOLUCAO,), ()) == (Providencia.DEVOLUCAO,)
    assert Providencia.RESCISAO.dispositivo.id == "dec-167:art-84:par-2:inc-IV"


def test_an_opinion_is_for_the_approval_unless_the_object_was_missed_without_reason() -> None:
    assert [um.favoravel for um in Cumprimento] == [True, True, False]
