"""What a page says of itself: JSON-LD, meta elements, headings."""

import html as markup
import json
import re
from collections.abc import Iterator
from typing import Any

from app.clean.metadata import PageMetadata
from app.clean.written_dates import find_dates

_ARTICLE_TYPES = re.compile(r"Article|Posting|Report|WebPage", re.IGNORECASE)
_DATE_METAS = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished",
    "date.issued", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.date.created",
    "citation_publication_date", "citation_date", "parsely-pub-date", "sailthru.date", "publish-date",
    "publish_date", "pubdate", "publication_date", "article.published", "mediator_published_time",
    "cxenseparse:recs:publishtime", "date", "cxenseparse:publishtime",
)  # fmt: skip
_TAG = re.compile(r"</?[a-z][^<>]{0,300}>", re.IGNORECASE)


def read_metadata(tree: Any, html: str) -> PageMetadata:
    """The date: JSON-LD, then meta elements, then `<time>`, then what htmldate finds in the markup."""
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
    titles = [
        _text(linked.get("headline")),
        metas.get("og:title"),
        heading,
        metas.get("twitter:title"),
        page_title,
    ]
    known = tuple(_unescaped(title) for title in titles if title)
    return PageMetadata(
        title=known[0] if known else None,
        published=_published(tree, linked, metas, html),
        site=metas.get("og:site_name"),
        url=next(
            (u for u in (metas.get("og:url"), canonical) if u and u.startswith(("http://", "https://"))), None
        ),
        titles=known,
        body=_body(linked),
    )


def _body(linked: dict[str, Any]) -> str | None:
    """The article as its JSON-LD gives it, a paragraph a line where it has any; entries of a live blog one by one."""
    updates = linked.get("liveBlogUpdate")
    entries = [entry for entry in updates if isinstance(entry, dict)] if isinstance(updates, list) else []
    texts = [_text(linked.get("articleBody"))]
    texts += [_text(entry.get(key)) for entry in entries for key in ("headline", "articleBody")]
    body = "\n".join(_unescaped(_TAG.sub("\n", text)) for text in texts if text)
    return body or None


def _unescaped(text: str) -> str:
    return markup.unescape(text) if "&" in text else text


def _published(tree: Any, linked: dict[str, Any], metas: dict[str, str], html: str) -> str | None:
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


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
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
