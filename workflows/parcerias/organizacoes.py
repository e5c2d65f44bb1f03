"""The civil society organisation that a case is about, as forms name it and as the case knows it: a party."""

from typing import Any

from workflows.kernel import Form
from workflows.parcerias.formularios import Cnpj, Texto, campo
from workflows.parties import party_of


class Organizacao(Form):
    """An organisation by its name and CNPJ."""

    nome: Texto = campo("Nome da organização")
    cnpj: Cnpj = campo("CNPJ", mask="cnpj")

    @property
    def parte(self) -> str:
        """The id by which the case knows it, which says nothing of it."""
        return party_of(self.cnpj)


def partes_de(entrada: dict[str, Any], iniciada_por: str) -> tuple[str, ...]:
    """Parties of a case about one organisation: it, and whoever started the case; `entrada` is the input as sent."""
    cnpj = (entrada.get("organizacao") or {}).get("cnpj", "")
    return (party_of(str(cnpj)), iniciada_por)
