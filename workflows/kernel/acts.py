"""The acts of persons on tasks: who may, what changes, which fact is left. WS-HumanTask's verbs, in the case's state.

`check` refuses without changing anything; `apply` assumes it passed. Both are pure and deal with one act at a time.
"""

from collections.abc import Callable

from workflows.clock import local_date
from workflows.kernel import papers
from workflows.kernel.case import Case
from workflows.kernel.forms import as_read, validate
from workflows.kernel.gates import asked_by, hand_in, missing, wants_pdf
from workflows.kernel.messages import Act, Draft, FieldError, NotificationOut, RefusalCode, Verb
from workflows.kernel.named import check_personal, panel_of
from workflows.kernel.refusals import (
    already_closed,
    as_refusals,
    barred,
    gate_closed,
    held_by_another,
    invalid_form,
    refuse,
    wrong_role,
)
from workflows.kernel.roles import ADMINISTRADOR, GESTAO
from workflows.kernel.state import Actor, Exclusion, FactKind, TaskState, TaskStatus
from workflows.kernel.substitution import IN_ANOTHERS_STEAD, check_substitution, persons
from workflows.kernel.texts import DELEGATED, REASSIGNED, TAKEN_BACK, MessageText
from workflows.kernel.words import Decision, HumanTask, Outcome, Publication

MANAGERS = {GESTAO.id, ADMINISTRADOR.id}
OWNERS_ACTS = {Verb.COMPLETE, Verb.SAVE_DRAFT, Verb.RELEASE, Verb.DELEGATE, Verb.GIVE_BACK}
COMMENT_LIMIT = 5000


def find_task(case: Case, act: Act) -> TaskState:
    """The task an act is on. Refuses when it does not exist in this case."""
    task = case.tasks.get(act.task or "")
    if task is None:
        raise refuse(RefusalCode.UNKNOWN_TASK, "Esta tarefa não existe neste processo.")
    return task


def check(case: Case, decl: HumanTask, task: TaskState, act: Act, subject: object) -> None:
    """Refuse the act if this person may not do it now, or if what was sent is not acceptable.

    Raises:
        Refused: with a stable code; an already closed task says by whom and when.
    """
    if act.verb in (Verb.COMMENT, Verb.ATTACH):
        _may_take_part(case, task, act.actor)
        check_substitution(act, task)
        _check_content(decl, act)
        papers.check_mentions(case, act)
        return
    if not task.status.open:
        raise already_closed(task)
    check_personal(case, decl, task, act)
    if act.verb not in IN_ANOTHERS_STEAD and act.verb is not Verb.CLAIM:
        check_substitution(act, task)
    if act.verb is Verb.DECLARE_IMPEDIMENT:
        _needs_reason(act)
        if act.to and act.to != act.actor.id:
            _must_manage(act.actor)
        return
    if act.verb in (Verb.REASSIGN, Verb.SKIP):
        _not_barred(case, act.actor)
        _must_manage(act.actor)
        _needs_reason(act)
        _check_managed(case, decl, task, act)
        return
    if act.verb is Verb.TAKE_BACK:
        _may_take_back(case, task, act)
        return
    if act.verb is Verb.FOLLOW_UP:
        papers.check_follow_up(case, task, act)
        return
    may_do(case, decl, task, act.actor)
    check_substitution(act, task)
    if act.verb in OWNERS_ACTS and task.owner not in (None, *persons(act.actor)):
        raise held_by_another(task)
    if act.verb is Verb.CLAIM and task.owner not in (None, act.actor.id):
        raise held_by_another(task)
    _check_verb(case, decl, task, act, subject)


def may_do(case: Case, decl: HumanTask, task: TaskState, actor: Actor) -> None:
    """Refuse unless `actor` has the role and the relation the task asks for, and nothing bars them."""
    _not_excluded(case, task, actor)
    if task.owner in persons(actor):
        return
    _is_competent(decl, task, actor)


def _not_barred(case: Case, actor: Actor) -> None:
    for person in persons(actor):
        if bar := case.impediment_of(person):
            raise barred(bar, RefusalCode.IMPEDED)


def _not_excluded(case: Case, task: TaskState, actor: Actor) -> None:
    _not_barred(case, actor)
    excluded = next((one for one in task.excluded if one.user in persons(actor)), None)
    if excluded:
        raise barred(excluded, RefusalCode.EXCLUDED)


def _is_competent(decl: HumanTask, task: TaskState, actor: Actor) -> None:
    if decl.role.by_act and task.owner == actor.id:
        return
    if task.role not in actor.roles:
        raise wrong_role(task.role, decl.provision)
    if task.party is not None and task.party not in actor.parties:
        raise refuse(RefusalCode.WRONG_PARTY, "Este ato cabe a outra parte do processo.", provision=decl.provision.id)


def outcome_of(decl: HumanTask, act: Act) -> Outcome:
    """The declared outcome an act names; the only one when there is no choice."""
    if act.outcome is None and len(decl.outcomes) == 1:
        return decl.outcomes[0]
    for outcome in decl.outcomes:
        if outcome == act.outcome:
            return outcome
    options = ", ".join(f"{outcome} ({outcome.title})" for outcome in decl.outcomes)
    raise refuse(RefusalCode.UNKNOWN_OUTCOME, f"Escolha um dos resultados: {options}.", provision=decl.provision.id)


def apply(case: Case, decl: HumanTask, task: TaskState, act: Act) -> TaskState:
    """Do the act: change the task, leave the fact. Returns the task as it now is."""
    return VERBS[act.verb](case, decl, task, act)


# -- checks ------------------------------------------------------------------------------------------------------


def _check_verb(case: Case, decl: HumanTask, task: TaskState, act: Act, subject: object) -> None:
    if act.verb is Verb.COMPLETE:
        # Delegation hands over the work, not the competence: who lacks the role prepares and gives back.
        _is_competent(decl, task, act.actor)
        outcome = outcome_of(decl, act)
        form = validate(decl.form, act.form)
        if isinstance(form, tuple):
            raise invalid_form(form)
        if isinstance(decl, Publication):
            _is_past(decl, act)
        if (gate := decl.passes(outcome)) and (lacking := missing(case, gate)):
            raise gate_closed(gate, lacking)
        if decl.check:
            with as_refusals():
                decl.check(subject, outcome, form)
    elif act.verb is Verb.DELEGATE:
        _needs_target(case, task, act)
    elif act.verb is Verb.GIVE_BACK and task.delegated_by is None:
        raise refuse(RefusalCode.INVALID_ACT, "Esta tarefa não foi delegada; não há a quem devolvê-la.")
    elif act.verb is Verb.RELEASE and task.owner is None:
        raise refuse(RefusalCode.INVALID_ACT, "Esta tarefa já está na fila.")


def _is_past(decl: Publication, act: Act) -> None:
    """Deadlines run from the evidence of a publication, so it cannot be of a day that has not come."""
    if as_read(decl.form, act.form)["publicado_em"] > local_date(act.received_at).isoformat():
        told = "A data da publicação ainda não chegou; registre-a quando o texto estiver publicado"
        raise invalid_form(
            (FieldError(field="publicado_em", code="future", message=told, provision=decl.provision.id),)
        )


def _check_managed(case: Case, decl: HumanTask, task: TaskState, act: Act) -> None:
    if act.verb is Verb.REASSIGN:
        _needs_target(case, task, act)
    elif decl.skippable is None:
        raise refuse(
            RefusalCode.RULE, "A norma não permite dispensar este ato; ele precisa ser praticado.",
            provision=decl.provision.id,
        )  # fmt: skip


def _check_content(decl: HumanTask, act: Act) -> None:
    if act.verb is Verb.COMMENT and not (act.text and act.text.strip() and len(act.text) <= COMMENT_LIMIT):
        raise refuse(RefusalCode.INVALID_ACT, f"Escreva um comentário de 1 a {COMMENT_LIMIT} caracteres.")
    if act.verb is Verb.ATTACH and act.document is None:
        raise refuse(RefusalCode.INVALID_ACT, "Escolha um documento para anexar.")
    if act.verb is Verb.ATTACH and act.provision and act.provision not in asked_by(decl):
        raise refuse(RefusalCode.INVALID_ACT, "Esta tarefa não pede documento por esse dispositivo.")
    if act.verb is Verb.ATTACH and (wanted := wants_pdf(decl, act)):
        told = "Este documento é enviado em PDF; converta-o e anexe de novo."
        raise refuse(RefusalCode.RULE, told, provision=wanted.id)


def _may_take_part(case: Case, task: TaskState, actor: Actor) -> None:
    _not_barred(case, actor)
    holds = task.owner in persons(actor)
    related = task.role in actor.roles or holds or MANAGERS & set(actor.roles)
    if not related or (task.party is not None and task.party not in actor.parties and not holds):
        raise wrong_role(task.role)


def _must_manage(actor: Actor) -> None:
    if not MANAGERS & set(actor.roles):
        raise wrong_role(GESTAO.id)


def _may_take_back(case: Case, task: TaskState, act: Act) -> None:
    # Delegated on, a task is with somebody to whom the first delegator handed nothing: only the last one takes it back.
    _not_excluded(case, task, act.actor)
    if task.delegated_by is None:
        raise refuse(RefusalCode.INVALID_ACT, "Esta tarefa não está delegada; não há o que retomar.")
    if task.delegated_by != act.actor.id:
        raise held_by_another(task)
    _needs_reason(act)


def _needs_reason(act: Act) -> None:
    if not (act.reason and act.reason.strip()):
        raise refuse(RefusalCode.INVALID_ACT, "Escreva o motivo.")


def _needs_target(case: Case, task: TaskState, act: Act) -> None:
    if not act.to:
        raise refuse(RefusalCode.INVALID_ACT, "Diga a quem a tarefa vai.")
    if act.to == task.owner:
        raise refuse(RefusalCode.INVALID_ACT, "A tarefa já está com essa pessoa.")
    bar = case.impediment_of(act.to) or next((one for one in task.excluded if one.user == act.to), None)
    if bar:
        raise refuse(
            RefusalCode.EXCLUDED, f"Essa pessoa não pode receber a tarefa: {bar.reason}.", provision=bar.provision
        )


# -- verbs -------------------------------------------------------------------------------------------------------


def _change(case: Case, kind: FactKind, task: TaskState, act: Act, **changes: object) -> TaskState:
    changed = case.put_task(task.model_copy(update=changes))
    case.emit(
        kind,
        by=act.actor,
        provision=act.provision or task.provision,
        act=act.id,
        task=task.id,
        decl=task.decl,
        title=task.title,
        owner=changed.owner,
        reason=act.reason,
    )
    return changed


def _claim(case: Case, _decl: HumanTask, task: TaskState, act: Act) -> TaskState:
    if task.owner == act.actor.id:
        return task
    return _change(case, FactKind.TASK_CLAIMED, task, act, owner=act.actor.id, status=TaskStatus.RESERVED)


def _release(case: Case, _decl: HumanTask, task: TaskState, act: Act) -> TaskState:
    changes = {"owner": None, "delegated_by": None, "status": TaskStatus.READY}
    return _change(case, FactKind.TASK_RELEASED, task, act, **changes)


def _delegate(case: Case, _decl: HumanTask, task: TaskState, act: Act) -> TaskState:
    # Given back, it returns to whoever holds it: the absent person, when it is delegated in their stead.
    holder = act.actor.acting_for or act.actor.id
    changes = {"owner": act.to, "delegated_by": holder, "status": TaskStatus.RESERVED}
    _tell_person(case, task, act, DELEGATED)
    return _change(case, FactKind.TASK_DELEGATED, task, act, **changes)


def _give_back(case: Case, _decl: HumanTask, task: TaskState, act: Act) -> TaskState:
    return _change(case, FactKind.TASK_GIVEN_BACK, task, act, owner=task.delegated_by, delegated_by=None)


def _take_back(case: Case, _decl: HumanTask, task: TaskState, act: Act) -> TaskState:
    _tell_person(case, task, act, TAKEN_BACK, task.owner)
    return _change(case, FactKind.TASK_TAKEN_BACK, task, act, owner=act.actor.id, delegated_by=None)


def _reassign(case: Case, _decl: HumanTask, task: TaskState, act: Act) -> TaskState:
    changes = {"owner": act.to, "delegated_by": None, "status": TaskStatus.RESERVED}
    _tell_person(case, task, act, REASSIGNED)
    return _change(case, FactKind.TASK_REASSIGNED, task, act, **changes)


def _declare_impediment(case: Case, decl: HumanTask, task: TaskState, act: Act) -> TaskState:
    person = act.to or act.actor.id
    provision = act.provision or task.provision
    bar = Exclusion(user=person, reason=f"declarou impedimento: {act.reason}", provision=provision)
    if not case.impediment_of(person):
        case.put_header(impeded=(*case.header.impeded, bar))
    case.emit(
        FactKind.IMPEDIMENT_DECLARED, by=act.actor, provision=provision, act=act.id, task=task.id, person=person,
        reason=act.reason,
    )  # fmt: skip
    for held in [one for one in case.tasks.values() if one.status.open and one.owner == person]:
        if person in panel_of(case, held):
            continue
        _release(case, decl, held, act.model_copy(update={"reason": "impedimento declarado"}))
    return case.tasks[task.id]


def _save_draft(case: Case, _decl: HumanTask, task: TaskState, act: Act) -> TaskState:
    case.pending.drafts.append(Draft(task=task.id, user=act.actor.id, form=act.form, saved_at=case.moment))
    case.touch()
    return task


def _attach(case: Case, decl: HumanTask, task: TaskState, act: Act) -> TaskState:
    assert act.document is not None
    case.pending.documents.append((act.document, task.id, act.actor.id, case.moment))
    hand_in(case, decl, act)
    case.emit(
        FactKind.DOCUMENT_ATTACHED, by=act.actor, act=act.id, provision=act.provision, task=task.id,
        title=act.document.title, document=act.document.id, sha256=act.document.sha256,
    )  # fmt: skip
    return task


def _complete(case: Case, decl: HumanTask, task: TaskState, act: Act) -> TaskState:
    outcome = outcome_of(decl, act)
    sent = as_read(decl.form, act.form)
    done = case.put_task(_closed(case, task, TaskStatus.COMPLETED, act.actor, outcome))
    case.authors[task.decl] = (*case.authors.get(task.decl, ()), act.actor.id)
    if act.actor.acting_for:
        case.covered[task.decl] = (*case.covered.get(task.decl, ()), act.actor.acting_for)
    common = {"task": task.id, "decl": decl.id, "title": task.title, "outcome": str(outcome)}
    case.emit(
        FactKind.TASK_COMPLETED, by=act.actor, provision=task.provision, act=act.id, outcome_title=outcome.title,
        form=sent, party=task.party, subject=task.subject, **common,
    )  # fmt: skip
    if isinstance(decl, Decision):
        case.emit(
            FactKind.DECISION_TAKEN, by=act.actor, provision=decl.provision.id, act=act.id,
            outcome_title=outcome.title, reasons=sent.get("motivo"), appealable=decl.appealable,
            revocable=decl.revocable, **common,
        )  # fmt: skip
    if isinstance(decl, Publication):
        case.emit(
            FactKind.PUBLISHED, by=act.actor, provision=decl.provision.id, act=act.id, what=decl.what,
            on=sent["publicado_em"], evidence=sent, task=task.id,
        )  # fmt: skip
    return done


def _skip(case: Case, decl: HumanTask, task: TaskState, act: Act) -> TaskState:
    case.put_task(_closed(case, task, TaskStatus.SKIPPED, act.actor, None))
    case.emit(
        FactKind.TASK_SKIPPED, by=act.actor, provision=decl.skippable.id if decl.skippable else None, act=act.id,
        task=task.id, decl=decl.id, title=task.title, reason=act.reason, party=task.party, subject=task.subject,
    )  # fmt: skip
    return case.tasks[task.id]


def _closed(case: Case, task: TaskState, status: TaskStatus, by: Actor, outcome: Outcome | None) -> TaskState:
    return task.model_copy(
        update={
            "status": status,
            "owner": task.owner or by.id,
            "outcome": str(outcome) if outcome else None,
            "closed_by": by.id,
            "closed_at": case.moment,
        }
    )


def _tell_person(case: Case, task: TaskState, act: Act, text: MessageText, to: str | None = None) -> None:
    told = text.filled(tarefa=task.title, motivo=act.reason or "não informado")
    case.pending.notifications.append(
        NotificationOut(
            key=f"{act.id}:{act.verb}", kind=text.kind, to_user=to or act.to, task=task.id, at=case.moment, **told
        )
    )


VERBS: dict[Verb, Callable[[Case, HumanTask, TaskState, Act], TaskState]] = {
    Verb.CLAIM: _claim,
    Verb.RELEASE: _release,
    Verb.DELEGATE: _delegate,
    Verb.GIVE_BACK: _give_back,
    Verb.TAKE_BACK: _take_back,
    Verb.REASSIGN: _reassign,
    Verb.DECLARE_IMPEDIMENT: _declare_impediment,
    Verb.SAVE_DRAFT: _save_draft,
    Verb.FOLLOW_UP: papers.follow_up,
    Verb.COMMENT: papers.comment,
    Verb.ATTACH: _attach,
    Verb.COMPLETE: _complete,
    Verb.SKIP: _skip,
}
