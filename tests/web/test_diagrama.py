"""The path of a case as its page draws and tells it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from activities.records.queries.views import CaseFull, FactView
from api.web.views.diagrama import PathView, path_view
from workflows.clock import Policy
from workflows.kernel.flow import flow_of
from workflows.kernel.state import CaseStatus, FactKind, Wait, WaitKind

AT = datetime(2026, 6, 1, 20, 42, tzinfo=UTC)
ANALYSIS = "pmis.analise-de-admissibilidade"
HEARING = "pmis.oitiva-da-sociedade"


def case(**changes: Any) -> CaseFull:
    return CaseFull.model_validate(
        {
            "id": "c1", "type": "pmis", "year": 2026, "number": 1, "subject": "Pontes", "status": CaseStatus.OPEN,
            "stage": "oitiva", "outcome": None, "started_on": date(2026, 6, 1), "started_at": AT, "started_by": "joana",
            "ended_at": None, "parent": None, "parties": ("joana",), "next_due": None, "policy": Policy.PRUDENTE,
            "calendar": "mt-cuiaba", "public": {}, "waits": (), "events": (), "impeded": (), "last_seq": 9,
            "last_hash": "", "context_version": 0, **changes,
        }
    )  # fmt: skip


def facts(*told: tuple[FactKind, dict[str, Any]]) -> list[FactView]:
    return [
        FactView(
            seq=seq, kind=kind, at=AT + timedelta(days=seq), actor=None, provision=None, act=None, data=data,
            prev_hash="", hash="",
        )
        for seq, (kind, data) in enumerate(told, 1)
    ]  # fmt: skip


def wait(decl: str, kind: WaitKind = WaitKind.TASK) -> Wait:
    return Wait(kind=kind, decl=decl, ref="r", title="t", on="secretario", provision="dec-167:art-14")


def path(shown: CaseFull, *told: tuple[FactKind, dict[str, Any]]) -> PathView:
    found = path_view(shown, facts((FactKind.CASE_STARTED, {"type": shown.type}), *told))
    assert found is not None
    return found


def done(decl: str, result: str) -> tuple[FactKind, dict[str, Any]]:
    return FactKind.TASK_COMPLETED, {"decl": decl, "outcome_title": result}


def test_what_was_done_is_told_with_its_fact_and_result() -> None:
    said = path(case(waits=(wait(HEARING),)), done(ANALYSIS, "Admissível"))
    assert [(step.title, step.fact, step.note) for step in said.done] == [
        ("Início", 1, ""),
        ("Analisar a admissibilidade da proposta", 2, "Admissível"),
    ]
    assert [step.title for step in said.now] == ["Ouvir a sociedade e consolidar as contribuições"]


def test_only_what_can_still_be_reached_lies_ahead() -> None:
    said = path(case(waits=(wait(HEARING),)), done(ANALYSIS, "Admissível"))
    ahead = [step.title for step in said.ahead]
    assert "Fim: chamamento público recomendado" in ahead
    assert "Decidir sobre a instauração do PMIS" not in ahead
    assert "Fim: desistência do proponente" not in ahead


def test_each_result_tells_where_it_leads_and_who_acts_then() -> None:
    (told,) = path(case(waits=(wait(ANALYSIS),))).next
    assert [(way.after, way.to, way.who) for way in told.ways] == [
        ("“Admissível”", "divulgar a proposta no sítio oficial", "Equipe de publicação"),
        ("“Inadmissível”", "enviar a resposta a quem propôs", told.ways[1].who),
    ]
    assert told.ways[1].who


def test_results_that_lead_the_same_way_are_told_together() -> None:
    (told,) = path(case(waits=(wait("pmis.manifestacao-final"),))).next
    assert [way.after for way in told.ways] == ["“Realizar o chamamento” ou “Não realizar o chamamento”"]


def test_ends_that_an_earlier_result_decided_are_one_way() -> None:
    (told,) = path(case(waits=(wait("pmis.publicacao-do-resultado"),))).next
    (way,) = told.ways
    assert way.how == "o processo termina:"
    assert "chamamento público recomendado" in way.to
    assert "PMIS não instaurado" in way.to


def test_what_may_come_at_any_time_is_no_position() -> None:
    awaited = wait("pmis.desistencia", WaitKind.EVENT)
    said = path(case(waits=(wait(ANALYSIS), awaited), events=("pmis.desistencia", "pmis.contribuicao")))
    assert [step.title for step in said.now] == ["Analisar a admissibilidade da proposta"]
    assert [(one.title, one.ways[0].to) for one in said.anytime] == [
        ("Desistência da proposta", "desistência do proponente")
    ]


def test_the_duties_of_a_plan_stand_at_the_duty_of_the_procedure() -> None:
    duty = "plano-de-trabalho.act-mgi-142-2024.a5"
    shown = case(type="plano-de-trabalho", stage="execucao", waits=(wait(duty), wait(duty)))
    said = path(shown, done(duty, "Cumprida"), done(duty, "Cumprida"))
    assert [(step.title, step.times) for step in said.now] == [("Cumprir ação do plano de trabalho", 2)]
    assert [(step.title, step.times, step.fact) for step in said.done[1:]] == [
        ("Cumprir ação do plano de trabalho", 2, 3)
    ]


def test_an_ended_case_has_nothing_ahead() -> None:
    shown = case(status=CaseStatus.ENDED, outcome="inadmitido", ended_at=AT)
    said = path(shown, done(ANALYSIS, "Inadmissível"), (FactKind.CASE_ENDED, {"outcome": "inadmitido"}))
    assert said.done[-1].title == "Fim: proposta inadmitida"
    assert (said.now, said.ahead, said.next) == ((), (), ())
    assert "À frente" not in said.svg


def test_a_procedure_of_another_build_has_no_path() -> None:
    assert path_view(case(type="antigo"), []) is None


@pytest.mark.parametrize("start", [[ANALYSIS], ["fim:inadmitido"], []])
def test_what_lies_ahead_follows_the_edges(start: list[str]) -> None:
    flow = flow_of("pmis")
    ahead = set(flow.ahead(start))
    reached = {edge.target for edge in flow.edges if edge.source in {*start, *ahead}}
    assert ahead == reached
