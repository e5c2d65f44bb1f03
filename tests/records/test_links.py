"""The register of links between persons and organisations: entered by an act, read with what the body decrees."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from activities.records import identity
from activities.records.administration import What, list_admin, verify_admin
from activities.records.context import load_context, set_link
from activities.records.engine import Sessions
from activities.records.organizations import put_organization
from activities.records.queries.cases import get_case
from activities.records.queries.links import find_links, get_link, kept_out, reach_of
from activities.records.queries.viewer import Viewer
from activities.records.tables import OrganizationRow, UserRow
from tests.records.test_painel import put
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


async def test_a_link_says_what_it_is_and_is_found_by_person_organisation_and_number(sessions: Sessions) -> None:
    said = {"kind": "dirigente", "provision": "dec-167:art-27:inc-I", "since": date(2015, 3, 1)}
    async with sessions() as session:
        for login, name in (("carla", "Carla Nunes"), ("davi", "Davi Moraes")):
            await identity.put_user(session, UserRow(id=login, login=login, name=name, roles=[], parties=[]))
        await put_organization(session, OrganizationRow(id="org-1", cnpj="94730562000134", name="Fundação Rota"))
        await session.commit()
    over = Link(user="davi", party="org-2", act="Declaração 2/2026", until=date(2024, 5, 31), **said)
    await set_link(sessions, author="adm", link=over, ended=date(2019, 5, 31))
    await set_link(sessions, author="adm", link=Link(user="carla", party="org-1", act="Declaração 1/2026", **said))
    async with sessions() as session:
        assert [one.login for one in await find_links(session)] == ["carla", "davi"]
        assert [one.login for one in await find_links(session, on=date(2024, 5, 31))] == ["carla", "davi"]
        assert [one.login for one in await find_links(session, on=date(2024, 6, 1))] == ["carla"]
        for q, found in (("rota", ["carla"]), ("94.730", ["carla"]), ("moraes", ["davi"]), ("ninguém", [])):
            assert [one.login for one in await find_links(session, q)] == found, q
        known = await get_link(session, "davi", "org-2", date(2015, 3, 1))
        assert known is not None
        assert (known.kind, known.ended, known.until) == ("dirigente", date(2019, 5, 31), date(2024, 5, 31))
        assert await get_link(session, "davi", "org-2", date(2015, 3, 2)) is None
        assert [one.user for one in await kept_out(session, ["org-1", "org-2"])] == ["carla"]
        assert await kept_out(session, []) == ()


async def test_a_case_says_who_is_kept_out_of_it_by_a_party_or_by_what_it_is_about(sessions: Sessions) -> None:
    async with sessions() as session:
        await identity.put_user(session, UserRow(id="u1", login="carla", name="Carla", roles=[], parties=[]))
        await session.commit()
    await put(sessions, "a", head={"parties": ("org-1",)})
    await put(sessions, "b", head={"organizations": ("org-1",)})
    await put(sessions, "c", head={"parties": ("org-2",)})
    await set_link(sessions, author="adm", link=LINK.model_copy(update={"since": date(2015, 3, 1)}))
    manager = Viewer(user_id="m", roles=("gestao",))
    async with sessions() as session:
        shown = {case: await get_case(session, manager, case) for case in "abc"}
        assert {case: [bar.user for bar in one.impeded] for case, one in shown.items() if one} == {
            "a": ["u1"], "b": ["u1"], "c": [],
        }  # fmt: skip
        reach = await reach_of(session, "u1", "org-1")
    assert (reach.open, reach.acted) == (2, 0)
