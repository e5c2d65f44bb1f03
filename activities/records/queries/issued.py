"""Documents of the body as they stand now: their force is read from the facts, never kept beside them."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import TextClause, text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.views import FactView, View
from activities.records.tables import FactRow
from workflows.kernel.state import FactKind

_LEAVING = [kind.value for kind in (FactKind.TASK_COMPLETED, FactKind.DOCUMENT_ISSUED)]


class Standing(StrEnum):
    """Whether a document holds. `UNDONE`: its fact never became part of the case (see `activities.records.turns`)."""

    IN_FORCE = "vigente"
    REPLACED = "substituido"
    ANNULLED = "anulado"
    UNDONE = "sem-efeito"


class IssuedView(View):
    """A document with its case. `since` is when it ceased to hold, `replaced_by` the code of what took its place.

    `number` is None for the document of a decision or publication, which goes by the number of its case. `sha256` is
    None while nobody has asked for its bytes.
    """

    code: str
    case_id: str
    case_type: str
    case_year: int
    case_number: int
    case_subject: str
    seq: int
    fact_hash: str
    decl: str | None
    title: str
    template: str
    version: int
    year: int
    number: int | None
    issued_on: date
    public: bool
    sha256: str | None
    made_at: datetime | None
    provision: str | None
    standing: Standing
    since: datetime | None
    replaced_by: str | None
    because: str | None


_SELECT = """
SELECT d.code, d.case_id, c.type AS case_type, c.year AS case_year, c.number AS case_number,
       c.subject AS case_subject, d.seq, d.fact_hash, d.decl, d.title, d.template, d.version, d.year, d.number,
       d.issued_on, d.public, d.sha256, d.made_at, f.provision, later.code AS replaced_by,
       coalesce(gone.at, next.at) AS since, gone.data ->> 'reason' AS because,
       CASE WHEN f.seq IS NULL THEN 'sem-efeito' WHEN gone.seq IS NOT NULL THEN 'anulado'
            WHEN next.seq IS NOT NULL THEN 'substituido' ELSE 'vigente' END AS standing
  FROM issued_documents d
  JOIN cases c ON c.id = d.case_id
  LEFT JOIN facts f ON f.case_id = d.case_id AND f.seq = d.seq AND f.hash = d.fact_hash
  LEFT JOIN LATERAL (
    SELECT n.seq, n.at, n.hash FROM facts n
     WHERE f.seq IS NOT NULL AND n.case_id = d.case_id AND n.seq > d.seq AND n.kind = 'DocumentIssued'
       AND n.data -> 'replaces' = to_jsonb(d.seq) ORDER BY n.seq LIMIT 1
  ) next ON true
  LEFT JOIN LATERAL (
    SELECT n.seq, n.at, n.data FROM facts n
     WHERE f.seq IS NOT NULL AND n.case_id = d.case_id AND n.seq > d.seq AND n.kind = 'DocumentAnnulled'
       AND n.data -> 'annuls' = to_jsonb(d.seq) ORDER BY n.seq LIMIT 1
  ) gone ON true
  LEFT JOIN issued_documents later ON later.case_id = d.case_id AND later.fact_hash = next.hash
"""
_BY_CODE = text(_SELECT + " WHERE d.code = :code")
_BY_FACT = text(_SELECT + " WHERE d.case_id = :case_id AND d.fact_hash = :fact_hash")
_OF_CASE = text(_SELECT + " WHERE d.case_id = :case_id AND f.seq IS NOT NULL ORDER BY d.seq")


async def find_issued(session: AsyncSession, code: str) -> IssuedView | None:
    """The document with this code, for anybody: whoever shows it says only what is public of it."""
    found = await _read(session, _BY_CODE, code=code)
    return found[0] if found else None


async def issued_of_fact(session: AsyncSession, case_id: str, fact_hash: str) -> IssuedView | None:
    """The document of a fact, if it has one. Ask first whether the viewer may see the case."""
    found = await _read(session, _BY_FACT, case_id=case_id, fact_hash=fact_hash)
    return found[0] if found else None


async def issued_of_case(session: AsyncSession, case_id: str) -> Sequence[IssuedView]:
    """The documents of a case that are part of it, oldest first. Ask first whether the viewer may see the case."""
    return await _read(session, _OF_CASE, case_id=case_id)


async def facts_with_documents(session: AsyncSession, case_id: str) -> tuple[FactView, ...]:
    """The facts of a case that may have a document, in order. Ask first whether the viewer may see the case."""
    statement = (
        select(FactRow)
        .where(col(FactRow.case_id) == case_id, col(FactRow.kind).in_(_LEAVING))
        .order_by(col(FactRow.seq))
    )
    return tuple(FactView.model_validate(row) for row in (await session.exec(statement)).all())


async def _read(session: AsyncSession, statement: TextClause, **values: Any) -> list[IssuedView]:
    rows = (await (await session.connection()).execute(statement, values)).mappings().all()
    return [IssuedView.model_validate(dict(row)) for row in rows]
