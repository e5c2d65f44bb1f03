"""Delivering the messages that cases asked for: by e-mail where there is a mail server, and always in the application.

A message is *delivered* when it stands where its addressee finds it. With a mail server it goes to every active person
meant who has an address, in one SMTP transaction, and of mentions to who wants them; `error` then says how many
addresses the server refused. Without a server, or when nobody meant has an address, it stays in the application alone;
`error` says `na-caixa`. Delivery is tried ten times over some eight hours, then given up (`failed`). A message may
arrive twice, never with another `Message-ID`. Logs name the case and the kind of error, never a person or an address.
"""

import asyncio
import hashlib
from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from ipaddress import ip_address
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib
import structlog
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import identity
from activities.records.absences import absence_of
from activities.records.desk import preferences_of
from activities.records.engine import Sessions
from activities.records.outbox import MOST_TRIES, mark_delivered, mark_failed, take_pending
from activities.records.tables import NotificationRow, UserRow
from activities.records.texts import Worded, worded
from workflows.clock import local_date
from workflows.kernel.papers import MENTION

ONLY_HERE = "na-caixa"
BATCH = 10
EACH_S = 5.0
SMTP_TIMEOUT_S = 10.0
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
_log = structlog.get_logger("tramita.notifications")


@dataclass(frozen=True)
class MailServer:
    """A mail server, from `smtp://user:password@host:587?from=address` (`smtps://`: TLS from the first byte).

    With a user, a server that is not on this machine must offer STARTTLS: a password never travels in the clear.
    """

    host: str
    port: int
    sender: str
    user: str | None = None
    password: str | None = None
    tls: bool = False

    @classmethod
    def of(cls, url: str) -> "MailServer":
        """The server that `url` names. Raises ValueError when it names none."""
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError("must look like smtp://user:password@host:587")
        tls = parts.scheme == "smtps"
        return cls(
            host=parts.hostname,
            port=parts.port or (465 if tls else 587),
            sender=parse_qs(parts.query).get("from", [f"tramita@{parts.hostname}"])[0],
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            tls=tls,
        )

    def client(self) -> aiosmtplib.SMTP:
        """A connection to be opened."""
        must = True if self.user and not self.tls and not _on_this_machine(self.host) else None
        return aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            username=self.user,
            password=self.password,
            use_tls=self.tls,
            start_tls=False if self.tls else must,
            timeout=SMTP_TIMEOUT_S,
        )


@dataclass(frozen=True)
class Dispatcher:
    """Delivers what waits in the outbox. `base_url` is where the pages are, without a final slash."""

    sessions: Sessions
    base_url: str
    server: MailServer | None = None

    async def for_ever(self) -> None:
        """Deliver, again and again, until cancelled; a database that went away is waited for."""
        while True:
            try:
                taken = await self.round()
            except (SQLAlchemyError, OSError) as error:
                _log.warning("outbox_failed", error=type(error).__name__)
                taken = 0
            if taken < BATCH:
                await asyncio.sleep(EACH_S)

    async def round(self, now: datetime | None = None) -> int:
        """Deliver up to ten messages that are due at `now`; returns how many there were, delivered or not."""
        now = now or datetime.now(UTC)
        async with self.sessions() as session:
            taken = await take_pending(session, now, BATCH)
        async with AsyncExitStack() as exits:
            connection: aiosmtplib.SMTP | None = None
            for row in taken:
                try:
                    addresses = await self._addresses(row)
                    if addresses and self.server and (connection is None or not connection.is_connected):
                        connection = await exits.enter_async_context(self.server.client())
                    note: str | None = ONLY_HERE
                    said = await self._worded(row)
                    if addresses and connection:
                        mail = self._mail(row, said)
                        refused, _ = await connection.send_message(mail, sender=self._sender, recipients=addresses)
                        note = f"{len(refused)} addresses refused" if refused else None
                    await self._delivered(row, now, note, said.text_seq)
                except (aiosmtplib.SMTPException, OSError, ValueError) as error:
                    await self._failed(row, now, error)
        return len(taken)

    @property
    def _sender(self) -> str:
        return self.server.sender if self.server else ""

    async def _addresses(self, row: NotificationRow) -> list[str]:
        if self.server is None:
            return []
        async with self.sessions() as session:
            people = await recipients(session, row)
            if row.kind == MENTION:
                people = [one for one in people if (await preferences_of(session, one.id)).mail_mentions]
        return sorted({person.email for person in people if person.email})

    async def _worded(self, row: NotificationRow) -> Worded:
        async with self.sessions() as session:
            return await worded(session, row)

    def _mail(self, row: NotificationRow, said: Worded) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = self._sender
        mail["To"] = "undisclosed-recipients:;"
        mail["Subject"] = " ".join(said.subject.split())
        mail["Date"] = format_datetime(row.at)
        digest = hashlib.sha256(row.key.encode()).hexdigest()[:32]
        mail["Message-ID"] = f"<{digest}@{self._sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        page = f"tarefas/{row.task}" if row.task else f"processos/{row.case_id}"
        mail.set_content(f"{said.body}\n\n{self.base_url}/{page}\n")
        return mail

    async def _delivered(self, row: NotificationRow, now: datetime, note: str | None, text_seq: int | None) -> None:
        async with self.sessions() as session:
            await mark_delivered(session, row.key, now)
            if note is not None or text_seq is not None:
                this = col(NotificationRow.key) == row.key
                await session.exec(update(NotificationRow).where(this).values(error=note, text_seq=text_seq))
            await session.commit()

    async def _failed(self, row: NotificationRow, now: datetime, error: Exception) -> None:
        # The server's own words may hold an address; its code says enough.
        code = getattr(error, "code", None)
        said = type(error).__name__ + (f" {code}" if code else "")
        pause = min(FIRST_PAUSE * 2**row.tries, LONGEST_PAUSE)
        async with self.sessions() as session:
            await mark_failed(session, row.key, said, now + pause)
            await session.commit()
        tries = row.tries + 1
        log, event = (
            (_log.error, "message_given_up") if tries >= MOST_TRIES else (_log.warning, "message_not_delivered")
        )
        log(event, case=row.case_id, kind=row.kind, error=said, tries=tries)


async def recipients(session: AsyncSession, row: NotificationRow) -> Sequence[UserRow]:
    """The active people a message is for: one person, whoever holds a role, or whoever answers for a party.

    What is for somebody who was away when it was asked for is for who substitutes them, too.
    """
    if row.to_user:
        away = await absence_of(session, row.to_user, local_date(row.at))
        people = [row.to_user, away.substitute] if away else [row.to_user]
        return _active([await identity.get_user(session, one) for one in people])
    return _active(await identity.list_users(session, role=row.to_role, party=row.to_party))


def _active(users: Iterable[UserRow | None]) -> list[UserRow]:
    return [user for user in users if user is not None and user.active]


def _on_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
