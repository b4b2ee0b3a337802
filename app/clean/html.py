"""HTML -> the text of its article and what the page says of itself."""

import json
import re
from collections.abc import Iterator
from typing import Any

import lxml.etree  # type: ignore[import-untyped]
import lxml.html  # type: ignore[import-untyped]
import trafilatura
from trafilatura.settings import use_config

from app.clean.metadata import PageMetadata
from app.clean.written_dates import find_dates
from app.domain.errors import InputError

_ARTICLE_TYPES = re.compile(r"Article|Posting|Report|WebPage", re.IGNORECASE)
_DATE_METAS = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished",
    "date.issued", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.date.created",
    "citation_publication_date", "citation_date", "parsely-pub-date", "sailthru.date", "publish-date",
    "publish_date", "pubdate", "publication_date", "article.published", "mediator_published_time",
    "cxenseparse:recs:publishtime", "date", "cxenseparse:publishtime",
)  # fmt: skip
_CONFIG = use_config()
_CONFIG.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")  # its alarm signal works in the main thread alone


def read_page(html: str, name: str) -> tuple[str, PageMetadata]:
    """The article's text (a paragraph a line) and the page's metadata.

    The date: JSON-LD, then meta elements, then `<time>`, then what htmldate finds in the markup.
    Raises: InputError when the page holds no text; the message begins with `name`.
    """
    try:
        tree = lxml.html.fromstring(
            html.encode("utf-8", "ignore"), parser=lxml.html.HTMLParser(encoding="utf-8")
        )
    except (lxml.etree.LxmlError, ValueError) as error:
        raise InputError(
            f"{name}: cannot be read as HTML ({error}): save the page again, or paste its text"
        ) from error
    html = html.encode("utf-8", "ignore").decode()  # half a surrogate pair is no character
    page = _metadata(tree, html)
    text = trafilatura.extract(html, include_comments=False, include_tables=True, config=_CONFIG) or ""
    text = text if len(text) >= 80 else _plain_text(tree)
    if not text.strip():
        raise InputError(
            f"{name}: this page holds no text without a browser's scripts: paste the article's text"
        )
    return text, page


def _plain_text(tree: lxml.html.HtmlElement) -> str:
    """All visible text, for pages in which no article can be told."""
    for element in tree.xpath("//script|//style|//noscript|//template|//nav|//footer|//form|//head"):
        element.drop_tree()
    for element in tree.xpath(
        "//p|//br|//div|//li|//h1|//h2|//h3|//h4|//td|//blockquote|//article|//section"
    ):
        element.tail = "\n" + (element.tail or "")
    return re.sub(r"\n\s*\n+", "\n", str(tree.text_content())).strip()


def _metadata(tree: lxml.html.HtmlElement, html: str) -> PageMetadata:
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = (element.get("content") or "").strip()
        if key and content:
            metas.setdefault(key, content)
    linked = next(_linked_data(tree), {})
    heading = next((" ".join(h.text_content().split()) for h in tree.iter("h1")), None)
    page_title = next((" ".join(t.text_content().split()) for t in tree.iter("title")), None)
    canonical = next((e.get("href") for e in tree.xpath("//link[@rel='canonical'][@href]")), None)
    return PageMetadata(
        title=_text(linked.get("headline"))
        or metas.get("og:title")
        or heading
        or metas.get("twitter:title")
        or page_title,
        published=_published(tree, linked, metas, html),
        site=metas.get("og:site_name"),
        url=next(
            (u for u in (metas.get("og:url"), canonical) if u and u.startswith(("http://", "https://"))), None
        ),
    )


def _published(
    tree: lxml.html.HtmlElement, linked: dict[str, Any], metas: dict[str, str], html: str
) -> str | None:
    stated = [_text(linked.get("datePublished")), *(metas.get(key) for key in _DATE_METAS)]
    stated += [e.get("content") or e.get("datetime") for e in tree.xpath("//*[@itemprop='datePublished']")]
    stated += [e.get("datetime") for e in tree.xpath("//article//time[@datetime]|//time[@pubdate]")][:1]
    for value in stated:
        if value and (found := find_dates(_spelt(value), day_first=True)):
            return found[0].edtf
    from htmldate import find_date  # heuristics over the whole markup: last, after what the page states

    try:
        guessed = find_date(html, extensive_search=False, original_date=True, outputformat="%Y-%m-%d")
    except (ValueError, TypeError, OverflowError):
        return None
    return guessed if guessed and find_dates(guessed) else None


def _spelt(value: str) -> str:
    """`20230606T114300` as `2023-06-06`."""
    return re.sub(r"^((?:19|20)\d\d)(\d\d)(\d\d)(?=T|\D|$)", r"\1-\2-\3 ", value)


def _linked_data(tree: lxml.html.HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that describe an article, those with a headline first; broken JSON is passed
    over."""
    found: list[dict[str, Any]] = []
    for element in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            found += _objects(json.loads(element.text_content(), strict=False))
        except (ValueError, RecursionError):
            continue
    articles = [o for o in found if _ARTICLE_TYPES.search(str(o.get("@type"))) and o.get("datePublished")]
    yield from sorted(articles, key=lambda o: "headline" not in o)


def _objects(data: Any, depth: int = 0) -> list[dict[str, Any]]:
    if depth > 4:
        return []
    if isinstance(data, list):
        return [o for item in data for o in _objects(item, depth + 1)]
    if isinstance(data, dict):
        inside = [
            o
            for key in ("@graph", "mainEntity", "mainEntityOfPage")
            for o in _objects(data.get(key), depth + 1)
        ]
        return [data, *inside]
    return []


def _text(value: Any) -> str | None:
    value = value[0] if isinstance(value, list) and value else value
    return value.strip() or None if isinstance(value, str) else None
