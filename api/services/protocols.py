"""Protocols: the number of an act that somebody sent, the code of its receipt, and who may follow what with them.

The number is public in form (`PMIS-14/2026-1`: procedure, case and place of the act in its chain). The code shows that
one holds the receipt: 80 bits derived from the hash that seals the act, in base 32 (RFC 4648), so nothing more is kept
and whoever can read the act can make its receipt again. Together they open what is public of the request, and no more.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.sent import Sent, sent_as

_NUMBER = re.compile(r"([a-z][a-z-]*?)[-\s]+(\d{1,9})/(\d{4})-(\d{1,9})")
_SECRET = re.compile(r"([a-z][a-z-]*)-(\d{1,9})-(\d{4})-(\d{1,9})-([A-Z2-7]{16})")
_MISREAD = str.maketrans("018", "OIB")


@dataclass(frozen=True)
class Number:
    """Which act: the procedure, the number of the case in its year, and the act's place in the case's chain."""

    type: str
    number: int
    year: int
    seq: int

    @property
    def said(self) -> str:
        """`PMIS-14/2026-1`."""
        return f"{self.type.upper()}-{self.number}/{self.year}-{self.seq}"


def number_of(sent: Sent) -> Number:
    """The protocol number of an act."""
    return Number(sent.type, sent.number, sent.year, sent.seq)


def code_of(sent: Sent) -> str:
    """The code of the receipt: `ABCD-EFGH-IJKL-MNOP`."""
    bare = _code(sent.hash)
    return "-".join(bare[at : at + 4] for at in range(0, len(bare), 4))


def secret_of(sent: Sent) -> str:
    """Number and code as one word, for an address that whoever has the receipt may keep."""
    return f"{sent.type}-{sent.number}-{sent.year}-{sent.seq}-{_code(sent.hash)}"


def read_number(text: str) -> Number | None:
    """The number that somebody typed, in capitals or not; None when it is none."""
    found = _NUMBER.fullmatch(text.strip().lower())
    return Number(found[1], int(found[2]), int(found[3]), int(found[4])) if found else None


async def with_receipt(session: AsyncSession, number: Number, code: str) -> Sent | None:
    """The act with this number, when `code` is that of its receipt; digits that are read for letters are forgiven."""
    given = re.sub(r"[\s-]", "", code).upper().translate(_MISREAD)
    sent = await sent_as(session, number.type, number.year, number.number, number.seq)
    if sent is None or not given.isascii() or not hmac.compare_digest(given, _code(sent.hash)):
        return None
    return sent


async def at_secret(session: AsyncSession, secret: str) -> Sent | None:
    """The act whose receipt makes this word (`secret_of`)."""
    found = _SECRET.fullmatch(secret)
    if found is None:
        return None
    return await with_receipt(session, Number(found[1], int(found[2]), int(found[3]), int(found[4])), found[5])


def _code(hash: str) -> str:
    return base64.b32encode(hashlib.sha256(f"recibo\n{hash}".encode()).digest()[:10]).decode()
