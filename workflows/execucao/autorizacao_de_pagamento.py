"""Autorização de pagamento em espécie ou de reembolso (Decreto 167/2019, art. 43, §§ 1º, II, e 3º).

The organisation asks, formally; the Secretário decides with reasons. What was authorised is found by the register of
each month's expenses.
"""

from datetime import date
from enum import StrEnum
from typing import Any

from workflows.clock import format_date
from workflows.execucao.registros_de_despesa import ESPECIE_AUTORIZADA, REEMBOLSO_AUTORIZADO
from workflows.execucao.sob_parceria import DaParceria, SobParceria
from workflows.kernel import About, Decision, Notice, Outcome, Stage, exige, procedure
from workflows.kernel.roles import AREA_TECNICA, INTEGRACAO, OSC, SECRETARIO
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, Motivo, Texto, campo, opcional

ESPECIE = DEC_167.art(43, par=1, inciso="II")
REEMBOLSO = DEC_167.art(43, par=3)

# -- Resultados ------------------------------------------------------------------------------------------------------
AUTORIZADO = Outcome("pagamento-autorizado", "Pagamento autorizado")
NEGADO = Outcome("pagamento-negado", "Pagamento não autorizado")

DECISAO = Stage("decisao", "Decisão do Secretário")


class Forma(StrEnum):
    """What is asked for."""

    ESPECIE = "especie"
    REEMBOLSO = "reembolso"


class PedidoDePagamento(DaParceria):
    """The formal request of the organisation."""

    forma: Forma = campo("O que se pede", widget="radio", provision=DEC_167.art(43).id, opcoes={
        "especie": "Pagar em espécie", "reembolso": "Reembolsar o que já se pagou",
    })  # fmt: skip
    razao: Motivo = campo(
        "Por quê", "A peculiaridade do objeto ou do território; no reembolso, a situação excepcional.",
        widget="textarea", provision=DEC_167.art(43, par=1).id,
    )  # fmt: skip


class DecisaoDoSecretario(Fundamentada):
    """The reasoned decision; for a reimbursement, also what § 3º asks of it."""

    ate: date | None = opcional("Último dia em que vale", "Em branco, até o fim da parceria.")
    credito_comprovado: bool | None = opcional(
        "No reembolso, está comprovado o crédito na conta do fornecedor", provision=REEMBOLSO.id
    )
    ato_setorial: Texto | None = opcional("No reembolso, o ato normativo setorial", provision=REEMBOLSO.id)


AUTORIZAR = Outcome("autorizar", "Autorizar")
NEGAR = Outcome("negar", "Não autorizar")


def _com_o_que_se_pede(caso: Any, outcome: str, decisao: DecisaoDoSecretario) -> None:
    if outcome != AUTORIZAR:
        return
    chegou = decisao.ate is None or decisao.ate >= caso.today
    exige(chegou, DEC_167.art(43, par=1), "O último dia da autorização já passou.", "ate")
    if caso.input.forma == Forma.REEMBOLSO:
        sem_credito = "Reembolsa-se só com o crédito comprovado na conta do fornecedor ou prestador."
        exige(decisao.credito_comprovado is True, REEMBOLSO, sem_credito, "credito_comprovado")
        sem_ato = "O reembolso segue ato normativo setorial; diga qual."
        exige(decisao.ato_setorial is not None, REEMBOLSO, sem_ato, "ato_setorial")


DECIDIR = Decision(
    id="autorizacao-de-pagamento.decisao", title="Decidir sobre o pagamento em espécie ou o reembolso",
    provision=DEC_167.art(43, par=1), duties=("PAG-06", "PAG-08", "R-043-CASH-COND", "R-043-REIMB"), role=SECRETARIO,
    form=DecisaoDoSecretario, outcomes=(AUTORIZAR, NEGAR), check=_com_o_que_se_pede, action="Assinar a decisão",
    instructions="É exceção. A autorização não muda os limites: R$ 1.000,00 por beneficiário e 1% da parceria.",
    then="a organização é avisada, e o registro do mês confere a autorização",
)  # fmt: skip

AVISO = Notice(
    id="autorizacao-de-pagamento.aviso", title="Decisão sobre o pagamento", provision=DEC_167.art(43, par=1),
    body="O pedido da parceria {numero} foi decidido em {dia}: {decisao}.",
)  # fmt: skip


@procedure
class AutorizacaoDePagamento(SobParceria[PedidoDePagamento]):
    """One request and its decision."""

    about = About(
        id="autorizacao-de-pagamento", title="Autorização de pagamento em espécie ou de reembolso",
        short="Autorização de pagamento", norm="Decreto 167/2019", provisions=(DEC_167.art(43),),
        started_by=(OSC, AREA_TECNICA, INTEGRACAO), input=PedidoDePagamento, stages=(DECISAO,),
        outcomes=(AUTORIZADO, NEGADO),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """Art. 43, §§ 1º and 3º: asked for, decided, and kept where the register of the month finds it."""
        self.concern(self.osc)
        self.enter(DECISAO)
        decidido = await self.ask(DECIDIR)
        resultado = AUTORIZADO if decidido == AUTORIZAR else NEGADO
        self.notify(
            AVISO, party=self.osc, numero=self.input.parceria.numero, dia=format_date(decidido.on),
            decisao=resultado.title.lower(),
        )  # fmt: skip
        self.show(forma=self.input.forma, decidido_em=decidido.on.isoformat())
        if decidido == AUTORIZAR:
            self.inscribe(
                ESPECIE_AUTORIZADA if self.input.forma == Forma.ESPECIE else REEMBOLSO_AUTORIZADO, AUTORIZADO,
                party=self.input.parceria.chave, since=decidido.on, until=decidido.read(DecisaoDoSecretario).ate,
            )  # fmt: skip
        return resultado
