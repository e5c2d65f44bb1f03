"""Statements on users, sessions, tokens and repeated requests. Secrets arrive hashed; whoever calls commits."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.tables import IdempotencyRow, SessionRow, TokenRow, UnitRow, UserRow

_NOTED_EACH = timedelta(minutes=5)

# Asked at each request, so made once: putting a statement together costs as much as reading a row.
_OF_SESSION = (
    select(SessionRow, UserRow)
    .join(UserRow, col(UserRow.id) == col(SessionRow.user_id))
    .where(
        col(SessionRow.id) == bindparam("id"),
        col(SessionRow.expires_at) > bindparam("now"),
        col(UserRow.active).is_(True),
    )
)
_OF_TOKEN = (
    select(TokenRow, UserRow)
    .join(UserRow, col(UserRow.id) == col(TokenRow.user_id))
    .where(col(TokenRow.hash) == bindparam("hash"), col(TokenRow.revoked_at).is_(None), col(UserRow.active).is_(True))
)
_CLAIM = (
    insert(IdempotencyRow.__table__)  # type: ignore[attr-defined]
    .values({name: bindparam(name) for name in ("user_id", "key", "request_hash")})
    .on_conflict_do_nothing()
    .returning(col(IdempotencyRow.request_hash))
)


async def user_by_login(session: AsyncSession, login: str) -> UserRow | None:
    """Whoever signs in as `login`, active or not."""
    return (await session.exec(select(UserRow).where(col(UserRow.login) == login))).one_or_none()


async def get_user(session: AsyncSession, user_id: str) -> UserRow | None:
    """The user with this id, active or not."""
    return await session.get(UserRow, user_id)


async def list_users(session: AsyncSession, *, role: str | None = None, party: str | None = None) -> Sequence[UserRow]:
    """Active users by name; those who hold `role`, or who answer for `party`, when given."""
    statement = select(UserRow).where(col(UserRow.active).is_(True)).order_by(col(UserRow.name), col(UserRow.id))
    if role is not None:
        statement = statement.where(col(UserRow.roles).contains([role]))
    if party is not None:
        statement = statement.where(col(UserRow.parties).contains([party]))
    return (await session.exec(statement)).all()


async def list_everybody(session: AsyncSession) -> Sequence[UserRow]:
    """Every user by name, those who left too."""
    return (await session.exec(select(UserRow).order_by(col(UserRow.name), col(UserRow.id)))).all()


async def names_of(session: AsyncSession, user_ids: Sequence[str]) -> dict[str, str]:
    """Names by user id; ids of nobody are left out."""
    statement = select(UserRow.id, UserRow.name).where(col(UserRow.id).in_(user_ids))
    return dict(iter(await session.exec(statement)))


async def parties_of(session: AsyncSession, user_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The organisations that each of these users answers for; ids of nobody are left out."""
    statement = select(UserRow.id, UserRow.parties).where(col(UserRow.id).in_(user_ids))
    return {id: tuple(parties) for id, parties in (await session.exec(statement)).all()}


async def put_user(session: AsyncSession, user: UserRow) -> None:
    """Make the user, or make the one with the same id like this. The moment of making stays."""
    await _put(session, UserRow, user.model_dump(exclude={"created_at"}))


async def put_unit(session: AsyncSession, unit: UnitRow) -> None:
    """Make the unit, or make the one with the same id like this."""
    await _put(session, UnitRow, unit.model_dump())


async def list_units(session: AsyncSession) -> Sequence[UnitRow]:
    """All units by name."""
    return (await session.exec(select(UnitRow).order_by(col(UnitRow.name)))).all()


async def begin_session(session: AsyncSession, session_id: str, user_id: str, expires_at: datetime) -> None:
    """Open a browser's session; `session_id` is the hash of its secret."""
    session.add(SessionRow(id=session_id, user_id=user_id, expires_at=expires_at, data={}))
    await session.flush()


async def session_user(session: AsyncSession, session_id: str, now: datetime) -> UserRow | None:
    """Whose session it is, while it has not expired and the user is active. That it was seen is noted now and then."""
    found = (await session.exec(_OF_SESSION, params={"id": session_id, "now": now})).one_or_none()
    if found is None:
        return None
    known, user = found
    if known.seen_at is None or now - known.seen_at > _NOTED_EACH:
        await session.exec(update(SessionRow).where(col(SessionRow.id) == session_id).values(seen_at=now))
    return user


async def end_session(session: AsyncSession, session_id: str) -> None:
    """Close a session; nothing happens when there is none."""
    await session.exec(delete(SessionRow).where(col(SessionRow.id) == session_id))


async def end_sessions_of(session: AsyncSession, user_id: str) -> None:
    """Close every session of a user (a changed password, a person who left)."""
    await session.exec(delete(SessionRow).where(col(SessionRow.user_id) == user_id))


async def add_token(
    session: AsyncSession,
    token_hash: str,
    *,
    name: str,
    user_id: str,
    scopes: Sequence[str],
    expires_at: datetime | None = None,
) -> None:
    """Keep a new API token. Raises sqlalchemy.exc.IntegrityError when the user has one of that name."""
    session.add(TokenRow(hash=token_hash, name=name, user_id=user_id, scopes=list(scopes), expires_at=expires_at))
    await session.flush()


async def token_user(session: AsyncSession, token_hash: str, now: datetime) -> tuple[TokenRow, UserRow] | None:
    """A token and whose it is, while it is neither expired nor revoked and the user is active. Its use is noted."""
    found = (await session.exec(_OF_TOKEN, params={"hash": token_hash})).one_or_none()
    if found is None or (found[0].expires_at is not None and found[0].expires_at <= now):
        return None
    token, user = found
    if token.last_used is None or now - token.last_used > _NOTED_EACH:
        await session.exec(update(TokenRow).where(col(TokenRow.hash) == token_hash).values(last_used=now))
    return token, user


async def list_tokens(session: AsyncSession, user_id: str) -> Sequence[TokenRow]:
    """The tokens of a user, revoked ones too, newest first."""
    statement = select(TokenRow).where(col(TokenRow.user_id) == user_id).order_by(col(TokenRow.created_at).desc())
    return (await session.exec(statement)).all()


async def revoke_token(session: AsyncSession, user_id: str, name: str, now: datetime) -> bool:
    """Revoke a user's token by its name; whether there was one to revoke."""
    named = (col(TokenRow.user_id) == user_id, col(TokenRow.name) == name, col(TokenRow.revoked_at).is_(None))
    revoked = update(TokenRow).where(*named).values(revoked_at=now).returning(col(TokenRow.name))
    return (await session.exec(revoked)).one_or_none() is not None


async def claim_key(session: AsyncSession, user_id: str, key: str, request_hash: str) -> bool:
    """Claim an idempotency key for a request. False when the key served another request before."""
    values = {"user_id": user_id, "key": key, "request_hash": request_hash}
    if (await session.exec(_CLAIM, params=values)).one_or_none() is not None:
        return True
    known = await session.get(IdempotencyRow, (user_id, key))
    return known is not None and known.request_hash == request_hash


async def keep_answer(session: AsyncSession, user_id: str, key: str, status: int, response: dict[str, Any]) -> None:
    """Keep what was answered to a claimed key."""
    row = (col(IdempotencyRow.user_id) == user_id, col(IdempotencyRow.key) == key)
    await session.exec(update(IdempotencyRow).where(*row).values(status=status, response=response))


async def kept_answer(session: AsyncSession, user_id: str, key: str) -> tuple[int, dict[str, Any]] | None:
    """What was answered to a key, if it was."""
    row = await session.get(IdempotencyRow, (user_id, key))
    return (row.status, row.response or {}) if row is not None and row.status is not None else None


async def forget_old(session: AsyncSession, now: datetime, keys_for: timedelta) -> None:
    """Remove expired sessions, and idempotency keys older than `keys_for`."""
    await session.exec(delete(SessionRow).where(col(SessionRow.expires_at) <= now))
    await session.exec(delete(IdempotencyRow).where(col(IdempotencyRow.created_at) < now - keys_for))


async def _put(session: AsyncSession, table: Any, values: dict[str, Any]) -> None:
    statement = insert(table).values(values)
    changed = {name: value for name, value in values.items() if name != "id"}
    await session.exec(statement.on_conflict_do_update(index_elements=["id"], set_=changed))
