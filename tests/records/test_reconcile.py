"""That records and workflow agree, what is said when they do not, and the repair."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from activities.records.engine import Sessions
from activities.records.reconcile import CaseRows, Difference, case_rows, compare, open_cases, repair, verify_case
from activities.records.record import record
from tests.records.make import CASE, DUE, START, deadline, done, header, snapshot, task, turn, wait
from workflows.kernel.messages import CaseSnapshot
from workflows.kernel.state import CaseStatus

pytestmark = pytest.mark.engines
TASKS = (task(), done(task("t2")))
DEADLINES = (deadline(), deadline("d2", due=None, remaining=3))
TRUE = snapshot(3, case=header(waits=(wait("a"),)), tasks=TASKS, deadlines=DEADLINES)


async def rows(sessions: Sessions) -> CaseRows:
    async with sessions() as session:
        found = await case_rows(session, CASE)
        assert found is not None
        return found


async def recorded(sessions: Sessions, of: CaseSnapshot = TRUE) -> None:
    made = turn(1, 3, tasks=of.tasks, deadlines=of.deadlines)
    await record(sessions, made.model_copy(update={"case": of.case}))


async def change(sessions: Sessions, statement: str) -> None:
    async with sessions() as session:
        await (await session.connection()).execute(text(statement))
        await session.commit()


async def test_what_was_just_recorded_agrees(sessions: Sessions) -> None:
    await recorded(sessions)
    assert compare(TRUE, await rows(sessions)) == []


async def test_a_case_that_is_not_recorded_is_told(sessions: Sessions) -> None:
    async with sessions() as session:
        assert await case_rows(session, CASE) is None
    assert compare(TRUE, None) == [Difference("case", "id", None, CASE)]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE cases SET stage = 'fim'", [("case", "stage")]),
        ("UPDATE cases SET waits = '[]'", [("case", "waits")]),
        (f"UPDATE tasks SET owner = 'rui' WHERE id = '{CASE}.t1'", [(f"task {CASE}.t1", "owner")]),
        (f"UPDATE tasks SET due = due + 1 WHERE id = '{CASE}.t1'", [(f"task {CASE}.t1", "due")]),
        (f"DELETE FROM tasks WHERE id = '{CASE}.t2'", [(f"task {CASE}.t2", "id")]),
        (f"UPDATE deadlines SET due = due + 1 WHERE id = '{CASE}.d1'", [(f"deadline {CASE}.d1", "due")]),
        (f"UPDATE deadlines SET id = '{CASE}.d9' WHERE id = '{CASE}.d2'",
         [(f"deadline {CASE}.d2", "id"), (f"deadline {CASE}.d9", "id")]),
    ],
)  # fmt: skip
async def test_damage_is_told_and_repaired(sessions: Sessions, damage: str, told: list[Any]) -> None:
    await recorded(sessions)
    await change(sessions, damage)
    seen = await rows(sessions)
    assert [(one.what, one.field) for one in compare(TRUE, seen)] == told
    assert await repair(sessions, TRUE, seen)
    assert compare(TRUE, await rows(sessions)) == []


@pytest.mark.parametrize("last", [0, 2])
async def test_facts_that_the_workflow_does_not_know_are_set_aside(sessions: Sessions, last: int) -> None:
    await recorded(sessions)
    true = TRUE.model_copy(update={"last_seq": last})
    seen = await rows(sessions)
    assert [(one.field, one.recorded, one.workflow) for one in compare(true, seen)] == [("last_seq", 3, last)]
    assert await repair(sessions, true, seen)
    assert compare(true, await rows(sessions)) == []
    async with sessions() as session:
        assert await verify_case(session, CASE) == []
    await record(sessions, turn(last + 1, 2, at=1))
    async with sessions() as session:
        assert await verify_case(session, CASE) == []


async def test_a_case_that_moved_on_is_left_alone(sessions: Sessions) -> None:
    await recorded(sessions)
    seen = await rows(sessions)
    later = deadline(due=DUE + timedelta(days=1))
    await record(sessions, turn(4, at=2, deadlines=(later,)))
    assert not await repair(sessions, TRUE, seen)
    now = await rows(sessions)
    assert (now.case.last_seq, now.deadlines[later.id].due) == (4, later.due)


async def test_a_case_that_is_being_recorded_is_left_alone(sessions: Sessions) -> None:
    await recorded(sessions)
    assert not await repair(sessions, TRUE.model_copy(update={"recording": True, "last_seq": 1}), await rows(sessions))
    assert (await rows(sessions)).case.last_seq == 3


async def test_a_workflow_that_was_reset_goes_on_after_the_repair(sessions: Sessions) -> None:
    await recorded(sessions)
    await record(sessions, turn(4, at=50))
    assert await repair(sessions, TRUE, await rows(sessions))
    assert (await record(sessions, turn(4, at=20))).last_seq == 4


async def test_open_cases_are_listed(sessions: Sessions) -> None:
    for case in ("b", "a", "c"):
        await record(sessions, turn(1, case=case))
    ended = header("b", status=CaseStatus.ENDED, ended_at=START, outcome="x")
    await record(sessions, turn(2, case="b", at=2).model_copy(update={"case": ended}))
    async with sessions() as session:
        assert [case async for case in open_cases(session)] == ["a", "c"]
