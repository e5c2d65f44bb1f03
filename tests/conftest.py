"""Fixtures of every room: the engines and the whole stack come from tests/fixtures."""

pytest_plugins = ["tests.fixtures.engines", "tests.fixtures.living"]
