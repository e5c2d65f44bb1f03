"""The page of one task: what to do, by which provision, until when, with what consequence, and who may not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from activities.records.queries.views import AttachmentView, CommentView, DeadlineView, FactView, TaskDetail
from api.web.formatters import capital, clock_time, date_br, date_short, file_size, listed, lower_first, of
from api.web.forms import Raw
from api.web.shapes import Choice, Shape
from api.web.views.ausencias import Stead
from api.web.views.citacoes import Cite, cite, maybe_cite
from api.web.views.compromissos import PledgeBox
from api.web.views.documentos import Wanted
from api.web.views.fatos import FactLine, Names, who
from api.web.views.mesa import Again, again, overtaken
from api.web.views.prazos import counted
from api.web.views.procedimentos import case_name, task_declaration
from api.web.views.processo import DecisionCard, decisions, fact_lines
from api.web.views.situacao import Due, due_of
from api.web.views.sobre import about_lines
from workflows.clock import Unit
from workflows.kernel.messages import Verb
from workflows.kernel.roles import role_title
from workflows.kernel.state import Exclusion, FactKind, TaskStatus
from workflows.kernel.words import HumanTask, Outcome


@dataclass(frozen=True)
class Paper:
    """A document in a list."""

    title: str
    href: str
    media_type: str
    said: str
    sha256: str
    preview: str = ""


Told = Mapping[str, Sequence[str]]
"""The names of those whom a comment mentions, by the act that made it."""


@dataclass(frozen=True)
class Barred:
    """Somebody who may not do the task, and why."""

    name: str
    reason: str
    cite: Cite | None


@dataclass(frozen=True)
class Remark:
    """A comment with its author, and whom it mentions."""

    name: str
    at: datetime
    text: str
    id: str = ""
    told: str = ""


@dataclass(frozen=True)
class DeadlineBox:
    """Until when, by which text, and what happens if nobody acts."""

    due: Due
    said: str
    cite: Cite
    then: str
    href: str
    provisional: bool


@dataclass(frozen=True)
class Outcomes:
    """The results one may choose, each with what follows from it."""

    choices: tuple[Choice, ...]
    chosen: str = ""
    error: str = ""

    @property
    def asked(self) -> bool:
        """With a single result there is nothing to choose."""
        return len(self.choices) > 1


@dataclass(frozen=True)
class Action:
    """Another act on the task: a page of its own."""

    title: str
    href: str


@dataclass(frozen=True)
class TaskPage:
    """All that the page of a task says."""

    id: str
    title: str
    case: str
    case_href: str
    subject: str
    holder: str
    cite: Cite
    instructions: str
    then: str
    action: str
    deadline: DeadlineBox | None
    barred: tuple[Barred, ...]
    about: tuple[tuple[str, str], ...]
    documents: tuple[Paper, ...]
    comments: tuple[Remark, ...]
    actions: tuple[Action, ...]
    outcomes: tuple[Choice, ...]
    draft_at: datetime | None
    can_claim: bool
    can_complete: bool
    can_comment: bool
    can_attach: bool
    closed: str
    again: Again | None = None
    pledge: PledgeBox | None = None
    stead: Stead | None = None
    wanted: tuple[Wanted, ...] = ()


def task_page(
    found: TaskDetail, number: str, verbs: Sequence[str], names: Names, me: str, today: date, told: Told
) -> TaskPage:
    """The page of `found` for the person `me`, who may do `verbs` on it now; `told` says whom its comments mention."""
    task, declared = found.task, task_declaration(found.task.decl)
    return TaskPage(
        id=task.id,
        title=task.title,
        case=case_name(task.case_type, number),
        case_href=f"/processos/{task.case_id}",
        subject=task.subject or task.case_subject,
        holder=_holder(found, names, me),
        cite=cite(task.provision, found.case.started_on),
        instructions=declared.instructions if declared else "",
        then=capital(declared.then) if declared else "",
        action=declared.action if declared else "Concluir",
        deadline=_deadline(found.deadline, declared, today),
        barred=barred((*task.excluded, *found.case.impeded), names),
        about=about_lines(task.case_type, task.about),
        documents=papers(found.documents),
        comments=remarks(found.comments, names, told),
        actions=_actions(task.id, verbs),
        outcomes=choices(declared.outcomes) if declared else (),
        draft_at=found.draft.saved_at if found.draft else None,
        can_claim=Verb.CLAIM in verbs,
        can_complete=declared is not None and Verb.COMPLETE in verbs,
        can_comment=Verb.COMMENT in verbs,
        can_attach=Verb.ATTACH in verbs,
        closed=_closed(found, names),
        again=overtaken(again(found.follow_up, today), task.due) if found.follow_up and task.status.open else None,
    )


def _holder(found: TaskDetail, names: Names, me: str) -> str:
    task = found.task
    if task.owner is None:
        return f"na fila {of(role_title(task.role))}"
    holder = "você" if task.owner == me else who(task.owner, names)
    return f"{holder}, por delegação de {who(task.delegated_by, names)}" if task.delegated_by else holder


def _closed(found: TaskDetail, names: Names) -> str:
    task = found.task
    if task.status.open:
        return ""
    when = f" em {date_br(task.closed_at)}" if task.closed_at else ""
    by = f" por {who(task.closed_by, names)}" if task.closed_by else ""
    if task.status is TaskStatus.COMPLETED and task.owner not in (None, task.closed_by):
        by += f", em substituição a {who(task.owner, names)},"
    word = {TaskStatus.COMPLETED: "concluída", TaskStatus.SKIPPED: "dispensada"}.get(task.status, "retirada")
    declared = task_declaration(task.decl)
    outcome = next((one.title for one in declared.outcomes if one == task.outcome), "") if declared else ""
    return f"Esta tarefa foi {word}{by}{when}" + (f": {lower_first(outcome)}." if outcome else ".")


def _deadline(deadline: DeadlineView | None, declared: HumanTask | None, today: date) -> DeadlineBox | None:
    if deadline is None:
        return None
    own = declared is not None and declared.deadline is not None and declared.deadline.id == deadline.decl
    return DeadlineBox(
        due=due_of(deadline, today),
        said=budget_said(deadline) + ("" if own else " Esta tarefa não tem prazo próprio na norma."),
        cite=cite(deadline.provision),
        then=capital(deadline.on_lapse),
        href=f"/prazos/{deadline.id}",
        provisional=deadline.provisional and deadline.status.running,
    )


def budget_said(deadline: DeadlineView) -> str:
    """`12 meses, contados de recebimento da proposta, 11/05/2026.`"""
    term = deadline.term
    if term.budget.unit is Unit.DATA_FIXA:
        return f"{capital(deadline.title)}: data fixada no ato."
    return f"{capital(deadline.title)}: {counted(term)}, a partir de {date_br(term.anchor)} ({deadline.anchor_of})."


def barred(exclusions: Iterable[Exclusion], names: Names) -> tuple[Barred, ...]:
    """Who may not act, by name."""
    return tuple(Barred(who(one.user, names), one.reason.rstrip("."), maybe_cite(one.provision)) for one in exclusions)


SHOWABLE = ("application/pdf", "image/png", "image/jpeg")
"""What every browser shows by itself."""


def papers(documents: Iterable[AttachmentView], look: bool = True) -> tuple[Paper, ...]:
    """Documents as rows, each with the way to its content and, with `look`, to where a browser shows it."""
    return tuple(
        Paper(
            one.title,
            f"/api/v1/documents/{one.document}",
            one.media_type,
            f"{date_short(one.attached_at)} · {file_size(one.size)}",
            one.sha256,
            f"/documentos/{one.document}" if look and one.media_type in SHOWABLE else "",
        )
        for one in documents
    )


def remarks(comments: Iterable[CommentView], names: Names, told: Told) -> tuple[Remark, ...]:
    """Comments by name."""
    return tuple(
        Remark(who(one.user_id, names), one.at, one.text, f"c-{one.act}", listed(told.get(one.act, ())))
        for one in comments
    )


def choices(outcomes: Iterable[Outcome]) -> tuple[Choice, ...]:
    """The results of a task as options, each with its consequence."""
    return tuple(Choice(str(one), one.title, one.help) for one in outcomes)


BEFORE = (
    FactKind.DECISION_TAKEN,
    FactKind.TASK_COMPLETED,
    FactKind.TASK_SKIPPED,
    FactKind.PUBLISHED,
    FactKind.EVENT_RECEIVED,
    FactKind.IMPEDIMENT_DECLARED,
    FactKind.CHILD_ENDED,
    FactKind.CONSULTED,
)
"""The facts that whoever acts in a case should know of."""


@dataclass(frozen=True)
class Before:
    """What was done in the case before, newest first: decisions of authorities, and the other acts."""

    decisions: tuple[DecisionCard, ...] = ()
    acts: tuple[FactLine, ...] = ()


def before(past: Sequence[FactView], names: Names) -> Before:
    """What `past`, oldest first, tells whoever is about to act."""
    decided = {fact.data.get("task") for fact in past if fact.kind is FactKind.DECISION_TAKEN}
    acts = [
        fact
        for fact in past
        # A decision is told once, on its card, and not again as the task by which it was taken.
        if fact.kind is not FactKind.DECISION_TAKEN
        and not (fact.kind is FactKind.TASK_COMPLETED and fact.data.get("task") in decided - {None})
    ]
    return Before(decisions(past, names), fact_lines(acts, names))


def saved(at: datetime) -> str:
    """`Rascunho salvo às 9h41`."""
    return f"Rascunho salvo às {clock_time(at)}"


def keeper(user_id: str) -> str:
    """A mark of whose words a browser keeps when they could not be sent, which tells nobody who it is."""
    return sha256(f"rascunho:{user_id}".encode()).hexdigest()[:16]


ACTIONS: dict[Verb, tuple[str, str]] = {
    Verb.FOLLOW_UP: ("acompanhar", "Rever em outro dia"),
    Verb.RELEASE: ("devolver", "Devolver à fila"),
    Verb.DELEGATE: ("delegar", "Delegar"),
    Verb.GIVE_BACK: ("receber-de-volta", "Devolver a quem delegou"),
    Verb.TAKE_BACK: ("retomar", "Retomar a tarefa que você delegou"),
    Verb.REASSIGN: ("redistribuir", "Redistribuir"),
    Verb.DECLARE_IMPEDIMENT: ("impedimento", "Declarar impedimento ou suspeição"),
    Verb.SKIP: ("dispensar", "Dispensar a tarefa"),
}


def _actions(task_id: str, verbs: Sequence[str]) -> tuple[Action, ...]:
    return tuple(
        Action(title, f"/tarefas/{task_id}/{name}") for verb, (name, title) in ACTIONS.items() if verb in verbs
    )


def kept_words(shapes: Iterable[Shape], raw: Raw) -> tuple[tuple[str, str], ...]:
    """What somebody typed, by label, for the page that says that it came too late."""
    labels = {shape.name: shape.label for shape in shapes}
    said = []
    for name, values in raw.items():
        text = ", ".join(value for value in values if value.strip())
        if text:
            said.append((labels.get(name.split(".")[0], name), text))
    return tuple(said)
