"""The public list of partnerships, derived from their cases: who tells of each, in which words, and its last day.

Written in the transaction that records what changes it, by the rules of the law themselves, which stand nowhere else.
Whether a partnership is still disclosed is asked when the list is read: it depends on the day, and on the calendar.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

import structlog
from pydantic import ValidationError
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from activities.records.queries.partnerships import CELEBRATION, ENTRIES, EVERY, EXECUTION, NUMBERED, OF_CASES
from activities.records.words import fold
from workflows.execucao.registros import ALTERACOES, TERMINO
from workflows.execucao.regras_da_divulgacao import como_esta
from workflows.execucao.regras_da_parceria import em_curso
from workflows.kernel.messages import Turn
from workflows.kernel.registering import entry_on
from workflows.kernel.state import FactKind
from workflows.parcerias.instrumento import InstrumentoEficaz
from workflows.parties import written

REGISTERS = (ALTERACOES.id, TERMINO.id)
ENDED_ON = "terminou_em"
FROM_THE_FIRST, TO_THE_LAST = date.min, date.max
SLICE = 500
_log = structlog.get_logger("tramita.partnerships")

Said = list[tuple[str, Mapping[str, Any]]]
"""What a register says of a partnership: the case and the data of each entry, in the order they happened."""


class Row(NamedTuple):
    """A row of `PartnershipRow`."""

    key: str
    since: date
    till: date
    id: str
    party: str
    signed_on: date
    signed_in: int
    last_day: date
    search: str


_COLUMNS = ", ".join(Row._fields)
_KEPT = text(f"SELECT {_COLUMNS} FROM partnerships WHERE key = ANY(:keys)")
_WRITE = text(f"INSERT INTO partnerships ({_COLUMNS}) VALUES ({', '.join(f':{name}' for name in Row._fields)})")
_DELETE = text("DELETE FROM partnerships WHERE key = ANY(:keys)")
# Whoever comes second sees what the first one's transaction left.
_LOCK = text("""
SELECT pg_advisory_xact_lock(hashtextextended(key, 1)) FROM (
  SELECT key FROM unnest(CAST(:keys AS text[])) AS key ORDER BY key COLLATE "C"
) AS each
""")
_ENTERED = text(
    f"SELECT DISTINCT data ->> 'party' AS key FROM facts WHERE case_id = :case AND kind = '{FactKind.INSCRIBED}'"
    " AND data ->> 'register' = ANY(:registers)"
)
_NUMBERS = text("SELECT id, cnpj FROM organizations WHERE id = ANY(:parties)")


def touched_by(turn: Turn) -> bool:
    """Whether a turn may change what the list says of a partnership."""
    public = turn.case.public
    told = {CELEBRATION: "instrumento" in public, EXECUTION: turn.first_seq == 1 or ENDED_ON in public}
    entered = (fact.data for fact in turn.facts if fact.kind is FactKind.INSCRIBED)
    return told.get(turn.case.type, False) or any(data.get("register") in REGISTERS for data in entered)


async def told_by(connection: AsyncConnection, case_id: str) -> set[str]:
    """The keys of the partnerships of which a case says, or said when they were last written, what the list tells."""
    instruments = await connection.execute(OF_CASES, {"cases": [case_id]})
    keys = {_key(row._asdict()) for row in instruments}
    entered = await connection.execute(_ENTERED, {"case": case_id, "registers": list(REGISTERS)})
    listed = await connection.execute(text("SELECT key FROM partnerships WHERE id = :case"), {"case": case_id})
    return keys | {row.key for row in entered} | {row.key for row in listed}


async def list_again(connection: AsyncConnection, keys: Collection[str]) -> None:
    """Write what the list says of these partnerships anew, as their cases stand in this transaction."""
    await connection.run_sync(refresh, keys)


async def list_again_of(connection: AsyncConnection, party: str) -> None:
    """The same of all partnerships of an organisation, whose number they are found by."""
    rows = await connection.execute(text("SELECT key FROM partnerships WHERE party = :party"), {"party": party})
    await list_again(connection, {row.key for row in rows})


def refresh(connection: Connection, keys: Collection[str]) -> tuple[str, ...]:
    """Make the rows of these partnerships what their cases tell; returns those that were otherwise. The caller commits.

    A partnership whose instrument cannot be read is not listed, and the log says so.
    """
    if not keys:
        return ()
    connection.execute(_LOCK, {"keys": list(keys)})
    wrong, told = _compared(connection, keys)
    if wrong:
        connection.execute(_DELETE, {"keys": list(wrong)})
        if rows := [row._asdict() for key in wrong for row in sorted(told.get(key, ()))]:
            connection.execute(_WRITE, rows)
    return wrong


def differing(connection: Connection, keys: Collection[str]) -> tuple[str, ...]:
    """Of these partnerships those that the list tells otherwise than their cases; nothing is written."""
    return _compared(connection, keys)[0]


def every_key(connection: Connection) -> Iterator[list[str]]:
    """The keys of all partnerships that cases tell of or that are listed, in slices."""
    told = {_key(row._asdict()) for row in connection.execute(EVERY)}
    keys = sorted(told | set(connection.execute(text("SELECT DISTINCT key FROM partnerships")).scalars()))
    yield from (keys[start : start + SLICE] for start in range(0, len(keys), SLICE))


def fill(connection: Connection) -> None:
    """List every partnership, where none is listed yet. The caller commits."""
    if not connection.execute(text("SELECT EXISTS (SELECT FROM partnerships)")).scalar_one():
        for keys in every_key(connection):
            refresh(connection, keys)


def _compared(connection: Connection, keys: Collection[str]) -> tuple[tuple[str, ...], dict[str, set[Row]]]:
    told = _told(connection, keys)
    kept: dict[str, set[Row]] = {}
    for row in connection.execute(_KEPT, {"keys": list(keys)}):
        kept.setdefault(row.key, set()).add(Row(*row))
    return tuple(key for key in sorted(keys) if told.get(key, set()) != kept.get(key, set())), told


def _told(connection: Connection, keys: Collection[str]) -> dict[str, set[Row]]:
    """What the list has to say of these partnerships."""
    numbers = {key[at + 1 :] for key in keys for at, char in enumerate(key) if char == "/"}
    instruments: dict[str, Mapping[str, Any]] = {}
    for row in connection.execute(NUMBERED, {"numbers": sorted(numbers)}):
        if row.party is not None and (key := _key(row._asdict())) in keys:
            instruments.setdefault(key, row._asdict())
    entered: dict[tuple[str, str], Said] = {}
    for entry in connection.execute(ENTRIES, {"parties": list(instruments), "registers": list(REGISTERS)}):
        entered.setdefault((entry.data["party"], entry.data["register"]), []).append((entry.case_id, entry.data))
    parties = sorted({one["party"] for one in instruments.values()})
    cnpjs = {row.id: row.cnpj for row in connection.execute(_NUMBERS, {"parties": parties})}
    found = {}
    for key, one in instruments.items():
        altered, ended = (entered.get((key, register), []) for register in REGISTERS)
        try:
            found[key] = set(_rows(key, one, altered, ended, cnpjs.get(one["party"], "")))
        except (ValidationError, ValueError) as error:
            _log.warning("partnership_unreadable", case=one["id"], error=type(error).__name__)
    return found


def _rows(key: str, one: Mapping[str, Any], altered: Said, ended: Said, cnpj: str) -> Iterator[Row]:
    instrument = InstrumentoEficaz.model_validate(one["instrument"])
    fim = em_curso(instrument).fim
    words = (instrument.numero, instrument.objeto, instrument.organizacao, cnpj, written(cnpj))
    spans: list[tuple[date, date]] = []
    for day in sorted({FROM_THE_FIRST, *_turns(altered), *_turns(ended)}):
        last = como_esta(fim, entry_on(altered, day), entry_on(ended, day), one["public"].get(ENDED_ON))
        if not spans or spans[-1][1] != last:
            spans.append((day, last))
    signed = instrument.assinado_em
    for (since, last), (till, _) in pairwise((*spans, (TO_THE_LAST, fim))):
        yield Row(key, since, till, one["id"], one["party"], signed, signed.year, last, fold(" ".join(words)))


def _turns(said: Said) -> Iterable[date]:
    """The days on which what a register says may become another."""
    for _, data in said:
        yield date.fromisoformat(data["since"])
        if data.get("until"):
            yield date.fromisoformat(data["until"]) + timedelta(days=1)


def _key(one: Mapping[str, Any]) -> str:
    return f"{one['party']}/{one['number']}"
