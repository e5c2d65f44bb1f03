"""Holding the records against the workflows, for every case or for those touched lately, and setting them right.

The records can run ahead of a workflow: a turn is recorded before the workflow task it belongs to becomes history, and
when worker or server die in between, and nobody sends the act again, facts stand that no history knows. The case's next
turn sets them aside; `heal_for_ever`, which every worker runs, does so without waiting for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.client import Client, WorkflowQueryFailedError
from temporalio.service import RPCError, RPCStatusCode

from activities.records.administration import verify_admin
from activities.records.engine import Sessions
from activities.records.partnerships import differing, every_key, refresh
from activities.records.reconcile import CaseRows, Difference, case_rows, compare, repair, verify_case
from activities.records.tables import CaseRow
from workflows.kernel.messages import CONTEXT_SIGNAL, STATE_QUERY, CaseSnapshot
from workflows.kernel.state import CaseStatus
from workflows.procedures import procedures

ATTEMPTS = 20
PAUSE_S = 0.5
QUERY_TIMEOUT = timedelta(seconds=10)

HEAL_DELAY_S = 20.0
HEAL_EACH_S = 300.0
HEAL_FIRST = timedelta(hours=1)
HEAL_AFTER_QUIET = timedelta(seconds=30)
ADMINISTRATION = "administration"
PARTNERSHIPS = "partnerships"
_HEAL_LOCK = 0x7472616D
_log = structlog.get_logger("tramita.reconcile")


class Found(NamedTuple):
    """One difference: in which case, what it is (one line), and whether it was set right."""

    case: str
    what: str
    field: str
    said: str
    repaired: bool = False


class Seen(NamedTuple):
    """A case at rest: its records, its workflow's state (None: there is no workflow), and how they differ."""

    rows: CaseRows | None
    snapshot: CaseSnapshot | None
    differences: list[Difference]


class Unanswered(Exception):
    """A case whose workflow did not answer, or never came to rest. The text says why."""


@dataclass(frozen=True)
class Reconciler:
    """Compares cases with their workflows, `at_once` of them at a time; with `repairing`, sets the records right."""

    sessions: Sessions
    client: Client
    task_queue: str
    repairing: bool = False
    at_once: int = 8

    async def everything(self) -> AsyncIterator[Found]:
        """Every case: open ones and running workflows compared, the chain of facts of all of them verified.

        Last the chain of administrative acts, told as of the case `ADMINISTRATION`, and the public list of
        partnerships, as of `PARTNERSHIPS`.
        """
        unrecorded = running = await self._running()
        async for batch in self._batches():
            # An ended case is compared only when its workflow says that it still runs.
            looks = (self._whole(case_id, is_open or case_id in running) for case_id, is_open in batch)
            for findings in await asyncio.gather(*looks):
                for found in findings:
                    yield found
            unrecorded = unrecorded - {case_id for case_id, _ in batch}
        for case_id in sorted(unrecorded):
            for found in await self.case(case_id):
                yield found
        async with self.sessions() as session:
            breaks = await verify_admin(session)
        for one in breaks:
            yield Found(ADMINISTRATION, f"fact {one.seq}", "chain", one.reason)
        for found in await self.partnerships():
            yield found

    async def partnerships(self) -> list[Found]:
        """The partnerships that are listed otherwise than their cases tell, and whether that was set right."""
        look, wrong = refresh if self.repairing else differing, list[str]()
        async with self.sessions() as session:
            connection = await session.connection()
            for keys in await connection.run_sync(lambda plain: list(every_key(plain))):
                wrong += await connection.run_sync(look, keys)
                await session.commit()
                connection = await session.connection()
        said = "listed otherwise than its cases tell"
        return [Found(PARTNERSHIPS, key, "list", said, self.repairing) for key in wrong]

    async def touched(self, since: datetime, until: datetime) -> AsyncIterator[Found]:
        """The cases last recorded between the two instants, compared with their workflows."""
        recorded = (col(CaseRow.recorded_at) >= since, col(CaseRow.recorded_at) < until)
        async with self.sessions() as session:
            ids = (await session.exec(select(CaseRow.id).where(*recorded))).all()
        for case_id in ids:
            for found in await self.case(case_id):
                yield found

    async def case(self, case_id: str) -> list[Found]:
        """How one case differs from its workflow, and what was set right of it."""
        try:
            seen = await self._at_rest(case_id)
            if not seen.differences or not self.repairing or not await self._repair(case_id, seen):
                return [_found(case_id, difference) for difference in seen.differences]
            left = (await self._at_rest(case_id)).differences
        except Unanswered as error:
            return [Found(case_id, "workflow", "state", str(error))]
        repaired = [_found(case_id, difference, repaired=True) for difference in seen.differences]
        return repaired + [_found(case_id, difference) for difference in left]

    async def chain(self, case_id: str) -> list[Found]:
        """What is wrong with the facts of one case."""
        async with _still(self.sessions) as session:
            breaks = await verify_case(session, case_id)
        return [Found(case_id, f"fact {one.seq}", "chain", one.reason) for one in breaks]

    async def _whole(self, case_id: str, compared: bool) -> list[Found]:
        return (await self.case(case_id) if compared else []) + await self.chain(case_id)

    async def _batches(self) -> AsyncIterator[Sequence[tuple[str, bool]]]:
        """Every recorded case in the order of ids, `at_once` at a time, and whether it is open."""
        last = ""
        while True:
            async with self.sessions() as session:
                after = select(CaseRow.id, CaseRow.status).where(col(CaseRow.id) > last).order_by(col(CaseRow.id))
                rows = (await session.exec(after.limit(self.at_once))).all()
            if not rows:
                return
            yield [(case_id, status == CaseStatus.OPEN.value) for case_id, status in rows]
            last = rows[-1][0]

    async def _running(self) -> set[str]:
        """The running workflows of procedures, as the server's index of them has it (a second late at most)."""
        query = f"ExecutionStatus = 'Running' AND TaskQueue = '{self.task_queue}'"
        known = procedures()
        return {found.id async for found in self.client.list_workflows(query) if found.workflow_type in known}

    async def _at_rest(self, case_id: str) -> Seen:
        """The case in a moment in which nothing of it was being recorded. Raises `Unanswered`."""
        for attempt in range(ATTEMPTS):
            if attempt:
                await asyncio.sleep(PAUSE_S)
            rows = await self._rows(case_id)
            snapshot = await self._ask(case_id)
            if snapshot is None:
                return Seen(rows, None, _without_workflow(rows))
            if snapshot.recording:
                continue
            differences = compare(snapshot, rows)
            if not differences:
                return Seen(rows, snapshot, [])
            again = await self._rows(case_id)
            if (rows and rows.recorded_at) == (again and again.recorded_at):
                return Seen(rows, snapshot, differences)
        raise Unanswered("was being recorded each time it was looked at")

    async def _rows(self, case_id: str) -> CaseRows | None:
        async with _still(self.sessions) as session:
            return await case_rows(session, case_id)

    async def _ask(self, case_id: str) -> CaseSnapshot | None:
        """The state of the workflow; None when there is none. Raises `Unanswered`."""
        said = "no answer"
        for _ in range(ATTEMPTS // 4):
            try:
                handle = self.client.get_workflow_handle(case_id)
                answer: CaseSnapshot = await handle.query(
                    STATE_QUERY, result_type=CaseSnapshot, rpc_timeout=QUERY_TIMEOUT
                )
                return answer
            except WorkflowQueryFailedError as error:
                raise Unanswered(str(error)) from error
            except RPCError as error:
                if error.status == RPCStatusCode.NOT_FOUND:
                    return None
                said = f"no answer ({error.status.name.lower()}): does a worker run?"
            await asyncio.sleep(PAUSE_S)
        raise Unanswered(said)

    async def _repair(self, case_id: str, seen: Seen) -> bool:
        """Whether something was done about the differences."""
        if seen.snapshot is None:
            return False
        if seen.rows is not None:
            return await repair(self.sessions, seen.snapshot, seen.rows)
        # Nothing is recorded at all: asked to record itself, the case finds the hole and sends all it has.
        await self.client.get_workflow_handle(case_id).signal(CONTEXT_SIGNAL)
        for _ in range(ATTEMPTS):
            if await self._rows(case_id) is not None:
                return True
            await asyncio.sleep(PAUSE_S)
        return False


async def heal_for_ever(sessions: Sessions, client: Client, task_queue: str) -> None:
    """Set right, again and again, the records of cases that were touched and have been quiet since.

    The first round reaches an hour back and begins when what was interrupted has had time to be tried again; then every
    five minutes those touched since. One worker at a time does it.
    """
    reconciler = Reconciler(sessions, client, task_queue, repairing=True)
    await asyncio.sleep(HEAL_DELAY_S)
    since = datetime.now(UTC) - HEAL_FIRST
    while True:
        until = datetime.now(UTC) - HEAL_AFTER_QUIET
        try:
            await _heal(reconciler, since, until)
            since = until
        except (SQLAlchemyError, RPCError, OSError) as error:
            _log.warning("healing_failed", error=type(error).__name__)
        await asyncio.sleep(HEAL_EACH_S)


async def _heal(reconciler: Reconciler, since: datetime, until: datetime) -> None:
    async with reconciler.sessions() as session:
        connection = await session.connection()
        alone = await connection.execute(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": _HEAL_LOCK})
        if not alone.scalar_one():
            return
        async for found in reconciler.touched(since, until):
            _log.warning("records_differed", case=found.case, what=found.field, repaired=found.repaired)


@asynccontextmanager
async def _still(sessions: Sessions) -> AsyncIterator[AsyncSession]:
    """A session in which every query sees the same instant."""
    async with sessions() as session:
        await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield session


def _without_workflow(rows: CaseRows | None) -> list[Difference]:
    """An ended case may outlive its workflow, an open one must not."""
    if rows is None or rows.case.status == CaseStatus.ENDED.value:
        return []
    return [Difference("case", "workflow", rows.case.status, None)]


def _found(case_id: str, difference: Difference, repaired: bool = False) -> Found:
    said = f"recorded {_short(difference.recorded)}, workflow {_short(difference.workflow)}"
    return Found(case_id, difference.what, difference.field, said, repaired)


def _short(value: object) -> str:
    shown = "nothing" if value is None else str(value)
    return shown if len(shown) <= 80 else shown[:77] + "..."
