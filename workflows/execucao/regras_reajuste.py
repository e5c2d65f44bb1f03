"""Art. 49, §§ 4º and 5º: whether and by how much inflation adjusts the value of a partnership. Amounts in cents."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from workflows.clock import add_months
from workflows.execucao.formularios_reajuste import PAR_4, ExameDoReajuste, Indice
from workflows.execucao.regras_alteracao import Situacao, margem
from workflows.norms import DEC_167, Provision
from workflows.parcerias.dinheiro import centavos, em_reais

ESPERA_EM_MESES = 12


def indice_de(*, obra_rodoviaria: bool) -> Indice:
    """Art. 49, § 4º: FGV's index for road works, IPCA for all else."""
    return Indice.FGV if obra_rodoviaria else Indice.IPCA


@dataclass(frozen=True)
class Reajuste:
    """What the index makes of the base, what the yields cover of it, and what is left to be paid in addition."""

    total: int
    dos_rendimentos: int

    @property
    def aporte(self) -> int:
        """New money: what the yields do not cover (art. 49, § 5º)."""
        return self.total - self.dos_rendimentos


def reajuste_de(exame: ExameDoReajuste) -> Reajuste:
    """The adjustment, to the cent (half a cent goes up); the yields come first."""
    exato = Decimal(centavos(exame.base)) * exame.variacao / 100
    total = int(exato.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return Reajuste(total, min(centavos(exame.rendimentos), total))


def obices_do_reajuste(
    exame: ExameDoReajuste, pedido_em: date, situacao: Situacao, *, conta_no_limite: bool
) -> Iterator[tuple[Provision, str]]:
    """What forbids it, each with its provision; nothing when it may be authorised.

    `pedido_em` is the day of the request; `conta_no_limite`: whether new money takes of the thirty per cent.
    """
    if not exame.previsto:
        yield PAR_4, "O instrumento não prevê reajuste por inflação."
    primeiro = add_months(exame.plano_aprovado_em, ESPERA_EM_MESES)
    if pedido_em < primeiro:
        yield PAR_4, f"O reajuste só se pede doze meses depois de aprovado o plano: a partir de {primeiro:%d/%m/%Y}."
    certo = indice_de(obra_rodoviaria=exame.obra_rodoviaria)
    if exame.indice is not certo:
        da_vez = "da FGV, por ser obra rodoviária" if certo is Indice.FGV else "o IPCA, por não ser obra rodoviária"
        yield PAR_4, f"O índice é {da_vez}."
    resta = margem(situacao, conta_reajuste=True)
    if conta_no_limite and reajuste_de(exame).aporte > resta:
        yield DEC_167.art(49, inciso="I", alinea="a"), f"O reajuste conta no limite de 30%; restam {em_reais(resta)}."
