"""The charts of the panel. Each title is a finding made by rule from the figures, or a neutral name."""

from collections.abc import Iterable
from datetime import date, timedelta

from activities.records.queries.panel import AgeCount, StageCount
from activities.records.queries.panel_times import StageTime
from api.services.panel import Panel
from api.web.formatters import MONTHS, date_short, day_and_month, listed, number, plural
from api.web.views.graficos import Cell, Chart, Column, Line, Table, columns, lines, shortened
from api.web.views.listas import address
from api.web.views.painel import CASES, DEADLINES, OPEN, TASKS, days, first_stage, type_name
from api.web.views.procedimentos import stage_title, task_declaration
from api.web.views.situacao import amount
from workflows.kernel.flow import flow_of
from workflows.kernel.registry import procedures
from workflows.kernel.words import Deadline, HumanTask

MOST_LINES = 8


def charts(panel: Panel) -> tuple[Chart, ...]:
    """All of them, in the order of the page."""
    return (forecast(panel), stages(panel), waits(panel), ages(panel), stage_times(panel), throughput(panel))


def forecast(panel: Panel) -> Chart:
    """Deadlines that ask for an act, by the week in which they fall."""
    items = [Column(f"{one.monday.day}/{one.monday.month}", one.administration, one.others) for one in panel.weeks]
    peak = max(panel.weeks, key=lambda one: one.administration + one.others, default=None)
    totals = [one.first + one.second for one in items]
    title = "Prazos das próximas 12 semanas"
    if peak is None or not any(totals):
        title = "Nenhum prazo vence nas próximas 12 semanas"
    elif totals.count(max(totals)) == 1:
        title = f"O pico é na semana de {day_and_month(peak.monday)}"
    rows = []
    for one in panel.weeks:
        last = one.monday + timedelta(days=6)
        first = max(one.monday, panel.today)
        where = {"vence_de": first.isoformat(), "vence_ate": last.isoformat()}
        rows.append(
            (
                Cell(f"{date_short(first)} a {date_short(last)}"),
                _linked(one.administration, address(DEADLINES, {**where, "obriga": "administracao"})),
                _linked(one.others, address(DEADLINES, {**where, "obriga": "particular"})),
                _linked(one.administration + one.others, address(DEADLINES, where)),
            )
        )
    head = ("Semana", "Administração", "OSCs e interessados", "Total")
    table = Table("Prazos por semana de vencimento", head, tuple(rows))
    caption = "Prazos abertos, pela segunda-feira da semana em que vencem"
    return columns("semanas", title, caption, items, table, ("da administração", "das OSCs e interessados"))


def stages(panel: Panel) -> Chart:
    """Open cases by stage, the late ones apart."""
    late = [one for one in panel.stages if one.overdue]
    title = "Processos em curso, por etapa"
    if 0 < len(late) <= 2:
        title = f"Os vencidos estão em {listed(stage_title(one.type, one.stage) for one in late)}"
    most = sorted(panel.stages, key=lambda one: -one.open)[:MOST_LINES]
    items = [Line(stage_name(one.type, one.stage), one.open, _late_said(one), one.overdue) for one in most]
    rows = tuple(
        (
            Cell(stage_name(one.type, one.stage)),
            _linked(one.open, address(CASES, {"procedimento": one.type, "etapa": one.stage, "situacao": OPEN})),
            _linked(one.overdue, address(CASES, {"procedimento": one.type, "etapa": one.stage, "situacao": "vencido"})),
        )
        for one in panel.stages
    )
    table = Table("Processos em curso por etapa", ("Etapa", "Em curso", "Vencidos"), rows)
    return lines("etapas", title, _cut("Processos em curso, por etapa", len(panel.stages)), items, table)


def waits(panel: Panel) -> Chart:
    """Acts for which the open tasks have waited most, all together."""
    items = [
        Line(one.title, one.mean_days * one.open, f"até {days(one.longest_days)}") for one in panel.acts[:MOST_LINES]
    ]
    title = f"A maior espera é por “{shortened(panel.acts[0].title)}”" if panel.acts else "Nenhuma tarefa à espera"
    rows = tuple(
        (
            Cell(f"{one.title} ({type_name(one.type)})"),
            _linked(one.open, address(TASKS, {"ato": one.decl})),
            _linked(one.overdue, address(TASKS, {"ato": one.decl, "prazo": "vencido"})),
            Cell(days(one.mean_days)),
            Cell(days(one.longest_days)),
        )
        for one in panel.acts
    )
    head = ("Ato", "Tarefas abertas", "Vencidas", "Espera média", "Maior espera")
    caption = _cut("Tarefas abertas, pela soma dos dias que já esperam", len(panel.acts))
    return lines("esperas", title, caption, items, Table("Espera por ato", head, rows))


def ages(panel: Panel) -> Chart:
    """Open cases by age."""
    old = panel.ages[-1].open
    title = "Idade dos processos em curso"
    if old:
        title = f"{plural(old, 'processo tem', 'processos têm')} mais de um ano"
    items = [Line(age_name(one), one.open, number(one.open)) for one in panel.ages]
    rows = tuple((Cell(age_name(one)), _linked(one.open, age_address(one, panel.today))) for one in panel.ages)
    table = Table("Processos em curso por idade", ("Desde o início", "Em curso"), rows)
    return lines("idades", title, "Processos em curso, em dias corridos desde o início", items, table)


def stage_times(panel: Panel) -> Chart:
    """Median stay in each stage, beside what the norm gives for its acts."""
    known = [one for one in panel.stage_times if one.median_days is not None]
    longest = sorted(known, key=lambda one: -(one.median_days or 0))[:MOST_LINES]
    items = [Line(stage_name(one.type, one.stage), one.median_days or 0, _stay_said(one)) for one in longest]
    title = f"A etapa mais demorada é {shortened(items[0].label)}" if items else "Nenhuma etapa concluída ainda"
    rows = tuple(_stay(one) for one in panel.stage_times)
    head = ("Etapa", "Limite da norma", "Mediana", "9 em 10 até", "Passagens", "Em curso", "Há mais tempo")
    caption = _cut("Mediana dos dias corridos em cada etapa, das concluídas nos últimos 12 meses", len(known))
    return lines("tempos", title, caption, items, Table("Tempo por etapa", head, rows))


def throughput(panel: Panel) -> Chart:
    """Cases begun and ended, month by month."""
    started, ended = (sum(getattr(one, name) for one in panel.months) for name in ("started", "ended"))
    title = "Processos começados e encerrados"
    if started != ended:
        more = "começaram mais processos do que terminaram" if started > ended else "terminaram mais do que começaram"
        title = f"Em 12 meses, {more}"
    items = [Column(MONTHS[one.month.month - 1][:3], one.started, one.ended) for one in panel.months]
    rows = []
    for one in panel.months:
        first, last = one.month.isoformat(), _month_end(one.month).isoformat()
        rows.append(
            (
                Cell(f"{MONTHS[one.month.month - 1]} de {one.month.year}"),
                _linked(one.started, address(CASES, {"inicio_de": first, "inicio_ate": last})),
                _linked(one.ended, address(CASES, {"fim_de": first, "fim_ate": last})),
            )
        )
    table = Table("Processos por mês", ("Mês", "Começados", "Encerrados"), tuple(rows))
    return columns("meses", title, "Processos por mês, um sobre o outro", items, table, ("começados", "encerrados"))


def stage_name(type: str, stage: str) -> str:
    """`Oitiva da sociedade (PMIS)`; what comes before the first stage bears its name."""
    return f"{stage_title(type, stage or first_stage(type))} ({type_name(type)})"


def age_name(age: AgeCount) -> str:
    """`31 a 90 dias`."""
    return f"{age.least} a {age.most} dias" if age.most else f"mais de {age.least - 1} dias"


def age_address(age: AgeCount, today: date) -> str:
    """The list of the cases of that age."""
    where = {"situacao": OPEN, "inicio_ate": (today - timedelta(days=age.least)).isoformat() if age.least else ""}
    if age.most is not None:
        where["inicio_de"] = (today - timedelta(days=age.most)).isoformat()
    return address(CASES, where)


def stage_limit(type: str, stage: str) -> str:
    """What the norm gives for the acts of a stage (`30 dias úteis`); where it gives nothing, what it gives for all."""
    acts = _acts_of(type, stage)
    if own := _budgets(act.deadline for act in acts):
        return listed(own)
    return listed(f"{one} para o processo todo" for one in _budgets(act.within for act in acts)) or "sem limite próprio"


def _acts_of(type: str, stage: str) -> list[HumanTask]:
    """The tasks that the steps of a procedure reach in one of its stages."""
    if type not in procedures():
        return []
    found = (task_declaration(node.id) for node in flow_of(type).nodes.values() if node.stage == stage)
    return [act for act in found if act]


def _budgets(deadlines: Iterable[Deadline | None]) -> list[str]:
    """What these deadlines give, each once, in words; nothing for those that a parameter sets."""
    known = (one.budget for one in deadlines if one and one.budget)
    return list(dict.fromkeys(amount(one.amount, one.unit) for one in known if isinstance(one.amount, int)))


def _stay(one: StageTime) -> tuple[Cell, ...]:
    stage = one.stage or first_stage(one.type)
    return (
        Cell(stage_name(one.type, one.stage)),
        Cell(stage_limit(one.type, stage)),
        Cell(days(one.median_days)),
        Cell(days(one.most_days)),
        Cell(number(one.left)),
        _linked(one.here, address(CASES, {"procedimento": one.type, "etapa": stage, "situacao": OPEN})),
        Cell(days(one.longest_days)),
    )


def _stay_said(one: StageTime) -> str:
    """`12 dias`, and of how many where the norm gives the acts of the stage a deadline of their own."""
    own = _budgets(act.deadline for act in _acts_of(one.type, one.stage or first_stage(one.type)))
    return f"{days(one.median_days)}, de {own[0]}" if len(own) == 1 else days(one.median_days)


def _late_said(one: StageCount) -> str:
    if not one.overdue:
        return number(one.open)
    return f"{number(one.open)}, {plural(one.overdue, 'vencido', 'vencidos')}"


def _linked(value: int, href: str) -> Cell:
    return Cell(number(value), href if value else "")


def _cut(caption: str, count: int) -> str:
    return f"{caption}: {MOST_LINES} de {count}" if count > MOST_LINES else caption


def _month_end(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
