"""The room of an organisation in words: what it must do, what is with the body, and the receipts of what it sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from activities.records.queries.sent import Sent, SentDocument, Told
from activities.records.queries.views import CaseFull, TaskView
from api.services.protocols import code_of, number_of
from api.services.room import Organization, Room
from api.web.formatters import bare, capital, date_br, file_size, local, lower_first, plural
from api.web.views.citacoes import Cite, cite
from api.web.views.fatos import Names, who
from api.web.views.listas import TabLink
from api.web.views.procedimentos import case_name, event_declaration, stage_title, task_declaration
from api.web.views.situacao import Due, State, due_of
from api.web.views.sobre import about_lines
from api.web.views.tarefa import SHOWABLE, Paper
from api.web.views.tarefas import own_deadline, task_due
from workflows.kernel.explain import explain
from workflows.kernel.roles import ROLES, role_title
from workflows.kernel.state import FactKind, Wait, WaitKind

PATH = "/minha-organizacao"
PLACES = (
    ("", "Início"),
    ("/processos", "Processos"),
    ("/protocolos", "Protocolos"),
    ("/documentos", "Documentos"),
    ("/avisos", "Avisos"),
    ("/pessoas", "Pessoas"),
)


@dataclass(frozen=True)
class Duty:
    """Something asked of the organisation, or that it may bring until a date (`optional`)."""

    title: str
    case: str
    case_href: str
    cite: Cite
    due: Due
    note: str
    then: str
    href: str
    action: str
    proof: str = ""
    holder: str = ""
    papers: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class WithUs:
    """A case in which the body has something to do: what, who, until when."""

    case: str
    subject: str
    stage: str
    href: str
    sentence: str
    due: Due
    more: int


@dataclass(frozen=True)
class ProtocolLine:
    """An act that was sent, with what proves it."""

    number: str
    title: str
    case: str
    at: datetime
    hash: str
    href: str


@dataclass(frozen=True)
class NoticeLine:
    """A message to the organisation."""

    title: str
    body: str
    case: str
    href: str
    at: datetime


@dataclass(frozen=True)
class PaperLine:
    """A document as the organisation finds it again, with the case that holds it."""

    paper: Paper
    case: str
    case_href: str


def base(organization: Organization) -> str:
    """The address of the room."""
    return f"{PATH}/{quote(organization.id, safe='')}"


def tabs(organization: Organization, path: str) -> tuple[TabLink, ...]:
    """The places of the room, with that of `path` marked."""
    here = base(organization)
    return tuple(TabLink(title, here + place, here + place == path) for place, title in PLACES)


def duties(room: Room, numbers: Mapping[str, str], left: Mapping[str, str], names: Names, today: date) -> list[Duty]:
    """What the organisation must do, then what it may bring until a date; each by date."""
    tasks = [_task(one, room, numbers, left, names, today) for one in room.tasks]
    events = [found for case in room.cases for wait in case.waits if (found := _event(case, wait, room, today))]
    return [*tasks, *sorted(events, key=lambda one: one.due.day or date.max)]


def _task(
    task: TaskView, room: Room, numbers: Mapping[str, str], left: Mapping[str, str], names: Names, today: date
) -> Duty:
    declared = task_declaration(task.decl)
    deadline = room.deadlines.get(task.deadline or "")
    lapse = deadline.on_lapse if deadline and own_deadline(task) else ""
    return Duty(
        title=task.title,
        case=case_name(task.case_type, numbers.get(task.case_id, "")),
        case_href=f"/processos/{task.case_id}",
        cite=cite(task.provision),
        due=task_due(task, today, left.get(task.deadline or "", "")),
        note=_asked(task),
        then=f"{capital(lapse)}." if lapse else "",
        href=f"/tarefas/{task.id}",
        action=declared.action if declared else "Abrir",
        proof=f"/prazos/{task.deadline}" if task.deadline else "",
        holder=f"com {who(task.owner, names)}" if task.owner else "",
        papers=tuple(room.papers.get(task.id, ())),
    )


def _asked(task: TaskView) -> str:
    """Which of the acts of its kind it is: what the case tells of it, or what the case is about."""
    told = [f"{name}: {said}" for name, said in about_lines(task.case_type, task.about)]
    return ". ".join([task.subject or task.case_subject, *told[:2]]) + "."


def _event(case: CaseFull, wait: Wait, room: Room, today: date) -> Duty | None:
    declared = event_declaration(wait.decl) if wait.kind is WaitKind.EVENT else None
    deadline = room.deadlines.get(wait.deadline or "")
    if declared is None or deadline is None or not any(role.external for role in declared.who):
        return None
    return Duty(
        title=f"Se quiserem: {declared.title}",
        case=case_name(case.type, case.label),
        case_href=f"/processos/{case.id}",
        cite=cite(declared.provision.id),
        due=due_of(deadline, today),
        note=declared.instructions,
        then=f"{capital(deadline.on_lapse)}.",
        href=f"/processos/{case.id}/apresentar/{declared.id}",
        action="Apresentar",
        proof=f"/prazos/{deadline.id}",
        optional=True,
    )


def lead(found: Sequence[Duty]) -> tuple[str, str]:
    """`Há 3 coisas com vocês.`, and what of it cannot wait."""
    asked = [one for one in found if not one.optional]
    late = sum(one.due.state is State.LATE for one in asked)
    today = sum(one.due.state is State.TODAY for one in asked)
    said = f"Há {plural(len(asked), 'coisa', 'coisas')} com vocês." if asked else "Nada com vocês agora."
    urgent = [plural(late, "venceu", "venceram")] if late else []
    urgent += [plural(today, "vence hoje", "vencem hoje")] if today else []
    return said, f"{' e '.join(urgent)}." if urgent else ""


def with_us(room: Room, names: Names, today: date) -> list[WithUs]:
    """The open cases in which the body has something to do, the nearest date first."""
    lines = []
    for case in room.cases:
        waits = [wait for wait in case.waits if _ours(wait)]
        if not waits:
            continue
        first = waits[0]
        deadline = room.deadlines.get(first.deadline or "")
        said = explain(first.model_copy(update={"on": names.get(first.on, first.on)}), deadline, today)
        due = due_of(deadline, today) if deadline else Due(State.NONE, "Sem prazo na norma")
        stage = stage_title(case.type, case.stage)
        href = f"/processos/{case.id}"
        lines.append(WithUs(case_name(case.type, case.label), case.subject, stage, href, said, due, len(waits) - 1))
    return lines


def _ours(wait: Wait) -> bool:
    """The body is awaited: one of its roles, a deadline that runs, or another case."""
    if wait.kind is WaitKind.TASK:
        return wait.on in ROLES and not ROLES[wait.on].external
    return wait.kind in (WaitKind.DEADLINE, WaitKind.CHILD)


def protocol_lines(sent: Iterable[Sent]) -> list[ProtocolLine]:
    """What was sent, each with the way to its receipt."""
    return [
        ProtocolLine(
            number_of(one).said,
            f"{act_title(one)}: {one.subject}" if one.kind is FactKind.CASE_STARTED else act_title(one),
            case_name(one.type, f"{one.number}/{one.year}"),
            one.at,
            one.hash,
            receipt_path(one),
        )
        for one in sent
    ]


def receipt_path(sent: Sent) -> str:
    """The page of a receipt."""
    return f"/recibos/{sent.case_id}/{sent.seq}"


def act_title(sent: Sent) -> str:
    """What was sent, as a receipt calls it. Nothing of its content."""
    title = str(sent.data.get("title") or "")
    match sent.kind:
        case FactKind.CASE_STARTED:
            return "Pedido inicial"
        case FactKind.DOCUMENT_ATTACHED:
            return f"Documento “{title}”"
        case FactKind.EVENT_RECEIVED:
            return capital(title)
    return title or "Ato"


@dataclass(frozen=True)
class Receipt:
    """What proves that an act was received: its number and code, when to the second, and the hash that seals it."""

    number: str
    code: str
    title: str
    case: str
    subject: str
    at: datetime
    said_at: str
    by: str
    hash: str
    document: str


def receipt(sent: Sent, by: str) -> Receipt:
    """The receipt of an act; `by` is who sent it, as the page names them."""
    return Receipt(
        number=number_of(sent).said,
        code=code_of(sent),
        title=act_title(sent),
        case=case_name(sent.type, f"{sent.number}/{sent.year}"),
        subject=sent.subject,
        at=sent.at,
        said_at=to_the_second(sent.at),
        by=by,
        hash=sent.hash,
        document=str(sent.data.get("sha256") or ""),
    )


def to_the_second(at: datetime) -> str:
    """`01/06/2026, 16h42min07s, horário de Cuiabá`: what decides whether an act was in time."""
    here = local(at)
    return f"{date_br(at)}, {here.hour}h{here.minute:02d}min{here.second:02d}s, horário de Cuiabá"


def notices(told: Iterable[Told]) -> list[NoticeLine]:
    """The messages, each with where it leads."""
    return [
        NoticeLine(
            capital(one.subject),
            one.body,
            case_name(one.type, f"{one.number}/{one.year}"),
            f"/tarefas/{one.task}" if one.task else f"/processos/{one.case_id}",
            one.at,
        )
        for one in told
    ]


def paper_lines(found: Iterable[SentDocument]) -> list[PaperLine]:
    """The documents, each with the way to its content and to its case."""
    return [
        PaperLine(
            Paper(
                one.title,
                f"/api/v1/documents/{one.document}",
                one.media_type,
                f"enviado em {date_br(one.attached_at)} · {file_size(one.size)}",
                one.sha256,
                f"/documentos/{one.document}" if one.media_type in SHOWABLE else "",
            ),
            case_name(one.type, f"{one.number}/{one.year}"),
            f"/processos/{one.case_id}",
        )
        for one in found
    ]


def roles_said(roles: Iterable[str]) -> str:
    """What a person is to the body: `OSC`, `partícipe`."""
    named = [capital(bare(role_title(role))) for role in roles if role in ROLES and ROLES[role].external]
    return lower_first(named[0]) if named else "sem acesso a atos"
