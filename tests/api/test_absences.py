"""Absences through the door: who enters them, what is refused and why, and acts in another's stead on real engines."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from activities.records.administration import list_admin, verify_admin
from api.door import Door
from tests.api.conftest import Login
from tests.api.test_procedures import start
from workers.commands.demo import PEOPLE
from workflows.clock import local_date

pytestmark = [pytest.mark.engines, pytest.mark.usefixtures("worker")]

IDS = {one.login: one.id for one in PEOPLE}
HELENA, CAIO, ROSA, JOANA = (IDS[login] for login in ("helena", "caio", "rosa", "joana"))
MET = dict.fromkeys(("subscritor_identificado", "interesse_publico_indicado", "diagnostico_apresentado"), "atende")
SAME_ROLES = text("UPDATE users SET roles = '{area-tecnica}' WHERE login IN ('helena', 'caio')")
ATENDE = {"outcome": "admissivel", "form": {"motivo": "Traz os três requisitos do art. 13.", **MET}}


@pytest.fixture(autouse=True)
async def equals(door: Door) -> None:
    """Helena and Caio have the same roles, whatever else people try with the demonstration."""
    async with door.changes() as session:
        await (await session.connection()).execute(SAME_ROLES)
        await session.commit()


@pytest.fixture
def today(door: Door) -> date:
    return local_date(door.now())


def away(today: date, first: int = 0, last: int = 9, **more: Any) -> dict[str, Any]:
    days = {"since": str(today + timedelta(days=first)), "until": str(today + timedelta(days=last))}
    return {"substitute": CAIO, "reason": "Licença médica", **days, **more}


async def held_by_helena(as_user: Login) -> str:
    """The address of a task that is with helena."""
    case = (await start(as_user))["case"]
    (task,) = (await as_user("marta").get(f"/api/v1/procedures/{case}")).json()["tasks"]
    address = f"/api/v1/tasks/{task['id']}"
    assert (await as_user("helena").post(f"{address}/claim")).status_code == 200
    return address


async def test_the_substitute_acts_in_the_persons_stead_and_only_meanwhile(
    as_user: Login, door: Door, today: date, app: FastAPI
) -> None:
    task = await held_by_helena(as_user)
    caio = as_user("caio")
    before = await caio.post(f"{task}/complete", json=ATENDE)
    assert before.json()["code"] == "tarefa-de-outra-pessoa"
    made = await as_user("helena").post("/api/v1/absences", json=away(today))
    assert made.status_code == 200, made.text
    assert (made.json()["tasks"], made.json()["barred"]) == (1, 0)
    assert (await caio.get("/api/v1/absences")).json()[0]["reason"] is None
    assert "complete" in (await caio.get(task)).json()["verbs"]
    real = door.now
    app.state.door.now = lambda: real() + timedelta(days=10)
    assert "complete" not in (await caio.get(task)).json()["verbs"]
    app.state.door.now = real
    done = await caio.post(f"{task}/complete", json=ATENDE, headers={"Idempotency-Key": "uma-vez"})
    assert done.status_code == 200, done.text
    again = await caio.post(f"{task}/complete", json=ATENDE, headers={"Idempotency-Key": "uma-vez"})
    assert again.json()["recorded"] == done.json()["recorded"]
    closed = (await caio.get(task)).json()
    assert (closed["owner"], closed["closed_by"]) == (HELENA, CAIO)
    facts = (await caio.get(f"/api/v1/procedures/{closed['case']}/facts")).json()["items"]
    (completed,) = (one for one in facts if one["kind"] == "TaskCompleted")
    assert (completed["actor"], completed["data"]["acting_for"]) == (CAIO, HELENA)
    async with door.records() as session:
        (act,) = await list_admin(session, limit=1)
        assert await verify_admin(session) == []
    assert (act.what, act.author, act.data["user"], act.data["substitute"]) == ("absence", HELENA, HELENA, CAIO)
    assert "Licença" not in str(act.data)


async def test_ended_it_covers_nothing_more(as_user: Login, today: date) -> None:
    task = await held_by_helena(as_user)
    made = (await as_user("marta").post("/api/v1/absences", json=away(today, person=HELENA))).json()["absence"]
    end = f"/api/v1/absences/{made['id']}/end"
    assert (await as_user("rosa").post(end)).status_code == 404
    assert (await as_user("caio").post(end)).status_code == 403
    assert (await as_user("helena").post(end)).json()["ended_at"] is not None
    refused = await as_user("caio").post(f"{task}/complete", json=ATENDE)
    assert refused.json()["code"] == "tarefa-de-outra-pessoa"
    assert (await as_user("caio").get("/api/v1/absences")).json() == []


async def test_an_impediment_of_either_is_told_and_bars_the_act(as_user: Login, today: date) -> None:
    task = await held_by_helena(as_user)
    reason = {"reason": "Sócio da empresa da proponente", "person": CAIO}
    assert (await as_user("marta").post(f"{task}/declare-impediment", json=reason)).status_code == 200
    made = (await as_user("helena").post("/api/v1/absences", json=away(today))).json()
    assert (made["tasks"], made["barred"]) == (1, 1)
    assert "complete" not in (await as_user("caio").get(task)).json()["verbs"]
    assert (await as_user("caio").post(f"{task}/complete", json=ATENDE)).json()["code"] == "pessoa-impedida"


async def test_what_cannot_be_is_refused_beside_its_field(as_user: Login, today: date) -> None:
    helena, caio, marta = as_user("helena"), as_user("caio"), as_user("marta")
    assert (await helena.post("/api/v1/absences", json=away(today, 5, 9))).status_code == 200
    wrong: list[tuple[Any, dict[str, Any], str, str]] = [
        (helena, away(today, 9, 12), "since", "Já há uma ausência"),
        (helena, away(today, 4, 3), "until", "antes do primeiro"),
        (helena, away(today, -9, -1), "until", "já passou"),
        (helena, away(today, 20, 500), "until", "um ano"),
        (helena, away(today, 20, 21, substitute=HELENA), "substitute", "a si mesmo"),
        (helena, away(today, 20, 21, substitute=ROSA), "substitute", "mesma unidade"),
        (helena, away(today, 20, 21, substitute="ninguem"), "substitute", "quem substitui"),
        (caio, away(today, 9, 9, substitute=HELENA), "substitute", "circular"),
        (marta, away(today, 20, 21, person=JOANA), "person", "unidade do órgão"),
    ]
    for who, body, field, said in wrong:
        refused = await who.post("/api/v1/absences", json=body)
        (error,) = refused.json()["errors"]
        assert (refused.status_code, error["field"]) == (422, field), body
        assert said in error["message"]
        assert (await who.post("/api/v1/absences", json={**body, "dry_run": True})).status_code == 422
    assert (await caio.post("/api/v1/absences", json=away(today, person=HELENA))).status_code == 403
    assert len((await marta.get("/api/v1/absences")).json()) == 1


async def test_of_two_who_would_stand_in_for_each_other_at_once_one_does(as_user: Login, today: date) -> None:
    answers = await asyncio.gather(
        as_user("helena").post("/api/v1/absences", json=away(today)),
        as_user("caio").post("/api/v1/absences", json=away(today, substitute=HELENA)),
    )
    assert sorted(one.status_code for one in answers) == [200, 422]
