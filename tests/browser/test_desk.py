"""The desk in a browser: nothing typed is lost, nothing is kept of whoever left, and no mouse is needed."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Windows
from tests.browser.windows import sign_in
from tests.fixtures.living import Living
from workers.commands.demo import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.engines]

KEPT = "Object.keys(localStorage).filter(name => name.startsWith('tramita:'))"
SAVED = re.compile(r"^Rascunho salvo às \d{1,2}h\d{2}$")


@pytest.fixture
def task(living: Living) -> str:
    """The address of a task that Helena has taken."""
    id = living.task(living.start("Ponte sobre o ribeirão da Lapa"))
    living.do("helena", f"/tasks/{id}/claim", {})
    return f"/tarefas/{id}"


def test_a_draft_saves_itself_and_a_lost_connection_loses_nothing(window: Windows, task: str) -> None:
    with window() as page:
        sign_in(page, "helena")
        page.goto(task)
        page.get_by_label("Motivo").fill("Primeiras palavras.")
        expect(page.locator("[data-dito]")).to_have_text(SAVED)
        assert page.evaluate(KEPT) == []
        page.context.set_offline(True)
        page.get_by_label("Motivo").fill("Palavras sem conexão.")
        _now(page)
        expect(page.get_by_role("alert")).to_contain_text("Sem conexão.")
        assert len(page.evaluate(KEPT)) == 1
        page.context.set_offline(False)
        expect(page.locator("[data-dito]")).to_have_text(SAVED)
        page.wait_for_function(f"{KEPT}.length === 0")
        page.reload()
        expect(page.get_by_label("Motivo")).to_have_value("Palavras sem conexão.")


def test_words_written_while_the_session_ended_come_back_after_signing_in(window: Windows, task: str) -> None:
    with window() as page:
        sign_in(page, "helena")
        page.goto(task)
        page.context.clear_cookies()
        page.get_by_label("Motivo").fill("Escrevi sem sessão.")
        page.get_by_label("Admissível", exact=True).check()
        expect(page.get_by_role("alert")).to_contain_text("A sua sessão terminou.")
        page.get_by_role("link", name="Entrar de novo e continuar").click()
        _enter(page)
        page.wait_for_url(f"**{task}")
        expect(page.get_by_label("Motivo")).to_have_value("Escrevi sem sessão.")
        expect(page.get_by_label("Admissível", exact=True)).to_be_checked()
        expect(page.get_by_text("Voltou ao formulário o que você tinha escrito")).to_be_visible()
        expect(page.locator("[data-dito]")).to_have_text(SAVED)
        page.wait_for_function(f"{KEPT}.length === 0")


def test_a_page_whose_session_ended_falls_silent(window: Windows, task: str) -> None:
    with window() as page:
        sign_in(page, "helena")
        page.goto(task)
        page.context.clear_cookies()
        again = """() => new Promise(done => {
          const source = new EventSource(document.querySelector("[data-vivo]").dataset.vivo);
          source.onerror = () => done(source.readyState === EventSource.CLOSED);
        })"""
        assert page.evaluate(again)


def test_an_act_sent_after_the_session_ended_comes_back_to_its_form(window: Windows, task: str) -> None:
    with window() as page:
        sign_in(page, "helena")
        page.goto(task)
        page.context.clear_cookies()
        page.get_by_label("Motivo").fill("Concluí sem sessão.")
        for group in page.get_by_role("radiogroup").all():
            group.get_by_label("Atende", exact=True).check()
        page.get_by_label("Admissível", exact=True).check()
        page.locator("main form .actions").get_by_role("button", name="Concluir análise").click()
        _enter(page)
        page.wait_for_url(f"**{task}")
        expect(page.get_by_label("Motivo")).to_have_value("Concluí sem sessão.")
        page.locator("main form .actions").get_by_role("button", name="Concluir análise").click()
        expect(page.get_by_text("Tarefa concluída e registrada.")).to_be_visible()
        assert page.evaluate(KEPT) == []


def test_nothing_is_kept_of_whoever_left_nor_shown_to_another(window: Windows, task: str) -> None:
    with window() as page:
        sign_in(page, "helena")
        _plant(page, task, "0123456789abcdef")
        page.goto(task)
        expect(page.get_by_label("Motivo")).to_have_value("")
        assert page.evaluate(KEPT) == []
        owner = page.locator("form[data-rascunho]").get_attribute("data-rascunho") or ""
        _plant(page, task, owner)
        page.goto("/tarefas")
        assert len(page.evaluate(KEPT)) == 1
        page.get_by_role("button", name="Sair").first.click()
        expect(page.get_by_text("Você saiu. Até a próxima.")).to_be_visible()
        assert page.evaluate(KEPT) == []


def test_without_scripts_the_button_saves(window: Windows, task: str) -> None:
    with window(java_script_enabled=False) as page:
        sign_in(page, "helena")
        page.goto(task)
        page.get_by_label("Motivo").fill("Sem script.")
        page.get_by_role("button", name="Salvar rascunho").click()
        expect(page.locator(".flash")).to_have_text("Rascunho salvo. Só você o vê.")
        expect(page.get_by_label("Motivo")).to_have_value("Sem script.")


def test_errors_lead_to_their_fields(window: Windows, task: str) -> None:
    with window() as page:
        sign_in(page, "helena")
        page.goto(task)
        page.get_by_label("Admissível", exact=True).check()
        page.locator("main form .actions").get_by_role("button", name="Concluir análise").click()
        expect(page.locator(".error-summary")).to_be_focused()
        page.get_by_role("link", name="Preencha “Motivo”").press("Enter")
        expect(page.get_by_label("Motivo")).to_be_focused()


@pytest.mark.parametrize(
    ("label", "typed", "shown"),
    [
        ("CPF", "52998224725", "529.982.247-25"),
        ("CPF", "529.982", "529.982"),
        ("CNPJ", "12abc34501de35", "12.ABC.345/01DE-35"),
        ("CNPJ", "12345678000195", "12.345.678/0001-95"),
    ],
)
def test_numbers_are_written_as_people_read_them(window: Windows, label: str, typed: str, shown: str) -> None:
    with window() as page:
        sign_in(page, "joana")
        page.goto("/processos/novo/pmis")
        field = page.get_by_label(label).first
        field.focus()
        page.keyboard.insert_text(typed)
        expect(field).to_have_value(typed)
        page.keyboard.press("Tab")
        expect(field).to_have_value(shown)


def test_a_task_is_taken_from_the_list_by_keyboard_alone(window: Windows, living: Living) -> None:
    id = living.task(living.start("Bueiro do córrego Seco"))
    with window() as page:
        sign_in(page, "helena")
        page.goto("/tarefas?lista=para-assumir&q=Bueiro+Seco")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Pular para o conteúdo")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        _tab_to(page, f"m-{id}")
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Analisar a admissibilidade")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Assumir")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("1 tarefa assumida")


def _now(page: Page) -> None:
    """Let the script save at once, without the pause that it makes between savings."""
    page.evaluate("window.dispatchEvent(new Event('online'))")


def _enter(page: Page) -> None:
    page.get_by_label("Usuário").fill("helena")
    page.get_by_label("Senha").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Entrar").click()


def _plant(page: Page, task: str, owner: str) -> None:
    """What a form of the task would have kept of `owner`'s words."""
    kept = json.dumps({"dono": owner, "em": 4_000_000_000_000, "enviado": False, "campos": [["motivo", "De outrem."]]})
    page.evaluate("([name, kept]) => localStorage.setItem(name, kept)", [f"tramita:{task}", kept])


def _tab_to(page: Page, id: str) -> None:
    """Press Tab until the element of that id has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == id:
            return
    raise AssertionError(f"#{id} is not reached")
