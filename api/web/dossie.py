"""Gathering what stands in a dossier, a volume at a time."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.documents.report import Report
from activities.records.context import load_calendars
from activities.records.queries.cases import case_view, facts
from activities.records.queries.issued import issued_of_case
from activities.records.queries.views import CaseFull, CaseView, FactView
from api.calendars import calendar_in
from api.services.access import THE_DOOR
from api.web.lookups import names
from api.web.views import processo as views
from api.web.views.dossie import FACTS_IN_VOLUME, Dossier, volume, volumes
from api.web.views.fatos import Names
from api.web.views.partes import party_names
from workflows.clock import Calendar

VERSION = 1


def key_of(case: CaseFull) -> str:
    """Which dossier of a case: everything in it follows from its facts."""
    return f"dossie-{VERSION}:{case.last_seq}:{case.last_hash}"


async def reports(session: AsyncSession, case_id: str, at: datetime) -> AsyncIterator[tuple[Report, int]]:
    """Each volume with how many there are, as of `at`. Nothing when there is no such case.

    Ask first whether whoever wants it may see the case: to all of them it is the same.
    """
    view = await case_view(session, THE_DOOR, case_id)
    if view is None:
        return
    people: Names = {}
    dossier = None
    total = volumes(view.case)
    for number in range(1, total + 1):
        here = await _facts(session, view.case, number)
        known = await names(session, views.people_in(here) | set(view.case.parties))
        people = {**people, **known, **(party_names(here) if number == 1 else {})}
        if dossier is None:
            dossier = Dossier(view, await issued_of_case(session, case_id), await _calendars(session, view), people, at)
        yield await asyncio.to_thread(_volume, dossier, number, here, people), total


def _volume(dossier: Dossier, number: int, here: tuple[FactView, ...], people: Names) -> Report:
    return volume(dossier, number, tuple(reversed(views.fact_lines(here, people))))


async def _facts(session: AsyncSession, case: CaseFull, number: int) -> tuple[FactView, ...]:
    """The facts of a volume; none that came after the case was read."""
    after = (number - 1) * FACTS_IN_VOLUME
    limit = min(FACTS_IN_VOLUME, case.last_seq - after)
    return tuple((await facts(session, case.id, after=after, limit=limit)).items) if limit > 0 else ()


async def _calendars(session: AsyncSession, view: CaseView) -> dict[str, Calendar]:
    calendars = await load_calendars(session)
    return {id: calendar_in(calendars, id) for id in {one.term.calendar for one in view.deadlines}}
