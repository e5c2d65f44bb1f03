"""What the body promises of its service: of what it may, what a promise would find late already, and making it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import promises as records
from activities.records.promises import Promises, is_stage, stage_target
from activities.records.tables import ServicePromiseRow, StageVisitRow, TaskRow
from activities.records.tables.service import PROMISE_UNITS
from api.door import Door
from api.handlers import invalid
from workflows.clock import local_date
from workflows.kernel import registry
from workflows.kernel.messages import FieldError
from workflows.kernel.state import TaskStatus
from workflows.kernel.words import HumanTask
from workflows.procedures import procedures

MOST_DAYS = 3650
OPEN = (TaskStatus.READY.value, TaskStatus.RESERVED.value)


@dataclass(frozen=True)
class Target:
    """What a promise may be made of: a kind of task of a procedure, or a stage of it."""

    id: str
    type: str
    title: str

    @property
    def stage(self) -> bool:
        """Whether it is a stage."""
        return is_stage(self.id)


@dataclass(frozen=True)
class Reach:
    """Of the open ones of a target: all, those that a promise reaches, and those it would find late already.

    `late_if_all`: as many would be late if it reached all of them, counted from when each began.
    """

    open: int
    reached: int
    late: int
    late_if_all: int


def targets() -> tuple[Target, ...]:
    """Everything of this build of which something may be promised: of each procedure its tasks, then its stages."""
    found: list[Target] = []
    for id, kind in procedures().items():
        found += (Target(one.id, id, one.title) for one in registry.declared(id, HumanTask))
        found += (Target(stage_target(id, one.id), id, one.title) for one in kind.about.stages)
    return tuple(found)


def target_named(id: str) -> Target | None:
    """The target with this id; None when this build does not have it."""
    return next((one for one in targets() if one.id == id), None)


async def reach_of(session: AsyncSession, row: ServicePromiseRow, today: date) -> Reach:
    """What `row` would find among what is open on `today`."""
    known = (await records.load_promises(session, counting=True)).with_row(row)
    began = [local_date(at) for at in await _open(session, row.target)]
    reached = [day for day in began if known.in_force(row.target, day) is row]
    return Reach(
        open=len(began),
        reached=len(reached),
        late=_late(known, row, reached, today),
        late_if_all=_late(known, row, began, today),
    )


def _late(known: Promises, row: ServicePromiseRow, began: Iterable[date], today: date) -> int:
    return 0 if row.amount is None else sum(known.due(row, day) < today for day in began)


async def _open(session: AsyncSession, target: str) -> list[datetime]:
    if is_stage(target):
        type, _, stage = target.partition(":")
        here = (col(StageVisitRow.case_type) == type, col(StageVisitRow.stage) == stage)
        stays = select(StageVisitRow.entered_at).where(*here, col(StageVisitRow.left_at).is_(None))
        return list((await session.exec(stays)).all())
    tasks = select(TaskRow.offered_at).where(col(TaskRow.decl) == target, col(TaskRow.status).in_(OPEN))
    return list((await session.exec(tasks)).all())


async def make_promise(door: Door, by: str, row: ServicePromiseRow) -> int:
    """Make the promise `row` by its act; answers the number of its administrative fact. `by` is the author.

    Raises:
        Problem: 422 for an unknown target, an amount beyond 1 to 3650 days, or a unit that a promise cannot have.
    """
    wrong = {
        "target": target_named(row.target) is None and "Não há tarefa nem etapa com este identificador.",
        "amount": row.amount is not None
        and not 1 <= row.amount <= MOST_DAYS
        and f"Um compromisso tem de 1 a {MOST_DAYS} dias.",
        "unit": row.unit not in PROMISE_UNITS and "Conte em dias úteis (dia_util) ou corridos (dia_corrido).",
        "act": not row.act.strip() and "Diga o ato.",
        "text": not row.text.strip() and "Escreva o compromisso como o órgão o anuncia.",
    }
    errors = [FieldError(field=field, code="compromisso", message=said) for field, said in wrong.items() if said]
    if errors:
        raise invalid(tuple(errors))
    return await records.set_promise(door.sessions, by, row)
