"""What a scenario file may say. Unknown keys are refused; dates and instants are those of America/Cuiaba."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictStr, model_validator
from pydantic_core import PydanticCustomError

from workflows.clock import ZONE, ClosureKind, Policy
from workflows.kernel.messages import RefusalCode, Verb
from workflows.kernel.state import FactKind

OFFICE_OPENS = time(9)
_DURATION = re.compile(r"(?=.)(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?")
CLOSING = (Verb.COMPLETE, Verb.SKIP)


class Wait(BaseModel):
    """A stretch of time: calendar days by the wall clock, then hours, minutes and seconds."""

    model_config = ConfigDict(frozen=True)

    days: int = 0
    rest: timedelta = timedelta(0)

    def after(self, instant: datetime) -> datetime:
        """The instant this long after `instant` (aware)."""
        return (instant.astimezone(ZONE) + timedelta(days=self.days)) + self.rest


def _wait(value: Any) -> Any:
    found = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("duration", "a duration is written like 10d, 3h, 2d12h or 30m")
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return Wait(days=days, rest=timedelta(hours=hours, minutes=minutes, seconds=seconds))


def _instant(value: Any) -> Any:
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise PydanticCustomError("instant", "an instant is written like 2026-03-02T09:00, or 2026-03-02") from None
    if len(value) == len("2026-03-02"):
        found = datetime.combine(found, OFFICE_OPENS)
    return found if found.tzinfo else found.replace(tzinfo=ZONE)


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise PydanticCustomError("day", "a date is written like 2026-03-02") from None


def _until(value: Any) -> Any:
    if value == "end":
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise PydanticCustomError("until", "until is 'end' or a date like 2026-12-31") from None


def _one_word(value: str) -> str:
    if not value or value != value.strip() or len(value) > 100:
        raise PydanticCustomError("word", "a name is 1 to 100 characters, without spaces around it")
    return value


Duration = Annotated[Wait, BeforeValidator(_wait)]
Instant = Annotated[datetime, BeforeValidator(_instant)]
Day = Annotated[date, BeforeValidator(_day)]
Word = Annotated[StrictStr, AfterValidator(_one_word)]
Data = dict[str, Any]


class Strict(BaseModel):
    """Base of what a file says."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Person(Strict):
    """Somebody named in the scenario. With `roles` given they hold those alone; else whatever they are asked for."""

    roles: tuple[Word, ...] | None = None
    parties: tuple[Word, ...] = ()


class Answer(Strict):
    """How a kind of task is answered. `task` is an id, where `*` stands for anything.

    `verb` is what is done with the task (default: it is completed); one that leaves it open is done once to each task,
    and so is an act that must be `refused`, with the code of the refusal. `party` and `subject` narrow the match.
    `documents` are attached first: the ids of the provisions by which the task asks for them, where `*` is anything.
    """

    task: Word
    party: Word | None = None
    subject: StrictStr | None = None
    by: Word | None = None
    after: Duration | None = None
    at: Instant | None = None
    verb: Verb = Verb.COMPLETE
    outcome: Word | None = None
    form: Data = Field(default_factory=dict)
    to: Word | None = None
    reason: StrictStr | None = None
    text: StrictStr | None = None
    times: Annotated[int, Field(strict=True, ge=1)] | None = None
    never: bool = False
    documents: tuple[StrictStr, ...] = ()
    refused: RefusalCode | None = None

    @property
    def leaves_open(self) -> bool:
        """Whether the task still waits after this."""
        return self.refused is not None or self.verb not in CLOSING

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        if self.after is not None and self.at is not None:
            raise PydanticCustomError("both", "say either 'after' or 'at'")
        if self.verb in (Verb.EVENT, Verb.SUSPEND, Verb.RESUME, Verb.EXTEND, Verb.ATTACH):
            raise PydanticCustomError("verb", "this is not done to a task")
        if self.never and self.model_fields_set & {"by", "after", "at", "outcome", "form", "verb", "refused", "times"}:
            raise PydanticCustomError("never", "who never answers does nothing else: leave only 'task' and 'never'")
        return self


class After(Strict):
    """After the first fact of a kind whose data has all that `where` says (dots reach into nested data)."""

    fact: FactKind
    where: Data = Field(default_factory=dict)
    plus: Duration = Wait()


class Timed(Strict):
    """Something that happens at an instant, or after a fact."""

    at: Instant | None = None
    after: After | None = None
    by: Word | None = None
    refused: RefusalCode | None = None

    @model_validator(mode="after")
    def _timed(self) -> Self:
        if (self.at is None) == (self.after is None):
            raise PydanticCustomError("when", "say either 'at' or 'after'")
        return self


class Brought(Timed):
    """An event that a third party brings."""

    event: Word
    party: Word | None = None
    form: Data = Field(default_factory=dict)


class Decided(Timed):
    """A decision on a deadline: `decide` suspends, resumes or extends the running one of that declaration."""

    deadline: Word
    decide: Literal["suspend-deadline", "resume-deadline", "extend-deadline"]
    party: Word | None = None
    reason: StrictStr = "decidido no processo"
    on: Day | None = None
    amount: Annotated[int, Field(strict=True, ge=1)] | None = None
    unit: Word | None = None


class Closure(Strict):
    """A day without the normal hours, known from 08:00 of the day `decreed`; without it, from the start."""

    day: Day
    act: StrictStr
    kind: ClosureKind = ClosureKind.FECHADO
    decreed: Day | None = None


class ParameterSet(Strict):
    """A parameter that the body set by an act, in force `since` that day, known from the start of the scenario."""

    key: Word
    value: Any
    since: Day
    act: StrictStr


class RegisterAnswer(Strict):
    """What the register `name` answers to the questions that have all that `where` says, from the instant `since` on.

    Without `since`, from the start; of several that fit, the last in the file. `silent`: nobody answers. `inscribed`:
    the cases of the scenario do, with what they entered of the party by the day asked for; `answer` where none did.
    """

    name: Word
    where: Data = Field(default_factory=dict)
    since: Instant | None = None
    answer: Data = Field(default_factory=dict)
    silent: bool = False
    inscribed: bool = False


class FactExpected(Strict):
    """A fact that must have been recorded, on that legal date when `on` is given; or must not (`never`)."""

    fact: FactKind
    where: Data = Field(default_factory=dict)
    on: Day | None = None
    never: bool = False


class Expected(Strict):
    """What must have come out. `deadlines`: the due date of the last deadline of each declaration (null: none counts).

    `refused`: the code with which the start itself must be refused.
    """

    outcome: Word | None = None
    refused: RefusalCode | None = None
    deadlines: dict[Word, Day | None] = Field(default_factory=dict)
    facts: tuple[FactExpected, ...] = ()


class Scenario(Strict):
    """A scenario file."""

    name: StrictStr
    procedure: Word
    start: Instant
    started_by: Word = "proponente"
    policy: Policy = Policy.PRUDENTE
    input: Data = Field(default_factory=dict)
    persons: dict[Word, Person] = Field(default_factory=dict)
    parameters: tuple[ParameterSet, ...] = ()
    people: tuple[Answer, ...] = ()
    events: tuple[Brought, ...] = ()
    decisions: tuple[Decided, ...] = ()
    calendar: tuple[Closure, ...] = ()
    registers: tuple[RegisterAnswer, ...] = ()
    until: Annotated[date | None, BeforeValidator(_until)] = None
    expect: Expected = Expected()
