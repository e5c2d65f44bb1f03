"""Entering what the body decrees from the command line, by the same services as the pages."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date, datetime
from typing import TypeVar

import typer

from api.config import ApiSettings
from api.door import Door, open_door
from api.problems import Problem
from api.services.decreeing import Told
from workers.settings import load
from workflows.clock import Budget, Unit
from workflows.kernel.state import Amendment
from workflows.norms import UnknownProvision, provision

T = TypeVar("T")


def day_of(text: str) -> date:
    """A date written as AAAA-MM-DD or DD/MM/AAAA. Raises `typer.BadParameter`."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        with suppress(ValueError):
            return datetime.strptime(text, form).date()  # noqa: DTZ007  (a legal date has no zone)
    raise typer.BadParameter(f"{text} is not a date: write 2027-02-08 or 08/02/2027")


def amendment(place: str, time: str, text: str, since: date, act: str, reaches_open: bool) -> Amendment:
    """A new text and time ("10mes", "30dia"; empty: the same) of a provision. Raises `typer.BadParameter`."""
    try:
        found = provision(place)
        number = re.fullmatch(r"(\d{1,5})([a-z_]+)", time)
        if time and not number:
            raise ValueError(f"{time} is no time: write 10mes, 30dia, 15dia_util, 5dia_corrido or 2ano")
        budget = Budget(amount=int(number[1]), unit=Unit(number[2])) if number else None
        return Amendment(
            provision=found.id, since=since, act=act, summary=text, budget=budget, reaches_open=reaches_open
        )
    except (ValueError, UnknownProvision) as wrong:
        raise typer.BadParameter(str(wrong)) from None


def at_the_door(work: Callable[[Door], Awaitable[T]]) -> T:
    """Do `work` with a door on the configured engines. What it refuses is a `typer.BadParameter`."""

    async def run() -> T:
        door = open_door(ApiSettings.model_validate(load().resolved()))
        try:
            return await work(door)
        finally:
            await door.close()

    try:
        return asyncio.run(run())
    except Problem as problem:
        said = [error.message for error in problem.errors] or [problem.detail]
        raise typer.BadParameter(" ".join(said)) from None


def decree(change: Callable[[Door], Awaitable[Told]]) -> None:
    """Make a change of what is decreed, tell the open cases, and say how many were told.

    A case that could not be told learns of it with its next act.
    """
    done = at_the_door(change)
    missed = f", {done.missed} will learn with their next act" * bool(done.missed)
    typer.echo(f"version {done.version}: {done.told} open cases told{missed}")
