"""The forms of art. 81: the delivery of a stretch of the object, as it is communicated and as it is examined."""

from datetime import date
from typing import Annotated

from pydantic import Field

from workflows.execucao.sob_parceria import DaParceria
from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.formularios import TextoLongo, campo
from workflows.parcerias.formularios_minuta import TrechoDaObra

ART_81 = DEC_167.art(81)
ORDEM = DEC_167.art(81, par="unico")
Numero = Annotated[int, Field(ge=1, le=100)]


class TrechoEntregue(TrechoDaObra):
    """A stretch by its number, from 1 in the order of the instrument."""

    numero: Numero = campo("Número do trecho", provision=ORDEM.id)


class ComunicacaoDeEntrega(Form):
    """Which stretch is delivered, and what shows that it is done."""

    trecho: Numero = campo(
        "Número do trecho", "Pela ordem do instrumento: 1 é o primeiro a entregar.", provision=ORDEM.id
    )
    concluido_em: date = campo("Concluído em", "O último dia de obra no trecho.")
    comprovacao: TextoLongo = campo(
        "O que comprova a realização", "Medições, laudos e fotos; junte os arquivos.", widget="textarea",
        provision=ART_81.id,
    )  # fmt: skip


class EntregaAConferir(DaParceria):
    """A delivery as the organisation communicated it."""

    trecho: TrechoEntregue = campo("Trecho", provision=ORDEM.id)
    concluido_em: date = campo("Concluído em")
    comprovacao: TextoLongo = campo("O que comprova a realização", widget="textarea", provision=ART_81.id)
