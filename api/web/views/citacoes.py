"""Provisions as pages cite them: the short form beside an act, the long one alone, and the way to their page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from api.web.formatters import capital
from api.web.forms import Field
from workflows.norms import Provision, UnknownProvision, provision


@dataclass(frozen=True)
class Cite:
    """`short` is "art. 14, § 1º"; `full` names the norm; `href` is empty when the provision is not loaded."""

    short: str
    full: str
    href: str = ""
    summary: str = ""


def cite(provision_id: str, on: date | None = None) -> Cite:
    """The citation of an id. An unknown one (an old case, a work plan not loaded) is shown as it stands.

    The summary is of the text in force `on` that day (default: the latest); an older text says by what it was replaced.
    """
    try:
        found = provision(provision_id)
    except UnknownProvision:
        return Cite(provision_id, provision_id)
    return Cite(found.short, found.citation, f"/normas/{provision_id}", _text_on(found, on))


def _text_on(found: Provision, on: date | None) -> str:
    version = next((one for one in found.versions if on is not None and one.covers(on)), None)
    if version is None or version.ended_by is None:
        return found.summary
    return f"{version.summary} (Texto anterior ao {version.ended_by.citation}, que vale para este processo.)"


def maybe_cite(provision_id: str | None) -> Cite | None:
    """As `cite`, of what may cite nothing."""
    return cite(provision_id) if provision_id else None


def beside(fields: Iterable[Field]) -> dict[str, str]:
    """What the law says beside the controls, by their names ("Art. 13, I: …"): once, at the first that cites it."""
    said: set[str] = set()
    return {field.name: text for field in _all(fields) if (text := _once(field.shape.provision, said))}


def _all(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _all(field.children)
        yield from _all(field.rows)


def _once(provision_id: str | None, said: set[str]) -> str:
    if provision_id is None or provision_id in said:
        return ""
    said.add(provision_id)
    known = cite(provision_id)
    return f"{capital(known.short)}: {known.summary}" if known.summary else ""
