"""The maps, drawn on the server: the world, plates of the dense regions, and the place of a few bases. Pure.

Each drawing is kept for as long as the same sites are asked for: what changes the data changes the key.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from markupsafe import Markup

from app.domain.kinds import BaseStatus
from app.present.format import counted
from app.present.language import gettext as _
from app.present.language import pgettext, spoken
from app.present.map_marks import Site, draw_marks, place_marks, symbols
from app.present.outlines import PART_OF, UNNAMED, Outlines, path, plate_labels, ring_area
from app.present.projections import Frame, Point, box_frame, world_frame


@dataclass(frozen=True, slots=True)
class Plate:
    """A dense region with a drawing of its own: a letter, a title, a box in degrees."""

    slug: str
    letter: str
    title: str
    west: float
    south: float
    east: float
    north: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.west, self.south, self.east, self.north

    @property
    def words(self) -> str:
        """Its title in the reader's language."""
        return pgettext("map", self.title)

    def of(self, sites: Iterable[Site]) -> tuple[Site, ...]:
        """Those of the sites that lie on it."""
        return tuple(site for site in sites if site.inside(*self.box))


PLATES = (
    Plate("belarus", "A", "Belarus", 22.6, 50.9, 33.4, 56.4),
    Plate("black-sea", "B", "Crimea and southern Ukraine", 28.4, 43.6, 40.2, 49.2),
    Plate("caucasus", "C", "South Caucasus", 39.2, 38.3, 48.9, 43.9),
    Plate("syria", "D", "Syria", 34.4, 32.4, 42.6, 37.5),
    Plate("central-asia", "E", "Tajikistan and Kyrgyzstan", 65.5, 36.4, 79.5, 43.8),
    Plate("libya-sahel", "F", "Libya and the Sahel", -9.5, 1.0, 26.0, 34.5),
)
COUNTED = ("belarus", "black-sea", "caucasus", "syria", "central-asia")  # a box with a count on the world
NEAR = 60  # drawing units: a label stands for the marks that lie so near
FEW = 4  # up to so many are drawn on the world itself
STANDING = {BaseStatus.ACTIVE, BaseStatus.DISPUTED}
MANY_STANDING = 5

WORLD_NAMES = (
    ("Atlantic Ocean", -42, 27, "sea"),
    ("Indian Ocean", 79, -9, "sea"),
    ("RUSSIA", 92, 57.5, "country"),
    ("KAZAKHSTAN", 62, 51.3, "country"),
    ("LIBYA", 17.5, 25.2, "country"),
    ("ALGERIA", 2.5, 28.5, "country"),
    ("MALI", -4.5, 20.2, "country"),
    ("NIGER", 10, 18.6, "country"),
    ("EGYPT", 30, 25.6, "country"),
    ("SUDAN", 29.8, 15.6, "country"),
    ("C.A.R.", 24.2, 7.6, "country"),
    ("MADAGASCAR", 58.5, -19.5, "country"),
    ("BRAZIL", -53, -8.5, "country"),
    ("VENEZUELA", -62.5, 4.6, "country"),
    ("CUBA", -75, 19, "country"),
    ("NICARAGUA", -77.6, 13.6, "country"),
    ("VIETNAM", 113.5, 13.5, "country"),
    ("INDONESIA", 113, -4, "country"),
    ("IRAN", 54, 32.5, "country"),
)

Tints = tuple[tuple[str, int], ...]
Box = tuple[float, float, float, float]  # west, south, east, north, in degrees


def tints(sites: Iterable[Site]) -> Tints:
    """Host -> 1: only past, proposed, reported or denied sites; 2: one to four standing; 3: five or more."""
    standing: dict[str, int] = {}
    for site in sites:
        standing[site.country] = standing.get(site.country, 0) + (site.status in STANDING)
    return tuple(sorted((code, 1 + (n > 0) + (n >= MANY_STANDING)) for code, n in standing.items()))


def plate_of(sites: Sequence[Site]) -> Plate | None:
    """The first plate that holds all of them."""
    return next((plate for plate in PLATES if sites and len(plate.of(sites)) == len(sites)), None)


def crowded_plates(sites: Sequence[Site]) -> list[Plate]:
    """The plates that are worth drawing for these sites: those that hold more than a few."""
    return [plate for plate in PLATES if len(plate.of(sites)) > FEW]


def draw_world(sites: tuple[Site, ...], tint: Tints, plates_at: str = "") -> Markup:
    """The index map. A region with more than a few sites is a box with their number, a link to
    `plates_at` + `#plate-<slug>`; the others are marks."""
    return _world(sites, tint, plates_at, spoken().code)


@lru_cache(maxsize=64)
def _world(sites: tuple[Site, ...], tint: Tints, plates_at: str, language: str) -> Markup:
    """language: what its words are in, which the context has; here it tells apart what is kept."""
    frame = world_frame()
    boxes, rest = [], list(sites)
    for plate in PLATES:
        inside = plate.of(rest)
        if plate.slug in COUNTED and len(inside) > FEW:
            boxes.append(_counted_box(frame, plate, len(inside), plates_at))
            rest = [site for site in rest if site not in inside]
    marks = place_marks(frame, rest, gap=21, reach=46)
    names = "".join(
        f'<text class="{css}" x="{x:.0f}" y="{y:.0f}">{escape(pgettext("map", text))}</text>'
        for text, lon, lat, css in WORLD_NAMES
        for x, y in [frame(lon, lat)]
    )
    return Markup(  # noqa: S704 - every text in it is escaped
        f'<svg class="map world" viewBox="0 0 {frame.width:g} {frame.height:g}" '
        f'preserveAspectRatio="xMidYMid slice" role="group" aria-label="{escape(_("Map of these bases"))}">'
        f"{symbols('w-')}{_world_ground(tint)}{names}"
        f'{draw_marks(marks, 1.5, leaders=False, prefix="w-")}<g class="frames">{"".join(boxes)}</g></svg>'
    )


def draw_plate(slug: str, sites: tuple[Site, ...], tint: Tints, mini: bool = False, here: str = "") -> Markup:
    """One plate. `mini`: for a narrow column, with larger marks; `here`: the slug of the page's own base.

    Raises KeyError when there is no such plate.
    """
    return _plate(slug, sites, tint, mini, here, spoken().code)


@lru_cache(maxsize=192)
def _plate(slug: str, sites: tuple[Site, ...], tint: Tints, mini: bool, here: str, language: str) -> Markup:
    """language: as in `_world`."""
    plate = {plate.slug: plate for plate in PLATES}[slug]
    frame = box_frame(*plate.box)
    at = [frame(site.longitude, site.latitude) for site in sites]
    texts = []
    for on_map, lon, lat, kind, anchor, dx, dy in plate_labels()[slug]:
        text = pgettext("map", on_map)
        x, y = frame(lon, lat)
        if kind == "site" and not any(abs(x - mx) + abs(y - my) < NEAR for mx, my in at):
            continue  # the label of a base that is not shown
        if mini and not _fits_mini(frame, text, kind, (x + dx, y + dy), at):
            continue
        texts.append(
            f'<text class="{kind}" text-anchor="{anchor}" '
            f'x="{x + dx:.0f}" y="{y + dy:.0f}">{escape(text)}</text>'
        )
    ground = _ground(plate.box, tint)
    name = _("Plate %(letter)s: %(title)s") % {"letter": plate.letter, "title": plate.words}
    return _sheet(frame, ground, "".join(texts), sites, name=name, mini=mini, here=here, prefix=f"{slug}-")


def draw_place(
    sites: tuple[Site, ...],
    tint: Tints,
    names: tuple[tuple[str, str], ...],
    box: Box,
    here: str = "",
    mini: bool = False,
) -> Markup:
    """A map of a box in degrees; `names`: (code, name) of the states to write where there is room."""
    return _place(sites, tint, names, box, here, mini, spoken().code)


@lru_cache(maxsize=512)
def _place(
    sites: tuple[Site, ...],
    tint: Tints,
    names: tuple[tuple[str, str], ...],
    box: Box,
    here: str,
    mini: bool,
    language: str,
) -> Markup:
    """language: as in `_world`."""
    frame = box_frame(*box)
    marks_at = [frame(site.longitude, site.latitude) for site in sites]
    labels = _country_labels(frame, dict(names), marks_at)
    return _sheet(
        frame, _ground(box, tint), labels, sites, name=_("Where it is"), mini=mini, here=here, prefix="p-"
    )


def box_about(sites: Sequence[Site], least: float = 7.0, margin: float = 0.25) -> Box:
    """The box that holds the sites with room about them, at least `least` degrees high, wider than high."""
    wests, souths = [site.longitude for site in sites], [site.latitude for site in sites]
    west, east, south, north = min(wests), max(wests), min(souths), max(souths)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    high = max(least, (north - south) * (1 + 2 * margin))
    wide = max(high * 1.45, (east - west) * (1 + 2 * margin))
    high = max(high, wide / 2.2)
    return (
        round(max(-180.0, middle_x - wide / 2), 2),
        round(max(-84.0, middle_y - high / 2), 2),
        round(min(180.0, middle_x + wide / 2), 2),
        round(min(84.0, middle_y + high / 2), 2),
    )


def _sheet(
    frame: Frame,
    ground: str,
    texts: str,
    sites: tuple[Site, ...],
    *,
    name: str,
    mini: bool,
    here: str,
    prefix: str,
) -> Markup:
    marks = place_marks(frame, sites, gap=30 if mini else 17.5, reach=70 if mini else 44)
    marks.sort(key=lambda mark: mark.site.slug == here)
    drawn = draw_marks(marks, 2.1 if mini else 1.25, leaders=True, prefix=prefix, here=here)
    return Markup(  # noqa: S704 - every text in it is escaped
        f'<svg class="map plate{" mini" if mini else ""}" viewBox="0 0 {frame.width:g} {frame.height:g}" '
        f'role="group" aria-label="{escape(name)}">{symbols(prefix)}{ground}{texts}{drawn}</svg>'
    )


@lru_cache(maxsize=4)
def _world_ground(tint: Tints) -> str:
    frame = world_frame()
    out = Outlines(frame, least=9, whole=True)
    meridians = [[frame(x, y) for y in range(-26, 64, 8)] for x in range(-80, 141, 20)]
    parallels = [[frame(x, y) for x in range(-100, 151, 10)] for y in (-20, 0, 20, 40, 60)]
    graticule = "".join(path(line, close=False) for line in [*parallels, *meridians])
    return f'<path class="grat" d="{graticule}"/>{_areas(out, dict(tint), 6, 20)}'


@lru_cache(maxsize=64)
def _ground(box: Box, tint: Tints) -> str:
    return _areas(Outlines(box_frame(*box), least=1.6), dict(tint), 4, 4)


def _areas(out: Outlines, tint: Mapping[str, int], least_size: float, least_unnamed: float) -> str:
    grouped: dict[str, str] = {"land": ""}
    for code in out.codes:
        owner = PART_OF.get(code, code)
        css = "home" if owner == "RU" else f"h{tint[owner]}" if owner in tint else "land"
        area = out.area(code, least_unnamed if code == UNNAMED else least_size)
        grouped[css] = grouped.get(css, "") + area
    settled, disputed = out.borders()
    areas = "".join(f'<path class="{css}" d="{d}"/>' for css, d in grouped.items() if d)
    lines = f'<path class="line" d="{settled}"/><path class="line disp" d="{disputed}{out.territories()}"/>'
    return areas + lines


def _counted_box(frame: Frame, plate: Plate, count: int, plates_at: str) -> str:
    west, south, east, north = plate.box
    corners = [frame(x, y) for x in (west, (west + east) / 2, east) for y in (south, north)]
    x0, x1 = min(c[0] for c in corners), max(c[0] for c in corners)
    y0, y1 = min(c[1] for c in corners), max(c[1] for c in corners)
    tag = x1 if plate.slug in ("caucasus", "central-asia") else x0 - 28
    told = {"letter": plate.letter, "title": plate.words, "bases": counted(count, "base", "bases")}
    title = escape(_("Plate %(letter)s: %(title)s, %(bases)s") % told)
    return (
        f'<a href="{escape(plates_at)}#plate-{plate.slug}"><title>{title}</title>'
        f'<rect class="box" x="{x0:.0f}" y="{y0:.0f}" width="{x1 - x0:.0f}" height="{y1 - y0:.0f}"/>'
        f'<text class="cnt" x="{(x0 + x1) / 2:.0f}" y="{(y0 + y1) / 2 + 11:.0f}">{count}</text>'
        f'<rect class="tag2" x="{tag:.0f}" y="{y0:.0f}" width="28" height="28"/>'
        f'<text class="let" x="{tag + 14:.0f}" y="{y0 + 21:.0f}">{plate.letter}</text></a>'
    )


def _fits_mini(frame: Frame, text: str, kind: str, at: Point, marks: Sequence[Point]) -> bool:
    """A small map names states, territories and seas alone, whole and clear of marks."""
    x, y = at
    half = len(text) * 9.0
    whole = half <= x <= frame.width - half and 26 <= y <= frame.height - 8
    return (
        kind not in ("site", "town")
        and whole
        and all(abs(mx - x) > half + 8 or abs(my - y + 8) > 24 for mx, my in marks)
    )


def _country_labels(frame: Frame, names: Mapping[str, str], marks: Sequence[Point]) -> str:
    """Each name once, in the largest visible part of its state, moved up or down out of the way of marks."""
    out = Outlines(frame, least=6)
    texts = []
    for code, name in names.items():
        parts = [
            ring for part in out.codes if PART_OF.get(part, part) == code for ring in out.rings(part, 20)
        ]
        if not parts:
            continue
        ring = max(parts, key=ring_area)
        half = len(name) * 9.5
        if ring_area(ring) < 12_000:
            continue
        xs, ys = zip(*ring, strict=True)
        x = min(max(sum(xs) / len(xs), half + 10), frame.width - half - 10)
        middle = min(max(sum(ys) / len(ys), 40), frame.height - 30)
        tries = [y for step in range(9) for y in (middle + step * 26, middle - step * 26)]
        free = [
            y
            for y in tries
            if 34 < y < frame.height - 14
            and all(abs(my - y + 8) > 30 or abs(mx - x) > half + 22 for mx, my in marks)
        ]
        if free:
            texts.append(
                f'<text class="country" text-anchor="middle" x="{x:.0f}" y="{free[0]:.0f}">'
                f"{escape(name.upper())}</text>"
            )
    return "".join(texts)
