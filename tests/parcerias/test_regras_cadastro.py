"""Arts. 9 and 12: two years of CNPJ to the day, what a change leaves as it was, which by-laws cooperatives need."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.parcerias.regras_cadastro import (
    Clausula,
    Documento,
    MotivoDoPedido,
    clausula_atende,
    mantidos,
    tempo_completo_em,
    tempo_suficiente,
)


@pytest.mark.parametrize(
    ("desde", "completo"),
    [
        (date(2024, 3, 7), date(2026, 3, 7)),
        (date(2024, 2, 29), date(2026, 3, 1)),
        (date(2022, 2, 28), date(2024, 2, 28)),
    ],
)
def test_exactly_two_years_are_enough_and_a_day_less_is_not(desde: date, completo: date) -> None:
    assert tempo_completo_em(desde) == completo
    assert tempo_suficiente(desde, completo)
    assert not tempo_suficiente(desde, completo - timedelta(days=1))


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_two_years_are_between_730_and_732_days(desde: date) -> None:
    assert 730 <= (tempo_completo_em(desde) - desde).days <= 732


def test_a_change_keeps_what_it_does_not_touch() -> None:
    assert mantidos(MotivoDoPedido.PRIMEIRO) == mantidos(MotivoDoPedido.OUTRA_MUDANCA) == ()
    kept = {motivo: set(mantidos(motivo)) for motivo in (MotivoDoPedido.NOVA_DIRETORIA, MotivoDoPedido.NOVO_ESTATUTO)}
    assert kept[MotivoDoPedido.NOVA_DIRETORIA] == {Documento.ESTATUTO, Documento.CNPJ, Documento.ENDERECO}
    assert kept[MotivoDoPedido.NOVO_ESTATUTO] == set(Documento) - {Documento.ESTATUTO, Documento.ENDERECO}


@pytest.mark.parametrize("inciso", ["I", "II", "III", "IV"])
@pytest.mark.parametrize("cooperativa", [True, False])
def test_only_cooperatives_are_excused_and_only_from_two_contents(inciso: str, cooperativa: bool) -> None:
    assert clausula_atende(inciso, Clausula.PRESENTE, cooperativa=cooperativa)
    assert not clausula_atende(inciso, Clausula.AUSENTE, cooperativa=cooperativa)
    excused = clausula_atende(inciso, Clausula.DISPENSADA, cooperativa=cooperativa)
    assert excused is (cooperativa and inciso in ("I", "II"))
