"""The months of a partnership: each of its term is opened once, as it is over, whatever changes the term."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.execucao.test_regras_da_parceria import pedido
from workflows.execucao.formularios_registro import PedidoDeRegistro
from workflows.execucao.mudancas import Vigente
from workflows.execucao.razao import Lugar
from workflows.execucao.registros_da_parceria import MESES, RegistrosDaParceria
from workflows.execucao.regras_ciclos import UM_DIA
from workflows.execucao.regras_da_parceria import em_curso, razao_da
from workflows.execucao.regras_dos_meses import (
    abre_em,
    do_que_se_registrou,
    meses_da_vigencia,
    meses_devidos,
    pedido_de_registro,
    registrados,
    valem,
)
from workflows.kernel.messages import CaseResult

PESSOA, OUTRA = "52998224725", "11222333000181"


def acabado(caso: str, dia: date, **data: Any) -> CaseResult:
    return CaseResult(case=caso, outcome="x", ended_at=datetime.combine(dia, time(15), UTC), data=data)


def mes(qual: str, *, pago: int = 0, a_julgar: int = 0, caso: str = "r", **deixa: Any) -> CaseResult:
    linha = {"dia": f"{qual}-28", "natureza": "despesa", "centavos": pago, "historico": "Despesas",
             "dispositivo": "dec-167:art-42:par-5"}  # fmt: skip
    registrado = {"mes": qual, "em_servicos": 0, "em_obras_e_bens": 0, **deixa}
    return acabado(
        caso, date(2026, 6, 1), linhas=[linha] if pago else [], a_julgar=a_julgar, registrado=registrado
    )  # fmt: skip


def vigente(eficaz: str = "2026-03-25", **minuta: Any) -> Vigente:
    return Vigente(em_curso(pedido(eficaz, **minuta).instrumento), ())


# -- Os meses da vigência ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inicio", "fim", "meses"),
    [
        (date(2026, 3, 31), date(2026, 4, 1), ("2026-03", "2026-04")),
        (date(2026, 3, 1), date(2026, 3, 31), ("2026-03",)),
        (date(2026, 12, 15), date(2027, 2, 1), ("2026-12", "2027-01", "2027-02")),
        (date(2026, 3, 5), date(2026, 3, 4), ("2026-03",)),
    ],
)
def test_a_month_with_one_day_of_the_term_is_a_month_of_it(inicio: date, fim: date, meses: tuple[str, ...]) -> None:
    assert meses_da_vigencia(inicio, fim) == meses


@given(st.dates(date(2019, 1, 1), date(2060, 1, 1)), st.integers(0, 3700))
def test_each_day_of_the_term_is_in_one_month(inicio: date, dias: int) -> None:
    fim = inicio + timedelta(days=dias)
    meses = meses_da_vigencia(inicio, fim)
    assert len(set(meses)) == len(meses)
    assert {f"{inicio + timedelta(days=dia):%Y-%m}" for dia in range(dias + 1)} == set(meses)


def test_months_told_elsewhere_are_not_opened_again() -> None:
    agora = vigente(vigencia_em_meses=4)
    todos = ("2026-03", "2026-04", "2026-05", "2026-06", "2026-07")
    assert meses_devidos(agora, None) == todos
    assert meses_devidos(agora, date(2026, 4, 30)) == meses_devidos(agora, date(2026, 5, 30)) == todos[2:]


# -- O percurso: mudanças, passagens de bastão, fim antecipado -----------------------------------------------------


class TermIsOver(Exception):
    """What `during` would say."""


class HandedOver(Exception):
    """A run ends here; the next one walks the same steps."""


class Percurso(RegistrosDaParceria):
    """The courses of the months as they are, on a calendar that the test turns."""

    def __init__(self, inicio: date, fim: date, mudancas: Sequence[tuple[date, dict[str, Any]]], costuras: set[int]):
        meses = {"vigencia_em_meses": None, "vigencia_em_dias": (fim - inicio).days}
        self.inicial = Vigente(em_curso(pedido(inicio.isoformat(), **meses).instrumento), ())
        self.registros_dados_ate = None
        self.hoje, self.mudancas, self.costuras = inicio, sorted(mudancas, key=lambda uma: uma[0]), costuras
        self.abertos: dict[str, date] = {}
        self.visto: dict[str, Any] = {}
        self.paradas = 0

    def ended(self, *kinds: Any) -> tuple[CaseResult, ...]:
        if len(kinds) == 1:
            return ()
        return tuple(acabado("m", dia, mudanca=dita) for dia, dita in self.mudancas if dia <= self.hoje)

    def began(self, _kind: Any, subject: str) -> bool:
        return subject in self.abertos

    def kept(self, name: str, seen: Any) -> Any:
        return self.visto.setdefault(name, seen)

    async def launch(self, _kind: Any, data: Any, *, subject: str | None = None) -> str:
        assert isinstance(data, PedidoDeRegistro)
        assert data.mes == subject
        self.abertos.setdefault(str(subject), self.hoje)
        return f"caso-{subject}"

    async def until(self, day: date, *, of: str | None = None) -> None:
        assert of == MESES
        self.hoje = max(self.hoje, day)

    async def until_or_ended(self, day: date | None, *kinds: Any, after: int, of: str | None = None) -> bool:
        assert of == MESES
        while True:
            if len(self.ended(*kinds)) > after:
                return True
            if day is not None and day <= self.hoje:
                return False
            self.paradas += 1
            if self.paradas in self.costuras:
                raise HandedOver
            acaba = self.vigente.ultimo_dia + UM_DIA
            self.hoje = min([acaba, *([day] if day else []), *(dia for dia, _ in self.mudancas if dia > self.hoje)])
            if self.hoje > self.vigente.ultimo_dia:
                raise TermIsOver

    def todos(self) -> tuple[str, ...]:
        """All the months, from the first day to after the last."""
        while True:
            try:
                asyncio.run(self.meses_que_acabam())
            except HandedOver:
                continue
            except TermIsOver:
                break
        self.mudancas = [uma for uma in self.mudancas if uma[0] <= self.hoje]  # with the term, what might change it
        for _ in range(2):
            asyncio.run(self.ultimos_meses())
        return tuple(self.abertos)


INICIO = date(2026, 3, 25)
DIAS = st.integers(2, 400)
FUTUROS = st.tuples(st.integers(0, 500), st.integers(0, 300), st.booleans())


@given(st.integers(0, 60), DIAS, st.lists(FUTUROS, max_size=4), st.sets(st.integers(1, 30), max_size=8))
def test_the_months_opened_are_those_of_the_term_each_once_and_when_it_is_over(
    depois: int, dias: int, ditas: list[tuple[int, int, bool]], costuras: set[int]
) -> None:
    inicio = INICIO + timedelta(days=depois)
    mudancas = []
    for em, mais, encerra in ditas:
        dia, ultimo = inicio + timedelta(days=em), (inicio + timedelta(days=em + mais + 1)).isoformat()
        mudancas.append((dia, {"encerrada_em": ultimo} if encerra else {"fim": ultimo}))
    percurso = Percurso(inicio, inicio + timedelta(days=dias), mudancas, costuras)
    abertos = percurso.todos()
    assert abertos == meses_da_vigencia(inicio, percurso.vigente.ultimo_dia)
    assert all(dia == abre_em(qual) for qual, dia in percurso.abertos.items())


# -- O que um mês deixa --------------------------------------------------------------------------------------------


def test_the_last_register_of_a_month_is_the_one_that_counts() -> None:
    fatos = [mes("2026-03", pago=100), mes("2026-04", pago=7), acabado("a", INICIO), mes("2026-03", pago=250, caso="s")]
    assert [um.data.get("registrado", {}).get("mes") for um in valem(fatos)] == ["2026-04", None, "2026-03"]
    razao = razao_da(pedido(), fatos)
    assert razao.closes
    assert razao.balance(Lugar.GASTO) == 257
    assert razao_da(pedido(), [*fatos, mes("2026-03")]).balance(Lugar.GASTO) == 7


SOMAS_DOS_MESES = st.lists(
    st.tuples(st.sampled_from(["2026-03", "2026-04", "2026-05"]), st.integers(0, 10**9)), max_size=8
)


@given(SOMAS_DOS_MESES)
def test_the_ledger_closes_however_often_months_are_registered_anew(ditos: list[tuple[str, int]]) -> None:
    razao = razao_da(pedido(), [mes(qual, pago=quanto) for qual, quanto in ditos])
    assert razao.closes
    assert razao.balance(Lugar.GASTO) == sum(dict(ditos).values())


def test_a_register_is_told_of_the_other_months_that_count_in_a_limit() -> None:
    especie = [{"documento": PESSOA, "centavos": 90000}]
    feitos = [mes("2026-03", em_servicos=1), mes("2026-04"), mes("2026-05", em_especie=especie)]
    encerrada = Vigente(vigente().parceria, (), date(2026, 7, 10))
    dados = PedidoDeRegistro.model_validate(pedido_de_registro(encerrada, "2026-03", feitos))
    assert [um.mes for um in dados.anteriores] == ["2026-05"]
    assert dados.em_especie == ((PESSOA, 90000),)
    assert dados.parceria.fim == date(2026, 7, 10)
    assert list(registrados(feitos)) == ["2026-03", "2026-04", "2026-05"]


def test_a_partnership_that_ended_on_its_first_day_still_registers_its_month() -> None:
    logo = Vigente(vigente().parceria, (), INICIO)
    lido = PedidoDeRegistro.model_validate(json.loads(
        PedidoDeRegistro.model_validate(pedido_de_registro(logo, "2026-03", [])).model_dump_json()
    ))  # fmt: skip
    assert lido.mes == "2026-03"


# -- O que se diz às contas ----------------------------------------------------------------------------------------
DEVIDOS = ("2026-03", "2026-04", "2026-05")


def ditas(*feitos: CaseResult, obras_e_bens: bool = False) -> tuple[str, ...]:
    return do_que_se_registrou(DEVIDOS, feitos, vigente(), obras_e_bens=obras_e_bens)


def test_the_accounts_are_told_which_months_nobody_registered_and_what_is_to_be_judged() -> None:
    assert ditas(*(mes(qual) for qual in DEVIDOS)) == ()
    assert ditas(mes("2026-04", a_julgar=2)) == (
        "Sem registro (art. 42, § 5º): 03/2026, 05/2026.", "Despesas a julgar (arts. 42 a 47): 2 em 04/2026.",
    )  # fmt: skip
    assert ditas(mes("2026-03"), mes("2026-04", a_julgar=2), mes("2026-05"), mes("2026-04", caso="s")) == ()


def test_limits_that_months_pass_together_are_told_without_naming_anybody() -> None:
    um = mes("2026-03", em_servicos=9500, em_especie=[{"documento": PESSOA, "centavos": 475}])
    no_limite = mes("2026-04", em_servicos=9500, em_especie=[{"documento": OUTRA, "centavos": 475}])
    alem = mes("2026-04", em_servicos=9501, em_especie=[{"documento": OUTRA, "centavos": 476}])
    assert ditas(um, no_limite, mes("2026-05")) == ()
    assert ditas(um, alem, mes("2026-05")) == (
        "Os terceiros somam R$ 190,01, mais de 20% de R$ 950,00 (art. 42, § 7º).",
        "A espécie soma R$ 9,51, mais de 1% de R$ 950,00 (art. 43, § 2º).",
    )
    com_obras = mes("2026-05", em_obras_e_bens=1)
    assert ditas(um, no_limite, com_obras) == ()
    assert ditas(um, no_limite, com_obras, obras_e_bens=True) == (
        "Os terceiros somam R$ 190,01, mais de 20% de R$ 950,00 (art. 42, § 7º).",
    )
    cheio = [{"documento": PESSOA, "centavos": 50001}]
    dois = ditas(mes("2026-03", em_especie=cheio), mes("2026-04", em_especie=cheio), mes("2026-05"))
    assert dois[0] == "1 beneficiário recebeu mais de R$ 1.000,00 em espécie (art. 43, § 1º)."
    assert not any(PESSOA in dita for dita in dois)
