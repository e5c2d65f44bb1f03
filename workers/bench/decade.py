"""Ten years on the virtual clock: a procedure with forty children of five tasks each, run by the simulator.

Importing this module registers two procedures that exist for measuring only; nothing but `decade.measure` imports it.
"""

from __future__ import annotations

import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from workflows.clock import Binds, Counting, Nature, dias
from workflows.kernel import About, Deadline, Form, HumanTask, Outcome, Procedure, Stage, procedure
from workflows.kernel.roles import AREA_TECNICA
from workflows.norms import DEC_167

CYCLES = 40
TASKS_EACH = 5
CYCLE = timedelta(days=91)
DONE = Outcome("feito", "Feito")
STAGE = Stage("curso", "Em curso")
PROVISION = DEC_167.art(14)


class Nothing(Form):
    """No content."""


DUE = Deadline(
    id="medida-ciclo.prazo", title="tarefas do ciclo", provision=PROVISION, budget=dias(80),
    nature=Nature.ADMINISTRATIVE, counting=Counting.MATERIAL, binds=Binds.ADMINISTRACAO, on_lapse="o ciclo atrasa",
)  # fmt: skip
TASK = HumanTask(
    id="medida-ciclo.tarefa", title="Fazer a tarefa do ciclo", provision=PROVISION, role=AREA_TECNICA, within=DUE,
    form=Nothing, outcomes=(DONE,), then="vem a próxima",
)  # fmt: skip

# Half a day for each task: no child is open when the parent hands over to its next run, after five years.
SCENARIO = f"""
name: Uma década
procedure: medida-decada
start: 2026-03-02T09:00
persons: {{ proponente: {{ roles: [area-tecnica] }} }}
people:
  - {{ task: medida-ciclo.tarefa, after: 12h, outcome: feito }}
until: end
expect: {{ outcome: {DONE} }}
"""


@procedure
class Ciclo(Procedure[Nothing]):
    """Five tasks, one after the other, under one deadline."""

    about = About(
        id="medida-ciclo", title="Ciclo de medida", short="Ciclo", norm="Decreto 167/2019", provisions=(PROVISION,),
        started_by=(), input=Nothing, stages=(STAGE,), outcomes=(DONE,),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """One quarter's work."""
        self.begin(DUE, since=self.today, because="início do ciclo")
        for _ in range(TASKS_EACH):
            await self.ask(TASK)
        self.met(DUE)
        return DONE


@procedure
class Decada(Procedure[Nothing]):
    """Forty cycles, one each quarter."""

    about = About(
        id="medida-decada", title="Década de medida", short="Década", norm="Decreto 167/2019", provisions=(PROVISION,),
        started_by=(AREA_TECNICA,), input=Nothing, stages=(STAGE,), outcomes=(DONE,),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """Ten years."""
        began = self.started_on
        for cycle in range(1, CYCLES + 1):
            await self.child(Ciclo, Nothing(), subject=f"ciclo {cycle}")
            await self.until(began + cycle * CYCLE)
        return DONE


class Decade(NamedTuple):
    """Seconds it took, and what happened in them."""

    seconds: float
    years: float
    children: int
    tasks: int
    facts: int


async def measure() -> Decade:
    """Simulate the decade, the start of the time-skipping server included. Raises RuntimeError when it goes wrong."""
    from workers.simulation.run import simulate
    from workers.simulation.scenario import load

    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
        file.write(SCENARIO)
        file.flush()
        before = time.perf_counter()
        run = await simulate(load(Path(file.name)))
        seconds = time.perf_counter() - before
    if run.failures or run.refused:
        raise RuntimeError(f"the decade went wrong: {run.failures or run.refused}")
    records: Any = run.records
    facts = [fact for facts in records.facts.values() for fact in facts]
    first, last = min(fact.at for fact in facts), max(fact.at for fact in facts)
    return Decade(
        seconds, (last - first) / timedelta(days=365.25), len(records.facts) - 1, len(records.tasks), len(facts)
    )
