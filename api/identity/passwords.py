"""Passwords: argon2id, off the event loop, few at a time, and as slow for a user who does not exist."""

import asyncio
from functools import cached_property

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher


class Passwords:
    """Hashes and verifies. Each check costs 64 MiB for its duration; `at_once` bounds how many run together."""

    def __init__(self, at_once: int = 2) -> None:
        self._hash = PasswordHash((Argon2Hasher(),))
        self._slots = asyncio.Semaphore(at_once)

    @cached_property
    def _nobody(self) -> str:
        return self._hash.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """The argon2id hash of `password`. Blocks for a fraction of a second."""
        return self._hash.hash(password)

    async def verify(self, password: str, stored: str | None) -> bool:
        """Whether `password` is the one of `stored`; the same work is done, and False answered, when there is none."""
        async with self._slots:
            matches = await asyncio.to_thread(self._check, password, stored)
        return matches and stored is not None

    def _check(self, password: str, stored: str | None) -> bool:
        return self._hash.verify(password, stored or self._nobody)
