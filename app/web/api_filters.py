"""The filters of the API: those of the pages, typed so that the OpenAPI description lists the words."""

from typing import Annotated

from fastapi import Query

from app.domain.dates import first_day
from app.domain.kinds import (
    AgreementKind,
    AgreementStatus,
    ArticleKind,
    BaseKind,
    BaseStatus,
    Branch,
    ClaimProperty,
    DenialOutcome,
    PublisherKind,
    ReviewState,
    StatementKind,
    StatementMode,
    StatementTopic,
)
from app.query.agreements import AgreementFilter
from app.query.articles import ArticleFilter
from app.query.bases import BaseFilter
from app.query.claim_lists import ClaimFilter
from app.query.officials import OfficialFilter
from app.query.publishers import PublisherFilter
from app.query.statements import StatementFilter
from app.web.params import day

Code = Annotated[str | None, Query(description="ISO 3166-1 alpha-2 or a territory code.", max_length=8)]
Slug = Annotated[str | None, Query(max_length=120)]
Words = Annotated[
    str | None, Query(description='Words, "a phrase", -without, in Russian or English.', max_length=200)
]
Day = Annotated[str | None, Query(description="2015-09-30, 2015-09 or 2015.", max_length=16)]


def statement_filter(
    official: Slug = None,
    country: Code = None,
    base: Slug = None,
    kind: StatementKind | None = None,
    topic: StatementTopic | None = None,
    mode: StatementMode | None = None,
    since: Day = None,
    until: Day = None,
    words: Words = None,
    outcome: DenialOutcome | None = None,
    review: ReviewState | None = None,
    answered: Annotated[bool, Query(description="Only those that something on record goes against.")] = False,
    answered_later: Annotated[
        bool, Query(description="Only those that something certain to be later goes against.")
    ] = False,
) -> StatementFilter:
    """Raises InputError when a day is no date."""
    day(since, "since")  # refuses what is no date
    return StatementFilter(
        official=official or None,
        country=country or None,
        base=base or None,
        kind=kind,
        topic=topic,
        mode=mode,
        since=first_day(since) if since else None,
        until=day(until, "until"),
        words=(words or "").strip() or None,
        outcome=outcome,
        review=review,
        answered=answered,
        answered_later=answered_later,
    )


def base_filter(
    country: Code = None,
    territory: Code = None,
    kind: BaseKind | None = None,
    branch: Branch | None = None,
    status: BaseStatus | None = None,
) -> BaseFilter:
    return BaseFilter(
        country=country or None, territory=territory or None, kind=kind, branch=branch, status=status
    )


def agreement_filter(
    country: Annotated[str | None, Query(description="Code of a party.", max_length=8)] = None,
    kind: AgreementKind | None = None,
    status: AgreementStatus | None = None,
    words: Words = None,
    expiring_to: Day = None,
) -> AgreementFilter:
    """Raises InputError when a day is no date."""
    return AgreementFilter(
        country=country or None,
        kind=kind,
        status=status,
        words=(words or "").strip() or None,
        expiring_to=day(expiring_to, "expiring_to"),
    )


def official_filter(country: Code = None, is_body: bool | None = None, words: Words = None) -> OfficialFilter:
    return OfficialFilter(country=country or None, is_body=is_body, words=(words or "").strip() or None)


def article_filter(
    publisher: Annotated[str | None, Query(description="Its main domain.", max_length=253)] = None,
    kind: ArticleKind | None = None,
    words: Words = None,
) -> ArticleFilter:
    return ArticleFilter(publisher=publisher or None, kind=kind, words=(words or "").strip() or None)


def claim_filter(
    base: Slug = None,
    country: Code = None,
    property: ClaimProperty | None = None,
    review: ReviewState | None = None,
) -> ClaimFilter:
    return ClaimFilter(base=base or None, country=country or None, what=property, review=review)


def publisher_filter(country: Code = None, kind: PublisherKind | None = None) -> PublisherFilter:
    return PublisherFilter(country=country or None, kind=kind)
