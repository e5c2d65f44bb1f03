"""Saying no: one exception that carries a `Refusal`, and the sentences of the refusals the kernel itself makes."""

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import BaseModel, ValidationError

from workflows.clock import ClockError
from workflows.kernel.forms import field_error
from workflows.kernel.messages import FieldError, Refusal, RefusalCode
from workflows.kernel.roles import role_title
from workflows.kernel.state import Exclusion, TaskState, TaskStatus
from workflows.kernel.words import Forbidden, Gate, Requirement
from workflows.norms import Provision


class Refused(Exception):
    """An act the case does not accept. Nothing was changed."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


def refuse(code: RefusalCode, message: str, **details: object) -> Refused:
    """The refusal as an exception, to be raised by the caller."""
    return Refused(Refusal.model_validate({"code": code, "message": message, **details}))


def by_the_norm(forbidden: Forbidden) -> Refused:
    """A rule of the norm said no."""
    many = len(forbidden.errors) > 1
    errors = forbidden.errors if many or forbidden.error.field else ()
    message = f"A norma recusa {len(errors)} pontos do que foi informado." if many else str(forbidden)
    return refuse(RefusalCode.RULE, message, provision=forbidden.provision.id, errors=errors)


@contextmanager
def as_refusals() -> Iterator[None]:
    """While a rule looks at what was sent: what the norm forbids, and what leads past all that can be counted or made
    of it, is refused.

    Raises:
        Refused: the rule said no, or what was sent leads to a date, or to a value, that there cannot be.
    """
    try:
        yield
    except Forbidden as forbidden:
        raise by_the_norm(forbidden) from None
    except ClockError as error:
        raise invalid_form((FieldError(field="", code=error.code, message=error.message),)) from None
    except ValidationError as failure:
        found = (field_error(BaseModel, dict(one)) for one in failure.errors(include_input=False))
        raise invalid_form(tuple(one.model_copy(update={"field": ""}) for one in found)) from None


def gate_closed(gate: Gate, missing: tuple[Requirement, ...]) -> Refused:
    """Something that must stand before this act does not yet; each missing one with its provision."""
    named = "; ".join(f"{one.title} ({one.provision.short})" for one in missing)
    errors = tuple(
        FieldError(field="", code="providencia-pendente", message=f"Falta {one.title}", provision=one.provision.id)
        for one in missing
    )
    return refuse(RefusalCode.RULE, f"Antes deste ato, falta: {named}.", provision=gate.provision.id, errors=errors)


def invalid_form(errors: tuple[FieldError, ...]) -> Refused:
    """The form has something to correct; each field says what."""
    provision = next((error.provision for error in errors if error.provision), None)
    return refuse(
        RefusalCode.INVALID_FORM,
        "O formulário tem informações a corrigir." if len(errors) > 1 else errors[0].message,
        errors=errors,
        provision=provision,
    )


def already_closed(task: TaskState) -> Refused:
    """Somebody else, or the course of the case, closed the task first: by whom and when."""
    done = {
        TaskStatus.COMPLETED: "Esta tarefa já foi concluída por outra pessoa.",
        TaskStatus.SKIPPED: "Esta tarefa foi dispensada.",
        TaskStatus.WITHDRAWN: "Esta tarefa deixou de ser necessária no processo.",
    }
    return refuse(RefusalCode.ALREADY_DONE, done[task.status], by=task.closed_by, at=task.closed_at)


def held_by_another(task: TaskState) -> Refused:
    """Somebody else has the task."""
    return refuse(
        RefusalCode.NOT_YOURS,
        "Esta tarefa está com outra pessoa. Peça que ela a devolva ou à chefia que a redistribua.",
        by=task.owner,
    )


def wrong_role(role: str, provision: Provision | None = None) -> Refused:
    """The act is for those who hold `role`."""
    return refuse(
        RefusalCode.WRONG_ROLE,
        f"Este ato cabe a quem atua como {role_title(role).removeprefix('a ').removeprefix('o ')}.",
        provision=provision.id if provision else None,
    )


def barred(exclusion: Exclusion, code: RefusalCode) -> Refused:
    """The person may not: impeded in the case, or excluded from the task."""
    return refuse(
        code,
        f"Você não pode praticar este ato: {exclusion.reason}.",
        provision=exclusion.provision,
        by=exclusion.user,
    )
