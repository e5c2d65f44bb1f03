"""What keeps cases from going on and is nobody's task: for whoever manages. The records' side of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import Field
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.panel import read
from activities.records.queries.views import View
from activities.records.tables.cases import OPEN_TASK
from workflows.clock import local_date
from workflows.kernel.state import Exclusion

PATIENCE = timedelta(minutes=15)
"""For so long after its end a deadline may stay open in the records before the case counts as stuck."""


class _Counted(View):
    total: int = Field(exclude=True)


class Orphan(_Counted):
    """An open task that nobody active may do. `held`: it is with a person who is no longer active.

    `barred` says how many may not act in the case; `bars` are those of them who hold the role, each with why and by
    which provision.
    """

    id: str
    case_id: str
    case_type: str
    case_subject: str
    title: str
    role: str
    provision: str
    offered_at: datetime
    held: bool
    barred: int
    bars: tuple[Exclusion, ...]


class Undelivered(_Counted):
    """A message that was given up. `error` is the kind of error, without persons or addresses."""

    key: str
    case_id: str
    case_type: str
    case_subject: str
    kind: str
    subject: str
    task: str | None
    at: datetime
    tries: int
    error: str | None


class Stuck(_Counted):
    """An open case whose deadline ended without the case noting it."""

    case_id: str
    case_type: str
    case_subject: str
    title: str
    since: datetime


class Found(View):
    """How many there are of each, and the oldest of them."""

    orphans: tuple[Orphan, ...]
    orphan_count: int
    undelivered: tuple[Undelivered, ...]
    undelivered_count: int
    stuck: tuple[Stuck, ...]
    stuck_count: int


# Of the tasks that nobody has taken and whose role and party nobody has, the tallies say how many there are, and only
# the oldest are read; the others in doubt are looked at one by one. Who may do a task is looked up by role and party;
# persons are compared only where some are barred. An act of somebody whom an act designated has its holder, though
# nobody holds the role in general.
_ORPHANS = text(f"""
WITH able AS (
  SELECT role, '' AS party, array_agg(id) AS ids FROM users, unnest(roles) AS role WHERE active GROUP BY role
  UNION ALL
  SELECT role, party, array_agg(id) FROM users, unnest(roles) AS role, unnest(parties) AS party
   WHERE active AND party <> '' GROUP BY role, party
), linked AS (
  SELECT c.id, jsonb_agg(jsonb_build_object(
           'user', l.user_id, 'provision', l.provision,
           'reason', 'há vínculo registrado com organização deste processo (' || l.act || ')')) AS out
    FROM person_links l JOIN cases c ON c.parties @> ARRAY[l.party::text] OR c.organizations @> ARRAY[l.party::text]
   WHERE c.status = 'aberto' AND l.since <= :today AND (l.until IS NULL OR l.until >= :today)
   GROUP BY c.id
), barring AS (
  SELECT c.id, c.impeded || coalesce(linked.out, '[]') AS out
    FROM cases c LEFT JOIN linked ON linked.id = c.id
   WHERE c.status = 'aberto' AND (c.impeded <> '[]' OR linked.id IS NOT NULL)
), unable AS (
  SELECT a.role, a.party, a.free, sum(a.open) AS open
    FROM asked_tallies a LEFT JOIN able USING (role, party)
   WHERE able.ids IS NULL GROUP BY a.role, a.party, a.free HAVING sum(a.open) > 0
), doubtful AS (
  SELECT t.id FROM users u JOIN tasks t ON t.owner = u.id AND t.{OPEN_TASK} WHERE NOT u.active
   UNION SELECT t.id FROM unable u JOIN tasks t ON t.role = u.role AND coalesce(t.party, '') = u.party
     AND (t.owner IS NULL) = u.free AND t.{OPEN_TASK} WHERE NOT u.free
   UNION SELECT id FROM tasks WHERE {OPEN_TASK} AND excluded <> '[]'
   UNION SELECT t.id FROM barring b JOIN tasks t ON t.case_id = b.id AND t.{OPEN_TASK}
), asked AS (
  SELECT t.*, true AS one_by_one FROM doubtful JOIN tasks t USING (id)
   WHERE t.owner IS NOT NULL OR NOT EXISTS (SELECT FROM unable u WHERE u.free AND u.role = t.role
     AND u.party = coalesce(t.party, ''))
   UNION ALL
  SELECT t.*, false FROM unable u, LATERAL (
    SELECT * FROM tasks WHERE role = u.role AND coalesce(party, '') = u.party AND (owner IS NULL) = u.free
       AND {OPEN_TASK} ORDER BY offered_at, id LIMIT :limit
  ) AS t WHERE u.free
), orphaned AS (
  SELECT t.id, t.case_id, t.case_type, t.case_subject, t.title, t.role, t.provision, t.offered_at,
         gone.id IS NOT NULL AS held, able.ids, t.excluded || coalesce(b.out, '[]') AS out, t.one_by_one
    FROM asked t
    LEFT JOIN able ON able.role = t.role AND able.party = coalesce(t.party, '')
    LEFT JOIN users AS owner ON owner.id = t.owner AND owner.active
    LEFT JOIN users AS gone ON gone.id = t.owner AND NOT gone.active
    LEFT JOIN barring b ON b.id = t.case_id
   WHERE able.ids IS NULL AND owner.id IS NULL OR gone.id IS NOT NULL
     OR (t.excluded <> '[]' OR b.id IS NOT NULL) AND NOT EXISTS (
       SELECT FROM unnest(able.ids || owner.id) AS person
        WHERE person IS NOT NULL
          AND NOT t.excluded || coalesce(b.out, '[]') @> jsonb_build_array(jsonb_build_object('user', person)))
)
SELECT o.*, jsonb_array_length(o.out) AS barred, coalesce((
         SELECT jsonb_agg(one ORDER BY one ->> 'user') FROM jsonb_array_elements(o.out) AS one
          WHERE one ->> 'user' = ANY (o.ids)), '[]') AS bars,
       count(*) FILTER (WHERE one_by_one) OVER () + (SELECT coalesce(sum(open), 0) FROM unable WHERE free) AS total
  FROM orphaned o ORDER BY offered_at, id LIMIT :limit
""")
_UNDELIVERED = text("""
SELECT n.key, n.case_id, c.type AS case_type, c.subject AS case_subject, n.kind, n.subject, n.task, n.at, n.tries,
       n.error, count(*) OVER () AS total
  FROM notifications n JOIN cases c ON c.id = n.case_id WHERE n.status = 'failed' ORDER BY n.at, n.key LIMIT :limit
""")
_STUCK = text("""
SELECT *, count(*) OVER () AS total FROM (
  SELECT DISTINCT ON (d.case_id) d.case_id, d.case_type, c.subject AS case_subject, d.title, d.lapses_at AS since
    FROM deadlines d JOIN cases c ON c.id = d.case_id
   WHERE d.status = 'aberto' AND d.lapses_at < :before AND c.status = 'aberto'
   ORDER BY d.case_id, d.lapses_at
) AS stuck ORDER BY since, case_id LIMIT :limit
""")


async def incidents(session: AsyncSession, now: datetime, limit: int = 20) -> Found:
    """What stands in the way at the aware instant `now`; of each kind at most `limit` (one or more), oldest first."""
    orphans = await read(session, _ORPHANS, Orphan, {"limit": limit, "today": local_date(now)})
    undelivered = await read(session, _UNDELIVERED, Undelivered, {"limit": limit})
    stuck = await read(session, _STUCK, Stuck, {"before": now - PATIENCE, "limit": limit})
    return Found(
        orphans=orphans,
        orphan_count=_total(orphans),
        undelivered=undelivered,
        undelivered_count=_total(undelivered),
        stuck=stuck,
        stuck_count=_total(stuck),
    )


def _total(found: Sequence[_Counted]) -> int:
    return found[0].total if found else 0
