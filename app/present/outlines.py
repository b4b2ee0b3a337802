"""Coasts and borders as SVG paths. Pure; the outlines are data/outlines.json, read once.

Natural Earth 1:50m (public domain) by way of world-atlas 2 (ISC), simplified. Borders follow recognised
states: the source draws Crimea with Russia, the data gives it back to Ukraine; disputed lines are apart.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from app.present.projections import Frame, Point

DATA = Path(__file__).parent / "data"
PART_OF = {"UA-CRI": "UA", "Somaliland": "SO", "N. Cyprus": "CY", "Kosovo": "RS"}  # kept apart in the source
UNNAMED = "-"  # states that host no site: one fill, no code


@cache
def outline_data() -> dict[str, Any]:
    """`arcs` (steps of 0.01 degree), `countries` (code -> polygons of arcs), `territories` (code -> ring)."""
    data: dict[str, Any] = json.loads((DATA / "outlines.json").read_text())
    return data


@cache
def plate_labels() -> dict[str, list[tuple[str, float, float, str, str, float, float]]]:
    """Plate -> (text, lon, lat, class, anchor, dx, dy); classes: country, terr, town, site, sea."""
    labels = json.loads((DATA / "plate_labels.json").read_text())
    return {slug: [tuple(label) for label in rows] for slug, rows in labels.items()}


def visvalingam(points: Sequence[Point], least: float) -> list[Point]:
    """Drop the points whose triangle with their neighbours is smaller than `least`, the smallest first."""
    points = list(points)
    while len(points) > 2:
        areas = [
            abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2
            for a, b, c in zip(points, points[1:], points[2:], strict=False)
        ]
        if min(areas) >= least:
            break
        keep, skipped = [points[0]], False
        for i, area in enumerate(areas):  # every local minimum at once: fewer passes, the same look
            if area < least and not skipped and area <= min(areas[max(0, i - 1) : i + 2]):
                skipped = True
                continue
            keep.append(points[i + 1])
            skipped = False
        keep.append(points[-1])
        points = keep
    return points


def clip_ring(ring: list[Point], width: float, height: float, pad: float = 8) -> list[Point]:
    """Sutherland-Hodgman against the frame, so that nothing is sent that nobody sees."""
    for axis, limit, sign in ((0, -pad, 1), (0, width + pad, -1), (1, -pad, 1), (1, height + pad, -1)):
        out: list[Point] = []
        for a, b in zip(ring[-1:] + ring[:-1], ring, strict=True):
            in_a, in_b = (a[axis] - limit) * sign >= 0, (b[axis] - limit) * sign >= 0
            if in_a != in_b:
                t = (limit - a[axis]) / (b[axis] - a[axis])
                out.append((a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t))
            if in_b:
                out.append(b)
        ring = out
        if not ring:
            return []
    return ring


def path(points: Sequence[Point], *, close: bool) -> str:
    """A relative path in whole units, about five bytes a point; empty where nothing is left of it."""
    whole = [(round(x), round(y)) for x, y in points]
    steps, last = [], whole[0]
    for point in whole[1:]:
        if point != last:
            steps.append((point[0] - last[0], point[1] - last[1]))
            last = point
    if close and steps and last == whole[0]:
        steps.pop()
    if not steps:
        return ""
    text = "".join(
        f"{'' if i == 0 or dx < 0 else ' '}{dx}{'' if dy < 0 else ' '}{dy}"
        for i, (dx, dy) in enumerate(steps)
    )
    return f"M{whole[0][0]} {whole[0][1]}l{text}{'z' if close else ''}"


def ring_area(ring: Sequence[Point]) -> float:
    """The area of a closed ring, in square units."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


class Outlines:
    """The outlines in one frame. `least`: square units under which details go; `whole`: the world."""

    def __init__(self, frame: Frame, least: float, *, whole: bool = False) -> None:
        data = outline_data()
        self._whole = whole
        self.frame = frame
        self.codes: tuple[str, ...] = tuple(data["countries"])
        self._polygons: dict[str, list[list[list[int]]]] = data["countries"]
        self._arcs = [visvalingam([frame(*p) for p in _absolute(flat)], least) for flat in data["arcs"]]

    def rings(self, code: str, least_size: float) -> list[list[Point]]:
        """The clipped rings of a country, without those smaller than `least_size` units across and down."""
        out = []
        for polygon in self._polygons.get(code, []):
            for ring in polygon:
                points: list[Point] = []
                for i in ring:
                    points += self._arc(i)[1 if points else 0 :]
                across = max(x for x, _ in points) - min(x for x, _ in points)
                if self._whole and across > self.frame.width * 1.2:
                    continue  # it wraps round the back of the world
                clipped = clip_ring(points, self.frame.width, self.frame.height)
                if len(clipped) < 3:
                    continue
                xs, ys = zip(*clipped, strict=True)
                if max(xs) - min(xs) + max(ys) - min(ys) >= least_size:
                    out.append(clipped)
        return out

    def area(self, code: str, least_size: float) -> str:
        """The country as one path."""
        return "".join(path(ring, close=True) for ring in self.rings(code, least_size))

    def borders(self) -> tuple[str, str]:
        """The lines between states, and the lines that a party disputes."""
        users: dict[int, set[str]] = {}
        for code, polygons in self._polygons.items():
            for n, polygon in enumerate(polygons):
                owner = f"{code}{n}" if code == UNNAMED else code
                for i in (i for ring in polygon for i in ring):
                    users.setdefault(i if i >= 0 else ~i, set()).add(owner)
        settled: list[str] = []
        disputed: list[str] = []
        for i, owners in users.items():
            if len(owners) > 1 and any(self.frame.shows(p, 9) for p in self._arcs[i]):
                (disputed if owners & set(PART_OF) else settled).append(path(self._arcs[i], close=False))
        return "".join(settled), "".join(disputed)

    def territories(self) -> str:
        """The rings of Abkhazia, South Ossetia, Transnistria and Nagorno-Karabakh that the frame shows."""
        out = []
        for flat in outline_data()["territories"].values():
            points = [self.frame(flat[i] / 100, flat[i + 1] / 100) for i in range(0, len(flat), 2)]
            if any(self.frame.shows(p, 50) for p in points):
                out.append(path(points, close=True))
        return "".join(out)

    def _arc(self, i: int) -> list[Point]:
        return self._arcs[i] if i >= 0 else self._arcs[~i][::-1]


def _absolute(flat: Sequence[int]) -> list[Point]:
    points, x, y = [], 0, 0
    for i in range(0, len(flat), 2):
        x, y = x + flat[i], y + flat[i + 1]
        points.append((x / 100, y / 100))
    return points
