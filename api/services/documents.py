"""Documents: taking them in, checked, and giving them out to whoever may see them."""

import asyncio
import base64
import re
import unicodedata
import uuid
from pathlib import PurePath

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import documents as records
from api.door import Door
from api.handlers import invalid
from api.identity.principal import Principal
from api.problems import Problem, not_found
from api.services.inspecting import Hostile, inspect
from api.services.sniffing import ACCEPTED, Unacceptable, media_type_of
from api.shapes import DocumentOut
from api.strictness import text_fault
from workflows.kernel.messages import DocumentRef, FieldError

log = structlog.get_logger()
TITLE_LIMIT = 200
_RESERVED = re.compile(r'[<>:"|?*]')


async def store(
    door: Door, who: Principal, content: bytes, filename: str, title: str | None = None, public: bool = False
) -> DocumentOut:
    """Keep `content` under a new id. Its type is what it is, not what it is called; the title defaults to the name.

    Raises:
        Problem: 403 for a public document of a stranger; 413, 415, and 422 for an empty file, an impossible title, and
            a file that is locked, broken or could act on whoever opens it (see `inspecting`).
    """
    if len(content) > door.settings.max_upload:
        raise Problem("grande-demais", f"O limite é de {door.settings.max_upload // 1_000_000} MB.")
    if public and not who.internal:
        raise Problem("sem-permissao", "Só o órgão publica documentos.")
    name = _title(title or clean_name(filename))
    if not content:
        raise invalid((FieldError(field="file", code="vazio", message="O arquivo está vazio."),))
    media_type = await asyncio.to_thread(_inspect, content, filename)
    async with door.changes() as session:
        stored = await records.store_document(
            session,
            id=uuid.uuid4().hex,
            title=name,
            media_type=media_type,
            content=content,
            uploaded_by=who.id,
            public=public,
        )
        await session.commit()
    log.info("document_stored", document=stored.id, media_type=media_type, size=stored.size)
    return DocumentOut(**stored.model_dump(), uploaded_by=who.id, uploaded_at=door.now())


async def metadata(session: AsyncSession, who: Principal, id: str) -> DocumentOut:
    """What is known of a document that `who` sent or may see in a case. Raises `Problem` 404."""
    found = await records.find_document(session, who.viewer, id)
    if found is None:
        raise not_found("Este documento não existe ou não é visível a você.")
    return DocumentOut.model_validate(found)


async def read(session: AsyncSession, who: Principal, id: str) -> tuple[DocumentOut, bytes]:
    """A document with its bytes. Raises `Problem` 404."""
    document = await metadata(session, who, id)
    return document, await records.content_of(session, document.sha256)


async def reference(door: Door, who: Principal, id: str) -> DocumentRef:
    """What travels of a document into a case. Raises `Problem` 422 when it is not there for `who`."""
    async with door.records() as session:
        try:
            return (await metadata(session, who, id)).ref()
        except Problem as problem:
            raise invalid((FieldError(field="document", code="inexistente", message=problem.detail),)) from None


async def own_reference(door: Door, who: Principal, id: str) -> DocumentRef:
    """As `reference`, of a document that `who` sent themselves, so that nobody learns by trying what others sent."""
    async with door.records() as session:
        found = await records.find_document(session, who.viewer, id)
    if found is None or found.uploaded_by != who.id:
        told = "Envie antes o arquivo: este documento não existe ou não foi enviado por você."
        raise invalid((FieldError(field="files", code="inexistente", message=told),))
    return records.reference(found)


def digest_base64(sha256: str) -> str:
    """A hex digest as HTTP writes it (RFC 9530)."""
    return base64.b64encode(bytes.fromhex(sha256)).decode()


def clean_name(filename: str) -> str:
    """A file's name without its folders, without characters that hide or disguise it, and never empty."""
    name = unicodedata.normalize("NFC", PurePath(filename.replace("\\", "/")).name)
    seen = "".join(" " if char.isspace() else char for char in name if unicodedata.category(char)[0] != "C")
    return " ".join(_RESERVED.sub("-", seen).split()).strip(" .") or "documento"


def _inspect(content: bytes, filename: str) -> str:
    try:
        media_type = media_type_of(content, filename)
        inspect(content, media_type)
    except Hostile as hostile:
        raise Problem("documento-recusado", f"{hostile.reason} {hostile.advice}") from None
    except Unacceptable as refused:
        accepted = "PDF, PNG, JPEG, ODT, ODS, DOCX, XLSX, CSV e texto"
        raise Problem(
            "tipo-nao-aceito",
            f"O conteúdo parece ser {refused.looks_like}. São aceitos: {accepted}.",
            extra={"accepted": list(ACCEPTED)},
        ) from None
    return media_type


def _title(text: str) -> str:
    title = " ".join(text.split())[:TITLE_LIMIT]
    if fault := text_fault(title):
        raise invalid((FieldError(field="title", code="conteudo-invalido", message=fault),))
    return title
