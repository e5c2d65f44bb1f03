"""Arts. 47, V, and 102 to 105: what a disclosure has, what a piece may be, until when, and which accounts are owed."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from workflows.clock import Calendar, Policy, load_calendar
from workflows.contas.prestacoes_devidas import Contagem, Intervalos, prestacoes
from workflows.execucao.atos_da_divulgacao import PRAZO
from workflows.execucao.formularios_divulgacao import Funcao, Informacao, PecaDePublicidade
from workflows.execucao.regras_da_divulgacao import da_equipe, da_peca, olhada, que_faltam, ultimo_dia
from workflows.kernel.registering import Entry
from workflows.norms import DEC_167

CALENDAR: Calendar = load_calendar("mt-cuiaba")
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(st.sets(st.sampled_from(Informacao)))
def test_what_is_missing_is_named_by_its_inciso(present: set[Informacao]) -> None:
    missing = {provision.id for provision, _ in que_faltam(present)}
    assert missing == {one.dispositivo.id for one in set(Informacao) - present}


def _peca(*, paga: bool, prevista: bool, promocao: bool) -> PecaDePublicidade:
    return PecaDePublicidade(peca="Placa", diretriz="Manual de 2026", paga=paga, prevista=prevista,
                             promocao_pessoal=promocao)  # fmt: skip


@given(st.booleans(), st.booleans(), st.booleans())
def test_nobody_is_promoted_and_only_what_the_plan_foresees_is_paid(paga: bool, prevista: bool, promocao: bool) -> None:
    found = [provision.id for provision, _ in da_peca(_peca(paga=paga, prevista=prevista, promocao=promocao))]
    assert bool(found) is (promocao or (paga and not prevista))
    assert (DEC_167.art(47, inciso="V").id in found) is (paga and (promocao or not prevista))


def test_each_function_stands_in_one_row() -> None:
    one = Funcao(funcao="Engenheira", pessoas=1, remuneracao="9000.00", previsto="81000.00")
    assert list(da_equipe([one])) == []
    assert len(list(da_equipe([one, one.model_copy(update={"funcao": "ENGENHEIRA"})]))) == 1


@given(DAYS, st.integers(0, 2000), st.none() | st.integers(-2000, 2000))
def test_an_end_never_comes_after_the_term(fim: date, longer: int, ended: int | None) -> None:
    vigencia = fim + timedelta(days=longer)
    altered = Entry(holds=True, since=fim, details={"fim": vigencia.isoformat()}) if longer else Entry()
    over = Entry() if ended is None else Entry(holds=True, since=fim + timedelta(days=ended))
    found = ultimo_dia(fim, altered, over)
    assert found <= vigencia
    assert found == (vigencia if over.since is None else min(vigencia, over.since))


@given(DAYS, st.integers(0, 4000))
def test_an_end_is_looked_for_once_in_each_month_and_right_after_the_term(first: date, days: int) -> None:
    fim = first + timedelta(days=days)
    looked = [olhada(first, fim)]
    while looked[-1] <= fim:
        looked.append(olhada(looked[-1], fim))
    assert looked[-1] == fim + timedelta(days=1) == olhada(None, fim)
    months = [(one.year, one.month) for one in looked[:-1]]
    assert len(set(months)) == len(months)
    assert {one.day for one in looked[:-1]} <= {2}
    assert all(timedelta(0) < later - sooner <= timedelta(days=61) for sooner, later in pairwise([first, *looked]))


@given(DAYS, st.sampled_from(Policy))
def test_the_last_of_the_180_days_is_the_same_under_every_reading(last: date, policy: Policy) -> None:
    assert PRAZO.budget is not None
    assert Contagem(policy, CALENDAR).ultimo_dia(PRAZO, last, PRAZO.budget) == last + timedelta(days=180)


@given(DAYS, st.integers(30, 1500), st.integers(30, 200))
def test_no_day_of_a_partnership_is_without_accounts(inicio: date, days: int, cada: int) -> None:
    fim = inicio + timedelta(days=days)
    *partial, final = prestacoes(inicio, fim, Intervalos(cada, None, "12-31"), Contagem(Policy.PRUDENTE, CALENDAR))
    assert (final.numero, final.inicio, final.fim) == (None, inicio, fim)
    assert final.prevista >= fim + timedelta(days=90)
    reached = inicio
    for number, one in enumerate(partial, start=1):
        assert (one.numero, one.inicio) == (number, reached)
        assert one.inicio <= one.fim < one.prevista
        reached = one.fim + timedelta(days=1)
    assert reached <= fim + timedelta(days=1)
