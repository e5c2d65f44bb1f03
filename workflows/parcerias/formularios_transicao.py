"""The forms of art. 108: the earlier instrument, its dates and its law, and what of the decree is applied to it."""

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workflows.clock import format_date
from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, Texto, TextoLongo, campo, opcional
from workflows.parcerias.organizacoes import Organizacao
from workflows.parcerias.regras_transicao import LEI_EM_VIGOR, Materia

MATERIAS = {
    "contas-pelo-objeto": "Aprovar as contas pelo objeto cumprido, sem a documentação financeira",
    "apuracao-do-debito": "Apurar os débitos com a atualização e os juros do decreto",
    "outra": "Outra matéria",
}


class InstrumentoAnterior(Form):
    """An instrument of the same kind, and whose it is."""

    numero: Texto = campo("Número do instrumento")
    especie: Texto = campo("Espécie", "Convênio, termo de parceria ou outro instrumento congênere.")
    objeto: Texto = campo("Objeto")
    organizacao: Organizacao = campo("Organização")


class Verificacao(Fundamentada):
    """When the instrument was celebrated and ended, if it did, and what law there was then."""

    celebrado_em: date = campo(
        "Celebrado em", f"A Lei 10.861/2019 vale desde {format_date(LEI_EM_VIGOR)}.", provision=DEC_167.art(108).id
    )
    extinto_em: date | None = opcional("Extinto em", "Só se já se extinguiu: o último dia.")
    legislacao: TextoLongo = campo(
        "Legislação do tempo da celebração", widget="textarea", provision=DEC_167.art(108).id
    )

    @model_validator(mode="after")
    def _em_ordem(self) -> "Verificacao":
        if self.extinto_em is not None and self.extinto_em < self.celebrado_em:
            raise PydanticCustomError("datas", "O instrumento se extingue depois de celebrado")
        return self


class MateriaAplicada(Form):
    """One matter of the law or the decree, and how it helps the object along (art. 108)."""

    materia: Materia = campo("Matéria", opcoes=MATERIAS)
    dispositivo: Texto | None = opcional("Dispositivo", "Só na outra matéria.")
    beneficio: TextoLongo = campo("Em que ajuda a alcançar o objeto", provision=DEC_167.art(108).id)


class DecisaoDoRegime(Fundamentada):
    """What is applied besides the law of its time, if anything."""

    aplicadas: Annotated[tuple[MateriaAplicada, ...], Field(max_length=20)] = Field(
        default=(), title="O que se aplica", json_schema_extra={"provision": DEC_167.art(108).id}
    )
    indicio: bool = campo("Há indício de irregularidade", provision=DEC_167.art(108, inciso="I").id)
