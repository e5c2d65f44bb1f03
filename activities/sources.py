"""Who answers for each register in production."""

import sys
from collections.abc import Iterator
from typing import Any

from activities.movements import RecordedMovement
from activities.ports import Source
from activities.records.engine import Sessions
from activities.records.indices import IndexSource
from activities.registers import FactRegister
from workflows.contas.indices import INDICES
from workflows.contas.movimento_da_parceria import MOVIMENTO
from workflows.kernel.consult import Register
from workflows.kernel.registering import OnDay
from workflows.parcerias.registros import SIGCON
from workflows.procedures import procedures


def register_sources(sessions: Sessions, sigcon: Source) -> dict[str, Source]:
    """The sources by the id of the register that they answer for; `sigcon` stands for the State's SIGCon."""
    assert procedures(), "the procedures are loaded, and with them every register that they consult"
    of_facts = {one.id: FactRegister(sessions, one.id) for one in registers() if one.question is OnDay}
    return {
        SIGCON.id: sigcon, INDICES.id: IndexSource(sessions), MOVIMENTO.id: RecordedMovement(sessions), **of_facts,
    }  # fmt: skip


def registers() -> Iterator[Register[Any]]:
    """Every register that a loaded module of the workflows names, whichever procedure consults it."""
    named = [module for name, module in list(sys.modules.items()) if name.startswith("workflows.")]
    return (one for module in named for one in vars(module).values() if isinstance(one, Register))
