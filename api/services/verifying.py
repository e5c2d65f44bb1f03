"""Verifying documents by their code: slowly enough that nobody finds one by trying."""

import hashlib
from datetime import date, datetime

from pydantic import BaseModel, Field
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.datastructures import UploadFile

from activities.records.issued import as_code
from activities.records.queries.issued import IssuedView, Standing, find_issued
from api.door import Door
from api.problems import not_found

MISSES = "60/minute"
"""So many wrong codes an address may type; right ones count as any public page does."""
CHUNK = 1 << 16


class VerifiedOut(BaseModel):
    """What anybody may know of a document. Dates are legal dates; `since` is when it ceased to hold."""

    code: str
    title: str
    kind: str = Field(description="O modelo: despacho, edital, certidão…")
    number: str | None = Field(description="Número na sequência do ano; nulo quando vai pelo número do processo.")
    issued_on: date
    case: str = Field(description="O tipo e o número do processo.")
    fact: int = Field(description="O número do fato no processo.")
    provision: str | None
    standing: Standing
    since: datetime | None
    replaced_by: str | None = Field(description="O código do documento que tomou o lugar deste.")
    because: str | None
    sha256: str | None = Field(description="Do arquivo PDF; nulo enquanto ninguém o pediu.")
    matches: bool | None = Field(default=None, description="Se o SHA-256 perguntado é o do documento.")


async def find(door: Door, session: AsyncSession, typed: str, who: str) -> IssuedView:
    """The document whose code somebody typed. `who` is their address, which may be wrong so often and no more.

    Raises:
        Problem: 404 when there is none; 429.
    """
    code = as_code(typed)
    found = await find_issued(session, code) if code else None
    if found is None:
        await door.limiter.hit(MISSES, "verificar", who)
        raise not_found("Nenhum documento tem este código. Confira se cada letra e número está como no papel.")
    return found


async def digest_of(file: UploadFile) -> str:
    """The SHA-256 of an upload, in hexadecimal; nothing of it is kept."""
    digest = hashlib.sha256()
    while chunk := await file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def verified(issued: IssuedView, sha256: str | None = None) -> VerifiedOut:
    """What the JSON says of `issued`, compared with `sha256` when one is given."""
    return VerifiedOut(
        **issued.model_dump(include={"code", "title", "issued_on", "standing", "since", "replaced_by", "because"}),
        kind=issued.template,
        number=f"{issued.number}/{issued.year}" if issued.number is not None else None,
        case=f"{issued.case_type} {issued.case_number}/{issued.case_year}",
        fact=issued.seq,
        provision=issued.provision,
        sha256=issued.sha256,
        matches=None if sha256 is None else sha256.lower() == issued.sha256,
    )
