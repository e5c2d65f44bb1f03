"""What becomes of acts while the engine or its workers are away."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from temporalio.worker import Worker

from api.door import Door
from api.problems import Problem
from api.services.engine import Engine
from api.services.keys import act_id, case_id
from tests.api.conftest import Login
from tests.api.test_problems import assert_problem
from tests.api.test_procedures import ANALYSIS, PROPOSAL, only_task, start
from workflows.kernel.messages import Act, Verb
from workflows.kernel.state import Actor

START = {"type": "pmis", "input": PROPOSAL}


def test_ids_are_opaque_and_the_same_for_the_same_key() -> None:
    assert case_id("pmis", "u-1", "k") == case_id("pmis", "u-1", "k")
    assert len({case_id("pmis", "u-1", "k"), case_id("pmis", "u-2", "k"), case_id("pmis", "u-1", None)}) == 3
    assert len({act_id("u-1", "c", "k"), act_id("u-2", "c", "k"), act_id("u-1", "d", "k")}) == 3
    assert "u-1" not in case_id("pmis", "u-1", "k")


async def test_without_an_engine_the_answer_is_503_and_reading_goes_on(as_user: Login, door: Door) -> None:
    door.engine = Engine("127.0.0.1:1", "default", "q", patience=0.5)
    joana = as_user("joana")
    answer = await joana.post("/api/v1/procedures", json=START)
    assert_problem(answer, 503, "motor-indisponivel")
    assert answer.headers["Retry-After"] == "5"
    assert (await joana.get("/api/v1/procedures")).status_code == 200
    assert assert_problem(await joana.get("/readyz"), 503, "nao-pronto")["engine"] is False
    assert (await joana.get("/healthz")).status_code == 200


async def test_with_everything_there_it_is_ready(as_user: Login) -> None:
    answer = await as_user().get("/readyz")
    assert answer.json() == {"records": True, "migrations": True, "engine": True}


@pytest.mark.engines
async def test_a_start_without_workers_is_taken_up_when_they_come(
    as_user: Login, door: Door, make_worker: Callable[[], Worker]
) -> None:
    key = {"Idempotency-Key": "antes-dos-trabalhadores"}
    door.engine.patience = 2
    joana = as_user("joana")
    assert_problem(await joana.post("/api/v1/procedures", json=START, headers=key), 503, "motor-indisponivel")
    door.engine.patience = 60
    waiting = asyncio.create_task(joana.post("/api/v1/procedures", json=START, headers=key))
    await asyncio.sleep(0.5)
    async with make_worker():
        answer = await waiting
        assert answer.status_code == 201, answer.text
        facts = (await joana.get(f"/api/v1/procedures/{answer.json()['case']}/facts")).json()["items"]
    assert [fact["kind"] for fact in facts].count("CaseStarted") == 1


@pytest.mark.engines
async def test_an_act_survives_its_workers(as_user: Login, door: Door, make_worker: Callable[[], Worker]) -> None:
    async with make_worker():
        case = (await start(as_user))["case"]
        url = f"/api/v1/tasks/{(await only_task(as_user, case))['id']}"
    door.engine.patience = 60
    body = {"outcome": "admissivel", "form": ANALYSIS}
    waiting = asyncio.create_task(as_user("helena").post(f"{url}/complete", json=body))
    await asyncio.sleep(1)
    async with make_worker():
        answer = await waiting
        assert answer.status_code == 200, answer.text
        facts = (await as_user("helena").get(f"/api/v1/procedures/{case}/facts")).json()["items"]
    assert [fact["kind"] for fact in facts].count("TaskCompleted") == 1


@pytest.mark.engines
async def test_an_act_on_a_case_the_engine_does_not_know_is_refused(door: Door) -> None:
    act = Act(id="a", verb=Verb.CLAIM, actor=Actor(id="u"), received_at=datetime.now(UTC), task="t")
    with pytest.raises(Problem) as refused:
        await door.engine.act("pmis-unknown", act)
    assert refused.value.code == "processo-encerrado"
