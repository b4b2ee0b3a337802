"""Records as JSON-LD (schema.org), for search engines and fact-check aggregators. Pure.

A statement is a Quotation of its speaker, or a Claim where the words are ours; a denial that an editor has settled
with a finding is the subject of a ClaimReview. A list is a Dataset with its files.
"""

import json
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from app.domain.kinds import CountryKind, DenialOutcome, Precision
from app.present.dump_notes import LICENCE
from app.present.format import label
from app.present.tables import TABLES
from app.query.base_details import BaseFacts
from app.query.countries import CountryFacts
from app.query.officials import OfficialPage
from app.query.sources import SourceRow
from app.query.statement_rows import StatementRow

Linked = dict[str, Any]
CONTEXT = "https://schema.org"
_ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def script(linked: Linked | None) -> Markup:
    """The element for <head>; no text in it can end it. Nothing of null."""
    if linked is None:
        return Markup("")
    text = json.dumps({"@context": CONTEXT, **linked}, ensure_ascii=False, separators=(",", ":"))
    for character, escaped in _ESCAPED.items():
        text = text.replace(character, escaped)
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704 - escaped above


def statement(row: StatementRow, sources: Sequence[SourceRow], address: str, site: str) -> Linked:
    """What was said; where it is a denial that an editor settled and gave a finding, the review of it."""
    said = _said(row, sources, address, site)
    if row.finding is None or row.outcome in (None, DenialOutcome.OPEN):
        return said
    claim = {
        key: value for key, value in said.items() if key not in ("text", "spokenByCharacter", "citation")
    }
    return {
        "@type": "ClaimReview",
        "url": address,
        "claimReviewed": row.quote,
        "author": _publisher(site),
        "reviewBody": row.finding,
        "reviewRating": {"@type": "Rating", "alternateName": label(row.outcome)},
        "itemReviewed": claim
        | {
            "@type": "Claim",
            "author": _speaker(row, site),
            "appearance": [_work(one) for one in sources],
        },
    }


def _said(row: StatementRow, sources: Sequence[SourceRow], address: str, site: str) -> Linked:
    common = {
        "@id": address,
        "url": address,
        "text": row.quote,
        "dateCreated": _date(row.said_on),
        "about": [
            {"@type": "Country", "name": name, "url": f"{site}/countries/{code}"}
            for code, name in row.countries
        ],
    }
    if row.is_ours:
        return _filled(
            {
                "@type": "Claim",
                **common,
                "author": _speaker(row, site),
                "appearance": [_work(one) for one in sources],
            }
        )
    return _filled(
        {
            "@type": "Quotation",
            **common,
            "inLanguage": row.source.language,
            "spokenByCharacter": _speaker(row, site),
            "citation": [_work(one) for one in sources],
        }
    )


def base(facts: BaseFacts, spellings: Sequence[str], site: str) -> Linked:
    """Where a base is. Coordinates only where they are those of the place itself, not of the town or region."""
    is_exact = facts.precision is Precision.EXACT and facts.latitude is not None
    names = [one for one in dict.fromkeys((facts.name_ru, *spellings)) if one and one != facts.name]
    return _filled(
        {
            "@type": "Place",
            "@id": f"{site}/bases/{facts.slug}",
            "url": f"{site}/bases/{facts.slug}",
            "name": facts.name,
            "alternateName": names,
            "description": facts.summary,
            "address": _filled(
                {
                    "@type": "PostalAddress",
                    "addressLocality": facts.locality,
                    "addressRegion": facts.territory_name,
                    "addressCountry": facts.host_code,
                }
            ),
            "geo": {"@type": "GeoCoordinates", "latitude": facts.latitude, "longitude": facts.longitude}
            if is_exact
            else None,
        }
    )


def country(facts: CountryFacts, site: str) -> Linked:
    """A state, a territory or an organisation; a territory is no country here, whoever says so."""
    kinds = {CountryKind.STATE: "Country", CountryKind.TERRITORY: "Place"}
    return _filled(
        {
            "@type": kinds.get(facts.kind, "Organization"),
            "@id": f"{site}/countries/{facts.code}",
            "url": f"{site}/countries/{facts.code}",
            "name": facts.name,
            "alternateName": facts.name_ru,
            "containedInPlace": {
                "@type": "Country",
                "name": facts.parent_name,
                "url": f"{site}/countries/{facts.parent_code}",
            }
            if facts.parent_code
            else None,
        }
    )


def official(page: OfficialPage, site: str) -> Linked:
    """A person with the latest post, or an office."""
    names = [one for one in dict.fromkeys((page.name_ru, *page.spellings)) if one]
    post = page.roles[0] if page.roles and not page.is_body else None
    return _filled(
        {
            "@type": "Organization" if page.is_body else "Person",
            "@id": f"{site}/officials/{page.slug}",
            "url": f"{site}/officials/{page.slug}",
            "name": page.name,
            "alternateName": names,
            "jobTitle": post.title if post else None,
        }
    )


def dataset(noun: str, site: str, formats: Sequence[tuple[str, str]]) -> Linked:
    """A list. formats: (extension, media type)."""
    table = TABLES[noun]
    return {
        "@type": "Dataset",
        "@id": f"{site}/{noun}",
        "url": f"{site}/{noun}",
        "name": f"Basewatch: {table.title}",
        "description": f"{table.about} {LICENCE}",
        "license": f"{site}/data",
        "isAccessibleForFree": True,
        "creator": _publisher(site),
        "variableMeasured": [column.name for column in table.columns],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media_type.partition(";")[0],
                "contentUrl": f"{site}/{noun}.{extension}",
            }
            for extension, media_type in formats
        ],
    }


def website(site: str) -> Linked:
    """The site, with its search."""
    return {
        "@type": "WebSite",
        "url": f"{site}/",
        "name": "Basewatch",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{site}/search?q={{words}}"},
            "query-input": "required name=words",
        },
    }


def _publisher(site: str) -> Linked:
    return {"@type": "Organization", "name": "Basewatch", "url": f"{site}/"}


def _speaker(row: StatementRow, site: str) -> Linked:
    """A name alone where the speaker is no known official: whether a person or an office, nobody has said."""
    return _filled(
        {
            "@type": "Person" if row.official_slug else "Thing",
            "name": row.speaker,
            "jobTitle": row.role if row.official_slug else None,
            "url": f"{site}/officials/{row.official_slug}" if row.official_slug else None,
        }
    )


def _work(source: SourceRow) -> Linked:
    return _filled(
        {
            "@type": "CreativeWork",
            "url": source.url,
            "headline": source.title,
            "datePublished": _date(source.published),
            "publisher": {"@type": "Organization", "name": source.publisher},
        }
    )


def _date(edtf: str | None) -> str | None:
    return edtf.rstrip("~?%") if edtf else None


def _filled(linked: Linked) -> Linked:
    return {key: value for key, value in linked.items() if value not in (None, [], "")}
