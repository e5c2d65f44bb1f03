"""Acts on several tasks at once: which lists offer which, their words, and the key of each single act."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from api.identity.principal import Principal
from api.web.actions import FollowingUp, OptionalReason, Reassignment, TakingBack
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
FOLLOW_UP = BulkAct(
    "acompanhar",
    Verb.FOLLOW_UP,
    "Rever em outro dia",
    "Rever tarefas em outro dia",
    "Até esse dia elas ficam em Para acompanhar; nele, voltam ao alto de Comigo com o seu recado. "
    "O prazo da norma não muda.",
    "fica em Para acompanhar até o dia marcado",
    "tarefa para acompanhar",
    "tarefas para acompanhar",
    FollowingUp,
)
COME_BACK = BulkAct(
    "nao-acompanhar",
    Verb.FOLLOW_UP,
    "Retirar o dia",
    "Retirar o dia marcado",
    "Elas voltam à lista Comigo.",
    "voltou à lista Comigo",
    "tarefa de volta a Comigo",
    "tarefas de volta a Comigo",
)
TAKE_BACK = BulkAct(
    "retomar",
    Verb.TAKE_BACK,
    "Retomar",
    "Retomar tarefas que você delegou",
    "Elas saem de quem está com elas e voltam a você. O motivo fica em cada processo.",
    "voltou a você",
    "tarefa retomada",
    "tarefas retomadas",
    TakingBack,
)
ACTS = {act.name: act for act in (CLAIM, RELEASE, REASSIGN, FOLLOW_UP, COME_BACK, TAKE_BACK)}
_OWN = {
    "comigo": (RELEASE, FOLLOW_UP),
    "acompanhar": (COME_BACK,),
    "para-assumir": (CLAIM,),
    "delegadas": (TAKE_BACK,),
}


def offered(who: Principal, tab: str) -> tuple[BulkAct, ...]:
    """What can be done at once with the tasks of a list; tasks already closed, or with others, only by who manages."""
    own = _OWN.get(tab, ())
    managed = (REASSIGN,) if who.manager and tab != "concluidas" else ()
    return (*own, *managed)


def key_of(page: str, act: BulkAct, task: str) -> str:
    """The key of the act on one task, made from the id that the page gave to the form: sent twice, it acts once."""
    return str(uuid5(NAMESPACE_URL, f"{page}:{act.name}:{task}"))
