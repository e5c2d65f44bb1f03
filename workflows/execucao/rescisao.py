"""Rescisão unilateral da parceria (Decreto 167/2019, arts. 36, XIV, and 84, § 2º, IV).

For a breach of the organisation: notified, heard in its defence or silent, and decided by the Secretary with reasons.
"""

from datetime import date
from typing import Any

from workflows.clock import Binds, Counting, Nature
from workflows.execucao.formularios_fim import (
    ART_36_XIV,
    DecisaoDeRescindir,
    Defesa,
    NotificacaoParaDefesa,
    PedidoDeRescisao,
)
from workflows.execucao.mudancas import Mudanca
from workflows.execucao.sob_parceria import SobParceria
from workflows.kernel import DECORRIDO, About, Deadline, Decision, HumanTask, Notice, Outcome, Stage, exige, procedure
from workflows.kernel.roles import AREA_TECNICA, GESTAO, OSC, SECRETARIO
from workflows.kernel.state import Context
from workflows.norms import DEC_167, Param

DEFENDER_SE, RESCINDIR_UNILATERALMENTE = DEC_167.art(84, par=2), DEC_167.art(84, par=2, inciso="IV")
PRAZO_GERAL = Param("prazo_defesa_previa_dias")

RESCINDIDA = Outcome("rescindida-unilateralmente", "Parceria rescindida pela SINFRA")
MANTIDA = Outcome("parceria-mantida", "Parceria mantida")
PREJUDICADA = Outcome("vigencia-encerrada", "A vigência terminou antes da decisão")

DEFESA = Stage("defesa", "Defesa")
DECISAO = Stage("decisao", "Decisão")


# -- Art. 84, § 2º: ampla defesa -------------------------------------------------------------------------------------
def _notificada(caso: Any, _outcome: str, form: NotificacaoParaDefesa) -> None:
    exige(form.notificada_em <= caso.today, DEFENDER_SE, "Esta data ainda não chegou.", "notificada_em")
    exige(form.notificada_em >= caso.started_on, DEFENDER_SE, "A notificação vem depois da abertura.", "notificada_em")
    sem = "O decreto não dá o prazo da defesa: diga-o na notificação."
    exige(bool(form.prazo_em_dias or caso.prazo_geral), DEFENDER_SE, sem, "prazo_em_dias")


NOTIFICAR = HumanTask(
    id="rescisao.notificacao", title="Notificar a organização para se defender", provision=DEFENDER_SE,
    role=AREA_TECNICA, duties=("RES-02",), form=NotificacaoParaDefesa, check=_notificada,
    outcomes=(Outcome("notificada", "Notificada"),), action="Registrar a notificação",
    instructions="Diga na notificação o que foi descumprido e em quantos dias a organização pode se defender.",
    then="corre o prazo da defesa",
)  # fmt: skip

PRAZO_DA_DEFESA = Deadline(
    id="rescisao.prazo-da-defesa", title="defesa na rescisão", provision=DEFENDER_SE, duties=("RES-02",),
    parameter=PRAZO_GERAL, nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR,
    reminders=(3,), on_lapse="o Secretário decide sem a defesa",
)  # fmt: skip

DEFENDER = HumanTask(
    id="rescisao.defesa", title="Defender-se da rescisão", provision=DEFENDER_SE, role=OSC, duties=("RES-02",),
    form=Defesa, outcomes=(Outcome("apresentada", "Apresentada"),), within=PRAZO_DA_DEFESA, action="Enviar a defesa",
    then="o Secretário decide",
)  # fmt: skip

# -- Arts. 36, XIV, e 84, § 2º, IV: decisão --------------------------------------------------------------------------
RESCINDIR = Outcome("rescindir", "Rescindir")
MANTER = Outcome("manter", "Manter a parceria")


def _decidida(caso: Any, outcome: str, form: DecisaoDeRescindir) -> None:
    if outcome == MANTER:
        exige(form.ultimo_dia is None, ART_36_XIV, "A parceria mantida não tem último dia.", "ultimo_dia")
        return
    dia, inicio, fim = form.ultimo_dia, caso.input.parceria.inicio, caso.input.parceria.fim
    exige(dia is not None, ART_36_XIV, "Diga o último dia da parceria.", "ultimo_dia")
    dentro = dia is not None and max(caso.today, inicio) <= dia <= fim
    exige(dentro, ART_36_XIV, "O último dia é um dia da vigência, de hoje em diante.", "ultimo_dia")


DECIDIR = Decision(
    id="rescisao.decisao", title="Decidir sobre a rescisão", provision=RESCINDIR_UNILATERALMENTE, role=SECRETARIO,
    duties=("RES-02",), form=DecisaoDeRescindir, outcomes=(RESCINDIR, MANTER), check=_decidida,
    action="Assinar a decisão", then="a organização é avisada; rescindida, a parceria se encerra",
)  # fmt: skip

AVISO_DA_DECISAO = Notice(
    id="rescisao.aviso-da-decisao", title="A SINFRA decidiu sobre a rescisão", provision=RESCINDIR_UNILATERALMENTE,
    body="A rescisão do {numero} foi decidida: {decisao}. A decisão e seus motivos estão no processo.",
)  # fmt: skip


@procedure
class Rescisao(SobParceria[PedidoDeRescisao]):
    """From the breach to the decision; the case above learns the last day in `mudanca`."""

    about = About(
        id="rescisao", title="Rescisão unilateral da parceria", short="Rescisão", norm="Decreto 167/2019",
        provisions=(ART_36_XIV, RESCINDIR_UNILATERALMENTE), started_by=(AREA_TECNICA, GESTAO), input=PedidoDeRescisao,
        stages=(DEFESA, DECISAO), outcomes=(RESCINDIDA, MANTIDA, PREJUDICADA), duties=("RES-02",),
    )  # fmt: skip
    prazo_geral: int | None

    @classmethod
    def admit(cls, pedido: PedidoDeRescisao, on: date, _context: Context) -> None:
        """What has ended is not rescinded."""
        fim = pedido.parceria.fim
        exige(on <= fim, ART_36_XIV, f"A vigência terminou em {fim:%d/%m/%Y}; não há o que rescindir.")

    async def run(self) -> Outcome:
        """Arts. 36, XIV, and 84, § 2º: nobody is condemned unheard."""
        self.concern(self.osc)
        self.prazo_geral = self.parameter(PRAZO_GERAL)
        self.enter(DEFESA)
        notificada = await self.enquanto_vige(NOTIFICAR)
        if notificada == DECORRIDO:
            return PREJUDICADA
        prazo = notificada.read(NotificacaoParaDefesa)
        quando = prazo.notificada_em
        self.begin(PRAZO_DA_DEFESA, since=quando, because="notificação", party=self.osc, fixed=prazo.prazo_em_dias)
        await self.enquanto_vige(DEFENDER, party=self.osc)
        self.met(PRAZO_DA_DEFESA, party=self.osc)

        self.enter(DECISAO)
        decidida = await self.enquanto_vige(DECIDIR)
        if decidida == DECORRIDO:
            return PREJUDICADA
        palavra = "a parceria foi rescindida" if decidida == RESCINDIR else "a parceria continua"
        self.notify(AVISO_DA_DECISAO, party=self.osc, numero=self.input.parceria.numero, decisao=palavra)
        if decidida != RESCINDIR:
            return MANTIDA
        ultimo_dia = decidida.day("ultimo_dia")
        self.show(encerrada_em=ultimo_dia.isoformat())
        self.report(mudanca=self.made(Mudanca, encerrada_em=ultimo_dia).model_dump(mode="json"))
        return RESCINDIDA
