"""The marks of a map: one link per base, pushed apart where they would overlap. Pure."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from app.domain.kinds import BaseKind, BaseStatus
from app.present.format import SHAPES, words
from app.present.projections import Frame

SHAPE_PATHS = {  # the same as the k- symbols of templates/macros/icons.html, about (0, 0)
    "square": "M-5-5H5V5H-5Z",
    "triangle": "M0-6.4 6.2 5H-6.2Z",
    "hull": "M-6.4-4.4H6.4L3.6 5H-3.6Z",
    "diamond": "M0-6.8 6.2 0 0 6.8-6.2 0Z",
    "ring": "M5.6 0A5.6 5.6 0 1 1-5.6 0 5.6 5.6 0 0 1 5.6 0Z",
    "dot": "M4 0A4 4 0 1 1-4 0 4 4 0 0 1 4 0Z",
}
ENDED = {BaseStatus.CLOSED, BaseStatus.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Site:
    """What a map needs to know of a base."""

    slug: str
    name: str
    kind: BaseKind
    status: BaseStatus
    country: str  # code of the host state
    longitude: float
    latitude: float

    def inside(self, west: float, south: float, east: float, north: float) -> bool:
        """Whether it lies in a box in degrees, its edges included."""
        return west <= self.longitude <= east and south <= self.latitude <= north


@dataclass(slots=True)
class Mark:
    """A site in drawing units: where it is (`true_x`, `true_y`) and where it is drawn."""

    site: Site
    true_x: float
    true_y: float
    x: float
    y: float


def place_marks(frame: Frame, sites: Iterable[Site], gap: float, reach: float) -> list[Mark]:
    """Marks at least `gap` units apart where that moves none more than `reach`; the living lie on top."""
    marks = []
    for site in sites:
        x, y = frame(site.longitude, site.latitude)
        if frame.shows((x, y)):
            marks.append(Mark(site, x, y, x, y))
    marks.sort(key=lambda mark: (mark.site.status not in ENDED, mark.site.status == BaseStatus.ACTIVE))
    _spread(marks, gap, reach)
    return marks


def _spread(marks: Sequence[Mark], gap: float, reach: float) -> None:
    for n, mark in enumerate(marks):  # sites at one place start on a small spiral
        mark.x += 0.01 * math.cos(n * 2.4)
        mark.y += 0.01 * math.sin(n * 2.4)
    for _ in range(160):
        moved = False
        for i, a in enumerate(marks):
            for b in marks[i + 1 :]:
                dx, dy = b.x - a.x, b.y - a.y
                if abs(dx) >= gap or abs(dy) >= gap:
                    continue
                distance = math.hypot(dx, dy) or 0.01
                if distance < gap:
                    push = (gap - distance) / 2 + 0.05
                    a.x, a.y = a.x - dx / distance * push, a.y - dy / distance * push
                    b.x, b.y = b.x + dx / distance * push, b.y + dy / distance * push
                    moved = True
        for mark in marks:
            dx, dy = mark.x - mark.true_x, mark.y - mark.true_y
            distance = math.hypot(dx, dy)
            if distance > reach:
                mark.x, mark.y = mark.true_x + dx / distance * reach, mark.true_y + dy / distance * reach
        if not moved:
            break


def draw_marks(marks: Sequence[Mark], scale: float, *, leaders: bool, prefix: str, here: str = "") -> str:
    """The marks as links with titles, `scale` times their drawn size; `here`: slug of the page's own base."""
    lines, links = [], []
    for mark in marks:
        site = mark.site
        if leaders and math.hypot(mark.x - mark.true_x, mark.y - mark.true_y) > 7:
            lines.append(f"M{mark.true_x:.0f} {mark.true_y:.0f}L{mark.x:.0f} {mark.y:.0f}")
        title = escape(f"{site.name}: {words(site.kind)}, {words(site.status)}")
        css = f"s-{site.status}{' here' if site.slug == here else ''}"
        links.append(
            f'<a href="/bases/{escape(site.slug)}" class="{css}"><title>{title}</title>'
            f'<use href="#{prefix}{SHAPES[site.kind]}" '
            f'x="{mark.x / scale:.1f}" y="{mark.y / scale:.1f}"/></a>'
        )
    leader = f'<path class="leader" d="{"".join(lines)}"/>' if lines else ""
    return f'{leader}<g class="marks" transform="scale({scale:g})">{"".join(links)}</g>'


def symbols(prefix: str) -> str:
    """The shapes of one map; `prefix` keeps the ids of several maps on a page apart."""
    shapes = "".join(f'<path id="{prefix}{name}" d="{d}"/>' for name, d in SHAPE_PATHS.items())
    return f"<defs>{shapes}</defs>"
