"""Days for everybody: those without the normal hours, and the calculator begun from a deadline of a norm."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from fastapi import FastAPI
from icalendar import Calendar

from api.opendata.catalogue import DATASETS
from tests.web.conftest import Browse
from tests.web.pages import faults

pytestmark = pytest.mark.engines

APPEAL = "recurso.prazo-da-decisao"


@pytest.fixture(autouse=True)
def _in_june(app: FastAPI) -> None:
    app.state.door.now = lambda: datetime(2026, 6, 2, 16, tzinfo=UTC)


async def test_the_days_off_are_read_by_calendars_and_by_programs(browse: Browse) -> None:
    nobody = await browse("")
    page = (await nobody.get("/calendario")).text
    assert faults(page) == []
    assert "/calendario.ics?calendario=mt-cuiaba&amp;ano=2026" in page
    feed = await nobody.get("/calendario.ics", params={"ano": "2026"})
    assert feed.headers["content-type"].startswith("text/calendar")
    events = {one.decoded("DTSTART"): one for one in Calendar.from_ical(feed.content).walk("VEVENT")}
    assert "Corpus Christi" in str(events[date(2026, 6, 4)]["SUMMARY"])
    assert "1.787/2025" in str(events[date(2026, 6, 4)]["DESCRIPTION"])
    assert {day.year for day in events} == {2026}
    assert (await nobody.get("/calendario.ics", params={"ano": "2026"})).content == feed.content
    whole = Calendar.from_ical((await nobody.get("/calendario.ics")).content).walk("VEVENT")
    assert {one.decoded("DTSTART").year for one in whole} == {2025, 2026, 2027, 2028}
    head, *rows = csv.reader(
        io.StringIO((await nobody.get("/calendario.csv", params={"ano": "2026"})).text, newline="")
    )
    assert head == [column.name for column in DATASETS["dias-sem-expediente"].columns]
    assert sorted(row[1] for row in rows) == [day.isoformat() for day in sorted(events)]
    for kind in ("", ".ics", ".csv"):
        assert (await nobody.get(f"/calendario{kind}", params={"calendario": "lua"})).status_code == 404


async def test_a_count_begins_from_a_deadline_of_the_norm(browse: Browse) -> None:
    nobody = await browse("")
    first = (await nobody.get("/calculadora", params={"prazo": APPEAL})).text
    assert faults(first) == []
    assert "O resultado aparece aqui" in first
    asked = {"prazo": APPEAL, "anchor": "2026-05-29", "amount": "99", "binds": "particular"}
    done = await nobody.get("/calculadora", params=asked)
    assert faults(done.text) == []
    assert "Quarta-feira, 3 de junho de 2026" in done.text
    assert "Falta 1 dia corrido, 1 útil." in done.text
    assert "Decisão do recurso: 5 dias" in done.text
    feed = await nobody.get("/calculadora.ics", params=asked)
    (event,) = Calendar.from_ical(feed.content).walk("VEVENT")
    assert event.decoded("DTSTART") == date(2026, 6, 3)
    for wrong in ({}, {"amount": "15", "anchor": "ontem"}):
        assert (await nobody.get("/calculadora.ics", params=wrong)).status_code == 404
