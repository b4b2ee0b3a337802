"""Maps and charts: what they show, that it fits, that it is safe."""

import re
import xml.etree.ElementTree as ElementTree
from itertools import pairwise
from pathlib import Path

import pytest

from app.domain.kinds import BaseKind, BaseStatus
from app.present.charts import (
    ClaimDot,
    DenialMark,
    Lane,
    LanePoint,
    Span,
    dot_range,
    life_line,
    units_by_year,
)
from app.present.map_marks import SHAPE_PATHS, Site
from app.present.maps import PLATES, box_about, draw_place, draw_plate, draw_world, tints
from app.present.projections import box_frame, equal_earth, world_frame

ICONS = Path(__file__).parents[2] / "templates" / "macros" / "icons.html"


def site(n: int, lon: float, lat: float, name: str = "A base", country: str = "SY") -> Site:
    return Site(f"base-{n}", name, BaseKind.AIR_BASE, BaseStatus.ACTIVE, country, lon, lat)


def links(svg: str) -> list[str]:
    """Addresses of the links; raises where it is no well-formed SVG."""
    return [str(a.get("href")) for a in ElementTree.fromstring(svg).iter("a")]


CROWD = tuple(site(n, 36 + n / 100, 35) for n in range(6))
ALONE = site(99, -55, -10, country="BR")


def test_the_world_counts_a_crowd_and_marks_the_others() -> None:
    sites = (*CROWD, ALONE)
    assert sorted(links(draw_world(sites, tints(sites), "/bases"))) == [
        "/bases#plate-syria",
        "/bases/base-99",
    ]


def test_a_few_are_marks_on_the_world_itself() -> None:
    assert len(links(draw_world(CROWD[:3], tints(CROWD)))) == 3


def test_a_plate_shows_each_of_its_sites_apart() -> None:
    svg = draw_plate("syria", CROWD, tints(CROWD))
    assert sorted(links(svg)) == sorted(f"/bases/base-{n}" for n in range(6))
    at = [
        (float(x), float(y))
        for x, y in re.findall(r'<use href="#syria-triangle" x="([\d.]+)" y="([\d.]+)"', svg)
    ]
    assert min(abs(a[0] - b[0]) + abs(a[1] - b[1]) for i, a in enumerate(at) for b in at[:i]) > 8


@pytest.mark.parametrize("plate", PLATES, ids=lambda plate: plate.slug)
def test_plates_draw_within_their_frame(plate: object) -> None:
    svg = draw_plate(plate.slug, (), ())  # type: ignore[attr-defined]
    xs = [int(x) for x in re.findall(r"M(-?\d+) ", svg.split('class="line"')[0])]
    assert xs
    assert all(-20 <= x <= 660 for x in xs)


def test_a_name_is_escaped() -> None:
    bad = (site(1, 36, 35, '<script>"x'),)
    for svg in (draw_plate("syria", bad, ()), draw_place(bad, (), (("SY", "<b>"),), box_about(bad))):
        assert "<script" not in svg
        assert "<b>" not in svg
        links(svg)


def test_box_about_holds_its_sites() -> None:
    sites = (site(1, 10, 50), site(2, 40, 30))
    assert all(one.inside(*box_about(sites)) for one in sites)


def test_projections_keep_north_up_and_the_frame_holds_its_corners() -> None:
    assert equal_earth(25, 10, 25)[0] == pytest.approx(0)
    assert equal_earth(25, 10, 25)[1] < equal_earth(25, 0, 25)[1]
    frame = box_frame(20, 40, 30, 50)
    assert all(frame.shows(frame(lon, 45)) for lon in (20, 25, 30))
    assert world_frame()(25, 63)[1] == pytest.approx(0, abs=1)


def test_the_sprite_has_every_shape_and_mark() -> None:
    sprite = ICONS.read_text()
    names = [f"k-{name}" for name in SHAPE_PATHS] + [f"i-{status.value}" for status in BaseStatus]
    assert [name for name in names if f'id="{name}"' not in sprite] == []


def test_units_count_every_denial() -> None:
    rows = [
        DenialMark(f"2015-0{n}-01", f"No {n} & <b>", f"/statements/{n}", answered=n > 3) for n in range(1, 7)
    ]
    svg = units_by_year(rows, 2014, 2016)
    assert sorted(links(svg)) == [f"/statements/{n}" for n in range(1, 7)]
    assert svg.count("#i-answered") == 3
    assert svg.count("#i-open") == 3


def test_labels_of_claims_do_not_overlap() -> None:
    rows = [
        ClaimDot("2015", 1000 + n, 1000 + n, f"t{n}", f"#claim-{n}", label=f"{1000 + n:,}") for n in range(9)
    ]
    svg = dot_range(rows)
    assert len(links(svg)) == 9
    labels = re.findall(r'<text text-anchor="(\w+)" x="([\d.]+)" y="([\d.]+)">1,00\d</text>', svg)
    ys = sorted(float(y) for anchor, _, y in labels if anchor == "start")
    assert all(b - a >= 12 for a, b in pairwise(ys))


def test_a_chart_without_claims_is_refused() -> None:
    with pytest.raises(ValueError, match="leave it out"):
        dot_range([])


def test_a_life_line_has_its_spans_and_points() -> None:
    lane = Lane(
        "A",
        (Span(2010, 2030, "a-in_force", "A treaty"),),
        (LanePoint("2012", "k-denial", "No", "/statements/1"),),
    )
    svg = life_line([lane], 2000, 2030, 2026.5)
    assert links(svg) == ["/statements/1"]
    assert "A treaty" in svg
    assert 'class="now"' in svg


def test_marks_of_one_lane_cover_neither_each_other_nor_the_next_lane() -> None:
    crowd = [LanePoint("2016-05", "k-denial", f"mark {n}", f"/statements/{n}") for n in range(14)]
    svg = life_line(
        [Lane("Denied", points=crowd, height=40), Lane("Said", points=crowd, height=40)], 2010, 2020, 2019.5
    )
    height = float(str(ElementTree.fromstring(svg).get("viewBox")).split()[3])
    at = sorted(float(y) for y in re.findall(r'<use href="#i-denial" x="[\d.]+" y="([\d.-]+)"', svg))
    assert len(at) == 28
    assert min(b - a for a, b in pairwise(at)) >= 15
    assert at[0] >= 0
    assert at[-1] + 14 < height - 20  # clear of the years


def test_a_small_map_writes_no_name_that_is_cut_or_under_a_mark() -> None:
    svg = draw_plate("syria", CROWD, tints(CROWD), mini=True)
    whole = draw_plate("syria", CROWD, tints(CROWD))
    assert "Tartus" in whole or "Damascus" in whole
    assert "Damascus" not in svg
    width = float(str(ElementTree.fromstring(svg).get("viewBox")).split()[2])
    texts = [text for text in ElementTree.fromstring(svg).iter("text") if text.text]
    assert texts
    for text in texts:
        half = len(str(text.text)) * 9.0
        assert half <= float(str(text.get("x"))) <= width - half
