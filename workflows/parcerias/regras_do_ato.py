"""Arts. 4º, 33, 72, 74, 76, 82, 98 and 111: of what SINFRA issues acts, and what an act must deal with. Pure."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from workflows.norms import DEC_167, Param, Provision, Resolution, UnknownParameter


class Materia(StrEnum):
    """What the decree leaves to an act of SINFRA, or lets it rule."""

    FASES = "procedimentos-das-fases"
    MODELO_DE_PLANO = "modelo-de-plano"
    PEDAGIO = "pedagio"
    BALSA = "tarifa-de-balsa"
    AEROPORTO = "tarifa-aeroportuaria"
    CONTAS_DO_PEDAGIO = "contas-do-pedagio"
    ACOES = "acoes-compensatorias"
    PARAMETROS = "parametros"
    SIGPAR = "sigpar"
    OUTRA = "outra"


MATERIAS = {
    "procedimentos-das-fases": "Procedimentos das fases da parceria (art. 4º)",
    "modelo-de-plano": "Modelo de plano de trabalho (art. 33, § 4º)",
    "pedagio": "Teto e regras do pedágio (art. 72)",
    "tarifa-de-balsa": "Parâmetros da tarifa de balsa (art. 74)",
    "tarifa-aeroportuaria": "Parâmetros da tarifa aeroportuária (art. 76)",
    "contas-do-pedagio": "Contas da manutenção com pedágio (art. 82)",
    "acoes-compensatorias": "Procedimento das ações compensatórias (art. 98)",
    "parametros": "O que o decreto deixa a ato: periodicidade, limites, reembolso",
    "sigpar": "Diretrizes e procedimentos do SIGPAR (art. 5º, XI)",
    "outra": "Outra norma complementar (art. 111)",
}  # fmt: skip

DISPOSITIVOS = {
    Materia.FASES: DEC_167.art(4, par="unico"),
    Materia.MODELO_DE_PLANO: DEC_167.art(33, par=4),
    Materia.PEDAGIO: DEC_167.art(72),
    Materia.BALSA: DEC_167.art(74),
    Materia.AEROPORTO: DEC_167.art(76),
    Materia.CONTAS_DO_PEDAGIO: DEC_167.art(82, par="unico"),
    Materia.ACOES: DEC_167.art(98, inciso="II", alinea="b"),
    Materia.PARAMETROS: DEC_167.art(111),
    Materia.SIGPAR: DEC_167.art(5, inciso="XI"),
    Materia.OUTRA: DEC_167.art(111),
}


class DoPedagio(StrEnum):
    """What the act of art. 72 sets."""

    TETO = "teto"
    INDICADORES = "indicadores"
    INICIO = "inicio-da-cobranca"
    PERCENTUAIS = "percentuais"
    REAJUSTES = "reajustes"
    CONTAS = "contas"
    PRACAS = "pracas"
    FAIXA = "aumento-de-faixa"


DO_PEDAGIO = {
    "teto": "teto tarifário", "indicadores": "indicadores", "inicio-da-cobranca": "início da cobrança",
    "percentuais": "percentuais de cada etapa", "reajustes": "atualizações, reajustes e adequações",
    "contas": "prestação de contas", "pracas": "localização das praças",
    "aumento-de-faixa": "tempo de aumento de faixa",
}  # fmt: skip


def o_que_falta(materia: Materia, tratados: Iterable[DoPedagio]) -> list[str]:
    """Art. 72: what an act on tolls does not deal with, as people call it; other acts have no list."""
    if materia is not Materia.PEDAGIO:
        return []
    ditos = set(tratados)
    return [DO_PEDAGIO[um] for um in DoPedagio if um not in ditos]


def desconhecidos(chaves: Iterable[str]) -> list[str]:
    """Which of the keys are no parameter that a norm leaves open."""
    return [uma for uma in chaves if not _conhecido(uma)]


def _conhecido(chave: str) -> bool:
    try:
        Param(chave)
    except UnknownParameter:
        return False
    return True


def em_vigor_desde(publicado_em: date, vigencia: date | None) -> date:
    """From when an act is in force: the day it says, never before it was published; else that of its publication."""
    return max(publicado_em, vigencia) if vigencia else publicado_em


def vem_do_ato(achado: Resolution, ato: str, desde: date) -> bool:
    """Whether a parameter stands by this very act, from the day on which it came into force."""
    return achado.since == desde and (achado.act or "").strip().casefold() == ato.strip().casefold()


def dispositivo_de(materia: Materia) -> Provision:
    """The provision that leaves the matter to an act, or lets an act rule it."""
    return DISPOSITIVOS[materia]
