"""Denúncia da parceria por desinteresse (Decreto 167/2019, art. 36, XIV).

Either party may leave at any time, with the notice of the instrument, of sixty days at least. Until the last day
whoever denounced may still go on.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from workflows.clock import Binds, Counting, Nature
from workflows.execucao.formularios_alteracao import Iniciativa
from workflows.execucao.formularios_fim import ART_36_XIV, Desistencia, NotificacaoDaDenuncia, PedidoDeDenuncia
from workflows.execucao.mudancas import Mudanca
from workflows.execucao.regras_fim import obices_da_denuncia
from workflows.execucao.sob_parceria import SobParceria
from workflows.kernel import About, Deadline, Decision, Event, HumanTask, Notice, Outcome, Stage, exige, procedure, veda
from workflows.kernel.procedure import DECORRIDO
from workflows.kernel.roles import AREA_TECNICA, GESTAO, OSC, PROTOCOLO, SECRETARIO
from workflows.kernel.state import Context
from workflows.norms import Provision
from workflows.parcerias.formularios import Fundamentada

DENUNCIADA = Outcome("rescindida-por-desinteresse", "Parceria rescindida por desinteresse")
MANTIDA = Outcome("parceria-mantida", "Parceria mantida")

COMUNICACAO = Stage("comunicacao", "Comunicação")
AVISO = Stage("aviso", "Aviso prévio")


def _veda(obices: Iterable[tuple[Provision, str]], campo: str) -> None:
    for dispositivo, obice in obices:
        veda(dispositivo, obice, campo)


# -- Art. 36, XIV: quando a iniciativa é da SINFRA -------------------------------------------------------------------
DENUNCIAR = Outcome("denunciar", "Denunciar a parceria")
NAO_DENUNCIAR = Outcome("nao-denunciar", "Não denunciar", "A parceria continua como está.")

DECIDIR = Decision(
    id="denuncia.decisao", title="Decidir se a SINFRA denuncia a parceria", provision=ART_36_XIV, role=SECRETARIO,
    duties=("RES-01",), form=Fundamentada, outcomes=(DENUNCIAR, NAO_DENUNCIAR), action="Assinar a decisão",
    then="a organização é notificada, e o aviso começa a correr",
)  # fmt: skip


def _notificada(caso: Any, _outcome: str, form: NotificacaoDaDenuncia) -> None:
    exige(form.notificada_em <= caso.today, ART_36_XIV, "Esta data ainda não chegou.", "notificada_em")
    decidida = f"A denúncia só foi decidida em {caso.decidida_em:%d/%m/%Y}."
    exige(form.notificada_em >= caso.decidida_em, ART_36_XIV, decidida, "notificada_em")
    aviso, parceria = caso.input.aviso_em_dias, caso.input.parceria
    obices = obices_da_denuncia(form.notificada_em, aviso, form.ultimo_dia, parceria.inicio, parceria.fim)
    _veda(obices, "ultimo_dia")


NOTIFICAR = HumanTask(
    id="denuncia.notificacao", title="Notificar a organização da denúncia", provision=ART_36_XIV, role=AREA_TECNICA,
    duties=("RES-01",), form=NotificacaoDaDenuncia, outcomes=(Outcome("notificada", "Notificada"),), check=_notificada,
    action="Registrar a notificação", then="a parceria termina no último dia do aviso",
)  # fmt: skip

# -- Art. 36, XIV: o aviso --------------------------------------------------------------------------------------
PRAZO_DO_AVISO = Deadline(
    id="denuncia.aviso", title="aviso prévio da denúncia", provision=ART_36_XIV, duties=("RES-01",),
    nature=Nature.VALIDITY, counting=Counting.MATERIAL, binds=Binds.PARTICULAR, reminders=(15,),
    on_lapse="a parceria termina",
)  # fmt: skip

AVISO_A_ORGANIZACAO = Notice(
    id="denuncia.aviso-a-organizacao", title="A parceria vai terminar", provision=ART_36_XIV,
    body="O {numero} foi denunciado. O último dia da parceria é {dia:%d/%m/%Y}; até lá ela corre como hoje.",
)  # fmt: skip
AVISO_A_SINFRA = Notice(
    id="denuncia.aviso-a-sinfra", title="A parceria vai terminar", to=GESTAO, provision=ART_36_XIV,
    body="O {numero} foi denunciado. O último dia da parceria é {dia:%d/%m/%Y}; preparem o encerramento.",
)  # fmt: skip


def _de_quem_denunciou(caso: Any, act: Any, _form: Desistencia) -> None:
    da_osc = OSC.id in act.actor.roles
    so = "Só quem denunciou pode voltar atrás."
    exige(da_osc is (caso.input.quem is Iniciativa.ORGANIZACAO), ART_36_XIV, so)


DESISTIR = Event(
    id="denuncia.desistencia", title="desistência da denúncia", provision=ART_36_XIV, who=(OSC, GESTAO),
    form=Desistencia, parties_only=True, check=_de_quem_denunciou,
    instructions="Quem denunciou pode desistir até o último dia do aviso, e a parceria continua.",
)  # fmt: skip


@procedure
class Denuncia(SobParceria[PedidoDeDenuncia]):
    """From the communication to the last day, which the case above learns in `mudanca`."""

    about = About(
        id="denuncia", title="Denúncia da parceria", short="Denúncia", norm="Decreto 167/2019",
        provisions=(ART_36_XIV,),
        started_by=(OSC, AREA_TECNICA, GESTAO, PROTOCOLO), input=PedidoDeDenuncia, stages=(COMUNICACAO, AVISO),
        outcomes=(DENUNCIADA, MANTIDA), duties=("RES-01",),
    )  # fmt: skip
    decidida_em: date

    @classmethod
    def admit(cls, pedido: PedidoDeDenuncia, on: date, _context: Context) -> None:
        """The organisation's last day leaves room for the notice, and comes before the term ends by itself."""
        fim = pedido.parceria.fim
        exige(on <= fim, ART_36_XIV, f"A vigência terminou em {fim:%d/%m/%Y}; não há o que denunciar.")
        if pedido.ultimo_dia is not None:
            inicio = pedido.parceria.inicio
            _veda(obices_da_denuncia(on, pedido.aviso_em_dias, pedido.ultimo_dia, inicio, fim), "ultimo_dia")

    async def run(self) -> Outcome:
        """Art. 36, XIV: told, and over when the notice is."""
        self.concern(self.osc)
        self.enter(COMUNICACAO)
        desde, ultimo_dia = self.started_on, self.input.ultimo_dia
        if self.input.quem == Iniciativa.SINFRA:
            decidida = await self.enquanto_vige(DECIDIR)
            if decidida != DENUNCIAR:
                return MANTIDA
            self.decidida_em = decidida.on
            notificada = await self.enquanto_vige(NOTIFICAR)
            if notificada == DECORRIDO:
                return MANTIDA
            desde, ultimo_dia = notificada.day("notificada_em"), notificada.day("ultimo_dia")
        self.enter(AVISO)
        return await self.unless(DESISTIR, self.avisar(desde, ultimo_dia), MANTIDA)

    async def avisar(self, desde: date, ultimo_dia: Any) -> Outcome:
        """Art. 36, XIV: the notice runs to its last day, the last of the partnership."""
        dias = self.reckon(lambda: (ultimo_dia - desde).days)
        self.begin(PRAZO_DO_AVISO, since=desde, because="comunicação da denúncia", fixed=dias)
        numero = self.input.parceria.numero
        self.notify(AVISO_A_ORGANIZACAO, party=self.osc, numero=numero, dia=ultimo_dia)
        self.notify(AVISO_A_SINFRA, numero=numero, dia=ultimo_dia)
        await self.elapse(PRAZO_DO_AVISO)
        self.show(encerrada_em=ultimo_dia.isoformat())
        self.report(mudanca=self.made(Mudanca, encerrada_em=ultimo_dia).model_dump(mode="json"))
        return DENUNCIADA
