"""Each fact of a case as one sentence that somebody who was not there understands."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from activities.records.queries.views import FactView
from api.web.formatters import capital, date_br, date_short, lower_first, plural, to
from api.web.shapes import shapes
from api.web.views.citacoes import Cite, maybe_cite
from api.web.views.conteudo import Said, answers
from api.web.views.listas import TabLink
from api.web.views.procedimentos import about, event_declaration, result_title, task_declaration
from workflows.kernel.roles import ROLES, role_title
from workflows.kernel.state import SYSTEM, Fact, FactKind
from workflows.kernel.words import Form

Names = Mapping[str, str]
Data = Mapping[str, Any]


class FactGroup(StrEnum):
    """The kinds of facts by which the timeline is narrowed, as its address names them."""

    ACTS = "atos"
    DEADLINES = "prazos"
    PUBLICATIONS = "publicacoes"
    MESSAGES = "comunicacoes"


@dataclass(frozen=True)
class FactLine:
    """A fact in the timeline. `shape` is what is drawn on the thread: ato, prazo, publicacao or decisao."""

    seq: int
    shape: str
    sentence: str
    at: datetime
    by: str = ""
    cite: Cite | None = None
    more: str = ""
    hash: str = ""
    said: tuple[Said, ...] = ()
    group: FactGroup = FactGroup.ACTS


MESSAGES = (
    FactKind.NOTIFIED,
    FactKind.REMINDED,
    FactKind.ESCALATED,
    FactKind.COMMENTED,
    FactKind.EVENT_OPENED,
    FactKind.EVENT_CLOSED,
)


SEALED = "autoria fechada até a abertura"


def group_of(kind: FactKind) -> FactGroup:
    """Where the timeline puts a fact; an act is whatever is neither of the others."""
    if kind in MESSAGES:
        return FactGroup.MESSAGES
    if kind is FactKind.PUBLISHED:
        return FactGroup.PUBLICATIONS
    return FactGroup.DEADLINES if kind.name.startswith("DEADLINE_") else FactGroup.ACTS


SHAPES = {
    FactKind.DECISION_TAKEN: "decisao",
    FactKind.PUBLISHED: "publicacao",
    **{kind: "prazo" for kind in FactKind if kind.name.startswith("DEADLINE_")},
    FactKind.REMINDED: "prazo",
    FactKind.ESCALATED: "prazo",
}


def fact_line(fact: Fact, names: Names, digest: str = "") -> FactLine:
    """The fact as the timeline shows it. `names` are the persons' names by id; an id without a name is not shown."""
    return FactLine(
        seq=fact.seq,
        shape=SHAPES.get(fact.kind, "ato"),
        sentence=capital(SENTENCES[fact.kind](_Said(fact.data, names))),
        at=fact.at,
        by=SEALED if fact.data.get("seal") else who(fact.actor, names) + covering(fact.data, names),
        cite=maybe_cite(fact.provision),
        more=_more(fact.data),
        hash=digest,
        said=written(fact),
        group=group_of(fact.kind),
    )


GROUPS = {
    FactGroup.ACTS: "Atos",
    FactGroup.DEADLINES: "Prazos",
    FactGroup.PUBLICATIONS: "Publicações",
    FactGroup.MESSAGES: "Comunicações",
}


def fact_tabs(case_id: str, lines: Sequence[FactLine], current: FactGroup | None) -> tuple[TabLink, ...]:
    """The ways to narrow the timeline of a case, with how many of its facts each leaves."""
    base = f"/processos/{case_id}/fatos"
    counts = Counter(line.group for line in lines)
    narrower = (
        TabLink(title, f"{base}?tipo={group.value}", group is current, counts[group]) for group, title in GROUPS.items()
    )
    return (TabLink("Todos", base, current is None, len(lines)), *narrower)


def written(fact: Fact | FactView) -> tuple[Said, ...]:
    """What whoever acted wrote in the form of the act: the start's, a task's or an event's."""
    data = fact.data
    form = data.get("input") if fact.kind is FactKind.CASE_STARTED else data.get("form")
    model = _model(fact)
    if model is None or not isinstance(form, Mapping):
        return ()
    return answers(shapes(model), form)


def _model(fact: Fact | FactView) -> type[Form] | None:
    if fact.kind is FactKind.CASE_STARTED:
        found = about(str(fact.data.get("type")))
        return found.input if found else None
    if fact.kind is FactKind.TASK_COMPLETED:
        task = task_declaration(str(fact.data.get("decl")))
        return task.form if task else None
    if fact.kind in (FactKind.EVENT_RECEIVED, FactKind.CONTENTS_OPENED):
        event = event_declaration(str(fact.data.get("event")))
        return event.form if event else None
    return None


def who(user: str | None, names: Names) -> str:
    """The name behind an id; the system's own acts are Tramita's."""
    if user is None or user == SYSTEM.id:
        return "Tramita"
    if user == "publico":
        return "pela página pública"
    return names.get(user, "pessoa não identificada")


def covering(data: Data, names: Names) -> str:
    """In whose stead it was done, to be put after the name of who did it."""
    covered = data.get("acting_for")
    return f", em substituição a {who(covered, names)}" if covered else ""


def _more(data: Data) -> str:
    reason = data.get("reason") or data.get("reasons")
    return f"Motivo: {reason}" if reason else ""


class _Said:
    """The words of a fact's data. What an old fact does not say is said in general."""

    def __init__(self, data: Data, names: Names) -> None:
        self.data = data
        self.names = names

    @property
    def title(self) -> str:
        return str(self.data.get("title") or "sem título")

    @property
    def quoted(self) -> str:
        return f"“{self.title}”"

    def text(self, key: str, otherwise: str = "") -> str:
        return str(self.data.get(key) or otherwise)

    def person(self, key: str) -> str:
        return who(self.data.get(key), self.names)

    def day(self, key: str) -> str:
        return date_br(date.fromisoformat(self.data[key])) if self.data.get(key) else "sem data"

    @property
    def which(self) -> str:
        """Which act of its kind it was, and of which party, where the fact says so and the party has a name."""
        said = (self.text("subject"), self.names.get(self.text("party"), ""))
        return f" ({', '.join(filter(None, said))})" if any(said) else ""

    @property
    def to(self) -> str:
        target = self.text("to")
        return to(role_title(target) if target in ROLES else "a parte interessada")


def _input(said: _Said) -> str:
    return f"{said.title}: processo iniciado"


def _set(said: _Said) -> str:
    because = said.text("because")
    start = f" de {date_short(date.fromisoformat(said.data['anchor']))}" if said.data.get("anchor") else ""
    told = f" ({because})" if because else ""
    return f"Começou a contar o prazo {said.quoted}, a partir{start}{told}, até {said.day('due')}{_provisional(said)}"


def _provisional(said: _Said) -> str:
    return ", data provisória" if said.data.get("provisional") else ""


def _met(said: _Said) -> str:
    late = said.text("status") == "cumprido-em-atraso"
    return f"Prazo {said.quoted} cumprido{' em atraso' if late else ''}; ia até {said.day('due')}"


def _recounted(said: _Said) -> str:
    why = said.text("why")
    kept = "; mantida a data já anunciada" if said.data.get("kept") else ""
    moved = f"de {said.day('before')} para {said.day('after')}"
    return f"Prazo {said.quoted} recontado {moved}{kept}" + (f" ({why})" if why else "")


def _reminded(said: _Said) -> str:
    left = int(said.data.get("days", 0))
    days = f"{'faltava' if left == 1 else 'faltavam'} {plural(left, 'dia', 'dias')}"
    return f"Lembrete: {days} para o fim do prazo {said.quoted}"


def _escalated(said: _Said) -> str:
    days = plural(int(said.data.get("days", 0)), "dia", "dias")
    return f"Aviso {said.to}: o prazo {said.quoted} está vencido há {days}"


def _published(said: _Said) -> str:
    evidence = said.data.get("evidence") or {}
    where = evidence.get("veiculo") or evidence.get("onde")
    what = said.text("what", "ato").replace("-", " ")
    return f"Publicado: {what}, em {said.day('on')}" + (f" ({where})" if where else "")


def _withdrawn(said: _Said) -> str:
    return f"Tarefa retirada, porque deixou de ser necessária: {lower_first(said.title)}"


def _skipped(said: _Said) -> str:
    return f"Tarefa dispensada: {lower_first(said.title)}{said.which}"


def _completed(said: _Said) -> str:
    return f"{said.title}{said.which}: {lower_first(said.text('outcome_title', 'concluída'))}"


def _ended(said: _Said) -> str:
    return f"Processo encerrado: {said.text('outcome_title') or said.text('title') or said.text('outcome')}"


def _suspended(said: _Said) -> str:
    left = said.data.get("remaining")
    rest = f"; {'resta' if left == 1 else 'restam'} {plural(left, 'dia', 'dias')}" if isinstance(left, int) else ""
    return f"Prazo {said.quoted} suspenso a partir de {said.day('on')}{rest}"


def _changed(said: _Said) -> str:
    moved = [
        f"{one['title']}, de {_iso_day(one['before'])} para {_iso_day(one['after'])}"
        for one in said.data.get("agenda", ())
    ]
    told = "Mudou o que o órgão decretou" + (f": {cause}" if (cause := said.text("cause")) else "")
    return f"{told}. Muda: {'; '.join(moved)}" if moved else told


def _iso_day(text: str | None) -> str:
    return date_br(date.fromisoformat(text)) if text else "sem data"


def _consulted(said: _Said) -> str:
    source, answer = said.text("source"), said.text("said")
    asked = f"Consulta: {lower_first(said.title)}" + (f" ({source})" if source else "")
    return f"{asked}: {answer}" if answer else asked


def _inscribed(said: _Said) -> str:
    since, until = said.day("since"), f" a {said.day('until')}" if said.data.get("until") else ""
    return f"Anotado: {lower_first(said.text('state_title'))}, de {since}{until} ({said.title})"


def _child_ended(said: _Said) -> str:
    return f"Processo filho encerrado: {lower_first(result_title(said.text('outcome')))}"


def _event(opening: str) -> Callable[[_Said], str]:
    return lambda said: f"{opening}: {lower_first(said.title)}"


def _received(said: _Said) -> str:
    protocol = said.text("protocol")
    closed = f", protocolo {protocol}; o conteúdo fica fechado até a abertura" if protocol else ""
    return f"Apresentado: {lower_first(said.title)}{closed}"


SENTENCES: dict[FactKind, Callable[[_Said], str]] = {
    FactKind.CASE_STARTED: _input,
    FactKind.STAGE_ENTERED: lambda said: f"Começou a etapa {said.quoted}",
    FactKind.TASK_OFFERED: lambda said: f"Tarefa aberta: {lower_first(said.title)}{said.which}",
    FactKind.TASK_CLAIMED: lambda said: f"{said.person('owner')} assumiu: {lower_first(said.title)}",
    FactKind.TASK_RELEASED: lambda said: f"Tarefa devolvida à fila: {lower_first(said.title)}",
    FactKind.TASK_DELEGATED: lambda said: f"Tarefa delegada a {said.person('owner')}: {lower_first(said.title)}",
    FactKind.TASK_GIVEN_BACK: lambda said: f"Tarefa de volta a {said.person('owner')}: {lower_first(said.title)}",
    FactKind.TASK_TAKEN_BACK: lambda said: f"Tarefa retomada por {said.person('owner')}: {lower_first(said.title)}",
    FactKind.TASK_REASSIGNED: lambda said: f"Tarefa redistribuída a {said.person('owner')}: {lower_first(said.title)}",
    FactKind.TASK_COMPLETED: _completed,
    FactKind.TASK_SKIPPED: _skipped,
    FactKind.TASK_WITHDRAWN: _withdrawn,
    FactKind.IMPEDIMENT_DECLARED: lambda said: f"Impedimento de {said.person('person')} declarado",
    FactKind.COMMENTED: lambda said: f"Comentário na tarefa {said.quoted}",
    FactKind.DOCUMENT_ATTACHED: lambda said: f"Documento anexado: {said.title}",
    FactKind.DEADLINE_SET: _set,
    FactKind.DEADLINE_MET: _met,
    FactKind.DEADLINE_LAPSED: lambda said: f"Terminou em {said.day('due')} o prazo {said.quoted}: {said.text('then')}",
    FactKind.DEADLINE_SUSPENDED: _suspended,
    FactKind.DEADLINE_RESUMED: lambda said: f"Prazo {said.quoted} voltou a correr; vai até {said.day('due')}",
    FactKind.DEADLINE_EXTENDED: lambda said: f"Prazo {said.quoted} prorrogado até {said.day('due')}",
    FactKind.DEADLINE_RECOUNTED: _recounted,
    FactKind.DEADLINE_CANCELLED: lambda said: f"Prazo {said.quoted} cancelado: deixou de ser necessário",
    FactKind.REMINDED: _reminded,
    FactKind.ESCALATED: _escalated,
    FactKind.DECISION_TAKEN: lambda said: f"Decisão: {lower_first(said.text('outcome_title', said.title))}",
    FactKind.PUBLISHED: _published,
    FactKind.DOCUMENT_ISSUED: lambda said: f"Documento emitido: {lower_first(said.title)}",
    FactKind.DOCUMENT_ANNULLED: lambda said: f"Documento do fato {said.text('annuls')} anulado",
    FactKind.NOTIFIED: lambda said: f"Aviso enviado {said.to}: {lower_first(said.title)}",
    FactKind.EVENT_OPENED: _event("Pode ser apresentado"),
    FactKind.EVENT_CLOSED: _event("Já não pode ser apresentado"),
    FactKind.EVENT_RECEIVED: _received,
    FactKind.CONTENTS_OPENED: lambda said: f"Aberto: {lower_first(said.title)}, protocolo {said.text('protocol')}",
    FactKind.CHILD_STARTED: lambda said: f"Processo filho aberto: {lower_first(said.title)}",
    FactKind.CHILD_ENDED: _child_ended,
    FactKind.REQUIREMENT_MET: lambda said: f"Providência cumprida: {said.title}",
    FactKind.REQUIREMENT_WAIVED: lambda said: f"Providência dispensada: {said.title} ({said.text('because')})",
    FactKind.REQUIREMENT_LOST: lambda said: f"Providência a refazer: {said.title} ({said.text('because')})",
    FactKind.CONSULTED: _consulted,
    FactKind.INSCRIBED: _inscribed,
    FactKind.CONTEXT_CHANGED: _changed,
    FactKind.CASE_ENDED: _ended,
}
