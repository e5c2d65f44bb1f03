"""Who may sit on a Comissão de Seleção (arts. 26 and 27). Pure."""

from collections.abc import Iterable
from datetime import date

from workflows.clock import MonthRule, add_months

CINCO_ANOS_EM_MESES = 60


def vinculo_impede(encerrado_em: date | None, no_dia: date) -> bool:
    """Whether a link with a participant bars on that day: it goes on, or ended within the last five years.

    The five years run date to date from the end of the link; their last day still bars.
    """
    if encerrado_em is None:
        return True
    return no_dia <= add_months(encerrado_em, CINCO_ANOS_EM_MESES, MonthRule.ULTIMO_DIA)


def impedido(
    vinculos: Iterable[tuple[str, date | None]], participantes: Iterable[str], conflito: bool, no_dia: date
) -> bool:
    """Whether a member is barred: a conflict of interest, or a link (CNPJ, end) of five years with a participant."""
    disputam = set(participantes)
    return conflito or any(cnpj in disputam and vinculo_impede(fim, no_dia) for cnpj, fim in vinculos)
