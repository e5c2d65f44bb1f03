"""Recording turns in a real PostgreSQL."""

import asyncio
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from temporalio.exceptions import ApplicationError

from activities.records.context import set_parameter
from activities.records.engine import Sessions
from activities.records.reconcile import verify_all, verify_case
from activities.records.record import RecordActivities, record
from tests.records.make import CASE, DUE, START, deadline, done, fact, header, task, turn, wait
from workflows.kernel.messages import Comment, DocumentRef, Draft, NotificationOut, Recorded, Turn

pytestmark = pytest.mark.engines


@pytest.fixture(autouse=True, params=["stranger", "worker"])
def recorder(request: pytest.FixtureRequest, sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every rule holds for whoever comes to a case anew and for a worker that remembers where it left it."""
    if request.param == "worker":
        worker = RecordActivities(sessions)

        async def remembering(_: Sessions, made: Turn) -> Recorded:
            return await worker.record(made)

        monkeypatch.setitem(globals(), "record", remembering)


async def rows(sessions: Sessions, query: str, **values: Any) -> list[Any]:
    async with sessions() as session:
        found = await (await session.connection()).execute(text(query), values)
        return [tuple(row) if len(row) > 1 else row[0] for row in found]


async def change(sessions: Sessions, statement: str) -> None:
    async with sessions() as session:
        await (await session.connection()).execute(text(statement))
        await session.commit()


async def seqs(sessions: Sessions) -> list[Any]:
    return await rows(sessions, "SELECT seq FROM facts ORDER BY seq")


async def sound(sessions: Sessions, case: str = CASE) -> bool:
    async with sessions() as session:
        return await verify_case(session, case) == []


def papers(**changes: Any) -> dict[str, Any]:
    told = NotificationOut(key="n1", kind="x", subject="s", body="b", to_role="gestao", at=START)
    return {
        "drafts": (Draft(task=f"{CASE}.t1", user="ana", form={"parecer": "a"}, saved_at=START),),
        "comments": (Comment(task=f"{CASE}.t1", user="ana", text="veja o anexo", at=START, act="ato-1"),),
        "documents": (
            (
                DocumentRef(id="doc1", title="Projeto", media_type="application/pdf", size=3, sha256="a" * 64),
                None,
                "ana",
                START,
            ),
        ),
        "notifications": (told,),
        **changes,
    }


async def test_a_first_turn_makes_the_case_with_its_number(sessions: Sessions) -> None:
    answer = await record(sessions, turn(1, 3, case="a", tasks=(task(case="a"),), deadlines=(deadline(case="a"),)))
    await record(sessions, turn(1, 1, case="b"))
    await record(sessions, Turn(**{**dict(turn(1, 1)), "case": header("c", started_on=date(2027, 1, 4))}))
    assert (answer.last_seq, answer.diverged, answer.context) == (3, False, None)
    assert await rows(sessions, "SELECT id, year, number, started_by FROM cases ORDER BY id") == [
        ("a", 2026, 1, "ana"), ("b", 2026, 2, "ana"), ("c", 2027, 1, "ana"),
    ]  # fmt: skip
    assert await rows(sessions, "SELECT due, provisional FROM tasks") == [(DUE, False)]
    assert await rows(sessions, "SELECT lapses_at AT TIME ZONE 'America/Cuiaba' FROM deadlines") != [None]


async def test_a_case_is_searched_without_accents(sessions: Sessions) -> None:
    await record(sessions, turn(1, tasks=(task(),)))
    assert await rows(sessions, "SELECT search FROM cases") == ["manutencao da estrada 1/2026"]
    assert await rows(sessions, "SELECT search FROM tasks") == [
        "analisar a admissibilidade manutencao da estrada 1/2026"
    ]


async def test_turns_follow_each_other_in_one_chain(sessions: Sessions) -> None:
    for first in (1, 3, 5):
        await record(sessions, turn(first, 2, at=first))
    assert await seqs(sessions) == [1, 2, 3, 4, 5, 6]
    assert await sound(sessions)


async def test_the_same_turn_again_is_recorded_once(sessions: Sessions) -> None:
    made = turn(1, 3, tasks=(task(),), deadlines=(deadline(),), **papers())
    first = await record(sessions, made)
    assert await record(sessions, made) == first
    assert await seqs(sessions) == [1, 2, 3]
    for table in ("tasks", "deadlines", "drafts", "comments", "attachments", "notifications"):
        assert await rows(sessions, f"SELECT count(*) FROM {table}") == [1]
    assert await rows(sessions, "SELECT count(*) FROM facts_set_aside") == [0]


async def test_other_facts_displace_a_turn_that_never_became_history(sessions: Sessions) -> None:
    await record(sessions, turn(1, 2, at=3, tasks=(task(),), deadlines=(deadline(),)))
    lost = turn(3, 2, at=5, tasks=(done(task()), task("t2")), **papers())
    await record(sessions, lost)
    answer = await record(sessions, turn(3, [fact(3, actor="rui")], at=8))
    assert (answer.last_seq, answer.diverged) == (3, True)
    assert await seqs(sessions) == [1, 2, 3]
    assert await rows(sessions, "SELECT seq, by_len FROM facts_set_aside ORDER BY seq") == [(3, 8), (4, 8)]
    for table in ("comments", "attachments", "notifications"):
        assert await rows(sessions, f"SELECT count(*) FROM {table}") == [0]
    assert await sound(sessions)

    rebuilt = await record(sessions, turn(4, 0, at=8, full=True, tasks=(task(),), deadlines=(deadline(),)))
    assert not rebuilt.diverged
    assert await rows(sessions, "SELECT id, status, outcome, closed_at FROM tasks") == [
        (f"{CASE}.t1", "ready", None, None)
    ]


async def test_records_ahead_of_the_workflow_are_cut_back_and_grow_again(sessions: Sessions) -> None:
    await record(sessions, turn(1, 2, at=5))
    await record(sessions, turn(3, 2, at=5))
    assert (await record(sessions, turn(1, 2, at=8))).diverged
    assert await seqs(sessions) == [1, 2]
    assert not (await record(sessions, turn(3, 2, at=8))).diverged
    assert await seqs(sessions) == [1, 2, 3, 4]
    assert await sound(sessions)


async def test_a_delivered_message_is_not_forgotten_with_its_turn(sessions: Sessions) -> None:
    await record(sessions, turn(1, 1, **papers()))
    await change(sessions, "UPDATE notifications SET status = 'delivered', delivered_at = now()")
    await record(sessions, turn(1, [fact(1, actor="rui")], at=5))
    assert await rows(sessions, "SELECT key FROM notifications") == ["n1"]


async def test_an_older_worker_is_fenced_off(sessions: Sessions) -> None:
    await record(sessions, turn(1, 3, at=9, tasks=(task(),)))
    with pytest.raises(ApplicationError) as refused:
        await record(sessions, turn(3, [fact(3, actor="rui")], at=5, tasks=(done(task()),)))
    assert (refused.value.type, refused.value.non_retryable) == ("fenced", True)
    with pytest.raises(ApplicationError):
        await record(sessions, turn(4, 1, at=5))
    assert (await record(sessions, turn(2, 2, at=5, tasks=(done(task()),)))).last_seq == 3
    assert await rows(sessions, "SELECT status FROM tasks") == ["ready"]
    assert await sound(sessions)


async def test_two_workers_with_the_same_turn_record_it_once(sessions: Sessions) -> None:
    made = turn(1, 3, tasks=(task(),), deadlines=(deadline(),))
    answers = await asyncio.gather(*(record(sessions, made) for _ in range(5)))
    assert {(answer.last_seq, answer.diverged) for answer in answers} == {(3, False)}
    assert await seqs(sessions) == [1, 2, 3]
    assert await rows(sessions, "SELECT number FROM cases") == [1]
    assert await rows(sessions, "SELECT last FROM case_numbers") == [1]


async def test_two_workers_with_other_turns_leave_one_chain(sessions: Sessions) -> None:
    await record(sessions, turn(1, 2, at=3))
    older, newer = turn(3, [fact(3, actor="rui")], at=5), turn(3, [fact(3, actor="eva"), fact(4)], at=8)
    answers = await asyncio.gather(record(sessions, older), record(sessions, newer), return_exceptions=True)
    assert not isinstance(answers[1], BaseException)
    assert await rows(sessions, "SELECT actor FROM facts WHERE seq = 3") == ["eva"]
    assert await sound(sessions)


async def test_an_attempt_that_waited_for_the_lock_does_not_undo_its_successor(
    sessions: Sessions, database_url: str
) -> None:
    await record(sessions, turn(1, 2, at=3))
    await record(sessions, turn(3, 1, at=5))
    url = database_url.replace("+psycopg", "")
    async with await psycopg.AsyncConnection.connect(url) as holder:
        await holder.execute("SELECT 1 FROM cases FOR UPDATE")
        late = asyncio.create_task(record(sessions, turn(3, 1, at=5)))
        await _until_waiting(sessions)
        await holder.execute(
            "INSERT INTO facts SELECT case_id, 4, kind, at, actor, provision, act, data, hash, repeat('0', 64) "
            "FROM facts WHERE seq = 3"
        )
        await holder.execute("UPDATE cases SET last_seq = 4, recorded_at = clock_timestamp()")
        await holder.commit()
        answer = await late
    assert (answer.last_seq, answer.diverged) == (4, False)
    assert await seqs(sessions) == [1, 2, 3, 4]


async def test_a_worker_does_not_write_over_what_it_did_not_see(sessions: Sessions, database_url: str) -> None:
    worker = RecordActivities(sessions)
    await worker.record(turn(1, 2, at=3))
    async with await psycopg.AsyncConnection.connect(database_url.replace("+psycopg", "")) as holder:
        await holder.execute("SELECT 1 FROM cases FOR UPDATE")
        late = asyncio.create_task(worker.record(turn(3, [fact(3, actor="rui")], at=5, tasks=(task(),))))
        await _until_waiting(sessions)
        await holder.execute("UPDATE cases SET fence_run = 1")
        await holder.commit()
        with pytest.raises(ApplicationError, match="fence"):
            await late
    assert await seqs(sessions) == [1, 2]
    assert await rows(sessions, "SELECT id FROM tasks") == []
    await change(sessions, "UPDATE cases SET fence_run = 0")
    assert (await worker.record(turn(3, 1, at=5))).last_seq == 3


async def test_a_worker_writes_a_turn_that_follows_its_last_in_one_statement(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = RecordActivities(sessions)
    await worker.record(turn(1, 2, at=3))
    monkeypatch.setattr("activities.records.record._record", None)
    made = turn(3, 2, at=5, tasks=(task(),), deadlines=(deadline(),))
    assert (await worker.record(made)).last_seq == 4
    assert await rows(sessions, "SELECT id, due FROM tasks") == [(task().id, task().deadline and DUE)]
    assert await sound(sessions)


async def _until_waiting(sessions: Sessions) -> None:
    query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    async with asyncio.timeout(60):
        while await rows(sessions, query) == [0]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_a_task_follows_its_deadline_while_it_is_open(sessions: Sessions) -> None:
    await record(
        sessions, turn(1, tasks=(task(), done(task("t2")), task("t3", deadline=None)), deadlines=(deadline(),))
    )
    moved = DUE + timedelta(days=10)
    await record(sessions, turn(2, deadlines=(deadline(due=moved, provisional=True),), at=2))
    assert await rows(sessions, "SELECT id, due, provisional FROM tasks ORDER BY id") == [
        (f"{CASE}.t1", moved, True), (f"{CASE}.t2", DUE, False), (f"{CASE}.t3", None, False),
    ]  # fmt: skip
    await record(sessions, turn(3, tasks=(task(owner="ana"),), at=3))
    await record(sessions, turn(4, deadlines=(deadline(due=None),), at=4))
    assert await rows(sessions, "SELECT owner, due FROM tasks WHERE id LIKE '%t1'") == [("ana", None)]


async def test_a_task_and_its_deadline_move_in_one_turn(sessions: Sessions) -> None:
    await record(sessions, turn(1, tasks=(task(),), deadlines=(deadline(),)))
    moved = DUE + timedelta(days=3)
    await record(sessions, turn(2, tasks=(task(owner="ana"),), deadlines=(deadline(due=moved),), at=2))
    assert await rows(sessions, "SELECT owner, due, version FROM tasks") == [("ana", moved, 2)]


async def test_a_draft_is_gone_when_its_task_is_closed(sessions: Sessions) -> None:
    await record(sessions, turn(1, tasks=(task(),), **papers()))
    later = Draft(task=f"{CASE}.t1", user="ana", form={"parecer": "b"}, saved_at=START)
    await record(sessions, turn(2, 0, at=2, drafts=(later,)))
    assert await rows(sessions, "SELECT form FROM drafts") == [{"parecer": "b"}]
    await record(sessions, turn(2, 1, at=3, tasks=(done(task()),)))
    assert await rows(sessions, "SELECT count(*) FROM drafts") == [0]


async def test_the_header_keeps_the_earliest_date_waited_for(sessions: Sessions) -> None:
    waits = (wait("a", date(2026, 5, 1)), wait("b", DUE), wait("c", None))
    await record(sessions, turn(1, case="pmis-1").model_copy(update={"case": header(waits=waits, parties=("osc-1",))}))
    assert await rows(sessions, "SELECT next_due, parties, waits -> 1 ->> 'ref' FROM cases") == [(DUE, ["osc-1"], "b")]


async def test_what_was_decreed_since_comes_back_with_the_answer(sessions: Sessions) -> None:
    version = await set_parameter(
        sessions, author="adm", act="Portaria 1/2026", key="p", value=60, since=date(2026, 1, 1)
    )
    context = (await record(sessions, turn(1))).context
    assert context is not None
    assert (context.version, context.parameters[0].value) == (version, 60)
    assert "mt-cuiaba" in context.calendars
    assert (await record(sessions, turn(2, at=2, context_version=version))).context is None


async def test_listeners_are_told_which_case_was_recorded(sessions: Sessions, database_url: str) -> None:
    url = database_url.replace("+psycopg", "")
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as listener:
        await listener.execute("LISTEN tramita_case")
        await record(sessions, turn(1))
        told = [note.payload async for note in listener.notifies(timeout=2, stop_after=1)]
    assert told == [CASE]


async def test_a_hole_in_the_records_stays_visible(sessions: Sessions) -> None:
    await record(sessions, turn(1, 2))
    answer = await record(sessions, turn(5, 2, at=9))
    assert (answer.last_seq, answer.diverged) == (6, True)
    assert not (await record(sessions, turn(7, 0, at=9, full=True))).diverged
    async with sessions() as session:
        assert [broken.seq for broken in await verify_case(session, CASE)] == [5]


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE facts SET data = jsonb_set(data, '{n}', '7') WHERE seq = 2",
        "UPDATE facts SET at = at + interval '1 microsecond' WHERE seq = 2",
        "UPDATE facts SET actor = 'rui' WHERE seq = 2",
        "DELETE FROM facts WHERE seq = 2",
        "DELETE FROM facts WHERE seq = 3",
    ],
)
async def test_a_tampered_record_is_found(sessions: Sessions, tampering: str) -> None:
    await record(sessions, turn(1, 3))
    await record(sessions, turn(1, 3, case="pmis-2"))
    await change(sessions, f"{tampering} AND case_id = '{CASE}'")
    async with sessions() as session:
        assert [case_id async for case_id, _ in verify_all(session)] == [CASE]


async def test_data_that_json_and_postgresql_write_differently_still_verifies(sessions: Sessions) -> None:
    data = {"f": 1e22, "g": 1.0, "h": 1e-7, "nul": "a\x00b", "é": ["ç", {"z": 0.1, "a": -0.0}]}
    await record(sessions, turn(1, [fact(1, data=data)]))
    assert await sound(sessions)


async def test_what_breaks_an_invariant_is_refused_whole(sessions: Sessions) -> None:
    broken = done(task()).model_copy(update={"closed_at": None})
    with pytest.raises(Exception, match="ck_tasks_closed"):
        await record(sessions, turn(1, tasks=(broken,)))
    assert await rows(sessions, "SELECT count(*) FROM cases") == [0]
