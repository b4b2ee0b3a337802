"""Pictures as SVG text, drawn from rows; colours come from base.css by class. Pure.

A mark is a link with a title, so that a picture works with the keyboard and without a script; the page puts
the same rows in a table under it. Draw a picture twice where a phone needs other proportions (`width`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from markupsafe import Markup

from app.domain.kinds import DenialOutcome
from app.present.format import number
from app.present.language import gettext as _

LABEL_PLACES = ((11, 4, "start"), (-11, 4, "end"), (0, -12, "middle"), (0, 20, "middle"))
DOT = 13  # from one dot to the next where they would cover each other
CHARACTER = 7.2  # average width of a letter of a chart, in its units


@dataclass(frozen=True, slots=True)
class DenialMark:
    """One denial in `units_by_year` or `strip`."""

    day: str  # EDTF
    title: str
    href: str
    outcome: DenialOutcome | None = None  # null is open
    answered: bool = False  # something later bears on it; that is no verdict

    @property
    def css(self) -> str:
        return f"o-{self.outcome or DenialOutcome.OPEN}"

    @property
    def icon(self) -> str:
        is_open = (self.outcome or DenialOutcome.OPEN) == DenialOutcome.OPEN
        return "answered" if is_open and self.answered else str(self.outcome or DenialOutcome.OPEN)


@dataclass(frozen=True, slots=True)
class ClaimDot:
    """One figure in `dot_range`."""

    day: str | None  # EDTF; null stands in a lane of its own
    low: float
    high: float
    title: str
    href: str
    css: str = "s-active"
    bound: str = ""  # "up": more than; "down": up to
    label: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a lane, in years with fractions."""

    start: float
    end: float
    css: str
    title: str
    dashed: bool = False  # an end of it is not sourced


@dataclass(frozen=True, slots=True)
class LanePoint:
    """A dated event of a lane; `css` such as `k-denial` names its mark."""

    day: str  # EDTF
    css: str
    title: str
    href: str
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    name: str
    spans: Sequence[Span] = ()
    points: Sequence[LanePoint] = ()
    height: float = 46
    notes: Sequence[tuple[str, str, str, float]] = field(default=())  # (EDTF, text, anchor, dy)


def year_of(edtf: str) -> float:
    """The middle of what is known: `2015` -> 2015.5, `2015-07` -> 2015.54."""
    parts = edtf.rstrip("~?%").split("-")
    if len(parts) == 1:
        return int(parts[0]) + 0.5
    into_month = (int(parts[2]) - 0.5) / 365 if len(parts) > 2 else 0.5 / 12
    return int(parts[0]) + (int(parts[1]) - 1) / 12 + into_month


def units_by_year(
    rows: Sequence[DenialMark], first: int, last: int, width: int = 1180, size: int = 14
) -> Markup:
    """One diamond per denial in its year's column: a stacked bar that can be counted. Alike lie together."""
    column = (width - 8) / (last - first + 1)
    per_row = min(3, max(2, int(column // (size + 2)) - (1 if column > 40 else 0)))
    years = range(first, last + 1)
    stacks = {year: [row for row in rows if int(row.day[:4]) == year] for year in years}
    rows_high = max((-(-len(stack) // per_row) for stack in stacks.values()), default=0)
    height = max(rows_high, 1) * (size + 2) + 44
    base = height - 24
    out = [f'<path class="base" d="M0 {base}H{width}"/>']
    for n, year in enumerate(years):
        middle = 4 + n * column + column / 2
        stack = sorted(stacks[year], key=lambda row: (row.css, row.icon != "answered", row.day))
        start = middle - (min(per_row, len(stack)) * (size + 2) - 2) / 2
        for i, row in enumerate(stack):
            x, y = start + (i % per_row) * (size + 2), base - 1 - (i // per_row + 1) * (size + 2)
            mark = f'<use href="#i-{row.icon}" x="{x:.1f}" y="{y:.1f}" width="{size}" height="{size}"/>'
            out.append(drawn_link(row.href, row.title, mark, f"{row.css} ico"))
        if stack:
            top = base - 3 - -(-len(stack) // per_row) * (size + 2) - 5
            out.append(drawn_text(middle, top, str(len(stack)), "middle", "em"))
        out.append(drawn_text(middle, base + 17, str(year) if column > 38 else f"{year % 100:02d}", "middle"))
    return drawing(width, height, _("Denials by year"), out)


def dot_range(rows: Sequence[ClaimDot], width: int = 760, height: int = 300) -> Markup:
    """Claims over time: a dot is a figure, a bar a range, an arrow "up to" or "more than"; none is averaged.

    Dots of one date and figure stand side by side, so that each can be opened.

    Undated rows stand in a lane on the left. Labels are left out where they would overlap: the titles and the
    table have them. Raises ValueError without rows.
    """
    if not rows:
        raise ValueError("a chart of no claims: leave it out")
    narrow = width < 500
    years = [year_of(row.day) for row in rows if row.day]
    first = int(min(years, default=2020.0)) - 1
    last = int(max(years, default=2020.0)) + 2
    step, top = _scale(max(row.high for row in rows))
    left, bottom, right = 58, 28, 20 if narrow else 60
    undated = any(row.day is None for row in rows)
    lane = (38 if narrow else 70) if undated else 0
    floor = height - bottom

    def x(year: float) -> float:
        return left + lane + (year - first) / (last - first) * (width - left - lane - right)

    def y(value: float) -> float:
        return floor - value / top * (floor - 16)

    out = []
    if undated:
        out.append(f'<rect class="band2" x="{left}" y="8" width="{lane - 12}" height="{floor - 8}"/>')
        out.append(drawn_text(left + (lane - 12) / 2, height - 8, "n.d." if narrow else "undated", "middle"))
    for n in range(round(top / step) + 1):
        line = y(n * step)
        out.append(f'<path class="{"ax" if n else "base"}" d="M{left} {line:.1f}H{width}"/>')
        out.append(drawn_text(left - 8, line + 4, number(n * step), "end"))
    room = (width - left - lane - right) / (last - first)
    every = next((s for s in (1, 2, 5, 10, 20) if s * room >= 44), 50)
    for year in range(-(-first // every) * every, last + 1, every):
        if not undated or x(year) - left - lane > 18:  # clear of the name of the undated lane
            out.append(drawn_text(x(year), height - 8, str(year), "middle"))
    at: list[tuple[float, float]] = []
    for row in rows:
        px = x(year_of(row.day)) if row.day else left + (lane - 12) / 2
        ends = (left + lane, width - 8) if row.day else (left + 8, left + lane - 20)
        at.append((_beside(px, y(row.high), at, ends), y(row.high)))
    taken = [
        (px - 8, py - 8, px + 8, max(py + 8, y(row.low) + 2)) for row, (px, py) in zip(rows, at, strict=True)
    ]
    if undated:
        taken.append((left + lane - 12, 0, left + lane - 11, floor))
    for row, (px, py) in zip(rows, at, strict=True):
        body = ""
        if row.low != row.high:
            low = y(row.low)
            body += f'<path class="ln" d="M{px:.1f} {low:.1f}V{py:.1f}m-5 0h10M{px - 5:.1f} {low:.1f}h10"/>'
        if row.bound == "up":
            body += f'<path class="ln" d="M{px:.1f} {py:.1f}v-24m-5 6 5-6 5 6"/>'
        if row.bound == "down":
            body += f'<path class="ln" d="M{px:.1f} {py:.1f}v24m-5-6 5 6 5-6"/>'
        hollow = "" if row.css == "s-active" else ' class="ln"'  # told by shape, too
        dot = f'<circle{hollow} cx="{px:.1f}" cy="{py:.1f}" r="6.5"/>'
        out.append(drawn_link(row.href, row.title, body + dot, row.css))
        wide = len(row.label) * CHARACTER
        for dx, dy, anchor in LABEL_PLACES:
            tx, ty = px + dx, py + dy
            begin = tx if anchor == "start" else tx - wide if anchor == "end" else tx - wide / 2
            box = (begin, ty - 11, begin + wide, ty + 3)
            inside = box[0] >= left + 2 and box[2] <= width and box[1] >= 0 and box[3] < floor
            if row.label and inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                out.append(drawn_text(tx, ty, row.label, anchor))
                break
    return drawing(width, height, _("Claims over time"), out)


def life_line(
    lanes: Sequence[Lane], first: int, last: int, now: float, width: int = 820, label: int = 150
) -> Markup:
    """Lanes on one axis of years from `first` to `last`; dotted: `now`, a year and its fraction.

    Points that would lie on each other are pushed up and down; a lane grows to hold them.
    """

    def x(year: float) -> float:
        return label + (min(max(year, first), last) - first) / (last - first) * (width - label - 22)

    stacks = [_stacked([x(year_of(point.day)) for point in _by_day(lane.points)]) for lane in lanes]
    heights = [
        max(lane.height, 2 * max((abs(shift) for shift in stack), default=0) + 30)
        for lane, stack in zip(lanes, stacks, strict=True)
    ]
    height = sum(heights) + 34
    every = next((s for s in (1, 2, 5, 10, 20, 50) if (last - first) / s <= (width - label) / 58), 100)
    out = []
    for year in range(-(-first // every) * every, last + 1, every):
        out.append(f'<path class="ax" d="M{x(year):.1f} 4V{height - 24:.0f}"/>')
        out.append(drawn_text(x(year), height - 8, str(year), "middle"))
    if first <= now <= last:
        out.append(f'<path class="now" d="M{x(now):.1f} 4V{height - 24:.0f}"/>')
    top = 0.0
    for lane, stack, lane_height in zip(lanes, stacks, heights, strict=True):
        y = top + lane_height / 2 + 4
        top += lane_height
        out.append(drawn_text(0, y + 4, lane.name, "start", "em"))
        for span in lane.spans:
            css = "ln thick dash" if span.dashed else "ln thick"
            line = f'<path class="{css}" d="M{x(span.start):.1f} {y:.1f}H{x(span.end):.1f}"/>'
            out.append(f'<g class="{span.css}"><title>{escape(span.title)}</title>{line}</g>')
        for point, shift in zip(_by_day(lane.points), stack, strict=True):
            px, py = x(year_of(point.day)), y + shift
            icon = point.css.split("-", 1)[1]
            mark = f'<use href="#i-{icon}" x="{px - 7.5:.1f}" y="{py - 7:.1f}" width="15" height="15"/>'
            out.append(
                drawn_link(point.href, point.title, mark, f"{point.css} ico{' faint' if point.faint else ''}")
            )
        for day, text, anchor, dy in lane.notes:
            out.append(drawn_text(x(year_of(day)), y + dy, text, anchor))
    return drawing(width, height, _("Life line"), out)


def term_line(
    start: float | None, end: float, now: float, css: str, first: int = 1990, last: int = 2070
) -> Markup:
    """The term of one agreement in a table cell, from year `first` to `last`; dashed: start not sourced."""

    def x(year: float) -> float:
        return (min(max(year, first), last) - first) / (last - first) * 120

    dash = "" if start is not None else " dash"
    begin = x(start if start is not None else end - 3)
    body = [
        '<path class="ax" d="M0 8H120"/>',
        f'<path class="now" d="M{x(now):.1f} 1V15"/>',
        f'<g class="{css}">',
        f'<path class="ln thick{dash}" d="M{begin:.1f} 8H{max(x(end), begin + 2):.1f}"/></g>',
    ]
    return Markup(  # noqa: S704 - nothing in it is text
        f'<svg class="chart term" viewBox="0 0 120 16" aria-hidden="true">{"".join(body)}</svg>'
    )


def strip(rows: Sequence[DenialMark]) -> Markup:
    """One diamond per denial of one official, oldest first."""
    marks = "".join(
        f'<a href="{escape(row.href)}" class="{row.css}"><svg class="ico" viewBox="0 0 16 16" role="img" '
        f'aria-label="{escape(row.title)}"><title>{escape(row.title)}</title>'
        f'<use href="#i-{row.icon}"/></svg></a>'
        for row in sorted(rows, key=lambda row: row.day)
    )
    return Markup(f'<span class="strip">{marks}</span>')  # noqa: S704 - every text in it is escaped


def _scale(most: float) -> tuple[float, float]:
    """A round step and the top of an axis that holds `most` in three to six steps."""
    for magnitude in (10**n for n in range(-1, 12)):
        for base in (1, 2, 2.5, 5):
            step = base * magnitude
            if most <= step * 5:
                return step, step * max(1, -(-most * 1.05 // step))
    raise ValueError(f"{most} is beyond any count of people")


def _beside(px: float, py: float, placed: Sequence[tuple[float, float]], ends: tuple[float, float]) -> float:
    """The place nearest to `px` within `ends` where a dot covers no other; `px` where there is no room."""
    tries = (px + shift for shift in (0, DOT, -DOT, 2 * DOT, -2 * DOT))
    free = (
        place
        for place in tries
        if (place == px or ends[0] <= place <= ends[1])
        and all(abs(place - qx) >= DOT or abs(py - qy) >= DOT for qx, qy in placed)
    )
    return next(free, px)


def _by_day(points: Sequence[LanePoint]) -> list[LanePoint]:
    return sorted(points, key=lambda point: point.day)


def _stacked(at: Sequence[float]) -> list[int]:
    """For marks at these places along a lane: how far each moves up (-) or down, so that none covers another."""
    placed: list[tuple[float, int]] = []
    for px in at:
        near = {shift for qx, shift in placed if abs(px - qx) <= 15}
        steps = (sign * n * 15 for n in range(len(near) + 1) for sign in (-1, 1))
        placed.append((px, next(shift for shift in steps if shift not in near)))
    return [shift for _, shift in placed]


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def drawn_text(x: float, y: float, text: str, anchor: str, css: str = "") -> str:
    """A text of a picture; `anchor`: start, middle, end."""
    name = f' class="{css}"' if css else ""
    return f'<text{name} text-anchor="{anchor}" x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'


def drawn_link(href: str, title: str, body: str, css: str) -> str:
    """A mark that opens an address and has a name; `body` is markup."""
    return f'<a href="{escape(href)}" class="{css}"><title>{escape(title)}</title>{body}</a>'


def drawing(width: float, height: float, name: str, body: Sequence[str]) -> Markup:
    """The picture whole; `body` is markup."""
    box = f"0 0 {width:g} {height:g}"
    return Markup(  # noqa: S704 - every text in it is escaped
        f'<svg class="chart" viewBox="{box}" role="group" aria-label="{name}">{"".join(body)}</svg>'
    )
