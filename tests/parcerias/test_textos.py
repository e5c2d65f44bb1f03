"""What calls and instruments say on paper, whatever the form holds that the norm admits."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workflows.parcerias.formularios_celebracao import PedidoDeCelebracao
from workflows.parcerias.formularios_edital import Fundamento, MinutaDoEdital
from workflows.parcerias.formularios_minuta import Clausula, MinutaDoInstrumento
from workflows.parcerias.texto_do_edital import corpo_do_edital, por_cento
from workflows.parcerias.texto_do_instrumento import corpo_do_instrumento, extrato_do_instrumento, vigencia

FIM = date(2026, 4, 22)
EDITAL: dict[str, Any] = {
    "tipo": "fomento", "legislacao": "Lei 10.861/2019", "objeto": "Estrada", "fim_das_propostas": FIM,
    "condicoes_das_propostas": "Pelo Tramita.\nAté o fim do dia.",
    "criterios": [{"codigo": "A", "nome": "Experiência", "peso": "2.5", "nota_maxima": "10"}],
    "metodologia": "Soma.", "valor_de_referencia": "1200000.00", "parametros_do_valor": "Tabela",
    "exige_contrapartida": True, "dotacao": "PED 1/2026", "minuta_do_instrumento": "Anexo II",
    "atuacao_em_rede": False, "condicoes_de_recurso": "Cinco dias.", "capacidade_tecnica": "Atestados.",
    "prazo_de_habilitacao": 1, "prazo_para_atender": 5,
}  # fmt: skip
MINUTA: dict[str, Any] = {
    "clausulas": [uma.value for uma in Clausula], "plano_anexo": True, "valor_do_repasse": "950000.00",
    "empenho": "2026NE1", "empenho_em": "2026-03-12", "vigencia_em_meses": 24, "admite_prorrogacao": False,
    "devolucao_em_dias": 30, "aviso_de_rescisao_em_dias": 60, "titularidade": "sinfra", "compra_equipamentos": True,
    "inalienabilidade": True,
}  # fmt: skip
PEDIDO = PedidoDeCelebracao.model_validate({
    "objeto": "MT-251", "organizacao": {"nome": "Instituto", "cnpj": "12345678000195"}, "origem": "chamamento-publico",
    "instrumento": "termo-de-fomento", "valor_de_referencia": "1000000", "usa_instalacoes": False, "usa_imovel": False,
})  # fmt: skip


def _edital(**outros: Any) -> dict[str, str]:
    corpo = corpo_do_edital(MinutaDoEdital.model_validate({**EDITAL, **outros}), Decimal("2.50"), FIM, "17/2026")
    assert "PMIS 17/2026" in corpo.preambulo
    return {uma.inciso or uma.titulo: uma.texto for uma in corpo.clausulas}


def test_the_edital_says_each_item_as_it_was_fixed() -> None:
    itens = _edital()
    assert itens["I"].startswith("A parceria é celebrada por termo de fomento.")
    assert itens["III"].splitlines() == [
        "As propostas são recebidas até o fim do dia 22/04/2026.", "Pelo Tramita.", "Até o fim do dia.",
    ]  # fmt: skip
    assert itens["IV"].splitlines()[0] == "Critério A: Experiência. Peso 2,5; nota máxima 10."
    assert itens["V"].startswith("R$ 1.200.000,00.")
    assert "2,5%" in itens["VI"]
    assert itens["Prazo para comprovar a habilitação (art. 30)"].startswith("1 dia,")
    assert len(itens) == 13


def test_what_other_articles_let_the_edital_say_stands_only_where_it_says_it() -> None:
    itens = _edital(
        validade_em_meses=12, justificativa_da_validade="Obra sazonal.", prorrogacao="Por chuva.",
        exige_contrapartida=False, nota_minima="60", desempate=["A"],
        clausulas_restritivas=[
            {"clausula": "Sede em MT", "fundamento": Fundamento.REGIAO, "justificativa": "Pela urgência."}
        ],
    )  # fmt: skip
    assert itens["VI"] == "Não se exige contrapartida."
    assert itens["IV"].splitlines()[2:] == ["Classifica-se a proposta com ao menos 60 pontos.",
                                            "No empate, prevalece, nesta ordem, a nota em: A."]  # fmt: skip
    assert "12 meses" in itens["Validade do resultado (art. 18, § 3º)"]
    assert "região do objeto" in itens["Cláusulas que restringem a disputa (art. 19, parágrafo único)"]
    assert itens["Prorrogação excepcional da vigência (art. 36, VI)"] == "Por chuva."


@given(st.decimals(min_value=0, max_value=100, places=2))
def test_a_percentage_reads_back_as_itself(percentual: Decimal) -> None:
    escrito = por_cento(percentual)
    assert Decimal(escrito.removesuffix("%").replace(",", ".")) == percentual
    assert not escrito.endswith((",%", "0,%"))


@given(st.sets(st.sampled_from(list(Clausula)), min_size=1))
def test_the_draft_says_the_clauses_that_it_has_in_the_order_of_the_article(quais: set[Clausula]) -> None:
    minuta = MinutaDoInstrumento.model_validate({**MINUTA, "clausulas": [uma.value for uma in quais]})
    ditas = [uma.inciso for uma in corpo_do_instrumento(PEDIDO, minuta).clausulas]
    assert ditas == [uma.value for uma in Clausula if uma in quais]


def test_the_draft_says_its_numbers_and_what_the_decree_makes_of_the_rest() -> None:
    com = {
        **MINUTA, "vigencia_em_meses": None, "vigencia_em_dias": 1, "titularidade": "organizacao",
        "clausula_do_dano": True, "clausula_suspensiva": True, "preve_reajuste": True, "contas_parciais_em_dias": 180,
        "admite_prorrogacao": True,
        "contrapartida": {
            "descricao": "Horas", "unidade": "hora", "quantidade": 10, "percentual": 5, "valor": "5000.00",
        },
    }  # fmt: skip
    textos = {
        uma.inciso: uma.texto for uma in corpo_do_instrumento(PEDIDO, MinutaDoInstrumento.model_validate(com)).clausulas
    }
    assert textos["III"].splitlines()[0] == "O valor total do repasse é de R$ 950.000,00."
    assert "art. 49, § 4º" in textos["III"]
    assert textos["VI"].startswith("A vigência é de 1 dia, da publicação")
    assert "R$ 5.000,00, 5% do valor" in textos["V"]
    assert "180 dias" in textos["VII"]
    assert {"a organização" in textos["X"], "dano" in textos["X"], "inalienáveis" in textos["X"]} == {True}
    assert "art. 33, § 3º" in textos["II"]


def test_the_draft_says_where_the_object_is_when_that_was_declared() -> None:
    ponto, outro = {"latitude": "-15,6", "longitude": "56° 06' O"}, {"latitude": "-15,7", "longitude": "-56"}
    ditos = []
    for posicao in (None, [], [ponto], [ponto, outro]):
        minuta = MinutaDoInstrumento.model_validate({**MINUTA, "posicao": posicao})
        ditos.append(corpo_do_instrumento(PEDIDO, minuta).clausulas[0].texto.splitlines()[1:])
    assert ditos[:2] == [[], []]
    assert ditos[2] == ["O objeto fica em -15,600000, -56,100000 (latitude e longitude, em graus decimais)."]
    assert "fica no trecho dos pontos -15,600000, -56,100000; -15,700000, -56,000000 (" in ditos[3][0]


def test_the_draft_says_its_stretches_in_the_order_of_delivery() -> None:
    trechos = [
        {"nome": "Do km 0 ao 12", "quantidade": "12.5", "unidade": "km"},
        {"nome": "Ponte", "quantidade": "1", "unidade": "ponte"},
    ]
    textos = {
        uma.inciso: uma.texto
        for uma in corpo_do_instrumento(
            PEDIDO, MinutaDoInstrumento.model_validate({**MINUTA, "trechos": trechos})
        ).clausulas
    }
    assert "nesta ordem (art. 81): 1º, Do km 0 ao 12, 12,5 km; 2º, Ponte, 1 ponte." in textos["VII"]
    assert "cada exercício" in textos["VII"]
    sem = corpo_do_instrumento(PEDIDO, MinutaDoInstrumento.model_validate(MINUTA)).clausulas
    assert all("trecho" not in uma.texto for uma in sem)


def test_the_extract_names_the_parties_and_counts_the_term_from_itself() -> None:
    minuta = MinutaDoInstrumento.model_validate(MINUTA)
    extrato = extrato_do_instrumento(PEDIDO, minuta, "1/2026", date(2026, 3, 20))
    assert "CNPJ 12.345.678/0001-95" in extrato.partes
    assert (extrato.instrumento, extrato.numero) == ("Termo de fomento", "1/2026")
    assert vigencia(minuta) == "24 meses, da publicação do extrato no Diário Oficial"
