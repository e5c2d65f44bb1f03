"""What was wrong, as the summary on top of a form and as a page of its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from api.problems import KINDS, Problem
from api.web.formatters import instant_br, lower_first
from api.web.shapes import Kind, Shape
from api.web.views.citacoes import Cite, maybe_cite
from workflows.kernel.forms import MESSAGES
from workflows.kernel.messages import FieldError

MISSING = MESSAGES["missing"]


@dataclass(frozen=True)
class Complaint:
    """One line of the summary; `href` leads to the field when there is one."""

    message: str
    href: str = ""
    cite: Cite | None = None


def summary(errors: Mapping[str, str], prefix: str = "f-", refusal: str | None = None) -> tuple[Complaint, ...]:
    """The summary of sentences by field name; the same sentence stands at the field.

    `refusal` is the provision that refuses, said after sentences that belong to no field.
    """
    return tuple(
        Complaint(message, f"#{prefix}{anchor(field)}" if field else "", None if field else maybe_cite(refusal))
        for field, message in errors.items()
    )


def anchor(field: str) -> str:
    """How a dotted path is written in an element's id."""
    return field.replace(".", "-").replace("_", "-")


def by_field(errors: Iterable[FieldError], strip: str = "") -> dict[str, str]:
    """Sentences by dotted path, the first of each field and all of no field; `strip` is taken off their front."""
    found: dict[str, str] = {}
    for error in errors:
        path = error.field
        if strip and (path == strip or path.startswith(strip + ".")):
            path = path[len(strip) + 1 :]
        sentence = error.message.rstrip(".")
        if not path and path in found:
            found[path] += f"; {lower_first(sentence)}"
        else:
            found.setdefault(path, sentence)
    return found


def worded(errors: Iterable[FieldError], shapes: Sequence[Shape], strip: str = "") -> dict[str, str]:
    """As `by_field`, each sentence naming the field it is about, since the summary is read away from the fields."""
    found = {}
    for path, message in by_field(errors, strip).items():
        shape = _shape_at(shapes, path)
        found[path] = _named(shape, message) if shape else message
    return found


def _named(shape: Shape, message: str) -> str:
    if message == MISSING:
        verb = "Responda" if shape.kind in (Kind.RADIO, Kind.YES_NO) else "Preencha"
        return f"{verb} “{shape.label}”"
    return f"{shape.label}: {lower_first(message)}"


def _shape_at(shapes: Sequence[Shape], path: str) -> Shape | None:
    """The shape that a dotted path leads to; positions in a list lead to what each row asks."""
    found: Shape | None = None
    for part in path.split("."):
        if part.isdigit() and found is not None:
            found = found.item
        else:
            among = (found.children or (found.item.children if found.item else ())) if found else shapes
            found = next((shape for shape in among if shape.name == part), None)
        if found is None:
            return None
    return found


@dataclass(frozen=True)
class ProblemPage:
    """An answer that is not a success, for people: what happened, what to do, and the number to quote."""

    status: int
    title: str
    detail: str
    advice: str
    cite: Cite | None
    before: str
    request_id: str
    code: str


def problem_page(problem: Problem, request_id: str | None, before: str = "") -> ProblemPage:
    """The page of `problem`. `before` says who made it impossible, and when; the caller knows names."""
    return ProblemPage(
        status=problem.status,
        title=problem.title,
        detail=problem.detail,
        advice=problem.kind.advice,
        cite=maybe_cite(problem.provision),
        before=before,
        request_id=request_id or "",
        code=problem.code,
    )


def acted_before(name: str, at: datetime | None) -> str:
    """`Rosa Aroeira, em 02/06/2026, 9h41`: who made this act impossible, and when."""
    return f"{name}, em {instant_br(at)}" if at else name


def explained(code: str) -> tuple[str, str, int]:
    """Title, advice and status of a code. Raises KeyError."""
    kind = KINDS[code]
    return kind.title, kind.advice, kind.status
