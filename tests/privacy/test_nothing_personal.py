"""Who a person is stays where it is needed: not in ids, the engine's indexes, addresses or logs, and a CPF nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote_plus

import httpx
import pytest
from google.protobuf.json_format import MessageToJson

from api.opendata.catalogue import DATASETS
from tests.fixtures.addresses import Records, addresses
from tests.fixtures.living import ANSWERED, HEARING, LOGINS, Living
from workers.commands.demo import PASSWORD
from workers.engines import temporal_client
from workers.settings import load

pytestmark = pytest.mark.engines

NAME, CPF, MAIL = "Zulmira Quaresma Buriti", "111.444.777-35", "zulmira.quaresma@exemplo.invalid"
SPEAKER, SPEAKER_MAIL, WORDS = "Filomena Pequizeiro", "filomena.pequi@exemplo.invalid", "A ponte velha balança."
TYPED_WRONG = "nao.sou.usuario@exemplo.invalid"
PERSONAL = (NAME, "Zulmira", "Quaresma", CPF, "11144477735", MAIL, SPEAKER, "Pequizeiro", SPEAKER_MAIL, TYPED_WRONG)
TITLE = "Cerca da nascente do Buritizal"
REFERENCE = re.compile(r'\b(?:href|src|action|formaction)="([^"]*)"')


@dataclass(frozen=True)
class Driven:
    """A PMIS driven to its answer by `living`'s people, with persons whom one would recognise."""

    living: Living
    case: str
    replies: tuple[httpx.Response, ...]


@pytest.fixture(scope="module")
def driven(living: Living) -> Driven:
    case = living.start(TITLE, steps=HEARING, nome=NAME, cpf=CPF, contato=MAIL)
    with living.client() as nobody:
        replies = tuple(_what_strangers_send(nobody, case))
    living.advance(case, HEARING, ANSWERED)
    return Driven(living, case, replies)


def _what_strangers_send(nobody: httpx.Client, case: str) -> Iterator[httpx.Response]:
    """A contribution, one that is refused, and a sign-in with an address of e-mail that is nobody's."""
    page = f"/pmis/{case}"
    guards = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', nobody.get(page).text))
    said = {"texto": WORDS, "nome": SPEAKER, "contato": SPEAKER_MAIL}
    yield nobody.post(f"{page}/contribuicao", data={**guards, **said})
    yield nobody.post(f"{page}/contribuicao", data={**guards, **said, "texto": ""})
    yield nobody.post("/entrar", data={"usuario": TYPED_WRONG, "senha": CPF, "depois": f"/{MAIL}"})
    yield nobody.get("/", params={"q": NAME})


def _told(text: str) -> set[str]:
    """Which of the personal words `text` tells."""
    return {word for word in PERSONAL if word.casefold() in text.casefold()}


def test_the_contribution_was_accepted(driven: Driven) -> None:
    """Otherwise the tests below would look for what was never there."""
    accepted, refused, unknown, _ = driven.replies
    assert (accepted.status_code, refused.status_code, unknown.status_code) == (303, 422, 401)
    assert WORDS in driven.living.stranger.get(f"/pmis/{driven.case}").text


def test_the_logs_name_nobody(driven: Driven) -> None:
    logs = driven.living.logs()
    assert any(driven.case in text for text in logs.values()), sorted(logs)
    assert {file: _told(text) for file, text in logs.items() if _told(text)} == {}


async def test_the_engine_indexes_nobody(driven: Driven) -> None:
    """Ids, memos, search attributes and summaries can be read by whoever operates the engine, encrypted or not."""
    client = await temporal_client(load(home=driven.living.up.home))
    seen = []
    async for one in client.list_workflows():
        seen.append(one.id)
        described = await client.get_workflow_handle(one.id, run_id=one.run_id).describe()
        decoded = [await described.memo(), dict(described.search_attributes), await described.static_summary()]
        assert _told(f"{MessageToJson(described.raw_description)} {decoded}") == set(), one.id
    assert driven.case in seen


def test_no_address_names_anybody(driven: Driven) -> None:
    """Locations of answers and references of pages, of every page that anybody can open."""
    found: dict[str, set[str]] = {}
    told = set()
    for login in ("", *LOGINS):
        for address, answer in _opened(driven, login):
            told |= _told(answer.text)
            links = [*REFERENCE.findall(answer.text), *answer.headers.get_list("location"), str(answer.url)]
            for link in links:
                if words := _told(unquote_plus(link)):
                    found[f"{login} {address}: {link}"] = words
    assert found == {}
    assert NAME in told, "the name of who proposes is in the register, as the decree asks"
    assert not told & {CPF, "11144477735"}, "no page shows a whole CPF"


def test_addresses_of_redirections_name_nobody(driven: Driven) -> None:
    locations = [one.headers["location"] for one in driven.replies if "location" in one.headers]
    assert locations
    assert [one for one in locations if _told(unquote_plus(one))] == []


def test_the_public_learns_only_the_name_of_who_proposes(driven: Driven) -> None:
    told = set()
    for path in ("/", f"/pmis/{driven.case}", "/publico/pmis.json", "/publico/pmis.csv"):
        told |= _told(driven.living.stranger.get(path).text)
    assert told == {NAME, "Zulmira", "Quaresma"}


def test_open_data_name_nobody(driven: Driven) -> None:
    for id in DATASETS:
        for kind in ("csv", "json"):
            text = driven.living.stranger.get(f"/dados-abertos/v1/{id}.{kind}").text
            assert _told(text) == set(), (id, kind)
    assert TITLE in driven.living.stranger.get("/dados-abertos/v1/pmis-propostas.csv").text


def test_a_cpf_is_masked_for_who_judges_the_proposal(driven: Driven) -> None:
    with _browser(driven.living, "helena") as helena:
        page = helena.get(f"/processos/{driven.case}").text
    assert "***.444.777-**" in page
    assert CPF not in page


def _opened(driven: Driven, login: str) -> Iterator[tuple[str, httpx.Response]]:
    with _browser(driven.living, login) as client:
        for _, address in addresses("GET", Records.of(driven.living, driven.case)):
            answer = client.get(address)
            if answer.headers.get("content-type", "").startswith("text/") or "location" in answer.headers:
                yield address, answer


@contextmanager
def _browser(living: Living, login: str) -> Iterator[httpx.Client]:
    """Pages as `login` sees them; follows no redirect."""
    with living.client() as client:
        if login:
            answer = client.post("/entrar", data={"usuario": login, "senha": PASSWORD, "depois": "/tarefas"})
            assert answer.status_code == 303, answer.text
        yield client
