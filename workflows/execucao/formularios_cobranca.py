"""The form of art. 72: what a sector act fixes of the collection of a toll."""

from datetime import date
from enum import StrEnum

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from workflows.execucao.formularios_registro import Mes
from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import Dinheiro
from workflows.parcerias.formularios import Texto, campo, opcional

ART_72, ART_82 = DEC_167.art(72), DEC_167.art(82)


class FatoDaCobranca(StrEnum):
    """What an act may fix."""

    INICIO = "inicio-da-cobranca"
    TETO = "novo-teto"
    FIM = "fim-da-cobranca"


FATOS = {
    "inicio-da-cobranca": "O início da cobrança, ou o seu recomeço",
    "novo-teto": "Outro teto tarifário",
    "fim-da-cobranca": "O fim da cobrança",
}


class AtoDaCobranca(Form):
    """Of which road, by which act, and from which day on; of an end, its last day. Money in reais."""

    fato: FatoDaCobranca = campo("O que o ato fixa", widget="radio", opcoes=FATOS, provision=ART_72.id)
    rodovia: Texto = campo(
        "Rodovia que gera a arrecadação", "Escrita sempre do mesmo modo, como MT-130.",
        provision=DEC_167.art(69, par=2).id,
    )  # fmt: skip
    ato: Texto = campo("Ato normativo setorial", "Por exemplo, Portaria SINFRA 9/2026.", provision=ART_72.id)
    dia: date = campo("Desde que dia", "Do fim da cobrança, o último dia dela.", provision=ART_72.id)
    teto: Dinheiro | None = opcional(
        "Teto tarifário", "Em branco no início da cobrança, se o ato ainda não o fixa.", mask="money",
        provision=ART_72.id,
    )  # fmt: skip
    balancetes_ate: Mes | None = opcional(
        "Último mês com balancete já aberto à parte", "Ano e mês, como 2026-03; só no início da cobrança.",
        provision=ART_82.id,
    )  # fmt: skip

    @model_validator(mode="after")
    def _cada_fato_com_o_que_e_seu(self) -> "AtoDaCobranca":
        if self.fato is FatoDaCobranca.TETO and self.teto is None:
            raise PydanticCustomError("teto", "Diga o teto que o ato fixa")
        if self.fato is FatoDaCobranca.FIM and self.teto is not None:
            raise PydanticCustomError("teto", "O fim da cobrança não traz teto; deixe-o em branco")
        if self.fato is not FatoDaCobranca.INICIO and self.balancetes_ate is not None:
            raise PydanticCustomError("balancetes_ate", "Os balancetes já abertos se dizem só no início da cobrança")
        return self
