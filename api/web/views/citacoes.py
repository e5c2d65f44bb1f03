"""Provisions as pages cite them: the short form beside an act, the long one alone, and the way to their page."""

from collections.abc import Iterable
from dataclasses import dataclass

from workflows.norms import UnknownProvision, provision


@dataclass(frozen=True)
class Cite:
    """`short` is "art. 14, § 1º"; `full` names the norm; `href` is empty when the provision is not loaded."""

    short: str
    full: str
    href: str = ""
    summary: str = ""


def cite(provision_id: str) -> Cite:
    """The citation of an id. An unknown one (an old case, a work plan not loaded) is shown as it stands."""
    try:
        found = provision(provision_id)
    except UnknownProvision:
        return Cite(provision_id, provision_id)
    return Cite(found.short, found.citation, f"/normas/{provision_id}", found.summary)


def maybe_cite(provision_id: str | None) -> Cite | None:
    return cite(provision_id) if provision_id else None


def summaries(provision_ids: Iterable[str | None]) -> dict[str, str]:
    """The law's text in our words, for the fields that name a provision ("Art. 13, I: …")."""
    found = {}
    for provision_id in provision_ids:
        if provision_id and (known := cite(provision_id)).summary:
            found[provision_id] = f"{known.short[:1].upper()}{known.short[1:]}: {known.summary}"
    return found
