"""A PMIS from the proposal to the published answer, by its persons, through the pages alone."""

from __future__ import annotations

import re
from contextlib import ExitStack
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Windows
from tests.browser.windows import sign_in
from tests.fixtures.living import TODAY, Living

pytestmark = [pytest.mark.browser, pytest.mark.engines]
SAID = "Passo por ali todo dia: a ponte do córrego é a que mais falta faz."


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_proposal_is_answered_by_its_persons(window: Windows, scripts: bool) -> None:
    title = f"Pontes da Gleba Aroeira, {'com' if scripts else 'sem'} script"
    with ExitStack() as exits:
        joana, helena, rosa, antonia, anybody = (
            exits.enter_context(window(java_script_enabled=scripts)) for _ in range(5)
        )
        for page, login in ((joana, "joana"), (helena, "helena"), (rosa, "rosa"), (antonia, "antonia")):
            sign_in(page, login)

        case = _propose(joana, title)
        _admit(helena, title)
        _publish(rosa, title, "Registrar a divulgação")
        _decide(antonia, title, "Instaurar o PMIS", "Assinar a decisão")
        expect(antonia.locator(".explain-say")).to_contain_text("Aguarda a Área técnica ouvir a sociedade")
        _contribute(anybody, title)
        _hear(helena, title)
        _decide(antonia, title, "Realizar o chamamento", "Assinar a manifestação")
        _answer(rosa, title)
        _publish(rosa, title, "Registrar publicação")

        _read_the_end(joana, anybody, case, title)


def test_who_comes_second_is_told_who_was_first_and_when(window: Windows, living: Living) -> None:
    title = "Bueiro da vicinal da Onça"
    living.start(title)
    with window() as helena, window() as caio:
        sign_in(helena, "helena")
        sign_in(caio, "caio")
        _open(caio, title)
        caio.get_by_label("Motivo").fill("Escrevi isto sem saber.")
        _admit(helena, title)
        caio.get_by_role("radiogroup").get_by_label("Atende", exact=True).first.check()
        caio.get_by_label("Admissível", exact=True).check()
        caio.locator("main form .actions").get_by_role("button", name="Concluir análise").click()
        said = caio.get_by_role("main")
        expect(said).to_contain_text("Helena Prado")
        expect(said).to_contain_text(f"{TODAY:%d/%m/%Y}")
        expect(said).to_contain_text("Escrevi isto sem saber.")


def _propose(page: Page, title: str) -> str:
    """Joana's proposal; returns the address of the case after reading what it waits for and until when."""
    page.get_by_role("link", name="Processos").first.click()
    page.get_by_role("link", name="Iniciar um processo").first.click()
    page.get_by_role("link", name="Iniciar PMIS").click()
    page.get_by_label("Do que trata a proposta").fill(title)
    page.get_by_label("Nome de quem assina").fill("Joana Teles")
    page.get_by_label("CPF").fill("529.982.247-25")
    page.get_by_label("E-mail ou telefone").fill("joana@exemplo.invalid")
    page.get_by_label("Interesse público envolvido").fill("A estrada leva à escola.")
    page.get_by_label("Diagnóstico da realidade").fill("Três pontes caem a cada cheia.")
    page.get_by_role("button", name="Protocolar").last.click()
    expect(page.locator(".flash")).to_have_text("Processo iniciado. Este é o número dele.")
    said = page.locator(".explain-say").inner_text()
    assert said.startswith("Aguarda a Área técnica analisar a admissibilidade da proposta")
    assert "se ninguém agir, a resposta fica em atraso" in said
    case = page.url
    _prove(page)
    return case


def _prove(page: Page) -> None:
    """The date of the deadline is the same wherever it is read, and its proof ends on it."""
    due = page.locator(".deadline time").first.get_attribute("datetime") or ""
    day = date.fromisoformat(due)
    anniversary = TODAY.replace(year=TODAY.year + 1) if (TODAY.month, TODAY.day) != (2, 29) else date(day.year, 3, 1)
    assert anniversary <= day, "twelve months from the receipt"
    assert (day - anniversary).days < 6, "put off to the next working day only"
    assert day.weekday() < 5
    expect(page.locator(".explain time").first).to_have_text(f"{day:%d/%m/%Y}")
    page.get_by_role("link", name=f"Como se chegou a {day:%d/%m/%Y}").click()
    expect(page.locator("td[data-mark=vence] .n")).to_have_count(1)
    page.get_by_text("Ler a contagem dia a dia, em texto").click()
    days = page.locator(".day-list li")
    expect(days.first).to_contain_text("recebimento da proposta. É o dia zero, não conta.")
    expect(days.last).to_contain_text("vence às 23h59", ignore_case=True)
    assert (days.last.get_attribute("id") or "").endswith(due)


def _open(page: Page, title: str) -> None:
    """The task of the case called `title`, found in the list of those one may take on."""
    page.goto("/tarefas")
    page.get_by_role("navigation", name="Listas de tarefas").get_by_role("link", name="Para assumir").click()
    page.locator(".task", has_text=title).get_by_role("link").click()
    expect(page.locator(".kicker")).to_contain_text(title)


def _done(page: Page, button: str) -> None:
    page.locator("main form .actions").get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".flash")).to_have_text("Tarefa concluída e registrada.")


def _admit(page: Page, title: str) -> None:
    _open(page, title)
    page.get_by_role("button", name="Assumir a tarefa").click()
    expect(page.locator(".flash")).to_have_text("A tarefa está com você.")
    for question in ("Quem assina está identificado", "O interesse público está indicado", "Há diagnóstico"):
        group = page.get_by_role("radiogroup", name=re.compile(question))
        group.get_by_label("Atende", exact=True).check()
    page.get_by_label("Admissível", exact=True).check()
    page.get_by_label("Motivo").fill("A proposta traz o que o art. 13 pede.")
    _done(page, "Concluir análise")
    expect(page.locator(".explain-say")).to_contain_text("divulgar a proposta no sítio oficial")


def _publish(page: Page, title: str, button: str) -> None:
    _open(page, title)
    page.get_by_label("Data da publicação").fill(TODAY.isoformat())
    page.get_by_label("Onde se encontra").fill("https://www.sinfra.mt.gov.br/pmis")
    _done(page, button)


def _decide(page: Page, title: str, outcome: str, button: str) -> None:
    _open(page, title)
    page.get_by_label(outcome, exact=True).check()
    page.get_by_label("Motivo").fill("Convém à região.")
    _done(page, button)


def _contribute(page: Page, title: str) -> None:
    """Anybody, without login: finds the hearing on the portal, speaks, and reads it there."""
    page.goto("/")
    card = page.locator("#participar article", has_text=title)
    expect(card).to_contain_text("Joana Teles, recebida em " + f"{TODAY:%d/%m/%Y}")
    card.get_by_role("link", name="Contribuir").click()
    page.get_by_label("Sua contribuição").fill(SAID)
    page.get_by_label("Seu nome").fill("Nome Que Não Se Publica")
    page.get_by_role("button", name="Enviar contribuição").click()
    expect(page.locator(".flash")).to_have_text("Contribuição recebida. Ela já consta do processo.")
    expect(page.get_by_text(SAID)).to_be_visible()
    expect(page.get_by_text("Sem nome publicado")).to_be_visible()
    assert "Nome Que Não Se Publica" not in page.content()


def _hear(page: Page, title: str) -> None:
    _open(page, title)
    page.get_by_label("Como a sociedade foi ouvida").fill("Pela página pública: quem passa pelas pontes falou.")
    _done(page, "Encerrar a oitiva")


def _answer(page: Page, title: str) -> None:
    _open(page, title)
    page.get_by_label("Data do envio da resposta").fill(TODAY.isoformat())
    page.get_by_label("Como foi enviada").fill("e-mail")
    page.get_by_label("Texto da resposta").fill("O chamamento foi recomendado.")
    _done(page, "Registrar o envio")


def _read_the_end(joana: Page, anybody: Page, case: str, title: str) -> None:
    """What remains to be read: by who proposed, and on the portal by anybody."""
    joana.goto(case)
    expect(joana.locator(".page-meta")).to_contain_text("chamamento", ignore_case=True)
    expect(joana.get_by_role("heading", name="Como este processo terminou")).to_be_visible()
    anybody.goto("/")
    row = anybody.get_by_role("row").filter(has_text=title)
    expect(row).to_contain_text("Joana Teles")
    expect(row).to_contain_text(f"resposta enviada em {TODAY:%d/%m/%Y}")
    row.get_by_role("link").click()
    expect(anybody.get_by_text(f"A resposta foi enviada a quem propôs em {TODAY:%d/%m/%Y}.")).to_be_visible()
    expect(anybody.get_by_role("button", name="Enviar contribuição")).to_have_count(0)
    expect(anybody.get_by_text(SAID)).to_be_visible()
