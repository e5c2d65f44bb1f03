"""Starting a case: who may, with what, and once only."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import identity
from activities.records.context import load_context
from activities.records.queries import cases
from activities.records.queries.views import CaseFull
from api.door import Door
from api.handlers import invalid
from api.identity.principal import Principal
from api.problems import Problem, refused
from api.services.engine import AlreadyOver
from api.services.keys import case_id, fingerprint
from workflows.clock import local_date
from workflows.kernel.forms import validate
from workflows.kernel.messages import ActResult, CaseStart, FieldError
from workflows.kernel.refusals import Refused, as_refusals
from workflows.kernel.roles import role_title
from workflows.kernel.state import Actor
from workflows.kernel.words import About
from workflows.procedures import procedures

MYSELF = "eu"


@dataclass(frozen=True)
class StartRequest:
    """What is asked: a procedure type, its input, and the legal date when it is not today's (a paper protocol).

    `party` is the organisation for which somebody who answers for several starts it, `MYSELF` for none of them.
    """

    type: str
    input: dict[str, Any] = field(default_factory=dict)
    started_on: date | None = None
    party: str | None = None


async def start_case(door: Door, principal: Principal, request: StartRequest, key: str | None = None) -> ActResult:
    """Start a case for `principal`; with the same `key` and request again, answer the same case.

    Answers when the first facts are recorded.

    Raises:
        Problem: 403 when the procedure is not theirs to start; 409 for a key that served another request, or when the
            norm forbids it; 422 with the fields that are wrong; 503.
    """
    about = startable(principal, request.type)
    checked = _checked_input(about, request)
    _check_date(door, principal, request.started_on)
    actor = _for_party(principal, request.party)
    id = case_id(request.type, principal.id, key)
    structlog.contextvars.bind_contextvars(case=id)
    async with door.records() as session:
        if key and (known := await _known(session, principal, key, id, request)):
            return known
        context = await load_context(session)
    start = CaseStart(
        id=id,
        type=request.type,
        input=checked,
        received_at=door.now(),
        started_by=actor,
        context=context,
        started_on=request.started_on,
        act=key and id,
    )
    _admit(door, request, start)
    try:
        return await door.engine.start(start)
    except AlreadyOver:
        return await _recorded(door, principal, id)


def startable(principal: Principal, type_id: str) -> About:
    """The procedure `type_id`, if `principal` may start it.

    Raises:
        Problem: 422 when there is no such procedure, 403 when it is for others to start.
    """
    procedure = procedures().get(type_id)
    if procedure is None:
        raise invalid((FieldError(field="type", code="enum", message="Este tipo de processo não existe."),))
    about: About = procedure.about
    if not principal.holds(*(role.id for role in about.started_by)):
        titles = ", ".join(role_title(role.id) for role in about.started_by)
        raise Problem("sem-permissao", f"Só pode iniciar este processo: {titles}.")
    return about


def _checked_input(about: About, request: StartRequest) -> dict[str, Any]:
    read = validate(about.input, request.input)
    if isinstance(read, tuple):
        errors = tuple(error.model_copy(update={"field": f"input.{error.field}".rstrip(".")}) for error in read)
        provision = next((error.provision for error in errors if error.provision), None)
        raise Problem("dados-invalidos", "Há campos a corrigir.", provision=provision, errors=errors)
    return read.model_dump(mode="json", exclude_none=True)


def _check_date(door: Door, principal: Principal, started_on: date | None) -> None:
    if started_on is None:
        return
    message = None
    if not principal.internal:
        message = "A data de início é a do recebimento; só o órgão pode informar outra."
    elif started_on > local_date(door.now()):
        message = "A data de início não pode estar no futuro."
    if message:
        raise invalid((FieldError(field="started_on", code="vedado", message=message),))


def _for_party(principal: Principal, party: str | None) -> Actor:
    """Whoever starts, for one organisation only: nobody else's people take part in the case."""
    actor = principal.actor
    if party is None and len(actor.parties) < 2:
        return actor
    if party not in (*actor.parties, MYSELF):
        message = "Diga em nome de qual das suas organizações."
        raise invalid((FieldError(field="party", code="parte", message=message),))
    return actor.model_copy(update={"parties": () if party == MYSELF else (party,)})


def _admit(door: Door, request: StartRequest, start: CaseStart) -> None:
    """Let the procedure refuse before a workflow exists."""
    procedure = procedures()[request.type]
    try:
        read = procedure.about.input.model_validate(start.input)
        with as_refusals():
            procedure.admit(read, start.started_on or local_date(door.now()), start.context)
    except Refused as no:
        raise refused(no.refusal) from None


async def _known(
    session: AsyncSession, principal: Principal, key: str, id: str, request: StartRequest
) -> ActResult | None:
    """The answer already given to this key, if any; claims the key for this request."""
    said = {"type": request.type, "input": request.input, "started_on": request.started_on}
    asked = fingerprint({**said, "party": request.party} if request.party else said)
    claimed = await identity.claim_key(session, principal.id, key, asked)
    if not claimed:
        raise Problem("conflito-de-chave")
    case = await cases.get_case(session, principal.viewer, id)
    return _result(case) if case else None


async def _recorded(door: Door, principal: Principal, id: str) -> ActResult:
    async with door.records() as session:
        case = await cases.get_case(session, principal.viewer, id)
    if case is None:
        raise Problem("motor-indisponivel", retry_after=5)
    return _result(case)


def _result(case: CaseFull) -> ActResult:
    return ActResult(case=case.id, recorded=case.last_seq, waits=case.waits, outcome=case.outcome)
