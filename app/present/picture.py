"""What a picture with a page of its own consists of. Pure."""

import re
from dataclasses import dataclass

from markupsafe import Markup

FRAME_WIDTH = 720  # of a column of text on most sites
AROUND = 260  # pixels of title, key, caption and the line of its source


@dataclass(frozen=True, slots=True)
class Cell:
    """Of the table; `href` is empty where it leads nowhere."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: `/pictures/{kind}/{slug}`."""

    kind: str
    slug: str
    title: str
    caption: str  # what is counted, and what is not
    wide: Markup
    narrow: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    key: tuple[tuple[str, str, str], ...] = ()  # (class, icon, word)
    about: Cell | None = None  # the page that it belongs to

    @property
    def path(self) -> str:
        return f"/{self.kind}/{self.slug}"

    @property
    def frame_height(self) -> int:
        """Pixels of a frame that shows it whole in a column of FRAME_WIDTH: drawing, title, key and caption."""
        box = re.search(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"', self.wide)
        width, height = (float(box[1]), float(box[2])) if box else (1.0, 0.5)
        return round(height * min(1.0, FRAME_WIDTH / width)) + AROUND
