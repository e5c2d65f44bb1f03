"""The public state of a request in words: where it stands, what is awaited of the body, where more is public."""

from dataclasses import dataclass
from datetime import date

from activities.records.queries.register import PMIS, SHOWN
from api.services.following import Followed
from api.services.protocols import code_of, number_of
from api.services.reading import deadline_state
from api.web.views.procedimentos import about, case_name
from api.web.views.processo import StageBar, ended_sentence, stage_bar
from api.web.views.sala import act_title, to_the_second
from workflows.kernel.explain import explain
from workflows.kernel.roles import ROLES
from workflows.kernel.state import CaseStatus, WaitKind


@dataclass(frozen=True)
class PublicState:
    """What whoever has a receipt is told. `subject` and `href` are there only for a case of the public register."""

    case: str
    kind: str
    subject: str
    href: str
    number: str
    code: str
    act: str
    received: str
    bar: StageBar
    now: tuple[str, ...]
    ended: bool


@dataclass(frozen=True)
class NewReceipt:
    """The receipt of what was just sent, as its page shows it once."""

    number: str
    code: str
    href: str


def followed(found: Followed, today: date) -> PublicState:
    """The public state of `found` on `today`."""
    case, sent = found.case, found.sent
    known = about(case.type)
    ended = case.status is CaseStatus.ENDED
    return PublicState(
        case=case_name(case.type, case.label),
        kind=known.title if known else case.type,
        subject=case.subject if found.public else "",
        href=_public_page(found),
        number=number_of(sent).said if sent else "",
        code=code_of(sent) if sent else "",
        act=act_title(sent) if sent else "",
        received=to_the_second(sent.at) if sent else "",
        bar=stage_bar(case, found.stages),
        now=(ended_sentence(case),) if ended else _awaited(found, today),
        ended=ended,
    )


def _public_page(found: Followed) -> str:
    case = found.case
    if not found.public or case.type not in SHOWN:
        return ""
    return f"/pmis/{case.id}" if case.type == PMIS else f"/publico/processos/{case.id}"


def _awaited(found: Followed, today: date) -> tuple[str, ...]:
    """What is awaited of the body, here or in a case under this one; of what is awaited of parties nothing is told."""
    states = {one.id: deadline_state(one) for one in found.deadlines}
    ours = [
        wait for wait in found.case.waits
        if wait.kind is WaitKind.CHILD
        or (wait.kind is WaitKind.TASK and wait.on in ROLES and not ROLES[wait.on].external)
    ]  # fmt: skip
    said = tuple(explain(wait, states.get(wait.deadline or ""), today) for wait in ours)
    return said or ("O processo está em andamento. Nenhum ato da SINFRA é esperado neste momento.",)


def new_receipt(found: Followed | None, secret: str) -> NewReceipt | None:
    """The receipt in an address that whoever just sent something was led to."""
    if found is None or found.sent is None:
        return None
    return NewReceipt(number_of(found.sent).said, code_of(found.sent), f"/protocolo/{secret}")
