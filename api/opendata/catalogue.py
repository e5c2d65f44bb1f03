"""The datasets, and what is published about each: JSON Schema (2020-12) and a data package (Frictionless, 1)."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from api.opendata import parcerias, plans, rows, sources
from api.opendata.sources import Mark, Setting

VERSION = "v1"
PATH = "/dados-abertos"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Atribuição 4.0 Internacional",
    "path": "https://creativecommons.org/licenses/by/4.0/deed.pt-br",
}
_TYPES = {"integer": "integer", "boolean": "boolean", "number": "number"}


@dataclass(frozen=True)
class Column:
    """A column as readers are told of it. `type` is that of a Frictionless field, `options` what it may hold."""

    name: str
    title: str
    description: str
    type: str
    format: str
    optional: bool
    options: tuple[str, ...]


@dataclass(frozen=True)
class Dataset:
    """A table of open data: its words, the model of its rows, where they come from, and when they changed."""

    id: str
    title: str
    description: str
    row: type[rows.Row]
    read: Callable[[AsyncSession, Setting], AsyncIterator[rows.Row]]
    mark: Callable[[AsyncSession, Setting], Awaitable[Mark]]
    key: tuple[str, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns in their order."""
        schema = self.row.model_json_schema()
        return tuple(_column(name, spec, schema) for name, spec in schema["properties"].items())


DATASETS: Mapping[str, Dataset] = {
    one.id: one
    for one in (
        Dataset(
            "pmis-propostas", "Propostas de PMIS e respostas",
            "O rol das propostas de manifestação de interesse social divulgadas, e o que foi respondido. "
            "Quem assina está na página de cada proposta.",
            rows.Proposta, sources.propostas, sources.mark_of_cases, ("ano", "sequencial"),
        ),
        Dataset(
            "parcerias", "Parcerias",
            "A relação das parcerias em vigor ou terminadas há até 180 dias, com o que o art. 104 manda divulgar.",
            rows.Parceria, parcerias.parcerias, sources.mark_of_cases, ("parceria",),
        ),
        Dataset(
            "contas-das-parcerias", "Contas das parcerias",
            "As prestações de contas de cada parceria da relação: quando são previstas, quando vieram, até quando se "
            "analisam e o resultado.",
            rows.ContaDaParceria, parcerias.contas, sources.mark_of_cases,
            ("parceria", "contas", "periodo_ate"),
        ),
        Dataset(
            "equipes-das-parcerias", "Equipes das parcerias",
            "As funções da equipe paga com recursos de cada parceria da relação, com os valores e sem nomes.",
            rows.FuncaoDaEquipe, parcerias.equipes, sources.mark_of_cases,
            ("parceria", "exercicio", "funcao"),
        ),
        Dataset(
            "prazos-das-parcerias", "Prazos da SINFRA e da organização nas parcerias",
            "Os prazos que obrigam a SINFRA e os que obrigam a organização em cada parceria da relação: quando vencem, "
            "quando foram cumpridos e com quantos dias de atraso. Dos da organização, não estão aqui os que ela tem "
            "para se defender, recorrer ou responder, que são direito dela e não atraso.",
            rows.PrazoDaParceria, parcerias.prazos, sources.mark_of_cases, ("identificador",),
        ),
        Dataset(
            "processos-em-numeros", "Processos em números",
            "Quantos processos de cada tipo começaram em cada ano e em que etapa estão ou como terminaram.",
            rows.Numeros, sources.numeros, sources.mark_of_cases,
            ("procedimento", "ano", "situacao", "etapa", "resultado"),
        ),
        Dataset(
            "prazos-publicos", "Prazos dos processos públicos",
            "Os prazos dos processos que a norma torna públicos: de quando se contam, quando vencem e como estão.",
            rows.Prazo, sources.prazos, sources.mark_of_cases, ("processo", "prazo", "contado_de"),
        ),
        Dataset(
            "cumprimento-de-planos", "Cumprimento dos planos de trabalho",
            "De cada plano de trabalho de cooperação, por ano, partícipe e ação (com os eixos a que pertence): quantos "
            "atos foram pedidos, cumpridos no prazo, com atraso, e quantos faltam. Some por plano, partícipe ou eixo; "
            "quem age por cada partícipe, e o que enviou, não está aqui.",
            rows.CumprimentoDePlano, plans.cumprimento, sources.mark_of_cases, ("processo", "ano", "participe", "acao"),
        ),
        Dataset(
            "dias-sem-expediente", "Dias sem expediente",
            "Os dias em que o órgão não funciona no horário normal, cada um com o ato que o decretou; de dois anos "
            "antes a dois anos depois do ano corrente. Sábados e domingos não estão aqui.",
            rows.Dia, sources.dias, sources.mark_of_decrees, ("calendario", "dia"),
        ),
        Dataset(
            "deveres-da-norma", "Deveres da norma",
            "O que as normas mandam fazer, onde, e o que neste sistema cumpre cada dever.",
            rows.Dever, sources.deveres, sources.mark_of_decrees, ("dever",),
        ),
        Dataset(
            "parametros-em-vigor", "Parâmetros em vigor",
            "Os números e as escolhas que as normas deixam em aberto, como valem hoje, e o ato que os fixou.",
            rows.Parametro, sources.parametros, sources.mark_of_decrees, ("chave",),
        ),
    )
}  # fmt: skip
"""Every dataset, in the order in which pages list them."""


def json_schema(one: Dataset, base: str) -> dict[str, Any]:
    """The JSON Schema of the dataset's JSON file."""
    row = one.row.model_json_schema()
    definitions = row.pop("$defs", {})
    text: dict[str, Any] = {"type": "string"}
    properties: dict[str, Any] = {"conjunto": {"const": one.id}, "versao": {"const": VERSION}, "licenca": text}
    properties |= {"atualizado_em": {**text, "format": "date-time"}, "itens": {"type": "array", "items": row}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{base}{PATH}/{VERSION}/{one.id}.schema.json",
        "title": one.title,
        "description": one.description,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": definitions,
    }


def data_package(base: str, updated: Mapping[str, str]) -> dict[str, Any]:
    """The data package that describes every dataset; `updated` are the instants of the last changes, by dataset."""
    return {
        "profile": "tabular-data-package",
        "name": "tramita-dados-abertos",
        "title": "Dados abertos do Tramita",
        "version": VERSION,
        "homepage": f"{base}{PATH}",
        "licenses": [LICENCE],
        "resources": [_resource(one, base, updated[one.id]) for one in DATASETS.values()],
    }


def _resource(one: Dataset, base: str, updated: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": one.id,
        "title": one.title,
        "description": one.description,
        "path": f"{base}{PATH}/{VERSION}/{one.id}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "modified": updated,
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {"fields": [_field(column) for column in one.columns], "primaryKey": list(one.key)},
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {} if column.optional else {"required": True}
    if column.options:
        constraints["enum"] = list(column.options)
    plain = {"name": column.name, "title": column.title, "description": column.description, "type": column.type}
    return {**plain, "format": column.format or "default", "constraints": constraints}


def _column(name: str, spec: Mapping[str, Any], schema: Mapping[str, Any]) -> Column:
    variants = [one for one in spec.get("anyOf", [spec]) if one.get("type") != "null"]
    found = dict(variants[0])
    if "$ref" in found:
        found = schema["$defs"][found["$ref"].rpartition("/")[2]]
    dated = found.get("format") == "date"
    return Column(
        name=name,
        title=spec["title"],
        description=spec["description"],
        type="date" if dated else _TYPES.get(found.get("type", ""), "string"),
        format=found.get("format", "") if not dated else "",
        optional="anyOf" in spec,
        options=tuple(str(value) for value in found.get("enum", ())),
    )
