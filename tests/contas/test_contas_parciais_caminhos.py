"""Art. 80 on every path: the suspension lasts until the accounts are presented, each term runs from its own notice."""

import random
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kernel.wandering import Wandering, wander
from workflows.contas import atos_da_analise_parcial as analise
from workflows.contas import atos_das_contas_parciais as atos
from workflows.contas import atos_do_julgamento_parcial as julgamento
from workflows.contas import atos_do_recurso_parcial as recurso
from workflows.contas.contas_parciais import ContasParciais
from workflows.contas.decisao_das_contas_parciais import APROVADAS, NAO_APROVADAS
from workflows.execucao.contas_apresentadas import APRESENTADAS, OMITIDAS
from workflows.kernel import Deadline, HumanTask, Outcome
from workflows.kernel.procedure import Answer

RUNS_FROM = {
    atos.PRAZO_DA_NOTIFICACAO.id: "notificacao-da-omissao",
    analise.PRAZO_DA_RESPOSTA.id: "notificacao",
    analise.PRAZO_PARA_SANAR.id: "avaliacao-da-resposta",
    julgamento.PRAZO_DA_DEFESA.id: "notificacao-para-defesa",
    recurso.JANELA.id: "notificacao-da-decisao",
}


class Noting(Wandering):
    """One path, any path: it notes what was asked, entered and begun, in that order."""

    def __init__(self, draw: st.DataObject, request: Any = None) -> None:
        super().__init__(draw, request)
        self.asked = 0
        self.noted: list[tuple[str, Any]] = []

    async def ask(self, task: HumanTask, **how: Any) -> Answer:
        answer = await super().ask(task, **how)
        self.asked += 1
        delivered = f"{task.id}/{self.asked}"
        answer.day = lambda _field: delivered  # type: ignore[method-assign, assignment, return-value]
        self.noted.append(("ask", (task.id, str(answer), delivered)))
        return answer

    def begin(self, decl: Deadline, *, since: Any, **how: Any) -> Any:
        self.noted.append(("begin", (decl.id, since)))
        return super().begin(decl, since=since, **how)

    async def suspender(self, estado: Outcome) -> None:
        self.noted.append(("suspender", estado))

    async def liberar(self, estado: Outcome) -> Any:
        self.noted.append(("liberar", estado))
        return self.allows()


@settings(max_examples=300)
@given(st.data())
def test_no_path_frees_the_instalments_before_the_accounts_are_presented(data: st.DataObject) -> None:
    walk, outcome = wander(Noting, ContasParciais, data)
    freed = [at for at, (what, said) in enumerate(walk.noted) if what == "liberar"]
    presented = [at for at, (what, said) in enumerate(walk.noted) if what == "ask" and said[0] == atos.APRESENTAR.id]
    assert all(any(before < at for before in presented) for at in freed)
    if outcome == "contas-parciais-nao-apresentadas":
        assert freed == []
    if outcome in (APROVADAS, NAO_APROVADAS):
        assert ("liberar", APRESENTADAS) in walk.noted
        registered = [one for one in walk.noted if one[0] in ("liberar", "suspender")]
        assert registered[-1] == ("liberar" if outcome == APROVADAS else "suspender", outcome)


@settings(max_examples=500)
@given(st.data())
def test_an_appeal_that_is_upheld_frees_the_instalments_before_anything_is_decided_anew(data: st.DataObject) -> None:
    walk, outcome = wander(Noting, ContasParciais, data)
    decided = [at for at, (what, said) in enumerate(walk.noted) if what == "ask" and said[0] == julgamento.DECIDIR.id]
    for before, after in pairwise(decided):
        assert walk.noted[before][1][1] == julgamento.NAO_APROVAR
        between = [one for one in walk.noted[before:after] if one[0] in ("liberar", "suspender")]
        assert between == [("suspender", NAO_APROVADAS), ("liberar", APRESENTADAS)]
        asked = [said[0] for what, said in walk.noted[before:after] if what == "ask"]
        assert {one.id for one in (recurso.NOTIFICAR_DECISAO, recurso.NOTIFICAR_DECISAO_PELA_CHEFIA)} & set(asked)
    if outcome == APROVADAS:
        assert walk.noted[decided[-1]][1][1] == julgamento.APROVAR


@settings(max_examples=300)
@given(st.data())
def test_each_term_runs_from_the_delivery_of_its_own_notice(data: st.DataObject) -> None:
    walk, _ = wander(Noting, ContasParciais, data)
    for at, (what, said) in enumerate(walk.noted):
        if what != "begin" or said[0] not in RUNS_FROM:
            continue
        notice = f"contas-parciais.{RUNS_FROM[said[0]]}"
        before = [one[2] for kind, one in walk.noted[:at] if kind == "ask" and one[0] in (notice, notice + HEAD)]
        assert said[1] == before[-1]


HEAD = "-pela-chefia"


@settings(max_examples=300)
@given(st.data())
def test_nothing_is_decided_of_measures_on_which_no_defence_could_be_heard(data: st.DataObject) -> None:
    walk, _ = wander(Noting, ContasParciais, data)
    if walk.recomendadas != ():
        asked = [said[0] for what, said in walk.noted if what == "ask"]
        assert julgamento.DEFENDER.id in asked
        if julgamento.DECIDIR.id in asked:
            assert asked.index(julgamento.DEFENDER.id) < asked.index(julgamento.DECIDIR.id)


class Script:
    """Draws by a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def draw(self, strategy: Any) -> int:
        low, high = strategy.wrapped_strategy.start, strategy.wrapped_strategy.end
        return self.random.randint(low, high)


@pytest.mark.parametrize("what", [("suspender", OMITIDAS), ("suspender", NAO_APROVADAS), ("liberar", APROVADAS)])
def test_the_paths_that_are_wandered_reach_what_they_are_about(what: tuple[str, Outcome]) -> None:
    scripts: Any = map(Script, range(300))
    assert any(what in wander(Noting, ContasParciais, script)[0].noted for script in scripts)


def test_some_of_them_decide_anew_after_an_appeal() -> None:
    scripts: Any = map(Script, range(1000))
    walks = (wander(Noting, ContasParciais, script)[0].noted for script in scripts)
    decided = ([said[0] for what, said in noted if what == "ask"].count(julgamento.DECIDIR.id) for noted in walks)
    assert any(times > 1 for times in decided)
