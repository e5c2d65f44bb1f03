"""What an act would move is what it then moves: foretold, entered and looked at, on real engines with live cases."""

import asyncio
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select
from temporalio.client import Client

from activities.records.queries.following import following
from activities.records.tables import CaseRow, DeadlineRow, FactRow
from api.door import Door
from api.services.changing import (
    AmendmentChange,
    Change,
    DaysChange,
    Moved,
    ParameterChange,
    PolicyChange,
    Totals,
    everything,
    first_rows,
)
from api.services.decreeing import enter
from tests.api.conftest import Login
from tests.api.test_procedures import PROPOSAL
from tests.rest import at_rest
from workers.commands.demo import PEOPLE
from workflows.clock import Policy, SpecialDay, dias, local_date, meses
from workflows.kernel.state import Amendment, FactKind

pytestmark = [pytest.mark.engines, pytest.mark.usefixtures("worker")]

TODAY = local_date(datetime.now(UTC))
ADA = next(person.id for person in PEOPLE if person.login == "ada")
LENGTH, INTERVAL = "prazo_aprovacao_regulamento_dias", "intervalo_pc_parcial_dias"
RULES = {
    "organizacao": {"nome": "Instituto Caminhos do Cerrado", "cnpj": "12.345.678/0001-95"},
    "texto": "Regulamento de compras do Instituto.",
    "materias": ["obras", "servicos", "compras"],
}
CLAUSES = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
           "XVIII"]  # fmt: skip


def partnership(begun: date) -> dict[str, Any]:
    """A partnership of eleven months that had effect on a day, with one instalment far ahead."""
    draft = {
        "clausulas": CLAUSES, "plano_anexo": True, "valor_do_repasse": "1000.00", "empenho": "2026NE000123",
        "empenho_em": str(begun - timedelta(13)), "vigencia_em_meses": 11, "admite_prorrogacao": False,
        "devolucao_em_dias": 30, "aviso_de_rescisao_em_dias": 60, "titularidade": "sinfra",
        "compra_equipamentos": False,
    }  # fmt: skip
    instrument = {
        "numero": "Termo de Fomento 1/2026", "tipo": "termo-de-fomento", "objeto": "Conservação da MT-251",
        "organizacao": "Instituto Caminhos do Cerrado", "parte": "org-ae9351af0d397d50",
        "assinado_em": str(begun - timedelta(5)), "eficaz_desde": str(begun),
        "plano_aprovado_em": str(begun - timedelta(30)), "minuta": draft,
        "gestores": [{"pessoa": "gil", "nome": "Gil Araújo"}],
        "comissao": [{"pessoa": "ana", "nome": "Ana Sá", "vinculo": "cargo-efetivo", "faz_visitas": True}],
    }  # fmt: skip
    return {
        "instrumento": instrument, "parcelas": [{"numero": 1, "dia": str(begun + timedelta(290)), "valor": "1000.00"}],
    }  # fmt: skip


async def live(as_user: Login, door: Door, temporal: Client) -> None:
    """Cases of three procedures that began on different days, with deadlines of either side, in months and in days."""
    set_length = ParameterChange(act="Portaria 1/2026", key=LENGTH, value=30, since=date(2026, 1, 1))
    await enter(door, ADA, set_length)
    wanted: list[tuple[str, str, dict[str, Any], date | None]] = [
        *(("helena", "pmis", PROPOSAL, TODAY - timedelta(days)) for days in (300, 120, 2)),
        *(("osc", "regulamento-de-compras", RULES, None) for _ in range(2)),
        ("marta", "parceria", partnership(TODAY - timedelta(40)), None),
    ]
    for login, type_id, input, started_on in wanted:
        body = {"type": type_id, "input": input, "started_on": str(started_on) if started_on else None}
        answer = await as_user(login).post("/api/v1/procedures", json=body)
        assert answer.status_code == 201, answer.text
    await at_rest(temporal, [case for case, _ in await counted(door)])


def changes(draw: random.Random) -> Iterator[Change]:
    """Two acts of each kind, in any order, that reach what is open or do not."""
    kinds = [days, length, interval, counting, article] * 2
    draw.shuffle(kinds)
    for kind in kinds:
        since = TODAY - timedelta(draw.choice([0, 1, 100, 200]))
        yield kind(draw, f"Portaria {draw.randint(2, 9)}/2026", since, draw.random() < 0.6)


def days(draw: random.Random, act: str, _since: date, _reaches: bool) -> Change:
    closed = {TODAY + timedelta(draw.randint(1, 70)) for _ in range(3)}
    return DaysChange(act=act, calendar="mt-cuiaba", days=tuple(SpecialDay(day=day, act=act) for day in closed))


def length(draw: random.Random, act: str, since: date, reaches: bool) -> Change:
    return ParameterChange(act=act, key=LENGTH, value=draw.choice([5, 12, 45, 60]), since=since, reaches_open=reaches)


def interval(draw: random.Random, act: str, since: date, reaches: bool) -> Change:
    value = draw.choice([30, 60, 120, None])
    return ParameterChange(act=act, key=INTERVAL, value=value, since=since, reaches_open=reaches)


def counting(draw: random.Random, act: str, since: date, reaches: bool) -> Change:
    return PolicyChange(act=act, policy=draw.choice(list(Policy)), since=since, reaches_open=reaches)


def article(draw: random.Random, act: str, since: date, reaches: bool) -> Change:
    budget = draw.choice([meses(10), meses(15), dias(200)])
    made = Amendment(
        provision="dec-167:art-14:par-1", since=since, act=act, summary="A resposta sai em outro prazo.", budget=budget,
        reaches_open=reaches,
    )  # fmt: skip
    return AmendmentChange(act=act, amendment=made)


@pytest.mark.parametrize("seed", range(3))
async def test_what_is_foretold_is_what_then_happens(seed: int, as_user: Login, door: Door, temporal: Client) -> None:
    await live(as_user, door, temporal)
    moved = 0
    for change in changes(random.Random(seed)):
        before, kept = await dues(door), await counted(door)
        foretold = [one async for one in everything(door, change)]
        assert (await dues(door), await counted(door)) == (before, kept), "a dry run writes nothing"
        await enter(door, ADA, change)
        await followed(door)
        await at_rest(temporal, dict(kept))
        expected = before | {one.deadline: one.after for one in foretold if one.covered and one.deadline}
        assert await dues(door) == expected, change
        for one in foretold:
            await assert_said(door, one, change)
            moved += one.covered
    assert moved


async def assert_said(door: Door, one: Moved, change: Change) -> None:
    """What moved has a fact that says it, with the act and its author; what was to stay has none from this act."""
    kind = FactKind.DEADLINE_RECOUNTED if one.deadline else FactKind.CONTEXT_CHANGED
    last = select(FactRow).where(FactRow.case_id == one.case, FactRow.kind == kind.value)
    if one.deadline:
        last = last.where(col(FactRow.data)["deadline"].astext == one.deadline)
    async with door.records() as session:
        found = (await session.exec(last.order_by(col(FactRow.seq).desc()).limit(1))).one_or_none()
    dates = [one.before.isoformat() if one.before else None, one.after.isoformat() if one.after else None]
    if not one.covered:
        assert not (found and [found.data.get("before"), found.data.get("after")] == dates), one
        return
    assert found, one
    assert (found.data["decreed"], found.data["authors"]) == ([change.act], [ADA])
    told = [found.data] if one.deadline else found.data["agenda"]
    assert dates in [[each["before"], each["after"]] for each in told], one
    assert change.act in found.data["why" if one.deadline else "cause"]


async def dues(door: Door) -> dict[str, date | None]:
    async with door.records() as session:
        return {row.id: row.due for row in (await session.exec(select(DeadlineRow))).all()}


async def counted(door: Door) -> list[tuple[str, int]]:
    async with door.records() as session:
        rows = await session.exec(select(CaseRow.id, CaseRow.last_seq).order_by(col(CaseRow.id)))
        return list(rows.all())


async def followed(door: Door) -> None:
    """Every open case has learned of the last act."""
    for _ in range(200):
        async with door.records() as session:
            if not (await following(session)).behind:
                return
        await asyncio.sleep(0.05)
    raise AssertionError("some cases have not learned of the act")


async def test_an_act_that_does_not_reach_what_is_open_moves_none_of_it_and_says_why(
    as_user: Login, door: Door, temporal: Client
) -> None:
    await live(as_user, door, temporal)
    shorter = ParameterChange(key=LENGTH, value=5, since=TODAY, act="Portaria 2/2026")
    rows, last, totals = await first_rows(door, shorter, 50)
    assert last is None
    assert (totals.moves, totals.stays, totals.moving_cases) == (0, 2, 0)
    assert all("não alcança" in one.reason and one.before != one.after for one in rows)
    periods, _, found = await first_rows(
        door, ParameterChange(key=INTERVAL, value=60, since=TODAY, act="Portaria 2/2026"), 50
    )
    assert found.moves == 0
    assert all("período das contas parciais" in one.title for one in periods)
    reached, _, all_of_it = await first_rows(
        door, ParameterChange(key=INTERVAL, value=60, since=TODAY, reaches_open=True, act="Portaria 2/2026"), 50
    )
    assert all_of_it.moves == len(reached) > 0
    # The interval under way began under the older length and keeps its end; the next ones have sixty days.
    under_way = TODAY + timedelta(49)
    assert not [one for one in reached if one.before is not None and one.before <= under_way]
    assert under_way + timedelta(60) in {one.after for one in reached}


async def test_the_rows_come_page_by_page_and_miss_none(as_user: Login, door: Door, temporal: Client) -> None:
    await live(as_user, door, temporal)
    change = DaysChange(act="x", calendar="mt-cuiaba", days=tuple(
        SpecialDay(day=TODAY + timedelta(days)) for days in range(1, 90)
    ))  # fmt: skip
    whole = [one async for one in everything(door, change)]
    paged: list[Moved] = []
    after, totals = "", Totals()
    while True:
        rows, last, found = await first_rows(door, change, 1, after=after)
        paged += rows
        totals = totals if after else found
        if last is None:
            break
        after = last
    assert paged == whole
    assert (totals.moves, totals.stays) == (sum(one.covered for one in whole), sum(not one.covered for one in whole))
