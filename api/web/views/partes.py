"""The parties of a case by name, and what its norm makes public of it, readable."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from activities.records.queries.views import FactView
from api.web.formatters import capital, date_br, lower_first
from api.web.views.conteudo import Said
from api.web.views.fatos import Names
from workflows.kernel import Procedure
from workflows.kernel.registry import procedures
from workflows.kernel.state import FactKind

LABELS = {
    "sintese": "Síntese",
    "interesse_publico": "Interesse público",
    "recebida_em": "Recebida em",
    "divulgada_em": "Divulgada em",
    "resposta_enviada_em": "Resposta enviada em",
    "pendencias": "O que não foi cumprido",
    "participe": "Partícipe",
    "ato": "Ato",
    "titulo": "O que era devido",
    "periodo": "Período",
    "posicao": "Posição",
    "pontos": "Pontos",
    "protocolo": "Protocolo",
    "classificacao": "Classificação",
    "legislacao": "Legislação",
    "fim_das_propostas": "Último dia para propostas",
    "condicoes_das_propostas": "Condições das propostas",
    "criterios": "Critérios",
    "codigo": "Código",
    "nota_maxima": "Nota máxima",
    "nota_minima": "Pontos mínimos",
    "valor_de_referencia": "Valor de referência, em reais",
    "parametros_do_valor": "Parâmetros do valor",
    "dotacao": "Dotação",
    "atuacao_em_rede": "Atuação em rede",
    "condicoes_de_recurso": "Condições de recurso",
    "capacidade_tecnica": "Capacidade técnica",
    "prazo_de_habilitacao": "Dias para comprovar a habilitação",
    "prazo_para_atender": "Dias para atender à convocação",
    "clausulas_restritivas": "Cláusulas que restringem a disputa",
    "clausula": "Cláusula",
    "provisorio_em": "Resultado provisório em",
    "organizacao": "Organização",
    "cnpj": "CNPJ",
}
"""What names of public data are called where a capital and spaces are not enough. The records keep no order: what is
named here comes first, in this one."""


@dataclass(frozen=True)
class Listing:
    """Public data of several rows: a table. Every row has a cell for each head."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Published:
    """What is public of a case: single answers, and tables."""

    said: tuple[Said, ...]
    listings: tuple[Listing, ...]


def party_names(facts: Sequence[FactView]) -> Names:
    """The names of the parties that the input of a case gives; none when it is an input of another build."""
    started = next((fact.data for fact in facts if fact.kind is FactKind.CASE_STARTED), {})
    return names_in(str(started.get("type")), started.get("input"))


def names_parties(type: str) -> bool:
    """Whether the inputs of that kind of procedure name the parties of its cases."""
    kind = procedures().get(type)
    said = next((base for base in kind.__mro__ if "party_names" in vars(base)), Procedure) if kind else Procedure
    return said is not Procedure


def names_in(type: str, given: object) -> Names:
    """As `party_names`, of the input itself. Many cases begin with the same one: each is read once."""
    return _names_in(type, json.dumps(given, sort_keys=True))


@lru_cache(maxsize=256)
def _names_in(type: str, given: str) -> Names:
    kind = procedures().get(type)
    if kind is None:
        return {}
    try:
        names: Names = kind.party_names(kind.about.input.model_validate_json(given))
    except ValidationError:
        return {}
    return names


def published(public: Mapping[str, Any], names: Names) -> Published:
    """The public data of a case. Parties go by their `names`; what is empty is left out."""
    found = list(_flat(ordered(public)))
    said = [Said(label, _text(value, names)) for label, value in found if _plain(value)]
    tables = [_listing(label, value, names) for label, value in found if value and not _plain(value)]
    return Published(tuple(one for one in said if one.text), tuple(tables))


def ordered(data: Mapping[str, Any]) -> dict[str, Any]:
    """Public data with what `LABELS` names first, in its order."""
    return {key: data[key] for key in (*(key for key in LABELS if key in data), *data)}


def _flat(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What is said, by its label; what holds several answers of its own gives each of them."""
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from ((f"{_label(key)}: {lower_first(_label(name))}", one) for name, one in ordered(value).items())
        else:
            yield _label(key), value


def _plain(value: Any) -> bool:
    return not (isinstance(value, Sequence) and not isinstance(value, str))


def _listing(title: str, rows: Sequence[Any], names: Names) -> Listing:
    said = [ordered(row) if isinstance(row, Mapping) else {title: row} for row in rows]
    keys = list(dict.fromkeys(key for row in said for key in row))
    cells = (tuple(_text(row.get(key), names) for key in keys) for row in said)
    return Listing(title, tuple(_label(key) for key in keys), tuple(cells))


def _label(key: str) -> str:
    return LABELS.get(key) or capital(key.replace("_", " "))


def _text(value: Any, names: Names) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Sim" if value else "Não"
    if isinstance(value, Mapping):
        return "; ".join(f"{_label(key)}: {text}" for key, one in value.items() if (text := _text(one, names)))
    if isinstance(value, list | tuple):
        return "; ".join(_text(one, names) for one in value)
    try:
        return date_br(date.fromisoformat(value))
    except (TypeError, ValueError):
        return names.get(str(value), str(value))
