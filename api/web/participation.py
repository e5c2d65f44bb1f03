"""What anybody may bring without login: contributions to an open hearing, and reports of irregularities."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.register import PMIS, public_case
from activities.records.queries.sent import act_of
from activities.records.tables import CaseRow, DeadlineRow, FactRow
from api.door import Door
from api.problems import Problem, not_found
from api.services.engine import AlreadyOver
from api.services.keys import act_id, case_id
from api.services.protocols import secret_of
from workflows.execucao.parceria_em_curso import ParceriaEmCurso
from workflows.kernel.messages import Act, CaseStart, RefusalCode, Verb
from workflows.kernel.roles import CIDADAO, INTEGRACAO
from workflows.kernel.state import Actor, Context, FactKind

PUBLIC = Actor(id="publico", roles=(CIDADAO.id,))
PORTAL = Actor(id=PUBLIC.id, roles=(INTEGRACAO.id,))
"""Whoever says it is anybody; which partnership it is about is said by the portal."""
CONTRIBUTION = "pmis.contribuicao"
PERIOD = "pmis.prazo-da-oitiva"
REPORT = "representacao"


@dataclass(frozen=True)
class Contribution:
    """What somebody said to a hearing; `name` only when they asked for it to be published."""

    text: str
    name: str
    at: Any


async def hearings(session: AsyncSession, case_ids: Sequence[str]) -> set[str]:
    """Those of `case_ids` whose hearing is open now."""
    statement = select(CaseRow.id).where(col(CaseRow.id).in_(case_ids), col(CaseRow.events).contains([CONTRIBUTION]))
    return set((await session.exec(statement)).all())


async def hearing_ends(session: AsyncSession, case_ids: Sequence[str]) -> dict[str, date]:
    """Until when each hearing is open at the least, where a period was set; others are left out."""
    named = (col(DeadlineRow.case_id).in_(case_ids), col(DeadlineRow.decl) == PERIOD)
    found = (await session.exec(select(DeadlineRow).where(*named))).all()
    return {one.case_id: one.due for one in found if one.due is not None}


async def contributions(session: AsyncSession, case_id: str) -> list[Contribution]:
    """What was said to the hearing of a public case, oldest first."""
    statement = (
        select(FactRow)
        .where(
            col(FactRow.case_id) == case_id,
            col(FactRow.kind) == FactKind.EVENT_RECEIVED.value,
            col(FactRow.data)["event"].astext == CONTRIBUTION,
        )
        .order_by(col(FactRow.seq))
    )
    return [_contribution(row) for row in (await session.exec(statement)).all()]


def _contribution(row: FactRow) -> Contribution:
    form = row.data.get("form") or {}
    name = form.get("nome") if form.get("publicar_nome") else ""
    return Contribution(str(form.get("texto") or ""), str(name or ""), row.at)


async def contribute(door: Door, case_id: str, form: dict[str, Any], key: str) -> str:
    """Bring a contribution to the hearing of a public case; the same `key` never acts twice.

    Returns what opens its receipt (`api.services.protocols.secret_of`).

    Raises:
        Problem: 404 when the case is not public, 409 when its hearing is not open, 422, 503.
    """
    async with door.records() as session:
        if await public_case(session, case_id, (PMIS,)) is None:
            raise not_found("Não há proposta pública com esse endereço.")
        if case_id not in await hearings(session, [case_id]):
            raise Problem(RefusalCode.TOO_LATE, "A oitiva desta proposta não está aberta.")
    act = Act(
        id=act_id(PUBLIC.id, case_id, key),
        verb=Verb.EVENT,
        event=CONTRIBUTION,
        actor=PUBLIC,
        received_at=door.now(),
        form=form,
    )
    await door.engine.act(case_id, act)
    async with door.records() as session:
        sent = await act_of(session, case_id, act.id)
    return secret_of(sent) if sent else ""


async def report_irregularity(
    door: Door, context: Context, partnership: ParceriaEmCurso, form: dict[str, Any], key: str
) -> str:
    """Open the case of what somebody says of a partnership (art. 102, II); the same `key` opens one case only.

    Returns what opens its receipt (`api.services.protocols.secret_of`).

    Raises:
        Problem: what the norm refuses, and 503.
    """
    id = case_id(REPORT, PUBLIC.id, key)
    start = CaseStart(
        id=id,
        type=REPORT,
        input={"parceria": partnership.model_dump(mode="json"), **form},
        received_at=door.now(),
        started_by=PORTAL,
        context=context,
        act=id,
    )
    with suppress(AlreadyOver):
        await door.engine.start(start)
    async with door.records() as session:
        sent = await act_of(session, id, id)
    return secret_of(sent) if sent else ""
