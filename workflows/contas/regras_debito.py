"""Art. 101: the debt, line by line. Pure: series, policy and facts come in, the memória de cálculo goes out.

Readings of ours, where the decree is silent: the index of each month after that of the payment counts, up to the month
of the update; interest is simple, on the corrected value, by days of the month; it runs from the day after its start to
the day of the update; each line is rounded to the cent, half to even; the factor, to eight decimals.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import groupby
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workflows.contas.formularios_debito import Linha, MemoriaDoDebito, SerieUsada, Situacao
from workflows.contas.politicas_debito import POLITICAS, Indice, Politica, Taxa, indice_de
from workflows.contas.series import Mes, Serie
from workflows.kernel import Form
from workflows.parcerias.dinheiro import Dinheiro, centavos, em_reais
from workflows.parcerias.formularios import Texto

CENTAVO, OITAVA = Decimal("0.01"), Decimal("0.00000001")


class Parcela(Form):
    """A part of the principal: what it is, how much, and the day from which it is owed (of a release: that day)."""

    texto: Texto
    valor: Dinheiro
    desde: date


class Inercia(Form):
    """Days of the administration's inertia, both included: from the day after the last of art. 88 to the judgment."""

    de: date
    ate: date


class CasoDeDebito(Form):
    """The facts of one debt: what art. 101 asks to know, and the day to which it is updated."""

    politica: Texto
    obra_rodoviaria: bool
    situacao: Situacao
    parcelas: Annotated[tuple[Parcela, ...], Field(min_length=1)]
    prazo_da_notificacao: date | None = None
    fim_da_execucao: date | None = None
    inercia: Inercia | None = None
    atualizado_ate: date

    @model_validator(mode="after")
    def _coerente(self) -> CasoDeDebito:
        if self.politica not in POLITICAS:
            raise PydanticCustomError("politica", "A política é uma das que o órgão pode adotar")
        falta = {
            Situacao.NOTIFICADA: self.prazo_da_notificacao is None,
            Situacao.SEM_NOTIFICACAO: self.fim_da_execucao is None,
        }.get(self.situacao, False)
        if falta:
            raise PydanticCustomError("inicio", "Falta o dia de que correm os juros")
        if any(uma.desde > self.atualizado_ate for uma in self.parcelas):
            raise PydanticCustomError("parcela", "Uma parcela é posterior ao dia da atualização")
        return self

    def inicio_dos_juros(self, parcela: Parcela) -> date:
        """Art. 101, I and II: the day after which interest runs."""
        if self.situacao is Situacao.DOLO:
            return parcela.desde
        fixo = self.prazo_da_notificacao if self.situacao is Situacao.NOTIFICADA else self.fim_da_execucao
        assert fixo is not None
        return max(fixo, parcela.desde)

    def subtrai(self, dia: date) -> bool:
        """Art. 101, I and II, b: inertia is subtracted only without intent and without a notice."""
        conta = self.situacao is Situacao.SEM_NOTIFICACAO and self.inercia is not None
        return conta and self.inercia is not None and self.inercia.de <= dia <= self.inercia.ate


@dataclass(frozen=True)
class Trecho:
    """Days of interest of one month at one rate."""

    mes: Mes
    taxa: Taxa
    dias: int

    @property
    def dias_do_mes(self) -> int:
        """How many days the month has."""
        return monthrange(self.mes.ano, self.mes.mes)[1]


def trechos(caso: CasoDeDebito, politica: Politica, parcela: Parcela) -> Iterator[Trecho]:
    """The days on which interest runs, month by month, without those of inertia where they are subtracted."""
    inicio = caso.inicio_dos_juros(parcela)
    dias = (inicio + timedelta(days=um) for um in range(1, (caso.atualizado_ate - inicio).days + 1))
    chave = ((Mes(dia.year, dia.month), politica.taxa(dia)) for dia in dias if not caso.subtrai(dia))
    for (mes, taxa), iguais in groupby(chave):
        yield Trecho(mes, taxa, len(list(iguais)))


def calcular(caso: CasoDeDebito, series: Mapping[str, Serie]) -> MemoriaDoDebito:
    """The memória de cálculo. `series` are those of the index and of the rates, by name.

    Raises:
        KeyError: a series that is needed was not given. MesSemValor: it has not all the months.
    """
    politica = POLITICAS[caso.politica]
    indice = indice_de(obra_rodoviaria=caso.obra_rodoviaria)
    usadas: dict[str, Serie] = {}
    linhas: list[Linha] = []
    for parcela in caso.parcelas:
        linhas += _da_parcela(caso, politica, parcela, indice, _Usadas(series, usadas))
    total = sum((uma.valor for uma in linhas), Decimal(0))
    return MemoriaDoDebito(
        politica=politica.id, situacao=caso.situacao, atualizado_ate=caso.atualizado_ate, total=total,
        linhas=tuple(linhas),
        series=tuple(SerieUsada(id=uma.id, fonte=uma.fonte, sha256=uma.sha256) for uma in usadas.values()),
    )  # fmt: skip


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


def _da_parcela(
    caso: CasoDeDebito, politica: Politica, parcela: Parcela, indice: Indice, series: _Usadas
) -> Iterator[Linha]:
    com_juros = list(trechos(caso, politica, parcela))
    so_juros = {um.mes for um in com_juros if not politica.corrige(um.taxa)}
    primeiro, ultimo = _mes(parcela.desde).seguinte(), _mes(caso.atualizado_ate)
    meses = [mes for mes in _ate(primeiro, ultimo) if mes not in so_juros]
    yield Linha(texto=parcela.texto, valor=parcela.valor)
    corrigido = parcela.valor
    if meses:
        fator = _fator(series[indice], meses)
        corrigido = _arredondado(parcela.valor * fator)
        fator_dito = f"{fator:f}".replace(".", ",")
        dito = f"Correção de {em_reais(centavos(parcela.valor))} por {indice}, {_meses(meses)}: fator {fator_dito}"
        yield Linha(texto=dito, valor=corrigido - parcela.valor)
    for trecho in com_juros:
        base = corrigido
        if trecho.mes in so_juros and not politica.corrige(trecho.taxa):
            antes = [mes for mes in meses if _ordem(mes) < _ordem(trecho.mes)]
            base = _arredondado(parcela.valor * _fator(series[indice], antes)) if antes else parcela.valor
        yield _linha_de_juros(base, trecho, series[trecho.taxa].valor(trecho.mes))


def _linha_de_juros(base: Decimal, trecho: Trecho, taxa: Decimal) -> Linha:
    valor = _arredondado(base * taxa * trecho.dias / (100 * trecho.dias_do_mes))
    fracao = f"{trecho.dias}/{trecho.dias_do_mes} dias"
    dita = f"{taxa:f}".replace(".", ",")
    texto = f"Juros ({trecho.taxa}) de {trecho.mes}: {dita}% de {em_reais(centavos(base))}, {fracao}"
    return Linha(texto=texto, valor=valor)


def _fator(serie: Serie, meses: list[Mes]) -> Decimal:
    fator = Decimal(1)
    for mes in meses:
        fator *= serie.fator(mes)
    return fator.quantize(OITAVA, ROUND_HALF_EVEN)


def _arredondado(valor: Decimal) -> Decimal:
    return valor.quantize(CENTAVO, ROUND_HALF_EVEN)


def _mes(dia: date) -> Mes:
    return Mes(dia.year, dia.month)


def _ordem(mes: Mes) -> int:
    return mes.ano * 12 + mes.mes


def _ate(primeiro: Mes, ultimo: Mes) -> Iterator[Mes]:
    return (primeiro.seguinte(passo) for passo in range(_ordem(ultimo) - _ordem(primeiro) + 1))


def _meses(meses: list[Mes]) -> str:
    quantos = f"{len(meses)} meses" if len(meses) > 1 else "um mês"
    return f"{quantos} de {meses[0]} a {meses[-1]}"
