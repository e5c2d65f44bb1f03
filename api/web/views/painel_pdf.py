"""The panel on paper: the figures, the tables, those of the charts, and what is late, as the page shows them."""

from collections.abc import Sequence

from activities.documents.paper import Field
from activities.documents.report import Fields, Line, Report, Section, row
from activities.documents.report import Table as Printed
from api.services.panel import Panel
from api.web.formatters import clock_time, date_br
from api.web.views import painel as views
from api.web.views.compromissos import NOT_THE_LAW
from api.web.views.graficos import Chart, Table
from api.web.views.painel_compromissos import promises_table
from api.web.views.painel_graficos import charts
from api.web.views.painel_listas import DeadlineLine
from api.web.views.papel import BODY, day_in_words
from api.web.views.tarefas import TaskLine

MOST = 200
"""So many lines of each list are printed; the rest is on the page."""


def report(panel: Panel, late: Sequence[DeadlineLine], tasks: Sequence[TaskLine]) -> Report:
    """The whole panel, with the deadlines (`late`) and open tasks that are over their date."""
    figures = tuple(Field(label=one.title, text=f"{one.value} ({one.said})") for one in views.figures(panel))
    return Report(
        body=BODY, title="Painel", subtitle=views.lead(panel), subject="Números da gestão", date=panel.today,
        day=f"{day_in_words(panel.today)}, {clock_time(panel.at)}", fields=figures,
        sections=(
            Section(title="Como estamos", blocks=tuple(_chart(one) for one in charts(panel))),
            Section(title="Onde está o trabalho", blocks=tuple(_table(one) for one in views.tables(panel))),
            *_promises(panel),
            Section(
                title="Quanto se leva, em dias corridos",
                blocks=tuple(_table(one) for one in (views.durations(panel), views.uses(panel))),
            ),
            _late("Prazos vencidos", ("Prazo", "Processo", "Venceu em"), [_deadline(one) for one in late]),
            _late("Tarefas vencidas", ("Tarefa", "Processo", "Venceu em"), [_task(one) for one in tasks]),
        ),
        foot=f"Painel de {date_br(panel.today)}",
    )  # fmt: skip


def _promises(panel: Panel) -> tuple[Section, ...]:
    promised = promises_table(panel.promises)
    return (Section(title="Compromissos", intro=NOT_THE_LAW, blocks=(_table(promised),)),) if promised else ()


def _chart(chart: Chart) -> Printed | Fields:
    return _table(chart.table)


def _table(table: Table) -> Printed | Fields:
    if not table.rows:
        return Fields(items=(Field(label=table.caption, text="nada a mostrar"),))
    widths = (3, *(1 for _ in table.head[1:]))
    rows = tuple(row(*(cell.text for cell in cells)) for cells in table.rows)
    return Printed(caption=table.caption, widths=widths, head=table.head, rows=rows)


def _late(title: str, head: tuple[str, ...], rows: Sequence[tuple[Line, ...]]) -> Section:
    if not rows:
        return Section(title=title, intro="Nada vencido.")
    cut = f"Os {MOST} mais antigos; os demais estão no painel." if len(rows) >= MOST else ""
    return Section(title=title, intro=cut, blocks=(Printed(caption="", widths=(4, 2, 2), head=head, rows=tuple(rows)),))


def _deadline(one: DeadlineLine) -> tuple[Line, ...]:
    due = date_br(one.due.day) if one.due.day else ""
    return Line(text=one.title, more=(one.cite.full,)), Line(text=one.case), Line(text=due)


def _task(one: TaskLine) -> tuple[Line, ...]:
    due = date_br(one.due.day) if one.due.day else ""
    return Line(text=one.title), Line(text=one.case), Line(text=due)
