"""The kernel: the words procedures are written in, and what runs them."""

from workflows.kernel.consult import Register, Reply
from workflows.kernel.issuing import Issued, OfficialDocument, Template
from workflows.kernel.procedure import DECORRIDO, Answer, Procedure
from workflows.kernel.registry import procedure
from workflows.kernel.words import (
    About,
    Deadline,
    Decision,
    Event,
    Forbidden,
    Form,
    Gate,
    HumanTask,
    Notice,
    Outcome,
    Publication,
    Requirement,
    Role,
    Stage,
    exige,
    veda,
    veda_cada,
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
    "Gate",
    "HumanTask",
    "Issued",
    "Notice",
    "OfficialDocument",
    "Outcome",
    "Procedure",
    "Publication",
    "Register",
    "Reply",
    "Requirement",
    "Role",
    "Stage",
    "Template",
    "exige",
    "procedure",
    "veda",
    "veda_cada",
]
