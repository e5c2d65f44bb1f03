"""Asking, for a case, what stands outside it: each register has one source, named as people know it."""

from collections.abc import Mapping

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.ports import Source
from workflows.kernel.consult import CONSULT_ACTIVITY, Consultation, Consulted

UNKNOWN_REGISTER = "registro-desconhecido"
NO_ANSWER = "sem-resposta"


class ConsultActivities:
    """The sources of registers as a Temporal activity; register `ConsultActivities(sources).consult`.

    `sources` are by the id of the register that they answer for.
    """

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = dict(sources)

    @activity.defn(name=CONSULT_ACTIVITY)
    async def consult(self, asked: Consultation) -> Consulted:
        """What the register's source answers.

        Raises:
            ApplicationError: to be asked again, for as long as it takes. Type `registro-desconhecido`: this worker has
                no source for the register, another may; `sem-resposta`: the source does not answer.
        """
        source = self._sources.get(asked.register_id)
        if source is None:
            raise ApplicationError(f"no source answers for {asked.register_id}", type=UNKNOWN_REGISTER)
        try:
            reply = await source.answer(asked.question)
        except Exception as error:
            # What an error of another system says may name persons; its kind goes into history and log, no more.
            told = f"{asked.register_id} does not answer: {type(error).__name__}"
            raise ApplicationError(told, type=NO_ANSWER) from None
        return Consulted(answer=reply.model_dump(mode="json", exclude_none=True), source=source.name)
