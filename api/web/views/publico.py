"""What is public of a case that has no register of its own, such as a public call: its data, readable, without ids."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from activities.records.queries.register import PublicCase, PublicFull
from api.web.formatters import capital, cnpj, date_br, decimal_input, relative
from api.web.shapes import shapes
from api.web.views.conteudo import Said, answers
from api.web.views.partes import LABELS, Listing, ordered
from api.web.views.procedimentos import about, case_name, event_declaration, outcome_title, stage_title
from workflows.kernel.state import CaseStatus
from workflows.kernel.words import Event, Form
from workflows.parcerias.formularios_edital import MinutaDoEdital
from workflows.parcerias.formularios_minuta import MinutaDoInstrumento

FORMS: Mapping[tuple[str, str], type[Form]] = {
    ("chamamento-publico", "edital"): MinutaDoEdital,
    ("celebracao", "minuta"): MinutaDoInstrumento,
}
"""Public data that are a whole form are read by its questions."""
HIDDEN = frozenset({"parte", "pessoa", "cpf", "contato", "email", "telefone", "subscritor"})
"""Names under which ids and ways to reach people stand: never shown."""

UNITS = {"contrapartida": "%"}
"""What follows a value of that name, so that nobody takes one thing for another."""


WORDS = {
    "classificacao": "classificação", "organizacao": "organização", "hipotese": "hipótese",
    "diario": "Diário Oficial", "sitio": "sítio oficial", "colaboracao": "colaboração", "numero": "número",
    "provisorio": "resultado provisório", "pontuacao": "pontuação", "decisao": "decisão", "vinculo": "vínculo",
    "comissao": "comissão", "posicao": "posição", "situacao": "situação", "proposicao": "proposição",
    "municipio": "município",
}  # fmt: skip
"""Words of names of public data as they are written."""
_NAME = re.compile(r"[a-z]+(-[a-z]+)+")
"""A value that an act chose among several: `cargo-efetivo`."""
_NUMBER = re.compile(r"\d+\.\d{1,2}")


@dataclass(frozen=True)
class Section:
    """Part of what is public: single answers, and tables."""

    title: str
    said: tuple[Said, ...]
    listings: tuple[Listing, ...] = ()


@dataclass(frozen=True)
class Opening:
    """Something that anybody, or any organisation, may bring to a public case now."""

    case: str
    subject: str
    href: str
    kind: str
    what: str
    until: str
    who: str
    bring: str


@dataclass(frozen=True)
class Within:
    """What a case under a public one has published: how it is called, how it stands, and its data."""

    title: str
    state: str
    parts: tuple[Section, ...]


@dataclass(frozen=True)
class PublicLine:
    """A public case in a list."""

    name: str
    subject: str
    href: str
    state: str


def public_href(case: PublicCase | PublicFull) -> str:
    """The public page of a case: a proposal of PMIS has its own."""
    return f"/pmis/{case.id}" if case.type == "pmis" else f"/publico/processos/{case.id}"


def public_line(case: PublicCase) -> PublicLine:
    """A public case as lists show it."""
    return PublicLine(case_name(case.type, f"{case.number}/{case.year}"), case.subject, public_href(case), _state(case))


def _state(case: PublicCase) -> str:
    ended = case.status is CaseStatus.ENDED
    return f"Encerrado: {outcome_title(case.type, case.outcome)}" if ended else stage_title(case.type, case.stage)


def within(found: Sequence[PublicCase]) -> tuple[Within, ...]:
    """Results and decisions of the cases under a public one, in the order they began."""
    return tuple(
        Within(case_name(case.type, f"{case.number}/{case.year}"), _state(case), sections(case)) for case in found
    )


def openings(case: PublicFull, today: date) -> list[Opening]:
    """What those outside may bring to `case` without being its party."""
    found = []
    for id in case.events:
        event = event_declaration(id)
        if event is None or event.parties_only or not any(role.external for role in event.who):
            continue
        until = next((wait.until for wait in case.open_events if wait.decl == id), None)
        found.append(_opening(case, event, until, today))
    return found


def _opening(case: PublicFull, event: Event, until: date | None, today: date) -> Opening:
    anybody = any(role.id == "cidadao" for role in event.who)
    known = about(case.type)
    return Opening(
        case=case_name(case.type, f"{case.number}/{case.year}"),
        subject=case.subject,
        href=public_href(case),
        kind=known.title if known else case.type,
        what=capital(event.title),
        until=f"até {date_br(until)}, {relative(until, today)}" if until else "",
        who="Qualquer pessoa pode" if anybody else "Organizações da sociedade civil podem",
        bring=f"/processos/{case.id}/apresentar/{event.id}",
    )


def sections(case: PublicCase | PublicFull) -> tuple[Section, ...]:
    """The public data of a case: what is one answer first, then each group by itself."""
    plain = {key: value for key, value in case.public.items() if not isinstance(value, Mapping | list)}
    first = Section("Em resumo", _said(plain))
    rest = [_section(case.type, key, value) for key, value in case.public.items() if key not in plain]
    return tuple(one for one in (first, *rest) if one.said or one.listings)


def _section(type: str, key: str, value: Any) -> Section:
    title = _label(key)
    if isinstance(value, list):
        return Section(title, (), (_listing(title, value),) if value and key not in HIDDEN else ())
    if (form := FORMS.get((type, key))) is not None:
        return Section(title, answers(shapes(form), value))
    known = ordered(value)
    tables = tuple(_listing(_label(name), one) for name, one in known.items() if isinstance(one, list) and one)
    forms = {name: form for name in known if (form := FORMS.get((type, name))) is not None}
    plain = {name: one for name, one in known.items() if not isinstance(one, list) and name not in forms}
    written = (said for name, form in forms.items() for said in answers(shapes(form), known[name]))
    return Section(title, (*_said(plain), *written), tables)


def _said(values: Mapping[str, Any]) -> tuple[Said, ...]:
    found = ((key, text(value)) for key, value in values.items() if key not in HIDDEN)
    return tuple(Said(_label(key), f"{said}{UNITS.get(key, '')}") for key, said in found if said)


def _listing(title: str, rows: Sequence[Any]) -> Listing:
    said = [ordered(row) if isinstance(row, Mapping) else {title: row} for row in rows]
    keys = [key for key in dict.fromkeys(key for row in said for key in row) if key not in HIDDEN]
    return Listing(
        title, tuple(_label(key) for key in keys), tuple(tuple(text(row.get(key)) for key in keys) for row in said)
    )


def text(value: Any) -> str:
    """A public value in words: dates as people write them, an organisation by name and CNPJ."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Sim" if value else "Não"
    if isinstance(value, Mapping):
        if "nome" in value:
            number = f" (CNPJ {cnpj(str(value['cnpj']))})" if value.get("cnpj") else ""
            return f"{value['nome']}{number}"
        return "; ".join(f"{_label(key)}: {text(one)}" for key, one in value.items() if key not in HIDDEN and one)
    if isinstance(value, list):
        return "; ".join(filter(None, map(text, value)))
    if isinstance(value, str) and _NAME.fullmatch(value):
        return " ".join(WORDS.get(word, word) for word in value.split("-"))
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return decimal_input(value)
    try:
        return date_br(date.fromisoformat(value))
    except (TypeError, ValueError):
        return str(value)


def _label(key: str) -> str:
    return LABELS.get(key) or capital(" ".join(WORDS.get(word, word) for word in key.split("_")))
