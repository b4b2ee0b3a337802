"""Which map shows a set of bases best: the world with its plates, one plate, or the place itself. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.present.map_marks import Site
from app.present.maps import (
    Plate,
    box_about,
    crowded_plates,
    draw_place,
    draw_plate,
    draw_world,
    plate_of,
    tints,
)
from app.present.names import name
from app.query.bases import PlaceRow

WIDEST_PLACE = 60.0  # degrees; what is wider is shown on the world


@dataclass(frozen=True, slots=True)
class BaseMap:
    """A main drawing and, where regions are dense, their plates."""

    main: Markup
    is_world: bool
    plate: Plate | None  # of the main drawing, where it is one
    plates: tuple[tuple[Plate, Markup], ...]


def map_of(
    places: Sequence[PlaceRow], names: Mapping[str, str], *, everywhere: bool = False
) -> BaseMap | None:
    """The map of exactly these bases; null where none has coordinates. `names`: country code -> name."""
    if not places:
        return None
    sites = tuple(site_of(place) for place in places)
    tint = tints(sites)
    plate = plate_of(sites)
    if plate and not everywhere:
        return BaseMap(draw_plate(plate.slug, sites, tint), False, plate, ())
    box = box_about(sites)
    if box[2] - box[0] <= WIDEST_PLACE and not everywhere:
        return BaseMap(draw_place(sites, tint, _names(sites, names), box), False, None, ())
    plates = tuple((plate, draw_plate(plate.slug, plate.of(sites), tint)) for plate in crowded_plates(sites))
    return BaseMap(draw_world(sites, tint), True, None, plates)


def mini_map(
    places: Sequence[PlaceRow], names: Mapping[str, str], here: str = ""
) -> tuple[Markup, Plate | None] | None:
    """A map for a narrow column, with the plate that it is; `here`: the slug of the page's own base."""
    sites = tuple(site_of(place) for place in places)
    centre = [site for site in sites if site.slug == here] or list(sites)
    if not centre:
        return None
    tint = tints(sites)
    plate = plate_of(centre)
    if plate:
        return draw_plate(plate.slug, plate.of(sites), tint, True, here), plate
    box = box_about(centre)
    inside = tuple(site for site in sites if site.inside(*box))
    return draw_place(inside, tint, _names(inside, names), box, here, True), None


def site_of(place: PlaceRow) -> Site:
    """A row as the map takes it."""
    return Site(
        place.slug, place.name, place.kind, place.status, place.host_code, place.longitude, place.latitude
    )


def _names(sites: Sequence[Site], names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((code, name(names.get(code, code))) for code in {site.country for site in sites}))
