"""Lists of articles, and one article with everything that rests on its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select, true, tuple_
from sqlalchemy.orm import Session

from app.clean.archives import archive_name
from app.domain.dates import first_day, last_day
from app.domain.kinds import ArticleKind, SourceState
from app.domain.spans import Span
from app.query.article_marks import MOST_RECORDS, RecordMark, bears_record, load_marks
from app.query.excerpts import public_limit, public_passages
from app.query.page import PAGE_SIZE, DayKey, Page
from app.query.search_terms import records_matching
from app.query.sources import SOURCE_COLUMNS, SourceRow, source_of
from app.query.statement_rows import StatementRow, load_statements, select_statements
from app.store.models import (
    Article,
    Evidence,
    EvidenceEdit,
    Publisher,
    SearchDocument,
    SourceCheck,
    Statement,
    StatementReport,
)
from app.store.visible import is_public, stands

MOST_COPIES = 50


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles; a null field filters nothing."""

    publisher: str | None = None  # main domain
    kind: ArticleKind | None = None
    words: str | None = None

    def conditions(self, session: Session) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = [is_public(Article)]
        if self.publisher is not None:
            publisher = select(Publisher.id).where(Publisher.domain == self.publisher).scalar_subquery()
            found.append(Article.publisher_id == publisher)
        if self.kind is not None:
            found.append(Article.kind == self.kind)
        if self.words and (matches := records_matching(session, "article", self.words)) is not None:
            found.append(Article.id.in_(select(SearchDocument.record_id).where(matches)))
        return found


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article as lists show it."""

    id: int
    kind: ArticleKind
    title: str
    url: str | None
    language: str
    published: str | None  # EDTF
    sort_day: date
    publisher: str | None
    publisher_domain: str | None
    state_controlled: bool | None
    records: int  # places in it that public records rest on


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One article. `text` is what the asker may read: all of it, or null; `shown` are the parts that are shown."""

    row: ArticleRow
    added_at: datetime
    text_length: int
    is_whole: bool
    shown: tuple[tuple[int, str], ...]  # (offset in the text, words) of each part, in order
    marks: tuple[RecordMark, ...]  # in text order; only those whose words are where they were
    lost: tuple[RecordMark, ...]  # whose words are not in the text any more: no evidence
    statements: tuple[StatementRow, ...]
    copies: tuple[SourceRow, ...]  # the other articles of its origin, the first published first
    is_source: bool  # none of its origin was published before it
    archived_url: str | None
    state: SourceState | None  # what became of its page; null: nobody looked again
    edits: int  # places of evidence that the page has edited since, as readers are told

    @property
    def archive(self) -> str | None:
        """The name of the archive that holds a copy of the page."""
        return archive_name(self.archived_url) if self.archived_url else None

    @property
    def marks_shown(self) -> frozenset[int]:
        """The evidence that lies, if only in part, in what is shown."""
        parts = [(start, start + len(words)) for start, words in self.shown]
        return frozenset(
            one.evidence_id
            for one in self.marks
            if any(one.start < end and one.end > start for start, end in parts)
        )


def list_articles(
    session: Session, where: ArticleFilter, *, after: DayKey | None = None, limit: int = PAGE_SIZE
) -> Page[ArticleRow]:
    """Newest first. Two queries."""
    query = (
        select(
            Article.id,
            Article.kind,
            Article.title,
            Article.url,
            Article.language,
            Article.published,
            Article.sort_day,
            Publisher.name,
            Publisher.domain,
            Publisher.state_controlled,
        )
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(*where.conditions(session))
        .order_by(Article.sort_day.desc(), Article.id.desc())
        .limit(limit + 1)
    )
    if after is not None:
        query = query.where(tuple_(Article.sort_day, Article.id) < tuple_(*after))
    found = session.execute(query).all()
    counted = session.execute(
        select(Evidence.article_id, func.count())
        .where(Evidence.article_id.in_([row.id for row in found]), bears_record())
        .group_by(Evidence.article_id)
    )
    counts = dict(counted.all())
    rows = [ArticleRow(*[*row, counts.get(row.id, 0)]) for row in found]
    return Page.cut(rows, limit, key=lambda row: DayKey(row.sort_day, row.id))


def count_articles(session: Session, where: ArticleFilter) -> dict[ArticleKind, int]:
    """By kind, under the rest of the filter."""
    rest = ArticleFilter(publisher=where.publisher, words=where.words).conditions(session)
    query = select(Article.kind, func.count()).where(*rest).group_by(Article.kind)
    return dict(session.execute(query).all())


def get_article(session: Session, article_id: int, *, whole: bool) -> ArticlePage | None:
    """The article, or null where there is none. At most thirteen queries.

    Args: whole: the asker may read all of it, also where an editor has rejected the article. Without that the
        parts that records rest on are shown, each with its neighbours, unless the text is ours (a brief, notes)
        or its publisher allows it.
    """
    found = session.execute(
        select(Article, Publisher)
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(Article.id == article_id, true() if whole else is_public(Article))
    ).first()
    if found is None:
        return None
    article, publisher = found
    is_whole = (
        whole or article.kind is not ArticleKind.ARTICLE or bool(publisher and publisher.full_text_allowed)
    )
    all_marks = sorted(
        load_marks(session, article_id, suggestions=whole),
        key=lambda one: (one.start, -one.end, one.record_type),
    )
    marks = tuple(one for one in all_marks if one.span.of(article.text) == one.quote)
    ids = select(StatementReport.statement_id).join(Evidence, Evidence.id == StatementReport.evidence_id)
    statements = select_statements(suggestions=whole).where(
        (Statement.article_id == article_id) | Statement.id.in_(ids.where(Evidence.article_id == article_id))
    )
    copies = _copies(session, article)
    return ArticlePage(
        row=ArticleRow(
            id=article.id,
            kind=article.kind,
            title=article.title,
            url=article.url,
            language=article.language,
            published=article.published,
            sort_day=article.sort_day,
            publisher=publisher.name if publisher else None,
            publisher_domain=publisher.domain if publisher else None,
            state_controlled=publisher.state_controlled if publisher else None,
            records=len({one.evidence_id for one in all_marks}),
        ),
        added_at=article.added_at,
        text_length=article.text_length,
        is_whole=is_whole,
        shown=tuple(
            (span.start, span.of(article.text)) for span in _shown(article, marks, is_whole=is_whole)
        ),
        marks=marks,
        lost=tuple(one for one in all_marks if one not in marks),
        statements=tuple(
            load_statements(session, statements.order_by(Evidence.start_at, Statement.id).limit(MOST_RECORDS))
        ),
        copies=copies,
        is_source=not any(is_before(copy.published, article.published) for copy in copies),
        archived_url=article.archived_url,
        state=session.scalar(select(SourceCheck.state).where(SourceCheck.article_id == article_id)),
        edits=_edits(session, article_id),
    )


def _edits(session: Session, article_id: int) -> int:
    query = (
        select(func.count(EvidenceEdit.id))
        .join(Evidence, Evidence.id == EvidenceEdit.evidence_id)
        .where(EvidenceEdit.article_id == article_id, stands(EvidenceEdit), bears_record())
    )
    return session.scalar(query) or 0


def _shown(article: Article, marks: Sequence[RecordMark], *, is_whole: bool) -> list[Span]:
    """What officials said comes first, then what was agreed, then the bases."""
    limit = None if is_whole else public_limit(article.kind, article.text_length)
    if limit is None:
        return [Span(0, article.text_length)]
    order = ("statement", "agreement", "claim", "base")
    ranked = sorted(marks, key=lambda one: (order.index(one.record_type), one.start))
    return public_passages(article.text, [one.span for one in ranked], limit)


def _copies(session: Session, article: Article) -> tuple[SourceRow, ...]:
    """The other articles of its origin: those with a date first, by it."""
    if article.origin_id is None:
        return ()
    query = (
        select(*SOURCE_COLUMNS)
        .select_from(Article)
        .outerjoin(Evidence, Evidence.id.is_(None))  # each article as a whole
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(Article.origin_id == article.origin_id, Article.id != article.id, is_public(Article))
        .order_by(Article.published.is_(None), Article.sort_day, Article.id)
        .limit(MOST_COPIES)
    )
    return tuple(source_of(row) for row in session.execute(query))


def is_before(one: str | None, other: str | None) -> bool:
    """Whether an EDTF date is before another for certain, or known where the other is not."""
    if one is None or other is None:
        return one is not None and other is None
    return last_day(one) < first_day(other)
