"""The public register of PMIS proposals: what arts. 14 and 15 of the decree make public, and nothing else."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from activities.records.queries.register import PublicCase
from api.web.formatters import date_br, relative
from api.web.views.planilha import cell
from api.web.views.procedimentos import case_name, stage_title
from workflows.kernel.state import CaseStatus


@dataclass(frozen=True)
class Proposal:
    """A line of the register. `subscritor` is a name and never a number (art. 15, I)."""

    id: str
    nome: str
    sintese: str
    interesse_publico: str
    subscritor: str
    recebida_em: date
    situacao: str
    resultado: str
    resposta_enviada_em: date | None
    encerrado: bool

    @property
    def href(self) -> str:
        return f"/pmis/{self.id}"


def proposal(case: PublicCase) -> Proposal:
    """The public words of a case. What is not there yet is empty."""
    said = case.public
    ended = case.status is CaseStatus.ENDED
    return Proposal(
        id=case.id,
        nome=case_name(case.type, f"{case.number}/{case.year}"),
        sintese=str(said.get("sintese") or ""),
        interesse_publico=str(said.get("interesse_publico") or ""),
        subscritor=str(said.get("subscritor") or ""),
        recebida_em=_day(said, "recebida_em") or case.started_on,
        situacao="Encerrado" if ended else stage_title(case.type, case.stage),
        resultado=str(said.get("resultado") or ""),
        resposta_enviada_em=_day(said, "resposta_enviada_em"),
        encerrado=ended,
    )


def _day(said: Mapping[str, Any], name: str) -> date | None:
    value = said.get(name)
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def hearing_left(ends: date | None, today: date) -> str:
    """How long a hearing is still open, as far as that was said."""
    if ends is None:
        return "sem data marcada para encerrar"
    if ends < today:
        return f"pode encerrar a qualquer dia desde {date_br(ends)}"
    return f"ao menos até {date_br(ends)}, {relative(ends, today)}"


FIELDS = (
    "numero",
    "sintese",
    "subscritor",
    "recebida_em",
    "situacao",
    "resultado",
    "resposta_enviada_em",
    "endereco",
)


def open_row(line: Proposal, base: str) -> dict[str, str]:
    """The line as open data, by the names that `/dados` documents; dates are ISO, what is missing is empty."""
    said = asdict(line)
    return {
        "numero": line.nome,
        **{name: cell(said[name]) for name in FIELDS[1:-1]},
        "endereco": f"{base.rstrip('/')}{line.href}",
    }
