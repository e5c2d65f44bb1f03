"""Art. 34: on no path is an instrument signed while a step is missing; and the act itself refuses, naming each."""

from collections.abc import Coroutine
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.clock import load_calendar
from workflows.kernel import Gate, HumanTask, Outcome, Requirement, acts, events
from workflows.kernel.case import Case
from workflows.kernel.flow import START, Flow, Kind, Node, _Enough, _Walk
from workflows.kernel.gates import STANDS
from workflows.kernel.messages import Act, CaseStart, RefusalCode, Verb
from workflows.kernel.procedure import Answer
from workflows.kernel.refusals import Refused
from workflows.kernel.state import Actor, Context
from workflows.parcerias import atos_do_instrumento as atos
from workflows.parcerias.celebracao import NAO_COMPARECEU, VIGENTE, Celebracao
from workflows.parcerias.formularios_celebracao import PedidoDeCelebracao
from workflows.parcerias.providencias import DO_ARTIGO_34
from workflows.parcerias.regras_celebracao import Condicoes

ALL = {one.id for one in DO_ARTIGO_34.requirements}
ENOUGH_STEPS = 120
ORIGINS = [("chamamento-publico", None), ("dispensa", "urgencia"), ("inexigibilidade", "objeto-singular")]
requests = st.builds(
    lambda origin, system, facilities, premises: PedidoDeCelebracao.model_validate({
        "objeto": "Conservação", "organizacao": {"nome": "Instituto", "cnpj": "12.345.678/0001-95"},
        "instrumento": "termo-de-fomento", "origem": origin[0], "hipotese": origin[1], "sistema": system,
        "valor_de_referencia": "10.00", "usa_instalacoes": facilities, "usa_imovel": premises,
    }),
    st.sampled_from(ORIGINS), st.sampled_from([None, "rodovia-pedagiada"]), st.booleans(), st.booleans(),
)  # fmt: skip


class Wandering(_Walk):
    """One path, any path: it goes where `draw` says, and remembers what stood when somebody signed."""

    def __init__(self, draw: st.DataObject, request: PedidoDeCelebracao) -> None:
        flow = Flow("celebracao")
        flow.nodes[START] = Node(START, Kind.START, "Início")
        super().__init__(flow, (), set())
        self.input: Any = request
        self.draw, self.steps = draw, 0
        self.standing: set[str] = set()
        self.missing_at_signature: list[set[str]] = []

    def choose(self, options: int) -> int:
        self.steps += 1
        if self.steps > ENOUGH_STEPS:
            raise _Enough
        return self.draw.draw(st.integers(0, options - 1))

    def meet(self, *requirements: Requirement, **_: Any) -> None:
        self.standing |= {one.id for one in requirements}

    def waive(self, *requirements: Requirement, **_: Any) -> None:
        self.meet(*requirements)

    def lose(self, *requirements: Requirement, **_: Any) -> None:
        self.standing -= {one.id for one in requirements}

    async def ask(self, task: HumanTask, **how: Any) -> Answer:
        answer = await super().ask(task, **how)
        gate: Gate | None = task.passes(answer)
        if gate is DO_ARTIGO_34:
            self.missing_at_signature.append(ALL - self.standing)
        return answer


def follow(walk: Wandering) -> Outcome | None:
    """Where the path ends; None when it goes round for too long to be worth following."""
    steps: Coroutine[Any, Any, Outcome] = walk.steps_of_the_norm()
    try:
        steps.send(None)
    except StopIteration as done:
        return Outcome(done.value, "")
    except _Enough:
        return None
    finally:
        steps.close()
    raise AssertionError("a step waits for something that is not a word of the kernel")


@settings(max_examples=300)
@given(st.data(), requests)
def test_no_path_signs_while_a_step_of_art_34_is_missing(data: st.DataObject, request: PedidoDeCelebracao) -> None:
    kind = type("Wander", (Wandering, Celebracao), {})
    walk: Wandering = kind(data, request)
    outcome = follow(walk)
    assert all(missing == set() for missing in walk.missing_at_signature)
    if outcome == VIGENTE:
        assert len(walk.missing_at_signature) >= 2
    if not walk.missing_at_signature:
        assert outcome is None or outcome in ("celebracao-inviavel", NAO_COMPARECEU)


class Signing:
    """What the signature's own rule asks of the case."""

    condicoes = Condicoes(hoje=date(2026, 6, 2), pronta=date(2026, 6, 1))


@pytest.fixture(scope="module")
def case() -> Case:
    start = CaseStart(
        id="celebracao-1", type="celebracao", input={}, received_at=datetime(2026, 6, 2, 13, tzinfo=UTC),
        started_by=Actor(id="helena", roles=("area-tecnica",)),
        context=Context(calendars={"mt-cuiaba": load_calendar("mt-cuiaba").data}),
    )  # fmt: skip
    return Case(start, "Conservação", ("org",), "assinatura")


@given(standing=st.sets(st.sampled_from(sorted(ALL))))
def test_a_signature_is_refused_by_exactly_what_is_missing(case: Case, standing: set[str]) -> None:
    case.journal = {f"{STANDS}{one}": one in standing for one in ALL}
    decl = atos.ASSINATURA_DO_SECRETARIO
    task = events.offer_task(case, decl, role="secretario", party=None, subject=None, about={}, deadline=None)
    act = Act(
        id="ato", verb=Verb.COMPLETE, actor=Actor(id="antonia", roles=("secretario",)), received_at=case.moment,
        task=task.id, outcome="assinado", form={"assinado_em": "2026-06-02", "numero": "1/2026"},
    )  # fmt: skip
    if standing == ALL:
        acts.check(case, decl, task, act, Signing())
        return
    with pytest.raises(Refused) as refused:
        acts.check(case, decl, task, act, Signing())
    assert refused.value.refusal.code is RefusalCode.RULE
    named = {one.provision for one in refused.value.refusal.errors}
    assert named == {one.provision.id for one in DO_ARTIGO_34.requirements if one.id not in standing}
