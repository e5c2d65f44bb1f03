"""The forms of arts. 28 and 29: elimination with reasons, marks by criterion, the commission's minutes."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, Motivo, Texto, TextoLongo, campo, opcional
from workflows.parcerias.formularios_chamamento import FALTAS, Falta, Participante
from workflows.parcerias.formularios_comissao import Membro
from workflows.parcerias.formularios_edital import CriterioDoEdital
from workflows.parcerias.regras_selecao import Mark

Protocolo = Annotated[str, Field(min_length=1, max_length=10)]


class PropostaAberta(Participante):
    """A proposal as it was opened: its value, and what art. 29, § 2º misses in it."""

    valor_global: Decimal | None = opcional("Valor global", mask="money")
    faltas: tuple[Falta, ...] = Field(default=(), title="O que não traz")


class ParaSelecionar(Form):
    """What the selection starts from: the edital's rules, who judges, and what was proposed."""

    objeto: Texto = campo("Objeto do chamamento")
    criterios: tuple[CriterioDoEdital, ...] = campo("Critérios")
    desempate: tuple[str, ...] = Field(default=(), title="Desempate")
    nota_minima: Decimal | None = opcional("Pontos mínimos")
    membros: tuple[Membro, ...] = campo("Comissão")
    propostas: tuple[PropostaAberta, ...] = campo("Propostas")


class Eliminacao(Form):
    """One proposal that is out, why, and what shows it."""

    protocolo: Protocolo = campo("Protocolo da proposta")
    causas: Annotated[tuple[Falta, ...], Field(min_length=1)] = campo("Por quê", opcoes=FALTAS)
    motivo: Motivo = campo("Motivo", widget="textarea")


class ExameDasPropostas(Form):
    """Which proposals are eliminated (art. 29, § 2º); the others are marked."""

    eliminacoes: Annotated[tuple[Eliminacao, ...], Field(max_length=500)] = Field(
        default=(), title="Propostas eliminadas", json_schema_extra={"provision": DEC_167.art(29, par=2).id}
    )
    ata: TextoLongo = campo("Ata do exame", widget="textarea", provision=DEC_167.art(29).id)

    @model_validator(mode="after")
    def _cada_uma_uma_vez(self) -> "ExameDasPropostas":
        protocolos = [uma.protocolo for uma in self.eliminacoes]
        if len(set(protocolos)) != len(protocolos):
            raise PydanticCustomError("repetida", "Cada proposta aparece uma vez só", {})
        return self


class Nota(Form):
    """A mark."""

    protocolo: Protocolo = campo("Proposta")
    criterio: Annotated[str, Field(min_length=1, max_length=8)] = campo("Critério")
    nota: Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)] = campo("Nota")


class FichaDeAvaliacao(Form):
    """One member's marks: each proposal in each criterion."""

    notas: Annotated[tuple[Nota, ...], Field(min_length=1, max_length=4000)] = campo(
        "Notas", "Uma linha por proposta e critério.", provision=DEC_167.art(29, par=1).id
    )
    justificativa: Motivo = campo("Justificativa das notas", widget="textarea")

    @model_validator(mode="after")
    def _cada_nota_uma_vez(self) -> "FichaDeAvaliacao":
        if len(self.por_criterio()) != len(self.notas):
            raise PydanticCustomError("repetida", "Há mais de uma nota para a mesma proposta e critério", {})
        return self

    def por_criterio(self) -> dict[Mark, Decimal]:
        """The marks by proposal and criterion."""
        return {(uma.protocolo, uma.criterio): uma.nota for uma in self.notas}


class AtaDaComissao(Form):
    """The commission's decision on the order, with its minutes."""

    ata: TextoLongo = campo("Ata da sessão", widget="textarea", provision=DEC_167.art(29, par=1).id)
    motivo: Motivo = campo("Fundamentação", widget="textarea")
    sorteio: Annotated[tuple[Protocolo, ...], Field(max_length=500)] = Field(
        default=(), title="Ordem do sorteio público",
        description="Só quando os critérios do edital deixam propostas empatadas; a primeira sorteada vem antes.",
    )  # fmt: skip
    assessoramento: Texto | None = opcional(
        "Assessoramento técnico usado", "De quem, e em quê.", provision=DEC_167.art(26, par=2).id
    )


class CumprimentoDosRecursos(Fundamentada):
    """What the decisions on appeals change: proposals that come back or go out, marks that they fix."""

    reintegradas: tuple[Protocolo, ...] = Field(default=(), max_length=500, title="Propostas reintegradas")
    eliminacoes: tuple[Eliminacao, ...] = Field(default=(), max_length=500, title="Propostas eliminadas")
    notas: tuple[Nota, ...] = Field(default=(), max_length=500, title="Notas que a decisão fixa")


class ImpedimentoSuperveniente(Fundamentada):
    """An impediment of a member that came to be known later."""

    pessoa: Texto = campo("Membro impedido", "O usuário no Tramita.", pessoa=True)
