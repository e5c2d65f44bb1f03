"""The norms as pages: what each place says in our words, since when, and what it leaves open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from api.web.formatters import date_br, listed, money, plural
from api.web.views.citacoes import Cite, cite
from workflows.kernel.state import Amendment
from workflows.norms import (
    DatedValue,
    Norm,
    Parameter,
    Provision,
    Window,
    norm,
    parameters,
    provision,
    resolution,
)


@dataclass(frozen=True)
class VersionLine:
    """One text of a provision, and when it was in force."""

    summary: str
    period: str
    act: str
    current: bool


@dataclass(frozen=True)
class ParameterLine:
    """A number or choice left open: what it is, what stands today, who set it."""

    description: str
    value: str
    origin: str
    key: str


@dataclass(frozen=True)
class ProvisionPage:
    """A place in a norm, with its texts over time and what it leaves open."""

    cite: Cite
    norm: Cite
    parent: Cite | None
    children: tuple[Cite, ...]
    versions: tuple[VersionLine, ...]
    parameters: tuple[ParameterLine, ...]
    note: str
    official_url: str


@dataclass(frozen=True)
class NormPage:
    """A norm, with the places at its first level."""

    title: str
    ementa: str
    href: str
    since: date
    official_url: str
    amendments: tuple[str, ...]
    articles: tuple[Cite, ...]


def norm_page(found: Norm) -> NormPage:
    """A norm with the places that stand at its first level."""
    return NormPage(
        title=found.title,
        ementa=found.ementa,
        href=f"/normas/{found.id}",
        since=found.since,
        official_url=found.url or "",
        amendments=tuple(f"{act.citation}, em vigor desde {date_br(act.since)}" for act in found.amendments),
        articles=tuple(cite(one.id) for one in found if one.parent is None),
    )


def provision_page(
    found: Provision, overrides: Sequence[DatedValue], today: date, amendments: Sequence[Amendment] = ()
) -> ProvisionPage:
    """A provision with its texts, newest first, those of `amendments` entered here too; and the parameters it leaves
    open, as they stand on `today`."""
    return ProvisionPage(
        cite=cite(found.id),
        norm=Cite(found.norm.title, found.norm.title, f"/normas/{found.norm.id}"),
        parent=cite(found.parent.id) if found.parent else None,
        children=tuple(cite(one.id) for one in found.children),
        versions=_versions(found, today, amendments),
        parameters=tuple(parameter_line(one, overrides, today) for one in parameters() if one.provision is found),
        note=found.note or "",
        official_url=found.official_url or "",
    )


def _versions(found: Provision, today: date, amendments: Sequence[Amendment]) -> tuple[VersionLine, ...]:
    ours = sorted((one for one in amendments if one.provision == found.id and one.summary), key=lambda one: one.since)
    latest = max((one.since for one in ours if one.since <= today), default=None)
    entered = (
        VersionLine(one.summary, f"desde {date_br(one.since)}", one.act, one.since == latest) for one in reversed(ours)
    )
    return (*entered, *_of_the_norm(found, today, amended=latest is not None))


def _of_the_norm(found: Provision, today: date, *, amended: bool) -> tuple[VersionLine, ...]:
    return tuple(
        VersionLine(
            summary=version.summary,
            period=f"de {date_br(version.since)} a {date_br(version.until)}"
            if version.until
            else f"desde {date_br(version.since)}",
            act=version.act.citation if version.act else f"texto original de {found.norm.title}",
            current=version.covers(today) and not amended,
        )
        for version in reversed(found.versions)
    )


def parameter_line(parameter: Parameter, overrides: Sequence[DatedValue], today: date) -> ParameterLine:
    """A parameter as it stands on `today`."""
    found = resolution(parameter.key, overrides, today)
    if found.act and found.since:
        origin = f"{found.act}, desde {date_br(found.since)}"
    elif found.value is None:
        origin = "a norma não fixa, e nenhum ato fixou ainda: nenhum prazo corre por isto"
    else:
        origin = (
            "valor da norma" if parameter.default_is_law else "sugestão do Tramita, até que um ato diga outra coisa"
        )
    return ParameterLine(parameter.description, value_words(parameter, found.value), origin, parameter.key)


UNITS = {"dia": ("dia", "dias"), "mes": ("mês", "meses"), "pessoa": ("pessoa", "pessoas")}


def value_words(parameter: Parameter, value: object) -> str:
    """A value of the parameter as a sentence says it; None is *não fixado*."""
    if value is None:
        return "não fixado"
    if isinstance(value, bool):
        return "sim" if value else "não"
    if isinstance(value, int):
        if parameter.unit == "centavo":
            return money(Decimal(value) / 100)
        one, many = UNITS.get(parameter.unit or "", ("", ""))
        return plural(value, one, many).strip() if one else f"{value}{'%' if parameter.unit == 'por_cento' else ''}"
    if isinstance(value, tuple):
        return listed(map(_item_words, value)) or "nenhum"
    return str(value).replace("_", " ")


def _item_words(item: Window | str) -> str:
    if isinstance(item, Window):
        return f"de {date_br(item.start)} a {date_br(item.end)}"
    return item.replace("_", " ")


def find(id: str) -> Norm | Provision:
    """The norm or the provision of that id. Raises UnknownProvision."""
    return provision(id) if ":" in id else norm(id)
