"""Art. 80: intervals that count from the first release, as the rules, the agenda and the public list have them."""

from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.execucao.test_parceria_costuras import public, told
from tests.kernel.test_seam import Seams
from workers.simulation.run import simulate
from workers.simulation.scenario import load
from workflows.clock import ZONE, Policy, load_calendar
from workflows.contas.prestacoes_devidas import Contagem, Intervalos, prestacoes
from workflows.execucao.agenda_das_contas import fins_de_periodo
from workflows.execucao.atos_da_parceria import VIGENCIA
from workflows.execucao.regras_ciclos import DA_LIBERACAO, DaLiberacao
from workflows.execucao.regras_da_parceria import primeira_liberacao
from workflows.kernel.messages import CaseResult
from workflows.kernel.schedules import Sight
from workflows.kernel.state import Context, ParameterOverride
from workflows.norms import Param

SCENARIO = Path("docs/scenarios/parceria-contas-da-liberacao.yaml")
INICIO, FIM = date(2026, 3, 25), date(2027, 5, 25)
COMECOU = datetime(2026, 3, 26, 9, tzinfo=ZONE)


def repasse(outcome: str, quando: datetime, **data: Any) -> CaseResult:
    return CaseResult(case="x", outcome=outcome, ended_at=quando, data=data)


def test_the_choice_is_one_of_the_norms() -> None:
    assert DA_LIBERACAO in Param("inicio_contagem_90_dias").choices
    assert Param("inicio_contagem_90_dias").default == "inicio_da_vigencia"


def test_the_first_that_was_released_counts_from_its_credit_known_when_it_was_recorded() -> None:
    nada: Any = SimpleNamespace(liberadas=())
    quando = datetime(2026, 8, 12, 2, tzinfo=ZONE)
    impedida = repasse("parcela-nao-liberada", quando)
    um = repasse("parcela-liberada", quando, liberada_em="2026-08-10")
    outro = repasse("parcela-liberada", quando, liberada_em="2026-10-10")
    assert primeira_liberacao(nada, [impedida]) == DaLiberacao()
    assert primeira_liberacao(nada, [impedida, um, outro]) == DaLiberacao(date(2026, 8, 10), date(2026, 8, 12))
    antes: Any = SimpleNamespace(liberadas=(SimpleNamespace(dia=date(2026, 4, 2)),))
    assert primeira_liberacao(antes, [um]) == DaLiberacao(date(2026, 4, 2))


def agenda(liberadas: list[dict[str, str]], decretado: Context) -> list[date]:
    """The days that an act on the interval is told of."""
    termo = SimpleNamespace(anchor=INICIO, budget=SimpleNamespace(until=FIM))
    vigencia: Any = SimpleNamespace(decl=VIGENCIA.id, running=True, term=termo)
    caso = Sight({"liberadas": liberadas}, COMECOU, [vigencia], date(2026, 3, 26))
    return [um.on for um in fins_de_periodo(caso, decretado)]


def test_the_agenda_says_no_days_that_wait_for_a_release_and_those_that_one_gives() -> None:
    por_ato = ParameterOverride(key="inicio_contagem_90_dias", value=DA_LIBERACAO, since=date(2026, 1, 2), act="P 4")
    depois = ParameterOverride(
        key="inicio_contagem_90_dias", value=DA_LIBERACAO, since=date(2026, 1, 2), act="P 5",
        entered_at=datetime(2026, 5, 1, tzinfo=ZONE), reaches_open=True,
    )  # fmt: skip
    da_vigencia = [date(2026, 6, 22), date(2026, 9, 20), date(2026, 12, 19), date(2026, 12, 31)]
    assert agenda([], Context()) == agenda([{"dia": "2026-04-02", "valor": "1"}], Context()) == da_vigencia
    assert agenda([], Context(parameters=(depois,))) == da_vigencia, "what the partnership began with holds"
    assert agenda([], Context(parameters=(por_ato,))) == []
    # By hand: 2 Apr is the first, 30 Apr the 29th, 31 May the 60th, 30 June the 90th.
    liberada = agenda([{"dia": "2026-04-02", "valor": "1"}], Context(parameters=(por_ato,)))
    assert liberada == [date(2026, 6, 30), date(2026, 9, 28), date(2026, 12, 27), date(2026, 12, 31)]


def test_the_public_list_owes_the_same_periods() -> None:
    por = Contagem(Policy.PRUDENTE, load_calendar("mt-cuiaba"))
    sem = [um.fim for um in prestacoes(INICIO, FIM, Intervalos(90, None, "12-31", contagem=DaLiberacao()), por)]
    assert sem == [date(2026, 12, 31), FIM]
    da_liberacao = DaLiberacao(date(2026, 8, 10), date(2026, 8, 11))
    com = [um.fim for um in prestacoes(INICIO, FIM, Intervalos(90, None, "12-31", contagem=da_liberacao), por)]
    assert com == [date(2026, 11, 7), date(2026, 12, 31), date(2027, 2, 5), date(2027, 5, 6), FIM]


async def test_a_release_is_counted_from_once_however_often_runs_hand_over(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = await simulate(load(SCENARIO))
    seams = Seams(monkeypatch)
    seams.after_days(23)
    long = await simulate(load(SCENARIO))
    assert seams.count > 1
    assert whole.failures == long.failures == []
    assert told(long) == told(whole)
    assert public(long) == public(whole)
    (partnership,) = [said for said in public(whole).values() if "contagem_das_contas" in said]
    assert partnership["contagem_das_contas"] == {"dia": "2026-08-10", "sabida_em": "2026-08-11"}
