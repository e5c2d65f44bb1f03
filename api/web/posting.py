"""A form that came in: what was typed, and the marks by which pages tell one button from another."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from api.web.forms import ADD_ROW, DROP_ROW, Raw, compact
from api.web.shapes import Shape

ACT = "_ato"
OUTCOME = "_resultado"
VERB = "_verbo"


@dataclass(frozen=True)
class Posted:
    """`raw` are the model's fields; `guards` the names that begin with an underscore."""

    raw: Raw
    guards: Mapping[str, str]

    @property
    def act(self) -> str:
        """The id that the page gave to this act: the same form sent twice acts once. A wrong one is replaced."""
        given = self.guards.get(ACT, "")
        return given if re.fullmatch(r"[0-9a-f-]{32,36}", given) else new_act()

    @property
    def outcome(self) -> str:
        return self.guards.get(OUTCOME, "")

    @property
    def verb(self) -> str:
        return self.guards.get(VERB, "")

    @property
    def reshaping(self) -> bool:
        """A row is to be added or taken out; nothing is sent yet."""
        return ADD_ROW in self.guards or DROP_ROW in self.guards

    @property
    def added(self) -> str:
        return self.guards.get(ADD_ROW, "")

    def kept(self, shapes: Sequence[Shape]) -> Raw:
        """What was typed, without empty rows and without the one to be taken out."""
        return compact(shapes, self.raw, self.guards.get(DROP_ROW, ""))

    def text(self, name: str) -> str:
        """The first value of a plain field, without outer spaces."""
        return (list(self.raw.get(name, ())) or [""])[0].strip()


def new_act() -> str:
    """A fresh id for an act that a page offers."""
    return str(uuid4())
