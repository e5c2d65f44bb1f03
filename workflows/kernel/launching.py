"""`launch`: a procedure that goes its own way from here, long after this one may have ended unless it is awaited."""

from typing import Any

from workflows.kernel.messages import CaseResult, CaseStart
from workflows.kernel.state import FactKind
from workflows.kernel.steps import Steps
from workflows.kernel.words import Form


class Launching(Steps):
    """The words `launch` and `end_of`."""

    async def launch(self, kind: Any, data: Form, *, subject: str | None = None) -> str:
        """Start the procedure `kind` under this one without waiting for its end. Returns the id of its case."""
        key = self._key(f"avulso:{kind.about.id}", subject)
        if key not in self._case.keys:
            child_id = f"{self._case.header.id}-f{len(self._case.keys) + 1}"
            self._case.keys[key] = child_id
            self._case.emit(FactKind.CHILD_STARTED, child=child_id, type=kind.about.id, title=kind.about.title)
            await self._start_child(self._child_start(child_id, kind, data))
        return self._case.keys[key]

    async def end_of(self, kind: Any, *, subject: str | None = None) -> CaseResult:
        """Wait for the end of the case of `kind` that was launched last (told apart by `subject`); what it came to."""
        base = f"avulso:{kind.about.id}:{subject}" if subject else f"avulso:{kind.about.id}"
        key = f"{base}#{self._counts[base]}"
        self._case.keys.setdefault(f"fim:{self._case.keys[key]}", key)
        return CaseResult.model_validate(await self._answer(key))

    def _child_start(self, child_id: str, kind: Any, data: Form) -> CaseStart:
        raise NotImplementedError("a procedure says how it starts another")
