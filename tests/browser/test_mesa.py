"""The desk by its keys, and a colleague mentioned in a comment, as people do both."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Windows
from tests.browser.windows import sign_in
from tests.fixtures.living import Living

pytestmark = [pytest.mark.browser, pytest.mark.engines]
LIST = "/tarefas?lista=para-assumir&q=Miradouro&ordem=antigas"


@pytest.fixture
def tasks(living: Living) -> list[str]:
    """Two tasks that nobody has taken yet."""
    return [living.task(living.start(f"Miradouro da serra, trecho {n}")) for n in (1, 2)]


def test_rows_are_walked_marked_and_opened_by_keys_that_can_be_turned_off(window: Windows, tasks: list[str]) -> None:
    with window() as page:
        sign_in(page, "caio")
        page.goto(LIST)
        rows = page.locator(".tasks h3 a")
        page.keyboard.press("j")
        expect(rows.nth(0)).to_be_focused()
        for key, at in (("j", 1), ("j", 1), ("k", 0)):
            page.keyboard.press(key)
            expect(rows.nth(at)).to_be_focused()
        page.keyboard.press("x")
        expect(page.locator(".task-mark input").nth(0)).to_be_checked()
        page.keyboard.press("/")
        expect(page.get_by_role("searchbox")).to_be_focused()
        page.keyboard.type("jkx?/")
        expect(page.get_by_role("searchbox")).to_have_value("jkx?/")
        expect(page.get_by_role("dialog")).to_have_count(0)
        rows.nth(0).focus()
        page.keyboard.press("o")
        page.wait_for_url(f"**/tarefas/{tasks[0]}")
        page.goto(LIST)
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Atalhos de teclado")).to_be_visible()
        page.get_by_role("button", name="Desligar os atalhos").click()
        expect(page.locator("[data-teclas=nao]")).to_be_visible()
        page.keyboard.press("j")
        assert not _on_a_row(page)
        page.get_by_role("button", name="Atalhos de teclado").click()
        page.get_by_role("button", name="Ligar os atalhos").click()
        expect(page.locator("[data-teclas=sim]")).to_be_visible()
        page.keyboard.press("j")
        assert _on_a_row(page)


def test_a_colleague_is_chosen_while_one_writes_and_finds_the_comment(window: Windows, tasks: list[str]) -> None:
    with window() as caio, window() as helena:
        sign_in(caio, "caio")
        caio.goto(f"/tarefas/{tasks[0]}")
        caio.get_by_label("Comentar").click()
        caio.keyboard.type("Veja o mapa, @hel")
        expect(caio.get_by_role("option", name="Helena Prado @helena")).to_have_attribute("aria-selected", "true")
        caio.keyboard.press("Enter")
        expect(caio.get_by_label("Comentar")).to_have_value("Veja o mapa, @helena ")
        caio.keyboard.type("por favor.")
        caio.get_by_role("button", name="Comentar").click()
        expect(caio.get_by_text("Avisa Helena Prado.")).to_be_visible()
        sign_in(helena, "helena")
        told = helena.get_by_role("region", name="Mencionam você")
        expect(told).to_contain_text("Veja o mapa, @helena por favor.")
        told.get_by_role("link", name="Analisar a admissibilidade").first.click()
        expect(helena.locator(".comment:target")).to_contain_text("Veja o mapa")
        helena.go_back()
        helena.get_by_role("button", name="Já vi").first.click()
        expect(helena.get_by_role("status")).to_have_text("Anotado: você já viu.")
        expect(helena.get_by_text("Veja o mapa, @helena")).to_have_count(0)


def _on_a_row(page: Page) -> bool:
    return bool(page.evaluate("!!document.activeElement.closest('.task')"))
