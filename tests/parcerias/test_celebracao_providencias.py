"""Art. 34: on no path is an instrument signed while a step is missing; and the act itself refuses, naming each."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kernel.wandering import Wandering, wander
from workflows.clock import load_calendar
from workflows.kernel import Gate, HumanTask, acts, events
from workflows.kernel.case import Case
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
ORIGINS = [("chamamento-publico", None), ("dispensa", "urgencia"), ("inexigibilidade", "objeto-singular")]
requests = st.builds(
    lambda origin, system, facilities, premises: PedidoDeCelebracao.model_validate({
        "objeto": "Conservação", "organizacao": {"nome": "Instituto", "cnpj": "12.345.678/0001-95"},
        "instrumento": "termo-de-fomento", "origem": origin[0], "hipotese": origin[1], "sistema": system,
        "valor_de_referencia": "10.00", "usa_instalacoes": facilities, "usa_imovel": premises,
    }),
    st.sampled_from(ORIGINS), st.sampled_from([None, "rodovia-pedagiada"]), st.booleans(), st.booleans(),
)  # fmt: skip


class SigningWalk(Wandering):
    """One path, any path: it goes where `draw` says, and remembers what stood when somebody signed."""

    def __init__(self, draw: st.DataObject, request: PedidoDeCelebracao) -> None:
        super().__init__(draw, request)
        self.missing_at_signature: list[set[str]] = []

    async def ask(self, task: HumanTask, **how: Any) -> Answer:
        answer = await super().ask(task, **how)
        gate: Gate | None = task.passes(answer)
        if gate is DO_ARTIGO_34:
            self.missing_at_signature.append(ALL - self.standing)
        return answer


@settings(max_examples=300)
@given(st.data(), requests)
def test_no_path_signs_while_a_step_of_art_34_is_missing(data: st.DataObject, request: PedidoDeCelebracao) -> None:
    walk, outcome = wander(SigningWalk, Celebracao, data, request)
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
