"""What stands on a document of the body, made of its fact, and which facts have one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from activities.documents.paper import Body, Clause, Clauses, Field, Paper, Part, Signatory, Table, Text
from activities.records.issued import new_code
from activities.records.queries.issued import IssuedView
from activities.records.queries.views import FactView, TaskView
from activities.records.tables import IssuedRow
from api.web.formatters import MONTHS, bare, capital, instant_br, law
from api.web.shapes import Kind, Shape, shapes
from api.web.views.citacoes import cite
from api.web.views.conteudo import answers
from api.web.views.fatos import Names, covering, who
from api.web.views.partes import Listing, published
from api.web.views.procedimentos import (
    about,
    case_name,
    document_declaration,
    event_declaration,
    task_declaration,
)
from api.web.views.sobre import in_words
from workflows.clock import local_date
from workflows.kernel.issuing import VERSIONS, OfficialDocument, Template
from workflows.kernel.roles import role_title
from workflows.kernel.state import FactKind
from workflows.kernel.words import Decision, Form, HumanTask, Publication

BODY = Body(state="Estado de Mato Grosso", name="Secretaria de Estado de Infraestrutura e Logística")
PLACE = "Cuiabá"
KINDS = {
    Template.DESPACHO: "Despacho",
    Template.EXTRATO: "Extrato de publicação",
    Template.RECIBO: "Recibo de protocolo",
    Template.CERTIDAO: "Certidão",
    Template.PARECER: "Parecer",
    Template.CONVOCACAO: "Convocação",
    Template.EDITAL: "Edital",
    Template.MINUTA: "Instrumento",
    Template.MEMORIA: "Memória de cálculo",
}
RECEIPT = "O que foi apresentado"
CLAUSE = {"inciso", "titulo", "texto"}
"""The fields that make rows of a form the clauses of an instrument."""
LINE = {"texto", "valor"}
"""The fields that make rows of a form the lines of a computation."""


@dataclass(frozen=True)
class Printable:
    """A fact that has a document: `title` names it, `href` is where its PDF is."""

    seq: int
    title: str
    kind: str
    on: date
    href: str


class Case(Protocol):
    """What must be known of a case: its own view, or what is public of it."""

    @property
    def id(self) -> str: ...
    @property
    def type(self) -> str: ...


def kind_of(template: str) -> str:
    """How people call documents of a template; the id when this build does not have it."""
    return KINDS[Template(template)] if template in set(Template) else template


def called(decl: str | None, template: str) -> str:
    """How people call a document: as its declaration says, else by its template."""
    declared = document_declaration(decl) if decl else None
    return (declared.called if declared else "") or kind_of(template)


def heading(issued: IssuedView) -> str:
    """`Despacho nº 3/2026`; without a number of its own, the kind and its case."""
    kind = called(issued.decl, issued.template)
    if issued.number is not None:
        return f"{kind} nº {issued.number}/{issued.year}"
    return f"{kind} no processo {case_of(issued)}"


def case_of(issued: IssuedView) -> str:
    """`PMIS 17/2026`."""
    return case_name(issued.case_type, f"{issued.case_number}/{issued.case_year}")


def day_in_words(day: date) -> str:
    """`8 de junho de 2026`; the first of a month is an ordinal."""
    return f"{'1º' if day.day == 1 else day.day} de {MONTHS[day.month - 1]} de {day.year}"


def printables(case: Case, facts: Iterable[FactView], open_to_all: str = "") -> tuple[Printable, ...]:
    """The documents that the facts of a case have, newest first; with `open_to_all`, the public page of the case, those
    that anybody may read."""
    base = f"{open_to_all or f'/processos/{case.id}'}/papeis"
    rows = [row for fact in facts if (row := draft(case, fact)) is not None and (row.public or not open_to_all)]
    return tuple(
        Printable(row.seq, row.title, called(row.decl, row.template), row.issued_on, f"{base}/{row.seq}")
        for row in reversed(rows)
    )


def draft(case: Case, fact: FactView) -> IssuedRow | None:
    """The document that `fact` has, under a code that is new: the records say whether it has one already.

    None for facts that have no document: those that neither issue one, nor start the case, nor decide or publish, nor
    are the end of a task or the arrival of an event that the procedure says leaves one.
    """
    on = local_date(fact.at)
    place: dict[str, Any] = {
        "code": new_code(),
        "case_id": case.id,
        "fact_hash": fact.hash,
        "seq": fact.seq,
        "year": on.year,
    }
    if fact.kind is FactKind.DOCUMENT_ISSUED:
        named: dict[str, Any] = {name: fact.data[name] for name in ("title", "template", "version", "public")}
        return IssuedRow(**place, **named, decl=fact.data["document"], issued_on=on)
    if fact.kind is FactKind.CASE_STARTED:
        version = VERSIONS[Template.RECIBO]
        return IssuedRow(**place, title=RECEIPT, template=str(Template.RECIBO), version=version, issued_on=on)
    task = task_declaration(str(fact.data.get("decl"))) if fact.kind is FactKind.TASK_COMPLETED else None
    left = left_by(case.type, _source(fact))
    template = left.template if left else _template(task)
    if template is None:
        return None
    title, decl = (left.title, left.id) if left else (task.title, task.id) if task else ("", "")
    return IssuedRow(
        **place, decl=decl, title=title, template=str(template), version=VERSIONS[template], issued_on=on,
        public=left.public if left else isinstance(task, Publication),
    )  # fmt: skip


def _source(fact: FactView) -> str:
    """The id of the task or event whose end or arrival a fact is; else nothing."""
    named = {FactKind.TASK_COMPLETED: "decl", FactKind.EVENT_RECEIVED: "event"}.get(fact.kind)
    return str(fact.data.get(named) or "") if named and "form" in fact.data else ""


def left_by(type_id: str, source: str) -> OfficialDocument | None:
    """The document that the procedure says the end of the task `source`, or the arrival of that event, is."""
    known = about(type_id)
    declared = known.documents if known and source else ()
    return next((one for one in declared if isinstance(one, OfficialDocument) and one.of == source), None)


def _template(task: HumanTask | None) -> Template | None:
    if isinstance(task, Decision):
        return Template.DESPACHO
    return Template.EXTRATO if isinstance(task, Publication) else None


def paper(issued: IssuedView, fact: FactView, task: TaskView | None, names: Names, base_url: str) -> Paper:
    """All that stands on the document of `fact`, which ended `task` if any. `names`: of persons and parties, by id."""
    declared = document_declaration(issued.decl) if issued.decl else None
    form, data, composed = _said(fact, declared, task)
    shown = _parts(_public(shapes(form)), data) if form else ()
    return Paper(
        template=Template(issued.template), version=issued.version, body=BODY, heading=heading(issued),
        title=issued.title, case=case_of(issued), subject=issued.case_subject, fact=issued.seq,
        provision=law(cite(issued.provision).full) if issued.provision else "", place=PLACE, date=issued.issued_on,
        day=day_in_words(issued.issued_on), to=_to(fact, declared, task, names),
        parts=(*(() if composed else _told(fact, declared, task, public=issued.public)), *_result(fact), *shown),
        signatures=_signatures(fact, task, names), code=issued.code, link=f"{base_url}/verificar/{issued.code}",
    )  # fmt: skip


def _to(fact: FactView, declared: OfficialDocument | None, task: TaskView | None, names: Names) -> str:
    """Whom the document is for: whom its declaration says, the party of the act, or whoever handed in what started the
    case."""
    if declared and declared.to and task:
        return str(task.about.get(declared.to) or "")
    started = fact.kind is FactKind.CASE_STARTED
    return names.get(str(fact.actor if started else fact.data.get("party")), "")


def _said(
    fact: FactView, declared: OfficialDocument | None, task: TaskView | None
) -> tuple[type[Form] | None, Mapping[str, Any], bool]:
    """The form of what the document says, the answers in it, and whether they were composed for it."""
    if fact.kind is FactKind.DOCUMENT_ISSUED:
        return (declared.shows if declared else None), fact.data["shows"], True
    if fact.kind is FactKind.CASE_STARTED:
        found = about(str(fact.data.get("type")))
        return (found.input if found else None), fact.data.get("input") or {}, False
    source = task_declaration(_source(fact)) or event_declaration(_source(fact))
    sent = fact.data.get("form") or {}
    made = declared.said(source.form, sent, task.about if task else {}) if declared and source else None
    if made is not None:
        return type(made), made.model_dump(mode="json", exclude_none=True), True
    return (source.form if source else None), sent, False


def _told(
    fact: FactView, declared: OfficialDocument | None, task: TaskView | None, *, public: bool
) -> tuple[Field | Text, ...]:
    """When it was received; or what the task was about. Lists of that are for those who see the case: they may name
    persons."""
    if fact.kind is FactKind.CASE_STARTED:
        return (Field(label="Recebido em", text=instant_br(fact.at)),)
    addressed = declared.to if declared else ""
    told = published(
        in_words(task.case_type, {key: value for key, value in task.about.items() if key != addressed}) if task else {},
        {},
    )
    said = (Field(label=one.label, text=one.text) for one in told.said)
    return (*said, *(() if public else map(_listed, told.listings)))


def _result(fact: FactView) -> tuple[Field, ...]:
    """How the task ended, where it could have ended otherwise."""
    ended = task_declaration(str(fact.data.get("decl"))) if fact.kind is FactKind.TASK_COMPLETED else None
    chosen = str(fact.data.get("outcome_title") or "") if ended and len(ended.outcomes) > 1 else ""
    return (Field(label="Decisão" if isinstance(ended, Decision) else "Conclusão", text=chosen),) if chosen else ()


def _listed(listing: Listing) -> Text:
    """A table as lines: one answer alone, or each answer after its head."""
    alone = len(listing.heads) == 1
    lines = (
        "; ".join(cell if alone else f"{head}: {cell}" for head, cell in zip(listing.heads, row, strict=True) if cell)
        for row in listing.rows
    )
    return Text(label=listing.title, paragraphs=tuple(line for line in lines if line))


def _signatures(fact: FactView, task: TaskView | None, names: Names) -> tuple[Signatory, ...]:
    if fact.kind is FactKind.DOCUMENT_ISSUED:
        acts = [(str(one["by"]), date.fromisoformat(one["on"])) for one in fact.data.get("signed", ())]
        return tuple(Signatory(name=who(by, names), role="", day=day_in_words(on)) for by, on in acts)
    if fact.kind is FactKind.CASE_STARTED:
        return ()  # the system took it in; nobody of the body stands for it
    role = bare(role_title(task.role)) if task else ""
    signed = who(fact.actor, names) + covering(fact.data, names)
    return (Signatory(name=signed, role=role, day=day_in_words(local_date(fact.at))),)


def people_in(fact: FactView) -> set[str]:
    """Whom the document of a fact names, by id: who signs, and whom it is for."""
    signed = [one.get("by") for one in fact.data.get("signed", ())]
    return {str(id) for id in (fact.actor, fact.data.get("acting_for"), fact.data.get("party"), *signed) if id}


def _public(asked: Sequence[Shape]) -> tuple[Shape, ...]:
    """The shapes without what no copy shows, at any depth."""
    kept = (one for one in asked if not one.restricted)
    return tuple(_without_restricted(one) for one in kept)


def _without_restricted(shape: Shape) -> Shape:
    item = _without_restricted(shape.item) if shape.item else None
    return Shape(**{**shape.__dict__, "children": _public(shape.children), "item": item})


def _parts(asked: Sequence[Shape], data: Mapping[str, Any]) -> tuple[Part, ...]:
    found: list[Part] = []
    for shape in asked:
        if _rows_of(shape, CLAUSE) and data.get(shape.name):
            found.append(Clauses(label=shape.label, items=tuple(_clause(row) for row in data[shape.name])))
            continue
        if _rows_of(shape, LINE) and data.get(shape.name):
            found.append(_table(shape, data[shape.name]))
            continue
        for said in answers((shape,), data):
            lines = tuple(line.strip() for line in said.text.splitlines() if line.strip())
            long = said.long or len(lines) > 1
            found.append(
                Text(label=said.label, paragraphs=lines) if long else Field(label=said.label, text=said.text.strip())
            )
    return tuple(found)


def _rows_of(shape: Shape, fields: set[str]) -> bool:
    return shape.kind is Kind.ROWS and shape.item is not None and {one.name for one in shape.item.children} == fields


def _table(shape: Shape, rows: Sequence[Mapping[str, Any]]) -> Table:
    asked = shape.item.children if shape.item else ()
    cells = (tuple("".join(said.text for said in answers((one,), row)) for one in asked) for row in rows)
    return Table(label=shape.label, heads=tuple(one.label for one in asked), rows=tuple(cells))


def _clause(row: Mapping[str, Any]) -> Clause:
    lines = tuple(line.strip() for line in str(row["texto"]).splitlines() if line.strip())
    return Clause(mark=str(row.get("inciso") or ""), title=capital(str(row["titulo"])), paragraphs=lines)
