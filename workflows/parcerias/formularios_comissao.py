"""The forms of arts. 26 and 27: who sits on the commission, what each declares, who takes whose place."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Cnpj, Fundamentada, Texto, campo, opcional
from workflows.parcerias.organizacoes import Organizacao

ART_26 = DEC_167.art(26).id
MEMBROS_NO_MAXIMO = 15


class Vinculo(StrEnum):
    """What a member is to the state administration."""

    EFETIVO = "cargo-efetivo"
    EMPREGO = "emprego-permanente"
    OUTRO = "outro"

    @property
    def permanente(self) -> bool:
        """Whether it is one of those of which art. 26 wants at least one."""
        return self is not Vinculo.OUTRO


class Membro(Form):
    """A member as the act designates them: the person by their user, and what they are to the administration."""

    pessoa: Texto = campo("Usuário no Tramita", "Com ele a pessoa entra e pratica os atos.", pessoa=True)
    nome: Texto = campo("Nome, como no ato")
    vinculo: Vinculo = campo("Vínculo", provision=ART_26, opcoes={
        "cargo-efetivo": "Servidor de cargo efetivo", "emprego-permanente": "Emprego permanente", "outro": "Outro",
    })  # fmt: skip


class Composicao(Form):
    """What the commission is asked to be: for which call, with whom already in it, and with whom no longer."""

    chamamento: Texto = campo("Objeto do chamamento")
    participantes: tuple[Organizacao, ...] = campo("Organizações participantes")
    membros: tuple[Membro, ...] = Field(default=(), title="Membros que ficam")
    impedidos: tuple[Texto, ...] = Field(default=(), title="Membros impedidos")


def _sem_repetir(membros: tuple[Membro, ...]) -> None:
    if len({membro.pessoa for membro in membros}) != len(membros):
        raise PydanticCustomError("repetido", "Cada pessoa entra uma vez só", {"provision": ART_26})


Membros = Annotated[tuple[Membro, ...], Field(min_length=1, max_length=MEMBROS_NO_MAXIMO)]


class Designacao(Fundamentada):
    """The act that makes the commission; the first named presides."""

    membros: Membros = campo("Membros", "O primeiro preside.", provision=ART_26)

    @model_validator(mode="after")
    def _cada_um_uma_vez(self) -> "Designacao":
        _sem_repetir(self.membros)
        return self


class Substituicao(Fundamentada):
    """Who takes the place of the impeded members."""

    substitutos: Membros = campo("Substitutos", provision=DEC_167.art(27, par="unico").id)

    @model_validator(mode="after")
    def _cada_um_uma_vez(self) -> "Substituicao":
        _sem_repetir(self.substitutos)
        return self


class TipoDeVinculo(StrEnum):
    """The links with an organisation that bar (art. 27, I)."""

    ASSOCIADO = "associado"
    COOPERADO = "cooperado"
    DIRIGENTE = "dirigente"
    CONSELHEIRO = "conselheiro"
    EMPREGADO = "empregado"


class VinculoComOrganizacao(Form):
    """A link that the member has or had with an organisation."""

    cnpj: Cnpj = campo("CNPJ da organização", mask="cnpj")
    tipo: TipoDeVinculo = campo("Vínculo")
    encerrado_em: date | None = opcional("Encerrado em", "Em branco, se continua.")


class DeclaracaoDeImpedimento(Form):
    """What a member declares: their links, whether there is a conflict of interest, and so whether they are barred."""

    vinculos: Annotated[tuple[VinculoComOrganizacao, ...], Field(max_length=50)] = Field(
        default=(), title="Vínculos com organizações participantes, hoje ou nos últimos cinco anos",
        json_schema_extra={"provision": DEC_167.art(27, inciso="I").id},
    )  # fmt: skip
    conflito_de_interesse: bool = campo(
        "Há conflito entre interesse meu e o público", provision=DEC_167.art(27, inciso="II").id
    )
    explicacao: Annotated[str, Field(max_length=4000)] | None = opcional("Explicação", widget="textarea", restrito=True)

    def pares(self) -> list[tuple[str, Any]]:
        """The links as pairs of CNPJ and end."""
        return [(vinculo.cnpj, vinculo.encerrado_em) for vinculo in self.vinculos]
