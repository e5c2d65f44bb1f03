"""Arts. 27, 52 and 59, § 5º: by which provision a link keeps somebody out, and until when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.kernel.words import Forbidden
from workflows.parcerias.formularios_comissao import TipoDeVinculo
from workflows.parcerias.regras_comissao import vinculo_impede
from workflows.parcerias.regras_impedimento import Atuacao, Vinculo, dispositivo, exige_datas, ultimo_dia

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("acting", "link", "said"),
    [
        (Atuacao.SELECAO, Vinculo.DIRIGENTE, "art-27:inc-I"),
        (Atuacao.MONITORAMENTO, Vinculo.EMPREGADO, "art-52:inc-I"),
        (Atuacao.GESTOR, Vinculo.ASSOCIADO, "art-59:par-5:inc-I"),
        (Atuacao.GESTOR, Vinculo.CONFLITO, "art-59:par-5:inc-II"),
    ],
)
def test_the_provision_follows_from_the_link_and_from_what_one_would_do(
    acting: Atuacao, link: Vinculo, said: str
) -> None:
    assert dispositivo(acting, link).id == f"dec-167:{said}"


@given(st.sampled_from(list(Vinculo)), st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_who_took_part_is_out_for_five_years_to_the_day_and_a_conflict_only_while_it_lasts(
    link: Vinculo, end: date
) -> None:
    assert ultimo_dia(link, None) is None
    last = ultimo_dia(link, end)
    assert last is not None
    if link is Vinculo.CONFLITO:
        assert last == end
        return
    assert last.year == end.year + 5
    assert (last.month, last.day) == (end.month, end.day) or (end.month, end.day, last.day) == (2, 29, 28)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(-3, 3))
def test_the_register_keeps_out_whom_the_declarations_do(end: date, days: int) -> None:
    last = ultimo_dia(Vinculo.DIRIGENTE, end)
    assert last is not None
    day = last + timedelta(days=days)
    assert vinculo_impede(end, day) is (day <= last)
    assert [one for one in Vinculo if one.item == "I"] == [one.value for one in TipoDeVinculo]


@pytest.mark.parametrize(
    ("since", "ended", "field"),
    [
        (TODAY + timedelta(days=1), None, "since"),
        (date(2026, 5, 2), date(2026, 5, 1), "ended"),
        (date(2026, 5, 2), TODAY + timedelta(days=1), "ended"),
    ],
)
def test_a_link_has_begun_and_ends_neither_before_it_begins_nor_after_today(
    since: date, ended: date | None, field: str
) -> None:
    with pytest.raises(Forbidden) as refused:
        exige_datas(since, ended, TODAY)
    assert refused.value.error.field == field
    exige_datas(TODAY, TODAY, TODAY)
    exige_datas(date(2015, 1, 1), None, TODAY)
