"""The yearly report of a work plan: figures by party, axis and action, and behind each the acts with their evidence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from activities.documents.paper import Field
from activities.documents.report import Fields, Line, Report, Section, row
from activities.documents.report import Table as Printed
from api.opendata.rows import Row, column
from api.web.formatters import capital, clock_time, date_br
from api.web.plan_year import Continuous, Evidence, PlanYear
from api.web.views.cumprimento import NO_AXIS, ActLine, Standing, StoodLine, stood_lines, tables
from api.web.views.graficos import Cell, Table
from api.web.views.papel import BODY, day_in_words
from api.web.views.procedimentos import case_name
from workflows.clock import local_date
from workflows.cooperacao.acontecimentos import EVIDENCIA, REPRESENTACAO

EVENT_WORDS = ("documento", "instituicao", "acontecimento", "descricao", "motivo")
"""What is told of an event beside its name, in this order, where its form says it."""
WHOLE = "todos os partícipes, com as evidências"
OWN = "todos os partícipes; as evidências são só as do partícipe de quem pediu"


class Item(Row):
    """An act of the year, or one piece of evidence of an action that is owed all through the term."""

    acao: str = column("Ação", "O número da ação no plano.")
    o_que: str = column("O que fazer", "A ação, como o plano a descreve.")
    eixos: str | None = column("Eixos", "Os eixos da ação, separados por ponto e vírgula; vazio se o plano não os tem.")
    participe: str = column("Partícipe", "Quem deve a ação.")
    vez: str | None = column("Vez", "Qual das vezes, como 3/60; vazia para a ação devida durante toda a vigência.")
    vence_em: date | None = column("Vence em", "O último dia; vazio quando o plano não dá data.")
    cumprido_em: date | None = column("Cumprido em", "O dia do cumprimento; vazio enquanto não há.")
    situacao: str = column(
        "Situação", "Como está o ato, ou “Evidência” para a ação devida durante toda a vigência.",
        json_schema_extra={"enum": [*(one.value for one in Standing), "Evidência"]},
    )  # fmt: skip
    horas: int | None = column("Horas", "As horas realizadas, onde o plano as mede.")
    minimo_de_horas: int | None = column("Mínimo de horas", "As que o plano pede no ano; vazio onde não mede.")
    evidencia: str | None = column("Evidência", "O que o partícipe disse ter feito.")
    documento: str | None = column("Documento", "O documento que o comprova.")
    endereco: str | None = column("Endereço", "Onde se encontra o que o comprova.")
    registro: str | None = column("Registro", "A página do ato neste sistema.")


@dataclass(frozen=True)
class AxisPart:
    """The acts and the evidence of one axis (or of the several that an action has), for the page."""

    title: str
    acts: tuple[tuple[ActLine, Evidence | None], ...]
    continuous: tuple[Continuous, ...]


@dataclass(frozen=True)
class EventLine:
    """Something that happened in the year."""

    day: date
    what: str
    said: str


@dataclass(frozen=True)
class ReportView:
    """The report as a page shows it."""

    title: str
    year: int | None
    period: str
    years: tuple[int, ...]
    tables: tuple[Table, ...]
    parts: tuple[AxisPart, ...]
    happened: tuple[EventLine, ...]
    stood: tuple[StoodLine, ...]


def report_view(found: PlanYear, today: date) -> ReportView:
    """The whole of it."""
    hours = hours_table(found)
    return ReportView(
        found.running.plan.title, found.year, period(found), found.years,
        (*tables(found.acts), *((hours,) if hours.rows else ())), tuple(_parts(found)), tuple(_events(found)),
        stood_lines(found.stood, found.names, today),
    )  # fmt: skip


def period(found: PlanYear) -> str:
    """`2026`, or “toda a vigência”."""
    return str(found.year) if found.year else "toda a vigência"


def items(found: PlanYear, base: str) -> Iterator[Item]:
    """The acts, then the evidence of continuous actions; `base` is the address of the pages."""
    least = {id: action.min_hours for id, action in found.running.actions.items()}
    for act in found.acts:
        shown = found.evidence.get(act.task)
        yield Item(
            acao=act.action, o_que=act.title, eixos="; ".join(_axes(act.axes)) or None, participe=act.party,
            vez=act.which, vence_em=act.due, cumprido_em=act.done, situacao=act.standing.value,
            minimo_de_horas=least.get(act.action), registro=f"{base}{act.href}" if act.shown else None,
            **_said(shown),
        )  # fmt: skip
    for one in found.continuous:
        yield Item(
            acao=one.action, o_que=one.title, eixos="; ".join(one.axes) or None, participe=one.party, vez=None,
            vence_em=None, cumprido_em=one.evidence.on, situacao="Evidência", minimo_de_horas=None, registro=None,
            **_said(one.evidence),
        )  # fmt: skip


def document(found: PlanYear, base: str, at: datetime) -> dict[str, Any]:
    """The report as one JSON object, as `schema` describes it."""
    return {
        "plano": found.running.plan.id, "titulo": found.running.plan.title,
        "processo": case_name(found.case.type, found.case.label), "ano": found.year, "gerado_em": at.isoformat(),
        "itens": [one.model_dump(mode="json") for one in items(found, base)],
    }  # fmt: skip


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of `document`; the columns of the CSV are those of its items."""
    text = {"type": "string"}
    properties: dict[str, Any] = {
        "plano": text,
        "titulo": text,
        "processo": text,
        "ano": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
    }
    properties |= {"gerado_em": {**text, "format": "date-time"}}
    properties |= {"itens": {"type": "array", "items": Item.model_json_schema()}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Relatório anual de um plano de trabalho",
        "type": "object", "properties": properties, "required": list(properties), "additionalProperties": False,
    }  # fmt: skip


def hours_table(found: PlanYear) -> Table:
    """The hours of the year beside what the plan asks for, by action and party."""
    least = {id: action.min_hours for id, action in found.running.actions.items()}
    done: dict[tuple[str, str], int] = {}
    for act in found.acts:
        hours = found.evidence[act.task].hours if act.task in found.evidence else None
        if hours is not None:
            done[act.action, act.party] = done.get((act.action, act.party), 0) + hours
    rows = tuple(
        (Cell(f"{action}, {party}"), Cell(str(hours)), Cell(str(least.get(action) or "não diz")))
        for (action, party), hours in done.items()
    )
    return Table("Horas no ano", ("Ação e partícipe", "Horas realizadas", "Mínimo no plano"), rows)


def printed(found: PlanYear, at: datetime, *, whole: bool) -> Report:
    """The same on paper; `whole`: with the evidence of every party, and not of that of whoever asks alone."""
    today = local_date(at)
    view, plan = report_view(found, today), found.running.plan
    fields = (
        Field(label="Processo", text=case_name(found.case.type, found.case.label)),
        Field(label="Partícipes", text="; ".join(party.name for party in plan.parties)),
        Field(label="Vigência", text=f"{date_br(found.running.given.assinado_em)} a {date_br(found.running.end)}"),
        Field(label="Alcance", text=WHOLE if whole else OWN),
    )
    return Report(
        body=BODY, title=f"Relatório de {period(found)}", subtitle=plan.title, date=today, fields=fields,
        subject="Cumprimento do plano de trabalho, por partícipe, eixo e ação, com as evidências.",
        day=f"{day_in_words(today)}, {clock_time(at)}", foot=f"{plan.title}, {period(found)}"[:110],
        sections=(
            Section(title="Os números", blocks=tuple(printed_table(one) for one in view.tables)),
            *(_section(part) for part in view.parts),
            plain_section("O que aconteceu", ("Dia", "O quê", "Como consta"), (1, 2, 4),
                   [(date_br(one.day), one.what, one.said) for one in view.happened]),
            plain_section("Quem representou cada partícipe", ("Partícipe", "Função", "Quem", "Quando"), (3, 2, 2, 2),
                   [(one.party, one.function, one.name, one.period) for one in view.stood]),
        ),
    )  # fmt: skip


def _parts(found: PlanYear) -> Iterator[AxisPart]:
    acts = sorted(found.acts, key=lambda act: act.axes)
    shown = {axes: tuple(group) for axes, group in groupby(acts, key=lambda act: act.axes)}
    always = sorted(found.continuous, key=lambda one: (one.axes, one.action, one.party))
    owed = {axes or (NO_AXIS,): tuple(group) for axes, group in groupby(always, key=lambda one: one.axes)}
    for axes in dict.fromkeys((*shown, *owed)):
        lines = tuple((act, found.evidence.get(act.task)) for act in shown.get(axes, ()))
        yield AxisPart(" e ".join(axes), lines, owed.get(axes, ()))


def _events(found: PlanYear) -> Iterator[EventLine]:
    for fact in found.happened:
        if fact.data.get("event") in (EVIDENCIA.id, REPRESENTACAO.id):
            continue
        form: Mapping[str, Any] = fact.data.get("form") or {}
        said = ". ".join(str(form[name]).rstrip(".") for name in EVENT_WORDS if form.get(name))
        day = date.fromisoformat(form["data"]) if form.get("data") else local_date(fact.at)
        yield EventLine(day, capital(str(fact.data.get("title") or "")), said)


def _axes(axes: Sequence[str]) -> Sequence[str]:
    return axes if axes != (NO_AXIS,) else ()


def _said(shown: Evidence | None) -> dict[str, Any]:
    if shown is None:
        return dict.fromkeys(("horas", "evidencia", "documento", "endereco"))
    return {
        "horas": shown.hours, "evidencia": shown.said or None, "documento": shown.document or None,
        "endereco": shown.address or None,
    }  # fmt: skip


def proof(shown: Evidence | None) -> str:
    """Where the evidence is, and what was agreed or counted, in one line."""
    if shown is None:
        return ""
    told = (shown.document, shown.address, f"{shown.hours} horas" if shown.hours is not None else "", shown.agreement)
    return "; ".join(one for one in told if one)


def _section(part: AxisPart) -> Section:
    blocks: list[Fields | Printed] = []
    if part.acts:
        rows = tuple(_act(act, shown) for act, shown in part.acts)
        head = ("Ato e evidência", "Partícipe", "Vence em", "Cumprido em", "Situação")
        blocks.append(Printed(caption="", widths=(5, 3, 2, 2, 2), head=head, rows=rows))
    if part.continuous:
        always = tuple(_always(one) for one in part.continuous)
        names = ("Durante toda a vigência", "Partícipe", "Quando")
        blocks.append(Printed(caption="", widths=(6, 3, 2), head=names, rows=always))
    return Section(title=part.title, blocks=tuple(blocks))


def _act(act: ActLine, shown: Evidence | None) -> tuple[Line, ...]:
    more = tuple(one for one in (shown.said if shown else "", proof(shown)) if one)
    what = Line(text=f"{act.action} {act.which}: {act.title}", more=more)
    due, done = (date_br(day) if day else "" for day in (act.due, act.done))
    return (what, *row(act.party, due, done, act.standing.value))


def _always(one: Continuous) -> tuple[Line, ...]:
    more = tuple(text for text in (one.evidence.said, proof(one.evidence)) if text)
    return (Line(text=f"{one.action}: {one.title}", more=more), *row(one.party, date_br(one.evidence.on)))


def printed_table(table: Table) -> Printed | Fields:
    """A table of a page on paper."""
    if not table.rows:
        return Fields(items=(Field(label=table.caption, text="nada a mostrar"),))
    rows = tuple(row(*(cell.text for cell in cells)) for cells in table.rows)
    return Printed(caption=table.caption, widths=(3, *(1 for _ in table.head[1:])), head=table.head, rows=rows)


def plain_section(
    title: str, head: tuple[str, ...], widths: tuple[int, ...], rows: Sequence[tuple[str, ...]]
) -> Section:
    """A section that is one table of plain texts, or says that there is nothing."""
    if not rows:
        return Section(title=title, intro="Nada neste período.")
    table = Printed(caption="", widths=widths, head=head, rows=tuple(row(*one) for one in rows))
    return Section(title=title, blocks=(table,))
