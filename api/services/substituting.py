"""Absences as people enter them, and in whose name an act on a task goes to its case.

The case is told who acts, in whose stead and for which days; it judges all of it again. `tests/kernel/` shows that what
it refuses it refuses without the door.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import absences as records
from activities.records import identity
from activities.records.administration import one_at_a_time
from activities.records.queries.views import TaskView
from activities.records.tables import AbsenceRow, CaseRow, TaskRow, UserRow
from api.door import Door
from api.handlers import invalid
from api.identity.principal import Principal
from api.problems import Problem, not_found
from workflows.clock import format_date, local_date
from workflows.kernel.messages import FieldError, Verb
from workflows.kernel.roles import ROLES
from workflows.kernel.state import Absence, Actor, TaskStatus
from workflows.kernel.substitution import IN_ANOTHERS_STEAD

LONGEST = timedelta(days=366)
OPEN = (TaskStatus.READY.value, TaskStatus.RESERVED.value)
HOLDERS_ACTS = IN_ANOTHERS_STEAD - {Verb.COMMENT, Verb.ATTACH}
"""Whoever works in the case comments and attaches in their own name."""


@dataclass(frozen=True)
class Wanted:
    """An absence that somebody wants to enter: of whom (an id), covered by whom, from when to when, and why."""

    person: str
    substitute: str
    since: date
    until: date
    reason: str


@dataclass(frozen=True)
class Handed:
    """What passes to the substitute meanwhile: the open tasks that are with the person, and those of them that the
    substitute may not do."""

    tasks: int
    barred: int


# -- whose act it is -------------------------------------------------------------------------------------------------


async def actor_on(session: AsyncSession, who: Principal, task: TaskView, verb: Verb, now: datetime) -> Actor:
    """Who acts on the task: `who`, in the stead of its absent holder when it is with somebody they cover today."""
    actor = who.actor
    if task.owner in (None, who.id) or verb not in HOLDERS_ACTS or not who.internal:
        return actor
    absence = (await records.covered_by(session, who.id, local_date(now))).get(task.owner or "")
    if absence is None:
        return actor
    days = Absence(id=absence.id, since=absence.since, until=absence.until)
    return actor.model_copy(update={"acting_for": absence.user_id, "absence": days})


# -- entering and ending ---------------------------------------------------------------------------------------------


async def enter(door: Door, who: Principal, wanted: Wanted) -> AbsenceRow:
    """Enter an absence; the substitute answers for the person's tasks on its days.

    Raises:
        Problem: 403 for somebody else's absence unless `who` manages; 422, by field, for what cannot be.
    """
    now = door.now()
    async with door.changes() as session:
        await one_at_a_time(session)
        await check(session, who, wanted, local_date(now))
        row = AbsenceRow(
            id=f"a-{uuid4().hex[:16]}",
            user_id=wanted.person,
            substitute=wanted.substitute,
            since=wanted.since,
            until=wanted.until,
            reason=wanted.reason,
            entered_by=who.id,
            entered_at=now,
            admin_seq=0,
        )
        await records.add_absence(session, row)
        await session.commit()
    return row


async def check(session: AsyncSession, who: Principal, wanted: Wanted, today: date) -> None:
    """Refuse an absence that cannot be entered. Raises `Problem` as `enter` does."""
    if wanted.person != who.id and not manages(who):
        raise Problem("sem-permissao", "Só a própria pessoa ou a chefia registra a ausência dela.")
    person = await identity.get_user(session, wanted.person)
    substitute = await identity.get_user(session, wanted.substitute)
    wrong = _wrong_days(wanted, today) or _wrong_people(person, substitute)
    if not wrong:
        known = await records.touching(session, (wanted.person, wanted.substitute), wanted.since, wanted.until)
        wrong = _crossed(wanted, known)
    if wrong:
        field, said = wrong
        raise invalid((FieldError(field=field, code="ausencia", message=said),))


def _wrong_days(wanted: Wanted, today: date) -> tuple[str, str] | None:
    if wanted.until < wanted.since:
        return "until", "O último dia vem antes do primeiro."
    if wanted.until < today:
        return "until", "Este período já passou: a substituição só vale de hoje em diante."
    if wanted.until - wanted.since > LONGEST:
        return "until", "Uma ausência tem até um ano. Registre a seguinte quando esta acabar."
    return None


def _wrong_people(person: UserRow | None, substitute: UserRow | None) -> tuple[str, str] | None:
    if person is None or not person.active or not person.unit:
        return "person", "Escolha uma pessoa de uma unidade do órgão."
    if substitute is None or not substitute.active:
        return "substitute", "Escolha quem substitui."
    if substitute.id == person.id:
        return "substitute", "Ninguém substitui a si mesmo."
    if not may_cover(person, substitute):
        return "substitute", "Quem substitui é da mesma unidade e tem os mesmos papéis: a substituição não dá papel."
    return None


def _crossed(wanted: Wanted, known: Sequence[AbsenceRow]) -> tuple[str, str] | None:
    """What other absences say against this one: people away twice, or covered by somebody who is away."""
    for row in known:
        days = f"de {format_date(row.since)} a {format_date(row.until)}"
        if row.user_id == wanted.person:
            return "since", f"Já há uma ausência desta pessoa {days}. Encerre-a antes, ou escolha outros dias."
        if row.user_id == wanted.substitute and row.substitute == wanted.person:
            said = f"Seria circular: esta pessoa é quem está ausente {days}, substituída por quem agora se ausentaria."
            return "substitute", said
        if row.user_id == wanted.substitute:
            return "substitute", f"Esta pessoa também está ausente {days}. Escolha outra, ou outros dias."
        if row.substitute == wanted.person:
            said = f"Quem se ausentaria substitui outra pessoa {days}. Encerre antes essa substituição."
            return "since", said
    return None


async def end(door: Door, who: Principal, id: str) -> AbsenceRow:
    """End an absence before its last day: from now on nobody acts in the person's stead.

    Raises:
        Problem: 404 for one that `who` may not see; 403 for one that is not theirs to end.
    """
    async with door.changes() as session:
        await one_at_a_time(session)
        row = await records.get_absence(session, id)
        if row is None or not (manages(who) or who.id in (row.user_id, row.substitute)):
            raise not_found("Não há essa ausência.")
        if not may_end(who, row):
            raise Problem("sem-permissao", "Só a própria pessoa ou a chefia encerra a ausência dela.")
        if row.ended_at is None:
            await records.end_absence(session, row, who.id, door.now())
            await session.commit()
    return row


def manages(who: Principal) -> bool:
    """Whether `who` may enter and end the absences of others."""
    return who.manager or who.administrator


def may_end(who: Principal, row: AbsenceRow) -> bool:
    """Whether `who` may end this absence."""
    return manages(who) or who.id == row.user_id


def may_cover(person: UserRow, other: UserRow) -> bool:
    """Whether `other` may substitute `person`: the same unit, and every role of the body that the person holds."""
    body = {role for role in person.roles if role in ROLES and not ROLES[role].external}
    return other.id != person.id and other.active and other.unit == person.unit and body <= set(other.roles)


# -- what it hands over ----------------------------------------------------------------------------------------------


async def handed(session: AsyncSession, wanted: Wanted) -> Handed:
    """What is with the person now, and what of it the substitute may not do."""
    statement = (
        select(TaskRow.excluded, CaseRow.impeded)
        .join(CaseRow, col(CaseRow.id) == col(TaskRow.case_id))
        .where(col(TaskRow.owner) == wanted.person, col(TaskRow.status).in_(OPEN))
    )
    rows = (await session.exec(statement)).all()
    people = {wanted.person, wanted.substitute}
    barred = sum(any(one["user"] in people for one in (*excluded, *impeded)) for excluded, impeded in rows)
    return Handed(len(rows), barred)


async def count_covered(session: AsyncSession, who: Principal, today: date) -> int:
    """How many people `who` covers today."""
    if not who.internal:
        return 0
    statement = select(func.count()).select_from(AbsenceRow)
    return (await session.exec(statement.where(who.id == records.SUBSTITUTE, records.on(today)))).one()
