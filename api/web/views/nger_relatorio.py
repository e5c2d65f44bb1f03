"""The yearly report of the NGER: what each process did, which products were filed, which referrals are open."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from activities.documents.paper import Field
from activities.documents.report import Report, Section
from activities.records.queries.views import TaskView
from api.opendata.rows import Row, column
from api.web.formatters import clock_time, date_br
from api.web.nger_year import NgerYear
from api.web.views.graficos import Cell, Table
from api.web.views.nger import year_rows
from api.web.views.papel import BODY, day_in_words
from api.web.views.procedimentos import case_name
from api.web.views.relatorio import plain_section, printed_table
from workflows.clock import local_date
from workflows.kernel.registry import about
from workflows.kernel.state import TaskStatus
from workflows.nger.processo import ARQUIVADO, NAO_PRODUZIDO, PRODUTO, ProcessoDoNger
from workflows.nger.reuniao import ACOMPANHAR, CUMPRIDO, NAO_CUMPRIDO

Kind = Literal["atividade", "produto", "encaminhamento"]
TITLES = {str(one): one.title for one in (ARQUIVADO, NAO_PRODUZIDO, CUMPRIDO, NAO_CUMPRIDO)}
DONE, SPARED, OPEN, OVERDUE = "Feita", "Dispensada", "Em aberto", "Em atraso"


class AtoDoNger(Row):
    """An activity of a process, a product of it, or a referral of a meeting, of those that were asked for."""

    tipo: Kind = column("Tipo", "Se é atividade do guia, produto do processo, ou encaminhamento de reunião.")
    processo: str = column("Processo", "O processo do guia, ou o tema da reunião.")
    quem: str = column("Quem responde", "A unidade que responde pelo processo, ou quem faz o encaminhamento.")
    o_que: str = column("O que fazer", "A atividade, o produto ou o encaminhamento.")
    mes: str | None = column("Mês", "O mês, do que o guia quer em cada mês; vazio no mais.")
    vence_em: date | None = column("Vence em", "O último dia; vazio quando não há.")
    feito_em: date | None = column("Feito em", "O dia em que foi registrado; vazio enquanto não foi.")
    situacao: str = column(
        "Situação", "Como está.", json_schema_extra={"enum": [DONE, SPARED, OPEN, OVERDUE, *TITLES.values()]}
    )
    relato: str | None = column("Relato", "O que se fez, ou por que não; vazio quando nada foi dito.")
    documento: str | None = column("Documento", "O documento em que está; vazio quando não foi dito.")
    registro: str = column("Registro", "A página do ato neste sistema.")


@dataclass(frozen=True)
class NgerReport:
    """The report as a page shows it: figures, then the acts of each process, in the order of the year."""

    year: int
    body: str
    tables: tuple[Table, ...]
    parts: tuple[tuple[str, tuple[AtoDoNger, ...]], ...]


def items(found: NgerYear, base: str, today: date) -> Iterator[AtoDoNger]:
    """The acts of each process of the year in its order, then the referrals of its meetings."""
    for one in _planned(found):
        case = found.runs.get((one.processo, one.inicio))
        for task in found.tasks:
            if case is not None and task.case_id == case.id and task.status is not TaskStatus.WITHDRAWN:
                product = task.decl == PRODUTO.id
                yield AtoDoNger(
                    tipo="produto" if product else "atividade", processo=one.processo_do_guia.name,
                    quem=one.responsavel, o_que=(task.subject if product else None) or task.title,
                    mes=None if product else task.subject,
                    **_told(found, task, base, today),
                )  # fmt: skip
    themes = {meeting.id: meeting.subject for meeting in found.meetings}
    for task in found.tasks:
        if task.decl == ACOMPANHAR.id and task.case_id in themes and task.status is not TaskStatus.WITHDRAWN:
            yield AtoDoNger(
                tipo="encaminhamento", processo=themes[task.case_id], quem=str(task.about.get("quem faz") or ""),
                o_que=str(task.about.get("o que fazer") or task.title), mes=None, **_told(found, task, base, today),
            )  # fmt: skip


def report(found: NgerYear, base: str, today: date) -> NgerReport:
    """The whole of it."""
    acts = tuple(items(found, base, today))
    names = dict.fromkeys(act.processo for act in acts if act.tipo != "encaminhamento")
    parts = tuple((name, tuple(act for act in acts if act.processo == name)) for name in names)
    return NgerReport(
        found.given.ano, found.given.orgao, (_processes(found, today), _products(acts), _referrals(acts)), parts
    )


def document(found: NgerYear, base: str, at: datetime) -> dict[str, Any]:
    """The report as one JSON object, as `schema` describes it."""
    today = local_date(at)
    return {
        "orgao": found.given.orgao, "ano": found.given.ano, "processo": case_name(found.case.type, found.case.label),
        "gerado_em": at.isoformat(), "itens": [one.model_dump(mode="json") for one in items(found, base, today)],
    }  # fmt: skip


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of `document`; the columns of the CSV are those of its items."""
    text = {"type": "string"}
    properties: dict[str, Any] = {"orgao": text, "ano": {"type": "integer"}, "processo": text}
    properties |= {"gerado_em": {**text, "format": "date-time"}}
    properties |= {"itens": {"type": "array", "items": AtoDoNger.model_json_schema()}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Relatório anual do NGER",
        "type": "object", "properties": properties, "required": list(properties), "additionalProperties": False,
    }  # fmt: skip


def printed(found: NgerYear, base: str, at: datetime) -> Report:
    """The same on paper."""
    today = local_date(at)
    view = report(found, base, today)
    title = f"Relatório do NGER, {view.year}"
    return Report(
        body=BODY, title=title, subtitle=view.body, date=today,
        subject="O que cada processo do NGER fez no ano, os produtos arquivados e os encaminhamentos das reuniões.",
        day=f"{day_in_words(today)}, {clock_time(at)}", foot=f"{title}, {view.body}"[:110],
        fields=(Field(label="Processo", text=case_name(found.case.type, found.case.label)),),
        sections=(
            Section(title="O ano em números", blocks=tuple(printed_table(one) for one in view.tables)),
            *(plain_section(name, ("O que", "Vence em", "Feito em", "Situação", "Relato e documento"), (4, 2, 2, 2, 4),
                            [_line(act) for act in acts]) for name, acts in view.parts),
        ),
    )  # fmt: skip


def proof(act: AtoDoNger) -> str:
    """What was told of an act and where it stands, in one line."""
    return "; ".join(one.rstrip(".") for one in (act.relato, act.documento) if one)


def _line(act: AtoDoNger) -> tuple[str, ...]:
    due, done = (date_br(day) if day else "" for day in (act.vence_em, act.feito_em))
    return (f"{act.o_que} ({act.mes})" if act.mes else act.o_que, due, done, act.situacao, proof(act))


def _planned(found: NgerYear) -> list[Any]:
    return sorted((*found.given.processos, *found.added), key=lambda one: (one.inicio, one.processo))


def _told(found: NgerYear, task: TaskView, base: str, today: date) -> dict[str, Any]:
    fact = found.done.get(task.id)
    form = (fact.data.get("form") if fact else None) or {}
    said = form.get("descricao") or form.get("relato") or form.get("observacao")
    return {
        "vence_em": task.due, "feito_em": local_date(task.closed_at) if task.closed_at else None,
        "situacao": _standing(task, today), "relato": said or None, "documento": form.get("documento") or None,
        "registro": f"{base}/tarefas/{task.id}",
    }  # fmt: skip


def _standing(task: TaskView, today: date) -> str:
    if task.status.open:
        return OVERDUE if task.overdue(today) else OPEN
    if task.status is TaskStatus.SKIPPED:
        return SPARED
    return TITLES.get(task.outcome or "", DONE)


def _processes(found: NgerYear, today: date) -> Table:
    outcomes = {str(one): one.title for one in about(ProcessoDoNger.about.id).outcomes}
    ended = {f"/processos/{case.id}": outcomes.get(case.outcome or "", "") for case in found.runs.values()}
    late: Counter[str] = Counter(f"/processos/{task.case_id}" for task in found.tasks if task.overdue(today))
    lines = tuple(
        (
            Cell(row.name, row.href), Cell(row.who), Cell(ended.get(row.href) or row.word),
            Cell(f"{row.done} de {row.total}"), Cell(str(late[row.href]), late=row.state == "atrasado"),
        )
        for row in year_rows(found.given, found.added, found.runs, found.tasks, {}, today)
    )  # fmt: skip
    return Table("Processos do ano", ("Processo", "Quem responde", "Como está", "Atos feitos", "Em atraso"), lines)


def _products(acts: tuple[AtoDoNger, ...]) -> Table:
    rows = tuple(
        (Cell(act.o_que), Cell(act.processo), Cell(act.situacao), Cell(proof(act) or "–"))
        for act in acts if act.tipo == "produto"
    )  # fmt: skip
    return Table("Produtos", ("Produto", "Processo", "Situação", "Onde está"), rows)


def _referrals(acts: tuple[AtoDoNger, ...]) -> Table:
    rows = tuple(
        (Cell(act.o_que), Cell(act.processo), Cell(act.quem), Cell(date_br(act.vence_em) if act.vence_em else "–"),
         Cell(act.situacao, late=act.situacao == OVERDUE))
        for act in acts if act.tipo == "encaminhamento"
    )  # fmt: skip
    head = ("Encaminhamento", "Reunião", "Quem faz", "Até", "Situação")
    return Table("Encaminhamentos das reuniões do ano", head, rows)
