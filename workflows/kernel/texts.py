"""The texts of the messages that cases send: what each says, and which values it offers to another text of the body.

A case composes its message with the text that stands here, and hands the values over beside it. The body may have
another text in its place by an administrative act; that is filled in where the message goes out, never in a case, so
that no history depends on it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import TypedDict

from workflows.kernel.messages import FieldError
from workflows.kernel.registry import declared, procedures
from workflows.kernel.words import Notice

LONGEST_SUBJECT, LONGEST_BODY = 200, 5000
_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class Filled(TypedDict):
    """The members of a message that follow from its text; `values` are for another text in its place."""

    subject: str
    body: str
    values: dict[str, str]


@dataclass(frozen=True)
class Place:
    """A value that a message offers, to be written `{name}`: what it is, and a sample of it."""

    name: str
    means: str
    sample: str
    mandatory: bool = False


@dataclass(frozen=True)
class MessageText:
    """What a kind of message says. `title` names it to who administers; `when` says in a clause when it is sent."""

    kind: str
    title: str
    when: str
    subject: str
    body: str
    places: tuple[Place, ...]
    procedure: str | None = None

    def filled(self, **values: str) -> Filled:
        """The message with `values` in their places."""
        return {"subject": fill(self.subject, values), "body": fill(self.body, values), "values": values}

    @property
    def samples(self) -> dict[str, str]:
        """Invented values, to show how a text reads."""
        return {place.name: place.sample for place in self.places}


# Where a message comes from is known when it goes out; cases need not say it.
CASE = Place("processo", "o processo, pelo número", "PMIS 17/2026")
SUBJECT = Place("assunto", "do que trata o processo", "Manutenção das pontes da Gleba Aroeira")
OF_THE_CASE = (CASE, SUBJECT)

_TITLE = Place("prazo", "o nome do prazo", "resposta ao proponente", mandatory=True)
_PROVISION = Place("dispositivo", "o dispositivo que o fixa", "art. 14, § 1º, do Decreto 167/2019")
_DUE = Place("vencimento", "o último dia", "30/11/2026")
_THEN = Place("consequencia", "o que acontece se ninguém agir", "a análise está em atraso")
_TASK = Place("tarefa", "o nome da tarefa", "Analisar a admissibilidade da proposta", mandatory=True)
_REASON = Place("motivo", "o motivo que a pessoa deu", "Férias do responsável")


def _on_deadline(kind: str, title: str, when: str, what: str, days: Place) -> MessageText:
    body = f"O prazo “{{prazo}}” ({{dispositivo}}) {what}. Se ninguém agir, {{consequencia}}."
    return MessageText(
        kind, title, when, f"{{prazo}}: {what}", body, (_TITLE, days, _PROVISION, _DUE, _THEN, *OF_THE_CASE)
    )


def _on_task(kind: str, title: str, when: str, what: str) -> MessageText:
    body = f"A tarefa “{{tarefa}}” {what}. Motivo: {{motivo}}."
    return MessageText(kind, title, when, f"{{tarefa}}: {what}", body, (_TASK, _REASON, *OF_THE_CASE))


REMINDED = _on_deadline(
    "Reminded", "Lembrete de prazo", "antes do fim de um prazo, a quem deve agir", "vence em {dias} dia(s)",
    Place("dias", "quantos dias faltam", "5", mandatory=True),
)  # fmt: skip
ESCALATED = _on_deadline(
    "Escalated", "Aviso de prazo vencido", "depois do fim de um prazo, a quem responde pela unidade",
    "está vencido há {dias} dia(s)", Place("dias", "há quantos dias venceu", "3", mandatory=True),
)  # fmt: skip
DELEGATED = _on_task("delegate", "Tarefa delegada", "quando alguém delega uma tarefa", "foi delegada a você")
REASSIGNED = _on_task("reassign", "Tarefa redistribuída", "quando a chefia redistribui", "foi redistribuída a você")
TAKEN_BACK = _on_task(
    "take-back", "Tarefa retomada", "quando quem delegou retoma a tarefa", "voltou a quem a delegou a você"
)
MENTIONED = MessageText(
    "mention", "Menção em comentário", "quando um comentário menciona a pessoa",
    "{tarefa}: um comentário menciona você",
    "Um comentário na tarefa “{tarefa}” menciona você. Leia-o na página da tarefa.", (_TASK, *OF_THE_CASE),
)  # fmt: skip
DESIGNATED = MessageText(
    "designada", "Designação para um ato", "quando uma tarefa é de uma pessoa certa", "{tarefa}: a tarefa é sua",
    "Você foi designado para o ato “{tarefa}”. Se houver impedimento, declare-o na tarefa.", (_TASK, *OF_THE_CASE),
)  # fmt: skip
COMMON = (REMINDED, ESCALATED, DELEGATED, REASSIGNED, TAKEN_BACK, MENTIONED, DESIGNATED)


def texts() -> tuple[MessageText, ...]:
    """Every text that this build sends and that may be replaced: the common ones, then each procedure's notices."""
    return (*COMMON, *(notice_text(one, id) for id in procedures() for one in declared(id, Notice)))


def text_named(kind: str) -> MessageText | None:
    """The text of a kind of message; None when this build has no such kind, or its text may not be replaced."""
    return next((text for text in texts() if text.kind == kind), None)


def notice_text(notice: Notice, procedure: str | None = None) -> MessageText:
    """The text of a notice. What its own body tells, any other text of it must tell too."""
    formats = _formats(notice.body)
    places = tuple(
        Place(name, name.replace("_", " "), "30/11/2026" if spec else f"({name.replace('_', ' ')})", mandatory=True)
        for name, spec in formats.items()
    )
    body = "".join(literal + (f"{{{name}}}" if name else "") for literal, name, _, _ in Formatter().parse(notice.body))
    return MessageText(
        notice.id, notice.title, "no passo do procedimento que o prevê", notice.title, body, (*places, *OF_THE_CASE),
        procedure,
    )  # fmt: skip


def notice_values(notice: Notice, values: Mapping[str, str | date]) -> dict[str, str]:
    """What a notice tells, each value as its own body writes it; a date that the body leaves out as people write it."""
    formats = _formats(notice.body)
    return {name: format(value, formats.get(name) or _plain(value)) for name, value in values.items()}


def _plain(value: str | date) -> str:
    return "%d/%m/%Y" if isinstance(value, date) else ""


def _formats(body: str) -> dict[str, str]:
    return {name: spec or "" for _, name, spec, _ in Formatter().parse(body) if name}


def fill(template: str, values: Mapping[str, str]) -> str:
    """The text with its places filled in. Raises KeyError for a place without a value."""
    return _PLACE.sub(lambda found: values[found[1]], template)


def names_in(template: str) -> tuple[str, ...]:
    """The places that a text has, in order, each once."""
    return tuple(dict.fromkeys(_PLACE.findall(template)))


def wrong_in(text: MessageText, subject: str, body: str) -> tuple[FieldError, ...]:
    """What is wrong with another text in place of `text`: one sentence for each field at most."""
    errors = [
        _field("subject", _wrong(text, subject, LONGEST_SUBJECT)),
        _field("body", _wrong(text, body, LONGEST_BODY)),
    ]
    told = {*names_in(subject), *names_in(body)}
    missing = [place.name for place in text.places if place.mandatory and place.name not in told]
    if missing and not any(errors):
        errors.append(_field("body", f"Falta dizer {_listed(missing)}: sem isso o aviso não diz o que precisa"))
    return tuple(error for error in errors if error)


def _wrong(text: MessageText, template: str, longest: int) -> str:
    if not template.strip():
        return "Escreva o texto, ou volte ao original"
    if len(template) > longest:
        return f"Use no máximo {longest} caracteres"
    known = [place.name for place in text.places]
    if unknown := [name for name in names_in(template) if name not in known]:
        return f"Este aviso não tem {_listed(unknown)}. Tem: {_listed(known)}"
    if set("{}") & set(_PLACE.sub("", template)):
        return "Há chave solta. Um valor se escreve com o nome entre chaves e nada mais, como {" + known[0] + "}"
    return ""


def _field(field: str, said: str) -> FieldError | None:
    return FieldError(field=field, code="texto", message=said) if said else None


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
