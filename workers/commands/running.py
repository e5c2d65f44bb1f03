"""Run a coroutine until it ends or the process is asked to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any


def until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Run `work`; SIGINT, SIGTERM or SIGHUP cancels it once, and it may take its time to clean up."""

    async def supervise() -> None:
        task = asyncio.ensure_future(work)
        asked = False

        def ask() -> None:
            nonlocal asked
            if not asked:
                asked = True
                task.cancel()

        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGINT, ask)
        loop.add_signal_handler(signal.SIGTERM, ask)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # ignored under nohup
            loop.add_signal_handler(signal.SIGHUP, ask)
        with suppress(asyncio.CancelledError):
            await task

    asyncio.run(supervise())
