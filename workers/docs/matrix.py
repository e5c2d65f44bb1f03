"""The matrix as a page: norm, duty, what meets it, which scenarios exercise it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from workers.docs.text import GENERATED_BY, table
from workflows.kernel.matrix import Met, Row, matrix

WORDS = {Met.MET: "cumprido", Met.PLANNED: "previsto", Met.NOT_OURS: "de outrem", Met.MISSING: "**faltando**"}
KINDS = {"step": "ato", "rule": "regra", "deadline": "prazo"}


def matrix_page(exercised: Mapping[str, tuple[str, ...]]) -> str:
    """The whole matrix. `exercised`: the scenarios in whose facts each declaration (or procedure) shows, by id."""
    rows = matrix()
    lines = [GENERATED_BY, "", "# Matriz de rastreabilidade", ""]
    lines += ["Cada dever da norma, o que o cumpre neste sistema, e em que cenários isso aparece.", ""]
    lines += table(("Situação", "Deveres"), [(WORDS[met], str(sum(row.met is met for row in rows))) for met in Met])
    for group, members in groupby(rows, key=lambda row: row.duty.procedure):
        found = list(members)
        if all(row.met is Met.PLANNED for row in found):
            lines += ["", f"## {group}", "", f"{found[0].reason.capitalize() or 'Ainda não modelado'}.", ""]
            lines += table(("Dever", "Dispositivo", "O que pede"), [_duty(row) for row in found])
        else:
            head = ("Dever", "Dispositivo", "O que pede", "Tipo", "Situação", "Cumprido por", "Cenários")
            lines += ["", f"## {group}", "", *table(head, [_full(row, exercised) for row in found])]
    return "\n".join(lines) + "\n"


def _duty(row: Row) -> tuple[str, ...]:
    return row.duty.id, "; ".join(place.citation for place in row.duty.provisions), row.duty.title


def _full(row: Row, exercised: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    by = ", ".join(f"[`{one.id}`](procedures/{one.procedure}.md)" for one in row.by) or row.reason
    where = sorted({name for one in row.by for name in exercised.get(one.id, ())})
    scenarios = ", ".join(f"[{name}](scenarios/{name}.yaml)" for name in where)
    return (*_duty(row), KINDS[row.duty.kind], WORDS[row.met], by, scenarios)
