"""One way to reach Temporal: the same data converter for whoever starts, asks or works."""

from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter


async def connect(
    address: str, namespace: str = "default", *, api_key: str | None = None, tls: bool = False, lazy: bool = False
) -> Client:
    """A client of the server at `address` ("host:port").

    With `lazy`, the connection is made at the first call, so that a process may start before the server does.

    Raises:
        RuntimeError: without `lazy`, when the server does not answer.
    """
    return await Client.connect(
        address, namespace=namespace, data_converter=pydantic_data_converter, api_key=api_key, tls=tls, lazy=lazy
    )
