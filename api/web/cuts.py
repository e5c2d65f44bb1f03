"""Narrower lists of cases, tasks and deadlines than the filter bars offer: what a figure of the panel links to.

Dates of the addresses (`…_de`, `…_ate`) are legal dates, both included.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from fastapi import Query

from activities.records.queries.panel import SOON
from activities.records.queries.promised import Kept
from api.web.formatters import date_br
from api.web.views.procedimentos import stage_title
from workflows.clock import Binds
from workflows.clock.model import LegalDate
from workflows.kernel.state import DeadlineStatus

DAY = timedelta(days=1)
Word = Annotated[str, Query(max_length=120)]
Day = Annotated[LegalDate | None, Query()]


@dataclass(frozen=True)
class Cut:
    """Parameters of an address, by their names there."""

    @property
    def given(self) -> dict[str, str]:
        """Those that say something, as the address writes them."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: str(value) for name, value in values.items() if value}


@dataclass(frozen=True)
class CaseCut(Cut):
    """Of cases: the stage, and dates of what they wait for, of their start and of their end."""

    etapa: Word = ""
    vence_de: Day = None
    vence_ate: Day = None
    inicio_de: Day = None
    inicio_ate: Day = None
    fim_de: Day = None
    fim_ate: Day = None

    def filter(self) -> dict[str, Any]:
        """What it asks of `CaseFilter`."""
        return {
            "stage": self.etapa or None,
            "due_after": after(self.vence_de),
            "due_before": before(self.vence_ate),
            "started_after": after(self.inicio_de),
            "started_before": before(self.inicio_ate),
            "ended_after": after(self.fim_de),
            "ended_before": before(self.fim_ate),
        }

    def titles(self, type: str) -> dict[str, str]:
        """What to call each parameter in use; `type` is the procedure to which the stage belongs."""
        words = {"vence": "vence", "inicio": "começou", "fim": "terminou"}
        found = {"etapa": stage_title(type, self.etapa)} if self.etapa else {}
        return found | dates_titled(self, words)


@dataclass(frozen=True)
class TaskCut(Cut):
    """Of open tasks: what, of whom, with whom, and when they are due."""

    procedimento: Word = ""
    papel: Word = ""
    unidade: Word = ""
    pessoa: Word = ""
    ato: Word = ""
    prazo: Literal["", "vencido", "proximo"] = ""
    livre: Literal["", "1"] = ""

    def filter(self, today: date) -> dict[str, Any]:
        """What it asks of `TaskFilter`."""
        near = self.prazo == "proximo"
        return {
            "procedure": self.procedimento or None,
            "role": self.papel or None,
            "unit": self.unidade or None,
            "owner": self.pessoa or None,
            "decl": self.ato or None,
            "overdue": True if self.prazo == "vencido" else None,
            "due_after": today - DAY if near else None,
            "due_before": today + SOON + DAY if near else None,
            "free": bool(self.livre),
        }


@dataclass(frozen=True)
class PromiseCut(Cut):
    """Of what is promised: of which task or stage, and how its promise stands."""

    alvo: Word = ""
    situacao: Kept = Kept.OPEN


Standing = Literal["", "vencidos", "hoje", "proximos", "suspensos", "provisorios", "cumpridos", "atrasados"]


@dataclass(frozen=True)
class DeadlineCut(Cut):
    """Of deadlines that ask for an act: how they stand, whom they bind, of which act, and when they are due.

    `cumpridos` and `atrasados` are over: since a year ago.
    """

    situacao: Standing = ""
    obriga: Literal["", "administracao", "particular"] = ""
    ato: Word = ""
    vence_de: Day = None
    vence_ate: Day = None

    def filter(self, today: date, period: timedelta) -> dict[str, Any]:
        """What it asks of `DeadlineFilter`."""
        bounds = {"due_after": after(self.vence_de), "due_before": before(self.vence_ate)}
        over = self.situacao in ("cumpridos", "atrasados")
        return {
            **bounds,
            "decl": self.ato or None,
            "binds": Binds(self.obriga) if self.obriga else None,
            "asks": None if over else True,
            **self._standing(today, period),
        }

    def _standing(self, today: date, period: timedelta) -> dict[str, Any]:
        match self.situacao:
            case "vencidos":
                return {"overdue": True}
            case "hoje":
                return {"due_after": today - DAY, "due_before": today + DAY}
            case "proximos":
                return {"due_after": today - DAY, "due_before": today + SOON + DAY}
            case "suspensos":
                return {"status": DeadlineStatus.SUSPENDED}
            case "provisorios":
                return {"provisional": True}
            case "cumpridos" | "atrasados":
                return {"closed_after": today - period - DAY, "in_time": self.situacao == "cumpridos"}
        return {}


def after(day: date | None) -> date | None:
    """For a filter that leaves its day out, so that `day` itself is in."""
    return day - DAY if day and day > date.min else None


def before(day: date | None) -> date | None:
    """As `after`, of the other end."""
    return day + DAY if day and day < date.max else None


def dates_titled(cut: Cut, words: Mapping[str, str]) -> dict[str, str]:
    """What to call each date in use: `vence desde 01/06/2026`, `terminou até 30/06/2026`."""
    found = {}
    for name in cut.given:
        what, _, end = name.rpartition("_")
        if what in words:
            found[name] = f"{words[what]} {'desde' if end == 'de' else 'até'} {date_br(getattr(cut, name))}"
    return found
