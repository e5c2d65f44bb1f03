"""A year of the NGER on one page: each process, how far it is, what comes next, with whom and by when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from activities.records.queries.views import CaseSummary, TaskView
from api.web.views.graficos import percent
from workflows.kernel.state import CaseStatus, TaskStatus
from workflows.nger.formularios import AnoDoNger, ProcessoPlanejado
from workflows.nger.guia import Every, Process


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


def year_rows(
    year: AnoDoNger,
    added: Iterable[ProcessoPlanejado],
    cases: Sequence[CaseSummary],
    tasks: Sequence[TaskView],
    names: Mapping[str, str],
    today: date,
) -> tuple[YearRow, ...]:
    """The planned processes and those added, in the order in which they begin."""
    planned = sorted((*year.processos, *added), key=lambda one: (one.inicio, one.processo))
    waiting = list(cases)
    rows = []
    for one in planned:
        # A planned process is told from its case by what the case is about: the name and months of its period.
        subject = f"{one.processo_do_guia.name} ({one.inicio:%m/%Y} a {one.fim:%m/%Y})"
        case = next((found for found in waiting if found.subject == subject), None)
        if case is not None:
            waiting.remove(case)
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
