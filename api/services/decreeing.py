"""Entering what the body decrees: days, years, parameters, counting policy. First what it moves, then the act itself.

Each change is recorded with its author and act in one transaction, then told to every open case; a case that cannot be
told learns of it with its next act. `by` is the author, as `activities.records.administration` has it.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import structlog
from pydantic import BaseModel
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import context as decreed
from activities.records import identity
from activities.records.queries.viewer import Viewer
from activities.records.reconcile import open_cases
from api.door import Door
from api.handlers import invalid
from api.problems import Problem, not_found
from api.services.changing import (
    AmendmentChange,
    Change,
    DaysChange,
    ParameterChange,
    PolicyChange,
    everything,
)
from workflows.clock import Policy, SpecialDay, local_date
from workflows.kernel.messages import FieldError
from workflows.kernel.state import Link
from workflows.norms import Param, Resolution, resolution

log = structlog.get_logger()
SIGNALS_AT_ONCE = 16


LISTED = 1000
"""So many of the deadlines that move are listed in an answer; all of them are counted."""


class MovedDeadline(BaseModel):
    """An open deadline that a decree moves, and why."""

    deadline: str
    case: str
    title: str
    provision: str
    before: date | None
    after: date | None
    reason: str


class DecreeOut(BaseModel):
    """What a decree did: the context's new version (null in a dry run), what it moves, and how many cases were told.

    `moved` lists the first thousand of the `moves` deadlines. Cases that could not be told learn of it with their next
    act.
    """

    version: int | None
    moved: list[MovedDeadline]
    moves: int = 0
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
    change = DaysChange(act=act, calendar=calendar, days=stamped(act, days))
    moved, moves = await _moved(door, change)
    if dry_run:
        return DecreeOut(version=None, moved=moved, moves=moves)
    told = await enter(door, viewer.user_id, change, aside=aside)
    return DecreeOut(version=told.version, moved=moved, moves=moves, told=told.told)


def stamped(act: str, days: tuple[SpecialDay, ...]) -> tuple[SpecialDay, ...]:
    """The days, each with its act. Raises `Problem` 422 for a day given twice."""
    if len({day.day for day in days}) != len(days):
        raise invalid((FieldError(field="days", code="repetido", message="Informe cada dia uma só vez."),))
    return tuple(day if day.act.strip() else day.model_copy(update={"act": act}) for day in days)


async def enter(door: Door, by: str, change: Change, *, aside: bool = False) -> Told:
    """Enter a change of what is decreed, as it was foretold by `changing.preview`, and tell the open cases.

    Raises:
        Problem: 404 for a calendar that is not kept; 422 for an act that cannot begin on that day.
        UnknownParameter, ParameterError: as `checked_value`.
    """
    records, act = door.sessions, change.act
    if not isinstance(change, DaysChange):
        check_begun(door, change)
    match change:
        case DaysChange():
            async with door.records() as session:
                if change.calendar not in await decreed.load_calendars(session):
                    raise not_found("Este calendário não existe.")
            version = await decreed.add_calendar_days(
                records, author=by, act=act, calendar=change.calendar, days=change.days
            )
        case ParameterChange(key=key, value=value, since=since):
            checked_value(key, value, since)
            version = await decreed.set_parameter(
                records, author=by, act=act, key=key, value=value, since=since, reaches_open=change.reaches_open
            )
        case PolicyChange():
            version = await decreed.set_policy(
                records, author=by, act=act, policy=change.policy, since=change.since,
                reaches_open=change.reaches_open,
            )  # fmt: skip
        case AmendmentChange():
            version = await decreed.amend(records, author=by, amendment=change.amendment)
    return await _tell_open(door, version, aside)


def check_begun(door: Door, change: ParameterChange | PolicyChange | AmendmentChange) -> None:
    """Refuse, by `Problem` 422, an act that would have to be told to the cases on a day that is still to come."""
    since = change.amendment.since if isinstance(change, AmendmentChange) else change.since
    if since <= local_date(door.now()):
        return
    if isinstance(change, PolicyChange):
        message = "A contagem não pode mudar em dia futuro: registre o ato no dia em que ele começar a valer."
    elif change.reaches_open:
        message = "Para alcançar o que já está aberto, registre o ato no dia em que ele começar a valer."
    else:
        return
    raise invalid((FieldError(field="since", code="futuro", message=message),))


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
    door: Door, by: str, act: str, key: str, value: Any, since: date, *, reaches_open: bool = False,
    aside: bool = False,
) -> Told:  # fmt: skip
    """Set a parameter to the JSON `value` from `since` on. Raises as `enter`."""
    change = ParameterChange(act=act, key=key, value=value, since=since, reaches_open=reaches_open)
    return await enter(door, by, change, aside=aside)


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


async def set_policy(
    door: Door, by: str, act: str, policy: Policy, since: date, reaches_open: bool, *, aside: bool = False
) -> Told:
    """Choose how days are counted from `since` on. Raises as `enter`."""
    change = PolicyChange(act=act, policy=policy, since=since, reaches_open=reaches_open)
    return await enter(door, by, change, aside=aside)


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


async def _moved(door: Door, change: Change) -> tuple[list[MovedDeadline], int]:
    """The first of the deadlines that a change moves, and how many it moves."""
    moved: list[MovedDeadline] = []
    moves = 0
    async for row in everything(door, change):
        if row.covered and row.deadline is not None:
            moves += 1
            if len(moved) < LISTED:
                moved.append(MovedDeadline.model_validate({**row.model_dump(), "deadline": row.deadline}))
    return moved, moves
