"""What anybody is told of a document: what it is, and whether it holds."""

from dataclasses import dataclass
from datetime import date

from activities.records.queries.issued import IssuedView, Standing
from api.web.formatters import date_br, law
from api.web.views.citacoes import Cite, maybe_cite
from api.web.views.papel import BODY, case_of, heading, kind_of

WORDS = {
    Standing.IN_FORCE: "Em vigor",
    Standing.REPLACED: "Substituído",
    Standing.ANNULLED: "Anulado",
    Standing.UNDONE: "Sem efeito",
}


@dataclass(frozen=True)
class Verified:
    """A document as the page shows it. `state` colours it; `said` is one sentence on whether it holds."""

    code: str
    heading: str
    title: str
    kind: str
    issuer: str
    on: date
    case: str
    fact: int
    cite: Cite | None
    standing: str
    holds: bool
    said: str
    later: str
    sha256: str
    download: str


@dataclass(frozen=True)
class Compared:
    """Whether a file is the document: `digest` is the file's."""

    same: bool
    said: str
    digest: str


def shown(issued: IssuedView) -> Verified:
    """The document for the page."""
    return Verified(
        code=issued.code,
        heading=heading(issued),
        title=issued.title,
        kind=kind_of(issued.template),
        issuer=BODY.name,
        on=issued.issued_on,
        case=case_of(issued),
        fact=issued.seq,
        cite=maybe_cite(issued.provision),
        standing=WORDS[issued.standing],
        holds=issued.standing is Standing.IN_FORCE,
        said=law(_said(issued)),
        later=f"/verificar/{issued.replaced_by}" if issued.replaced_by else "",
        sha256=issued.sha256 or "",
        download=f"/verificar/{issued.code}/documento" if readable(issued) else "",
    )


def readable(issued: IssuedView) -> bool:
    """Whether anybody may read the text."""
    return issued.public and issued.standing is not Standing.UNDONE


def _said(issued: IssuedView) -> str:
    since = f" em {date_br(issued.since)}" if issued.since else ""
    match issued.standing:
        case Standing.IN_FORCE:
            issued_on = date_br(issued.issued_on)
            return f"Este documento foi emitido por este órgão em {issued_on} e não foi substituído nem anulado."
        case Standing.REPLACED:
            return f"Este documento foi substituído por outro{since} e já não vale."
        case Standing.ANNULLED:
            reason = f": {issued.because}" if issued.because else ""
            return f"Este documento foi anulado{since}{reason}. Ele já não vale."
        case _:
            return "Este número foi dado a um ato que não chegou a se completar. O documento não vale."


def compared(issued: IssuedView, digest: str) -> Compared:
    """What to say of a file with this digest."""
    if issued.sha256 is None:
        said = "Ainda não há arquivo deste documento com que comparar."
    elif digest == issued.sha256:
        said = "O arquivo é, byte por byte, o documento emitido."
    else:
        said = "O arquivo não é o documento emitido: foi alterado, ou é outra cópia. Baixe o original e compare."
    return Compared(digest == issued.sha256, said, digest)
