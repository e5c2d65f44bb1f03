"""What stands on a document, whatever its template: made of plain values, so that the press needs nothing else."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from workflows.kernel.issuing import Template


class Value(BaseModel):
    """Base of what is printed: frozen, and refusing what it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Body(Value):
    """The public body of the letterhead; `unit` is the part of it that issues, if one is named."""

    state: str
    name: str
    unit: str = ""


class Field(Value):
    """A short answer beside its label."""

    kind: Literal["field"] = "field"
    label: str
    text: str


class Text(Value):
    """A long answer under its label."""

    kind: Literal["text"] = "text"
    label: str
    paragraphs: tuple[str, ...]


class Clause(Value):
    """One numbered clause; its number is its place, unless the norm that asks for it gives it one (`mark`)."""

    mark: str = ""
    title: str
    paragraphs: tuple[str, ...]


class Clauses(Value):
    """Clauses, numbered as the template numbers them."""

    kind: Literal["clauses"] = "clauses"
    label: str
    items: tuple[Clause, ...]


class Table(Value):
    """Rows of cells under their heads; the amounts are in the last column."""

    kind: Literal["table"] = "table"
    label: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = Field | Text | Clauses | Table


class Signatory(Value):
    """Who stands for the document, as what, on which day ("8 de junho de 2026")."""

    name: str
    role: str
    day: str


class Paper(Value):
    """One document. `heading` is its kind with its number ("Despacho nº 3/2026"), `case` the case as people call it.

    `day` is `date` in words; `link` is where the document is verified, `address` where its code is asked for.
    """

    template: Template
    version: int
    body: Body
    heading: str
    title: str
    case: str
    subject: str
    fact: int
    provision: str
    place: str
    date: date
    day: str
    to: str = ""
    parts: tuple[Part, ...] = ()
    signatures: tuple[Signatory, ...] = ()
    code: str
    link: str

    @property
    def address(self) -> str:
        """The address as people type it, without scheme and code."""
        return self.link.partition("://")[2].rpartition("/")[0]
