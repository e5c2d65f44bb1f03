"""The norms that the procedures cite, loaded once, and the look-ups by id."""

from workflows.norms.errors import UnknownProvision
from workflows.norms.loading import load_norm
from workflows.norms.model import Norm, Provision

DEC_167 = load_norm("dec-167")
LEI_10861 = load_norm("lei-10861")
LEI_7692 = load_norm("lei-7692")
CODIGO_CIVIL = load_norm("codigo-civil")
ACT_129_2025 = load_norm("act-129-2025")
AC_4_2026 = load_norm("ac-4-2026")
ACT_142_2024 = load_norm("act-142-2024")
NGER = load_norm("nger")

_NORMS = {
    norm.id: norm for norm in (DEC_167, LEI_10861, LEI_7692, CODIGO_CIVIL, ACT_129_2025, AC_4_2026, ACT_142_2024, NGER)
}


def norms() -> tuple[Norm, ...]:
    """Every norm loaded."""
    return tuple(_NORMS.values())


def norm(id: str) -> Norm:
    """The norm with that id, such as "dec-167". Raises UnknownProvision."""
    try:
        return _NORMS[id]
    except KeyError:
        raise UnknownProvision(f"norma desconhecida: {id!r}") from None


def provision(id: str) -> Provision:
    """The provision with that id, such as "dec-167:art-14:par-1". Raises UnknownProvision."""
    norm_id, _, path = id.partition(":")
    return norm(norm_id).at(path)
