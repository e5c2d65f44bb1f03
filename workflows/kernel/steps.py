"""How the words of a procedure work: keys, the journal's once-only rule, and deadlines by declaration."""

from datetime import date
from typing import Any, Self, TypeVar

from temporalio import workflow

from workflows.clock import Budget
from workflows.kernel import deadlines
from workflows.kernel.course import Course
from workflows.kernel.parameters import parameter_in
from workflows.kernel.reach import amended, override_in_force, reaching
from workflows.kernel.state import DeadlineState, DeadlineStatus, TaskState
from workflows.kernel.words import Deadline, Form, Outcome
from workflows.norms import Parameter

F = TypeVar("F", bound=Form)
T = TypeVar("T")


class Answer(Outcome):
    """How a wait ended: compares as its outcome; carries who, what and when. `on` is the legal date."""

    form: dict[str, Any]
    by: str | None
    on: date

    @classmethod
    def of(cls, entry: dict[str, Any]) -> Self:
        """The answer that a journal entry holds."""
        answer = cls(entry["outcome"], entry["outcome"])
        answer.form = entry.get("form", {})
        answer.by = entry.get("by")
        answer.on = date.fromisoformat(entry["on"])
        return answer

    def day(self, field: str) -> date:
        """The date that the form gives in `field`."""
        return date.fromisoformat(self.form[field])

    def read(self, form: type[F]) -> F:
        """What was answered, as the type of its form."""
        return form.model_validate(self.form)


class Steps(Course):
    """What every word of the steps rests on. Kinds of word live in classes of their own on top of it."""

    _counts: dict[str, int]

    def parameter(self, parameter: Parameter) -> Any:
        """The value in force for this case: set by an act before it was first needed, or the norm's default."""
        key = f"parametro:{parameter.key}"
        if key not in self._case.journal:
            self._case.journal[key] = parameter_in(self._case.context, parameter, self._case.today)
        return self._case.journal[key]

    def dated(self, parameter: Parameter) -> tuple[tuple[date, Any], ...]:
        """The value by which the case goes, and from which day on what begins goes by it: as it read it first, then
        as each act that reaches what is open set it. Empty while neither the norm nor an act gives one."""
        first = self.parameter(parameter)
        if first is None:
            return ()
        header = self._case.header
        later = reaching(parameter, self._case.context, header.started_at)
        heard = {date.fromisoformat(day) for day in self._case.journal.get(f"alcance:{parameter.key}", ())}
        # An act that the case came to know late reaches what begins after that.
        known = [(max(day, min((on for on in heard if on >= day), default=day)), value) for day, value in later]
        return ((header.started_on, first), *known)

    def follows(self, change: str) -> bool:
        """Whether this run takes the steps as `change`, an act that amended them, left them.

        A run that was under way before it goes on as it began; the next run of the same case follows the change.
        """
        return workflow.patched(change)

    def kept(self, name: str, seen: T) -> T:
        """`seen`, as it was when the steps first came here: a run that takes over does not look again."""
        first: T = self._case.journal.setdefault(self._key(f"visto:{name}"), seen)
        return first

    def _key(self, name: str, which: str | None = None) -> str:
        base = f"{name}:{which}" if which else name
        self._counts[base] = self._counts.get(base, 0) + 1
        return f"{base}#{self._counts[base]}"

    def _once(self, name: str) -> bool:
        key = self._key(name)
        first = key not in self._case.journal
        if first:
            self._case.journal[key] = True
        return first

    def _running(self, decl: Deadline, party: str | None = None) -> DeadlineState | None:
        found = [
            one for one in self._case.deadlines.values() if one.decl == decl.id and one.party == party and one.running
        ]
        return found[-1] if found else None

    def _begin(
        self,
        key: str,
        decl: Deadline,
        since: date,
        because: str,
        party: str | None,
        cycle: int,
        budget: Budget | None = None,
    ) -> DeadlineState | None:
        existing = self._case.keys.get(key)
        if existing is not None:
            return self._case.deadlines[existing]
        budget = budget or self._length(decl)
        if budget is None:
            return None
        deadline = deadlines.open_deadline(
            self._case, decl, budget, since=since, because=because, party=party, cycle=cycle
        )
        self._case.keys[key] = deadline.id
        return deadline

    def _length(self, decl: Deadline) -> Budget | None:
        """How long the norm makes the deadline for this case, as amended where the amendment reaches it."""
        newer = amended(decl, self._case.context, self._case.header.started_on, self._case.today)
        return newer.budget if newer and decl.budget else deadlines.budget_of(decl, self._amount)

    def _amount(self, parameter: Parameter) -> Any:
        """The value as the case read it, or that of a later act that reaches what is open."""
        read = self.parameter(parameter)
        act = override_in_force(self._case.context, parameter.key, self._case.today)
        if read is None or act is None or not act.reaches_open:
            return read
        return parameter.default if act.value is None else act.value

    def _ahead(self, task: TaskState) -> DeadlineState | None:
        own = self._case.deadlines.get(task.deadline or "")
        return own if own is not None and own.status is DeadlineStatus.OPEN else None
