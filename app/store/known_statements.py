"""Find the stored statement that a place repeats. The rules are in app.resolve.duplicates; the rows are found
here, each by one indexed query with a bound, however many statements an official has."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.domain.dates import first_day
from app.domain.kinds import Origin, ReviewState, StatementKind, StatementMode, StatementTopic
from app.extract.findings import FoundStatement
from app.resolve.duplicates import (
    SAME_WORDS_AT_LEAST,
    Said,
    is_one_day,
    is_quoted,
    same_on_one_page,
    same_record,
    same_statement,
    words,
    words_key,
)
from app.store.models import (
    Article,
    Base,
    Evidence,
    Statement,
    StatementApart,
    StatementBase,
    StatementCountry,
    StatementReport,
)
from app.store.records import Record, standing_record
from app.store.saving import Saving

MOST_CANDIDATES = 100  # of one rule


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored place of a statement of the same official."""

    statement_id: int
    said: Said
    joined: bool = False  # the statement was joined to another, which stands for it


@dataclass(frozen=True, slots=True)
class Others:
    """How many other findings of the article have the speaker, day, kind and topic of one; and its mode, too."""

    of_record: int
    of_mode: int


def known_statement(
    saving: Saving, one: FoundStatement, official_id: int | None, *, taken: Collection[int], others: Others
) -> int | None:
    """The id of the stored statement that `one` repeats, if there is one; of a joined one, what it is part of.

    taken: statements that this article has reported, which it does not report again.
    """
    session, article = saving.session, saving.article
    quote = one.span.of(article.text)
    apart = _kept_apart(session, article, quote)
    if (decided := _decided_statement(session, article, one, quote, {*taken, *apart})) is not None:
        return decided
    if official_id is None:
        return None
    said = Said(
        quote, one.mode, one.kind, one.topic, one.said_on, article.language,
        frozenset((*one.countries, *one.bases)), article.origin_id,
    )  # fmt: skip

    def usable(candidates: Collection[Candidate]) -> dict[int, Candidate]:
        """By the statement that stands for each now."""
        found: dict[int, Candidate] = {}
        for candidate in candidates:
            number = candidate.statement_id
            if candidate.joined:
                number = standing_record(session, Record("statement", number)).id
            if number not in apart and number not in taken:
                found.setdefault(number, candidate)
        return found

    same_words = _places(session, article, official_id, StatementReport.words_key == words_key(quote))
    for number, other in usable(same_words).items():
        if same_statement(other.said, said):
            return number
    if article.url is not None:
        for number, other in usable(_places(session, article, official_id, _on_page(article.url))).items():
            if other.said.mode is one.mode and same_on_one_page(other.said.words, quote):
                return number
    if article.origin_id not in (None, article.id):
        copies = (Article.origin_id == article.origin_id) & (Statement.kind == one.kind)
        for number, other in usable(_places(session, article, official_id, copies)).items():
            if same_statement(other.said, said):
                return number
    if others.of_mode == 0:
        fitting = usable(_in_other_languages(session, article, official_id, said))
        of_mode = [number for number, other in fitting.items() if is_quoted(other.said) is is_quoted(said)]
        if len(of_mode) == 1:
            return of_mode[0]
        if len(fitting) == 1 and others.of_record == 0:
            return next(iter(fitting))
    return None


def _decided_statement(
    session: Session, article: Article, one: FoundStatement, quote: str, taken: Collection[int]
) -> int | None:
    """A statement that a person rejected or edited, found again in the same words of the same speaker.

    Such a place goes to it whoever the speaker is, also one of whom we hold no record: else a reprint would bring
    back what was rejected, or what was corrected as it was before.
    """
    query = (
        select(Statement.id, StatementReport.found, Statement.speaker, Article.origin_id)
        .join(StatementReport, StatementReport.statement_id == Statement.id)
        .join(Evidence, Evidence.id == StatementReport.evidence_id)
        .join(Article, Article.id == Evidence.article_id)
        .where(
            StatementReport.words_key == words_key(quote),
            Statement.review.in_((ReviewState.REJECTED, ReviewState.EDITED)),
            Statement.joined_into_id.is_(None),
            Article.id != article.id,
        )
        .order_by(Statement.id)
        .limit(MOST_CANDIDATES)
    )
    is_long = words(quote).total() >= SAME_WORDS_AT_LEAST
    number: int
    for number, found, speaker, origin_id in session.execute(query):
        is_same = (found or {}).get("speaker", speaker) == one.speaker
        is_copy = origin_id is not None and origin_id == article.origin_id
        if is_same and number not in taken and (is_copy or is_long):
            return number
    return None


def _kept_apart(session: Session, article: Article, quote: str) -> set[int]:
    """The statements of which a person said that these words do not report them."""
    query = select(StatementApart.statement_id).where(
        StatementApart.origin_id == (article.origin_id or article.id),
        StatementApart.words_key == words_key(quote),
    )
    return set(session.scalars(query))


def _on_page(url: str) -> ColumnElement[bool]:
    return Article.url == url


def _places(
    session: Session, article: Article, official_id: int, where: ColumnElement[bool]
) -> list[Candidate]:
    """The reports of an official's statements in other articles under a condition, the first stored first.

    A seeded statement is our summary, which has no words to compare. A rejected one takes its reports, too: its
    tombstone is what keeps a reprint from bringing it back.
    """
    query = (
        select(
            Statement.id,
            Evidence.quote,
            Statement.mode,
            Statement.kind,
            Statement.topic,
            Statement.said_on,
            Article.language,
            Article.origin_id,
            StatementReport.found,
            Statement.joined_into_id,
        )
        .join(StatementReport, StatementReport.statement_id == Statement.id)
        .join(Evidence, Evidence.id == StatementReport.evidence_id)
        .join(Article, Article.id == Evidence.article_id)
        .where(
            where,
            Statement.official_id == official_id,
            Statement.origin != Origin.SEED,
            Article.id != article.id,
        )
        .order_by(Statement.id, StatementReport.id)
        .limit(MOST_CANDIDATES)
    )
    return [_candidate(*row) for row in session.execute(query)]


def _candidate(
    number: int,
    quote: str,
    mode: StatementMode,
    kind: StatementKind,
    topic: StatementTopic,
    said_on: str | None,
    language: str,
    origin_id: int | None,
    found: dict[str, Any] | None,
    joined_into_id: int | None,
) -> Candidate:
    """As its own place was found, where that is kept: the statement may be joined from several."""
    if found is not None:
        mode, kind = StatementMode(found["mode"]), StatementKind(found["kind"])
        topic, said_on = StatementTopic(found["topic"]), found["said_on"]
    said = Said(quote, mode, kind, topic, said_on, language, origin=origin_id)
    return Candidate(number, said, joined_into_id is not None)


def _in_other_languages(session: Session, article: Article, official_id: int, said: Said) -> list[Candidate]:
    """What the official said on that day, of that kind and topic, as texts in other languages have it."""
    if not is_one_day(said.said_on) or said.said_on is None:
        return []
    if said.kind is StatementKind.COMMENT or said.topic is StatementTopic.OTHER:
        return []
    record = (
        (Statement.sort_day == first_day(said.said_on))
        & (Statement.kind == said.kind)
        & (Statement.topic == said.topic)
        & (Article.language != article.language)
        & (Statement.review != ReviewState.REJECTED)  # the record alone says too little to hide one by
    )
    found = _places(session, article, official_id, record)
    about = _about(session, {one.statement_id for one in found}) if found else {}
    return [
        one
        for one in found
        if same_record(replace(one.said, about=about.get(one.statement_id, frozenset())), said)
    ]


def _about(session: Session, ids: Collection[int]) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    countries = select(StatementCountry.statement_id, StatementCountry.country_code).where(
        StatementCountry.statement_id.in_(ids)
    )
    bases = (
        select(StatementBase.statement_id, Base.slug)
        .join(Base, Base.id == StatementBase.base_id)
        .where(StatementBase.statement_id.in_(ids))
    )
    for number, key in (*session.execute(countries), *session.execute(bases)):
        found[number] = found.get(number, frozenset()) | {key}
    return found
