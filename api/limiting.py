"""How often somebody may knock: moving windows per key, kept in this process."""

import time
from dataclasses import dataclass, field

from fastapi import Request
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from api.problems import Problem


@dataclass
class Limiter:
    """Counts knocks. One per process: several processes behind a proxy each allow their own share."""

    strategy: MovingWindowRateLimiter = field(default_factory=lambda: MovingWindowRateLimiter(MemoryStorage()))

    async def hit(self, rate: str, *key: str) -> None:
        """Count one knock of `key` under `rate` ("10/minute").

        Raises:
            Problem: 429 with Retry-After when the window is full.
        """
        item = parse(rate)
        if not await self.strategy.hit(item, *key):
            raise Problem("limite-excedido", retry_after=await self._wait(item, *key))

    async def _wait(self, item: RateLimitItem, *key: str) -> int:
        window = await self.strategy.get_window_stats(item, *key)
        return max(1, int(window.reset_time - time.time()) + 1)


def address(request: Request) -> str:
    """The client's address as the server saw it (the server is told which proxies to believe)."""
    return request.client.host if request.client else "unknown"
