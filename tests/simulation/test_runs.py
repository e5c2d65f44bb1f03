"""What goes otherwise than the scenario says is named with its line; what is printed has the shape of the API."""

import asyncio
import json
import sys
from pathlib import Path

import pytest

from activities.records.chain import Link, verify_chain
from tests.simulation.conftest import SHIPPED, Altered
from workers.simulation.report import as_json, waits_for
from workers.simulation.run import Run, simulate
from workers.simulation.scenario import load
from workflows.kernel.state import Fact

OTHERWISE = {
    "another outcome": (
        "pmis-nao-admitido", {"  outcome: inadmitido": "  outcome: nao-instaurado"},
        ["line 42: expected the outcome nao-instaurado, got inadmitido"],
    ),
    "another due date": (
        "pmis-nao-admitido", {"{pmis.prazo-total: 2027-03-02}": "{pmis.prazo-total: 2027-03-03}"},
        ["line 43: expected pmis.prazo-total due on 2027-03-03, got 2027-03-02"],
    ),
    "another day of a fact": (
        "pmis-nao-admitido", {"outcome: inadmissivel}, on: 2026-03-09": "outcome: inadmissivel}, on: 2026-03-10"},
        ["line 45: expected TaskCompleted with {'outcome': 'inadmissivel'} on 2026-03-10, "
         "it was recorded on 2026-03-09"],
    ),
    "a fact that should not be": (
        "pmis-nao-admitido", {"where: {what: proposta}": "where: {what: resultado}"},
        ["line 46: Published with {'what': 'resultado'} was recorded and should not have been"],
    ),
    "a task that never came": (
        "pmis-nao-admitido", {"expect:\n": "  - {task: pmis.manifestacao-final, outcome: realizar}\nexpect:\n"},
        ["line 41: the task pmis.manifestacao-final never came"],
    ),
    "an event that was not possible": (
        "pmis-nao-admitido",
        {"expect:\n": "events:\n  - event: pmis.contribuicao\n    after: {fact: StageEntered, where: {stage: oitiva}}\n"
                      "expect:\n"},
        ["line 42: pmis.contribuicao was not possible: the fact it follows never came"],
    ),
    "a refusal that did not come": (
        "pmis-nao-admitido", {"    form: *analise\n": "    form: *analise\n    refused: pessoa-impedida\n"},
        ["line 27: complete pmis.analise-de-admissibilidade by helena was accepted; "
         "the scenario says it is refused (pessoa-impedida)"],
    ),
    "a register without an answer": (
        "habilitacao-sem-cadastro", {"name: cadastramento.cadastro": "name: cadastramento.outro"},
        ["cadastramento.cadastro was asked of {'party': 'org-74fcb98ff7bb1884', 'on': '2026-03-09'}; "
         "'registers' says no answer"],
    ),
    "a start that was accepted": (
        "pmis-fora-do-periodo", {"2026-06-01T08:00": "2026-05-29T08:00", "expect:": "until: 2026-06-05\nexpect:"},
        ["line 23: the start was accepted"],
    ),
    "a start that was refused": (
        "pmis-fora-do-periodo", {"  refused: vedado-pela-norma": "  outcome: inadmitido"},
        ["line 16: the start was refused: vedado-pela-norma: Em 01/06/2026 não está aberto o período de "
         "recebimento. (dec-167:art-13:par-unico)"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", OTHERWISE.values(), ids=OTHERWISE)
async def test_the_line_is_named(case: tuple[str, dict[str, str], list[str]], altered: Altered) -> None:
    name, changes, failures = case
    run = await simulate(load(altered(name, changes)))
    assert run.failures == failures


async def test_a_refused_answer_is_named_with_its_provision(altered: Altered) -> None:
    changes = {"    refused: vedado-pela-norma\n": ""}
    run = await simulate(load(altered("pmis-nao-admitido", changes)))
    (failure,) = run.failures
    assert failure.startswith("line 17: complete pmis.analise-de-admissibilidade by helena was refused: vedado-pela")
    assert failure.endswith("(dec-167:art-13)")
    assert run.outcome is None


async def test_a_case_for_which_nobody_does_anything_says_what_it_waits_for(altered: Altered) -> None:
    run = await simulate(load(altered("pmis-desistencia", {"plus: 20d": "plus: 40000d"})))
    assert "nothing can happen any more" in run.failures
    (sentence,) = waits_for(run)
    assert "ouvir a sociedade" in sentence
    assert "art.\N{NO-BREAK SPACE}14, IV" in sentence


async def test_a_date_cuts_the_run_short(altered: Altered) -> None:
    run = await simulate(load(altered("pmis-prazo-estourado", {"expect:\n": "until: 2027-03-02\nexpect:\n"})))
    last = run.records.log[-1][1].fact
    assert last.data["days"] == 7
    assert run.outcome is None


async def test_the_same_scenario_gives_the_same_facts() -> None:
    loaded = load(SHIPPED / "pmis-prazo-estourado.yaml")
    first, second = await simulate(loaded), await simulate(loaded)
    assert first.records.log == second.records.log


async def test_json_lines_have_the_shape_of_the_api_and_a_chain_that_holds() -> None:
    loaded = load(SHIPPED / "pmis-nao-admitido.yaml")
    *facts, ending = [json.loads(line) for line in as_json(loaded, await simulate(loaded))]
    keys = ["case", "seq", "fact", "at", "actor", "provision", "act", "data", "prev_hash", "hash"]
    assert all(list(fact) == keys for fact in facts)
    assert facts[0]["at"] == "2026-03-02T09:00:00-04:00"
    assert verify_chain("pmis-1", [_link(fact) for fact in facts]) == []
    assert (ending["outcome"], ending["failures"]) == ("inadmitido", [])


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({}, 0, ""),
        ({"{pmis.prazo-total: 2027-03-02}": "{pmis.prazo-total: 2027-03-03}"}, 1, "line 43"),
        ({"after: 7d": "after: sete dias"}, 2, ":29:5: people.1.after"),
    ],
)
async def test_the_command_ends_with_the_code_that_scripts_rely_on(
    change: dict[str, str], code: int, said: str, altered: Altered
) -> None:
    got, out, err = await _tramita("simulate", altered("pmis-nao-admitido", change))
    assert (got, said in err) == (code, True)
    assert ("Resultado: Proposta inadmitida" in out) is (code != 2)


async def test_the_catalogue_is_printed_as_the_door_has_it() -> None:
    from workflows.kernel.catalog import entry

    code, out, _ = await _tramita("procedures", "--json")
    assert code == 0
    assert next(one for one in json.loads(out) if one["id"] == "pmis") == json.loads(json.dumps(entry("pmis")))
    code, out, _ = await _tramita("procedures")
    assert "pmis.analise-de-admissibilidade" in out


async def _tramita(*arguments: str | Path) -> tuple[int | None, str, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "workers.cli", *map(str, arguments),
        cwd=SHIPPED.parents[1], stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


def _link(fact: dict[str, object]) -> Link:
    content = {key: fact[key] for key in ("seq", "at", "actor", "provision", "act", "data")}
    return Link(Fact.model_validate({**content, "kind": fact["fact"]}), str(fact["prev_hash"]), str(fact["hash"]))


def test_a_run_without_records_has_no_outcome() -> None:
    from workers.simulation.memory import MemoryRecords

    assert Run("pmis-1", MemoryRecords()).outcome is None
