"""Charts as fluid SVG, each with its table: bars stretch with the page, letters do not. All figures stand in the table.

Places across are percentages of the width, places down are pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from api.web.formatters import number

BASE, TOP = 178, 41
ROW = 46
LETTERS, FEWEST = 34, 12
"""How many letters a phone has room for above a lying bar, and how many of them a name has at least."""
LONG = 12
"""With more columns than half of this, every second one is labelled, so that they do not touch on a phone."""


@dataclass(frozen=True)
class Cell:
    """A figure or a name; `href` opens the list behind it. `late` says so in colour, its column in words."""

    text: str
    href: str = ""
    late: bool = False


@dataclass(frozen=True)
class Table:
    """Rows whose first cell is their name."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Bar:
    """A rectangle of a series: 1, 2, "l" (late) or 0 (the ground)."""

    series: str
    x: str
    y: int
    width: str
    height: int


@dataclass(frozen=True)
class Label:
    """Text of the drawing. `style` is a class; `anchor` as SVG has it."""

    text: str
    x: str
    y: int
    anchor: str = "start"
    style: str = ""


@dataclass(frozen=True)
class Chart:
    """A drawing, what it shows in one sentence (`title`), what was measured (`caption`), and its table."""

    id: str
    title: str
    caption: str
    spoken: str
    height: int
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    table: Table
    baseline: bool = False
    legend: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """An upright bar: one series on the other."""

    label: str
    first: int
    second: int = 0


@dataclass(frozen=True)
class Line:
    """A lying bar of `value`, of which the part `late` comes first; `said` stands at its end."""

    label: str
    value: float
    said: str
    late: float = 0


def columns(
    id: str, title: str, caption: str, items: Sequence[Column], table: Table, legend: tuple[str, ...] = ()
) -> Chart:
    """Upright bars, for what follows in time."""
    most = max((one.first + one.second for one in items), default=0) or 1
    step = 100 / max(len(items), 1)
    every = 2 if len(items) > LONG // 2 else 1
    bars: list[Bar] = []
    labels: list[Label] = []
    for place, one in enumerate(items):
        x, middle = percent(place * step + step * 0.18), percent(place * step + step / 2)
        y = BASE
        for series, value in (("1", one.first), ("2", one.second)):
            height = round(value / most * (BASE - TOP))
            if height:
                y -= height
                bars.append(Bar(series, x, y, percent(step * 0.64), max(height - (2 if y + height < BASE else 0), 1)))
        style = "t-b t-odd" if place % every else "t-b"
        labels.append(Label(number(one.first + one.second), middle, y - 7, "middle", style))
        if place % every == 0:
            labels.append(Label(one.label, middle, BASE + 18, "middle", "t-soft"))
    spoken = f"{caption}: {', '.join(f'{one.label}: {one.first + one.second}' for one in items)}."
    return Chart(id, title, caption, spoken, BASE + 24, tuple(bars), tuple(labels), table, True, legend)


def lines(
    id: str, title: str, caption: str, items: Sequence[Line], table: Table, legend: tuple[str, ...] = ()
) -> Chart:
    """Lying bars, for what has names."""
    most = max((one.value for one in items), default=0) or 1
    bars: list[Bar] = []
    labels: list[Label] = []
    for place, one in enumerate(items):
        y = place * ROW
        labels.append(Label(shortened(one.label, LETTERS - len(one.said)), "0", y + 13))
        labels.append(Label(one.said, "100%", y + 13, "end", "t-late" if one.late else "t-b"))
        late = min(one.late, one.value)
        bars.append(Bar("0", "0%", y + 20, "100%", 12))
        bars += [Bar("l", "0%", y + 20, percent(late / most * 100), 12)] if late else []
        bars.append(Bar("1", percent(late / most * 100), y + 20, percent((one.value - late) / most * 100), 12))
    spoken = f"{caption}: {'; '.join(f'{one.label}, {one.said}' for one in items)}."
    return Chart(
        id, title, caption, spoken, max(len(items) * ROW - 8, 12), tuple(bars), tuple(labels), table, False, legend
    )


def shortened(text: str, letters: int = LETTERS) -> str:
    """`text` in so many letters, `FEWEST` at least; the table has it whole."""
    room = max(letters, FEWEST)
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"


def percent(value: float) -> str:
    """`12.50%`, as SVG writes it."""
    return f"{value:.2f}%"
