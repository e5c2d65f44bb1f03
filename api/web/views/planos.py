"""A work plan on a page: what it asks, when and of whom, as a list, a picture of the whole term, and a workload."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from api.services.plans import Run
from api.web.formatters import date_br, plural
from api.web.views.citacoes import Cite, cite
from api.web.views.graficos import Cell, Chart, Column, Table, columns, percent
from workflows.cooperacao.amending import Moves
from workflows.cooperacao.parts import Action
from workflows.cooperacao.plan import Plan
from workflows.cooperacao.preview import Foreseen, workload

ROW, HEAD = 26, 26
MONTHS_SHOWN = 18
"""With more months than this, the workload is drawn by half-year."""
SHORT_MONTHS = ("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez")


@dataclass(frozen=True)
class ActionLine:
    """An action as its table says it."""

    id: str
    what: str
    who: str
    when: str
    axes: str
    cite: Cite | None
    note: str
    evidence: str


@dataclass(frozen=True)
class Mark:
    """A stretch of the picture, as percentages of its width; `row` in pixels."""

    x: str
    width: str
    y: int


@dataclass(frozen=True)
class Gantt:
    """The whole term: a row for each action that has dates; `years` are where each begins."""

    height: int
    marks: tuple[Mark, ...]
    names: tuple[tuple[str, int], ...]
    years: tuple[tuple[str, str], ...]
    spoken: str


@dataclass(frozen=True)
class DueLine:
    """One act of the calendar of the term."""

    day: date
    action: str
    what: str
    who: str
    which: str
    provisional: bool


@dataclass(frozen=True)
class Preview:
    """What a plan becomes over a term."""

    years: tuple[tuple[int, tuple[DueLine, ...]], ...]
    gantt: Gantt | None
    load: Chart
    said: str


CHANGES = {"nova": "Ação nova", "mudada": "Ação mudada", "retirada": "Ação retirada"}
FIELD_NAMES = {
    "description": "o que fazer", "responsible": "quem faz", "deadline_text": "o prazo escrito",
    "recurrence": "quando vence", "evidence": "o que comprova", "axes": "o eixo", "note": "a dúvida",
    "joint_agreement_with": "o comum acordo", "provision": "a norma", "duties": "os deveres",
}  # fmt: skip


@dataclass(frozen=True)
class MovesView:
    """What an amendment would change: sentences on the table, then the acts no longer asked and those asked anew."""

    changes: tuple[str, ...]
    gone: tuple[DueLine, ...]
    new: tuple[DueLine, ...]


def moves_view(found: Moves) -> MovesView:
    """For the page that asks whether to confirm."""
    said = tuple(
        f"{CHANGES[one.kind]}: {one.action}"
        + (f" ({', '.join(FIELD_NAMES[name] for name in one.fields)})" if one.fields else "")
        for one in found.changes
    )
    return MovesView(said, tuple(_due(act) for act in found.gone), tuple(_due(act) for act in found.new))


def action_lines(plan: Plan) -> tuple[ActionLine, ...]:
    """Its table."""
    return tuple(_line(plan, action) for action in plan.actions)


def _line(plan: Plan, action: Action) -> ActionLine:
    axes = ", ".join(plan.axes[axis] for axis in action.axes)
    who = " e ".join(action.responsible)
    return ActionLine(
        action.id, action.description, who, action.deadline_text, axes, cite(action.provision), action.note or "",
        action.evidence or "",
    )  # fmt: skip


def preview(plan: Plan, run: Run) -> Preview:
    """Its dates, picture and workload."""
    acts, signed_on, end = run.acts, run.signed_on, run.ends_on
    lines = [_due(act) for act in acts]
    years = tuple((year, tuple(group)) for year, group in groupby(lines, key=lambda line: line.day.year))
    said = f"{plural(len(acts), 'ato', 'atos')} de {date_br(signed_on)} a {date_br(end)}"
    return Preview(years, _gantt(plan, acts, signed_on, end), _load(plan, acts), said)


def _due(act: Foreseen) -> DueLine:
    one = act.occurrence
    which = f"{one.number} de {one.total}" if one.total > 1 else "única"
    return DueLine(act.due, one.action.id, one.action.description, one.party, which, act.provisional)


def _gantt(plan: Plan, acts: Sequence[Foreseen], start: date, end: date) -> Gantt | None:
    dated = [action.id for action in plan.actions if any(act.occurrence.action.id == action.id for act in acts)]
    if not dated:
        return None
    whole = max((end - start).days, 1)
    row = {id: HEAD + ROW * place for place, id in enumerate(dated)}
    spans = dict.fromkeys((act.occurrence.action.id, act.opens, act.due) for act in acts)
    marks = [
        Mark(
            percent((opens - start).days / whole * 100),
            percent(min(max((due - opens).days, whole / 200), whole - (opens - start).days) / whole * 100),
            row[id],
        )
        for id, opens, due in spans
    ]
    years = [
        (str(year), percent((date(year, 1, 1) - start).days / whole * 100))
        for year in range(start.year + 1, end.year + 1)
    ]
    spoken = f"Ações com data, de {date_br(start)} a {date_br(end)}: {', '.join(dated)}. A lista abaixo tem cada data."
    return Gantt(HEAD + ROW * len(dated), tuple(marks), tuple(row.items()), tuple(years), spoken)


def _load(plan: Plan, acts: tuple[Foreseen, ...]) -> Chart:
    months = workload(acts)
    parties = [party.id for party in plan.parties]
    rows = tuple(
        (Cell(f"{SHORT_MONTHS[month - 1]} de {year}"), *(Cell(str(told[id])) for id in parties))
        for (year, month), told in months.items()
    )
    table = Table("Atos que vencem em cada mês, por partícipe", ("Mês", *parties), rows)
    if len(months) <= MONTHS_SHOWN:
        items = [
            Column(f"{SHORT_MONTHS[month - 1]} {year % 100:02}", told.total()) for (year, month), told in months.items()
        ]
        return columns("carga", "Carga de trabalho", "Atos que vencem em cada mês", items, table)
    halves: dict[str, int] = {}
    for (year, month), told in months.items():
        name = f"{1 if month <= 6 else 2}º/{year % 100:02}"
        halves[name] = halves.get(name, 0) + told.total()
    items = [Column(name, total) for name, total in halves.items()]
    return columns("carga", "Carga de trabalho", "Atos que vencem em cada semestre", items, table)
