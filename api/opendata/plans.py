"""The compliance of every work plan in numbers: counted in the database, in slices of plans."""

from collections.abc import AsyncIterator, Iterable

from sqlalchemy import and_, or_, text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.views import FactView
from activities.records.tables import CaseRow, FactRow
from api.opendata.rows import CumprimentoDePlano, Row
from api.opendata.sources import Setting, case_number
from api.web.views.cumprimento import BELOW, PLAN, Running, running_plan
from workflows.clock import ZONE
from workflows.cooperacao.acontecimentos import ALTERACAO
from workflows.kernel.state import CaseStatus, FactKind

SLICE = 50
"""Plans read together: a plan may ask for thousands of acts, of which the database gives only the counts."""

# As `api.web.views.cumprimento` tells how one act stands, and to which year it belongs.
_COUNTED = text("""
SELECT case_id, coalesce(party, '') AS party, split_part(subject, ' ', 1) AS action, year, min(title) AS title,
       count(*) AS asked, count(*) FILTER (WHERE done AND NOT below AND NOT late) AS in_time,
       count(*) FILTER (WHERE done AND NOT below AND late) AS late, count(*) FILTER (WHERE done AND below) AS below,
       count(*) FILTER (WHERE open AND due < :today) AS overdue,
       count(*) FILTER (WHERE open AND (due IS NULL OR due >= :today)) AS to_do,
       count(*) FILTER (WHERE status = 'skipped') AS spared
  FROM (
    SELECT *, status IN ('ready', 'reserved') AS open, status = 'completed' AS done,
           coalesce(outcome = :below, false) AS below,
           coalesce(CAST(closed_at AT TIME ZONE :zone AS date) > due, false) AS late,
           CAST(extract(year FROM coalesce(due, CAST(closed_at AT TIME ZONE :zone AS date),
                                           CAST(offered_at AT TIME ZONE :zone AS date))) AS int) AS year
      FROM tasks WHERE case_id = ANY(:cases) AND subject <> ''
       AND status IN ('ready', 'reserved', 'completed', 'skipped')
  ) AS acts
 GROUP BY case_id, coalesce(party, ''), split_part(subject, ' ', 1), year ORDER BY case_id, year, 2, 3
""")


async def cumprimento(session: AsyncSession, setting: Setting) -> AsyncIterator[Row]:
    """Every plan, by id of its case: by year, party and action."""
    last = ""
    while True:
        statement = select(CaseRow).where(col(CaseRow.type) == PLAN, col(CaseRow.id) > last)
        cases = (await session.exec(statement.order_by(col(CaseRow.id)).limit(SLICE))).all()
        for row in await _of(session, cases, setting):
            yield row
        if len(cases) < SLICE:
            return
        last = cases[-1].id


async def _of(session: AsyncSession, cases: Iterable[CaseRow], setting: Setting) -> list[Row]:
    known = {case.id: case for case in cases}
    plans = await _plans(session, known)
    values = {"cases": list(known), "today": setting.today, "zone": ZONE.key, "below": BELOW}
    found: list[Row] = []
    for row in await (await session.connection()).execute(_COUNTED, values):
        running = plans.get(row.case_id)
        if running is not None:
            axes = "; ".join(running.axes.get(row.action, ()))
            case, action = known[row.case_id], running.actions.get(row.action)
            found.append(CumprimentoDePlano(
                processo=case_number(case.type, case.number, case.year), plano=running.plan.title,
                adesao=running.plan.adheres_to is not None, situacao_do_plano=CaseStatus(case.status), ano=row.year,
                participe=running.names.get(row.party, row.party), eixos=axes or None,
                acao=row.action, o_que=action.description if action else row.title, pedidos=row.asked,
                no_prazo=row.in_time, com_atraso=row.late, abaixo_do_minimo=row.below, atrasados=row.overdue,
                a_fazer=row.to_do, dispensados=row.spared,
            ))  # fmt: skip
    return found


async def _plans(session: AsyncSession, cases: Iterable[str]) -> dict[str, Running | None]:
    """The plan of each case, as it began and was amended."""
    told = or_(
        col(FactRow.kind) == FactKind.CASE_STARTED.value,
        and_(col(FactRow.kind) == FactKind.EVENT_RECEIVED.value, col(FactRow.data)["event"].astext == ALTERACAO.id),
    )
    statement = select(FactRow).where(col(FactRow.case_id).in_(list(cases)), told)
    happened: dict[str, list[FactView]] = {}
    for row in await session.exec(statement.order_by(col(FactRow.case_id), col(FactRow.seq))):
        happened.setdefault(row.case_id, []).append(FactView.model_validate(row))
    return {id: running_plan(facts) for id, facts in happened.items()}
