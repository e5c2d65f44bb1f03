"""How proposals are ranked (arts. 18, IV, and 29): elimination, weighted averages, the edital's tie-breaks. Pure.

The edital gives each criterion its weight and its highest mark; each member marks each proposal that was not
eliminated. The points of a proposal are the sum, over the criteria, of weight times the average of the members' marks.
Averages are exact fractions, so that no rounding ever decides who wins.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

Mark = tuple[str, str]
"""A proposal's protocol and a criterion's code."""


@dataclass(frozen=True)
class Criterion:
    """A criterion of the edital: its code, its weight and the highest mark that may be given."""

    code: str
    weight: Decimal
    highest: Decimal


@dataclass(frozen=True)
class Ranked:
    """A proposal in the order of the edital; `place` is shared by proposals that the edital's criteria leave tied."""

    protocol: str
    points: Fraction
    place: int

    @property
    def shown(self) -> str:
        """The points as they are published: two decimals, halves up."""
        exact = Decimal(self.points.numerator) / Decimal(self.points.denominator)
        return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def averages(sheets: Iterable[Mapping[Mark, Decimal]], decided: Mapping[Mark, Decimal]) -> dict[Mark, Fraction]:
    """The average mark of each proposal in each criterion; a mark `decided` on appeal takes the average's place."""
    given: dict[Mark, list[Fraction]] = {}
    for sheet in sheets:
        for mark, value in sheet.items():
            given.setdefault(mark, []).append(Fraction(value))
    found = {mark: sum(values, Fraction(0)) / len(values) for mark, values in given.items()}
    return {**found, **{mark: Fraction(value) for mark, value in decided.items()}}


def rank(
    criteria: Sequence[Criterion],
    tie_breaks: Sequence[str],
    protocols: Iterable[str],
    marks: Mapping[Mark, Fraction],
    *,
    at_least: Decimal | None = None,
    drawn: Sequence[str] = (),
) -> tuple[Ranked, ...]:
    """The proposals with at least the edital's minimum of points (`at_least`), in decreasing order.

    Ties are broken by the averages in the criteria of `tie_breaks`, in that order, then by a public draw (`drawn`:
    protocols, first wins). What is still tied shares its place and stands by protocol.
    """

    def points(protocol: str) -> Fraction:
        return sum((Fraction(one.weight) * marks[protocol, one.code] for one in criteria), Fraction(0))

    def order(protocol: str) -> tuple[Fraction | int, ...]:
        lot = drawn.index(protocol) if protocol in drawn else len(drawn)
        return (-points(protocol), *(-marks[protocol, code] for code in tie_breaks), lot)

    kept = [one for one in protocols if at_least is None or points(one) >= Fraction(at_least)]
    standing = sorted(kept, key=lambda one: (order(one), one))
    first = {order(one): place for place, one in reversed(list(enumerate(standing, start=1)))}
    return tuple(Ranked(one, points(one), first[order(one)]) for one in standing)


def tied(ranked: Sequence[Ranked]) -> tuple[str, ...]:
    """The protocols that share their place with another, which only a draw can tell apart."""
    places = [one.place for one in ranked]
    return tuple(one.protocol for one in ranked if places.count(one.place) > 1)


def lacking(criteria: Sequence[Criterion], protocols: Sequence[str], sheet: Mapping[Mark, Decimal]) -> tuple[str, ...]:
    """What is wrong with a member's sheet, in sentences: a mark missing, given twice over, unknown, or out of range."""
    highest = {one.code: one.highest for one in criteria}
    wanted = {(protocol, code) for protocol in protocols for code in highest}
    wrong = [f"Falta a nota da proposta {p} no critério {c}." for p, c in sorted(wanted - sheet.keys())]
    wrong += [f"A proposta {p} não se avalia pelo critério {c}." for p, c in sorted(sheet.keys() - wanted)]
    wrong += [
        f"No critério {c}, a nota da proposta {p} vai de 0 a {highest[c]}."
        for (p, c), value in sorted(sheet.items())
        if c in highest and not 0 <= value <= highest[c]
    ]
    return tuple(wrong)
