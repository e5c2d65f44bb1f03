"""The statements of a toll: each month of collection within the term is opened once, whatever changes either."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.execucao.test_regras_da_parceria import pedido
from workflows.contas.balancete_mensal import BalanceteMensal, MesDeCobranca
from workflows.execucao.balancetes_da_parceria import BALANCETES, BalancetesDaParceria
from workflows.execucao.formularios_cobranca import AtoDaCobranca
from workflows.execucao.formularios_registro import DepoisDosRegistros
from workflows.execucao.mudancas import Vigente
from workflows.execucao.regras_ciclos import UM_DIA
from workflows.execucao.regras_da_cobranca import (
    Cobranca,
    Periodo,
    balancete_do_mes,
    cobranca,
    do_que_se_apresentou,
    meses_de_cobranca,
    obices,
    teto_do_mes,
)
from workflows.execucao.regras_da_parceria import em_curso
from workflows.execucao.regras_dos_meses import abre_em, meses_da_vigencia
from workflows.kernel import Answer
from workflows.kernel.messages import CaseResult

INICIO, FIM, HOJE = date(2026, 3, 25), date(2026, 9, 25), date(2026, 5, 10)
VIGENTE = Vigente(em_curso(pedido("2026-03-25", vigencia_em_meses=6).instrumento), ())


def ato(fato: str, dia: date | str, **mais: Any) -> AtoDaCobranca:
    dados = {"fato": fato, "rodovia": "MT-130", "ato": "Portaria 9/2026", "dia": dia, **mais}
    return AtoDaCobranca.model_validate(dados)


def comeca(dia: date | str, **mais: Any) -> AtoDaCobranca:
    return ato("inicio-da-cobranca", dia, **mais)


def acaba(dia: date | str, **mais: Any) -> AtoDaCobranca:
    return ato("fim-da-cobranca", dia, **mais)


def teto(dia: date | str, valor: str, **mais: Any) -> AtoDaCobranca:
    return ato("novo-teto", dia, teto=valor, **mais)


# -- O que os atos fixam -------------------------------------------------------------------------------------------


def test_a_start_that_has_not_come_is_fixed_anew_and_an_end_too() -> None:
    assert cobranca([comeca("2026-06-01"), comeca("2026-07-01")]).periodos == (Periodo(date(2026, 7, 1)),)
    fixada = cobranca([comeca("2026-04-15"), acaba("2026-06-30"), acaba("2026-07-31")])
    assert fixada.periodos == (Periodo(date(2026, 4, 15), date(2026, 7, 31)),)


def test_after_its_end_a_collection_may_begin_again() -> None:
    duas = cobranca([comeca("2026-04-15"), acaba("2026-05-10"), comeca("2026-07-20")])
    assert duas.periodos == (Periodo(date(2026, 4, 15), date(2026, 5, 10)), Periodo(date(2026, 7, 20)))
    assert meses_de_cobranca(duas, VIGENTE) == ("2026-04", "2026-05", "2026-07", "2026-08", "2026-09")
    no_mesmo_mes = cobranca([comeca("2026-04-15"), acaba("2026-05-10"), comeca("2026-05-12")])
    assert meses_de_cobranca(no_mesmo_mes, VIGENTE).count("2026-05") == 1
    assert balancete_do_mes(no_mesmo_mes, VIGENTE, "2026-05")["cobranca_desde"] == date(2026, 4, 15)
    assert balancete_do_mes(no_mesmo_mes, VIGENTE, "2026-06")["cobranca_desde"] == date(2026, 5, 12)


def test_months_whose_statement_was_opened_elsewhere_are_not_opened_again() -> None:
    assert meses_de_cobranca(cobranca([comeca("2026-04-20", balancetes_ate="2026-06")]), VIGENTE)[0] == "2026-07"


@pytest.mark.parametrize(
    ("atos", "mes", "valor"),
    [
        ([comeca("2026-04-15", teto="8.00")], "2026-04", "8.00"),
        ([comeca("2026-04-15", teto="8.00"), teto("2026-05-16", "8.50")], "2026-05", "8.50"),
        ([comeca("2026-04-15", teto="8.00"), teto("2026-05-16", "7.50")], "2026-05", "8.00"),
        ([comeca("2026-04-15", teto="8.00"), teto("2026-05-16", "7.50")], "2026-06", "7.50"),
        ([comeca("2026-04-15", teto="8.00"), teto("2026-05-16", "9"), acaba("2026-05-15")], "2026-05", "8.00"),
        ([comeca("2026-04-15", teto="8.00"), teto("2026-05-01", "9"), teto("2026-05-01", "7")], "2026-05", "7"),
        ([comeca("2026-04-15"), teto("2026-05-16", "8.50")], "2026-05", None),
        ([comeca("2026-04-15"), teto("2026-05-16", "8.50")], "2026-06", "8.50"),
        ([comeca("2026-04-15")], "2026-05", None),
    ],
)
def test_the_ceiling_of_a_month_is_the_greatest_of_its_days(
    atos: Sequence[AtoDaCobranca], mes: str, valor: str | None
) -> None:
    assert teto_do_mes(cobranca(atos), VIGENTE, mes) == (None if valor is None else Decimal(valor))


# -- O que não cabe ------------------------------------------------------------------------------------------------
JA = [comeca("2026-04-15")]
ACABADA = [*JA, acaba("2026-05-05")]


@pytest.mark.parametrize(
    ("antes", "dito", "dispositivo", "campo"),
    [
        ([], comeca("2026-03-24"), "dec-167:art-36:inc-VI", "dia"),
        ([], comeca("2026-09-26"), "dec-167:art-36:inc-VI", "dia"),
        ([], comeca("2126-04-15"), "dec-167:art-36:inc-VI", "dia"),
        ([], comeca("2026-04-15", balancetes_ate="2026-06"), "dec-167:art-82", "balancetes_ate"),
        ([], teto("2026-05-01", "8"), "dec-167:art-72", "dia"),
        ([], acaba("2026-05-01"), "dec-167:art-72", "dia"),
        (JA, comeca("2026-05-01"), "dec-167:art-72", "dia"),
        (JA, comeca("2026-04-01"), "dec-167:art-72", "dia"),
        (JA, teto("2026-05-01", "8", rodovia="MT-251"), "dec-167:art-69:par-2", "rodovia"),
        (JA, acaba("2026-05-20", rodovia="mt-130"), "dec-167:art-69:par-2", "rodovia"),
        (JA, teto("2026-04-14", "8"), "dec-167:art-72", "dia"),
        (JA, acaba("2026-04-14"), "dec-167:art-72", "dia"),
        (JA, acaba("2026-09-26"), "dec-167:art-36:inc-VI", "dia"),
        (ACABADA, acaba("2026-06-05"), "dec-167:art-72", "dia"),
        (ACABADA, teto("2026-05-06", "8"), "dec-167:art-72", "dia"),
        (ACABADA, comeca("2026-05-05"), "dec-167:art-72", "dia"),
        ([*ACABADA, comeca("2026-07-01")], comeca("2026-05-05"), "dec-167:art-72", "dia"),
    ],
)
def test_what_cannot_be_registered_is_refused(
    antes: Sequence[AtoDaCobranca], dito: AtoDaCobranca, dispositivo: str, campo: str
) -> None:
    (refused,) = obices(cobranca(antes), dito, VIGENTE, HOJE)
    assert (refused.provision.id, refused.error.field) == (dispositivo, campo)


@pytest.mark.parametrize(
    ("antes", "dito"),
    [
        ([], comeca(INICIO)),
        ([], comeca(FIM, teto="8.00")),
        ([], comeca("2026-04-15", balancetes_ate="2026-05")),
        ([comeca("2026-06-01")], comeca("2026-04-15")),
        (JA, acaba("2026-04-15")),
        (JA, acaba(FIM)),
        ([*JA, acaba("2026-05-10")], acaba("2026-07-01")),
        ([*JA, acaba("2026-07-10")], comeca("2026-08-01")),
        (ACABADA, comeca("2026-05-06")),
        ([*ACABADA, comeca("2026-07-01")], comeca("2026-05-06")),
    ],
)
def test_what_may_be_registered_is_not(antes: Sequence[AtoDaCobranca], dito: AtoDaCobranca) -> None:
    assert list(obices(cobranca(antes), dito, VIGENTE, HOJE)) == []


def test_everything_that_is_wrong_is_said_at_once() -> None:
    errado = teto("2026-03-01", "8", rodovia="MT-251")
    assert len(list(obices(cobranca(JA), errado, VIGENTE, HOJE))) == 3


@pytest.mark.parametrize(
    "dados",
    [
        {"fato": "novo-teto"},
        {"fato": "novo-teto", "teto": "0"},
        {"fato": "novo-teto", "teto": "NaN"},
        {"fato": "novo-teto", "teto": "8.005"},
        {"fato": "novo-teto", "teto": "-1"},
        {"fato": "fim-da-cobranca", "teto": "8.00"},
        {"fato": "fim-da-cobranca", "balancetes_ate": "2026-04"},
        {"fato": "inicio-da-cobranca", "balancetes_ate": "2026-13"},
        {"fato": "inicio-da-cobranca", "dia": 20260415},
        {"fato": "inicio-da-cobranca", "rodovia": "  "},
        {"fato": "suspensao"},
    ],
)
def test_an_act_says_what_is_its_own(dados: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        AtoDaCobranca.model_validate({"rodovia": "MT-130", "ato": "Portaria 9", "dia": "2026-05-01", **dados})


# -- O percurso: atos, mudanças, passagens de bastão, fim antecipado -----------------------------------------------


def mudado(dia: date, dita: dict[str, Any]) -> CaseResult:
    return CaseResult(case="m", outcome="x", ended_at=datetime.combine(dia, time(15), UTC), data={"mudanca": dita})


class Percurso(BalancetesDaParceria):
    """The courses of a toll as they are, side by side, on a calendar that the test turns."""

    def __init__(self, inicio: date, dias: int, mudancas: Sequence[tuple[date, dict[str, Any]]]) -> None:
        meses = {"vigencia_em_meses": None, "vigencia_em_dias": dias}
        self.inicial = Vigente(em_curso(pedido(inicio.isoformat(), **meses).instrumento), ())
        self.hoje, self.mudancas = inicio, mudancas
        self.registrados: list[AtoDaCobranca] = []
        self.abertos: dict[tuple[str, int], date] = {}
        self.visto: dict[str, Any] = {}
        self.percursos: list[asyncio.Task[None]] = []
        self.vezes, self.vira = Counter[str](), asyncio.Event()

    def ended(self, *kinds: Any) -> tuple[CaseResult, ...]:
        if len(kinds) == 1:
            return ()
        return tuple(mudado(dia, dita) for dia, dita in self.mudancas if dia <= self.hoje)

    def began(self, _kind: Any, subject: str) -> bool:
        return (subject, 1) in self.abertos

    def kept(self, name: str, seen: Any) -> Any:
        return self.visto.setdefault(name, seen)

    def brought(self, _event: Any) -> int:
        return len(self.registrados)

    def arrivals(self, _event: Any) -> tuple[Answer, ...]:
        ditos = [{"outcome": "x", "form": um.model_dump(mode="json"), "on": "2026-01-01"} for um in self.registrados]
        return tuple(Answer.of(um) for um in ditos)

    async def launch(self, _kind: Any, data: Any, *, subject: str | None = None) -> str:
        assert isinstance(data, MesDeCobranca)
        assert f"{data.mes:%Y-%m}" == subject
        BalanceteMensal.admit(data, self.hoje, None)
        self.vezes[subject] += 1
        self.abertos.setdefault((subject, self.vezes[subject]), self.hoje)
        await asyncio.sleep(0)
        return f"caso-{subject}"

    async def until(self, day: date, *, of: str | None = None) -> None:
        assert of == BALANCETES
        self.hoje = max(self.hoje, day)

    async def until_or_ended(self, day: date | None, *kinds: Any, after: int, of: str | None = None) -> bool:
        assert of == BALANCETES
        while len(self.ended(*kinds)) <= after and (day is None or day > self.hoje):
            await self.vira.wait()
        return len(self.ended(*kinds)) > after

    async def passar(self, atos: Sequence[AtoDaCobranca], *, retoma: bool) -> None:
        """A day: what is registered on it, perhaps a run that takes over, and what follows of it."""
        for dito in atos:
            if not list(obices(self.cobranca, dito, self.vigente, self.hoje)):
                self.registrados.append(dito)
                self.percursos.append(asyncio.create_task(self.cobrar(self.arrivals(None)[-1], self.brought(None))))
        if retoma:
            await self.largar()
            self.percursos = [asyncio.create_task(self.cobrar(um, n)) for n, um in enumerate(self.arrivals(None), 1)]
        self.vira.set()
        self.vira.clear()
        for _ in range(6 + 4 * len(self.balancetes_por_abrir())):
            await asyncio.sleep(0)

    async def largar(self) -> None:
        """All that is under way is left."""
        self.vezes.clear()
        for um in self.percursos:
            um.cancel()
        assert not [um for um in await asyncio.gather(*self.percursos, return_exceptions=True) if type(um) is Exception]

    async def acabar(self) -> None:
        """With the term, what might change it is over; the months it leaves, and again in a run that takes over."""
        await self.largar()
        self.mudancas = [uma for uma in self.mudancas if uma[0] < self.hoje]
        await self.ultimos_balancetes()
        self.vezes.clear()
        await self.ultimos_balancetes()


def a_mao(percurso: Percurso) -> list[str]:
    """The months with a day of collection, told day by day: from each act on, the days are as it says."""
    inicio, fim = percurso.vigente.parceria.inicio, percurso.vigente.ultimo_dia
    dias, comeco, ultimo = set[date](), date.max, date.max
    for dito in percurso.registrados:
        if dito.fato == "novo-teto":
            continue
        novo = dito.fato == "inicio-da-cobranca"
        if novo and dito.dia > ultimo:
            ultimo = date.max
        else:
            dias = {dia for dia in dias if dia < comeco}
        comeco, ultimo = (dito.dia, ultimo) if novo else (comeco, dito.dia)
        dias |= {comeco + timedelta(days=n) for n in range((min(ultimo, FIM_DOS_TEMPOS) - comeco).days + 1)}
    return sorted({f"{dia:%Y-%m}" for dia in dias if inicio <= dia <= fim})


async def percorrido(
    percurso: Percurso, atos: Sequence[tuple[date, AtoDaCobranca]], costuras: set[date]
) -> dict[str, date]:
    """Go through the term and what follows it. On which day each month should have been opened."""
    previstos, interessam = dict[str, date](), {dia for dia, _ in (*atos, *percurso.mudancas)} | costuras
    while percurso.hoje <= percurso.vigente.ultimo_dia:
        if percurso.hoje.day == 1 or percurso.hoje in interessam:
            hoje = percurso.hoje
            await percurso.passar([dito for dia, dito in atos if dia == hoje], retoma=hoje in costuras)
            previstos |= {mes: hoje for mes in a_mao(percurso) if mes not in previstos and abre_em(mes) <= hoje}
        percurso.hoje += UM_DIA
    acabou = percurso.hoje
    await percurso.acabar()
    return {mes: max(acabou, abre_em(mes)) for mes in a_mao(percurso)} | previstos


FIM_DOS_TEMPOS = INICIO + timedelta(days=1200)
NO_TERMO, DIAS = st.integers(0, 150), st.integers(2, 150)
FUTUROS = st.tuples(NO_TERMO, st.integers(0, 120), st.booleans())
FATOS = st.sampled_from(["inicio-da-cobranca", "inicio-da-cobranca", "fim-da-cobranca", "novo-teto"])
ATOS = st.lists(st.tuples(NO_TERMO, FATOS, st.integers(-60, 60)), min_size=1, max_size=8)


@given(st.integers(0, 60), DIAS, st.lists(FUTUROS, max_size=4), ATOS, st.sets(NO_TERMO, max_size=6))
def test_each_month_of_collection_within_the_term_is_opened_once_and_when_it_is_over(
    depois: int, dias: int, ditas: list[tuple[int, int, bool]], fixados: list[tuple[int, str, int]], costuras: set[int]
) -> None:
    inicio = INICIO + timedelta(days=depois)
    mudancas = []
    for em, mais, encerra in sorted(ditas):
        ultimo = (inicio + timedelta(days=em + mais + 1)).isoformat()
        mudancas.append((inicio + timedelta(days=em), {"encerrada_em": ultimo} if encerra else {"fim": ultimo}))
    atos = []
    for em, fato, daqui in fixados:
        hoje = inicio + timedelta(days=em)
        dia = hoje + timedelta(days=daqui)
        if fato == "fim-da-cobranca":  # an end told late leaves the statements of the months after it as they are
            dia = max(dia, hoje.replace(day=1))
        atos.append((hoje, ato(fato, dia, teto=None if fato == "fim-da-cobranca" else "8.00")))
    percurso = Percurso(inicio, dias, mudancas)
    previstos = asyncio.run(percorrido(percurso, atos, {inicio + timedelta(days=dia) for dia in costuras}))
    assert percurso.abertos == {(mes, 1): dia for mes, dia in previstos.items()}
    assert {mes for mes, _ in percurso.abertos} == set(meses_de_cobranca(percurso.cobranca, percurso.vigente))


# -- O que se diz às contas ----------------------------------------------------------------------------------------


def acabado(mes: str, outcome: str) -> CaseResult:
    return CaseResult(case=mes, outcome=outcome, ended_at=datetime(2026, 7, 1, tzinfo=UTC), data={"mes": mes})


def test_the_accounts_are_told_which_months_were_not_booked_and_which_were_irregular() -> None:
    devidos = ["2026-04", "2026-05", "2026-06"]
    feitos = [acabado("2026-04", "balancete-contabilizado"), acabado("2026-05", "balancete-contabilizado")]
    assert do_que_se_apresentou([], []) == ()
    assert do_que_se_apresentou(devidos[:2], feitos) == ()
    omisso, irregular = acabado("2026-06", "balancete-nao-apresentado"), "balancete-com-irregularidade"
    assert do_que_se_apresentou(devidos, feitos) == do_que_se_apresentou(devidos, [*feitos, omisso])
    assert do_que_se_apresentou(devidos, [acabado("2026-05", irregular), acabado("2026-04", irregular)]) == (
        "Sem balancete contabilizado do pedágio (art. 82): 06/2026.",
        "Balancetes do pedágio com irregularidade (arts. 69 e 72): 04/2026, 05/2026.",
    )


def test_ten_years_without_any_statement_are_still_told() -> None:
    meses = meses_da_vigencia(date(2026, 3, 25), date(2036, 3, 25))
    ditas = do_que_se_apresentou(meses, [])
    entrada = DepoisDosRegistros.model_validate({"parceria": VIGENTE.parceria, "dos_registros": ditas})
    assert entrada.dos_registros == ditas


def test_a_statement_is_of_a_partnership_that_ended_on_its_first_day_too() -> None:
    logo = Vigente(VIGENTE.parceria, (), INICIO)
    dados = balancete_do_mes(cobranca([comeca(INICIO)]), logo, "2026-03")
    assert MesDeCobranca.model_validate(dados).parceria.fim == INICIO
    assert meses_de_cobranca(cobranca([comeca("2026-03-26")]), logo) == ()
    assert meses_de_cobranca(Cobranca(), VIGENTE) == ()
