"""How acts, alarms and news change a case that runs a procedure: the bridge between the engine and the case's rules."""

from typing import Any, ClassVar

from temporalio import workflow

from workflows.clock import Nature
from workflows.kernel import acts, deadlines, events, named, schedules, seals
from workflows.kernel.case import Alarm
from workflows.kernel.engine import CaseWorkflow
from workflows.kernel.forms import as_read
from workflows.kernel.messages import Act, ActResult, CaseResult, Verb
from workflows.kernel.reach import ONE_DAY, decreed_by, news
from workflows.kernel.registry import deadline_of, event_of, task_of
from workflows.kernel.state import Context, DeadlineState, FactKind, TaskState, Wait
from workflows.kernel.substitution import check_substitution, persons
from workflows.kernel.waits import waits_of
from workflows.kernel.words import About, Deadline, Event, HumanTask, Outcome

DECORRIDO = Outcome("decorrido", "Prazo decorrido")
IMPEDIDO = Outcome("impedido", "Impedimento de quem foi designado")
LEDGER = (Verb.SUSPEND, Verb.RESUME, Verb.EXTEND)
AWAITED = "decorrem"
"""Where the journal keeps the waits for the end of a deadline, each with the deadline's id."""
EACH_WAIT = "cada-espera-do-prazo"


def arrival_key(key: str, number: int) -> str:
    """Where the `number`-th arrival (from 1) of an event that comes many times is written in the journal."""
    return f"{key}/{number}"


class Course(CaseWorkflow):
    """What happens to a case from outside its own steps."""

    about: ClassVar[About]

    def _check_act(self, act: Act) -> None:
        if act.verb is Verb.EVENT or act.verb in LEDGER:
            check_substitution(act)
        if act.verb is Verb.EVENT:
            events.check_event(self._case, event_of(self.about.id, act), act, self)
        elif act.verb in LEDGER:
            events.check_ledger(self._case, act)
        else:
            task = acts.find_task(self._case, act)
            acts.check(self._case, task_of(task.decl), task, act, self)

    def _apply_act(self, act: Act) -> ActResult:
        if act.verb is Verb.EVENT:
            self._bring(act)
            return self._result()
        if act.verb in LEDGER:
            events.apply_ledger(self._case, act)
            return self._result()
        task = acts.find_task(self._case, act)
        decl = task_of(task.decl)
        changed = acts.apply(self._case, decl, task, act)
        if act.verb is Verb.DECLARE_IMPEDIMENT:
            self._step_aside(act.to or act.actor.id)
            return self._result(self._case.tasks[task.id])
        if not changed.status.open and task.status.open:
            self._closed(decl, changed, act)
        return self._result(changed)

    def _closed(self, decl: HumanTask, task: TaskState, act: Act) -> None:
        own = self._case.deadlines.get(task.deadline or "")
        if own is not None and decl.deadline is not None and own.decl == decl.deadline.id:
            deadlines.meet(self._case, own, by=act.actor)
        for person in persons(act.actor):
            events.spread_exclusions(self._case, decl, person)
        outcome = task.outcome or "dispensada"
        form = as_read(decl.form, act.form) if act.verb is Verb.COMPLETE else {}
        self._resolve(
            self._key_of(task.id),
            {"outcome": outcome, "form": form, "by": act.actor.id, "on": self._case.today.isoformat()},
        )

    def _step_aside(self, person: str) -> None:
        """What cannot be done without `person`, who is impeded, ends by that."""
        for task in named.waiting_for(self._case, person):
            own = self._case.deadlines.get(task.deadline or "")
            decl = task_of(task.decl)
            if own is not None and decl.deadline is not None and own.decl == decl.deadline.id:
                deadlines.cancel(self._case, own)
            self._end_without_act(task, "impedimento de quem foi designado", IMPEDIDO, person)

    def _end_without_act(self, task: TaskState, reason: str, outcome: Outcome, by: str | None = None) -> None:
        events.withdraw_task(self._case, task, reason)
        entry = {"outcome": str(outcome), "by": by, "on": self._case.today.isoformat()}
        self._resolve(self._key_of(task.id), entry)

    def received(self, event: Event, form: dict[str, Any], number: int) -> None:
        """What follows at once from an event that may come many times. It may offer tasks; it cannot wait.

        `number` counts the arrivals of the event in the case, from 1.
        """

    def _bring(self, act: Act) -> None:
        decl = event_of(self.about.id, act)
        kept = next((one for one in self._case.events.values() if one.decl == decl.id and one.sealed is not None), None)
        if kept is not None:
            seals.receive(self._case, decl, kept, act)
            return
        opened = events.receive_event(self._case, decl, act)
        form = as_read(decl.form, act.form)
        entry = {"outcome": opened.decl, "form": form, "by": act.actor.id, "on": self._case.today.isoformat()}
        if not opened.many:
            self._resolve(opened.key, entry)
            return
        number = self._case.journal[f"trazido:{opened.decl}"] = self._case.journal.get(f"trazido:{opened.decl}", 0) + 1
        if decl.awaited:
            before = int(self._case.journal.get(f"desde:{opened.key}", 0))
            self._resolve(arrival_key(opened.key, number - before), entry)
        self.received(decl, form, number)

    def _key_of(self, ref: str) -> str:
        return next(key for key, value in self._case.keys.items() if value == ref)

    def _result(self, task: TaskState | None = None) -> ActResult:
        return ActResult(
            case=self._case.header.id,
            recorded=self._case.seq,
            task=task.id if task else None,
            status=str(task.status) if task else str(self._case.header.status),
            outcome=task.outcome if task else None,
        )

    def _ring(self, alarm: Alarm) -> None:
        if alarm.what == deadlines.WAKE:
            self._resolve(alarm.ref, True)
            return
        if alarm.what == deadlines.EXPIRE:
            task = self._case.tasks[alarm.ref]
            if task.status.open:
                self._end_without_act(task, "o dia até o qual servia passou sem o ato", DECORRIDO)
            return
        deadline = self._case.deadlines[alarm.ref]
        decl = deadline_of(deadline.decl)
        if alarm.what == deadlines.REMIND:
            role, party = events.responsible_for(self._case, deadline), events.party_reminded(self._case, deadline)
            deadlines.remind(self._case, decl, deadline, alarm.days, role, party)
        elif alarm.what == deadlines.ESCALATE:
            deadlines.escalate(self._case, decl, deadline, alarm.days)
        else:
            self._over(decl, deadline, alarm.what)

    def _over(self, decl: Deadline, deadline: DeadlineState, what: str) -> None:
        if what == deadlines.REACH:
            deadlines.reach(self._case, deadline)
        else:
            deadlines.lapse(self._case, decl, deadline)
            events.close_events_until(self._case, deadline.id)
        for waiting in self._waiting_for(deadline):
            self._resolve(waiting, True)
        if decl.nature is not Nature.PEREMPTORY:
            return
        for task in [one for one in self._case.tasks.values() if one.deadline == deadline.id and one.status.open]:
            events.withdraw_task(self._case, task, "o prazo decorreu sem o ato")
            self._resolve(self._key_of(task.id), {"outcome": str(DECORRIDO), "on": self._case.today.isoformat()})

    def _waiting_for(self, deadline: DeadlineState) -> list[str]:
        """The waits that the end of a deadline answers, in the order in which they began."""
        first = self._case.keys.get(f"fim:{deadline.id}")
        awaited: dict[str, str] = self._case.journal.get(AWAITED, {})
        others = [key for key, one in awaited.items() if one == deadline.id and key != first]
        found = [] if first is None else [first]
        # A run that was under way when only the first was woken goes on as it began.
        if others and workflow.patched(EACH_WAIT):
            found += others
        for key in found:
            awaited.pop(key, None)
        return found

    def _learn(self, context: Context) -> None:
        free = [person for person in named.known_to(self._case) if self._case.impediment_of(person) is None]
        before, decrees = self._case.context, news(context, self._case.context.version)
        why = "; ".join(one.cause for one in decrees) or context.cause
        self._case.learn(context)
        for key in sorted({one.key for one in context.parameters if one.reaches_open and one not in before.parameters}):
            heard = self._case.journal.setdefault(f"alcance:{key}", [])
            heard.append((self._case.today + ONE_DAY).isoformat())
            self._resolve(f"alcance:{key}/{len(heard)}", True)
        self._case.put_header(policy=context.policy)
        self._case.emit(
            FactKind.CONTEXT_CHANGED, version=context.version, cause=why or None, **decreed_by(decrees),
            agenda=schedules.moved_in(self._case, self._start.input, before) or None,
        )  # fmt: skip
        for person in free:
            if bar := self._case.impediment_of(person):
                named.linked(self._case, bar)
                self._step_aside(person)
        for deadline in list(self._case.deadlines.values()):
            deadlines.recount(self._case, deadline_of(deadline.decl), deadline, why, decrees)

    def _child_result(self, result: CaseResult) -> None:
        self._case.emit(FactKind.CHILD_ENDED, child=result.case, outcome=result.outcome)
        key = self._key_of(result.case)
        self._case.journal.setdefault("encerrados", []).append(key)
        self._resolve(key, result.model_dump(mode="json"))
        for waiting in self._endings:
            if not waiting.done():
                waiting.set_result(None)

    def _waits(self) -> tuple[Wait, ...]:
        return waits_of(self._case)
