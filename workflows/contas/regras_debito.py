"""Art. 101: the debt, line by line. Pure: series, policy and facts come in, the memória de cálculo goes out.

Readings of ours, where the decree is silent: the index of each month after that of the payment counts, up to the month
of the update; a fall of the index never takes the corrected value below the nominal one (STJ, Corte Especial, REsp
1.265.580); interest is simple, on the corrected value, by days of the month; it runs from the day after its start to
the day of the update; what is deducted is updated in the same way from its own day; each line is rounded to the cent,
half to even; the factor, to eight decimals.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import groupby
from typing import Protocol

from workflows.contas.formularios_debito import (
    CasoDeDebito,
    Deducao,
    Inercia,
    Linha,
    MemoriaDoDebito,
    Parcela,
    SerieUsada,
)
from workflows.contas.politicas_debito import POLITICAS, Indice, Politica, Taxa, indice_de
from workflows.contas.series import Mes, Serie
from workflows.parcerias.dinheiro import centavos, em_reais

CENTAVO, OITAVA, CEM = Decimal("0.01"), Decimal("0.00000001"), 100


def inercia_da_analise(ultimo_dia: str, apreciadas_em: date) -> tuple[Inercia, ...]:
    """Arts. 88 and 101, II, b: from the day after the last one for judging the accounts (ISO) to that of the judgment.

    Nothing of accounts judged in time.
    """
    vencimento = date.fromisoformat(ultimo_dia)
    atrasadas = apreciadas_em > vencimento
    return (Inercia(de=vencimento + timedelta(days=1), ate=apreciadas_em),) if atrasadas else ()


def com_inercia(caso: CasoDeDebito, conhecida: tuple[Inercia, ...]) -> CasoDeDebito:
    """The facts with the inertia that is known besides what was stated; a day in both is subtracted once."""
    return caso.model_copy(update={"inercia": (*conhecida, *caso.inercia)})


@dataclass(frozen=True)
class Trecho:
    """Days of one month at one rate on which interest runs; `subtraidos` of them are of inertia."""

    mes: Mes
    taxa: Taxa
    dias: int
    subtraidos: int = 0

    @property
    def dias_do_mes(self) -> int:
        """How many days the month has."""
        return monthrange(self.mes.ano, self.mes.mes)[1]


def trechos(caso: CasoDeDebito, politica: Politica, desde: date) -> Iterator[Trecho]:
    """The days on which interest runs on what is owed since a day, month by month, those of inertia counted apart."""
    inicio = caso.inicio_dos_juros(desde)
    dias = (inicio + timedelta(days=um) for um in range(1, (caso.atualizado_ate - inicio).days + 1))
    chave = ((Mes(dia.year, dia.month), politica.taxa(dia), caso.subtrai(dia)) for dia in dias)
    for (mes, taxa), iguais in groupby(chave, key=lambda um: um[:2]):
        contados = [subtraido for _, _, subtraido in iguais]
        yield Trecho(mes, taxa, len(contados), sum(contados))


def calcular(caso: CasoDeDebito, series: Mapping[str, Serie]) -> MemoriaDoDebito:
    """The memória de cálculo. `series` are those of the index and of the rates, by name.

    Raises:
        KeyError: a series that is needed was not given. MesSemValor: it has not all the months.
        pydantic.ValidationError: nothing is left to be owed, or more than can be written down.
    """
    usadas: dict[str, Serie] = {}
    linhas = tuple(linhas_do_debito(caso, _Usadas(series, usadas)))
    return MemoriaDoDebito(
        politica=caso.politica, situacao=caso.situacao, atualizado_ate=caso.atualizado_ate,
        total=sum((uma.valor for uma in linhas), Decimal(0)), linhas=linhas,
        series=tuple(SerieUsada(id=uma.id, fonte=uma.fonte, sha256=uma.sha256) for uma in usadas.values()),
    )  # fmt: skip


class Series(Protocol):
    """Series by their names."""

    def __getitem__(self, nome: str, /) -> Serie: ...


@dataclass
class _Usadas:
    """The series given, and which of them were looked at."""

    dadas: Mapping[str, Serie]
    usadas: dict[str, Serie]

    def __getitem__(self, nome: str) -> Serie:
        return self.usadas.setdefault(nome, self.dadas[nome])


def escrito(valor: Decimal) -> str:
    """An amount as people write it, negative ones too."""
    quantia = centavos(valor)
    return em_reais(quantia) if quantia >= 0 else f"-{em_reais(-quantia)}"


def linhas_do_debito(caso: CasoDeDebito, series: Series) -> Iterator[Linha]:
    """The lines of the memória, whatever they add up to. Raises as `calcular` does of series."""
    for parcela in caso.parcelas:
        yield from _de_uma(caso, series, parcela, parcela.valor, parcela.texto)
    for deducao in caso.deducoes:
        yield from _de_uma(caso, series, deducao, -deducao.valor, f"Dedução: {deducao.texto}"[:300])


def _de_uma(caso: CasoDeDebito, series: Series, uma: Parcela | Deducao, valor: Decimal, texto: str) -> Iterator[Linha]:
    politica, indice = POLITICAS[caso.politica], indice_de(obra_rodoviaria=caso.obra_rodoviaria)
    com_juros = list(trechos(caso, politica, uma.desde))
    so_juros = {um.mes for um in com_juros if not politica.corrige(um.taxa)}
    primeiro, ultimo = _mes(uma.desde).seguinte(), _mes(caso.atualizado_ate)
    meses = [mes for mes in _ate(primeiro, ultimo) if mes not in so_juros]
    yield Linha(texto=texto, valor=valor)
    corrigido = valor
    if meses:
        fator = _fator(series[indice], meses)
        corrigido = _corrigido(valor, fator)
        yield Linha(texto=_correcao(valor, indice, meses, fator), valor=corrigido - valor)
    for trecho in com_juros:
        base = corrigido
        if trecho.mes in so_juros and not politica.corrige(trecho.taxa):
            antes = [mes for mes in meses if _ordem(mes) < _ordem(trecho.mes)]
            base = _corrigido(valor, _fator(series[indice], antes)) if antes else valor
        yield from _juros(caso, base, trecho, series[trecho.taxa].valor(trecho.mes))


def _correcao(valor: Decimal, indice: Indice, meses: list[Mes], fator: Decimal) -> str:
    dito = f"Correção de {escrito(valor)} por {indice}, {_meses(meses)}: fator {_escrito(fator)}"
    return f"{dito}; fica o valor nominal" if fator < 1 else dito


def _juros(caso: CasoDeDebito, base: Decimal, trecho: Trecho, taxa: Decimal) -> Iterator[Linha]:
    """The interest of a stretch and, in a line of its own, what inertia takes off it."""
    dita = f"{_escrito(taxa)}% de {escrito(base)}"
    texto = f"Juros ({trecho.taxa}) de {trecho.mes}: {dita}, {trecho.dias}/{trecho.dias_do_mes} dias"
    yield Linha(texto=texto, valor=_proporcional(base, taxa, trecho.dias, trecho))
    if trecho.subtraidos:
        fracao = f"{trecho.subtraidos}/{trecho.dias_do_mes} dias"
        texto = f"Inércia da SINFRA em {trecho.mes}: {fracao} sem juros ({caso.situacao.dispositivo.short})"
        yield Linha(texto=texto, valor=-_proporcional(base, taxa, trecho.subtraidos, trecho))


def _proporcional(base: Decimal, taxa: Decimal, dias: int, trecho: Trecho) -> Decimal:
    return _arredondado(base * taxa * dias / (CEM * trecho.dias_do_mes))


def _corrigido(valor: Decimal, fator: Decimal) -> Decimal:
    return _arredondado(valor * max(fator, Decimal(1)))


def _fator(serie: Serie, meses: list[Mes]) -> Decimal:
    fator = Decimal(1)
    for mes in meses:
        fator *= serie.fator(mes)
    return fator.quantize(OITAVA, ROUND_HALF_EVEN)


def _arredondado(valor: Decimal) -> Decimal:
    return valor.quantize(CENTAVO, ROUND_HALF_EVEN)


def _escrito(numero: Decimal) -> str:
    return f"{numero:f}".replace(".", ",")


def _mes(dia: date) -> Mes:
    return Mes(dia.year, dia.month)


def _ordem(mes: Mes) -> int:
    return mes.ano * 12 + mes.mes


def _ate(primeiro: Mes, ultimo: Mes) -> Iterator[Mes]:
    return (primeiro.seguinte(passo) for passo in range(_ordem(ultimo) - _ordem(primeiro) + 1))


def _meses(meses: list[Mes]) -> str:
    quantos = f"{len(meses)} meses" if len(meses) > 1 else "um mês"
    return f"{quantos} de {meses[0]} a {meses[-1]}"
