"""Arts. 54 and 55: what a technical report lacks, and which photographs nobody could have taken there and then."""

from datetime import date
from typing import Any

import pytest

from tests.execucao.test_registro_de_despesas import PARCERIA
from workflows.execucao.formularios_monitoramento import ElementosDoRelatorio, Foto
from workflows.execucao.parceria_em_curso import ParceriaEmCurso
from workflows.execucao.regras_fotografias import Onde
from workflows.execucao.regras_monitoramento import a_conferir, faltas, ja_declarada, onde_fica

BEGAN, END, TODAY = date(2026, 1, 1), date(2026, 4, 1), date(2026, 4, 2)


def report(**changed: Any) -> ElementosDoRelatorio:
    written = {
        "objeto": "Conservação", "atividades": "Quatro trechos", "metas_comprovadas": True, "indicadores": "Todos",
        "transferido": "10.00", "utilizado": "0.00", "auditorias": "Não houve", "sem_fotos_porque": "Só projeto",
    }  # fmt: skip
    return ElementosDoRelatorio.model_validate({**written, **changed})


def photo(**changed: Any) -> Foto:
    taken = {"descricao": "Trecho", "tirada_em": "2026-03-20", "latitude": "-15.6", "longitude": "-56.1"}
    return Foto.model_validate({**taken, **changed})


def test_a_report_with_its_six_elements_lacks_nothing() -> None:
    assert list(faltas(report())) == []
    assert list(faltas(report(sem_fotos_porque=None, fotos=[photo()]))) == []
    assert list(faltas(report(metas_comprovadas=False, despesas="Conferem."))) == []


@pytest.mark.parametrize(
    ("changed", "lacks"),
    [
        ({"metas_comprovadas": False}, [("dec-167:art-54:inc-IV", "despesas")]),
        ({"sem_fotos_porque": None}, [("dec-167:art-54:par-unico", "sem_fotos_porque")]),
    ],
)
def test_what_a_report_lacks_is_named(changed: dict[str, Any], lacks: list[tuple[str, str]]) -> None:
    assert [(provision.id, field) for provision, _, field in faltas(report(**changed))] == lacks


@pytest.mark.parametrize(
    ("changed", "strange"),
    [
        ({}, ""),
        ({"latitude": "15.6"}, "posição fora de Mato Grosso"),
        ({"longitude": "-46.6"}, "posição fora de Mato Grosso"),
        ({"tirada_em": "2026-04-03"}, "data que ainda não chegou"),
        ({"tirada_em": "2026-04-02"}, "tirada depois do período"),
        ({"tirada_em": "2025-12-31"}, "tirada antes do período"),
        ({"latitude": "0", "tirada_em": "2025-12-31"}, "posição fora de Mato Grosso, tirada antes do período"),
    ],
)
def test_a_photograph_is_strange_by_its_place_and_by_its_day(changed: dict[str, Any], strange: str) -> None:
    said = a_conferir([photo(**changed)], BEGAN, END, TODAY, Onde())
    assert said == ([f"Trecho: {strange}"] if strange else [])


HERE = [{"latitude": "-15.6", "longitude": "-56.1"}]
THERE = [{"latitude": "-11.8642", "longitude": "-55.5097"}]


def of(posicao: Any) -> ParceriaEmCurso:
    return ParceriaEmCurso.model_validate({**PARCERIA, "posicao": posicao})


@pytest.mark.parametrize(
    ("instrument", "reported", "limit", "strange"),
    [
        (None, None, 500, []),
        (THERE, None, None, []),
        (HERE, None, 500, []),
        (THERE, None, 500, ["Trecho: a 420 km do local declarado (mais de 500 m)"]),
        (None, THERE, 500, ["Trecho: a 420 km do local declarado (mais de 500 m)"]),
        (HERE, THERE, 500, []),
    ],
)
def test_it_is_compared_with_where_the_work_was_declared(
    instrument: Any, reported: Any, limit: int | None, strange: list[str]
) -> None:
    told = report(posicao=reported).posicao
    assert a_conferir([photo()], BEGAN, END, TODAY, onde_fica(of(instrument), told, limit)) == strange
    refused = [(provision.id, field) for provision, _, field in ja_declarada(of(instrument), told)]
    assert refused == ([("dec-167:art-36:inc-I", "posicao")] if instrument and reported else [])
