"""Impedimentos por vínculo com a organização (Decreto 167/2019, arts. 27, 52 and 59, § 5º).

The three provisions say the same of a member of the selection, of a member of the monitoring and of the manager of the
partnership: whoever took part in the organisation in the last five years, or whose acting would be a conflict of
interest, takes no part.
"""

from datetime import date
from enum import StrEnum

from workflows.clock import add_months
from workflows.kernel import exige
from workflows.norms import DEC_167, Provision
from workflows.parcerias.regras_comissao import CINCO_ANOS_EM_MESES


class Vinculo(StrEnum):
    """What links a person to an organisation: the five of item I, and item II."""

    ASSOCIADO = "associado"
    COOPERADO = "cooperado"
    DIRIGENTE = "dirigente"
    CONSELHEIRO = "conselheiro"
    EMPREGADO = "empregado"
    CONFLITO = "conflito de interesse"

    @property
    def item(self) -> str:
        """The item of the three provisions that names it."""
        return "II" if self is Vinculo.CONFLITO else "I"


class Atuacao(StrEnum):
    """As what the person would act, each with its provision."""

    SELECAO = "selecao"
    MONITORAMENTO = "monitoramento"
    GESTOR = "gestor"


def dispositivo(atuacao: Atuacao, vinculo: Vinculo) -> Provision:
    """The provision that keeps out whoever is linked so and would act so."""
    if atuacao is Atuacao.GESTOR:
        return DEC_167.art(59, par=5, inciso=vinculo.item)
    return DEC_167.art(27 if atuacao is Atuacao.SELECAO else 52, inciso=vinculo.item)


def ultimo_dia(vinculo: Vinculo, fim: date | None) -> date | None:
    """The last day on which a link that ended on `fim` keeps the person out: five years later, date to date; of a
    conflict of interest, `fim` itself. None while the link lasts."""
    if fim is None or vinculo is Vinculo.CONFLITO:
        return fim
    return add_months(fim, CINCO_ANOS_EM_MESES)


def exige_datas(inicio: date, fim: date | None, hoje: date) -> None:
    """Refuse a link that has not begun, that ends before it begins, or whose end is still to come.

    Raises:
        Forbidden: with the field to blame.
    """
    artigo = DEC_167.art(27)
    exige(inicio <= hoje, artigo, "O vínculo ainda não começou: registre-o no dia em que começar.", "since")
    exige(fim is None or inicio <= fim, artigo, "O vínculo não termina antes de começar.", "ended")
    exige(fim is None or fim <= hoje, artigo, "O fim do vínculo ainda não chegou: deixe em branco até lá.", "ended")
