"""The register of links as it is kept and seen: entering one, its end, what is refused, and what a case says of it."""

import asyncio
import html
import re
from datetime import date

import httpx
import pytest
from fastapi import FastAPI

from activities.parties import party_of
from activities.records.context import load_context
from activities.records.engine import Sessions
from activities.records.queries.following import following
from tests.api.conftest import Login
from tests.fixtures.living import MET, MOTIVE, proposal
from tests.web.conftest import Browse
from tests.web.pages import Page, faults
from tests.web.test_administracao import NOW, acts, ada, resent, sent
from workers.commands.demo import CNPJ, ORGANIZATION, PEOPLE

pytestmark = pytest.mark.engines
__all__ = ["NOW", "ada"]

PATH = "/administracao/impedimentos"
HELENA = next(one.id for one in PEOPLE if one.login == "helena")
LINK = {
    "login": "Helena",
    "cnpj": CNPJ,
    "kind": "dirigente",
    "acting": "selecao",
    "since": "01/03/2020",
    "ended": "",
    "act": "Declaração 3/2026",
}


def words(page: str) -> str:
    """What a page says, without its marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


async def test_a_link_is_confirmed_entered_listed_found_and_ended(ada: httpx.AsyncClient, sessions: Sessions) -> None:
    asked = await sent(ada, f"{PATH}/novo", f"{PATH}/novo", LINK)
    told = Page(asked.text).text
    assert "Helena Prado" in told
    assert ORGANIZATION[0] in told
    assert "Dirigente, desde 01/03/2020" in told
    assert "Impede enquanto durar" in told
    async with sessions() as session:
        assert (await load_context(session)).links == ()
    done = await resent(ada, asked.text, f"{PATH}/novo", {"_verbo": "confirmar"})
    assert done.headers["location"] == PATH
    text = (await ada.get(PATH)).text
    assert faults(text) == []
    assert "art.\xa027, I" in text
    assert "Helena Prado" in (await ada.get(PATH, params={"q": "caminhos do"})).text
    assert "Helena Prado" not in (await ada.get(PATH, params={"q": "ninguém"})).text

    place = f"{PATH}/{HELENA}/{party_of(CNPJ)}/2020-03-01"
    early = await sent(ada, place, place, {"ended": "29/02/2020", "act": "Ata 7/2026"})
    assert early.status_code == 422
    assert "não termina antes de começar" in early.text
    assert (await sent(ada, place, place, {"ended": "02/02/2021", "act": "Ata 7/2026"})).status_code == 303
    assert "Helena Prado" not in (await ada.get(PATH)).text, "five years after February 2021"
    assert "impede até 02/02/2026" in (await ada.get(PATH, params={"todos": "true"})).text.lower()
    async with sessions() as session:
        (link,) = (await load_context(session)).links
    assert (link.until, link.kind, link.provision) == (date(2026, 2, 2), "dirigente", "dec-167:art-27:inc-I")
    assert [one.act for one in await acts(sessions)] == ["Declaração 3/2026", "Ata 7/2026"]
    record = (await ada.get("/administracao/registro")).text
    assert "Registrou vínculo que impede Helena Prado" in record
    assert "02/02/2021" in record


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"login": "ninguem"}, "Não há pessoa com o usuário ninguem"),
        ({"cnpj": "94.730.562/0001-35"}, "não é um CNPJ"),
        ({"since": "01/01/2100"}, "ainda não começou"),
        ({"ended": "01/01/2100"}, "ainda não chegou"),
        ({"kind": ""}, "Vínculo"),
    ],
)
async def test_what_cannot_be_is_refused_at_its_field(
    ada: httpx.AsyncClient, changes: dict[str, str], said: str
) -> None:
    refused = await sent(ada, f"{PATH}/novo", f"{PATH}/novo", {**LINK, **changes})
    assert refused.status_code == 422
    assert said in refused.text


async def test_only_who_administers_keeps_it_and_a_link_that_is_not_there_is_not_found(
    ada: httpx.AsyncClient, browse: Browse
) -> None:
    assert (await ada.get(f"{PATH}/{HELENA}/{party_of(CNPJ)}/2020-03-01")).status_code == 404
    assert (await ada.get(f"{PATH}/{HELENA}/{party_of(CNPJ)}/agora")).status_code == 422
    for login in ("marta", "helena", "osc", ""):
        assert (await (await browse(login)).get(PATH)).status_code in (303, 403), login


@pytest.mark.usefixtures("worker")
async def test_a_case_says_who_is_impeded_by_what_and_what_they_had_done(
    app: FastAPI, as_user: Login, browse: Browse
) -> None:
    ada, sessions = await browse("ada"), app.state.door.sessions
    data = {"type": "pmis", "input": proposal("Ponte do Sucuri", cnpj=CNPJ), "party": party_of(CNPJ)}
    case = (await as_user("osc").post("/api/v1/procedures", json=data)).json()["case"]
    helena = as_user("helena")
    task = (await helena.get(f"/api/v1/procedures/{case}")).json()["tasks"][0]["id"]
    done = await helena.post(
        f"/api/v1/tasks/{task}/complete", json={"outcome": "admissivel", "form": {**MOTIVE, **MET}}
    )
    assert done.status_code == 200, done.text
    asked = await sent(ada, f"{PATH}/novo", f"{PATH}/novo", LINK)
    assert "1 processo aberto trata desta organização" in Page(asked.text).text
    assert "Em 1 deles ela já teve tarefa" in Page(asked.text).text
    await resent(ada, asked.text, f"{PATH}/novo", {"_verbo": "confirmar"})
    async with sessions() as session:
        for _ in range(100):
            if not (await following(session)).behind:
                break
            await asyncio.sleep(0.05)
    page = (await (await browse("marta")).get(f"/processos/{case}")).text
    assert faults(page) == []
    said = words(page)
    assert "Helena Prado : há vínculo registrado (dirigente) com organização deste processo (Declaração 3/2026)" in said
    assert "1 ato a convalidar ou refazer" in said
    assert "Analisar a admissibilidade" in said
    refused = await helena.post(f"/api/v1/procedures/{case}/events/pmis.contribuicao", json={"form": {"texto": "Oi."}})
    assert refused.status_code in (403, 409)
