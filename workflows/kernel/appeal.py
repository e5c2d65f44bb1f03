"""The appeal: who may file, until when, who reconsiders, who decides above, and what a decision waits for meanwhile.

One rule per norm says the numbers; the mechanics are the same for all. Each appeal filed is a child case of its own.
"""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflows.kernel.course import arrival_key
from workflows.kernel.messages import CaseResult
from workflows.kernel.procedure import Answer, Procedure
from workflows.kernel.words import Deadline, Event, Form, Outcome

SEM_RECURSO = Outcome("sem-recurso", "Sem recurso")
MANTIDA = Outcome("mantida", "Decisão mantida")
REFORMADA = Outcome("reformada", "Decisão reformada")
PROVIDO = Outcome("provido", "Recurso provido")
DESPROVIDO = Outcome("desprovido", "Recurso desprovido")


@dataclass(frozen=True, kw_only=True)
class AppealRule:
    """How a norm lets a decision be appealed: the peremptory `window`, the `event` that files (`many` and `awaited`),
    the
    child `procedure`.

    `as_input` makes the child's input from what was filed (an `Answer`) and from the decision appealed against.
    """

    window: Deadline
    event: Event
    procedure: type[Procedure[Any]]

    def as_input(self, filed: Answer, decision: str) -> Form:
        """The child's input: what was decided, who appeals, since when, and why."""
        data = {**filed.form, "decisao": decision, "recorrente": filed.by, "recebido_em": filed.on.isoformat()}
        made: Form = self.procedure.about.input.model_validate(data)
        return made


async def appealable(case: Procedure[Any], rule: AppealRule, *, decision: str, since: date, because: str) -> Outcome:
    """Let the window run from `since` (day zero), take in each appeal, and wait until all are decided.

    Answers `SEM_RECURSO` when nobody filed, `REFORMADA` when any appeal was upheld, else `MANTIDA`.
    """
    case.begin(rule.window, since=since, because=because)
    key = case.open(rule.event, until=rule.window)
    over = asyncio.ensure_future(case.elapse(rule.window))
    appeals: list[asyncio.Future[CaseResult]] = []
    while filed := await _next_filed(case, arrival_key(key, len(appeals) + 1), over):
        number = str(len(appeals) + 1)
        data = rule.as_input(filed, decision)
        appeals.append(asyncio.ensure_future(case.child(rule.procedure, data, subject=number)))
    if not appeals:
        return SEM_RECURSO
    results = await asyncio.gather(*appeals)
    return REFORMADA if any(result.outcome == PROVIDO for result in results) else MANTIDA


async def _next_filed(case: Procedure[Any], key: str, over: asyncio.Future[None]) -> Answer | None:
    arrived = asyncio.ensure_future(case.arrival(key))
    await case.first_of(arrived, over)
    if arrived.done():
        return arrived.result()
    arrived.cancel()
    return None
