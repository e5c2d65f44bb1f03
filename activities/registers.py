"""The registers of the body, answered from the facts: what was entered of a party, as it stood on a day."""

from typing import Any

from sqlalchemy import text

from activities.records.engine import Sessions
from workflows.kernel.registering import Entry, OnDay, entry_on
from workflows.kernel.state import FactKind

_ENTRIES = text(
    f"SELECT case_id, data FROM facts WHERE kind = '{FactKind.INSCRIBED}'"
    " AND data ->> 'party' = :party AND data ->> 'register' = :register ORDER BY at, case_id, seq"
)


class FactRegister:
    """One register, by its id. Its question is `OnDay`, its answer `Entry`."""

    name = "registros do Tramita"

    def __init__(self, sessions: Sessions, register_id: str) -> None:
        self._sessions, self._id = sessions, register_id

    async def answer(self, question: dict[str, Any]) -> Entry:
        """What stands of the party on the day. Raises `sqlalchemy.exc.DBAPIError` while the database is away."""
        asked = OnDay.model_validate(question)
        async with self._sessions() as session:
            connection = await session.connection()
            rows = await connection.execute(_ENTRIES, {"party": asked.party, "register": self._id})
            return entry_on(((row.case_id, row.data) for row in rows), asked.on)
