"""From longitude and latitude (degrees) to drawing units. Pure."""

import math
from collections.abc import Callable, Sequence

Point = tuple[float, float]
Projection = Callable[[float, float], Point]


def equal_earth(lon: float, lat: float, meridian: float) -> Point:
    """Equal area, pleasant shapes, on the unit sphere; y grows southwards (Šavrič, Patterson, Jenny 2018)."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    m = math.sqrt(3) / 2
    lam = math.radians((lon - meridian + 540) % 360 - 180)
    t = math.asin(m * math.sin(math.radians(lat)))
    t2 = t * t
    t6 = t2**3
    x = lam * math.cos(t) / (m * (a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)))
    return x, -t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))


def azimuthal(lon: float, lat: float, lon0: float, lat0: float) -> Point:
    """Lambert azimuthal equal area about (lon0, lat0), on the unit sphere; y grows to the south."""
    f, f0, d = math.radians(lat), math.radians(lat0), math.radians(lon - lon0)
    depth = 1 + math.sin(f0) * math.sin(f) + math.cos(f0) * math.cos(f) * math.cos(d)
    k = math.sqrt(2 / max(1e-9, depth))
    across = k * math.cos(f) * math.sin(d)
    down = -k * (math.cos(f0) * math.sin(f) - math.sin(f0) * math.cos(f) * math.cos(d))
    return across, down


class Frame:
    """A projection fitted to a box of drawing units; a null `height` follows from the corners."""

    def __init__(
        self, project: Projection, corners: Sequence[Point], width: float, height: float | None
    ) -> None:
        self._project = project
        xs, ys = zip(*(project(*corner) for corner in corners), strict=True)
        self.x0, self.y0 = min(xs), min(ys)
        spread_x, spread_y = max(xs) - self.x0, max(ys) - self.y0
        self.width = width
        if height is None:
            self.k = width / spread_x
            self.height: float = round(spread_y * self.k)
        else:
            self.k = min(width / spread_x, height / spread_y)
            self.height = height
            self.x0 += (spread_x - width / self.k) / 2
            self.y0 += (spread_y - height / self.k) / 2

    def __call__(self, lon: float, lat: float) -> Point:
        x, y = self._project(lon, lat)
        return (x - self.x0) * self.k, (y - self.y0) * self.k

    def shows(self, point: Point, margin: float = 4) -> bool:
        """Whether a point in drawing units lies in the frame, or at most `margin` units outside it."""
        return -margin < point[0] < self.width + margin and -margin < point[1] < self.height + margin


WEST, EAST, SOUTH, NORTH, MERIDIAN = -97.0, 146.0, -25.0, 63.0, 25.0
WORLD_WIDTH = 2000


def world_frame() -> Frame:
    """97° W to 146° E: Latin America, Africa and Eurasia; the empty outer ocean is cut."""
    ring = [(x, y) for x in (WEST, MERIDIAN, EAST) for y in (SOUTH, 0, NORTH)]
    frame = Frame(lambda lon, lat: equal_earth(lon, lat, MERIDIAN), ring, WORLD_WIDTH, None)
    left, right = frame(WEST, 12)[0], frame(EAST, 0)[0]
    frame.x0 += left / frame.k
    frame.k *= WORLD_WIDTH / (right - left)
    frame.height = round(frame(MERIDIAN, SOUTH)[1] - frame(MERIDIAN, NORTH)[1])
    return frame


def box_frame(
    west: float, south: float, east: float, north: float, width: float = 640, height: float = 440
) -> Frame:
    """A frame about the middle of a box in degrees, that holds all of it."""
    lon0, lat0 = (west + east) / 2, (south + north) / 2
    ring = [(west, lat0), (east, lat0), (lon0, south), (lon0, north)]
    return Frame(lambda lon, lat: azimuthal(lon, lat, lon0, lat0), ring, width, height)
