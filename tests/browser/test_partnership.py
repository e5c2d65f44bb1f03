"""A partnership from its first day to its first accounts decided, through the pages, and what anybody reads of it.

Nobody acts but by a page, and the terms pass on an engine whose time skips. A goal is missed, so that the accounts go
through the financial team before the Secretary decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from activities.parties import party_of
from tests.browser.hands import attach_all, start
from tests.browser.test_call import BOARD, CLAUSES, NAMES, WHY
from tests.browser.walks import Walk
from tests.fixtures.skipping import Skipping, skipping
from workers.commands.demo import CNPJ, PEOPLE

pytestmark = [pytest.mark.browser, pytest.mark.engines]
NUMBER, OBJECT = "Termo de Colaboração 7/2026", "Conservação de 48 km da MT-251"
IDS = {person.login: person.id for person in PEOPLE}


@pytest.fixture(scope="module")
def tramita(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Skipping]:
    with skipping(tmp_path_factory.mktemp("skipping") / "home") as running:
        yield running


def test_a_partnership_from_its_first_day_to_its_accounts(chromium: Browser, tramita: Skipping) -> None:
    with ExitStack() as exits:
        for _ in whole(Walk(tramita, chromium, exits)):
            pass


def whole(walk: Walk) -> Iterator[str]:
    """The partnership, part by part; after each part, what it is called."""
    walk.wait(1)
    for part in (the_start, the_instalment, the_accounts, the_report, the_analysis, the_finances, the_decision):
        part(walk)
        yield part.__name__


def the_start(walk: Walk) -> None:
    """Arts. 36 and 38: an instrument that has effect since today, and its calendar of disbursement."""
    today = walk.today
    members = [
        {"pessoa": IDS[one], "nome": NAMES[one], "vinculo": "cargo-efetivo", "faz_visitas": one == BOARD[0]}
        for one in BOARD
    ]
    start(walk.at("ada"), "Iniciar Parceria", {
        "instrumento": {
            "numero": NUMBER, "tipo": "termo-de-colaboracao", "objeto": OBJECT,
            "organizacao": "Instituto Caminhos do Cerrado", "parte": party_of(CNPJ),
            "assinado_em": (today - timedelta(days=5)).isoformat(), "eficaz_desde": today.isoformat(),
            "plano_aprovado_em": (today - timedelta(days=20)).isoformat(),
            "minuta": {
                "clausulas": CLAUSES, "plano_anexo": True, "valor_do_repasse": "1.100.000,00",
                "empenho": "2026NE000123", "empenho_em": (today - timedelta(days=15)).isoformat(),
                "vigencia_em_meses": "12", "admite_prorrogacao": False, "devolucao_em_dias": "30",
                "aviso_de_rescisao_em_dias": "60", "titularidade": "sinfra", "compra_equipamentos": False,
            },
            "gestores": [{"pessoa": IDS["caio"], "nome": NAMES["caio"]}], "comissao": members,
        },
        "parcelas": [
            {"numero": "1", "dia": today.isoformat(), "valor": "600.000,00"},
            {"numero": "2", "dia": (today + timedelta(days=120)).isoformat(), "valor": "500.000,00"},
        ],
    })  # fmt: skip


def the_instalment(walk: Walk) -> None:
    """Arts. 38 and 39: to an account of its own, through open gates."""
    walk("osc", "Informar a conta específica da parceria", {
        "banco": "Banco do Brasil", "agencia": "1234-5", "conta": "67.890-1", "especifica": True,
        "banco_publico": True, "isenta_de_tarifas": True, "aplicacao": "poupanca", "registro_contabil": True,
    })  # fmt: skip
    walk("otto", "Conferir a conta específica", WHY, "conferida")
    later = (walk.today + timedelta(days=20)).isoformat()
    walk("marta", "Autorizar a liberação da parcela", {**WHY, "despesa_prevista_em": later})
    paid = {"creditado_em": walk.today.isoformat(), "valor": "600.000,00", "ordem_bancaria": "OB 77/2026"}
    walk("otto", "Transferir a parcela e registrar o crédito", paid)


def the_accounts(walk: Walk) -> None:
    """Art. 80: at the end of the first period, with its documents."""
    walk.wait(92)
    osc = walk.at("osc")
    attach_all(osc, "Apresentar a prestação de contas parcial")
    done = {"resumo": "Doze quilômetros conservados; o trecho norte espera a seca."}
    walk("osc", "Apresentar a prestação de contas parcial", done)


def the_report(walk: Walk) -> None:
    """Arts. 53 and 54: the commission's report, which the manager receives."""
    walk(BOARD[0], "Elaborar o relatório técnico de monitoramento e avaliação", {
        "objeto": OBJECT, "atividades": "Doze quilômetros no trecho sul.", "metas_comprovadas": True,
        "indicadores": "O trecho sul atende aos indicadores do plano.", "transferido": "600.000,00",
        "utilizado": "410.000,00", "auditorias": "Não houve.", "sem_fotos_porque": "A visita é na próxima semana.",
    })  # fmt: skip
    for login in BOARD[1:]:
        walk(login, "Apreciar o relatório técnico", WHY, "homologar")
    walk("caio", "Receber o relatório técnico homologado")


def the_analysis(walk: Walk) -> None:
    """Arts. 84 and 86: a goal is missed; the organisation answers with the financial report."""
    missed = {**WHY, "cumprimento": "descumprido", "indicio": False}
    walk("caio", "Analisar as contas parciais", missed, "irregular")
    told = {**WHY, "entregue_em": walk.today.isoformat(), "como": "Recibo no processo"}
    walk("caio", "Notificar a organização da irregularidade", told)
    walk("osc", "Responder à notificação", WHY, "com-relatorio")
    attach_all(walk.at("osc"), "Entregar o Relatório de Execução Financeira Parcial")
    walk("osc", "Entregar o Relatório de Execução Financeira Parcial")


def the_finances(walk: Walk) -> None:
    """Art. 87: the team reports, and whoever is above it opines."""
    walk("celia", "Emitir o Relatório de Análise Financeira Parcial", {**WHY, "despesas_conformes": True})
    walk("nuno", "Emitir o Parecer Financeiro Parcial Conclusivo", WHY, "favoravel")


def the_decision(walk: Walk) -> None:
    """Art. 85: the manager concludes, the Secretary decides, and anybody reads the result."""
    walk("caio", "Recomendar providências ao Secretário", WHY, "sem-recomendacao")
    walk(BOARD[0], "Juntar o termo de aceitação provisória da obra", WHY, "sem-obra")
    justified = {**WHY, "cumprimento": "parcial-justificado"}
    walk("caio", "Emitir o Parecer Técnico Parcial Conclusivo", justified, "favoravel")
    walk("antonia", "Decidir sobre as contas parciais", WHY, "aprovar")
    page = walk.at()
    page.goto("/publico/parcerias")
    page.get_by_role("link", name=NUMBER).click()
    said = page.get_by_role("main")
    for words in (OBJECT, "600.000,00", "Contas parciais aprovadas", f"{walk.today:%d/%m/%Y}"):
        expect(said).to_contain_text(words)
    expect(said).not_to_contain_text(NAMES["caio"])
