"""Acts of persons on tasks, deadlines and events, as the door sends them to their case."""

from collections.abc import Sequence
from typing import Any

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import identity
from activities.records.queries.views import TaskView
from api.door import Door
from api.handlers import invalid
from api.identity.principal import Principal
from api.problems import Problem
from api.services.access import case_for_events, task_header, visible_deadline
from api.services.documents import own_reference
from api.services.keys import act_id, fingerprint
from api.services.mentions import mentions_in
from api.services.naming import with_ids
from api.services.substituting import actor_on
from workflows.kernel import registry
from workflows.kernel.messages import Act, ActResult, FieldError, Verb
from workflows.kernel.state import Actor
from workflows.kernel.words import Event

HANDED_OVER = {Verb.DELEGATE, Verb.REASSIGN}


async def act_on_task(
    door: Door, principal: Principal, task: str, verb: Verb, key: str | None = None, **content: Any
) -> ActResult:
    """Do `verb` on a task; `content` are the further fields of `Act` that the verb needs. `to` may be an id or a login.

    Answers when the resulting facts are recorded. With the same `key` again, nothing is done twice. What the holder of
    the task would do is done in their stead while they are away and `principal` covers them.

    Raises:
        Problem: 404 when the task is not there for this person; 409 for a key that served another request; whatever the
            case refuses; 503.
    """
    async with door.records() as session:
        found = await task_header(session, principal, task)
        if content.get("to"):
            content["to"] = await _person(session, found, verb, content["to"])
        if verb is Verb.COMMENT and (mentions := await mentions_in(session, principal, content.get("text") or "")):
            content["mentions"] = mentions
        if verb is Verb.COMPLETE:
            content["form"] = await with_ids(session, registry.task_of(found.decl).form, content.get("form") or {})
        actor = await actor_on(session, principal, found, verb, door.now())
    return await _send(door, principal, found.case_id, key, actor, verb=verb, task=task, **content)


async def bring_event(
    door: Door,
    principal: Principal,
    case: str,
    event: str,
    form: dict[str, Any],
    key: str | None = None,
    files: Sequence[str] = (),
) -> ActResult:
    """Bring `event` (the id of its declaration) to a case, with `files`: the ids of documents that `principal` sent.

    Raises `Problem` as `act_on_task` does, and 422 for a file that is not theirs.
    """
    async with door.records() as session:
        await case_for_events(session, principal, case)
        if isinstance(brought := registry.declarations().get(event), Event):
            form = await with_ids(session, brought.form, form)
    sent: dict[str, Any] = {"documents": [await own_reference(door, principal, one) for one in files]} if files else {}
    return await _send(door, principal, case, key, verb=Verb.EVENT, event=event, form=form, **sent)


async def act_on_deadline(
    door: Door, principal: Principal, deadline: str, verb: Verb, key: str | None = None, **content: Any
) -> ActResult:
    """Suspend, resume or extend a deadline. Raises `Problem` as `act_on_task` does."""
    async with door.records() as session:
        found = await visible_deadline(session, principal, deadline)
    return await _send(door, principal, found.case_id, key, verb=verb, deadline=deadline, **content)


async def _send(
    door: Door, principal: Principal, case: str, key: str | None, actor: Actor | None = None, **content: Any
) -> ActResult:
    structlog.contextvars.bind_contextvars(case=case)
    if key:
        await _claim(door, principal, key, {"case": case, **content})
    who = actor or principal.actor
    act = Act(id=act_id(principal.id, case, key), actor=who, received_at=door.now(), **content)
    return await door.engine.act(case, act)


async def _claim(door: Door, principal: Principal, key: str, content: dict[str, Any]) -> None:
    async with door.records() as session:
        claimed = await identity.claim_key(session, principal.id, key, fingerprint(content))
    if not claimed:
        raise Problem("conflito-de-chave")


async def _person(session: AsyncSession, task: TaskView, verb: Verb, named: str) -> str:
    """The id of the person named by id or login, who must be able to do the task when it is handed to them."""
    user = await identity.get_user(session, named) or await identity.user_by_login(session, named)
    message = None
    if user is None or not user.active:
        message = "Não há pessoa com este identificador."
    elif verb in HANDED_OVER and task.role not in user.roles:
        message = "Essa pessoa não tem o papel que a tarefa pede."
    elif verb in HANDED_OVER and task.party is not None and task.party not in user.parties:
        message = "Essa pessoa não responde por esta parte do processo."
    if message or user is None:
        field = "to" if verb in HANDED_OVER else "person"
        raise invalid((FieldError(field=field, code="pessoa", message=message or ""),))
    return user.id
