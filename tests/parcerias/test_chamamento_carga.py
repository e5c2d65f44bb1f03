"""A crowded call: two hundred proposals, a commission at work at once, three appeals in parallel, one order at the end.

The scenario of three appeals, with as many organisations and members as the forms take.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from temporalio.testing import WorkflowEnvironment

from activities.parties import party_of
from tests.kernel.bench import Bench, at_work
from workers.simulation.run import Run, simulate
from workers.simulation.scenario import load
from workflows.clock import ZONE
from workflows.kernel.messages import Verb
from workflows.kernel.state import Actor, FactKind
from workflows.parcerias.formularios_comissao import MEMBROS_NO_MAXIMO
from workflows.parcerias.recurso import RecursoAdministrativo
from workflows.parcerias.selecao import Selecao

BASE = Path("docs/scenarios/chamamento-tres-recursos.yaml")
PROPOSALS = 200
FIRST = datetime(2026, 4, 14, 8, tzinfo=ZONE)
APART = timedelta(minutes=50)
WEIGHTS = {"A": 2, "B": 3}
OUT, RAISED = "003", "002"
MARK_OF_OUT = Decimal("7.01")
SAID = {
    "realidade": "A estrada fica intransitável nas chuvas.",
    "metas": "Quarenta quilômetros conservados.",
    "prazos": "Doze meses.",
    "valor_global": "1100000.00",
}


def protocol(number: int) -> str:
    """The protocol of the proposal that came in as the `number`th."""
    return f"{number:03}"


def mark(number: int) -> Decimal:
    """What every member gives the `number`th proposal in each criterion: no two the same, and in no order."""
    return Decimal(number * 37 % PROPOSALS) / 25


def cnpj_of(number: int) -> str:
    """The `number`th invented CNPJ, with its check digits."""
    digits = f"{77000000 + number:08}0001"
    for weights in ((5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2), (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)):
        rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        digits += str(0 if rest < 2 else 11 - rest)
    return digits


def expected_order() -> list[str]:
    """By hand: the sum of weight times mark; the appeal upheld above gives 002 ten in each, and 003 comes back with
    its own."""
    points = {protocol(number): mark(number) * sum(WEIGHTS.values()) for number in range(1, PROPOSALS + 1)}
    points |= {RAISED: Decimal(10) * 5, OUT: MARK_OF_OUT * 5}
    return sorted(points, key=lambda one: -points[one])


def crowded() -> dict[str, Any]:
    """The scenario of three appeals with `PROPOSALS` organisations and the largest commission."""
    scenario: dict[str, Any] = yaml.safe_load(BASE.read_text(encoding="utf-8"))
    members = [f"m{number:02}" for number in range(1, MEMBROS_NO_MAXIMO + 1)]
    orgs = [f"o{number:03}" for number in range(1, PROPOSALS + 1)]
    scenario["persons"] = {
        one: {"roles": ["osc"], "parties": [party_of(cnpj_of(number))]} for number, one in enumerate(orgs, 1)
    }
    people = [one for one in scenario["people"] if one["task"] != "selecao.pontuacao"]
    for one in people:
        if one["task"] == "comissao-selecao.designacao":
            one["form"]["membros"] = [{"pessoa": m, "nome": m, "vinculo": "cargo-efetivo"} for m in members]
        if one["task"] == "recurso.reconsideracao-da-comissao":
            one["by"] = members[0]
    scenario["people"] = [*people, *(_marks(member) for member in members), *(_marks_of_003(one) for one in members)]
    scenario["events"] = [*(_proposal(number, one) for number, one in enumerate(orgs, 1)), *_appeals(scenario, orgs)]
    scenario["expect"] = {"outcome": "resultado-homologado"}
    return scenario


def _marks(member: str) -> dict[str, Any]:
    notas = [
        {"protocolo": protocol(number), "criterio": one, "nota": str(mark(number))}
        for number in range(1, PROPOSALS + 1)
        if protocol(number) != OUT
        for one in WEIGHTS
    ]
    form = {"justificativa": "Comparadas as propostas.", "notas": notas}
    return {"task": "selecao.pontuacao", "by": member, "after": "1d", "times": 1, "form": form}


def _marks_of_003(member: str) -> dict[str, Any]:
    notas = [{"protocolo": OUT, "criterio": one, "nota": str(MARK_OF_OUT)} for one in WEIGHTS]
    form = {"justificativa": "Comparadas as propostas.", "notas": notas}
    return {"task": "selecao.pontuacao", "by": member, "after": "1d", "times": 1, "form": form}


def _proposal(number: int, login: str) -> dict[str, Any]:
    form = {"organizacao": {"nome": f"Organização {number:03}", "cnpj": cnpj_of(number)}, **SAID}
    at = (FIRST + number * APART).replace(tzinfo=None).isoformat()
    return {
        "event": "chamamento-publico.proposta",
        "by": login,
        "at": at,
        "form": form,
    }


def _appeals(scenario: dict[str, Any], orgs: list[str]) -> list[dict[str, Any]]:
    """The events of the scenario after the proposals, brought by other organisations: 003, 002 and 001."""
    who = iter((orgs[2], orgs[1], orgs[0]))
    later = [one for one in scenario["events"] if not one["event"].startswith("chamamento-publico")]
    return [{**one, "by": next(who)} if one["event"] == "selecao.recurso" else one for one in later]


@pytest.fixture(scope="module")
async def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    file = tmp_path_factory.mktemp("carga") / "crowded.yaml"
    file.write_text(yaml.safe_dump(crowded(), allow_unicode=True), encoding="utf-8")
    return await simulate(load(file))


async def test_a_crowded_call_comes_to_one_order(run: Run) -> None:
    assert run.failures == []
    (selection,) = [one for one in run.records.headers.values() if one.type == Selecao.about.id]
    order = [one["protocolo"] for one in selection.public["classificacao"]]
    assert order == expected_order()
    assert [one["posicao"] for one in selection.public["classificacao"]] == list(range(1, PROPOSALS + 1))
    opened = [one for one in run.records.facts[run.case] if one.kind is FactKind.CONTENTS_OPENED]
    assert [one.data["protocol"] for one in opened] == [protocol(number) for number in range(1, PROPOSALS + 1)]
    final = [one for one in run.records.facts[run.case] if one.kind is FactKind.PUBLISHED]
    assert [one.data["what"] for one in final] == ["resultado-final"]


async def test_each_of_three_appeals_has_its_own_days_and_ends_before_the_order_is_made_again(run: Run) -> None:
    appeals = sorted(one.id for one in run.records.headers.values() if one.type == RecursoAdministrativo.about.id)
    assert [run.records.headers[one].outcome for one in appeals] == ["provido", "provido", "desprovido"]
    filed = [run.records.headers[one].started_on for one in appeals]
    assert filed == [date(2026, 5, 5), date(2026, 5, 6), date(2026, 5, 8)]
    # Five continuous days of the administration; 10 May is a Sunday.
    reconsidered = [_due(run, one, "recurso.prazo-de-reconsideracao") for one in appeals]
    assert reconsidered == [date(2026, 5, 11), date(2026, 5, 11), date(2026, 5, 13)]
    # Counted from the day each went up; the first never did. 16 May is a Saturday.
    above = [_due(run, one, "recurso.prazo-da-decisao") for one in appeals]
    assert above == [None, date(2026, 5, 12), date(2026, 5, 18)]
    suspended = [_moments(run, one, FactKind.EVENT_RECEIVED) for one in appeals]
    assert [len(one) for one in suspended] == [0, 1, 0]
    (selection,) = [one.id for one in run.records.headers.values() if one.type == Selecao.about.id]
    (kept,) = [
        fact.at for fact in run.records.facts[selection]
        if fact.kind is FactKind.TASK_COMPLETED and fact.data["decl"] == "selecao.cumprimento-dos-recursos"
    ]  # fmt: skip
    assert all(ended < kept for one in appeals for ended in _moments(run, one, FactKind.CASE_ENDED))
    marked = [fact for fact in run.records.facts[selection] if fact.data.get("decl") == "selecao.pontuacao"]
    done = [fact.actor for fact in marked if fact.kind is FactKind.TASK_COMPLETED]
    assert len(done) == 2 * MEMBROS_NO_MAXIMO, "everybody once, and once more for the proposal that came back"


def _due(run: Run, case: str, decl: str) -> date | None:
    """When the deadline was due."""
    found = [one for one in run.records.deadlines.values() if one.id.startswith(f"{case}-") and one.decl == decl]
    return found[0].due if found else None


def _moments(run: Run, case: str, kind: FactKind) -> list[datetime]:
    return [fact.at for fact in run.records.facts[case] if fact.kind is kind]


@pytest.fixture
async def bench(time_skipping: WorkflowEnvironment) -> AsyncIterator[Bench]:
    async with at_work(time_skipping, datetime(2026, 4, 23, 9, tzinfo=ZONE)) as made:
        yield made


async def test_forty_members_mark_at_the_same_moment_and_each_mark_counts_once(bench: Bench) -> None:
    members = [f"m{number:02}" for number in range(1, 41)]
    case = (await bench.start(Selecao.about.id, _to_select(members))).id
    seen: dict[str, Any] = {"form": {"ata": "Todas seguem o edital."}}
    await bench.do(case, Verb.COMPLETE, Actor(id=members[0]), task=f"{case}-t1", **seen)
    tasks = {one.owner: one.id for one in (await bench.snapshot(case)).tasks if one.status.open}
    assert set(tasks) == set(members)

    def sheet(member: str) -> dict[str, Any]:
        nota = str(members.index(member) % 10)
        notas = [{"protocolo": one, "criterio": "A", "nota": nota} for one in ("001", "002")]
        return {"justificativa": "Comparadas as propostas.", "notas": notas}

    done = await asyncio.gather(
        *(bench.do(case, Verb.COMPLETE, Actor(id=one), task=tasks[one], form=sheet(one)) for one in members)
    )
    assert {one.status for one in done} == {"completed"}
    marked = [one for one in bench.facts(case, FactKind.TASK_COMPLETED) if one.data["decl"] == "selecao.pontuacao"]
    assert sorted(str(one.actor) for one in marked) == members
    assert [one.seq for one in bench.facts(case)] == list(range(1, len(bench.facts(case)) + 1))
    (asked,) = [one for one in (await bench.snapshot(case)).tasks if one.status.open]
    assert asked.decl == "selecao.ata"
    # Four rounds of the marks 0 to 9: the mean is 4.5, the weight 2.
    assert [text.rsplit("com ", 1)[1] for text in asked.about["ordem"]] == ["9.00 pontos", "9.00 pontos"]


def _to_select(members: list[str]) -> dict[str, Any]:
    """What a selection of two proposals by these members starts from."""
    return {
        "objeto": "Conservação", "desempate": [],
        "criterios": [{"codigo": "A", "nome": "Experiência", "peso": 2, "nota_maxima": 10}],
        "membros": [{"pessoa": one, "nome": one, "vinculo": "outro"} for one in members],
        "propostas": [
            {"protocolo": protocol(one), "organizacao": {"nome": f"Organização {one}", "cnpj": cnpj_of(one)}}
            for one in (1, 2)
        ],
    }  # fmt: skip
