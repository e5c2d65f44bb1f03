"""Gates: what a norm wants done before a step, each item met by a decision, by an act or by a document.

Where an item stands is part of the journal, so it outlives the run. An act behind a gate is refused while an item is
missing, and the refusal names each missing one with its provision (see `HumanTask.gate`).
"""

from workflows.kernel.case import Case
from workflows.kernel.messages import Act
from workflows.kernel.words import Gate, HumanTask, Requirement
from workflows.norms import Provision

STANDS = "providencia:"
HANDED_IN = "documento:"
PDF = "application/pdf"


def missing(case: Case, gate: Gate) -> tuple[Requirement, ...]:
    """The gate's requirements that do not stand in this case, in the order of the norm."""
    return tuple(one for one in gate.requirements if not _stands(case, one))


def asked_by(decl: HumanTask) -> tuple[str, ...]:
    """The ids of the provisions by which the task asks for documents."""
    return tuple(one.provision.id for one in decl.gate.requirements if one.document) if decl.gate else ()


def wants_pdf(decl: HumanTask, act: Act) -> Provision | None:
    """The provision that asks for the attached document in PDF, when it is in another format."""
    if act.document is None or act.document.media_type == PDF or decl.gate is None:
        return None
    return next((one.pdf for one in decl.gate.requirements if one.document and one.provision.id == act.provision), None)


def hand_in(case: Case, decl: HumanTask, act: Act) -> None:
    """Note that a document was attached under the provision that asks for it."""
    if act.document is not None and act.provision in asked_by(decl):
        case.journal[f"{HANDED_IN}{act.provision}"] = act.document.id


def _stands(case: Case, one: Requirement) -> bool:
    handed_in = one.document and f"{HANDED_IN}{one.provision.id}" in case.journal
    return handed_in or bool(case.journal.get(STANDS + one.id))
