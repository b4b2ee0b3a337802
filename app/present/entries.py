"""Records as entries of a feed: one function a list. Pure."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from app.present.format import day_words, label, said_words
from app.present.to_atom import Entry
from app.query.agreement_rows import AgreementRow
from app.query.articles import ArticleRow
from app.query.bases import BaseRow
from app.query.claim_lists import BaseClaimRow
from app.query.officials import OfficialRow
from app.query.statement_rows import StatementRow

ToEntry = Callable[[Any, str, datetime], Entry]


def statement_entry(row: StatementRow, site: str, updated: datetime) -> Entry:
    about = ", ".join(name for _, name in row.countries)
    return Entry(
        f"{site}/statements/{row.id}",
        f"{row.speaker}, {said_words(row)}: {label(row.kind)}" + (f" about {about}" if about else ""),
        f"{row.quote}" if not row.is_ours else f"In our words: {row.quote}",
        updated,
        row.speaker,
        row.source.url,
        None if row.is_ours else row.source.language,
    )


def base_entry(row: BaseRow, site: str, updated: datetime) -> Entry:
    return Entry(
        f"{site}/bases/{row.slug}",
        f"{row.name}, {row.territory_name or row.host_name}: {label(row.status)}",
        row.summary or f"{label(row.kind)}, as of {day_words(row.status_as_of)}.",
        updated,
        "Basewatch",
        row.source.url if row.source else None,
    )


def claim_entry(row: BaseClaimRow, site: str, updated: datetime) -> Entry:
    claim = row.claim
    return Entry(
        f"{site}/bases/{row.base_slug}#claim-{claim.id}",
        f"{row.base_name}: {label(claim.what)} {claim.value}",
        f"As of {day_words(claim.as_of)}, by {claim.source.publisher}.",
        updated,
        claim.source.publisher,
        claim.source.url,
    )


def agreement_entry(row: AgreementRow, site: str, updated: datetime) -> Entry:
    ends = f"; ends {day_words(row.expires)}" if row.expires else ""
    return Entry(
        f"{site}/agreements/{row.slug}",
        row.title,
        row.summary
        or f"{label(row.kind)}, {label(row.status).lower()}; signed {day_words(row.signed)}{ends}.",
        updated,
        "Basewatch",
        next((one.url for one in row.sources if one.url), None),
    )


def official_entry(row: OfficialRow, site: str, updated: datetime) -> Entry:
    return Entry(
        f"{site}/officials/{row.slug}",
        row.name,
        f"{row.role.title if row.role else 'No post on record'}. Statements: {row.statements}, denials: {row.denials}.",
        updated,
        "Basewatch",
        row.latest.url if row.latest else None,
    )


def article_entry(row: ArticleRow, site: str, updated: datetime) -> Entry:
    return Entry(
        f"{site}/articles/{row.id}",
        row.title,
        f"{row.publisher or 'Unnamed publisher'}, {day_words(row.published)}. Places on record: {row.records}.",
        updated,
        row.publisher or "Basewatch",
        row.url,
    )


BY_TYPE: dict[str, ToEntry] = {  # of the records that a search finds and followers are told of
    "statement": statement_entry,
    "claim": claim_entry,
    "base": base_entry,
    "agreement": agreement_entry,
}
