"""The map of the world as a file of its own: its colours, its day and where it is from inside. Pure."""

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

from app.domain.kinds import BaseStatus
from app.present.base_maps import site_of
from app.present.cards import FAMILIES, INK, PAPER, TONE_OF, TONES
from app.present.format import label
from app.present.language import gettext as _
from app.present.maps import draw_world, tints
from app.present.projections import world_frame
from app.query.bases import PlaceRow

STYLE = Path(__file__).parent / "data/map_file.css"
HEAD, FOOT, MARGIN = 130, 110, 40  # drawing units above, below and beside the map
HALF: Final = (BaseStatus.REPORTED, BaseStatus.SUSPENDED)
OPEN: Final = (
    BaseStatus.PLANNED,
    BaseStatus.PROPOSED,
    BaseStatus.DENIED,
    BaseStatus.WITHDRAWN,
    BaseStatus.CLOSED,
)


def map_file(places: Sequence[PlaceRow], title: str, told: str, address: str) -> str:
    """A whole SVG document, in the light colours. `told`: what is shown; `address`: where it can be looked at."""
    sites = tuple(site_of(place) for place in places)
    drawn = str(draw_world(sites, tints(sites)))
    frame = world_frame()
    width, height = frame.width + 2 * MARGIN, frame.height + HEAD + FOOT
    # Of the page's own drawing only the outermost tag is another: it has a place on the sheet.
    inner = drawn[drawn.index(">") + 1 : drawn.rindex("</svg>")].replace(
        '<a href="#plate-', '<a data-plate="'
    )
    below = frame.height + HEAD
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
            f'viewBox="0 0 {width:g} {height:g}" role="img"><title>{escape(title)}</title><style>{_style()}</style>',
            f'<rect width="{width:g}" height="{height:g}" fill="{PAPER}"/>',
            _text(MARGIN, 62, 40, title, bold=True),
            _text(MARGIN, 104, 24, told),
            f'<svg x="{MARGIN}" y="{HEAD}" width="{frame.width:g}" height="{frame.height:g}" '
            f'viewBox="0 0 {frame.width:g} {frame.height:g}" class="map">'
            f'<rect class="ocean" width="{frame.width:g}" height="{frame.height:g}"/>{inner}</svg>',
            _key(MARGIN, below + 42, {place.status for place in places}),
            _text(MARGIN, below + 84, 20, f"Basewatch. {address}"),
            _text(
                MARGIN + frame.width, below + 84, 20, _("Outlines: Natural Earth, public domain"), end=True
            ),
            "</svg>",
        )
    )


@cache
def _style() -> str:
    rules = [STYLE.read_text(encoding="utf-8").replace("\n", "")]
    for status in BaseStatus:
        tone = TONES[TONE_OF.get(status.value, "over")]
        fill = PAPER if status in OPEN else tone
        faint = ";fill-opacity:.45" if status in HALF else ""
        rules.append(f".s-{status.value}{{fill:{fill};stroke:{tone}{faint}}}")
    return "".join(rules)


def _key(x: float, y: float, statuses: set[BaseStatus]) -> str:
    parts = []
    for status in BaseStatus:
        if status in statuses:
            parts.append(f'<circle class="mark s-{status.value}" cx="{x + 9:g}" cy="{y - 8:g}" r="8"/>')
            parts.append(_text(x + 26, y, 22, label(status)))
            x += 52 + 12.5 * len(label(status))
    return "".join(parts)


def _text(x: float, y: float, size: int, text: str, *, bold: bool = False, end: bool = False) -> str:
    face = FAMILIES["franklin-680" if bold else "franklin-400"]
    anchor = ' text-anchor="end"' if end else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" font-family="\'{face}\',sans-serif" fill="{INK}"{anchor}>'
        f"{escape(text)}</text>"
    )
