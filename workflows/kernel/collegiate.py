"""The words about persons who act because an act names them, and about the organisations that a case concerns."""

from collections.abc import Iterable

from workflows.kernel import named
from workflows.kernel.steps import Steps
from workflows.norms import Provision


class Collegiate(Steps):
    """Members of a commission: barred, found impeded, and kept apart from the organisations they judge."""

    def bar(self, person: str, *, reason: str, provision: Provision) -> None:
        """`person` takes no further part in the case; what waits for them ends. Once only, however often it is said.

        `reason` is a clause in pt-BR, read after "você não pode praticar este ato:".
        """
        if self._case.impediment_of(person) is None:
            named.declare(self._case, person, reason, provision.id, None, None)
            self._step_aside(person)

    def impeded_among(self, persons: Iterable[str]) -> tuple[str, ...]:
        """Which of them may take no part in the case, as of now."""
        key = self._key("impedidos")
        if key not in self._case.journal:
            self._case.journal[key] = [one for one in persons if self._case.impediment_of(one)]
        return tuple(self._case.journal[key])

    def concern(self, *parties: str) -> None:
        """The case is about these organisations: whoever has a registered link with one of them takes no part.

        They do not see the case by that; see `admit_parties`.
        """
        known = self._case.journal.get("organizacoes", ())
        about = self._case.journal["organizacoes"] = list(dict.fromkeys((*known, *parties)))
        self._case.header = self._case.header.model_copy(update={"organizations": tuple(about)})

    def admit_parties(self, *parties: str) -> None:
        """From now on these organisations are parties of the case: they see it, and may be asked for acts."""
        if self._once("partes:" + ",".join(parties)):
            self._case.put_header(parties=tuple(dict.fromkeys((*self._case.header.parties, *parties))))

    def barred(self, person: str) -> str | None:
        """Why `person` may take no part in the case, as a clause in pt-BR; None when nothing bars. For rules."""
        bar = self._case.impediment_of(person)
        return bar.reason if bar else None
