"""The queue of articles with findings to review: its pages, its counts, what comes next, and how the day goes."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, literal, select, tuple_, union_all
from sqlalchemy.orm import Session, aliased

from app.domain.errors import InputError
from app.domain.kinds import ReviewState
from app.domain.publishing import PUBLISHED_FROM
from app.domain.queue import FindingKind, QueueOrder
from app.query.page import NameKey, Page
from app.query.statements import FacetValue
from app.store.models import (
    Article,
    ArticleSeen,
    Country,
    Evidence,
    Publisher,
    QueuedArticle,
    QueuedMark,
    Revision,
    RevisionChange,
    Statement,
)
from app.store.review_queue import PLACED

QUEUE_PAGE = 30
TOP = 10  # countries and sources in a facet
MOST_AGAIN = 10
_COLUMNS = {
    QueueOrder.CONFIDENCE: QueuedArticle.confidence,
    QueueOrder.COUNTRY: QueuedArticle.country,
    QueueOrder.SOURCE: QueuedArticle.source,
    QueueOrder.KIND: QueuedArticle.kind,
}


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which articles of the queue; a null field filters nothing."""

    country: str | None = None  # code that an open statement is about
    kind: FindingKind | None = None  # that an open finding has
    source: str | None = None  # the publisher's domain; empty: those without one
    added_by: str | None = None
    unsure: bool = False  # with a finding that is not sure enough to be public

    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        for name, value in (("country", self.country), ("kind", self.kind)):
            if value is not None:
                mark = aliased(QueuedMark)  # a query of marks themselves may be filtered too
                has = select(mark.article_id).where(
                    mark.field == name,
                    mark.value == str(value),
                    mark.article_id == QueuedArticle.article_id,
                )
                found.append(has.correlate(QueuedArticle).exists())
        if self.source is not None:
            found.append(QueuedArticle.source == self.source)
        if self.added_by is not None:
            found.append(QueuedArticle.added_by == self.added_by)
        if self.unsure:
            found.append(QueuedArticle.confidence < PUBLISHED_FROM)
        return found


@dataclass(frozen=True, slots=True)
class QueueRow:
    """An article of the queue. `kinds` are its open findings by kind; `news` what changed since the user saw it."""

    id: int
    title: str
    language: str
    published: str | None  # EDTF
    publisher: str | None
    url: str | None
    state_controlled: bool | None
    added_by: str
    added_at: datetime
    met_rejected: int
    confidence: float
    findings: int
    kinds: tuple[tuple[str, int], ...]
    countries: tuple[tuple[str, str], ...]  # (code, name)
    was_seen: bool
    new_findings: int  # since it was seen
    edits: int  # by others since then
    key: str  # where a list goes on after this row


@dataclass(frozen=True, slots=True)
class Progress:
    """The day so far, in UTC: findings that were decided on, of those and what is still open."""

    mine: int
    all: int
    open: int

    @property
    def of(self) -> int:
        return self.all + self.open


def queue_key(after: str | None) -> NameKey | None:
    """Where the queue goes on: `0.62_17`, of an order by age `_17`. Raises InputError when it is no key."""
    if not after:
        return None
    value, _, number = after.rpartition("_")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise InputError(f"after={after[:60]!r} is no place in the queue: follow its own links")
    return NameKey(value, int(number))


def list_queue(
    session: Session,
    where: QueueFilter,
    order: QueueOrder,
    *,
    user: tuple[int, str] | None = None,
    after: NameKey | None = None,
    limit: int = QUEUE_PAGE,
) -> Page[QueueRow]:
    """A page of the queue. Five queries.

    Args: user: number and name of whose looks at the articles tell what is new; null: nobody's.
    """
    query = (
        select(QueuedArticle, Article, Publisher)
        .join(Article, Article.id == QueuedArticle.article_id)
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(*where.conditions(), *_beyond(order, after))
        .order_by(*_sorted(order))
        .limit(limit + 1)
    )
    found = session.execute(query).all()
    ids = [one.QueuedArticle.article_id for one in found]
    kinds, countries = _marks(session, ids)
    seen = _seen(session, user[0], ids) if user else {}
    edits = _edits(session, user[1], seen) if user and seen else {}
    rows = []
    for one in found:
        queued, article, publisher = one.QueuedArticle, one.Article, one.Publisher
        looked = seen.get(article.id)
        rows.append(
            QueueRow(
                id=article.id,
                title=article.title,
                language=article.language,
                published=article.published,
                publisher=publisher.name if publisher else None,
                url=article.url,
                state_controlled=publisher.state_controlled if publisher else None,
                added_by=article.added_by,
                added_at=article.added_at,
                met_rejected=article.met_rejected,
                confidence=queued.confidence,
                findings=queued.findings,
                kinds=tuple(kinds.get(article.id, ())),
                countries=tuple(countries.get(article.id, ())),
                was_seen=looked is not None,
                new_findings=max(queued.found - looked.found, 0) if looked else 0,
                edits=edits.get(article.id, 0),
                key=str(_key_of(order, queued)),
            )
        )
    return Page.cut(rows, limit, key=lambda row: queue_key(row.key) or NameKey("", row.id))


def next_article(
    session: Session, where: QueueFilter, order: QueueOrder, article_id: int, *, after: NameKey | None = None
) -> tuple[int, str] | None:
    """The article to review after another one, and its key; null when none is left. Two queries at most.

    after: the other one's key, where it is known; else the place that it has in the queue now, and where it has left
    the queue the first of it (by age: the first that was added after it).
    """
    if after is None and order in (QueueOrder.AGE, QueueOrder.NEWEST):
        after = NameKey("", article_id)
    if after is None and (queued := session.get(QueuedArticle, article_id)) is not None:
        after = _key_of(order, queued)
    query = select(QueuedArticle).where(
        QueuedArticle.article_id != article_id, *where.conditions(), *_beyond(order, after)
    )
    found = session.scalar(query.order_by(*_sorted(order)).limit(1))
    return (found.article_id, str(_key_of(order, found))) if found else None


def count_queue(session: Session, where: QueueFilter) -> tuple[int, int]:
    """(articles, open findings) under a filter; of one kind, the findings of that kind."""
    query = select(func.count(), func.coalesce(func.sum(QueuedArticle.findings), 0)).where(
        *where.conditions()
    )
    articles, findings = session.execute(query).one()
    if where.kind is not None:
        of_kind = (
            select(func.coalesce(func.sum(QueuedMark.count), 0))
            .join(QueuedArticle, QueuedArticle.article_id == QueuedMark.article_id)
            .where(QueuedMark.field == "kind", QueuedMark.value == where.kind.value, *where.conditions())
        )
        findings = session.scalar(of_kind) or 0
    return articles, findings


def queue_facet(session: Session, where: QueueFilter, field: str) -> list[FacetValue]:
    """The values of country, kind, source or added_by under the rest of the filter: articles of each. One query."""
    without: dict[str, Any] = {field: None}
    rest = replace(where, **without).conditions()
    count = func.count()
    query: Any
    if field in ("source", "added_by"):
        column: Any = getattr(QueuedArticle, field)
        name = func.max(Publisher.name) if field == "source" else column
        query = select(column, name, count).where(*rest, column != "").group_by(column)
        if field == "source":
            query = query.outerjoin(Publisher, Publisher.domain == QueuedArticle.source)
    else:
        query = (
            select(QueuedMark.value, func.max(Country.name), count)
            .join(QueuedArticle, QueuedArticle.article_id == QueuedMark.article_id)
            .outerjoin(Country, (Country.code == QueuedMark.value) & (QueuedMark.field == "country"))
            .where(QueuedMark.field == field, *rest)
            .group_by(QueuedMark.value)
        )
        column = QueuedMark.value
    found = session.execute(
        query.order_by(count.desc(), column).limit(len(FindingKind) if field == "kind" else TOP)
    )
    return [FacetValue(value, name, number) for value, name, number in found]


def open_articles(session: Session) -> int:
    """How many articles wait. One query."""
    return session.scalar(select(func.count()).select_from(QueuedArticle)) or 0


def progress(session: Session, name: str, now: datetime) -> Progress:
    """How far the day's work is. Two queries."""
    start = datetime.combine(now.astimezone(UTC).date(), time(), UTC)
    state = RevisionChange.after["review"].as_string()
    decided = (
        select(Revision.actor, RevisionChange.table_name, RevisionChange.row_key)
        .join(Revision, Revision.id == RevisionChange.revision_id)
        .where(
            Revision.at >= start,
            Revision.undone_by_id.is_(None),
            Revision.undoes_id.is_(None),
            RevisionChange.table_name.in_(("statement", *PLACED)),
            RevisionChange.before["review"].as_string() == ReviewState.UNREVIEWED.value,
            state != ReviewState.UNREVIEWED.value,
        )
        .distinct()
        .subquery()
    )
    by_actor = select(decided.c.actor, func.count()).group_by(decided.c.actor)
    counts: dict[str, int] = dict(session.execute(by_actor).all())
    left = session.scalar(select(func.coalesce(func.sum(QueuedArticle.findings), 0))) or 0
    return Progress(counts.get(name, 0), sum(counts.values()), left)


def met_again(session: Session) -> list[tuple[int, str, int]]:
    """(id, title, findings) of the last articles whose import met findings that were rejected. One query."""
    query = select(Article.id, Article.title, Article.met_rejected).where(Article.met_rejected > 0)
    return list(session.execute(query.order_by(Article.id.desc()).limit(MOST_AGAIN)))


def _key_of(order: QueueOrder, queued: QueuedArticle) -> NameKey:
    column = _COLUMNS.get(order)
    value = getattr(queued, column.key) if column is not None else ""
    return NameKey(repr(value) if isinstance(value, float) else str(value), queued.article_id)


def _sorted(order: QueueOrder) -> list[Any]:
    if order is QueueOrder.NEWEST:
        return [QueuedArticle.article_id.desc()]
    column = _COLUMNS.get(order)
    return [QueuedArticle.article_id] if column is None else [column, QueuedArticle.article_id]


def _beyond(order: QueueOrder, after: NameKey | None) -> list[ColumnElement[bool]]:
    if after is None:
        return []
    column = _COLUMNS.get(order)
    if column is None:
        number = QueuedArticle.article_id
        return [number < after.id if order is QueueOrder.NEWEST else number > after.id]
    kind = column.type.python_type
    try:
        value = kind(after.name)
    except ValueError:
        raise InputError(
            f"after={str(after)[:60]!r} is no place in the queue: follow its own links"
        ) from None
    return [tuple_(column, QueuedArticle.article_id) > tuple_(value, after.id)]


def _marks(
    session: Session, ids: list[int]
) -> tuple[dict[int, list[tuple[str, int]]], dict[int, list[tuple[str, str]]]]:
    kinds: dict[int, list[tuple[str, int]]] = {}
    countries: dict[int, list[tuple[str, str]]] = {}
    query = (
        select(QueuedMark.article_id, QueuedMark.field, QueuedMark.value, QueuedMark.count, Country.name)
        .outerjoin(Country, (Country.code == QueuedMark.value) & (QueuedMark.field == "country"))
        .where(QueuedMark.article_id.in_(ids))
        .order_by(QueuedMark.count.desc(), QueuedMark.value)
    )
    for number, field, value, count, name in session.execute(query):
        if field == "kind":
            kinds.setdefault(number, []).append((value, count))
        else:
            countries.setdefault(number, []).append((value, name or value))
    return kinds, countries


def _seen(session: Session, user_id: int, ids: list[int]) -> dict[int, ArticleSeen]:
    query = select(ArticleSeen).where(ArticleSeen.user_id == user_id, ArticleSeen.article_id.in_(ids))
    return {one.article_id: one for one in session.scalars(query)}


def _edits(session: Session, name: str, seen: dict[int, ArticleSeen]) -> dict[int, int]:
    """How many revisions by others touched findings of each article since it was seen. One query."""
    ids, since = sorted(seen), min(one.revision_id for one in seen.values())

    def touched(kind: str, article: Any, number: Any, query: Any) -> Any:
        return (
            query.with_only_columns(article.label("article_id"), RevisionChange.revision_id)
            .join(
                RevisionChange,
                (RevisionChange.table_name == literal(kind))
                & (RevisionChange.row_key == cast(number, String)),
            )
            .where(article.in_(ids), RevisionChange.revision_id > since)
        )

    parts = [touched("statement", Statement.article_id, Statement.id, select(Statement.id))]
    for kind, (model, _) in PLACED.items():
        query = select(model.id).join(Evidence, Evidence.id == model.evidence_id)
        parts.append(touched(kind, Evidence.article_id, model.id, query))
    every = union_all(*parts).subquery()
    found: dict[int, int] = {}
    rows = session.execute(
        select(every.c.article_id, Revision.id)
        .join(Revision, Revision.id == every.c.revision_id)
        .where(Revision.actor != name)
        .distinct()
    )
    for article_id, revision in rows:
        if revision > seen[article_id].revision_id:
            found[article_id] = found.get(article_id, 0) + 1
    return found
