"""Who may enter and for whom: users, units, organisations, sessions, tokens, the answers kept for repeated requests.

Secrets come hashed.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from activities.records.tables.base import Table, instant, json_object, now, text_list


class UnitRow(Table, table=True):
    """A unit of the body. `roles` are the competences its people hold: its inbox is what is asked of them."""

    __tablename__ = "units"

    id: str = Field(primary_key=True)
    name: str
    roles: list[str] = Field(sa_column=text_list())
    calendar: str | None = None


class UserRow(Table, table=True):
    """A person or a system. `id` is opaque and is what facts name; `parties` are the organisations answered for."""

    __tablename__ = "users"

    id: str = Field(primary_key=True)
    login: str
    name: str
    email: str | None = None
    password_hash: str | None = None
    unit: str | None = None
    roles: list[str] = Field(sa_column=text_list())
    parties: list[str] = Field(sa_column=text_list())
    active: bool = True
    created_at: datetime = Field(default_factory=now, sa_column=instant(now=True))

    __table_args__ = (ForeignKeyConstraint(["unit"], ["units.id"]), UniqueConstraint("login"))


Index("ix_users_roles", UserRow.roles, postgresql_using="gin")  # type: ignore[arg-type]
Index("ix_users_email", func.lower(UserRow.email))


class OrganizationRow(Table, table=True):
    """An organisation of the outside, such as an OSC. `id` is `activities.parties.party_of` its CNPJ: what cases and
    users name.

    `cnpj` is fourteen letters and digits without punctuation; `known_as` is a shorter name, where it has one.
    """

    __tablename__ = "organizations"

    id: str = Field(primary_key=True)
    cnpj: str
    name: str
    known_as: str | None = None
    created_at: datetime = Field(default_factory=now, sa_column=instant(now=True))

    __table_args__ = (UniqueConstraint("cnpj"), CheckConstraint("cnpj ~ '^[0-9A-Z]{12}[0-9]{2}$'", name="cnpj"))


Index("ix_users_parties", UserRow.parties, postgresql_using="gin")  # type: ignore[arg-type]


class SessionRow(Table, table=True):
    """A signed-in browser. `id` is the hash of what the cookie holds."""

    __tablename__ = "sessions"

    id: str = Field(primary_key=True)
    user_id: str = Field(index=True)
    created_at: datetime = Field(default_factory=now, sa_column=instant(now=True))
    expires_at: datetime = Field(sa_column=instant())
    seen_at: datetime | None = Field(default=None, sa_column=instant(null=True))
    data: dict[str, Any] = Field(sa_column=json_object())

    __table_args__ = (ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="CASCADE"),)


class TokenRow(Table, table=True):
    """An API token. `hash` is all that is kept of it."""

    __tablename__ = "tokens"

    hash: str = Field(primary_key=True)
    name: str
    user_id: str
    scopes: list[str] = Field(sa_column=text_list())
    created_at: datetime = Field(default_factory=now, sa_column=instant(now=True))
    expires_at: datetime | None = Field(default=None, sa_column=instant(null=True))
    last_used: datetime | None = Field(default=None, sa_column=instant(null=True))
    revoked_at: datetime | None = Field(default=None, sa_column=instant(null=True))

    __table_args__ = (
        ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="CASCADE"),
        UniqueConstraint("user_id", "name"),
    )


class IdempotencyRow(Table, table=True):
    """What was answered to a request with an idempotency key. `status` is empty while the first one is being served."""

    __tablename__ = "idempotency"

    user_id: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    request_hash: str
    status: int | None = None
    response: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB, nullable=True))
    created_at: datetime = Field(default_factory=now, sa_column=instant(now=True))

    __table_args__ = (
        CheckConstraint("response IS NULL OR status IS NOT NULL", name="answered"),
        Index(None, "created_at"),
    )
