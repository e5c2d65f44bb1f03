"""A public call from the first draft of its edital to the published extract of its instrument, through the pages.

Nobody acts but by a page, and the legal terms pass on an engine whose time skips. It begins with both organisations
registered and qualified.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from activities.parties import party_of
from activities.records.record import record
from tests.browser.hands import Boxes, bring, deliver, send, start
from tests.browser.walks import Walk, working
from tests.fixtures.skipping import Skipping, skipping
from tests.records.make import fact, header, turn
from workers.commands.demo import CNPJ, OTHER_CNPJ
from workflows.kernel.state import FactKind

pytestmark = [pytest.mark.browser, pytest.mark.engines]
CALL = "Conservação de 40 km da estrada da Gleba União"
WHY = {"motivo": "Atende ao que o decreto pede e convém à região."}
BOARD = ("nair", "otto", "marta")
FREE = {"conflito_de_interesse": False}
NAMES = {"nair": "Nair Coelho", "otto": "Otto Lemos", "marta": "Marta Figueira", "caio": "Caio Bastos"}
POINTS = ("objeto", "merito", "reciprocidade", "viabilidade", "desembolso", "fiscalizacao", "designacoes", "valores")
CLAUSES = Boxes("I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII".split())  # noqa: SIM905
QUALIFIED = (
    ("cadastramento.cadastro", "cadastro-aprovado", "Cadastro aprovado"),
    ("habilitacao.vigente", "plena", "Habilitação plena"),
    ("habilitacao-tecnica.capacidade", "comprovada", "Capacidade comprovada"),
)


@pytest.fixture(scope="module")
def tramita(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Skipping]:
    with skipping(tmp_path_factory.mktemp("skipping") / "home") as running:
        yield running


def test_a_call_from_its_draft_to_the_published_extract(chromium: Browser, tramita: Skipping) -> None:
    with ExitStack() as exits:
        for _ in whole(Walk(tramita, chromium, exits)):
            pass


def whole(walk: Walk) -> Iterator[str]:
    """The call from its draft to its instrument; after each part, what it is called."""
    already_qualified(walk.tramita)
    walk.wait(1)
    for part in (
        the_edital, the_proposals, the_commission, the_selection, the_appeal, the_qualification, the_plan,
        the_instrument,
    ):  # fmt: skip
        part(walk)
        yield part.__name__


def already_qualified(tramita: Skipping) -> None:
    """Both organisations were registered and qualified before: what their cases entered in the registers."""
    since = (tramita.today - timedelta(days=20)).isoformat()
    for cnpj in (CNPJ, OTHER_CNPJ):
        entered = [
            fact(
                seq, FactKind.INSCRIBED, actor=None,
                data={"register": id, "party": party_of(cnpj), "state": state, "state_title": title, "holds": True,
                      "since": since},
            )
            for seq, (id, state, title) in enumerate(QUALIFIED, 1)
        ]  # fmt: skip
        case = f"antes-{party_of(cnpj)}"
        made = turn(1, entered, case=case).model_copy(update={"case": header(case, type="habilitacao")})
        tramita.do(record(tramita.sessions, made))


def the_edital(walk: Walk) -> None:
    """Arts. 17 to 21."""
    helena = walk.at("helena")
    start(helena, "Iniciar Chamamento", {"objeto": CALL, "sem_excecao": True, "exploracao": "sem-tarifa"})
    share = {"com_repasse": True, "percentual": "15", "bens_ou_servicos": "Horas de máquina, em reais", **WHY}
    walk("antonia", "Fixar o percentual de contrapartida", share)
    walk("helena", "Elaborar a minuta do edital", {
        "tipo": "colaboracao", "legislacao": "Lei 10.861/2019 e Decreto 167/2019",
        "objeto": f"{CALL}, com a SINFRA como órgão celebrante.",
        "fim_das_propostas": working(walk.today + timedelta(days=40)).isoformat(),
        "condicoes_das_propostas": "Pelo Tramita, até as 23h59min59s do último dia.",
        "criterios": [
            {"codigo": "A", "nome": "Experiência", "peso": "2", "nota_maxima": "10"},
            {"codigo": "B", "nome": "Qualidade do plano", "peso": "3", "nota_maxima": "10"},
        ],
        "metodologia": "Soma, por critério, do peso vezes a média das notas dos membros.", "desempate": ["A", "B"],
        "valor_de_referencia": "1.200.000,00", "parametros_do_valor": "Tabela SINFRA, dezembro de 2025",
        "exige_contrapartida": True, "dotacao": "Pedido de Empenho 112/2026", "minuta_do_instrumento": "Anexo II",
        "atuacao_em_rede": False, "condicoes_de_recurso": "Cinco dias da publicação, pelo Tramita.",
        "capacidade_tecnica": "Atestados de obra igual ou parecida.", "prazo_de_habilitacao": "10",
        "prazo_para_atender": "5",
    })  # fmt: skip
    walk(
        "caio",
        "Emitir o parecer técnico da minuta",
        {"numero": "PT 14", "sem_direcionamento": True, **WHY},
        "favoravel",
    )
    walk("paulo", "Emitir o parecer jurídico da minuta", {"numero": "PJ 88", **WHY}, "favoravel")
    walk.wait(1)
    out = walk.published(disponivel_desde=f"{walk.today}T08:00")
    walk("rosa", "Publicar o extrato do edital no Diário Oficial", out)
    walk("rosa", "Publicar o inteiro teor do edital no sítio oficial", out)


def the_proposals(walk: Walk) -> None:
    """Arts. 18, § 2º, and 28: read, asked about and answered in public, proposed under seal."""
    walk.at().goto("/")
    card = walk.at().locator("#participar article", has_text=CALL).first
    expect(card).to_contain_text("aberto")
    card.get_by_role("link").first.click()
    expect(walk.at().get_by_role("main")).to_contain_text("Tabela SINFRA, dezembro de 2025")
    bring(walk.at("joana"), CALL, "pergunta sobre o edital", {"pergunta": "É possível visitar o trecho?"})
    walk("helena", "Responder em público a uma pergunta sobre o edital", {"resposta": "Sim, sem agendamento."})
    walk.at().reload()
    expect(walk.at().get_by_role("main")).to_contain_text("Sim, sem agendamento.")
    said = {
        "realidade": "A estrada fica intransitável nas chuvas.", "metas": "Quarenta quilômetros conservados.",
        "prazos": "Doze meses, com metas trimestrais.",
    }  # fmt: skip
    for login, name, cnpj, value in (
        ("osc", "Instituto Caminhos do Cerrado", CNPJ, "1.100.000,00"),
        ("ivo", "Instituto Pantanal", OTHER_CNPJ, "1.150.000,00"),
    ):
        form = {"organizacao": {"nome": name, "cnpj": cnpj}, "valor_global": value, **said}
        bring(walk.at(login), CALL, "proposta", form)
    helena = walk.at("helena")
    helena.goto("/processos?procedimento=chamamento-publico")
    helena.locator("main table a").first.click()
    expect(helena.get_by_role("main")).to_contain_text("Recebimento de propostas")
    assert "1.100.000,00" not in helena.content(), "sealed until the term is over"
    walk.wait(56)


def the_commission(walk: Walk) -> None:
    """Arts. 26 and 27."""
    bonds = ("cargo-efetivo", "emprego-permanente", "outro")
    members = [
        {"pessoa": login, "nome": NAMES[login], "vinculo": bond} for login, bond in zip(BOARD, bonds, strict=True)
    ]
    walk("antonia", "Designar a Comissão de Seleção", {"membros": members, **WHY})
    walk("rosa", "Publicar o ato da Comissão de Seleção", walk.published())
    for login in BOARD:
        walk(login, "Declarar se há impedimento", FREE, "sem-impedimento")


def the_selection(walk: Walk) -> None:
    """Arts. 28, 29 and 31, I, a."""
    walk("nair", "Examinar as propostas e eliminar as que o decreto manda", {"ata": "As duas seguem o edital."})
    for login in BOARD:
        marks = [
            {"protocolo": proposal, "criterio": one, "nota": mark}
            for proposal, mark in (("001", "9"), ("002", "8"))
            for one in "AB"
        ]
        walk(login, "Dar notas às propostas", {"notas": marks, "justificativa": "Comparadas, critério por critério."})
    walk("nair", "Decidir a classificação das propostas", {"ata": "Sessão única", **WHY})
    walk("rosa", "Publicar o resultado provisório no Diário Oficial", walk.published())


def the_appeal(walk: Walk) -> None:
    """Art. 31: against the order, kept, and judged above."""
    ivo = walk.at("ivo")
    ivo.goto("/minha-organizacao")
    ivo.get_by_role("main").get_by_role("link", name="Seleção").first.click()
    ivo.get_by_role("link", name="recurso contra a classificação").first.click()
    send(ivo, {"razoes": "A nota do critério B não corresponde ao que propusemos."})
    walk.wait(1)
    walk("nair", "Reconsiderar a decisão ou encaminhar o recurso", WHY, "encaminhar")
    walk("antonia", "Julgar o recurso", WHY, "desprover")
    walk.wait(8)


def the_qualification(walk: Walk) -> None:
    """Arts. 30 to 32."""
    sent = {"enviada_em": walk.today.isoformat(), "meio": "Notificação eletrônica"}
    walk("helena", "Convocar a selecionada para comprovar a habilitação", sent)
    walk("osc", "Comprovar os requisitos de habilitação", {"documentos": "Cadastro, oito certidões e atestado."})
    walk("helena", "Examinar os documentos de habilitação", WHY, "regular")
    walk("rosa", "Publicar o resultado provisório da habilitação", walk.published())
    walk.wait(9)
    walk("antonia", "Homologar o resultado final da seleção", WHY)
    walk("rosa", "Divulgar o resultado final no sítio oficial", walk.published())
    called = {"enviada_em": walk.today.isoformat(), "meio": "Notificação eletrônica"}
    walk("helena", "Convocar a organização para celebrar a parceria", called)
    walk("osc", "Atender à convocação para celebrar a parceria", {}, "atende")


def the_plan(walk: Walk) -> None:
    """Art. 33."""
    start(walk.at("helena"), "Iniciar Plano da parceria", {
        "objeto": CALL, "organizacao": {"nome": "Instituto Caminhos do Cerrado", "cnpj": CNPJ},
        "origem": "chamamento-publico", "exige_projeto_executivo": False,
        "proposta": {"valor": "1.100.000,00", "duracao_em_meses": "12", "metas": ["Conservar 40 km"]},
    })  # fmt: skip
    walk("osc", "Apresentar o plano de trabalho", {
        "realidade": "A estrada fica intransitável nas chuvas.", "sustentabilidade": "As equipes são da região.",
        "metas": [{"nome": "Conservar 40 km", "parametro": "Quilômetros por mês"}],
        "forma_de_execucao": "Uma frente.", "despesas": [{"descricao": "Conservação", "valor": "1.100.000,00"}],
        "tributos_e_encargos": "Encargos trabalhistas; imune a impostos.",
        "execucao_das_metas": "A frente cumpre a meta do trecho.",
        "execucao": [{"meta": "1", "atividade": "Tapa-buraco", "inicio": "1", "fim": "12"}],
        "desembolso": [{"mes": "1", "valor": "1.100.000,00"}], "equipe": ["Engenheiro"],
        "instalacoes": "Base no quilômetro 20.", "equipamentos": ["Motoniveladora"],
    })  # fmt: skip
    walk("helena", "Analisar o plano de trabalho", WHY, "aprovar")


def the_instrument(walk: Walk) -> None:
    """Arts. 34 to 37."""
    start(walk.at("helena"), "Iniciar Celebração", {
        "objeto": CALL, "organizacao": {"nome": "Instituto Caminhos do Cerrado", "cnpj": CNPJ},
        "instrumento": "termo-de-colaboracao", "origem": "chamamento-publico", "valor_de_referencia": "1.200.000,00",
        "usa_instalacoes": False, "usa_imovel": True,
    })  # fmt: skip
    phases = ("edital_publicado", "propostas_recebidas", "propostas_classificadas", "organizacao_habilitada")
    over = {"edital": "Edital 1", **dict.fromkeys((*phases, "resultado_homologado"), True)}
    walk("helena", "Conferir as fases do chamamento público", over)
    money = {"classificacao": "26.782.0101.2026", "pedido_de_empenho": "PED 17/2026", "valor": "1.000.000,00"}
    walk("otto", "Indicar a dotação orçamentária", money)
    deliver(walk.at("osc"), "Entregar os documentos para a celebração")
    walk("helena", "Emitir o parecer técnico", {**WHY, **dict.fromkeys(POINTS, "favoravel")}, "favoravel")
    name_the_manager(walk)
    name_the_monitors(walk)
    walk("caio", "Avaliar se há contas rejeitadas", {**WHY, "consultadas": Boxes(("sigcon", "sigpar", "outras"))},
         "nada-consta")  # fmt: skip
    walk("helena", "Redigir o instrumento e conferir as cláusulas", {
        "clausulas": CLAUSES, "plano_anexo": True, "valor_do_repasse": "1.100.000,00", "empenho": "2026NE000123",
        "empenho_em": walk.today.isoformat(), "vigencia_em_meses": "24", "admite_prorrogacao": False,
        "devolucao_em_dias": "30", "aviso_de_rescisao_em_dias": "60", "titularidade": "sinfra",
        "compra_equipamentos": True, "inalienabilidade": True,
    })  # fmt: skip
    walk("paulo", "Emitir o parecer jurídico", WHY, "favoravel")
    today = walk.today.isoformat()
    walk("osc", "Assinar o instrumento pela organização", {"assinado_em": today}, "assinado")
    signed = {"assinado_em": today, "numero": "Termo de Colaboração 1/2027"}
    walk("antonia", "Assinar o instrumento pela SINFRA", signed, "assinado")
    walk("rosa", "Publicar o extrato do instrumento no Diário Oficial", walk.published())
    read_the_end(walk)


def read_the_end(walk: Walk) -> None:
    """Anybody reads, without signing in, the results, the decision on the appeal and the instrument."""
    page = walk.at()
    page.goto("/")
    page.locator(".task", has_text="Chamamento").get_by_role("link").first.click()
    said = page.get_by_role("main")
    for words in ("resultado homologado e organização convocada", "Instituto Caminhos do Cerrado", "Recurso desprovido",
                  "Atende ao que o decreto pede", "Nair Coelho"):  # fmt: skip
        expect(said).to_contain_text(words)
    page.goto("/")
    page.locator(".task", has_text="Celebração").get_by_role("link").first.click()
    for words in ("Termo de Colaboração 1/2027", "Caio Bastos", f"{walk.today:%d/%m/%Y}"):
        expect(said).to_contain_text(words)


def name_the_manager(walk: Walk) -> None:
    """Art. 34, V."""
    walk("antonia", "Designar o Gestor da parceria", {
        "titulares": [{"pessoa": "caio", "nome": NAMES["caio"]}], "parcerias_em_curso": "1", **WHY,
    })  # fmt: skip
    walk("rosa", "Publicar no Diário Oficial o ato do Gestor", walk.published())
    walk("caio", "Declarar se há impedimento para gerir a parceria", FREE, "sem-impedimento")


def name_the_monitors(walk: Walk) -> None:
    """Art. 34, VI."""
    members = [
        {"pessoa": one, "nome": NAMES[one], "vinculo": "cargo-efetivo", "faz_visitas": one == BOARD[0]} for one in BOARD
    ]
    walk("antonia", "Designar a Comissão de Monitoramento e Avaliação", {"permanente": True, "membros": members, **WHY})
    walk("rosa", "Publicar no Diário Oficial o ato da comissão", walk.published())
    for login in BOARD:
        walk(login, "Declarar se há impedimento para monitorar a parceria", FREE, "sem-impedimento")
