"""What a task says of itself: no code, no date of machines, in nothing that any procedure tells."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from temporalio.worker import Replayer

from activities.engine_client import DATA_CONVERTER
from api.web.views.sobre import _titles, about_lines
from workers.sandbox import workflow_runner
from workers.settings import SandboxMode
from workers.simulation.histories import stored
from workflows.kernel import events
from workflows.procedures import procedures

HISTORIES = Path(__file__).parents[1] / "histories"
MACHINES = re.compile(r"\b[0-9]{4}-[0-9]{2}\b|\b[a-z]+_[a-z_]+\b|\bTrue\b|\bFalse\b|\bNone\b|\{|\}")
HYPHENED = re.compile(r"\b[a-z0-9]+(?:-[a-z0-9]+)+\b")


@pytest.mark.parametrize(
    ("case_type", "told", "lines"),
    [
        ("registro-de-despesas", {"mês": "2026-03"}, [("Mês", "março de 2026")]),
        ("nger-processo", {"mes": "02-2027"}, [("Mês", "fevereiro de 2027")]),
        (
            "contas-parciais", {"parecer do Gestor": {"cumprimento": "parcial-justificado", "motivo": "Sanado."}},
            [("Parecer do Gestor", "Cumprimento: Cumprimento parcial, com justificativa suficiente; Motivo: Sanado.")],
        ),
        (
            "contas-parciais", {"recomendação": {"providencias": ["I", "II"]}},
            [(
                "Recomendação",
                "Providências: Devolução dos recursos relacionados à irregularidade; Aplicação de sanções",
            )],
        ),
        (
            "celebracao", {"plano": {"repasse": 95000000, "aprovado_em": "2026-02-20", "desembolso": [{"mes": 1}]}},
            [("Plano", "Repasse: R$\xa0950.000,00; Aprovado em: 20/02/2026; Desembolso: Mês: 1")],
        ),
        ("parceria", {"finalidade": "inflacao"}, [("Para quê", "Fazer frente à inflação")]),
        ("divulgacao-da-parceria", {"exercício": 2026}, [("Exercício", "2026")]),
        ("parceria", {"vazio": None, "nada": [], "falta": "", "quem": "org-ae9351af0d397d50"}, []),
        ("de-outra-versao", {"alguma_coisa": True, "outra": 12345}, [("Alguma coisa", "Sim"), ("Outra", "12.345")]),
        (
            "ato-normativo", {"parâmetros": ["max_parcerias_por_gestor"]},
            [("Parâmetros", "Máximo de parcerias por gestor")],
        ),
        ("parceria", {"quando": "2026-04-10T13:00:00+00:00"}, [("Quando", "10/04/2026, 9h")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_in_words(case_type: str, told: dict[str, Any], lines: list[tuple[str, str]]) -> None:
    assert list(about_lines(case_type, told)) == lines


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3), max_leaves=8,
)  # fmt: skip


@given(told=st.dictionaries(st.sampled_from(["valor", "mes", "cpf", "cnpj", "providencias", "x"]) | st.text(), values))
def test_whatever_was_told_is_said(told: dict[str, Any]) -> None:
    for name, said in about_lines("contas-parciais", told):
        assert isinstance(name, str)
        assert said or said == ""


def _longest() -> dict[str, Any]:
    """Of each procedure, the stored history with the most events."""
    found: dict[str, Any] = {}
    for path, history in stored(HISTORIES):
        best = found.get(path.parent.name)
        if best is None or len(history.events) > len(best.events):
            found[path.parent.name] = history
    return found


async def test_nothing_that_a_case_tells_a_task_is_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, dict[str, Any]]] = []
    offer = events.offer_task

    def listening(case: Any, decl: Any, **how: Any) -> Any:
        told.append((case.header.type, how["about"]))
        return offer(case, decl, **how)

    monkeypatch.setattr(events, "offer_task", listening)
    replayer = Replayer(
        workflows=list(procedures().values()), workflow_runner=workflow_runner(SandboxMode.PASSTHROUGH),
        data_converter=DATA_CONVERTER,
    )  # fmt: skip
    for history in _longest().values():
        await replayer.replay_workflow(history)
    lines = [(kind, *line) for kind, about in told for line in about_lines(kind, about)]
    assert len({kind for kind, _, _ in lines}) > 20
    codes = {code for code in _titles("") if "-" in code}
    bad = [
        line
        for line in lines
        for text in line[1:]
        if MACHINES.search(text) or codes.intersection(HYPHENED.findall(text))
    ]
    assert bad == []
