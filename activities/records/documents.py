"""Documents: their bytes, kept once per SHA-256, and what is known of each. They are stored before being attached."""

import hashlib
from collections.abc import Collection

from sqlalchemy import ColumnElement, func, or_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.viewer import Viewer, in_seen_case
from activities.records.tables import AttachmentRow, ContentRow, DocumentRow
from workflows.kernel.messages import DocumentRef


async def store_document(
    session: AsyncSession,
    *,
    id: str,
    title: str,
    media_type: str,
    content: bytes,
    uploaded_by: str,
    public: bool = False,
) -> DocumentRef:
    """Store a document and answer its reference. Whoever calls commits.

    Raises:
        sqlalchemy.exc.IntegrityError: there is a document with this id.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    kept = {"sha256": sha256, "size": len(content), "content": content}
    await session.exec(insert(ContentRow).values(kept).on_conflict_do_nothing())
    row = DocumentRow(
        id=id,
        title=title,
        media_type=media_type,
        size=len(content),
        sha256=sha256,
        public=public,
        uploaded_by=uploaded_by,
    )
    session.add(row)
    await session.flush()
    return reference(row)


def reference(row: DocumentRow) -> DocumentRef:
    """What travels of a document into a case."""
    names = set(DocumentRef.model_fields)
    return DocumentRef.model_validate(row.model_dump(include=names))


async def find_document(session: AsyncSession, viewer: Viewer, document_id: str) -> DocumentRow | None:
    """A document that `viewer` sent or that hangs on a case they may see."""
    statement = select(DocumentRow).where(col(DocumentRow.id) == document_id, _sees(viewer))
    return (await session.exec(statement)).one_or_none()


async def find_public_document(session: AsyncSession, document_id: str) -> DocumentRow | None:
    """A document that was attached to a case as public."""
    attached = select(AttachmentRow.document).where(
        col(AttachmentRow.document) == document_id, col(AttachmentRow.public).is_(True)
    )
    statement = select(DocumentRow).where(col(DocumentRow.id).in_(attached))
    return (await session.exec(statement)).one_or_none()


async def content_of(session: AsyncSession, sha256: str) -> bytes:
    """The bytes with this SHA-256.

    Raises:
        LookupError: there are none.
        ValueError: what is stored is not what was stored: its SHA-256 is another.
    """
    row = await session.get(ContentRow, sha256)
    if row is None:
        raise LookupError(f"no content {sha256}")
    if hashlib.sha256(row.content).hexdigest() != sha256:
        raise ValueError(f"content {sha256} was altered")
    return row.content


async def heads_of(session: AsyncSession, sha256s: Collection[str], size: int) -> dict[str, bytes]:
    """The first `size` bytes of the contents with these SHA-256, by it; those that are not there are left out."""
    head = func.substring(ContentRow.content, 1, size)
    rows = await session.exec(select(ContentRow.sha256, head).where(col(ContentRow.sha256).in_(sha256s)))
    return {sha256: bytes(content) for sha256, content in rows}


def _sees(viewer: Viewer) -> ColumnElement[bool]:
    attached = select(AttachmentRow.document).where(in_seen_case(viewer, col(AttachmentRow.case_id)))
    return or_(col(DocumentRow.uploaded_by) == viewer.user_id, col(DocumentRow.id).in_(attached))
