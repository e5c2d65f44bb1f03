"""The traceability matrix: each duty of the norms, and what this build has that meets it, or why it has nothing."""

from dataclasses import dataclass
from enum import StrEnum

from workflows.kernel.registry import about, declared, procedures
from workflows.kernel.words import Declaration
from workflows.norms import Duty, DutyStatus, UnknownDuty, duties, duty


class Met(StrEnum):
    """How a duty stands: met by what runs; not yet, with the reason; not ours, with the reason; missing."""

    MET = "cumprido"
    PLANNED = "previsto"
    NOT_OURS = "de-outrem"
    MISSING = "faltando"


@dataclass(frozen=True)
class By:
    """What meets a duty: a declaration of a procedure, or the procedure itself. `id` is the declaration's or the
    procedure's."""

    id: str
    title: str
    procedure: str


@dataclass(frozen=True)
class Row:
    """One duty and what meets it. `reason` is written whenever nothing does and nothing has to."""

    duty: Duty
    by: tuple[By, ...]
    met: Met

    @property
    def reason(self) -> str:
        """Why nothing of ours meets it; '' when something does."""
        return "" if self.by else self.duty.reason or ""


def matrix() -> tuple[Row, ...]:
    """Every duty, in the order of the norms.

    A group of duties that no procedure of this build touches is not run yet: what it owes is planned, not missing.
    """
    met_by = _met_by()
    run = {duty(id).procedure for id in met_by if _known(id)} | set(procedures())
    return tuple(_row(each, met_by.get(each.id, ()), run) for each in duties())


def unknown_duties() -> tuple[tuple[str, str], ...]:
    """Declarations that claim to meet a duty that does not exist: (what claims, the duty's id)."""
    return tuple((by.id, id) for id, found in _met_by().items() if not _known(id) for by in found)


def _met_by() -> dict[str, tuple[By, ...]]:
    found: dict[str, tuple[By, ...]] = {}
    for type_id in procedures():
        known = about(type_id)
        own = [(id, By(type_id, known.title, type_id)) for id in known.duties]
        own += [(id, By(one.id, one.title, type_id)) for one in declared(type_id, Declaration) for id in one.duties]
        for id, by in own:
            found[id] = (*found.get(id, ()), by)
    return found


def _known(id: str) -> bool:
    try:
        duty(id)
    except UnknownDuty:
        return False
    return True


def _row(each: Duty, by: tuple[By, ...], run: set[str]) -> Row:
    if by:
        return Row(each, by, Met.MET)
    if each.status is DutyStatus.NOT_OURS:
        return Row(each, by, Met.NOT_OURS)
    owed = each.status is DutyStatus.OWED and each.procedure in run
    return Row(each, by, Met.MISSING if owed else Met.PLANNED)
