"""Give every article its origin: the first stored article of the same text, or of a near-copy of it."""

from sqlalchemy import func, insert, select, true, update
from sqlalchemy.orm import Session

from app.domain.kinds import ArticleKind, Origin
from app.resolve.duplicates import words_key
from app.resolve.origins import Signature, is_near_copy, signature_of, similarity
from app.store.models import Article, ArticleBand, Evidence, Statement, StatementReport

MOST_CANDIDATES = 20  # those that share the most bands
BATCH = 500


def assign_origin(session: Session, row: Article) -> tuple[int, ...]:
    """Compare a stored article with all others and set its origin; our own words (briefs, notes) have none.

    Returns: the bands of its MinHash, by which others that are somewhat like it are found.
    """
    if row.kind is not ArticleKind.ARTICLE or row.origin_id is not None:
        return ()
    signature = signature_of(row.text)
    row.origin_id = _same_text(session, row)
    if signature is not None:
        row.minhash = signature.marks
        row.origin_id = row.origin_id or _near_copy(session, row, signature)
        session.execute(
            insert(ArticleBand),
            [{"band": band, "article_id": row.id} for band in dict.fromkeys(signature.bands)],
        )
    row.origin_id = row.origin_id or row.id
    session.flush()
    return signature.bands if signature is not None else ()


def fill_in(session: Session) -> int:
    """Complete what an older version stored: origins of articles and word keys of reports.

    Returns: how many rows were completed; 0 where all were. One bounded batch is held at a time.
    """
    done = 0
    missing = select(Article.id).where(Article.kind == ArticleKind.ARTICLE, Article.origin_id.is_(None))
    for number in session.scalars(missing.order_by(Article.id)).all():
        row = session.get_one(Article, number)
        assign_origin(session, row)
        session.expunge(row)
        done += 1
    keyless = (
        select(StatementReport.id, Evidence.quote)
        .join(Evidence, Evidence.id == StatementReport.evidence_id)
        .join(Statement, Statement.id == StatementReport.statement_id)
        .where(StatementReport.words_key.is_(None), Statement.origin != Origin.SEED)
        .limit(BATCH)
    )
    while found := session.execute(keyless).all():
        session.execute(
            update(StatementReport),
            [{"id": number, "words_key": words_key(quote)} for number, quote in found],
        )
        done += len(found)
    return done


def _same_text(session: Session, row: Article) -> int | None:
    """The origin of an article with the very same words."""
    query = (
        select(Article.origin_id)
        .where(Article.content_hash == row.content_hash, Article.id != row.id, Article.origin_id.is_not(None))
        .order_by(Article.id)
    )
    return session.scalars(query.limit(1)).first()


def find_original(session: Session, text: str, content_hash: str) -> Article | None:
    """The stored article that `text`, not stored yet, repeats: of the same words, else the nearest copy."""
    same = select(Article).where(Article.content_hash == content_hash, Article.kind == ArticleKind.ARTICLE)
    found = session.scalars(same.order_by(Article.id).limit(1)).first()
    signature = signature_of(text) if found is None else None
    if signature is None:
        return found
    near = _likeness(session, signature, len(text), other_than=None)
    best = min(near, key=lambda one: (-one[2], one[0]), default=None)
    return session.get(Article, best[0]) if best else None


def _near_copy(session: Session, row: Article, signature: Signature) -> int | None:
    """The origin of the stored near-copy that is most like it."""
    likeness: dict[int, float] = {}
    for _, origin_id, near in _likeness(session, signature, row.text_length, other_than=row.id):
        likeness[origin_id] = max(likeness.get(origin_id, 0.0), near)
    return min(likeness, key=lambda origin: (-likeness[origin], origin), default=None)


def _likeness(
    session: Session, signature: Signature, length: int, *, other_than: int | None
) -> list[tuple[int, int, float]]:
    """Stored near-copies of a text of `length` code points: id, origin, the share of runs in common."""
    shared = (
        select(ArticleBand.article_id, func.count().label("bands"))
        .where(ArticleBand.band.in_(signature.bands))
        .group_by(ArticleBand.article_id)
        .order_by(func.count().desc(), ArticleBand.article_id)
        .limit(MOST_CANDIDATES)
        .subquery()
    )
    candidates = session.execute(
        select(Article.id, Article.origin_id, Article.minhash, Article.text_length)
        .join(shared, shared.c.article_id == Article.id)
        .where(true() if other_than is None else Article.id != other_than)
    )
    found = []
    for number, origin_id, marks, other_length in candidates:
        near = similarity(signature.marks, marks) if marks else 0.0
        if origin_id is not None and is_near_copy(near, length, other_length):
            found.append((number, origin_id, near))
    return found
