"""Every part of the running system is killed while people work: no act is lost, none is done twice."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from activities.records.chain import Link, verify_chain
from tests.faults.people import Case, Office
from tests.faults.running import PARTS, Up
from tests.fixtures.living import give_tokens, secret_of
from workflows.kernel.state import Fact

pytestmark = [pytest.mark.engines, pytest.mark.fault]

PEOPLE_AT_WORK = 8
BETWEEN_KILLS = 20
"""How many acts are acknowledged, at least, before the next part is killed."""
PATIENCE_S = "1"
"""For so long the door waits for the engine: short, so that some requests are refused."""
LOGINS = ("joana", "helena", "rosa")


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    running = Up(tmp_path / "home", TRAMITA_ENGINE_PATIENCE=PATIENCE_S)
    yield running
    running.end()


async def test_killing_each_part_and_all_at_once_loses_no_act_and_doubles_none(up: Up) -> None:
    async with AsyncExitStack() as exits:
        office = await _office(up, exits)
        over = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            at_work = [group.create_task(_work(office, over, seed)) for seed in range(PEOPLE_AT_WORK)]
            for part in PARTS:
                await office.acts(BETWEEN_KILLS)
                await up.kill(part)
            await office.acts(BETWEEN_KILLS)
            up.end()
            await asyncio.to_thread(up.start)
            await office.acts(BETWEEN_KILLS)
            over.set()
        cases = [case for mine in at_work for case in mine.result()]
        assert office.cut > 0, "nobody noticed that anything was killed"
        assert office.refused > 0, "nobody was asked to come back later"
        await asyncio.gather(*(_proved(office, case) for case in cases))
        await _ended_but(office, cases, PEOPLE_AT_WORK)
    agrees = up.tramita("reconcile")
    assert (agrees.returncode, agrees.stdout.strip()) == (0, "everything agrees"), agrees.stderr


async def _office(up: Up, exits: AsyncExitStack) -> Office:
    await give_tokens(up.home)
    clients = {}
    for login in LOGINS:
        headers = {"Authorization": f"Bearer {secret_of(login)}"}
        client = httpx.AsyncClient(base_url=up.url, headers=headers, timeout=20, trust_env=False)
        clients[login] = await exits.enter_async_context(client)
    return Office(clients)


async def _work(office: Office, over: asyncio.Event, seed: int) -> list[Case]:
    """Carry one case after the other to its end until it is over; the last one stays open."""
    pauses, cases = random.Random(seed), []
    for _ in count():
        case = await office.start()
        cases.append(case)
        if over.is_set():
            await office.carry(case, pauses, steps=1)
            return cases
        await office.carry(case, pauses)
    raise AssertionError


async def _ended_but(office: Office, cases: list[Case], left_open: int) -> None:
    """Every case is over but the last of each person."""
    shown = [await office.insist("rosa", "GET", f"/api/v1/procedures/{case.id}") for case in cases]
    states = Counter((case["status"], case["outcome"]) for case in shown)
    assert states == {("aberto", None): left_open, ("encerrado", "inadmitido"): len(cases) - left_open}


async def _proved(office: Office, case: Case) -> None:
    """Every act asked for again is answered as before; the facts are whole, and each act is among them once."""
    for request, answer in case.answers:
        assert await office.ask(request) == answer
    page = await office.insist("rosa", "GET", f"/api/v1/procedures/{case.id}/facts?limit=1000")
    facts = page["items"]
    assert verify_chain(case.id, [_link(fact) for fact in facts]) == []
    left = Counter((fact["act"], fact["kind"]) for fact in facts)
    assert {act: left[act, kind] for act, kind in case.acknowledged.items()} == dict.fromkeys(case.acknowledged, 1)
    # Nobody asked for anything that is not acknowledged by now: nothing else may have been done either.
    acts = {fact["act"] for fact in facts if fact["act"] and fact["kind"] != "CaseStarted"}
    assert acts <= {*case.acknowledged, facts[0]["act"]}


def _link(fact: dict[str, Any]) -> Link:
    content = {name: fact[name] for name in Fact.model_fields}
    return Link(Fact.model_validate(content), fact["prev_hash"], fact["hash"])
