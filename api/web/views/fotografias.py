"""Photographs of a case over a graticule of our own, with the table that says the same: no map of anybody else's.

The drawing is equirectangular around the middle of its points, so that its scale holds along both sides of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import cos, floor, log10, radians
from typing import Any

from pydantic import TypeAdapter

from api.web.formatters import date_br
from workflows.execucao.regras_fotografias import (
    Fotografia,
    Onde,
    distancia,
    mais_proxima,
    marcas,
    todas_no_mesmo_ponto,
)
from workflows.parcerias.posicao import Ponto, Posicao, extensao, metros, metros_ate, pontos

WIDE, TALL, EDGE, SIDE = 480.0, 360.0, 48.0, 112.0
LEAST = 0.002
"""Degrees that a drawing shows at least, from edge to edge: about 220 metres."""
METRES_OF_A_DEGREE = 111_195
LINES = 3
"""Lines of the graticule in each direction, at least."""
POSITION: TypeAdapter[Posicao] = TypeAdapter(Posicao)


@dataclass(frozen=True)
class Line:
    """A line of the graticule, with what it is called; a small screen leaves out the `odd` ones."""

    x1: str
    y1: str
    x2: str
    y2: str
    label: str
    x: str
    y: str
    odd: bool


@dataclass(frozen=True)
class Dot:
    """A photograph in the drawing, by its number in the table."""

    x: str
    y: str
    label: str
    late: bool


@dataclass(frozen=True)
class Mark:
    """A point of the declared position in the drawing: `label` names the ends of a stretch, or the point."""

    x: str
    y: str
    label: str


@dataclass(frozen=True)
class Sketch:
    """The drawing, and how long its bar of scale is. `path` draws the declared stretch, empty for a point or none."""

    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]
    work: tuple[Mark, ...]
    path: str
    bar: str
    bar_said: str
    spoken: str


@dataclass(frozen=True)
class Row:
    """A photograph in the table. `origin` says who told where it was taken."""

    name: str
    href: str
    origin: str
    day: str
    latitude: str
    longitude: str
    near: str
    work: str
    flags: tuple[str, ...]


@dataclass(frozen=True)
class Photographs:
    """All of them; `sketch` is None when none has a position in the state. `where` says where the work is declared to
    be, and by whom, `points` lists its points; empty when nobody declared it."""

    rows: tuple[Row, ...]
    where: str
    points: tuple[str, ...]
    sketch: Sketch | None
    same: bool
    flagged: int


@dataclass(frozen=True)
class Shown:
    """A photograph as it came: its file in the case (with `href`), or described by whoever wrote the report."""

    photo: Fotografia
    href: str = ""

    @property
    def origin(self) -> str:
        """Where its day and place come from."""
        return "do arquivo" if self.href else "do relatório"


def described(form: Mapping[str, Any]) -> list[Shown]:
    """The photographs that a report describes, as its fact holds them."""
    return [
        Shown(
            Fotografia(
                str(one["descricao"]), date.fromisoformat(one["tirada_em"]),
                (Decimal(str(one["latitude"])), Decimal(str(one["longitude"]))),
            )
        )
        for one in form.get("fotos") or ()
    ]  # fmt: skip


@dataclass(frozen=True)
class Declared:
    """Where the work is declared to be; `by` is `o instrumento` or `o relatório`, empty when nobody did."""

    points: tuple[Ponto, ...] = ()
    by: str = ""


NOWHERE = Declared()


def declared(told: Sequence[tuple[str, Any]]) -> Declared:
    """The first position that was told, each as a fact holds it, with who told it."""
    found = next(((by, said) for by, said in told if said), None)
    return Declared(pontos(POSITION.validate_python(found[1])), found[0]) if found else Declared()


def photographs(
    found: Sequence[Shown], today: date, first: date | None, last: date | None,
    work: Declared = NOWHERE, limit: int | None = None,
) -> Photographs:  # fmt: skip
    """The page of them; `first` and `last` are the days that they should be of, where they are known. `work` is where
    they should be, and `limit` how many metres from there they may be, where an act says."""
    photos = [one.photo for one in found]
    onde = Onde(work.points, limit)
    flags = [tuple(marcas(one, today, first, last, onde)) for one in photos]
    rows = tuple(
        Row(
            one.photo.nome, one.href, one.origin, date_br(one.photo.dia) if one.photo.dia else "não diz",
            degrees(one.photo.ponto[0]) if one.photo.ponto else "não diz",
            degrees(one.photo.ponto[1]) if one.photo.ponto else "não diz",
            _far(mais_proxima(photos, place), "não há"), _far(onde.ate(one.photo), "não se sabe"), flags[place],
        )
        for place, one in enumerate(found)
    )  # fmt: skip
    return Photographs(
        rows, _where(work, limit), tuple(", ".join(map(degrees, one)) for one in work.points),
        sketch(photos, flags, work.points), todas_no_mesmo_ponto(photos), sum(1 for one in flags if one),
    )  # fmt: skip


def _far(metres: int | None, unknown: str) -> str:
    return unknown if metres is None else distancia(metres)


def _where(work: Declared, limit: int | None) -> str:
    if not work.points:
        return ""
    stretch = f"um trecho de {len(work.points)} pontos e {distancia(extensao(work.points))}"
    bound = "" if limit is None else f" Assinala-se a fotografia a mais de {distancia(limit)} dali."
    return f"Local da obra, declarado n{work.by}: {stretch if len(work.points) > 1 else 'um ponto'}.{bound}"


def degrees(value: Any) -> str:
    """`-15,601400`, as people here write it."""
    return f"{value:.6f}".replace(".", ",")


def sketch(photos: Sequence[Fotografia], flags: Sequence[Sequence[str]], work: Sequence[Ponto] = ()) -> Sketch | None:
    """The drawing of those in the state, and of where the work is; None when there is no photograph in it. The others
    stand in the table alone."""
    inside = [(place, one.ponto) for place, one in enumerate(photos) if one.no_estado and one.ponto]
    if not inside:
        return None
    drawn = [*(point for _, point in inside), *work]
    latitudes = [float(point[0]) for point in drawn]
    longitudes = [float(point[1]) for point in drawn]
    middle = (max(latitudes) + min(latitudes)) / 2, (max(longitudes) + min(longitudes)) / 2
    narrow = cos(radians(middle[0]))
    span = max(
        LEAST, max(latitudes) - min(latitudes),
        (max(longitudes) - min(longitudes)) * narrow * (TALL - 2 * EDGE) / (WIDE - 2 * SIDE),
    )  # fmt: skip
    pixels = (TALL - 2 * EDGE) / span

    def across(longitude: float) -> float:
        return WIDE / 2 + (longitude - middle[1]) * narrow * pixels

    def down(latitude: float) -> float:
        return TALL / 2 - (latitude - middle[0]) * pixels

    step = _round(TALL / pixels / LINES)
    high, half = TALL / 2 / pixels, WIDE / 2 / pixels / narrow
    aside = _round(half * 2 / LINES)
    lines = [
        *(_line((0.0, y), (WIDE, y), (4.0, y - 4), said if 30 <= y <= TALL - 40 else "", 0)
          for y, said in ((down(at), _said(at, step)) for at in _steps(middle[0] - high, middle[0] + high, step))),
        *(_line((x, 0.0), (x, TALL), (x + 3, TALL - 6), said if x <= WIDE - 110 else "", place)
          for place, (x, said) in enumerate(
              (across(at), _said(at, aside)) for at in _steps(middle[1] - half, middle[1] + half, aside))),
    ]  # fmt: skip
    bar = _round(WIDE / 4 / pixels * METRES_OF_A_DEGREE)
    dots = tuple(
        Dot(_n(across(float(point[1]))), _n(down(float(point[0]))), str(place + 1), bool(flags[place]))
        for place, point in inside
    )
    marks = [(_n(across(float(point[1]))), _n(down(float(point[0])))) for point in work]
    return Sketch(
        tuple(lines), dots, _marked(marks), " ".join(map(",".join, marks)) if len(marks) > 1 else "",
        _n(120 + bar / METRES_OF_A_DEGREE * pixels), distancia(round(bar)), _spoken([at for _, at in inside], work),
    )  # fmt: skip


def _marked(marks: Sequence[tuple[str, str]]) -> tuple[Mark, ...]:
    """The point of the work, or the ends of its stretch."""
    if len(marks) < 2:
        return tuple(Mark(x, y, "obra") for x, y in marks)
    return Mark(*marks[0], "início"), Mark(*marks[-1], "fim")


def _spoken(inside: Sequence[Ponto], work: Sequence[Ponto]) -> str:
    """What the drawing shows, for whoever does not see it."""
    far = max(metros(a, b) for a in inside for b in inside)
    told = f"{len(inside)} fotos com posição no estado" if len(inside) > 1 else "1 foto com posição no estado"
    said = f"Posição das fotografias: {told}; as mais distantes entre si estão a {distancia(far)}."
    away = [off for one in inside if (off := metros_ate(one, work)) is not None]
    if away:
        near, most = distancia(min(away)), distancia(max(away))
        said += f" Do local declarado da obra, a mais próxima está a {near} e a mais distante, a {most}."
    return f"{said} A tabela diz o mesmo."


def _round(value: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten that is not above `value`."""
    power = 10.0 ** floor(log10(value))
    return float(max(one for one in (1, 2, 5) if one * power <= value * 1.000001) * power)


def _steps(low: float, high: float, step: float) -> list[float]:
    first = floor(low / step) + 1
    return [at * step for at in range(first, floor(high / step) + 1)]


def _said(value: float, step: float) -> str:
    decimals = max(0, -floor(log10(step)))
    return f"{value:.{decimals}f}°".replace(".", ",")


Place = tuple[float, float]


def _line(start: Place, end: Place, label: Place, said: str, which: int) -> Line:
    return Line(_n(start[0]), _n(start[1]), _n(end[0]), _n(end[1]), said, _n(label[0]), _n(label[1]), which % 2 == 1)


def _n(value: float) -> str:
    return f"{value:.1f}"
