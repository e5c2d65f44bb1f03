"""Acts on several tasks at once: which lists offer which, their words, and the key of each single act."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from api.identity.principal import Principal
from api.web.actions import OptionalReason, Reassignment
from workflows.kernel.messages import Verb
from workflows.kernel.words import Form


@dataclass(frozen=True)
class BulkAct:
    """An act on the tasks marked in a list. With a `form`, a page asks for it before anything is done.

    `done` says what each task done with is told; `one` and `many` head the page of the result.
    """

    name: str
    verb: Verb
    button: str
    title: str
    help: str
    done: str
    one: str
    many: str
    form: type[Form] | None = None


CLAIM = BulkAct(
    "assumir",
    Verb.CLAIM,
    "Assumir",
    "Assumir tarefas",
    "Elas passam a estar com você.",
    "está com você",
    "tarefa assumida",
    "tarefas assumidas",
)
RELEASE = BulkAct(
    "devolver",
    Verb.RELEASE,
    "Devolver à fila",
    "Devolver tarefas à fila",
    "Elas saem de você e ficam à vista de quem pode assumi-las. Os seus rascunhos continuam com você.",
    "voltou à fila",
    "tarefa devolvida",
    "tarefas devolvidas",
    OptionalReason,
)
REASSIGN = BulkAct(
    "redistribuir",
    Verb.REASSIGN,
    "Redistribuir",
    "Redistribuir tarefas",
    "Ato da chefia: as tarefas passam de quem estiver com elas à pessoa escolhida. O motivo fica em cada processo.",
    "redistribuída",
    "tarefa redistribuída",
    "tarefas redistribuídas",
    Reassignment,
)
ACTS = {act.name: act for act in (CLAIM, RELEASE, REASSIGN)}


def offered(who: Principal, tab: str) -> tuple[BulkAct, ...]:
    """What can be done at once with the tasks of a list; tasks already closed, or with others, only by who manages."""
    own = {"comigo": (RELEASE,), "para-assumir": (CLAIM,)}.get(tab, ())
    managed = (REASSIGN,) if who.manager and tab != "concluidas" else ()
    return (*own, *managed)


def key_of(page: str, act: BulkAct, task: str) -> str:
    """The key of the act on one task, made from the id that the page gave to the form: sent twice, it acts once."""
    return str(uuid5(NAMESPACE_URL, f"{page}:{act.name}:{task}"))
