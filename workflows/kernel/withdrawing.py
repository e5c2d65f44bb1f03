"""Cases under a case that takes another course: they end with it, since nothing they could decide matters any more."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from temporalio import workflow
from temporalio.exceptions import ApplicationError

from workflows.kernel.messages import WITHDRAWN_SIGNAL
from workflows.kernel.steps import Steps
from workflows.kernel.words import Outcome

PREJUDICADO = Outcome("prejudicado", "Prejudicado pelo fim do processo de que dependia")


class Withdrawing(Steps):
    """Ending what hangs on a course that is left, and being ended."""

    async def until_withdrawn(self, course: Coroutine[Any, Any, Outcome]) -> Outcome:
        """What `course` comes to; `PREJUDICADO` when the case above takes another course first."""
        if self._withdrawn is not None:
            course.close()
            return PREJUDICADO
        try:
            return await course
        except asyncio.CancelledError:
            if self._withdrawn is None:
                raise
        await self.withdraw_children()
        return PREJUDICADO

    async def withdraw_children(self, since: int = 0) -> None:
        """End the cases started under this one as its `since`-th wait or later, if they have not ended."""
        self._starting += 1
        try:
            for key, child in list(self._case.keys.items()):
                if key.startswith("filho:") and key not in self._case.journal and _number(child) > since:
                    await self._withdraw(child)
        finally:
            self._starting -= 1

    async def withdraw(self, kind: Any, *, subject: str | None = None) -> None:
        """End the case of `kind` that was launched last (told apart by `subject`), unless it has ended: what it was
        launched for stands no more."""
        base = f"avulso:{kind.about.id}:{subject}" if subject else f"avulso:{kind.about.id}"
        key = f"{base}#{self._counts[base]}"
        if not self._once(f"retirado:{key}") or key in self._case.journal:
            return
        self._starting += 1
        try:
            await self._withdraw(self._case.keys[key])
        finally:
            self._starting -= 1

    async def _withdraw(self, child: str) -> None:
        case = workflow.get_external_workflow_handle(child)
        try:
            await case.signal(WITHDRAWN_SIGNAL, self.about.title)
        except ApplicationError:
            workflow.logger.info("the case under this one had already ended")


def _number(child: str) -> int:
    return int(child.rpartition("-f")[2])
