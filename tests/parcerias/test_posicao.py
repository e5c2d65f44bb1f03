"""Where the object of a partnership is: how a coordinate is read, and how far a point is from a stretch."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from workflows.parcerias.posicao import (
    LESTE,
    NORTE,
    OESTE,
    SUL,
    Latitude,
    Longitude,
    Ponto,
    PontoDaObra,
    Posicao,
    em_texto,
    extensao,
    metros,
    metros_ate,
    pontos,
)

LATITUDE, LONGITUDE = TypeAdapter(Latitude), TypeAdapter(Longitude)
POSICAO = TypeAdapter(Posicao)


@pytest.mark.parametrize(
    ("dito", "lido"),
    [
        ("-15.601400", "-15.601400"), ("-15,6014", "-15.6014"), ("-15.601", "-15.601"), (" −15,6 ", "-15.6"),
        ("15,6014 S", "-15.6014"), ("15.6014°s", "-15.6014"), ("15° 36' 05\" S", "-15.601389"), ("0", "0"),
        ("15º36′05″S", "-15.601389"), ("15° 36' S", "-15.600000"), ("15° S", "-15"), ("-15° 36' 05''", "-15.601389"),
        ("15° 36' 05,4\" N", "15.601500"), ("1° 0' 0\" N", "1.000000"), (-15.5, "-15.5"), (Decimal("-15.5"), "-15.5"),
    ],
)  # fmt: skip
def test_a_latitude_as_people_write_it(dito: Any, lido: str) -> None:
    assert LATITUDE.validate_python(dito) == Decimal(lido)


@pytest.mark.parametrize("dito", ["56° 05' 50\" O", "56º 5’ 50” w", "-56,097222", "56.097222 W"])
def test_a_longitude_as_people_write_it(dito: str) -> None:
    assert LONGITUDE.validate_python(dito) == Decimal("-56.097222")


@pytest.mark.parametrize(
    "dito",
    [
        "", "ontem", "NaN", "-Infinity", "sNaN", "1e5", "15 36 05 S", "-15 S", "15° 60' S", "15° 36' 60\" S", "15°O",
        "15' S", "91", "-90,000001", "15,6014001", "1.234.567,8", "９１", "15\x00", "15° 36' 05\" S" * 9_000,
        "9" * 100_000, None, [], {}, float("nan"), float("inf"), "15° 36.5,5' S", "+15 N", "--15", "15°36'05\"05\"S",
    ],
    ids=lambda dito: repr(dito)[:30],
)  # fmt: skip
def test_what_is_no_latitude(dito: Any) -> None:
    with pytest.raises(ValidationError):
        LATITUDE.validate_python(dito)


@pytest.mark.parametrize(
    ("mudado", "campo"),
    [({"latitude": "15,6"}, "latitude"), ({"longitude": "-46,63"}, "longitude"), ({"latitude": "-18,2"}, "latitude")],
)
def test_a_work_is_in_the_state(mudado: dict[str, str], campo: str) -> None:
    with pytest.raises(ValidationError) as refused:
        PontoDaObra.model_validate({"latitude": "-15,6", "longitude": "-56,1", **mudado})
    (error,) = refused.value.errors()
    assert (error["loc"], error["msg"]) == ((campo,), f"Esta {campo} fica fora de Mato Grosso; confira o sinal")


def test_a_position_is_written_as_it_is_read() -> None:
    lida = POSICAO.validate_python([{"latitude": "15° 36' 05\" S", "longitude": "56,0974 O"}])
    assert em_texto(pontos(lida)) == "-15,601389, -56,097400"
    assert POSICAO.validate_python(POSICAO.dump_python(lida, mode="json")) == lida
    assert pontos(None) == ()
    with pytest.raises(ValidationError):
        POSICAO.validate_python([{"latitude": "-15", "longitude": "-56"}] * 201)


@given(graus=st.integers(0, 89), minutos=st.integers(0, 59), centesimos=st.integers(0, 5_999))
def test_degrees_minutes_and_seconds_are_read_to_a_millionth(graus: int, minutos: int, centesimos: int) -> None:
    segundos = Decimal(centesimos) / 100
    certa = -(Decimal(graus) + Decimal(minutos) / 60 + segundos / 3600)
    lida = LATITUDE.validate_python(f"{graus}° {minutos:02}' {segundos}\" S".replace(".", ","))
    assert abs(lida - certa) <= Decimal("0.0000005")


@given(dito=st.text(max_size=80))
def test_whatever_is_typed_is_read_or_refused(dito: str) -> None:
    try:
        lido = LONGITUDE.validate_python(dito)
    except ValidationError:
        return
    assert -180 <= lido <= 180


# -- Distances ---------------------------------------------------------------------------------------------------
na_terra = st.tuples(
    st.decimals(-90, 90, places=6, allow_nan=False), st.decimals(-180, 180, places=6, allow_nan=False)
)  # fmt: skip
no_mato_grosso = st.tuples(
    st.decimals(SUL, NORTE, places=6, allow_nan=False), st.decimals(OESTE, LESTE, places=6, allow_nan=False)
)
trechos = st.lists(no_mato_grosso, min_size=1, max_size=6)


@given(um=na_terra, outro=na_terra)
def test_a_distance_is_the_same_both_ways_and_never_beyond_half_the_earth(um: Ponto, outro: Ponto) -> None:
    assert metros(um, outro) == metros(outro, um)
    assert 0 <= metros(um, outro) <= 20_015_115
    assert metros(um, um) == 0


@given(ponto=na_terra, trecho=trechos)
def test_a_stretch_is_never_farther_than_its_points_nor_nearer_than_nothing(ponto: Ponto, trecho: list[Ponto]) -> None:
    longe = metros_ate(ponto, trecho)
    assert longe is not None
    assert 0 <= longe <= min(metros(ponto, um) for um in trecho)
    assert longe == metros_ate(ponto, trecho[::-1])


@given(um=no_mato_grosso, outro=no_mato_grosso)
def test_between_two_points_the_distance_is_the_same_both_ways(um: Ponto, outro: Ponto) -> None:
    assert metros_ate(um, [outro]) == metros_ate(outro, [um]) == metros(um, outro)


@given(trecho=st.lists(no_mato_grosso, min_size=2, max_size=6), onde=st.data())
def test_on_the_stretch_the_distance_is_none(trecho: list[Ponto], onde: st.DataObject) -> None:
    lugar = onde.draw(st.integers(0, len(trecho) - 2))
    parte = onde.draw(st.decimals(0, 1, places=4))
    um, outro = trecho[lugar], trecho[lugar + 1]
    nele = (um[0] + (outro[0] - um[0]) * parte, um[1] + (outro[1] - um[1]) * parte)
    assert metros_ate(nele, trecho) == 0
    assert metros_ate(um, trecho) == 0


@given(ponto=no_mato_grosso, trecho=trechos, mais=no_mato_grosso)
def test_a_longer_stretch_is_never_farther(ponto: Ponto, trecho: list[Ponto], mais: Ponto) -> None:
    antes, depois = metros_ate(ponto, trecho), metros_ate(ponto, [*trecho, mais])
    assert antes is not None
    assert depois is not None
    assert depois <= antes
    assert extensao([*trecho, mais]) + 1 >= extensao(trecho)


perto = st.tuples(
    st.decimals("-12.3", "-12", places=6, allow_nan=False), st.decimals("-56.3", "-56", places=6, allow_nan=False)
)


@given(trecho=st.lists(perto, min_size=2, max_size=2), ponto=perto)
def test_it_is_the_nearest_of_many_points_between(trecho: list[Ponto], ponto: Ponto) -> None:
    """Within some forty kilometres, where a photograph of the work may be, the plane is right to one part in a
    hundred."""
    (a, b), (c, d) = trecho
    entre = [(a + (c - a) * k / 200, b + (d - b) * k / 200) for k in range(201)]
    longe = metros_ate(ponto, trecho)
    assert longe is not None
    certa = min(metros(ponto, um) for um in entre)
    assert longe <= certa * 1.01 + 1
    assert longe >= certa - metros(*trecho) / 400 - 1


def test_by_hand() -> None:
    # A hundredth of a degree of latitude is 1,112 metres; the stretch runs along a parallel.
    trecho = [(Decimal("-15.6"), Decimal("-56.1")), (Decimal("-15.6"), Decimal("-56.0"))]
    assert metros_ate((Decimal("-15.61"), Decimal("-56.05")), trecho) == pytest.approx(1_112, abs=1)
    # Beyond its end, the end is what is nearest: a hundredth of a degree of longitude there is 1,071 metres.
    assert metros_ate((Decimal("-15.6"), Decimal("-55.99")), trecho) == pytest.approx(1_071, abs=1)
    assert extensao(trecho) == pytest.approx(10_710, abs=2)
    assert (extensao(trecho[:1]), extensao([]), metros_ate(trecho[0], [])) == (0, 0, None)
