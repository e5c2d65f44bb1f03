"""A case keeps the law of the day it began: texts, limits of parameters, and what its pages say of both."""

from datetime import date, datetime

import pytest

from api.web.views.citacoes import cite
from tests.kernel.sonda import Sonda
from workflows.clock import ZONE, load_calendar
from workflows.kernel.case import Case
from workflows.kernel.looking import Looking
from workflows.kernel.messages import CaseStart
from workflows.kernel.state import SYSTEM, Context
from workflows.norms import DEC_167, NotInForce, Param

VI, WAIVER, FIFTEEN = DEC_167.art(18, inciso="VI"), DEC_167.art(18, par=5), DEC_167.art(30, par="unico")
MINIMUM = Param("percentual_contrapartida").minimum
BEFORE, BETWEEN, AFTER = date(2019, 8, 29), date(2020, 9, 3), date(2020, 9, 4)


class _Begun(Looking):
    """What the words look at, of a case that began on a day and is dealt with today."""

    def __init__(self, started_on: date) -> None:
        self._case = _case(started_on)


def _case(started_on: date) -> Case:
    decreed = Context(calendars={"mt-cuiaba": load_calendar("mt-cuiaba").data})
    start = CaseStart(
        id="sonda-1", type=Sonda.about.id, input={"desde": "2026-06-08"}, started_by=SYSTEM, context=decreed,
        received_at=datetime(2026, 6, 8, 9, tzinfo=ZONE), started_on=started_on,
    )  # fmt: skip
    return Case(start, "Sonda", (), "curso")


def test_a_case_keeps_the_text_of_the_day_it_began() -> None:
    assert "15%" not in _Begun(BEFORE).law(VI).summary
    assert "15%" in _Begun(BETWEEN).law(VI).summary
    replaced = _Begun(BEFORE).law(FIFTEEN).ended_by
    assert replaced is not None
    assert replaced.citation == "Decreto 227/2019"
    assert _Begun(AFTER).law(FIFTEEN).ended_by is None


def test_what_an_amendment_brought_is_not_there_before_it() -> None:
    assert [_Begun(day).in_force(WAIVER) for day in (BEFORE, BETWEEN, AFTER)] == [False, False, True]
    with pytest.raises(NotInForce):
        _Begun(BETWEEN).law(WAIVER)


def test_a_limit_younger_than_the_case_does_not_bind_it() -> None:
    assert [_Begun(day).bounded(MINIMUM) for day in (BEFORE, BETWEEN, AFTER)] == [False, True, True]
    assert not _Begun(AFTER).bounded(None)


def test_pages_say_of_an_older_text_by_what_it_was_replaced() -> None:
    assert cite(VI.id).summary == cite(VI.id, AFTER).summary == VI.summary
    older = cite(VI.id, BEFORE).summary
    assert older.startswith("O edital diz se exige contrapartida")
    assert "anterior ao Decreto 227/2019" in older
    assert cite(WAIVER.id, BEFORE).summary == WAIVER.summary
