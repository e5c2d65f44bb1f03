"""Organisations as the administration keeps them: by page and by command, what is refused, what the record says."""

import httpx
import pytest

from activities.parties import party_of
from activities.records.engine import Sessions
from activities.records.organizations import people_of
from activities.records.tables import OrganizationRow
from api.services.organizations import add_organization, link
from tests.api.conftest import Login
from tests.api.test_commands import Run, run
from tests.web.conftest import Browse
from tests.web.pages import Page, faults
from tests.web.test_administracao import NOW, acts, ada, resent, sent

pytestmark = pytest.mark.engines
__all__ = ["NOW", "ada", "run"]

PATH = "/administracao/organizacoes"
NUMERIC, MIXED = "94.730.562/0001-34", "12.ABC.345/01DE-35"


async def test_an_organisation_is_registered_once_with_either_kind_of_number(ada: httpx.AsyncClient) -> None:
    for number in (NUMERIC, MIXED.lower()):
        made = await sent(ada, f"{PATH}/nova", f"{PATH}/nova", {"cnpj": number, "name": f"Fundação {number}"})
        assert made.headers["location"] == f"{PATH}/{party_of(number)}"
    assert MIXED in (await ada.get(f"{PATH}/{party_of(MIXED)}")).text
    found = Page((await ada.get(PATH, params={"q": "12.abc"})).text)
    assert f"Fundação {MIXED.lower()}" in found.text
    assert NUMERIC not in found.text
    again = await sent(ada, f"{PATH}/nova", f"{PATH}/nova", {"cnpj": NUMERIC, "name": "Outra"})
    assert again.status_code == 422
    assert "já há uma organização" in again.text
    wrong = await sent(ada, f"{PATH}/nova", f"{PATH}/nova", {"cnpj": "94.730.562/0001-35", "name": "Outra"})
    assert wrong.status_code == 422
    assert "não é um CNPJ" in wrong.text


async def test_who_answers_for_it_is_linked_and_taken_out_and_the_record_says_so(
    ada: httpx.AsyncClient, sessions: Sessions, browse: Browse
) -> None:
    await sent(ada, f"{PATH}/nova", f"{PATH}/nova", {"cnpj": NUMERIC, "name": "Fundação Rota", "known_as": "Rota"})
    place = f"{PATH}/{party_of(NUMERIC)}"
    unknown = await sent(ada, place, f"{place}/pessoas", {"login": "ninguem"})
    assert unknown.status_code == 422
    assert "Não há pessoa" in unknown.text
    assert (await sent(ada, place, f"{place}/pessoas", {"login": "OSC"})).status_code == 303
    page = (await ada.get(place)).text
    assert "Rita Pequi" in page
    assert faults(page) == []
    assert (await resent(ada, page, f"{place}/pessoas/retirar", {})).status_code == 303
    assert "Rita Pequi" not in (await ada.get(place)).text
    changed = await sent(ada, f"{place}/mudar", f"{place}/mudar", {"name": "Fundação Rota das Águas", "known_as": ""})
    assert changed.headers["location"] == place
    said = [(one.what, one.data.get("organization")) for one in await acts(sessions)]
    here = party_of(NUMERIC)
    assert said == [("organization", here), ("user-changed", None), ("user-changed", None), ("organization", here)]
    record = (await ada.get("/administracao/registro")).text
    assert "Registrou a organização" in record
    assert NUMERIC in record
    assert (await (await browse("helena")).get(PATH)).status_code == 403


async def test_people_may_answer_for_several(as_user: Login, sessions: Sessions) -> None:
    async with sessions() as session:
        made = await add_organization(session, "os:test", NUMERIC, "Fundação Rota das Águas")
        await link(session, "os:test", made.id, "osc")
        await session.commit()
        assert [one.login for one in await people_of(session, made.id)] == ["osc"]
        assert await session.get(OrganizationRow, made.id) is not None
    assert len((await as_user("osc").get("/api/v1/me")).json()["parties"]) == 2


async def test_the_command_does_what_the_pages_do(run: Run) -> None:
    async def tramita(*words: str) -> str:
        return (await run("organization", *words)).output

    assert party_of(MIXED) in await tramita("add", MIXED, "--name", "Instituto Buriti")
    assert "already" in await tramita("add", MIXED, "--name", "Instituto Buriti")
    assert "check digits" in await tramita("add", "12ABC34501DE36", "--name", "Instituto Buriti")
    assert "changed" in await tramita("change", MIXED, "--name", "Instituto Buriti do Norte")
    assert "answers" in await tramita("link", MIXED, "osc")
    assert "no more" in await tramita("unlink", MIXED, "osc")
    assert "Instituto Buriti do Norte" in await tramita("list")
