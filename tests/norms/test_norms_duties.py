"""Every duty points at the law in force, and none that waits for its procedure passes for met."""

from datetime import date

import pytest

from workflows.norms import ACT_142_2024, DEC_167, DutyKind, DutyStatus, UnknownDuty, duties, duty
from workflows.norms.catalogue import Index, _all

TODAY = date(2026, 11, 21)


def test_ids_are_unique_and_found() -> None:
    ids = [each.id for each in duties()]
    assert len(ids) == len(set(ids)) == 708
    for each in duties():
        assert duty(each.id) is each


def test_unknown_duty_is_refused() -> None:
    with pytest.raises(UnknownDuty):
        duty("PMI-11")


def test_every_duty_cites_a_text_in_force() -> None:
    for each in duties():
        assert each.provisions, each.id
        for place in each.provisions:
            assert place.vigente_em(TODAY), each.id


def test_pmis_duties_are_owed() -> None:
    owed = {each.id for each in duties() if each.procedure == "pmis"}
    assert owed == {f"PMI-{number:02}" for number in range(1, 11)} | {
        "R-013-REQ",
        "R-013-60D",
        "R-014-12M",
        "R-014-ANNUAL",
        "R-015",
        "R-016",
    }
    assert all(duty(id).status is DutyStatus.OWED for id in owed)
    assert duty("PMI-03").kind is DutyKind.DEADLINE
    assert duty("PMI-03").provisions == (DEC_167.art(14, par=1),)
    assert duty("R-016").provisions[0] is DEC_167.art(16)


def test_work_plan_duties_follow_its_table() -> None:
    plan = [each for each in duties() if each.procedure == "act-mgi-142-2024"]
    assert [each.provisions for each in plan] == [(item,) for item in ACT_142_2024]


def test_whatever_is_not_owed_says_why() -> None:
    for each in duties():
        assert (each.reason is None) == (each.status is DutyStatus.OWED), each.id


def test_a_procedure_is_planned_or_owed_as_a_whole() -> None:
    by_procedure: dict[str, set[DutyStatus]] = {}
    for each in duties():
        if each.status is not DutyStatus.NOT_OURS:
            by_procedure.setdefault(each.procedure, set()).add(each.status)
    assert all(len(statuses) == 1 for statuses in by_procedure.values())


def test_a_written_reason_makes_a_duty_not_ours() -> None:
    index = Index(procedures={"pmis": None}, not_ours={"PMI-07": "A oitiva é feita em audiência, fora do sistema."})
    found = {each.id: each for each in _all(index)}
    assert found["PMI-07"].status is DutyStatus.NOT_OURS
    assert found["PMI-07"].reason == "A oitiva é feita em audiência, fora do sistema."
    assert found["PMI-06"].status is DutyStatus.OWED
