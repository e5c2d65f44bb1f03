"""The words a procedure declares: tasks, decisions, publications, deadlines, events, notices, and their outcomes.

A declaration says once what the law says; the page, the explanation, the diagram, the refusal and the matrix are all
made from it. Nothing here runs: `Procedure` does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NoReturn, Self

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from workflows.clock import Binds, Budget, Counting, Extendable, MonthRule, Nature
from workflows.kernel.messages import FieldError
from workflows.norms import Parameter, Provision


class Form(BaseModel):
    """Base of every form. Titles, help (`description`) and hints (`json_schema_extra`) of its fields become the page.

    Hints: `widget` ("textarea", "radio"), `provision` (id of the provision that asks for the field), `mask` ("cpf",
    "cnpj", "money"), `restrito` (true: never shown in public), `planilha` (of rows: they may come from a sheet, which
    completes the task with the outcome that the hint names).
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _dates_are_written(cls, value: Any, info: ValidationInfo) -> Any:
        """A number is no date: pydantic would read it as seconds since 1970, and the procedure could not."""
        if cls.model_fields[info.field_name or ""].annotation in _DATES and _numeric(value):
            raise PydanticCustomError("date_parsing", "not a date")
        return value

    @field_validator("*", mode="after")
    @classmethod
    def _days_are_of_our_time(cls, value: Any) -> Any:
        """Terms are counted from a day, to both sides: one at an end of the calendar could not be."""
        if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise PydanticCustomError(
                "fora_do_calendario", "Escreva uma data entre 01/01/{primeiro} e 31/12/{ultimo}",
                {"primeiro": FIRST_YEAR, "ultimo": LAST_YEAR},
            )  # fmt: skip
        return value


FIRST_YEAR, LAST_YEAR = 1900, 2200
"""The years of which a form may give a day."""
_DATES = (date, date | None, datetime, datetime | None)


def _numeric(value: Any) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and value.strip().lstrip("+-")[:5].isdigit())


class NoForm(Form):
    """For acts that ask nothing but the act itself."""


@dataclass(frozen=True)
class Role:
    """A competence somebody may hold. `title` is how the pages name who acts ("a Área técnica").

    `by_act`: nobody holds it in general; in each case, an act designates by name who has it.
    """

    id: str
    title: str
    external: bool = False
    by_act: bool = False


class Outcome(str):
    """A named result. It compares as its id, so that a procedure branches on names."""

    title: str  # type: ignore[assignment]
    help: str

    def __new__(cls, id: str, title: str, help: str = "") -> Self:
        outcome = super().__new__(cls, id)
        outcome.title = title
        outcome.help = help
        return outcome


class Forbidden(Exception):
    """The law refuses. Carries the provision and one pt-BR sentence; `field` points into the form when one is to
    blame. `also` are other things that it refuses in the same act: `errors` has all of them, in order."""

    def __init__(self, provision: Provision, message: str, field: str = "", also: Sequence["Forbidden"] = ()) -> None:
        super().__init__(message)
        self.provision = provision
        self.error = FieldError(field=field, code="vedado", message=message, provision=provision.id)
        self.errors: tuple[FieldError, ...] = (self.error, *(error for other in also for error in other.errors))


def exige(condition: bool, provision: Provision, message: str, field: str = "") -> None:
    """Refuse by `provision` unless `condition` holds.

    Raises:
        Forbidden: with `message`, one sentence that says what was wrong and what to do.
    """
    if not condition:
        veda(provision, message, field)


def veda(provision: Provision, message: str, field: str = "") -> NoReturn:
    """Refuse by `provision`. Raises `Forbidden`."""
    raise Forbidden(provision, message, field)


def veda_cada(found: Sequence[Forbidden]) -> None:
    """Refuse each of the things found at once, so that whoever acts can put all of them right; with none, nothing.

    Raises:
        Forbidden: the first, with the others.
    """
    if found:
        first, *others = found
        raise Forbidden(first.provision, str(first), first.error.field, others)


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What all declarations share. `id` is stable and prefixed by the procedure's; `duties` are the norm's duties it
    meets."""

    id: str
    title: str
    provision: Provision
    duties: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Deadline(Declaration):
    """A legal deadline. `budget` may come from a parameter (`parameter`): with none set, no deadline runs.

    `on_lapse` is one clause in pt-BR, read after "se ninguém agir,". `reminders` and `escalations` are continuous days
    before and after the due date. `suspendable` and `extendable` are the grounds that the norm gives, if any.
    `title` is a noun phrase ("resposta ao proponente").
    """

    nature: Nature
    counting: Counting
    binds: Binds
    budget: Budget | None = None
    parameter: Parameter | None = None
    on_lapse: str
    month_rule: MonthRule = MonthRule.ULTIMO_DIA
    recess: bool | None = None
    suspendable: Provision | None = None
    extendable: Provision | None = None
    extension_limit: Extendable | None = None
    reminders: tuple[int, ...] = ()
    escalations: tuple[int, ...] = ()
    escalates_to: Role | None = None


@dataclass(frozen=True, kw_only=True)
class Requirement(Declaration):
    """Something that must stand before a step may be taken. `title` is a noun phrase with its article ("a dotação").

    `document` says that it is met by a document attached under its provision to the task that it holds back; else the
    steps say when it is met. `pdf` is the provision that wants the document in PDF, if any does.
    """

    document: bool = False
    pdf: Provision | None = None


@dataclass(frozen=True, kw_only=True)
class Gate(Declaration):
    """What must stand before a step: each of the requirements, in the order of the norm."""

    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, kw_only=True)
class HumanTask(Declaration):
    """A typed act asked of a role. `title` begins with a verb in the infinitive; `then` says what follows.

    `excludes` names the tasks whose author may not do this one (four eyes). `deadline` is its own; `within` is the
    one of the
    whole procedure it is done under when it has none. `check` may refuse a completion by a rule of the norm that
    needs the
    case: it gets (procedure, outcome, form) and raises `Forbidden`. `gate` is what must stand before the task may end
    with an outcome of `gated` (with none named: with any).
    """

    role: Role
    outcomes: tuple[Outcome, ...]
    form: type[Form] = NoForm
    instructions: str = ""
    then: str = ""
    authority: Parameter | None = None
    deadline: Deadline | None = None
    within: Deadline | None = None
    excludes: tuple["HumanTask", ...] = ()
    skippable: Provision | None = None
    check: Callable[[Any, Any, Any], None] | None = None
    gate: Gate | None = None
    gated: tuple[Outcome, ...] = ()
    action: str = "Concluir"

    def passes(self, outcome: str) -> Gate | None:
        """The gate that stands before this outcome, if one does."""
        return self.gate if not self.gated or outcome in self.gated else None


@dataclass(frozen=True, kw_only=True)
class Decision(HumanTask):
    """An act of an authority: reasoned, citing, appealable or not, revocable or not."""

    reasoned: bool = True
    appealable: bool = False
    revocable: bool = False


@dataclass(frozen=True, kw_only=True)
class Publication(HumanTask):
    """A text published and confirmed with evidence. Its form holds the evidence; `what` is the name in the fact
    `Published`.

    The form must have a date field `publicado_em`: deadlines that run from publication run from it.
    """

    what: str


@dataclass(frozen=True, kw_only=True)
class Event(Declaration):
    """What a third party may bring. `title` is a noun phrase; `who` may bring it; `many` allows it more than once.

    `awaited` says that the procedure takes up each arrival; else many arrivals are facts and no more, however many
    come.
    `parties_only` leaves it, among those from outside, to the parties of the case.
    `files` lets whoever brings it send files with it; brought sealed, they belong to the case only once it is opened.
    `check` gets (procedure, act, form) and raises `Forbidden`.
    """

    who: tuple[Role, ...]
    form: type[Form] = NoForm
    many: bool = False
    awaited: bool = False
    parties_only: bool = False
    files: bool = False
    instructions: str = ""
    check: Callable[[Any, Any, Any], None] | None = None


@dataclass(frozen=True, kw_only=True)
class Notice(Declaration):
    """A message to somebody. `body` is a pt-BR sentence with `{names}` filled from the case's facts."""

    body: str
    to: Role | None = None


@dataclass(frozen=True)
class Stage:
    """A stage of the procedure, in the order of the norm, as the stage bar shows it."""

    id: str
    title: str


@dataclass(frozen=True, kw_only=True)
class About:
    """What a procedure is: its name, norm, who may start it and how its cases are numbered and shown in public.

    `documents` are those made from its facts when somebody asks for them (see `OfficialDocument.of`).
    """

    id: str
    title: str
    short: str
    norm: str
    provisions: tuple[Provision, ...]
    started_by: tuple[Role, ...]
    input: type[Form]
    stages: tuple[Stage, ...]
    outcomes: tuple[Outcome, ...]
    duties: tuple[str, ...] = ()
    documents: tuple[Declaration, ...] = ()
    reminder_notes: tuple[str, ...] = field(default=())
