"""What a celebrated partnership hands over to its execution: an instrument that is already effective."""

from datetime import date

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Texto
from workflows.parcerias.formularios_celebracao import Instrumento
from workflows.parcerias.formularios_designacao import Agente, MembroDaCma
from workflows.parcerias.formularios_minuta import MinutaDoInstrumento


class InstrumentoEficaz(Form):
    """A signed instrument whose extract was published: only such a one exists here, so nothing else can be executed.

    Its term begins on `eficaz_desde`, the day of the extract (art. 36, § 2º): what has no effect does not run.
    """

    numero: Texto
    tipo: Instrumento
    objeto: Texto
    organizacao: Texto
    parte: Texto
    assinado_em: date
    eficaz_desde: date
    plano_aprovado_em: date
    minuta: MinutaDoInstrumento
    gestores: tuple[Agente, ...]
    suplentes: tuple[Agente, ...] = ()
    comissao: tuple[MembroDaCma, ...]

    @model_validator(mode="after")
    def _so_depois_de_assinado(self) -> "InstrumentoEficaz":
        if self.eficaz_desde < self.assinado_em:
            dispositivo = DEC_167.art(36, par=2).id
            raise PydanticCustomError("eficacia", "Não há eficácia antes da assinatura", {"provision": dispositivo})
        return self
