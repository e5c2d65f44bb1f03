"""Art. 40: which retentions of a partnership stand at the same time. Pure.

One ends without ending the others: instalments flow when none is left.
"""

from collections.abc import Iterable


def com(ativas: Iterable[str], uma: str) -> list[str]:
    """Those that stand once `uma` stands too, in order."""
    return sorted({*ativas, uma})


def sem(ativas: Iterable[str], uma: str) -> list[str]:
    """Those that stand once `uma` no longer does."""
    return sorted(set(ativas) - {uma})
