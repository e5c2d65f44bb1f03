"""Sheets of a month's expenses: each wrong line and column named, and everything taken or nothing."""

import csv
import io
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from math import inf, nan
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.services.sheets import LARGEST, NOT_A_SHEET, Sheet, SheetErrors, read_sheet, sheets_of
from tests.api.conftest import Login
from tests.execucao.test_registro_de_despesas import PARCERIA
from tests.execucao.test_regras_despesa import PESSOA
from workers.commands.demo import CNPJ
from workflows.execucao.formularios_despesa import Contrapartida, Despesa, MovimentoDoMes
from workflows.kernel.forms import validate
from workflows.parcerias.pmis import Pmis
from workflows.parties import party_of

DESPESAS, ORCAMENTOS, CONTRAPARTIDA = sheets_of(MovimentoDoMes)
LUZ = {
    "O que se comprou ou contratou": "Energia da base", "Tipo da despesa": "Custos indiretos",
    "Item do plano de trabalho": "4.1", "A quem se pagou": "Energia do Cerrado",
    "CPF ou CNPJ de quem recebeu": "12.345.678/0001-95", "Data do fato gerador": "01/03/2026",
    "Data do pagamento": "10/03/2026", "Valor pago": "1.812,40", "Meio de pagamento": "Boleto bancário",
    "Nota ou comprovante fiscal": "NF 1", "Data do comprovante": "05/03/2026",
    "O comprovante traz o nome e o CNPJ da organização": "sim",
}  # fmt: skip


def written(*rows: dict[str, str], delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO(newline="")
    titles = list(dict.fromkeys(title for row in rows for title in row))
    writer = csv.DictWriter(text, titles, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def told(sheet: Sheet, content: bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(SheetErrors) as caught:
        read_sheet(sheet, content)
    return [(one.line, one.column, one.message) for one in caught.value.problems]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252"])
def test_a_sheet_is_read_however_the_program_wrote_it(delimiter: str, encoding: str) -> None:
    read = read_sheet(DESPESAS, written(LUZ, delimiter=delimiter, encoding=encoding))
    despesa = Despesa.model_validate(read.rows[0])
    assert (despesa.quantia, despesa.tipo, despesa.meio) == (181240, "custos-indiretos", "boleto")
    assert despesa.em_nome_da_organizacao is True
    assert read.lines == (2,)


def test_a_cell_of_several_lines_does_not_move_the_lines_after_it() -> None:
    longa = {**LUZ, "O que se comprou ou contratou": "Energia\nda base\nde apoio"}
    assert read_sheet(DESPESAS, written(longa, LUZ, {"Valor pago": " "}, LUZ)).lines == (2, 5, 7)


def test_the_template_asks_each_field_once_and_reads_back() -> None:
    for sheet in (DESPESAS, ORCAMENTOS, CONTRAPARTIDA):
        titles = next(csv.reader(io.StringIO(sheet.template.decode("utf-8-sig")), delimiter=";"))
        assert titles == [column.title for column in sheet.columns]
        assert len(set(titles)) == len(titles)
        assert read_sheet(sheet, sheet.template).rows == ()


def test_each_choice_is_written_by_its_value_its_title_or_the_title_without_its_article() -> None:
    tipo = next(column for column in DESPESAS.columns if column.name == "tipo")
    for said in ("custos-indiretos", "CUSTOS INDIRETOS", "Custos indiretos (art. 45, III)"):
        assert tipo.read(said) == "custos-indiretos"
    assert tipo.read("outra coisa") == "outra coisa"


TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
SPACES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r7" Target="worksheets/sheet1.xml"/></Relationships>'
)


def cell(place: str, value: str | float | bool, shared: list[str]) -> str:
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, float):
        return f'<c r="{place}"><v>{value!r}</v></c>'
    shared.append(value)
    return f'<c r="{place}" t="s"><v>{len(shared) - 1}</v></c>'


def workbook(
    rows: dict[int, dict[str, Any]], *, properties: str = "", parts: Mapping[str, bytes] | None = None
) -> bytes:
    """A workbook as the programs write it: texts shared, numbers and days as numbers, empty cells left out."""
    shared: list[str] = []
    titles = [column.title for column in DESPESAS.columns]
    lines: dict[int, dict[str, Any]] = {1: dict(zip(titles, titles, strict=True)), **rows}
    told = "".join(
        f'<row r="{line}">'
        + "".join(
            cell(f"{chr(65 + titles.index(name))}{line}", value, shared)
            for name, value in sorted(row.items(), key=lambda one: titles.index(one[0]))
        )
        + "</row>"
        for line, row in lines.items()
    )
    texts = "".join(f"<si><r><t>{text[:3]}</t></r><r><t>{text[3:]}</t></r></si>" for text in shared)
    book = (
        f'<workbook {SPACES} xmlns:r="{RELATIONS}">{properties}<sheets><sheet name="a" r:id="r7"/></sheets></workbook>'
    )
    held = {
        "[Content_Types].xml": TYPES, "xl/workbook.xml": book.encode(), "xl/_rels/workbook.xml.rels": RELATED.encode(),
        "xl/worksheets/sheet1.xml": f"<worksheet {SPACES}><sheetData>{told}</sheetData></worksheet>".encode(),
        "xl/sharedStrings.xml": f"<sst {SPACES}>{texts}</sst>".encode(), **(parts or {}),
    }  # fmt: skip
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in held.items():
            package.writestr(name, content)
    return packed.getvalue()


# Of 2026: 1 March is day 46082 of the programs' count, 10 March day 46091.
BOOKED: dict[str, str | float | bool] = {
    **LUZ, "Valor pago": 1812.4, "Data do fato gerador": 46082.0, "Data do pagamento": 46091.0,
    "O comprovante traz o nome e o CNPJ da organização": True,
}  # fmt: skip


def test_a_workbook_says_the_same_as_a_csv() -> None:
    read = read_sheet(DESPESAS, workbook({3: BOOKED, 7: {**BOOKED, "Valor pago": 0.1 + 0.2}}))
    assert read.lines == (3, 7)
    assert Despesa.model_validate(read.rows[0]) == Despesa.model_validate(read_sheet(DESPESAS, written(LUZ)).rows[0])
    assert Despesa.model_validate(read.rows[1]).quantia == 30


def test_a_number_with_three_places_is_no_thousand() -> None:
    row = read_sheet(DESPESAS, workbook({2: {**BOOKED, "Valor pago": 1.234}})).rows[0]
    errors = validate(Despesa, row)
    assert isinstance(errors, tuple)
    assert [(one.field, one.message) for one in errors] == [("valor", "Use no máximo 2 casas decimais")]


def test_a_workbook_may_count_its_days_from_1904() -> None:
    late = workbook({2: {**BOOKED, "Data do fato gerador": 44620.0}}, properties='<workbookPr date1904="1"/>')
    assert read_sheet(DESPESAS, late).rows[0]["fato_gerador"] == "2026-03-01"


SWOLLEN = f"<worksheet {SPACES}><sheetData>{'<row/>' * 2_000_000}</sheetData></worksheet>".encode()
ENTITIES = f'<!DOCTYPE a [<!ENTITY b "c">]><worksheet {SPACES}><sheetData/></worksheet>'.encode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("xl/worksheets/sheet1.xml", SWOLLEN, "O arquivo cresce demais quando é aberto."),
        ("xl/worksheets/sheet1.xml", SWOLLEN[:4_500_000], NOT_A_SHEET),
        ("xl/worksheets/sheet1.xml", ENTITIES, NOT_A_SHEET),
        ("xl/worksheets/sheet1.xml", b"<worksheet", NOT_A_SHEET),
        ("xl/_rels/workbook.xml.rels", b"<a/>", NOT_A_SHEET),
        ("xl/embeddings/oleObject1.bin", b"x", "O arquivo contém macro ou programa embutido."),
    ],
)
def test_a_workbook_that_is_a_trap_or_damaged(name: str, content: bytes, said: str) -> None:
    [(line, _, message)] = told(DESPESAS, workbook({2: BOOKED}, parts={name: content}))
    assert (line, message.startswith(said)) == (0, True), message


@pytest.mark.parametrize("value", [nan, inf, -inf])
def test_a_cell_whose_number_is_none_is_no_sheet(value: float) -> None:
    assert told(DESPESAS, workbook({2: {**BOOKED, "Valor pago": value}})) == [(0, "", NOT_A_SHEET)]


@given(data=st.data())
def test_a_workbook_damaged_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    content = workbook({2: BOOKED})
    at = data.draw(st.integers(0, len(content) - 1))
    with suppress(SheetErrors):
        read_sheet(DESPESAS, content[:at] + data.draw(st.binary(max_size=6)) + content[at + 1 :])


def test_what_is_not_a_sheet() -> None:
    whole = [(0, "", NOT_A_SHEET)]
    assert told(DESPESAS, b"PK\x03\x04nada") == whole
    assert told(DESPESAS, b"%PDF-1.7") == whole
    assert told(DESPESAS, b"") == whole
    assert told(DESPESAS, "Valor pago\n1".encode("utf-16")) == whole
    assert told(DESPESAS, b"a" * (LARGEST + 1)) == [(0, "", "A planilha passa de 1 MB")]
    assert told(CONTRAPARTIDA, written(dict.fromkeys((one.title for one in CONTRAPARTIDA.columns), "")) + b'"aberta')


def test_every_wrong_column_is_named() -> None:
    renamed = {("Preço" if title == "Valor pago" else title): text for title, text in LUZ.items()}
    assert told(DESPESAS, written(renamed)) == [
        (1, "Preço", "Esta coluna não existe; use as do modelo"),
        (1, "Valor pago", "Falta esta coluna"),
    ]
    assert told(DESPESAS, b"Valor pago;" + written(LUZ, encoding="utf-8")) == [
        (1, "Valor pago", "A coluna aparece mais de uma vez")
    ]


def test_a_cell_beside_the_columns_is_named() -> None:
    said = "Há uma célula fora das colunas; confira os separadores"
    assert told(DESPESAS, written(LUZ).rstrip() + b";solta\r\n") == [(2, "", said)]


def test_most_forms_take_no_sheet() -> None:
    assert sheets_of(Pmis.about.input) == ()


@given(
    cents=st.integers(min_value=1, max_value=10**11), said=st.text(st.characters(categories=["L", "P"]), max_size=40)
)
def test_what_is_written_is_what_is_read(cents: int, said: str) -> None:
    words = f"bem {said}".strip()
    amount = f"{cents // 100:,}".replace(",", ".") + f",{cents % 100:02}"
    row = dict(zip((one.title for one in CONTRAPARTIDA.columns), (words, "5.1", "NF", amount, amount), strict=True))
    read = read_sheet(CONTRAPARTIDA, written(row))
    assert Contrapartida.model_validate(read.rows[0]).valor == Decimal(cents) / 100
    assert read.rows[0]["descricao"] == words


# -- through the door ------------------------------------------------------------------------------------------------


async def registering(as_user: Login) -> tuple[httpx.AsyncClient, str]:
    """The organisation's client and the task of registering March."""
    parceria = {**PARCERIA, "parte": party_of(CNPJ), "repasse": "1000000.00"}
    body = {"type": "registro-de-despesas", "input": {"parceria": parceria, "mes": "2026-03"}}
    started = await as_user("helena").post("/api/v1/procedures", json=body)
    assert started.status_code == 201, started.text
    osc = as_user("osc")
    items = (await osc.get(f"/api/v1/tasks?procedure={started.json()['case']}")).json()["items"]
    return osc, f"/api/v1/tasks/{items[0]['id']}"


def sent(**sheets: bytes) -> dict[str, Any]:
    return {"sheets": {name: content.decode("utf-8-sig") for name, content in sheets.items()}}


@pytest.mark.engines
@pytest.mark.usefixtures("worker")
async def test_the_month_is_registered_by_its_sheets_or_not_at_all(as_user: Login) -> None:
    osc, task = await registering(as_user)
    asked = (await osc.get(f"{task}/sheets")).json()
    assert [one["name"] for one in asked] == ["despesas", "orcamentos", "contrapartida"]
    template = await osc.get(f"{task}/sheets/despesas")
    assert (template.status_code, template.content) == (200, DESPESAS.template)
    assert (await osc.get(f"{task}/sheets/outra")).status_code == 404

    wrong = written(LUZ, {**LUZ, "Valor pago": "mil", "Data do pagamento": "31/02/2026"}, {**LUZ, "Valor pago": ""})
    answer = await osc.post(f"{task}/sheets", json=sent(despesas=wrong))
    assert answer.status_code == 422
    assert [(one["line"], one["column"]) for one in answer.json()["lines"]] == [
        (3, "Data do pagamento"), (3, "Valor pago"), (4, "Valor pago"),
    ]  # fmt: skip

    taxa = {**LUZ, "Tipo da despesa": "Taxa de administração ou gerência"}
    especie = {
        **LUZ, "Meio de pagamento": "Espécie", "Valor pago": "1.000,01", "CPF ou CNPJ de quem recebeu": PESSOA,
        "Em espécie ou reembolso, o que o permite": "O plano de trabalho",
    }  # fmt: skip
    answer = await osc.post(f"{task}/sheets", json=sent(despesas=written(LUZ, taxa, especie)))
    assert answer.status_code == 422
    assert [(one["line"], one["column"], one["provision"]) for one in answer.json()["lines"]] == [
        (3, "Tipo da despesa", "dec-167:art-47:inc-II"), (4, "Valor pago", "dec-167:art-43:par-1"),
    ]  # fmt: skip
    assert PESSOA not in answer.text
    assert (await osc.get(task)).json()["status"] != "concluida"

    unknown = await osc.post(f"{task}/sheets", json=sent(outra=written(LUZ)))
    assert unknown.json()["lines"][0]["message"] == "Esta tarefa não pede esta planilha"

    done = await osc.post(f"{task}/sheets", json=sent(despesas=written(*[LUZ] * 300)))
    assert done.status_code == 200, done.text
    case = (await osc.get(f"/api/v1/procedures/{done.json()['case']}")).json()
    assert case["outcome"] == "mes-registrado"


@pytest.mark.engines
@pytest.mark.usefixtures("worker")
async def test_nobody_else_does_it_and_other_tasks_take_no_sheet(as_user: Login) -> None:
    _, task = await registering(as_user)
    assert (await as_user("ivo").post(f"{task}/sheets", json=sent(despesas=written(LUZ)))).status_code == 404
    assert (await as_user("helena").post(f"{task}/sheets", json=sent(despesas=written(LUZ)))).status_code == 403
    assert (await as_user("helena").get("/api/v1/tasks/nenhuma/sheets")).status_code == 404
