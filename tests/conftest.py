"""Fixtures of every room: the engines come from tests/fixtures."""

pytest_plugins = ["tests.fixtures.engines"]
