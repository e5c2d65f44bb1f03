"""The client of the workflow engine, made from the settings in one place."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from temporalio.client import Client, Interceptor

from activities.engine_client import connect
from workers.settings import Settings

if TYPE_CHECKING:
    from temporalio.runtime import Runtime


async def temporal_client(
    settings: Settings, *, runtime: Runtime | None = None, interceptors: Sequence[Interceptor] = (), patience: float = 0
) -> Client:
    """A connected client with the pydantic data converter.

    Tries again for `patience` seconds while the server does not answer; then raises the SDK's RuntimeError.
    """
    give_up = asyncio.get_running_loop().time() + patience
    while True:
        try:
            return await connect(
                settings.temporal,
                settings.temporal_namespace,
                api_key=settings.temporal_api_key.get_secret_value() if settings.temporal_api_key else None,
                tls=settings.temporal_tls,
                runtime=runtime,
                interceptors=interceptors,
            )
        except RuntimeError:
            if asyncio.get_running_loop().time() >= give_up:
                raise
            await asyncio.sleep(0.5)
