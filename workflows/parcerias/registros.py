"""What is kept of an organisation from one procedure to the next, and asked on a day.

Three are registers of the body, made by `inscribe` and asked with `party` and `on`; SIGCon is another system.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from workflows.kernel import Register, Reply
from workflows.kernel.registering import Entry, OnDay
from workflows.kernel.state import Value
from workflows.norms import DEC_167

CADASTRO = Register(
    id="cadastramento.cadastro", title="o cadastro da organização", provision=DEC_167.art(9, par=3),
    duties=("CAD-08", "R-009-PLAN"), question=OnDay, answer=Entry,
)  # fmt: skip
"""Whether the organisation has a validated registration on the day: without one, no work plan is registered."""

HABILITACAO = Register(
    id="habilitacao.vigente", title="a certidão de habilitação", provision=DEC_167.art(10), duties=("R-010-PLENA",),
    question=OnDay, answer=Entry,
)  # fmt: skip
"""Whether the organisation has a full certificate in force on the day: without one, no partnership is celebrated."""

CAPACIDADE = Register(
    id="habilitacao-tecnica.capacidade", title="a capacidade técnica comprovada", provision=DEC_167.art(11),
    question=OnDay, answer=Entry,
)  # fmt: skip
"""Whether the organisation proved its capacity by the day; `details` say for which object."""


class Constatacao(StrEnum):
    """What SIGCon says of an organisation; without an integration it says nothing, and a person looks."""

    NADA_CONSTA = "nada-consta"
    OCORRENCIA = "ocorrencia"
    SEM_INTEGRACAO = "sem-integracao"


DITO = {
    Constatacao.NADA_CONSTA: "nada consta",
    Constatacao.OCORRENCIA: "há ocorrência",
    Constatacao.SEM_INTEGRACAO: "sem integração: uma pessoa confere",
}


class PerguntaAoSigcon(Value):
    """The organisation by its CNPJ."""

    cnpj: str


class RespostaDoSigcon(Reply):
    """What was found; `ocorrencia` is what the system says of it, without personal data."""

    constatacao: Constatacao
    ocorrencia: Annotated[str, Field(max_length=500)] = ""

    def words(self) -> str:
        """The finding in words."""
        return DITO[self.constatacao] + (f": {self.ocorrencia}" if self.ocorrencia else "")


SIGCON = Register(
    id="habilitacao.sigcon", title="o SIGCon, sobre contas de outros ajustes", provision=DEC_167.art(10, par=3),
    duties=("R-010-SIGCON",), question=PerguntaAoSigcon, answer=RespostaDoSigcon,
)  # fmt: skip
