"""Arts. 63 to 65: more than five years, seven documents, and how far an executing organisation answers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.parcerias.formularios_rede import Certidao, VerificacaoDaExecutante
from workflows.parcerias.regras_rede import (
    Elo,
    com_elo,
    com_rescisao,
    da_executante,
    da_parceria,
    faltas_da_executante,
    mais_de_cinco_anos,
    no_periodo,
    nomes,
    partes_que_faltam,
    por_ressarcir,
    responsabilidade_subsidiaria,
)

INCISOS = {
    "tributos_federais": "II",
    "fgts": "III",
    "fazenda_estadual": "IV",
    "divida_ativa": "V",
    "trabalhistas": "VI",
}


@pytest.mark.parametrize(
    ("since", "enough"), [(date(2021, 3, 1), True), (date(2021, 3, 2), False), (date(2021, 3, 3), False)]
)
def test_the_fifth_anniversary_is_not_more_than_five_years(since: date, enough: bool) -> None:
    assert mais_de_cinco_anos(since, date(2026, 3, 2)) is enough


@given(st.fixed_dictionaries({name: st.sampled_from(Certidao) for name in INCISOS}), st.booleans(), st.booleans())
def test_each_irregular_document_is_named_and_the_three_lenient_kinds_pass(
    certificates: dict[str, Certidao], statute: bool, in_good_standing: bool
) -> None:
    said = {**certificates, "estatuto": statute, "adimplente": in_good_standing}
    named = [place.path for place, _ in faltas_da_executante(VerificacaoDaExecutante.model_validate(said))]
    positive = [f"art-64:inc-{inciso}" for name, inciso in INCISOS.items() if certificates[name] is Certidao.POSITIVA]
    assert named == ["art-64:inc-I"] * (not statute) + positive + ["art-64:inc-VII"] * (not in_good_standing)


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_an_executing_organisation_answers_for_no_more_than_it_received(irregular: int, received: int) -> None:
    owed = responsabilidade_subsidiaria(irregular, received)
    assert owed <= received
    assert owed <= irregular
    assert owed in (irregular, received)


@given(st.integers(0, 10**12), st.integers(0, 10**12), st.integers(0, 10**12))
def test_what_was_made_good_is_asked_of_nobody_again(irregular: int, made_good: int, received: int) -> None:
    left = por_ressarcir(irregular, made_good)
    assert left == (irregular - made_good if made_good < irregular else 0)
    assert responsabilidade_subsidiaria(left, received) + min(made_good, irregular) <= irregular


@pytest.mark.parametrize(
    ("called", "same"),
    [
        ("Termo de Fomento 1/2026", True),
        ("termo de fomento 1/2026, conservação da MT-251", True),
        ("Termo de Fomento 1/20261", False),
        ("Termo de Fomento 11/2026, ponte", False),
        ("A do Termo de Fomento 1/2026", False),
    ],
)
def test_a_partnership_is_known_by_its_number(called: str, same: bool) -> None:
    assert da_parceria(called, "Termo de Fomento 1/2026") is same


def _elo(
    since: date, until: date | None = None, party: str = "org-1", partnership: str = "Termo 1/2026, conservação"
) -> Elo:
    ate = until.isoformat() if until else None
    return {"parte": party, "nome": f"Organização {party}", "parceria": partnership, "desde": since.isoformat(),
            "ate": ate, "valor": "1500.00"}  # fmt: skip


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(DAYS, st.none() | DAYS, DAYS, DAYS)
def test_the_accounts_of_a_period_find_the_terms_that_ran_in_it(
    since: date, until: date | None, first: date, last: date
) -> None:
    until, (first, last) = until and max(since, until), sorted((first, last))
    ran = since <= last and (until is None or until >= first)
    assert bool(no_periodo([_elo(since, until)], "Termo 1/2026", first, last)) is ran
    assert no_periodo([_elo(since, until)], "Termo 2/2026", first, last) == []


def test_a_term_ends_once_and_what_is_told_twice_counts_once() -> None:
    first, other = _elo(date(2026, 1, 10)), _elo(date(2026, 2, 1), party="org-2")
    known = com_elo(com_elo(com_elo([], first), other), {**first, "valor": "2000.00"})
    assert [um["valor"] for um in known] == ["1500.00", "2000.00"]
    ended = com_rescisao(known, "org-1", first["parceria"], date(2026, 5, 4))
    assert [um["ate"] for um in ended] == [None, "2026-05-04"]
    again = com_rescisao(ended, "org-1", first["parceria"], date(2026, 9, 9))
    assert again == ended
    assert da_executante(ended, "org-1") == ["Termo 1/2026, conservação: de 10/01/2026 a 04/05/2026, R$ 2.000,00"]


def test_each_that_executed_has_to_be_verified() -> None:
    elos = [_elo(date(2026, 1, 10)), _elo(date(2026, 3, 1)), _elo(date(2026, 1, 10), party="org-2")]
    assert partes_que_faltam(elos, ["org-2"]) == ["Organização org-1"]
    assert partes_que_faltam(elos, ["org-2", "org-1", "org-3"]) == []
    assert nomes(elos) == "Organização org-1, Organização org-2"
