"""The panel of whoever manages: its sentence, its figures, and tables of where the work is. Nobody is ranked."""

from dataclasses import dataclass

from activities.records.queries.panel import StageCount
from activities.records.queries.panel_times import DeadlineUse
from api.services.panel import PERIOD, Panel, PersonStanding, Standing, TaskStanding, TypeStanding
from api.web.formatters import bare, capital, date_short, number, plural, relative, weekday
from api.web.views.citacoes import cite
from api.web.views.graficos import Cell, Table
from api.web.views.listas import address
from api.web.views.procedimentos import about, case_name, stage_title
from api.web.views.situacao import amount
from workflows.clock import Unit
from workflows.kernel.roles import role_title

CASES, TASKS, DEADLINES = "/processos", "/painel/tarefas", "/painel/prazos"
OPEN = "aberto"


@dataclass(frozen=True)
class Figure:
    """A large number, what it counts and, in `said`, more about it. `kind` is the class that colours it."""

    title: str
    value: str
    href: str
    said: str
    kind: str = ""


def lead(panel: Panel) -> str:
    """The one sentence that would be enough."""
    parts = []
    if panel.deadlines.overdue:
        parts.append(plural(panel.deadlines.overdue, "prazo vencido", "prazos vencidos"))
    if panel.deadlines.today:
        parts.append("1 vence hoje" if panel.deadlines.today == 1 else f"{number(panel.deadlines.today)} vencem hoje")
    if orphans := panel.incidents.orphan_count:
        parts.append(f"{plural(orphans, 'tarefa', 'tarefas')} sem ninguém que possa agir")
    begun = f"{plural(panel.cases.open, 'processo', 'processos')} em curso."
    if not panel.cases.open:
        return "Nenhum processo em curso."
    said = " e ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
    return f"{begun} {capital(said)}." if said else f"{begun} Nada vencido."


def figures(panel: Panel) -> tuple[Figure, ...]:
    """The four numbers of the head, what is wrong first."""
    found = panel.deadlines
    oldest = f"o mais antigo {relative(found.oldest, panel.today)}" if found.oldest else "nenhum"
    until = f"Vencem até {weekday(panel.soon_until).removesuffix('-feira')}, {date_short(panel.soon_until)}"
    today = f"{number(found.today)} hoje" if found.today else "nenhum hoje"
    return (
        Figure("Prazos vencidos", number(found.overdue), _deadlines("vencidos"), oldest, "fig-late"),
        Figure(until, number(found.soon), _deadlines("proximos"), today, "fig-today"),
        Figure("Suspensos", number(found.suspended), _deadlines("suspensos"), "o relógio está parado", "fig-held"),
        Figure("Provisórios", number(found.provisional), _deadlines("provisorios"), "à espera de calendário"),
    )


def tables(panel: Panel) -> tuple[Table, ...]:
    """Where the work is: by procedure, stage, unit and person."""
    return (
        Table("Por procedimento", _head("Procedimento"), tuple(_type_row(panel, one) for one in panel.types)),
        Table("Por etapa", _head("Etapa"), tuple(_stage_row(panel, one) for one in panel.stages)),
        Table(
            "Por unidade",
            ("Unidade", "Tarefas abertas", "Vencidas", "Em 7 dias", "Na fila", "Pessoas"),
            (
                *(_unit_row(one, "unidade", one.name) for one in panel.units),
                *(_unit_row(one, "papel", capital(bare(role_title(one.id)))) for one in panel.roles),
            ),
        ),
        Table(
            "Por pessoa, em ordem alfabética",
            ("Com quem está", "Tarefas abertas", "Vencidas", "Em 7 dias", "Unidade"),
            tuple(_person_row(one) for one in panel.people),
        ),
    )


def uses(panel: Panel) -> Table:
    """How the deadlines of the norm were kept in the last year."""
    head = ("Prazo", "Limite", "Mediana usada", "No prazo", "Fora do prazo")
    return Table("Prazos encerrados nos últimos 12 meses", head, tuple(_use_row(one) for one in panel.deadline_uses))


def durations(panel: Panel) -> Table:
    """How long whole cases took, beside what the norm gives for all of them."""
    since = (panel.today - PERIOD).isoformat()
    rows = tuple(
        (
            Cell(type_name(one.type)),
            Cell(number(one.ended), address(CASES, {"procedimento": one.type, "fim_de": since})),
            Cell(days(one.median_days)),
            Cell(days(one.most_days)),
        )
        for one in panel.case_times
    )
    return Table(
        "Processos encerrados nos últimos 12 meses", ("Procedimento", "Encerrados", "Mediana", "9 em 10 até"), rows
    )


def _head(first: str) -> tuple[str, ...]:
    return (first, "Em curso", "Vencidos", "Em 7 dias")


def _type_row(panel: Panel, one: TypeStanding) -> tuple[Cell, ...]:
    return (Cell(type_name(one.type)), *_case_cells(panel, one, {"procedimento": one.type}))


def _stage_row(panel: Panel, one: StageCount) -> tuple[Cell, ...]:
    name = f"{type_name(one.type)}: {stage_title(one.type, one.stage)}"
    return (Cell(name), *_case_cells(panel, one, {"procedimento": one.type, "etapa": one.stage}))


def _case_cells(panel: Panel, one: Standing | StageCount, where: dict[str, str]) -> tuple[Cell, ...]:
    near = {"situacao": OPEN, "vence_de": panel.today.isoformat(), "vence_ate": panel.soon_until.isoformat()}
    return (
        _counted(one.open, address(CASES, {**where, "situacao": OPEN})),
        _counted(one.overdue, address(CASES, {**where, "situacao": "vencido"}), late=True),
        _counted(one.soon, address(CASES, {**where, **near})),
    )


def _unit_row(one: TaskStanding, kind: str, name: str) -> tuple[Cell, ...]:
    where = {kind: one.id}
    return (
        Cell(name),
        *_task_cells(one, where),
        _counted(one.free, address(TASKS, {**where, "livre": "1"})),
        Cell(number(one.people) if one.people else "ninguém", late=not one.people and one.open > 0),
    )


def _person_row(one: PersonStanding) -> tuple[Cell, ...]:
    name = one.name if one.active else f"{one.name} (sem acesso)"
    return (Cell(name, late=not one.active), *_task_cells(one, {"pessoa": one.id}), Cell(one.unit or "sem unidade"))


def _task_cells(one: Standing, where: dict[str, str]) -> tuple[Cell, ...]:
    return (
        _counted(one.open, address(TASKS, where)),
        _counted(one.overdue, address(TASKS, {**where, "prazo": "vencido"}), late=True),
        _counted(one.soon, address(TASKS, {**where, "prazo": "proximo"})),
    )


def _use_row(one: DeadlineUse) -> tuple[Cell, ...]:
    counted = one.amount is not None and one.unit is not None and one.unit != Unit.DATA_FIXA
    limit = amount(one.amount or 0, Unit(one.unit)) if counted and one.unit else "varia"
    return (
        Cell(f"{capital(one.title)} ({type_name(one.type)}, {cite(one.provision).short})"),
        Cell(limit),
        Cell(days(one.median_days)),
        _counted(one.in_time, address(DEADLINES, {"situacao": "cumpridos", "ato": one.decl})),
        _counted(one.late, address(DEADLINES, {"situacao": "atrasados", "ato": one.decl}), late=True),
    )


def _counted(value: int, href: str, late: bool = False) -> Cell:
    return Cell(number(value), href if value else "", late and value > 0)


def _deadlines(standing: str) -> str:
    return address(DEADLINES, {"situacao": standing})


def type_name(type: str) -> str:
    """How lists call a procedure; the id when this build does not have it."""
    return case_name(type, "")


def days(value: float | None) -> str:
    """`12 dias`, rounded; `menos de 1 dia`; nothing where there is none. Continuous days."""
    if value is None:
        return "–"
    return plural(round(value), "dia", "dias") if round(value) else "menos de 1 dia"


def first_stage(type: str) -> str:
    """The id of the stage in which a procedure begins, empty when this build does not have it."""
    found = about(type)
    return found.stages[0].id if found and found.stages else ""
