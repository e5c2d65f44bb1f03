"""Arts. 54, sole paragraph, and 55: which photographs could have been taken there and then, and how far apart. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from workflows.parcerias.posicao import Ponto, metros, metros_ate, no_estado


@dataclass(frozen=True)
class Fotografia:
    """A photograph by what is known of it: None where its file, or whoever described it, says nothing."""

    nome: str
    dia: date | None = None
    ponto: Ponto | None = None

    @property
    def no_estado(self) -> bool:
        """Whether it has a position inside the box around Mato Grosso."""
        return self.ponto is not None and no_estado(self.ponto)


@dataclass(frozen=True)
class Onde:
    """Where the work is declared to be, a point or the points of a stretch, and how many metres from there a photograph
    may be; without a limit none is too far."""

    trecho: tuple[Ponto, ...] = ()
    limite: int | None = None

    def ate(self, foto: Fotografia) -> int | None:
        """How many metres the photograph is from the work; None when either position is not known."""
        return metros_ate(foto.ponto, self.trecho) if foto.ponto is not None and any(foto.ponto) else None


SEM_LUGAR = Onde()


def distancia(quantos: int) -> str:
    """Metres as people read them: `320 m`, `4,2 km`, `1.250 km`."""
    if quantos < 1000:
        return f"{quantos} m"
    if quantos < 99_950:
        return f"{quantos / 1000:.1f} km".replace(".", ",")
    return f"{round(quantos / 1000):,} km".replace(",", ".")


def marcas(
    foto: Fotografia, hoje: date, inicio: date | None = None, fim: date | None = None, onde: Onde = SEM_LUGAR
) -> Iterator[str]:
    """What is not plausible in one photograph, as clauses in pt-BR; the days are the first and last it should be of."""
    if foto.ponto is None:
        yield "sem posição"
    elif not any(foto.ponto):
        yield "posição 0, 0, que o aparelho grava quando não sabe a sua"
    elif not foto.no_estado:
        yield "posição fora de Mato Grosso"
    longe = onde.ate(foto)
    if longe is not None and onde.limite is not None and longe > onde.limite:
        yield f"a {distancia(longe)} do local declarado (mais de {distancia(onde.limite)})"
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


def mais_proxima(fotos: Sequence[Fotografia], qual: int) -> int | None:
    """How many metres the photograph `qual` is from the nearest other; None without its position or another's."""
    meu = fotos[qual].ponto
    outros = [foto.ponto for lugar, foto in enumerate(fotos) if lugar != qual and foto.ponto is not None]
    return min((metros(meu, outro) for outro in outros), default=None) if meu is not None else None
