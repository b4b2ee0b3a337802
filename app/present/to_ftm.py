"""Rows as FollowTheMoney entities (followthemoney.tech): one function a list. Pure.

An official is a Person or a PublicBody, a base an Organization of the topic "military" with an Address, a statement an
Event that involves its official, an agreement a Contract, an article an Article that others give as their proof.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from app.present.format import label
from app.query.agreement_rows import AgreementRow
from app.query.articles import ArticleRow
from app.query.bases import BaseRow
from app.query.officials import OfficialRow
from app.query.sources import SourceRow
from app.query.statement_rows import StatementRow

Entity = dict[str, Any]
MILITARY = "mil"
LANGUAGES = {
    "en": "eng",
    "ru": "rus",
    "es": "spa",
    "fr": "fra",
    "uk": "ukr",
    "de": "deu",
    "ar": "ara",
    "pt": "por",
}
STATE_INSTEAD = {"UA-23": "ua", "UA-65": "ua"}  # occupied provinces that have no code there


def country(code: str | None) -> str | None:
    """The code of a state or territory there; null of an organisation, which is no country."""
    if code is None or (code.startswith("X-") and code != "X-SO"):
        return None
    return STATE_INSTEAD.get(code, code.lower())


def day(edtf: str | None) -> str | None:
    """A date without its mark of doubt, which cannot be said there."""
    return edtf.rstrip("~?%") if edtf else None


def official(row: OfficialRow) -> Iterator[Entity]:
    properties: dict[str, Any] = {
        "name": row.name,
        "alias": row.name_ru,
        "country": country(row.country_code),
    }
    if row.role and not row.is_body:
        properties["position"] = row.role.title
    yield _entity(official_id(row.slug), "PublicBody" if row.is_body else "Person", properties)


def base(row: BaseRow) -> Iterator[Entity]:
    here = (country(row.territory_code), country(row.host_code))
    place = None
    if row.latitude is not None or row.locality:
        place = f"bw-place-{row.slug}"
        full = ", ".join(part for part in (row.locality, row.territory_name, row.host_name) if part)
        yield _entity(
            place,
            "Address",
            {
                "full": full,
                "city": row.locality,
                "country": here,
                "latitude": row.latitude,
                "longitude": row.longitude,
            },
        )
    yield _entity(
        f"bw-base-{row.slug}",
        "Organization",
        {
            "name": row.name,
            "alias": row.name_ru,
            "topics": MILITARY,
            "jurisdiction": "ru",
            "country": here,
            "classification": label(row.kind),
            "status": label(row.status),
            "summary": row.summary,
            "notes": row.note,
            "addressEntity": place,
            **_proof(row.source),
        },
    )


def statement(row: StatementRow) -> Iterator[Entity]:
    yield _entity(
        f"bw-statement-{row.id}",
        "Event",
        {
            "name": f"{row.speaker}: {label(row.kind).lower()}",
            "date": day(row.said_on),
            "summary": row.quote,
            "keywords": (row.kind.value, row.topic.value),
            "involved": official_id(row.official_slug) if row.official_slug else None,
            "country": [country(code) for code, _ in row.countries],
            **_proof(row.source),
        },
    )


def agreement(row: AgreementRow) -> Iterator[Entity]:
    yield _entity(
        f"bw-agreement-{row.slug}",
        "Contract",
        {
            "title": row.title,
            "name": row.title,
            "type": label(row.kind),
            "status": label(row.status),
            "contractDate": day(row.signed),
            "country": [country(code) for code, _ in row.parties],
            "summary": row.summary,
            "notes": row.note,
            "sourceUrl": [source.url for source in row.sources],
            "proof": [article_id(source.article_id) for source in row.sources],
        },
    )


def article(row: ArticleRow) -> Iterator[Entity]:
    yield _entity(
        article_id(row.id),
        "Article",
        {
            "title": row.title,
            "sourceUrl": row.url,
            "publisher": row.publisher,
            "publishedAt": day(row.published),
            "language": LANGUAGES.get(row.language),
        },
    )


FTM: dict[str, Callable[[Any], Iterator[Entity]]] = {
    "articles": article,
    "officials": official,
    "bases": base,
    "agreements": agreement,
    "statements": statement,
}


def official_id(slug: str) -> str:
    return f"bw-official-{slug}"


def article_id(number: int) -> str:
    return f"bw-article-{number}"


def _proof(source: SourceRow | None) -> dict[str, Any]:
    if source is None:
        return {}
    return {"sourceUrl": source.url, "publisher": source.publisher, "proof": article_id(source.article_id)}


def _entity(key: str, schema: str, properties: dict[str, Any]) -> Entity:
    """Every property is a list of texts, each once and sorted; one without a value is left out."""
    filled: dict[str, list[str]] = {}
    for name, value in sorted(properties.items()):
        several: Iterable[Any] = value if isinstance(value, list | tuple) else (value,)
        if texts := sorted({str(one) for one in several if one not in (None, "")}):
            filled[name] = texts
    return {"id": key, "schema": schema, "properties": filled}
