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
from tests.faults.people import STEPS, Case, Office
from tests.faults.running import PARTS, Up
from workflows.kernel.state import Fact

pytestmark = [pytest.mark.engines, pytest.mark.fault]

PEOPLE_AT_WORK = 12
BETWEEN_KILLS = 30
"""How many acts are acknowledged, at least, before the next part is killed."""
LOGINS = ("joana", "helena", "rosa")


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    running = Up(tmp_path / "home")
    yield running
    running.end()


async def test_killing_each_part_in_turn_loses_no_act_and_doubles_none(up: Up) -> None:
    async with AsyncExitStack() as exits:
        office = await _office(up, exits)
        over = asyncio.Event()
        at_work = [asyncio.create_task(_work(office, over, seed)) for seed in range(PEOPLE_AT_WORK)]
        for part in PARTS:
            await office.acts(BETWEEN_KILLS)
            await up.kill(part)
        await office.acts(BETWEEN_KILLS)
        over.set()
        cases = [case for mine in await asyncio.gather(*at_work) for case in mine]
        assert office.again > 0, "nobody noticed that anything was killed"
        left_open = {case.id for case in cases if len(case.acknowledged) < 3 * len(STEPS)}
        assert 0 < len(left_open) < len(cases)
        for case in cases:
            await _proved(office, case)
            shown = await office.insist("rosa", "GET", f"/api/v1/procedures/{case.id}")
            ended = ("aberto", None) if case.id in left_open else ("encerrado", "inadmitido")
            assert (shown["status"], shown["outcome"]) == ended
    repaired = up.tramita("reconcile", "--repair")
    assert repaired.returncode == 0, repaired.stdout + repaired.stderr
    agrees = up.tramita("reconcile")
    assert (agrees.returncode, agrees.stdout.strip()) == (0, "everything agrees"), agrees.stderr


async def _office(up: Up, exits: AsyncExitStack) -> Office:
    clients = {}
    for login in LOGINS:
        headers = {"Authorization": f"Bearer {up.token(login)}"}
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


async def _proved(office: Office, case: Case) -> None:
    """The facts of the case are whole, and each acknowledged act is among them once."""
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
