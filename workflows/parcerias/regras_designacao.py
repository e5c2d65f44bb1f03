"""Arts. 51, 52 and 59: what a designation must satisfy, and what keeps a designated person from acting. Pure."""

from collections.abc import Iterator
from datetime import date

from workflows.norms import DEC_167, Provision
from workflows.parcerias.formularios_designacao import (
    MEMBROS_DA_CMA,
    AtoDoGestor,
    DeclaracaoNaParceria,
    MembroDaCma,
)
from workflows.parcerias.regras_comissao import vinculo_impede

Vicio = tuple[Provision, str]


def vicios_da_comissao(membros: tuple[MembroDaCma, ...]) -> Iterator[Vicio]:
    """Art. 51, §§ 1º and 4º: three public agents, one of them permanent, one designated for visits and the report."""
    par_1 = DEC_167.art(51, par=1)
    if len(membros) < MEMBROS_DA_CMA:
        yield par_1, f"A comissão tem ao menos {MEMBROS_DA_CMA} agentes públicos."
    if not any(membro.vinculo.permanente for membro in membros):
        yield par_1, "Ao menos um membro tem cargo efetivo ou emprego permanente."
    if not any(membro.faz_visitas for membro in membros):
        yield DEC_167.art(51, par=4), "Ao menos um membro é designado para as visitas e o relatório técnico."


def vicios_do_gestor(ato: AtoDoGestor, limite: int | None) -> Iterator[Vicio]:
    """Art. 59, §§ 3º and 4º: a commission only for high complexity; `limite` of partnerships, if an act sets one."""
    if len(ato.titulares) > 1 and not ato.elevada_complexidade:
        yield DEC_167.art(59, par=4), "Comissão de gestão só quando o objeto tem elevada complexidade."
    if limite is not None and ato.parcerias_em_curso >= limite:
        yield DEC_167.art(59, par=3), f"Cada gestor acompanha até {limite} parcerias; designe outra pessoa."


def impede(declarado: DeclaracaoNaParceria, no_dia: date) -> bool:
    """Arts. 52 and 59, § 5º: whether what was declared keeps the person from acting on that day."""
    vinculo = declarado.vinculo is not None and vinculo_impede(declarado.encerrado_em, no_dia)
    return declarado.conflito_de_interesse or vinculo
