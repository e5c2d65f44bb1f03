"""The door on a database of the test alone, with the demonstration's people and a token for each."""

from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from fastapi import FastAPI
from temporalio.client import Client
from temporalio.worker import Worker

from activities.records import identity
from activities.records.engine import make_engine, make_sessions
from api.app import create_app
from api.config import ApiSettings
from api.door import Door
from api.identity.principal import Scope
from api.identity.secrets import digest
from workers.build import build_worker, case_activities
from workers.commands.demo import PEOPLE, ensure_demo
from workers.settings import Settings

Login = Callable[..., httpx.AsyncClient]


def secret_of(login: str) -> str:
    return f"tramita_test_{login}"


@pytest.fixture
async def people(settings: Settings) -> Settings:
    """The settings of records that hold the demonstration's people, each with a token of every scope."""
    await ensure_demo(settings)
    engine = make_engine(settings.database, 1)
    async with make_sessions(engine)() as session:
        for person in PEOPLE:
            await identity.add_token(
                session, digest(secret_of(person.login)), name="test", user_id=person.id, scopes=list(Scope)
            )
        await session.commit()
    await engine.dispose()
    return settings


@pytest.fixture
async def app(people: Settings) -> AsyncIterator[FastAPI]:
    """The application on the session's engines, patient for a minute: a busy machine is not an engine away."""
    chosen = ApiSettings.model_validate(people).model_copy(update={"engine_patience": 60.0})
    made = create_app(chosen)
    yield made
    await made.state.door.close()


@pytest.fixture
def door(app: FastAPI) -> Door:
    found: Door = app.state.door
    return found


@pytest.fixture
async def as_user(app: FastAPI) -> AsyncIterator[Login]:
    """A client of the API for a login; for nobody without one."""
    clients: list[httpx.AsyncClient] = []

    def login(name: str | None = None, **headers: str) -> httpx.AsyncClient:
        if name:
            headers["Authorization"] = f"Bearer {secret_of(name)}"
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        clients.append(httpx.AsyncClient(transport=transport, base_url="http://tramita.test", headers=headers))
        return clients[-1]

    yield login
    for client in clients:
        await client.aclose()


@pytest.fixture
async def make_worker(people: Settings, temporal: Client) -> AsyncIterator[Callable[[], Worker]]:
    """Makes workers that run every procedure, record what happens and answer for registers."""
    engine = make_engine(people.database, 5)

    def make() -> Worker:
        activities = case_activities(make_sessions(engine))
        return build_worker(temporal, task_queue=people.task_queue, activities=activities)

    yield make
    await engine.dispose()


@pytest.fixture
async def worker(make_worker: Callable[[], Worker]) -> AsyncIterator[Worker]:
    """A running worker."""
    async with make_worker() as running:
        yield running
