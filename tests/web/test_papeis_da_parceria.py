"""The documents of a call and of a celebration: each comes into being, is printed, and says what the decree wants."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from activities.documents.paper import Clauses, Field, Table, Text
from activities.documents.press import press
from tests.web.papeis_simulados import Printed, documents_in
from workers.simulation.run import simulate
from workers.simulation.scenario import load
from workflows.kernel import OfficialDocument
from workflows.kernel.registry import declarations
from workflows.parcerias import documentos_da_celebracao, documentos_do_chamamento
from workflows.procedures import procedures

pytestmark = pytest.mark.engines
SCENARIOS = Path(__file__).resolve().parents[2] / "docs" / "scenarios"
SHOWN = (
    "chamamento-tres-recursos", "chamamento-homologado", "chamamento-retificado", "chamamento-impedido-antes",
    "chamamento-habilitacao-por-ordem", "chamamento-revogado", "chamamento-deserto",
    "celebracao-juridico-recurso-provido", "celebracao-recurso-provido", "celebracao-contas-impedem",
    "celebracao-registro-no-sigpar", "celebracao-pedagio-sem-inviabilidade", "dispensa-antecipada-e-anulada",
    "designacao-comissao-substituida", "plano-ajustado-duas-vezes", "inviabilidade-do-pedagio", "rede-formalizada",
    "rede-sem-chamamento-nao-autorizada", "cadastramento-cooperativa-nova", "habilitacao-tecnica-comprovada",
    "chamamento-regularizacao-conferida", "celebracao-recurso-acima-por-ato",
)  # fmt: skip
INCISOS_DO_ART_18 = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
PRIVATE = re.compile(r"org-[0-9a-f]{16}|\b(helena|antonia|rosa|paulo)\b")


def _declared() -> Iterator[OfficialDocument]:
    for module in (documentos_do_chamamento, documentos_da_celebracao):
        yield from (one for one in vars(module).values() if isinstance(one, OfficialDocument))


@pytest.fixture(scope="module")
def made() -> dict[str, Printed]:
    """One document of each declaration, from the scenarios."""
    found: dict[str, Printed] = {}
    for name in SHOWN:
        run = asyncio.run(simulate(load(SCENARIOS / f"{name}.yaml")))
        assert run.failures == []
        found = {one.row.decl: one for one in documents_in(run) if one.row.decl} | found
    return found


def _clauses(printed: Printed) -> Clauses:
    return next(part for part in printed.paper.parts if isinstance(part, Clauses))


def _text(printed: Printed) -> str:
    lines: list[str] = []
    for part in printed.paper.parts:
        if isinstance(part, Field):
            lines.append(f"{part.label}: {part.text}")
        elif isinstance(part, Text):
            lines += [part.label, *part.paragraphs]
        elif isinstance(part, Table):
            lines += [part.label, *(cell for row in part.rows for cell in row)]
        else:
            lines += [line for item in part.items for line in (item.title, *item.paragraphs)]
    return "\n".join(lines)


def test_every_document_is_of_its_procedure_and_of_something_that_it_declares() -> None:
    procedures()
    for one in _declared():
        assert declarations()[one.id] is one
        assert not one.of or one.of in declarations()
        assert bool(one.of) is (one in _listed(one))


def _listed(document: OfficialDocument) -> tuple[object, ...]:
    owner = procedures()[document.id.partition(".")[0]]
    return tuple(owner.about.documents)


def test_each_comes_into_being_is_printed_and_names_no_id(made: dict[str, Printed]) -> None:
    assert {one.id for one in _declared()} - set(made) == set()
    for one in _declared():
        printed = made[one.id]
        assert press(printed.paper).startswith(b"%PDF-")
        assert (printed.row.public, printed.paper.title) == (one.public, one.title)
        assert printed.paper.parts
        assert PRIVATE.search(_text(printed)) is None, one.id


def test_opinions_are_only_proved_and_what_is_published_may_be_read(made: dict[str, Printed]) -> None:
    opinions = {id for id, one in made.items() if one.row.template == "parecer"}
    assert opinions
    assert not any(made[id].row.public for id in opinions)
    published = ("edital.inteiro-teor", "edital.extrato", "selecao.resultado", "celebracao.documento-do-extrato")
    assert all(made[id].row.public for id in published)


def test_the_edital_has_each_item_of_article_18_under_its_inciso(made: dict[str, Printed]) -> None:
    edital = made["edital.inteiro-teor"]
    items = _clauses(edital).items
    assert tuple(item.mark for item in items if item.mark) == INCISOS_DO_ART_18
    assert items[0].title == "Tipo de parceria e legislação aplicável"
    assert "22/04/2026" in _text(edital)
    assert edital.paper.heading.startswith("Edital nº ")
    assert made["edital.documento-da-minuta"].paper.heading.startswith("Minuta de edital no processo ")


def test_the_draft_has_the_eighteen_clauses_of_article_36(made: dict[str, Printed]) -> None:
    minuta = made["celebracao.documento-da-minuta"]
    marks = [item.mark for item in _clauses(minuta).items]
    assert (len(marks), marks[0], marks[-1]) == (18, "I", "XVIII")
    assert minuta.paper.heading.startswith("Minuta do instrumento nº ")
    assert "Caminhos do Cerrado" in _text(minuta)


def test_a_summons_is_for_somebody_and_says_the_term(made: dict[str, Printed]) -> None:
    called = made["convocacao-proxima.documento-da-convocacao"].paper
    assert called.to
    assert Field(label="Prazo", text="5 dias, contados da convocação, como fixa o edital") in called.parts


def test_a_result_says_the_order_and_who_is_out(made: dict[str, Printed]) -> None:
    assert "ª: " in _text(made["chamamento-publico.resultado"])
    assert " pontos" in _text(made["selecao.resultado"])
    assert "." not in re.findall(r"\), (\S+) pontos", _text(made["selecao.resultado"]))[0]
