"""Messages of cases reach people by a real SMTP server, are tried again, and are given up at last."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pydantic import SecretStr
from sqlalchemy import update
from sqlmodel import select

from activities.notifications import Dispatcher, MailServer
from activities.records import identity
from activities.records.engine import Sessions, make_engine, make_sessions
from activities.records.outbox import MOST_TRIES
from activities.records.record import record
from activities.records.tables import NotificationRow, UserRow
from tests.records.make import CASE, START, turn
from tests.stack.programs import free_port
from workers.build import dispatcher, run_worker
from workers.settings import Settings, SettingsError
from workflows.kernel.messages import NotificationOut

pytestmark = pytest.mark.engines
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
BASE = "https://tramita.example.org"


class Postman:
    """Receives mail on loopback, except for the addresses `unknown`.

    While `refusing` it answers 451, naming the addressee as real servers do.
    """

    def __init__(self) -> None:
        self.received: list[tuple[list[str], EmailMessage]] = []
        self.refusing = False
        self.unknown: set[str] = set()

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.unknown:
            return f"550 no mailbox {address}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.refusing:
            return f"451 try later, mailbox of {envelope.rcpt_tos[0]} is busy"
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.received.append((list(envelope.rcpt_tos), mail))
        return "250 OK"


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[Sessions]:
    engine = make_engine(database_url, 3)
    made = make_sessions(engine)
    people: tuple[tuple[str, list[str], list[str], str | None, bool], ...] = (
        ("ana", ["area-tecnica"], [], "ana@example.org", True),
        ("rui", ["area-tecnica"], [], "rui@example.org", True),
        ("eva", ["area-tecnica"], [], "eva@example.org", False),
        ("osc", ["osc"], ["org-1"], "osc@example.org", True),
        ("sem", ["gestao"], [], None, True),
    )
    async with made() as session:
        for id, roles, parties, email, active in people:
            row = UserRow(id=id, login=id, name=id, roles=roles, parties=parties, email=email, active=active)
            await identity.put_user(session, row)
        await session.commit()
    yield made
    await engine.dispose()


@pytest.fixture
def postman() -> Iterator[tuple[Postman, MailServer]]:
    postman = Postman()
    controller = Controller(postman, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield postman, MailServer.of(f"smtp://127.0.0.1:{controller.port}?from=nao-responda@example.org")
    controller.stop()


async def asked(sessions: Sessions, *others: dict[str, str], **to: str) -> None:
    """A case asks for a message to `to` under the key n1, and for those to `others` under n2, n3…"""
    messages = [
        NotificationOut(key=f"n{n}", kind="aviso", subject="Há resposta", body="Leia a resposta.", at=START, **whom)
        for n, whom in enumerate((to, *others), 1)
    ]
    await record(sessions, turn(1, notifications=tuple(messages)))


async def outbox(sessions: Sessions, key: str = "n1") -> NotificationRow:
    async with sessions() as session:
        return (await session.exec(select(NotificationRow).where(NotificationRow.key == key))).one()


@pytest.mark.parametrize(
    ("to", "addresses"),
    [
        ({"to_user": "ana"}, ["ana@example.org"]),
        ({"to_role": "area-tecnica"}, ["ana@example.org", "rui@example.org"]),
        ({"to_party": "org-1"}, ["osc@example.org"]),
    ],
)
async def test_a_message_reaches_every_active_person_meant(
    sessions: Sessions, postman: tuple[Postman, MailServer], to: dict[str, str], addresses: list[str]
) -> None:
    await asked(sessions, **to)
    mailer = Dispatcher(sessions, BASE, postman[1])
    assert await mailer.round(NOW) == 1
    ((envelope, mail),) = postman[0].received
    assert envelope == addresses
    assert (mail["From"], mail["Subject"]) == ("nao-responda@example.org", "Há resposta")
    assert mail.get_content().split() == ["Leia", "a", "resposta.", f"{BASE}/processos/{CASE}"]
    assert not any(address in str(mail["To"]) for address in addresses)
    row = await outbox(sessions)
    assert (row.status, row.delivered_at, row.error) == ("delivered", NOW, None)
    assert await mailer.round(NOW + timedelta(days=1)) == 0


@pytest.mark.parametrize(("server", "to"), [(False, {"to_user": "ana"}), (True, {"to_role": "gestao"})])
async def test_what_cannot_be_mailed_stays_in_the_application(
    sessions: Sessions, postman: tuple[Postman, MailServer], server: bool, to: dict[str, str]
) -> None:
    await asked(sessions, **to)
    await Dispatcher(sessions, BASE, postman[1] if server else None).round(NOW)
    row = await outbox(sessions)
    assert (row.status, row.delivered_at, row.error) == ("delivered", NOW, "na-caixa")
    assert postman[0].received == []


async def test_a_refused_message_is_tried_again_later_and_nobody_is_named(
    sessions: Sessions, postman: tuple[Postman, MailServer], caplog: pytest.LogCaptureFixture
) -> None:
    await asked(sessions, to_user="ana")
    mailer = Dispatcher(sessions, BASE, postman[1])
    postman[0].refusing = True
    await mailer.round(NOW)
    row = await outbox(sessions)
    assert (row.status, row.tries, row.error) == ("pending", 1, "SMTPDataError 451")
    assert "ana" not in caplog.text
    postman[0].refusing = False
    assert await mailer.round(NOW + timedelta(seconds=59)) == 0
    assert await mailer.round(NOW + timedelta(seconds=60)) == 1
    assert (await outbox(sessions)).status == "delivered"
    assert len(postman[0].received) == 1


async def test_an_address_that_fails_keeps_nobody_else_from_their_mail(
    sessions: Sessions, postman: tuple[Postman, MailServer]
) -> None:
    await asked(sessions, {"to_role": "area-tecnica"}, {"to_party": "org-1"}, to_user="ana")
    postman[0].unknown = {"ana@example.org"}
    await Dispatcher(sessions, BASE, postman[1]).round(NOW)
    rows = [await outbox(sessions, key) for key in ("n1", "n2", "n3")]
    assert [(row.status, row.error) for row in rows] == [
        ("pending", "SMTPRecipientsRefused"), ("delivered", "1 addresses refused"), ("delivered", None)
    ]  # fmt: skip
    assert sorted(envelope for envelope, _ in postman[0].received) == [["osc@example.org"], ["rui@example.org"]]


async def test_a_message_sent_again_is_known_by_its_id(sessions: Sessions, postman: tuple[Postman, MailServer]) -> None:
    """The deliverer died between the server's yes and its own note of it."""
    await asked(sessions, to_user="ana")
    mailer = Dispatcher(sessions, BASE, postman[1])
    await mailer.round(NOW)
    async with sessions() as session:
        await session.exec(update(NotificationRow).values(status="pending", delivered_at=None))
        await session.commit()
    await mailer.round(NOW)
    first, second = (mail["Message-ID"] for _, mail in postman[0].received)
    assert first == second


async def test_a_worker_delivers_what_waits_and_forgets_what_expired(
    settings: Settings, sessions: Sessions, postman: tuple[Postman, MailServer]
) -> None:
    await asked(sessions, to_user="ana")
    async with sessions() as session:
        await identity.begin_session(session, "s1", "ana", NOW)
        await session.commit()
    server = postman[1]
    mailing = SecretStr(f"smtp://{server.host}:{server.port}?from={server.sender}")
    working = asyncio.create_task(run_worker(settings.model_copy(update={"smtp_url": mailing})))
    for _ in range(200):
        await asyncio.sleep(0.05)
        async with sessions() as session:
            kept = await identity.session_user(session, "s1", NOW - timedelta(hours=1))
        if postman[0].received and kept is None:
            break
    working.cancel()
    await asyncio.wait([working])
    assert [envelope for envelope, _ in postman[0].received] == [["ana@example.org"]]
    assert kept is None


async def test_after_ten_tries_a_message_is_given_up(sessions: Sessions) -> None:
    await asked(sessions, to_user="ana")
    nobody = Dispatcher(sessions, BASE, MailServer.of(f"smtp://127.0.0.1:{free_port()}"))
    waited, now = [], NOW
    for _ in range(MOST_TRIES):
        assert await nobody.round(now) == 1
        row = await outbox(sessions)
        assert row.next_try_at is not None
        waited.append(row.next_try_at - now)
        now = row.next_try_at
    assert (row.status, row.tries) == ("failed", MOST_TRIES)
    assert waited[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert max(waited) == timedelta(hours=6)
    assert await nobody.round(now + timedelta(days=9)) == 0


def test_a_password_travels_to_another_machine_only_over_tls() -> None:
    away = MailServer.of("smtp://u%40x:p%3Aw@mail.example.org")
    assert (away.user, away.password, away.port, away.sender) == ("u@x", "p:w", 587, "tramita@mail.example.org")
    assert away.client()._start_tls_on_connect is True
    assert MailServer.of("smtps://u:p@mail.example.org").client().use_tls
    assert MailServer.of("smtp://u:p@127.0.0.1").client()._start_tls_on_connect is None


def test_an_address_that_names_no_mail_server_is_said_at_the_start(settings: Settings, sessions: Sessions) -> None:
    wrong = settings.model_copy(update={"smtp_url": SecretStr("mail.example.org")})
    with pytest.raises(SettingsError, match="TRAMITA_SMTP_URL: must look like smtp://"):
        dispatcher(wrong, sessions)
