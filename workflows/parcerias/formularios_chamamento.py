"""The forms of a call from its publication on: proposals, questions, amendment, undoing, homologation."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, Texto, TextoLongo, campo, opcional
from workflows.parcerias.formularios_edital import Dinheiro
from workflows.parcerias.organizacoes import Organizacao

TextoDaProposta = Annotated[str, Field(min_length=1, max_length=4000)]


class Falta(StrEnum):
    """What art. 29, § 2º eliminates for: against the edital, or without one of the four pieces of information."""

    DESACORDO = "desacordo-com-o-edital"
    REALIDADE = "sem-realidade-e-nexo"
    METAS = "sem-acoes-metas-e-indicadores"
    PRAZOS = "sem-prazos"
    VALOR = "sem-valor-global"


FALTAS = {
    "desacordo-com-o-edital": "Está em desacordo com o edital",
    "sem-realidade-e-nexo": "Não descreve a realidade e o nexo com a proposta (I)",
    "sem-acoes-metas-e-indicadores": "Não traz ações, metas e indicadores (II)",
    "sem-prazos": "Não traz os prazos (III)",
    "sem-valor-global": "Não traz o valor global (IV)",
}


def _inciso(inciso: str) -> str:
    return DEC_167.art(29, par=2, inciso=inciso).id


class Proposta(Form):
    """A proposal. What art. 29, § 2º asks for may be missing: it is received all the same, and eliminated later."""

    organizacao: Organizacao = campo("Organização que propõe")
    substitui: bool = Field(default=False, title="Substitui a proposta que a organização já apresentou")
    realidade: TextoDaProposta | None = opcional(
        "Realidade e nexo com a atividade ou o projeto", widget="textarea", provision=_inciso("I")
    )
    metas: TextoDaProposta | None = opcional("Ações, metas e indicadores", widget="textarea", provision=_inciso("II"))
    prazos: TextoDaProposta | None = opcional(
        "Prazos das ações e das metas", widget="textarea", provision=_inciso("III")
    )
    valor_global: Dinheiro | None = opcional("Valor global", mask="money", provision=_inciso("IV"))
    em_rede: bool = Field(
        default=False, title="Será executada em rede", json_schema_extra={"provision": DEC_167.art(61).id}
    )

    @property
    def parte(self) -> str:
        """The organisation by the id that cases know."""
        return self.organizacao.parte


def em_resumo(lida: dict[str, Any]) -> dict[str, Any]:
    """What the selection goes on with of an opened proposal: whose it is, its value, and what it lacks."""
    pedido = {"realidade": Falta.REALIDADE, "metas": Falta.METAS, "prazos": Falta.PRAZOS, "valor_global": Falta.VALOR}
    return {
        "organizacao": lida["organizacao"],
        "valor_global": lida.get("valor_global"),
        "faltas": [str(falta) for campo, falta in pedido.items() if not lida.get(campo)],
    }


class Pergunta(Form):
    """A question about the edital. Question and answer are public, whoever asked is not."""

    pergunta: TextoDaProposta = campo("Sua pergunta", "A pergunta e a resposta serão públicas.", widget="textarea")


class RespostaPublica(Form):
    """The answer that everybody interested may read."""

    resposta: TextoDaProposta = campo("Resposta", "Será publicada com a pergunta, sem o nome de quem perguntou.",
                                      widget="textarea")  # fmt: skip


class Retificacao(Fundamentada):
    """Why the edital changes: it is drafted, examined and published again, and the term for proposals opens again."""

    o_que_muda: TextoLongo = campo("O que muda no edital", widget="textarea", provision=DEC_167.art(20).id)


class Especie(StrEnum):
    """How a call is undone: for convenience, or because it is unlawful."""

    REVOGACAO = "revogacao"
    ANULACAO = "anulacao"


class Desfazimento(Fundamentada):
    """The reasoned act that undoes the call."""

    especie: Especie = campo("O que se decide", widget="radio", opcoes={
        "revogacao": "Revogar, por conveniência e oportunidade", "anulacao": "Anular, por ilegalidade",
    })  # fmt: skip


class RazoesDeRecurso(Form):
    """What an organisation has against a result."""

    razoes: TextoLongo = campo("Razões do recurso", widget="textarea", provision=DEC_167.art(31).id)


class Participante(Form):
    """An organisation that proposed, with the protocol of its proposal."""

    protocolo: Texto = campo("Protocolo")
    organizacao: Organizacao = campo("Organização")


class Classificada(Participante):
    """A participant with its place in the final order (art. 29, § 1º)."""

    posicao: Annotated[int, Field(ge=1)] = campo("Posição")
    pontos: Texto = campo("Pontos")
    habilitada: bool = Field(default=False, title="Já comprovou a habilitação")
