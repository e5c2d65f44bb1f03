"""The forms of PMIS: what art. 13 demands of a proposal, and what each act of art. 14 and 15 leaves written."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Cnpj, Cpf, Fundamentada, Motivo, Texto, TextoLongo, campo, opcional

ART_13_I = DEC_167.art(13, inciso="I").id
ART_13_II = DEC_167.art(13, inciso="II").id
ART_13_III = DEC_167.art(13, inciso="III").id


class Subscritor(Form):
    """Who signs the proposal (art. 13, I): a citizen or an organisation. The name is public, the numbers are not."""

    nome: Texto = campo("Nome de quem assina", "Nome da pessoa ou da organização.", provision=ART_13_I)
    cpf: Cpf | None = opcional("CPF", "Se quem propõe é uma pessoa.", mask="cpf", restrito=True, provision=ART_13_I)
    cnpj: Cnpj | None = opcional("CNPJ", "Se quem propõe é uma organização.", mask="cnpj", provision=ART_13_I)
    contato: Texto = campo("E-mail ou telefone para a resposta", restrito=True)

    @model_validator(mode="after")
    def _identificado(self) -> "Subscritor":
        if not (self.cpf or self.cnpj):
            raise PydanticCustomError(
                "identificacao", "Identifique quem assina com o CPF ou o CNPJ (art. 13, I)", {"provision": ART_13_I}
            )
        return self


class PropostaDePmis(Form):
    """The proposal: what art. 13, I to III demands, and what it asks for when possible."""

    titulo: Texto = campo("Do que trata a proposta", "Uma linha, para o rol público.")
    subscritor: Subscritor = campo("Quem propõe", provision=ART_13_I)
    interesse_publico: TextoLongo = campo(
        "Interesse público envolvido", "A quem a ação serve e por quê.", widget="textarea", provision=ART_13_II
    )
    diagnostico: TextoLongo = campo(
        "Diagnóstico da realidade", "O que existe hoje e o que se quer modificar, aprimorar ou desenvolver.",
        widget="textarea", provision=ART_13_III,
    )  # fmt: skip
    viabilidade: Annotated[str, Field(max_length=20_000)] | None = opcional(
        "Viabilidade", "Quando possível.", widget="textarea", provision=ART_13_III
    )
    custos: Annotated[str, Field(max_length=20_000)] | None = opcional(
        "Custos", "Quando possível.", widget="textarea", provision=ART_13_III
    )
    beneficios: Annotated[str, Field(max_length=20_000)] | None = opcional(
        "Benefícios", "Quando possível.", widget="textarea", provision=ART_13_III
    )
    prazos: Annotated[str, Field(max_length=20_000)] | None = opcional(
        "Prazos de execução", "Quando possível.", widget="textarea", provision=ART_13_III
    )

    def no_rol(self, recebida_em: date) -> dict[str, Any]:
        """What art. 15, I makes public of it: summary, subscriber's name and date of receipt."""
        return {
            "sintese": self.titulo,
            "interesse_publico": self.interesse_publico,
            "subscritor": self.subscritor.nome,
            "recebida_em": recebida_em.isoformat(),
        }


class Verificacao(StrEnum):
    """Whether a requirement is met."""

    ATENDE = "atende"
    NAO_ATENDE = "nao-atende"


class AnaliseDeAdmissibilidade(Fundamentada):
    """Art. 14, I: whether the proposal brings what art. 13 demands, one answer per inciso."""

    subscritor_identificado: Verificacao = campo("Quem assina está identificado", widget="radio", provision=ART_13_I)
    interesse_publico_indicado: Verificacao = campo(
        "O interesse público está indicado", widget="radio", provision=ART_13_II
    )
    diagnostico_apresentado: Verificacao = campo("Há diagnóstico da realidade", widget="radio", provision=ART_13_III)

    @property
    def atende_ao_art_13(self) -> bool:
        """Whether all three requirements are met."""
        answers = (self.subscritor_identificado, self.interesse_publico_indicado, self.diagnostico_apresentado)
        return all(answer is Verificacao.ATENDE for answer in answers)


class Contribuicao(Form):
    """What somebody says to the hearing (art. 14, IV). The name is published only if they wish."""

    texto: Annotated[str, Field(min_length=1, max_length=5000)] = campo(
        "Sua contribuição", "Escreva com suas palavras. O texto será público.", widget="textarea"
    )
    nome: Annotated[str, Field(max_length=200)] | None = opcional("Seu nome", "Só se quiser.", restrito=True)
    publicar_nome: bool = Field(default=False, title="Publicar meu nome com a contribuição")


class RelatorioDaOitiva(Form):
    """How society was heard and what it said (art. 14, IV)."""

    relatorio: Motivo = campo(
        "Como a sociedade foi ouvida e o que disse", "Meios usados, período, quem participou e o que se concluiu.",
        widget="textarea",
    )  # fmt: skip


class EnvioDaResposta(Form):
    """The sending of the answer to the proponent, with its date (art. 15, II)."""

    enviada_em: date = campo("Data do envio da resposta")
    meio: Texto = campo("Como foi enviada", "E-mail, carta, notificação eletrônica.")
    resposta: Motivo = campo("Texto da resposta", "O resultado e o seu motivo.", widget="textarea")


class Desistencia(Form):
    """The proponent gives up."""

    motivo: Annotated[str, Field(max_length=2000)] | None = opcional("Motivo", "Se quiser dizer.", widget="textarea")
