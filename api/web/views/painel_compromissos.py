"""How service promises are kept, as the panel tells it: by kind of task and by stage. They are no deadlines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activities.records.promises import Promises, stage_target
from activities.records.queries.promised import Kept, PromiseCount, Stay
from api.web.formatters import number
from api.web.views.compromissos import Pledge, called, pledge_of
from api.web.views.graficos import Cell, Table
from api.web.views.listas import address
from api.web.views.procedimentos import case_name
from workflows.clock import local_date

PATH = "/painel/compromissos"
TITLES = {
    Kept.OPEN: "Com compromisso, em aberto",
    Kept.LATE: "Com o compromisso vencido",
    Kept.KEPT: "Atendidos no compromisso, em 12 meses",
    Kept.MISSED: "Não atendidos no compromisso, em 12 meses",
}


@dataclass(frozen=True)
class StayLine:
    """A case's stay in a promised stage."""

    title: str
    href: str
    subject: str
    pledge: Pledge | None


def promises_table(counts: Sequence[PromiseCount]) -> Table | None:
    """The promises of the last 12 months, each figure with its list; None while nothing was ever promised."""
    if not counts:
        return None
    head = ("De quê", "Em aberto", "Vencidos", "Atendidos", "Não atendidos", "Parte atendida")
    return Table("Compromissos nos últimos 12 meses", head, tuple(_row(one) for one in counts))


def _row(one: PromiseCount) -> tuple[Cell, ...]:
    return (
        Cell(called(one.target)),
        _cell(one.target, Kept.OPEN, one.open),
        _cell(one.target, Kept.LATE, one.late, late=True),
        _cell(one.target, Kept.KEPT, one.kept),
        _cell(one.target, Kept.MISSED, one.missed, late=True),
        Cell(share(one)),
    )


def _cell(target: str, standing: Kept, count: int, late: bool = False) -> Cell:
    href = address(PATH, {"alvo": target, "situacao": standing.value})
    return Cell(number(count), href if count else "", late and count > 0)


def share(one: PromiseCount) -> str:
    """`83%` of what was done; a dash when nothing was."""
    done = one.kept + one.missed
    return f"{round(100 * one.kept / done)}%" if done else "–"


def stay_line(stay: Stay, promises: Promises, today: date) -> StayLine:
    """The row of a stay."""
    promised = promises.of(stage_target(stay.case_type, stay.stage), stay.entered_at)
    left = local_date(stay.left_at) if stay.left_at else None
    return StayLine(
        title=case_name(stay.case_type, f"{stay.number}/{stay.year}"),
        href=f"/processos/{stay.case_id}",
        subject=stay.subject,
        pledge=pledge_of(promised, left, today),
    )
