"""Documents that the steps issue: each once, with all that it says, however often runs hand over."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from temporalio import workflow

from tests.kernel.bench import AREA, MOTIVO, Bench, real_bench
from tests.kernel.papeis import AVISO, Papeis, Pedido
from workers.stack.temporal import EmbeddedTemporal
from workflows.clock import ZONE
from workflows.kernel import Issued, OfficialDocument, Template
from workflows.kernel.flow import flow_of
from workflows.kernel.issuing import VERSIONS, Issuing, _said
from workflows.kernel.messages import Verb
from workflows.kernel.registry import declared
from workflows.kernel.state import FactKind
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada

BEGAN = datetime(2026, 6, 8, 9, tzinfo=ZONE)


async def _walk(bench: Bench) -> list[Any]:
    case = (await bench.start(Papeis.about.id, {"objeto": "Balsa"})).id
    for number in range(1, 5):
        done: dict[str, Any] = {"task": f"{case}-t{number}", "outcome": "feito", "form": MOTIVO}
        await bench.do(case, Verb.CLAIM, AREA, task=f"{case}-t{number}")
        await bench.do(case, Verb.COMPLETE, AREA, **done)
    told = bench.facts(case, FactKind.DOCUMENT_ISSUED, FactKind.DOCUMENT_ANNULLED)
    return [(fact.seq, fact.kind, fact.provision, fact.data) for fact in told]


@pytest.mark.engines
async def test_each_document_is_one_fact_however_often_runs_hand_over(
    temporal_server: EmbeddedTemporal, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = await real_bench(temporal_server.address, BEGAN)
    async with bench.working():
        whole = await _walk(bench)
        monkeypatch.setattr(
            workflow.Info, "is_continue_as_new_suggested", lambda info: info.get_current_history_length() > 9
        )
        assert await _walk(bench) == whole
    first, second, annulled = whole
    assert [first[1], second[1], annulled[1]] == [*[FactKind.DOCUMENT_ISSUED] * 2, FactKind.DOCUMENT_ANNULLED]
    assert first[3]["shows"] == {"objeto": "Balsa", "dia": "2026-07-01", "contato": "(65) 3613-0000"}
    assert first[3]["signed"] == [{"by": "helena", "on": "2026-06-08"}]
    assert (first[3]["template"], first[3]["version"]) == ("convocacao", VERSIONS[Template.CONVOCACAO])
    assert (second[3]["replaces"], annulled[3]["annuls"]) == (first[0], second[0])


def test_the_walk_of_the_steps_knows_documents() -> None:
    assert flow_of(Papeis.about.id).partial == ""
    assert [one.id for one in declared(Papeis.about.id, OfficialDocument)] == [AVISO.id]


@pytest.mark.parametrize("shows", [{}, {"objeto": "Balsa", "dia": "2026-07-01", "contato": "x", "mais": "y"}])
def test_what_does_not_fill_the_form_is_not_issued(shows: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"papeis\.aviso"):
        _said(AVISO, shows)


class _Steps(Issuing):
    """The steps of a case at one place, in a run that knows of the change or does not."""

    def __init__(self, journal: dict[str, Any], *, knows: bool = True, walked: bool = True) -> None:
        self._counts, self._walked, self.knows = {}, walked, knows
        self._case = SimpleNamespace(journal=journal, emit=self.emit, seq=7, today=BEGAN.date())  # type: ignore[assignment]
        self.issued: list[dict[str, Any]] = []

    def emit(self, kind: FactKind, **data: Any) -> None:
        self.issued.append({"kind": kind, **data})

    def follows(self, change: str) -> bool:
        assert change == "em-papel"
        return self.knows


SAID: dict[str, Any] = {"objeto": "Balsa", "contato": "x", "dia": date(2026, 7, 1)}


@pytest.mark.parametrize(("knows", "walked"), [(False, True), (True, False)])
def test_what_a_change_gave_to_the_steps_is_never_issued_late(knows: bool, walked: bool) -> None:
    journal: dict[str, Any] = {}
    before = _Steps(journal, knows=knows, walked=walked)
    assert before.issue_since("em-papel", AVISO, **SAID) is None
    later = _Steps(journal)
    assert later.issue_since("em-papel", AVISO, **SAID) is None
    assert later.issue_since("em-papel", AVISO, **SAID) is not None
    assert (before.issued, len(later.issued)) == ([], 1)


def test_what_a_change_gave_to_the_steps_is_issued_once_by_those_who_follow_it() -> None:
    journal: dict[str, Any] = {}
    first = _Steps(journal).issue_since("em-papel", AVISO, **SAID)
    again = _Steps(journal, walked=False, knows=False)
    assert again.issue_since("em-papel", AVISO, **SAID) == first == Issued(7, BEGAN.date())
    assert again.issued == []


def _in_capitals(said: Fundamentada, about: Mapping[str, Any]) -> Pedido:
    return Pedido(objeto=f"{about['objeto']}: {said.motivo}".upper())


def test_a_document_says_what_is_made_of_the_act_or_the_act_itself() -> None:
    plain = replace(AVISO, id="papeis.ato", of="papeis.avisar")
    made = replace(plain, shows=Pedido, makes=_in_capitals)
    assert plain.said(Fundamentada, MOTIVO, {}) is None
    assert made.said(Fundamentada, {"outrora": "havia outro campo"}, {}) is None
    told = made.said(Fundamentada, MOTIVO, {"objeto": "Balsa"})
    assert told == Pedido(objeto=f"BALSA: {MOTIVO['motivo'].upper()}")


def test_the_document_of_a_task_is_not_issued_by_the_steps() -> None:
    printed = OfficialDocument(
        id="papeis.ato", title="Ato", provision=DEC_167.art(31), template=Template.DESPACHO, of="papeis.avisar"
    )
    with pytest.raises(ValueError, match=r"papeis\.avisar"):
        _said(printed, {})
