"""The kernel: the words procedures are written in, and what runs them."""

from workflows.kernel.procedure import DECORRIDO, Answer, Procedure
from workflows.kernel.registry import procedure
from workflows.kernel.words import (
    About,
    Deadline,
    Decision,
    Event,
    Forbidden,
    Form,
    HumanTask,
    Notice,
    Outcome,
    Publication,
    Role,
    Stage,
    exige,
    veda,
)

__all__ = [
    "DECORRIDO",
    "About",
    "Answer",
    "Deadline",
    "Decision",
    "Event",
    "Forbidden",
    "Form",
    "HumanTask",
    "Notice",
    "Outcome",
    "Procedure",
    "Publication",
    "Role",
    "Stage",
    "exige",
    "procedure",
    "veda",
]
