"""What a case under a partnership hands back to it: what changes from now on, and lines for its ledger.

A case that changes the partnership says `report(mudanca=Mudanca(...).model_dump(mode="json"))`; one that moves money
says `report(linhas=[...])`, lines of `razao` as plain data. The partnership takes both in when the case ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from workflows.execucao.parceria_em_curso import ParceriaEmCurso
from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import Dinheiro
from workflows.parcerias.formularios import campo, opcional
from workflows.parcerias.formularios_minuta import TrechoDaObra

MUDANCA = "mudanca"
LINHAS = "linhas"


class ParcelaPrevista(Form):
    """An instalment of the disbursement calendar: from which day it may be released, and whether it pays works."""

    numero: Annotated[int, Field(ge=1, le=240)] = campo("Número da parcela")
    dia: date = campo("Data prevista", "A parcela não sai antes.", provision=DEC_167.art(38, par=1).id)
    valor: Dinheiro = campo("Valor", mask="money")
    obra: bool = Field(default=False, title="Paga obra", json_schema_extra={"provision": DEC_167.art(33, par=3).id})


class AumentoDeParcela(Form):
    """By how much an instalment not yet begun grows, by its number; one that is not in the calendar comes on `dia`."""

    numero: Annotated[int, Field(ge=1, le=240)] = campo("Número da parcela")
    valor: Dinheiro = campo("Quanto ela cresce", mask="money", provision=DEC_167.art(36, inciso="III").id)
    dia: date | None = opcional("Data prevista, se a parcela é nova", provision=DEC_167.art(38, par=1).id)


class Mudanca(Form):
    """What changes, each only when it is said: the last day of the term or how many days it gains, the total to be
    transferred or by how many cents it changes, the instalments not yet begun (by number; the others stay) or by how
    much they grow, the day on which the partnership ended before its term, and the stretches of its object, all of
    them. Who says by how much overwrites nothing that another change did meanwhile.
    """

    fim: date | None = opcional("Novo fim da vigência", provision=DEC_167.art(49, inciso="I", alinea="c").id)
    dias: Annotated[int, Field(ge=1)] | None = opcional(
        "Quantos dias a vigência ganha", provision=DEC_167.art(49, par=1, inciso="I").id
    )
    repasse: Dinheiro | None = opcional("Novo valor total do repasse", mask="money")
    diferenca: int | None = opcional("Quanto o repasse muda, em centavos")
    parcelas: tuple[ParcelaPrevista, ...] = Field(default=(), title="Parcelas que ainda não foram abertas")
    aumentos: tuple[AumentoDeParcela, ...] = Field(default=(), title="Quanto cresce cada parcela")
    encerrada_em: date | None = opcional("Encerrada antes do fim, em")
    trechos: tuple[TrechoDaObra, ...] = Field(default=(), title="Os trechos do objeto, todos, como ficam")


@dataclass(frozen=True)
class Vigente:
    """The partnership as it stands after what changed it, its calendar of disbursement, and its last day if it ended
    early."""

    parceria: ParceriaEmCurso
    parcelas: tuple[ParcelaPrevista, ...]
    encerrada_em: date | None = None

    @property
    def ultimo_dia(self) -> date:
        """The last day of the partnership: that of its term, or the one on which it was ended."""
        return min(self.parceria.fim, self.encerrada_em or self.parceria.fim)

    def parcela(self, numero: int) -> ParcelaPrevista | None:
        """The instalment of that number; None when the calendar has none."""
        return next((uma for uma in self.parcelas if uma.numero == numero), None)


def mudada(vigente: Vigente, mudanca: Mudanca) -> Vigente:
    """The partnership after one change; of two new ends of its term the later one holds, since none shortens it.

    Raises `ValidationError` when nothing would be left to be transferred.
    """
    novas = {uma.numero: uma for uma in (*vigente.parcelas, *mudanca.parcelas)}
    for aumento in mudanca.aumentos:
        novas |= {uma.numero: uma for uma in _aumentada(novas.get(aumento.numero), aumento)}
    repasse = (mudanca.repasse or vigente.parceria.repasse) + Decimal(mudanca.diferenca or 0) / 100
    fim = max(mudanca.fim or vigente.parceria.fim, vigente.parceria.fim) + timedelta(days=mudanca.dias or 0)
    parceria = ParceriaEmCurso.model_validate({**vigente.parceria.model_dump(), "fim": fim, "repasse": repasse})
    return replace(
        vigente, parceria=parceria, parcelas=tuple(novas[numero] for numero in sorted(novas)),
        encerrada_em=mudanca.encerrada_em or vigente.encerrada_em,
    )  # fmt: skip


def _aumentada(parcela: ParcelaPrevista | None, aumento: AumentoDeParcela) -> Iterable[ParcelaPrevista]:
    if parcela is not None:
        return (parcela.model_copy(update={"valor": parcela.valor + aumento.valor}),)
    nova = aumento.dia and ParcelaPrevista(numero=aumento.numero, dia=aumento.dia, valor=aumento.valor)
    return (nova,) if nova else ()


def depois_de(vigente: Vigente, relatos: Iterable[dict[str, Any]]) -> Vigente:
    """The partnership after what ended cases handed back, in the order in which they ended."""
    for relato in relatos:
        if dita := relato.get(MUDANCA):
            vigente = mudada(vigente, Mudanca.model_validate(dita))
    return vigente
