"""Arts. 54, sole paragraph, and 55: which photographs could have been taken there and then, and how far apart. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import asin, cos, radians, sin, sqrt

from workflows.execucao.regras_monitoramento import LESTE, NORTE, OESTE, SUL

RAIO_DA_TERRA = 6_371_008.8
"""Metres: the mean radius of the Earth (IUGG)."""
Ponto = tuple[Decimal, Decimal]
"""Latitude and longitude, in decimal degrees."""


@dataclass(frozen=True)
class Fotografia:
    """A photograph by what is known of it: None where its file, or whoever described it, says nothing."""

    nome: str
    dia: date | None = None
    ponto: Ponto | None = None

    @property
    def no_estado(self) -> bool:
        """Whether it has a position inside the box around Mato Grosso."""
        return self.ponto is not None and SUL <= self.ponto[0] <= NORTE and OESTE <= self.ponto[1] <= LESTE


def marcas(foto: Fotografia, hoje: date, inicio: date | None = None, fim: date | None = None) -> Iterator[str]:
    """What is not plausible in one photograph, as clauses in pt-BR; the days are the first and last it should be of."""
    if foto.ponto is None:
        yield "sem posição"
    elif not any(foto.ponto):
        yield "posição 0, 0, que o aparelho grava quando não sabe a sua"
    elif not foto.no_estado:
        yield "posição fora de Mato Grosso"
    if foto.dia is None:
        yield "sem data"
    elif foto.dia > hoje:
        yield "data que ainda não chegou"
    elif inicio is not None and foto.dia < inicio:
        yield "tirada antes do período"
    elif fim is not None and foto.dia > fim:
        yield "tirada depois do período"


def todas_no_mesmo_ponto(fotos: Sequence[Fotografia]) -> bool:
    """Whether there are several with a position, and all have the same."""
    pontos = [foto.ponto for foto in fotos if foto.ponto is not None]
    return len(pontos) > 1 and len(set(pontos)) == 1


def metros(de: Ponto, para: Ponto) -> int:
    """The distance between two points along the surface, in whole metres."""
    (lat_a, lon_a), (lat_b, lon_b) = ((radians(float(lat)), radians(float(lon))) for lat, lon in (de, para))
    meio = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return round(2 * RAIO_DA_TERRA * asin(min(1.0, sqrt(meio))))


def mais_proxima(fotos: Sequence[Fotografia], qual: int) -> int | None:
    """How many metres the photograph `qual` is from the nearest other; None without its position or another's."""
    meu = fotos[qual].ponto
    outros = [foto.ponto for lugar, foto in enumerate(fotos) if lugar != qual and foto.ponto is not None]
    return min((metros(meu, outro) for outro in outros), default=None) if meu is not None else None
