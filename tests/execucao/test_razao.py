"""The ledger of a partnership closes whatever is written in it, in whatever order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from workflows.execucao.razao import CAMINHOS, Linha, Lugar, Natureza, Razao, linha
from workflows.norms import DEC_167

ARTIGO = DEC_167.art(38)
linhas = st.lists(
    st.builds(
        Linha, dia=st.dates(date(2026, 1, 1), date(2036, 1, 1)), natureza=st.sampled_from(Natureza),
        centavos=st.integers(1, 10**12), historico=st.just("x"), dispositivo=st.just(ARTIGO.id),
    ), max_size=30,
)  # fmt: skip


@given(linhas)
def test_the_ledger_always_closes(escritas: list[Linha]) -> None:
    razao = Razao()
    for uma in escritas:
        razao = razao.with_line(uma)
        assert razao.closes
    assert razao == Razao.from_json(razao.as_json())


@given(linhas, st.dates(date(2026, 1, 1), date(2036, 1, 1)))
def test_the_sum_of_the_lines_is_the_balance_of_each_place(escritas: list[Linha], dia: date) -> None:
    razao = Razao().with_line(*escritas)
    ate = [uma for uma in escritas if uma.dia <= dia]
    for lugar in Lugar:
        entrou = sum(uma.centavos for uma in ate if CAMINHOS.get(uma.natureza, (None, None))[1] is lugar)
        saiu = sum(uma.centavos for uma in ate if CAMINHOS.get(uma.natureza, (None, None))[0] is lugar)
        assert razao.balance(lugar, dia) == entrou - saiu


@given(st.permutations([
    linha(date(2026, 1, 5), Natureza.PACTUADO, 100, "pactuado", ARTIGO),
    linha(date(2026, 2, 1), Natureza.REPASSE, 60, "parcela 1", ARTIGO),
    linha(date(2026, 3, 1), Natureza.RENDIMENTO, 5, "rendimento", ARTIGO),
    linha(date(2026, 4, 1), Natureza.DESPESA, 40, "despesa", ARTIGO),
    linha(date(2026, 5, 1), Natureza.RETENCAO, 40, "retenção", ARTIGO),
]))  # fmt: skip
def test_the_order_of_writing_changes_no_balance(escritas: list[Linha]) -> None:
    razao = Razao().with_line(*escritas)
    assert [uma.dia for uma in razao.linhas] == sorted(uma.dia for uma in escritas)
    assert razao.balance() == 25
    assert razao.balance(on=date(2026, 3, 1)) == 65
    assert razao.balance(Lugar.A_LIBERAR) == 40
    assert razao.retained() == 40
    assert razao.retained(date(2026, 4, 30)) == 0
    assert razao.overdrawn() is None


def test_more_spent_than_there_was_is_seen_on_its_day() -> None:
    razao = Razao().with_line(
        linha(date(2026, 1, 5), Natureza.PACTUADO, 100, "pactuado", ARTIGO),
        linha(date(2026, 2, 1), Natureza.REPASSE, 60, "parcela 1", ARTIGO),
        linha(date(2026, 2, 2), Natureza.DESPESA, 61, "despesa", ARTIGO),
    )
    assert razao.overdrawn() == date(2026, 2, 2)
    assert razao.balance() == -1


@pytest.mark.parametrize("centavos", [0, -1, 1.0, "1"])
def test_a_line_has_whole_cents_above_zero(centavos: object) -> None:
    with pytest.raises(ValidationError):
        linha(date(2026, 1, 5), Natureza.DESPESA, centavos, "despesa", ARTIGO)  # type: ignore[arg-type]
