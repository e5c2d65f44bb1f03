"""Arts. 49 and 50: by which instrument a partnership changes, how far, and what it is afterwards. Amounts in cents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import takewhile
from typing import Any

from workflows.clock import add_months
from workflows.execucao.formularios_alteracao import Exame, PedidoDeAlteracao, TipoDeMudanca
from workflows.execucao.parceria_em_curso import MESES_NO_MAXIMO, ParceriaEmCurso
from workflows.kernel.registering import Entry
from workflows.norms import DEC_167, Provision
from workflows.parcerias.dinheiro import centavos, em_reais

LIMITE_DO_ACRESCIMO = 30
DE_ADITIVO = frozenset({TipoDeMudanca.AMPLIACAO, TipoDeMudanca.REDUCAO, TipoDeMudanca.PRORROGACAO, TipoDeMudanca.BENS})
NADA_A_REPASSAR = (
    DEC_167.art(36, inciso="III"), "A redução deixaria a parceria sem repasse: isso é rescisão, não alteração.",
)  # fmt: skip
COM_PARECER = DE_ADITIVO - {TipoDeMudanca.PRORROGACAO}


class Formalizacao(StrEnum):
    """The two ways of art. 49."""

    ADITIVO = "termo-aditivo"
    APOSTILA = "apostilamento"


def formalizacao_de(mudancas: Iterable[TipoDeMudanca]) -> Formalizacao:
    """Art. 49, I and II: an amendment as soon as one of the changes is of item I, an apostille otherwise."""
    return Formalizacao.ADITIVO if DE_ADITIVO & set(mudancas) else Formalizacao.APOSTILA


def passa_do_maximo(inicio: date, fim: date) -> bool:
    """Art. 36, VI: whether a term of both these days, included, is longer than a hundred and twenty months."""
    return fim >= add_months(inicio, MESES_NO_MAXIMO)


def pede_parecer(pedido: PedidoDeAlteracao, exame: Exame) -> bool:
    """Art. 50: whether the Procuradoria is heard.

    Dispensed for extensions and apostilles, unless a specific doubt is put to it. It names the items of art. 56, which
    has none: read as those of art. 49. A term that the extension takes past its maximum is read as such a doubt.
    """
    longa = pedido.novo_fim is not None and passa_do_maximo(pedido.parceria.inicio, pedido.novo_fim)
    return bool(COM_PARECER & set(pedido.mudancas)) or longa or bool(exame.duvida_juridica)


@dataclass(frozen=True)
class Situacao:
    """What earlier alterations made of the value: the original one, what was added, what was adjusted for inflation,
    and today's (`repasse`; None where nothing altered it).

    `compensados` are the delays that already extended the term, as pairs of the days between which each ran. `a_somar`
    and `a_subtrair` are what others that are being signed take of the margin and of the value.
    """

    original: int
    acrescimos: int = 0
    reajustes: int = 0
    compensados: tuple[tuple[date, date], ...] = ()
    repasse: int | None = None
    a_somar: int = 0
    a_subtrair: int = 0

    @classmethod
    def de(cls, consta: Entry, parceria: ParceriaEmCurso) -> Situacao:
        """As the register of alterations has it; the partnership's own value while nothing was altered."""
        if not consta.details:
            return cls(original=centavos(parceria.repasse))
        dados = consta.details
        atrasos = tuple((date.fromisoformat(de), date.fromisoformat(ate)) for de, ate in dados.get("compensados", ()))
        repasse = int(dados["repasse"]) if dados.get("repasse") else None
        return cls(int(dados["original"]), int(dados["acrescimos"]), int(dados["reajustes"]), atrasos, repasse)

    def com(self, reservas: Iterable[Mapping[str, Any]], caso: str) -> Situacao:
        """The same, with what others take that came to be signed before the case `caso`."""
        antes = list(takewhile(lambda uma: uma["caso"] != caso, reservas))
        somam = [int(uma["centavos"]) for uma in antes]
        return replace(self, a_somar=sum(um for um in somam if um > 0), a_subtrair=-sum(um for um in somam if um < 0))

    def detalhes(self) -> dict[str, Any]:
        """The same as plain data."""
        atrasos = [[de.isoformat(), ate.isoformat()] for de, ate in self.compensados]
        return {
            "original": self.original, "acrescimos": self.acrescimos, "reajustes": self.reajustes,
            "compensados": atrasos,
        }  # fmt: skip


def margem(situacao: Situacao, *, conta_reajuste: bool) -> int:
    """Art. 49, I, a: how much may still be added: thirty per cent of the original value, less what was added before
    and what is being signed.

    Reductions give nothing back. `conta_reajuste`: whether what was adjusted for inflation takes of it too.
    """
    usado = situacao.acrescimos + situacao.a_somar + (situacao.reajustes if conta_reajuste else 0)
    return max(situacao.original * LIMITE_DO_ACRESCIMO // 100 - usado, 0)


def obices(
    pedido: PedidoDeAlteracao, exame: Exame, situacao: Situacao, *, conta_reajuste: bool
) -> Iterator[tuple[Provision, str]]:
    """What forbids the change, each with its provision; nothing when it may be authorised."""
    if not exame.objeto_mantido:
        yield DEC_167.art(49), "A alteração não pode mudar o objeto da parceria."
    resta = margem(situacao, conta_reajuste=conta_reajuste)
    if pedido.acrescimo is not None and centavos(pedido.acrescimo) > resta:
        sobra = f"O valor só pode crescer até 30% do original; restam {em_reais(resta)}."
        yield TipoDeMudanca.AMPLIACAO.dispositivo, sobra
    hoje = centavos(pedido.parceria.repasse) if situacao.repasse is None else situacao.repasse
    if pedido.reducao is not None and centavos(pedido.reducao) >= hoje - situacao.a_subtrair:
        yield NADA_A_REPASSAR
    if pedido.novo_fim is not None and not (exame.excepcional and exame.prorrogacao_no_edital):
        so = "Só se prorroga em hipótese excepcional e com autorização expressa do edital."
        yield DEC_167.art(36, inciso="VI"), so


def cabe(pedido: PedidoDeAlteracao, exame: Exame, situacao: Situacao, *, conta_reajuste: bool) -> bool:
    """Whether nothing forbids the change."""
    return not any(obices(pedido, exame, situacao, conta_reajuste=conta_reajuste))


def em_decimal(quantia: int) -> Decimal:
    """Cents as an amount of reais."""
    return Decimal(quantia).scaleb(-2)


def com_valor(parceria: ParceriaEmCurso, diferenca: int) -> ParceriaEmCurso:
    """The partnership with its total changed by `diferenca` cents."""
    return parceria.model_copy(update={"repasse": em_decimal(centavos(parceria.repasse) + diferenca)})


def pelo_registro(parceria: ParceriaEmCurso, consta: Entry) -> ParceriaEmCurso:
    """The partnership as the register of alterations has it by now: its value, and the later of the two ends of its
    term, since nothing shortens it."""
    fim, repasse = consta.details.get("fim"), consta.details.get("repasse")
    return parceria.model_copy(update={
        "fim": max(parceria.fim, date.fromisoformat(fim)) if fim else parceria.fim,
        "repasse": em_decimal(int(repasse)) if repasse else parceria.repasse,
    })  # fmt: skip


def diferenca(pedido: PedidoDeAlteracao) -> int | None:
    """By how many cents the change moves the total to be transferred; None when it does not."""
    acrescimo = centavos(pedido.acrescimo) if pedido.acrescimo else 0
    reducao = centavos(pedido.reducao) if pedido.reducao else 0
    return acrescimo - reducao or None


def alterada(parceria: ParceriaEmCurso, pedido: PedidoDeAlteracao) -> ParceriaEmCurso:
    """The partnership as the change leaves it: its value, and its term, which no change shortens."""
    nova = com_valor(parceria, diferenca(pedido) or 0)
    return nova.model_copy(update={"fim": max(pedido.novo_fim or parceria.fim, parceria.fim)})


def somada(situacao: Situacao, pedido: PedidoDeAlteracao) -> Situacao:
    """The situation after the change."""
    return replace(situacao, acrescimos=situacao.acrescimos + (centavos(pedido.acrescimo) if pedido.acrescimo else 0))


# -- Art. 49, § 1º, I: prorrogação pelo exato atraso -----------------------------------------------------------------
def dias_atrasados(atrasos: Iterable[tuple[date, date]]) -> list[date]:
    """The days of delays, each once, in order: from the one after the release was due to the one of it."""
    ordinais = {dia for devida, liberada in atrasos for dia in range(devida.toordinal() + 1, liberada.toordinal() + 1)}
    return [date.fromordinal(dia) for dia in sorted(ordinais)]


def dias_de_atraso(atrasos: Iterable[tuple[date, date]], compensados: Iterable[tuple[date, date]] = ()) -> int:
    """Art. 49, § 1º, I: on how many days money was owed and not released, each counted once.

    A delay begins the day after the release was due and ends on the day of it. Days that already extended the term
    (`compensados`) are not counted again.
    """
    return len(set(dias_atrasados(atrasos)) - set(dias_atrasados(compensados)))


def prorrogada(parceria: ParceriaEmCurso, dias: int) -> ParceriaEmCurso:
    """The partnership with its term longer by as many days."""
    return parceria.model_copy(update={"fim": parceria.fim + timedelta(days=dias)})
