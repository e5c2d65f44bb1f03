"""The proof of a count: what each day says of itself."""

from datetime import date

import pytest

from workflows.clock import (
    Binds,
    ClosureKind,
    Counting,
    DayStatus,
    Extension,
    Nature,
    SpecialDay,
    Suspension,
    Term,
    anos,
    count,
    data_fixa,
    dias,
    dias_uteis,
    iter_proof,
    load_calendar,
    prove,
)

MT = load_calendar("mt-cuiaba")


def told(term: Term) -> list[str]:
    return [f"{item.day:%d/%m} {item.reason}" for item in prove(term, MT).days]


def test_the_proof_of_five_days_of_a_private_party() -> None:
    assert told(Term(budget=dias(5), anchor=date(2026, 5, 28))) == [
        "28/05 É o dia zero, não conta.",
        "29/05 conta, 1º de 5.",
        "30/05 não conta, sábado.",
        "31/05 não conta, domingo.",
        "01/06 conta, 2º de 5.",
        "02/06 conta, 3º de 5.",
        "03/06 conta, 4º de 5.",
        "04/06 não conta, ponto facultativo (Corpus Christi). Decreto 1.787/2025.",
        "05/06 não conta, ponto facultativo. Decreto 1.787/2025.",
        "06/06 não conta, sábado.",
        "07/06 não conta, domingo.",
        "08/06 conta, 5º de 5. Último dia: vence às 23h59.",
    ]


def test_the_proof_of_a_last_day_that_rolls() -> None:
    assert told(Term(budget=dias(5), anchor=date(2026, 6, 1), binds=Binds.ADMINISTRACAO))[-3:] == [
        "06/06 conta, 5º de 5. O prazo não termina neste dia: sábado.",
        "07/06 não conta, domingo.",
        "08/06 primeiro dia útil depois do fim. Vence às 23h59.",
    ]


def test_the_proof_of_a_suspension_says_it_once_where_the_day_would_not_count_anyway() -> None:
    suspension = Suspension(from_=date(2026, 5, 28), to=date(2026, 6, 9))
    proof = prove(Term(budget=dias_uteis(15), anchor=date(2026, 5, 18), suspensions=(suspension,)), MT)
    by_day = {item.day: item for item in proof.days}
    assert by_day[date(2026, 5, 28)].reason == "conta, 8º de 15."
    assert by_day[date(2026, 5, 29)].status is DayStatus.SUSPENSO
    assert by_day[date(2026, 5, 29)].reason == "prazo suspenso. Suspensão decidida em 28/05, encerrada em 09/06."
    assert by_day[date(2026, 6, 4)].reason == (
        "prazo suspenso. Suspensão decidida em 28/05, encerrada em 09/06. "
        "Também é ponto facultativo (Corpus Christi): conta-se uma vez só."
    )
    assert by_day[date(2026, 6, 10)].index == 9


def test_the_proof_of_an_open_suspension_goes_as_far_as_asked() -> None:
    term = Term(budget=dias(5), anchor=date(2026, 6, 1), suspensions=(Suspension(from_=date(2026, 6, 2)),))
    assert [item.day.day for item in prove(term, MT).days] == [1, 2, 3]
    assert told(term)[-1] == "03/06 prazo suspenso. Suspensão decidida em 02/06, ainda aberta."
    assert len(prove(term, MT, until=date(2026, 6, 30)).days) == 30


def test_the_proof_of_the_recess() -> None:
    reasons = [item.reason for item in prove(Term(budget=dias(1), anchor=date(2026, 12, 18)), MT).days]
    assert reasons.count("não conta, recesso de 20/12 a 20/01 (Lei 7.692/2002, art. 88).") == 32
    assert reasons[-1].endswith("Último dia: vence às 23h59. Data provisória: falta no calendário o decreto de 2027.")


def test_the_proof_of_a_day_that_closes_early() -> None:
    early = SpecialDay(day=date(2026, 3, 4), kind=ClosureKind.FECHA_CEDO, name="jogo", act="Decreto x")
    proof = prove(Term(budget=dias_uteis(2), anchor=date(2026, 3, 2)), MT.with_days([early]))
    assert proof.days[-2].reason == (
        "conta, 2º de 2. O prazo não termina neste dia: fecha antes da hora normal (jogo). Decreto x."
    )


def test_the_proof_of_an_extension_numbers_it_apart() -> None:
    term = Term(budget=dias(2), anchor=date(2026, 3, 2), extensions=(Extension(amount=2),))
    proof = prove(term, MT)
    assert [item.index for item in proof.days] == [None, 1, 2, 3, 4]
    assert proof.days[3].reason == "conta, 1º de 2 da prorrogação."


def test_the_proof_of_a_minimum_and_of_a_validity_end_in_their_own_words() -> None:
    minimum = Term(budget=dias(2), anchor=date(2026, 3, 2), nature=Nature.MINIMUM, counting=Counting.MATERIAL)
    assert told(minimum)[-1].endswith("Fim do prazo mínimo: o ato pode ocorrer a partir deste dia.")
    validity = minimum.model_copy(update={"nature": Nature.VALIDITY, "budget": dias(5)})
    assert told(validity)[-1] == "07/03 conta, 5º de 5. Último dia de validade."


def test_the_proof_of_a_fixed_date() -> None:
    term = Term(budget=data_fixa(date(2026, 3, 7)), anchor=date(2026, 3, 5))
    assert told(term)[1:] == [
        "06/03 conta, corre até a data fixada.",
        "07/03 conta, corre até a data fixada. O prazo não termina neste dia: sábado.",
        "08/03 não conta, domingo.",
        "09/03 primeiro dia útil depois do fim. Vence às 23h59.",
    ]


def test_a_long_proof_lists_its_ends_and_says_what_it_omits() -> None:
    term = Term(budget=anos(10), anchor=date(2026, 3, 2), counting=Counting.MATERIAL)
    whole = list(iter_proof(term, MT))
    proof = prove(term, MT, limit=100)
    assert len(proof.days) == 100
    assert proof.days == tuple(whole[:50] + whole[-50:])
    assert proof.omitted == len(whole) - 100
    assert proof.omitted_after == whole[49].day
    assert whole[-1].day == count(term, MT).due


@pytest.mark.parametrize("limit", [12, 1500])
def test_a_proof_that_fits_omits_nothing(limit: int) -> None:
    proof = prove(Term(budget=dias(5), anchor=date(2026, 5, 28)), MT, limit=limit)
    assert (len(proof.days), proof.omitted, proof.omitted_after) == (12, 0, None)
