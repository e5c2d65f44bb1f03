"""A work plan on the real engine: every kind of recurrence, hand-overs between runs, refusals at the start."""

import json
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from temporalio.client import Client

from workers.bench import plans as bench
from workers.docs.plans import RUN_THROUGH
from workers.settings import SandboxMode
from workers.simulation.run import Run, simulate, simulate_on
from workers.simulation.scenario import ScenarioError, load
from workers.simulation.server import engine as server
from workflows.clock import ZONE, load_calendar
from workflows.cooperacao.formularios import ExecucaoDoPlano
from workflows.cooperacao.preview import foresee
from workflows.kernel import engine
from workflows.kernel.messages import RefusalCode
from workflows.kernel.state import Fact, FactKind, TaskStatus

PLAN = yaml.safe_load(Path("tests/cooperacao/plano-abm.yaml").read_text(encoding="utf-8"))
DAYS_365 = {"n": 365, "unit": "days"}
EVIDENCE = {"descricao": "Feito e registrado no processo.", "documento": "Ofício 1"}
SCENARIO: dict[str, Any] = {
    "name": "Plano com toda recorrência",
    "procedure": "plano-de-trabalho",
    "start": "2026-04-09T09:00",
    "started_by": "seges",
    "persons": {
        "seges": {"roles": ["participe"], "parties": ["SEGES_MGI"]},
        "abm": {"roles": ["participe"], "parties": ["ABM"]},
    },
    "input": {"plano": PLAN, "assinado_em": "2026-04-09"},
    "people": [
        {"task": "plano-de-trabalho.acao-com-horas", "subject": "2.2 2/2", "never": True},
        {"task": "plano-de-trabalho.acao-com-horas", "after": "3d", "outcome": "cumprida",
         "form": {**EVIDENCE, "horas": 64}},
        {"task": "plano-de-trabalho.acao", "after": "3d", "form": EVIDENCE},
    ],
    "events": [
            {"event": "plano-de-trabalho.evidencia", "at": "2026-06-01T10:00", "by": "abm",
             "form": {**EVIDENCE, "acao": "1.1"}},
            {"event": "plano-de-trabalho.evidencia", "at": "2026-06-02T10:00", "by": "abm",
             "form": {**EVIDENCE, "acao": "2.2"}, "refused": "vedado-pela-norma"},
            {"event": "plano-de-trabalho.acontecimento", "at": "2026-12-05T10:00", "by": "abm",
             "form": {"acontecimento": "celebracao", "data": "2026-12-04", "descricao": "Termo de adesão assinado."}},
            {"event": "plano-de-trabalho.acontecimento", "at": "2027-03-05T10:00", "by": "seges",
             "form": {"acontecimento": "alteracao", "data": "2027-03-05", "descricao": "Cursos novos no catálogo."}},
            {"event": "plano-de-trabalho.acontecimento", "at": "2027-03-06T10:00", "by": "seges",
             "form": {"acontecimento": "festa", "data": "2027-03-06", "descricao": "Não está no plano."},
             "refused": "vedado-pela-norma"},
    ],
}  # fmt: skip


async def _run(folder: Path, sandbox: SandboxMode = SandboxMode.PASSTHROUGH, **changes: Any) -> Run:
    path = folder / "cenario.yaml"
    path.write_text(yaml.safe_dump({**SCENARIO, **changes}, allow_unicode=True), encoding="utf-8")
    return await simulate(load(path), sandbox)


def _facts(run: Run, kind: FactKind) -> list[Fact]:
    return [fact for fact in run.records.facts[run.case] if fact.kind is kind]


async def test_every_kind_of_recurrence_runs(tmp_path: Path) -> None:
    run = await _run(tmp_path, SandboxMode.STRICT)
    assert run.failures == []
    assert run.outcome == "vigencia-encerrada-com-pendencias"
    offered = [
        (fact.data["subject"], fact.data["party"], fact.data.get("due")) for fact in _facts(run, FactKind.TASK_OFFERED)
    ]
    assert offered == [
        ("2.2 1/2", "ABM", "2027-04-09"),
        ("3.1 1/1", "ABM", "2026-04-09"),
        ("3.2 1/2", "SEGES_MGI", "2027-04-09"),
        ("3.2 1/2", "ABM", "2027-04-09"),
        ("C4 1", "ABM", "2027-01-11"),  # 10 January 2027 is a Sunday
        ("3.2 2", "SEGES_MGI", None),
        ("3.2 2", "ABM", None),
        ("2.2 2/2", "ABM", "2028-04-10"),  # 9 April 2028 is a Sunday, and the last day of the term
        ("3.2 2/2", "SEGES_MGI", "2028-04-10"),
        ("3.2 2/2", "ABM", "2028-04-10"),
    ]
    assert len(_facts(run, FactKind.EVENT_RECEIVED)) == 3
    (ended,) = _facts(run, FactKind.CASE_ENDED)
    assert ended.at.astimezone(ZONE).isoformat() == "2028-04-11T00:00:00-04:00"
    assert run.records.headers[run.case].public["pendencias"] == [
        {"participe": "ABM", "ato": "2.2 2/2", "titulo": "Realizar cursos", "periodo": "09/04/2027 a 09/04/2028"}
    ]
    told = {(task.party, task.subject): task.about for task in run.records.tasks.values()}
    assert told["ABM", "C4 1"] == {
        "partícipe": "Associação de municípios", "vez": "1", "período": "04/12/2026 a 10/01/2027",
        "prazo no plano": "até o dia 10 do mês seguinte",
    }  # fmt: skip
    assert told["ABM", "3.1 1/1"]["período"] == "até 09/04/2026"
    assert told["ABM", "3.2 2"]["período"] == "desde 05/03/2027"
    done = {(fact.data["party"], fact.data["subject"]): fact for fact in _facts(run, FactKind.TASK_COMPLETED)}
    assert done["ABM", "2.2 1/2"].provision == "ac-4-2026:item-2.2"
    assert done["ABM", "2.2 1/2"].data["form"]["documento"] == "Ofício 1"


def _amended() -> dict[str, Any]:
    """The plan, with 2.2 twice a year from October 2026 on."""
    half = {"recurrence": [{"type": "semiannual"}], "deadline_text": "semestral"}
    actions = [{**one, **half} if one["id"] == "2.2" else one for one in PLAN["actions"]]
    plan = yaml.safe_dump({**PLAN, "actions": actions}, allow_unicode=True)
    form = {"documento": "Aditivo 1", "a_partir_de": "2026-10-01", "motivo": "Cursos por semestre.", "plano": plan}
    return {"event": "plano-de-trabalho.alteracao", "at": "2026-09-10T10:00", "by": "abm", "form": form}


def _extended() -> dict[str, Any]:
    """A year more, decided in the eleventh month before the end."""
    form = {"documento": "Aditivo 2", "novo_fim": "2029-04-09", "motivo": "Os cursos seguem por mais um ano."}
    return {"event": "plano-de-trabalho.prorrogacao", "at": "2027-05-10T10:00", "by": "seges", "form": form}


async def test_handing_over_between_runs_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events = sorted([*SCENARIO["events"], _amended(), _extended()], key=lambda event: str(event["at"]))
    whole = await _run(tmp_path, events=events)
    monkeypatch.setattr(engine, "RUN_AT_MOST", timedelta(days=45))
    parts = await _run(tmp_path, events=events)
    assert parts.failures == []
    asked = [fact.data["subject"] for fact in _facts(parts, FactKind.TASK_OFFERED) if "2.2" in fact.data["subject"]]
    assert asked == ["2.2 1/2", "2.2 2/4", "2.2 3/4", "2.2 4/6", "2.2 5/6", "2.2 6/6"]
    assert [fact.data["due"] for fact in _facts(parts, FactKind.DEADLINE_EXTENDED)] == ["2029-04-09"]
    assert _told(parts) == _told(whole)


@pytest.mark.parametrize("at_most", [timedelta(days=365), timedelta(days=45)])
async def test_what_only_an_amendment_asks_for_may_be_brought_from_its_day_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_most: timedelta
) -> None:
    dated = [one for one in PLAN["actions"] if one["id"] in ("2.2", "3.1")]
    plain = {name: value for name, value in PLAN.items() if name != "events"} | {"actions": dated}
    form = {"documento": "Aditivo 1", "a_partir_de": "2026-10-01", "motivo": "O que faltava."}
    whole = {**form, "plano": yaml.safe_dump(PLAN)}
    evidence = {"event": "plano-de-trabalho.evidencia", "by": "abm", "form": {**EVIDENCE, "acao": "1.1"}}
    happened = {"event": "plano-de-trabalho.acontecimento", "by": "abm"}
    joined = {"acontecimento": "celebracao", "descricao": "Termo de adesão assinado."}
    monkeypatch.setattr(engine, "RUN_AT_MOST", at_most)
    run = await _run(
        tmp_path, input={"plano": plain, "assinado_em": "2026-04-09"},
        events=[
            {"event": "plano-de-trabalho.alteracao", "at": "2026-09-10T10:00", "by": "abm", "form": whole},
            {**evidence, "at": "2026-09-11T10:00", "refused": "vedado-pela-norma"},
            {**evidence, "at": "2026-10-02T10:00"},
            {**happened, "at": "2026-10-02T11:00", "form": {**joined, "data": "2026-09-30"},
             "refused": "vedado-pela-norma"},
            {**happened, "at": "2026-12-05T10:00", "form": {**joined, "data": "2026-12-04"}},
            {"event": "plano-de-trabalho.alteracao", "at": "2027-01-11T10:00", "by": "abm",
             "form": {**form, "a_partir_de": "2027-02-01", "plano": yaml.safe_dump(plain)}},
            {**evidence, "at": "2027-03-02T10:00"},
        ],
    )  # fmt: skip
    assert run.failures == []
    opened = [fact.data["event"].rpartition(".")[2] for fact in _facts(run, FactKind.EVENT_OPENED)]
    assert opened[-2:] == ["evidencia", "acontecimento"]
    assert len(opened) == len(set(opened))
    asked = sorted(fact.data["subject"] for fact in _facts(run, FactKind.TASK_OFFERED))
    assert asked == ["2.2 1/2", "2.2 2/2", "3.1 1/1", "C4 1"]


def _told(run: Run) -> list[tuple[Any, ...]]:
    return [(fact.kind, fact.at, fact.actor, fact.data) for fact in run.records.facts[run.case]]


async def test_sixty_months_ask_206_acts_and_never_crowd_the_inbox() -> None:
    async with server() as running:
        run = await simulate_on(running, load(Path("docs/scenarios/act-142-cumprido.yaml")))
        histories = await _histories(running.plain, run.case)
    assert run.failures == []
    assert len(histories) == 6, "a run of each year, and the last days"
    assert max(one.events for one in histories) < 700
    tasks = list(run.records.tasks.values())
    assert len(tasks) == 206
    assert {task.status for task in tasks} == {TaskStatus.COMPLETED}
    waiting: Counter[str] = Counter()
    most = 0
    for fact in run.records.facts[run.case]:
        if fact.kind in (FactKind.TASK_OFFERED, FactKind.TASK_COMPLETED):
            decl = fact.data["decl"]
            waiting[decl] += 1 if fact.kind is FactKind.TASK_OFFERED else -1
            most = max(most, waiting[decl])
    assert most == 2


def _monthly(duties: int) -> dict[str, Any]:
    """A plan of five years, of so many duties a month."""
    action = {**bench.plan()["actions"][0], "recurrence": [{"type": "monthly"}]}
    actions = [{**action, "id": f"A{number}"} for number in range(duties)]
    return {**bench.plan(), "term": {"n": 60, "unit": "months"}, "actions": actions}


async def test_thirty_duties_a_month_leave_small_runs_that_hand_over_little(tmp_path: Path) -> None:
    plan = {
        **bench.plan(), "term": {"n": 24, "unit": "months"},
        "actions": [{**bench.plan()["actions"][n % 2], "id": f"A{n}"} for n in range(30)],
    }  # fmt: skip
    for action in plan["actions"]:
        action["recurrence"] = [{"type": "monthly"}]
    path = tmp_path / "muitos.yaml"
    path.write_text(bench.SCENARIO.format(plan=json.dumps(plan, ensure_ascii=False)), encoding="utf-8")
    async with server() as running:
        run = await simulate_on(running, load(path))
        histories = await _histories(running.plain, run.case)
    assert run.failures == []
    assert len(run.records.tasks) == 720
    assert len(histories) == 3
    assert max(one.events for one in histories) < 3500, "some eight events for each of the 360 acts of a year"
    assert max(one.handed for one in histories) < 150_000, "the engine takes no message of 2 MB"


async def test_a_whole_year_of_the_nger_is_one_short_run() -> None:
    async with server() as running:
        run = await simulate_on(running, load(Path("docs/scenarios/nger-ano-inteiro.yaml")))
        histories = {case: await _histories(running.plain, case) for case in run.records.facts}
    assert run.failures == []
    assert {len(runs) for runs in histories.values()} == {1}
    assert max(one.events for runs in histories.values() for one in runs) < 500


class _Length(NamedTuple):
    """Of a run: how many events it left, and the bytes of what was handed over to it."""

    events: int
    handed: int


async def _histories(client: Client, case: str) -> list[_Length]:
    """Each run of the case, the last run first."""
    run = (await client.get_workflow_handle(case).describe()).run_id
    lengths = []
    while run:
        history = await client.get_workflow_handle(case, run_id=run).fetch_history()
        began = history.events[0].workflow_execution_started_event_attributes
        lengths.append(_Length(len(history.events), sum(len(one.data) for one in began.input.payloads)))
        run = began.continued_execution_run_id
    return lengths


@pytest.mark.parametrize(
    ("start", "given", "said"),
    [
        ("2026-04-09", {"assinado_em": "2026-04-10"}, "depois de assinado"),
        ("2026-04-09", {"plano": {**PLAN, "calendar": "lua"}}, "Não há calendário “lua”"),
        # 365 days hold a year, but not the one that begins in June 2027: it has a 29 February.
        ("2027-06-01", {"plano": {**PLAN, "term": DAYS_365}, "assinado_em": "2027-06-01"}, "A ação 2.2 não cabe"),
        ("2026-04-09", {"plano": _monthly(101)}, "6060 atos com data"),
    ],
)
async def test_a_plan_that_cannot_be_carried_out_is_not_started(
    tmp_path: Path, start: str, given: dict[str, Any], said: str
) -> None:
    run = await _run(
        tmp_path, start=f"{start}T09:00", input={**SCENARIO["input"], **given}, people=[], events=[],
        expect={"refused": "vedado-pela-norma"},
    )  # fmt: skip
    assert run.failures == []
    assert run.refused is not None
    assert run.refused.code is RefusalCode.RULE
    assert said in run.refused.message


def test_a_plan_that_no_signature_could_save_is_refused_before_any_start(tmp_path: Path) -> None:
    path = tmp_path / "cenario.yaml"
    short = {**PLAN, "term": {"n": 364, "unit": "days"}}
    text = yaml.safe_dump({**SCENARIO, "input": {**SCENARIO["input"], "plano": short}}, allow_unicode=True)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match="“annual” não cabe na vigência") as refused:
        load(path)
    assert refused.value.field == "input.plano.actions.1.recurrence.0"
    assert refused.value.place is not None
    assert "type: annual" in "".join(text.splitlines()[refused.value.place.line - 1 : refused.value.place.line + 1])


@pytest.mark.parametrize("name", RUN_THROUGH)
async def test_each_act_falls_due_on_the_day_that_the_page_of_the_plans_gives(name: str) -> None:
    scenario = load(Path(f"docs/scenarios/{name}.yaml"))
    signed = ExecucaoDoPlano.model_validate(scenario.scenario.input)
    page = foresee(signed.plan, signed.assinado_em, signed.fim, load_calendar(signed.plan.calendar))
    async with server() as running:
        run = await simulate_on(running, scenario)
    assert run.failures == []
    due = {
        (task.subject, task.party): run.records.deadlines[task.deadline].due
        for id, task in run.records.tasks.items()
        if task.deadline and id.startswith(f"{run.case}-t")
    }
    assert len(page) > 10
    given = {(act.occurrence.subject, act.occurrence.party): act.due for act in page}
    assert {key: due[key] for key in given} == given
