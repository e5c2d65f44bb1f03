"""What procedures may be started, and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.web.formatters import alternatives, bare, capital
from api.web.views.citacoes import Cite, cite
from workflows.procedures import procedures


@dataclass(frozen=True)
class Offer:
    """A procedure; `href` only for those who may start it."""

    title: str
    short: str
    norm: str
    cites: tuple[Cite, ...]
    who: str
    stages: str
    href: str


def offers(roles: Sequence[str]) -> tuple[Offer, ...]:
    """Every procedure that somebody may start (others are opened by a case), first those that `roles` may."""
    found = []
    for id, kind in procedures().items():
        about = kind.about
        if not about.started_by:
            continue
        may = bool({role.id for role in about.started_by} & set(roles))
        found.append(
            Offer(
                title=about.title,
                short=about.short,
                norm=about.norm,
                cites=tuple(cite(one.id) for one in about.provisions),
                who=capital(alternatives(bare(role.title) for role in about.started_by)),
                stages=" → ".join(stage.title for stage in about.stages),
                href=f"/processos/novo/{id}" if may else "",
            )
        )
    return tuple(sorted(found, key=lambda offer: not offer.href))
