"""Entrega de um trecho do objeto (Decreto 167/2019, art. 81).

Where the instrument ties the partial accounts to fragments of the object, the organisation communicates that one was
done and the Gestor says whether it was. The decree gives no time for that, and nothing is confirmed by silence.
"""

from workflows.clock import Binds, Counting, Nature
from workflows.execucao.agentes_da_parceria import ComAgentes, pela_chefia
from workflows.execucao.formularios_trechos import ART_81, ORDEM, EntregaAConferir
from workflows.execucao.regras_trechos import CONFIRMADA_EM, TRECHO
from workflows.kernel import About, Deadline, HumanTask, Notice, Outcome, Stage, procedure
from workflows.kernel.roles import GESTAO, GESTOR_DA_PARCERIA
from workflows.norms import Param
from workflows.parcerias.formularios import Fundamentada

# -- Resultados ------------------------------------------------------------------------------------------------
ENTREGUE = Outcome("trecho-entregue", "Trecho entregue")
REJEITADA = Outcome("entrega-rejeitada", "Entrega rejeitada")

CONFERENCIA = Stage("conferencia", "Conferência")

# -- Art. 81: a conferência pelo Gestor ------------------------------------------------------------------------------
PRAZO = Deadline(
    id="entrega-de-trecho.prazo", title="conferência da entrega do trecho", provision=ORDEM,
    parameter=Param("prazo_conferencia_entrega_dias"), nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL,
    binds=Binds.ADMINISTRACAO, on_lapse="a conferência continua devida, e nada se confirma pelo silêncio",
    escalations=(1,), escalates_to=GESTAO,
)  # fmt: skip
CONFIRMAR = Outcome("confirmar", "Confirmar a entrega", "As contas parciais do período passam a ser devidas.")
REJEITAR = Outcome("rejeitar", "Rejeitar a entrega", "A organização pode refazer e comunicar de novo.")

CONFERIR = HumanTask(
    id="entrega-de-trecho.conferencia", title="Conferir a entrega do trecho", provision=ORDEM,
    duties=("PCP-01", "R-081"), role=GESTOR_DA_PARCERIA, form=Fundamentada, outcomes=(CONFIRMAR, REJEITAR),
    deadline=PRAZO, action="Assinar a conferência",
    instructions="Compare o que foi feito com o que o projeto e o plano de trabalho delineiam para o trecho.",
    then="confirmada, abrem-se as contas parciais; rejeitada, a organização sabe por quê e pode comunicar de novo",
)  # fmt: skip
CONFERIR_PELA_CHEFIA = pela_chefia(CONFERIR)

AVISO = Notice(
    id="entrega-de-trecho.aviso", title="A entrega do trecho foi conferida", provision=ORDEM,
    body="Trecho {trecho}: {resultado}. {segue} O motivo está no processo.",
)  # fmt: skip
SEGUE = {
    str(CONFIRMAR): "As contas parciais do período passam a ser devidas.",
    str(REJEITAR): "Refaça o que falta e comunique a entrega de novo.",
}


@procedure
class EntregaDeTrecho(ComAgentes[EntregaAConferir]):
    """From the communication to the Gestor's answer; the partnership learns which stretch was confirmed, and when."""

    about = About(
        id="entrega-de-trecho", title="Entrega de trecho do objeto", short="Entrega de trecho",
        norm="Decreto 167/2019", provisions=(ART_81, ORDEM), started_by=(), input=EntregaAConferir,
        stages=(CONFERENCIA,), outcomes=(ENTREGUE, REJEITADA), duties=("R-081",),
    )  # fmt: skip

    @classmethod
    def subject_of(cls, entrega: EntregaAConferir) -> str:
        """The instrument by its number, and the stretch."""
        return f"{entrega.parceria.numero}: trecho {entrega.trecho.numero}, {entrega.trecho.nome}"

    async def run(self) -> Outcome:
        """Art. 81: confirmed or rejected, with reasons."""
        self.concern(self.osc)
        self.enter(CONFERENCIA)
        entrega = self.input
        trecho = f"{entrega.trecho.numero}, {entrega.trecho.nome}"
        sobre = {
            "trecho": trecho, "quantidade": entrega.trecho.extensao, "concluído em": entrega.concluido_em.isoformat(),
            "o que comprova": entrega.comprovacao,
        }  # fmt: skip
        conferida = await self.pelo_gestor(CONFERIR, CONFERIR_PELA_CHEFIA, about=sobre)
        resultado = ENTREGUE if conferida == CONFIRMAR else REJEITADA
        segue = self.one_of(SEGUE, str(conferida))
        self.notify(AVISO, party=self.osc, trecho=trecho, resultado=resultado.title.lower(), segue=segue)
        if resultado == ENTREGUE:
            self.report(**{TRECHO: entrega.trecho.numero, CONFIRMADA_EM: conferida.on.isoformat()})
        return resultado
