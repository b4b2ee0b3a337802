"""The life of an article's page: each time it came in, what became of it, and lists of pages by their state."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.domain.kinds import ArticleKind, FetchHow, ReviewState, SourceState
from app.query.page import PAGE_SIZE, NumberKey, Page
from app.store.models import Article, ArticleFetch, Publisher, SourceCheck

MOST_FETCHES = 100  # of one article on one page
NEVER = "never"  # in a filter: not looked at again yet


@dataclass(frozen=True, slots=True)
class FetchRow:
    """One time that the source came in."""

    id: int
    how: FetchHow
    at: datetime
    url: str | None
    final_url: str | None
    status: int | None
    state: SourceState | None  # null: how the article came in
    reason: str
    size: int | None
    sha256: str | None
    headers: dict[str, str]
    is_kept: bool  # its bytes can be had
    has_text: bool  # another text than the stored one came with it: a version


@dataclass(frozen=True, slots=True)
class SourceLife:
    """What is known of an article's page. `state` null: nobody looked again."""

    state: SourceState | None
    reason: str
    since: datetime | None
    checked_at: datetime | None
    due_at: datetime | None
    moved_to: str | None
    fetches: tuple[FetchRow, ...]  # the newest first

    @property
    def versions(self) -> tuple[FetchRow, ...]:
        return tuple(one for one in self.fetches if one.has_text)


@dataclass(frozen=True, slots=True)
class PageRow:
    """The page of one article in a list."""

    article_id: int
    kind: ArticleKind
    title: str
    url: str
    publisher: str | None
    archived_url: str | None
    state: SourceState | None
    reason: str | None
    since: datetime | None
    checked_at: datetime | None
    due_at: datetime | None
    moved_to: str | None


def source_life(session: Session, article_id: int) -> SourceLife:
    """Two queries, without texts and bytes."""
    check = session.get(SourceCheck, article_id)
    held = (
        select(func.max(ArticleFetch.id))
        .where(ArticleFetch.article_id == article_id, ArticleFetch.packed.is_not(None))
        .group_by(ArticleFetch.sha256)
    )
    hashes = set(session.scalars(select(ArticleFetch.sha256).where(ArticleFetch.id.in_(held))))
    found = session.execute(
        select(ArticleFetch, ArticleFetch.text.is_not(None))
        .where(ArticleFetch.article_id == article_id)
        .order_by(ArticleFetch.id.desc())
        .limit(MOST_FETCHES)
    )
    fetches = tuple(
        FetchRow(
            one.id,
            one.how,
            one.at,
            one.url,
            one.final_url,
            one.status,
            one.state,
            one.reason,
            one.size,
            one.sha256,
            {str(name): str(value) for name, value in one.headers.items()},
            one.sha256 in hashes if one.sha256 else False,
            has_text,
        )
        for one, has_text in found
    )
    if check is None:
        return SourceLife(None, "", None, None, None, None, fetches)
    return SourceLife(
        check.state, check.reason, check.since, check.checked_at, check.due_at, check.moved_to, fetches
    )


def version_text(session: Session, article_id: int, fetch_id: int) -> str | None:
    """The text that came with a fetch; null where there is none, or none of this article."""
    return session.scalar(
        select(ArticleFetch.text).where(ArticleFetch.id == fetch_id, ArticleFetch.article_id == article_id)
    )


def kept_bytes(session: Session, article_id: int, fetch_id: int) -> tuple[ArticleFetch, bytes] | None:
    """A fetch with its packed bytes, as they are held here or with another row of the same; null where none are."""
    row = session.scalars(
        select(ArticleFetch).where(ArticleFetch.id == fetch_id, ArticleFetch.article_id == article_id)
    ).first()
    if row is None or row.sha256 is None:
        return None
    packed = session.scalar(
        select(ArticleFetch.packed)
        .where(
            ArticleFetch.article_id == article_id,
            ArticleFetch.sha256 == row.sha256,
            ArticleFetch.packed.is_not(None),
        )
        .limit(1)
    )
    return (row, packed) if packed is not None else None


def count_states(session: Session) -> dict[str, int]:
    """How many pages are in each state, and in how many nobody looked again (`never`). One query."""
    query = (
        select(SourceCheck.state, func.count(Article.id))
        .select_from(Article)
        .outerjoin(SourceCheck, SourceCheck.article_id == Article.id)
        .where(*_listed())
        .group_by(SourceCheck.state)
    )
    found = {(state.value if state else NEVER): count for state, count in session.execute(query)}
    return dict.fromkeys((*(state.value for state in SourceState), NEVER), 0) | found


def count_due(session: Session, now: datetime) -> int:
    """How many addresses a look would ask for now."""
    due = SourceCheck.article_id.is_(None) | (SourceCheck.due_at <= now)
    query = (
        select(func.count(func.distinct(Article.url)))
        .select_from(Article)
        .outerjoin(SourceCheck, SourceCheck.article_id == Article.id)
        .where(*_listed(), due)
    )
    return session.scalar(query) or 0


def list_pages(
    session: Session, state: str | None, *, after: NumberKey | None = None, limit: int = PAGE_SIZE
) -> Page[PageRow]:
    """The pages of a state (`never`: not looked at again; null: all), the newest article first. One query."""
    query = (
        select(
            Article.id,
            Article.kind,
            Article.title,
            Article.url,
            Publisher.name,
            Article.archived_url,
            SourceCheck.state,
            SourceCheck.reason,
            SourceCheck.since,
            SourceCheck.checked_at,
            SourceCheck.due_at,
            SourceCheck.moved_to,
        )
        .select_from(Article)
        .outerjoin(SourceCheck, SourceCheck.article_id == Article.id)
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(*_listed())
        .order_by(Article.id.desc())
        .limit(limit + 1)
    )
    if state == NEVER:
        query = query.where(SourceCheck.article_id.is_(None))
    elif state is not None:
        query = query.where(SourceCheck.state == SourceState(state))
    if after is not None:
        query = query.where(Article.id < after.id)
    rows = [PageRow(*[*row]) for row in session.execute(query)]
    return Page.cut(rows, limit, key=lambda row: NumberKey(row.article_id))


def _listed() -> tuple[ColumnElement[bool], ...]:
    return Article.url.is_not(None), Article.review != ReviewState.REJECTED
