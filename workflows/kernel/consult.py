"""`consult`: asking something outside the case, such as a register of the body or another system.

What was answered is journalled and is a fact, since what follows in the case rests on what was known that day. The
first try is part of the turn that asks, so that an act is answered with all that follows from it. While nobody answers,
the case says so and the engine goes on asking; nothing that follows is dated before the day the answer came.
"""

from asyncio import CancelledError
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeVar

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import FailureError, is_cancelled_exception

from workflows.kernel.state import FactKind, Value, Wait, WaitKind
from workflows.kernel.steps import Steps
from workflows.kernel.words import Declaration

CONSULT_ACTIVITY = "consult"
AT_ONCE = timedelta(seconds=5)
ONE_TRY = timedelta(seconds=30)
UNTIL_ANSWERED = RetryPolicy(
    initial_interval=timedelta(seconds=1), backoff_coefficient=2, maximum_interval=timedelta(minutes=1)
)
ASKED = "o sistema consultado"
THEN = "o processo segue sozinho assim que a resposta vier"


class Reply(Value):
    """Base of what a register answers. It becomes a fact, so it holds no personal data."""

    def words(self) -> str:
        """The answer as one clause in pt-BR, read after a colon; '' when it has none."""
        return ""


A = TypeVar("A", bound=Reply)


@dataclass(frozen=True, kw_only=True)
class Register(Declaration, Generic[A]):
    """Something outside the case that a procedure may ask. `title` is a noun phrase with its article ("o cadastro").

    `question` and `answer` are what goes out and comes back; `provision` is the one that has it consulted.
    """

    question: type[Value]
    answer: type[A]


class Consultation(Value):
    """A question to the register `register_id`, as it goes to whoever can ask there."""

    register_id: str
    question: dict[str, Any]


class Consulted(Value):
    """What a register answered. `source` is the name by which people know who answered."""

    answer: dict[str, Any]
    source: str


class Consulting(Steps):
    """The word `consult`."""

    async def consult(self, register: Register[A], **question: Any) -> A:
        """Ask `register` and wait for its answer, however long it takes; `question` are the fields of its question.

        Only facts of the case and the legal date belong into the question: it is asked once, and answered for good.
        """
        key = self._key(f"consulta:{register.id}")
        if key not in self._case.journal:
            asked = Consultation(
                register_id=register.id,
                question=register.question(**question).model_dump(mode="json", exclude_none=True),
            )
            answered = await self._at_once(asked) or await self._while_it_takes(key, register, asked)
            self._take(key, register, asked, answered)
        return register.answer.model_validate(self._case.journal[key])

    def _waits(self) -> tuple[Wait, ...]:
        return (*super()._waits(), *self._consults.values())

    async def _at_once(self, asked: Consultation) -> Consulted | None:
        """The answer, if it comes within the turn; the turn waits for it so long, and no longer."""
        self._asking += 1
        try:
            answered: Consulted = await workflow.execute_local_activity(
                CONSULT_ACTIVITY, asked, result_type=Consulted, start_to_close_timeout=AT_ONCE,
                retry_policy=RetryPolicy(maximum_attempts=1), summary=asked.register_id,
            )  # fmt: skip
        except FailureError as error:
            if is_cancelled_exception(error):
                raise CancelledError from error
            return None
        finally:
            self._asking -= 1
        return answered

    async def _while_it_takes(self, key: str, register: Register[A], asked: Consultation) -> Consulted:
        """The answer, whenever it comes; meanwhile the case waits for it and says so."""
        self._consults[key] = Wait(
            kind=WaitKind.CONSULT, decl=register.id, ref=key, title=register.title, on=ASKED,
            provision=register.provision.id, then=THEN,
        )  # fmt: skip
        self._case.put_header()
        try:
            answered: Consulted = await workflow.execute_activity(
                CONSULT_ACTIVITY, asked, result_type=Consulted, start_to_close_timeout=ONE_TRY,
                retry_policy=UNTIL_ANSWERED, summary=asked.register_id,
            )  # fmt: skip
        except FailureError as error:
            if is_cancelled_exception(error):
                raise CancelledError from error
            raise
        finally:
            del self._consults[key]
            self._case.put_header()
        self._case.at(self.now())
        return answered

    def _take(self, key: str, register: Register[A], asked: Consultation, answered: Consulted) -> None:
        reply = register.answer.model_validate(answered.answer)
        self._case.journal[key] = answered.answer
        self._case.emit(
            FactKind.CONSULTED, provision=register.provision.id, register=register.id, title=register.title,
            question=asked.question, answer=answered.answer, said=reply.words() or None, source=answered.source,
        )  # fmt: skip
