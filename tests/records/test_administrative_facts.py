"""The record of administrative acts: what each leaves behind, that nothing secret is in it, and that it holds."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import identity
from activities.records.administration import What, administer, list_admin, verify_admin
from activities.records.context import add_calendar_days, decree_year, set_parameter, set_policy
from activities.records.engine import Sessions
from activities.records.tables import AdminFactRow
from api.services import people
from api.services.people import Refused, Wrong
from workflows.clock import Policy, SpecialDay

pytestmark = pytest.mark.engines
NOW = datetime(2026, 4, 10, 16, tzinfo=UTC)
ANA = {"login": "ana", "name": "Ana Lima", "email": "ana@mt.gov.br", "roles": ["administrador"], "parties": []}


async def made(session: AsyncSession, **values: Any) -> str:
    return (await people.add_user(session, "os:root", {**ANA, **values}, "the-hash")).id


async def recorded(session: AsyncSession) -> list[AdminFactRow]:
    assert await verify_admin(session) == []
    return list(reversed(await list_admin(session, limit=100)))


async def test_each_act_on_people_leaves_author_before_and_after_and_no_secret(sessions: Sessions) -> None:
    async with sessions() as session:
        await people.put_unit(session, "os:root", "obras", "Obras", ["area-tecnica"])
        ana = await made(session)
        await people.change_user(session, "adm", ana, {"unit": "obras", "email": "outra@mt.gov.br"})
        await people.set_password(session, "adm", ana, "another-hash")
        secret = await people.make_token(session, "adm", ana, "painel", ["read"], people.expiry(NOW, 30))
        await people.revoke_token(session, "adm", ana, "painel", NOW)
        bia = await made(session, login="bia")
        await people.set_active(session, bia, ana, False)
        await people.set_active(session, bia, ana, True)
        await session.commit()
        found = await recorded(session)
    assert [(one.author, one.what) for one in found] == [
        ("os:root", "unit"),
        ("os:root", "user-added"),
        ("adm", "user-changed"),
        ("adm", "user-password"),
        ("adm", "token-made"),
        ("adm", "token-revoked"),
        ("os:root", "user-added"),
        (bia, "user-left"),
        (bia, "user-returned"),
    ]
    assert found[2].data == {
        "user": ana,
        "before": {"unit": None, "email": "a…@mt.gov.br"},
        "after": {"unit": "obras", "email": "o…@mt.gov.br"},
    }
    kept = str([one.data for one in found])
    assert [one for one in (secret, "the-hash", "another-hash", "ana@", "outra@") if one in kept] == []


async def test_what_changes_nothing_is_no_act(sessions: Sessions) -> None:
    async with sessions() as session:
        ana = await made(session)
        assert not await people.change_user(session, "adm", ana, {"name": "Ana Lima"})
        await people.set_active(session, "adm", ana, True)
        await people.put_unit(session, "adm", "obras", "Obras", [])
        await people.put_unit(session, "adm", "obras", "Obras", [])
        assert [one.what for one in await recorded(session)] == ["user-added", "unit"]


async def test_what_is_refused_leaves_nothing(sessions: Sessions) -> None:
    async with sessions() as session:
        ana = await made(session)
        await session.commit()
    refusals: dict[Wrong, Callable[[AsyncSession], Awaitable[object]]] = {
        Wrong.LAST_ADMINISTRATOR: lambda session: people.set_active(session, "adm", ana, False),
        Wrong.LOGIN_TAKEN: lambda session: made(session),
        Wrong.UNIT: lambda session: people.change_user(session, "adm", ana, {"unit": "lua"}),
        Wrong.ROLE: lambda session: people.change_user(session, "adm", ana, {"roles": ["rei"]}),
        Wrong.NO_TOKEN: lambda session: people.revoke_token(session, "adm", ana, "nada", NOW),
        Wrong.NO_USER: lambda session: people.set_active(session, "adm", "u-0", False),
        Wrong.UNIT_FORM: lambda session: people.put_unit(session, "adm", "Obras!", "Obras", []),
    }
    for wrong, act in refusals.items():
        async with sessions() as session:
            with pytest.raises(Refused) as refused:
                await act(session)
            assert refused.value.wrong is wrong
    async with sessions() as session:
        assert len(await recorded(session)) == 1


async def test_of_two_administrators_who_leave_at_once_one_stays(sessions: Sessions) -> None:
    async with sessions() as session:
        both = [await made(session), await made(session, login="bia")]
        await session.commit()

    async def leave(user: str) -> bool:
        async with sessions() as session:
            try:
                await people.set_active(session, user, user, False)
            except Refused:
                return False
            await session.commit()
            return True

    assert sorted(await asyncio.gather(*map(leave, both))) == [False, True]
    async with sessions() as session:
        assert len(await identity.list_users(session, role="administrador")) == 1


async def test_what_is_decreed_says_what_stood_before(sessions: Sessions) -> None:
    who: dict[str, Any] = {"author": "adm", "act": "Decreto 9/2026"}
    day = SpecialDay(day=date(2026, 3, 10), name="Luto oficial")
    for name in ("Luto oficial", "Ponto facultativo"):
        named = day.model_copy(update={"name": name})
        await add_calendar_days(sessions, calendar="mt-cuiaba", days=[named], **who)
    await decree_year(sessions, calendar="mt-cuiaba", year=2027, **who)
    for value in (30, 45):
        await set_parameter(sessions, key="p", value=value, since=date(2026, 1, value - 20), **who)
    for policy in (Policy.LEI_7692, Policy.PRUDENTE):
        await set_policy(sessions, policy=policy, since=date(2026, 1, 2), **who)
    async with sessions() as session:
        found = await recorded(session)
    days, year, parameter, policies = found[:2], found[2], found[3:5], found[5:]
    assert [[one["name"] for one in each.data["before"]] for each in days] == [[], ["Luto oficial"]]
    assert year.data == {"calendar": "mt-cuiaba", "year": 2027}
    assert [each.data["before"] for each in parameter] == [
        None,
        {"value": 30, "since": "2026-01-10", "act": "Decreto 9/2026"},
    ]
    assert [(each.data["before"] or {}).get("policy") for each in policies] == [None, "lei_7692"]


async def test_acts_come_one_by_one_and_pages_go_back(sessions: Sessions) -> None:
    async def act(number: int) -> None:
        async with sessions() as session:
            await administer(session, "adm", What.UNIT, {"unit": str(number), "rate": 1.0})
            await session.commit()

    await asyncio.gather(*map(act, range(5)))
    async with sessions() as session:
        assert [one.seq for one in await recorded(session)] == [1, 2, 3, 4, 5]
        assert [one.seq for one in await list_admin(session, before=4, limit=2)] == [3, 2]
