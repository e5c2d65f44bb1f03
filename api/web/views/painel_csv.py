"""The figures of the panel as one table: which group, which item, what was counted, how many."""

from collections.abc import Iterable, Iterator
from typing import Any

from activities.records.queries.promised import PromiseCount
from api.services.panel import Panel
from api.web.formatters import bare, capital
from api.web.views.compromissos import called
from api.web.views.painel import first_stage, type_name
from api.web.views.painel_graficos import age_name
from api.web.views.procedimentos import stage_title
from workflows.kernel.roles import role_title

NAMES = ("quadro", "procedimento", "item", "medida", "valor")
COUNTS = {"open": "em aberto", "overdue": "vencidos", "soon": "em 7 dias", "free": "na fila", "people": "pessoas"}
TIMES = {
    "left": "passagens", "ended": "encerrados", "median_days": "mediana em dias",
    "most_days": "nove em dez até, em dias",
    "here": "em curso", "longest_days": "há mais tempo, em dias", "mean_days": "espera média, em dias",
    "kept": "atendidos", "missed": "não atendidos",
    "in_time": "no prazo", "late": "fora do prazo", "started": "começados", "administration": "da administração",
    "others": "de OSCs e interessados", "today": "hoje", "suspended": "suspensos", "provisional": "provisórios",
    "orphan_count": "sem ninguém que possa agir", "undelivered_count": "avisos não entregues",
    "stuck_count": "prazo acabado sem registro",
}  # fmt: skip
TITLES = COUNTS | TIMES
Row = tuple[str, str, str, str, Any]


def rows(panel: Panel) -> Iterator[Row]:
    """Every figure of the panel, one a row."""
    yield ("painel", "", "", "instante", panel.at.isoformat())
    yield from _of("processos", "", "todos", panel.cases)
    yield from _of("prazos", "", "todos", panel.deadlines)
    for kind in panel.types:
        yield from _of("procedimento", type_name(kind.type), "", kind)
    for stage in panel.stages:
        yield from _of("etapa", type_name(stage.type), stage_title(stage.type, stage.stage), stage)
    for unit in panel.units:
        yield from _of("unidade", "", unit.name, unit)
    for role in panel.roles:
        yield from _of("papel sem unidade", "", capital(bare(role_title(role.id))), role)
    for person in panel.people:
        yield from _of("pessoa", "", person.name, person)
    yield from _over_time(panel)
    yield from _of("impedimentos", "", "", panel.incidents)
    yield ("impedimentos", "", "", "processos parados por falha", len(panel.incidents.stopped))


def _over_time(panel: Panel) -> Iterator[Row]:
    for act in panel.acts:
        yield from _of("espera por ato", type_name(act.type), act.title, act)
    for week in panel.weeks:
        yield from _of("prazos da semana", "", week.monday.isoformat(), week)
    for age in panel.ages:
        yield from _of("idade", "", age_name(age), age)
    for month in panel.months:
        yield from _of("mês", "", month.month.isoformat()[:7], month)
    for stay in panel.stage_times:
        name = stage_title(stay.type, stay.stage or first_stage(stay.type))
        yield from _of("tempo na etapa", type_name(stay.type), name, stay)
    for whole in panel.case_times:
        yield from _of("tempo do processo", type_name(whole.type), "", whole)
    for promise in panel.promises:
        yield from _of("compromisso de atendimento", "", called(promise.target), promise)
    for use in panel.deadline_uses:
        yield from _of("prazo encerrado", type_name(use.type), use.title, use)


def _of(group: str, type: str, item: str, counted: Any) -> Iterable[Row]:
    titles = {**TITLES, "late": "vencidos"} if isinstance(counted, PromiseCount) else TITLES
    for name in type_fields(counted):
        value = getattr(counted, name)
        yield group, type, item, titles[name], round(value, 1) if isinstance(value, float) else value


def type_fields(counted: Any) -> list[str]:
    """The names of what is counted, in the order in which they are declared."""
    return [name for name in type(counted).model_fields if name in TITLES]
