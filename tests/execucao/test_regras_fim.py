"""Arts. 36, XIV, and 37, § 1º, as rules: no notice is shorter than sixty days; what may be given away, and to whom."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.execucao.test_regras_alteracao import PARCERIA
from workflows.execucao.formularios_fim import Destinacao, ParceriaTerminada, PedidoDeDenuncia
from workflows.execucao.parceria_em_curso import ParceriaEmCurso
from workflows.execucao.regras_fim import obices_da_denuncia, obices_da_doacao, primeiro_ultimo_dia

TOLD = date(2026, 6, 1)
FIM = PARCERIA.fim


@given(aviso=st.integers(1, 3650), depois=st.integers(-10, 4000))
def test_nobody_leaves_before_sixty_days_whatever_the_instrument_says(aviso: int, depois: int) -> None:
    ultimo = TOLD + timedelta(days=depois)
    impedem = list(obices_da_denuncia(TOLD, aviso, ultimo, TOLD, date(2040, 1, 1)))
    assert bool(impedem) is (aviso < 60 or depois < aviso)
    assert (primeiro_ultimo_dia(TOLD, aviso) - TOLD).days == max(aviso, 60)


@pytest.mark.parametrize(("ultimo", "pode"), [(FIM - timedelta(days=1), True), (FIM, False), (date(2028, 1, 1), False)])
def test_a_term_that_ends_by_itself_is_not_cut_short_afterwards(ultimo: date, pode: bool) -> None:
    assert (not list(obices_da_denuncia(TOLD, 60, ultimo, TOLD, FIM))) is pode


@pytest.mark.parametrize(
    ("mais", "a_terceiros", "dispositivo"),
    [
        ({"necessarios": False}, False, None),
        ({"necessarios": True}, False, "dec-167:art-37:par-1:inc-II"),
        ({"interesse_social": True, "donatario": "Escola"}, True, None),
        ({"interesse_social": True, "necessarios": True, "donatario": "Escola"}, True, None),
        ({"interesse_social": False, "donatario": "Escola"}, True, "dec-167:art-37:par-1:inc-III"),
        ({"interesse_social": True}, True, "dec-167:art-37:par-1:inc-III"),
    ],
)
def test_what_may_be_given_away_and_to_whom(mais: dict[str, Any], a_terceiros: bool, dispositivo: str | None) -> None:
    certo = {"motivo": "Conferido com o inventário.", "necessarios": False, "interesse_social": False}
    dita = Destinacao.model_validate({**certo, **mais})
    achados = [um.id for um, _ in obices_da_doacao(dita, a_terceiros=a_terceiros)]
    assert achados == ([dispositivo] if dispositivo else [])


@pytest.mark.parametrize("errado", [{"quem": "organizacao"}, {"quem": "sinfra", "ultimo_dia": "2026-09-01"}])
def test_only_the_organisation_says_the_last_day_as_it_denounces(errado: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        PedidoDeDenuncia.model_validate({"parceria": PARCERIA, "aviso_em_dias": 60, **errado})


@pytest.mark.parametrize("dia", [PARCERIA.inicio - timedelta(days=1), FIM + timedelta(days=1)])
def test_a_partnership_ends_on_a_day_of_its_term(dia: date) -> None:
    with pytest.raises(ValidationError):
        ParceriaTerminada.model_validate({"parceria": PARCERIA, "causa": "conclusao", "terminada_em": dia})


def test_a_partnership_does_not_end_before_it_begins() -> None:
    ultimo = primeiro_ultimo_dia(TOLD, 60)
    seguinte = ultimo + timedelta(days=1)
    ditos = [list(obices_da_denuncia(TOLD, 60, ultimo, inicio, date(2040, 1, 1))) for inicio in (ultimo, seguinte)]
    assert ditos[0] == []
    assert [frase for _, frase in ditos[1]] == [
        f"A vigência começa em {seguinte:%d/%m/%Y}; a parceria não termina antes."
    ]


def test_a_partnership_of_one_day() -> None:
    um_dia = {**PARCERIA.model_dump(mode="json"), "fim": PARCERIA.inicio.isoformat()}
    parceria = ParceriaEmCurso.model_validate(um_dia)
    assert parceria.inicio == parceria.fim
    terminada = {"parceria": um_dia, "causa": "rescisao", "terminada_em": PARCERIA.inicio}
    assert ParceriaTerminada.model_validate(terminada).terminada_em == parceria.fim
    with pytest.raises(ValidationError, match="A vigência não termina antes de começar"):
        ParceriaEmCurso.model_validate({**um_dia, "fim": PARCERIA.inicio - timedelta(days=1)})
