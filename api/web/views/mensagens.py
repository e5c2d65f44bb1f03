"""The texts of messages as the administration lists them and asks for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pydantic import Field

from activities.records.tables import MessageTextRow
from api.web.formatters import date_br
from api.web.shapes import Shape, shapes
from api.web.views.administracao_perguntas import CitedAct
from api.web.views.procedimentos import case_name
from workflows.kernel.texts import LONGEST_BODY, LONGEST_SUBJECT, MessageText
from workflows.kernel.words import Form

EARLIEST, LATEST = date(2000, 1, 1), date(2200, 12, 31)
PATH = "/administracao/mensagens"


class TextForm(Form):
    """Another text for a kind of message, by which act, from when."""

    restore: bool = Field(default=False, title="Voltar ao texto original")
    subject: str = Field(default="", max_length=LONGEST_SUBJECT, title="Assunto")
    body: str = Field(default="", max_length=LONGEST_BODY, title="Texto", json_schema_extra={"widget": "textarea"})
    act: CitedAct
    since: date = Field(
        ge=EARLIEST, le=LATEST, title="Vale desde", description="Alcança os avisos pedidos desse dia em diante."
    )

    @property
    def asked(self) -> tuple[str | None, str | None]:
        """Subject and body; neither when the original stands again."""
        return (None, None) if self.restore else (" ".join(self.subject.split()), self.body)


@dataclass(frozen=True)
class TextLine:
    """A kind of message in the list. `state` says whose text goes out today."""

    href: str
    title: str
    when: str
    state: str
    replaced: bool


@dataclass(frozen=True)
class TextGroup:
    """The messages of one procedure, or those common to all."""

    title: str
    lines: tuple[TextLine, ...]


@dataclass(frozen=True)
class Version:
    """A text that an act gave."""

    since: date
    act: str
    subject: str
    body: str
    state: str
    current: bool


def text_groups(texts: Iterable[MessageText], rows: Sequence[MessageTextRow], today: date) -> list[TextGroup]:
    """Every text of this build, the common ones first."""
    found: dict[str, list[TextLine]] = {}
    for text in texts:
        title = f"Avisos de {case_name(text.procedure, '')}" if text.procedure else "De todos os processos"
        found.setdefault(title, []).append(_line(text, rows, today))
    return [TextGroup(title, tuple(lines)) for title, lines in found.items()]


def _line(text: MessageText, rows: Sequence[MessageTextRow], today: date) -> TextLine:
    row = in_force([one for one in rows if one.kind == text.kind], today)
    replaced = row is not None and row.body is not None
    state = f"Por {row.act}, desde {date_br(row.since)}" if row and replaced else "Original"
    return TextLine(f"{PATH}/{text.kind}", text.title, text.when, state, replaced)


def in_force(rows: Sequence[MessageTextRow], today: date) -> MessageTextRow | None:
    """Of the texts of one kind, newest first, the one that holds on `today`."""
    return next((row for row in rows if row.since <= today), None)


def versions(rows: Sequence[MessageTextRow], today: date) -> list[Version]:
    """The texts of one kind, newest first."""
    current = in_force(rows, today)
    return [
        Version(
            since=row.since,
            act=row.act,
            subject=row.subject or "",
            body=row.body or "Volta ao texto original.",
            state="em vigor" if row is current else "ainda não vale" if row.since > today else "até outro ato",
            current=row is current,
        )
        for row in rows
    ]


def text_shapes(text: MessageText) -> tuple[Shape, ...]:
    """What is asked: subject and body with the places they may have, then the act."""
    asked = {one.name: one for one in shapes(TextForm)}
    places = "Valores: " + "; ".join(
        f"{{{one.name}}}, {one.means}{' (tem de aparecer)' if one.mandatory else ''}" for one in text.places
    )
    subject = replace(asked["subject"], required=True)
    body = replace(asked["body"], help=f"{places}.", required=True)
    return (subject, body, asked["restore"], asked["act"], asked["since"])


def standing(text: MessageText, row: MessageTextRow | None) -> Mapping[str, tuple[str, ...]]:
    """The form with the text that goes out today in it."""
    subject, body = (row.subject, row.body) if row is not None and row.body is not None else (text.subject, text.body)
    return {"subject": (subject or "",), "body": (body or "",)}
