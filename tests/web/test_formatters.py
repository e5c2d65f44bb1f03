"""Dates, amounts and names as Brazilians write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from api.web import formatters as f

JUNE_8 = date(2026, 6, 8)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (f.date_br(JUNE_8), "08/06/2026"),
        (f.date_short(JUNE_8), "08/06"),
        (f.date_words(JUNE_8), "segunda-feira, 8 de junho"),
        (f.date_words(date(2026, 5, 1), year=True), "sexta-feira, 1º de maio de 2026"),
        (f.weekday_short(date(2026, 6, 6)), "sáb"),
        (f.clock_time(datetime(2026, 6, 1, 20, 42, tzinfo=UTC)), "16h42"),
        (f.clock_time(datetime(2026, 6, 1, 12, tzinfo=UTC)), "8h"),
        (f.instant_br(datetime(2026, 6, 2, 3, 59, tzinfo=UTC)), "01/06/2026, 23h59"),
        (f.money("1620000"), "R$\u00a01.620.000,00"),
        (f.money(Decimal("0.5")), "R$\u00a00,50"),
        (f.money("muito"), "muito"),
        (f.money("NaN"), "NaN"),
        (f.money("1E+26"), "1E+26"),
        (f.decimal_input("1620000.50"), "1620000,50"),
        (f.number(1787), "1.787"),
        (f.cpf_masked("529.982.247-25"), "***.982.247-**"),
        (f.cpf_masked("52998224725"), "***.982.247-**"),
        (f.cpf_masked("123"), "***"),
        (f.cnpj("12abc34501de35"), "12.ABC.345/01DE-35"),
        (f.cnpj("91.407.213/0001-98"), "91.407.213/0001-98"),
        (f.cnpj("9140"), "9140"),
        (f.plural(1, "tarefa", "tarefas"), "1 tarefa"),
        (f.plural(1500, "tarefa", "tarefas"), "1.500 tarefas"),
        (f.listed(["a", "b", "c"]), "a, b e c"),
        (f.listed(["a"]), "a"),
        (f.listed([]), ""),
        (f.alternatives(["a", "b", "c"]), "a, b ou c"),
        (f.short_hash("cf1d8b90" + "0" * 48 + "f0b91651"), "cf1d8b90…f0b91651"),
        (f.file_size(999), "999 bytes"),
        (f.file_size(412_000), "412 KB"),
        (f.file_size(1_430_000), "1,4 MB"),
        (f.file_kind("application/pdf"), "PDF"),
        (f.law("art. 14, § 1º, R$ 5"), "art.\u00a014, §\u00a01º, R$\u00a05"),
        (f.capital("a área"), "A área"),
        (f.lower_first("PMIS aberto"), "PMIS aberto"),
        (f.lower_first("A resposta"), "a resposta"),
        (f.bare("a Equipe de publicação"), "Equipe de publicação"),
        (f.bare("os participantes"), "participantes"),
        (f.to("a parte interessada"), "à parte interessada"),
        (f.to("o Secretário"), "ao Secretário"),
        (f.to("as OSCs"), "às OSCs"),
        (f.to("um sistema integrado"), "a um sistema integrado"),
    ],
)
def test_is_written_so(said: str, expected: str) -> None:
    assert said == expected


@pytest.mark.parametrize(
    ("day", "expected"), [(4, "há 4 dias"), (7, "ontem"), (8, "hoje"), (9, "amanhã"), (14, "em 6 dias")]
)
def test_distance_from_today(day: int, expected: str) -> None:
    assert f.relative(date(2026, 6, day), JUNE_8) == expected


def test_an_instant_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="fuso"):
        f.date_br(datetime(2026, 6, 8))  # noqa: DTZ001
