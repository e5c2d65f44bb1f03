"""What comes late, never, or after the fact in a call.

A call sent weeks later, an edition never confirmed, a link found in the register once the marks are given.
"""

from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment

from activities.parties import party_of
from tests.kernel.bench import AREA, Bench, at_work, sleep_until
from tests.kernel.test_links import entered
from workflows.clock import ZONE
from workflows.kernel.messages import RefusalCode, Verb
from workflows.kernel.state import Actor, FactKind, Link, TaskState
from workflows.parcerias.comissao_selecao import ComissaoDeSelecao
from workflows.parcerias.convocacao_proxima import ConvocacaoProxima
from workflows.parcerias.selecao import Selecao

BEGAN = datetime(2026, 6, 1, 9, tzinfo=ZONE)
NAMES = (("Associação da Gleba União", "11222333000181"), ("Instituto Pantanal", "22333444000181"))
PRESS = Actor(id="rosa", roles=("publicacao",))
CARLA, DAVI = Actor(id="carla"), Actor(id="davi")


@pytest.fixture
async def bench(time_skipping: WorkflowEnvironment) -> AsyncIterator[Bench]:
    async with at_work(time_skipping, BEGAN) as made:
        yield made


async def asked(bench: Bench, case: str) -> list[TaskState]:
    """The open tasks of a case."""
    return [one for one in (await bench.snapshot(case)).tasks if one.status.open]


def _organization(number: int) -> dict[str, str]:
    name, cnpj = NAMES[number]
    return {"nome": name, "cnpj": cnpj}


async def test_a_call_sent_late_gives_its_days_from_the_day_it_was_sent_and_none_before(
    bench: Bench, time_skipping: WorkflowEnvironment
) -> None:
    given = {
        "objeto": "Conservação", "homologada": True, "prazo_de_habilitacao": 10, "prazo_para_atender": 5,
        "lista": [{"protocolo": "001", "organizacao": _organization(0), "posicao": 1, "pontos": "10,00",
                   "habilitada": True}],
    }  # fmt: skip
    case = (await bench.start(ConvocacaoProxima.about.id, given)).id
    await sleep_until(bench, time_skipping, datetime(2026, 6, 22, 9, tzinfo=ZONE))
    assert bench.facts(case, FactKind.DEADLINE_SET) == []
    early = {"enviada_em": "2026-06-23", "meio": "Ofício"}
    refusal = await bench.refused(case, Verb.COMPLETE, AREA, task=f"{case}-t1", form=early)
    assert (refusal.code, refusal.provision) == (RefusalCode.RULE, "dec-167:art-32:par-2")
    await bench.do(case, Verb.COMPLETE, AREA, task=f"{case}-t1", form={**early, "enviada_em": "2026-06-22"})
    (set_,) = bench.facts(case, FactKind.DEADLINE_SET)
    # Five working days of a private party: 23, 24, 25, 26 and 29 June.
    assert set_.data["due"] == "2026-06-29"
    osc = Actor(id="gleba", roles=("osc",), parties=(party_of(NAMES[0][1]),))
    await sleep_until(bench, time_skipping, datetime(2026, 6, 29, 23, 59, 50, tzinfo=ZONE))
    assert (await bench.do(case, Verb.COMPLETE, osc, task=f"{case}-t2", outcome="atende")).outcome == "atende"


async def _marked(bench: Bench) -> str:
    """A selection of two proposals that both members have marked; its id."""
    given = {
        "objeto": "Conservação", "desempate": [],
        "criterios": [{"codigo": "A", "nome": "Experiência", "peso": 2, "nota_maxima": 10}],
        "membros": [{"pessoa": one, "nome": one, "vinculo": "cargo-efetivo"} for one in ("carla", "davi")],
        "propostas": [{"protocolo": f"00{one + 1}", "organizacao": _organization(one)} for one in (0, 1)],
    }  # fmt: skip
    case = (await bench.start(Selecao.about.id, given)).id
    await bench.do(case, Verb.COMPLETE, CARLA, task=f"{case}-t1", form={"ata": "Todas seguem o edital."})
    for member, marks in ((CARLA, ("9", "7")), (DAVI, ("6", "7"))):
        notas = [{"protocolo": f"00{i}", "criterio": "A", "nota": nota} for i, nota in enumerate(marks, 1)]
        form = {"justificativa": "Comparadas as propostas.", "notas": notas}
        (mine,) = [one for one in await asked(bench, case) if one.owner == member.id]
        await bench.do(case, Verb.COMPLETE, member, task=mine.id, form=form)
    return case


async def test_while_no_edition_is_confirmed_no_day_of_an_appeal_runs_and_none_is_lost(
    bench: Bench, time_skipping: WorkflowEnvironment
) -> None:
    case = await _marked(bench)
    (minutes,) = await asked(bench, case)
    form = {"ata": "Sessão única", "motivo": "A ordem segue as notas."}
    await bench.do(case, Verb.COMPLETE, CARLA, task=minutes.id, form=form)
    (publication,) = await asked(bench, case)
    assert publication.decl == "selecao.resultado-provisorio"
    osc = Actor(id="gleba", roles=("osc",), parties=(party_of(NAMES[0][1]),))
    appeal: dict[str, Any] = {"event": "selecao.recurso", "form": {"razoes": "A nota não corresponde."}}
    await sleep_until(bench, time_skipping, datetime(2026, 8, 31, 9, tzinfo=ZONE))
    assert [one.id for one in await asked(bench, case)] == [publication.id]
    assert bench.facts(case, FactKind.DEADLINE_SET, FactKind.DEADLINE_LAPSED) == []
    assert (await bench.refused(case, Verb.EVENT, osc, **appeal)).code is RefusalCode.TOO_LATE
    assert (await bench.snapshot(case)).case.public == {}
    out = {"publicado_em": "2026-08-31", "endereco": "DOE 29.300, página 2"}
    await bench.do(case, Verb.COMPLETE, PRESS, task=publication.id, form=out)
    (set_,) = bench.facts(case, FactKind.DEADLINE_SET)
    # Five working days: 1, 2, 3, 4 and 8 September, since the 7th is a holiday.
    assert date.fromisoformat(set_.data["due"]) == date(2026, 9, 8)
    await bench.do(case, Verb.EVENT, osc, **appeal)


async def test_a_link_registered_once_the_marks_are_given_voids_them_and_calls_for_a_substitute(bench: Bench) -> None:
    case = await _marked(bench)
    (minutes,) = await asked(bench, case)
    link = Link(
        user="davi", party=party_of(NAMES[1][1]), since=date(2024, 3, 1), act="Declaração 9/2026", kind="conselheiro",
        provision="dec-167:art-27:inc-I",
    )  # fmt: skip
    await entered(bench, case, link)
    withdrawn = bench.facts(case, FactKind.TASK_WITHDRAWN)[-1]
    assert (withdrawn.data["task"], withdrawn.data["reason"]) == (minutes.id, "impedimento de quem foi designado")
    started = await bench.fact(case, FactKind.CHILD_STARTED)
    assert started.data["type"] == ComissaoDeSelecao.about.id
    told = bench.facts(case, FactKind.IMPEDIMENT_DECLARED)
    assert [(one.data["person"], one.provision) for one in told] == [("davi", "dec-167:art-27:inc-I")]
    child = await bench.fact(str(started.data["child"]), FactKind.TASK_OFFERED)
    assert child.data["decl"] == "comissao-selecao.substituicao"
