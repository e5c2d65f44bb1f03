"""The acts of a sanction (arts. 84, § 2º, 96, parágrafo único, and 110): heard, decided, recorded."""

from typing import Any

from workflows.clock import Binds, Counting, Nature
from workflows.contas.formularios_julgamento import NotificacaoComPrazo
from workflows.contas.formularios_sancao import DecisaoDaSancao, DefesaDaSancao, RegistroDaResponsabilidade
from workflows.contas.regras_sancao import Esfera, obices_da_responsabilidade, obices_da_sancao
from workflows.kernel import Deadline, Decision, Forbidden, HumanTask, Notice, Outcome, exige, veda_cada
from workflows.kernel.roles import AREA_TECNICA, OSC, SECRETARIO
from workflows.norms import DEC_167, Param

AMPLA_DEFESA = DEC_167.art(84, par=2)
CATALOGO = Param("catalogo_sancoes")
DIAS_DA_DEFESA = Param("prazo_defesa_previa_dias")


def _entregue(caso: Any, _outcome: str, notificacao: NotificacaoComPrazo) -> None:
    futuro = "O dia da entrega ainda não chegou."
    exige(notificacao.entregue_em <= caso.today, AMPLA_DEFESA, futuro, "entregue_em")
    antes = "A entrega não pode ser de antes do processo."
    exige(notificacao.entregue_em >= caso.started_on, AMPLA_DEFESA, antes, "entregue_em")


NOTIFICAR = HumanTask(
    id="sancao.notificacao", title="Notificar a organização para a defesa", provision=AMPLA_DEFESA,
    duties=("SAN-01",), role=AREA_TECNICA, form=NotificacaoComPrazo, check=_entregue,
    outcomes=(Outcome("notificada", "Notificada"),), action="Registrar a notificação",
    instructions="Diga os fatos e a sanção que podem ter por consequência. Registre quando ela tiver recebido.",
    then="a organização se defende antes que algo se decida",
)  # fmt: skip

PRAZO_DA_DEFESA = Deadline(
    id="sancao.prazo-da-defesa", title="defesa antes da decisão sobre a sanção", provision=AMPLA_DEFESA,
    duties=("SAN-01",), parameter=DIAS_DA_DEFESA, nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL,
    binds=Binds.PARTICULAR, reminders=(2,), on_lapse="decide-se sem a defesa",
)  # fmt: skip

DEFENDER = HumanTask(
    id="sancao.defesa", title="Defender-se da sanção", provision=AMPLA_DEFESA, duties=("SAN-01",), role=OSC,
    form=DefesaDaSancao, outcomes=(Outcome("apresentada", "Defesa apresentada"),), within=PRAZO_DA_DEFESA,
    action="Apresentar", then="o Secretário decide",
)  # fmt: skip

APLICAR = Outcome("aplicar", "Aplicar sanção", "A responsabilidade e a sanção ficam registradas.")
RESPONSABILIZAR = Outcome("responsabilizar", "Reconhecer a responsabilidade, sem sanção")
AFASTAR = Outcome("afastar", "Afastar a responsabilidade", "Sem culpa ou dolo, ou sem desacordo com plano e decreto.")


def _como_a_norma(caso: Any, outcome: str, decisao: DecisaoDaSancao) -> None:
    obices = [
        *obices_da_responsabilidade(
            responde=outcome != AFASTAR, elemento=decisao.elemento, contra_o_plano=decisao.contra_o_plano,
            contra_o_decreto=decisao.contra_o_decreto, esferas=decisao.esferas,
        ),
        *obices_da_sancao(
            decisao.sancao, caso.catalogo, aplica=outcome == APLICAR, lei=bool(decisao.lei), termo=bool(decisao.ate)
        ),
    ]  # fmt: skip
    if caso.tem_ressalvas and outcome == APLICAR and not decisao.ressalvas_consideradas:
        dito = "A organização tem ressalvas registradas: considere-as na aplicação da sanção."
        obices.append((DEC_167.art(96, par="unico"), dito, "ressalvas_consideradas"))
    if decisao.ate and decisao.ate <= caso.today:
        obices.append((DEC_167.art(84, par=2, inciso="II"), "O último dia da sanção já passou.", "ate"))
    veda_cada([Forbidden(*obice) for obice in obices])


DECIDIR = Decision(
    id="sancao.decisao", title="Decidir sobre a responsabilidade e a sanção", role=SECRETARIO,
    provision=DEC_167.art(84, par=2, inciso="II"), duties=("SAN-02", "R-110"), form=DecisaoDaSancao,
    outcomes=(APLICAR, RESPONSABILIZAR, AFASTAR), check=_como_a_norma, action="Assinar a decisão",
    instructions="O decreto só nomeia a advertência. Outra sanção depende de lei e de ato do órgão que a preveja.",
    then="a responsabilidade reconhecida é registrada; afastada, o processo se encerra",
)  # fmt: skip


def _comunicada(caso: Any, _outcome: str, registro: RegistroDaResponsabilidade) -> None:
    fora = Esfera.CIVIL in caso.decidida.esferas or Esfera.CRIMINAL in caso.decidida.esferas
    dito = "A organização responde também fora da SINFRA: diga a quem foi comunicado."
    exige(bool(registro.comunicado_a) or not fora, DEC_167.art(110), dito, "comunicado_a")


REGISTRAR = HumanTask(
    id="sancao.registro", title="Registrar a responsabilidade da organização", provision=DEC_167.art(110),
    duties=("SAN-03",), role=AREA_TECNICA, form=RegistroDaResponsabilidade, check=_comunicada,
    outcomes=(Outcome("registrada", "Registrada"),), action="Registrar",
    then="quem consultar os registros da organização a encontra",
)  # fmt: skip

AVISO = Notice(
    id="sancao.aviso", title="Decisão sobre responsabilidade e sanção", provision=DEC_167.art(110), duties=("SAN-02",),
    body="Sobre a execução do instrumento {numero} foi decidido: {resultado}.",
)  # fmt: skip
