"""What a running partnership asks for, and what may be brought to it (arts. 36, 38, §§ 1º and 5º, 40, 42, § 5º, 49 and
81)."""

from typing import Any

from pydantic import ValidationError

from workflows.clock import Binds, Counting, Nature
from workflows.execucao.atos_da_cobranca import REGISTRAR_COBRANCA as REGISTRAR_COBRANCA
from workflows.execucao.formularios_alteracao import Iniciativa, PedidoDeAlteracao
from workflows.execucao.formularios_da_parceria import (
    ComunicacaoDeDenuncia,
    Cronograma,
    DecisaoSobreSaldos,
    Descumprimento,
    PedidoDeMudanca,
    SolicitacaoDeReajuste,
)
from workflows.execucao.formularios_fim import ART_36_XIV, PedidoDeDenuncia
from workflows.execucao.formularios_registro import RetificacaoDoMes
from workflows.execucao.formularios_repasse import PropostaDeUso
from workflows.execucao.formularios_retencao import Indicio
from workflows.execucao.formularios_trechos import ART_81, ORDEM, ComunicacaoDeEntrega
from workflows.execucao.regras_da_parceria import desacertos, desacertos_da_alteracao
from workflows.execucao.regras_fim import obices_da_denuncia
from workflows.execucao.regras_reajuste import obices_do_pedido
from workflows.execucao.regras_repasse import admite_uso
from workflows.execucao.regras_trechos import obice_da_entrega, obices_do_redesenho
from workflows.kernel import (
    Deadline,
    Decision,
    Event,
    Forbidden,
    Form,
    HumanTask,
    Notice,
    Outcome,
    exige,
    veda,
    veda_cada,
)
from workflows.kernel.roles import AREA_TECNICA, GESTAO, OSC, PROTOCOLO, SECRETARIO
from workflows.norms import DEC_167, Param
from workflows.parcerias.formularios import Fundamentada

# -- Art. 36, VI: a vigência ---------------------------------------------------------------------------------------
VIGENCIA = Deadline(
    id="parceria.vigencia", title="vigência da parceria", provision=DEC_167.art(36, inciso="VI"),
    duties=("REP-01",), nature=Nature.VALIDITY, counting=Counting.MATERIAL, binds=Binds.PARTICULAR,
    reminders=(90, 60, 30), escalates_to=GESTAO,
    on_lapse="nada mais se libera nem se altera, e correm os prazos do fim da parceria",
)  # fmt: skip

# -- Art. 38: o cronograma de desembolso ---------------------------------------------------------------------------


def _do_instrumento(caso: Any, _outcome: str, cronograma: Cronograma) -> None:
    for dispositivo, desacerto in desacertos(cronograma.parcelas, caso.em_curso):
        veda(dispositivo, desacerto, "parcelas")


REGISTRAR_CRONOGRAMA = HumanTask(
    id="parceria.cronograma", title="Registrar o cronograma de desembolso", provision=DEC_167.art(38),
    duties=("REP-02", "R-038-SCHED"), role=AREA_TECNICA, form=Cronograma, check=_do_instrumento,
    outcomes=(Outcome("registrado", "Cronograma registrado"),), action="Registrar",
    instructions="Copie do plano de trabalho, anexo do instrumento. As parcelas somam o valor total do repasse.",
    then="cada parcela é aberta no seu dia",
)  # fmt: skip

# -- Art. 36, § 4º: o saldo na virada do exercício -----------------------------------------------------------------
MANTER_SALDO = HumanTask(
    id="parceria.saldo-do-exercicio", title="Dizer se o saldo do exercício segue necessário", role=AREA_TECNICA,
    provision=DEC_167.art(36, par=4), duties=("REP-13", "R-036-SALDO"), form=Fundamentada,
    outcomes=(
        Outcome("necessario", "Necessário à continuidade", "O saldo fica na conta da parceria."),
        Outcome("desnecessario", "Não é necessário", "Fica na conta até que se proponha o seu uso ou a sua devolução."),
    ),
    action="Registrar",
    instructions="O saldo não executado no ano fica na conta quando é preciso para continuar o objeto, enquanto a "
    "parceria vigora.",
    then="o saldo segue na conta; finda a parceria, ele se restitui (art. 36, IX)",
)  # fmt: skip

# -- Art. 38, § 5º: o uso de saldos e rendimentos ------------------------------------------------------------------
PROPOR_USO = Event(
    id="parceria.uso-de-saldos", title="proposta de uso de saldos e rendimentos", provision=DEC_167.art(38, par=5),
    duties=("REP-14",), who=(OSC,), parties_only=True, form=PropostaDeUso, many=True, awaited=True,
    instructions="Para adequar ou ampliar o objeto, ou fazer frente à inflação. Depende de aprovação.",
)  # fmt: skip
APROVAR_USO = Outcome("aprovado", "Aprovar o uso", "Formaliza-se por apostila (art. 49, II, a).")
NEGAR_USO = Outcome("negado", "Negar o uso", "O saldo continua na conta, para o que está no plano.")


def _admitido(caso: Any, outcome: str, decisao: DecisaoSobreSaldos) -> None:
    if outcome != APROVAR_USO:
        return
    exige(decisao.interesse_publico, DEC_167.art(38, par=5), "O uso de saldos pede interesse público comprovado.")
    for dispositivo, obice in admite_uso(decisao.finalidade, caso.meses, decisao.regular):
        veda(dispositivo, obice)


DECIDIR_USO = Decision(
    id="parceria.decisao-sobre-saldos", title="Decidir sobre o uso de saldos e rendimentos", role=SECRETARIO,
    provision=DEC_167.art(38, par=5), duties=("REP-14", "R-038-SALDOS"),
    authority=Param("autoridade_aprova_uso_saldos"), form=DecisaoSobreSaldos, outcomes=(APROVAR_USO, NEGAR_USO),
    check=_admitido, action="Assinar a decisão",
    then="aprovado, o uso é apostilado; negado, o saldo continua na conta",
)  # fmt: skip
AVISO_SOBRE_SALDOS = Notice(
    id="parceria.aviso-sobre-saldos", title="Sua proposta de uso de saldos foi decidida",
    provision=DEC_167.art(38, par=5),
    body="O uso de saldos da parceria {numero} foi {como}. Aprovado, peça no processo a alteração que o formaliza.",
)  # fmt: skip

# -- Arts. 40 e 49: o que se traz à parceria -----------------------------------------------------------------------
APONTAR_CAUSA = Event(
    id="parceria.causa-de-retencao", title="causa de retenção de parcelas", provision=DEC_167.art(40),
    duties=("RET-01",), who=(AREA_TECNICA, GESTAO), form=Indicio, many=True, awaited=True,
    instructions="Cada causa abre um processo de retenção; só a decisão retém.",
)  # fmt: skip


def _cabe(caso: Any, _ato: Any, pedido: Form) -> None:
    vigente = caso.vigente
    try:
        dito = PedidoDeAlteracao.model_validate({**pedido.model_dump(), "parceria": vigente.parceria.model_dump()})
    except ValidationError as errado:
        veda(DEC_167.art(49), f"{errado.errors()[0]['msg']}.")
    achados = () if caso.falta_o_cronograma else desacertos_da_alteracao(vigente, dito, caso.parcelas_abertas)
    entregues = caso.trechos_entregues + caso.entrega_em_exame
    do_redesenho = obices_do_redesenho(caso.trechos, dito.trechos, entregues, bool(caso.redesenho))
    veda_cada([
        *(Forbidden(dispositivo, obice, "parcelas") for dispositivo, obice in achados),
        *(Forbidden(ORDEM, obice, "trechos") for obice in do_redesenho),
    ])  # fmt: skip


PEDIR_ALTERACAO = Event(
    id="parceria.alteracao", title="pedido de alteração da parceria", provision=DEC_167.art(49), duties=("ALT-01",),
    who=(OSC, AREA_TECNICA, GESTAO, PROTOCOLO), parties_only=True, form=PedidoDeMudanca, many=True, awaited=True,
    check=_cabe, instructions="A SINFRA responde em trinta dias; nada se altera pelo silêncio (art. 49, § 2º).",
)  # fmt: skip


def _cabe_reajuste(caso: Any, _ato: Any, _pedido: Form) -> None:
    instrumento = caso.input.instrumento
    achados = obices_do_pedido(
        previsto=instrumento.minuta.preve_reajuste, plano_aprovado_em=instrumento.plano_aprovado_em,
        pedido_em=caso.today,
    )  # fmt: skip
    veda_cada([Forbidden(dispositivo, obice) for dispositivo, obice in achados])


PEDIR_REAJUSTE = Event(
    id="parceria.reajuste", title="pedido de reajuste por inflação", provision=DEC_167.art(49, par=4),
    duties=("INF-01", "INF-02", "R-049-12M"), who=(OSC, AREA_TECNICA, GESTAO, PROTOCOLO), parties_only=True,
    form=SolicitacaoDeReajuste, many=True, awaited=True, check=_cabe_reajuste,
    instructions="Onde o instrumento o prevê, doze meses depois de aprovado o plano de trabalho. A SINFRA responde em "
    "trinta dias; os rendimentos da aplicação se usam antes de novo aporte.",
)  # fmt: skip


# -- Art. 81, parágrafo único: a entrega dos trechos, na ordem do instrumento ------------------------------------------
def _na_ordem(caso: Any, _ato: Any, dita: ComunicacaoDeEntrega) -> None:
    obice = obice_da_entrega(
        dita.trecho, len(caso.trechos), caso.trechos_entregues, caso.entrega_em_exame, caso.muda_desde
    )
    if obice is not None:
        veda(ORDEM, obice, "trecho")
    ainda = "Esta data ainda não chegou; comunique a entrega quando o trecho estiver pronto."
    exige(dita.concluido_em <= caso.today, ART_81, ainda, "concluido_em")
    inicio = caso.em_curso.inicio
    antes = f"A parceria começou em {inicio:%d/%m/%Y}; o trecho não pode ter sido concluído antes."
    exige(dita.concluido_em >= inicio, ART_81, antes, "concluido_em")


COMUNICAR_ENTREGA = Event(
    id="parceria.entrega-de-trecho", title="entrega de um trecho do objeto", provision=ORDEM,
    duties=("PCP-01", "R-081"), who=(OSC,), parties_only=True, form=ComunicacaoDeEntrega, many=True, awaited=True,
    files=True, check=_na_ordem,
    instructions="Os trechos e a sua ordem são os do instrumento. O Gestor confirma ou rejeita a entrega; confirmada, "
    "são devidas as contas parciais do período.",
)  # fmt: skip


# -- Arts. 36, XIV, e 84, § 2º, IV: o fim antes da vigência ---------------------------------------------------------
def _de_quem_denuncia(caso: Any, ato: Any, dita: Any) -> None:
    da_osc, sua = OSC.id in ato.actor.roles, dita.quem is Iniciativa.ORGANIZACAO
    exige(da_osc is sua, ART_36_XIV, "Cada parte denuncia por si: diga quem denuncia.", "quem")
    aviso, parceria = caso.input.instrumento.minuta.aviso_de_rescisao_em_dias, caso.vigente.parceria
    try:
        PedidoDeDenuncia.model_validate({**dita.model_dump(), "parceria": parceria, "aviso_em_dias": aviso})
    except ValidationError as errado:
        veda(ART_36_XIV, f"{errado.errors()[0]['msg']}.", "ultimo_dia")
    if dita.ultimo_dia is not None:
        inicio, fim = parceria.inicio, parceria.fim
        for dispositivo, obice in obices_da_denuncia(caso.today, aviso, dita.ultimo_dia, inicio, fim):
            veda(dispositivo, obice, "ultimo_dia")


DENUNCIAR = Event(
    id="parceria.denuncia", title="denúncia da parceria", provision=ART_36_XIV, duties=("RES-01",),
    who=(OSC, AREA_TECNICA, GESTAO), parties_only=True, form=ComunicacaoDeDenuncia, many=True, awaited=True,
    check=_de_quem_denuncia,
    instructions="Quem não quer mais a parceria sai com o aviso do instrumento, de sessenta dias ao menos. Até o "
    "último dia, quem denunciou pode desistir.",
)  # fmt: skip
APONTAR_DESCUMPRIMENTO = Event(
    id="parceria.descumprimento", title="descumprimento que pode levar à rescisão", duties=("RES-02",),
    provision=DEC_167.art(84, par=2, inciso="IV"), who=(AREA_TECNICA, GESTAO), form=Descumprimento, many=True,
    awaited=True, instructions="Cada um abre um processo: a organização se defende, e o Secretário decide.",
)  # fmt: skip


# -- Art. 42, § 5º: um mês registrado de novo ----------------------------------------------------------------------
REGISTRO_DO_MES = DEC_167.art(42, par=5)


def _ja_registrado(caso: Any, _ato: Any, pedido: RetificacaoDoMes) -> None:
    falta = "Este mês ainda não foi registrado nesta parceria; não há o que retificar."
    exige(caso.registrado(pedido.mes), REGISTRO_DO_MES, falta, "mes")
    aberta = "Já há uma retificação deste mês por registrar; registre-a primeiro."
    exige(not caso.se_retifica(pedido.mes), REGISTRO_DO_MES, aberta, "mes")


RETIFICAR = Event(
    id="parceria.retificacao-do-mes", title="retificação do registro de um mês", provision=REGISTRO_DO_MES,
    duties=("R-042-MONTH",), who=(OSC, AREA_TECNICA), parties_only=True, form=RetificacaoDoMes, many=True, awaited=True,
    check=_ja_registrado,
    instructions="O mês é registrado de novo, por inteiro; até lá vale o que está registrado. Nenhum prazo corre.",
)  # fmt: skip

AVISO_DO_TERMINO = Notice(
    id="parceria.aviso-do-termino", title="A vigência da parceria terminou", provision=DEC_167.art(83),
    body="A parceria {numero} terminou em {dia:%d/%m/%Y}. As contas finais são devidas em noventa dias, e o saldo em "
    "trinta.",
)  # fmt: skip
