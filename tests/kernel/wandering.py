"""Any path through the steps of a procedure, as hypothesis draws it: for what holds on all of them."""

from collections.abc import Coroutine
from typing import Any

from hypothesis import strategies as st

from workflows.kernel import Outcome, Requirement
from workflows.kernel.flow import START, Flow, Kind, Node, _Enough, _Walk

ENOUGH_STEPS = 150


class Wandering(_Walk):
    """One path, any path; it knows which requirements stand."""

    def __init__(self, draw: st.DataObject, request: Any = None) -> None:
        flow = Flow(self.about.id)
        flow.nodes[START] = Node(START, Kind.START, "Início")
        super().__init__(flow, (), set())
        if request is not None:
            self.input = request
        self.draw, self.steps = draw, 0
        self.standing: set[str] = set()

    def choose(self, options: int) -> int:
        self.steps += 1
        if self.steps > ENOUGH_STEPS:
            raise _Enough
        return self.draw.draw(st.integers(0, options - 1))

    def meet(self, *requirements: Requirement, **_: Any) -> None:
        self.standing |= {one.id for one in requirements}

    def waive(self, *requirements: Requirement, **_: Any) -> None:
        self.meet(*requirements)

    def lose(self, *requirements: Requirement, **_: Any) -> None:
        self.standing -= {one.id for one in requirements}


def wander(wandering: type[Wandering], kind: type[Any], draw: st.DataObject, request: Any = None) -> tuple[Any, Any]:
    """Follow a path of the procedure `kind`: the walk, and the outcome it ended with; None when it goes round for too
    long to be worth following."""
    walk: Any = type("Wander", (wandering, kind), {})(draw, request)
    steps: Coroutine[Any, Any, Outcome] = walk.steps_of_the_norm()
    try:
        steps.send(None)
    except StopIteration as done:
        return walk, Outcome(done.value, "")
    except _Enough:
        return walk, None
    finally:
        steps.close()
    raise AssertionError("a step waits for something that is not a word of the kernel")
