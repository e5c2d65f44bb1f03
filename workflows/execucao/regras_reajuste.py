"""Art. 49, §§ 4º and 5º: whether and by how much inflation adjusts the value of a partnership. Amounts in cents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from workflows.clock import add_months
from workflows.execucao.formularios_reajuste import PAR_4, DoInstrumento, ExameDoReajuste, Indice
from workflows.execucao.mudancas import AumentoDeParcela, ParcelaPrevista
from workflows.execucao.regras_alteracao import Situacao, margem
from workflows.norms import DEC_167, Provision
from workflows.parcerias.dinheiro import centavos, em_reais, soma

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


def obices_do_pedido(*, previsto: bool, plano_aprovado_em: date, pedido_em: date) -> Iterator[tuple[Provision, str]]:
    """What forbids that it be asked for on a day, each with its provision: where the instrument does not foresee it,
    and before twelve months of the approval of the plan."""
    if not previsto:
        yield PAR_4, "O instrumento não prevê reajuste por inflação."
    primeiro = add_months(plano_aprovado_em, ESPERA_EM_MESES)
    if pedido_em < primeiro:
        yield PAR_4, f"O reajuste só se pede doze meses depois de aprovado o plano: a partir de {primeiro:%d/%m/%Y}."


def obices_do_reajuste(
    exame: ExameDoReajuste,
    pedido_em: date,
    situacao: Situacao,
    *,
    conta_no_limite: bool,
    sabido: DoInstrumento | None = None,
) -> Iterator[tuple[Provision, str]]:
    """What forbids it, each with its provision; nothing when it may be authorised.

    `pedido_em` is the day of the request; `conta_no_limite`: whether new money takes of the thirty per cent; `sabido`
    is what the partnership knows of its instrument, where it does.
    """
    yield from obices_do_pedido(previsto=exame.previsto, plano_aprovado_em=exame.plano_aprovado_em, pedido_em=pedido_em)
    if sabido is not None and exame.plano_aprovado_em != sabido.plano_aprovado_em:
        yield PAR_4, f"O plano de trabalho foi aprovado em {sabido.plano_aprovado_em:%d/%m/%Y}."
    certo = indice_de(obra_rodoviaria=exame.obra_rodoviaria)
    if exame.indice is not certo:
        da_vez = "da FGV, por ser obra rodoviária" if certo is Indice.FGV else "o IPCA, por não ser obra rodoviária"
        yield PAR_4, f"O índice é {da_vez}."
    resta = margem(situacao, conta_reajuste=True)
    if conta_no_limite and reajuste_de(exame).aporte > resta:
        yield DEC_167.art(49, inciso="I", alinea="a"), f"O reajuste conta no limite de 30%; restam {em_reais(resta)}."


def obices_dos_aumentos(
    aumentos: Sequence[AumentoDeParcela], aporte: int, parcelas: Sequence[ParcelaPrevista], hoje: date, fim: date
) -> Iterator[tuple[Provision, str]]:
    """What keeps the growth of the instalments from being that of the new value, each with its provision.

    They come to `aporte`, in cents; what has begun by `hoje` stays as it is; a new instalment comes after the others
    and within the term, whose last day is `fim`.
    """
    valor, cronograma = DEC_167.art(36, inciso="III"), DEC_167.art(38)
    total = soma(um.valor for um in aumentos)
    if total != aporte:
        yield valor, f"Os aumentos somam {em_reais(total)} e o aporte é {em_reais(aporte)}."
    if len({um.numero for um in aumentos}) != len(aumentos):
        yield cronograma, "Cada parcela cresce uma vez só."
    previstas = {uma.numero: uma.dia for uma in parcelas}
    for um in aumentos:
        if um.numero in previstas and previstas[um.numero] <= hoje:
            yield cronograma, f"A parcela {um.numero} já começou: cresce uma das que ainda vêm."
        if um.numero in previstas and um.dia is not None:
            yield cronograma, f"A parcela {um.numero} já tem a sua data no cronograma."
    novas = sorted((um for um in aumentos if um.numero not in previstas), key=lambda um: um.numero)
    if [um.numero for um in novas] != [len(previstas) + 1 + posto for posto in range(len(novas))]:
        yield cronograma, f"Parcelas novas são numeradas de {len(previstas) + 1} em diante, na ordem."
    dias = [um.dia or date.min for um in novas]
    if novas and (dias != sorted(dias) or dias[0] <= max(hoje, *previstas.values(), date.min) or dias[-1] > fim):
        yield valor, f"A parcela nova vem depois das outras, até {fim:%d/%m/%Y}, o fim da vigência."
