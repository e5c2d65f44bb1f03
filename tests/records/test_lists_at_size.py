"""What a page of a list costs does not grow with the records: it asks few questions, each answered by an index."""

import re
from collections.abc import AsyncIterator
from importlib import import_module
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI
from sqlalchemy import event, text
from sqlmodel import col, select

from activities.records.engine import Sessions
from activities.records.record import record
from activities.records.tables import CaseRow
from api.app import create_app
from api.config import ApiSettings
from tests.api.conftest import people, secret_of
from tests.records.make import done, header, task, turn
from workers.bench import pages
from workers.bench.seed import Size, fill
from workers.commands.demo import PEOPLE
from workers.settings import Settings
from workflows.kernel.state import TaskStatus

__all__ = ["people"]
pytestmark = pytest.mark.engines

MOST_STATEMENTS = 16
BIG = ("cases", "tasks", "deadlines", "facts")
TOKENS = {person.login: secret_of(person.login) for person in PEOPLE}
Sent = list[tuple[str, Any]]


@pytest.fixture
async def app(people: Settings) -> AsyncIterator[FastAPI]:
    await fill(people.database, Size(cases=300, users=30), [person.id for person in PEOPLE])
    settings = ApiSettings.model_validate(people).model_copy(update={"public_limit": "100000/minute"})
    made = create_app(settings)
    yield made
    await made.state.door.close()


async def asked_by(app: FastAPI, address: pages.Address) -> Sent:
    """The statements that a page sends, with their values."""
    path = await pages.following(app, TOKENS, address)
    sent: Sent = []
    if not path:
        return sent

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        sent.append((statement, values))

    database = app.state.door.database.sync_engine
    event.listen(database, "before_cursor_execute", note)
    await pages.get(app, TOKENS[address.login], path)
    event.remove(database, "before_cursor_execute", note)
    return sent


async def test_no_page_of_a_list_reads_through_a_table(app: FastAPI, people: Settings) -> None:
    url = people.database.replace("+psycopg", "")
    through: set[str] = set()
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        # Of a small table PostgreSQL would rather read everything; so it is told not to while there is another way.
        await connection.execute("SET enable_seqscan = off")
        for address in pages.ADDRESSES:
            sent = await asked_by(app, address)
            assert len(sent) <= MOST_STATEMENTS, (address, [statement[:80] for statement, _ in sent])
            for statement, values in sent:
                if statement.startswith("SELECT"):
                    plan = await connection.execute(f"EXPLAIN {statement}".encode(), values)
                    lines = "\n".join(line for (line,) in await plan.fetchall())
                    found = re.findall(r"Seq Scan on (\w+)", lines)
                    through |= {f"{address}: {table}" for table in found if table in BIG}
    assert through == set()


async def test_a_page_asks_as_much_of_many_records_as_of_few(app: FastAPI) -> None:
    full = pages.Address("helena", "/tarefas?lista=para-assumir")
    narrow = pages.Address("helena", "/tarefas?lista=para-assumir&q=ponte+996")
    few, many = await asked_by(app, narrow), await asked_by(app, full)
    assert len(many) <= len(few) + 3, "names, numbers and remainders of what is shown, each in one question"


async def test_whom_a_case_concerns_is_kept_as_the_migration_found_it(sessions: Sessions) -> None:
    migration = import_module("activities.records.migrations.versions.20261121_1830_lists_at_size")
    asked = task("t", owner="bia", status=TaskStatus.RESERVED)
    began = turn(1, tasks=(asked,))
    await record(sessions, began.model_copy(update={"case": header(parties=("osc-1",))}))
    async with sessions() as session:
        await session.exec(text(migration.CONCERNED))  # type: ignore[call-overload]
        whom = select(col(CaseRow.concerned))
        assert (await session.exec(whom)).one() == ["p:osc-1", "r:area-tecnica", "u:ana", "u:bia"]
        await session.rollback()
        assert (await session.exec(whom)).one() == ["p:osc-1", "r:area-tecnica", "u:ana", "u:bia"]
    await record(sessions, turn(2, at=2, tasks=(done(asked, by="caio"),)))
    async with sessions() as session:
        kept = (await session.exec(whom)).one()
        assert kept == ["p:osc-1", "r:area-tecnica", "u:ana", "u:bia", "u:caio"], "whoever had a task stays concerned"
