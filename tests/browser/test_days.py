"""A day of those who do not sit at the desk: an organisation on a phone without scripts, a citizen, who manages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Windows
from tests.browser.windows import sign_in
from tests.fixtures.living import HEARING, Living

pytestmark = [pytest.mark.browser, pytest.mark.engines]
PHONE = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": False}


def test_an_organisation_proposes_from_a_phone_and_anybody_with_the_receipt_follows_it(window: Windows) -> None:
    title = "Ponte do Ribeirão Claro"
    with window(**PHONE) as page:
        sign_in(page, "osc")
        page.goto("/minha-organizacao")
        expect(page.get_by_role("heading", name="O que precisamos de vocês")).to_be_visible()
        page.goto("/processos/novo/pmis")
        page.get_by_label("Do que trata a proposta").fill(title)
        page.get_by_label("Nome de quem assina").fill("Associação do Ribeirão")
        page.get_by_label("CNPJ").fill("12.345.678/0001-95")
        page.get_by_label("E-mail ou telefone").fill("osc@exemplo.invalid")
        page.get_by_label("Interesse público envolvido").fill("A ponte leva à escola.")
        page.get_by_label("Diagnóstico da realidade").fill("Caiu na cheia de janeiro.")
        page.get_by_role("button", name="Protocolar").last.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        page.get_by_role("link", name="Recibos do que você enviou").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Recibos do que foi enviado")
        page.get_by_role("main").get_by_role("link").last.click()
        expect(page.locator("code.code")).to_be_visible()
        number = page.get_by_role("heading", level=1).inner_text()
        code = page.locator("code.code").inner_text()
        page.goto("/minha-organizacao")
        expect(page.get_by_role("main")).to_contain_text(title)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320
    with window(java_script_enabled=False) as stranger:
        stranger.goto("/protocolo")
        stranger.get_by_label("Número do protocolo").fill(number)
        stranger.get_by_label("Código do recibo").fill(code)
        stranger.get_by_role("button", name="Ver o pedido").click()
        expect(stranger.get_by_role("main")).to_contain_text("Área técnica")
        stranger.goto("/protocolo")
        stranger.get_by_label("Número do protocolo").fill(number)
        stranger.get_by_label("Código do recibo").fill("AAAA-BBBB-CCCC-DDDD")
        stranger.get_by_role("button", name="Ver o pedido").click()
        expect(stranger.get_by_role("alert")).to_contain_text("Não achamos esse recibo")


def test_a_citizen_finds_out_counts_and_takes_data_home_without_scripts(window: Windows, living: Living) -> None:
    title = "Balsa do Porto Velho"
    living.start(title, steps=HEARING)
    with window(java_script_enabled=False, color_scheme="dark") as page:
        page.goto("/")
        page.get_by_role("main").get_by_role("link", name=title).first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(title)
        page.goto("/calculadora")
        page.get_by_label("Quantidade").fill("5")
        page.get_by_label("Dia da publicação, notificação ou protocolo").fill("2026-05-28")
        page.get_by_role("button", name="Calcular").click()
        expect(page.locator("#r")).to_contain_text("8 de junho de 2026")
        page.goto("/dados")
        expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("dados", re.IGNORECASE))
        page.goto("/verificar")
        page.get_by_role("main").get_by_role("textbox").first.fill("AAAA-AAAA-AAAA-AAAA")
        page.get_by_role("main").get_by_role("button").first.click()
        expect(page.get_by_role("main")).to_contain_text(re.compile("não", re.IGNORECASE))


def test_who_manages_goes_from_a_figure_to_its_list_and_gives_a_task_to_another(
    window: Windows, living: Living
) -> None:
    case = living.start("Bueiro da Linha Doze")
    task = living.task(case)
    living.do("helena", f"/tasks/{task}/claim", {})
    with window() as page:
        sign_in(page, "marta")
        page.get_by_role("link", name="Painel").first.click()
        page.locator("main a[href^='/processos?'][href*='pmis']").filter(visible=True).first.click()
        expect(page.get_by_role("main")).to_contain_text("Bueiro da Linha Doze")
        page.goto(f"/tarefas/{task}/redistribuir")
        page.get_by_label("A quem").select_option(label="Caio Bastos")
        page.get_by_label("Motivo").fill("Helena está em férias.")
        page.get_by_role("main").locator("form .actions button").first.click()
        expect(page.locator(".flash")).to_contain_text("redistribuída")
        page.goto(f"/tarefas/{task}")
        expect(page.get_by_role("main")).to_contain_text("Caio Bastos")
        with page.expect_download() as table:
            page.goto("/painel")
            page.get_by_role("link", name="Baixar todos os números em CSV").click()
        assert table.value.suggested_filename.endswith(".csv")
