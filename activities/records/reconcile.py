"""Proving that records and workflow agree, case by case, and repairing the records from the workflow.

How to use it for one case: read `case_rows`, then ask the workflow for its snapshot, then `compare`, and if there are
differences `repair`, which does nothing when the case has moved on in between. Facts cannot be made again from a
snapshot: what is missing of them is reported, never invented.
"""

from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.chain import Break, Link, genesis, verify_chain
from activities.records.engine import Sessions
from activities.records.partnerships import list_again, told_by
from activities.records.record import drop_unknown, header_row, set_aside, write_derived
from activities.records.tables import CaseRow, DeadlineRow, FactRow, TaskRow
from activities.records.words import case_number
from workflows.kernel.messages import CaseSnapshot
from workflows.kernel.state import CaseHeader, CaseStatus, DeadlineState, Fact, TaskState

REPAIRED = "the workflow, asked for its state, does not know it"
_BATCH = 1000


class CaseRows(NamedTuple):
    """A case as it is recorded. `recorded_at` tells one recording from the next."""

    case: CaseRow
    tasks: dict[str, TaskRow]
    deadlines: dict[str, DeadlineRow]

    @property
    def recorded_at(self) -> datetime:
        return self.case.recorded_at


class Difference(NamedTuple):
    """One thing in which records and workflow differ: `what` ("case", "task …", "deadline …"), field, both values."""

    what: str
    field: str
    recorded: Any
    workflow: Any


async def case_rows(session: AsyncSession, case_id: str) -> CaseRows | None:
    """What is recorded of a case, its facts apart; None when nothing is."""
    case = await session.get(CaseRow, case_id, populate_existing=True)
    if case is None:
        return None
    tasks = (await session.exec(select(TaskRow).where(col(TaskRow.case_id) == case_id))).all()
    deadlines = (await session.exec(select(DeadlineRow).where(col(DeadlineRow.case_id) == case_id))).all()
    return CaseRows(case, {row.id: row for row in tasks}, {row.id: row for row in deadlines})


async def open_cases(session: AsyncSession) -> AsyncIterator[str]:
    """The ids of all open cases, in order, a thousand at a time."""
    last = ""
    while True:
        statement = select(CaseRow.id).where(col(CaseRow.status) == CaseStatus.OPEN.value, col(CaseRow.id) > last)
        found = (await session.exec(statement.order_by(col(CaseRow.id)).limit(_BATCH))).all()
        for case_id in found:
            yield case_id
        if len(found) < _BATCH:
            return
        last = found[-1]


def compare(snapshot: CaseSnapshot, rows: CaseRows | None) -> list[Difference]:
    """Everything in which the records of a case differ from its workflow; empty when they agree.

    A task that is closed keeps the date it had; the date of an open one must be its deadline's.
    """
    if rows is None:
        return [Difference("case", "id", None, snapshot.case.id)]
    case = rows.case
    ours = CaseHeader.model_validate({name: getattr(case, name) for name in CaseHeader.model_fields})
    found = _fields("case", ours, snapshot.case)
    if case.last_seq != snapshot.last_seq:
        found.append(Difference("case", "last_seq", case.last_seq, snapshot.last_seq))
    found += _rows("task", rows.tasks, snapshot.tasks)
    found += _rows("deadline", rows.deadlines, snapshot.deadlines)
    dates = {deadline.id: deadline.due for deadline in snapshot.deadlines}
    for task in snapshot.tasks:
        row = rows.tasks.get(task.id)
        due = dates.get(task.deadline or "")
        if row is not None and task.status.open and row.due != due:
            found.append(Difference(f"task {task.id}", "due", row.due, due))
    return found


async def repair(sessions: Sessions, snapshot: CaseSnapshot, seen: CaseRows) -> bool:
    """Make what is derived of a case, and the end of its facts, as the workflow has it. `seen`: the rows compared.

    Facts beyond the snapshot's last are set aside. The fence is lowered, so that a workflow that was reset goes on.
    Returns False, having done nothing, when the case was recorded again since `seen` was read or is being recorded now.
    """
    if snapshot.recording:
        return False
    async with sessions() as session:
        locked = select(CaseRow).where(col(CaseRow.id) == snapshot.case.id).with_for_update()
        row = (await session.exec(locked)).one()
        if row.recorded_at != seen.recorded_at:
            return False
        connection = await session.connection()
        listed = await told_by(connection, row.id)
        end = await _hash_at(session, row, snapshot.last_seq)
        if row.last_seq > snapshot.last_seq:
            await set_aside(connection, row.id, snapshot.last_seq + 1, REPAIRED, (row.fence_run, row.fence_len))
        number = case_number(row.number, row.year)
        case = {
            **header_row(snapshot, number),
            "last_seq": min(row.last_seq, snapshot.last_seq),
            "last_hash": end,
            "fence_run": 0,
            "fence_len": 0,
            "context_version": row.context_version,
        }
        await write_derived(connection, snapshot, case, [], number)
        await drop_unknown(connection, snapshot)
        await list_again(connection, listed | await told_by(connection, row.id))
        await session.commit()
    return True


async def verify_case(session: AsyncSession, case_id: str) -> list[Break]:
    """What is wrong with the facts of a case: holes, altered content, a broken chain, another end than the case's."""
    statement = select(FactRow).where(col(FactRow.case_id) == case_id).order_by(col(FactRow.seq))
    links = [_link(row) for row in (await session.exec(statement)).all()]
    found = verify_chain(case_id, links)
    case = await session.get(CaseRow, case_id)
    end = (links[-1].fact.seq, links[-1].hash) if links else (0, None)
    if case is not None and links and end != (case.last_seq, case.last_hash):
        found.append(Break(end[0], f"the case's facts end at {case.last_seq} with another hash"))
    return found


async def verify_all(session: AsyncSession) -> AsyncIterator[tuple[str, list[Break]]]:
    """`verify_case` for every case, open or ended: those where something is wrong, in order of their ids."""
    last = ""
    while True:
        statement = select(CaseRow.id).where(col(CaseRow.id) > last).order_by(col(CaseRow.id)).limit(_BATCH)
        ids = (await session.exec(statement)).all()
        for case_id in ids:
            if breaks := await verify_case(session, case_id):
                yield case_id, breaks
        session.expunge_all()
        if len(ids) < _BATCH:
            return
        last = ids[-1]


def _link(row: FactRow) -> Link:
    fact = Fact.model_validate({name: getattr(row, name) for name in Fact.model_fields})
    return Link(fact, row.prev_hash, row.hash)


async def _hash_at(session: AsyncSession, row: CaseRow, seq: int) -> str:
    """The hash that the chain of the case ends with when it ends at `seq`, or where it ends now if that is before."""
    if row.last_seq <= seq:
        return row.last_hash
    fact = await session.get(FactRow, (row.id, seq))
    return fact.hash if fact else genesis(row.id)


def _rows(what: str, rows: dict[str, Any], states: Iterable[TaskState] | Iterable[DeadlineState]) -> list[Difference]:
    found: list[Difference] = []
    known = {state.id: state for state in states}
    for missing in known.keys() - rows.keys():
        found.append(Difference(f"{what} {missing}", "id", None, missing))
    for unknown in rows.keys() - known.keys():
        found.append(Difference(f"{what} {unknown}", "id", unknown, None))
    for shared in sorted(known.keys() & rows.keys()):
        state = known[shared]
        row = rows[shared]
        ours = type(state).model_validate({name: getattr(row, name) for name in type(state).model_fields})
        found += _fields(f"{what} {shared}", ours, state)
    return found


def _fields(what: str, ours: Any, theirs: Any) -> list[Difference]:
    return [
        Difference(what, name, getattr(ours, name), getattr(theirs, name))
        for name in type(theirs).model_fields
        if getattr(ours, name) != getattr(theirs, name)
    ]
