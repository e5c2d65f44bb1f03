"""The forms of arts. 51 to 57: what the technical report contains, photographs with their place, who stands in."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workflows.execucao.sob_parceria import DaParceria
from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, Texto, TextoLongo, campo, opcional
from workflows.parcerias.posicao import AJUDA_DA_POSICAO, Latitude, Longitude, Ponto, Posicao

ART_54 = DEC_167.art(54)
Quantia = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]


class Periodo(DaParceria):
    """A stretch of the partnership, both days included."""

    inicio: date = campo("Primeiro dia do período")
    fim: date = campo("Último dia do período")

    @model_validator(mode="after")
    def _em_ordem(self) -> "Periodo":
        if self.fim < self.inicio:
            raise PydanticCustomError("periodo", "O período termina depois de começar")
        return self


class Substituto(Fundamentada):
    """Who takes the place of an impeded member, in this case alone."""

    pessoa: Texto = campo("Usuário no Tramita", pessoa=True, provision=DEC_167.art(52, par="unico").id)
    nome: Texto = campo("Nome")


class Foto(Form):
    """A photograph and where it was taken (south and west are negative)."""

    descricao: Texto = campo("O que mostra")
    tirada_em: date = campo("Tirada em")
    latitude: Latitude = campo("Latitude", "Em graus decimais, negativa ao sul, ou como 15° 36' 05\" S.")
    longitude: Longitude = campo("Longitude", "Em graus decimais, negativa a oeste, ou como 56° 05' 50\" O.")

    @property
    def ponto(self) -> Ponto:
        """Where it was taken."""
        return self.latitude, self.longitude


def campo_do_local() -> Any:
    """The field in which a report declares where the work is, when the instrument did not."""
    return opcional(
        "Onde fica a obra, se o instrumento não diz", AJUDA_DA_POSICAO, provision=DEC_167.art(54, par="unico").id
    )


class ElementosDoRelatorio(Form):
    """The six elements of art. 54, and its photographs."""

    objeto: TextoLongo = campo(
        "Objeto, atividades e metas", widget="textarea", provision=DEC_167.art(54, inciso="I").id
    )
    atividades: TextoLongo = campo(
        "Atividades realizadas, cumprimento das metas e benefício social", widget="textarea",
        provision=DEC_167.art(54, inciso="II").id,
    )  # fmt: skip
    metas_comprovadas: bool = campo("O alcance das metas e resultados está comprovado")
    indicadores: TextoLongo = campo(
        "Adequação das atividades aos indicadores do plano", widget="textarea",
        provision=DEC_167.art(54, inciso="III-1").id,
    )  # fmt: skip
    transferido: Quantia = campo(
        "Valor efetivamente transferido", mask="money", provision=DEC_167.art(54, inciso="III-2").id
    )
    utilizado: Quantia = campo(
        "Valor utilizado pela organização", mask="money", provision=DEC_167.art(54, inciso="III-2").id
    )
    despesas: TextoLongo | None = opcional(
        "Análise dos comprovantes de despesas", "Obrigatória quando as metas não estão comprovadas.",
        widget="textarea", provision=DEC_167.art(54, inciso="IV").id,
    )  # fmt: skip
    auditorias: TextoLongo = campo(
        "Auditorias dos controles interno e externo", "As conclusões e as medidas; se não houve, diga que não houve.",
        widget="textarea", provision=DEC_167.art(54, inciso="V").id,
    )  # fmt: skip
    fotos: Annotated[tuple[Foto, ...], Field(max_length=200)] = Field(
        default=(), title="Fotos georreferenciadas", json_schema_extra={"provision": DEC_167.art(54, par="unico").id}
    )
    sem_fotos_porque: Texto | None = opcional(
        "Sem fotos, por quê", "Elas vão sempre que possível.", provision=DEC_167.art(54, par="unico").id
    )
    posicao: Posicao | None = campo_do_local()
