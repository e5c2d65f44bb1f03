"""Statements of banks: OFX in its two versions and sheets, taken whole, or refused whole with every bad line named."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.services.sheets import LARGEST, SheetErrors, sheets_of
from api.services.statements import is_ofx, ofx_amount, ofx_day, read_statement
from tests.api.statements import BANCO_DO_BRASIL, CAIXA, XML
from tests.api.test_sheets import DESPESAS
from workflows.contas.formularios_conciliacao import EnvioDoExtrato, LinhaDoExtrato

EXTRATO, RENDIMENTOS = sheets_of(EnvioDoExtrato)


def lines(content: bytes) -> list[LinhaDoExtrato]:
    return [LinhaDoExtrato.model_validate(row) for row in read_statement(EXTRATO, content).rows]


def told(content: bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(SheetErrors) as caught:
        read_statement(EXTRATO, content)
    return [(one.line, one.column, one.message) for one in caught.value.problems]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_what_the_bank_of_brazil_writes(encoding: str) -> None:
    read = read_statement(EXTRATO, BANCO_DO_BRASIL.encode(encoding))
    assert read.lines == (44, 53)
    assert read.rows == (
        {"data": "2026-03-02", "valor": "50000.00", "documento": "851220", "identificador": "2026030215000000",
         "conta": "12345-6", "historico": "Ordem Bancária - 03507415000144 SINFRA"},
        {"data": "2026-03-11", "valor": "-1812.40", "documento": "31101", "identificador": "2026031111812400",
         "conta": "12345-6", "historico": "Pagamento de Boleto - Energia & Luz"},
    )  # fmt: skip
    assert [one.lancamento.centavos for one in lines(BANCO_DO_BRASIL.encode(encoding))] == [50_000_00, -1_812_40]


def test_tags_that_nobody_closes_and_amounts_with_a_comma() -> None:
    debit, credit = lines(CAIXA.encode("cp1252"))
    assert (debit.valor, debit.identificador, debit.historico) == (Decimal("-1812.40"), "031101", "PAG BOLETO")
    assert (credit.valor, str(credit.data), credit.conta) == (Decimal("1310.27"), "2026-03-31", "033250030000123456")


def test_version_two_is_xml() -> None:
    (only,) = lines(XML.encode())
    assert (only.historico, str(only.data)) == ("CONCESSIONÁRIA Débito automático", "2026-03-11")


def test_latin_one_by_its_name_and_an_encoding_that_is_a_lie() -> None:
    named = BANCO_DO_BRASIL.replace("CHARSET:1252", "CHARSET:ISO-8859-1").encode("latin-1")
    assert lines(named)[0].historico == "Ordem Bancária - 03507415000144 SINFRA"
    lie = XML.encode("latin-1")
    assert told(lie) == [(0, "", "O arquivo diz estar em UTF-8 e não está; baixe-o de novo")]
    strange = BANCO_DO_BRASIL.replace("CHARSET:1252", "CHARSET:437").encode("cp850")
    assert "437" in told(strange)[0][2]


def test_every_bad_line_is_named_and_nothing_is_taken() -> None:
    wrong = (
        BANCO_DO_BRASIL.replace("<DTPOSTED>20260302120000[-3:BRT]", "<DTPOSTED>20260231")
        .replace("<TRNAMT>-1812.40", "<TRNAMT>1812.40")
        .replace("<TRNAMT>0.00\n", "")
    )
    assert told(wrong.encode("cp1252")) == [
        (44, "Data", "“20260231” não é uma data"),
        (53, "Valor", "O banco diz DEBIT e o sinal do valor diz o contrário"),
        (61, "Valor", "Falta o valor (TRNAMT)"),
    ]


def test_half_a_file_is_no_statement() -> None:
    half = BANCO_DO_BRASIL[: BANCO_DO_BRASIL.index("<LEDGERBAL>")]
    assert told(half.encode()) == [(half.count("\n") + 1, "", "O arquivo acaba antes do fim; baixe-o de novo")]
    assert "lista de lançamentos" in told(b"OFXHEADER:100\n<OFX></OFX>")[0][2]
    assert told(b"OFXHEADER:100\n<OFX>" + b" " * LARGEST)[0][2] == "O arquivo passa de 1 MB"
    assert told(b"%PDF-1.7\n")[0][2].startswith("Não é uma planilha")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20260310", "2026-03-10"), ("20260310235959[-3:BRT]", "2026-03-10"),
        ("20260310120000.000[-03:EST]", "2026-03-10"),
        ("202603101200", "2026-03-10"), ("10/03/2026", "2026-03-10"), ("2026-03-10", "2026-03-10"),
        ("20260229", None), ("2026031", None), ("", None), ("ontem", None),
    ],
)  # fmt: skip
def test_days(text: str, day: str | None) -> None:
    assert ofx_day(text) == day


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("-1812.40", "-1812.40"), ("-1812,40", "-1812.40"), ("-1.812,40", "-1812.40"), ("+10", "10"),
        ("R$ 5,00", "5.00"),
        ("1,812.40", "1812.40"), ("1.812.40", None), ("1e9", None), ("NaN", None), ("", None),
        ("--1", None), ("1,2,3", None),
    ],
)  # fmt: skip
def test_amounts(text: str, amount: str | None) -> None:
    assert ofx_amount(text) == (None if amount is None else Decimal(amount))


SHEET = "Data;Histórico;Documento;Valor\n"


@pytest.mark.parametrize(
    "text",
    [
        SHEET + "02/03/2026;Energia;31101;-1.812,40\n",
        "data,histórico,nº documento,valor (r$)\n2026-03-02,Energia,31101,-1812.40\n",
        "Data;Histórico;Nr. Doc.;Crédito;Débito;Saldo\n02/03/2026;Energia;31101;;1.812,40;99,00\n",
        "Data Movimento;Nr. Doc.;Histórico;Valor;Deb/Cred\n02/03/2026;31101;Energia;1.812,40;D\n",
        "Data\tHistórico\tDocumento\tValor\tTipo\n02/03/2026\tEnergia\t31101\t1812,40\tdébito\n",
        "Data;Histórico;Documento;Valor\n02/03/2026;Saldo Anterior;;10,00\n02/03/2026;Energia;31101;1.812,40-\n"
        "31/03/2026;S A L D O;;8,00\n;;;\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_sheets_as_banks_write_them(text: str, encoding: str) -> None:
    (only,) = lines(text.encode(encoding))
    assert (str(only.data), only.historico, only.documento, only.valor) == (
        "2026-03-02", "Energia", "31101", Decimal("-1812.40"),
    )  # fmt: skip


def test_the_template_is_a_statement_too() -> None:
    assert read_statement(EXTRATO, EXTRATO.template).rows == ()
    assert (EXTRATO.kinds, EXTRATO.accepts) == ("OFX, XLSX ou CSV", ".ofx,.xlsx,.csv")
    assert (RENDIMENTOS.statement, DESPESAS.statement) == (False, False)


def test_what_is_wrong_in_a_sheet_is_named() -> None:
    assert told(b"Data;Valor;Data;Cor\n") == [
        (1, "Cor", "Esta coluna não se conhece; tire-a, ou use as do modelo"),
        (1, "Data", "A coluna aparece mais de uma vez"), (1, "Data", "A coluna aparece mais de uma vez"),
    ]  # fmt: skip
    assert [column for _, column, _ in told("Histórico;Crédito\n".encode())] == ["Data", "Valor"]
    both = "Data;Crédito;Débito\n02/03/2026;1,00;2,00\n03/03/2026;mil;\n04/03/2026;;\n"
    assert told(both.encode()) == [
        (2, "Débito", "A linha tem crédito e débito; cada lançamento tem um dos dois"),
        (3, "Crédito", "“mil” não é um valor"),
        (4, "Valor", "Falta o valor"),
    ]
    signs = "Data;Valor;D/C\n02/03/2026;1,00;X\n03/03/2026;-1,00;C\n04/03/2026;-1,00;D\n"
    assert told(signs.encode()) == [
        (2, "D/C", "Escreva C, de crédito, ou D, de débito"),
        (3, "D/C", "O valor tem sinal de menos e a linha diz crédito"),
    ]


def test_an_ofx_is_known_by_what_it_is() -> None:
    assert is_ofx(BANCO_DO_BRASIL.encode())
    assert is_ofx(CAIXA.encode())
    assert is_ofx(XML.encode())
    assert not is_ofx(SHEET.encode())


@given(
    amounts=st.lists(st.integers(-(10**11), 10**11).filter(bool), min_size=1, max_size=20), closed=st.booleans(),
    comma=st.booleans(),
)  # fmt: skip
def test_every_transaction_is_read_once_with_its_cents(amounts: list[int], closed: bool, comma: bool) -> None:
    def written(cents: int) -> str:
        text = f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"
        return text.replace(".", ",") if comma else text

    end = "</STMTTRN>" if closed else ""
    body = "".join(
        f"<STMTTRN>\n<DTPOSTED>20260310\n<TRNAMT>{written(cents)}\n<FITID>{place}\n{end}"
        for place, cents in enumerate(amounts)
    )
    content = f"OFXHEADER:100\n<OFX><BANKTRANLIST>{body}</BANKTRANLIST></OFX>".encode()
    assert [(one.lancamento.centavos, one.identificador) for one in lines(content)] == [
        (cents, str(place)) for place, cents in enumerate(amounts)
    ]
