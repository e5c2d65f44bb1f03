"""Arts. 54 and 55: what is not plausible in a photograph, and how far photographs are from each other."""

from datetime import date
from decimal import Decimal

import pytest

from workflows.execucao.regras_fotografias import (
    Fotografia,
    Onde,
    distancia,
    mais_proxima,
    marcas,
    todas_no_mesmo_ponto,
)
from workflows.parcerias.posicao import Ponto, metros

HOJE, INICIO, FIM = date(2026, 4, 20), date(2026, 4, 10), date(2026, 4, 12)
CUIABA: Ponto = (Decimal("-15.601400"), Decimal("-56.097400"))
SINOP: Ponto = (Decimal("-11.864200"), Decimal("-55.509700"))


def foto(dia: date | None = INICIO, ponto: Ponto | None = CUIABA) -> Fotografia:
    return Fotografia("Fim da capa", dia, ponto)


@pytest.mark.parametrize(
    ("uma", "ditas"),
    [
        (foto(), []),
        (foto(FIM), []),
        (foto(ponto=None), ["sem posição"]),
        (foto(ponto=(Decimal(0), Decimal("0.000000"))), ["posição 0, 0, que o aparelho grava quando não sabe a sua"]),
        (foto(ponto=(Decimal("-23.55"), Decimal("-46.63"))), ["posição fora de Mato Grosso"]),
        (foto(ponto=(Decimal("15.6014"), Decimal("-56.0974"))), ["posição fora de Mato Grosso"]),
        (foto(None), ["sem data"]),
        (foto(date(2026, 4, 21)), ["data que ainda não chegou"]),
        (foto(date(2026, 4, 9)), ["tirada antes do período"]),
        (foto(date(2026, 4, 13)), ["tirada depois do período"]),
        (foto(None, None), ["sem posição", "sem data"]),
    ],
)
def test_what_is_not_plausible_is_said(uma: Fotografia, ditas: list[str]) -> None:
    assert list(marcas(uma, HOJE, INICIO, FIM)) == ditas


def test_without_a_period_only_the_future_is_wrong() -> None:
    assert list(marcas(foto(date(2001, 1, 1)), HOJE)) == []


def test_all_at_one_point() -> None:
    assert todas_no_mesmo_ponto([foto(), foto(), foto(ponto=None)])
    assert not todas_no_mesmo_ponto([foto(), foto(ponto=SINOP)])
    assert not todas_no_mesmo_ponto([foto(), foto(ponto=None)])


def test_how_far_apart() -> None:
    # By the spherical law of cosines, with the same radius: 420 kilometres.
    assert metros(CUIABA, SINOP) == pytest.approx(420_400, abs=1_000)
    # A second of latitude is 30.9 metres everywhere.
    assert metros(CUIABA, (CUIABA[0] + Decimal("0.000278"), CUIABA[1])) == 31
    assert mais_proxima([foto(), foto(ponto=SINOP), foto()], 0) == 0
    assert mais_proxima([foto(), foto(ponto=None)], 0) is None
    assert mais_proxima([foto(ponto=None), foto()], 0) is None


TRECHO: tuple[Ponto, ...] = (CUIABA, (Decimal("-15.601400"), Decimal("-55.997400")))


@pytest.mark.parametrize(
    ("onde", "uma", "ditas"),
    [
        (Onde(TRECHO), foto(ponto=SINOP), []),
        (Onde((), 1), foto(ponto=SINOP), []),
        (Onde(TRECHO, 500_000), foto(ponto=SINOP), []),
        (Onde(TRECHO, 300), foto(), []),
        (Onde(TRECHO, 300), foto(ponto=None), ["sem posição"]),
        (
            Onde(TRECHO, 300), foto(ponto=(Decimal("-15.611400"), Decimal("-56.047400"))),
            ["a 1,1 km do local declarado (mais de 300 m)"],
        ),
        (
            Onde(TRECHO, 300), foto(ponto=(Decimal(0), Decimal(0))),
            ["posição 0, 0, que o aparelho grava quando não sabe a sua"],
        ),
    ],
)  # fmt: skip
def test_beyond_the_distance_that_an_act_sets(onde: Onde, uma: Fotografia, ditas: list[str]) -> None:
    assert list(marcas(uma, HOJE, INICIO, FIM, onde)) == ditas


@pytest.mark.parametrize(
    ("quantos", "dita"),
    [(0, "0 m"), (999, "999 m"), (1000, "1,0 km"), (99_949, "99,9 km"), (99_950, "100 km"), (1_250_400, "1.250 km")],
)
def test_a_distance_as_people_read_it(quantos: int, dita: str) -> None:
    assert distancia(quantos) == dita
