"""Registers are read from the facts: what stands of a party on a day, whichever case entered it."""

import importlib
import pkgutil
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

import workflows
from activities.consulting import ConsultActivities
from activities.records.engine import Sessions
from activities.records.record import record
from activities.registers import FactRegister
from activities.sigcon import FakeSigcon, WithoutIntegration
from activities.sources import register_sources
from tests.records.make import fact, turn
from workflows.execucao.registros import CONTAS_PARCIAIS
from workflows.kernel.consult import Consultation, Register
from workflows.kernel.state import FactKind
from workflows.parcerias.registros import CADASTRO, HABILITACAO, SIGCON

pytestmark = pytest.mark.engines
ORG = "org-1"


def _entered(seq: int, since: str, **more: Any) -> Any:
    data = {"register": HABILITACAO.id, "party": ORG, "state": "plena", "state_title": "Plena", "holds": True}
    return fact(seq, FactKind.INSCRIBED, data={**data, "since": since, **more})


async def _ask(sessions: Sessions, on: date, party: str = ORG, register: str = HABILITACAO.id) -> Any:
    asked = Consultation(register_id=register, question={"party": party, "on": on.isoformat()})
    activities = ConsultActivities(register_sources(sessions, WithoutIntegration()))
    return (await activities.consult(asked)).answer


async def test_what_stands_on_a_day_is_found_whoever_entered_it(sessions: Sessions) -> None:
    first = _entered(1, "2026-03-10", until="2026-06-09", details={"tipo": "associacao"})
    await record(sessions, turn(1, case="caso-1", facts=(first,)))
    await record(sessions, turn(1, case="caso-2", facts=(_entered(1, "2026-05-04", state="parcial", holds=False),)))
    assert await _ask(sessions, date(2026, 3, 9)) == {"state": "", "title": "", "holds": False, "details": {}}
    then = await _ask(sessions, date(2026, 3, 10))
    assert (then["holds"], then["until"], then["details"]) == (True, "2026-06-09", {"tipo": "associacao"})
    assert (await _ask(sessions, date(2026, 5, 4)))["case"] == "caso-2"
    assert not (await _ask(sessions, date(2026, 3, 10), party="org-2"))["holds"]
    assert not (await _ask(sessions, date(2026, 3, 10), register=CADASTRO.id))["holds"]


async def test_of_two_periods_entered_at_once_neither_undoes_the_other(sessions: Sessions) -> None:
    for number in (1, 2):
        entered = _entered(
            1, "2026-05-04", state="omitidas", holds=False, register=CONTAS_PARCIAIS.id,
            details={"pendentes": [number]}, changes={"pendentes": {"adds": [number], "takes": []}},
            holds_by={"detail": "pendentes", "any": False},
        )  # fmt: skip
        await record(sessions, turn(1, case=f"caso-{number}", facts=(entered,)))
    said = await _ask(sessions, date(2026, 5, 4), register=CONTAS_PARCIAIS.id)
    assert (said["holds"], sorted(said["details"]["pendentes"])) == (False, [1, 2])


async def test_a_party_is_found_by_an_index(sessions: Sessions) -> None:
    from activities.registers import _ENTRIES

    async with sessions() as session:
        connection = await session.connection()
        await connection.execute(text("SET LOCAL enable_seqscan = off"))
        asked = {"party": ORG, "register": HABILITACAO.id}
        rows = await connection.execute(text(f"EXPLAIN {_ENTRIES.text}"), asked)
        assert "ix_facts_inscribed" in " ".join(row[0] for row in rows)


async def test_sigcon_is_a_person_or_a_fake_that_says_so(sessions: Sessions) -> None:
    sources = register_sources(sessions, WithoutIntegration())
    assert isinstance(sources[HABILITACAO.id], FactRegister)
    said = await sources[SIGCON.id].answer({"cnpj": "11222333000181"})
    assert said.words() == "sem integração: uma pessoa confere"
    fake = FakeSigcon()
    assert "inventados" in fake.name
    assert [(await fake.answer({"cnpj": one})).constatacao for one in ("11222333000181", "12345678000270")] == [
        "ocorrencia",
        "nada-consta",
    ]


async def test_every_register_that_may_be_consulted_has_a_source(sessions: Sessions) -> None:
    named = {
        one.id
        for module in pkgutil.walk_packages(workflows.__path__, "workflows.")
        for one in vars(importlib.import_module(module.name)).values()
        if isinstance(one, Register)
    }
    assert CONTAS_PARCIAIS.id in named
    assert named <= set(register_sources(sessions, WithoutIntegration()))
