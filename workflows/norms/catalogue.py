"""The duties of the norms: an act to be done, a rule to be kept, a deadline to be met; each with where it is written.

Declarations name the duties they meet (`duties=("PMI-04",)`); the traceability matrix joins the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from workflows.norms.errors import UnknownDuty
from workflows.norms.library import norm
from workflows.norms.loading import read_yaml
from workflows.norms.model import Provision


class DutyKind(StrEnum):
    """An act that somebody does, a condition that must hold, or a time to be kept."""

    STEP = "step"
    RULE = "rule"
    DEADLINE = "deadline"


class DutyStatus(StrEnum):
    """Must be met by what runs today; waits for its procedure to be modelled; falls on somebody outside the product."""

    OWED = "owed"
    PLANNED = "planned"
    NOT_OURS = "not_ours"


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty. `procedure` is the group it belongs to; `reason` is written (pt-BR) whenever the status is not OWED."""

    id: str
    kind: DutyKind
    title: str
    provisions: tuple[Provision, ...]
    procedure: str
    status: DutyStatus
    reason: str | None = None


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DutyEntry(_Strict):
    """One duty in a file; `cites` are paths in the file's norm."""

    kind: DutyKind
    title: str = Field(min_length=10, max_length=160)
    cites: tuple[str, ...] = Field(min_length=1)


class DutyFile(_Strict):
    """`data/duties/<procedure>.yaml`."""

    procedure: str
    title: str
    norm: str
    duties: dict[str, DutyEntry] = Field(min_length=1)


class Index(_Strict):
    """`data/procedimentos.yaml`: the files to read, in order, and the written reasons."""

    procedures: dict[str, str | None]
    not_ours: dict[str, str] = {}


@cache
def duties() -> tuple[Duty, ...]:
    """Every duty, in the order of the decree and then the work plan. Read at the first call.

    Raises ValueError for a file with anything wrong, and UnknownProvision for a citation that does not exist.
    """
    index = Index.model_validate(read_yaml("procedimentos.yaml"))
    found = tuple(_all(index))
    ids = [duty.id for duty in found]
    if repeated := {id for id in ids if ids.count(id) > 1}:
        raise ValueError(f"duties declared twice: {sorted(repeated)}")
    if unknown := index.not_ours.keys() - set(ids):
        raise ValueError(f"reasons for duties that do not exist: {sorted(unknown)}")
    return found


def duty(id: str) -> Duty:
    """The duty with that id, such as "PMI-04". Raises UnknownDuty."""
    try:
        return _by_id()[id]
    except KeyError:
        raise UnknownDuty(f"dever desconhecido: {id!r}") from None


@cache
def _by_id() -> dict[str, Duty]:
    return {each.id: each for each in duties()}


def _all(index: Index) -> Iterator[Duty]:
    for procedure, planned in index.procedures.items():
        source = DutyFile.model_validate(read_yaml("duties", f"{procedure}.yaml"))
        if source.procedure != procedure:
            raise ValueError(f"{procedure}.yaml declares the duties of {source.procedure}")
        cited = norm(source.norm)
        for id, entry in source.duties.items():
            status, reason = _status(id, planned, index)
            places = tuple(cited.at(path) for path in entry.cites)
            yield Duty(id, entry.kind, entry.title, places, procedure, status, reason)


def _status(id: str, planned: str | None, index: Index) -> tuple[DutyStatus, str | None]:
    if id in index.not_ours:
        return DutyStatus.NOT_OURS, index.not_ours[id]
    if planned is not None:
        return DutyStatus.PLANNED, planned
    return DutyStatus.OWED, None
