"""What the engine asks of the world. The adapters behind these are put together by `workers`."""

from typing import Protocol

from workflows.kernel.messages import Recorded, Turn


class Recorder(Protocol):
    """Records what a workflow turn did, at once and in order, and can be asked again without harm."""

    async def record(self, turn: Turn) -> Recorded:
        """Record `turn` in one transaction.

        Raises:
            ApplicationError: type `fenced`, not to be retried: a newer history of the case was recorded.
        """
