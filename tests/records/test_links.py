"""The register of links between persons and organisations: entered by an act, read with what the body decrees."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from activities.records import identity
from activities.records.administration import What, list_admin, verify_admin
from activities.records.context import load_context, set_link
from activities.records.engine import Sessions
from activities.records.tables import UserRow
from workflows.kernel.state import Link

pytestmark = pytest.mark.engines
LINK = Link(user="u1", party="org-1", since=date(2026, 6, 1), act="Declaração 3/2026")


async def test_a_link_is_entered_ended_and_known_to_every_case(sessions: Sessions) -> None:
    async with sessions() as session:
        await identity.put_user(session, UserRow(id="u1", login="carla", name="Carla", roles=[], parties=[]))
        await session.commit()
    before = await set_link(sessions, author="adm", link=LINK)
    ended = LINK.model_copy(update={"until": date(2031, 6, 1), "act": "Declaração 9/2026"})
    assert await set_link(sessions, author="adm", link=ended) == before + 1
    async with sessions() as session:
        context = await load_context(session)
        acts = [row for row in await list_admin(session) if row.what == What.PERSON_LINK]
        assert await verify_admin(session) == []
    assert (context.version, context.links) == (before + 1, (ended,))
    assert [(row.act, row.data["user"]) for row in acts] == [(one.act, "u1") for one in (ended, LINK)]


async def test_a_link_of_nobody_or_that_ends_before_it_begins_is_refused(sessions: Sessions) -> None:
    with pytest.raises(IntegrityError):
        await set_link(sessions, author="adm", link=LINK)
    with pytest.raises(ValueError, match="before it begins"):
        await set_link(sessions, author="adm", link=LINK.model_copy(update={"until": date(2026, 5, 31)}))
