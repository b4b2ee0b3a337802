"""Records for tests: each function stores one with what it needs, and a test names only what matters to it.

They flush and do not commit: a test whose `client` must see the rows calls `session.commit()`.

    statement = make_statement(session, kind=StatementKind.DENIAL, countries=["VE"], said_on="2023-06-06")
"""

import hashlib
import itertools
from collections.abc import Iterable
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.dates import first_day, last_day
from app.domain.kinds import (
    AgreementKind,
    AgreementStatus,
    ArticleKind,
    BaseKind,
    BaseStatus,
    Branch,
    ClaimProperty,
    CountryKind,
    DenialOutcome,
    MatchRule,
    Origin,
    Precision,
    PublisherKind,
    ReviewState,
    StatementKind,
    StatementMode,
    StatementTopic,
)
from app.resolve.duplicates import words_key
from app.store.models import (
    Agreement,
    AgreementBase,
    AgreementParty,
    AgreementReport,
    Article,
    Base,
    BaseReport,
    BaseSpelling,
    Claim,
    Country,
    Evidence,
    Official,
    OfficialRole,
    OfficialSpelling,
    Publisher,
    Statement,
    StatementBase,
    StatementBearing,
    StatementCountry,
    StatementReport,
)

NAMES = {
    "RU": ("Russia", "Россия"),
    "SY": ("Syria", "Сирия"),
    "TJ": ("Tajikistan", "Таджикистан"),
    "VE": ("Venezuela", "Венесуэла"),
    "AM": ("Armenia", "Армения"),
    "GE": ("Georgia", "Грузия"),
    "GE-AB": ("Abkhazia", "Абхазия"),
    "UA": ("Ukraine", "Украина"),
    "BY": ("Belarus", "Белоруссия"),
}
TEXT = "The visit ended on Monday. The minister spoke to reporters. Nothing was signed in the capital."
_numbers = itertools.count(1)


def make_country(
    session: Session, code: str = "TJ", *, name: str | None = None, parent: str | None = None
) -> str:
    """The code; the country is stored once. A code with a hyphen is a territory of what stands before it."""
    if session.get(Country, code) is None:
        if parent is None and "-" in code and not code.startswith("X-"):
            parent = code.partition("-")[0]
        if parent is not None:
            make_country(session, parent)
        english, russian = NAMES.get(code, (code, code))
        session.add(
            Country(
                code=code,
                kind=CountryKind.TERRITORY if parent else CountryKind.STATE,
                name=name or english,
                name_ru=russian,
                region="Asia",
                parent_code=parent,
            )
        )
        session.flush()
    return code


def make_publisher(
    session: Session,
    domain: str = "news.example",
    *,
    name: str | None = None,
    state_controlled: bool | None = False,
    full_text_allowed: bool = False,
) -> Publisher:
    """One publisher per domain; the first call for a domain decides the rest."""
    found = session.scalar(select(Publisher).where(Publisher.domain == domain))
    if found is not None:
        return found
    publisher = Publisher(
        domain=domain,
        name=name or domain,
        kind=PublisherKind.NEWSPAPER,
        state_controlled=state_controlled,
        full_text_allowed=full_text_allowed,
        origin=Origin.SEED,
    )
    session.add(publisher)
    session.flush()
    return publisher


def make_article(
    session: Session,
    text: str = TEXT,
    *,
    title: str = "Visit to the capital",
    url: str | None = "",
    publisher: Publisher | None = None,
    published: str | None = "2023-06-06",
    kind: ArticleKind = ArticleKind.ARTICLE,
    language: str = "en",
) -> Article:
    """An article of the publisher at its own address (`url=None`: pasted without one)."""
    number = next(_numbers)
    publisher = publisher or make_publisher(session)
    article = Article(
        kind=kind,
        url=f"https://{publisher.domain}/{number}" if url == "" else url,
        title=title,
        publisher_id=publisher.id,
        published=published,
        sort_day=first_day(published) if published else date(2024, 1, 1),
        language=language,
        text=text,
        text_length=len(text),
        content_hash=hashlib.sha256(f"{number} {text}".encode()).hexdigest(),
        added_by="tests",
        added_at=datetime(2024, 1, 1, tzinfo=UTC),
    )
    session.add(article)
    session.flush()
    return article


def make_evidence(session: Session, article: Article | None = None, quote: str | None = None) -> Evidence:
    """The first place of `quote` in the article (default: its whole text), which is made to hold it."""
    if article is None:
        article = make_article(session, f"{TEXT} {quote}" if quote else TEXT)
    quote = article.text if quote is None else quote
    start = article.text.index(quote)
    evidence = Evidence(
        article_id=article.id,
        text_length=article.text_length,
        start_at=start,
        end_at=start + len(quote),
        quote=quote,
    )
    session.add(evidence)
    session.flush()
    return evidence


def make_official(
    session: Session,
    name: str = "Sergey Lavrov",
    *,
    slug: str | None = None,
    name_ru: str | None = None,
    country: str | None = "RU",
    spellings: Iterable[str] = (),
    is_body: bool = False,
    review: ReviewState = ReviewState.ACCEPTED,
) -> Official:
    """One official per slug; spellings hold the names, too."""
    slug = slug or name.lower().replace(" ", "-")
    found = session.scalar(select(Official).where(Official.slug == slug))
    if found is not None:
        return found
    official = Official(
        slug=slug,
        name=name,
        name_ru=name_ru,
        country_code=make_country(session, country) if country else None,
        is_body=is_body,
        origin=Origin.SEED,
        review=review,
    )
    session.add(official)
    session.flush()
    for spelling in dict.fromkeys(one for one in (name, name_ru, *spellings) if one):
        session.add(OfficialSpelling(official_id=official.id, spelling=spelling))
    session.flush()
    return official


def make_role(
    session: Session,
    official: Official,
    title: str = "Minister of Foreign Affairs",
    *,
    body: str = "Ministry of Foreign Affairs of Russia",
    held_from: str | None = None,
    held_to: str | None = None,
    source: str = "general knowledge",
) -> OfficialRole:
    role = OfficialRole(
        official_id=official.id,
        title=title,
        body=body,
        held_from=held_from,
        held_to=held_to,
        from_day=first_day(held_from) if held_from else None,
        to_day=last_day(held_to) if held_to else None,
        source=source,
    )
    session.add(role)
    session.flush()
    return role


def make_statement(
    session: Session,
    quote: str = "We have no plans for a base there.",
    *,
    official: Official | None = None,
    speaker: str = "Sergey Lavrov",
    kind: StatementKind = StatementKind.COMMENT,
    mode: StatementMode = StatementMode.DIRECT,
    topic: StatementTopic = StatementTopic.BASE,
    said_on: str | None = "2023-06-06",
    countries: Iterable[str] = (),
    bases: Iterable[Base] = (),
    article: Article | None = None,
    also_in: Iterable[Article] = (),
    outcome: DenialOutcome | None = None,
    is_summary: bool = False,
    confidence: float | None = 0.9,
    review: ReviewState = ReviewState.UNREVIEWED,
) -> Statement:
    """`quote` stands in `article` (made where none is given) and in each of `also_in`, other reports of it.

    Of a summary the article says nothing: its evidence is the whole text of the article."""
    evidence = make_evidence(session, article, None if is_summary else quote)
    home = session.get_one(Article, evidence.article_id)
    sort_day = first_day(said_on) if said_on else home.sort_day
    statement = Statement(
        official_id=official.id if official else None,
        speaker=official.name if official else speaker,
        speaker_mention=None,
        mode=mode,
        kind=kind,
        topic=topic,
        said_on=said_on,
        sort_day=sort_day,
        article_id=evidence.article_id,
        evidence_id=evidence.id,
        quote=quote,
        is_summary=is_summary,
        confidence=confidence,
        outcome=outcome,
        origin=Origin.SEED if is_summary else Origin.EXTRACTED,
        review=review,
    )
    session.add(statement)
    session.flush()
    key = None if is_summary else words_key(quote)
    session.add(StatementReport(statement_id=statement.id, evidence_id=evidence.id, words_key=key))
    for other in also_in:
        report = make_evidence(session, other, quote)
        session.add(StatementReport(statement_id=statement.id, evidence_id=report.id, words_key=key))
    for code in countries:
        make_country(session, code)
        session.add(StatementCountry(statement_id=statement.id, country_code=code, sort_day=sort_day))
    for base in bases:
        session.add(StatementBase(statement_id=statement.id, base_id=base.id, sort_day=sort_day))
    session.flush()
    return statement


def make_bearing(
    session: Session,
    statement: Statement,
    other: Statement | None = None,
    *,
    relation: str = "contradicts",
    event: str | None = None,
    source_url: str | None = None,
    day: str | None = None,
) -> StatementBearing:
    """`other`, or an event with its source, bears on `statement`."""
    bearing = StatementBearing(
        statement_id=statement.id,
        relation=relation,
        other_id=other.id if other else None,
        event=event,
        source_url=source_url,
        day=day,
    )
    session.add(bearing)
    session.flush()
    return bearing


def make_base(
    session: Session,
    name: str = "201st Military Base",
    *,
    slug: str | None = None,
    name_ru: str | None = None,
    country: str = "TJ",
    territory: str | None = None,
    kind: BaseKind = BaseKind.GARRISON,
    branch: Branch | None = Branch.GROUND_FORCES,
    status: BaseStatus = BaseStatus.ACTIVE,
    locality: str | None = "Dushanbe",
    place: tuple[float, float] | None = (38.56, 68.77),
    spellings: Iterable[str] = (),
    summary: str | None = "A garrison of made-up size.",
    opened: str | None = None,
    closed: str | None = None,
) -> Base:
    """A base; `place` is latitude and longitude, or null."""
    base = Base(
        slug=slug or name.lower().replace(" ", "-"),
        name=name,
        name_ru=name_ru,
        host_code=make_country(session, country),
        territory_code=make_country(session, territory) if territory else None,
        locality=locality,
        latitude=place[0] if place else None,
        longitude=place[1] if place else None,
        precision=Precision.LOCALITY if place else None,
        kind=kind,
        branch=branch,
        status=status,
        opened=opened,
        closed=closed,
        summary=summary,
        origin=Origin.SEED,
        review=ReviewState.ACCEPTED,
    )
    session.add(base)
    session.flush()
    for spelling in dict.fromkeys(one for one in (name, name_ru, *spellings) if one):
        session.add(BaseSpelling(base_id=base.id, spelling=spelling, rule=MatchRule.ALONE))
    session.flush()
    return base


def make_claim(
    session: Session,
    base: Base,
    property: ClaimProperty = ClaimProperty.PERSONNEL,
    value: str = "7500",
    *,
    low: float | None = None,
    high: float | None = None,
    as_of: str | None = "2023-06",
    article: Article | None = None,
    quote: str | None = None,
    is_computed: bool = False,
    note: str | None = None,
    review: ReviewState = ReviewState.UNREVIEWED,
) -> Claim:
    """A claim; its evidence is `quote` in `article`, and the place where the base is named, too."""
    evidence = make_evidence(session, article, quote)
    if low is None and high is None and value.isdigit():
        low = high = float(value)
    claim = Claim(
        base_id=base.id,
        property=property,
        value=value,
        low=low,
        high=high,
        as_of=as_of,
        as_of_day=first_day(as_of) if as_of else None,
        evidence_id=evidence.id,
        is_computed=is_computed,
        note=note,
        origin=Origin.SEED,
        review=review,
    )
    session.add_all([claim, BaseReport(base_id=base.id, evidence_id=evidence.id)])
    session.flush()
    return claim


def make_agreement(
    session: Session,
    title: str = "Agreement on the base",
    *,
    slug: str | None = None,
    kind: AgreementKind = AgreementKind.BASING,
    status: AgreementStatus = AgreementStatus.IN_FORCE,
    parties: Iterable[str] = ("RU", "TJ"),
    bases: Iterable[Base] = (),
    signed: str | None = "2012-10-05",
    ratified: str | None = None,
    in_force: str | None = None,
    expires: str | None = "2042",
    term_years: int | None = None,
    note: str | None = None,
    article: Article | None = None,
    quote: str | None = None,
) -> Agreement:
    """An agreement with one report, whose evidence is `quote` in `article`."""
    known = [one for one in (signed, ratified, in_force, expires) if one]
    agreement = Agreement(
        slug=slug or title.lower().replace(" ", "-"),
        title=title,
        kind=kind,
        status=status,
        signed=signed,
        ratified=ratified,
        in_force=in_force,
        expires=expires,
        expires_day=last_day(expires) if expires else None,
        sort_day=first_day(known[0]) if known else date(2020, 1, 1),
        term_years=term_years,
        summary="Lets made-up troops stay.",
        note=note,
        origin=Origin.SEED,
        review=ReviewState.ACCEPTED,
    )
    session.add(agreement)
    session.flush()
    for code in parties:
        session.add(AgreementParty(agreement_id=agreement.id, country_code=make_country(session, code)))
    for base in bases:
        session.add(AgreementBase(agreement_id=agreement.id, base_id=base.id))
    evidence = make_evidence(session, article, quote)
    session.add(
        AgreementReport(agreement_id=agreement.id, evidence_id=evidence.id, signed=signed, expires=expires)
    )
    session.flush()
    return agreement
