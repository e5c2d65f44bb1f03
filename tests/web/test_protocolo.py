"""Following a request without signing in: number and code together open what is public of it, and nothing else."""

import re
from datetime import UTC, date, datetime

import pytest
from fastapi import FastAPI
from icalendar import Calendar

from activities.records.engine import Sessions
from activities.records.record import record
from tests.records.make import deadline, fact, header, turn, wait
from tests.web.conftest import Browse
from tests.web.pages import faults
from tests.web.test_administracao import resent
from workers.commands.demo import PEOPLE
from workflows.kernel.state import FactKind

pytestmark = pytest.mark.engines

JOANA = next(one.id for one in PEOPLE if one.login == "joana")
SECRET_WORDS = ("Zulmira", "Conteúdo do pedido", "Joana")


@pytest.fixture
async def sessions(app: FastAPI) -> Sessions:
    """A request of joana's that is not in the register, with a deadline of the body and one of a party."""
    app.state.door.now = lambda: datetime(2026, 3, 20, 16, tzinfo=UTC)
    found: Sessions = app.state.door.sessions
    entered = fact(2, FactKind.STAGE_ENTERED, data={"stage": "admissibilidade"})
    started = fact(1, actor=JOANA, data={"input": {"nome": "Zulmira", "texto": "Conteúdo do pedido"}})
    dates = (
        deadline("d1", case="c1", due=date(2026, 4, 17)),
        deadline("d2", case="c1", party="org-x", title="recurso da OSC"),
    )
    told = turn(1, (started, entered), case="c1", deadlines=dates)
    head = header("c1", subject="Conteúdo do pedido", parties=(JOANA,), waits=(wait("c1.t1"),))
    await record(found, told.model_copy(update={"case": head}))
    return found


async def test_number_and_code_open_the_public_state(browse: Browse, sessions: Sessions) -> None:
    assert sessions
    receipt = (await (await browse("joana")).get("/recibos/c1/1")).text
    (code,) = re.findall(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}", receipt)
    nobody = await browse("")
    form = (await nobody.get("/protocolo")).text
    assert faults(form) == []
    given = {"numero": " pmis-1/2026-1 ", "codigo": code.lower().replace("-", " ")}
    found = await resent(nobody, form, "/protocolo", given)
    assert found.status_code == 303, found.text
    state = await nobody.get(found.headers["location"])
    assert faults(state.text) == []
    assert state.headers["cache-control"] == "no-store"
    assert "noindex" in state.headers["x-robots-tag"]
    for said in ("PMIS-1/2026-1", "PMIS 1/2026", "17/04/2026", "Admissibilidade", "a Área técnica"):
        assert said in state.text, said
    for hidden in (*SECRET_WORDS, "recurso da OSC", JOANA, "/processos/c1"):
        assert hidden not in state.text, hidden
    feed = await nobody.get(found.headers["location"] + ".ics")
    (event,) = Calendar.from_ical(feed.content).walk("VEVENT")
    assert event.decoded("DTSTART") == date(2026, 4, 17)
    assert str(event["URL"]).endswith(found.headers["location"])
    assert not [word for word in SECRET_WORDS if word in feed.text]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("PMIS-1/2026-1", "AAAA-BBBB-CCCC-DDDD"),
        ("PMIS-1/2026-2", ""),
        ("PMIS-9/2026-1", "AAAA"),
        ("x", "ção"),
        ("", ""),
    ],
)
async def test_without_both_nothing_opens(browse: Browse, sessions: Sessions, number: str, code: str) -> None:
    assert sessions
    nobody = await browse("")
    form = (await nobody.get("/protocolo")).text
    refused = await resent(nobody, form, "/protocolo", {"numero": number, "codigo": code})
    assert refused.status_code == 422
    assert "não conferem" in refused.text
    for secret in ("pmis-1-2026-1-AAAAAAAAAAAAAAAA", "pmis-1-2026-1", "x"):
        assert (await nobody.get(f"/protocolo/{secret}")).status_code == 404
        assert (await nobody.get(f"/protocolo/{secret}.ics")).status_code == 404
