"""The words by which a case says something: which stage it is in, what the public may see, a notice to somebody."""

from collections.abc import Callable
from datetime import date
from typing import Any

from workflows.kernel.messages import NotificationOut
from workflows.kernel.state import FactKind
from workflows.kernel.steps import Steps
from workflows.kernel.texts import notice_values
from workflows.kernel.words import Notice, Stage


class Telling(Steps):
    """Saying where the case stands."""

    def enter(self, stage: Stage) -> None:
        """The case enters a stage."""
        if self._once(f"etapa:{stage.id}"):
            self._case.put_header(stage=stage.id)
            self._case.emit(FactKind.STAGE_ENTERED, stage=stage.id, title=stage.title)

    def show(self, **data: Any) -> None:
        """Add to what the public may see of this case."""
        if self._once("publico:" + ",".join(data)):
            self._case.put_header(public={**self._case.header.public, **data})

    def show_made(self, make: Callable[[], dict[str, Any]], *names: str) -> None:
        """As `show`, of `names` that `make` makes. A run that takes over does not make again what was shown: for what
        goes on for years and costs more the longer it does."""
        if self._once("publico:" + ",".join(names)):
            self._case.put_header(public={**self._case.header.public, **make()})

    def report(self, **data: Any) -> None:
        """Add to what the case above learns of this one, beside what is public."""
        if self._once("relato:" + ",".join(data)):
            self._case.journal["relato"] = {**self._case.journal.get("relato", {}), **data}

    def reported(self) -> dict[str, Any]:
        """What the case above learns: what is public, and what was reported."""
        return {**self._case.header.public, **self._case.journal.get("relato", {})}

    def notify(self, notice: Notice, *, party: str | None = None, **values: str | date) -> None:
        """Send a notice to its role, or to a party of the case; its body is filled in with `values`."""
        if not self._once(f"aviso:{notice.id}"):
            return
        to_role = notice.to.id if notice.to else None
        body = notice.body.format(**values)
        key = f"{self._case.header.id}:{notice.id}:{self._case.seq}"
        self._case.pending.notifications.append(
            NotificationOut(
                key=key, kind=notice.id, subject=notice.title, body=body, to_role=to_role,
                to_party=None if to_role else party, at=self._case.moment, values=notice_values(notice, values),
            )
        )  # fmt: skip
        self._case.emit(
            FactKind.NOTIFIED, provision=notice.provision.id, notice=notice.id, title=notice.title, to=to_role or party
        )
