"""The pages on the same door as the API's tests, looked at by browsers that have signed in."""

from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest
from fastapi import FastAPI

from activities.records.engine import Sessions
from tests.api.conftest import app, as_user, door, make_worker, people, worker
from workers.commands.demo import PASSWORD

__all__ = ["app", "as_user", "door", "make_worker", "people", "worker"]

BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
Browse = Callable[[str], Awaitable[httpx.AsyncClient]]


@pytest.fixture
async def sessions(request: pytest.FixtureRequest, app: FastAPI) -> Sessions:
    """The door's database, and its clock standing at the `NOW` of the tests."""
    app.state.door.now = lambda: request.module.NOW
    found: Sessions = app.state.door.sessions
    return found


@pytest.fixture
async def browse(app: FastAPI) -> AsyncIterator[Browse]:
    """A browser signed in as a login of the demonstration; "" is nobody."""
    clients: list[httpx.AsyncClient] = []
    # The tests look at more pages in a minute than a stranger may.
    app.state.door.settings = app.state.door.settings.model_copy(
        update={"public_limit": "100000/minute", "login_limit": "1000/minute"}
    )

    async def enter(login: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        client = httpx.AsyncClient(transport=transport, base_url="http://tramita.test", headers=BROWSER)
        clients.append(client)
        if login:
            answer = await client.post("/entrar", data={"usuario": login, "senha": PASSWORD, "depois": "/tarefas"})
            assert answer.status_code == 303, answer.text
        return client

    yield enter
    for client in clients:
        await client.aclose()
