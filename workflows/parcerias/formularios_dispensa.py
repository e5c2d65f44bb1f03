"""The forms of arts. 23 to 25: the request, the ground it rests on, its justification, and what is said against it."""

from typing import Annotated

from pydantic import Field

from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, Motivo, Texto, TextoLongo, campo, opcional
from workflows.parcerias.organizacoes import Organizacao
from workflows.parcerias.regras_dispensa import TITULOS, Hipotese

Dias = Annotated[int, Field(ge=1, le=3650)]


class PedidoDeContratacaoDireta(Form):
    """What is to be done, with whom, and why without a public call."""

    objeto: Texto = campo("Objeto da parceria", "Uma linha, para o extrato.", provision=DEC_167.art(25).id)
    organizacao: Organizacao = campo("Organização com que se quer celebrar")
    necessidade: TextoLongo = campo(
        "Por que sem chamamento público", "Os fatos; o enquadramento vem depois.", widget="textarea"
    )


class Enquadramento(Fundamentada):
    """The ground, of those the decree gives, on which no call is held."""

    hipotese: Hipotese | None = opcional(
        "Hipótese", "Deixe em branco se nenhuma se configura.", widget="radio", provision=DEC_167.art(23).id,
        opcoes={str(uma): titulo for uma, titulo in TITULOS.items()},
    )  # fmt: skip
    vigencia_em_dias: Dias | None = opcional(
        "Vigência pretendida, em dias", "Obrigatória na urgência: a parceria dura até 180 dias.",
        provision=DEC_167.art(23, inciso="I").id,
    )  # fmt: skip


class Justificativa(Form):
    """The formal justification of the technical area."""

    justificativa: Motivo = campo(
        "Justificativa formal", "Os fatos, a hipótese e por que esta organização.", widget="textarea",
        provision=DEC_167.art(25).id,
    )  # fmt: skip
    extrato: TextoLongo = campo(
        "Extrato para publicação", "O que sai no sítio e no Diário Oficial.", widget="textarea",
        provision=DEC_167.art(25, par=1).id,
    )  # fmt: skip


class Impugnacao(Form):
    """What somebody has against the justification."""

    razoes: TextoLongo = campo("Razões da impugnação", widget="textarea", provision=DEC_167.art(25, par=2).id)
    nome: Annotated[str, Field(max_length=200)] | None = opcional("Nome de quem impugna", restrito=True)
    contato: Annotated[str, Field(max_length=200)] | None = opcional("E-mail para a resposta", restrito=True)
