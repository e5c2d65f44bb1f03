"""One way to reach Temporal: the same data converter for whoever starts, asks or works."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from temporalio.client import Client, Interceptor
from temporalio.contrib.pydantic import PydanticPayloadConverter
from temporalio.converter import CompositePayloadConverter, DataConverter

if TYPE_CHECKING:
    from temporalio.runtime import Runtime

_PARTS = tuple(PydanticPayloadConverter(max_cached_type_adapters=128).converters.values())


class SharedPydanticConverter(CompositePayloadConverter):
    """The SDK's pydantic converter, whose type adapters are built once for the process.

    The SDK makes a converter for each case and several for each workflow task, and each builds its adapters anew.
    """

    def __init__(self) -> None:
        super().__init__(*_PARTS)


DATA_CONVERTER = DataConverter(payload_converter_class=SharedPydanticConverter)


async def connect(
    address: str,
    namespace: str = "default",
    *,
    api_key: str | None = None,
    tls: bool = False,
    lazy: bool = False,
    runtime: Runtime | None = None,
    interceptors: Sequence[Interceptor] = (),
) -> Client:
    """A client of the server at `address` ("host:port"). With an `api_key`, always over TLS.

    With `lazy`, the connection is made at the first call, so that a process may start before the server does.

    Raises:
        RuntimeError: without `lazy`, when the server does not answer.
    """
    return await Client.connect(
        address,
        namespace=namespace,
        data_converter=DATA_CONVERTER,
        api_key=api_key,
        tls=tls or api_key is not None,
        lazy=lazy,
        runtime=runtime,
        interceptors=list(interceptors),
    )
