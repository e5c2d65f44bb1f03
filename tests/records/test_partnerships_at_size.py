"""What a page of the partnerships costs does not grow with them: few questions, none of which reads through a table."""

import re
from collections.abc import AsyncIterator

import psycopg
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.config import ApiSettings
from api.opendata.parcerias import TOGETHER
from tests.api.conftest import people
from tests.records.test_lists_at_size import BIG, TOKENS, Sent, asked_by
from workers.bench import pages, partnerships
from workers.bench.pages import Address
from workers.settings import Settings

__all__ = ["people"]
pytestmark = pytest.mark.engines
MOST_STATEMENTS = 18
LIVE = 240
DEADLINES = Address("helena", "/dados-abertos/v1/prazos-das-parcerias.csv")
AT_A_TIME = 3
"""Of so many partnerships: which they are, their instruments, and all that binds anybody in them."""
MARK = "sum(cases.last_seq)"
"""Whether any file of open data changed is told by adding up the cases, whatever the file holds."""
LISTS = [one for one in partnerships.ADDRESSES if one.path.startswith("/publico/parcerias")]


@pytest.fixture
async def app(people: Settings) -> AsyncIterator[FastAPI]:
    await partnerships.fill(people.database, LIVE)
    made = create_app(ApiSettings.model_validate(people).model_copy(update={"public_limit": "100000/minute"}))
    yield made
    await made.state.door.close()


async def test_no_page_of_partnerships_reads_through_a_table(app: FastAPI, people: Settings) -> None:
    for address in LISTS:
        sent = await asked_by(app, address)
        assert 5 < len(sent) <= MOST_STATEMENTS, (address, [statement[:80] for statement, _ in sent])
        assert await _read_through(people, sent) == set(), address


async def test_the_deadlines_of_all_are_asked_for_some_partnerships_at_a_time(app: FastAPI, people: Settings) -> None:
    sent = await asked_by(app, DEADLINES)
    disclosed = len((await _csv(app, "parcerias")).splitlines()) - 1
    assert disclosed > LIVE
    slices = -(-disclosed // TOGETHER)
    assert AT_A_TIME * slices < len(sent) <= AT_A_TIME * slices + MOST_STATEMENTS
    rows_alone = [one for one in sent if MARK not in one[0]]
    assert len(rows_alone) == len(sent) - 1
    assert await _read_through(people, rows_alone) == set()
    rows = (await _csv(app, "prazos-das-parcerias")).splitlines()[1:]
    assert len(rows) == 4 * LIVE, "two accounts of each that is under way, by each side"
    assert sum(",sinfra," in row for row in rows) == 2 * LIVE


async def _csv(app: FastAPI, name: str) -> str:
    answer = await pages.get(app, TOKENS["helena"], f"/dados-abertos/v1/{name}.csv")
    return answer.body.decode()


async def _read_through(people: Settings, sent: Sent) -> set[str]:
    """Which of the big tables PostgreSQL would read through for any of these questions, when told not to."""
    url = people.database.replace("+psycopg", "")
    through: set[str] = set()
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute("SET enable_seqscan = off")
        for statement, values in sent:
            plan = await connection.execute(f"EXPLAIN {statement}".encode(), values)
            found = re.findall(r"Seq Scan on (\w+)", "\n".join(line for (line,) in await plan.fetchall()))
            through |= {table for table in found if table in (*BIG, "partnerships")}
    return through
