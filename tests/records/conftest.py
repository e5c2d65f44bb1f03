"""Sessions on a migrated database of the test alone."""

from collections.abc import AsyncIterator

import pytest

from activities.records.engine import Sessions, make_engine, make_sessions


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[Sessions]:
    engine = make_engine(database_url, 5)
    yield make_sessions(engine)
    await engine.dispose()
