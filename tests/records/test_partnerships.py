"""The public list of partnerships is what reading every case of each of them gives, on any day."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import migrate
from activities.records.engine import Sessions
from activities.records.organizations import put_organization
from activities.records.partnerships import differing, every_key, refresh
from activities.records.queries.disclosed import Standing, count_disclosed, disclosed_years, list_disclosed
from activities.records.record import record
from activities.records.tables import OrganizationRow
from activities.records.words import fold
from api.services.partnerships import Reading, all_disclosed, reading, wanted
from api.web.formatters import cnpj
from tests.records.make import fact, header, turn
from tests.web.parcerias import instrument
from workflows.execucao.regras_da_divulgacao import ultimo_dia
from workflows.execucao.regras_da_parceria import em_curso
from workflows.kernel.registering import Entry, entry_on
from workflows.kernel.state import FactKind
from workflows.parcerias.instrumento import InstrumentoEficaz
from workflows.parties import party_of

pytestmark = pytest.mark.engines
CNPJS = ("12345678000195", "94730562000134")
PARTIES = tuple(map(party_of, CNPJS))
NUMBERS = ("Termo de Fomento 1/2026", "2/2026")
REGISTERS = ("alteracao.situacao", "encerramento.termino")
FIRST = date(2026, 1, 1)
_days = st.integers(0, 700).map(lambda n: FIRST + timedelta(n))
_keys = st.tuples(st.sampled_from(PARTIES), st.sampled_from(NUMBERS))


class Told(NamedTuple):
    """A partnership as the reading of every case has it."""

    key: str
    id: str
    signed: date
    last: date
    search: str


def _instrument(key: tuple[str, str], day: date, words: str, months: int) -> dict[str, Any]:
    draft = {**instrument()["minuta"], "vigencia_em_meses": months}
    said = {"parte": key[0], "objeto": words, "assinado_em": str(day), "eficaz_desde": str(day + timedelta(3))}
    return instrument(key[1], **said, minuta=draft)


_said = st.builds(
    _instrument, _keys, _days, st.sampled_from(("Ponte de São José", "Estrada MT-251")), st.integers(1, 14)
)
_entry = st.fixed_dictionaries({
    "register": st.sampled_from(REGISTERS), "key": _keys, "since": _days, "until": st.none() | _days,
    "holds": st.booleans(), "fim": st.none() | _days,
})  # fmt: skip
_step = st.one_of(
    st.tuples(st.just("celebracao"), st.sampled_from(("c1", "c2")), st.none() | _said),
    st.tuples(st.just("parceria"), st.sampled_from(("p1", "p2")), _said, st.none() | _days),
    st.tuples(st.just("encerramento"), st.sampled_from(("x1", "p1")), _entry),
    st.tuples(st.just("again"), st.sampled_from(("c1", "p1", "x1"))),
)


async def _carry_out(sessions: Sessions, seqs: dict[str, Any], step: tuple[Any, ...]) -> None:
    """One turn of a case; `again` sends a case's last turn anew, otherwise than it was, as a worker that was killed."""
    kind, case, *rest = step
    seq, run, again = seqs.get(case, 0) + 1, seqs.get(f"run {case}", 0), kind == "again"
    if again:
        if seq <= 2:
            return
        seq, seqs[f"run {case}"] = seq - 1, run + 1
        run += 1
    head: dict[str, Any] = {
        "type": "celebracao" if case[0] == "c" else "parceria" if case[0] == "p" else "encerramento"
    }
    facts: list[Any] = []
    public = seqs.setdefault(f"public {case}", {})
    if kind == "celebracao":
        public.update({"instrumento": rest[0]} if rest[0] else {"outra": "coisa"})
    if seq == 1:
        began = rest[0] if kind == "parceria" else None
        facts.append(fact(1, data={"input": {"instrumento": began} if began else {}}))
    elif kind == "encerramento":
        facts.append(fact(seq, FactKind.INSCRIBED, data=_inscribed(rest[0])))
    else:
        facts.append(fact(seq, data={"título": f"{run}"}))
    if kind == "parceria" and seq > 1 and rest[1]:
        public["terminou_em"] = str(rest[1])
    seqs[case] = seq
    made = turn(seq, facts, case=case, at=seq * 10, run=run)
    await record(sessions, made.model_copy(update={"case": header(case, public=dict(public), **head)}))


def _inscribed(one: dict[str, Any]) -> dict[str, Any]:
    details = {"fim": str(one["fim"])} if one["fim"] and one["register"] == REGISTERS[0] else None
    return {
        "register": one["register"], "title": "x", "party": "/".join(one["key"]), "state": "x", "state_title": "X",
        "holds": one["holds"], "since": str(one["since"]), "until": str(one["until"]) if one["until"] else None,
        "details": details,
    }  # fmt: skip


async def _read_all(session: AsyncSession, today: date) -> Iterator[Told]:
    """Every case and every fact, by the rules themselves."""
    connection = await session.connection()
    cases = {row.id: row for row in await connection.execute(text("SELECT * FROM cases ORDER BY type DESC, id"))}
    facts = list(await connection.execute(text("SELECT * FROM facts ORDER BY at, case_id, seq")))
    began = {one.case_id: one.data for one in facts if one.seq == 1}
    numbers = {row.id: row.cnpj for row in await connection.execute(text("SELECT id, cnpj FROM organizations"))}
    found: dict[str, Told] = {}
    for id, case in cases.items():
        said, public = case.public.get("instrumento"), {}
        if case.type == "parceria":
            said, public = began[id]["input"].get("instrumento"), case.public
        if said is None:
            continue
        key = f"{said['parte']}/{said['numero']}"
        one = InstrumentoEficaz.model_validate(said)
        altered, ended = (
            entry_on([(f.case_id, f.data) for f in facts if f.kind == "Inscribed" and f.data["party"] == key
                      and f.data["register"] == register], today) for register in REGISTERS
        )  # fmt: skip
        assert isinstance(altered, Entry)
        last = ultimo_dia(em_curso(one).fim, altered, ended)
        if public.get("terminou_em"):
            last = min(last, date.fromisoformat(public["terminou_em"]))
        number = numbers.get(said["parte"], "")
        words = fold(" ".join((one.numero, one.objeto, one.organizacao, number, cnpj(number))))
        found.setdefault(key, Told(key, id, one.assinado_em, last, words))
    return iter(found.values())


async def _same(session: AsyncSession, by: Reading) -> None:
    every = [one for one in await _read_all(session, by.today) if by.today <= by.kept_until(one.last)]
    every.sort(key=lambda one: (one.signed, one.id), reverse=True)
    assert [(one.id, one.last_day) async for one in all_disclosed(session, by)] == [(o.id, o.last) for o in every]
    years = {one.signed.year for one in every}
    assert await disclosed_years(session, wanted(by)) == tuple(sorted(years, reverse=True))
    for q in ("", "sao jose", "ponte 2/2026", "12.345.678/0001-95", "94730562000134 estrada", "nada", "%"):
        for standing in (None, *Standing):
            for year in (None, 2026):
                asked = wanted(by, q, standing, year)
                right = [
                    one.id for one in every
                    if all(word in one.search for word in fold(q).split())
                    and (standing is None or (standing is Standing.RUNNING) is (by.today <= one.last))
                    and (year is None or one.signed.year == year)
                ]  # fmt: skip
                assert await count_disclosed(session, asked) == len(right)
                cursor, shown = None, list[str]()
                while True:
                    page = await list_disclosed(session, asked, cursor=cursor, limit=1)
                    shown += [one.id for one in page.items]
                    if (cursor := page.next_cursor) is None:
                        break
                assert shown == right, (q, standing, year)


_BEGUN = ("parceria", "p1", _instrument((PARTIES[0], NUMBERS[0]), FIRST, "Ponte de São José", 12), None)
_ENDED = {
    "register": REGISTERS[1], "key": (PARTIES[0], NUMBERS[0]), "since": FIRST + timedelta(100), "holds": True,
    "until": FIRST + timedelta(200), "fim": None,
}  # fmt: skip
"""An end that holds for a hundred days only: the partnership is over, and is not any more."""


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(steps=[_BEGUN, ("encerramento", "x1", _ENDED), ("encerramento", "x1", _ENDED)], days=[99, 100, 200, 201, 500])
@given(steps=st.lists(_step, max_size=14), days=st.lists(st.integers(0, 1300), min_size=3, max_size=4))
async def test_the_list_is_the_reading_of_every_case(sessions: Sessions, steps: list[Any], days: list[int]) -> None:
    async with sessions() as session:
        for table in ("facts", "facts_set_aside", "stage_visits", "cases", "partnerships", "organizations"):
            await session.exec(text(f"DELETE FROM {table}"))  # type: ignore[call-overload]
        await session.commit()
    seqs: dict[str, Any] = {}
    for place, step in enumerate(steps):
        await _carry_out(sessions, seqs, step)
        if place == len(steps) // 2:
            async with sessions() as session:
                await put_organization(session, OrganizationRow(id=PARTIES[0], cnpj=CNPJS[0], name="Instituto"))
                await session.commit()
    async with sessions() as session:
        for day in days:
            await _same(session, await reading(session, FIRST + timedelta(day)))
        connection = await session.connection()
        assert await connection.run_sync(lambda plain: [differing(plain, keys) for keys in every_key(plain)]) in (
            [],
            [()],
        )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ends=st.lists(st.integers(-900, 900), min_size=2, max_size=6), day=_days)
async def test_whoever_ends_later_is_disclosed_for_longer(sessions: Sessions, ends: list[int], day: date) -> None:
    async with sessions() as session:
        by = await reading(session, day)
    lasts = sorted(day + timedelta(n) for n in ends)
    until = [by.kept_until(one) for one in lasts]
    assert until == sorted(until)
    first = by.earliest_end()
    assert by.kept_until(first) >= day > by.kept_until(first - timedelta(1))


_GHOST = """
INSERT INTO partnerships (key, since, till, id, party, signed_on, signed_in, last_day, search)
SELECT 'x/1', since, till, 'x', party, signed_on, signed_in, last_day, search FROM partnerships WHERE id = 'p2'
"""


async def test_the_migration_lists_what_was_there_and_a_reconciliation_what_was_lost(
    sessions: Sessions, database_url: str
) -> None:
    for number in range(3):
        said = _instrument((PARTIES[0], f"{number}/2026"), FIRST, "Ponte", 12)
        begun = turn(1, (fact(1, data={"input": {"instrumento": said}}),), case=f"p{number}")
        await record(sessions, begun.model_copy(update={"case": header(f"p{number}", type="parceria")}))
    async with sessions() as session:
        by = await reading(session, FIRST)
        whole = [one.id async for one in all_disclosed(session, by)]
        assert sorted(whole) == ["p0", "p1", "p2"]
        await session.exec(text("DELETE FROM partnerships"))  # type: ignore[call-overload]
        await session.commit()
        migrate.upgrade(database_url)
        assert [one.id async for one in all_disclosed(session, by)] == whole
        connection = await session.connection()
        await connection.execute(text("UPDATE partnerships SET last_day = '2020-01-01' WHERE id = 'p1'"))
        await connection.execute(text(_GHOST))
        wrong = (f"{PARTIES[0]}/1/2026", "x/1")
        for look, found in ((differing, wrong), (refresh, wrong), (refresh, ())):
            (keys,) = await connection.run_sync(lambda plain: list(every_key(plain)))
            assert set(await connection.run_sync(look, keys)) == set(found)
        assert [one.id async for one in all_disclosed(session, by)] == whole


async def test_an_instrument_that_cannot_be_read_is_not_listed_and_stops_no_act(sessions: Sessions) -> None:
    for case, said in (("p1", {"numero": "1/2026", "parte": "org-1"}), ("p2", {"numero": None}), ("p3", "x")):
        begun = turn(1, (fact(1, data={"input": {"instrumento": said}}),), case=case)
        await record(sessions, begun.model_copy(update={"case": header(case, type="parceria")}))
    async with sessions() as session:
        assert [one async for one in all_disclosed(session, await reading(session, FIRST))] == []
