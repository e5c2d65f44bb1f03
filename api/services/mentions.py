"""Whom a comment mentions by `@login`: people of the body, who read every case and the comments on it.

Outsiders read no comments but their own, so they are not mentioned, and what they write mentions nobody: it would tell
them which logins there are.
"""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from pydantic import BaseModel
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import identity
from activities.records.queries.cases import get_case
from activities.records.queries.views import TaskView
from activities.records.tables import UserRow
from activities.records.words import fold
from api.handlers import invalid
from api.identity.principal import Principal
from workflows.kernel.messages import FieldError
from workflows.kernel.roles import ROLES

MOST_SUGGESTED = 8
_MENTION = re.compile(r"(?<![\w.@+-])@(\w[\w.@-]{0,79})")


class PersonOut(BaseModel):
    """Somebody who may be mentioned, as `@login`."""

    login: str
    name: str


def logins_in(text: str) -> tuple[str, ...]:
    """The logins that `text` mentions, each once, as they are kept: in lower case, without the dot of a sentence."""
    return tuple(dict.fromkeys(found.lower().rstrip(".-@") for found in _MENTION.findall(text)))


async def mentions_in(session: AsyncSession, who: Principal, text: str) -> tuple[str, ...]:
    """The ids of the people whom `text`, written by `who`, mentions.

    Raises:
        Problem: 422 when it mentions nobody of the body by one of its `@`.
    """
    wanted = logins_in(text) if who.internal else ()
    if not wanted:
        return ()
    known = {person.login: person for person in await _insiders(session)}
    if missing := [login for login in wanted if login not in known]:
        raise invalid((FieldError(field="text", code="mencao", message=_nobody(missing[0], list(known))),))
    return tuple(known[login].id for login in wanted)


async def mentionable(session: AsyncSession, who: Principal, task: TaskView, words: str) -> list[PersonOut]:
    """The first eight whom `who` may mention on `task` and whose name or login has a word that begins as `words`.

    Whoever is impeded in the case is left out; to outsiders nobody is named.
    """
    case = await get_case(session, who.viewer, task.case_id) if who.internal else None
    if case is None:
        return []
    barred = {who.id, *(one.user for one in case.impeded)}
    found = [one for one in await _insiders(session) if one.id not in barred and _begins(one, fold(words))]
    return [PersonOut(login=one.login, name=one.name) for one in found[:MOST_SUGGESTED]]


async def _insiders(session: AsyncSession) -> Sequence[UserRow]:
    users = await identity.list_users(session)
    return [user for user in users if any(role in ROLES and not ROLES[role].external for role in user.roles)]


def _begins(person: UserRow, words: str) -> bool:
    name = fold(person.name)
    return fold(person.login).startswith(words) or name.startswith(words) or f" {words}" in name


def _nobody(login: str, known: Sequence[str]) -> str:
    close = get_close_matches(login, known, n=1)
    meant = f" Seria @{close[0]}?" if close else ""
    return f"Não há pessoa do órgão com o usuário @{login}.{meant} Corrija, ou tire a arroba"
