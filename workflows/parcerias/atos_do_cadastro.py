"""The acts of art. 9: the file that the organisation hands in, its examination, its correction, the shorter time."""

from typing import Any

from workflows.clock import Binds, Counting, Nature
from workflows.kernel import Deadline, Decision, HumanTask, Notice, Outcome, exige
from workflows.kernel.roles import CADASTRO, GESTAO, OSC, SECRETARIO
from workflows.kernel.words import Gate
from workflows.norms import DEC_167, Param
from workflows.parcerias.formularios_cadastro import AnaliseDoCadastro, Conferencia, Documentacao, ReducaoDoTempo
from workflows.parcerias.regras_cadastro import CLAUSULAS, EXIGIDOS, NOMES, Documento, clausula_atende

# -- Art. 9º, §§ 1º e 2º: os nove documentos, em PDF ------------------------------------------------------------
ARQUIVO = Gate(
    id="cadastramento.arquivo", title="documentação institucional", provision=DEC_167.art(9, par=2),
    duties=("CAD-02", "R-009-DOCS", "R-009-PDF"), requirements=tuple(EXIGIDOS.values()),
)  # fmt: skip
ENTREGUE = Outcome("entregue", "Entregue", "A equipe de cadastro confere tudo de uma vez.")


def _verdadeira(_caso: Any, _outcome: str, form: Documentacao) -> None:
    exige(form.verdadeira, DEC_167.art(9, par=4), "Declare que tudo é verdadeiro, ou corrija antes.", "verdadeira")


ENTREGAR = HumanTask(
    id="cadastramento.entrega", title="Entregar a documentação institucional", provision=DEC_167.art(9, par=1),
    role=OSC, form=Documentacao, outcomes=(ENTREGUE,), gate=ARQUIVO, check=_verdadeira, action="Entregar",
    instructions="Anexe cada documento em PDF, no lugar que o pede, e diga quem dirige a organização.",
    then="a equipe de cadastro confere os documentos e o estatuto",
)  # fmt: skip

# -- Art. 9º, § 2º, e art. 12: a análise ------------------------------------------------------------------------
VALIDAR = Outcome("validado", "Validar o cadastro", "O cadastro vale a partir de hoje e permite plano de trabalho.")
DEVOLVER = Outcome("devolvido", "Devolver para corrigir", "A organização é notificada do que falta.")
NEGAR = Outcome("negado", "Negar o cadastro", "Falta um requisito que não se corrige.")

PRAZO_DA_ANALISE = Deadline(
    id="cadastramento.prazo-da-analise", title="análise do cadastro", provision=DEC_167.art(9, par=2),
    parameter=Param("prazo_analise_cadastro_dias"), nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL,
    binds=Binds.ADMINISTRACAO, on_lapse="a análise continua devida e a chefia é avisada", reminders=(2,),
    escalations=(1, 10), escalates_to=GESTAO,
)  # fmt: skip


def _coerente(caso: Any, outcome: str, form: AnaliseDoCadastro) -> None:
    for um in Documento:
        mantido = form.conferido(um).resultado is Conferencia.MANTIDO
        fica = um in caso.mantidos
        exige(fica or not mantido, um.dispositivo, f"Não está no cadastro {NOMES[um]}; aceite ou devolva.", um.campo)
    if outcome == VALIDAR:
        _valido(form, cooperativa=caso.input.tipo.cooperativa)
    if outcome == DEVOLVER:
        nada = "Diga o que corrigir: devolva um documento ou aponte o que falta ao estatuto."
        exige(bool(form.devolvidos or form.ausentes), DEC_167.art(9, par=2), nada)


def _valido(form: AnaliseDoCadastro, *, cooperativa: bool) -> None:
    for um in form.devolvidos:
        exige(False, um.dispositivo, f"Não se valida sem {NOMES[um]}.", um.campo)
    for nome, inciso in CLAUSULAS.items():
        atende = clausula_atende(inciso, getattr(form, nome), cooperativa=cooperativa)
        exige(atende, DEC_167.art(12, inciso=inciso), "O estatuto não tem este conteúdo; devolva ou negue.", nome)
    vedado = "Com dirigente que a norma veda, o cadastro não é validado."
    exige(not form.dirigente_vedado, Documento.VINCULOS.dispositivo, vedado, "dirigente_vedado")
    falso = "Com indício de falsidade, o cadastro não é validado."
    exige(not form.indicio_de_falsidade, DEC_167.art(9, par=4), falso, "indicio_de_falsidade")


ANALISAR = Decision(
    id="cadastramento.analise", title="Conferir a documentação e o estatuto", provision=DEC_167.art(9, par=2),
    duties=("CAD-05", "CAD-06", "R-012", "R-009-KIN"), role=CADASTRO, form=AnaliseDoCadastro,
    outcomes=(VALIDAR, DEVOLVER, NEGAR), deadline=PRAZO_DA_ANALISE, check=_coerente, action="Assinar a análise",
    instructions="Aceite cada documento ou devolva-o com o motivo. O estatuto tem de prever o que o art. 12 pede.",
    then="o cadastro é validado, ou a organização corrige, ou o Secretário decide sobre o tempo de CNPJ",
)  # fmt: skip

# -- Art. 9º, § 2º, e, por analogia, art. 10, § 4º: o saneamento --------------------------------------------------
PRAZO_DO_SANEAMENTO = Deadline(
    id="cadastramento.prazo-do-saneamento", title="correção da documentação", provision=DEC_167.art(9, par=2),
    parameter=Param("prazo_saneamento_cadastro_dias"), nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL,
    binds=Binds.PARTICULAR, on_lapse="o cadastro fica pendente; a organização pode pedir de novo", reminders=(2,),
)  # fmt: skip

CORRIGIR = HumanTask(
    id="cadastramento.correcao", title="Corrigir a documentação", provision=DEC_167.art(9, par=2), duties=("CAD-07",),
    role=OSC, form=Documentacao, outcomes=(ENTREGUE,), gate=ARQUIVO, deadline=PRAZO_DO_SANEAMENTO, check=_verdadeira,
    action="Entregar de novo", instructions="Anexe de novo, em PDF, só o que foi devolvido; o resto continua entregue.",
    then="a equipe de cadastro confere outra vez",
)  # fmt: skip

# -- Art. 9º, § 5º: menos de dois anos de CNPJ --------------------------------------------------------------------
AUTORIZAR = Outcome("autorizada", "Autorizar a redução", "O cadastro é validado para o que a autorização diz.")
NAO_AUTORIZAR = Outcome("nao-autorizada", "Não autorizar", "O cadastro é negado.")


def _so_se_nenhuma(_caso: Any, outcome: str, form: ReducaoDoTempo) -> None:
    cabe = outcome == NAO_AUTORIZAR or form.nenhuma_atinge
    exige(cabe, DEC_167.art(9, par=5), "A redução só cabe se nenhuma organização atinge o tempo.", "nenhuma_atinge")


REDUZIR = Decision(
    id="cadastramento.reducao-do-tempo", title="Decidir se reduz o tempo de CNPJ", provision=DEC_167.art(9, par=5),
    duties=("CAD-03", "CAD-04", "R-009-CNPJ", "R-009-CNPJ-WAIVER"), role=SECRETARIO, form=ReducaoDoTempo,
    outcomes=(AUTORIZAR, NAO_AUTORIZAR), excludes=(ANALISAR,), check=_so_se_nenhuma, action="Assinar a decisão",
    instructions="A organização tem menos de dois anos de CNPJ ativo. Só se nenhuma os tem o tempo pode ser reduzido.",
    then="o cadastro é validado ou negado",
)  # fmt: skip

# -- Avisos --------------------------------------------------------------------------------------------------------
AVISO_DE_RESULTADO = Notice(
    id="cadastramento.aviso-de-resultado", title="Seu pedido de cadastro foi decidido",
    provision=DEC_167.art(9, par=2), body="O cadastro da sua organização foi decidido: {resultado}. Leia no processo.",
)  # fmt: skip
AVISO_DE_DEVOLUCAO = Notice(
    id="cadastramento.aviso-de-devolucao", title="Corrija a documentação do cadastro",
    provision=DEC_167.art(9, par=2), body="A conferência devolveu documentos do seu cadastro: {devolvidos}.",
)  # fmt: skip
AVISO_DE_FALSIDADE = Notice(
    id="cadastramento.aviso-de-falsidade", title="Indício de falsidade em um cadastro", to=GESTAO,
    provision=DEC_167.art(9, par=4),
    body="A análise de um cadastro apontou indício de falsidade. Leia no processo e encaminhe a quem apura.",
)  # fmt: skip
