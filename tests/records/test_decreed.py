"""What the body decrees: calendars, parameters and policy, each change with its author, act and place in a chain."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.administration import verify_admin
from activities.records.context import (
    add_calendar_days,
    decree_year,
    load_calendars,
    load_context,
    set_parameter,
    set_policy,
)
from activities.records.engine import Sessions
from workflows.clock import Calendar, ClosureKind, Ground, Policy, SpecialDay, local_date, shipped_calendar_data
from workflows.kernel.state import Context

pytestmark = pytest.mark.engines
WHO: dict[str, Any] = {"author": "adm", "act": "Decreto 9/2026"}
YESTERDAY = local_date(datetime.now(UTC)) - timedelta(days=1)


async def context(sessions: Sessions) -> Context:
    async with sessions() as session:
        return await load_context(session)


async def calendar(session: AsyncSession, name: str) -> Calendar:
    return Calendar((await load_calendars(session))[name])


async def test_with_nothing_decreed_the_shipped_calendars_hold(sessions: Sessions) -> None:
    found = await context(sessions)
    assert (found.version, found.policy, found.parameters) == (0, Policy.PRUDENTE, ())
    assert found.calendars["mt-cuiaba"] == shipped_calendar_data("mt-cuiaba")


async def test_decreed_days_are_laid_over_the_shipped_calendar(sessions: Sessions) -> None:
    closed = SpecialDay(day=date(2026, 3, 10), name="Luto oficial")
    late = SpecialDay(day=date(2026, 2, 17), kind=ClosureKind.FECHA_CEDO, ground=Ground.PONTO_FACULTATIVO, name="Terça")
    assert await add_calendar_days(sessions, calendar="mt-cuiaba", days=[closed, late], **WHO) == 1
    async with sessions() as session:
        found = await calendar(session, "mt-cuiaba")
    assert not found.is_working(date(2026, 3, 10))
    assert found.why_not(date(2026, 3, 10)) == "sem expediente (Luto oficial). Decreto 9/2026"
    assert found.is_working(date(2026, 2, 17))
    assert not found.is_working(date(2026, 12, 25))
    assert (await context(sessions)).cause == "Decreto 9/2026: calendário mt-cuiaba"


async def test_a_later_act_on_the_same_day_replaces_the_earlier(sessions: Sessions) -> None:
    day = SpecialDay(day=date(2026, 3, 10))
    await add_calendar_days(sessions, calendar="mt-cuiaba", days=[day], **WHO)
    again = day.model_copy(update={"kind": ClosureKind.FECHA_CEDO})
    await add_calendar_days(sessions, author="adm", act="Decreto 10/2026", calendar="mt-cuiaba", days=[again])
    async with sessions() as session:
        found = (await calendar(session, "mt-cuiaba")).special(date(2026, 3, 10))
    assert found is not None
    assert (found.kind, found.act) == (ClosureKind.FECHA_CEDO, "Decreto 10/2026")


async def test_a_new_calendar_has_the_national_holidays(sessions: Sessions) -> None:
    await add_calendar_days(
        sessions, calendar="sinop", days=[SpecialDay(day=date(2026, 9, 14), name="Aniversário")], **WHO
    )
    async with sessions() as session:
        found = await calendar(session, "sinop")
    assert (found.id, found.is_working(date(2026, 9, 14)), found.is_working(date(2026, 9, 7))) == (
        "sinop",
        False,
        False,
    )
    assert found.is_provisional_year(2026)


async def test_a_decreed_year_is_no_longer_provisional(sessions: Sessions) -> None:
    await decree_year(sessions, calendar="mt-cuiaba", year=2027, **WHO)
    async with sessions() as session:
        found = await calendar(session, "mt-cuiaba")
    assert found.decreed_years == {2026, 2027}


async def test_a_parameter_holds_from_its_day(sessions: Sessions) -> None:
    await set_parameter(sessions, key="p", value=60, since=date(2026, 1, 1), **WHO)
    await set_parameter(sessions, key="p", value={"dias": 45}, since=date(2026, 5, 1), **WHO)
    await set_parameter(sessions, key="p", value=50, since=date(2026, 1, 1), author="adm", act="Decreto 11/2026")
    found = await context(sessions)
    assert [(one.value, one.since, one.act) for one in found.parameters] == [
        (50, date(2026, 1, 1), "Decreto 11/2026"),
        ({"dias": 45}, date(2026, 5, 1), "Decreto 9/2026"),
    ]
    assert found.version == 3


async def test_the_policy_in_force_is_the_latest(sessions: Sessions) -> None:
    await set_policy(sessions, policy=Policy.LEI_7692, since=YESTERDAY, reaches_open=True, **WHO)
    await set_policy(sessions, policy=Policy.DECRETO_LITERAL, since=date(2026, 1, 1), **WHO)
    found = await context(sessions)
    assert (found.policy, found.policy_reaches_open) == (Policy.LEI_7692, True)


async def test_what_makes_no_sense_is_refused(sessions: Sessions) -> None:
    with pytest.raises(ValueError, match="future"):
        await set_policy(sessions, policy=Policy.LEI_7692, since=date(2199, 1, 1), **WHO)
    with pytest.raises(ValueError, match="once"):
        await add_calendar_days(sessions, calendar="mt-cuiaba", days=[], **WHO)
    with pytest.raises(ValueError, match="act"):
        await decree_year(sessions, author="adm", act=" ", calendar="mt-cuiaba", year=2027)
    assert (await context(sessions)).version == 0


async def test_changes_come_one_by_one_and_are_chained(sessions: Sessions) -> None:
    changes = [set_parameter(sessions, key=f"p{n}", value=n, since=date(2026, 1, 1), **WHO) for n in range(4)]
    assert sorted(await asyncio.gather(*changes)) == [1, 2, 3, 4]
    async with sessions() as session:
        assert await verify_admin(session) == []


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE admin_facts SET author = 'outro' WHERE seq = 2", [2]),
        ("UPDATE admin_facts SET data = '{}' WHERE seq = 2", [2]),
        ("UPDATE admin_facts SET prev_hash = hash WHERE seq = 2", [2, 2]),
    ],
)
async def test_a_tampered_administrative_record_is_found(sessions: Sessions, tampering: str, found: list[int]) -> None:
    for n in range(3):
        await set_parameter(sessions, key=f"p{n}", value=n, since=date(2026, 1, 1), **WHO)
    async with sessions() as session:
        await (await session.connection()).execute(text(tampering))
        await session.commit()
        assert [broken.seq for broken in await verify_admin(session)] == found
