"""Where the nodes of a flow stand: columns by how far they are from the start, lanes beside the main thread."""

from dataclasses import dataclass, replace

from workflows.kernel.flow import START, Edge, Flow, Kind


@dataclass(frozen=True)
class Place:
    """A node's column (0 is the start) and lane (0 is the main thread)."""

    column: int
    lane: int


@dataclass(frozen=True)
class Line:
    """All edges between two nodes, drawn as one. `back`: it returns to where the thread has been."""

    source: str
    target: str
    outcomes: tuple[str, ...]
    may: bool
    back: bool

    @property
    def label(self) -> str:
        """The outcomes that lead this way; '' when there is no choice."""
        return " ou ".join(self.outcomes)


@dataclass(frozen=True)
class Layout:
    """Where each node and line of a diagram stands."""

    places: dict[str, Place]
    lines: tuple[Line, ...]

    @property
    def columns(self) -> int:
        return 1 + max(place.column for place in self.places.values())

    @property
    def lanes(self) -> int:
        return 1 + max(place.lane for place in self.places.values())

    def jumps(self, line: Line) -> bool:
        """Whether the line passes over a node of its own lane, or goes back, and so needs an arc."""
        source, target = self.places[line.source], self.places[line.target]
        between = range(source.column + 1, target.column)
        taken = {place.column for place in self.places.values() if place.lane == source.lane}
        return line.back or (source.lane == target.lane and any(column in taken for column in between))


def lay_out(flow: Flow) -> Layout:
    """Place every node of `flow`; the same flow is always placed the same way."""
    back = _back_edges(flow)
    columns = _columns(flow, back)
    main = _main_thread(flow, back, columns)
    lanes: dict[str, int] = dict.fromkeys(main, 0)
    taken = {(columns[node], 0) for node in main}
    for node in sorted(flow.nodes, key=lambda id: columns[id]):
        if node in lanes:
            continue
        before = [edge.source for edge in flow.edges if edge.target == node and edge not in back]
        since = max((columns[source] for source in before if source in lanes), default=columns[node] - 1)
        span = range(min(since + 1, columns[node]), columns[node] + 1)
        near = max(1, min((lanes[source] for source in before if source in lanes), default=1))
        lane = next(lane for lane in range(near, 1000) if not any((column, lane) in taken for column in span))
        lanes[node] = lane
        taken |= {(column, lane) for column in span}
    return Layout({node: Place(columns[node], lanes[node]) for node in flow.nodes}, _lines(flow, back))


def _lines(flow: Flow, back: set[Edge]) -> tuple[Line, ...]:
    found: dict[tuple[str, str], Line] = {}
    for edge in flow.edges:
        known = found.get((edge.source, edge.target))
        outcomes = known.outcomes if known else ()
        if edge.outcome and edge.outcome not in outcomes:
            outcomes = (*outcomes, edge.outcome)
        may = edge.may and (known is None or known.may)
        found[edge.source, edge.target] = Line(edge.source, edge.target, outcomes, may, edge in back)
    choices = {source for source, _ in found if len({target for other, target in found if other == source}) > 1}
    return tuple(line if line.source in choices else replace(line, outcomes=()) for line in found.values())


def _back_edges(flow: Flow) -> set[Edge]:
    """The edges that close a circle, when the flow is followed from its start in the order of the steps."""
    back: set[Edge] = set()
    done: set[str] = set()
    path: dict[str, None] = {}
    open_edges = [(START, iter(flow.after(START)))]
    path[START] = None
    while open_edges:
        node, edges = open_edges[-1]
        edge = next(edges, None)
        if edge is None:
            open_edges.pop()
            path.pop(node)
            done.add(node)
        elif edge.target in path:
            back.add(edge)
        elif edge.target not in done:
            path[edge.target] = None
            open_edges.append((edge.target, iter(flow.after(edge.target))))
    return back


def _columns(flow: Flow, back: set[Edge]) -> dict[str, int]:
    columns = dict.fromkeys(flow.nodes, 0)
    for _ in flow.nodes:
        moved = False
        for edge in flow.edges:
            if edge not in back and columns[edge.target] <= columns[edge.source]:
                columns[edge.target] = columns[edge.source] + 1
                moved = True
        if not moved:
            break
    return columns


def _main_thread(flow: Flow, back: set[Edge], columns: dict[str, int]) -> list[str]:
    """The longest way from the start to an end."""
    ends = [id for id, node in flow.nodes.items() if node.kind is Kind.END] or list(flow.nodes)
    node = max(ends, key=lambda id: columns[id])
    thread = [node]
    while node != START:
        before = [edge.source for edge in flow.edges if edge.target == node and edge not in back and not edge.may]
        if not before:
            break
        node = max(before, key=lambda id: columns[id])
        thread.append(node)
    return thread[::-1]
