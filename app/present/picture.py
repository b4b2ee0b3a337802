"""What a picture with a page of its own consists of. Pure."""

from dataclasses import dataclass

from markupsafe import Markup


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
