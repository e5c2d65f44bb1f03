"""Arts. 98 and 99: when compensatory actions may make a debt good, and what a register of rejections says. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from workflows.norms import DEC_167, Provision


def duracao(inicio: date, fim: date) -> int:
    """Days from `inicio` to `fim`, both included; 0 when it ends before it begins."""
    return max(0, (fim - inicio).days + 1)


def ate_a_metade(plano: int, execucao: int) -> bool:
    """Art. 98, § 2º, III: whether a plan of so many days is at most half of the execution originally foreseen."""
    return plano > 0 and plano * 2 <= execucao


@dataclass(frozen=True)
class Acoes:
    """What is known of proposed actions: the four conditions of art. 98, § 2º, and both periods in days."""

    devolucao_integral: bool
    dolo_ou_fraude: bool
    plano_em_dias: int
    execucao_em_dias: int
    interesse_social: bool


Falta = tuple[Provision, str]


def faltas_das_acoes(acoes: Acoes) -> Iterator[Falta]:
    """Which of the four conditions do not hold, each with its provision. All four are needed."""
    if acoes.devolucao_integral:
        yield DEC_167.art(98, par=2, inciso="I"), "A decisão foi pela devolução integral dos recursos."
    if acoes.dolo_ou_fraude:
        yield DEC_167.art(98, par=2, inciso="II"), "O parecer ou a decisão apontou dolo ou fraude."
    if not ate_a_metade(acoes.plano_em_dias, acoes.execucao_em_dias):
        dito = f"O plano tem {acoes.plano_em_dias} dias, e a execução prevista tinha {acoes.execucao_em_dias}."
        yield DEC_167.art(98, par=2, inciso="III"), f"{dito} Cabe até a metade."
    if not acoes.interesse_social:
        yield DEC_167.art(98, par=2, inciso="IV"), "As ações não são de relevante interesse social."


def com_mais_um(numeros: Iterable[str], numero: str) -> list[str]:
    """The instruments whose rejection is registered, with one more."""
    return [*dict.fromkeys((*numeros, numero))]


def sem_este(numeros: Iterable[str], numero: str) -> list[str]:
    """The instruments whose rejection stays registered when that of `numero` ceases."""
    return [um for um in numeros if um != numero]
