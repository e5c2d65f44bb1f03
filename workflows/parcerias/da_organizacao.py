"""What the procedures about one organisation share: it and whoever started the case are its parties."""

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
