"""The sitemap as XML (sitemaps.org). Pure."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote
from xml.sax.saxutils import escape

from app.present.to_atom import moment

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap_index(addresses: Iterable[str]) -> str:
    parts = "".join(f"<sitemap><loc>{escape(address)}</loc></sitemap>\n" for address in addresses)
    return f"{_HEAD}<sitemapindex {_SPACE}>\n{parts}</sitemapindex>\n"


def sitemap(site: str, pages: Iterable[tuple[str, datetime | None]]) -> str:
    """pages: (path, last change, null where it is not known)."""
    lines = "".join(
        f"<url><loc>{escape(site + quote(path))}</loc>{f'<lastmod>{moment(at)}</lastmod>' if at else ''}</url>\n"
        for path, at in pages
    )
    return f"{_HEAD}<urlset {_SPACE}>\n{lines}</urlset>\n"
