"""People, units and tokens as the pages and the commands change them: one rule for both, each change a recorded fact.

Every function works in the transaction of its session, which the caller commits. `by` is the author, as
`activities.records.administration` has it.
"""

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.parties import party_of
from activities.records import identity
from activities.records.administration import What, administer, one_at_a_time
from activities.records.tables import UnitRow, UserRow
from api.identity.principal import Scope
from api.identity.secrets import digest, new_api_token
from workflows.kernel.roles import ADMINISTRADOR, ROLES
from workflows.parcerias.formularios import Cnpj

SHORTEST_PASSWORD = 12
"""Length is what protects: no mixture of signs is asked for (NIST SP 800-63B, 5.1.1)."""
LONGEST_TOKEN_DAYS = 3650
_LOGIN = re.compile(r"[\w.@-]{1,80}")
_UNIT = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_PARTY = re.compile(r"[A-Za-z0-9_-]{1,80}")
_CNPJ = TypeAdapter(Cnpj)
_SHOWN = ("login", "name", "unit", "roles", "parties", "email")


class Wrong(StrEnum):
    """Why a change is refused. Pages and commands say each in their own language."""

    NO_USER = "no-user"
    LOGIN_TAKEN = "login-taken"
    LOGIN_FORM = "login-form"
    ROLE = "role"
    UNIT = "unit"
    UNIT_FORM = "unit-form"
    CNPJ = "cnpj"
    PARTY = "party"
    SHORT_PASSWORD = "short-password"
    LAST_ADMINISTRATOR = "last-administrator"
    TOKEN_TAKEN = "token-taken"
    SCOPE = "scope"
    NO_TOKEN = "no-token"
    NO_ORGANIZATION = "no-organization"
    ORGANIZATION_TAKEN = "organization-taken"


class Refused(Exception):
    """A change that is not made: which value of which field is wrong, and what would do (`known`) where that helps."""

    def __init__(self, wrong: Wrong, field: str, value: str = "", known: Sequence[str] = ()) -> None:
        super().__init__(f"{wrong}: {value}")
        self.wrong, self.field, self.value, self.known = wrong, field, value, tuple(known)


def checked_roles(given: Iterable[str]) -> list[str]:
    """The roles as they are kept. Raises `Refused` for one that is not ours."""
    roles = list(dict.fromkeys(given))
    if unknown := sorted(set(roles) - set(ROLES)):
        raise Refused(Wrong.ROLE, "roles", ", ".join(unknown), tuple(ROLES))
    return roles


def checked_parties(given: Iterable[str]) -> list[str]:
    """Ids of organisations from ids and CNPJs, with or without punctuation. Raises `Refused`."""
    return list(dict.fromkeys(party_of(one) if _is_number(one) else _party_id(one) for one in given))


def checked_cnpjs(given: Iterable[str]) -> list[str]:
    """Ids of organisations from CNPJs alone. Raises `Refused` for one whose check digits do not fit."""
    return [party_of(checked_cnpj(one)) for one in given]


def checked_cnpj(given: str, field: str = "parties") -> str:
    """The CNPJ as fourteen letters and digits. Raises `Refused` on `field` when its check digits do not fit."""
    try:
        return str(_CNPJ.validate_python(given))
    except ValidationError:
        raise Refused(Wrong.CNPJ, field, given) from None


def checked_password(given: str) -> str:
    """The password, when it is long enough. Raises `Refused`."""
    if len(given) < SHORTEST_PASSWORD:
        raise Refused(Wrong.SHORT_PASSWORD, "password", known=(str(SHORTEST_PASSWORD),))
    return given


def new_password() -> str:
    """A password of 96 random bits, to be handed over once."""
    return secrets.token_urlsafe(12)


async def user_called(session: AsyncSession, login: str) -> UserRow:
    """The user with this login, active or not. Raises `Refused`."""
    user = await identity.user_by_login(session, login)
    if user is None:
        raise Refused(Wrong.NO_USER, "login", login)
    return user


async def add_user(
    session: AsyncSession, by: str, values: Mapping[str, Any], password_hash: str, user_id: str | None = None
) -> UserRow:
    """Make a user of `values` (`login`, `name`, and of `email`, `unit`, `roles`, `parties` what there is).

    Raises:
        Refused: the login is taken or has signs that no login has, a role or the unit is not known.
    """
    await one_at_a_time(session)
    row = UserRow(id=user_id or f"u-{secrets.token_hex(8)}", password_hash=password_hash, **values)
    if not _LOGIN.fullmatch(row.login):
        raise Refused(Wrong.LOGIN_FORM, "login", row.login)
    if await identity.user_by_login(session, row.login) is not None:
        raise Refused(Wrong.LOGIN_TAKEN, "login", row.login)
    await _check(session, row)
    await identity.put_user(session, row)
    after = {name: value for name, value in _shown(row).items() if value}
    await administer(session, by, What.USER_ADDED, {"user": row.id, "after": after})
    return row


async def change_user(session: AsyncSession, by: str, user_id: str, values: Mapping[str, Any]) -> bool:
    """Make the user like `values` in what they name; whether that changed anything.

    Raises:
        Refused: a role or the unit is not known, or nobody would be left to administer.
    """
    user = await _locked(session, user_id)
    changed = _with(user, values)
    await _check(session, changed)
    if ADMINISTRADOR.id not in changed.roles:
        await _not_the_last(session, user, "roles")
    before, after = _shown(user), _shown(changed)
    different = [name for name in _SHOWN if getattr(user, name) != getattr(changed, name)]
    if not different:
        return False
    await identity.put_user(session, changed)
    data = {"user": user.id, **{when: {one: said[one] for one in different}
                                for when, said in (("before", before), ("after", after))}}  # fmt: skip
    await administer(session, by, What.USER_CHANGED, data)
    return True


async def set_password(session: AsyncSession, by: str, user_id: str, password_hash: str) -> None:
    """Give the user a new password; whoever is signed in as this user is signed out. Raises `Refused`."""
    user = await _locked(session, user_id)
    await identity.put_user(session, _with(user, {"password_hash": password_hash}))
    await identity.end_sessions_of(session, user.id)
    await administer(session, by, What.USER_PASSWORD, {"user": user.id})


async def set_active(session: AsyncSession, by: str, user_id: str, active: bool) -> None:
    """Let the user enter no more, by page or token, or let them enter again. What they did stays theirs.

    Raises:
        Refused: nobody would be left to administer.
    """
    user = await _locked(session, user_id)
    if user.active == active:
        return
    if not active:
        await _not_the_last(session, user, "")
        await identity.end_sessions_of(session, user.id)
    await identity.put_user(session, _with(user, {"active": active}))
    data = {"user": user.id, "before": {"active": user.active}, "after": {"active": active}}
    await administer(session, by, What.USER_RETURNED if active else What.USER_LEFT, data)


async def put_unit(session: AsyncSession, by: str, unit_id: str, name: str, roles: Sequence[str]) -> None:
    """Make a unit, or make the one with this id like this. Raises `Refused` for an unknown role or a wrong id."""
    if not _UNIT.fullmatch(unit_id):
        raise Refused(Wrong.UNIT_FORM, "id", unit_id)
    await one_at_a_time(session)
    known = next((unit for unit in await identity.list_units(session) if unit.id == unit_id), None)
    row = UnitRow(id=unit_id, name=name, roles=checked_roles(roles), calendar=known.calendar if known else None)
    kept = {"name", "roles"}
    before, after = known.model_dump(include=kept) if known else None, row.model_dump(include=kept)
    if before == after:
        return
    await identity.put_unit(session, row)
    await administer(session, by, What.UNIT, {"unit": unit_id, "before": before, "after": after})


async def make_token(
    session: AsyncSession, by: str, user_id: str, name: str, scopes: Sequence[str], expires_at: datetime
) -> str:
    """A new API token of the user, to be shown this once; all scopes but `admin` when none is named.

    Raises:
        Refused: an unknown scope, or the user has a token of that name, revoked ones included.
    """
    known = [str(item) for item in Scope]
    chosen = list(dict.fromkeys(scopes)) or [item for item in known if item != Scope.ADMIN]
    if unknown := sorted(set(chosen) - set(known)):
        raise Refused(Wrong.SCOPE, "scopes", ", ".join(unknown), known)
    user = await _locked(session, user_id)
    if any(token.name == name for token in await identity.list_tokens(session, user.id)):
        raise Refused(Wrong.TOKEN_TAKEN, "name", name, (user.login,))
    secret = new_api_token()
    await identity.add_token(session, digest(secret), name=name, user_id=user.id, scopes=chosen, expires_at=expires_at)
    told = {"name": name, "scopes": chosen, "expires_at": expires_at.isoformat()}
    await administer(session, by, What.TOKEN_MADE, {"user": user.id, "after": told})
    return secret


async def revoke_token(session: AsyncSession, by: str, user_id: str, name: str, now: datetime) -> None:
    """Revoke a token of the user by its name: it stops working at once. Raises `Refused` if none still works."""
    user = await _locked(session, user_id)
    if not await identity.revoke_token(session, user.id, name, now):
        raise Refused(Wrong.NO_TOKEN, "name", name, (user.login,))
    await administer(session, by, What.TOKEN_REVOKED, {"user": user.id, "before": {"name": name}})


def expiry(now: datetime, days: int) -> datetime:
    """When a token made now for `days` continuous days expires."""
    return now + timedelta(days=days)


async def _locked(session: AsyncSession, user_id: str) -> UserRow:
    await one_at_a_time(session)
    user = await identity.get_user(session, user_id)
    if user is None:
        raise Refused(Wrong.NO_USER, "login", user_id)
    await session.refresh(user)
    return user


def _with(user: UserRow, values: Mapping[str, Any]) -> UserRow:
    return UserRow(**{**user.model_dump(), **values})


async def _check(session: AsyncSession, row: UserRow) -> None:
    checked_roles(row.roles)
    known = [unit.id for unit in await identity.list_units(session)]
    if row.unit is not None and row.unit not in known:
        raise Refused(Wrong.UNIT, "unit", row.unit, known)


async def _not_the_last(session: AsyncSession, user: UserRow, field: str) -> None:
    if not user.active or ADMINISTRADOR.id not in user.roles:
        return
    others = await identity.list_users(session, role=ADMINISTRADOR.id)
    if all(one.id == user.id for one in others):
        raise Refused(Wrong.LAST_ADMINISTRATOR, field, user.login)


def _shown(user: UserRow) -> dict[str, Any]:
    """What the record says of a user."""
    said = user.model_dump(include=set(_SHOWN))
    return {**said, "email": _masked(user.email)}


def _masked(email: str | None) -> str | None:
    """`n…@mt.gov.br`: enough to see that an address changed."""
    if not email:
        return email
    name, _, host = email.rpartition("@")
    return f"{name[:1]}…@{host}"


def _is_number(text: str) -> bool:
    bare = re.sub(r"[.\-/\s]", "", text)
    if len(bare) != 14 or not bare[-2:].isdigit() or text.startswith("org-"):
        return False
    checked_cnpj(bare)
    return True


def _party_id(text: str) -> str:
    if not _PARTY.fullmatch(text):
        raise Refused(Wrong.PARTY, "parties", text)
    return text
