"""What the engine asks of the world. The adapters behind these are put together by `workers`."""

from typing import Any, Protocol

from workflows.kernel.consult import Reply
from workflows.kernel.messages import Recorded, Turn


class Recorder(Protocol):
    """Records what a workflow turn did, at once and in order, and can be asked again without harm."""

    async def record(self, turn: Turn) -> Recorded:
        """Record `turn` in one transaction.

        Raises:
            ApplicationError: type `fenced`, not to be retried: a newer history of the case was recorded.
        """


class Source(Protocol):
    """Answers the questions to one register. `name` is how people know it ("registros do Tramita", "SIGCon")."""

    @property
    def name(self) -> str: ...

    async def answer(self, question: dict[str, Any]) -> Reply:
        """The register's answer to a question of its model, as plain data. Asking again does no harm.

        Raises:
            Exception: whatever keeps it from answering now; it is asked again later.
        """
