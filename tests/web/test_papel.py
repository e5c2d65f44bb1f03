"""What stands on paper: clauses as clauses, restricted answers nowhere, the rest as it was said."""

from datetime import date

from activities.documents.paper import Clause, Clauses, Field, Text
from api.web.shapes import shapes
from api.web.views.papel import _parts, _public, day_in_words
from tests.kernel.papeis import Aviso
from workflows.parcerias.formularios_documentos import CorpoDeConvocacao, CorpoDeEdital


def test_clauses_are_numbered_by_the_template_and_keep_their_paragraphs() -> None:
    said = CorpoDeEdital.model_validate(
        {"preambulo": "O órgão torna público.", "clausulas": [{"titulo": "do objeto", "texto": "Um.\n\n Dois."}]}
    )
    assert _parts(shapes(CorpoDeEdital), said.model_dump(mode="json")) == (
        Text(label="Preâmbulo", paragraphs=("O órgão torna público.",)),
        Clauses(label="Cláusulas", items=(Clause(title="Do objeto", paragraphs=("Um.", "Dois.")),)),
    )


def test_short_answers_stand_beside_their_label_as_people_write_them() -> None:
    said = {"para": "Apresentar os documentos.", "dia": "2026-07-01"}
    assert _parts(shapes(CorpoDeConvocacao), said)[1:] == (Field(label="Dia", text="01/07/2026"),)


def test_what_is_restricted_is_on_no_copy() -> None:
    said = {"objeto": "Balsa", "dia": "2026-07-01", "contato": "(65) 3613-0000"}
    shown = _parts(_public(shapes(Aviso)), said)
    assert [one.label for one in shown] == ["Objeto", "Dia da sessão"]


def test_the_first_of_a_month_is_an_ordinal() -> None:
    assert day_in_words(date(2026, 3, 1)) == "1º de março de 2026"
