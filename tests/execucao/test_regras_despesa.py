"""Arts. 42 to 47, rule by rule, and at the cent where each limit turns."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.execucao.apontamentos import Apontamento, Efeito
from workflows.execucao.conferencia_da_despesa import (
    Situacao,
    achados,
    gasto_em_terceiros,
    pagas_em_especie,
    primeiro_dia,
    ultimo_dia,
    vencimento,
)
from workflows.execucao.formularios_despesa import Contrapartida, Despesa, MovimentoDoMes, Orcamento
from workflows.execucao.regras_despesa import Vigencia
from workflows.kernel.forms import validate

INICIO, FIM = date(2026, 1, 12), date(2027, 1, 11)
SITUACAO = Situacao(
    mes="2026-03", hoje=date(2026, 4, 2), vigencia=Vigencia(INICIO, FIM), valor_global=1_000_000_00,
    valor_do_objeto=1_000_000_00, teto=40_000_00,
)  # fmt: skip
CNPJS = ("12345678000195", "11222333000181", "11444777000161", "19131243000197")
PESSOA, OUTRA = "52998224725", "11144477735"
LUZ: dict[str, Any] = {
    "objeto": "Energia da base de apoio", "tipo": "custos-indiretos", "item_do_plano": "4.1",
    "beneficiario": "Energisa", "documento": CNPJS[0], "fato_gerador": "2026-03-01", "pago_em": "2026-03-10",
    "valor": "812.40", "meio": "boleto", "comprovante": "NF 1", "comprovante_em": "2026-03-05",
    "em_nome_da_organizacao": True,
}  # fmt: skip
PLACAS = {**LUZ, "tipo": "compras", "item_do_plano": "2.3", "compra": "C1", "cotacao": "tres-orcamentos"}
ENCARREGADO = {
    **LUZ, "tipo": "equipe", "documento": PESSOA, "funcao": "Encarregado", "meio": "transferencia", "valor": "3000.00",
    "remuneracao": "6000.00", "dedicacao": 50, "memoria": "Anexo 3", "demonstracao": "Plano, item 4.2",
}  # fmt: skip
MIUDA = {**LUZ, "meio": "especie", "fundamento": "plano-de-trabalho", "documento": PESSOA}
TOPOGRAFIA = {**PLACAS, "tipo": "servicos-de-terceiros", "funcao": "Topógrafo"}


def despesa(base: dict[str, Any] = LUZ, **muda: Any) -> Despesa:
    return Despesa.model_validate({**base, **muda})


def orcamento(documento: str, compra: str = "C1") -> Orcamento:
    return Orcamento.model_validate({
        "compra": compra, "objeto": "Placas", "servico": False, "unidade": "un", "quantidade": 40,
        "fornecedor": "Fornecedor", "documento": documento, "endereco": "Rua 1", "telefone": "65 3000-0000",
        "email": "a@b.org.br", "preco_unitario": "20.31",
    })  # fmt: skip


TRES = tuple(map(orcamento, CNPJS[:3]))


def mes(*despesas: Despesa, orcamentos: Iterable[Orcamento] = TRES, **mais: Any) -> MovimentoDoMes:
    return MovimentoDoMes(despesas=despesas, orcamentos=tuple(orcamentos), **mais)


def ditos(achado: Iterable[Apontamento]) -> list[tuple[str, str, str]]:
    return [(str(um.efeito), curto(um), um.campo.rpartition(".")[2]) for um in achado]


def curto(um: Apontamento) -> str:
    return um.dispositivo.short.replace("\xa0", " ")


def da(uma: Despesa, **situacao: Any) -> list[tuple[str, str, str]]:
    return ditos(achados(mes(uma), replace(SITUACAO, **situacao)))


def test_what_the_decree_admits_is_found_faultless() -> None:
    movimento = mes(despesa(), despesa(PLACAS), despesa(ENCARREGADO), despesa(MIUDA), despesa(TOPOGRAFIA))
    assert achados(movimento, SITUACAO) == ()


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({**LUZ, "tipo": "taxa-de-administracao"}, "art. 47, II", "tipo"),
    ({**LUZ, "tipo": "juros-multas-e-correcao"}, "art. 47, IV", "tipo"),
    ({**LUZ, "tipo": "publicidade"}, "art. 47, V", "tipo"),
    ({**LUZ, "tipo": "publicidade", "excecao": "divulgacao-prevista-no-plano", "item_do_plano": None}, "art. 47, V",
     "tipo"),
    ({**LUZ, "servidor_publico": True}, "art. 47, III", "servidor_publico"),
    ({**LUZ, "servidor_publico": True, "excecao": "atraso-da-administracao"}, "art. 47, III", "servidor_publico"),
    ({**LUZ, "fato_gerador": "2026-01-11"}, "art. 47, VI", "fato_gerador"),
    ({**PLACAS, "item_do_plano": None}, "art. 42, § 2º", "item_do_plano"),
    ({**TOPOGRAFIA, "item_do_plano": None}, "art. 42, § 7º", "item_do_plano"),
    ({**ENCARREGADO, "item_do_plano": None}, "art. 45, I", "item_do_plano"),
    ({**LUZ, "meio": "reembolso", "fundamento": "decisao-do-secretario"}, "art. 43, § 3º", "fundamento"),
    ({**MIUDA, "fundamento": None}, "art. 43, § 1º", "fundamento"),
    ({**MIUDA, "fundamento": "decisao-do-secretario"}, "art. 43, § 1º, II", "fundamento"),
    ({**LUZ, "em_nome_da_organizacao": False}, "art. 44", "em_nome_da_organizacao"),
    ({**PLACAS, "cotacao": None}, "art. 42", "cotacao"),
    ({**PLACAS, "compra": "C2"}, "art. 42", "compra"),
    ({**PLACAS, "compra": None}, "art. 42", "compra"),
    ({**PLACAS, "documento": CNPJS[3]}, "art. 42, § 1º", "documento"),
    ({**PLACAS, "tipo": "obras"}, "art. 42, § 8º", "tipo"),
    ({**TOPOGRAFIA, "funcao": None}, "art. 42, § 5º", "funcao"),
    ({**ENCARREGADO, "demonstracao": None}, "art. 46", "demonstracao"),
    ({**ENCARREGADO, "dedicacao": None}, "art. 46, IV", "dedicacao"),
    ({**ENCARREGADO, "memoria": None}, "art. 46, § 2º", "memoria"),
    ({**ENCARREGADO, "valor": "3000.01"}, "art. 46, IV", "valor"),
    ({**ENCARREGADO, "remuneracao": "40000.01"}, "art. 46, III", "remuneracao"),
    ({**LUZ, "parente": True}, "art. 46, § 6º", "parente"),
    ({**LUZ, "pago_em": "2026-02-28", "comprovante_em": "2026-02-27"}, "art. 42, § 5º", "pago_em"),
    ({**LUZ, "pago_em": "2026-04-03"}, "art. 42, § 5º", "pago_em"),
]  # fmt: skip


@pytest.mark.parametrize(("dita", "dispositivo", "campo"), REFUSED)
def test_each_refusal_names_its_provision_and_its_field(dita: dict[str, Any], dispositivo: str, campo: str) -> None:
    assert da(despesa(dita)) == [("veda", dispositivo, campo)]


FLAGGED: list[tuple[dict[str, Any], dict[str, Any], str, str]] = [
    ({**LUZ, "tipo": "juros-multas-e-correcao", "excecao": "atraso-da-administracao"}, {}, "art. 47, parágrafo único",
     "excecao"),
    ({**LUZ, "tipo": "publicidade", "excecao": "divulgacao-prevista-no-plano"}, {}, "art. 47, V", "excecao"),
    ({**LUZ, "servidor_publico": True, "excecao": "lei-especifica-ou-ldo"}, {}, "art. 47, III", "excecao"),
    ({**LUZ, "item_do_plano": None}, {}, "art. 47, I", "item_do_plano"),
    ({**LUZ, "comprovante_em": "2026-03-11"}, {}, "art. 44", "comprovante_em"),
    ({**LUZ, "fato_gerador": "2027-01-12"}, {}, "art. 45", "fato_gerador"),
    ({**PLACAS, "cotacao": "sem-interessados", "compra": None}, {}, "art. 42, § 1º", "cotacao"),
    ({**PLACAS, "cotacao": "sem-pluralidade"}, {}, "art. 42, § 3º", "cotacao"),
    ({**PLACAS, "cotacao": "registro-de-precos", "compra": None}, {}, "art. 42, § 4º", "cotacao"),
    (ENCARREGADO, {"teto": None}, "art. 46, III", "remuneracao"),
]  # fmt: skip


@pytest.mark.parametrize(("dita", "situacao", "dispositivo", "campo"), FLAGGED)
def test_what_stands_until_it_is_judged(
    dita: dict[str, Any], situacao: dict[str, Any], dispositivo: str, campo: str
) -> None:
    assert da(despesa(dita), **situacao) == [("a-julgar", dispositivo, campo)]


def test_without_plurality_the_quotation_obtained_is_registered() -> None:
    sem = mes(despesa(PLACAS, cotacao="sem-pluralidade"), orcamentos=())
    assert ditos(achados(sem, SITUACAO)) == [
        ("veda", "art. 42, § 3º", "compra"),
        ("a-julgar", "art. 42, § 3º", "cotacao"),
    ]


@pytest.mark.parametrize(
    ("dita", "situacao"),
    [
        ({**MIUDA, "fundamento": "decisao-do-secretario"}, {"especie_autorizada": True}),
        ({**LUZ, "meio": "reembolso", "fundamento": "decisao-do-secretario"}, {"reembolso_autorizado": True}),
        ({**PLACAS, "tipo": "obras"}, {"regulamento_desde": date(2026, 3, 1)}),
    ],
)
def test_what_an_act_allows(dita: dict[str, Any], situacao: dict[str, Any]) -> None:
    assert da(despesa(dita), **situacao) == []


def test_a_regulation_of_a_later_day_does_not_serve() -> None:
    obra = despesa(PLACAS, tipo="obras")
    assert da(obra, regulamento_desde=date(2026, 3, 2)) == [("veda", "art. 42, § 8º", "tipo")]


def test_a_reimbursement_needs_the_secretary_even_when_the_plan_foresaw_it() -> None:
    paga = despesa(LUZ, meio="reembolso", fundamento="plano-de-trabalho")
    assert da(paga, reembolso_autorizado=True) == [("veda", "art. 43, § 3º", "fundamento")]


def test_one_supplier_three_times_is_one_supplier() -> None:
    repetido = mes(despesa(PLACAS), orcamentos=[orcamento(CNPJS[0])] * 3)
    achado = achados(repetido, SITUACAO)
    assert ditos(achado) == [("veda", "art. 42", "compra")]
    assert achado[0].texto == "A compra tem orçamentos de 1 fornecedores distintos; são precisos três."


def test_the_counterpart_is_valued_as_in_the_plan() -> None:
    dada = {"descricao": "Caminhão", "item_do_plano": "5", "comprovante": "CRLV", "valor": "900.00"}
    igual, outra = (Contrapartida.model_validate({**dada, "valor_no_plano": valor}) for valor in ("900.00", "899.99"))
    achado = achados(mes(contrapartida=(igual, outra)), SITUACAO)
    assert [(um.campo, curto(um)) for um in achado] == [("contrapartida.1.valor", "art. 44, parágrafo único")]


# -- Arts. 42, § 7º, e 43, §§ 1º e 2º: os limites, ao centavo ----------------------------------------------------------
CENTAVOS = st.integers(min_value=1, max_value=5_000_000_00)


def reais(quantia: int) -> str:
    return str(Decimal(quantia) / 100)


@given(antes=st.integers(min_value=0, max_value=1_000_00), acima=st.booleans())
def test_a_beneficiary_is_paid_a_thousand_in_cash_and_not_a_cent_more(antes: int, acima: bool) -> None:
    resto = 1_000_00 - antes + acima
    if resto == 0:
        return
    paga = despesa(MIUDA, valor=reais(resto))
    vista = replace(SITUACAO, pagas_em_especie=((PESSOA, antes), (OUTRA, 999_99)))
    assert ditos(achados(mes(paga), vista)) == ([("veda", "art. 43, § 1º", "valor")] if acima else [])


@given(partes=st.lists(st.integers(min_value=1, max_value=1_000_00), min_size=1, max_size=6), acima=st.booleans())
def test_cash_is_one_per_cent_of_the_whole_and_not_a_cent_more(partes: list[int], acima: bool) -> None:
    pagos = zip(partes, _cpfs(len(partes)), strict=True)
    despesas = [despesa(MIUDA, valor=reais(quantia), documento=cpf) for quantia, cpf in pagos]
    vista = replace(SITUACAO, valor_global=sum(partes) * 100 - acima)
    achado = achados(mes(*despesas), vista)
    ultima = f"despesas.{len(partes) - 1}.valor"
    assert [(um.campo, curto(um)) for um in achado] == ([(ultima, "art. 43, § 2º")] if acima else [])


@given(antes=CENTAVOS, agora=CENTAVOS, acima=st.booleans())
def test_services_are_a_fifth_of_the_object_and_not_a_cent_more(antes: int, agora: int, acima: bool) -> None:
    paga = despesa(TOPOGRAFIA, valor=reais(agora))
    vista = replace(SITUACAO, gasto_em_terceiros=antes, valor_do_objeto=(antes + agora) * 5 - acima)
    assert ditos(achados(mes(paga), vista)) == ([("veda", "art. 42, § 7º", "valor")] if acima else [])


def test_goods_count_among_services_only_if_the_body_decided_so() -> None:
    placas = despesa(PLACAS, valor="200000.01")
    assert da(placas) == []
    assert da(placas, obras_e_bens=True) == [("veda", "art. 42, § 7º", "valor")]


@given(remuneracao=st.integers(min_value=100, max_value=40_000_00), dedicacao=st.integers(min_value=1, max_value=100))
def test_the_team_is_paid_in_proportion(remuneracao: int, dedicacao: int) -> None:
    devido = remuneracao * dedicacao // 100
    for quantia, achado in ((devido, []), (devido + 1, [("veda", "art. 46, IV", "valor")])):
        muda = {"valor": reais(quantia), "remuneracao": reais(remuneracao), "dedicacao": dedicacao}
        ditas = da(despesa(ENCARREGADO, **muda))
        assert [um for um in ditas if um[0] == "veda"] == achado


def test_one_function_paid_beyond_the_whole_of_it_is_looked_at() -> None:
    inteira = despesa(ENCARREGADO, dedicacao=100, valor="6000.00", memoria=None)
    achado = achados(mes(inteira, despesa(ENCARREGADO, valor="0.01")), SITUACAO)
    assert [(um.campo, curto(um)) for um in achado] == [("despesas.1.valor", "art. 46, § 2º")]
    assert achado[0].efeito is Efeito.JULGAR


# -- Art. 47, VI e VII: o tempo ---------------------------------------------------------------------------------------
DIAS = st.integers(min_value=-40, max_value=420).map(lambda dias: INICIO + timedelta(days=dias))


@given(fato=DIAS, pago=DIAS)
def test_what_is_paid_was_born_in_the_term(fato: date, pago: date) -> None:
    paga = despesa(fato_gerador=fato, pago_em=pago, comprovante_em=pago)
    situacao = replace(SITUACAO, mes=f"{pago:%Y-%m}", hoje=max(pago, fato))
    incisos = {curto(um) for um in achados(mes(paga), situacao) if um.efeito is Efeito.VEDA}
    esperados = {"art. 47, VI"} if fato < INICIO else set()
    if pago > FIM and not INICIO <= fato <= FIM:
        esperados.add("art. 47, VII")
    assert incisos == esperados


# -- O que um mês deixa aos outros, e o dia do registro ----------------------------------------------------------------
def test_what_a_month_leaves_to_the_others() -> None:
    movimento = mes(despesa(MIUDA, valor="0.10"), despesa(MIUDA, valor="0.20"), despesa(TOPOGRAFIA), despesa(PLACAS))
    assert pagas_em_especie(movimento) == ((PESSOA, 30),)
    assert gasto_em_terceiros(movimento, obras_e_bens=False) == 812_40
    assert gasto_em_terceiros(movimento, obras_e_bens=True) == 1624_80


@pytest.mark.parametrize(
    ("mes_do_registro", "dia", "vence"),
    [("2026-03", 10, date(2026, 4, 10)), ("2026-01", 31, date(2026, 2, 28)), ("2027-12", 31, date(2028, 1, 31))],
)
def test_the_day_until_which_a_month_is_registered(mes_do_registro: str, dia: int, vence: date) -> None:
    assert vencimento(mes_do_registro, dia) == vence


@given(st.dates(date(2019, 1, 1), date(2090, 12, 31)))
def test_a_month_has_its_days(dia: date) -> None:
    assert primeiro_dia(f"{dia:%Y-%m}") <= dia <= ultimo_dia(f"{dia:%Y-%m}")
    assert (ultimo_dia(f"{dia:%Y-%m}") + timedelta(days=1)).day == 1


@pytest.mark.parametrize("documento", ["529.982.247-25", "12.345.678/0001-95"])
def test_who_was_paid_is_a_person_or_a_company(documento: str) -> None:
    assert despesa(documento=documento).documento == "".join(letra for letra in documento if letra.isdigit())


@pytest.mark.parametrize("documento", ["529.982.247-26", "12.345.678/0001-96", "1"])
def test_a_document_that_does_not_exist(documento: str) -> None:
    errors = validate(Despesa, {**LUZ, "documento": documento})
    assert isinstance(errors, tuple)
    assert [error.field for error in errors] == ["documento"]


def _cpfs(quantos: int) -> list[str]:
    def digito(numeros: list[int]) -> int:
        peso = range(len(numeros) + 1, 1, -1)
        return (sum(n * p for n, p in zip(numeros, peso, strict=True)) * 10) % 11 % 10

    found = []
    for indice in range(1, quantos + 1):
        numeros = [int(algarismo) for algarismo in f"{indice:09}"]
        numeros.append(digito(numeros))
        numeros.append(digito(numeros))
        found.append("".join(map(str, numeros)))
    return found
