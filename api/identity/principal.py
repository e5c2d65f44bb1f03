"""Whoever asks, and how that was established."""

from dataclasses import dataclass
from enum import StrEnum

from activities.records.queries.viewer import Viewer
from workflows.kernel.roles import ADMINISTRADOR, GESTAO
from workflows.kernel.state import Actor


class Scope(StrEnum):
    """What a token may be used for. A session holds them all; the user's roles still decide."""

    READ = "read"
    ACT = "act"
    START = "start"
    ADMIN = "admin"


class Via(StrEnum):
    """How it was established who asks."""

    SESSION = "session"
    TOKEN = "token"


@dataclass(frozen=True)
class Principal:
    """An authenticated user. `key` names the session or token; `csrf` is the form token of a session, else empty."""

    id: str
    login: str
    name: str
    roles: tuple[str, ...]
    unit: str | None
    parties: tuple[str, ...]
    via: Via
    key: str
    scopes: frozenset[Scope] = frozenset(Scope)
    csrf: str = ""

    @property
    def actor(self) -> Actor:
        """How the kernel sees this person."""
        return Actor(id=self.id, roles=self.roles, unit=self.unit, parties=self.parties)

    @property
    def viewer(self) -> Viewer:
        """How the records see this person: what of them may be shown."""
        return Viewer(user_id=self.id, roles=self.roles, unit=self.unit, parties=self.parties)

    @property
    def internal(self) -> bool:
        """Holds a role of the body, so sees the body's cases; the others see only what they take part in."""
        return self.viewer.internal

    @property
    def in_room(self) -> bool:
        """Is from outside and answers for an organisation, whose room is where they begin."""
        return bool(self.parties) and not self.internal

    @property
    def manager(self) -> bool:
        return GESTAO.id in self.roles

    @property
    def administrator(self) -> bool:
        return ADMINISTRADOR.id in self.roles

    def holds(self, *roles: str) -> bool:
        """Whether any of `roles` is held."""
        return any(role in self.roles for role in roles)
