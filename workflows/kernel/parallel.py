"""Courses of steps that run side by side within one case."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from workflows.kernel.steps import Steps

T = TypeVar("T")


class Parallel(Steps):
    """The word for what the norm lets happen at the same time."""

    async def together(self, *courses: Coroutine[Any, Any, T]) -> list[T]:
        """Follow several courses side by side; what each came to, in the order given, when the last is over.

        What two of them ask alike (one task, one deadline, one child procedure) must differ by `subject` or `party`:
        which of them came first is not known to a run that takes the case over.
        """
        return list(await asyncio.gather(*courses))
