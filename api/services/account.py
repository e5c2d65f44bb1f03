"""One's own password, changed by whoever knows it."""

import asyncio
from datetime import timedelta
from enum import StrEnum

from activities.records import identity
from api.door import Door
from api.identity.authentication import PASSWORD_LIMIT
from api.identity.principal import Principal, Via
from api.identity.secrets import digest, new_secret
from api.problems import Problem
from api.services import people


class WrongPassword(StrEnum):
    """Why a password is not changed."""

    CURRENT = "current"
    SHORT = "short"
    LONG = "long"
    SAME = "same"
    DIFFERENT = "different"


def wrong_choice(current: str, new: str, again: str) -> WrongPassword | None:
    """What is wrong with the new password, whatever the current one is."""
    if len(new) < people.SHORTEST_PASSWORD:
        return WrongPassword.SHORT
    if len(new) > PASSWORD_LIMIT:
        return WrongPassword.LONG
    if new == current:
        return WrongPassword.SAME
    return WrongPassword.DIFFERENT if new != again else None


async def change_password(door: Door, who: Principal, current: str, new: str, again: str) -> WrongPassword | str:
    """Give `who` the password `new`, if `current` is theirs: the secret of a new session, all others being over.

    Raises:
        Problem: 403 for a token, which says nothing of who holds it; 429 when tried as often as signing in may be.
    """
    if who.via is not Via.SESSION:
        raise Problem("sem-permissao", "A senha só se muda por quem entrou com ela.")
    if wrong := wrong_choice(current, new, again):
        return wrong
    await door.limiter.hit(door.settings.login_limit, "password", who.id)
    async with door.records() as session:
        user = await identity.get_user(session, who.id)
    if not await door.passwords.verify(current[:PASSWORD_LIMIT], user.password_hash if user else None):
        return WrongPassword.CURRENT
    password_hash = await asyncio.to_thread(door.passwords.hash, new)
    secret = new_secret()
    async with door.changes() as session:
        await people.set_password(session, who.id, who.id, password_hash)
        expires_at = door.now() + timedelta(hours=door.settings.session_hours)
        await identity.begin_session(session, digest(secret), who.id, expires_at)
        await session.commit()
    return secret
