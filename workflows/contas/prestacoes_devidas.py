"""Arts. 80, 81 and 83: which accounts a partnership owes, and for which day. Pure.

What a case of accounts already fixed comes from that case; this is what is expected before there is one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workflows.clock import Budget, Calendar, Policy, count, dias
from workflows.contas import atos_das_contas_finais as finais
from workflows.contas import atos_das_contas_parciais as parciais
from workflows.execucao.regras_ciclos import DaLiberacao, ciclos
from workflows.kernel.deadlines import term_by
from workflows.kernel.words import Deadline


@dataclass(frozen=True)
class Contagem:
    """By what a deadline is counted: policy and calendar."""

    politica: Policy
    calendario: Calendar

    def ultimo_dia(self, decl: Deadline, desde: date, prazo: Budget) -> date:
        """The last day of `decl` counted from `desde`, its day zero."""
        term = term_by(decl, prazo, desde, policy=self.politica, calendar=self.calendario.id)
        contado = count(term, self.calendario).due
        assert contado is not None
        return contado


@dataclass(frozen=True)
class Prestacao:
    """Accounts that are owed: their number (None: the final ones), the period, and the day foreseen for them."""

    numero: int | None
    inicio: date
    fim: date
    prevista: date


@dataclass(frozen=True)
class Intervalos:
    """What fixes the calendar of accounts: days between them, days that an act gives to send them, the year's end.

    `cada` None: they follow what is delivered (art. 81), and `abertas` are the last days of the
    periods that were opened. `contagem`: where they count from the first release.
    """

    cada: int | None
    para_enviar: int | None
    fim_do_exercicio: str
    abertas: tuple[date, ...] = ()
    contagem: DaLiberacao | None = None


def prestacoes(inicio: date, fim: date, como: Intervalos, por: Contagem) -> Iterator[Prestacao]:
    """The accounts of a partnership whose term is `inicio` to `fim`: the partial ones, then the final ones."""
    envio = dias(como.para_enviar or parciais.SEM_ATO_EM_DIAS)
    for um in ciclos(inicio, fim, como.cada, como.fim_do_exercicio, como.abertas, como.contagem):
        yield Prestacao(um.numero, um.inicio, um.fim, por.ultimo_dia(parciais.PRAZO, um.fim, envio))
    assert finais.PRAZO.budget is not None
    yield Prestacao(None, inicio, fim, por.ultimo_dia(finais.PRAZO, fim, finais.PRAZO.budget))
