"""Arts. 61 to 65: what a network of organisations must satisfy, and how far each answers. Pure; amounts in cents."""

from collections.abc import Iterator
from datetime import date

from workflows.clock import MonthRule, add_months
from workflows.norms import DEC_167, Provision
from workflows.parcerias.formularios_rede import Certidao, RequisitosDaCelebrante, VerificacaoDaExecutante

CINCO_ANOS_EM_MESES = 60
PRAZO_DA_COMUNICACAO_EM_DIAS = 60

Falta = tuple[Provision, str]


def mais_de_cinco_anos(desde: date, no_dia: date) -> bool:
    """Art. 63, I: strictly more than five years, date to date; the fifth anniversary is not enough."""
    return no_dia > add_months(desde, CINCO_ANOS_EM_MESES, MonthRule.ULTIMO_DIA)


def faltas_da_celebrante(requisitos: RequisitosDaCelebrante, no_dia: date) -> Iterator[Falta]:
    """Art. 63: what the supervising organisation lacks."""
    if not mais_de_cinco_anos(requisitos.cnpj_desde, no_dia):
        yield DEC_167.art(63, inciso="I"), "a celebrante precisa de mais de cinco anos de CNPJ"
    if not requisitos.provas:
        yield DEC_167.art(63, inciso="II"), "falta prova da capacidade de supervisionar a rede"


def faltas_da_executante(verificada: VerificacaoDaExecutante) -> Iterator[Falta]:
    """Art. 64, I to VII and § 1º: what is irregular; three kinds of positive certificate count as negative ones."""
    if not verificada.estatuto:
        yield DEC_167.art(64, inciso="I"), "falta o estatuto"
    certidoes = {
        "II": verificada.tributos_federais, "III": verificada.fgts, "IV": verificada.fazenda_estadual,
        "V": verificada.divida_ativa, "VI": verificada.trabalhistas,
    }  # fmt: skip
    for inciso, certidao in certidoes.items():
        if certidao is Certidao.POSITIVA:
            yield DEC_167.art(64, inciso=inciso), f"a certidão do inciso {inciso} é positiva"
    if not verificada.adimplente:
        yield DEC_167.art(64, inciso="VII"), "a executante está inadimplente em prestações de contas"


def responsabilidade_subsidiaria(irregular: int, recebido: int) -> int:
    """Art. 65: how much of an irregular amount an executing organisation answers for, in cents: up to what it got."""
    return min(irregular, recebido)
