"""A keep-alive HTTP/1.1 connection with next to no cost of its own, so that measuring weighs little."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from http import HTTPStatus
from typing import Any


class EngineAwayError(Exception):
    """The door's answer is that the engine does not answer it now."""


class Wire:
    """One connection to a server of ours (answers carry Content-Length). Not for two requests at once."""

    def __init__(self, port: int, token: str) -> None:
        self._port, self._token = port, token
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> bytes:
        """The body of a page or resource."""
        return await self._ask("GET", path, b"", "")

    async def post(self, path: str, body: dict[str, Any], key: str) -> Any:
        """The decoded answer to an act sent with an idempotency key; sent again, with the same key, for as long as the
        door says that the engine does not answer."""
        content = json.dumps(body).encode()
        headers = f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\nIdempotency-Key: {key}\r\n"
        while True:
            with suppress(EngineAwayError):
                return json.loads(await self._ask("POST", path, content, headers))
            await asyncio.sleep(1)

    def close(self) -> None:
        """Give the connection up."""
        if self._streams:
            self._streams[1].close()
            self._streams = None

    async def _ask(self, method: str, path: str, content: bytes, headers: str) -> bytes:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port, limit=2**22)
        reader, writer = self._streams
        front = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self._token}\r\n{headers}\r\n"
        writer.write(front.encode() + content)
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = next(line for line in head.split("\r\n") if line.startswith("content-length:"))
        body = await reader.readexactly(int(length.split(":")[1]))
        status = int(head.split(" ", 2)[1])
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            raise EngineAwayError
        if not 200 <= status < 300:
            raise RuntimeError(f"{method} {path} answered {status}: {body[:300].decode(errors='replace')}")
        return body
