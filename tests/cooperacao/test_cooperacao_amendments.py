"""A plan amended while its duties are open: nobody is asked twice, nothing in force is left out, no evidence lost."""

import json
import random
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from workers.simulation.run import simulate
from workers.simulation.scenario import load
from workflows.clock import ZONE
from workflows.cooperacao.formularios import ExecucaoDoPlano
from workflows.cooperacao.plan import Occurrence, Plan
from workflows.cooperacao.tarefas import TarefasDoPlano, tarefa_da
from workflows.kernel import Answer
from workflows.kernel.state import FactKind, TaskStatus

SIGNED = date(2026, 1, 31)
DAY = timedelta(days=1)
RHYTHMS: tuple[dict[str, Any], ...] = (
    {"type": "monthly"}, {"type": "every-months", "n": 2}, {"type": "semiannual"}, {"type": "annual"},
    {"type": "once-after-start", "n": 400, "unit": "days"}, {"type": "while-in-force"},
)  # fmt: skip


def _plan(rhythms: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": "alterado", "title": "Plano de teste", "term": {"n": 24, "unit": "months"},
        "parties": [{"id": "A", "name": "Órgão A"}, {"id": "B", "name": "Órgão B"}],
        "actions": [
            {"id": id, "description": f"Fazer {id}", "responsible": ["A", "B"][: 1 + place % 2],
             "deadline_text": "no dia", "recurrence": [rhythm]}
            for place, (id, rhythm) in enumerate(sorted(rhythms.items()))
        ],
    }  # fmt: skip


PLANS = st.dictionaries(st.sampled_from("MNOP"), st.sampled_from(RHYTHMS), min_size=1).map(_plan)


class Change(NamedTuple):
    """An amendment: when it is brought, from which later day on it counts, and the plan as it leaves it."""

    brought: date
    since: date
    plan: dict[str, Any]


CHANGES = st.lists(
    st.tuples(st.integers(0, 700), st.integers(1, 300), PLANS).map(
        lambda one: Change(SIGNED + one[0] * DAY, SIGNED + (one[0] + one[1]) * DAY, one[2])
    ),
    max_size=4,
).map(lambda found: sorted(found, key=lambda one: one.brought))  # fmt: skip


def _answer(change: Change) -> Answer:
    form = {
        "documento": "Aditivo", "a_partir_de": str(change.since), "motivo": "Muda o ritmo.",
        "plano": json.dumps(change.plan),
    }  # fmt: skip
    return Answer.of({"outcome": "trazido", "form": form, "on": str(change.brought)})


def _walk(signed: ExecucaoDoPlano, changes: list[Change]) -> list[tuple[date, Occurrence]]:
    """What is asked on which day, by the steps of the procedure: it waits for the next opening or for an amendment."""
    asked: list[tuple[date, Occurrence]] = []
    answers = [_answer(one) for one in changes]
    known, done = 0, None
    while opening := signed.proxima(done, answers[:known], ()):
        if known < len(changes) and changes[known].brought < opening.day:
            known += 1
            continue
        asked += [(opening.day, act) for act in opening.acts]
        done = opening.day
    return asked


def _in_force(first: dict[str, Any], changes: list[Change], day: date) -> Plan:
    """The plan of a day: the last brought of those that count by then."""
    return Plan.model_validate(next((one.plan for one in reversed(changes) if one.since <= day), first))


@given(PLANS, CHANGES)
def test_each_act_is_asked_once_by_the_plan_of_its_day_whenever_that_is_amended(
    first: dict[str, Any], changes: list[Change]
) -> None:
    signed = ExecucaoDoPlano.model_validate({"plano": first, "assinado_em": str(SIGNED)})
    asked = _walk(signed, changes)
    slots = Counter((act.action.id, act.rule, act.party, act.slot.opens, act.slot.due) for _, act in asked)
    assert not [key for key, times in slots.items() if times > 1], "asked twice"
    subjects = Counter((act.action, act.party, act.subject) for _, act in asked)
    assert not [key for key, times in subjects.items() if times > 1]
    assert [day for day, _ in asked] == sorted(day for day, _ in asked)
    owed = {
        (day, act.action.id, act.party, act.number)
        for day in {act.slot.opens for one in (first, *(one.plan for one in changes))
                    for act in Plan.model_validate(one).occurrences(SIGNED)}
        for act in _in_force(first, changes, day).occurrences(SIGNED)
        if act.slot.opens == day
    }  # fmt: skip
    assert {(day, act.action.id, act.party, act.number) for day, act in asked} == owed


@given(PLANS)
def test_a_task_made_once_is_what_it_would_be_made_anew(given_plan: dict[str, Any]) -> None:
    plan = Plan.model_validate(given_plan)
    made = TarefasDoPlano(plan)
    for act in plan.occurrences(SIGNED):
        once, anew = made.da(act, do_catalogo=False), tarefa_da(plan, act, do_catalogo=False)
        assert (once.id, once.title, once.deadline, once.instructions) == (
            anew.id, anew.title, anew.deadline, anew.instructions,
        )  # fmt: skip
        assert made.da(act, do_catalogo=False) is once


@pytest.mark.engines
@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_amendments_at_any_instant_while_duties_are_open_lose_no_evidence(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    rhythms = {id: chance.choice(RHYTHMS[:4]) for id in "MNO"}
    moments = sorted(
        datetime(2026, 2, 1, tzinfo=ZONE) + timedelta(seconds=chance.randrange(1, 600 * 86_400)) for _ in range(4)
    )  # fmt: skip
    events = []
    for moment in moments:
        rhythms = {**rhythms, chance.choice("MNOP"): chance.choice(RHYTHMS[:4])}
        since = moment.date() + timedelta(days=chance.randrange(2, 60))
        form = {
            "documento": "Aditivo", "a_partir_de": str(since), "motivo": "Muda o ritmo.",
            "plano": json.dumps(_plan(rhythms)),
        }  # fmt: skip
        events.append(
            {"event": "plano-de-trabalho.alteracao", "at": f"{moment:%Y-%m-%dT%H:%M:%S}", "by": "a", "form": form}
        )
    first = _plan(dict.fromkeys("MN", RHYTHMS[0]))
    path = tmp_path / "alterado.yaml"
    path.write_text(
        yaml.safe_dump({
            "name": "Alterado", "procedure": "plano-de-trabalho", "start": "2026-01-31T09:00", "started_by": "a",
            "persons": {one.lower(): {"roles": ["participe"], "parties": [one]} for one in "AB"},
            "input": {"plano": first, "assinado_em": str(SIGNED)}, "events": events,
            "people": [{"task": "plano-de-trabalho.acao", "after": f"{chance.randrange(20, 50)}d",
                        "form": {"descricao": "Feito e registrado.", "documento": "Ofício 1"}}],
            "until": "end",
        }, allow_unicode=True),
        encoding="utf-8",
    )  # fmt: skip
    run = await simulate(load(path))
    assert run.failures == []
    facts = run.records.facts[run.case]
    kinds = Counter(fact.kind for fact in facts)
    assert kinds[FactKind.EVENT_RECEIVED] == len(moments)
    (end,) = (fact.at for fact in facts if fact.kind is FactKind.CASE_ENDED)
    assert {fact.at for fact in facts if fact.kind is FactKind.TASK_WITHDRAWN} <= {end}, (
        "only the end takes a task away"
    )
    offered = [fact.data["task"] for fact in facts if fact.kind is FactKind.TASK_OFFERED]
    done = {fact.data["task"]: fact.data["form"]["documento"] for fact in facts if fact.kind is FactKind.TASK_COMPLETED}
    ended = {id for id, task in run.records.tasks.items() if task.status is TaskStatus.COMPLETED}
    assert set(done) == ended, "the evidence of each act that was done is still there"
    assert len(offered) == len(set(offered)) == len(run.records.tasks)
    asked = Counter((task.title, task.party, task.subject, str(task.about)) for task in run.records.tasks.values())
    assert max(asked.values()) == 1
    assert len(done) > 10
