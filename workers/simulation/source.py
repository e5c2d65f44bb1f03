"""A YAML file as plain JSON data, with the place of every value, so that an error names its line.

Scalars are read by the core rules of YAML 1.2: `on` and `no` are words, `09:00` and `2026-04-02` are strings, a number
that begins with zero is a string. Keys are strings and stand once; tags are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Loc = tuple[str | int, ...]

BYTES_MAX = 1_000_000
VALUES_MAX = 50_000
_NULL = {"", "~", "null", "Null", "NULL"}
_TRUE = {"true", "True", "TRUE"}
_FALSE = {"false", "False", "FALSE"}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_PLAIN_TAGS = {"tag:yaml.org,2002:map", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:str"}


@dataclass(frozen=True)
class Place:
    """Where something stands in a file, counted from 1."""

    line: int
    column: int


class ScenarioError(Exception):
    """The file is wrong: what, in which field, and where."""

    def __init__(self, path: Path, what: str, place: Place | None = None, field: str = "") -> None:
        where = f"{path}:{place.line}:{place.column}" if place else str(path)
        super().__init__(f"{where}: {f'{field}: ' if field else ''}{what}")
        self.path = path
        self.what = what
        self.place = place
        self.field = field


@dataclass
class Source:
    """The data of a file and the place of each of its values, by path."""

    path: Path
    data: Any = None
    places: dict[Loc, Place] = field(default_factory=dict)

    def place(self, loc: Loc) -> Place | None:
        """The place of `loc`, or of the nearest value around it that the file has."""
        while loc and loc not in self.places:
            loc = loc[:-1]
        return self.places.get(loc)

    def error(self, loc: Loc, what: str) -> ScenarioError:
        """`what` said of the value at `loc`."""
        return ScenarioError(self.path, what, self.place(loc), ".".join(map(str, loc)))


def read(path: Path) -> Source:
    """Read a YAML file. Raises ScenarioError when it cannot be read or is not the YAML described above."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ScenarioError(path, (error.strerror or "cannot be read").lower()) from None
    if len(raw) > BYTES_MAX:
        raise ScenarioError(path, f"larger than {BYTES_MAX} bytes")
    try:
        root = yaml.compose(raw.decode("utf-8"), Loader=yaml.BaseLoader)
    except UnicodeDecodeError:
        raise ScenarioError(path, "not UTF-8 text") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = Place(mark.line + 1, mark.column + 1) if mark else None
        raise ScenarioError(path, error.problem or "not YAML", place) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise ScenarioError(path, f"not YAML: {str(error).splitlines()[0]}") from None
    source = Source(path)
    source.data = _Reader(source).value(root, ()) if root is not None else None
    return source


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.seen = 0

    def value(self, node: yaml.Node, loc: Loc) -> Any:
        mark = node.start_mark
        self.source.places.setdefault(loc, Place(mark.line + 1, mark.column + 1))
        self.seen += 1
        if self.seen > VALUES_MAX or len(loc) > 60:
            raise self.source.error(loc, "too many values, or too deep")
        if node.tag not in _PLAIN_TAGS:
            raise self.source.error(loc, f"tag {node.tag} is not read here")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, loc)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*loc, index)) for index, item in enumerate(node.value)]
        quoted = isinstance(node, yaml.ScalarNode) and node.style is not None
        return node.value if quoted else _scalar(node.value)

    def _mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            here = (*loc, str(key.value) if isinstance(key, yaml.ScalarNode) else "?")
            self.source.places[here] = Place(key.start_mark.line + 1, key.start_mark.column + 1)
            if not isinstance(key, yaml.ScalarNode):
                raise self.source.error(here, "a key is a word")
            if key.value in found:
                raise self.source.error(here, "this key stands twice")
            found[key.value] = self.value(value, here)
        return found


def _scalar(text: str) -> Any:
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
