"""The drawings of the procedures: what they show of the law, and that other programs can read them."""

import xml.etree.ElementTree as ET

import pytest

from workflows.kernel.bpmn import bpmn_file
from workflows.kernel.diagram import diagram_svg, svg_file
from workflows.kernel.flow import START, Edge, flow_of
from workflows.kernel.layout import lay_out
from workflows.kernel.registry import about
from workflows.procedures import procedures

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
SVG = "{http://www.w3.org/2000/svg}"
TYPES = sorted(procedures())
ALL = pytest.mark.parametrize("type_id", TYPES)
ANALYSIS, DISCLOSURE, HEARING = (
    "pmis.analise-de-admissibilidade", "pmis.divulgacao-da-proposta", "pmis.oitiva-da-sociedade",
)  # fmt: skip


def test_an_inadmissible_pmis_is_answered_at_once_and_an_admissible_one_is_disclosed() -> None:
    edges = flow_of("pmis").edges
    assert Edge(ANALYSIS, DISCLOSURE, "Admissível") in edges
    assert Edge(ANALYSIS, "pmis.resposta-ao-proponente", "Inadmissível") in edges
    assert Edge(START, "pmis.desistencia", "", may=True) in edges


@ALL
def test_every_step_can_be_walked_and_every_outcome_reached(type_id: str) -> None:
    flow = flow_of(type_id)
    assert flow.partial == ""
    assert {f"fim:{outcome}" for outcome in about(type_id).outcomes} <= set(flow.nodes)


@ALL
def test_nothing_stands_on_anything_else(type_id: str) -> None:
    layout = lay_out(flow_of(type_id))
    assert len(set(layout.places.values())) == len(layout.places)
    forward = [line for line in layout.lines if not line.back]
    assert all(layout.places[line.source].column < layout.places[line.target].column for line in forward)


@ALL
def test_bpmn_refers_only_to_what_it_has_and_places_all_of_it(type_id: str) -> None:
    root = ET.fromstring(bpmn_file(type_id).encode())
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))

    process = root.find(f"{BPMN}process")
    assert process is not None
    flows = {flow.attrib["id"]: flow.attrib for flow in process.iter(f"{BPMN}sequenceFlow")}
    nodes = [element for element in process if element.tag != f"{BPMN}sequenceFlow"]
    for node in nodes:
        leaving = {one.text for one in node.iter(f"{BPMN}outgoing")}
        coming = {one.text for one in node.iter(f"{BPMN}incoming")}
        assert leaving == {id for id, ends in flows.items() if ends["sourceRef"] == node.attrib["id"]}
        assert coming == {id for id, ends in flows.items() if ends["targetRef"] == node.attrib["id"]}
    shapes = {shape.attrib["bpmnElement"] for shape in root.iter(f"{DI}BPMNShape")}
    edges = {edge.attrib["bpmnElement"] for edge in root.iter(f"{DI}BPMNEdge")}
    assert shapes == {node.attrib["id"] for node in nodes}
    assert edges == set(flows)


@ALL
@pytest.mark.parametrize("upright", [False, True])
def test_a_drawing_says_in_words_what_it_shows(type_id: str, upright: bool) -> None:
    root = ET.fromstring(svg_file(type_id, upright=upright))
    named = root.attrib["aria-labelledby"].split()
    assert root.attrib["role"] == "img"
    assert [root.find(f"{SVG}{tag}").attrib["id"] for tag in ("title", "desc")] == named  # type: ignore[union-attr]
    said = root.find(f"{SVG}desc").text or ""  # type: ignore[union-attr]
    assert all(node.title in said for node in flow_of(type_id).nodes.values() if node.id != START)


def test_the_walked_path_is_thick_up_to_the_golden_point() -> None:
    lying = _drawings(diagram_svg("pmis", [ANALYSIS, DISCLOSURE, "pmis.decisao-de-instauracao"], [HEARING]))[0]
    states = [element.attrib.get("class") for element in lying.iter()]
    assert states.count("p-done") == 4
    assert states.count("n-now") == 1
    assert states.count("n-done") == 4  # the start and three acts
    said = lying.find("desc").text or ""  # type: ignore[union-attr]
    assert "Agora: Ouvir a sociedade" in said


def test_an_act_of_another_build_is_left_out() -> None:
    states = [element.attrib.get("class") for element in _drawings(diagram_svg("pmis", ["pmis.antigo"], []))[0].iter()]
    assert states.count("n-done") == 1
    assert "n-now" not in states


def _drawings(markup: str) -> list[ET.Element]:
    plain = markup.replace(' xmlns="http://www.w3.org/2000/svg"', "")
    drawings = list(ET.fromstring(f"<div>{plain}</div>"))
    assert [drawing.attrib["class"] for drawing in drawings] == ["d-wide", "d-tall"]
    return drawings
