"""The acts of art. 59: the designation of the Gestor, its publication, and what the Gestor declares."""

from typing import Any

from workflows.kernel import Decision, HumanTask, Notice, Outcome, Publication, exige, veda
from workflows.kernel.roles import GESTAO, GESTOR_DA_PARCERIA, PUBLICACAO, SECRETARIO
from workflows.norms import DEC_167
from workflows.parcerias.formularios import EvidenciaDePublicacao
from workflows.parcerias.formularios_designacao import AtoDoGestor, DeclaracaoNaParceria
from workflows.parcerias.regras_designacao import impede, vicios_do_gestor

# -- Art. 34, V, e art. 59, §§ 1º, 3º e 4º: designação ------------------------------------------------------------


def _admitido(caso: Any, _outcome: str, ato: AtoDoGestor) -> None:
    for dispositivo, vicio in vicios_do_gestor(ato, caso.limite):
        veda(dispositivo, vicio)
    for um in (*ato.titulares, *ato.suplentes):
        barrado = caso.barred(um.pessoa)
        exige(barrado is None, DEC_167.art(59, par=5), f"{um.nome} está impedido: {barrado}.", "titulares")


DESIGNACAO = Decision(
    id="designacao-do-gestor.designacao", title="Designar o Gestor da parceria", provision=DEC_167.art(59, par=1),
    duties=("GES-01", "GES-02", "R-059-MAX"), role=SECRETARIO, form=AtoDoGestor, check=_admitido, revocable=True,
    outcomes=(Outcome("designado", "Designado"),), action="Assinar o ato",
    instructions="Um titular e, se quiser, suplentes; comissão só para objeto de elevada complexidade.",
    then="o ato é publicado no Diário Oficial e o Gestor declara se está impedido",
)  # fmt: skip

PUBLICACAO_DO_ATO = Publication(
    id="designacao-do-gestor.publicacao", title="Publicar no Diário Oficial o ato do Gestor", what="ato-do-gestor",
    provision=DEC_167.art(34, inciso="V"), duties=("GES-01", "CEL-07", "R-034-DOE"), role=PUBLICACAO,
    form=EvidenciaDePublicacao, outcomes=(Outcome("publicado", "Publicado"),), action="Registrar a publicação",
    then="o Gestor declara se está impedido",
)  # fmt: skip

# -- Art. 59, § 5º: impedimento -----------------------------------------------------------------------------------
LIVRE = Outcome("sem-impedimento", "Não há impedimento", "Você passa a responder pela parceria.")
IMPEDIDO_POR_SI = Outcome("pede-substituicao", "Há impedimento: pedir substituição", "Outra pessoa é designada.")


def _coerente(caso: Any, outcome: str, declarado: DeclaracaoNaParceria) -> None:
    livre = outcome == IMPEDIDO_POR_SI or not impede(declarado, caso.today)
    exige(livre, DEC_167.art(59, par=5), "O que você declarou impede; peça a substituição.")


DECLARACAO = HumanTask(
    id="designacao-do-gestor.declaracao", title="Declarar se há impedimento para gerir a parceria",
    provision=DEC_167.art(59, par=5), duties=("GES-03", "R-059-5Y"), role=GESTOR_DA_PARCERIA,
    form=DeclaracaoNaParceria, outcomes=(LIVRE, IMPEDIDO_POR_SI), check=_coerente, action="Assinar a declaração",
    instructions="Impede ter sido, nos últimos cinco anos, associado, cooperado, dirigente, conselheiro ou empregado "
    "da organização, e também o conflito de interesse.",
    then="sem impedimento, o Gestor responde pela parceria",
)  # fmt: skip

AVISO_A_CHEFIA = Notice(
    id="designacao-do-gestor.aviso-a-chefia", title="A parceria está sem Gestor", provision=DEC_167.art(59, par=2),
    duties=("GES-05", "R-059-SUBST"), to=GESTAO,
    body="Há impedimento do Gestor de: {objeto}. Sem suplente livre, a chefia imediata responde até nova designação.",
)  # fmt: skip
