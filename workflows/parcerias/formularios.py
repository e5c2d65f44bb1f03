"""Forms that several procedures of the decree ask for: reasoned decisions, evidence of publication, identification."""

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from validate_docbr import CNPJ, CPF

from workflows.kernel import Form

MOTIVO_MINIMO = 10
ALGARISMOS_DO_CPF = 11


def campo(titulo: str, ajuda: str = "", **dicas: Any) -> Any:
    """A required field with its title, help text and hints to the page (`widget`, `mask`, `provision`, `restrito`)."""
    return Field(title=titulo, description=ajuda or None, json_schema_extra=dicas or None)


def opcional(titulo: str, ajuda: str = "", **dicas: Any) -> Any:
    """The same for a field that may stay empty."""
    return Field(default=None, title=titulo, description=ajuda or None, json_schema_extra=dicas or None)


def _cpf(valor: str) -> str:
    if not CPF().validate(valor):
        raise PydanticCustomError("cpf", "Este CPF não existe; confira os números")
    return "".join(filter(str.isdigit, valor))


def _cnpj(valor: str) -> str:
    limpo = "".join(filter(str.isalnum, valor)).upper()
    if len(set(limpo)) == 1 or not CNPJ().validate(limpo):
        raise PydanticCustomError("cnpj", "Este CNPJ não existe; confira as letras e os números")
    return limpo


def _cpf_ou_cnpj(valor: str) -> str:
    return _cpf(valor) if len([letra for letra in valor if letra.isalnum()]) == ALGARISMOS_DO_CPF else _cnpj(valor)


Texto = Annotated[str, Field(min_length=1, max_length=300)]
TextoLongo = Annotated[str, Field(min_length=1, max_length=20_000)]
Motivo = Annotated[str, Field(min_length=MOTIVO_MINIMO, max_length=20_000)]
Cpf = Annotated[str, AfterValidator(_cpf)]
Cnpj = Annotated[str, AfterValidator(_cnpj)]
CpfOuCnpj = Annotated[str, AfterValidator(_cpf_ou_cnpj)]


class Fundamentada(Form):
    """An act that must be reasoned."""

    motivo: Motivo = campo(
        "Motivo",
        "Duas ou três frases bastam. O texto fica no processo e será público com o resultado.",
        widget="textarea",
    )


class EvidenciaDePublicacao(Form):
    """Proof that a text was published: where, when, and how to find it. Deadlines run from `publicado_em`."""

    publicado_em: date = campo("Data da publicação", "O dia em que o texto ficou disponível.")
    endereco: Annotated[str, Field(min_length=1, max_length=500)] = campo(
        "Onde se encontra", "Endereço da página no sítio oficial ou edição e página do Diário Oficial."
    )
    observacao: Annotated[str, Field(max_length=2000)] | None = opcional("Observação", widget="textarea")
