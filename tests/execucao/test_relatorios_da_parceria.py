"""Art. 78, I: the commission's reports are of the whole term, and of each day of it once, whatever acts change."""

from bisect import bisect_right
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from temporalio.testing import WorkflowEnvironment

from tests.execucao.test_parceria_costuras import SCENARIO
from tests.kernel.bench import CHEFIA, Bench, skipping_bench, sleep_until
from tests.kernel.test_seam import Seams
from workers.simulation.registers import SimulatedRegisters
from workers.simulation.scenario import load
from workflows.clock import ZONE, MonthRule, add_months
from workflows.contas.contas_parciais import alcanca
from workflows.execucao.regras_ciclos import UM_DIA
from workflows.execucao.regras_dos_relatorios import MESES_DE, Relatado, periodo_seguinte, periodos_da_vigencia
from workflows.kernel.messages import CONTEXT_SIGNAL
from workflows.kernel.registering import Entry
from workflows.kernel.state import Decree, FactKind, ParameterOverride
from workflows.norms import Param

PADRAO = "antes_de_cada_parecer"
comecos = st.dates(date(2020, 1, 1), date(2040, 12, 31))
duracoes = st.integers(0, 3660)
escolhas = st.sampled_from([PADRAO, *MESES_DE])


@st.composite
def mudancas(draw: st.DrawFn, inicio: date) -> list[tuple[date, str]]:
    """What is in force from the first day, and what acts make of it later."""
    atos = draw(st.lists(st.tuples(st.integers(1, 2000), escolhas), max_size=4))
    return [(inicio, draw(escolhas)), *sorted((inicio + timedelta(dias), valor) for dias, valor in atos)]


def test_every_choice_but_the_norms_own_says_how_many_months() -> None:
    assert {PADRAO, *MESES_DE} == set(Param("periodicidade_rtma").choices)
    assert Param("periodicidade_rtma").default == PADRAO


@given(comecos, duracoes, st.sampled_from(sorted(MESES_DE)))
def test_the_reports_of_one_periodicity_cover_the_term_without_gap_or_overlap(
    inicio: date, dias: int, cada: str
) -> None:
    fim = inicio + timedelta(dias)
    trechos = periodos_da_vigencia(inicio, fim, [(inicio, cada)], inicio)
    assert (trechos[0].inicio, trechos[-1].fim) == (inicio, fim)
    for antes, depois in pairwise(trechos):
        assert antes.inicio <= antes.fim == depois.inicio - UM_DIA
    inteiros = [um.fim for um in trechos[:-1]]
    contados = range(1, len(inteiros) + 1)
    assert inteiros == [add_months(inicio, MESES_DE[cada] * n, MonthRule.DIA_SEGUINTE) for n in contados], "no drift"


@given(st.data(), comecos, duracoes)
def test_whatever_acts_change_no_day_is_reported_twice_and_none_is_lost_while_one_is_in_force(
    data: st.DataObject, inicio: date, dias: int
) -> None:
    fim = inicio + timedelta(dias)
    passos = data.draw(mudancas(inicio))
    trechos = periodos_da_vigencia(inicio, fim, passos, inicio)
    for antes, depois in pairwise(trechos):
        assert antes.inicio <= antes.fim < depois.inicio
    desde = [dia for dia, _ in passos]
    limites = [inicio - UM_DIA]
    while limites[-1] < fim:
        limites.append(min(fim, add_months(inicio, len(limites), MonthRule.DIA_SEGUINTE)))
    relatados = {um.fim for um in trechos}
    assert all({um.inicio - UM_DIA, um.fim} <= set(limites) for um in trechos), "whole months"
    for ultimo in limites[1:]:
        em_vigor = passos[bisect_right(desde, ultimo) - 1][1]
        coberto = any(um.inicio <= ultimo <= um.fim for um in trechos)
        assert ultimo not in relatados or em_vigor != PADRAO
        if em_vigor == "mensal":
            assert ultimo in relatados
        if em_vigor != PADRAO and ultimo == fim:
            assert coberto


@given(st.data(), comecos, duracoes)
def test_one_after_the_other_they_are_those_of_the_whole_term(data: st.DataObject, inicio: date, dias: int) -> None:
    fim = inicio + timedelta(dias)
    passos = data.draw(mudancas(inicio))
    todos = periodos_da_vigencia(inicio, fim, passos, inicio)
    depois, um_a_um = inicio, list[Relatado]()
    while (seguinte := periodo_seguinte(inicio, depois, passos, inicio)) is not None and seguinte.fim <= fim:
        um_a_um.append(seguinte)
        depois = seguinte.fim
    assert tuple(um_a_um) == todos[: len(um_a_um)]
    assert len(todos) - len(um_a_um) in (0, 1)


@given(st.data(), comecos, duracoes, st.integers(1, 2000))
def test_an_act_changes_nothing_that_ended_before_it(data: st.DataObject, inicio: date, dias: int, quando: int) -> None:
    fim, ouvido = inicio + timedelta(dias), inicio + timedelta(quando)
    passos = [um for um in data.draw(mudancas(inicio)) if um[0] < ouvido]
    ate = min(fim, ouvido - UM_DIA)
    antes = [um for um in periodos_da_vigencia(inicio, fim, passos, inicio) if um.fim <= ate and um.fim < fim]
    com_o_ato = periodos_da_vigencia(inicio, fim, [*passos, (ouvido, data.draw(escolhas))], inicio)
    assert list(com_o_ato[: len(antes)]) == antes


@given(comecos, duracoes, st.integers(0, 2000), st.sampled_from(sorted(MESES_DE)))
def test_what_ended_before_a_case_looked_has_no_report_of_it(inicio: date, dias: int, olhou: int, cada: str) -> None:
    fim, desde = inicio + timedelta(dias), inicio + timedelta(olhou)
    assert all(um.fim >= desde for um in periodos_da_vigencia(inicio, fim, [(inicio, cada)], desde))


def test_by_hand() -> None:
    # A term of seven months from 31 Jan 2026. Its months end on 1 Mar, since there is no 31 Feb; then on 31 Mar, 1 May,
    # 31 May, 1 Jul, 31 Jul and 31 Aug.
    inicio, fim = date(2026, 1, 31), date(2026, 8, 31)
    passos = [(inicio, "trimestral"), (date(2026, 5, 2), PADRAO), (date(2026, 7, 15), "mensal")]
    assert periodos_da_vigencia(inicio, fim, passos, inicio) == (
        Relatado(date(2026, 1, 31), date(2026, 5, 1)),
        Relatado(date(2026, 7, 2), date(2026, 7, 31)),
        Relatado(date(2026, 8, 1), date(2026, 8, 31)),
    )


def test_a_report_that_comes_late_does_not_hide_one_that_reaches_further() -> None:
    consta = Entry(holds=True, details={"ate": "2026-05-25", "alcancados": ["2026-06-25", "2026-05-25"]})
    assert alcanca(consta, date(2026, 6, 25))
    assert not alcanca(consta, date(2026, 6, 26))
    assert alcanca(Entry(holds=True, details={"ate": "2026-06-25"}), date(2026, 6, 25))
    assert not alcanca(Entry(), date(2026, 6, 25))


# -- Um ato, com a parceria em curso ---------------------------------------------------------------------------------
BEGAN = datetime(2026, 3, 26, 9, tzinfo=ZONE)
ACT = "Portaria 7/2026"


async def decree(bench: Bench, case: str, value: str, *acts: ParameterOverride, reaches: bool) -> ParameterOverride:
    """Enter an act beside those there are, and tell the case."""
    now = await bench.now()
    act = ParameterOverride(
        key="periodicidade_rtma", value=value, since=now.date(), act=ACT, reaches_open=reaches, entered_at=now
    )
    version = len(acts) + 2
    told = Decree(version=version, cause=f"{ACT}: parâmetro", act=ACT, author="u-ada")
    changes = {"version": version, "parameters": (*acts, act), "decrees": (told,)}
    bench.records.context = bench.context.model_copy(update=changes)
    await bench.client.get_workflow_handle(case).signal(CONTEXT_SIGNAL)
    while len(bench.facts(case, FactKind.CONTEXT_CHANGED)) < len(acts) + 1:
        await bench.snapshot(case)
    return act


@pytest.mark.parametrize("runs", [None, 11])
@pytest.mark.parametrize(
    ("reaches", "expected"),
    [
        # By hand: months of the term end on the 25th. Heard on 10 May, the act is in force as May's ends; on 10 Aug
        # quarters are, of which the next ends on 25 Sep: July's month, already reported, is not reported again.
        (True, [("2026-04-26", "2026-05-25"), ("2026-05-26", "2026-06-25"), ("2026-06-26", "2026-07-25"),
                ("2026-07-26", "2026-09-25")]),
        (False, []),
    ],
)  # fmt: skip
async def test_an_act_is_heard_while_the_partnership_runs_if_it_reaches_it(
    time_skipping: WorkflowEnvironment,
    monkeypatch: pytest.MonkeyPatch,
    reaches: bool,
    expected: list[tuple[str, str]],
    runs: int | None,
) -> None:
    seams = Seams(monkeypatch)
    if runs:
        seams.after_days(runs)
    scenario = load(SCENARIO).scenario
    bench = await skipping_bench(time_skipping, BEGAN)

    async def refused(said: str) -> None:
        raise AssertionError(said)

    bench.activities = [SimulatedRegisters(scenario, bench.records, bench.now, refused).consult]
    input: dict[str, Any] = {**scenario.input, "parcelas": [{"numero": 1, "dia": "2027-02-01", "valor": "950000.00"}]}
    with time_skipping.auto_time_skipping_disabled():
        async with bench.working():
            case = (await bench.start("parceria", input, CHEFIA)).id
            await sleep_until(bench, time_skipping, datetime(2026, 5, 10, 12, tzinfo=ZONE))
            first = await decree(bench, case, "mensal", reaches=reaches)
            await sleep_until(bench, time_skipping, datetime(2026, 8, 10, 12, tzinfo=ZONE))
            await decree(bench, case, "trimestral", first, reaches=reaches)
            await sleep_until(bench, time_skipping, datetime(2026, 9, 26, 12, tzinfo=ZONE))
            begun = [bench.facts(id, FactKind.CASE_STARTED)[0] for id in bench.records.headers]
            made = [fact for fact in begun if fact.data["type"] == "relatorio-tecnico"]
            told = [fact.data for fact in bench.facts(case, FactKind.CONTEXT_CHANGED)]
    assert (seams.count > 5) is (runs is not None)
    # The agenda: by the first act months end on 25 May, 25 June, ...; by the second, quarters on 25 Sep and 25 Dec.
    moved = [(one["before"], one["after"]) for one in told[0].get("agenda", ()) if "relatorios" in one["decl"]]
    assert moved[:2] == ([(None, "2026-05-25"), (None, "2026-06-25")] if reaches else [])
    moved = [(one["before"], one["after"]) for one in told[1].get("agenda", ()) if "relatorios" in one["decl"]]
    assert moved[:2] == ([("2026-08-25", "2026-09-25"), ("2026-09-25", "2026-12-25")] if reaches else [])
    assert [(fact.data["input"]["inicio"], fact.data["input"]["fim"]) for fact in made] == expected
    assert [fact.at.astimezone(ZONE).date() for fact in made] == [
        date.fromisoformat(last) + UM_DIA for _, last in expected
    ]
