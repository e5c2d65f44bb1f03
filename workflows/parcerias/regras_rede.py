"""Arts. 61 to 65: what a network of organisations must satisfy, and how far each answers. Pure; amounts in cents."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from workflows.clock import MonthRule, add_months, format_date
from workflows.norms import DEC_167, Provision
from workflows.parcerias.dinheiro import centavos, em_reais
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


def por_ressarcir(irregular: int, ressarcido: int) -> int:
    """What is left of an irregular amount once the supervising organisation, or another, made part of it good."""
    return max(0, irregular - ressarcido)


# -- Arts. 62, § 2º, 64, § 3º, e 79: os termos comunicados, e o que as contas dizem deles ---------------------------
Elo = dict[str, Any]
"""One term as the register keeps it: `parte` and `nome` of who executes, `parceria` as the communication called it,
its first day `desde`, its last one `ate` (None while it runs), and its `valor`, as it was typed."""


def com_elo(elos: Iterable[Elo], elo: Elo) -> list[Elo]:
    """The terms with one more; the same term, communicated again, takes the place of what was known of it."""
    mesmo = (elo["parte"], elo["parceria"], elo["desde"])
    return [*(um for um in elos if (um["parte"], um["parceria"], um["desde"]) != mesmo), elo]


def com_rescisao(elos: Iterable[Elo], parte: str, parceria: str, dia: date) -> list[Elo]:
    """The terms once those with `parte` under `parceria` that still ran ended on `dia`."""
    fim = dia.isoformat()
    return [
        {**um, "ate": fim} if (um["parte"], um["parceria"], um.get("ate")) == (parte, parceria, None) else um
        for um in elos
    ]


def da_parceria(dita: str, numero: str) -> bool:
    """Whether a partnership called by its number and object is the one of that number."""
    igual = dita.strip().casefold()
    certo = numero.strip().casefold()
    return igual.startswith(certo) and not igual[len(certo) : len(certo) + 1].isalnum()


def no_periodo(elos: Iterable[Elo], numero: str, inicio: date, fim: date) -> list[Elo]:
    """The terms under the partnership of that number that ran on some day of the period, both its days included."""
    de, ate = inicio.isoformat(), fim.isoformat()
    return [
        um for um in elos
        if da_parceria(um["parceria"], numero) and um["desde"] <= ate and (um.get("ate") or ate) >= de
    ]  # fmt: skip


def partes_que_faltam(elos: Iterable[Elo], verificadas: Iterable[str]) -> list[str]:
    """Art. 64, § 3º: the names of those who execute and are not among the organisations verified (`parte`)."""
    ditas = set(verificadas)
    return list(dict.fromkeys(um["nome"] for um in elos if um["parte"] not in ditas))


def nomes(elos: Sequence[Elo]) -> str:
    """Who executes, in a clause."""
    return ", ".join(dict.fromkeys(um["nome"] for um in elos))


def da_executante(elos: Iterable[Elo], parte: str) -> list[str]:
    """The terms that the register has of one who executes, each as people write it."""
    return [_em_palavras(um) for um in elos if um["parte"] == parte]


def _em_palavras(elo: Elo) -> str:
    ate = f" a {format_date(date.fromisoformat(elo['ate']))}" if elo.get("ate") else ""
    valor = em_reais(centavos(Decimal(str(elo["valor"]))))
    return f"{elo['parceria']}: de {format_date(date.fromisoformat(elo['desde']))}{ate}, {valor}"
