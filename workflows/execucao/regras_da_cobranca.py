"""Arts. 69, § 2º, 72 and 82: what sector acts fix of the collection of a toll, and the months that it comes to. Pure.

The acts are taken in the order in which they were registered. An end, or a start that has not come yet, may be fixed
anew; what has begun stays begun.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from workflows.contas.balancete_mensal import COM_IRREGULARIDADE, CONTABILIZADO
from workflows.execucao.conferencia_da_despesa import primeiro_dia, ultimo_dia
from workflows.execucao.formularios_cobranca import ART_72, ART_82, AtoDaCobranca, FatoDaCobranca
from workflows.execucao.mudancas import Vigente
from workflows.execucao.regras_dos_meses import meses_da_vigencia
from workflows.kernel import Forbidden
from workflows.kernel.messages import CaseResult
from workflows.norms import DEC_167

RODOVIA = DEC_167.art(69, par=2)
VIGENCIA = DEC_167.art(36, inciso="VI")


@dataclass(frozen=True)
class Periodo:
    """Days of collection, first and last included; with no last day it goes on."""

    desde: date
    ate: date | None = None

    def ate_o_dia(self, dia: date) -> date:
        """Its last day, or `dia` if that comes sooner."""
        return min(self.ate or dia, dia)


@dataclass(frozen=True)
class Cobranca:
    """The collection as the acts left it: on which road, when, under which ceilings (in reais, each with its first
    day, in the order of those days), and until which month (`2026-03`) its statements were opened elsewhere."""

    rodovia: str = ""
    periodos: tuple[Periodo, ...] = ()
    tetos: tuple[tuple[date, Decimal], ...] = ()
    dados_ate: str = ""

    def teto_em(self, dia: date) -> Decimal | None:
        """The ceiling in force on a day: what was fixed last of those that had begun."""
        return next((valor for desde, valor in reversed(self.tetos) if desde <= dia), None)


def cobranca(atos: Iterable[AtoDaCobranca]) -> Cobranca:
    """What acts fix together, in the order in which they were registered."""
    atual = Cobranca()
    for ato in atos:
        atual = _MUDA[ato.fato](replace(atual, rodovia=atual.rodovia or ato.rodovia), ato)
        if ato.teto is not None:
            tetos = sorted((*atual.tetos, (ato.dia, ato.teto)), key=lambda um: um[0])
            atual = replace(atual, tetos=tuple(tetos))
    return atual


def _comeca(atual: Cobranca, ato: AtoDaCobranca) -> Cobranca:
    periodos = (*atual.periodos, Periodo(ato.dia))
    if atual.periodos and not _recomeca(atual.periodos[-1], ato.dia):
        periodos = (*atual.periodos[:-1], replace(atual.periodos[-1], desde=ato.dia))
    return replace(atual, periodos=periodos, dados_ate=max(atual.dados_ate, ato.balancetes_ate or ""))


def _recomeca(ultimo: Periodo, dia: date) -> bool:
    return ultimo.ate is not None and dia > ultimo.ate


def _muda_o_teto(atual: Cobranca, _ato: AtoDaCobranca) -> Cobranca:
    return atual


def _acaba(atual: Cobranca, ato: AtoDaCobranca) -> Cobranca:
    *antes, ultimo = atual.periodos
    return replace(atual, periodos=(*antes, replace(ultimo, ate=ato.dia)))


_MUDA: dict[FatoDaCobranca, Callable[[Cobranca, AtoDaCobranca], Cobranca]] = {
    FatoDaCobranca.INICIO: _comeca, FatoDaCobranca.TETO: _muda_o_teto, FatoDaCobranca.FIM: _acaba,
}  # fmt: skip


# -- O que não cabe registrar --------------------------------------------------------------------------------------
def obices(atual: Cobranca, ato: AtoDaCobranca, vigente: Vigente, hoje: date) -> Iterator[Forbidden]:
    """Why an act cannot be registered as it is said, each with its provision; nothing when it can."""
    if atual.rodovia and ato.rodovia != atual.rodovia:
        outra = f"O pedágio desta parceria é o da rodovia {atual.rodovia}, e nela se aplica; escreva a mesma rodovia."
        yield Forbidden(RODOVIA, outra, "rodovia")
    inicio, fim = vigente.parceria.inicio, vigente.ultimo_dia
    if ato.dia < inicio:
        yield Forbidden(VIGENCIA, f"A parceria começou em {inicio:%d/%m/%Y}; a cobrança não é dela antes.", "dia")
    if ato.dia > fim:
        yield Forbidden(VIGENCIA, f"A parceria vai até {fim:%d/%m/%Y}, e a cobrança acaba com ela.", "dia")
    if ato.balancetes_ate and ato.balancetes_ate > f"{hoje:%Y-%m}":
        yield Forbidden(ART_82, "Este mês ainda não chegou; não há balancete dele.", "balancetes_ate")
    for obice in _OBICES[ato.fato](atual, ato, hoje):
        yield Forbidden(ART_72, obice, "dia")


def _do_inicio(atual: Cobranca, ato: AtoDaCobranca, hoje: date) -> Iterator[str]:
    if not atual.periodos or _recomeca(atual.periodos[-1], ato.dia):
        return
    if atual.periodos[-1].desde <= hoje:
        comecou = atual.periodos[-1].desde
        yield f"A cobrança começou em {comecou:%d/%m/%Y}; balancete de mês anterior se abre à parte."
    for antes in atual.periodos[:-1]:
        if antes.ate is not None and ato.dia <= antes.ate:
            yield f"A cobrança vai antes até {antes.ate:%d/%m/%Y}; ela só recomeça depois."


def _do_teto(atual: Cobranca, ato: AtoDaCobranca, _hoje: date) -> Iterator[str]:
    if not atual.periodos:
        yield "Registre antes o início da cobrança."
        return
    primeiro, ultimo = atual.periodos[0], atual.periodos[-1]
    if ato.dia < primeiro.desde:
        yield f"A cobrança começa em {primeiro.desde:%d/%m/%Y}; o teto não vale antes dela."
    if ultimo.ate is not None and ato.dia > ultimo.ate:
        yield f"A cobrança acaba em {ultimo.ate:%d/%m/%Y}; o teto não vale depois dela."


def _do_fim(atual: Cobranca, ato: AtoDaCobranca, hoje: date) -> Iterator[str]:
    if not atual.periodos:
        yield "Registre antes o início da cobrança."
        return
    ultimo = atual.periodos[-1]
    if ato.dia < ultimo.desde:
        yield f"A cobrança começa em {ultimo.desde:%d/%m/%Y}; ela não acaba antes."
    if ultimo.ate is not None and ultimo.ate < hoje:
        yield f"A cobrança já acabou em {ultimo.ate:%d/%m/%Y}; se continuou, registre o seu recomeço."


_OBICES: dict[FatoDaCobranca, Callable[[Cobranca, AtoDaCobranca, date], Iterator[str]]] = {
    FatoDaCobranca.INICIO: _do_inicio, FatoDaCobranca.TETO: _do_teto, FatoDaCobranca.FIM: _do_fim,
}  # fmt: skip


# -- Os meses ------------------------------------------------------------------------------------------------------
def meses_de_cobranca(atual: Cobranca, vigente: Vigente) -> tuple[str, ...]:
    """Each month, as `2026-03`, with a day of collection within the term, in order; not those opened elsewhere."""
    meses = {
        mes
        for um in atual.periodos
        if um.desde <= um.ate_o_dia(vigente.ultimo_dia)
        for mes in meses_da_vigencia(um.desde, um.ate_o_dia(vigente.ultimo_dia))
    }
    return tuple(sorted(mes for mes in meses if mes > atual.dados_ate))


def dias_de_cobranca(atual: Cobranca, vigente: Vigente, mes: str) -> list[date]:
    """The days of the month on which the toll is collected, in order."""
    primeiro, fim = primeiro_dia(mes), vigente.ultimo_dia
    todos = (primeiro + timedelta(days=dia) for dia in range((ultimo_dia(mes) - primeiro).days + 1))
    return [dia for dia in todos if any(um.desde <= dia <= um.ate_o_dia(fim) for um in atual.periodos)]


def teto_do_mes(atual: Cobranca, vigente: Vigente, mes: str) -> Decimal | None:
    """The greatest ceiling of the month; none, where some day of collection has none.

    The statement says only the greatest tariff of the month, so only what passes the greatest ceiling was surely above
    the one of its day; whether a tariff that stays below it came too soon is for whoever checks the statement.
    """
    tetos = [atual.teto_em(dia) for dia in dias_de_cobranca(atual, vigente, mes)]
    ditos = [um for um in tetos if um is not None]
    return max(ditos) if len(ditos) == len(tetos) and ditos else None


def balancete_do_mes(atual: Cobranca, vigente: Vigente, mes: str) -> dict[str, Any]:
    """What the statement of a month of collection starts from: the partnership until its last day, the road, the start
    of the collection and the ceiling."""
    fim, no_mes = max(vigente.ultimo_dia, vigente.parceria.inicio), dias_de_cobranca(atual, vigente, mes)
    return {
        "parceria": vigente.parceria.model_copy(update={"fim": fim}), "mes": primeiro_dia(mes),
        "rodovia": atual.rodovia, "teto": teto_do_mes(atual, vigente, mes),
        "cobranca_desde": max(um.desde for um in atual.periodos if um.desde <= no_mes[0]),
    }  # fmt: skip


# -- O que dizem às contas -----------------------------------------------------------------------------------------
def do_que_se_apresentou(devidos: Collection[str], resultados: Iterable[CaseResult]) -> tuple[str, ...]:
    """What whoever looks at the accounts is told of the statements, in sentences; none when nothing is amiss.

    `devidos` are the months of collection that are over; `resultados`, what their statements came to.
    """
    como = {str(um.data["mes"]): um.outcome for um in resultados}
    faltam = [mes for mes in devidos if como.get(mes) not in (CONTABILIZADO, COM_IRREGULARIDADE)]
    irregulares = [mes for mes, acabou in como.items() if acabou == COM_IRREGULARIDADE]
    ditas = []
    if faltam:
        ditas.append(f"Sem balancete contabilizado do pedágio (art. 82): {_por_extenso(faltam)}.")
    if irregulares:
        ditas.append(f"Balancetes do pedágio com irregularidade (arts. 69 e 72): {_por_extenso(irregulares)}.")
    return tuple(ditas)


def _por_extenso(meses: Collection[str]) -> str:
    return ", ".join(f"{primeiro_dia(mes):%m/%Y}" for mes in sorted(meses))
