"""The administration's answers that no address alone shows, judged as every page is: what moves, and a secret shown."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Windows
from tests.browser.test_every_page import DESK, _faults, _picture
from tests.browser.windows import sign_in
from tests.fixtures.living import Living

pytestmark = [pytest.mark.browser, pytest.mark.engines]


def _judge(page: Page, name: str) -> list[str]:
    found = [f"{name}: {fault}" for fault in _faults(page)]
    _picture(page, f"adm-{name}")
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    return found


def test_what_moves_and_what_is_shown_once_are_for_everybody(window: Windows, living: Living) -> None:
    living.start("Mirante da serra de São Vicente", steps=3)
    found = []
    with window(viewport=DESK, color_scheme="light") as page:
        sign_in(page, "ada")
        page.goto("/administracao/contagem/nova")
        page.get_by_role("button", name="Ver o que muda").click()
        found += _judge(page, "recusado")
        page.get_by_label("Contagem").select_option("lei_7692")
        page.get_by_label("Ato", exact=True).fill("Portaria 9/2026")
        page.get_by_label("Vale desde").fill("2026-01-02")
        page.get_by_label("O ato alcança os prazos já abertos").check()
        page.get_by_role("button", name="Ver o que muda").click()
        page.get_by_role("heading", name="Confira o que muda").wait_for()
        found += _judge(page, "conferir")
        page.goto("/administracao/pessoas")
        page.get_by_role("main").get_by_role("link", name="Caio Bastos").click()
        page.get_by_role("link", name="Criar um token").click()
        page.get_by_label("Nome").fill("painel")
        page.get_by_label("Ler o que a pessoa pode ler").check()
        page.get_by_role("button", name="Criar e mostrar").click()
        assert page.get_by_label("Token").input_value().startswith("tramita_")
        found += _judge(page, "segredo")
        page.get_by_role("link", name="Já guardei").click()
        found += _judge(page, "pessoa")
        page.goto("/administracao/registro")
        found += _judge(page, "registro")
    assert found == []
