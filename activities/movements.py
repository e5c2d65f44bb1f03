"""What went through the account of a partnership, answered from the acts that its cases recorded."""

from typing import Any

from sqlalchemy import text

from activities.records.engine import Sessions
from workflows.contas.movimento_da_parceria import TIPOS, EntreDias, Fato, Movimento, movimento_de
from workflows.kernel.state import FactKind

_ACTS = text(
    "SELECT f.case_id, f.kind, f.data FROM cases c JOIN facts f ON f.case_id = c.id"
    " WHERE c.parties @> ARRAY[:party]::text[] AND c.type = ANY(:types)"
    f" AND f.kind IN ('{FactKind.CASE_STARTED}', '{FactKind.TASK_COMPLETED}')"
    " ORDER BY c.ended_at NULLS LAST, c.started_at, f.case_id, f.seq"
)


class RecordedMovement:
    """The register of movements. Its question is `EntreDias`, its answer `Movimento`."""

    name = "registros do Tramita"

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def answer(self, question: dict[str, Any]) -> Movimento:
        """What the cases of the organisation say. Raises `sqlalchemy.exc.DBAPIError` while the database is away."""
        asked = EntreDias.model_validate(question)
        async with self._sessions() as session:
            connection = await session.connection()
            rows = await connection.execute(_ACTS, {"party": asked.parte, "types": list(TIPOS)})
            return movimento_de((Fato(row.case_id, row.kind, row.data) for row in rows), asked)
