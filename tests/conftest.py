"""Fixtures of every room: the engines and the whole stack come from tests/fixtures."""

import gc

import pytest
from hypothesis import settings

pytest_plugins = ["tests.fixtures.engines", "tests.fixtures.living"]

# A property holds or does not; how long one example takes says something of the machine alone.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_collection_finish(session: pytest.Session) -> None:  # noqa: ARG001
    """The engine gives a turn two seconds by the clock on the wall. The collector of garbage, which any turn may call
    for, is spared what is there before the first test: it stays to the end."""
    gc.collect()
    gc.freeze()
