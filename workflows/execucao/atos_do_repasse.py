"""The acts of arts. 33, § 3º, and 38 to 41: the account, the executive project, the order to release and its proof."""

from typing import Any

from workflows.execucao.formularios_repasse import (
    AutorizacaoDoRepasse,
    ComprovanteDoCredito,
    ContaEspecifica,
    ProjetoExecutivo,
)
from workflows.execucao.portas_do_repasse import DO_REPASSE
from workflows.execucao.regras_repasse import inadequacoes
from workflows.kernel import HumanTask, Notice, Outcome, exige, veda
from workflows.kernel.roles import AREA_TECNICA, GESTAO, ORCAMENTO, OSC
from workflows.kernel.words import NoForm
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada

# -- Arts. 39 e 41: a conta específica -------------------------------------------------------------------------------


def _conta_da_parceria(_caso: Any, _outcome: str, conta: ContaEspecifica) -> None:
    for dispositivo, obice in inadequacoes(conta):
        veda(dispositivo, obice)


INFORMAR_CONTA = HumanTask(
    id="repasse-de-parcela.conta-informada", title="Informar a conta específica da parceria", role=OSC,
    provision=DEC_167.art(39), duties=("REP-03", "REP-11", "REP-12", "R-039-INVEST", "R-041"), form=ContaEspecifica,
    outcomes=(Outcome("informada", "Conta informada"),), check=_conta_da_parceria, action="Enviar",
    instructions="A conta é só desta parceria, em banco público, sem tarifas, com aplicação automática do que não está "
    "em uso. O dinheiro não é receita da organização.",
    then="a Equipe de orçamento confere a conta",
)  # fmt: skip

CONTA_CONFERIDA = Outcome("conferida", "Conta conferida", "As parcelas são creditadas nela.")
CONTA_RECUSADA = Outcome("recusada", "Conta recusada", "A organização informa outra.")

CONFERIR_CONTA = HumanTask(
    id="repasse-de-parcela.conta-conferida", title="Conferir a conta específica", role=ORCAMENTO, form=Fundamentada,
    provision=DEC_167.art(39), duties=("REP-03", "R-039"), outcomes=(CONTA_CONFERIDA, CONTA_RECUSADA),
    action="Concluir a conferência",
    instructions="Confira no banco: conta só da parceria, instituição pública, sem tarifas e com aplicação automática.",
    then="a parcela segue, ou a organização informa outra conta",
)  # fmt: skip

# -- Art. 33, § 3º: o projeto executivo ------------------------------------------------------------------------------


def _projeto_ja_aprovado(caso: Any, _outcome: str, projeto: ProjetoExecutivo) -> None:
    futuro = "A data da aprovação do projeto executivo ainda não chegou."
    exige(projeto.aprovado_em <= caso.today, DEC_167.art(33, par=3), futuro, "aprovado_em")


REGISTRAR_PROJETO = HumanTask(
    id="repasse-de-parcela.projeto-executivo-aprovado", title="Registrar a aprovação do projeto executivo",
    provision=DEC_167.art(33, par=3), duties=("REP-08", "R-033-SUSP"), role=AREA_TECNICA, form=ProjetoExecutivo,
    outcomes=(Outcome("aprovado", "Projeto executivo aprovado"),), check=_projeto_ja_aprovado, action="Registrar",
    instructions="A parcela paga obra e o termo a prende ao projeto: conclua quando ele for aprovado, não antes.",
    then="a parcela deixa de esperar o projeto",
)  # fmt: skip

# -- Arts. 38, §§ 3º e 4º, 40 e 80: enquanto uma porta está fechada ---------------------------------------------------
AGUARDAR = HumanTask(
    id="repasse-de-parcela.porta-fechada", title="Aguardar o que retém a parcela", role=AREA_TECNICA,
    provision=DEC_167.art(38, par=3), duties=("REP-04", "REP-05", "REP-06", "REP-07"), form=NoForm,
    outcomes=(Outcome("conferir", "Conferir de novo"),), action="Conferir de novo",
    instructions="Faltam contas parciais, elas foram reprovadas e não sanadas, ou há retenção em vigor. Conclua quando "
    "isso mudar.",
    then="confere-se de novo se a parcela pode sair",
)  # fmt: skip

# -- Art. 38: a liberação --------------------------------------------------------------------------------------------
AUTORIZADA = Outcome("autorizada", "Autorizar", "As condições são conferidas de novo neste mesmo dia.")


def _antes_da_despesa(caso: Any, _outcome: str, autorizacao: AutorizacaoDoRepasse) -> None:
    depois = "A liberação é anterior à data prevista da despesa: diga a data ainda por vir."
    exige(autorizacao.despesa_prevista_em > caso.today, DEC_167.art(38, par=1), depois, "despesa_prevista_em")


AUTORIZAR = HumanTask(
    id="repasse-de-parcela.autorizacao", title="Autorizar a liberação da parcela", provision=DEC_167.art(38),
    duties=("REP-02", "R-038-SCHED", "REP-09", "R-038-NOHAB"), role=GESTAO, form=AutorizacaoDoRepasse,
    outcomes=(AUTORIZADA,), gate=DO_REPASSE, check=_antes_da_despesa, action="Assinar a autorização",
    instructions="Nada além das condições do decreto se exige: nem a habilitação plena (art. 38, § 2º).",
    then="o dinheiro é creditado na conta da parceria",
)  # fmt: skip


def _o_que_se_autorizou(caso: Any, _outcome: str, credito: ComprovanteDoCredito) -> None:
    parcela, dia = caso.input.parcela, credito.creditado_em
    exige(credito.valor == parcela.valor, DEC_167.art(38), "O valor é o da parcela autorizada.", "valor")
    antes = f"A liberação foi autorizada em {caso.autorizada_em:%d/%m/%Y}; o crédito não pode ser anterior."
    exige(dia >= caso.autorizada_em, DEC_167.art(38, par=1), antes, "creditado_em")
    fim = caso.vigora_ate
    exige(dia <= fim, DEC_167.art(36, inciso="VI"), f"A vigência acabou em {fim:%d/%m/%Y}.", "creditado_em")
    exige(dia <= caso.today, DEC_167.art(38), "A data do crédito ainda não chegou.", "creditado_em")


REGISTRAR_CREDITO = HumanTask(
    id="repasse-de-parcela.credito", title="Transferir a parcela e registrar o crédito", provision=DEC_167.art(38),
    duties=("REP-10",), role=ORCAMENTO, form=ComprovanteDoCredito, excludes=(AUTORIZAR,), check=_o_que_se_autorizou,
    outcomes=(Outcome("creditada", "Parcela creditada"),), action="Registrar o crédito",
    instructions="Transfira para a conta específica e registre o comprovante do banco. A data do crédito vale para a "
    "atualização de débitos (art. 101).",
    then="a parcela entra no razão da parceria e a organização é avisada",
)  # fmt: skip

AVISO_DE_CREDITO = Notice(
    id="repasse-de-parcela.aviso-de-credito", title="Uma parcela foi creditada", provision=DEC_167.art(38),
    body="A parcela {numero} foi creditada em {dia:%d/%m/%Y} na conta da parceria. Ela paga só o que está no plano.",
)  # fmt: skip
AVISO_DE_PORTA_FECHADA = Notice(
    id="repasse-de-parcela.aviso-de-porta-fechada", title="Uma parcela não pode sair ainda",
    provision=DEC_167.art(38, par=3),
    body="A parcela {numero} espera por: {falta}. Regularize para que ela saia.",
)  # fmt: skip
