"""Messages on their way out."""

from datetime import UTC, datetime, timedelta

import pytest

from activities.records.engine import Sessions
from activities.records.outbox import MOST_TRIES, mark_delivered, mark_failed, notifications_of, take_pending
from activities.records.record import record
from activities.records.tables import NotificationRow
from tests.records.make import START, turn
from workflows.kernel.messages import NotificationOut

pytestmark = pytest.mark.engines
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
async def three(sessions: Sessions) -> None:
    told = tuple(
        NotificationOut(key=f"n{n}", kind="x", subject="s", body="b", to_user="ana", at=START + timedelta(hours=n))
        for n in range(3)
    )
    await record(sessions, turn(1, notifications=told))


async def take(sessions: Sessions, now: datetime, limit: int = 50) -> list[str]:
    async with sessions() as session:
        return [row.key for row in await take_pending(session, now, limit)]


@pytest.mark.usefixtures("three")
async def test_a_message_is_taken_once_until_its_lease_is_over(sessions: Sessions) -> None:
    assert await take(sessions, NOW, 2) == ["n0", "n1"]
    assert await take(sessions, NOW) == ["n2"]
    assert await take(sessions, NOW) == []
    assert await take(sessions, NOW + timedelta(minutes=3)) == ["n0", "n1", "n2"]


@pytest.mark.usefixtures("three")
async def test_a_delivered_message_is_done_and_recording_it_again_changes_nothing(sessions: Sessions) -> None:
    async with sessions() as session:
        await mark_delivered(session, "n1", NOW)
        await session.commit()
    told = NotificationOut(key="n1", kind="x", subject="s", body="b", to_user="ana", at=START)
    await record(sessions, turn(2, at=2, notifications=(told,)))
    assert await take(sessions, NOW) == ["n0", "n2"]
    async with sessions() as session:
        assert [row.key for row in await notifications_of(session, "ana")] == ["n2", "n1", "n0"]


@pytest.mark.usefixtures("three")
async def test_a_failed_delivery_is_tried_again_later_and_given_up_in_the_end(sessions: Sessions) -> None:
    for n in range(MOST_TRIES):
        async with sessions() as session:
            await mark_failed(session, "n0", "sem resposta", NOW + timedelta(hours=n + 1))
            await session.commit()
        assert ("n0" in await take(sessions, NOW + timedelta(hours=n + 1))) is (n + 1 < MOST_TRIES)
    async with sessions() as session:
        row = await session.get(NotificationRow, "n0")
        assert row is not None
        assert (row.status, row.tries, row.error) == ("failed", MOST_TRIES, "sem resposta")
