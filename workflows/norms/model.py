"""A norm, its provisions, and each provision's texts over time. Made once, when the norms are loaded; never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from workflows.norms import citation
from workflows.norms.errors import NotInForce, UnknownProvision


@dataclass(frozen=True, slots=True)
class Act:
    """A normative act that changed a norm: its citation, the day its text came into force, where it can be read."""

    citation: str
    since: date
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a provision, summarised, in force from `since` to `until`, both included; None is still in force.

    `act` is the act that gave this text, None for the original one; `ended_by` the act that replaced or revoked it.
    """

    since: date
    summary: str
    until: date | None = None
    act: Act | None = None
    ended_by: Act | None = None

    def covers(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True, eq=False)
class Provision:
    """A place in a norm that something can cite. Equal by identity: there is one object for each id.

    In pydantic models it travels as its id. `note` tells of a slip in the norm's own text and how it is read here.
    """

    id: str
    norm: Norm = field(repr=False)
    path: str
    versions: tuple[Version, ...]
    note: str | None = None

    @property
    def short(self) -> str:
        """Without the norm: "art. 14, § 1º"."""
        return citation.render(self.path)

    @property
    def citation(self) -> str:
        """With the norm: "Decreto 167/2019, art. 14, § 1º"."""
        return f"{self.norm.title}, {self.short}"

    @property
    def summary(self) -> str:
        """One plain pt-BR sentence, in our words, of the latest text."""
        return self.versions[-1].summary

    @property
    def official_url(self) -> str | None:
        """Where the latest text is published officially, when known."""
        latest = self.versions[-1].act
        return (latest.url if latest else None) or self.norm.url

    @property
    def parent(self) -> Provision | None:
        above = citation.parent_path(self.path)
        return self.norm.at(above) if above else None

    @property
    def children(self) -> tuple[Provision, ...]:
        """The provisions one level below, in the order of the norm."""
        return tuple(other for other in self.norm if citation.parent_path(other.path) == self.path)

    def vigente_em(self, on: date) -> Version:
        """The text in force on that legal date. Raises NotInForce when there is none."""
        for version in self.versions:
            if version.covers(on):
                return version
        raise NotInForce(self, on)

    def __str__(self) -> str:
        return self.citation

    def __reduce__(self) -> tuple[Callable[[str], Provision], tuple[str]]:
        from workflows.norms.library import provision

        return provision, (self.id,)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from workflows.norms.library import provision

        by_id = core_schema.no_info_after_validator_function(_known(provision), core_schema.str_schema())
        return core_schema.json_or_python_schema(
            json_schema=by_id,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), by_id]),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda it: it.id),
        )


def _known(find: Callable[[str], Provision]) -> Callable[[str], Provision]:
    def look_up(id: str) -> Provision:
        try:
            return find(id)
        except UnknownProvision as missing:
            raise ValueError(str(missing)) from missing

    return look_up


@dataclass(frozen=True, slots=True, eq=False)
class Norm:
    """A law, decree or work plan: `title` as cited ("Decreto 167/2019"), `ementa` in our words.

    `since` is its first day in force, `url` the official place of its text (None when not known), `amendments` the acts
    that changed it, oldest first. Iterating gives its provisions in the order of the text.
    """

    id: str
    title: str
    ementa: str
    since: date
    url: str | None = None
    amendments: tuple[Act, ...] = ()
    _by_path: Mapping[str, Provision] = field(default_factory=dict, repr=False)

    def art(
        self, article: int, *, par: int | str | None = None, inciso: str | None = None, alinea: str | None = None
    ) -> Provision:
        """A place in an article: `art(14, par=1)`, `art(31, inciso="I", alinea="a")`, `art(13, par="unico")`.

        Raises UnknownProvision when the norm has no such place, or when it is not among those loaded.
        """
        return self.at(citation.path(article, par=par, inciso=inciso, alinea=alinea))

    def item(self, code: str) -> Provision:
        """An action of a work plan's table, such as `item("A5")`. Raises UnknownProvision."""
        return self.at(f"item-{code}")

    def at(self, path: str) -> Provision:
        """By path inside the norm (see workflows.norms.citation). Raises UnknownProvision."""
        try:
            return self._by_path[path]
        except KeyError:
            raise UnknownProvision(f"{self.title} não tem o dispositivo {path!r}") from None

    def __iter__(self) -> Iterator[Provision]:
        return iter(self._by_path.values())

    def __len__(self) -> int:
        return len(self._by_path)

    def __str__(self) -> str:
        return self.title

    def __reduce__(self) -> tuple[Callable[[str], Norm], tuple[str]]:
        from workflows.norms.library import norm

        return norm, (self.id,)
