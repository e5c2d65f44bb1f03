"""Documents of the body as bytes: printed when first asked for, and kept; whoever asks again gets the same."""

import asyncio
from collections.abc import Callable

import structlog

from activities.documents.paper import Paper
from activities.records import documents
from activities.records.issued import document_of, keep_bytes
from activities.records.queries.issued import IssuedView, issued_of_fact
from activities.records.tables import IssuedRow
from api.door import Door

log = structlog.get_logger()


async def printed(door: Door, row: IssuedRow, compose: Callable[[IssuedView], Paper]) -> tuple[IssuedView, bytes]:
    """The document that `row` describes, and its bytes; `compose` says what stands on it when it has none yet."""
    async with door.records() as session:
        found = await issued_of_fact(session, row.case_id, row.fact_hash)
    if found is None:
        async with door.changes() as session:
            await document_of(session, row)
        async with door.records() as session:
            found = await issued_of_fact(session, row.case_id, row.fact_hash)
    assert found is not None
    return await with_bytes(door, found, lambda: compose(found))


async def with_bytes(door: Door, issued: IssuedView, compose: Callable[[], Paper]) -> tuple[IssuedView, bytes]:
    """`issued` with its bytes, made and kept if nobody had asked for them."""
    sha256 = issued.sha256 or await _make(door, issued.code, compose())
    async with door.records() as session:
        return issued.model_copy(update={"sha256": sha256}), await documents.content_of(session, sha256)


async def _make(door: Door, code: str, paper: Paper) -> str:
    from activities.documents.press import press  # the press is loaded by the first document, not by every process

    made = await asyncio.to_thread(press, paper)
    async with door.changes() as session:
        sha256 = await keep_bytes(session, code, made)
    log.info("document_printed", template=str(paper.template), size=len(made))
    return sha256
