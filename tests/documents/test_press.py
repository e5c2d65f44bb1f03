"""The press: archivable and accessible PDF, the same bytes each time, and what people wrote stays text."""

import io
from datetime import date

import pikepdf
import pytest
import typst

from activities.documents.paper import Body, Clause, Clauses, Field, Paper, Part, Signatory, Table, Text
from activities.documents.press import LONGEST_WORD, UNKNOWN, compose, press, printable
from workflows.kernel.issuing import VERSIONS, Template

MARKUP = '*não* é #import "x" nem $x$ nem <rótulo> @ref \\ _itálico_ `código` [conteúdo] // comentário'
PARTS: tuple[Part, ...] = (
    Field(label="Resultado", text="Instaurar"),
    Text(label="Motivo", paragraphs=(MARKUP, "Com emoji 😀 e ideograma 漢, e " + "w" * 300)),
    Clauses(label="Cláusulas", items=(Clause(title="Do objeto", paragraphs=("Um.", "Dois.")),)),
)

LINES = Table(
    label="Linhas", heads=("O que a linha diz", "Valor"), rows=((MARKUP, "R$ 1,00"), ("Subtração", "-R$ 0,30"))
)


def paper(template: Template, version: int = 1, parts: tuple[Part, ...] = PARTS) -> Paper:
    signed = Signatory(name="Antônia Prado", role="Secretária", day="8 de junho de 2026")
    return Paper(
        template=template, version=version, body=Body(state="Estado", name="Secretaria"), heading="Ato nº 1/2026",
        title="Ato", case="PMIS 1/2026", subject="Ponte", fact=3, provision="Decreto, art. 1º", place="Cuiabá",
        date=date(2026, 6, 8), day="8 de junho de 2026", to="Associação", parts=parts, signatures=(signed,),
        code="7K3Q-0ZFA-1100-0000", link="http://127.0.0.1:8000/verificar/7K3Q-0ZFA-1100-0000",
    )  # fmt: skip


@pytest.mark.parametrize("template", Template)
def test_every_template_makes_archivable_accessible_pdf(template: Template) -> None:
    made = press(paper(template, VERSIONS[template]))
    with pikepdf.open(io.BytesIO(made)) as pdf, pdf.open_metadata() as metadata:
        assert (metadata.pdfa_status, metadata.get("pdfuaid:part")) == ("2A", "1")
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("pt-BR", True)
        assert str(pdf.docinfo.Title) == "Ato nº 1/2026: Ato"
        assert {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys()) == set()
    assert press(paper(template, VERSIONS[template])) == made


def test_a_memoria_has_its_lines_in_a_table_that_readers_find() -> None:
    made = press(paper(Template.MEMORIA, 1, (*PARTS, LINES)))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        kinds = {str(one.get("/S")) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one}
    assert {"/Table", "/TR", "/TH", "/TD"} <= kinds


def test_every_version_that_documents_were_issued_in_is_still_there() -> None:
    for template, newest in VERSIONS.items():
        for version in range(1, newest + 1):
            assert press(paper(template, version, ()))
    with pytest.raises(FileNotFoundError):
        press(paper(Template.EDITAL, max(VERSIONS.values()) + 1))


def test_what_no_font_of_ours_shows_is_said_to_be_unknown_and_long_words_break() -> None:
    shown = printable({"a": ["São João → 😀", "w" * 100], "n": 3})
    assert shown["a"][0] == f"São João {UNKNOWN} {UNKNOWN}"
    assert max(map(len, shown["a"][1].split("\u200b"))) == LONGEST_WORD
    assert shown["n"] == 3


def test_a_character_without_a_glyph_would_be_refused() -> None:
    """Otherwise replacing them would be for nothing."""
    data = paper(Template.DESPACHO).model_dump(mode="json", exclude={"date"})
    data |= {"address": "x", "date": [2026, 6, 8], "qr": "<svg xmlns='http://www.w3.org/2000/svg'/>", "title": "漢"}
    with pytest.raises(typst.TypstError):
        compose("v1/despacho.typ", data)
