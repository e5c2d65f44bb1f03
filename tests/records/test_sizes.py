"""That the database for measuring can be made, and every measured query run on it."""

import pytest

from tests.records.measure import QUERIES, times
from tests.records.sizes import Size, fill

pytestmark = pytest.mark.engines


async def test_every_measured_query_runs(database_url: str) -> None:
    await fill(database_url, Size(cases=100, tasks=1000, facts=2000))
    assert (await times(database_url, rounds=1)).keys() == QUERIES.keys()
