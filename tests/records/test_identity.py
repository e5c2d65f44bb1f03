"""Users, sessions, tokens, repeated requests, and documents."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import identity
from activities.records.documents import content_of, find_document, find_public_document, store_document
from activities.records.engine import Sessions
from activities.records.queries import Viewer
from activities.records.record import record
from activities.records.tables import UnitRow, UserRow
from tests.records.make import START, header, turn

pytestmark = pytest.mark.engines
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def user(id: str = "u1", **changes: object) -> UserRow:
    values: dict[str, Any] = {"login": id, "name": f"Nome {id}", "roles": ["gestao"], "parties": [], **changes}
    return UserRow(id=id, **values)


@pytest.fixture
async def session(sessions: Sessions) -> AsyncIterator[AsyncSession]:
    async with sessions() as opened:
        await identity.put_unit(opened, UnitRow(id="un", name="Unidade", roles=[]))
        await identity.put_user(opened, user(unit="un"))
        await opened.commit()
        yield opened


async def test_a_user_is_kept_and_changed(session: AsyncSession) -> None:
    await identity.put_user(session, user(name="Outro nome", roles=["osc"], parties=["osc-1"]))
    await identity.put_user(session, user("u2", active=False, roles=["osc"]))
    found = await identity.user_by_login(session, "u1")
    assert found is not None
    assert (found.name, found.roles, found.parties) == ("Outro nome", ["osc"], ["osc-1"])
    assert [one.id for one in await identity.list_users(session, role="osc")] == ["u1"]
    assert [one.id for one in await identity.list_users(session, party="osc-1")] == ["u1"]
    assert await identity.names_of(session, ["u1", "u2", "x"]) == {"u1": "Outro nome", "u2": "Nome u2"}
    assert [one.id for one in await identity.list_units(session)] == ["un"]


async def test_a_login_belongs_to_one(session: AsyncSession) -> None:
    with pytest.raises(IntegrityError):
        await identity.put_user(session, user("u2", login="u1"))


async def test_a_session_lasts_until_it_expires_or_ends(session: AsyncSession) -> None:
    await identity.begin_session(session, "s1", "u1", NOW + HOUR)
    await identity.begin_session(session, "s2", "u1", NOW + HOUR)
    found = await identity.session_user(session, "s1", NOW)
    assert found is not None
    assert found.id == "u1"
    assert await identity.session_user(session, "s1", NOW + HOUR) is None
    assert await identity.session_user(session, "outra", NOW) is None
    await identity.end_session(session, "s1")
    assert await identity.session_user(session, "s1", NOW) is None
    await identity.end_sessions_of(session, "u1")
    assert await identity.session_user(session, "s2", NOW) is None


async def test_whoever_left_has_neither_session_nor_token(session: AsyncSession) -> None:
    await identity.begin_session(session, "s1", "u1", NOW + HOUR)
    await identity.add_token(session, "h1", name="n", user_id="u1", scopes=[])
    await identity.put_user(session, user(active=False))
    assert await identity.session_user(session, "s1", NOW) is None
    assert await identity.token_user(session, "h1", NOW) is None


async def test_a_token_works_until_it_expires_or_is_revoked(session: AsyncSession) -> None:
    await identity.add_token(session, "h1", name="sei", user_id="u1", scopes=["ler"], expires_at=NOW + HOUR)
    await identity.add_token(session, "h2", name="bi", user_id="u1", scopes=[])
    found = await identity.token_user(session, "h1", NOW)
    assert found is not None
    assert (found[0].scopes, found[1].id) == (["ler"], "u1")
    assert await identity.token_user(session, "h1", NOW + HOUR) is None
    assert await identity.token_user(session, "h2", NOW + HOUR) is not None
    assert await identity.revoke_token(session, "u1", "bi", NOW)
    assert not await identity.revoke_token(session, "u1", "bi", NOW)
    assert await identity.token_user(session, "h2", NOW) is None
    assert {one.name: one.last_used is not None for one in await identity.list_tokens(session, "u1")} == {
        "sei": True,
        "bi": True,
    }


async def test_an_idempotency_key_serves_one_request(session: AsyncSession) -> None:
    assert await identity.claim_key(session, "u1", "k", "pedido")
    assert await identity.claim_key(session, "u1", "k", "pedido")
    assert not await identity.claim_key(session, "u1", "k", "outro")
    assert await identity.claim_key(session, "u2", "k", "outro")
    assert await identity.kept_answer(session, "u1", "k") is None
    await identity.keep_answer(session, "u1", "k", 201, {"case": "c"})
    await session.commit()
    session.expire_all()
    assert await identity.kept_answer(session, "u1", "k") == (201, {"case": "c"})


async def test_a_key_is_claimed_once_by_requests_at_once(sessions: Sessions) -> None:
    async def claim(asked: str) -> bool:
        async with sessions() as session:
            claimed = await identity.claim_key(session, "u1", "k", asked)
            await session.commit()
            return claimed

    assert sorted(await asyncio.gather(*(claim(f"pedido {n}") for n in range(4)))) == [False, False, False, True]


async def test_what_is_old_is_forgotten(session: AsyncSession) -> None:
    await identity.begin_session(session, "s1", "u1", NOW)
    await identity.claim_key(session, "u1", "k", "pedido")
    await identity.forget_old(session, NOW, timedelta(days=365 * 200))
    assert await identity.session_user(session, "s1", NOW - HOUR) is None
    assert not await identity.claim_key(session, "u1", "k", "outro")
    await identity.forget_old(session, datetime.now(UTC) + HOUR, timedelta(minutes=1))
    session.expunge_all()
    assert await identity.claim_key(session, "u1", "k", "outro")


async def test_the_same_content_is_stored_once(session: AsyncSession) -> None:
    made: dict[str, Any] = {
        "title": "Projeto",
        "media_type": "application/pdf",
        "content": b"abc",
        "uploaded_by": "ana",
    }
    first = await store_document(session, id="d1", **made)
    await store_document(session, id="d2", **made)
    assert (first.size, first.sha256) == (3, hashlib.sha256(b"abc").hexdigest())
    connection = await session.connection()
    assert (await connection.execute(text("SELECT count(*) FROM contents"))).scalar_one() == 1
    assert await content_of(session, first.sha256) == b"abc"
    with pytest.raises(LookupError):
        await content_of(session, "0" * 64)


async def test_altered_content_is_not_served(session: AsyncSession) -> None:
    made = await store_document(session, id="d1", title="t", media_type="text/plain", content=b"abc", uploaded_by="ana")
    await session.commit()
    await (await session.connection()).execute(text("UPDATE contents SET content = 'abd'"))
    session.expunge_all()
    with pytest.raises(ValueError, match="altered"):
        await content_of(session, made.sha256)


async def test_a_document_is_seen_by_its_sender_and_with_its_case(sessions: Sessions, session: AsyncSession) -> None:
    ana, osc, other, clerk = (
        Viewer(user_id="ana"),
        Viewer(user_id="m", roles=("osc",), parties=("osc-1",)),
        Viewer(user_id="n", roles=("osc",), parties=("osc-2",)),
        Viewer(user_id="c", roles=("area-tecnica",)),
    )
    made = await store_document(
        session, id="d1", title="t", media_type="text/plain", content=b"abc", uploaded_by="ana", public=True
    )
    await session.commit()

    async def sees(viewer: Viewer) -> bool:
        return await find_document(session, viewer, "d1") is not None

    assert [await sees(one) for one in (ana, osc, other, clerk)] == [True, False, False, False]
    assert await find_public_document(session, "d1") is None
    await session.commit()
    attached = turn(1, documents=((made, None, "ana", START),))
    await record(sessions, attached.model_copy(update={"case": header(parties=("osc-1",))}))
    assert [await sees(one) for one in (ana, osc, other, clerk)] == [True, True, False, True]
    assert await find_public_document(session, "d1") is not None
