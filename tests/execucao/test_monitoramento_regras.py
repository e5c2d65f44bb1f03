"""Arts. 54 and 55: what a technical report lacks, and which photographs nobody could have taken there and then."""

from datetime import date
from typing import Any

import pytest

from workflows.execucao.formularios_monitoramento import ElementosDoRelatorio, Foto
from workflows.execucao.regras_monitoramento import estranhezas, faltas

BEGAN, TODAY = date(2026, 1, 1), date(2026, 4, 1)


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
        ({}, []),
        ({"latitude": "15.6"}, ["posição fora de Mato Grosso"]),
        ({"longitude": "-46.6"}, ["posição fora de Mato Grosso"]),
        ({"tirada_em": "2026-04-02"}, ["data que ainda não chegou"]),
        ({"tirada_em": "2025-12-31"}, ["tirada antes do período"]),
        ({"latitude": "0", "tirada_em": "2025-12-31"}, ["posição fora de Mato Grosso", "tirada antes do período"]),
    ],
)
def test_a_photograph_is_strange_by_its_place_and_by_its_day(changed: dict[str, Any], strange: list[str]) -> None:
    assert list(estranhezas(photo(**changed), BEGAN, TODAY)) == strange
