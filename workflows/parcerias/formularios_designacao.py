"""The forms of arts. 51, 52 and 59: who manages and who monitors a partnership, and what each declares."""

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, Texto, campo, opcional
from workflows.parcerias.formularios_comissao import TipoDeVinculo, Vinculo
from workflows.parcerias.organizacoes import Organizacao

MEMBROS_DA_CMA = 3


class Agente(Form):
    """A public agent by name, and by the user with which they act."""

    pessoa: Texto = campo("Usuário no Tramita", "Com ele a pessoa entra e pratica os atos.", pessoa=True)
    nome: Texto = campo("Nome, como no ato")


class PedidoDeDesignacao(Form):
    """For which partnership, and with which organisation."""

    objeto: Texto = campo("Objeto da parceria")
    organizacao: Organizacao = campo("Organização com que se celebra")


def _cada_um_uma_vez(pessoas: list[str]) -> None:
    if len(set(pessoas)) != len(pessoas):
        raise PydanticCustomError("repetido", "Cada pessoa entra uma vez só")


class AtoDoGestor(Fundamentada):
    """Who manages the partnership: one person, or a commission for an object of high complexity (art. 59, § 4º)."""

    titulares: Annotated[tuple[Agente, ...], Field(min_length=1, max_length=9)] = campo(
        "Gestor titular", "Mais de um nome é comissão de gestão, para objeto de elevada complexidade.",
        provision=DEC_167.art(59, par=4).id,
    )  # fmt: skip
    suplentes: Annotated[tuple[Agente, ...], Field(max_length=9)] = Field(
        default=(), title="Suplentes", json_schema_extra={"provision": DEC_167.art(59, par=1).id}
    )
    elevada_complexidade: bool = Field(
        default=False, title="O objeto tem elevada complexidade",
        json_schema_extra={"provision": DEC_167.art(59, par=4).id},
    )  # fmt: skip
    parcerias_em_curso: Annotated[int, Field(ge=0, le=1000)] = campo(
        "Quantas parcerias o titular já acompanha", "O maior número, se forem vários.",
        provision=DEC_167.art(59, par=3).id,
    )  # fmt: skip

    @model_validator(mode="after")
    def _sem_repetir(self) -> "AtoDoGestor":
        _cada_um_uma_vez([um.pessoa for um in (*self.titulares, *self.suplentes)])
        return self


class MembroDaCma(Agente):
    """A member of the monitoring commission (art. 51, §§ 1º and 4º)."""

    vinculo: Vinculo = campo("Vínculo", provision=DEC_167.art(51, par=1).id, opcoes={
        "cargo-efetivo": "Servidor de cargo efetivo", "emprego-permanente": "Emprego permanente", "outro": "Outro",
    })  # fmt: skip
    faz_visitas: bool = Field(
        default=False, title="Faz as visitas e o relatório técnico",
        json_schema_extra={"provision": DEC_167.art(51, par=4).id},
    )  # fmt: skip


Membros = Annotated[tuple[MembroDaCma, ...], Field(min_length=1, max_length=15)]


class AtoDaComissao(Fundamentada):
    """Who monitors and evaluates the partnership."""

    permanente: bool = Field(
        default=False, title="A comissão é permanente", description="Em branco, é específica desta parceria.",
        json_schema_extra={"provision": DEC_167.art(34, inciso="VI").id},
    )  # fmt: skip
    membros: Membros = campo("Membros", provision=DEC_167.art(51, par=1).id)
    apoio_contratado: Annotated[str, Field(max_length=300)] | None = opcional(
        "Apoio técnico contratado, se houver", provision=DEC_167.art(51, par=3).id
    )

    @model_validator(mode="after")
    def _sem_repetir(self) -> "AtoDaComissao":
        _cada_um_uma_vez([um.pessoa for um in self.membros])
        return self


class SubstituicaoNaComissao(Fundamentada):
    """Who takes the place of the impeded members, for this partnership alone."""

    substitutos: Membros = campo("Substitutos", provision=DEC_167.art(52, par="unico").id)


class DeclaracaoNaParceria(Form):
    """What keeps somebody from acting: a link with the organisation of five years, or a conflict of interest."""

    vinculo: TipoDeVinculo | None = opcional("Vínculo com a organização, hoje ou nos últimos cinco anos")
    encerrado_em: date | None = opcional("Vínculo encerrado em", "Em branco, se continua.")
    conflito_de_interesse: bool = campo("Há conflito entre interesse meu e o público")
    explicacao: Annotated[str, Field(max_length=4000)] | None = opcional("Explicação", widget="textarea", restrito=True)
