"""The acts of arts. 1º to 8º, 66 to 68 and 109: it fits, the body can, it is defined, its instrument is chosen."""

from typing import Any

from workflows.kernel import Decision, HumanTask, Notice, OfficialDocument, Outcome, Template, exige, veda_cada
from workflows.kernel.roles import AREA_TECNICA, GESTAO, SECRETARIO
from workflows.kernel.words import Forbidden
from workflows.norms import DEC_167
from workflows.parcerias.formularios_triagem import (
    Autuacao,
    Capacidade,
    Definicao,
    Enquadramento,
    EscolhaDoInstrumento,
    Meio,
)
from workflows.parcerias.regras_triagem import Concepcao, fora_do_escopo, normas_afastadas

# -- Arts. 5º, I, 6º, 66 e 67: o decreto se aplica ---------------------------------------------------------------
DENTRO = Outcome("dentro", "O decreto se aplica")
FORA = Outcome("fora", "O decreto não se aplica", "O processo se encerra.")


def _enquadrado(_caso: Any, outcome: str, lido: Enquadramento) -> None:
    achados = list(fora_do_escopo(lido.exclusao, lido.acoes, lido.sistema, lido.natureza, do_estado=lido.do_estado))
    if outcome == DENTRO:
        veda_cada([Forbidden(onde, f"Não cabe: {porque}.") for onde, porque in achados])
        return
    exige(bool(achados), DEC_167.art(66), "Nada do que se marcou põe o objeto fora do decreto.")


ENQUADRAR = HumanTask(
    id="triagem.enquadramento", title="Verificar se o decreto se aplica", provision=DEC_167.art(66),
    duties=("ESC-01", "ESC-02", "ESC-03", "R-005-OSC", "R-006", "R-066"), role=AREA_TECNICA, form=Enquadramento,
    outcomes=(DENTRO, FORA), check=_enquadrado, action="Concluir",
    instructions="As exclusões do art. 6º, o objeto e os sistemas do art. 66 e a natureza do parceiro.",
    then="se o decreto se aplica, o Secretário considera a capacidade da administração",
)  # fmt: skip

# -- Art. 8º: a capacidade da administração -----------------------------------------------------------------------
PROSSEGUIR = Outcome("prosseguir", "Prosseguir")
NAO_PROSSEGUIR = Outcome("nao-celebrar", "Não celebrar", "O processo se encerra.")


def _considerada(_caso: Any, outcome: str, lida: Capacidade) -> None:
    if outcome != PROSSEGUIR:
        return
    capaz = lida.para_celebrar and lida.para_cumprir and lida.para_responder
    inciso_i = DEC_167.art(8, inciso="I")
    exige(capaz, inciso_i, "Sem capacidade para celebrar, cumprir e responder não se prossegue.", "para_celebrar")
    exige(lida.ha_gestores, DEC_167.art(8, inciso="III"), "Sem gestor a designar não se prossegue.", "ha_gestores")
    contas = "Sem quem aprecie as contas não se prossegue."
    exige(lida.apreciara_contas, DEC_167.art(8, inciso="IV"), contas, "apreciara_contas")


CONSIDERAR = Decision(
    id="triagem.capacidade", title="Considerar a capacidade da administração", provision=DEC_167.art(8),
    duties=("ESC-04", "R-008"), role=SECRETARIO, form=Capacidade, outcomes=(PROSSEGUIR, NAO_PROSSEGUIR),
    check=_considerada, action="Assinar a decisão",
    instructions="É obrigatório considerar a capacidade e avaliar a proposta com rigor técnico.",
    then="prosseguindo, definem-se objeto, metas, custos e indicadores",
)  # fmt: skip

# -- Arts. 4º, 7º e 68: ações prioritárias, metas, custos e indicadores -------------------------------------------
DEFINIR = HumanTask(
    id="triagem.definicao", title="Definir ação prioritária, metas, custos e indicadores", provision=DEC_167.art(4),
    duties=("ESC-05",), role=AREA_TECNICA, form=Definicao, outcomes=(Outcome("definidos", "Definidos"),),
    action="Concluir", instructions="Anexe o pré-projeto e o projeto básico, se houver (art. 5º, XIII).",
    then="escolhe-se o instrumento",
)  # fmt: skip

# -- Arts. 2º e 109: o instrumento --------------------------------------------------------------------------------
COLABORACAO = Outcome("termo-de-colaboracao", "Termo de colaboração", "O plano é concebido pela SINFRA.")
FOMENTO = Outcome("termo-de-fomento", "Termo de fomento", "O plano é proposto pela organização.")


def _de_quem_concebe(_caso: Any, outcome: str, escolha: EscolhaDoInstrumento) -> None:
    da_sinfra = escolha.concepcao is Concepcao.SINFRA
    inciso = DEC_167.art(2, inciso="I" if da_sinfra else "II")
    certo = COLABORACAO if da_sinfra else FOMENTO
    exige(outcome == certo, inciso, f"Por quem concebe o plano, cabe {certo.title.lower()}.", "concepcao")
    afastadas = normas_afastadas(escolha.base_legal)
    exige(not afastadas, DEC_167.art(109), f"Não se aplica: {', '.join(afastadas)}.", "base_legal")


ESCOLHER = Decision(
    id="triagem.instrumento", title="Escolher o instrumento da parceria", provision=DEC_167.art(2),
    duties=("ESC-06", "R-002", "R-109"), role=AREA_TECNICA, form=EscolhaDoInstrumento, check=_de_quem_concebe,
    outcomes=(COLABORACAO, FOMENTO), action="Assinar", then="autua-se o processo do termo",
)  # fmt: skip


# -- Art. 3º: processo próprio, no SIGPAR --------------------------------------------------------------------------
def _no_sigpar(caso: Any, _outcome: str, autuada: Autuacao) -> None:
    caput = DEC_167.art(3)
    exige(autuada.autuado_em <= caso.today, caput, "A data da autuação ainda não chegou.", "autuado_em")
    outro = f"O processo {autuada.processo} já é de outro termo; autue um próprio."
    exige(autuada.processo not in caso.de_outros, caput, outro, "processo")
    so_enquanto = "O SIGPAR está disponível: o meio físico só cabia enquanto não estava."
    exige(autuada.meio is Meio.SIGPAR or not caso.sigpar_completo, DEC_167.art(3, par=1), so_enquanto, "meio")


AUTUAR = HumanTask(
    id="triagem.autuacao", title="Autuar o processo do termo", provision=DEC_167.art(3),
    duties=("ESC-07", "R-003-PROC"), role=AREA_TECNICA, form=Autuacao, outcomes=(Outcome("autuado", "Autuado"),),
    check=_no_sigpar, action="Registrar",
    instructions="Um processo para cada termo, no SIGPAR; em meio físico só enquanto ele não estiver disponível.",
    then="o processo segue para o chamamento, a dispensa ou a inexigibilidade",
)  # fmt: skip

AVISO_DE_CARGA = Notice(
    id="triagem.aviso-de-carga", title="Processo em meio físico", provision=DEC_167.art(3, par=1), to=GESTAO,
    body="O processo {processo} corre em meio físico. Disponível o SIGPAR, ele se carrega em sessenta dias.",
)  # fmt: skip
AVISO_DE_TARIFA = Notice(
    id="triagem.aviso-de-tarifa", title="É preciso demonstrar a inviabilidade da concessão", to=AREA_TECNICA,
    provision=DEC_167.art(70), body="{objeto}: haverá pedágio ou tarifa. Abra a demonstração de inviabilidade.",
)  # fmt: skip

CAPACIDADE_EM_PAPEL = OfficialDocument(
    id="triagem.documento-da-capacidade", title="Decisão sobre a capacidade da administração",
    provision=DEC_167.art(8), template=Template.DESPACHO, of="triagem.capacidade",
)  # fmt: skip
INSTRUMENTO_EM_PAPEL = OfficialDocument(
    id="triagem.documento-do-instrumento", title="Escolha do instrumento da parceria", provision=DEC_167.art(2),
    template=Template.DESPACHO, of="triagem.instrumento",
)  # fmt: skip
DOCUMENTOS = (CAPACIDADE_EM_PAPEL, INSTRUMENTO_EM_PAPEL)
