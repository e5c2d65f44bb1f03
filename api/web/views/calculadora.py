"""The calculator: what was asked in the address, and the count that answers it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.typed import read_date, read_integer
from api.web.formatters import capital, date_br, date_words, plural, relative
from api.web.views.prova import POLICIES, Note, ProofView, proof_view
from api.web.views.situacao import amount as budget_words
from workflows.clock import (
    Calendar,
    ClockError,
    CountAnswer,
    CountRequest,
    Nature,
    Policy,
    Unit,
    answer,
    explain_errors,
)

CalendarLookup = Callable[[str], Calendar]


class Asked(BaseModel):
    """The calculator's form as typed, which is the address of the page. What is wrong with it is said beside it."""

    model_config = ConfigDict(populate_by_name=True)

    amount: str = ""
    unit: str = Unit.DIA.value
    anchor: str = ""
    binds: str = "particular"
    counting: str = "processual"
    nature: str = "peremptory"
    since: str = Field(default="", alias="from")
    until: str = Field(default="", alias="to")
    policy: str = Policy.PRUDENTE.value
    recess: str = ""
    more_amount: str = ""
    more_unit: str = Unit.DIA.value
    closed: str = ""
    closed_act: str = ""
    calendar: str = "mt-cuiaba"
    prazo: str = Field(default="", max_length=120)

    @property
    def blank(self) -> bool:
        """Nobody has asked anything yet."""
        return not (self.amount.strip() or self.anchor.strip()) or bool(self.prazo and not self.anchor.strip())

    @property
    def more(self) -> bool:
        """Something under *Mais opções* is not as it comes."""
        first = Asked()
        return any(getattr(self, name) != getattr(first, name) for name in MORE)


MORE = ("nature", "policy", "recess", "more_amount", "more_unit", "closed", "closed_act", "calendar")
UNITS = (
    (Unit.DIA, "dias"),
    (Unit.DIA_UTIL, "dias úteis"),
    (Unit.DIA_CORRIDO, "dias corridos"),
    (Unit.MES, "meses"),
    (Unit.ANO, "anos"),
)
NATURES = (
    (Nature.PEREMPTORY, "peremptório: depois dele, perde-se o direito"),
    (Nature.ADMINISTRATIVE, "da administração: depois dele, o ato continua devido"),
    (Nature.MINIMUM, "mínimo: antes dele, o ato não pode ocorrer"),
    (Nature.VALIDITY, "validade: o último dia não muda"),
)
FIELD_OF = {
    "budget": "amount",
    "suspensions": "from",
    "extensions": "more_amount",
    "calendar_extra": "closed",
    "anchor": "anchor",
    "calendar": "calendar",
}


@dataclass(frozen=True)
class Result:
    """What the page answers: the sentence that would be enough, how it came to be, and the proof."""

    head: str
    day: date | None
    said: str
    proof: ProofView
    left: str = ""


@dataclass(frozen=True)
class Wrong:
    """What kept it from being counted: sentences by the form's field names."""

    errors: dict[str, str]


def calculate(asked: Asked, calendars: CalendarLookup, today: date) -> Result | Wrong | None:
    """The answer to what was asked, what is wrong with it, or None when nothing was."""
    if asked.blank:
        return None
    try:
        request = CountRequest.model_validate(_request(asked))
        found = answer(request, calendars)
    except ValidationError as error:
        return Wrong(_wrong(error))
    except ClockError as error:
        return Wrong({"calendar" if error.code == "calendar_unknown" else "from": error.message})
    return Result(
        head=_head(request, found),
        day=found.due,
        said=_said(request, found),
        proof=_proof(request, found, today),
        left=_left(found.due, today, calendars(request.calendar)) if found.due else "",
    )


def _left(due: date, today: date, calendar: Calendar) -> str:
    """How far the day lies from `today`: in continuous days, and in working days while it is ahead."""
    if due <= today:
        return f"{capital(relative(due, today))}."
    ahead = (today + timedelta(days=each) for each in range(1, (due - today).days + 1))
    working = sum(calendar.is_working(day) for day in ahead)
    verb = "Falta" if (due - today).days == 1 else "Faltam"
    return f"{verb} {plural((due - today).days, 'dia corrido', 'dias corridos')}, {plural(working, 'útil', 'úteis')}."


def _request(asked: Asked) -> dict[str, Any]:
    request: dict[str, Any] = {
        "budget": {"amount": read_integer(asked.amount), "unit": asked.unit},
        "anchor": read_date(asked.anchor),
        "binds": asked.binds,
        "counting": asked.counting,
        "nature": asked.nature,
        "policy": asked.policy,
        "recess": {"sim": True, "nao": False}.get(asked.recess),
        "calendar": asked.calendar,
    }
    if asked.since or asked.until:
        request["suspensions"] = [{"from": read_date(asked.since), "to": read_date(asked.until) or None}]
    if asked.more_amount:
        request["extensions"] = [{"amount": read_integer(asked.more_amount), "unit": asked.more_unit}]
    if asked.closed:
        request["calendar_extra"] = [{"day": read_date(asked.closed), "act": asked.closed_act}]
    return request


def _wrong(error: ValidationError) -> dict[str, str]:
    wrong: dict[str, str] = {}
    for one in explain_errors(error):
        head, _, rest = one.field.partition(".")
        field = "to" if rest.endswith(".to") else FIELD_OF.get(head, head)
        wrong.setdefault(field, TOLD.get((field, one.message), one.message))
    return wrong


TOLD = {
    ("amount", "Deve ser um número inteiro."): "Escreva a quantidade em número inteiro, como 15",
    ("anchor", "Data inválida: use AAAA-MM-DD."): "Escreva o dia em que o prazo começou, como 18/05/2026",
    ("from", "Data inválida: use AAAA-MM-DD."): "Escreva o dia em que o prazo foi suspenso, como 28/05/2026",
    ("to", "Data inválida: use AAAA-MM-DD."): "Escreva o dia em que o prazo foi retomado, como 09/06/2026",
    ("closed", "Data inválida: use AAAA-MM-DD."): "Escreva o dia sem expediente, como 12/06/2026",
}


def _head(request: CountRequest, found: CountAnswer) -> str:
    if found.due is None:
        left = budget_words(found.remaining.amount, found.remaining.unit) if found.remaining else "parte do prazo"
        return f"Suspenso, sem data: resta o equivalente a {left}"
    words = capital(date_words(found.due, year=True))
    return f"A partir de {words[:1].lower()}{words[1:]}" if request.nature is Nature.MINIMUM else words


def _said(request: CountRequest, found: CountAnswer) -> str:
    counted = budget_words(request.budget.amount, request.budget.unit)
    reading = found.readings[0]
    if request.budget.unit is Unit.DIA:
        counted += ", contados como dias " + ("úteis" if reading.day is Unit.DIA_UTIL else "corridos") + ","
    text = f"{counted} a partir de {date_br(request.anchor)}, dia zero"
    held = sum(1 for day in found.proof if day.status.value == "suspenso")
    if held and found.due is not None:
        text += f", com {plural(held, 'dia', 'dias')} de suspensão"
    end = "Até 23h59, horário de Cuiabá. " if found.due and request.nature is not Nature.MINIMUM else ""
    rolled = " O último dia caiu em dia sem expediente e passou ao primeiro dia útil." if _rolled(found) else ""
    return f"{end}{capital(text)}.{rolled}"


def _rolled(found: CountAnswer) -> bool:
    return found.due is not None and found.nominal is not None and found.due != found.nominal


def _proof(request: CountRequest, found: CountAnswer, today: date) -> ProofView:
    notes: tuple[Note, ...] = ()
    if found.provisional:
        notes = (
            Note(
                "Data provisória.",
                "O calendário de um dos anos ainda não foi decretado; a data pode mudar quando for.",
                "note--warn",
            ),
        )
    return proof_view(
        request.term(), found.proof, found.readings, found.due, today, omitted=found.proof_omitted, notes=notes
    )


POLICY_CHOICES = tuple(
    (policy, POLICIES[policy]) for policy in (Policy.PRUDENTE, Policy.LEI_7692, Policy.DECRETO_LITERAL)
)
