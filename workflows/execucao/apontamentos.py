"""What a rule finds in an expense: the norm refuses it, or leaves it to whoever judges the accounts."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from workflows.norms import Provision


class Efeito(StrEnum):
    """What follows from it."""

    VEDA = "veda"
    JULGAR = "a-julgar"


@dataclass(frozen=True)
class Apontamento:
    """One thing found: a sentence in pt-BR, its provision, and the field that it is about (a path into the form)."""

    efeito: Efeito
    dispositivo: Provision
    texto: str
    campo: str

    def em(self, lista: str, indice: int) -> Self:
        """The same, of the row `indice` (from 0) of `lista`."""
        return replace(self, campo=f"{lista}.{indice}.{self.campo}")

    @property
    def citado(self) -> str:
        """The sentence with its provision."""
        return f"{self.texto} ({self.dispositivo.short})"


def vedada(dispositivo: Provision, texto: str, campo: str) -> Apontamento:
    """The norm refuses it."""
    return Apontamento(Efeito.VEDA, dispositivo, texto, campo)


def a_julgar(dispositivo: Provision, texto: str, campo: str) -> Apontamento:
    """It may stand, and somebody has to judge it with the accounts."""
    return Apontamento(Efeito.JULGAR, dispositivo, texto, campo)
