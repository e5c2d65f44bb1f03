"""Art. 49, § 1º, I: the days on which SINFRA alone kept an instalment waiting, and the term that they make longer."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.execucao.mudancas import ParcelaPrevista, Vigente, depois_de
from workflows.execucao.regras_alteracao import dias_atrasados, dias_de_atraso
from workflows.execucao.regras_atraso import (
    ATRASOS,
    COMPENSADOS,
    OLHADAS,
    ORIGEM,
    Atraso,
    Espera,
    antes_de,
    atrasos_da_sinfra,
    em_palavras,
    em_trechos,
    lidos,
    no_dia,
    para_apostilar,
    por_apostilar,
    por_escrito,
)
from workflows.execucao.regras_da_parceria import em_curso
from workflows.kernel.messages import CaseResult
from workflows.kernel.registering import Entry, entry_on

from .test_regras_da_parceria import pedido

UM_DIA = timedelta(days=1)
DEVIDA = date(2026, 6, 1)
DIAS = st.integers(-20, 60).map(lambda um: DEVIDA + timedelta(days=um))
ANTERIOR = date(2026, 5, 1)
ABERTAS = {"apresentados": [["2026-01-01", "2026-05-31"]]}


def consta(desde: date | None, *, vale: bool = True, contas: bool = False) -> Entry:
    return Entry(state="x", holds=vale, since=desde, details=ABERTAS if contas else {})


@st.composite
def historias(draw: st.DrawFn) -> list[tuple[date, bool]]:
    """Days on which a door moved, in order, and whether it was open from each on."""
    dias = sorted(draw(st.sets(DIAS, max_size=6)))
    return [(dia, draw(st.booleans())) for dia in dias]


def contada(quando: list[tuple[date, bool]], ate: date, antes: bool) -> list[Entry]:
    """What a register of accounts answers when it is walked back from `ate`, as the procedure does it."""
    fatos = [
        ("c", {"state": "x", "state_title": "X", "since": dia.isoformat(), "holds": aberta, "details": ABERTAS})
        for dia, aberta in ([(date(2026, 1, 1), True)] if antes else []) + quando
    ]
    ditas, dia = list[Entry](), ate
    while True:
        ditas.append(entry_on(fatos, dia))
        antes_disso = antes_de(ditas[-1], dia, DEVIDA)
        if antes_disso is None:
            return ditas
        dia = antes_disso


def estava_aberta(quando: list[tuple[date, bool]], dia: date, antes: bool) -> bool:
    return next((aberta for desde, aberta in reversed(quando) if desde <= dia), antes)


@given(historias(), historias(), DIAS, DIAS, st.booleans(), st.booleans())
def test_only_whole_days_on_which_nothing_of_the_organisation_was_missing_count(
    contas: list[tuple[date, bool]], retidas: list[tuple[date, bool]], desde: date, ate: date, antes: bool, so: bool
) -> None:
    espera = Espera(2, DEVIDA, desde, None if so else ANTERIOR)
    retencoes = [Entry(state="x", holds=not um.holds, since=um.since) for um in contada(retidas, ate, antes=True)]
    achados = atrasos_da_sinfra(espera, ate, contada(contas, ate, antes), retencoes)

    def pode(dia: date) -> bool:
        com_contas = so or estava_aberta(contas, dia, antes)
        return dia >= desde and com_contas and estava_aberta(retidas, dia, antes=True)

    dias = [DEVIDA + timedelta(days=um) for um in range(1, max((ate - DEVIDA).days, 0) + 1)]
    assert dias_atrasados(achados) == [dia for dia in dias if pode(dia) and pode(dia - UM_DIA)]
    assert all(devida < fim for devida, fim in achados)


@pytest.mark.parametrize(
    ("espera", "ate", "contas", "retencoes", "atrasos"),
    [
        pytest.param(Espera(1, DEVIDA, date.min, None), date(2026, 6, 11), [], [Entry()], [(1, 11)], id="all SINFRA's"),
        pytest.param(Espera(1, DEVIDA, date.min, None), DEVIDA, [], [Entry()], [], id="on its day"),
        pytest.param(Espera(1, DEVIDA, date.min, None), date(2026, 5, 30), [], [Entry()], [], id="before its day"),
        pytest.param(
            Espera(1, DEVIDA, date(2026, 6, 10), None), date(2026, 6, 15), [], [Entry()], [(10, 15)],
            id="the account told late"),
        pytest.param(
            Espera(2, DEVIDA, date.min, ANTERIOR), date(2026, 6, 20), [consta(date(2026, 6, 9), contas=True), Entry()],
            [Entry()], [(9, 20)], id="accounts presented late"),
        pytest.param(
            Espera(2, DEVIDA, date.min, ANTERIOR), date(2026, 6, 20), [Entry()], [Entry()], [], id="none presented"),
        pytest.param(
            Espera(1, DEVIDA, date.min, None), date(2026, 6, 20), [],
            [consta(date(2026, 6, 12), vale=False), consta(date(2026, 6, 5)), Entry()], [(1, 4), (12, 20)],
            id="retained in between"),
    ],
)  # fmt: skip
def test_whose_delay_it_was(
    espera: Espera, ate: date, contas: list[Entry], retencoes: list[Entry], atrasos: list[tuple[int, int]]
) -> None:
    achados = atrasos_da_sinfra(espera, ate, contas, retencoes)
    assert [(devida.day, fim.day) for devida, fim in achados] == atrasos


def test_a_register_without_history_is_asked_no_further() -> None:
    assert antes_de(consta(date(2026, 7, 1)), date(2026, 6, 30), DEVIDA) is None
    assert antes_de(Entry(), date(2026, 6, 30), DEVIDA) is None
    assert antes_de(consta(DEVIDA), date(2026, 6, 30), DEVIDA) is None
    assert antes_de(consta(date(2026, 6, 2)), date(2026, 6, 30), DEVIDA) == DEVIDA
    assert no_dia([consta(date(2026, 6, 2))], DEVIDA) == Entry()


TRECHOS = st.lists(
    st.tuples(DIAS, st.integers(1, 40)).map(lambda um: (um[0], um[0] + timedelta(days=um[1]))), max_size=6
)


@given(TRECHOS)
def test_delays_are_written_and_read_and_joined_without_losing_a_day(atrasos: list[Atraso]) -> None:
    juntos = em_trechos(dias_atrasados(atrasos))
    assert dias_atrasados(juntos) == dias_atrasados(atrasos)
    assert lidos(por_escrito(juntos)) == juntos
    assert len(em_palavras(juntos).split("; ")) == max(len(juntos), 1)


def terminado(dia: date, **data: Any) -> CaseResult:
    return CaseResult(case="x", outcome="x", ended_at=datetime.combine(dia, time(15), tzinfo=UTC), data=data)


def vigente(*parcelas: ParcelaPrevista) -> Vigente:
    return Vigente(em_curso(pedido(vigencia_em_meses=9).instrumento), parcelas)


def liberada(numero: int, dia: date, *atrasos: Atraso) -> CaseResult:
    return terminado(dia, parcela=numero, liberada_em=dia.isoformat(), **{ATRASOS: por_escrito(atrasos)})


@given(st.lists(TRECHOS, min_size=1, max_size=4), st.data())
def test_the_term_grows_by_the_days_of_all_delays_together(cada: list[list[Atraso]], sorte: st.DataObject) -> None:
    """As the partnership does it: one apostille after the other, each with what the ones before left of its delays; of
    what was found to be none of SINFRA's nothing is counted, nor asked again."""
    antes = vigente()
    repasses = [liberada(numero, DEVIDA, *atrasos) for numero, atrasos in enumerate(cada, start=1)]
    apostilas: list[CaseResult] = []
    alheios: set[date] = set()
    while proxima := por_apostilar(antes, 0, repasses, apostilas):
        pedido_feito = para_apostilar(proxima, apostilas)
        assert pedido_feito is not None
        contados = [(um.devida_em, um.liberada_em) for um in pedido_feito.ja_contados]
        dias = dias_de_atraso(proxima.atrasos, contados)
        assert dias > 0
        da_sinfra = sorte.draw(st.booleans())
        if not da_sinfra:
            alheios |= set(dias_atrasados(proxima.atrasos)) - set(dias_atrasados(contados))
        relato = {"mudanca": {"dias": dias}} if da_sinfra else {}
        apostilas.append(terminado(DEVIDA, **relato, **{COMPENSADOS: por_escrito(proxima.atrasos)}))
        assert len(apostilas) <= len(cada)
    todos = set(dias_atrasados([um for atrasos in cada for um in atrasos]))
    fim = depois_de(antes, [uma.data for uma in apostilas]).parceria.fim
    assert (fim - antes.parceria.fim).days == len(todos - alheios)


def test_what_is_due_and_not_released_is_looked_at_before_the_term_ends() -> None:
    parcela = ParcelaPrevista.model_validate({"numero": 1, "dia": "2026-12-10", "valor": "950.00"})
    como_esta, olhadas, apostilas = vigente(parcela), [], list[CaseResult]()
    while proxima := por_apostilar(como_esta, 0, [], apostilas):
        olhadas.append(proxima.dia)
        apostilas.append(terminado(proxima.dia, **{ORIGEM: proxima.origem}))
    assert como_esta.ultimo_dia == date(2026, 12, 25)
    assert olhadas == [date(2026, 12, 15), date(2026, 12, 22), date(2026, 12, 24), date(2026, 12, 25)]


@given(st.integers(1, 400), st.integers(0, 60))
def test_no_instalment_is_looked_at_before_it_is_late_nor_after_the_term(antes: int, demora: int) -> None:
    fim = vigente().ultimo_dia
    dia = fim - timedelta(days=antes)
    uma = ParcelaPrevista.model_validate({"numero": 1, "dia": dia.isoformat(), "valor": "950.00"})
    apostilas: list[CaseResult] = []
    while proxima := por_apostilar(vigente(uma), 0, [], apostilas):
        assert dia < proxima.dia <= fim
        apostilas.append(terminado(proxima.dia + timedelta(days=demora), **{ORIGEM: proxima.origem}))
        assert len(apostilas) <= len(OLHADAS)
    assert bool(apostilas) is (antes > 0)


def test_what_was_released_is_not_looked_at() -> None:
    uma = ParcelaPrevista.model_validate({"numero": 1, "dia": "2026-06-01", "valor": "950.00"})
    assert por_apostilar(vigente(uma), 0, [liberada(1, DEVIDA)], []) is None
    assert por_apostilar(vigente(uma), 1, [], []) is None


def test_what_lapsed_with_the_term_is_not_opened_again_and_within_a_longer_one_is() -> None:
    """The apostille of a delay ended undone at the instant after the last day of the term that it was opened in."""
    atrasada = liberada(1, date(2026, 6, 5), (DEVIDA, date(2026, 6, 5)))
    fim = vigente().ultimo_dia
    perdida = terminado(fim + UM_DIA)
    assert por_apostilar(vigente(), 0, [atrasada], [perdida], [atrasada, perdida]) is None
    mais_longa = depois_de(vigente(), [{"mudanca": {"dias": 10}}])
    proxima = por_apostilar(mais_longa, 0, [atrasada], [perdida], [atrasada, perdida])
    assert proxima is not None
    assert proxima.origem == "parcela-1"
