"""A mention goes out by e-mail to whoever wants it so; for who does not, it stands on their desk alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from activities.notifications import Dispatcher, MailServer
from activities.records import desk
from activities.records.engine import Sessions
from activities.records.record import record
from activities.records.tables import PreferencesRow
from tests.notifications.test_notifications import BASE, NOW, Postman, outbox, postman, sessions
from tests.records.make import START, turn
from workflows.kernel.messages import NotificationOut
from workflows.kernel.papers import MENTION

__all__ = ["postman", "sessions"]
pytestmark = pytest.mark.engines


async def test_a_mention_is_mailed_to_whoever_wants_it(sessions: Sessions, postman: tuple[Postman, MailServer]) -> None:
    async with sessions() as session:
        await desk.put_preferences(session, PreferencesRow(user_id="rui", mail_mentions=False))
        await session.commit()
    told = [
        NotificationOut(key=key, kind=kind, subject="S", body="B", to_user=whom, at=START + timedelta(minutes=n))
        for n, (key, kind, whom) in enumerate(
            (("n1", MENTION, "ana"), ("n2", MENTION, "rui"), ("n3", "delegate", "rui"))
        )
    ]
    await record(sessions, turn(1, notifications=told))
    assert await Dispatcher(sessions, BASE, postman[1]).round(NOW) == 3
    assert [to for to, _ in postman[0].received] == [["ana@example.org"], ["rui@example.org"]]
    assert [(await outbox(sessions, key)).error for key in ("n1", "n2", "n3")] == [None, "na-caixa", None]
