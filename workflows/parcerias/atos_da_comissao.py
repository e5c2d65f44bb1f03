"""The acts of arts. 26 and 27: the act that makes the commission, each member's declaration, the substitution."""

from typing import Any

from workflows.kernel import Decision, HumanTask, Outcome, Publication, exige
from workflows.kernel.roles import MEMBRO_DA_COMISSAO, PUBLICACAO, SECRETARIO
from workflows.norms import DEC_167, Param
from workflows.parcerias.formularios import EvidenciaDePublicacao
from workflows.parcerias.formularios_comissao import DeclaracaoDeImpedimento, Designacao, Membro, Substituicao
from workflows.parcerias.regras_comissao import impedido

MINIMO_DE_MEMBROS = Param("minimo_membros_comissao_selecao")


def _comissao_admitida(caso: Any, membros: tuple[Membro, ...], campo: str) -> None:
    permanente = any(membro.vinculo.permanente for membro in membros)
    exige(permanente, DEC_167.art(26), "Ao menos um membro tem cargo efetivo ou emprego permanente.", campo)
    minimo = caso.parameter(MINIMO_DE_MEMBROS) or 1
    exige(len(membros) >= minimo, DEC_167.art(26), f"A comissão tem ao menos {minimo} membros.", campo)


def _livres(caso: Any, membros: tuple[Membro, ...], campo: str) -> None:
    for membro in membros:
        barrado = caso.barred(membro.pessoa)
        exige(barrado is None, DEC_167.art(27), f"{membro.nome} está impedido: {barrado}.", campo)


def _designacao(caso: Any, _outcome: str, ato: Designacao) -> None:
    _comissao_admitida(caso, ato.membros, "membros")
    _livres(caso, ato.membros, "membros")


DESIGNACAO = Decision(
    id="comissao-selecao.designacao", title="Designar a Comissão de Seleção", provision=DEC_167.art(26),
    duties=("CSE-01", "R-026-EFETIVO"), role=SECRETARIO, form=Designacao, outcomes=(Outcome("designada", "Designada"),),
    check=_designacao, action="Assinar o ato", revocable=True,
    instructions="O primeiro nome preside. Ao menos um membro tem cargo efetivo ou emprego permanente.",
    then="o ato é publicado e cada membro declara se está impedido",
)  # fmt: skip

PUBLICACAO_DO_ATO = Publication(
    id="comissao-selecao.publicacao", title="Publicar o ato da Comissão de Seleção", what="ato-da-comissao",
    provision=DEC_167.art(26), duties=("CSE-01",), role=PUBLICACAO, form=EvidenciaDePublicacao,
    outcomes=(Outcome("publicado", "Publicado"),), action="Registrar a publicação",
    then="cada membro declara se está impedido",
)  # fmt: skip

# -- Art. 27: impedimento ------------------------------------------------------------------------------------------
LIVRE = Outcome("sem-impedimento", "Não há impedimento", "Você passa a atuar na seleção.")
DECLARA_SE_IMPEDIDO = Outcome("declara-se-impedido", "Há impedimento", "Você é substituído de imediato.")


def _coerente(caso: Any, outcome: str, declarado: DeclaracaoDeImpedimento) -> None:
    cnpjs = [uma.cnpj for uma in caso.input.participantes]
    barrado = impedido(declarado.pares(), cnpjs, declarado.conflito_de_interesse, caso.today)
    exige(
        outcome == DECLARA_SE_IMPEDIDO or not barrado, DEC_167.art(27),
        "O que você declarou impede: há conflito de interesse, ou vínculo dos últimos cinco anos com participante.",
    )  # fmt: skip


DECLARACAO = HumanTask(
    id="comissao-selecao.declaracao", title="Declarar se há impedimento", provision=DEC_167.art(27),
    duties=("CSE-02", "R-027-5Y"), role=MEMBRO_DA_COMISSAO, form=DeclaracaoDeImpedimento,
    outcomes=(LIVRE, DECLARA_SE_IMPEDIDO), check=_coerente, action="Assinar a declaração",
    instructions="Impede ter sido, nos últimos cinco anos, associado, cooperado, dirigente, conselheiro ou empregado "
    "de organização participante, e também o conflito de interesse.",
    then="com todos livres de impedimento, a seleção começa",
)  # fmt: skip


def _substituicao(caso: Any, _outcome: str, ato: Substituicao) -> None:
    ficam = caso.membros
    de_novo = {membro.pessoa for membro in ficam} & {novo.pessoa for novo in ato.substitutos}
    exige(not de_novo, DEC_167.art(27, par="unico"), "O substituto já é membro; escolha outra pessoa.", "substitutos")
    _comissao_admitida(caso, (*ficam, *ato.substitutos), "substitutos")
    _livres(caso, ato.substitutos, "substitutos")


SUBSTITUICAO = Decision(
    id="comissao-selecao.substituicao", title="Substituir os membros impedidos", role=SECRETARIO,
    provision=DEC_167.art(27, par="unico"), duties=("CSE-03", "R-027-REPL"), form=Substituicao,
    outcomes=(Outcome("substituidos", "Substituídos"),), check=_substituicao, action="Assinar o ato",
    instructions="A substituição é imediata: nada anda com membro impedido.",
    then="o ato é publicado e os substitutos declaram se estão impedidos",
)  # fmt: skip
