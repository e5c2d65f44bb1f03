"""Parameters keep the law's bounds, take the act in force on the day, and presume nothing where the law is silent."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.norms import (
    DEC_167,
    Param,
    ParameterError,
    ParameterValue,
    Provision,
    UnknownParameter,
    Window,
    parameters,
    resolution,
    resolve,
)
from workflows.norms.values import days_per_year

TODAY = date(2026, 3, 2)


def value(key: str, value: Any, since: date = date(2026, 1, 1), act: str = "Portaria 1/2026") -> ParameterValue:
    return ParameterValue(key=key, value=value, since=since, act=act)


def window(start: str, end: str) -> dict[str, str]:
    return {"start": start, "end": end}


def test_keys_are_unique_and_found() -> None:
    keys = [each.key for each in parameters()]
    assert len(keys) == len(set(keys)) == 63
    for each in parameters():
        assert Param(each.key) is each
        assert each.accept(each.default) == each.default


def test_unknown_key_is_refused() -> None:
    with pytest.raises(UnknownParameter):
        Param("prazo_inventado_dias")
    with pytest.raises(UnknownParameter):
        resolve("prazo_inventado_dias", [], TODAY)


def test_no_number_is_invented() -> None:
    """Of the periods, only one is in the decree and one is a suggestion by analogy; the others wait for an act."""
    with_number = {each.key for each in parameters() if each.unit in ("dia", "mes") and each.default is not None}
    assert with_number == {"intervalo_pc_parcial_dias", "prazo_saneamento_cadastro_dias"}
    assert [each.key for each in parameters() if each.default_is_law] == ["intervalo_pc_parcial_dias"]
    assert resolve("prazo_oitiva_pmis_dias", [], TODAY) is None
    assert resolve("intervalo_pc_parcial_dias", [], TODAY) == 90


def test_pmis_has_what_it_needs() -> None:
    assert resolve("autoridade_decisao_pmis", [], TODAY) == "secretario"
    assert resolve("periodo_recebimento_pmis", [], TODAY) is None
    assert resolve("periodo_divulgacao_respostas_pmis", [], TODAY) is None
    assert Param("prazo_oitiva_pmis_dias").provision is DEC_167.art(14, inciso="IV")


def test_act_in_force_on_the_day_wins() -> None:
    acts = [
        value("intervalo_pc_parcial_dias", 120, date(2026, 6, 1), "Portaria 2/2026"),
        value("intervalo_pc_parcial_dias", 60, date(2026, 1, 1), "Portaria 1/2026"),
        value("prazo_oitiva_pmis_dias", 15, date(2026, 1, 1)),
    ]
    assert resolve("intervalo_pc_parcial_dias", acts, date(2025, 12, 31)) == 90
    assert resolve("intervalo_pc_parcial_dias", acts, date(2026, 1, 1)) == 60
    assert resolve("intervalo_pc_parcial_dias", acts, date(2026, 5, 31)) == 60
    found = resolution("intervalo_pc_parcial_dias", acts, date(2026, 6, 1))
    assert (found.value, found.act, found.since) == (120, "Portaria 2/2026", date(2026, 6, 1))


def test_of_two_acts_of_one_day_the_later_recorded_wins() -> None:
    acts = [
        value("prazo_oitiva_pmis_dias", 15, act="Portaria 1"),
        value("prazo_oitiva_pmis_dias", 20, act="Portaria 2"),
    ]
    assert resolve("prazo_oitiva_pmis_dias", acts, TODAY) == 20


def test_taking_a_value_back_restores_the_default() -> None:
    acts = [
        value("intervalo_pc_parcial_dias", 60),
        value("intervalo_pc_parcial_dias", None, date(2026, 2, 1), "Portaria 3/2026"),
    ]
    found = resolution("intervalo_pc_parcial_dias", acts, TODAY)
    assert (found.value, found.act) == (90, "Portaria 3/2026")


REFUSED = [
    ("periodo_divulgacao_respostas_pmis", 13, DEC_167.art(14, par=2)),
    ("periodo_divulgacao_respostas_pmis", 0, DEC_167.art(14, par=2)),
    ("periodo_recebimento_pmis", [window("2026-03-01", "2026-04-28")], DEC_167.art(13, par="unico")),
    ("periodo_recebimento_pmis", [window("2026-11-15", "2027-01-15")], DEC_167.art(13, par="unico")),
    ("periodo_recebimento_pmis", [], DEC_167.art(13, par="unico")),
    ("periodo_recebimento_pmis", [window("2026-03-10", "2026-03-01")], DEC_167.art(13, par="unico")),
    ("prazo_oitiva_pmis_dias", 0, DEC_167.art(14, inciso="IV")),
    ("prazo_oitiva_pmis_dias", -1, DEC_167.art(14, inciso="IV")),
    ("prazo_oitiva_pmis_dias", "15", DEC_167.art(14, inciso="IV")),
    ("prazo_oitiva_pmis_dias", True, DEC_167.art(14, inciso="IV")),
    ("percentual_contrapartida", 14, DEC_167.art(18, inciso="VI")),
    ("percentual_contrapartida", 101, DEC_167.art(18, inciso="VI")),
    ("autoridade_decisao_pmis", "", DEC_167.art(14, inciso="III")),
    ("momento_instauracao_tce", "nunca", DEC_167.art(95, inciso="III")),
    ("catalogo_sancoes", ["advertencia", "multa"], DEC_167.art(84, par=2, inciso="II")),
    ("data_fim_exercicio", "02-29", DEC_167.art(80)),
    ("dia_balancete_pedagio", 32, DEC_167.art(82)),
    ("pge_no_reajuste", "sim", DEC_167.art(50)),
    ("politica_de_atualizacao_do_debito", "sem-juros", DEC_167.art(101)),
]


@pytest.mark.parametrize(("key", "wrong", "place"), REFUSED, ids=[f"{key}={wrong}" for key, wrong, _ in REFUSED])
def test_value_against_the_law_is_refused_by_name(key: str, wrong: Any, place: Provision) -> None:
    with pytest.raises(ParameterError) as refusal:
        resolve(key, [value(key, wrong)], TODAY)
    assert refusal.value.provision is place
    assert place.citation in str(refusal.value)


ACCEPTED = [
    ("periodo_divulgacao_respostas_pmis", 12, 12),
    ("percentual_contrapartida", 15, 15),
    ("data_fim_exercicio", "12-31", "12-31"),
    ("catalogo_sancoes", ["advertencia"], ("advertencia",)),
    ("pge_no_reajuste", False, False),
    (
        "periodo_recebimento_pmis",
        [window("2026-09-01", "2026-09-30"), window("2026-03-01", "2026-03-30")],
        (
            Window(start=date(2026, 3, 1), end=date(2026, 3, 30)),
            Window(start=date(2026, 9, 1), end=date(2026, 9, 30)),
        ),
    ),
    ("politica_de_atualizacao_do_debito", "literal-2024", "literal-2024"),
]


@pytest.mark.parametrize(("key", "raw", "typed"), ACCEPTED, ids=[key for key, _, _ in ACCEPTED])
def test_value_within_the_law_is_taken_as_its_type(key: str, raw: Any, typed: Any) -> None:
    assert resolve(key, [value(key, raw)], TODAY) == typed


def test_a_bound_holds_only_since_its_act() -> None:
    acts = [value("percentual_contrapartida", 10, date(2019, 8, 1))]
    assert resolve("percentual_contrapartida", acts, date(2019, 8, 29)) == 10
    with pytest.raises(ParameterError):
        resolve("percentual_contrapartida", acts, date(2019, 8, 30))


windows = st.builds(
    lambda start, length: Window(start=start, end=start + timedelta(days=length)),
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    st.integers(0, 500),
)


@given(st.lists(windows, max_size=5))
def test_days_are_counted_once_per_civil_year(several: list[Window]) -> None:
    days = {each.start + timedelta(days=n) for each in several for n in range((each.end - each.start).days + 1)}
    expected = {year: sum(day.year == year for day in days) for year in {day.year for day in days}}
    assert days_per_year(several) == expected


def test_window_holds_both_its_ends() -> None:
    march = Window(start=date(2026, 3, 1), end=date(2026, 3, 31))
    assert date(2026, 3, 1) in march
    assert date(2026, 3, 31) in march
    assert date(2026, 4, 1) not in march
