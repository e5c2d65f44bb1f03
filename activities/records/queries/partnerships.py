"""What the records say of partnerships, case by case: instruments, accounts, disclosure. Services put it together.

A partnership is known by its organisation (`party`) and the number of its instrument. The instrument is what its
celebration made public, or what its execution began with where it was celebrated before.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.views import DeadlineView, View
from activities.records.tables import DeadlineRow, OrganizationRow
from workflows.clock import Nature
from workflows.kernel.registering import Entry, entry_on
from workflows.kernel.state import CaseStatus, FactKind

CELEBRATION, EXECUTION = "celebracao", "parceria"


class Instrument(View):
    """An instrument that has effect, and the case that says so; `began` and `public` are its execution's, if any."""

    id: str
    type: str
    party: str
    number: str
    instrument: dict[str, Any]
    began: dict[str, Any]
    public: dict[str, Any]


class UnderCase(View):
    """A case under a partnership: how it stands, what it began with and made public, and when an act was done in it."""

    id: str
    type: str
    status: CaseStatus
    outcome: str | None
    stage: str
    started_on: date
    public: dict[str, Any]
    input: dict[str, Any]
    done_at: datetime | None


class OwedDeadline(DeadlineView):
    """A deadline of a partnership (`key`, its organisation being `owner`), and of which case: its number and year, and
    whether the organisation is a `party` of it."""

    key: str
    owner: str
    number: int
    year: int
    party_of_case: bool


class Dated(View):
    """A deadline of such a case: its last day as it now stands."""

    case_id: str
    decl: str
    due: date | None
    provisional: bool


def _instruments(celebrated: str, executed: str) -> str:
    """The instruments of the cases that both conditions pick: they stand within, so that indexes serve them."""
    return f"""
SELECT * FROM (
  SELECT c.id, c.type, c.public -> 'instrumento' ->> 'parte' AS party, c.public -> 'instrumento' ->> 'numero' AS number,
         c.public -> 'instrumento' AS instrument, '{{}}'::jsonb AS began, '{{}}'::jsonb AS public
  FROM cases c WHERE c.type = '{CELEBRATION}' AND c.public -> 'instrumento' IS NOT NULL AND {celebrated}
  UNION ALL
  SELECT c.id, c.type, f.data #>> '{{input,instrumento,parte}}', f.data #>> '{{input,instrumento,numero}}',
         f.data #> '{{input,instrumento}}', f.data -> 'input', c.public
  FROM cases c JOIN facts f ON f.case_id = c.id AND f.seq = 1 WHERE c.type = '{EXECUTION}' AND {executed}
) one
"""


_NUMBER = "f.data #>> '{input,instrumento,numero}'"
_FIRST = "ORDER BY party, number, type DESC, id"
OF_CASES = text(_instruments("c.id = ANY(:cases)", "c.id = ANY(:cases)"))
"""The instruments that these `cases` tell."""
NUMBERED = text(
    _instruments(
        "c.public -> 'instrumento' ->> 'numero' = ANY(:numbers)",
        f"{_NUMBER} = ANY(:numbers)",
    )
    + _FIRST
)
"""The instruments of these `numbers`; the first of a party and number is what its execution says, if there is one."""
EVERY = text(_instruments("c.public -> 'instrumento' ->> 'numero' IS NOT NULL", f"{_NUMBER} IS NOT NULL") + _FIRST)
"""Every instrument, in the same order."""
_SAME = text(
    _instruments("c.parties @> ARRAY[:party]", "c.parties @> ARRAY[:party]")
    + " WHERE party = :party AND number = :number ORDER BY type DESC, id"
)
# Number by number (what OFFSET 0 is for): an organisation may have many cases, a number has few.
_UNDER = text(f"""
SELECT k.key, c.id, c.type, c.status, c.outcome, c.stage, c.started_on, c.public, f.data -> 'input' AS input,
       (SELECT max(t.at) FROM facts t WHERE t.case_id = c.id AND t.kind = '{FactKind.TASK_COMPLETED}'
        AND t.data ->> 'decl' = ANY(:acts)) AS done_at
FROM unnest(CAST(:keys AS text[]), CAST(:parties AS text[]), CAST(:numbers AS text[])) AS k (key, party, number)
CROSS JOIN LATERAL (
  SELECT case_id, data FROM facts WHERE seq = 1 AND data #>> '{{input,parceria,numero}}' = k.number OFFSET 0
) AS f
JOIN cases c ON c.id = f.case_id AND c.parties @> ARRAY[k.party]
WHERE (cardinality(CAST(:types AS text[])) = 0 OR c.type = ANY(:types))
ORDER BY c.started_at, c.id
""")
# By the number, in the input or in the instrument; of an appeal, by the case that was appealed. Row by row, as above.
_IS_PARTY = """
  CROSS JOIN LATERAL (
    SELECT id, type, number, year, true AS party_of_case FROM cases WHERE id = f.id AND k.party = ANY(parties) OFFSET 0
  ) AS c"""
_OWED = text(f"""
WITH asked AS (
  SELECT *
  FROM unnest(CAST(:keys AS text[]), CAST(:parties AS text[]), CAST(:numbers AS text[])) AS k (key, party, number)
), own AS (
  SELECT k.key, k.party AS owner, c.* FROM asked k CROSS JOIN LATERAL (
    SELECT case_id AS id FROM facts WHERE seq = 1 AND data #>> '{{input,parceria,numero}}' = k.number OFFSET 0
  ) AS f {_IS_PARTY}
  UNION
  SELECT k.key, k.party, c.* FROM asked k CROSS JOIN LATERAL (
    {_instruments("c.public -> 'instrumento' ->> 'numero' = k.number", _NUMBER + " = k.number")}
    WHERE party = k.party OFFSET 0
  ) AS f {_IS_PARTY}
), told AS (
  SELECT * FROM own WHERE cardinality(CAST(:types AS text[])) = 0 OR type = ANY(:types)
  UNION
  SELECT own.key, own.owner, c.* FROM own CROSS JOIN LATERAL (
    SELECT id, type, number, year, own.owner = ANY(parties) FROM cases
    WHERE parent = own.id AND type = ANY(:appeals) OFFSET 0
  ) AS c
)
SELECT t.key, t.owner, t.number, t.year, t.party_of_case, d.* FROM told t CROSS JOIN LATERAL (
  SELECT * FROM deadlines WHERE case_id = t.id AND term ->> 'nature' <> '{Nature.MINIMUM}' OFFSET 0
) AS d ORDER BY d.opened_at, d.id
""")
ENTRIES = text(
    f"SELECT case_id, data FROM facts WHERE kind = '{FactKind.INSCRIBED}'"
    " AND data ->> 'party' = ANY(:parties) AND data ->> 'register' = ANY(:registers) ORDER BY at, case_id, seq"
)
"""What was entered of these `parties` in these `registers`, in the order in which it happened."""


async def instruments(session: AsyncSession, case_ids: Collection[str]) -> dict[str, Instrument]:
    """The partnerships that these cases tell, by case; what is none, or has no effect yet, is left out."""
    rows = await (await session.connection()).execute(OF_CASES, {"cases": list(case_ids)})
    return {row["id"]: Instrument.model_validate(dict(row)) for row in rows.mappings()}


async def instrument_of(session: AsyncSession, case_id: str) -> Instrument | None:
    """The partnership that a celebration or an execution is of; None when the case is neither, or has no effect yet."""
    named = (await instruments(session, (case_id,))).get(case_id)
    if named is None:
        return None
    values = {"party": named.party, "number": named.number}
    same = (await (await session.connection()).execute(_SAME, values)).mappings().first()
    return Instrument.model_validate(dict(same)) if same else named


async def under(
    session: AsyncSession, party: str, number: str, types: Collection[str] = (), acts: Collection[str] = ()
) -> tuple[UnderCase, ...]:
    """The cases of these types (none named: of all) under a partnership that its organisation is a party of, as they
    began; `acts` are the tasks whose day is wanted."""
    return (await under_each(session, {"": (party, number)}, types, acts)).get("", ())


async def under_each(
    session: AsyncSession,
    partnerships: Mapping[str, tuple[str, str]],
    types: Collection[str] = (),
    acts: Collection[str] = (),
) -> dict[str, tuple[UnderCase, ...]]:
    """The same of several, by whatever each one's party and number are given under."""
    parties, numbers = zip(*partnerships.values(), strict=True) if partnerships else ((), ())
    values = {"keys": list(partnerships), "parties": list(parties), "numbers": list(numbers)}
    rows = await (await session.connection()).execute(_UNDER, {**values, "types": list(types), "acts": list(acts)})
    found: dict[str, list[UnderCase]] = {}
    for row in rows.mappings():
        said = {name: value for name, value in row.items() if name != "key"}
        found.setdefault(row["key"], []).append(UnderCase.model_validate(said))
    return {key: tuple(cases) for key, cases in found.items()}


async def dated(session: AsyncSession, case_ids: Collection[str], decls: Collection[str]) -> tuple[Dated, ...]:
    """The deadlines of these declarations in these cases, as they were opened."""
    statement = select(DeadlineRow).where(col(DeadlineRow.case_id).in_(case_ids), col(DeadlineRow.decl).in_(decls))
    rows = await session.exec(statement.order_by(col(DeadlineRow.opened_at), col(DeadlineRow.id)))
    return tuple(Dated.model_validate(row) for row in rows)


async def owed(
    session: AsyncSession,
    partnerships: Mapping[str, tuple[str, str]],
    appeals: Collection[str],
    types: Collection[str] = (),
) -> tuple[OwedDeadline, ...]:
    """What was to be done by a day, or lasts until one, in the cases of partnerships, given as to `under_each`: of the
    celebration and the execution, of what is under them (of some `types` of cases, none named: of all), and of the
    `appeals` (kinds of cases) in any of them. As they were opened.
    """
    parties, numbers = zip(*partnerships.values(), strict=True) if partnerships else ((), ())
    values = {"keys": list(partnerships), "parties": list(parties), "numbers": list(numbers)}
    values |= {"appeals": list(appeals), "types": list(types)}
    rows = await (await session.connection()).execute(_OWED, values)
    return tuple(OwedDeadline.model_validate(dict(row)) for row in rows.mappings())


async def entries(
    session: AsyncSession, parties: Collection[str], registers: Collection[str], on: date
) -> Mapping[tuple[str, str], Entry]:
    """What registers say of these parties on a day, by party and register; what nothing was entered of is left out."""
    values = {"parties": list(parties), "registers": list(registers)}
    rows = await (await session.connection()).execute(ENTRIES, values)
    found: dict[tuple[str, str], list[tuple[str, Mapping[str, Any]]]] = {}
    for row in rows:
        found.setdefault((row.data["party"], row.data["register"]), []).append((row.case_id, row.data))
    return {key: entry_on(said, on) for key, said in found.items()}


async def numbers_of(session: AsyncSession, parties: Collection[str]) -> dict[str, str]:
    """The CNPJ of these organisations, by id; of those that are not registered, nothing."""
    statement = select(OrganizationRow.id, OrganizationRow.cnpj).where(col(OrganizationRow.id).in_(sorted(parties)))
    return dict(iter(await session.exec(statement)))
