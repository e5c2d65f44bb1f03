"""What a page of the partnerships costs does not grow with them: few questions, none of which reads through a table."""

import re
from collections.abc import AsyncIterator

import psycopg
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.config import ApiSettings
from tests.api.conftest import people
from tests.records.test_lists_at_size import BIG, asked_by
from workers.bench import partnerships
from workers.settings import Settings

__all__ = ["people"]
pytestmark = pytest.mark.engines
MOST_STATEMENTS = 18
LIVE = 240
LISTS = [one for one in partnerships.ADDRESSES if one.path.startswith("/publico/parcerias")]


@pytest.fixture
async def app(people: Settings) -> AsyncIterator[FastAPI]:
    await partnerships.fill(people.database, LIVE)
    made = create_app(ApiSettings.model_validate(people).model_copy(update={"public_limit": "100000/minute"}))
    yield made
    await made.state.door.close()


async def test_no_page_of_partnerships_reads_through_a_table(app: FastAPI, people: Settings) -> None:
    url = people.database.replace("+psycopg", "")
    through: set[str] = set()
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute("SET enable_seqscan = off")
        for address in LISTS:
            sent = await asked_by(app, address)
            assert 5 < len(sent) <= MOST_STATEMENTS, (address, [statement[:80] for statement, _ in sent])
            for statement, values in sent:
                plan = await connection.execute(f"EXPLAIN {statement}".encode(), values)
                lines = "\n".join(line for (line,) in await plan.fetchall())
                found = re.findall(r"Seq Scan on (\w+)", lines)
                through |= {f"{address}: {table}" for table in found if table in (*BIG, "partnerships")}
    assert through == set()
