"""The counts of the panel are those of the rows, whatever was written, and cost the same with more of them."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.engine import Sessions
from activities.records.tallies import GROUPS, add_up
from api.app import create_app
from api.config import ApiSettings
from tests.api.conftest import people
from tests.records.test_lists_at_size import asked_by
from workers.bench import pages, plans
from workers.settings import Settings

__all__ = ["people"]
pytestmark = pytest.mark.engines
MIGRATION = import_module("activities.records.migrations.versions.20261122_0045_tallies")
ROWS = {tally: table for table, tallies in MIGRATION.KEPT_OF.items() for tally in tallies}
DAY = date(2026, 4, 1)

TASK = """
INSERT INTO tasks (id, case_id, case_type, case_subject, decl, title, role, provision, status, owner, party, offered_at,
                   due, provisional, outcome, closed_at, search, version)
VALUES (:id, 'c', 'pmis', 'x', :decl, 'x', :role, 'x', :status, :owner, :party, :offered, :due, :provisional, :outcome,
        :closed, 'x', 1)
ON CONFLICT (id) DO UPDATE SET status = excluded.status, owner = excluded.owner, due = excluded.due,
  offered_at = excluded.offered_at, outcome = excluded.outcome, closed_at = excluded.closed_at, party = excluded.party
"""
DEADLINE = """
INSERT INTO deadlines (id, case_id, case_type, decl, title, provision, term, anchor_of, due, provisional, status,
                       on_lapse, opened_at, closed_at)
VALUES (:id, 'c', 'pmis', :decl, 'x', 'x', jsonb_build_object('anchor', '2026-03-02', 'nature', CAST(:nature AS text),
          'binds', CAST(:binds AS text), 'budget', jsonb_build_object('amount', CAST(:amount AS int), 'unit', 'dia')),
        'x', :due, :provisional, :status, 'x', :offered, :closed)
ON CONFLICT (id) DO UPDATE SET status = excluded.status, due = excluded.due, provisional = excluded.provisional,
  term = excluded.term, closed_at = excluded.closed_at
"""
CASE = """
INSERT INTO cases (id, type, year, number, subject, status, stage, started_on, started_at, policy, calendar, search,
                   last_seq, last_hash, fence_run, fence_len, context_version)
VALUES ('c', 'pmis', 2026, 1, 'x', 'aberto', 'x', '2026-03-02', now(), 'prudente', 'nacional', 'x', 0, repeat('0', 64),
        0, 1, 0) ON CONFLICT DO NOTHING
"""
START = datetime(2026, 3, 2, 13, tzinfo=UTC)
_instants = st.integers(0, 40).map(lambda n: START + timedelta(hours=7 * n))
_tasks = st.fixed_dictionaries(
    {
        "id": st.sampled_from("abcd"), "decl": st.sampled_from(["p.um", "p.dois"]), "due": st.none() | st.just(DAY),
        "role": st.sampled_from(["area", "osc"]), "party": st.sampled_from([None, "X", "Y"]),
        "owner": st.sampled_from([None, "ana"]), "offered": _instants, "provisional": st.booleans(),
        "over": st.booleans(), "closed": _instants,
    }
).map(lambda one: {
    **one, "status": "completed" if one["over"] else "reserved" if one["owner"] else "ready",
    "outcome": "ok" if one["over"] else None, "closed": one["closed"] if one["over"] else None,
})  # fmt: skip
_STATUSES = ("aberto", "suspenso", "vencido", "cumprido", "cancelado")
_deadlines = st.fixed_dictionaries(
    {
        "id": st.sampled_from("abcd"), "decl": st.sampled_from(["p.um", "p.dois"]), "amount": st.sampled_from([15, 30]),
        "due": st.sampled_from([DAY, DAY + timedelta(days=1)]), "lost": st.booleans(),
        "binds": st.sampled_from(["administracao", "particular"]),
        "nature": st.sampled_from(["administrative", "minimum"]),
        "status": st.sampled_from(_STATUSES),
        "provisional": st.booleans(), "offered": _instants, "closed": _instants,
    }
).map(lambda one: {**one, "closed": one["closed"] if _closed(one) else None})  # fmt: skip


def _closed(one: Any) -> bool:
    return one["status"] in ("cumprido", "cancelado") or (one["status"] == "vencido" and one["lost"])


_writes = st.lists(
    st.one_of(
        st.tuples(st.just(TASK), st.lists(_tasks, min_size=1, max_size=3, unique_by=lambda one: one["id"])),
        st.tuples(st.just(DEADLINE), st.lists(_deadlines, min_size=1, max_size=3, unique_by=lambda one: one["id"])),
        st.tuples(st.sampled_from(["DELETE FROM tasks WHERE id = :id", "DELETE FROM deadlines WHERE id = :id"]),
                  st.lists(st.fixed_dictionaries({"id": st.sampled_from("abcd")}), min_size=1, max_size=1)),
        st.just(("add up", [])),
    ),
    max_size=12,
)  # fmt: skip


async def sums(session: AsyncSession, tally: str, table: str) -> list[Any]:
    """The groups of `tally` whose sums are not zero, as `table` (itself, or one just counted) has them."""
    keys, added = GROUPS[tally]
    some = " OR ".join(f"sum({name}) <> 0" for name in added)
    of = ", ".join(f"CAST(sum({name}) AS bigint)" for name in added)
    said = f"SELECT {keys}, {of} FROM {table} GROUP BY {keys} HAVING {some} ORDER BY {keys}"
    return [tuple(row) for row in await (await session.connection()).execute(text(said))]


async def recounted(session: AsyncSession, tally: str) -> list[Any]:
    """What the rows themselves say, by the statement with which the migration first counted."""
    connection = await session.connection()
    counting = MIGRATION.COUNTED[tally].format(changed=f"(SELECT 1 AS sign, * FROM {ROWS[tally]}) AS changed")
    await connection.execute(text(f"CREATE TEMP TABLE fresh_{tally} (LIKE {tally} INCLUDING DEFAULTS) ON COMMIT DROP"))
    await connection.execute(text(f"ALTER TABLE fresh_{tally} ALTER id DROP NOT NULL"))
    await connection.execute(text(counting.replace(f"INTO {tally}", f"INTO fresh_{tally}")))
    found = await sums(session, tally, f"fresh_{tally}")
    await connection.execute(text(f"DROP TABLE fresh_{tally}"))
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(writes=_writes)
async def test_counts_are_those_of_the_rows_whatever_is_written(sessions: Sessions, writes: list[Any]) -> None:
    async with sessions() as session:
        connection = await session.connection()
        await connection.execute(text(CASE))
        for statement, values in writes:
            if statement == "add up":
                await add_up(session)
            for one in values:
                await connection.execute(text(statement), one)
        for again in (False, True):
            for tally in GROUPS:
                assert await sums(session, tally, tally) == await recounted(session, tally), (tally, again)
            await add_up(session)
        for tally in GROUPS:
            count = await connection.execute(text(f"SELECT count(*) FROM {tally}"))
            assert count.scalar_one() == len(await sums(session, tally, tally)), "one row of each group is left"
        await session.rollback()


async def test_those_who_add_up_at_once_lose_nothing(sessions: Sessions) -> None:
    async with sessions() as session:
        connection = await session.connection()
        await connection.execute(text(CASE))
        for n in range(60):
            values: dict[str, Any] = {
                "decl": "p",
                "role": "area",
                "party": None,
                "owner": None,
                "offered": START,
                "due": DAY,
            }
            values |= {"provisional": False, "status": "ready", "outcome": None, "closed": None}
            await connection.execute(text(TASK), {**values, "id": f"t{n}"})
        await session.commit()

    async def adding() -> None:
        async with sessions() as session:
            await add_up(session)
            await session.commit()

    await asyncio.gather(*(adding() for _ in range(4)))
    async with sessions() as session:
        for tally in GROUPS:
            assert await sums(session, tally, tally) == await recounted(session, tally)


@pytest.fixture
async def app(people: Settings) -> AsyncIterator[FastAPI]:
    made = create_app(ApiSettings.model_validate(people).model_copy(update={"public_limit": "100000/minute"}))
    yield made
    await made.state.door.close()


async def test_the_panel_reads_as_few_rows_of_many_plans_as_of_few(app: FastAPI, people: Settings) -> None:
    few, many = 40, 120
    await plans.fill(people.database, few)
    read_of_few = await _rows_read(app, people)
    url = people.database.replace("+psycopg", "")
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        for table in ("facts", "deadlines", "tasks", "cases"):
            await connection.execute(f"DELETE FROM {table}".encode())
    await plans.fill(people.database, many)
    assert await _rows_read(app, people) <= read_of_few + 5, "what comes with each plan is a row of its case, no more"


async def _rows_read(app: FastAPI, people: Settings) -> int:
    """How many rows of tasks and deadlines the statements of the panel read."""
    url, read = people.database.replace("+psycopg", ""), 0
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        for statement, values in await asked_by(app, pages.Address("marta", "/painel")):
            if not statement.lstrip().startswith(("SELECT", "WITH")):
                continue
            rows = await connection.execute(f"EXPLAIN (ANALYZE, TIMING OFF) {statement}".encode(), values)
            for (line,) in await rows.fetchall():
                found = re.search(r"Scan.* on (?:tasks|deadlines)\b.*actual rows=([\d.]+) loops=(\d+)", line)
                read += round(float(found[1]) * int(found[2])) if found else 0
    return read
