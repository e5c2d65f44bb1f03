"""Giving documents of the body what only the records can give: a number, a code, and bytes that never change.

A code is drawn by chance, 80 bits of it, so that knowing one says nothing of another; both it and the number belong to
the fact by its hash. A turn that is recorded again finds them; a fact that was set aside keeps them, so that no number
is ever given twice, and whoever verifies such a document is told that it holds nothing.
"""

import hashlib
import secrets
from collections.abc import Iterable
from typing import Any

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.chain import Link
from activities.records.tables import ContentRow, IssuedRow
from workflows.clock import local_date
from workflows.kernel.state import FactKind

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that nobody takes for one another (Crockford's base 32: no I, L, O, U)."""
GROUPS, GROUP = 4, 4
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})

_KNOWN = text("SELECT 1 FROM issued_documents WHERE case_id = :case_id AND fact_hash = :fact_hash")
_ISSUE = text("""
WITH given AS (
  INSERT INTO document_numbers (template, year, last) VALUES (:template, :year, 1)
  ON CONFLICT (template, year) DO UPDATE SET last = document_numbers.last + 1 RETURNING last
)
INSERT INTO issued_documents (code, case_id, fact_hash, seq, decl, title, template, version, year, number, issued_on,
                              public)
SELECT :code, :case_id, :fact_hash, :seq, :decl, :title, :template, :version, :year, last, :issued_on, :public
  FROM given
""")
_KEEP = text("""
UPDATE issued_documents SET sha256 = :sha256, made_at = clock_timestamp() WHERE code = :code AND sha256 IS NULL
""")


def new_code() -> str:
    """A code that nobody can guess: `7K3Q-0ZFA-…`, four groups of four."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP))
    return "-".join(drawn[at : at + GROUP] for at in range(0, len(drawn), GROUP))


def as_code(typed: str) -> str | None:
    """The code that somebody typed, however they wrote it; None when it is none."""
    meant = "".join(char for char in typed.upper() if char.isalnum()).translate(_MEANT)
    if len(meant) != GROUPS * GROUP or any(char not in ALPHABET for char in meant):
        return None
    return "-".join(meant[at : at + GROUP] for at in range(0, len(meant), GROUP))


def issues(link: Link) -> bool:
    """Whether a fact brings a document into being."""
    return link.fact.kind is FactKind.DOCUMENT_ISSUED


async def number_documents(connection: AsyncConnection, case_id: str, links: Iterable[Link]) -> None:
    """Give the documents that `links` issue their numbers and codes; those that have them keep them.

    The case's row must be locked. Sequences are taken in one order, so that two cases never wait for each other.
    """
    for link in sorted(filter(issues, links), key=lambda link: (link.fact.data["template"], link.fact.seq)):
        known = {"case_id": case_id, "fact_hash": link.hash}
        if (await connection.execute(_KNOWN, known)).one_or_none() is None:
            await connection.execute(_ISSUE, {**known, **_columns(link), "code": new_code()})


def _columns(link: Link) -> dict[str, Any]:
    fact, data = link.fact, link.fact.data
    on = local_date(fact.at)
    named = {name: data[name] for name in ("title", "template", "version", "public")}
    return {"seq": fact.seq, "decl": data["document"], "year": on.year, "issued_on": on, **named}


async def document_of(session: AsyncSession, row: IssuedRow) -> IssuedRow:
    """The document of the fact that `row` names: the one it already has, or `row` under a new code. Commits.

    For the documents of facts that were not recorded as such; they have no number of the yearly sequence.
    """
    values = row.model_dump(exclude={"recorded_at"})
    await session.exec(insert(IssuedRow).values(values).on_conflict_do_nothing())
    await session.commit()
    statement = select(IssuedRow).where(
        col(IssuedRow.case_id) == row.case_id, col(IssuedRow.fact_hash) == row.fact_hash
    )
    return (await session.exec(statement)).one()


async def keep_bytes(session: AsyncSession, code: str, content: bytes) -> str:
    """Keep the bytes of the document `code` unless it has some; answer the SHA-256 of those it has. Commits."""
    sha256 = hashlib.sha256(content).hexdigest()
    kept = {"sha256": sha256, "size": len(content), "content": content}
    await session.exec(insert(ContentRow).values(kept).on_conflict_do_nothing())
    await (await session.connection()).execute(_KEEP, {"code": code, "sha256": sha256})
    await session.commit()
    row = await session.get(IssuedRow, code, populate_existing=True)
    if row is None or row.sha256 is None:
        raise LookupError(f"no document {code}")
    return row.sha256
