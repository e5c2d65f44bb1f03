"""What a change of what is decreed touches, as pages, sheets and paper say it; and the change itself as an address."""

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from pydantic import TypeAdapter, ValidationError

from activities.documents.paper import Field
from activities.documents.report import Line, Report, Section, Table, row
from api.services.changing import AmendmentChange, AnyChange, Change, DaysChange, Moved, ParameterChange, Totals
from api.web.formatters import date_br, number, plural
from api.web.views.administracao_parametros import READINGS
from api.web.views.citacoes import Cite, cite
from api.web.views.normas import value_words
from api.web.views.papel import BODY, day_in_words
from api.web.views.procedimentos import case_name
from workflows.clock import describe_budget
from workflows.norms import Param, provision

PATH = "/administracao/previa"
NAMES = ("processo", "tipo", "prazo", "dispositivo", "data_atual", "data_nova", "alcancado", "motivo")
_CHANGE: TypeAdapter[Change] = TypeAdapter(AnyChange)


@dataclass(frozen=True)
class ReachLine:
    """A day of a case that a change touches. `href` is empty for what no deadline holds yet."""

    href: str
    case: str
    case_href: str
    title: str
    cite: Cite
    before: date | None
    after: date | None
    covered: bool
    reason: str


@dataclass(frozen=True)
class Preview:
    """Some of what a change touches, with the ways on: the next page, and all of it as a sheet or on paper."""

    lines: tuple[ReachLine, ...]
    totals: Totals
    first: str
    next: str
    csv: str
    pdf: str

    @property
    def said(self) -> str:
        """How much is shown."""
        return f"{plural(len(self.lines), 'data', 'datas')} nesta página"


def preview_of(change: Change, rows: Sequence[Moved], totals: Totals, after: str, last: str | None) -> Preview:
    """The rows of a page that begins after the case `after`; `last` is its last case when more follows."""
    asked = {"mudanca": written(change)}
    here = {**asked, "depois": after} if after else asked
    return Preview(
        lines=tuple(line_of(one) for one in rows),
        totals=totals,
        first=f"{PATH}?{urlencode(asked)}" if after else "",
        next=f"{PATH}?{urlencode({**asked, 'depois': last})}" if last else "",
        csv=f"{PATH}.csv?{urlencode(asked)}",
        pdf=f"{PATH}.pdf?{urlencode(here)}",
    )


def line_of(one: Moved) -> ReachLine:
    """A row as a page shows it."""
    return ReachLine(
        href=f"/prazos/{one.deadline}" if one.deadline else "",
        case=case_name(one.type, one.label),
        case_href=f"/processos/{one.case}",
        title=one.title,
        cite=cite(one.provision),
        before=one.before,
        after=one.after,
        covered=one.covered,
        reason=one.reason,
    )


def written(change: Change) -> str:
    """The change as an address carries it."""
    return base64.urlsafe_b64encode(_CHANGE.dump_json(change, exclude_defaults=False)).decode().rstrip("=")


def read(text: str) -> Change | None:
    """The change that an address carries; None when it carries none."""
    try:
        return _CHANGE.validate_json(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValidationError, binascii.Error, ValueError):
        return None


def summary(totals: Totals) -> str:
    """What a change moves, in a sentence or two."""
    if not totals.moves:
        moved = "Nenhum prazo aberto muda de dia."
    else:
        verb = plural(totals.moves, "prazo aberto muda", "prazos abertos mudam")
        moved = f"{verb} de dia, em {plural(totals.moving_cases, 'processo', 'processos')}."
    if not totals.stays:
        return moved
    kept = plural(totals.stays, "outro contaria diferente e fica", "outros contariam diferente e ficam")
    return f"{moved} {kept} na data que {'tem' if totals.stays == 1 else 'têm'}."


def told(change: Change) -> list[tuple[str, str]]:
    """The change in terms and what stands for each."""
    if isinstance(change, DaysChange):
        days = [(date_br(day.day), day.name or "sem expediente") for day in change.days]
        return [("Ato", change.act), *days]
    if isinstance(change, ParameterChange):
        parameter = Param(change.key)
        value = parameter.default if change.value is None else parameter.accept(change.value, change.since)
        what = [("Parâmetro", parameter.description.rstrip(".")), ("Passa a ser", value_words(parameter, value))]
        since = change.since
    elif isinstance(change, AmendmentChange):
        what = [("Dispositivo", provision(change.amendment.provision).citation)]
        what += [("Nova redação", change.amendment.summary)] if change.amendment.summary else []
        what += [("Novo prazo", describe_budget(change.amendment.budget))] if change.amendment.budget else []
        since = change.amendment.since
    else:
        what, since = [("Contagem", READINGS[change.policy])], change.since
    return [*what, ("Desde", date_br(since)), ("Ato", change.act), ("Alcance", reach(change.reaches_open))]


def reach(reaches_open: bool) -> str:
    """How far an act reaches."""
    return "também o que já está aberto" if reaches_open else "só o que começar depois"


def cells(one: Moved) -> tuple[object, ...]:
    """A row of the sheet, in the order of `NAMES`."""
    covered = "sim" if one.covered else "não"
    place = provision(one.provision).citation
    return (
        one.label, case_name(one.type, ""), one.title, place, one.before, one.after, covered, one.reason,
    )  # fmt: skip


def report(change: Change, rows: Iterable[Moved], totals: Totals, today: date, *, whole: bool) -> Report:
    """The rows on paper; `whole` when these are all that there are."""
    lines = tuple(_printed(one) for one in rows)
    cut = "" if whole else "Há mais depois destas: siga pelas páginas da prévia, ou use a planilha, que tem todas."
    table = Table(
        caption="", widths=(3, 4, 2, 2, 4), head=("Processo", "Prazo", "Hoje", "Nova", "O que acontece"), rows=lines
    )
    return Report(
        body=BODY, title="O que muda com o ato", subtitle=summary(totals), subject="Prévia: nada foi mudado",
        date=today, day=day_in_words(today), fields=tuple(Field(label=term, text=text) for term, text in told(change)),
        sections=(
            Section(title="Processos em curso", intro=cut or ("" if lines else "Nada muda."),
                    blocks=(table,) if lines else ()),
        ),
        foot=f"Prévia de {date_br(today)}: {number(totals.cases)} processos em curso lidos",
    )  # fmt: skip


def _printed(one: Moved) -> tuple[Line, ...]:
    place = provision(one.provision).citation
    shown = ["sem data" if day is None else date_br(day) for day in (one.before, one.after)]
    return (
        Line(text=case_name(one.type, one.label)),
        Line(text=one.title, more=(place,)),
        *row(*shown),
        Line(text="Muda" if one.covered else "Fica", more=(one.reason,)),
    )
