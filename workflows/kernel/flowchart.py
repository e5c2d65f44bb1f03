"""What a flow consists of: its nodes, the edges between them, and what comes after what. See `flow`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

START = "inicio"
END = "fim:"


class Kind(StrEnum):
    """What a node of the flow is."""

    START = "inicio"
    ACT = "ato"
    DECISION = "decisao"
    PUBLICATION = "publicacao"
    EVENT = "evento"
    DEADLINE = "prazo"
    CHILD = "processo"
    CONSULT = "consulta"
    END = "fim"


@dataclass(frozen=True)
class Node:
    """A place of the flow. `id` is the declaration's; `provision` its short citation; `stage` the stage it stands
    in."""

    id: str
    kind: Kind
    title: str
    provision: str = ""
    stage: str = ""


@dataclass(frozen=True)
class Edge:
    """After `source` ended with `outcome` (the title shown; '' when there is no choice) came `target`.

    `may`: at any time until then, by somebody's act from outside.
    """

    source: str
    target: str
    outcome: str = ""
    may: bool = False


@dataclass
class Flow:
    """Nodes and edges in the order in which the steps reach them. `partial` says why some path could not be walked."""

    type_id: str
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[Edge, None] = field(default_factory=dict)
    partial: str = ""

    def after(self, node: str) -> list[Edge]:
        """The edges that leave `node`."""
        return [edge for edge in self.edges if edge.source == node]

    def ahead(self, nodes: Iterable[str]) -> tuple[str, ...]:
        """What may still come after any of `nodes`, in the flow's order; a node of `nodes` only when it may come
        again."""
        found: set[str] = set()
        open_nodes = list(nodes)
        while open_nodes:
            reached = {edge.target for edge in self.after(open_nodes.pop())} - found
            found |= reached
            open_nodes += reached
        return tuple(id for id in self.nodes if id in found)
