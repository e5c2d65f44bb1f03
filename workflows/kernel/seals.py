"""Sealed contents: what third parties brought stays unreadable to everybody until the procedure opens it.

A sealed arrival is a fact without author and content: its number and the SHA-256 of both, files included. Opening it is
a second fact with both, and its files become documents of the case, so that anybody can check that nothing was read,
changed, added or left out in between. Until then the content is in the engine's memory of the case alone, where no
page, export or query of ours looks, and its files are shown to whoever sent them.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from workflows.kernel.case import Case, OpenEvent
from workflows.kernel.events import attach
from workflows.kernel.forms import as_read
from workflows.kernel.messages import Act, DocumentRef, NotificationOut
from workflows.kernel.state import FactKind, Value
from workflows.kernel.words import Event


class Arrival(Value):
    """One thing that was brought: its number among all of the event (from 1), by whom, for which organisation, when.

    `form` holds what was kept of the content once it was opened; `files` are what came sealed with it.
    """

    number: int
    by: str
    party: str | None
    at: datetime
    on: date
    form: dict[str, Any]
    files: tuple[DocumentRef, ...] = ()
    opened: bool = False

    @property
    def protocol(self) -> str:
        """The number as people write it: "007"."""
        return protocol(self.number)


def protocol(number: int) -> str:
    """The number of an arrival as people write it: "007"."""
    return f"{number:03}"


def seal_of(by: str, at: datetime, form: dict[str, Any], files: Sequence[str] = ()) -> str:
    """SHA-256 of author, instant and content, as canonical JSON (keys sorted, no spaces, UTF-8).

    `files` are the SHA-256 of the files that came with it, in their order; without any, nothing is said of files.
    """
    said = {"at": at.isoformat(), "by": by, "form": form, **({"files": list(files)} if files else {})}
    return hashlib.sha256(
        json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()


def receive(case: Case, decl: Event, opened: OpenEvent, act: Act) -> None:
    """Take in and keep what was brought: sealed, the fact says neither what nor by whom. Whoever brought it is told its
    protocol."""
    number = case.journal[f"trazido:{opened.decl}"] = int(case.journal.get(f"trazido:{opened.decl}", 0)) + 1
    form = as_read(decl.form, act.form)
    arrival = Arrival(
        number=number, by=act.actor.id, party=_party(decl, act), at=act.received_at, on=case.today, form=form,
        files=tuple(dict.fromkeys(act.documents)) if opened.sealed else (), opened=not opened.sealed,
    )  # fmt: skip
    case.journal[key_of(decl, number)] = arrival.model_dump(mode="json")
    seal = seal_of(arrival.by, arrival.at, form, [file.sha256 for file in arrival.files])
    case.emit(
        FactKind.EVENT_RECEIVED, by=act.actor if arrival.opened else None, provision=decl.provision.id, act=act.id,
        event=decl.id, title=decl.title, protocol=arrival.protocol, seal=None if arrival.opened else seal,
        form=form if arrival.opened else None,
    )  # fmt: skip
    if arrival.opened:
        attach(case, decl, act.documents, act.actor, act.id)
    case.pending.notifications.append(_receipt(case, decl, arrival, seal))


def _receipt(case: Case, decl: Event, arrival: Arrival, seal: str) -> NotificationOut:
    closed = "" if arrival.opened else f" O conteúdo fica fechado até a abertura; este código o identifica: {seal}."
    return NotificationOut(
        key=f"{case.header.id}:{decl.id}:{arrival.number}", kind=f"{decl.id}.protocolo",
        subject=f"Recebido com o protocolo {arrival.protocol}",
        body=f"Foi recebido: {decl.title}, com o protocolo {arrival.protocol}.{closed}",
        to_user=arrival.by, at=case.moment,
    )  # fmt: skip


def _party(decl: Event, act: Act) -> str | None:
    """The organisation that the form names, where it names one (`parte`); else one whose person brought it."""
    return getattr(decl.form.model_validate(act.form), "parte", None) or next(iter(act.actor.parties), None)


def kept_arrivals(case: Case, decl: Event) -> list[dict[str, Any]]:
    """Every arrival of the event that was kept, opened or not, in the order in which they came."""
    brought = int(case.journal.get(f"trazido:{decl.id}", 0))
    return [case.journal[key] for number in range(1, brought + 1) if (key := key_of(decl, number)) in case.journal]


def key_of(decl: Event, number: int) -> str:
    """Where the `number`-th kept arrival of the event is written in the journal."""
    return f"lacrado:{decl.id}/{number}"
