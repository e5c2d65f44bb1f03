"""What to do with a turn, given what is already recorded. Pure: `record` carries it out.

The workflow is the truth and the records follow it, but they follow at their own commit: a local activity runs before
the workflow task that it belongs to becomes history. When a worker or the server dies in between, facts stand recorded
that no history knows, and the workflow task is run again, perhaps with other events in it. Hence, with S the stored
facts and T the turn's:

1. T begins right after S: append.
2. T and S agree on a stretch: the same turn came again (its answer was lost). Skip the stretch, append what is new.
3. T and S disagree at some fact, or S has facts beyond T: what S has from there on never became history. It is set
   aside and T appended; the answer says `diverged`, so that everything derived is sent again and rebuilt.
   That S has facts beyond a T that otherwise agrees is no different: the workflow, standing at the end of T, does not
   know them. It may produce the same ones again in a moment, and then they are appended again; or it never will,
   because the act behind them was lost with the server, and then nobody may go on seeing them. Guessing by the acts of
   the extra facts whether they will come back would leave phantoms in just the second case.
4. The one exception to 3: a transaction that waited for the lock while a later turn of the same history was recorded
   (an activity attempt that had timed out for its worker). It brings nothing new and changes nothing (`raced`).
5. T comes from an older history than S was written by (its fence is lower): whatever T has that S has not is refused,
   since its worker has been replaced; when S has all of T there is nothing to do. Nothing derived is touched either
   way.
6. T begins after a hole: the records lost facts (restored from a backup). The case goes on: T is appended, the hole
   stays visible in the sequence for `verify_chain` to report, and everything derived is rebuilt as in 3.

A fence is (run, history length), compared in that order. An equal fence is not older: workflow tasks that are tried a
third time have the same length as the second, and a worker that went away cannot finish a transaction, since the server
ends it after five idle seconds (`engine`).
"""

from typing import NamedTuple

from activities.records.chain import Link, chain
from workflows.kernel.messages import Turn


class Fenced(Exception):
    """The turn comes from an older history than what is recorded, and has facts that the records do not have."""


class Stored(NamedTuple):
    """The end of what is recorded of a case. `raced`: it was written after the present transaction had begun."""

    last_seq: int
    last_hash: str
    fence: tuple[int, int]
    raced: bool = False


class StoredLink(NamedTuple):
    """A recorded fact's place in the chain."""

    seq: int
    prev_hash: str
    hash: str


class Plan(NamedTuple):
    """What to write: `new` facts are appended, stored facts from `cut` on are set aside before.

    `last_seq` and `last_hash` are the end of the chain afterwards. Without `refresh` nothing is written at all.
    """

    new: tuple[Link, ...]
    cut: int | None
    last_seq: int
    last_hash: str
    refresh: bool
    diverged: bool


def plan(turn: Turn, stored: Stored, known: list[StoredLink]) -> Plan:
    """Decide what to write of `turn`. `known` are the stored facts from `turn.first_seq` on, in order.

    Raises:
        Fenced: rule 5 of this module.
    """
    prev = known[0].prev_hash if known else stored.last_hash
    links = _linked(turn, prev)
    same = _agreeing(links, known)
    new, extra = links[same:], known[same:]
    older = turn.fence < stored.fence
    if older and new:
        raise Fenced(f"turn at fact {turn.first_seq} of fence {turn.fence}, recorded {stored.fence}")
    if older or (extra and stored.raced and not new):
        return Plan((), None, stored.last_seq, stored.last_hash, refresh=False, diverged=False)
    hole = turn.first_seq > stored.last_seq + 1
    return Plan(
        new=tuple(new),
        cut=extra[0].seq if extra else None,
        last_seq=turn.first_seq + len(turn.facts) - 1,
        last_hash=links[-1].hash if links else prev,
        refresh=True,
        diverged=bool(extra or hole) and not turn.full,
    )


def _linked(turn: Turn, prev: str) -> list[Link]:
    links: list[Link] = []
    for fact in turn.facts:
        link = Link(fact, prev, chain(prev, fact))
        links.append(link)
        prev = link.hash
    return links


def _agreeing(links: list[Link], known: list[StoredLink]) -> int:
    count = 0
    for ours, theirs in zip(links, known, strict=False):
        if ours.hash != theirs.hash:
            break
        count += 1
    return count
