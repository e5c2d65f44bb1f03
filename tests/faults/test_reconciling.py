"""What a death between recording and history leaves behind is found, said and set right."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from temporalio.client import Client
from typer.testing import CliRunner

from activities.records.context import load_context
from activities.records.engine import Sessions, make_engine, make_sessions
from activities.records.reconcile import case_rows
from activities.records.record import record
from activities.records.tables import CaseRow
from tests.faults.people import PROPOSAL
from tests.records.make import turn
from workers import reconciling
from workers.build import build_worker, case_activities
from workers.cli import build
from workers.reconciling import Reconciler, heal_for_ever
from workers.settings import Settings
from workflows.kernel.messages import STATE_QUERY, CaseSnapshot, CaseStart, Turn
from workflows.kernel.state import Actor, Fact, FactKind

pytestmark = pytest.mark.engines


@pytest.fixture
async def sessions(settings: Settings) -> AsyncIterator[Sessions]:
    engine = make_engine(settings.database, 10)
    yield make_sessions(engine)
    await engine.dispose()


@pytest.fixture
async def case(settings: Settings, temporal: Client, sessions: Sessions) -> AsyncIterator[CaseSnapshot]:
    """A PMIS case that has begun, with a worker that runs it."""
    async with sessions() as session:
        context = await load_context(session)
    start = CaseStart(
        id=f"pmis-{secrets.token_hex(8)}",
        type="pmis",
        input=PROPOSAL,
        received_at=datetime.now(UTC),
        started_by=Actor(id="joana", roles=("cidadao",)),
        context=context,
    )
    activities = case_activities(sessions)
    async with build_worker(temporal, task_queue=settings.task_queue, activities=activities):
        handle = await temporal.start_workflow("pmis", start, id=start.id, task_queue=settings.task_queue)
        await handle.execute_update("started")
        yield await handle.query(STATE_QUERY, result_type=CaseSnapshot)
        await handle.terminate()


def reconciler(settings: Settings, temporal: Client, sessions: Sessions, repairing: bool = False) -> Reconciler:
    return Reconciler(sessions, temporal, settings.task_queue, repairing, at_once=4)


async def told(by: Reconciler) -> list[tuple[str, str, bool]]:
    return [(found.what, found.field, found.repaired) async for found in by.everything()]


async def ran_ahead(sessions: Sessions, case: CaseSnapshot) -> None:
    """Record a turn as a worker does whose workflow task then never becomes history."""
    fact = Fact(seq=case.last_seq + 1, kind=FactKind.COMMENTED, at=datetime.now(UTC), actor="ana", act="a1")
    header = case.case.model_copy(update={"stage": "instauracao"})
    await record(sessions, Turn(case=header, fence=(0, 90), first_seq=fact.seq, facts=(fact,)))


async def change(sessions: Sessions, *statements: str) -> None:
    async with sessions() as session:
        for statement in statements:
            await (await session.connection()).execute(text(statement))
        await session.commit()


def without_what_hangs_on_cases() -> list[str]:
    """Statements that empty every table whose rows belong to cases."""
    tables = reversed(CaseRow.metadata.sorted_tables)
    theirs = [one for one in tables if any(key.column.table.name == "cases" for key in one.foreign_keys)]
    return [f"DELETE FROM {table.name}" for table in theirs]


async def test_records_that_ran_ahead_are_said_and_set_right(
    settings: Settings, temporal: Client, sessions: Sessions, case: CaseSnapshot
) -> None:
    assert await told(reconciler(settings, temporal, sessions)) == []
    await ran_ahead(sessions, case)
    ahead = [("case", "stage"), ("case", "last_seq")]
    assert await told(reconciler(settings, temporal, sessions)) == [(*one, False) for one in ahead]
    assert await told(reconciler(settings, temporal, sessions, True)) == [(*one, True) for one in ahead]
    assert await told(reconciler(settings, temporal, sessions)) == []


async def test_a_worker_sets_right_what_was_touched_lately(
    settings: Settings, temporal: Client, sessions: Sessions, case: CaseSnapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ran_ahead(sessions, case)
    monkeypatch.setattr(reconciling, "HEAL_DELAY_S", 0.0)
    monkeypatch.setattr(reconciling, "HEAL_AFTER_QUIET", timedelta(0))
    healing = asyncio.create_task(heal_for_ever(sessions, temporal, settings.task_queue))
    for _ in range(100):
        left = await told(reconciler(settings, temporal, sessions))
        if not left:
            break
        await asyncio.sleep(0.1)
    healing.cancel()
    assert left == []


async def test_a_case_that_is_not_recorded_records_itself_and_its_lost_facts_are_said(
    settings: Settings, temporal: Client, sessions: Sessions, case: CaseSnapshot
) -> None:
    await change(sessions, *without_what_hangs_on_cases(), "DELETE FROM cases")
    assert await told(reconciler(settings, temporal, sessions)) == [("case", "id", False)]
    assert await told(reconciler(settings, temporal, sessions, True)) == [("case", "id", True)]
    async with sessions() as session:
        rows = await case_rows(session, case.case.id)
    assert rows is not None
    assert set(rows.tasks) == {task.id for task in case.tasks}


async def test_an_altered_fact_is_found_and_not_repaired(
    settings: Settings, temporal: Client, sessions: Sessions, case: CaseSnapshot
) -> None:
    await change(sessions, f"UPDATE facts SET actor = 'rui' WHERE case_id = '{case.case.id}' AND seq = 2")
    assert await told(reconciler(settings, temporal, sessions, True)) == [("fact 2", "chain", False)]


async def test_an_open_case_without_its_workflow_is_said(
    settings: Settings, temporal: Client, sessions: Sessions, case: CaseSnapshot
) -> None:
    statement = "UPDATE cases SET id = 'pmis-lost' WHERE id = '{}'"
    await change(sessions, *without_what_hangs_on_cases(), statement.format(case.case.id))
    found = await told(reconciler(settings, temporal, sessions))
    assert ("case", "workflow", False) in found
    assert ("case", "id", False) in found


def test_the_command_names_each_difference_and_fails(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workers.settings.load", lambda: settings)
    nothing = CliRunner().invoke(build(), ["reconcile"])
    assert (nothing.exit_code, nothing.output) == (0, "everything agrees\n")
    asyncio.run(_record_an_orphan(settings))
    one = CliRunner().invoke(build(), ["reconcile"])
    said = "pmis-1: case: workflow: recorded aberto, workflow nothing\n1 differences\n"
    assert (one.exit_code, one.output) == (1, said)


async def _record_an_orphan(settings: Settings) -> None:
    engine = make_engine(settings.database, 1)
    await record(make_sessions(engine), turn(1))
    await engine.dispose()
