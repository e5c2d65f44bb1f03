"""The forms of arts. 69 to 76: what shows that a concession is unfeasible, and the act that rules the tariff."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, Texto, TextoLongo, campo, opcional


class Sistema(StrEnum):
    """The systems in which users pay a tariff to the organisation."""

    RODOVIA = "rodovia-pedagiada"
    BALSA = "travessia-por-balsa"
    AEROPORTO = "aeroporto"


SISTEMAS = {
    "rodovia-pedagiada": "Rodovia com pedágio (arts. 69 a 72)",
    "travessia-por-balsa": "Travessia por balsa (arts. 73 e 74)",
    "aeroporto": "Aeroporto (arts. 75 e 76)",
}


class PedidoDeInviabilidade(Form):
    """What is to be operated by an organisation, with a tariff paid by its users."""

    objeto: Texto = campo("Objeto", "O trecho, a travessia ou o aeroporto.")
    sistema: Sistema = campo("Sistema", widget="radio", opcoes=SISTEMAS)


class SelecaoDoTrecho(Fundamentada):
    """Why this stretch, by objective criteria of convenience and opportunity (art. 69, § 1º)."""

    trecho: Texto = campo("Trecho", provision=DEC_167.art(69, par=1).id)
    criterios: TextoLongo = campo(
        "Critérios objetivos", "E como o trecho os atende.", widget="textarea", provision=DEC_167.art(69, par=1).id
    )


def _art_71(inciso: str, titulo: str, ajuda: str = "") -> TextoLongo:
    texto: TextoLongo = campo(titulo, ajuda, widget="textarea", provision=DEC_167.art(71, par=1, inciso=inciso).id)
    return texto


class NotaTecnica(Form):
    """The technical and economic demonstration, with the five elements of art. 71, § 1º."""

    trafego_atual: TextoLongo = _art_71("I", "Contagem volumétrica do tráfego atual")
    isencoes: TextoLongo = _art_71("II", "Isenções da lei do pedágio")
    trafego_futuro: TextoLongo = _art_71(
        "III",
        "Projeção do tráfego futuro",
        "Natureza da demanda, variáveis socioeconômicas, séries e evolução natural.",
    )
    investimentos: TextoLongo = _art_71("IV", "Investimentos necessários")
    desvio: TextoLongo = _art_71("V", "Análise de desvio de tráfego")
    apoio: Annotated[str, Field(max_length=300)] | None = opcional(
        "Empresa de engenharia que apoiou, se houve", provision=DEC_167.art(71).id
    )


class AtoDaTarifa(Form):
    """The act of SINFRA that rules the tariff."""

    ato: Texto = campo("Ato normativo", "Espécie, número e ano.")
    em_vigor_desde: date = campo("Em vigor desde")
    regras: TextoLongo = campo(
        "O que ele fixa", "O teto ou os parâmetros da tarifa e, no pedágio, quando a cobrança pode começar.",
        widget="textarea",
    )  # fmt: skip
