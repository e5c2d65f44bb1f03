"""The page of one procedure: everything its declarations say, in the order of the norm."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from workers.docs.text import BOUND, COUNTINGS, GENERATED_BY, NATURES, budget, default, roles, section, table
from workflows.kernel.consult import Register
from workflows.kernel.flow import flow_of
from workflows.kernel.issuing import OfficialDocument
from workflows.kernel.registry import about, declared, procedures
from workflows.kernel.words import Deadline, Decision, Event, Form, HumanTask, Notice, Publication
from workflows.norms import Parameter


def index_page() -> str:
    """The list of procedures that this build runs."""
    rows = [
        (f"[{kind.about.title}]({type_id}.md)", kind.about.norm, ", ".join(one.short for one in kind.about.provisions))
        for type_id, kind in procedures().items()
    ]
    lines = [GENERATED_BY, "", "# Procedimentos", "", *table(("Procedimento", "Norma", "Dispositivos"), rows)]
    return "\n".join(lines) + "\n"


def procedure_page(type_id: str) -> str:
    """The page of a procedure. Raises `KeyError` when this build does not have it."""
    known = about(type_id)
    lines = [GENERATED_BY, "", f"# {known.title}", "", f"`{type_id}`, {known.norm}.", ""]
    lines += [f"- {provision.citation}: {provision.summary}" for provision in known.provisions]
    begun = f"Quem pode iniciar: {roles(known.started_by)}." if known.started_by else "Só outro procedimento o inicia."
    lines += ["", begun]
    lines += section("O caminho", _way(type_id))
    lines += section("Etapas", [f"{number}. {stage.title}" for number, stage in enumerate(known.stages, 1)])
    lines += section("Pedido inicial", _fields(known.input))
    lines += section("Tarefas, decisões e publicações", _tasks(type_id))
    lines += section("Prazos", _deadlines(type_id))
    lines += section("O que terceiros podem trazer", _events(type_id))
    lines += section("Consultas fora do processo", _registers(type_id))
    lines += section("Documentos emitidos", _documents(type_id))
    lines += section("Avisos", _notices(type_id))
    lines += section("Parâmetros", _parameters(type_id))
    lines += section("Resultados", [f"- {outcome.title} (`{outcome}`)" for outcome in known.outcomes])
    return "\n".join(lines) + "\n"


def _way(type_id: str) -> list[str]:
    drawn = "Desenhado a partir dos passos do procedimento, por todos os resultados, e conferido com os cenários."
    if flow_of(type_id).partial:
        drawn += " Parte do caminho depende de dados do caso e não aparece."
    return [
        f"![O caminho do procedimento]({type_id}.svg)",
        "",
        f"{drawn} Em pé: [{type_id}.upright.svg]({type_id}.upright.svg). BPMN 2.0: [{type_id}.bpmn]({type_id}.bpmn).",
    ]


# -- tasks -----------------------------------------------------------------------------------------------------------


def _tasks(type_id: str) -> list[str]:
    lines: list[str] = []
    for task in declared(type_id, HumanTask):
        lines += [*([""] if lines else []), f"### {task.title}", "", *_task(task)]
    return lines


def _task(task: HumanTask) -> Iterator[str]:
    yield f"`{task.id}`, {_kind(task)} · {task.provision.citation} · quem pratica: {_who(task)}"
    if task.instructions:
        yield from ("", task.instructions)
    yield ""
    for outcome in task.outcomes:
        yield f"- **{outcome.title}** (`{outcome}`)" + (f": {outcome.help}" if outcome.help else "")
    yield from (f"- {rule}" for rule in _rules(task))
    fields = _fields(task.form)
    if fields:
        yield from ("", *fields)


def _rules(task: HumanTask) -> Iterator[str]:
    watched = task.deadline or task.within
    if watched is not None:
        yield f"Prazo: {watched.title} (`{watched.id}`)."
    if task.excludes:
        yield f"Não pode ser feita por quem praticou: {', '.join(other.title for other in task.excludes)}."
    if task.skippable is not None:
        yield f"Pode ser dispensada com motivo ({task.skippable.citation})."
    if task.check is not None:
        yield "A norma é conferida antes de concluir."
    if task.duties:
        yield f"Deveres: {', '.join(task.duties)}."


def _kind(task: HumanTask) -> str:
    if isinstance(task, Publication):
        return "publicação"
    if isinstance(task, Decision):
        return "decisão" + (", com recurso" if task.appealable else ", sem recurso previsto")
    return "tarefa"


def _who(task: HumanTask) -> str:
    return f"quem o parâmetro `{task.authority.key}` diz" if task.authority else task.role.title


def _fields(form: type[Form]) -> list[str]:
    rows = []
    for name, field in form.model_fields.items():
        hints: Any = field.json_schema_extra or {}
        rows.append(
            (
                field.title or name,
                f"`{name}`",
                "sim" if field.is_required() else "não",
                "não" if hints.get("restrito") else "",
                field.description or "",
            )
        )
    return table(("Campo", "Nome", "Obrigatório", "Público", "Ajuda"), rows)


# -- the rest --------------------------------------------------------------------------------------------------------


def _deadlines(type_id: str) -> list[str]:
    lines: list[str] = []
    for deadline in declared(type_id, Deadline):
        lines += [*([""] if lines else []), f"### {deadline.title[:1].upper()}{deadline.title[1:]}", ""]
        lines += [
            f"`{deadline.id}` · {deadline.provision.citation}",
            "",
            f"- Duração: {budget(deadline)}.",
            f"- Natureza: {NATURES[deadline.nature]}.",
            f"- Contagem: {COUNTINGS[deadline.counting]}. Obriga: {BOUND[deadline.binds]}.",
            f"- Se ninguém agir, {deadline.on_lapse}.",
            *_ledger(deadline),
        ]
    return lines


def _ledger(deadline: Deadline) -> Iterator[str]:
    if deadline.suspendable is not None:
        yield f"- Pode ser suspenso ({deadline.suspendable.citation})."
    if deadline.extendable is not None:
        yield f"- Pode ser prorrogado ({deadline.extendable.citation})."
    if deadline.reminders:
        yield f"- Lembretes: {', '.join(map(str, deadline.reminders))} dias corridos antes."
    if deadline.escalations and deadline.escalates_to:
        late = ", ".join(map(str, deadline.escalations))
        yield f"- Em atraso, avisa {deadline.escalates_to.title} {late} dias corridos depois."
    if deadline.duties:
        yield f"- Deveres: {', '.join(deadline.duties)}."


def _events(type_id: str) -> list[str]:
    lines: list[str] = []
    for event in declared(type_id, Event):
        often = "quantas vezes quiser" if event.many else "uma vez"
        only = ", só as partes do processo" if event.parties_only else ""
        lines += [*([""] if lines else []), f"### {event.title[:1].upper()}{event.title[1:]}", ""]
        lines += [f"`{event.id}` · {event.provision.citation} · {roles(event.who)}{only}; {often}"]
        lines += ["", event.instructions] if event.instructions else []
        fields = _fields(event.form)
        lines += ["", *fields] if fields else []
    return lines


def _registers(type_id: str) -> list[str]:
    lines: list[str] = []
    for register in declared(type_id, Register):
        lines += [*([""] if lines else []), f"### {register.title[:1].upper()}{register.title[1:]}", ""]
        lines += [f"`{register.id}` · {register.provision.citation}"]
        lines += ["", "Resposta:", "", *_names(register.answer)]
    return lines


def _names(model: type[BaseModel]) -> list[str]:
    return [
        f"- `{name}`" + (f": {one.description}" if one.description else "") for name, one in model.model_fields.items()
    ]


def _documents(type_id: str) -> list[str]:
    lines = []
    for one in declared(type_id, OfficialDocument):
        made = f"do que a tarefa `{one.of}` registra" if one.of else "pelos passos do procedimento"
        open_to = "texto público" if one.public else "texto só de quem vê o processo"
        lines.append(f"- `{one.id}` ({one.provision.citation}): {one.title}, modelo {one.template}, {made}; {open_to}.")
    return lines


def _notices(type_id: str) -> list[str]:
    return [f"- `{notice.id}` ({notice.provision.citation}): {notice.title}" for notice in declared(type_id, Notice)]


def _parameters(type_id: str) -> list[str]:
    found: list[Parameter | None] = [deadline.parameter for deadline in declared(type_id, Deadline)]
    found += [task.authority for task in declared(type_id, HumanTask)]
    known = {parameter.key: parameter for parameter in found if parameter is not None}
    return [
        f"- `{one.key}` ({one.provision.citation}): {one.description} {default(one).capitalize()}."
        for one in known.values()
    ]
