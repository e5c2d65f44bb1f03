"""Two lives of ten years: no run of theirs is long, every date is proved, and runs may end anywhere."""

import gc
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.kernel.test_seam import Seams
from workers.simulation.histories import runs_of
from workers.simulation.run import Run, simulate, simulated
from workers.simulation.scenario import load
from workflows.clock import Calendar, prove
from workflows.execucao.atos_do_registro import PRAZO
from workflows.execucao.razao import Lugar, Razao
from workflows.execucao.registro_de_despesas import RegistroDeDespesas
from workflows.execucao.regras_dos_meses import abre_em, meses_da_vigencia
from workflows.kernel.state import DeadlineStatus, FactKind

LIVES = ("parceria-dez-anos-aprovada", "parceria-dez-anos-rejeitada")
MOST_EVENTS = 5000
PERIODS = 50
"""Forty ends of ninety days and ten of a year within the term; no two of them on one day."""
MONTHS = 121
"""March 2027 to March 2037, of which the term has its last day."""
SPENT = {"parceria-dez-anos-aprovada": 2_220_77, "parceria-dez-anos-rejeitada": 1_018_22}
"""In cents, what the registers of each life add up to."""
Told = dict[str, list[tuple[Any, ...]]]


def told(run: Run) -> Told:
    """The facts of each case, instant by instant, with who acted; and what became of its tasks and deadlines. What a
    case does and what it hears from another at one midnight have no order between them."""
    facts = {
        case: sorted(
            ((fact.kind, fact.at, fact.actor, fact.provision, fact.act, fact.data) for fact in facts),
            key=lambda one: (one[1], repr(one)),
        )
        for case, facts in run.records.facts.items()
    }
    tasks = [(task.id, task.status, task.outcome) for task in run.records.tasks.values()]
    deadlines = [(one.id, one.due, one.status) for one in run.records.deadlines.values()]
    return {**facts, "tasks": sorted(tasks), "deadlines": sorted(deadlines)}


def unproved(run: Run) -> list[str]:
    """The deadlines of all its cases whose last day is not the last of their day-by-day proof."""
    assert run.records.context is not None
    calendars = {name: Calendar(data) for name, data in run.records.context.calendars.items()}
    counted = [one for one in run.records.deadlines.values() if one.due is not None]
    assert len(counted) > PERIODS + MONTHS
    return [one.id for one in counted if prove(one.term, calendars[one.term.calendar]).days[-1].day != one.due]


def registered(run: Run, spent: int) -> None:
    """Each month of the term was opened once, on the first day after it; some late, some without movement, some with
    something to judge. The ledger has what they spent, and closes."""
    known = run.records.headers.values()
    cases = [one for one in known if one.type == RegistroDeDespesas.about.id]
    opened = {one.public["mes"]: one.started_on for one in cases}
    assert (len(cases), tuple(sorted(opened))) == (MONTHS, meses_da_vigencia(date(2027, 3, 1), date(2037, 3, 1)))
    assert all(on == abre_em(month) for month, on in opened.items())
    assert {one.outcome for one in cases} == {str(outcome) for outcome in RegistroDeDespesas.about.outcomes}
    due = [one.status for one in run.records.deadlines.values() if one.decl == PRAZO.id]
    assert len(due) == MONTHS
    assert set(due) == {DeadlineStatus.MET, DeadlineStatus.MET_LATE}
    razao = Razao.from_json(run.records.headers[run.case].public["razao"])
    assert (razao.closes, razao.balance(Lugar.GASTO)) == (True, spent)


@pytest.fixture(autouse=True)
def light() -> Iterator[None]:
    """The engine gives a turn two seconds. The collector of garbage, which a life of ten years calls for, does not go
    through all that the tests before it left meanwhile."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@pytest.mark.parametrize("life", LIVES)
async def test_no_run_of_ten_years_is_long_and_every_date_is_proved(life: str) -> None:
    async with simulated(load(Path(f"docs/scenarios/{life}.yaml"))) as (run, client):
        longest = [max([len(one.events) for one in await runs_of(client, case)]) for case in run.records.headers]
    assert run.failures == []
    assert unproved(run) == []
    assert max(longest) < MOST_EVENTS
    opened = [link.fact.data["type"] for _, link in run.records.log if link.fact.kind is FactKind.CHILD_STARTED]
    assert (opened.count("contas-parciais"), opened.count("divulgacao-da-parceria")) == (PERIODS, 1)
    registered(run, SPENT[life])


@pytest.mark.parametrize(("life", "days"), [(LIVES[0], 97), (LIVES[1], 211)])
async def test_wherever_runs_hand_over_ten_years_come_to_the_same_facts(
    life: str, days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = load(Path(f"docs/scenarios/{life}.yaml"))
    whole = await simulate(loaded)
    seams = Seams(monkeypatch)
    seams.after_days(days)
    long = await simulate(loaded)
    assert whole.failures == long.failures == []
    assert seams.count > 10 * 365 // days
    assert told(long) == told(whole)
