"""Calendars at secret addresses, read over HTTP by a calendar library: what they tell, to whom, and until when."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from icalendar import Calendar, Event
from sqlmodel import select

from activities.records import identity
from activities.records.engine import Sessions
from activities.records.tables import FeedRow
from api.identity.secrets import digest
from api.services.agenda import MOST_EACH
from tests.web.conftest import Browse
from tests.web.pages import Page, faults
from tests.web.prazos import APPEAL, IDS, NOW, ORGANISATION, appeal, moved, populate
from workflows.kernel.state import DeadlineStatus, FactKind

pytestmark = pytest.mark.engines
PATH = "/prazos/agendas"
ADDRESS = re.compile(r'value="http://[^"/]+(/agenda/[\w-]{43}\.ics)"')


@pytest.fixture
async def sessions(app: FastAPI) -> Sessions:
    return await populate(app)


async def created(client: httpx.AsyncClient, source: str = "pessoa:", **more: str) -> httpx.Response:
    """The answer to the form that makes an address."""
    form = next(one for one in Page((await client.get(PATH)).text).forms if one.attributes["action"] == PATH)
    return await client.post(PATH, data={**dict(form.fields), "origem": source, **more})


async def subscribed(client: httpx.AsyncClient, source: str = "pessoa:") -> str:
    """The address of a new calendar, as the page shows it."""
    answer = await created(client, source)
    assert answer.status_code == 200, answer.text
    assert faults(answer.text) == []
    (address,) = ADDRESS.findall(answer.text)
    return str(address)


async def read(client: httpx.AsyncClient, address: str) -> dict[str, Event]:
    """The events at an address, by UID."""
    answer = await client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(answer.content)
    assert found.errors == []
    events = {str(event["uid"]): event for event in found.walk("VEVENT") if isinstance(event, Event)}
    assert all(event.errors == [] for event in events.values())
    return events


def said(event: Event, name: str) -> str:
    return str(event[name])


def plain(event: Event) -> dict[str, Any]:
    names = ("dtstart", "dtend", "status", "sequence", "last-modified", "summary", "url")
    return {name: getattr(event[name], "dt", event[name]) for name in names}


@pytest.mark.usefixtures("sessions")
async def test_a_calendar_client_reads_the_deadlines_without_signing_in(browse: Browse) -> None:
    address = await subscribed(await browse("helena"))
    client = await browse("")
    events = await read(client, address)
    assert set(events) == {f"c0.d{number}@tramita" for number in (1, 2, 3, 5, 6)}, "what has no date is left out"
    event = plain(events["c0.d3@tramita"])
    assert event == {
        "dtstart": date(2026, 6, 8),
        "dtend": date(2026, 6, 9),
        "status": "CONFIRMED",
        "sequence": 0,
        "last-modified": appeal(date(2026, 6, 8)).opened_at,
        "summary": f"Prazo: {APPEAL}, PMIS 1/2026",
        "url": "http://127.0.0.1:8000/prazos/c0.d3",
    }
    assert "Decreto" in said(events["c0.d3@tramita"], "description")
    assert "Se ninguém agir" in said(events["c0.d3@tramita"], "description")
    assert said(events["c0.d5@tramita"], "status") == "TENTATIVE"
    assert said(events["c0.d5@tramita"], "summary").endswith("(data provisória)")
    assert said(events["c0.d6@tramita"], "summary").startswith("Cumprido: ")
    assert said(events["c0.d1@tramita"], "summary").startswith("Vencido: ")


@pytest.mark.usefixtures("sessions")
async def test_lines_are_folded_and_texts_escaped(browse: Browse) -> None:
    content = (await (await browse("")).get(await subscribed(await browse("helena")))).content
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert max(len(line) for line in lines) > 70
    assert b"classifica\xc3\xa7\xc3\xa3o\\; com raz\xc3\xb5es\\, em" in content.replace(b"\r\n ", b"")
    assert b"METHOD" not in content
    assert content.count(b"DTSTART;VALUE=DATE:") == 5


async def test_a_recount_moves_the_event_and_a_cancellation_takes_it_out(browse: Browse, sessions: Sessions) -> None:
    address = await subscribed(await browse("helena"))
    client = await browse("")
    first = await client.get(address)
    before = await read(client, address)
    at = NOW - timedelta(hours=1)
    await moved(sessions, 2, FactKind.DEADLINE_RECOUNTED, appeal(date(2026, 6, 9)), at)
    second = await client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert second.status_code == 200
    after = await read(client, address)
    assert set(after) == set(before), "a deadline keeps its UID"
    changed = plain(after["c0.d3@tramita"])
    assert (changed["dtstart"], changed["sequence"], changed["last-modified"]) == (date(2026, 6, 9), 1, at)
    assert {uid for uid in after if plain(after[uid]) != plain(before[uid])} == {"c0.d3@tramita"}
    over = appeal(date(2026, 6, 9), status=DeadlineStatus.CANCELLED, closed_at=NOW)
    await moved(sessions, 3, FactKind.DEADLINE_CANCELLED, over, NOW)
    last = plain((await read(client, address))["c0.d3@tramita"])
    assert (last["status"], last["sequence"], last["last-modified"]) == ("CANCELLED", 2, NOW)
    assert last["summary"].startswith("Cancelado: ")


@pytest.mark.usefixtures("sessions")
async def test_what_has_not_changed_is_not_sent_again(app: FastAPI, browse: Browse) -> None:
    address = await subscribed(await browse("helena"))
    client = await browse("")
    tag = (await client.get(address)).headers["etag"]
    app.state.door.now = lambda: NOW + timedelta(hours=2)
    for given in (tag, f"W/{tag}", f'"other", {tag}'):
        again = await client.get(address, headers={"If-None-Match": given})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert (await client.get(address, headers={"If-None-Match": '"other"'})).status_code == 200
    head = await client.head(address)
    assert (head.status_code, head.headers["etag"]) == (200, tag)
    assert "private" in head.headers["cache-control"]


@pytest.mark.usefixtures("sessions")
async def test_what_is_long_over_is_told_no_more(app: FastAPI, browse: Browse) -> None:
    helena = await browse("helena")
    address = await subscribed(helena)
    app.state.door.now = lambda: datetime(2026, 12, 1, 16, tzinfo=NOW.tzinfo)
    told = await read(await browse(""), address)
    assert "c0.d6@tramita" not in told
    assert "c0.d1@tramita" in told, "what is still owed stays"


@pytest.mark.usefixtures("sessions")
@pytest.mark.parametrize(
    ("login", "source", "cases"),
    [
        ("helena", "pessoa:", {"c0"}),
        ("helena", "unidade:parcerias", {"c0"}),
        ("rosa", "unidade:publicacao", {"c1"}),
        ("marta", "unidade:publicacao", {"c1"}),
        ("helena", "processo:c1", {"c1"}),
        ("osc", "pessoa:", {"c1"}),
        ("osc", f"organizacao:{ORGANISATION}", {"c1"}),
        ("osc", "processo:c1", {"c1"}),
        ("joana", "pessoa:", {"c2"}),
    ],
)
async def test_each_kind_of_calendar_has_its_deadlines(
    browse: Browse, login: str, source: str, cases: set[str]
) -> None:
    events = await read(await browse(""), await subscribed(await browse(login), source))
    assert {uid.partition(".")[0] for uid in events} == cases


@pytest.mark.usefixtures("sessions")
@pytest.mark.parametrize(
    ("login", "source"),
    [
        ("helena", "unidade:publicacao"),
        ("helena", f"organizacao:{ORGANISATION}"),
        ("osc", "unidade:parcerias"),
        ("osc", "processo:c0"),
        ("joana", "processo:c1"),
        ("joana", "processo:"),
        ("joana", "tudo:"),
        ("joana", ""),
    ],
)
async def test_nobody_subscribes_to_what_is_not_theirs(browse: Browse, login: str, source: str) -> None:
    answer = await created(await browse(login), source)
    assert answer.status_code == 422
    assert faults(answer.text) == []
    assert ADDRESS.findall(answer.text) == []


async def test_the_secret_is_shown_once_and_kept_nowhere(
    browse: Browse, sessions: Sessions, capsys: pytest.CaptureFixture[str]
) -> None:
    helena = await browse("helena")
    address = await subscribed(helena)
    secret = address.removeprefix("/agenda/").removesuffix(".ics")
    assert (await (await browse("")).get(address)).status_code == 200
    assert (await (await browse("")).get(f"/agenda/{secret[:-1]}.ics")).status_code == 404
    page = (await helena.get(PATH)).text
    assert secret not in page
    assert "1 endereço" in page
    assert "nunca" not in page, "the last reading is told"
    async with sessions() as session:
        (kept,) = (await session.exec(select(FeedRow))).all()
    assert kept.hash == digest(secret)
    assert secret not in kept.model_dump_json()
    logged = capsys.readouterr()
    assert "/agenda/{segredo}.ics" in logged.out
    assert secret[:20] not in logged.out + logged.err


@pytest.mark.usefixtures("sessions")
async def test_the_same_form_sent_twice_makes_one_address(browse: Browse) -> None:
    helena = await browse("helena")
    act = "3f0b7a52-1c86-4b5e-9d55-0d9b3f4b6a10"
    assert (await created(helena, _ato=act)).status_code == 200
    again = await created(helena, _ato=act)
    assert again.status_code == 422
    assert "já foi enviado" in again.text
    assert "1 endereço" in again.text


@pytest.mark.usefixtures("sessions")
async def test_a_person_has_so_many_addresses(browse: Browse) -> None:
    helena = await browse("helena")
    for _ in range(MOST_EACH):
        assert (await created(helena)).status_code == 200
    assert (await created(helena)).status_code == 422
    assert (await created(await browse("rosa"))).status_code == 200


@pytest.mark.usefixtures("sessions")
async def _revocable(client: httpx.AsyncClient) -> list[dict[str, str]]:
    forms = Page((await client.get(PATH)).text).forms
    return [dict(form.fields) for form in forms if form.attributes["action"] == f"{PATH}/revogar"]


async def test_a_revoked_address_is_not_found_and_only_its_owner_revokes_it(browse: Browse) -> None:
    helena, rosa, nobody = await browse("helena"), await browse("rosa"), await browse("")
    address = await subscribed(helena)
    (oldest,) = await _revocable(helena)
    other = await subscribed(helena, "unidade:parcerias")
    assert len(await _revocable(helena)) == 2
    hers = dict(Page((await rosa.get(PATH)).text).forms[0].fields)
    assert (await rosa.post(f"{PATH}/revogar", data={**oldest, "csrf": hers["csrf"]})).status_code == 404
    assert (await rosa.post(f"{PATH}/revogar", data=oldest)).status_code == 403
    assert (await nobody.post(f"{PATH}/revogar", data=oldest)).status_code == 303
    assert (await nobody.get(address)).status_code == 200
    done = await helena.post(f"{PATH}/revogar", data=oldest)
    assert (done.status_code, done.headers["location"]) == (303, PATH)
    gone = await nobody.get(address, headers={"If-None-Match": "*"})
    assert gone.status_code == 404
    assert address not in gone.text
    assert (await nobody.get(other)).status_code == 200
    assert (await helena.post(f"{PATH}/revogar", data=oldest)).status_code == 404
    assert "Revogados (1)" in (await helena.get(PATH)).text


async def test_an_address_shows_what_its_owner_may_see_now(browse: Browse, sessions: Sessions) -> None:
    addresses = [await subscribed(await browse("osc"), one) for one in (f"organizacao:{ORGANISATION}", "pessoa:")]
    mine = await subscribed(await browse("helena"), "unidade:parcerias")
    client = await browse("")
    async with sessions() as session:
        for login, changes in (("osc", {"parties": []}), ("helena", {"active": False})):
            user = await identity.get_user(session, IDS[login])
            assert user is not None
            await identity.put_user(session, user.model_copy(update=changes))
        await session.commit()
    assert (await client.get(addresses[0])).status_code == 404
    assert await read(client, addresses[1]) == {}
    assert (await client.get(mine)).status_code == 404


@pytest.mark.usefixtures("sessions")
async def test_calendars_name_no_person(browse: Browse) -> None:
    content = (await (await browse("")).get(await subscribed(await browse("helena")))).text
    assert "Helena" not in content
    assert IDS["helena"] not in content
    assert "ana" not in re.findall(r"\w+", content)
