"""The one place that writes what happened: each workflow turn in one transaction, facts and what follows from them."""

from collections import OrderedDict
from typing import Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.records import statements
from activities.records.chain import dump, genesis, plain, rfc3339
from activities.records.context import load_context
from activities.records.engine import Sessions, standing_alone
from activities.records.issued import number_documents
from activities.records.partnerships import list_again, told_by, touched_by
from activities.records.turns import Fenced, Plan, Stored, StoredLink, plan
from activities.records.words import case_number, fold
from workflows.clock import lapse_instant
from workflows.kernel.messages import RECORD_ACTIVITY, CaseSnapshot, Recorded, Turn
from workflows.kernel.state import DeadlineState, FactKind, TaskState

FENCED = "fenced"
SUPERSEDED = "the turn that recorded it never became history"
REMEMBERED = 4000
"""Cases whose end a worker remembers: twice as many as it holds workflows."""


class End(NamedTuple):
    """Where what is recorded of a case ends, as this worker left it, and the number people know the case by."""

    seq: int
    hash: str
    fence: tuple[int, int]
    number: str


class RecordActivities:
    """The recording of turns as Temporal activities; register `RecordActivities(sessions).record`."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions, self._alone = sessions, standing_alone(sessions)
        self._ends: OrderedDict[str, End] = OrderedDict()

    @activity.defn(name=RECORD_ACTIVITY)
    async def record(self, turn: Turn) -> Recorded:
        """`record` with this worker's sessions; in one statement when the turn follows on this worker's last."""
        end = self._ends.pop(turn.case.id, None)
        recorded = None
        if end is not None and _follows(turn, end) and not (_issues(turn) or touched_by(turn)):
            recorded, end = await self._record_after(turn, end)
        if recorded is None:
            recorded, end = await _record(self._sessions, turn)
        if end is not None:
            self._ends[turn.case.id] = end
            if len(self._ends) > REMEMBERED:
                self._ends.popitem(last=False)
        return recorded

    async def _record_after(self, turn: Turn, end: End) -> tuple[Recorded | None, End | None]:
        """Write `turn` if what is recorded of its case still ends as `end` says; otherwise nothing, and answer None."""
        todo = plan(turn, Stored(end.seq, end.hash, end.fence), [])
        believed = {"seq": end.seq, "hash": end.hash, "fence_run": end.fence[0], "fence_len": end.fence[1]}
        parameters = {**_derived(turn, _case(turn, todo, end.number), _facts(todo), end.number), **believed}
        async with self._alone.connect() as connection:
            row = (await connection.execute(statements.WRITE_AFTER, parameters)).one_or_none()
        if row is None:
            return None, None
        context = None
        if row.context_version > turn.context_version:
            async with self._sessions() as session:
                context = await load_context(session)
        recorded = Recorded(last_seq=todo.last_seq, diverged=todo.diverged, context=context)
        return recorded, End(todo.last_seq, todo.last_hash, turn.fence, end.number)


def _follows(turn: Turn, end: End) -> bool:
    """Whether `turn` merely goes on from `end`, with nothing that needs further statements."""
    return turn.first_seq == end.seq + 1 and turn.fence >= end.fence and not _brings_papers(turn) and not turn.full


def _brings_papers(turn: Turn) -> bool:
    return bool(turn.drafts or turn.follow_ups or turn.comments or turn.documents or turn.notifications)


def _issues(turn: Turn) -> bool:
    return any(fact.kind is FactKind.DOCUMENT_ISSUED for fact in turn.facts)


async def record(sessions: Sessions, turn: Turn) -> Recorded:
    """Write `turn` in one transaction, as `activities.records.turns` decides; idempotent.

    The case's row is locked meanwhile, and whoever listens on the channel `tramita_case` is told the case's id. The
    answer brings what the body has decreed when that is newer than `turn.context_version`.

    Raises:
        ApplicationError: type `fenced`, not to be retried: the turn comes from an older history than the one recorded.
        sqlalchemy.exc.DBAPIError: the database refused or went away; nothing is written, try again.
    """
    return (await _record(sessions, turn))[0]


async def _record(sessions: Sessions, turn: Turn) -> tuple[Recorded, End | None]:
    async with sessions() as session:
        connection = await session.connection()
        row = await _locked(connection, turn)
        stored = Stored(row.last_seq, row.last_hash, (row.fence_run, row.fence_len), row.raced)
        known = await _known(connection, turn) if turn.first_seq <= stored.last_seq else []
        try:
            todo = plan(turn, stored, known)
        except Fenced as fenced:
            raise ApplicationError(str(fenced), type=FENCED, non_retryable=True) from fenced
        number = case_number(row.number, row.year)
        if todo.refresh:
            await _carry_out(connection, turn, todo, number)
        newer = row.context_version > turn.context_version
        context = await load_context(session) if newer else None
        await session.commit()
    recorded = Recorded(last_seq=todo.last_seq, diverged=todo.diverged, context=context)
    return recorded, End(todo.last_seq, todo.last_hash, turn.fence, number) if todo.refresh else None


async def _locked(connection: AsyncConnection, turn: Turn) -> Any:
    """The end of what is recorded of the case, locked; its row is made, and its number given, at its first turn."""
    case_id = {"case_id": turn.case.id}
    row = (await connection.execute(statements.LOCK, case_id)).one_or_none()
    if row is None:
        await connection.execute(statements.LOCK_NEW, case_id)
        row = (await connection.execute(statements.LOCK, case_id)).one_or_none()
    if row is None:
        await _begin(connection, turn)
        row = (await connection.execute(statements.LOCK, case_id)).one()
    return row


async def _begin(connection: AsyncConnection, turn: Turn) -> None:
    case = turn.case
    place = {"type": case.type, "year": case.started_on.year}
    number = (await connection.execute(statements.NEXT_NUMBER, place)).scalar_one()
    started = next((fact for fact in turn.facts if fact.kind is FactKind.CASE_STARTED), None)
    await connection.execute(
        statements.NEW_CASE,
        {
            **place,
            "number": number,
            **case.model_dump(include={"id", "subject", "stage", "started_on", "started_at", "ended_at", "parent"}),
            "status": case.status.value,
            "policy": case.policy.value,
            "calendar": case.calendar,
            "started_by": started.actor if started else None,
            "last_hash": genesis(case.id),
            "fence_run": turn.fence[0],
            "fence_len": turn.fence[1],
        },
    )


async def _known(connection: AsyncConnection, turn: Turn) -> list[StoredLink]:
    rows = await connection.execute(statements.KNOWN_FACTS, {"case_id": turn.case.id, "first": turn.first_seq})
    return [StoredLink(*row) for row in rows]


async def _carry_out(connection: AsyncConnection, turn: Turn, todo: Plan, number: str) -> None:
    listed: set[str] = set()
    if todo.cut is not None:
        listed = await told_by(connection, turn.case.id)
        await set_aside(connection, turn.case.id, todo.cut, SUPERSEDED, turn.fence)
    await write_derived(connection, turn, _case(turn, todo, number), _facts(todo), number)
    await number_documents(connection, turn.case.id, todo.new)
    if _brings_papers(turn):
        await connection.execute(
            statements.WRITE_PAPERS,
            {"case_id": turn.case.id, "turn_seq": todo.last_seq, "doc": dump(plain(_papers(turn)))},
        )
    if turn.full:
        await drop_unknown(connection, turn)
    if todo.cut is not None or touched_by(turn):
        await list_again(connection, listed | await told_by(connection, turn.case.id))


def _case(turn: Turn, todo: Plan, number: str) -> dict[str, Any]:
    return {
        **header_row(turn, number),
        "last_seq": todo.last_seq,
        "last_hash": todo.last_hash,
        "fence_run": turn.fence[0],
        "fence_len": turn.fence[1],
        "context_version": turn.context_version,
    }


async def set_aside(connection: AsyncConnection, case_id: str, cut: int, why: str, by: tuple[int, int]) -> None:
    """Take the facts from `cut` on out of the case, with the papers they brought, and keep them for audit."""
    await connection.execute(
        statements.SET_ASIDE, {"case_id": case_id, "cut": cut, "why": why, "by_run": by[0], "by_len": by[1]}
    )


async def write_derived(
    connection: AsyncConnection,
    source: Turn | CaseSnapshot,
    case: dict[str, Any],
    facts: list[dict[str, Any]],
    number: str,
) -> None:
    """Write the header `case`, the tasks and deadlines of `source`, and `facts`, in one statement."""
    await connection.execute(statements.WRITE, _derived(source, case, facts, number))


def _derived(
    source: Turn | CaseSnapshot, case: dict[str, Any], facts: list[dict[str, Any]], number: str
) -> dict[str, Any]:
    header = source.case
    doc = {
        "case": case,
        "facts": facts,
        "deadlines": [_deadline(deadline) for deadline in source.deadlines],
        "tasks": [_task(task, header.subject, number) for task in source.tasks],
    }
    return {
        "doc": dump(plain(doc)),
        "case_id": header.id,
        "case_type": header.type,
        "case_subject": header.subject,
    }


async def drop_unknown(connection: AsyncConnection, source: Turn | CaseSnapshot) -> None:
    """Remove the tasks and deadlines of the case that `source`, which holds all of them, does not have."""
    known = {
        "case_id": source.case.id,
        "tasks": [task.id for task in source.tasks],
        "deadlines": [deadline.id for deadline in source.deadlines],
    }
    for statement in statements.DROP_UNKNOWN:
        names = {name: value for name, value in known.items() if f":{name}" in statement.text}
        await connection.execute(statement, names)


def header_row(source: Turn | CaseSnapshot, number: str) -> dict[str, Any]:
    """The columns of a case that follow its header."""
    case = source.case
    due = min((wait.until for wait in case.waits if wait.until), default=None)
    return {
        **case.model_dump(mode="json", exclude={"id", "type", "parent"}),
        "next_due": due.isoformat() if due else None,
        "search": fold(f"{case.subject} {number}"),
    }


def _facts(todo: Plan) -> list[dict[str, Any]]:
    return [
        {
            **link.fact.model_dump(mode="json"),
            "at": rfc3339(link.fact.at),
            "prev_hash": link.prev_hash,
            "hash": link.hash,
        }
        for link in todo.new
    ]


def _deadline(deadline: DeadlineState) -> dict[str, Any]:
    lapses = rfc3339(lapse_instant(deadline.due)) if deadline.due else None
    return {**deadline.model_dump(mode="json", by_alias=True), "lapses_at": lapses}


def _task(task: TaskState, case_subject: str, number: str) -> dict[str, Any]:
    words = (task.title, task.subject or "", case_subject, number)
    return {**task.model_dump(mode="json"), "search": fold(" ".join(words))}


def _papers(turn: Turn) -> dict[str, Any]:
    dumped = turn.model_dump(mode="json", include={"comments", "notifications"})
    # Of what one turn brings several times for the same person and task, the last stands.
    for name, papers in (("drafts", turn.drafts), ("follow_ups", turn.follow_ups)):
        last = {(paper.task, paper.user): paper for paper in papers}
        dumped[name] = [paper.model_dump(mode="json") for paper in last.values()]
    dumped["documents"] = [
        {**ref.model_dump(mode="json"), "task": task, "attached_by": user, "attached_at": rfc3339(at)}
        for ref, task, user, at in turn.documents
    ]
    return dumped
