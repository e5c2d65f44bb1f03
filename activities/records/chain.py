"""The hash chain of facts, so that anybody can prove years later that none was changed, removed or slipped in.

The rule, to the letter. The hash of a fact is the SHA-256, in lower-case hexadecimal, of the UTF-8 bytes of

    <hash of the fact before> <canonical JSON of the fact>

with nothing between the two. Before the first fact stands the SHA-256 of the case's id. The canonical JSON is an object
with the keys `act`, `actor`, `at`, `data`, `kind`, `provision`, `seq`, every key of every object sorted by code point,
no space between tokens, characters outside ASCII written as themselves, absent values as `null`, `at` as an RFC 3339
instant in UTC with six digits of fraction and `Z`, and numbers without fraction written as integers. Money and decimals
are strings in `data`, and the character U+0000, which PostgreSQL cannot keep, is replaced by U+FFFD.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from workflows.kernel.state import Fact


class Link(NamedTuple):
    """A stored fact with its place in the chain."""

    fact: Fact
    prev_hash: str
    hash: str


class Break(NamedTuple):
    """Where a chain does not hold: the sequence number and what is wrong there."""

    seq: int
    reason: str


def genesis(case_id: str) -> str:
    """The hash that stands before the first fact of a case: a chain cannot be moved to another case."""
    return hashlib.sha256(case_id.encode()).hexdigest()


def canonical(fact: Fact) -> str:
    """The canonical JSON of a fact, as the module's rule has it. Raises ValueError on a number that is not finite."""
    content = {
        "act": fact.act,
        "actor": fact.actor,
        "at": rfc3339(fact.at),
        "data": plain(fact.model_dump(mode="json", include={"data"})["data"]),
        "kind": fact.kind.value,
        "provision": fact.provision,
        "seq": fact.seq,
    }
    return dump(content)


def chain(prev: str, fact: Fact) -> str:
    """The hash of `fact` standing after the hash `prev`."""
    return digest(prev, canonical(fact))


def digest(prev: str, content: str) -> str:
    """The SHA-256 of `prev` followed by `content`, in hexadecimal."""
    return hashlib.sha256((prev + content).encode()).hexdigest()


def verify_chain(case_id: str, links: Iterable[Link]) -> list[Break]:
    """What is wrong with the stored facts of a case, given in order from the first; empty when all of it holds."""
    breaks: list[Break] = []
    prev, expected = genesis(case_id), 1
    for link in links:
        if link.fact.seq != expected:
            breaks.append(Break(link.fact.seq, f"expected sequence number {expected}"))
        if link.prev_hash != prev:
            breaks.append(Break(link.fact.seq, "does not follow the fact before it"))
        if link.hash != chain(link.prev_hash, link.fact):
            breaks.append(Break(link.fact.seq, "content does not match its hash"))
        prev, expected = link.hash, link.fact.seq + 1
    return breaks


def rfc3339(instant: datetime) -> str:
    """An aware instant in UTC with microseconds. Raises ValueError when it has no zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def dump(value: Any) -> str:
    """JSON text: sorted keys, no spaces, UTF-8 characters as themselves. Raises ValueError on NaN and infinities."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def plain(value: Any) -> Any:
    """JSON data as PostgreSQL gives it back: no U+0000, and numbers without fraction as integers."""
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd") if "\x00" in value else value
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict | Mapping):
        return {plain(key): plain(item) for key, item in value.items()}
    return value
