"""How a deadline is counted under a policy: which days, and whether the recess stops it.

Sources: Decreto 167/2019 says "dias" and no more; Lei 7.692/2002, arts. 87 § 2 (as amended by Lei 10.946/2019) and 88
(as amended by Lei 10.735/2018). Which governs is disputed, so it is a policy: see docs/adr/0004-counting-policy.md.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from workflows.clock.model import Binds, Counting, Policy, Term, Unit


class Regime(NamedTuple):
    """What a policy makes of a deadline: the unit that a bare `dia` stands for, and whether the recess applies."""

    day: Unit
    recess: bool

    def unit(self, stated: Unit) -> Unit:
        """The unit counted where the norm states `stated`: an explicit one stands, a bare `dia` is resolved."""
        return self.day if stated is Unit.DIA else stated


def regime(term: Term, policy: Policy | None = None) -> Regime:
    """The regime of `term` under `policy`, by default its own. An act's yes or no to the recess beats the policy's."""
    return _regime(term.counting, term.binds, policy or term.policy, term.recess)


@cache
def _regime(counting: Counting, binds: Binds, policy: Policy, recess: bool | None) -> Regime:
    day, suspends = Unit.DIA_CORRIDO, False
    if counting is Counting.PROCESSUAL and policy is not Policy.DECRETO_LITERAL:
        suspends = binds is Binds.PARTICULAR
        if suspends or policy is Policy.LEI_7692:
            day = Unit.DIA_UTIL
    return Regime(day, suspends if recess is None else recess)


class PolicyReading(NamedTuple):
    """One distinct way of counting a deadline, the policy that stands for it and the others that count the same way."""

    policy: Policy
    regime: Regime
    also: tuple[Policy, ...]


def readings_of(term: Term) -> tuple[PolicyReading, ...]:
    """The distinct ways in which the policies count `term`, the one in force first.

    Two policies are the same reading when they count the units that this deadline states in the same way.
    """
    bare = Unit.DIA in (term.budget.unit, *(extension.unit for extension in term.extensions))
    return _readings(term.counting, term.binds, term.policy, term.recess, bare)


@cache
def _readings(
    counting: Counting, binds: Binds, in_force: Policy, recess: bool | None, bare: bool
) -> tuple[PolicyReading, ...]:
    found: dict[tuple[Unit | None, bool], list[Policy]] = {}
    for policy in (in_force, *(other for other in Policy if other is not in_force)):
        read = _regime(counting, binds, policy, recess)
        found.setdefault((read.day if bare else None, read.recess), []).append(policy)
    return tuple(
        PolicyReading(same[0], _regime(counting, binds, same[0], recess), tuple(same[1:])) for same in found.values()
    )
