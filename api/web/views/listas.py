"""What lists share: tabs, the filters applied, and the way to the next page."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class TabLink:
    """A sister page, with how much is in it."""

    title: str
    href: str
    current: bool = False
    count: int | str | None = None


@dataclass(frozen=True)
class Applied:
    """A filter in use; following `href` takes it away."""

    title: str
    href: str


@dataclass(frozen=True)
class Pager:
    """The foot of a list: how much is shown, and the ways on."""

    said: str
    first: str = ""
    next: str = ""


def address(path: str, given: Mapping[str, str | None]) -> str:
    """The path with the parameters that say something."""
    told = {name: value for name, value in given.items() if value}
    return f"{path}?{urlencode(told)}" if told else path


def pager(path: str, given: Mapping[str, str | None], said: str, cursor: str | None, next_cursor: str | None) -> Pager:
    """The foot of a list of which a page was shown from `cursor` on."""
    return Pager(
        said=said,
        first=address(path, given) if cursor else "",
        next=address(path, {**given, "cursor": next_cursor}) if next_cursor else "",
    )


def applied(path: str, given: Mapping[str, str | None], titles: Mapping[str, str]) -> tuple[Applied, ...]:
    """The filters in use among those of `titles` (what to call each one's value)."""
    return tuple(Applied(titles[name], address(path, {**given, name: None})) for name in titles if given.get(name))
