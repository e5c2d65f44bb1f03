"""What the records say went through the account: the last register of each month, credits, what was given back."""

from datetime import date
from typing import Any

from tests.execucao.test_registro_de_despesas import PARCERIA
from workflows.contas.movimento_da_parceria import NO_MAXIMO, EntreDias, Fato, movimento_de
from workflows.execucao.razao import Natureza

PERGUNTA = EntreDias(parte="org-1", numero="TF 1/2026", inicio=date(2026, 3, 1), fim=date(2026, 6, 30))


def despesa(dia: str, valor: str, **mais: Any) -> dict[str, Any]:
    return {
        "pago_em": dia, "valor": valor, "objeto": "Brita", "comprovante": "NF 4512", "beneficiario": "Pedreira",
        "documento": "11144477735", **mais,
    }  # fmt: skip


def mes(caso: str, quando: str, *despesas: dict[str, Any], **muda: Any) -> list[Fato]:
    entrada = {"parceria": {**PARCERIA, **muda}, "mes": quando}
    feito = {"decl": "registro-de-despesas.registro", "form": {"despesas": list(despesas)}}
    return [Fato(caso, "CaseStarted", {"input": entrada}), Fato(caso, "TaskCompleted", feito)]


def ato(caso: str, decl: str, form: dict[str, Any]) -> list[Fato]:
    return [
        Fato(caso, "CaseStarted", {"input": {"parceria": PARCERIA}}),
        Fato(caso, "TaskCompleted", {"decl": decl, "form": form}),
    ]


def test_the_last_register_of_a_month_is_the_one_that_counts() -> None:
    feito = movimento_de(
        [
            *mes("r1", "2026-03", despesa("2026-03-10", "1.00"), despesa("2026-03-11", "2.00")),
            *mes("r2", "2026-04", despesa("2026-04-10", "4.00")),
            *mes("r3", "2026-03", despesa("2026-03-12", "1812.40")),
        ],
        PERGUNTA,
    )
    assert [(uma.dia.isoformat(), uma.centavos, uma.documento) for uma in feito.linhas] == [
        ("2026-03-12", 181240, "NF 4512"), ("2026-04-10", 400, "NF 4512"),
    ]  # fmt: skip
    assert feito.words() == "2 pagamentos registrados, R$ 1.816,40"


def test_of_another_partnership_and_of_other_days_nothing_is_told() -> None:
    outra = mes("r1", "2026-03", despesa("2026-03-10", "1.00"), numero="TF 2/2026")
    alheia = mes("r2", "2026-03", despesa("2026-03-10", "1.00"), parte="org-2")
    antes = mes("r3", "2026-02", despesa("2026-02-28", "1.00"))
    solto = [Fato("r4", "TaskCompleted", {"decl": "registro-de-despesas.registro", "form": {}})]
    feito = movimento_de([*outra, *alheia, *antes, *solto], PERGUNTA)
    assert (feito.linhas, feito.alem, feito.words()) == ((), 0, "nada consta")


def test_credits_and_what_was_given_back() -> None:
    credito = {"creditado_em": "2026-03-02", "valor": "50000.00", "ordem_bancaria": "OB 851220"}
    devolvido = {"saldo": "10.00", "rendimentos": "0.27", "devolvido_em": "2026-06-20"}
    nada = {"saldo": "0", "rendimentos": "0", "devolvido_em": "2026-06-20"}
    feito = movimento_de(
        [
            *ato("p1", "repasse-de-parcela.credito", credito), *ato("d1", "restituicao-de-saldos.devolucao", devolvido),
            *ato("d2", "restituicao-de-saldos.devolucao", nada), *ato("p2", "repasse-de-parcela.autorizacao", {}),
        ],
        PERGUNTA,
    )  # fmt: skip
    assert [(uma.natureza, uma.na_conta, uma.documento) for uma in feito.linhas] == [
        (Natureza.REPASSE, 5_000_000, "OB 851220"), (Natureza.DEVOLUCAO, -1027, ""),
    ]  # fmt: skip
    assert feito.words() == "0 pagamentos registrados, R$ 0,00"


def test_who_was_paid_is_not_told() -> None:
    dito = movimento_de(mes("r1", "2026-03", despesa("2026-03-10", "1.00", objeto="a" * 300)), PERGUNTA)
    assert "11144477735" not in dito.model_dump_json()
    assert "Pedreira" not in dito.model_dump_json()
    assert len(dito.linhas[0].historico) == 120


def test_what_does_not_fit_is_counted() -> None:
    muitas = [despesa("2026-03-10", "1.00")] * 1500
    feito = movimento_de([*mes("r1", "2026-03", *muitas), *mes("r2", "2026-04", *muitas)], PERGUNTA)
    assert (len(feito.linhas), feito.alem) == (NO_MAXIMO, 1000)
