"""Who may do what to a task, in the case's own rules: also for somebody who never went through the door."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from workflows.clock import load_calendar
from workflows.kernel import acts, deadlines, events
from workflows.kernel.case import Case
from workflows.kernel.messages import Act, CaseStart, DocumentRef, RefusalCode, Verb
from workflows.kernel.refusals import Refused
from workflows.kernel.state import Actor, Context, DeadlineStatus, FactKind, TaskState, TaskStatus
from workflows.parcerias import pmis

NOW = datetime(2026, 6, 2, 13, tzinfo=UTC)
HELENA = Actor(id="helena", roles=("area-tecnica",))
CAIO = Actor(id="caio", roles=("area-tecnica",))
ROSA = Actor(id="rosa", roles=("publicacao",))
MARTA = Actor(id="marta", roles=("gestao",))
HELENA_SECRETARIA = Actor(id="helena", roles=("area-tecnica", "secretario"))
TASK = pmis.ANALISE_DE_ADMISSIBILIDADE
ATENDE = {
    "motivo": "Traz os três requisitos do art. 13.",
    "subscritor_identificado": "atende",
    "interesse_publico_indicado": "atende",
    "diagnostico_apresentado": "atende",
}


@pytest.fixture
def case() -> Case:
    start = CaseStart(
        id="pmis-1", type="pmis", input={}, received_at=NOW, started_by=Actor(id="joana", roles=("cidadao",)),
        context=Context(calendars={"mt-cuiaba": load_calendar("mt-cuiaba").data}),
    )  # fmt: skip
    return Case(start, "Pontes", ("joana",), "recebida")


@pytest.fixture
def task(case: Case) -> TaskState:
    return _offer(case, TASK)


def _offer(case: Case, decl: Any) -> TaskState:
    return events.offer_task(
        case, decl, role=decl.role.id, party=None, subject=None, about={}, deadline=None
    )  # fmt: skip


_numbers = iter(range(1, 10_000))


def _act(verb: Verb, by: Actor, task: TaskState, **what: Any) -> Act:
    return Act(id=f"ato-{next(_numbers)}", verb=verb, actor=by, received_at=NOW, task=task.id, **what)


def _do(case: Case, verb: Verb, by: Actor, task: TaskState, decl: Any = TASK, **what: Any) -> TaskState:
    current = case.tasks[task.id]
    act = _act(verb, by, current, **what)
    acts.check(case, decl, current, act, None)
    return acts.apply(case, decl, current, act)


def _refused(case: Case, verb: Verb, by: Actor, task: TaskState, decl: Any = TASK, **what: Any) -> Refused:
    before = (case.seq, case.version)
    with pytest.raises(Refused) as refused:
        _do(case, verb, by, task, decl, **what)
    assert (case.seq, case.version) == before
    return refused.value


def test_a_claimed_task_is_nobody_elses(case: Case, task: TaskState) -> None:
    assert _do(case, Verb.CLAIM, HELENA, task).owner == "helena"
    refusal = _refused(case, Verb.CLAIM, CAIO, task).refusal
    assert refusal.code is RefusalCode.NOT_YOURS
    assert refusal.by == "helena"
    assert _refused(case, Verb.COMPLETE, CAIO, task, outcome="admissivel", form=ATENDE).refusal.code == refusal.code


def test_the_wrong_role_is_refused_by_the_provision(case: Case, task: TaskState) -> None:
    refusal = _refused(case, Verb.CLAIM, ROSA, task).refusal
    assert refusal.code is RefusalCode.WRONG_ROLE
    assert refusal.provision == "dec-167:art-14:inc-I"


def test_released_it_goes_back_to_everybody(case: Case, task: TaskState) -> None:
    _do(case, Verb.CLAIM, HELENA, task)
    assert _do(case, Verb.RELEASE, HELENA, task).status is TaskStatus.READY
    assert _do(case, Verb.CLAIM, CAIO, task).owner == "caio"


def test_delegated_it_comes_back_to_who_delegated(case: Case, task: TaskState) -> None:
    _do(case, Verb.CLAIM, HELENA, task)
    delegated = _do(case, Verb.DELEGATE, HELENA, task, to="caio", reason="Férias")
    assert (delegated.owner, delegated.delegated_by) == ("caio", "helena")
    returned = _do(case, Verb.GIVE_BACK, CAIO, task)
    assert (returned.owner, returned.delegated_by) == ("helena", None)
    assert _refused(case, Verb.GIVE_BACK, HELENA, task).refusal.code is RefusalCode.INVALID_ACT


def test_who_delegated_takes_the_task_back_and_nobody_else(case: Case, task: TaskState) -> None:
    _do(case, Verb.CLAIM, HELENA, task)
    assert _refused(case, Verb.TAKE_BACK, HELENA, task, reason="Urgente").refusal.code is RefusalCode.INVALID_ACT
    _do(case, Verb.DELEGATE, HELENA, task, to="caio")
    assert _refused(case, Verb.TAKE_BACK, CAIO, task, reason="Minha").refusal.code is RefusalCode.NOT_YOURS
    assert _refused(case, Verb.TAKE_BACK, MARTA, task, reason="Chefia").refusal.code is RefusalCode.NOT_YOURS
    assert _refused(case, Verb.TAKE_BACK, HELENA, task, reason=" ").refusal.code is RefusalCode.INVALID_ACT
    taken = _do(case, Verb.TAKE_BACK, HELENA, task, reason="Caio saiu de férias")
    assert (taken.owner, taken.delegated_by, taken.status) == ("helena", None, TaskStatus.RESERVED)
    fact, told = case.pending.facts[-1], case.pending.notifications[-1]
    assert (fact.kind, fact.data["reason"], fact.data["owner"]) == (
        FactKind.TASK_TAKEN_BACK,
        "Caio saiu de férias",
        "helena",
    )
    assert told.to_user == "caio"
    assert _refused(case, Verb.COMPLETE, CAIO, task, outcome="admissivel", form=ATENDE).refusal.by == "helena"


def test_who_may_not_do_the_task_does_not_take_it_back(case: Case, task: TaskState) -> None:
    _do(case, Verb.CLAIM, HELENA, task)
    _do(case, Verb.DELEGATE, HELENA, task, to="caio")
    _do(case, Verb.DECLARE_IMPEDIMENT, HELENA, task, reason="Parente de quem propôs")
    assert _refused(case, Verb.TAKE_BACK, HELENA, task, reason="Volte").refusal.code is RefusalCode.IMPEDED


def test_delegation_hands_over_the_work_and_not_the_competence(case: Case, task: TaskState) -> None:
    _do(case, Verb.CLAIM, HELENA, task)
    _do(case, Verb.DELEGATE, HELENA, task, to="rosa", reason="Reunir os documentos")
    _do(case, Verb.SAVE_DRAFT, ROSA, task, form={"motivo": "Minuta"})
    refusal = _refused(case, Verb.COMPLETE, ROSA, task, outcome="admissivel", form=ATENDE).refusal
    assert refusal.code is RefusalCode.WRONG_ROLE
    assert _do(case, Verb.GIVE_BACK, ROSA, task).owner == "helena"


def test_an_impeded_chief_does_not_choose_who_acts(case: Case, task: TaskState) -> None:
    _do(case, Verb.DECLARE_IMPEDIMENT, MARTA, task, reason="Sócia de quem propôs")
    refusal = _refused(case, Verb.REASSIGN, MARTA, task, to="caio", reason="Equilíbrio").refusal
    assert refusal.code is RefusalCode.IMPEDED


def test_only_the_chief_reassigns_and_says_why(case: Case, task: TaskState) -> None:
    assert _refused(case, Verb.REASSIGN, CAIO, task, to="caio", reason="Quero").refusal.code is RefusalCode.WRONG_ROLE
    assert _refused(case, Verb.REASSIGN, MARTA, task, to="caio").refusal.code is RefusalCode.INVALID_ACT
    assert _do(case, Verb.REASSIGN, MARTA, task, to="caio", reason="Equilíbrio da carga").owner == "caio"


def test_an_impediment_bars_from_every_task_of_the_case_and_offers_again(case: Case, task: TaskState) -> None:
    other = _offer(case, pmis.REALIZAR_OITIVA)
    _do(case, Verb.CLAIM, HELENA, task)
    _do(case, Verb.CLAIM, HELENA, other, pmis.REALIZAR_OITIVA)
    _do(case, Verb.DECLARE_IMPEDIMENT, HELENA, task, reason="Parente de quem propôs")
    assert {case.tasks[one.id].status for one in (task, other)} == {TaskStatus.READY}
    for one, decl in ((task, TASK), (other, pmis.REALIZAR_OITIVA)):
        assert _refused(case, Verb.CLAIM, HELENA, one, decl).refusal.code is RefusalCode.IMPEDED
        assert _refused(case, Verb.COMMENT, HELENA, one, decl, text="oi").refusal.code is RefusalCode.IMPEDED
    later = _offer(case, TASK)
    assert _refused(case, Verb.CLAIM, HELENA, later).refusal.code is RefusalCode.IMPEDED
    chosen = _refused(case, Verb.REASSIGN, MARTA, task, to="helena", reason="Volte").refusal
    assert chosen.code is RefusalCode.EXCLUDED
    assert _do(case, Verb.CLAIM, CAIO, task).owner == "caio"


def test_four_eyes_hold_for_whoever_has_both_roles(case: Case, task: TaskState) -> None:
    _do(case, Verb.COMPLETE, HELENA_SECRETARIA, task, outcome="admissivel", form=ATENDE)
    decision = _offer(case, pmis.DECISAO_DE_INSTAURACAO)
    refusal = _refused(case, Verb.CLAIM, HELENA_SECRETARIA, decision, pmis.DECISAO_DE_INSTAURACAO).refusal
    assert refusal.code is RefusalCode.EXCLUDED
    assert "Analisar a admissibilidade" in refusal.message


def test_four_eyes_reach_a_task_that_was_open_and_claimed_before(case: Case, task: TaskState) -> None:
    decision = _offer(case, pmis.DECISAO_DE_INSTAURACAO)
    _do(case, Verb.CLAIM, HELENA_SECRETARIA, decision, pmis.DECISAO_DE_INSTAURACAO)
    _do(case, Verb.COMPLETE, HELENA_SECRETARIA, task, outcome="admissivel", form=ATENDE)
    events.spread_exclusions(case, TASK, "helena")
    assert case.tasks[decision.id].owner is None
    refusal = _refused(case, Verb.CLAIM, HELENA_SECRETARIA, decision, pmis.DECISAO_DE_INSTAURACAO).refusal
    assert refusal.code is RefusalCode.EXCLUDED


def test_a_substitute_does_not_go_round_four_eyes(case: Case, task: TaskState) -> None:
    _do(case, Verb.COMPLETE, HELENA, task, outcome="admissivel", form=ATENDE)
    decision = _offer(case, pmis.DECISAO_DE_INSTAURACAO)
    stand_in = Actor(id="caio", roles=("secretario",), acting_for="helena")
    refusal = _refused(case, Verb.CLAIM, stand_in, decision, pmis.DECISAO_DE_INSTAURACAO).refusal
    assert refusal.code is RefusalCode.EXCLUDED


def test_a_completed_task_says_by_whom_and_when(case: Case, task: TaskState) -> None:
    _do(case, Verb.COMPLETE, HELENA, task, outcome="admissivel", form=ATENDE)
    refusal = _refused(case, Verb.COMPLETE, CAIO, task, outcome="admissivel", form=ATENDE).refusal
    assert (refusal.code, refusal.by, refusal.at) == (RefusalCode.ALREADY_DONE, "helena", NOW)


@pytest.mark.parametrize(
    ("outcome", "form", "code"),
    [
        ("talvez", ATENDE, RefusalCode.UNKNOWN_OUTCOME),
        (None, ATENDE, RefusalCode.UNKNOWN_OUTCOME),
        ("admissivel", {}, RefusalCode.INVALID_FORM),
        ("admissivel", {**ATENDE, "a_mais": 1}, RefusalCode.INVALID_FORM),
        ("admissivel", {**ATENDE, "motivo": "  curto  "}, RefusalCode.INVALID_FORM),
        ("inadmissivel", ATENDE, RefusalCode.RULE),
        ("admissivel", {**ATENDE, "diagnostico_apresentado": "nao-atende"}, RefusalCode.RULE),
    ],
)
def test_a_wrong_answer_changes_nothing(
    case: Case, task: TaskState, outcome: str | None, form: dict[str, Any], code: RefusalCode
) -> None:
    assert _refused(case, Verb.COMPLETE, HELENA, task, outcome=outcome, form=form).refusal.code is code


def test_errors_name_the_field_and_the_article_that_asks_for_it(case: Case, task: TaskState) -> None:
    form = {**ATENDE, "diagnostico_apresentado": "talvez"}
    (error,) = _refused(case, Verb.COMPLETE, HELENA, task, outcome="admissivel", form=form).refusal.errors
    assert (error.field, error.provision) == ("diagnostico_apresentado", "dec-167:art-13:inc-III")
    assert error.message == "Escolha uma das opções"


def test_what_the_norm_demands_cannot_be_skipped(case: Case, task: TaskState) -> None:
    refusal = _refused(case, Verb.SKIP, MARTA, task, reason="Sem tempo").refusal
    assert (refusal.code, refusal.provision) == (RefusalCode.RULE, "dec-167:art-14:inc-I")


def test_a_draft_is_working_paper_and_leaves_no_fact(case: Case, task: TaskState) -> None:
    facts = case.seq
    _do(case, Verb.SAVE_DRAFT, HELENA, task, form={"motivo": "a meio"})
    assert case.seq == facts
    assert [draft.form for draft in case.pending.drafts] == [{"motivo": "a meio"}]


def test_comments_and_attachments_leave_a_fact_without_their_content(case: Case, task: TaskState) -> None:
    document = DocumentRef(id="d1", title="Mapa", media_type="application/pdf", size=10, sha256="0" * 64)
    _do(case, Verb.COMMENT, HELENA, task, text="Falta o mapa.")
    _do(case, Verb.ATTACH, HELENA, task, document=document)
    commented, attached = case.pending.facts[-2:]
    assert commented.kind is FactKind.COMMENTED
    assert "Falta" not in str(commented.data)
    assert attached.data["sha256"] == document.sha256
    assert _refused(case, Verb.COMMENT, HELENA, task, text=" ").refusal.code is RefusalCode.INVALID_ACT
    assert _refused(case, Verb.COMMENT, ROSA, task, text="oi").refusal.code is RefusalCode.WRONG_ROLE


def test_twelve_months_run_date_to_date_and_a_late_act_is_late_not_void(case: Case) -> None:
    term = pmis.PRAZO_TOTAL
    assert term.budget is not None
    opened = deadlines.open_deadline(case, term, term.budget, since=date(2026, 3, 2), because="recebimento")
    assert opened.due == date(2027, 3, 2)
    assert opened.provisional
    lapsed = deadlines.lapse(case, term, opened)
    assert lapsed.status is DeadlineStatus.LAPSED
    assert lapsed.running
    case.at(NOW + timedelta(days=400))
    assert deadlines.meet(case, lapsed).status is DeadlineStatus.MET_LATE


def test_the_case_never_goes_back_in_time(case: Case) -> None:
    case.at(NOW + timedelta(hours=1))
    case.at(NOW)
    case.emit(FactKind.COMMENTED)
    assert case.pending.facts[-1].at == NOW + timedelta(hours=1)
