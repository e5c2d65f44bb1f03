"""How a place in a norm is named: as a path inside an id, and as Brazilian lawyers write it.

A path is `art-14:par-1`, `art-31:inc-I:ali-a`, `art-13:par-unico`, `item-A5` or `processo-VII:atividade-5`; an id is
the norm's id, a colon and a path. Where a norm numbers two incisos alike, the path adds the order of appearance:
`art-54:inc-III-2`.
"""

import re

NBSP = "\u00a0"
_ROMAN = r"[IVXLC]+"
_SEGMENT = re.compile(
    rf"(?P<kind>art|item|processo|atividade|competencia|regra|apoio|clausula)-(?P<number>[A-Za-z0-9.]+)|par-(?P<par>\d+|unico)|inc-(?P<inciso>{_ROMAN})(?:-(?P<nth>\d))?|ali-(?P<ali>[a-z])"
)
_NAMED = {
    "item": "ação", "processo": "processo", "atividade": "atividade", "competencia": "competência", "regra": "regra",
    "apoio": "apoio", "clausula": "cláusula",
}  # fmt: skip
_REPEATED = {"1": "primeiro", "2": "segundo"}


def path(article: int, *, par: int | str | None = None, inciso: str | None = None, alinea: str | None = None) -> str:
    """The path of a place in an article: `par` a number or "unico", `inciso` roman, `alinea` a letter."""
    parts = [f"art-{article}"]
    if par is not None:
        parts.append(f"par-{par}")
    if inciso is not None:
        parts.append(f"inc-{inciso}")
    if alinea is not None:
        parts.append(f"ali-{alinea}")
    return ":".join(parts)


def parent_path(of: str) -> str | None:
    """The path one level up, or None for an article or an item."""
    above, separator, _ = of.rpartition(":")
    return above if separator else None


def render(of: str) -> str:
    """The short citation of a path: "art. 14, § 1º", "art. 31, I, a", with non-breaking spaces after "art." and "§".

    Raises ValueError when a segment is not one of the kinds named at the head of this module.
    """
    return ", ".join(_segment(part) for part in of.split(":"))


def _segment(part: str) -> str:
    found = _SEGMENT.fullmatch(part)
    if found is None:
        raise ValueError(f"not a segment of a citation: {part!r}")
    if found["kind"] in _NAMED:
        return f"{_NAMED[found['kind']]}{NBSP}{found['number']}"
    if found["kind"] == "art":
        return f"art.{NBSP}{_ordinal(found['number'])}"
    if found["par"] == "unico":
        return "parágrafo único"
    if found["par"]:
        return f"§{NBSP}{_ordinal(found['par'])}"
    if found["inciso"]:
        return found["inciso"] + (f" ({_REPEATED[found['nth']]})" if found["nth"] else "")
    return found["ali"]


def _ordinal(number: str) -> str:
    """Ordinal up to the ninth, cardinal from the tenth on, with a thousands point ("2.046" stays as cited)."""
    return f"{number}º" if number.isdigit() and int(number) < 10 else number
