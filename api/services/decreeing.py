"""Entering what the body decrees: days, years, parameters, counting policy. First what it moves, then the act itself.

Each change is recorded with its author and act in one transaction, then told to every open case; a case that cannot be
told learns of it with its next act. `by` is the author, as `activities.records.administration` has it.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import structlog
from pydantic import BaseModel
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import context as decreed
from activities.records import identity
from activities.records.queries.deadlines import DeadlineFilter, list_deadlines
from activities.records.queries.viewer import Viewer
from activities.records.queries.views import DeadlineView
from activities.records.reconcile import open_cases
from api.door import Door
from api.handlers import invalid
from api.problems import Problem, not_found
from workflows.clock import Calendar, Policy, SpecialDay, Term, local_date, settle
from workflows.kernel.messages import FieldError
from workflows.kernel.state import DeadlineStatus, Link
from workflows.norms import Param, Resolution, resolution

log = structlog.get_logger()
SIGNALS_AT_ONCE = 16


class MovedDeadline(BaseModel):
    """An open deadline that a decree moves. `computed` is what the count alone gives."""

    deadline: str
    case: str
    title: str
    provision: str
    before: date | None
    after: date | None
    computed: date | None
    kept_because: str | None = None


class DecreeOut(BaseModel):
    """What a decree did: the context's new version (null in a dry run), what it moves, and how many cases were told.

    Cases that could not be told learn of it with their next act.
    """

    version: int | None
    moved: list[MovedDeadline]
    told: int = 0


@dataclass(frozen=True)
class Told:
    """The context's new version, how many open cases were told of it, and how many could not be."""

    version: int
    told: int
    missed: int


async def decree_days(
    door: Door, viewer: Viewer, calendar: str, act: str, days: tuple[SpecialDay, ...], *, dry_run: bool = False,
    aside: bool = False,
) -> DecreeOut:  # fmt: skip
    """Enter decreed `days`, tell the open cases, and answer what moves. A dry run only answers. `viewer` is the author.

    With `aside`, here and below, the cases are told after the answer: `following` says how far that has come.

    Raises:
        Problem: 404 for a calendar that is not kept; 422 for a day given twice.
    """
    if len({day.day for day in days}) != len(days):
        raise invalid((FieldError(field="days", code="repetido", message="Informe cada dia uma só vez."),))
    stamped = tuple(day if day.act.strip() else day.model_copy(update={"act": act}) for day in days)
    async with door.records() as session:
        data = (await decreed.load_calendars(session)).get(calendar)
        if data is None:
            raise not_found("Este calendário não existe.")
        replaced = {day.day for day in days}
        kept = (day for day in data.days if day.day not in replaced)
        changed = Calendar(data.model_copy(update={"days": (*kept, *stamped)}))
        moved = await _moved(door, session, viewer, calendar, lambda term: (term, changed))
    if dry_run:
        return DecreeOut(version=None, moved=moved)
    version = await decreed.add_calendar_days(
        door.sessions, author=viewer.user_id, act=act, calendar=calendar, days=stamped
    )
    return DecreeOut(version=version, moved=moved, told=(await _tell_open(door, version, aside)).told)


async def decree_year(door: Door, by: str, calendar: str, act: str, year: int, *, aside: bool = False) -> Told:
    """Say that `act` decrees the calendar of `year`: its dates are no longer provisional."""
    change = decreed.decree_year(door.sessions, author=by, act=act, calendar=calendar, year=year)
    return await _tell_open(door, await change, aside)


def checked_value(key: str, value: Any, since: date) -> Any:
    """The JSON `value` as the parameter's own type; None gives the matter back to the norm.

    Raises:
        UnknownParameter: no norm declares the key.
        ParameterError: the law does not allow the value.
    """
    return Param(key).accept(value, since)


async def set_parameter(
    door: Door, by: str, act: str, key: str, value: Any, since: date, *, aside: bool = False
) -> Told:
    """Set a parameter to the JSON `value` from `since` on. Raises as `checked_value`."""
    checked_value(key, value, since)
    change = decreed.set_parameter(door.sessions, author=by, act=act, key=key, value=value, since=since)
    return await _tell_open(door, await change, aside)


async def set_link(
    door: Door, by: str, login: str, link: Link, ended: date | None = None, *, aside: bool = False
) -> Told:
    """Enter a link of the person with that login (`link.user` is ignored), and tell the open cases.

    `ended` is the day on which the link itself ended. Raises `Problem` 422 for a login that is nobody's.
    """
    async with door.records() as session:
        user = await identity.user_by_login(session, login)
    if user is None:
        raise invalid((FieldError(field="login", code="pessoa", message=f"Não há pessoa com o usuário {login}."),))
    entered = link.model_copy(update={"user": user.id})
    change = decreed.set_link(door.sessions, author=by, link=entered, ended=ended)
    return await _tell_open(door, await change, aside)


async def parameter_before(session: AsyncSession, key: str, on: date) -> Resolution:
    """What stands for the parameter on the legal date `on`, and where it comes from."""
    return resolution(key, (await decreed.load_context(session)).parameters, on)


async def moved_by_policy(door: Door, viewer: Viewer, policy: Policy, since: date) -> list[MovedDeadline]:
    """The open deadlines that `policy` would move if its act reached them.

    None moves when a later act already chose another: the latest is in force.
    """
    async with door.records() as session:
        if any(row.since > since for row in await decreed.list_policies(session)):
            return []
        calendars = {id: Calendar(data) for id, data in (await decreed.load_calendars(session)).items()}

        def read_so(term: Term) -> tuple[Term, Calendar]:
            return term.model_copy(update={"policy": policy}), calendars[term.calendar]

        return await _moved(door, session, viewer, None, read_so)


async def set_policy(
    door: Door, by: str, act: str, policy: Policy, since: date, reaches_open: bool, *, aside: bool = False
) -> Told:
    """Choose how days are counted from `since` on. Raises `Problem` 422 for a day that is still to come."""
    if since > local_date(door.now()):
        message = "A contagem não pode mudar em dia futuro: registre o ato no dia em que ele começar a valer."
        raise invalid((FieldError(field="since", code="futuro", message=message),))
    change = decreed.set_policy(
        door.sessions, author=by, act=act, policy=policy, since=since, reaches_open=reaches_open
    )
    return await _tell_open(door, await change, aside)


async def tell_cases(door: Door, cases: Iterable[str]) -> int:
    """Signal each case that the context changed, a few at a time; returns how many were reached."""
    slots = asyncio.Semaphore(SIGNALS_AT_ONCE)

    async def tell(case: str) -> bool:
        async with slots:
            try:
                return await door.engine.context_changed(case)
            except Problem:
                log.warning("case_not_told", case=case)
                return False

    return sum(await asyncio.gather(*(tell(case) for case in dict.fromkeys(cases))))


async def _tell_open(door: Door, version: int, aside: bool) -> Told:
    if aside:
        door.aside(_tell_all(door, version))
        return Told(version, 0, 0)
    return await _tell_all(door, version)


async def _tell_all(door: Door, version: int) -> Told:
    async with door.records() as session:
        cases = [case async for case in open_cases(session)]
    told = await tell_cases(door, cases)
    return Told(version, told, len(cases) - told)


async def _moved(
    door: Door,
    session: AsyncSession,
    viewer: Viewer,
    calendar: str | None,
    changed: Callable[[Term], tuple[Term, Calendar]],
) -> list[MovedDeadline]:
    """What moves among the deadlines still counted (on `calendar`, when given) once each is read as `changed` says."""
    today = local_date(door.now())
    moved = []
    for row in await _counted(session, viewer, calendar, today):
        settled = settle(*changed(row.term), row.due or row.announced, today)
        if settled.due != row.due:
            moved.append(
                MovedDeadline(
                    deadline=row.id,
                    case=row.case_id,
                    title=row.title,
                    provision=row.provision,
                    before=row.due,
                    after=settled.due,
                    computed=settled.computed,
                    kept_because=settled.kept_because,
                )
            )
    return moved


async def _counted(session: AsyncSession, viewer: Viewer, calendar: str | None, today: date) -> list[DeadlineView]:
    """Every deadline that a change of what is decreed can still move."""
    found: list[DeadlineView] = []
    cursor = None
    while True:
        wanted = DeadlineFilter(calendar=calendar)
        page = await list_deadlines(session, viewer, wanted, today=today, cursor=cursor, limit=1000)
        found += (row for row in page.items if row.status is not DeadlineStatus.LAPSED)
        cursor = page.next_cursor
        if cursor is None:
            return found
