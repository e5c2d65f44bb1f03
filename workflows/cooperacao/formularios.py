"""The forms of a work plan's execution: its start, the evidence of each act, what the parties bring."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Discriminator, Field, Tag, WrapValidator, model_validator
from pydantic_core import PydanticCustomError

from workflows.cooperacao.files import shipped_plans
from workflows.cooperacao.plan import Plan
from workflows.kernel import Form
from workflows.parcerias.formularios import Motivo, Texto, campo, opcional

Endereco = Annotated[str, Field(min_length=1, max_length=500)]


def _especie(dado: object) -> str:
    return "id" if isinstance(dado, str) else "plano"


def _lido(dado: object, _: object) -> str | Plan:
    """The plan or its id, so that what is wrong in a plan is blamed on its place in the plan and on nothing else."""
    if not isinstance(dado, str):
        return Plan.model_validate(dado)
    if dado not in shipped_plans():
        raise PydanticCustomError(
            "plano", "Não há plano “{id}”; há: {ids}", {"id": dado, "ids": ", ".join(shipped_plans())}
        )
    return dado


TITULOS = {id: plano.title for id, plano in shipped_plans().items()}
DoCatalogo = Annotated[
    str, Tag("id"), Field(json_schema_extra={"enum": list(TITULOS), "opcoes": dict(TITULOS), "widget": "select"})
]
PlanoOuId = Annotated[DoCatalogo | Annotated[Plan, Tag("plano")], Discriminator(_especie), WrapValidator(_lido)]


class ExecucaoDoPlano(Form):
    """A plan that was signed: one that ships, by its id, or any other, whole; and the day of the last signature."""

    plano: PlanoOuId = campo("Plano de trabalho", "Um plano do catálogo; pela API, também um plano inteiro.")
    assinado_em: date = campo("Data da assinatura do acordo", "A da última assinatura: dela contam todos os prazos.")

    @property
    def plan(self) -> Plan:
        """The plan itself."""
        return shipped_plans()[self.plano] if isinstance(self.plano, str) else self.plano


class EvidenciaDeCumprimento(Form):
    """How it can be seen that the act was done: what, when, and the document or the place where it is."""

    descricao: Motivo = campo("O que foi feito", "Duas ou três frases bastam.", widget="textarea")
    data: date | None = opcional("Data em que foi feito", "Se não foi hoje.")
    documento: Texto | None = opcional("Documento", "Número do documento ou do processo.")
    endereco: Endereco | None = opcional("Endereço", "Onde se encontra, se está publicado.")

    @model_validator(mode="after")
    def _comprovada(self) -> EvidenciaDeCumprimento:
        if not (self.documento or self.endereco):
            raise PydanticCustomError("evidencia", "Indique o documento ou o endereço que comprova o cumprimento")
        return self


class EvidenciaEmComumAcordo(EvidenciaDeCumprimento):
    """The same, of an act that the plan wants done in agreement with another party."""

    acordo: Texto = campo(
        "Como se firmou o comum acordo", "Quem concordou pela outra parte, quando e em que documento."
    )


class EvidenciaDeAcaoContinua(EvidenciaDeCumprimento):
    """Evidence of a duty that is owed all through the term."""

    acao: Texto = campo("Ação do plano", "O número da ação, como no plano.")


class Acontecimento(Form):
    """Something the plan ties duties to has come."""

    acontecimento: Texto = campo("O que aconteceu", "O nome do acontecimento, como no plano.")
    data: date = campo("Data em que aconteceu")
    descricao: Motivo = campo("Descrição", widget="textarea")


class Modalidade(StrEnum):
    """How an agreement ends before its term."""

    DENUNCIA = "denuncia"
    RESCISAO = "rescisao"


class Extincao(Form):
    """The agreement ends before its term."""

    modalidade: Modalidade = campo("Como o acordo termina", widget="radio")
    motivo: Motivo = campo("Motivo", widget="textarea")
    documento: Texto = campo("Documento", "A notificação da denúncia ou o termo de rescisão.")
