"""A norm file with anything wrong is refused."""

from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from workflows.norms.loading import NormFile, UniqueKeyLoader, build_norm

GOOD: dict[str, Any] = {
    "id": "lei-1",
    "title": "Lei 1/2000",
    "ementa": "Lei de prova.",
    "since": "2000-01-10",
    "amendments": {"lei-2": {"citation": "Lei 2/2001", "since": "2001-01-10"}},
    "provisions": {
        "art-1": "Uma frase qualquer.",
        "art-1:par-1": [
            {"ended_by": "lei-2", "summary": "A frase de antes."},
            {"act": "lei-2", "summary": "A frase de depois."},
        ],
    },
}


def build(**changes: Any) -> None:
    build_norm(NormFile.model_validate(GOOD | changes))


def test_good_file_is_accepted() -> None:
    build()


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"surprise": 1}, "surprise"),
        ({"since": "2000-02-30"}, "since"),
        ({"id": "Lei 1"}, "id"),
        ({"provisions": {"art-1:par-1": "Parágrafo sem artigo."}}, "parent art-1 is missing"),
        ({"provisions": {"artigo-1": "Caminho malformado."}}, "not a segment"),
        ({"provisions": {"art-1": "x" * 161}}, "characters"),
        ({"provisions": {"art-1": ""}}, "characters"),
        ({"notes": {"art-2": "Nota sobre o que não há."}}, "missing provisions"),
    ],
)
def test_malformed_file_is_refused(changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        build(**changes)


@pytest.mark.parametrize(
    ("versions", "complaint"),
    [
        ([{"until": "2001-01-10"}, {"act": "lei-2"}], "overlap"),
        ([{}, {"act": "lei-2"}], "overlap"),
        ([{"act": "lei-2"}, {"since": "2000-05-01"}], "overlap"),
        ([{"act": "lei-3"}], "unknown act"),
        ([{"since": "2001-05-01", "until": "2001-04-30"}], "before it begins"),
    ],
)
def test_texts_that_do_not_fit_in_time_are_refused(versions: list[dict[str, str]], complaint: str) -> None:
    texts = [{"summary": "Uma frase qualquer."} | version for version in versions]
    with pytest.raises(ValueError, match=complaint):
        build(provisions={"art-1": texts})


def test_repeated_key_is_refused() -> None:
    with pytest.raises(ValueError, match="repeated key 'art-1'"):
        yaml.load("art-1: um\nart-1: dois\n", UniqueKeyLoader)
