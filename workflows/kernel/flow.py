"""The flow of a procedure, read by walking its own steps: which act comes after which outcome of which other.

The steps run as they are written, with words that record instead of waiting: a task answers with each of its outcomes
in turn, a question about data that nobody has is answered both ways. So the flow says what the code does, and no one
draws it. Pure: nothing is started, nothing is waited for.
"""

import sys
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import Any, cast

from workflows.clock import Nature
from workflows.kernel.consult import Register
from workflows.kernel.flowchart import END, START, Edge, Flow, Kind, Node
from workflows.kernel.procedure import DECORRIDO, IMPEDIDO, Answer, Procedure
from workflows.kernel.registry import about, procedures, task_of
from workflows.kernel.unknown import Unknown as _Unknown
from workflows.kernel.words import Deadline, Decision, Event, Gate, HumanTask, Outcome, Publication, Stage
from workflows.norms import Parameter

__all__ = ["END", "MOST_QUESTIONS", "MOST_WALKS", "START", "Edge", "Flow", "Kind", "Node", "flow_of"]

MOST_WALKS = 5000
MOST_QUESTIONS = 400


@cache
def flow_of(type_id: str) -> Flow:
    """The flow of a procedure. Raises `KeyError` when this build does not have it."""
    kind = procedures()[type_id]
    flow = Flow(type_id)
    flow.nodes[START] = Node(START, Kind.START, "Início", stage=about(type_id).stages[0].id)
    walker = type(f"{kind.__name__}Walk", (_Walk, kind), {})
    open_scripts: list[tuple[int, ...]] = [()]
    asked: set[object] = set()
    for _ in range(MOST_WALKS):
        if not open_scripts:
            return flow
        open_scripts += _walk(walker(flow, open_scripts.pop(), asked))
    flow.partial = f"more than {MOST_WALKS} paths"
    return flow


def _walk(walk: "_Walk") -> list[tuple[int, ...]]:
    """Follow one path to its end; the paths that turned off it and are still to be followed."""
    steps: Coroutine[Any, Any, Outcome] = walk.steps_of_the_norm()
    try:
        steps.send(None)
    except StopIteration as done:
        walk.end(done.value)
    except _Enough:
        pass
    except Exception as error:
        walk.flow.partial = f"{type(error).__name__}: {error}"
    else:
        walk.flow.partial = "a step waits for something that is not a word of the kernel"
    finally:
        steps.close()
    return walk.turnings


class _Enough(BaseException):
    """This path says nothing new any more. Not an `Exception`, so that no step can catch it."""


class _AnyAnswer(Answer):
    """An answer whose form could hold anything."""

    def day(self, field: str) -> Any:
        return self.form[field]

    def read(self, form: type[Any]) -> Any:  # noqa: ARG002
        return self.form


class _Walk(Procedure[Any]):
    """A procedure whose words record where they are instead of waiting."""

    def __init__(self, flow: Flow, script: tuple[int, ...], asked: set[object]) -> None:
        self.flow = flow
        self.turnings: list[tuple[int, ...]] = []
        self.input = _Unknown(self)
        self._script = script
        self._taken: tuple[int, ...] = ()
        self._asked = asked
        self._visits: dict[object, int] = {}
        self._here: tuple[tuple[str, str], ...] = ((START, ""),)
        self._rounds: set[object] | None = None
        self._event = ""
        self._stage = flow.nodes[START].stage

    # -- the path -------------------------------------------------------------------------------------------------

    def choose(self, options: int) -> int:
        """Which of `options` this path takes here. A question asked before, at the same place, opens no new path."""
        place = (self._here, self._event, *_place())
        nth = self._visits[place] = self._visits.get(place, 0) + 1
        if nth > options + 1 or len(self._taken) > MOST_QUESTIONS:
            raise _Enough
        if len(self._taken) < len(self._script):
            taken = self._script[len(self._taken)]
        else:
            taken = (nth - 1) % options
            if place not in self._asked:
                self.turnings += [(*self._taken, other) for other in range(options) if other != taken]
        self._asked.add(place)
        self._taken = (*self._taken, taken)
        return taken

    def arrive(self, node: Node, *, may: bool = False) -> None:
        """The path comes to `node`; one that keeps coming to it with nothing decided in between never leads on."""
        came = (node.id, len(self._taken))
        self._visits[came] = self._visits.get(came, 0) + 1
        if self._visits[came] > MOST_QUESTIONS:
            raise _Enough
        self.flow.nodes.setdefault(node.id, node)
        for source, outcome in self._here:
            self.flow.edges.setdefault(Edge(source, node.id, outcome, may))
        self._here = ((node.id, ""),)

    def end(self, outcome: Outcome) -> None:
        """The path is over, with one of the procedure's outcomes."""
        declared = next((one for one in self.about.outcomes if one == outcome), outcome)
        self.arrive(Node(f"{END}{declared}", Kind.END, declared.title, stage=self._stage))

    def _answered(self, outcomes: tuple[Outcome, ...]) -> Answer:
        outcome = outcomes[self.choose(len(outcomes)) if len(outcomes) > 1 else 0]
        self._here = ((self._here[0][0], outcome.title if len(outcomes) > 1 else ""),)
        answer = _AnyAnswer(str(outcome), outcome.title)
        answer.form, answer.by, answer.on = _Unknown(self), "", _Unknown(self)  # type: ignore[assignment]
        return answer

    # -- the words ------------------------------------------------------------------------------------------------

    @property
    def started_on(self) -> Any:
        return _Unknown(self)

    @property
    def today(self) -> Any:
        return _Unknown(self)

    @property
    def proponent(self) -> Any:
        return _Unknown(self)

    @property
    def case_id(self) -> Any:
        return _Unknown(self)

    def earliest(self, *_: Any, **__: Any) -> Any:
        return _Unknown(self)

    def parameter(self, parameter: Parameter) -> Any:  # noqa: ARG002
        return _Unknown(self)

    def dated(self, parameter: Parameter) -> Any:  # noqa: ARG002
        return _Unknown(self)

    def brought(self, event: Event) -> Any:  # noqa: ARG002
        return _Unknown(self)

    def begin(self, *_: Any, **__: Any) -> Any:
        return _Unknown(self)

    extend = last_day = begin

    def open(self, event: Event, **how: Any) -> str:
        if how.get("sealed") is not None:
            self.arrive(Node(event.id, Kind.EVENT, _sentence_case(event.title), event.provision.short, self._stage))
        return event.id

    def enter(self, stage: Stage) -> None:
        self._stage = stage.id

    def issue(self, *_: Any, **__: Any) -> Any:
        return _Unknown(self)

    issue_since = issue

    def _nothing(self, *_: Any, **__: Any) -> None: ...

    annul = report = bar = concern = admit_parties = suspend = resume = prolong = _nothing

    def impeded_among(self, persons: Any) -> Any:  # noqa: ARG002
        return ()  # the outcome of what was asked of them shows that way

    def brought_by(self, event: Event, party: str) -> Any:  # noqa: ARG002
        return _Unknown(self)

    def done_at(self, task: HumanTask) -> Any:  # noqa: ARG002
        return _Unknown(self)

    def allows(self, *_: Any, **__: Any) -> Any:
        return _Unknown(self)

    reckon = allows

    async def unseal(self, *_: Any, **__: Any) -> Any:
        return _Unknown(self)

    show = show_made = met = cancel = close = notify = meet = waive = lose = _nothing

    async def ask(self, task: HumanTask, **how: Any) -> Answer:
        self.arrive(Node(task.id, _kind(task), task.title, task.provision.short, self._stage))
        under = task.deadline or task.within
        lapses = under is not None and under.nature is Nature.PEREMPTORY
        late = (DECORRIDO,) if lapses or how.get("before") is not None else ()
        barred = (IMPEDIDO,) if how.get("person") is not None or how.get("panel") is not None else ()
        return self._answered((*task.outcomes, *late, *barred))

    def offer(self, task: HumanTask, **_: Any) -> str:
        declared = task_of(task.id)
        self.arrive(Node(declared.id, _kind(declared), declared.title, declared.provision.short, self._stage))
        return task.id

    def kept(self, _name: str, seen: Any) -> Any:
        return seen

    def made(self, *_: Any, **__: Any) -> Any:
        return _Unknown(self)

    def law(self, *_: Any, **__: Any) -> Any:
        return _Unknown(self)

    in_force = bounded = law

    def undone(self) -> Any:
        return _Unknown(self)

    async def run_out(self) -> None: ...

    async def publish(self, publication: Publication, **how: Any) -> Answer:
        return await self.ask(publication, before=how.get("before"), panel=how.get("panel"))

    def one_of(self, known: Mapping[str, Any], key: str) -> Any:  # noqa: ARG002
        return list(known.values())[self.choose(len(known))]

    async def elapse(self, decl: Deadline, **_: Any) -> None:
        self.arrive(Node(decl.id, Kind.DEADLINE, _sentence_case(decl.title), decl.provision.short, self._stage))

    async def until(self, *_: Any, **__: Any) -> None: ...

    async def until_or_brought(self, *_: Any, **__: Any) -> None: ...

    def arrivals(self, event: Event) -> Any:  # noqa: ARG002
        return _Unknown(self)

    def follows(self, change: str) -> bool:  # noqa: ARG002
        return True

    async def unless(self, event: Event, course: Coroutine[Any, Any, Outcome], then: Any) -> Outcome:
        if self.choose(2) == 0:
            return await course
        course.close()
        self.arrive(
            Node(event.id, Kind.EVENT, _sentence_case(event.title), event.provision.short, self._stage), may=True
        )
        return then if isinstance(then, Outcome) else cast(Outcome, then(self._answered((Outcome(event.id, ""),))))

    async def each_arrival(
        self, event: Event, *, course: Callable[[Answer, int], Coroutine[Any, Any, Any]], **_: Any
    ) -> list[Any]:
        self._event = event.id
        came = self.choose(2) != 0
        self._event = ""
        if not came:
            return []
        self.arrive(Node(event.id, Kind.EVENT, _sentence_case(event.title), event.provision.short, self._stage))
        return [await course(self._answered((Outcome(event.id, event.title),)), 1)]

    async def alongside(self, watch: Coroutine[Any, Any, bool], course: Coroutine[Any, Any, Any]) -> bool:
        fork = self._here
        if await watch:
            course.close()
            return True
        ends, self._here = self._here, fork
        await course
        self._here = tuple(dict.fromkeys((*ends, *self._here)))
        return False

    async def whichever(self, *courses: Coroutine[Any, Any, Any]) -> int:
        first = self.choose(len(courses))
        for course in courses[:first] + courses[first + 1 :]:
            course.close()
        await courses[first]
        return first

    async def during(self, limit: Coroutine[Any, Any, Any], course: Coroutine[Any, Any, Any]) -> Any:
        fork, self._rounds = self._here, set()
        with suppress(_Enough):
            await course
        ends, self._here, self._rounds = self._here, fork, set()
        came_to = await limit
        self._here, self._rounds = tuple(dict.fromkeys((*ends, *self._here))), None
        return came_to

    def began(self, *_: Any) -> bool:
        return False

    def ended(self, *_: Any) -> Any:
        return _Unknown(self)

    async def until_or_ended(self, *_: Any, **__: Any) -> bool:
        """The day came; a course that comes here once more has gone its round."""
        place = tuple(_place())
        if self._rounds is not None and place in self._rounds:
            raise _Enough
        if self._rounds is not None:
            self._rounds.add(place)
        return False

    def decreed(self, parameter: Parameter) -> Any:  # noqa: ARG002
        return _Unknown(self)

    until_or_decreed = until_or_ended

    async def _round(self, course: Coroutine[Any, Any, Any]) -> Any:
        if self._rounds is None:
            return await course
        with suppress(_Enough):
            return await course
        return None

    def missing(self, gate: Gate) -> Any:  # noqa: ARG002
        return _Unknown(self)

    async def arrival(self, key: str) -> Answer:
        return self._answered((Outcome(key, ""),))

    async def together(self, *courses: Coroutine[Any, Any, Any]) -> list[Any]:
        fork, results = self._here, []
        ends: list[tuple[str, str]] = []
        try:
            for course in courses:
                self._here = fork
                results.append(await self._round(course))
                ends += self._here
        finally:
            for course in courses:
                course.close()
        self._here = tuple(dict.fromkeys(ends)) or fork
        return results

    inscribe = _nothing

    async def launch(self, kind: type[Procedure[Any]], *_: Any, **__: Any) -> str:
        self.arrive(Node(kind.about.id, Kind.CHILD, kind.about.title, kind.about.provisions[0].short, self._stage))
        return kind.about.id

    async def withdraw(self, *_: Any, **__: Any) -> None: ...

    async def consult(self, register: Register[Any], **_: Any) -> Any:
        title = f"Consulta: {register.title}"
        self.arrive(Node(register.id, Kind.CONSULT, title, register.provision.short, self._stage))
        return _Unknown(self)

    async def child(self, kind: type[Procedure[Any]], *_: Any, **__: Any) -> Any:
        self.arrive(Node(kind.about.id, Kind.CHILD, kind.about.title, kind.about.provisions[0].short, self._stage))
        result: Any = _Unknown(self)
        result.outcome = self._answered(kind.about.outcomes)
        return result

    end_of = child


def _kind(task: HumanTask) -> Kind:
    if isinstance(task, Publication):
        return Kind.PUBLICATION
    return Kind.DECISION if isinstance(task, Decision) else Kind.ACT


def _sentence_case(noun: str) -> str:
    return noun[:1].upper() + noun[1:]


def _place() -> Iterator[tuple[str, str, int]]:
    """The lines of the steps that are being carried out, innermost first."""
    frame = sys._getframe(2)
    while frame.f_code is not _walk.__code__ and frame.f_back is not None:
        yield frame.f_code.co_filename, frame.f_code.co_qualname, frame.f_lineno
        frame = frame.f_back
