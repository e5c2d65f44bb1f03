"""A work plan as data: parties, term, the actions each owes and when. Validated whole, before anything starts on it.

Field names are the mechanics' (English); what the plan says is in Portuguese. A plan says neither working days nor
recess: its deadlines are material.
"""

from __future__ import annotations

import datetime as dt
from typing import Self

from pydantic import Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from workflows.clock import format_date
from workflows.cooperacao.coherence import problems
from workflows.cooperacao.parts import Action, Adhesion, Id, Line, Party, PlanEvent, PlanTerm, Slug, Text
from workflows.cooperacao.recurrence import Day10OfFollowingMonth, OnEvent, Recurrence, Slot
from workflows.kernel.state import Value


class Occurrence(Value):
    """One act one party owes: the `number`-th of `total` (0: unknown beforehand) under one recurrence of an action."""

    action: Action
    rule: int
    party: str
    number: int
    total: int
    slot: Slot

    @property
    def subject(self) -> str:
        """Which of the acts of its kind it is, in a few characters: "A5 3/60"."""
        return f"{self.action.id} {self.number}" + (f"/{self.total}" if self.total else "")

    @property
    def about(self) -> dict[str, str]:
        """What its task is about, in the words of a page: which time it is, and the days it may be done on."""
        opens, due = self.slot.opens, self.slot.due
        period = f"desde {format_date(opens)}"
        if due is not None:
            period = f"{format_date(opens)} a {format_date(due)}" if opens < due else f"até {format_date(due)}"
        return {"vez": f"{self.number} de {self.total}" if self.total else str(self.number), "período": period}

    @property
    def terms(self) -> dict[str, str]:
        """What the plan says of the act, for the task of a plan whose actions no catalogue explains."""
        hours = f"{self.action.min_hours} no ano" if self.action.min_hours else None
        told = {"evidência": self.action.evidence, "mínimo de horas": hours, "dúvida": self.action.note}
        return {"prazo no plano": self.action.deadline_text, **{name: said for name, said in told.items() if said}}


class Plan(Value):
    """A work plan. `calendar` is the one its deadlines are rolled on, the national one unless it says otherwise.

    `term` is None where the document does not say it: then whoever starts the plan does. `oddities` are the slips of
    the document. `adheres_to` is the plan that an adherent's was made from.

    Raises pydantic's ValidationError; what only the whole plan shows is an error `plan` at each wrong place.
    """

    id: Slug
    title: Line
    process: Line | None = None
    calendar: Slug = "nacional"
    parties: tuple[Party, ...] = Field(min_length=2)
    term: PlanTerm | None = None
    axes: dict[Id, Line] = Field(default_factory=dict)
    events: tuple[PlanEvent, ...] = ()
    actions: tuple[Action, ...] = Field(min_length=1)
    adhesion: Adhesion | None = None
    oddities: tuple[Text, ...] = ()
    adheres_to: Slug | None = None

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        found = [
            InitErrorDetails(type=PydanticCustomError("plan", "{said}", {"said": said}), loc=loc, input=None)
            for loc, said in problems(self, self.term.starts_on if self.term else None)
        ]
        if found:
            raise ValidationError.from_exception_data(type(self).__name__, found)
        return self

    @property
    def continuous(self) -> tuple[Action, ...]:
        """Those owed all through the term, with nothing that falls due."""
        return tuple(action for action in self.actions if action.continuous)

    def named(self, parties: tuple[str, ...]) -> str:
        """The names of those parties, as a sentence says them."""
        return " e ".join(party.name for party in self.parties if party.id in parties)

    def binds_private(self, action: Action) -> bool:
        """Whether any party that owes the action is private."""
        return any(party.private for party in self.parties if party.id in action.responsible)

    def end(self, signed_on: dt.date) -> dt.date:
        """The last day of the term. Raises ValueError when the plan does not say it."""
        if self.term is None:
            raise ValueError(f"{self.id} does not say its term")
        return self.term.end(signed_on)

    def occurrences(self, signed_on: dt.date, end: dt.date | None = None) -> tuple[Occurrence, ...]:
        """What the plan fixes beforehand if signed that day, in the order of opening, then of the plan.

        `end` is the last day of the term, for a plan that does not say it.
        """
        end = end or self.end(signed_on)
        found = []
        dated: dict[Recurrence, tuple[Slot, ...]] = {}
        for action in self.actions:
            for rule, recurrence in enumerate(action.recurrence):
                slots = dated.get(recurrence)
                if slots is None:
                    slots = dated[recurrence] = tuple(recurrence.slots(signed_on, end))
                found += [
                    Occurrence(action=action, rule=rule, party=party, number=n, total=len(slots), slot=slot)
                    for n, slot in enumerate(slots, 1)
                    for party in action.responsible
                ]
        return tuple(sorted(found, key=lambda one: one.slot.opens))

    def on_event(
        self, event: str, happened: dt.date, number: int, due: dt.date | None = None
    ) -> tuple[Occurrence, ...]:
        """What the `number`-th coming of `event`, on the day it `happened`, asks of each party.

        `due` is the day that another text gives, where the plan gives none.
        """
        return tuple(
            Occurrence(
                action=action, rule=rule, party=party, number=number, total=0, slot=recurrence.slot(happened, due)
            )
            for action in self.actions
            for rule, recurrence in enumerate(action.recurrence)
            if isinstance(recurrence, OnEvent | Day10OfFollowingMonth) and recurrence.event == event
            for party in action.responsible
        )

    def on_adhesion(self, happened: dt.date, number: int) -> tuple[Occurrence, ...]:
        """What the `number`-th adhesion asks of the parties themselves."""
        return self.on_event(self.adhesion.event, happened, number) if self.adhesion else ()

    def for_adherent(self, party: Party) -> Plan:
        """The plan of an institution that joins: the actions the plan gives to adherents, owed by it alone.

        Raises ValueError when the plan takes no adherents.
        """
        if self.adhesion is None:
            raise ValueError(f"{self.id} takes no adherents")
        taken = [action for action in self.actions if action.id in self.adhesion.actions]
        owed = [action.model_copy(update={"responsible": (party.id,), "joint_agreement_with": ()}) for action in taken]
        return Plan(
            id=self.id, title=f"{self.title}: adesão de {party.name}"[:300], process=self.process,
            calendar=self.calendar, parties=(party, self.parties[0]), axes=self.axes, events=self.events,
            actions=tuple(owed), adheres_to=self.id,
        )  # fmt: skip
