"""The appeal: who may file, until when, who reconsiders, who decides above, and what a decision waits for meanwhile.

One rule per norm says the numbers; the mechanics are the same for all. Each appeal filed is a child case of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

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

    `as_input` makes the child's input from what was filed (an `Answer`), from the decision appealed against, and from
    `more`, which the rule knows beforehand (such as who decided).
    """

    window: Deadline
    event: Event
    procedure: type[Procedure[Any]]
    more: Mapping[str, Any] = field(default_factory=dict)

    def as_input(self, case: Procedure[Any], filed: Answer, decision: str, decided_by: Sequence[str] = ()) -> Form:
        """The child's input: what was decided, by whom if by a commission, who appeals, since when, and why."""
        data: dict[str, Any] = {
            **self.more,
            **filed.form,
            "decisao": decision,
            "recorrente": filed.by,
            "recebido_em": filed.on.isoformat(),
        }
        if decided_by:
            data |= {"comissao": list(decided_by), "decidida_por": "comissao"}
        return case.made(self.procedure.about.input, **data)


async def appealable(
    case: Procedure[Any], rule: AppealRule, *, decision: str, since: date, because: str, decided_by: Sequence[str] = ()
) -> Outcome:
    """Let the window run from `since` (day zero), take in each appeal, and wait until all are decided.

    `decided_by` are the persons of the commission that decided, the first to reconsider first.
    Answers `SEM_RECURSO` when nobody filed, `REFORMADA` when any appeal was upheld, else `MANTIDA`.
    """

    async def decided(filed: Answer, number: int) -> CaseResult:
        return await case.child(rule.procedure, rule.as_input(case, filed, decision, decided_by), subject=str(number))

    case.begin(rule.window, since=since, because=because)
    results = await case.each_arrival(rule.event, until=rule.window, course=decided)
    if not results:
        return SEM_RECURSO
    return REFORMADA if any(result.outcome == PROVIDO for result in results) else MANTIDA
