"""Arts. 4º, 72 and 111: what an act deals with, from when it is in force, and whether it set a parameter."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.kernel.words import Forbidden, NoForm
from workflows.norms import ParameterValue, resolution
from workflows.parcerias.ato_normativo import LANCAR
from workflows.parcerias.regras_do_ato import (
    DO_PEDAGIO,
    MATERIAS,
    DoPedagio,
    Materia,
    desconhecidos,
    dispositivo_de,
    em_vigor_desde,
    o_que_falta,
    vem_do_ato,
)

KEY = "max_parcerias_por_gestor"
FIRST_OF_MAY = date(2026, 5, 1)
DAYS = st.dates(date(2019, 7, 11), date(2040, 12, 31))


@given(st.sampled_from(Materia), st.sets(st.sampled_from(DoPedagio)))
def test_only_an_act_on_tolls_has_a_list_and_then_the_whole_of_it(matter: Materia, dealt: set[DoPedagio]) -> None:
    missing = o_que_falta(matter, dealt)
    assert len(missing) == (len(DoPedagio) - len(dealt) if matter is Materia.PEDAGIO else 0)
    assert set(missing).isdisjoint(DO_PEDAGIO[one] for one in dealt)


def test_each_matter_has_a_name_and_a_provision() -> None:
    assert set(MATERIAS) == {str(one) for one in Materia}
    assert {dispositivo_de(one).norm.id for one in Materia} == {"dec-167"}


@given(DAYS, st.none() | DAYS)
def test_no_act_is_in_force_before_it_was_published(published: date, since: date | None) -> None:
    begun = em_vigor_desde(published, since)
    assert begun >= published
    assert begun == (since if since and since > published else published)


def test_a_parameter_that_no_norm_leaves_open_is_none() -> None:
    assert desconhecidos([KEY, "maximo_inventado"]) == ["maximo_inventado"]


@pytest.mark.parametrize(
    ("act", "since", "own"),
    [
        ("Portaria 12/2026", FIRST_OF_MAY, True),
        (" portaria 12/2026 ", FIRST_OF_MAY, True),
        ("Portaria 13/2026", FIRST_OF_MAY, False),
        ("Portaria 12/2026", FIRST_OF_MAY + timedelta(days=1), False),
    ],
)
def test_a_parameter_stands_by_this_very_act_from_its_first_day(act: str, since: date, own: bool) -> None:
    known = [
        ParameterValue(key=KEY, value=8, since=date(2025, 1, 1), act="Portaria 12/2026"),
        ParameterValue(key=KEY, value=5, since=FIRST_OF_MAY, act="Portaria 12/2026"),
    ]
    assert vem_do_ato(resolution(KEY, known, since), act, since) is own
    assert not vem_do_ato(resolution(KEY, [], since), act, since)


def _case(*known: ParameterValue) -> SimpleNamespace:
    return SimpleNamespace(
        minuta=SimpleNamespace(parametros=(KEY,)), ato="Portaria 12/2026", desde=FIRST_OF_MAY,
        set_by_an_act=lambda key, on: resolution(key, known, on),
    )  # fmt: skip


def test_nobody_confirms_what_the_administration_does_not_have_from_the_act() -> None:
    assert LANCAR.check
    earlier = ParameterValue(key=KEY, value=8, since=date(2025, 1, 1), act="Portaria 3/2025")
    with pytest.raises(Forbidden, match=f"Lance por “Portaria 12/2026”, em vigor em 01/05/2026: {KEY}"):
        LANCAR.check(_case(earlier), "lancados", NoForm())
    own = ParameterValue(key=KEY, value=5, since=FIRST_OF_MAY, act="Portaria 12/2026")
    LANCAR.check(_case(earlier, own), "lancados", NoForm())
