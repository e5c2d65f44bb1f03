"""Where the object of a partnership is (arts. 33, § 2º, and 36, I): a point, or the points of a stretch of road.

The norm wants the object described and asks for no position: it is declared where it is known. Distances along the
surface are the haversine's; the nearest point of a stretch is sought on a plane around whatever is compared with it.
"""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from workflows.kernel import Form
from workflows.parcerias.formularios import campo

RAIO_DA_TERRA = 6_371_008.8
"""Metres: the mean radius of the Earth (IUGG)."""
SUL, NORTE = Decimal("-18.1"), Decimal("-7.3")
OESTE, LESTE = Decimal("-61.7"), Decimal("-50.2")
"""The box around Mato Grosso, in decimal degrees, rounded outwards."""
MAIS_LONGA = 60
"""Characters of a coordinate, at most."""

Ponto = tuple[Decimal, Decimal]
"""Latitude and longitude, in decimal degrees."""
Lugar = tuple[float, float]

_DECIMAIS = re.compile(r"([+-]?)([0-9]{1,3}(?:[.,][0-9]{1,12})?)\s*°?\s*([NSLEOW]?)", re.IGNORECASE)
_GRAUS = re.compile(
    r"""([+-]?)([0-9]{1,3})\s*°\s*(?:([0-9]{1,2}(?:[.,][0-9]{1,9})?)\s*'\s*)?"""
    r"""(?:([0-9]{1,2}(?:[.,][0-9]{1,9})?)\s*"\s*)?([NSLEOW]?)""",
    re.IGNORECASE,
)
_TIPOS = str.maketrans({"º": "°", "˚": "°", "′": "'", "’": "'", "‘": "'", "″": '"', "”": '"', "“": '"', "−": "-"})
MILIONESIMO = Decimal("0.000001")


def _ler(dito: Any, hemisferios: str) -> Any:
    """Decimal degrees of what a person wrote; what is not text is left as it is."""
    if not isinstance(dito, str):
        return dito
    limpo = dito.translate(_TIPOS).replace("''", '"').strip()
    lido = _lida(limpo, hemisferios) if len(limpo) <= MAIS_LONGA else None
    if lido is None:
        raise PydanticCustomError(
            "coordenada", "Escreva em graus decimais, como -15,601400, ou em graus, minutos e segundos, como {exemplo}",
            {"exemplo": "15° 36' 05\" S" if "S" in hemisferios else "56° 05' 50\" O"},
        )  # fmt: skip
    return lido


def _lida(limpo: str, hemisferios: str) -> Decimal | None:
    if decimais := _DECIMAIS.fullmatch(limpo):
        sinal, graus, hemisferio = decimais.groups()
        minutos = segundos = None
    elif partes := _GRAUS.fullmatch(limpo):
        sinal, graus, minutos, segundos, hemisferio = partes.groups()
    else:
        return None
    hemisferio = hemisferio.upper()
    if hemisferio and (sinal or hemisferio not in hemisferios):
        return None
    try:
        minuto, segundo = (Decimal((parte or "0").replace(",", ".")) for parte in (minutos, segundos))
        valor = Decimal(graus.replace(",", "."))
    except InvalidOperation:
        return None
    if minuto >= 60 or segundo >= 60:
        return None
    if minutos or segundos:
        valor = (valor + minuto / 60 + segundo / 3600).quantize(MILIONESIMO)
    return -valor if (sinal == "-" or hemisferio in ("S", "O", "W")) and valor else valor


def _no_estado(de: Decimal, ate: Decimal, qual: str) -> AfterValidator:
    def validar(valor: Decimal) -> Decimal:
        if not de <= valor <= ate:
            raise PydanticCustomError("fora_do_estado", f"Esta {qual} fica fora de Mato Grosso; confira o sinal")
        return valor

    return AfterValidator(validar)


_ESCRITA = WithJsonSchema({"type": "string", "maxLength": MAIS_LONGA})
Latitude = Annotated[
    Decimal, BeforeValidator(lambda dito: _ler(dito, "NS")), Field(ge=-90, le=90, max_digits=9, decimal_places=6),
    _ESCRITA,
]  # fmt: skip
Longitude = Annotated[
    Decimal, BeforeValidator(lambda dito: _ler(dito, "LEOW")), Field(ge=-180, le=180, max_digits=9, decimal_places=6),
    _ESCRITA,
]  # fmt: skip


class PontoDaObra(Form):
    """A point of the work, inside the box around the state."""

    latitude: Annotated[Latitude, _no_estado(SUL, NORTE, "latitude")] = campo(
        "Latitude", "Em graus decimais, negativa ao sul, ou em graus, minutos e segundos, como 15° 36' 05\" S."
    )
    longitude: Annotated[Longitude, _no_estado(OESTE, LESTE, "longitude")] = campo(
        "Longitude", "Em graus decimais, negativa a oeste, ou em graus, minutos e segundos, como 56° 05' 50\" O."
    )

    @property
    def ponto(self) -> Ponto:
        """The same as a pair."""
        return self.latitude, self.longitude


Posicao = Annotated[tuple[PontoDaObra, ...], Field(max_length=200)]
"""Where the object is: one point, or those of a stretch in the order of the road."""
AJUDA_DA_POSICAO = "Um ponto só; na estrada, os pontos do trecho, do começo ao fim. Serve para conferir as fotografias."


def no_estado(ponto: Ponto) -> bool:
    """Whether the point is inside the box around Mato Grosso."""
    return SUL <= ponto[0] <= NORTE and OESTE <= ponto[1] <= LESTE


def pontos(posicao: Sequence[PontoDaObra] | None) -> tuple[Ponto, ...]:
    """The points of a declared position, in its order; none when none was declared."""
    return tuple(um.ponto for um in posicao or ())


def em_texto(posicao: Sequence[Ponto]) -> str:
    """`-15,601400, -56,097400; …`: the points in decimal degrees, as people here write them."""
    return "; ".join(", ".join(f"{parte:.6f}".replace(".", ",") for parte in um) for um in posicao)


def metros(de: Ponto, para: Ponto) -> int:
    """The distance between two points along the surface, in whole metres."""
    return round(_metros(_lugar(de), _lugar(para)))


def extensao(trecho: Sequence[Ponto]) -> int:
    """How long a stretch is, in whole metres; 0 for a point, or none."""
    return round(sum(_metros(_lugar(um), _lugar(outro)) for um, outro in pairwise(trecho)))


def metros_ate(ponto: Ponto, trecho: Sequence[Ponto]) -> int | None:
    """How many whole metres a point is from the nearest of a stretch, its points and what is between them; None when
    there is no stretch."""
    daqui, pontos_do_trecho = _lugar(ponto), [_lugar(um) for um in trecho]
    pes = [_pe(daqui, um, outro) for um, outro in pairwise(pontos_do_trecho)]
    return min((round(_metros(daqui, la)) for la in (*pontos_do_trecho, *pes)), default=None)


def _lugar(ponto: Ponto) -> Lugar:
    return float(ponto[0]), float(ponto[1])


def _metros(de: Lugar, para: Lugar) -> float:
    (lat_a, lon_a), (lat_b, lon_b) = ((radians(lat), radians(lon)) for lat, lon in (de, para))
    meio = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * RAIO_DA_TERRA * asin(min(1.0, sqrt(meio)))


def _pe(daqui: Lugar, um: Lugar, outro: Lugar) -> Lugar:
    """The point of a segment nearest to `daqui`, on a plane around `daqui`."""
    estreito = cos(radians(daqui[0]))
    ao_norte, a_leste = outro[0] - um[0], (outro[1] - um[1]) * estreito
    comprimento = ao_norte**2 + a_leste**2
    if not comprimento:
        return um
    ate_aqui = (daqui[0] - um[0]) * ao_norte + (daqui[1] - um[1]) * estreito * a_leste
    parte = min(1.0, max(0.0, ate_aqui / comprimento))
    return um[0] + (outro[0] - um[0]) * parte, um[1] + (outro[1] - um[1]) * parte
