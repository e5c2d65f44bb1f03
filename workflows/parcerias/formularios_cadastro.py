"""The forms of registration: the request, the file of the organisation, its examination, the reduction of time."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workflows.kernel import Form
from workflows.kernel.words import Requirement
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Cpf, Fundamentada, Motivo, Texto, campo, opcional
from workflows.parcerias.organizacoes import Organizacao
from workflows.parcerias.regras_cadastro import (
    CLAUSULAS,
    EXIGIDOS,
    MOTIVOS,
    NOMES,
    TIPOS,
    Clausula,
    Documento,
    MotivoDoPedido,
    TipoDeEntidade,
    mantidos,
)

ART_9_IV = DEC_167.art(9, par=2, inciso="IV").id


class PedidoDeCadastro(Form):
    """Who asks to be registered, and what kind of entity it is."""

    organizacao: Organizacao = campo("Organização", provision=DEC_167.art(9).id)
    tipo: TipoDeEntidade = campo(
        "Tipo de entidade", widget="radio", provision=DEC_167.art(5, inciso="I").id,
        opcoes={str(um): titulo for um, titulo in TIPOS.items()},
    )  # fmt: skip
    motivo: MotivoDoPedido = campo(
        "Por que pede o cadastro", "Se já tem cadastro, apresente só o que mudou.", widget="radio",
        opcoes={str(um): titulo for um, titulo in MOTIVOS.items()},
    )  # fmt: skip

    @property
    def mantidos(self) -> tuple[Documento, ...]:
        """What stays as it was registered, if the organisation is registered."""
        return mantidos(self.motivo)

    @property
    def dispensados(self) -> tuple[Requirement, ...]:
        """What then need not be handed in."""
        return tuple(EXIGIDOS[um] for um in self.mantidos)


class Dirigente(Form):
    """Who heads the organisation (art. 9, § 2º, IV). The name and the office are public, the rest is not."""

    nome: Texto = campo("Nome")
    cargo: Texto = campo("Cargo")
    cpf: Cpf = campo("CPF", mask="cpf", restrito=True)
    identidade: Texto = campo("Identidade", "Número e órgão que a emitiu.", restrito=True)
    endereco: Texto = campo("Endereço", restrito=True)


class Documentacao(Form):
    """What the organisation says with its documents, and answers for (art. 9, § 4º)."""

    dirigentes: Annotated[tuple[Dirigente, ...], Field(min_length=1, max_length=50)] = campo(
        "Dirigentes", provision=ART_9_IV
    )
    verdadeira: bool = campo(
        "Declaro que as informações e os documentos são verdadeiros",
        "Quem dirige a organização responde por isso, civil e criminalmente.", provision=DEC_167.art(9, par=4).id,
    )  # fmt: skip


class Conferencia(StrEnum):
    """What the examination makes of a document."""

    ACEITO = "aceito"
    DEVOLVIDO = "devolvido"
    MANTIDO = "mantido"


_CONFERENCIAS = {
    str(Conferencia.ACEITO): "Aceito",
    str(Conferencia.DEVOLVIDO): "Devolvido para corrigir",
    str(Conferencia.MANTIDO): "Fica o que já está no cadastro",
}


class DocumentoConferido(Form):
    """One document, accepted or returned with the reason."""

    resultado: Conferencia = campo("Resultado", widget="radio", opcoes=_CONFERENCIAS)
    motivo: Annotated[str, Field(max_length=1000)] | None = opcional("O que corrigir", "Se devolvido.")

    @model_validator(mode="after")
    def _com_motivo(self) -> "DocumentoConferido":
        if self.resultado is Conferencia.DEVOLVIDO and not self.motivo:
            raise PydanticCustomError("motivo", "Diga à organização o que corrigir neste documento")
        return self


def _documento(titulo: str, documento: Documento) -> Any:
    return campo(titulo, provision=documento.dispositivo.id)


def _clausula(titulo: str, inciso: str) -> Any:
    opcoes = {str(Clausula.PRESENTE): "Sim", str(Clausula.AUSENTE): "Não"}
    if inciso in ("I", "II"):
        opcoes[str(Clausula.DISPENSADA)] = "Dispensada: é cooperativa"
    return campo(titulo, widget="radio", provision=DEC_167.art(12, inciso=inciso).id, opcoes=opcoes)


class AnaliseDoCadastro(Fundamentada):
    """The whole file: nine documents (art. 9, § 2º), the by-laws (art. 12), the date and the prohibitions."""

    estatuto: DocumentoConferido = _documento("Estatuto, ou certidão da junta comercial", Documento.ESTATUTO)
    cnpj: DocumentoConferido = _documento("Comprovante do CNPJ", Documento.CNPJ)
    ativo_desde: date = campo("CNPJ ativo desde", "Como está no comprovante.", provision=Documento.CNPJ.dispositivo.id)
    ata: DocumentoConferido = _documento("Ata de eleição da diretoria", Documento.ATA)
    dirigentes: DocumentoConferido = _documento("Relação dos dirigentes", Documento.DIRIGENTES)
    vinculos: DocumentoConferido = _documento("Declaração sobre cargos e parentesco", Documento.VINCULOS)
    parentesco: DocumentoConferido = _documento("Declaração sobre parentesco com quem seleciona", Documento.PARENTESCO)
    falta_grave: DocumentoConferido = _documento("Declaração sobre falta grave", Documento.FALTA_GRAVE)
    improbidade: DocumentoConferido = _documento("Declaração sobre improbidade", Documento.IMPROBIDADE)
    endereco: DocumentoConferido = _documento("Comprovante de endereço", Documento.ENDERECO)
    fins: Clausula = _clausula("O estatuto prevê fins de relevância pública e social", "I")
    patrimonio: Clausula = _clausula("Na dissolução, o patrimônio vai a entidade de igual natureza", "II")
    contratacao: Clausula = _clausula("Há regras para contratar obras, serviços e compras", "III")
    contabilidade: Clausula = _clausula("A contabilidade segue as normas brasileiras", "IV")
    dirigente_vedado: bool = campo(
        "Algum dirigente tem cargo, vínculo ou parentesco vedado", provision=Documento.VINCULOS.dispositivo.id
    )
    indicio_de_falsidade: bool = campo(
        "Há indício de informação ou documento falso", "A chefia é avisada.", provision=DEC_167.art(9, par=4).id
    )

    def conferido(self, documento: Documento) -> DocumentoConferido:
        """What was made of a document."""
        resultado: DocumentoConferido = getattr(self, documento.campo)
        return resultado

    @property
    def devolvidos(self) -> tuple[Documento, ...]:
        """The documents to be corrected."""
        return tuple(um for um in Documento if self.conferido(um).resultado is Conferencia.DEVOLVIDO)

    @property
    def ausentes(self) -> tuple[str, ...]:
        """The incisos of art. 12 that the by-laws lack."""
        return tuple(inciso for nome, inciso in CLAUSULAS.items() if getattr(self, nome) is Clausula.AUSENTE)

    @property
    def a_refazer(self) -> tuple[Requirement, ...]:
        """What is handed in again: what was returned, and the by-laws when they lack something."""
        estatuto = (Documento.ESTATUTO,) if self.ausentes else ()
        return tuple(EXIGIDOS[um] for um in Documento if um in (*self.devolvidos, *estatuto))

    @property
    def a_corrigir(self) -> str:
        """The same in words, with the reasons."""
        documentos = [f"{NOMES[um]}: {self.conferido(um).motivo}" for um in self.devolvidos]
        return "; ".join([*documentos, *(f"o estatuto não tem o que o art. 12, {um}, pede" for um in self.ausentes)])


class ReducaoDoTempo(Fundamentada):
    """Art. 9, § 5º: the Secretary excuses from two years of CNPJ, if no organisation reaches them."""

    nenhuma_atinge: bool = campo(
        "Nenhuma organização atinge os dois anos", "A redução só cabe se for assim.", provision=DEC_167.art(9, par=5).id
    )
    alcance: Texto = campo("Para qual chamamento ou contratação vale", "A redução é específica.")
    evidencia: Motivo = campo("Como se verificou", "Que busca se fez e o que mostrou.", widget="textarea")
