"""The figures of whoever manages, once for the page, the spreadsheet and the API."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from pydantic import Field
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import identity
from activities.records.promises import load_promises
from activities.records.queries import incidents, panel, panel_times
from activities.records.queries.promised import PromiseCount, promise_counts
from activities.records.tables import CaseRow, UserRow
from api.door import Door
from api.services.incidents import EngineState, engine_state
from api.shapes import Out
from workflows.clock import local_date
from workflows.kernel.state import CaseStatus

PERIOD = timedelta(days=365)


class Standing(Out):
    """Open ones: all, with a date before today, and with one from today to seven days later."""

    open: int = 0
    overdue: int = 0
    soon: int = 0


class TypeStanding(Standing):
    """Cases of one type."""

    type: str


class TaskStanding(Standing):
    """Tasks asked of a unit's roles, or of one role that is no unit's. `free`: nobody has taken them."""

    id: str
    name: str
    free: int
    people: int = Field(description="Pessoas ativas que têm o papel, ou algum dos papéis da unidade.")


class PersonStanding(Standing):
    """Tasks that are with a person."""

    id: str
    name: str
    unit: str | None
    active: bool


class StoppedCase(Out):
    """An open case that stands still by a fault. `cut_off`: its workflow ended without ending the case."""

    case: str
    type: str
    number: str
    subject: str
    cut_off: bool


class Incidents(Out):
    """What keeps cases from going on. The lists are cut; the counts are not."""

    engine: EngineState
    orphans: tuple[incidents.Orphan, ...]
    orphan_count: int
    undelivered: tuple[incidents.Undelivered, ...]
    undelivered_count: int
    stuck: tuple[incidents.Stuck, ...]
    stuck_count: int
    stopped: tuple[StoppedCase, ...]

    @property
    def total(self) -> int:
        """How many there are, a silent engine or absent workers counting as one."""
        silent = 0 if self.engine.answers and self.engine.workers is not False else 1
        return silent + self.orphan_count + self.undelivered_count + self.stuck_count + len(self.stopped)


class Panel(Out):
    """Every figure, as of `at`. Times are of what ended in the 365 days before; days are continuous."""

    at: datetime
    today: date
    soon_until: date
    cases: Standing
    deadlines: panel.DeadlineCount
    types: tuple[TypeStanding, ...]
    stages: tuple[panel.StageCount, ...]
    units: tuple[TaskStanding, ...]
    roles: tuple[TaskStanding, ...] = Field(description="Papéis que não são de nenhuma unidade.")
    people: tuple[PersonStanding, ...]
    acts: tuple[panel.ActCount, ...]
    weeks: tuple[panel.WeekCount, ...]
    ages: tuple[panel.AgeCount, ...]
    months: tuple[panel_times.MonthCount, ...]
    stage_times: tuple[panel_times.StageTime, ...]
    case_times: tuple[panel_times.CaseTime, ...]
    deadline_uses: tuple[panel_times.DeadlineUse, ...]
    promises: tuple[PromiseCount, ...] = Field(
        default=(), description="Compromissos de atendimento, que não são prazos legais, por tarefa ou etapa."
    )
    incidents: Incidents


async def read_panel(door: Door, session: AsyncSession) -> Panel:
    """The figures of the whole body, now. Only for people who manage."""
    now = door.now()
    today = local_date(now)
    since = today - PERIOD
    stages = await panel.stage_counts(session, today)
    units, roles = await _units(session, await panel.role_counts(session, today))
    return Panel(
        at=now,
        today=today,
        soon_until=today + panel.SOON,
        cases=_sum(stages),
        deadlines=await panel.deadline_counts(session, today),
        types=tuple(_type(stages, type) for type in dict.fromkeys(one.type for one in stages)),
        stages=stages,
        units=units,
        roles=roles,
        people=await _people(session, await panel.owner_counts(session, today)),
        acts=await panel.act_counts(session, today, now),
        weeks=await panel.week_counts(session, today),
        ages=await panel.age_counts(session, today),
        months=await panel_times.month_counts(session, today),
        stage_times=await panel_times.stage_times(session, since, now),
        case_times=await panel_times.case_times(session, since),
        deadline_uses=await panel_times.deadline_uses(session, since),
        promises=await promise_counts(session, await load_promises(session), since, today),
        incidents=await read_incidents(door, session),
    )


async def read_incidents(door: Door, session: AsyncSession, limit: int = 5) -> Incidents:
    """What keeps cases from going on, at most `limit` of each kind that the records tell."""
    engine = await engine_state(door.engine)
    found = await incidents.incidents(session, door.now(), limit)
    stopped = await _stopped(session, engine)
    return Incidents(engine=engine, stopped=stopped, **dict(found))


def _sum(stages: Iterable[panel.StageCount]) -> Standing:
    found = tuple(stages)
    return Standing(**{name: sum(getattr(one, name) for one in found) for name in Standing.model_fields})


def _type(stages: Sequence[panel.StageCount], type: str) -> TypeStanding:
    return TypeStanding(type=type, **dict(_sum(one for one in stages if one.type == type)))


async def _units(
    session: AsyncSession, counts: Sequence[panel.RoleCount]
) -> tuple[tuple[TaskStanding, ...], tuple[TaskStanding, ...]]:
    """By unit, in the order of names, and by the roles that belong to none."""
    holders: Counter[frozenset[str]] = Counter()
    active = select(UserRow.roles).where(col(UserRow.active).is_(True))
    holders.update(frozenset(roles) for roles in (await session.exec(active)).all())
    units = sorted(await identity.list_units(session), key=lambda unit: (unit.name.casefold(), unit.id))
    by_unit = [_standing(unit.id, unit.name, set(unit.roles), counts, holders) for unit in units]
    owned = {role for unit in units for role in unit.roles}
    others = [one.role for one in counts if one.role not in owned]
    return tuple(by_unit), tuple(_standing(role, role, {role}, counts, holders) for role in others)


def _standing(
    id: str, name: str, roles: set[str], counts: Sequence[panel.RoleCount], holders: Counter[frozenset[str]]
) -> TaskStanding:
    asked = [one for one in counts if one.role in roles]
    return TaskStanding(
        id=id,
        name=name,
        people=sum(n for held, n in holders.items() if held & roles),
        **{field: sum(getattr(one, field) for one in asked) for field in ("open", "free", "overdue", "soon")},
    )


async def _people(session: AsyncSession, counts: Sequence[panel.OwnerCount]) -> tuple[PersonStanding, ...]:
    """In the order of names: nobody is ranked."""
    owners = [one.owner for one in counts]
    rows = (await session.exec(select(UserRow).where(col(UserRow.id).in_(owners)))).all() if owners else ()
    known = {row.id: row for row in rows}
    units = {unit.id: unit.name for unit in await identity.list_units(session)}
    found = [_person(one, known.get(one.owner), units) for one in counts]
    return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.id)))


def _person(count: panel.OwnerCount, row: UserRow | None, units: dict[str, str]) -> PersonStanding:
    return PersonStanding(
        id=count.owner,
        name=row.name if row else count.owner,
        unit=units.get(row.unit or "") if row else None,
        active=row is not None and row.active,
        **count.model_dump(exclude={"owner"}),
    )


async def _stopped(session: AsyncSession, engine: EngineState) -> tuple[StoppedCase, ...]:
    """The open cases among those of which the engine says that they stand still."""
    ids = sorted({*(engine.faulty or ()), *(engine.cut_off or ())})
    if not ids:
        return ()
    opened = select(CaseRow).where(col(CaseRow.id).in_(ids), col(CaseRow.status) == CaseStatus.OPEN.value)
    return tuple(
        StoppedCase(
            case=row.id,
            type=row.type,
            number=f"{row.number}/{row.year}",
            subject=row.subject,
            cut_off=row.id not in (engine.faulty or ()),
        )
        for row in (await session.exec(opened.order_by(col(CaseRow.started_at), col(CaseRow.id)))).all()
    )
