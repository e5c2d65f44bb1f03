"""Art. 101: the worked examples to the cent, from when interest runs, what inertia takes away, and what is refused."""

import re
import shlex
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from typer.testing import CliRunner

from workers.cli import build
from workflows.contas.formularios_debito import CasoDeDebito, Inercia, MemoriaDoDebito, Situacao
from workflows.contas.indices import SEM_SALDO, Meses, meses_pedidos, pendencias, pergunta
from workflows.contas.politicas_debito import POLITICAS, Indice, Taxa, indice_de
from workflows.contas.regras_debito import calcular, com_inercia, escrito, trechos
from workflows.contas.series import Mes, MesSemValor, Serie, SerieInvalida, Tipo, ler_serie

PAGE = Path("docs/debito.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sh\ntramita (debt compute [^\n]*)\n```\n\n```text\n(.*?)\n```", PAGE, re.DOTALL)
BEGAN, ENDED = date(2024, 5, 15), date(2026, 6, 30)
MONTHS = [Mes(2024, 5).seguinte(step) for step in range(27)]


def _series(index: str = "1.00", rate: str = "0.50") -> dict[str, Serie]:
    flat = {"ipca": index, "obras-rodoviarias": index, "selic": rate, "taxa-legal": rate}
    return {
        name: Serie(name, Tipo.TAXA if name in list(Taxa) else Tipo.VARIACAO, "inventada", "0" * 64,
                    dict.fromkeys(MONTHS, Decimal(value)))
        for name, value in flat.items()
    }  # fmt: skip


def _part(value: str = "400.00", since: str = "2025-01-01") -> dict[str, object]:
    return {"texto": "Devolução", "valor": value, "desde": since, "fundamento": "comprovante"}


def _debt(**more: object) -> CasoDeDebito:
    facts = {
        "politica": "literal-2024", "obra_rodoviaria": False, "situacao": "sem-notificacao",
        "parcelas": [{"texto": "Glosa", "valor": "1000.00", "desde": "2024-06-10"}], "fim_da_execucao": "2025-03-31",
        "prazo_da_notificacao": "2025-01-31", "atualizado_ate": "2025-12-31",
    }  # fmt: skip
    return CasoDeDebito.model_validate({**facts, **more})


@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[one[0].split("/")[2].split(".")[0] for one in EXAMPLES])
def test_the_page_shows_what_the_command_prints(command: str, shown: str) -> None:
    result = CliRunner().invoke(build(), shlex.split(command))
    assert result.exit_code == 0, result.output
    assert result.stdout.rstrip() == shown


def test_the_page_has_a_worked_example_of_each_case_and_each_policy() -> None:
    assert len(EXAMPLES) == len(Situacao)
    assert {name for name in POLITICAS if any(f"Política {name};" in shown for _, shown in EXAMPLES)} == set(POLITICAS)


@pytest.mark.parametrize(
    ("case", "series", "values"),
    [
        ("sem-notificacao", ("ipca", "taxa-legal"), ["10000.00", "614.16", "53.07", "53.07", "-34.24", "63.68"]),
        ("dolo", ("ipca", "selic", "taxa-legal"), ["1000.00", "20.10", "9.00", "7.48", "0.26", "5.10", "3.06"]),
        ("rodovia", ("obras-rodoviarias", "taxa-legal"),
         ["1000.00", "50.00", "3.50", "3.15", "500.00", "19.80", "1.73", "1.56"]),
    ],
)  # fmt: skip
def test_the_examples_to_the_cent_as_computed_by_hand(case: str, series: tuple[str, ...], values: list[str]) -> None:
    words = ["debt", "compute", f"docs/debito/{case}.yaml", "--json"]
    words += [word for name in series for word in ("--series", f"docs/debito/{name}.csv")]
    memoria = MemoriaDoDebito.model_validate_json(CliRunner().invoke(build(), words).stdout)
    assert [str(line.valor) for line in memoria.linhas] == values
    assert memoria.total == sum(map(Decimal, values))


def test_half_a_cent_goes_to_the_even_one() -> None:
    paid = [{"texto": "Glosa", "valor": value, "desde": "2025-06-01"} for value in ("100.00", "300.00")]
    memoria = calcular(
        _debt(situacao="dolo", parcelas=paid, atualizado_ate="2025-07-31"), _series(index="0", rate="0.125")
    )
    july = [line.valor for line in memoria.linhas if "07/2025" in line.texto and line.texto.startswith("Juros")]
    assert july == [Decimal("0.12"), Decimal("0.38")]


@given(
    st.sampled_from(Situacao), st.sampled_from(sorted(POLITICAS)), st.booleans(),
    st.lists(st.tuples(st.decimals("0.01", "999999.99", places=2), st.integers(0, 700)), min_size=1, max_size=4),
    st.integers(0, 60), st.integers(0, 60),
)  # fmt: skip
def test_the_total_is_the_sum_of_the_lines_whatever_the_facts(
    situation: Situacao, policy: str, roads: bool, parts: list[tuple[Decimal, int]], away: int, more: int
) -> None:
    paid = [{"texto": "P", "valor": value, "desde": BEGAN + timedelta(days=days)} for value, days in parts]
    inertia = {"de": date(2026, 5, 1), "ate": date(2026, 5, 1) + timedelta(days=more)}
    facts = {
        "situacao": situation, "politica": policy, "obra_rodoviaria": roads, "parcelas": paid, "inercia": [inertia],
        "atualizado_ate": ENDED - timedelta(days=away),
    }  # fmt: skip
    memoria = calcular(_debt(**facts), _series())
    assert memoria.total == sum(line.valor for line in memoria.linhas)
    assert memoria.total >= sum(value for value, _ in parts)
    without = calcular(_debt(**{**facts, "inercia": ()}), _series())
    if situation is Situacao.SEM_NOTIFICACAO:
        assert memoria.total <= without.total
    else:
        assert memoria == without


@given(st.sampled_from(Situacao), st.integers(0, 500), st.integers(0, 100))
def test_each_day_after_the_start_bears_interest_once_and_those_of_inertia_none(
    situation: Situacao, length: int, more: int
) -> None:
    inertia = {"de": date(2025, 5, 10), "ate": date(2025, 5, 10) + timedelta(days=more)}
    debt = _debt(situacao=situation, atualizado_ate=date(2024, 6, 10) + timedelta(days=length), inercia=[inertia])
    starts = {
        Situacao.DOLO: date(2024, 6, 10), Situacao.NOTIFICADA: date(2025, 1, 31),
        Situacao.SEM_NOTIFICACAO: date(2025, 3, 31),
    }  # fmt: skip
    start = starts[situation]
    days = {start + timedelta(days=step) for step in range(1, (debt.atualizado_ate - start).days + 1)}
    if situation is Situacao.SEM_NOTIFICACAO:
        days -= {inertia["de"] + timedelta(days=step) for step in range(more + 1)}
    stretches = list(trechos(debt, POLITICAS[debt.politica], debt.parcelas[0].desde))
    assert sum(one.dias - one.subtraidos for one in stretches) == len(days)
    assert all(0 < one.dias <= one.dias_do_mes for one in stretches)


def test_the_rate_changes_on_the_thirtieth_of_august_and_the_index_with_the_works() -> None:
    policy = POLITICAS["literal-2024"]
    assert policy.taxa(date(2024, 8, 29)) is Taxa.SELIC
    assert policy.taxa(date(2024, 8, 30)) is Taxa.LEGAL
    assert indice_de(obra_rodoviaria=True) is Indice.OBRAS_RODOVIARIAS
    assert indice_de(obra_rodoviaria=False) is Indice.IPCA


def test_where_index_and_selic_do_not_run_together_no_month_has_both() -> None:
    facts = {"situacao": "dolo", "atualizado_ate": "2024-10-31"}
    apart = calcular(_debt(politica="selic-sem-cumulacao-2024", **facts), _series())
    both = calcular(_debt(**facts), _series())
    assert "3 meses" not in apart.linhas[1].texto
    assert "2 meses de 09/2024 a 10/2024" in apart.linhas[1].texto
    assert "4 meses de 07/2024 a 10/2024" in both.linhas[1].texto
    assert apart.total < both.total


PAST = st.dates(date(2024, 6, 10), date(2025, 12, 31))


@given(PAST, st.decimals("0.01", "1000.00", places=2), st.sampled_from(Situacao))
def test_a_deduction_never_makes_the_debt_larger_and_all_of_it_leaves_nothing(
    on: date, value: Decimal, situation: Situacao
) -> None:
    whole = calcular(_debt(situacao=situation), _series())
    debt = _debt(situacao=situation, deducoes=[_part(str(value), on.isoformat())])
    if SEM_SALDO not in pendencias(debt, _series()):
        memoria = calcular(debt, _series())
        assert memoria.total == sum(line.valor for line in memoria.linhas)
        assert memoria.total <= whole.total - value
    given_back = _debt(situacao=situation, deducoes=[_part("1000.00", "2024-06-10")])
    assert pendencias(given_back, _series()) == (SEM_SALDO,)


def test_a_fall_of_the_index_leaves_the_nominal_value() -> None:
    memoria = calcular(_debt(situacao="dolo", atualizado_ate="2024-07-31"), _series(index="-2.00", rate="0"))
    assert memoria.linhas[1].texto.endswith("fator 0,98000000; fica o valor nominal")
    assert memoria.total == Decimal("1000.00")


@given(PAST, PAST, st.integers(0, 400), st.sampled_from(Situacao))
def test_a_day_of_inertia_that_is_known_and_stated_is_subtracted_once(
    first: date, second: date, length: int, situation: Situacao
) -> None:
    known = (Inercia(de=first, ate=first + timedelta(days=length)),)
    stated = Inercia(de=second, ate=second + timedelta(days=length))
    debt = _debt(situacao=situation, inercia=[stated])
    both = calcular(com_inercia(debt, known), _series())
    assert calcular(com_inercia(com_inercia(debt, known), known), _series()) == both
    assert both.total <= calcular(debt, _series()).total


@given(PAST, st.sampled_from(Situacao), st.booleans(), st.sampled_from(sorted(POLITICAS)))
def test_the_months_asked_for_are_those_the_computation_needs_and_no_other(
    until: date, situation: Situacao, roads: bool, policy: str
) -> None:
    debt = _debt(atualizado_ate=until.isoformat(), situacao=situation, obra_rodoviaria=roads, politica=policy)
    asked = meses_pedidos(debt)
    just = {name: replace(serie, valores={mes: serie.valores[mes] for mes in asked.get(name, ())})
            for name, serie in _series().items() if name in asked}  # fmt: skip
    assert calcular(debt, just) == calcular(debt, _series())
    assert pendencias(debt, just) == ()
    for name, months in asked.items():
        short = {mes: value for mes, value in just[name].valores.items() if mes != months[-1]}
        without = {**just, name: replace(just[name], valores=short)}
        assert [str(months[-1]) in said and name in said for said in pendencias(debt, without)] == [True]


def test_of_an_index_number_the_month_before_is_needed_too() -> None:
    debt = _debt(situacao="dolo", obra_rodoviaria=True, atualizado_ate="2024-07-31")
    numbers = {Mes(2024, 7): Decimal(404)}
    series = {**_series(), "obras-rodoviarias": Serie("obras-rodoviarias", Tipo.NUMERO_INDICE, "x", "0" * 64, numbers)}
    (said,) = pendencias(debt, series)
    assert "Fundação Getúlio Vargas" in said
    assert said.endswith("de 06/2024.")
    assert pergunta(debt)["obras-rodoviarias"] == Meses(de="2024-06", ate="2024-07")


def test_stretches_of_months_are_told_from_first_to_last() -> None:
    debt = _debt(situacao="dolo", atualizado_ate="2024-12-31")
    ipca = _series()["ipca"]
    kept = {mes: value for mes, value in ipca.valores.items() if mes.mes in (9, 11)}
    (said,) = pendencias(debt, {**_series(), "ipca": replace(ipca, valores=kept)})
    assert said.endswith("de 07/2024 a 08/2024, 10/2024, 12/2024.")


@pytest.mark.parametrize(
    "wrong",
    [
        {"politica": "nenhuma"}, {"situacao": "notificada-na-execucao", "prazo_da_notificacao": None},
        {"fim_da_execucao": None}, {"atualizado_ate": "2024-06-09"}, {"parcelas": []},
        {"inercia": [{"de": "2025-05-02", "ate": "2025-05-01"}]},
        {"deducoes": [_part(value="1000.01", since="2025-01-01")]}, {"deducoes": [_part(since="2024-06-09")]},
        {"deducoes": [_part(since="2026-01-01")]},
    ],
    ids=str,
)  # fmt: skip
def test_facts_that_art_101_cannot_do_with_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        _debt(**wrong)


def test_a_memoria_whose_lines_do_not_add_up_is_refused() -> None:
    memoria = calcular(_debt(), _series()).model_dump(mode="json")
    with pytest.raises(ValidationError, match="O total não é a soma das linhas"):
        MemoriaDoDebito.model_validate({**memoria, "total": "1.00"})


def test_a_month_that_the_series_lacks_stops_the_computation() -> None:
    with pytest.raises(MesSemValor, match="08/2026"):
        calcular(_debt(atualizado_ate="2026-08-31"), _series())


def _file(*lines: str, kind: str = "taxa-mensal") -> bytes:
    return "\n".join(["# serie: selic", f"# tipo: {kind}", "# fonte: inventada", "mes;valor", *lines]).encode()


def test_a_series_is_read_with_the_hash_of_its_file() -> None:
    read = ler_serie(_file("2025-12;0.5", "2026-01;-0.25"))
    assert read.valor(Mes(2026, 1)) == Decimal("-0.25")
    assert len(read.sha256) == 64
    assert read.sha256 != ler_serie(_file("2025-12;0.50", "2026-01;-0.25")).sha256


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (_file("2025-12;0.5", "2026-02;0.5"), "Linha 6: depois de 12/2025 vem 01/2026"),
        (_file("2025-13;0.5"), "Linha 5"),
        (_file("2025-12;NaN"), "Linha 5"),
        (_file("2025-12;0,5"), "Linha 5"),
        (_file("2025-12;0", kind="numero-indice"), "Linha 5"),
        (_file(), "mês nenhum"),
        (_file("2025-12;1", kind="outro"), "O tipo é um destes"),
        (b"mes;valor\n2025-01;1", "Falta a linha"),
        (b"# serie: x\n# tipo: taxa-mensal\n# fonte: y\n2025-01;1", "mes;valor"),
        (b"\xff\xfe", "UTF-8"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_file_that_is_wrong_says_where(content: bytes, said: str) -> None:
    with pytest.raises(SerieInvalida, match=re.escape(said)):
        ler_serie(content)


def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    words = ["debt", "compute", "docs/debito/dolo.yaml", "--series", "docs/debito/ipca.csv"]
    missing = CliRunner().invoke(build(), words)
    assert missing.exit_code == 2
    assert "selic" in missing.stderr
    wrong = tmp_path / "x.csv"
    wrong.write_bytes(_file("2025-12;x"))
    assert CliRunner().invoke(build(), ["debt", "check", str(wrong)]).exit_code == 2
    assert "SHA-256" in CliRunner().invoke(build(), ["debt", "check", "docs/debito/ipca.csv"]).stdout


def test_amounts_below_zero_are_written_with_their_sign() -> None:
    assert escrito(Decimal("-12.30")) == "-R$ 12,30"
