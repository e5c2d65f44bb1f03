"""Giving a kind of message another text by an administrative act, or its own again."""

from datetime import date

from activities.records import texts as records
from activities.records.tables import MessageTextRow
from api.door import Door
from api.handlers import invalid
from api.problems import not_found
from workflows.kernel.messages import FieldError
from workflows.kernel.texts import MessageText, fill, text_named, wrong_in


def text_of(kind: str) -> MessageText:
    """What a kind of message says. Raises `Problem` 404 for one that this build does not send."""
    found = text_named(kind)
    if found is None:
        raise not_found("Não há aviso com este nome cujo texto se possa trocar.")
    return found


def checked(kind: str, subject: str | None, body: str | None, act: str) -> MessageText:
    """Refuse a text that cannot stand in the place of the original; without `subject` and `body` that stands again.

    Raises:
        Problem: 404 for an unknown kind; 422, by field, for an unknown place, a missing one, a loose brace, no act.
    """
    text = text_of(kind)
    errors = () if subject is None and body is None else wrong_in(text, subject or "", body or "")
    if not act.strip():
        errors = (*errors, FieldError(field="act", code="texto", message="Diga o ato"))
    if errors:
        raise invalid(errors)
    return text


async def set_text(door: Door, by: str, kind: str, subject: str | None, body: str | None, act: str, since: date) -> int:
    """Give the messages of `kind` asked for from `since` on this text; answers the number of the administrative fact.

    `by` is the author. Raises `Problem` as `checked` does.
    """
    checked(kind, subject, body, act)
    row = MessageTextRow(kind=kind, since=since, subject=subject, body=body, act=act, admin_seq=0)
    return await records.set_text(door.sessions, by, row)


def sample(text: MessageText, subject: str, body: str) -> tuple[str, str]:
    """Subject and body filled in with invented values."""
    return fill(subject, text.samples), fill(body, text.samples)
