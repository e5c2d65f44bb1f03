"""What every declaration owes to whoever reads it, and every duty to whoever relies on it."""

import pytest

from workflows.kernel.catalog import catalogue
from workflows.kernel.flow import Kind, flow_of
from workflows.kernel.matrix import Met, matrix, unknown_duties
from workflows.kernel.registry import about, declared
from workflows.kernel.words import Decision, Declaration, Publication
from workflows.norms import DutyStatus
from workflows.procedures import procedures

DECLARED = [one for type_id in procedures() for one in declared(type_id, Declaration)]
ENTRIES = catalogue()
TASKS = [task for entry in ENTRIES for task in entry["tasks"]]


@pytest.mark.parametrize("one", DECLARED, ids=lambda one: one.id)
def test_a_declaration_cites_the_law_that_is_in_force(one: Declaration) -> None:
    assert one.title
    assert one.provision.summary
    assert one.provision.versions[-1].until is None


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_a_procedure_of_the_catalogue_says_what_the_contract_asks(entry: dict) -> None:  # type: ignore[type-arg]
    for name in ("title", "norm", "provisions", "input", "stages", "outcomes"):
        assert entry[name], name
    sets_going = [node for node in flow_of(entry["id"]).nodes.values() if node.kind is Kind.CHILD]
    assert entry["tasks"] or sets_going or entry["deadlines"], "somebody has to act, here or in what it sets going"
    assert "deadlines" in entry
    for deadline in entry["deadlines"]:
        assert deadline["on_lapse"]
        assert deadline["provision"]["citation"]
        assert deadline["nature"]
        assert deadline["binds"]
    for event in entry["events"]:
        assert event["who"]
        assert event["form"]["type"] == "object"


def test_a_document_made_from_an_act_names_a_task_or_an_event_of_its_procedure() -> None:
    made = []
    for of, acts in (("task", "tasks"), ("event", "events")):
        named = [(entry["id"], one[of]) for entry in ENTRIES for one in entry["documents"] if one[of]]
        there = {(entry["id"], act["id"]) for entry in ENTRIES for act in entry[acts]}
        assert named
        assert set(named) <= there
        made += named
    said = {(entry["id"], one.of) for entry in ENTRIES for one in about(entry["id"]).documents}  # type: ignore[attr-defined]
    assert said == set(made)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task["id"])
def test_a_task_of_the_catalogue_says_what_the_contract_asks(task: dict) -> None:  # type: ignore[type-arg]
    deadlines = {deadline["id"] for entry in ENTRIES for deadline in entry["deadlines"]}
    assert task["role"]["title"]
    assert task["outcomes"]
    assert task["form"]["type"] == "object"
    assert task["deadline"] is None or task["deadline"] in deadlines


def test_a_reasoned_decision_asks_for_its_reasons() -> None:
    without = [one.id for one in DECLARED if isinstance(one, Decision) and one.reasoned and not _asks(one, "motivo")]
    assert without == []


def test_a_publication_asks_for_the_day_it_was_made() -> None:
    without = [one.id for one in DECLARED if isinstance(one, Publication) and not _asks(one, "publicado_em")]
    assert without == []


def test_no_duty_of_a_procedure_that_runs_is_left_without_a_step_a_rule_or_a_reason() -> None:
    assert [row.duty.id for row in matrix() if row.met is Met.MISSING] == []


def test_what_nothing_meets_and_is_not_owed_has_a_written_reason() -> None:
    bare = [row.duty.id for row in matrix() if not row.by and not row.reason and row.duty.status is not DutyStatus.OWED]
    assert bare == []


def test_no_declaration_claims_a_duty_that_does_not_exist() -> None:
    assert unknown_duties() == ()


def test_a_duty_that_loses_its_declaration_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    from workflows.kernel import matrix as module

    kept = module._met_by()
    monkeypatch.setattr(module, "_met_by", lambda: {id: by for id, by in kept.items() if id != "PMI-04"})
    assert [row.duty.id for row in matrix() if row.met is Met.MISSING] == ["PMI-04"]


def test_a_claim_to_an_unknown_duty_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from workflows.kernel import matrix as module

    monkeypatch.setattr(module, "_met_by", lambda: {"PMI-99": (module.By("pmis.x", "X", "pmis"),)})
    assert unknown_duties() == (("pmis.x", "PMI-99"),)


def _asks(task: Decision | Publication, name: str) -> bool:
    return name in task.form.model_fields and task.form.model_fields[name].is_required()
