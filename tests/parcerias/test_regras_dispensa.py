"""Arts. 23 to 25: what makes a partnership without public call void, and how long one of urgency may last."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.norms import DEC_167
from workflows.parcerias.regras_dispensa import TITULOS, Hipotese, cabe_na_urgencia, nulidades, primeiro_dia

days = st.dates(date(2020, 1, 1), date(2040, 1, 1))
spans = st.integers(0, 60)


@given(days, spans, spans, spans)
def test_a_signature_is_void_exactly_when_the_site_was_late_or_the_ten_days_are_not_over(
    ato: date, atraso: int, ate_o_diario: int, espera: int
) -> None:
    sitio, diario = ato + timedelta(days=atraso), ato + timedelta(days=ate_o_diario)
    found = nulidades(ato, sitio, diario, diario + timedelta(days=espera))
    assert len(found) == (atraso > 0) + (espera < 10)


def test_the_tenth_day_is_the_first() -> None:
    assert primeiro_dia(date(2026, 3, 13)) == date(2026, 3, 23)


@pytest.mark.parametrize(("days", "fits"), [(None, False), (0, False), (1, True), (180, True), (181, False)])
def test_only_urgency_caps_the_term(days: int | None, fits: bool) -> None:
    assert cabe_na_urgencia(Hipotese.URGENCIA, days) is fits
    assert all(cabe_na_urgencia(one, days) for one in Hipotese if one is not Hipotese.URGENCIA)


def test_each_ground_has_its_inciso_and_says_it() -> None:
    assert set(TITULOS) == set(Hipotese)
    assert {one.dispositivo for one in Hipotese if not one.dispensa} == {DEC_167.art(24)}
    assert all(one.dispositivo.short.replace("\u00a0", " ") in titulo for one, titulo in TITULOS.items())
