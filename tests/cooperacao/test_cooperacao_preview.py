"""A plan seen before it starts: its dates by hand, its workload, two versions compared, one written in a form."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from workflows.clock import load_calendar
from workflows.cooperacao.escrito import PlanoEscrito
from workflows.cooperacao.files import load_plan, shipped_plans, written
from workflows.cooperacao.preview import Change, differences, foresee, workload

AC, ACT_129, ACT_142 = (shipped_plans()[id] for id in ("ac-4-2026", "act-129-2025", "act-mgi-142-2024"))
NATIONAL = load_calendar("nacional")
WRITTEN: dict[str, Any] = {
    "nome": "act-12-2026", "titulo": "Plano de teste", "duracao": 24, "unidade": "months",
    "participes": [{"sigla": "SINFRA", "nome": "SINFRA-MT"}, {"sigla": "ABM", "nome": "ABM", "privada": True}],
    "acontecimentos": [{"nome": "convocacao", "titulo": "convocação de reunião"}],
    "acoes": [
        {"numero": "1.1", "descricao": "Elaborar o cronograma", "quem": "SINFRA, ABM", "prazo_no_plano": "anual",
         "quando": "annual", "horas": 60},
        {"numero": "1.2", "descricao": "Participar das reuniões", "quem": "ABM", "prazo_no_plano": "quando convocada",
         "quando": "on-event", "acontecimento": "convocacao"},
        {"numero": "1.3", "descricao": "Indicar responsável", "quem": "ABM", "prazo_no_plano": "em 10 dias",
         "quando": "once-after-start", "quantos": 10, "unidade": "days"},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("plan", "signed", "end", "expected"),
    [
        # 20 April 2026, since 19 April is a Sunday; 24 April is a Friday.
        (AC, date(2026, 4, 9), date(2027, 4, 9), {
            ("3.1", "SEGES_MGI"): date(2026, 4, 9), ("3.1", "ABM"): date(2026, 4, 9),
            ("C1", "SEGES_MGI"): date(2026, 4, 20), ("1.2", "ABM"): date(2026, 4, 24),
            ("2.1", "SEGES_MGI"): date(2027, 4, 9), ("2.1", "ABM"): date(2027, 4, 9),
            ("2.2", "SEGES_MGI"): date(2027, 4, 9), ("2.2", "ABM"): date(2027, 4, 9),
            ("3.2", "SEGES_MGI"): date(2027, 4, 9), ("3.2", "ABM"): date(2027, 4, 9), ("3.4", "ABM"): date(2027, 4, 9),
        }),
        # 5 September 2026 is a Saturday and the 7th, a Monday, a holiday; 20 September 2025 is a Saturday.
        (ACT_129, date(2025, 9, 5), date(2026, 9, 5), {
            ("3.1", "SEGES_MGI"): date(2025, 9, 5), ("3.1", "ESTADO_MT"): date(2025, 9, 5),
            ("C1", "SEGES_MGI"): date(2025, 9, 15), ("1.2", "ESTADO_MT"): date(2025, 9, 22),
            ("2.1", "SEGES_MGI"): date(2026, 9, 8), ("2.1", "ESTADO_MT"): date(2026, 9, 8),
            ("2.2", "SEGES_MGI"): date(2026, 9, 8), ("2.2", "ESTADO_MT"): date(2026, 9, 8),
            ("3.2", "SEGES_MGI"): date(2026, 9, 8), ("3.2", "ESTADO_MT"): date(2026, 9, 8),
            ("3.4", "ESTADO_MT"): date(2026, 9, 8),
        }),
    ],
)  # fmt: skip
def test_the_first_year_of_each_plan_by_hand(plan: Any, signed: date, end: date, expected: dict[Any, date]) -> None:
    acts = foresee(plan, signed, end, NATIONAL)
    assert {(act.occurrence.action.id, act.occurrence.party): act.due for act in acts} == expected
    assert [act.due for act in acts] == sorted(act.due for act in acts)


def test_the_workload_counts_every_act_once() -> None:
    acts = foresee(ACT_142, date(2024, 11, 12), date(2029, 11, 12), NATIONAL)
    months = workload(acts)
    assert sum((told for told in months.values()), Counter()) == {"SGD_MGI": 132, "SERPRO": 74}
    assert list(months) == sorted(months)


@pytest.mark.parametrize("plan", shipped_plans().values(), ids=lambda plan: plan.id)
def test_a_plan_written_out_is_read_back_the_same(plan: Any) -> None:
    assert load_plan(written(plan)) == plan


def test_two_versions_differ_in_what_was_added_changed_and_ended() -> None:
    changed = AC.actions[1].model_copy(update={"deadline_text": "até 20 dias"})
    extra = AC.actions[0].model_copy(update={"id": "9.9"})
    kept = tuple(changed if one is AC.actions[1] else one for one in AC.actions if one.id != "C6")
    new = AC.model_copy(update={"actions": (*kept, extra)})
    assert differences(AC, new) == (
        Change("nova", "9.9"), Change("mudada", "1.2", ("deadline_text",)), Change("retirada", "C6"),
    )  # fmt: skip
    assert differences(AC, AC) == ()


def test_a_plan_from_a_form_is_the_plan_it_says() -> None:
    plan = PlanoEscrito.model_validate(WRITTEN).plano()
    assert [(one.id, one.responsible, one.recurrence[0].type) for one in plan.actions] == [
        ("1.1", ("SINFRA", "ABM"), "annual"), ("1.2", ("ABM",), "on-event"), ("1.3", ("ABM",), "once-after-start"),
    ]  # fmt: skip
    assert plan.actions[0].min_hours == 60
    assert load_plan(written(plan)) == plan


def test_a_rhythm_of_so_many_months_comes_from_the_form() -> None:
    quarterly = {"quando": "every-months", "quantos": 3, "unidade": None, "horas": None}
    rows = [{**one, **quarterly} if n == 0 else one for n, one in enumerate(WRITTEN["acoes"])]
    plan = PlanoEscrito.model_validate({**WRITTEN, "acoes": rows}).plano()
    assert plan.actions[0].recurrence[0].model_dump() == {"type": "every-months", "n": 3}


@pytest.mark.parametrize(
    ("row", "change", "field"),
    [
        (0, {"quando": "every-months", "quantos": 0}, ("acoes", 0, "quantos")),
        (0, {"quando": "every-months", "quantos": None}, ("acoes", 0, "quantos")),
        (0, {"quem": "SINFRA, XYZ"}, ("acoes", 0, "quem")),
        (1, {"acontecimento": "festa"}, ("acoes", 1, "acontecimento")),
        (1, {"numero": "1.1"}, ("acoes", 1, "numero")),
        (2, {"quantos": 9000}, ("acoes", 2, "quantos")),
        (2, {"unidade": None}, ("acoes", 2, "unidade")),
        (0, {"quando": "once-by-date"}, ("acoes", 0, "data")),
    ],
)
def test_what_is_wrong_is_said_at_its_field(row: int, change: dict[str, Any], field: tuple[Any, ...]) -> None:
    rows = [{**one, **change} if n == row else one for n, one in enumerate(WRITTEN["acoes"])]
    with pytest.raises(ValidationError) as refused:
        PlanoEscrito.model_validate({**WRITTEN, "acoes": rows})
    assert field in [error["loc"] for error in refused.value.errors()]
