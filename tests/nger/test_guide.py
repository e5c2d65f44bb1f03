"""The guide as data: what it has, what it lacks, and that every activity of it is asked for."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.nger.formularios import AnoDoNger, ExecucaoDeProcesso, ProcessoPlanejado
from workflows.nger.guia import GUIDE, PROCESSES
from workflows.nger.processo import TAREFAS
from workflows.norms import duties

ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XV", "XVI", "XVII", "XVIII"]
PLANNED = {"processo": "II", "inicio": "2027-02-01", "fim": "2027-04-30", "responsavel": "NGER"}


def test_the_guide_has_what_it_prints_and_fourteen_stays_missing() -> None:
    assert list(PROCESSES) == ROMAN
    assert sum(len(process.activities) for process in GUIDE.processes) == 105
    assert sum(len(activity.items) for process in GUIDE.processes for activity in process.activities) == 17
    assert (len(GUIDE.competences), len(GUIDE.products)) == (23, 24)
    assert {process.number for process in GUIDE.processes if process.additional} == {"XV", "XVI", "XVII"}


def test_only_the_follow_up_of_the_portal_is_monthly() -> None:
    monthly = [(one.process, one.order) for each in GUIDE.processes for one in each.activities if one.every]
    assert monthly == [("X", 7)]


def test_every_activity_and_sub_item_is_a_duty_that_a_task_meets() -> None:
    owed = {duty.id for duty in duties() if duty.procedure == "nger-processo"}
    assert {id for task in TAREFAS for id in task.duties} == owed
    assert len(owed) == 105 + 17


@given(st.dates(date(2019, 1, 1), date(2030, 12, 31)), st.integers(0, 900))
def test_the_months_of_a_period_cover_it_without_holes(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    months = ProcessoPlanejado(processo="X", inicio=start, fim=end, responsavel="NGER").meses
    assert (months[0].inicio, months[-1].fim) == (start, end)
    assert all(later.inicio - earlier.fim == timedelta(days=1) for earlier, later in itertools.pairwise(months))
    assert all((month.inicio.year, month.inicio.month) == (month.fim.year, month.fim.month) for month in months)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"processo": "XIV"}, "processo"),
        ({"processo": "xx"}, "processo"),
        ({"fim": "2027-01-31"}, "periodo"),
    ],
)
def test_a_process_that_is_not_in_the_guide_or_ends_before_it_begins_is_refused(
    change: dict[str, str], code: str
) -> None:
    with pytest.raises(ValueError, match=code):
        ExecucaoDeProcesso.model_validate(PLANNED | change)


@pytest.mark.parametrize(
    ("processes", "code"),
    [
        ([PLANNED, PLANNED], "repetido"),
        ([PLANNED | {"fim": "2028-01-31"}], "ano"),
        ([], "too_short"),
    ],
)
def test_a_year_that_cannot_be_planned_is_refused(processes: list[dict[str, str]], code: str) -> None:
    with pytest.raises(ValueError, match=code):
        AnoDoNger.model_validate({"orgao": "SINFRA-MT", "ano": 2027, "processos": processes})
