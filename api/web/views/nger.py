"""A year of the NGER on one page: each process, how far it is, what comes next, with whom and by when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from activities.records.queries.views import CaseSummary, TaskView
from api.web.views.graficos import percent
from workflows.kernel.state import CaseStatus, TaskStatus
from workflows.nger.formularios import AnoDoNger, ExecucaoDeProcesso, ProcessoPlanejado
from workflows.nger.guia import GUIDE, PROCESSES, Competence, Every, Process

Runs = Mapping[tuple[str, date], CaseSummary]
"""The cases of a year by the process each runs and the day it was planned to begin on: no two have both alike."""


@dataclass(frozen=True)
class GuideLine:
    """A competence of the guide in a year: the processes that rest on it, those of the year among them (`planned`),
    and the products that come out, each with who guides it. `told` says why nothing is to be planned, if so."""

    name: str
    processes: tuple[str, ...]
    planned: tuple[str, ...]
    products: tuple[str, ...]
    told: str


@dataclass(frozen=True)
class YearRow:
    """One process of the year. `state` is "feito", "atrasado", "em-curso" or "por-vir", which `word` says.

    `x` and `width` place it in the year, as percentages.
    """

    name: str
    who: str
    start: date
    end: date
    state: str
    word: str
    done: int
    total: int
    next: str
    owner: str
    href: str
    x: str
    width: str


def paired(cases: Iterable[CaseSummary], inputs: Mapping[str, Any]) -> Runs:
    """The cases of a year, each under what its input says it runs; an input of another build is left out."""
    found = {}
    for case in cases:
        try:
            run = ExecucaoDeProcesso.model_validate(inputs.get(case.id))
        except ValidationError:
            continue
        found[run.processo, run.inicio] = case
    return found


def year_rows(
    year: AnoDoNger,
    added: Iterable[ProcessoPlanejado],
    runs: Runs,
    tasks: Sequence[TaskView],
    names: Mapping[str, str],
    today: date,
) -> tuple[YearRow, ...]:
    """The planned processes and those added, in the order in which they begin."""
    planned = sorted((*year.processos, *added), key=lambda one: (one.inicio, one.processo))
    rows = []
    for one in planned:
        case = runs.get((one.processo, one.inicio))
        mine = [task for task in tasks if case is not None and task.case_id == case.id]
        rows.append(_row(one, case, mine, names, today))
    return tuple(rows)


def _row(
    one: ProcessoPlanejado, case: CaseSummary | None, tasks: Sequence[TaskView], names: Mapping[str, str], today: date
) -> YearRow:
    opened = [task for task in tasks if task.status.open]
    done = sum(task.status in (TaskStatus.COMPLETED, TaskStatus.SKIPPED) for task in tasks)
    first = min(opened, key=lambda task: (task.due or date.max, task.offered_at), default=None)
    state, word = _state(one, case, opened, today)
    january = date(one.inicio.year, 1, 1)
    return YearRow(
        name=one.processo_do_guia.name, who=one.responsavel, start=one.inicio, end=one.fim, state=state, word=word,
        done=done, total=_acts(one.processo_do_guia, len(one.meses)),
        next=first.title if first else "", owner=names.get(first.owner or "", "") if first else "",
        href=f"/processos/{case.id}" if case else "",
        x=percent((one.inicio - january).days / 3.66), width=percent(max((one.fim - one.inicio).days, 3) / 3.66),
    )  # fmt: skip


def _state(
    one: ProcessoPlanejado, case: CaseSummary | None, opened: Sequence[TaskView], today: date
) -> tuple[str, str]:
    if case is None:
        return ("por-vir", "Por vir") if one.inicio >= today else ("por-vir", "Não começou")
    if case.status is CaseStatus.ENDED:
        return "feito", "Encerrado"
    late = today > one.fim or any(task.overdue(today) for task in opened)
    return ("atrasado", "Atrasado") if late else ("em-curso", "Em curso")


def _acts(process: Process, months: int) -> int:
    """How many acts a run of it asks: its activities, the monthly ones in each month, and its products."""
    each = sum(months if one.every is Every.MONTH else 1 for one in process.activities)
    return each + len(process.products)


def guide_lines(year: AnoDoNger, added: Iterable[ProcessoPlanejado]) -> tuple[GuideLine, ...]:
    """What the guide makes the NGER competent for, I to XXIII, and what of it the year plans."""
    planned = {one.processo for one in (*year.processos, *added)}
    return tuple(_competence(one, planned, sem_unidade=year.sem_unidade) for one in GUIDE.competences)


def products_without_process() -> tuple[str, ...]:
    """The products of the guide's table that none of its processes is known to make."""
    made = {name for process in GUIDE.processes for name in process.products}
    return tuple(one.name for one in GUIDE.products if not {one.name, one.group} & made)


def _competence(one: Competence, planned: set[str], *, sem_unidade: bool) -> GuideLine:
    numbers = tuple(number for number, process in PROCESSES.items() if one.number in process.competences)
    told = ""
    if one.additional and not sem_unidade:
        told = "Cabe à unidade de desenvolvimento organizacional do órgão."
    elif not numbers:
        told = "Nenhum processo do guia a exerce."
    made = dict.fromkeys(name for number in numbers for name in PROCESSES[number].products)
    return GuideLine(
        f"{one.number}. {one.title}", numbers, tuple(number for number in numbers if number in planned),
        tuple(_guided(name) for name in made), told,
    )  # fmt: skip


def _guided(product: str) -> str:
    by = dict.fromkeys(one.guided_by for one in GUIDE.products if product in (one.name, one.group))
    return f"{product} ({', '.join(by)})" if by else product
