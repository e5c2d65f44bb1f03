"""From the YAML under `data/` to values. A file with anything wrong is refused whole, so nothing starts on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from workflows.norms import citation
from workflows.norms.model import Act, Norm, Provision, Version

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_SUMMARY = 160


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ActFile(_Strict):
    """An amending act in a norm file."""

    citation: str
    since: date
    url: str | None = None


class VersionFile(_Strict):
    """One text of an amended provision. `act` and `ended_by` are keys of the file's `amendments`."""

    since: date | None = None
    until: date | None = None
    act: str | None = None
    ended_by: str | None = None
    summary: str = Field(min_length=10, max_length=MAX_SUMMARY)


class NormFile(_Strict):
    """A norm file. `provisions` maps a path to a summary, or to the list of its texts over time, oldest first."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str
    ementa: str
    since: date
    url: str | None = None
    amendments: dict[str, ActFile] = {}
    notes: dict[str, str] = {}
    provisions: dict[str, str | list[VersionFile]]

    @model_validator(mode="after")
    def _coherent(self) -> NormFile:
        for path, text in self.provisions.items():
            citation.render(path)
            above = citation.parent_path(path)
            if above is not None and above not in self.provisions:
                raise ValueError(f"{path}: parent {above} is missing")
            if isinstance(text, str) and not 10 <= len(text) <= MAX_SUMMARY:
                raise ValueError(f"{path}: a summary has 10 to {MAX_SUMMARY} characters, this one {len(text)}")
        if unknown := self.notes.keys() - self.provisions.keys():
            raise ValueError(f"notes on missing provisions: {sorted(unknown)}")
        return self


class UniqueKeyLoader(_LOADER):  # type: ignore[misc]
    """Safe YAML in which a repeated key is an error instead of silently losing the first one."""


def _mapping(loader: Any, node: Any) -> dict[Any, Any]:
    result: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node)
        if key in result:
            raise ValueError(f"{key_node.start_mark}: repeated key {key!r}")
        result[key] = loader.construct_object(value_node, deep=True)
    return result


UniqueKeyLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(*parts: str) -> Any:
    """The parsed content of a file under `data/`, duplicate keys refused."""
    text = files("workflows.norms").joinpath("data", *parts).read_text(encoding="utf-8")
    return yaml.load(text, UniqueKeyLoader)


def load_norm(name: str) -> Norm:
    """The norm in `data/<name>.yaml`. Raises ValueError (pydantic's included) for a file with anything wrong."""
    return build_norm(NormFile.model_validate(read_yaml(f"{name}.yaml")))


def build_norm(source: NormFile) -> Norm:
    """A norm from its validated file. Raises ValueError for texts that overlap in time or name an unknown act."""
    acts = {key: Act(citation=act.citation, since=act.since, url=act.url) for key, act in source.amendments.items()}
    by_path: dict[str, Provision] = {}
    norm = Norm(
        id=source.id,
        title=source.title,
        ementa=source.ementa,
        since=source.since,
        url=source.url,
        amendments=tuple(acts.values()),
        _by_path=MappingProxyType(by_path),
    )
    for path, text in source.provisions.items():
        by_path[path] = Provision(
            id=f"{source.id}:{path}",
            norm=norm,
            path=path,
            versions=_versions(path, text, source.since, acts),
            note=source.notes.get(path),
        )
    return norm


def _versions(path: str, text: str | list[VersionFile], since: date, acts: Mapping[str, Act]) -> tuple[Version, ...]:
    if isinstance(text, str):
        return (Version(since=since, summary=text),)
    versions = tuple(_version(path, entry, since, acts) for entry in text)
    for earlier, later in pairwise(versions):
        if earlier.until is None or earlier.until >= later.since:
            raise ValueError(f"{path}: the texts since {earlier.since} and {later.since} overlap")
    return versions


def _version(path: str, entry: VersionFile, since: date, acts: Mapping[str, Act]) -> Version:
    missing = {key for key in (entry.act, entry.ended_by) if key is not None} - acts.keys()
    if missing:
        raise ValueError(f"{path}: unknown act {sorted(missing)}")
    act = acts[entry.act] if entry.act else None
    ended_by = acts[entry.ended_by] if entry.ended_by else None
    begins = entry.since or (act.since if act else since)
    ends = entry.until or (ended_by.since - timedelta(days=1) if ended_by else None)
    if ends is not None and ends < begins:
        raise ValueError(f"{path}: a text that ends ({ends}) before it begins ({begins})")
    return Version(since=begins, until=ends, act=act, ended_by=ended_by, summary=entry.summary)
