"""The path of a case on the flow of its procedure: what was walked, where it is now, and what may come next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup

from activities.records.queries.views import CaseFull, FactView
from api.web.formatters import alternatives, bare, capital, lower_first
from api.web.views.procedimentos import task_declaration
from api.web.views.situacao import amount
from workflows.kernel.diagram import diagram_svg
from workflows.kernel.flow import END, START, Edge, Flow, Kind, Node, flow_of
from workflows.kernel.state import FactKind, Wait, WaitKind

DECLARED_IN = {
    FactKind.TASK_COMPLETED: "decl",
    FactKind.TASK_SKIPPED: "decl",
    FactKind.DEADLINE_LAPSED: "decl",
    FactKind.EVENT_RECEIVED: "event",
    FactKind.CONSULTED: "register",
}
"""Which of a fact's data names the declaration that was walked."""

HOW = {
    Kind.END: "o processo termina:",
    Kind.DEADLINE: "espera-se o fim do prazo:",
    Kind.EVENT: "pode ser apresentado:",
    Kind.CHILD: "abre-se outro processo:",
    Kind.CONSULT: "o sistema consulta:",
}


@dataclass(frozen=True)
class Step:
    """A step on the path. `times` is how often it was done; `fact` and `at` are of the last time."""

    title: str
    article: str
    times: int = 1
    at: datetime | None = None
    fact: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Way:
    """Where one or several results lead. `after` are the results ('' when there is no choice); `how` reads before
    `to`."""

    after: str
    how: str
    to: str
    article: str = ""
    who: str = ""


@dataclass(frozen=True)
class Next:
    """What may follow an open step. `many` is how often the step is open at this moment."""

    title: str
    article: str
    ways: tuple[Way, ...]
    many: int = 1


@dataclass(frozen=True)
class PathView:
    """`svg` is both drawings, lying and upright, and safe; the rest says the same in words."""

    svg: Markup
    done: tuple[Step, ...]
    now: tuple[Step, ...]
    ahead: tuple[Step, ...]
    next: tuple[Next, ...]
    anytime: tuple[Next, ...]


def path_view(case: CaseFull, facts: Iterable[FactView]) -> PathView | None:
    """The path of `case`; None when this build does not have its procedure."""
    try:
        flow = flow_of(case.type)
    except KeyError:
        return None
    done = _done(flow, case, facts)
    current = [node_of(flow, wait.decl) for wait in case.waits if _stands(flow, wait)]
    now = list(dict.fromkeys(current))
    return PathView(
        svg=Markup(diagram_svg(case.type, [id for id in done if id not in now], now)),
        done=tuple(done.values()),
        now=tuple(_step(flow.nodes[id], current.count(id)) for id in now),
        ahead=tuple(_step(flow.nodes[id]) for id in flow.ahead(now) if id not in now),
        next=tuple(_next(flow, id, current.count(id)) for id in now),
        anytime=tuple(_next(flow, id, 1) for id in case.events if id in flow.nodes and id not in now),
    )


def _done(flow: Flow, case: CaseFull, facts: Iterable[FactView]) -> dict[str, Step]:
    """The nodes walked, in the order in which each was last done."""
    found: dict[str, Step] = {}
    children: dict[str, str] = {}
    for fact in facts:
        if fact.kind is FactKind.CHILD_STARTED:
            children[str(fact.data.get("child"))] = str(fact.data.get("type"))
        id = _walked(flow, case, fact, children)
        if id not in flow.nodes:
            continue
        before = found.pop(id, None)
        node, note = flow.nodes[id], "dispensado" if fact.kind is FactKind.TASK_SKIPPED else ""
        result = note or str(fact.data.get("outcome_title") or "")
        times = before.times + 1 if before else 1
        step = _step(node, times)
        found[id] = replace(step, at=fact.at, fact=fact.seq, note="" if node.kind is Kind.END else result)
    return found


def _walked(flow: Flow, case: CaseFull, fact: FactView, children: Mapping[str, str]) -> str:
    """The node that `fact` is the end of; '' of none. `children` are the kinds of the case's children by id."""
    if fact.kind is FactKind.CASE_STARTED:
        return START
    if fact.kind is FactKind.CASE_ENDED:
        return f"{END}{case.outcome}"
    if fact.kind is FactKind.CHILD_ENDED:
        return children.get(str(fact.data.get("child")), "")
    return node_of(flow, str(fact.data.get(DECLARED_IN.get(fact.kind, ""), "")))


def node_of(flow: Flow, decl: str) -> str:
    """The node of a declaration. One that was made from another (each duty of a work plan) stands at the other's."""
    if decl in flow.nodes:
        return decl
    task = task_declaration(decl)
    if task is None:
        return decl
    kind = (task.role, task.form)
    return next((id for id in flow.nodes if (one := task_declaration(id)) and (one.role, one.form) == kind), decl)


def _stands(flow: Flow, wait: Wait) -> bool:
    """Whether the case stands at a node by this wait: what others may bring at any time is no position."""
    id = node_of(flow, wait.decl)
    anytime = wait.kind is WaitKind.EVENT and any(edge.may for edge in flow.edges if edge.target == id)
    return id in flow.nodes and not anytime


def _step(node: Node, times: int = 1) -> Step:
    title = f"Fim: {lower_first(node.title)}" if node.kind is Kind.END else node.title
    return Step(title, node.provision, times)


def _next(flow: Flow, id: str, many: int) -> Next:
    """What follows the node; of ends that no result of its own tells apart, all in one."""
    node, edges = flow.nodes[id], flow.after(id)
    ends = [edge for edge in edges if flow.nodes[edge.target].kind is Kind.END and not edge.outcome]
    others = [edge for edge in edges if edge not in ends]
    targets = dict.fromkeys(edge.target for edge in others)
    ways = [_way(flow, [edge for edge in others if edge.target == target]) for target in targets]
    if ends:
        ways.append(Way("", HOW[Kind.END], alternatives(lower_first(flow.nodes[edge.target].title) for edge in ends)))
    return Next(node.title, node.provision, tuple(ways), many)


def _way(flow: Flow, edges: Sequence[Edge]) -> Way:
    node = flow.nodes[edges[0].target]
    results = alternatives(f"“{one}”" for one in dict.fromkeys(edge.outcome for edge in edges) if one)
    return Way(results, HOW.get(node.kind, "a seguir,"), lower_first(node.title), node.provision, _who(node))


def _who(node: Node) -> str:
    """Who does the step and in what time, by its declaration: `Área técnica, em 15 dias úteis`."""
    task = task_declaration(node.id)
    if task is None:
        return ""
    who = capital(bare(task.role.title))
    budget = task.deadline.budget if task.deadline else None
    return f"{who}, em {amount(budget.amount, budget.unit)}" if budget else who
