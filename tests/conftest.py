"""Fixtures of every room: the engines and the whole stack come from tests/fixtures."""

from hypothesis import settings

pytest_plugins = ["tests.fixtures.engines", "tests.fixtures.living"]

# A property holds or does not; how long one example takes says something of the machine alone.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
