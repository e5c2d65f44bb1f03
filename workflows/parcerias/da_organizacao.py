"""Whose a case is: the organisation's that its input names, or only of whoever started it."""

from typing import Any, TypeVar

from workflows.kernel import Form, Procedure
from workflows.kernel.messages import CaseStart
from workflows.parcerias.organizacoes import partes_de

Entrada = TypeVar("Entrada", bound=Form)


class DaOrganizacao(Procedure[Entrada]):
    """A procedure whose input names its organisation under `organizacao`."""

    @classmethod
    def parties_of(cls, start: CaseStart) -> tuple[str, ...]:
        """The organisation, and who started it."""
        return partes_de(start.input, start.started_by.id)

    @classmethod
    def party_names(cls, entrada: Any) -> dict[str, str]:
        """The organisation by its name."""
        return {entrada.organizacao.parte: entrada.organizacao.nome}


class DeQuemIniciou:
    """A matter of the body's own: named before the other base, it leaves organisations without a part in the case."""

    @classmethod
    def parties_of(cls, start: CaseStart) -> tuple[str, ...]:
        """Whoever started it, alone."""
        return (start.started_by.id,)
