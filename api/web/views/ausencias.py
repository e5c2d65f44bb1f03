"""Absences as pages show them, what their form asks, and what the page of a task says of an absent holder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pydantic import Field

from activities.records.tables import AbsenceRow, UserRow
from api.identity.principal import Principal
from api.services.substituting import Handed, Wanted, manages, may_cover, may_end
from api.web.formatters import date_br, date_short, plural
from api.web.shapes import Choice, Kind, Shape, shapes
from api.web.views.fatos import who as named
from workflows.kernel.words import Form

EARLIEST, LATEST = date(2000, 1, 1), date(2200, 12, 31)
RULES = (
    "No período, quem substitui vê numa lista própria o que está com a pessoa e pode agir no lugar dela. Cada ato sai "
    "com os dois nomes. Impedimento ou exclusão de qualquer dos dois impede o ato. Acabado o período, nada disso vale."
)


class When(StrEnum):
    """How an absence stands."""

    NOW = "em curso"
    AHEAD = "ainda não começou"


class AbsenceForm(Form):
    """Who is away, from when to when, and who answers for what is with them."""

    person: str = Field(min_length=1, max_length=80, title="Quem se ausenta")
    substitute: str = Field(
        min_length=1, max_length=80, title="Quem substitui",
        description="Alguém da mesma unidade, com os mesmos papéis.",
    )  # fmt: skip
    since: date = Field(ge=EARLIEST, le=LATEST, title="Primeiro dia")
    until: date = Field(ge=EARLIEST, le=LATEST, title="Último dia")
    reason: str = Field(
        min_length=1, max_length=500, title="Motivo",
        description="Como “Férias”. Não é público: só o veem a pessoa e a chefia.",
    )  # fmt: skip

    @property
    def wanted(self) -> Wanted:
        """What it asks to enter."""
        return Wanted(**self.model_dump())


@dataclass(frozen=True)
class AbsenceLine:
    """An absence in a list. `id` is empty for whoever may not end it, and `reason` for whoever may not know it."""

    person: str
    substitute: str
    days: str
    when: When
    reason: str
    id: str


@dataclass(frozen=True)
class Stead:
    """That the holder of a task is away: `mine` says it to whoever acts in their stead, `said` to everybody."""

    said: str
    mine: str = ""


def absence_shapes(who: Principal, people: Sequence[UserRow]) -> tuple[Shape, ...]:
    """What is asked of `who`; whom they substitute is chosen only by those who manage."""
    me = next((one for one in people if one.id == who.id), None)
    chosen = [one for one in people if one.active and one.unit] if manages(who) else [me] if me else []
    able = [one for one in people if any(may_cover(person, one) for person in chosen)]
    options = {"person": _choices(chosen), "substitute": _choices(able)}
    return tuple(
        replace(one, kind=Kind.SELECT, choices=options[one.name]) if one.name in options else one
        for one in shapes(AbsenceForm)
    )


def _choices(people: Sequence[UserRow]) -> tuple[Choice, ...]:
    return tuple(Choice(one.id, one.name) for one in sorted(people, key=lambda one: one.name.casefold()))


def absence_lines(
    rows: Sequence[AbsenceRow], who: Principal, names: Mapping[str, str], today: date
) -> tuple[AbsenceLine, ...]:
    """The rows of a list, as `who` may see them."""
    return tuple(
        AbsenceLine(
            person=named(row.user_id, names),
            substitute=named(row.substitute, names),
            days=days_said(row),
            when=When.NOW if row.since <= today else When.AHEAD,
            reason=row.reason if manages(who) or who.id in (row.user_id, row.entered_by) else "",
            id=row.id if may_end(who, row) else "",
        )
        for row in rows
    )


def days_said(row: AbsenceRow) -> str:
    """`de 23/11/2026 a 04/12/2026`, or one day."""
    if row.since == row.until:
        return f"em {date_br(row.since)}"
    return f"de {date_br(row.since)} a {date_br(row.until)}"


def told_of(wanted: Wanted, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The terms of the page that asks to confirm."""
    return [
        ("Quem se ausenta", named(wanted.person, names)),
        ("Quem substitui", named(wanted.substitute, names)),
        ("Período", f"de {date_br(wanted.since)} a {date_br(wanted.until)}, os dois dias incluídos"),
        ("Motivo", f"{wanted.reason} (não é público)"),
    ]


def handed_said(handed: Handed) -> str:
    """What would pass to the substitute."""
    if not handed.tasks:
        return "Hoje não há tarefa com essa pessoa. O que estiver com ela no período aparece a quem a substitui."
    text = f"Hoje há {plural(handed.tasks, 'tarefa', 'tarefas')} com essa pessoa, à vista de quem substitui no período."
    if not handed.barred:
        return text
    return f"{text} Em {handed.barred} não se age em substituição, por impedimento ou exclusão de um dos dois."


def stead_of(row: AbsenceRow | None, who: Principal, names: Mapping[str, str]) -> Stead | None:
    """What the page of a task says when `row` is the absence of its holder today."""
    if row is None:
        return None
    said = f"ausente até {date_short(row.until)}, com substituição de {named(row.substitute, names)}"
    if row.substitute != who.id:
        return Stead(said)
    person = named(row.user_id, names)
    return Stead(said, f"Você age em substituição a {person}, até {date_br(row.until)}. O ato sai com os dois nomes.")
