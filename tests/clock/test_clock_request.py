"""The calculator's question and answer."""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from types import FrameType
from typing import Any

import pytest
from pydantic import ValidationError

from workflows.clock import (
    CountAnswer,
    CountRequest,
    LedgerError,
    UnknownCalendarError,
    answer,
    explain_errors,
    load_calendar,
)

QUESTION: dict[str, Any] = {
    "budget": {"amount": 15, "unit": "dia_util"},
    "anchor": "2026-05-18",
    "counting": "processual",
    "binds": "particular",
    "nature": "peremptory",
}


def ask(**changes: Any) -> CountAnswer:
    return answer(CountRequest.model_validate({**QUESTION, **changes}), load_calendar)


def errors_of(**changes: Any) -> dict[str, str]:
    with pytest.raises(ValidationError) as refused:
        CountRequest.model_validate({**QUESTION, **changes})
    return {item.field: item.message for item in explain_errors(refused.value)}


def test_the_answer_as_json() -> None:
    told = ask(suspensions=[{"from": "2026-05-28", "to": "2026-06-09"}]).model_dump(mode="json")
    assert (told["due"], told["nominal"], told["provisional"], told["status"]) == (
        "2026-06-18", "2026-06-18", False, "aberto",
    )  # fmt: skip
    assert told["remaining"] is None
    # An explicit unit leaves the readings only the recess to differ by.
    assert [(r["policy"], r["due"]) for r in told["readings"]] == [
        ("prudente", "2026-06-18"),
        ("decreto_literal", "2026-06-18"),
    ]
    assert told["proof"][0] == {
        "day": "2026-05-18", "status": "nao_conta", "reason": "É o dia zero, não conta.", "index": None,
    }  # fmt: skip
    assert len(told["proof"]) == 32


def test_an_open_suspension_answers_what_remains() -> None:
    told = ask(suspensions=[{"from": "2026-05-28"}]).model_dump(mode="json")
    assert (told["due"], told["status"]) == (None, "suspenso")
    assert told["remaining"] == {"amount": 7, "unit": "dia_util", "until": None}


def test_every_field_of_the_contract_is_accepted() -> None:
    told = ask(
        budget={"amount": 1, "unit": "mes"},
        anchor="2026-01-31",
        counting="material",
        nature="cycle",
        policy="lei_7692",
        month_rule="dia_seguinte",
        recess=False,
        cycle_k=13,
        calendar="nacional",
        suspensions=[],
        extensions=[{"amount": 2, "unit": "dia"}],
        calendar_extra=[{"day": "2027-03-03", "kind": "fecha_cedo", "act": "Decreto x"}],
    )
    # 31 January + 13 months is 1 March 2027; two days more, 3 March closes early, 4 March.
    assert (told.nominal, told.due, told.provisional) == (date(2027, 3, 3), date(2027, 3, 4), True)


def test_an_impossible_or_late_ledger_is_refused() -> None:
    with pytest.raises(LedgerError, match="sobrepõem"):
        ask(suspensions=[{"from": "2026-05-20", "to": "2026-05-28"}, {"from": "2026-05-21"}])
    with pytest.raises(LedgerError, match="não pode mais ser suspenso"):
        ask(suspensions=[{"from": "2026-07-20"}])


def test_an_unknown_calendar_is_refused() -> None:
    with pytest.raises(UnknownCalendarError):
        ask(calendar="atlantida")


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"budget": {"amount": 0, "unit": "dia"}}, "budget", "A quantidade deve ir de 1 a 36500 dias."),
        ({"budget": {"amount": "5", "unit": "dia"}}, "budget.amount", "Deve ser um número inteiro."),
        ({"budget": {"amount": True, "unit": "dia"}}, "budget.amount", "Deve ser um número inteiro."),
        ({"budget": {"amount": 5, "unit": "semana"}}, "budget.unit", "Valor que não existe. Use um de: "),
        ({"anchor": "28/05/2026"}, "anchor", "Data inválida: use AAAA-MM-DD."),
        ({"anchor": 0}, "anchor", "Data inválida: use AAAA-MM-DD."),
        ({"anchor": "1899-12-31"}, "anchor", "A data deve estar entre 1900 e 2200."),
        ({"recess": "yes"}, "recess", "Deve ser verdadeiro ou falso."),
        ({"sobra": 1}, "sobra", "Campo desconhecido."),
        ({"suspensions": [{"to": "2026-05-28"}]}, "suspensions.0.from", "Campo obrigatório."),
        ({"suspensions": [{"from": "2026-05-28"}] * 201}, "suspensions", "No máximo 200 itens."),
        ({"calendar": "x" * 81}, "calendar", "Texto longo demais."),
        ({"extensions": [{"amount": 0}]}, "extensions.0", "A quantidade deve ir de 1 a 36500 dias."),
        ({"cycle_k": 2}, "", "Só um prazo cíclico, e não de data fixa, tem número de ciclo."),
    ],
)
def test_what_is_wrong_is_said_in_portuguese_field_by_field(changes: Any, field: str, message: str) -> None:
    found = errors_of(**changes)
    assert list(found) == [field]
    assert found[field].startswith(message)


def calls(ask_it: Callable[[], CountAnswer]) -> tuple[int, CountAnswer]:
    """How many functions are called to answer: the work, whatever the machine."""
    made = 0

    def count(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal made
        made += event == "call"

    sys.setprofile(count)
    try:
        told = ask_it()
    finally:
        sys.setprofile(None)
    return made, told


def test_a_hostile_request_stays_cheap() -> None:
    start = date(2026, 1, 1)
    longest = {"budget": {"amount": 36_500, "unit": "dia_util"}, "anchor": start.isoformat()}
    stretches = [
        {"from": (start + timedelta(days=3 * n)).isoformat(), "to": (start + timedelta(days=3 * n + 2)).isoformat()}
        for n in range(200)
    ]
    crowded = {
        "suspensions": stretches,
        "extensions": [{"amount": 100, "unit": "dia_util", "decided_on": start.isoformat()}] * 200,
        "calendar_extra": [{"day": (start + timedelta(days=n)).isoformat(), "kind": "fechado"} for n in range(200)],
    }
    plain, _ = calls(lambda: ask(**longest))
    hostile, told = calls(lambda: ask(**longest, **crowded))
    assert told.proof_omitted > 50_000
    assert len(told.proof) == 1500
    assert hostile < 8 * plain
