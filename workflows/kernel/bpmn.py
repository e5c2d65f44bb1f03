"""The path of a procedure as BPMN 2.0, with the places of its shapes (BPMN DI), for any tool that reads it.

A task of a person is a user task, a publication a send task, what others bring a message event, a deadline that is
waited for a timer event, a procedure under this one a call activity, a consultation a service task. A choice is an
exclusive gateway. What may come at any time has no flow into it, since it waits from the start.
"""

from html import escape

from workflows.kernel.flow import Flow, Kind, Node, flow_of
from workflows.kernel.layout import Layout, Line, lay_out
from workflows.kernel.registry import about

NAMESPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
)
ELEMENTS = {
    Kind.START: "startEvent",
    Kind.ACT: "userTask",
    Kind.DECISION: "userTask",
    Kind.PUBLICATION: "sendTask",
    Kind.EVENT: "intermediateCatchEvent",
    Kind.DEADLINE: "intermediateCatchEvent",
    Kind.CHILD: "callActivity",
    Kind.CONSULT: "serviceTask",
    Kind.END: "endEvent",
}
INNER = {Kind.EVENT: "messageEventDefinition", Kind.DEADLINE: "timerEventDefinition"}
ROUND = (Kind.START, Kind.EVENT, Kind.DEADLINE, Kind.END)
COLUMN, LANE, LEFT, TOP = 220, 140, 60, 80

Point = tuple[int, int]
Ends = tuple[str, str, str]


def bpmn_file(type_id: str) -> str:
    """The BPMN document of a procedure. Raises `KeyError` when this build does not have it."""
    flow = flow_of(type_id)
    layout = lay_out(flow)
    flows = _flows(layout)
    known = about(type_id)
    process = [_element(node, flows) for node in flow.nodes.values()]
    process += [_gateway(source, flows) for source in _choices(layout)]
    process += [_sequence(index, ends) for index, ends in enumerate(flows)]
    shapes = [_bounds(_xml_id(id), *_box(flow, layout, id)) for id in flow.nodes]
    shapes += [_bounds(_gate_id(source), *_gate_box(layout, source)) for source in _choices(layout)]
    shapes += [_edge(index, _ends(flow, layout, line, part)) for index, (line, part) in enumerate(_parts(layout))]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<definitions {NAMESPACES} id="definitions" targetNamespace="urn:tramita:procedures">',
            f'<process id="{_process_id(type_id)}" name="{escape(known.title)}" isExecutable="false">',
            *process,
            "</process>",
            f'<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="{_process_id(type_id)}">',
            *shapes,
            "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>",
            "</definitions>\n",
        ]
    )


# -- what flows ------------------------------------------------------------------------------------------------------


def _choices(layout: Layout) -> list[str]:
    """The nodes after which the way divides."""
    leaving = [line.source for line in layout.lines if not line.may]
    return [source for source in dict.fromkeys(leaving) if leaving.count(source) > 1]


def _parts(layout: Layout) -> list[tuple[Line, str]]:
    """Each line as it is drawn: whole, or from the gateway on; for each choice, once, from its node to its gateway."""
    choices = _choices(layout)
    parts: list[tuple[Line, str]] = []
    for line in layout.lines:
        if line.may:
            continue
        if line.source in choices:
            if all(other.source != line.source for other, _ in parts):
                parts.append((line, "to-gateway"))
            parts.append((line, "from-gateway"))
        else:
            parts.append((line, "whole"))
    return parts


def _flows(layout: Layout) -> list[Ends]:
    """Source, target and name of each sequence flow, as XML ids."""
    found = []
    for line, part in _parts(layout):
        source = _gate_id(line.source) if part == "from-gateway" else _xml_id(line.source)
        target = _gate_id(line.source) if part == "to-gateway" else _xml_id(line.target)
        found.append((source, target, "" if part == "to-gateway" else line.label))
    return found


def _element(node: Node, flows: list[Ends]) -> str:
    tag = ELEMENTS[node.kind]
    note = f"<documentation>{escape(node.provision)}</documentation>" if node.provision else ""
    inner = f'<{INNER[node.kind]} id="{_xml_id(node.id)}-what"/>' if node.kind in INNER else ""
    name = escape(node.title)
    return f'<{tag} id="{_xml_id(node.id)}" name="{name}">{note}{_links(_xml_id(node.id), flows)}{inner}</{tag}>'


def _gateway(source: str, flows: list[Ends]) -> str:
    return f'<exclusiveGateway id="{_gate_id(source)}">{_links(_gate_id(source), flows)}</exclusiveGateway>'


def _links(id: str, flows: list[Ends]) -> str:
    coming = [f"<incoming>flow-{index}</incoming>" for index, ends in enumerate(flows) if ends[1] == id]
    leaving = [f"<outgoing>flow-{index}</outgoing>" for index, ends in enumerate(flows) if ends[0] == id]
    return "".join(coming + leaving)


def _sequence(index: int, ends: Ends) -> str:
    name = f' name="{escape(ends[2])}"' if ends[2] else ""
    return f'<sequenceFlow id="flow-{index}"{name} sourceRef="{ends[0]}" targetRef="{ends[1]}"/>'


# -- where it stands -----------------------------------------------------------------------------------------------


def _box(flow: Flow, layout: Layout, id: str) -> tuple[int, int, int, int]:
    place = layout.places[id]
    width, height = (36, 36) if flow.nodes[id].kind in ROUND else (120, 80)
    x, y = LEFT + COLUMN * place.column, TOP + 60 + LANE * place.lane
    return x + (120 - width) // 2, y - height // 2, width, height


def _gate_box(layout: Layout, source: str) -> tuple[int, int, int, int]:
    place = layout.places[source]
    return LEFT + COLUMN * place.column + 140, TOP + 60 + LANE * place.lane - 25, 50, 50


def _ends(flow: Flow, layout: Layout, line: Line, part: str) -> list[Point]:
    """The corners of a line: straight, or by the gap before the target, or above its lane when it jumps."""
    x1, y1, w1, h1 = _gate_box(layout, line.source) if part == "from-gateway" else _box(flow, layout, line.source)
    x2, y2, _, h2 = _gate_box(layout, line.source) if part == "to-gateway" else _box(flow, layout, line.target)
    from_y, to_y = y1 + h1 // 2, y2 + h2 // 2
    if part != "to-gateway" and layout.jumps(line):
        above = min(y1, y2) - 30
        centre = x2 + _box(flow, layout, line.target)[2] // 2
        return [(x1 + w1 // 2, y1), (x1 + w1 // 2, above), (centre, above), (centre, y2)]
    if from_y == to_y:
        return [(x1 + w1, from_y), (x2, to_y)]
    if part == "from-gateway":
        return [(x1 + w1 // 2, y1 + h1 if to_y > from_y else y1), (x1 + w1 // 2, to_y), (x2, to_y)]
    return [(x1 + w1, from_y), (x2 - 20, from_y), (x2 - 20, to_y), (x2, to_y)]


def _bounds(id: str, x: int, y: int, width: int, height: int) -> str:
    box = f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'
    return f'<bpmndi:BPMNShape id="{id}-shape" bpmnElement="{id}">{box}</bpmndi:BPMNShape>'


def _edge(index: int, corners: list[Point]) -> str:
    points = "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in corners)
    return f'<bpmndi:BPMNEdge id="flow-{index}-edge" bpmnElement="flow-{index}">{points}</bpmndi:BPMNEdge>'


def _process_id(type_id: str) -> str:
    """Other than that of a node, since a procedure may set another of its own kind going."""
    return f"p{_xml_id(type_id)}"


def _xml_id(id: str) -> str:
    """An XML id: a letter first, no colon."""
    return f"n-{id.replace(':', '-')}"


def _gate_id(source: str) -> str:
    return f"{_xml_id(source)}-escolha"
