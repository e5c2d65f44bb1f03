"""The acts of arts. 51 and 52: the monitoring commission, what its members declare, who takes whose place."""

from typing import Any

from workflows.kernel import Decision, HumanTask, Outcome, Publication, exige, veda
from workflows.kernel.roles import MEMBRO_DA_CMA, PUBLICACAO, SECRETARIO
from workflows.norms import DEC_167
from workflows.parcerias.formularios import EvidenciaDePublicacao
from workflows.parcerias.formularios_designacao import (
    AtoDaComissao,
    DeclaracaoNaParceria,
    MembroDaCma,
    SubstituicaoNaComissao,
)
from workflows.parcerias.regras_designacao import impede, vicios_da_comissao


def _admitida(caso: Any, membros: tuple[MembroDaCma, ...], novos: tuple[MembroDaCma, ...]) -> None:
    for dispositivo, vicio in vicios_da_comissao(membros):
        veda(dispositivo, vicio)
    for um in novos:
        barrado = caso.barred(um.pessoa)
        exige(barrado is None, DEC_167.art(52), f"{um.nome} está impedido: {barrado}.")


# -- Art. 34, VI, e art. 51: designação --------------------------------------------------------------------------
def _designada(caso: Any, _outcome: str, ato: AtoDaComissao) -> None:
    _admitida(caso, ato.membros, ato.membros)


DESIGNACAO = Decision(
    id="designacao-da-comissao.designacao", title="Designar a Comissão de Monitoramento e Avaliação",
    provision=DEC_167.art(51, par=1), duties=("CMA-01", "CMA-05", "R-051-CMA"), role=SECRETARIO, form=AtoDaComissao,
    outcomes=(Outcome("designada", "Designada"),), check=_designada, action="Assinar o ato", revocable=True,
    instructions="Ao menos três agentes públicos, um deles efetivo, e um designado para as visitas e o relatório.",
    then="o ato é publicado no Diário Oficial e cada membro declara se está impedido",
)  # fmt: skip

PUBLICACAO_DO_ATO = Publication(
    id="designacao-da-comissao.publicacao", title="Publicar no Diário Oficial o ato da comissão", role=PUBLICACAO,
    provision=DEC_167.art(34, inciso="VI"), duties=("CMA-01", "CMA-02", "R-051-MEMBER", "CEL-08", "R-034-DOE"),
    what="ato-da-comissao-de-monitoramento", form=EvidenciaDePublicacao, outcomes=(Outcome("publicado", "Publicado"),),
    action="Registrar a publicação", then="cada membro declara se está impedido",
)  # fmt: skip

# -- Art. 52: impedimento e substituição ---------------------------------------------------------------------------
LIVRE = Outcome("sem-impedimento", "Não há impedimento", "Você passa a atuar nesta parceria.")
IMPEDIDO_POR_SI = Outcome("declara-se-impedido", "Há impedimento", "Você é substituído de imediato, só nesta parceria.")


def _coerente(caso: Any, outcome: str, declarado: DeclaracaoNaParceria) -> None:
    livre = outcome == IMPEDIDO_POR_SI or not impede(declarado, caso.today)
    exige(livre, DEC_167.art(52), "O que você declarou impede; declare-se impedido.")


DECLARACAO = HumanTask(
    id="designacao-da-comissao.declaracao", title="Declarar se há impedimento para monitorar a parceria",
    provision=DEC_167.art(52), duties=("CMA-03", "R-052-5Y"), role=MEMBRO_DA_CMA, form=DeclaracaoNaParceria,
    outcomes=(LIVRE, IMPEDIDO_POR_SI), check=_coerente, action="Assinar a declaração",
    instructions="Impede ter sido, nos últimos cinco anos, associado, cooperado, dirigente, conselheiro ou empregado "
    "da organização, e também o conflito de interesse.",
    then="com todos livres de impedimento, a comissão está formada",
)  # fmt: skip


def _substituida(caso: Any, _outcome: str, ato: SubstituicaoNaComissao) -> None:
    repetido = {um.pessoa for um in caso.membros} & {um.pessoa for um in ato.substitutos}
    exige(not repetido, DEC_167.art(52, par="unico"), "O substituto já é membro; escolha outra pessoa.", "substitutos")
    _admitida(caso, (*caso.membros, *ato.substitutos), ato.substitutos)


SUBSTITUICAO = Decision(
    id="designacao-da-comissao.substituicao", title="Substituir os membros impedidos", role=SECRETARIO,
    provision=DEC_167.art(52, par="unico"), duties=("CMA-04", "R-052-REPL"), form=SubstituicaoNaComissao,
    outcomes=(Outcome("substituidos", "Substituídos"),), check=_substituida, action="Assinar o ato",
    instructions="A troca é imediata e vale só para esta parceria.",
    then="o ato é publicado e os substitutos declaram se estão impedidos",
)  # fmt: skip
