"""The dossier of a case: everything that happened, each deadline with its proof, each document with its digest."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from activities.documents.paper import Field
from activities.documents.report import Fields, Line, Report, Section, Table, row
from activities.records.queries.issued import IssuedView
from activities.records.queries.views import AttachmentView, CaseFull, CaseView, DeadlineView
from api.web.formatters import capital, clock_time, date_br, file_size, instant_br, ordinal, plural
from api.web.views.citacoes import cite
from api.web.views.fatos import FactLine, Names
from api.web.views.papel import BODY, day_in_words, heading
from api.web.views.prazos import said
from api.web.views.procedimentos import about, case_name, outcome_title, stage_title
from api.web.views.prova import POLICIES
from api.web.views.situacao import due_of
from api.web.views.verificacao import WORDS
from workflows.clock import Calendar, DayStatus, ProofDay, local_date, prove

FACTS_IN_VOLUME = 1000
"""A volume of so many facts is about a hundred pages: as many as are bound, read and composed at once."""
SAID_BESIDE = re.compile(r"^(não conta, |conta, \d+º de \d+\.? ?)")
CHAIN = (
    "Cada fato traz um código (SHA-256) calculado sobre ele e sobre o código do fato anterior. Quem muda, tira ou "
    "acrescenta um fato muda todos os códigos seguintes: o último vale por todos."
)


@dataclass(frozen=True)
class Dossier:
    """All that stands in a dossier but its facts. `names` are those of persons and parties, by id."""

    view: CaseView
    issued: Sequence[IssuedView]
    calendars: dict[str, Calendar]
    names: Names
    at: datetime


def volumes(case: CaseFull) -> int:
    """How many volumes the dossier of a case has."""
    return max(1, -(-case.last_seq // FACTS_IN_VOLUME))


def volume(dossier: Dossier, number: int, lines: Sequence[FactLine]) -> Report:
    """Volume `number` (from 1) with its facts, oldest first. The first has the cover, the last the rest."""
    case = dossier.view.case
    total = volumes(case)
    name = case_name(case.type, case.label)
    title = f"Dossiê do processo {name}" + (f", volume {number} de {total}" if total > 1 else "")
    sections = [_facts(lines)]
    if number == total:
        sections += [_deadlines(dossier), _documents(dossier), _attached(dossier.view.documents), _end(case)]
    today = local_date(dossier.at)
    return Report(
        body=BODY, title=title, subtitle=case.subject, subject=case.subject, date=today,
        day=f"{day_in_words(today)}, {clock_time(dossier.at)}", fields=_cover(dossier), sections=tuple(sections),
        foot=f"{name} · até o fato {case.last_seq}, código {case.last_hash[:16]}",
    )  # fmt: skip


def _cover(dossier: Dossier) -> tuple[Field, ...]:
    case = dossier.view.case
    found = about(case.type)
    parties = [dossier.names[one] for one in case.parties if one in dossier.names]
    waits = [f"{wait.title}" + (f", até {date_br(wait.until)}" if wait.until else "") for wait in case.waits]
    told = {
        "Procedimento": found.title if found else case.type,
        "Norma": found.norm if found else "",
        "Partes": "; ".join(parties),
        "Começou em": date_br(case.started_on),
        "Etapa": stage_title(case.type, case.stage),
        "Terminou em": date_br(case.ended_at) if case.ended_at else "",
        "Resultado": outcome_title(case.type, case.outcome),
        "Espera por": "; ".join(waits),
        "Contagem de prazos": POLICIES[case.policy],
        "Fatos": str(case.last_seq),
        "Impresso em": instant_br(dossier.at),
    }
    return tuple(Field(label=label, text=text) for label, text in told.items() if text)


def _facts(lines: Sequence[FactLine]) -> Section:
    head = ("Nº", "Quando", "O que aconteceu")
    table = Table(caption="", widths=(0, 0, 1), head=head, rows=tuple(_fact(line) for line in lines))
    return Section(title="Fatos, do mais antigo ao mais novo", intro=CHAIN, blocks=(table,))


def _fact(line: FactLine) -> tuple[Line, ...]:
    by = " · ".join(filter(None, (f"Por {line.by}" if line.by else "", line.cite.full if line.cite else "")))
    written = (f"{one.label}: {one.text}" for one in line.said)
    more = (by, line.more, *written, line.hash)
    return (
        Line(text=str(line.seq)),
        Line(text=instant_br(line.at)),
        Line(text=line.sentence, more=tuple(filter(None, more))),
    )


def _deadlines(dossier: Dossier) -> Section:
    found = dossier.view.deadlines
    if not found:
        return Section(title="Prazos", intro="O processo não abriu nenhum prazo.")
    blocks: list[Fields | Table] = []
    for one in found:
        blocks += [Fields(items=tuple(_deadline(one, dossier))), _proof(one, dossier)]
    return Section(title="Prazos, com a prova da contagem", blocks=tuple(blocks))


def _deadline(one: DeadlineView, dossier: Dossier) -> Iterator[Field]:
    today = local_date(dossier.at)
    due = due_of(one, today)
    yield Field(label="Prazo", text=f"{capital(one.title)} ({cite(one.provision).full})")
    yield Field(label="Contagem", text=said(one))
    yield Field(label="Situação", text=f"{due.word}{f', {date_br(one.due)}' if one.due else ''}")
    if one.kept_because:
        yield Field(label="Data mantida", text=one.kept_because)


def _proof(one: DeadlineView, dossier: Dossier) -> Table:
    proof = prove(one.term, dossier.calendars[one.term.calendar], until=local_date(dossier.at))
    rows = [row(_period(run), _does(run), _why(run)) for run in _runs(proof.days)]
    if proof.omitted:
        rows.append(row("", f"{plural(proof.omitted, 'dia', 'dias')} do meio não estão nesta lista", ""))
    return Table(caption="", widths=(2, 2, 4), head=("Dias", "O que fazem", "Por quê"), rows=tuple(rows))


def _runs(days: Sequence[ProofDay]) -> list[list[ProofDay]]:
    """Days that do the same for the same reason, together; day zero and the last one stand alone."""
    last = len(days) - 1

    def alike(numbered: tuple[int, ProofDay]) -> tuple[object, ...]:
        at, day = numbered
        alone = at if at in (0, last) else -1
        return (alone, day.status, "" if day.status is DayStatus.CONTA else day.reason)

    return [[day for _, day in run] for _, run in groupby(enumerate(days), key=alike)]


def _period(run: Sequence[ProofDay]) -> str:
    first, last = date_br(run[0].day), date_br(run[-1].day)
    return first if first == last else f"{first} a {last}"


def _why(run: Sequence[ProofDay]) -> str:
    """The reason without what the column beside it says; none for days that merely count."""
    if len(run) > 1 and run[0].status is DayStatus.CONTA:
        return ""
    return capital(SAID_BESIDE.sub("", run[0].reason))


def _does(run: Sequence[ProofDay]) -> str:
    many = len(run) > 1
    match run[0].status:
        case DayStatus.CONTA if run[0].index is not None:
            first, last = ordinal(run[0].index), ordinal(run[-1].index or 0)
            return f"Contam, do {first} ao {last}" if many else f"Conta, é o {first}"
        case DayStatus.CONTA:
            return "Contam" if many else "Conta"
        case DayStatus.SUSPENSO:
            return "Suspensos" if many else "Suspenso"
        case _:
            return "Não contam" if many else "Não conta"


def _documents(dossier: Dossier) -> Section:
    rows = tuple(_issued(one) for one in dossier.issued)
    if not rows:
        return Section(title="Documentos emitidos", intro="Nenhum documento foi impresso até agora.")
    table = Table(caption="", widths=(3, 0, 3), head=("Documento", "Data", "Código e situação"), rows=rows)
    return Section(title="Documentos emitidos", blocks=(table,))


def _issued(one: IssuedView) -> tuple[Line, ...]:
    return (
        Line(text=heading(one), more=(one.title,)),
        Line(text=date_br(one.issued_on)),
        Line(text=f"{one.code}, {WORDS[one.standing].lower()}", more=(f"SHA-256 {one.sha256}",) if one.sha256 else ()),
    )


def _attached(documents: Sequence[AttachmentView]) -> Section:
    if not documents:
        return Section(title="Documentos anexados", intro="Nenhum documento foi anexado.")
    rows = tuple(
        (Line(text=one.title, more=(f"SHA-256 {one.sha256}",)), Line(text=date_br(one.attached_at)),
         Line(text=file_size(one.size)))
        for one in documents
    )  # fmt: skip
    table = Table(caption="", widths=(1, 0, 0), head=("Documento", "Anexado em", "Tamanho"), rows=rows)
    return Section(title="Documentos anexados", blocks=(table,))


def _end(case: CaseFull) -> Section:
    told = (
        Field(label="Número do último fato", text=str(case.last_seq)),
        Field(label="Código do último fato (SHA-256)", text=case.last_hash),
    )
    intro = "Com estes dois valores prova-se que nada mudou."
    return Section(title="Fim da cadeia", intro=intro, blocks=(Fields(items=told),))
