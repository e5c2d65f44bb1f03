"""Adding up what the triggers noted of tasks and deadlines, so that reading a count stays reading a few rows."""

from sqlalchemy import TextClause, text
from sqlmodel.ext.asyncio.session import AsyncSession

GROUPS = {
    "task_tallies": ("decl, role, day", ("open", "free", "offered_s")),
    "asked_tallies": ("role, party, free", ("open",)),
    "due_tallies": ("binds, suspended, day", ("open", "provisional")),
    "use_tallies": ("decl, type, amount, unit, used, day", ("ended", "met")),
}
"""Each table of tallies: the columns that make a group, and those that are added."""


def _adding(table: str) -> TextClause:
    keys, sums = GROUPS[table]
    added = ", ".join(f"sum({name})" for name in sums)
    something = " OR ".join(f"sum({name}) <> 0" for name in sums)
    return text(f"""
WITH noted AS (SELECT DISTINCT {keys} FROM {table} WHERE NOT settled),
gone AS (DELETE FROM {table} USING noted WHERE ({_of(table, keys)}) = ({_of("noted", keys)}) RETURNING {table}.*)
INSERT INTO {table} ({keys}, {", ".join(sums)}, settled)
SELECT {keys}, {added}, true FROM gone GROUP BY {keys} HAVING {something}
""")


def _of(table: str, keys: str) -> str:
    return ", ".join(f"{table}.{key}" for key in keys.split(", "))


_ADDING = tuple(map(_adding, GROUPS))


async def add_up(session: AsyncSession) -> None:
    """Put one row for the rows of each group that changed, in a transaction that the caller commits.

    No count changes: who reads meanwhile sees all the rows from before or all from after. Several may do so at once.
    """
    connection = await session.connection()
    for statement in _ADDING:
        await connection.execute(statement)
