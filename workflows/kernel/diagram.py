"""The path of a procedure as SVG, lying and upright, in the look of the pages: a thread, thick where it was walked.

Colours are the pages' tokens; a file of its own carries them with fallbacks. Circle = act, square = publication,
diamond = decision, ring = deadline or what others bring, double ring = end.
"""

from collections.abc import Sequence
from html import escape
from textwrap import wrap

from workflows.kernel.flow import START, Flow, Kind, Node, flow_of
from workflows.kernel.layout import Layout, Line, Place, lay_out

COLUMN, TOP, LINE = 128, 34, 16
CHARACTERS = 17
TALL_WIDTH, GUTTER, INDENT = 280, 12, 16
TEXT_AT_LEAST = 126
STYLE = (
    "svg{font:13px var(--font-ui,system-ui,sans-serif);background:var(--sheet,#ffffff)}"
    "text{fill:var(--ink,#16242a)}.t-soft{fill:var(--ink-soft,#46555c)}.t-b{font-weight:650}"
    ".p-done{stroke:var(--info-line,#5d9199);stroke-width:7;fill:none;stroke-linecap:round}"
    ".p-next{stroke:var(--edge,#6b7981);stroke-width:2;fill:none}"
    ".p-may{stroke:var(--edge,#6b7981);stroke-width:2;fill:none;stroke-dasharray:3 5}"
    ".n-done{fill:var(--info-line,#5d9199);stroke:var(--info-line,#5d9199)}"
    ".n-now{fill:var(--gold,#f0b429);stroke:var(--ink,#16242a);stroke-width:3}"
    ".n-next{fill:var(--sheet,#ffffff);stroke:var(--edge,#6b7981);stroke-width:2}"
)


def diagram_svg(type_id: str, walked: Sequence[str] = (), current: Sequence[str] = ()) -> str:
    """Both drawings of a procedure for a page that has the pages' styles: `.d-wide` lying, `.d-tall` upright.

    `walked` are the ids of the declarations whose acts were done (and `fim:<outcome>` for the end), in the order in
    which they were done; `current` those of the open ones. Ids that the flow does not have are left out.
    Raises `KeyError` when this build does not have the procedure.
    """
    drawing = _Drawing(flow_of(type_id), walked, current)
    return drawing.lying("d-wide") + drawing.upright("d-tall")


def svg_file(type_id: str, *, upright: bool = False) -> str:
    """One drawing of a procedure as a file of its own. Raises `KeyError` as `diagram_svg` does."""
    drawing = _Drawing(flow_of(type_id), (), (), STYLE)
    return (drawing.upright("d-tall") if upright else drawing.lying("d-wide")) + "\n"


class _Drawing:
    def __init__(self, flow: Flow, walked: Sequence[str], current: Sequence[str], style: str = "") -> None:
        self.flow = flow
        self.layout = lay_out(flow)
        begun = [START] if walked or current else []
        self.walked = [id for id in (*begun, *dict.fromkeys(walked)) if id in flow.nodes]
        self.current = [id for id in dict.fromkeys(current) if id in flow.nodes]
        self.style = f"<style>{style}</style>" if style else ""
        self._steps = _walked_lines(self.layout, self.walked, self.current)

    # -- lying ------------------------------------------------------------------------------------------------------

    def lying(self, css: str) -> str:
        """From left to right, lanes below the main thread, arcs above it."""
        tracks = self._tracks([line for line in self.layout.lines if self.layout.jumps(line)], self._columns(), True)
        tops: list[int] = []
        y = TOP
        for lane in range(self.layout.lanes):
            arcs = 1 + max((track for line, track in tracks.items() if self._lane(line) == lane), default=-1)
            here = [self.flow.nodes[id] for id, place in self.layout.places.items() if place.lane == lane]
            y += 24 * arcs + 14
            tops.append(y)
            y += 40 + LINE * max(len(wrap(node.title, CHARACTERS)) + bool(node.provision) for node in here)
        parts = [self._line(line, self._lying_path(line, tops, tracks)) for line in self._ordered()]
        parts += [self._lying_label(line, tops, tracks) for line in self.layout.lines if line.label]
        for id, place in self.layout.places.items():
            x, top = _x(place), tops[place.lane]
            parts.append(self._shape(id, x, top) + self._lying_text(id, x, top))
        return self._svg(css, COLUMN * self.layout.columns + 24, y, parts)

    def _lying_path(self, line: Line, tops: list[int], tracks: dict[Line, int]) -> str:
        source, target = self.layout.places[line.source], self.layout.places[line.target]
        x1, y1, x2, y2 = _x(source), tops[source.lane], _x(target), tops[target.lane]
        if line in tracks:
            rise = y1 - 38 - 24 * tracks[line]
            turn = 10 if x2 > x1 else -10
            risen = f"M{x1} {y1 - 8}V{rise + 10}Q{x1} {rise} {x1 + turn} {rise}"
            return f"{risen}H{x2 - turn}Q{x2} {rise} {x2} {rise + 10}V{y2 - 12}"
        if y1 == y2:
            return f"M{x1} {y1}H{x2}"
        bend = x1 + COLUMN // 2 if y2 > y1 else x2 - COLUMN // 2
        down = 10 if y2 > y1 else -10
        return f"M{x1} {y1}H{bend - 10}Q{bend} {y1} {bend} {y1 + down}V{y2 - down}Q{bend} {y2} {bend + 10} {y2}H{x2}"

    def _lying_label(self, line: Line, tops: list[int], tracks: dict[Line, int]) -> str:
        source, target = self.layout.places[line.source], self.layout.places[line.target]
        x1, x2 = _x(source), _x(target)
        if line in tracks:
            room = max(CHARACTERS, abs(x2 - x1) // 7)
            lines, x, y = wrap(line.label, room)[:1], (x1 + x2) // 2, tops[source.lane] - 43 - 24 * tracks[line]
        elif source.lane == target.lane:
            lines = wrap(line.label, CHARACTERS - 2)
            x, y = x1 + COLUMN // 2, tops[source.lane] - 8 - 14 * (len(lines) - 1)
        else:
            lines = wrap(line.label, CHARACTERS - 2)
            x, y = x2 - COLUMN // 2, tops[target.lane] - 8 - 14 * (len(lines) - 1)
        return _text(lines, x, y, "t-soft", anchor="middle", step=14)

    def _lying_text(self, id: str, x: int, y: int) -> str:
        node = self.flow.nodes[id]
        soft = [node.provision] if node.provision else []
        return _text(wrap(node.title, CHARACTERS), x, y + 30, self._weight(id), soft, anchor="middle")

    # -- upright -----------------------------------------------------------------------------------------------------

    def upright(self, css: str) -> str:
        """From top to bottom, as a phone shows it; what jumps goes through the gutter on the left."""
        order = sorted(self.layout.places, key=lambda id: (self.layout.places[id].column, self.layout.places[id].lane))
        row = {id: index for index, id in enumerate(order)}
        tracks = self._tracks([line for line in self.layout.lines if self.layout.jumps(line)], row, False)
        gutter = 16 + GUTTER * (max(tracks.values(), default=-1) + 1)
        left = gutter + INDENT * (self.layout.lanes - 1) + 24
        width = max(TALL_WIDTH, left + TEXT_AT_LEAST)
        tops, texts, y = {}, [], 24
        for id in order:
            tops[id] = y
            soft = [line for part in self._upright_notes(id, tracks) for line in wrap(part, (width - left) // 7)]
            lines = wrap(self.flow.nodes[id].title, (width - left) // 7)
            texts.append(_text(lines, left, y + 4, self._weight(id), soft))
            y += LINE * (len(lines) + len(soft)) + 24
        at = {id: (gutter + INDENT * place.lane, tops[id]) for id, place in self.layout.places.items()}
        parts = [self._line(line, _upright_path(at, line, tracks.get(line))) for line in self._ordered()]
        parts += [self._shape(id, *at[id]) for id in order]
        return self._svg(css, width, y, parts + texts)

    def _upright_notes(self, id: str, tracks: dict[Line, int]) -> list[str]:
        """The citation, and where each outcome leads that does not simply go on down the thread."""
        node, places = self.flow.nodes[id], self.layout.places
        turning = [
            line
            for line in self.layout.lines
            if line.source == id and line.label and (line in tracks or places[line.target].lane != places[id].lane)
        ]
        leads = [f"{line.label}: {self.flow.nodes[line.target].title}" for line in turning]
        return [node.provision, *leads] if node.provision else leads

    # -- what both share -------------------------------------------------------------------------------------------

    def _columns(self) -> dict[str, int]:
        return {id: place.column for id, place in self.layout.places.items()}

    def _lane(self, line: Line) -> int:
        return self.layout.places[line.source].lane

    def _ordered(self) -> list[Line]:
        """Lines with the walked ones last, so that they lie on top."""
        return sorted(self.layout.lines, key=lambda line: line in self._steps)

    def _tracks(self, lines: Sequence[Line], position: dict[str, int], lane_by_lane: bool) -> dict[Line, int]:
        """For each line that needs an arc, how far out it goes, so that no two lie on each other."""
        spans = {line: sorted((position[line.source], position[line.target])) for line in lines}
        tracks: dict[Line, int] = {}
        for line, (low, high) in sorted(spans.items(), key=lambda item: item[1][1] - item[1][0]):
            beside = {
                track
                for other, track in tracks.items()
                if spans[other][0] < high and low < spans[other][1]
                if not lane_by_lane or self._lane(other) == self._lane(line)
            }
            tracks[line] = next(track for track in range(len(spans)) if track not in beside)
        return tracks

    def _line(self, line: Line, path: str) -> str:
        css = "p-done" if line in self._steps else "p-may" if line.may or line.back else "p-next"
        return f'<path class="{css}" d="{path}"/>'

    def _weight(self, id: str) -> str:
        return "t-b" if id in self.current else ""

    def _shape(self, id: str, x: int, y: int) -> str:
        state = "n-now" if id in self.current else "n-done" if id in self.walked else "n-next"
        return _shape(self.flow.nodes[id].kind, state, x, y, 11 if id in self.current else 8)

    def _svg(self, css: str, width: int, height: int, parts: list[str]) -> str:
        name = f"{css}-{self.flow.type_id}"
        # A page shrinks it to its column but never blows it up; a file is as large as who shows it wants.
        natural = "" if self.style else f' width="{width}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{css}"{natural} viewBox="0 0 {width} {height}" role="img" '
            f'aria-labelledby="{name}-t {name}-d"><title id="{name}-t">{escape(self._title())}</title>'
            f'<desc id="{name}-d">{escape(self._description())}</desc>{self.style}{"".join(parts)}</svg>'
        )

    def _title(self) -> str:
        return "O caminho até aqui" if self.current or self.walked else "O caminho do procedimento"

    def _description(self) -> str:
        nodes = self.flow.nodes
        if self.current or self.walked:
            done = [nodes[id].title for id in self.walked if id != START]
            now = [nodes[id].title for id in self.current]
            ahead = [nodes[id].title for id in self.flow.ahead(self.current) if id not in self.current]
            said = (("Percorrido", done), ("Agora", now), ("À frente, conforme o caso", ahead))
            return " ".join(f"{what}: {'; '.join(titles)}." for what, titles in said if titles)
        return " ".join(_sentence(nodes, line) for line in self.layout.lines)


def _walked_lines(layout: Layout, walked: list[str], current: list[str]) -> set[Line]:
    """The line by which each walked or open node was most likely reached: from the last one done before it."""
    reached = set()
    for index, id in enumerate([*walked, *current]):
        before = walked[: min(index, len(walked))]
        coming = [line for line in layout.lines if line.target == id and line.source in before]
        if coming:
            reached.add(max(coming, key=lambda line: before.index(line.source)))
    return reached


def _sentence(nodes: dict[str, Node], line: Line) -> str:
    source, target = nodes[line.source].title, nodes[line.target].title
    if line.may:
        return f"A qualquer tempo pode vir: {target}."
    if line.source == START:
        return f"Começa por: {target}."
    return f"Depois de “{source}”{f', com {line.label}' if line.label else ''}: {target}."


def _x(place: Place) -> int:
    return COLUMN // 2 + 12 + COLUMN * place.column


def _shape(kind: Kind, state: str, x: int, y: int, r: int) -> str:
    if kind is Kind.PUBLICATION:
        return f'<rect class="{state}" x="{x - r}" y="{y - r}" width="{2 * r}" height="{2 * r}"/>'
    if kind is Kind.DECISION:
        d = r + 3
        return f'<path class="{state}" d="M{x} {y - d}L{x + d} {y}L{x} {y + d}L{x - d} {y}Z"/>'
    circle = f'<circle class="{state}" cx="{x}" cy="{y}" r="{r}"/>'
    if kind in (Kind.DEADLINE, Kind.EVENT, Kind.END, Kind.CHILD):
        return circle + f'<circle class="p-next" cx="{x}" cy="{y}" r="{r - 4}"/>'
    return circle


def _text(
    lines: Sequence[str], x: int, y: int, css: str, soft: Sequence[str] = (), *, anchor: str = "", step: int = LINE
) -> str:
    spans = [f'<tspan x="{x}" dy="{step if index else 0}">{escape(line)}</tspan>' for index, line in enumerate(lines)]
    spans += [f'<tspan x="{x}" dy="{step}" class="t-soft">{escape(line)}</tspan>' for line in soft]
    style = (f' class="{css}"' if css else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return f'<text x="{x}" y="{y}"{style}>{"".join(spans)}</text>'


def _upright_path(at: dict[str, tuple[int, int]], line: Line, track: int | None) -> str:
    (x1, y1), (x2, y2) = at[line.source], at[line.target]
    if track is not None:
        out = 12 + GUTTER * track - 4
        turn = 10 if y2 > y1 else -10
        return f"M{x1} {y1}H{out + 8}Q{out} {y1} {out} {y1 + turn}V{y2 - turn}Q{out} {y2} {out + 8} {y2}H{x2}"
    if x1 == x2:
        return f"M{x1} {y1}V{y2}"
    if x2 > x1:
        return f"M{x1} {y1}C{x1} {y1 + 22} {x2} {y1 + 6} {x2} {y1 + 30}V{y2}"
    return f"M{x1} {y1}V{y2 - 30}C{x1} {y2 - 6} {x2} {y2 - 22} {x2} {y2}"
