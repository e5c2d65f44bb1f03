"""A database of a busy body, made inside PostgreSQL from the procedures that this build declares.

The facts are not chained: their hashes are filler. Everything else is what the pages would find there.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import psycopg

from workers.bench.seed_sql import ACTS, CASES, CONCERNED, DEADLINES, FACTS, KINDS, NUMBERS, TASKS, TERMS, USERS, VISITS

TABLES = ("cases", "tasks", "deadlines", "facts", "stage_visits")


class Size(NamedTuple):
    """How many. Each case has ten tasks, five deadlines and `facts` facts; half of the cases are open, with two open
    tasks and two open deadlines each."""

    cases: int = 100_000
    facts: int = 10
    users: int = 300


async def fill(database_url: str, size: Size, people: list[str]) -> None:
    """Fill the migrated database at `database_url`; `people` (ids) do their share of the work. Minutes at full size."""
    url = database_url.replace("+psycopg", "")
    async with await psycopg.AsyncConnection.connect(url) as connection:
        # Indexes are made once the rows are there: in a fifth of the time that keeping them up would take.
        indexes = await _take_indexes(connection)
        parameters = {**size._asdict(), "kinds": json.dumps(_kinds()), "people": people}
        for statement in (KINDS, ACTS, TERMS, USERS, CASES, NUMBERS, TASKS, CONCERNED, DEADLINES, FACTS, VISITS):
            await connection.execute(statement.encode(), parameters)
        for definition in indexes:
            await connection.execute(definition.encode())
        await connection.commit()
        await connection.set_autocommit(True)
        await connection.execute("VACUUM ANALYZE")


def _kinds() -> list[dict[str, Any]]:
    """What the filler needs of each procedure that asks for acts under deadlines."""
    from workflows.kernel import registry
    from workflows.kernel.words import Deadline, HumanTask
    from workflows.procedures import procedures

    found = []
    for id in procedures():
        tasks, deadlines = registry.declared(id, HumanTask), registry.declared(id, Deadline)
        if tasks and deadlines:
            found.append(
                {
                    "type": id,
                    "stages": [str(stage.id) for stage in registry.about(id).stages],
                    "tasks": [_task(task) for task in tasks],
                    "deadlines": [_deadline(deadline) for deadline in deadlines],
                }
            )
    return found


def _task(task: Any) -> dict[str, str]:
    from activities.records.words import fold

    outcome = str(task.outcomes[0]) if task.outcomes else "feito"
    return {
        **{"decl": task.id, "title": task.title, "role": task.role.id, "provision": task.provision.id},
        **{"outcome": outcome, "folded": fold(task.title)},
    }


def _deadline(deadline: Any) -> dict[str, Any]:
    return {
        **{"decl": deadline.id, "title": deadline.title, "provision": deadline.provision.id},
        **{"nature": str(deadline.nature), "binds": str(deadline.binds), "on_lapse": deadline.on_lapse},
        "counting": str(deadline.counting),
    }


async def _take_indexes(connection: psycopg.AsyncConnection[Any]) -> list[str]:
    """Drop the indexes of the big tables that are no constraint; returns how each is made again."""
    cursor = await connection.execute(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i "
        "WHERE i.indrelid::regclass::text = ANY(%s) AND NOT i.indisunique",
        [list(TABLES)],
    )
    found = await cursor.fetchall()
    for name, _ in found:
        await connection.execute(f"DROP INDEX {name}".encode())
    return [definition for _, definition in found]
