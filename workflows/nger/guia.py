"""The guide of the NGER as data: its seventeen processes, whom they serve, what comes out of them.

The guide gives no legal deadline; it says how often for one activity only. Process XIV is not in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from importlib.resources import files

import yaml
from pydantic import Field

from workflows.kernel.state import Value
from workflows.norms import NGER, Provision


class Every(StrEnum):
    """How often the guide wants an activity, where it says so."""

    MONTH = "month"


class Activity(Value):
    """One activity of a process, begun by a verb in the infinitive. `items` are its sub-items by letter."""

    title: str
    items: Mapping[str, str] = Field(default_factory=dict)
    every: Every | None = None
    process: str = ""
    order: int = 0

    @property
    def provision(self) -> Provision:
        """Where the guide asks for it."""
        return NGER.at(f"processo-{self.process}:atividade-{self.order}")

    @property
    def duties(self) -> tuple[str, ...]:
        """The duties of the catalogue that it is, its sub-items included."""
        own = f"NGER-{self.process}-{self.order:02}"
        return (own, *(f"{own}{letter}" for letter in self.items))


class Process(Value):
    """One process. `additional`: only for a body without a unit of organisational development (regra 3)."""

    number: str
    title: str
    competences: tuple[str, ...]
    clients: tuple[str, ...]
    support: tuple[str, ...]
    products: tuple[str, ...] = ()
    additional: bool = False
    activities: tuple[Activity, ...] = Field(min_length=1)

    @property
    def name(self) -> str:
        """As the guide numbers it: "II. Coordenar a elaboração das Orientações Estratégicas"."""
        return f"{self.number}. {self.title}"

    @property
    def in_sequence(self) -> tuple[Activity, ...]:
        """The activities that follow one another."""
        return tuple(one for one in self.activities if one.every is None)

    @property
    def monthly(self) -> tuple[Activity, ...]:
        """The activities that the guide wants every month."""
        return tuple(one for one in self.activities if one.every is Every.MONTH)

    @property
    def provision(self) -> Provision:
        """The process in the guide."""
        return NGER.at(f"processo-{self.number}")


class Competence(Value):
    """What the NGER is competent for. `additional` as for a process."""

    number: str
    title: str
    additional: bool


class Product(Value):
    """A line of the guide's table of products: its group, name, the function that makes it, who guides."""

    group: str
    name: str
    function: str
    guided_by: str


class Guide(Value):
    """The whole guide."""

    processes: tuple[Process, ...]
    competences: tuple[Competence, ...]
    products: tuple[Product, ...]


def _load() -> Guide:
    read = Guide.model_validate(
        yaml.safe_load(files("workflows.nger").joinpath("guia.yaml").read_text(encoding="utf-8"))
    )
    numbered = [
        process.model_copy(
            update={
                "activities": tuple(
                    activity.model_copy(update={"process": process.number, "order": order})
                    for order, activity in enumerate(process.activities, 1)
                )
            }
        )
        for process in read.processes
    ]
    return read.model_copy(update={"processes": tuple(numbered)})


GUIDE = _load()
PROCESSES = {process.number: process for process in GUIDE.processes}
