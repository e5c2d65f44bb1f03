"""The calculator and the calendar, as anybody may ask them."""

from typing import Any

import pytest

from tests.api.conftest import Login
from tests.api.test_problems import COUNT, QUESTION, assert_problem
from workflows.clock import CountAnswer


async def test_the_calculator_counts_proves_and_shows_the_readings(as_user: Login) -> None:
    answer = await as_user().post(COUNT, json=QUESTION)
    assert answer.status_code == 200, answer.text
    counted = CountAnswer.model_validate(answer.json())
    assert str(counted.due) == "2026-03-09"
    assert counted.proof[0].day.isoformat() == "2026-03-02"
    assert {reading.policy for reading in counted.readings} >= {"prudente", "decreto_literal"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"calendar": "marte"}, "calendar"),
        ({"budget": {"amount": 0, "unit": "dia"}}, "budget"),
        ({"anchor": "2026-02-30"}, "anchor"),
        ({"anchor": 0}, "anchor"),
        ({"suspensions": [{"from": "2026-03-05", "to": "2026-03-04"}]}, ""),
        ({"cycle_k": 2}, ""),
        ({"unknown": 1}, "unknown"),
    ],
)
async def test_what_cannot_be_counted_is_explained(as_user: Login, change: dict[str, Any], field: str) -> None:
    body = assert_problem(await as_user().post(COUNT, json=QUESTION | change), 422, "dados-invalidos")
    errors: Any = body["errors"]
    assert errors[0]["field"] == field
    assert errors[0]["message"]


async def test_extra_days_and_suspensions_move_the_date(as_user: Login) -> None:
    extra = QUESTION | {"calendar_extra": [{"day": "2026-03-09", "kind": "fechado", "act": "Decreto 1"}]}
    assert (await as_user().post(COUNT, json=extra)).json()["due"] == "2026-03-10"
    open_ended = (await as_user().post(COUNT, json=QUESTION | {"suspensions": [{"from": "2026-03-04"}]})).json()
    assert (open_ended["due"], open_ended["status"]) == (None, "suspenso")
    assert open_ended["remaining"]


async def test_the_calendar_names_the_act_of_each_day(as_user: Login) -> None:
    calendar = (await as_user().get("/api/v1/calendar?year=2026")).json()
    assert calendar["id"] == "mt-cuiaba"
    assert "nacional" in calendar["calendars"]
    days = {day["day"]: day for day in calendar["days"]}
    assert days["2026-09-07"]["ground"] == "feriado_nacional"
    assert all(day["act"] for day in days.values())
    assert_problem(await as_user().get("/api/v1/calendar?id=marte"), 404, "nao-encontrado")


async def test_decreed_days_are_in_the_calendar_and_the_calculator(as_user: Login) -> None:
    decree = {"act": "Decreto 2/2026", "days": [{"day": "2026-03-09", "name": "luto oficial"}]}
    answer = await as_user("ada").post("/api/v1/calendar/days", json=decree)
    assert answer.json() == {"version": 1, "moved": [], "moves": 0, "told": 0}
    days = {day["day"]: day for day in (await as_user().get("/api/v1/calendar?year=2026")).json()["days"]}
    assert days["2026-03-09"]["act"] == "Decreto 2/2026"
    assert (await as_user().post(COUNT, json=QUESTION)).json()["due"] == "2026-03-10"


async def test_a_decree_is_refused_whole(as_user: Login) -> None:
    ada, url = as_user("ada"), "/api/v1/calendar/days"
    twice = {"act": "Decreto 3", "days": [{"day": "2026-03-09"}, {"day": "2026-03-09"}]}
    assert_problem(await ada.post(url, json=twice), 422, "dados-invalidos")
    assert_problem(await ada.post(url, json={"act": "D", "days": []}), 422, "dados-invalidos")
    assert_problem(
        await ada.post(url, json=twice | {"calendar": "marte", "days": [{"day": "2026-03-09"}]}), 404, "nao-encontrado"
    )
    blank = await ada.post(url, json={"act": "  ", "days": [{"day": "2026-03-09"}]})
    assert_problem(blank, 422, "dados-invalidos")
