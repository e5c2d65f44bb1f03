"""The service promise beside the legal deadline: other words, another mark, and what the administration asks of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from pydantic import Field, JsonValue

from activities.records.promises import Promised, Promises, is_stage, stage_target
from activities.records.queries.views import CaseFull, FactView, TaskView
from activities.records.tables import ServicePromiseRow
from api.services.promising import MOST_DAYS, Reach, Target, target_named, targets
from api.web.formatters import date_br, date_words, plural, relative
from api.web.shapes import Choice, Kind, Shape, shapes
from api.web.views.administracao_perguntas import CitedAct
from api.web.views.procedimentos import case_name
from api.web.views.situacao import amount
from workflows.clock import Unit, local_date
from workflows.kernel.state import CaseStatus, Fact, FactKind, TaskStatus
from workflows.kernel.words import Form

EARLIEST, LATEST = date(2000, 1, 1), date(2200, 12, 31)
NOT_THE_LAW = "Não é prazo legal: passar dele não muda o processo nem o direito de ninguém."
UNITS: dict[str, JsonValue] = {"dia_util": "Dias úteis", "dia_corrido": "Dias corridos"}


class Standing(StrEnum):
    """How a promise stands; `base.css` draws each. None of the words is one of a legal deadline's."""

    AHEAD = "de-pe"
    LATE = "vencido"
    KEPT = "atendido"
    MISSED = "nao-atendido"


WORDS = {
    Standing.AHEAD: "Compromisso até",
    Standing.LATE: "Compromisso vencido em",
    Standing.KEPT: "Compromisso atendido, ia até",
    Standing.MISSED: "Compromisso não atendido, ia até",
}


@dataclass(frozen=True)
class Pledge:
    """The mark of a promise, which reads `word day after`."""

    state: Standing
    word: str
    day: date
    after: str = ""


@dataclass(frozen=True)
class PledgeBox:
    """A promise as the page of a task tells it: the mark, how many days, how it is announced, by which act."""

    pledge: Pledge
    said: str
    text: str
    act: str


@dataclass(frozen=True)
class PromiseLine:
    """A promise in the list of the administration. `state` says whether it holds today."""

    href: str
    title: str
    kind: str
    said: str
    text: str
    since: date
    act: str
    state: str
    current: bool


class PromiseForm(Form):
    """What the body promises, by which act, from when."""

    target: str = Field(min_length=1, max_length=200, title="De quê")
    amount: int | None = Field(default=None, ge=1, le=MOST_DAYS, title="Em quantos dias")
    unit: Literal["dia_util", "dia_corrido"] = Field(
        title="Contados em", json_schema_extra={"widget": "select", "opcoes": UNITS}
    )
    withdraw: bool = Field(default=False, title="Retirar o compromisso: a partir da data, nada se promete")
    text: str = Field(
        min_length=1, max_length=500, title="Como se anuncia",
        description="Uma frase para quem usa o serviço: “Analisamos a proposta em até 10 dias úteis”.",
        json_schema_extra={"widget": "textarea"},
    )  # fmt: skip
    act: CitedAct
    decided_on: date = Field(ge=EARLIEST, le=LATEST, title="Data do ato")
    since: date = Field(
        ge=EARLIEST, le=LATEST, title="Vale desde",
        description="Alcança o que for pedido desse dia em diante. O que foi pedido antes fica com o que se prometia.",
    )  # fmt: skip

    def row(self) -> ServicePromiseRow:
        """The promise that it makes."""
        values = self.model_dump(exclude={"withdraw"})
        values["amount"] = None if self.withdraw else self.amount
        return ServicePromiseRow(**values, admin_seq=0)


def promise_shapes() -> tuple[Shape, ...]:
    """What is asked; the target is chosen among all of this build."""
    options = tuple(Choice(one.id, _chosen(one)) for one in targets())
    changed: dict[str, dict[str, Any]] = {
        "target": {"kind": Kind.SELECT, "choices": options},
        "amount": {"required": True},
    }
    return tuple(replace(one, **changed.get(one.name, {})) for one in shapes(PromiseForm))


def _chosen(one: Target) -> str:
    return f"{case_name(one.type, '')}: {'etapa ' if one.stage else ''}{one.title}"


def wrong_in(read: PromiseForm) -> dict[str, str]:
    """What is wrong beyond the single fields."""
    if target_named(read.target) is None:
        return {"target": "De quê: escolha entre as opções"}
    if read.amount is None and not read.withdraw:
        return {"amount": "Preencha “Em quantos dias”, ou marque que o compromisso é retirado"}
    return {}


def called(target: str) -> str:
    """A target in a sentence: `Analisar a admissibilidade (PMIS)`, `etapa Oitiva (PMIS)`."""
    found = target_named(target)
    if found is None:
        return target
    return f"{'etapa ' if found.stage else ''}{found.title} ({case_name(found.type, '')})"


def promised_words(row: ServicePromiseRow) -> str:
    """`10 dias úteis`; that nothing is promised."""
    return amount(row.amount, Unit(row.unit)) if row.amount is not None else "nada se promete"


def pledge_of(promised: Promised | None, done_on: date | None, today: date) -> Pledge | None:
    """The mark of what is promised; `done_on` is the legal date on which it was done, if it was."""
    if promised is None:
        return None
    due = promised.due
    if done_on is not None:
        state = Standing.KEPT if done_on <= due else Standing.MISSED
        return Pledge(state, WORDS[state], due)
    state = Standing.AHEAD if today <= due else Standing.LATE
    return Pledge(state, WORDS[state], due, f", {relative(due, today)}")


def task_pledge(promises: Promises, task: TaskView, today: date) -> Pledge | None:
    """The mark of a task; none for one that was withdrawn or dispensed with."""
    if not task.status.open and task.status is not TaskStatus.COMPLETED:
        return None
    return pledge_of(promises.of(task.decl, task.offered_at), _done_on(task), today)


def _done_on(task: TaskView) -> date | None:
    return local_date(task.closed_at) if task.closed_at else None


def stage_pledge(promises: Promises, case: CaseFull, facts: Iterable[Fact | FactView], today: date) -> Pledge | None:
    """The mark of what is promised of the stage in which an open case is; `facts` tell when it came there."""
    if case.status is not CaseStatus.OPEN or not promises:
        return None
    came = [one.at for one in facts if one.kind is FactKind.STAGE_ENTERED and one.data.get("stage") == case.stage]
    found = pledge_of(promises.of(stage_target(case.type, case.stage), came[-1]), None, today) if came else None
    return replace(found, word=found.word.replace("Compromisso", "Compromisso desta etapa")) if found else None


def pledge_box(promises: Promises, task: TaskView, today: date) -> PledgeBox | None:
    """What the page of a task tells of its promise."""
    pledge, promised = task_pledge(promises, task, today), promises.of(task.decl, task.offered_at)
    if pledge is None or promised is None:
        return None
    row = promised.promise
    counted = f"{promised_words(row)}, a partir de {date_br(task.offered_at)}, quando a tarefa foi pedida"
    return PledgeBox(pledge, counted, row.text, row.act)


def promise_lines(promises: Promises, today: date) -> list[PromiseLine]:
    """Every promise, those of one target together, the newest first."""
    lines = [_line(promises, row, today) for row in reversed(promises.rows)]
    return sorted(lines, key=lambda line: line.title)


def _line(promises: Promises, row: ServicePromiseRow, today: date) -> PromiseLine:
    latest = max((one.since for one in promises.rows if one.target == row.target and one.since <= today), default=None)
    current = row.since == latest
    found = target_named(row.target)
    return PromiseLine(
        href=f"/administracao/compromissos/novo?alvo={row.target}",
        title=f"{case_name(found.type, '')}: {found.title}" if found else row.target,
        kind="etapa" if found and found.stage else "tarefa",
        said=promised_words(row),
        text=row.text,
        since=row.since,
        act=f"{row.act}, de {date_br(row.decided_on)}",
        state="em vigor" if current else "ainda não vale" if row.since > today else "até outro ato",
        current=current,
    )


def reach_said(row: ServicePromiseRow, reach: Reach) -> str:
    """How many open tasks, or cases in the stage, would be late under a promise."""
    one, many = (
        ("processo na etapa", "processos na etapa") if is_stage(row.target) else ("tarefa aberta", "tarefas abertas")
    )
    now = f"Hoje há {plural(reach.open, one, many)}."
    if row.amount is None:
        return f"{now} Desde {date_br(row.since)} nada se promete."
    if not reach.open:
        return f"Hoje não há o que o compromisso alcance, nem o que já nasça vencido. Vale desde {date_br(row.since)}."
    late = f"{reach.late} já com o compromisso vencido" if reach.late else "sem nada já vencido"
    all = f" Se alcançasse tudo, seriam {reach.late_if_all}." if reach.late_if_all != reach.late else ""
    return f"{now} O compromisso alcança {reach.reached}, {late}.{all}"


def told_of(row: ServicePromiseRow) -> list[tuple[str, str]]:
    """The terms of the page that asks to confirm."""
    return [
        ("De quê", called(row.target)),
        ("Compromisso", promised_words(row)),
        ("Como se anuncia", row.text),
        ("Ato", f"{row.act}, de {date_br(row.decided_on)}"),
        ("Vale desde", date_words(row.since, year=True)),
        ("O que é", NOT_THE_LAW),
    ]
