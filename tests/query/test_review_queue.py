"""The queue is read by its indexes, and follows every act and every undo."""

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.domain.kinds import StatementKind, UserRole
from app.domain.queue import FindingKind, QueueOrder
from app.query.page import NameKey
from app.query.review_queue import QueueFilter, count_queue, list_queue, next_article
from app.store.models import Article, QueuedArticle, QueuedMark, Statement
from app.store.records import Record
from app.store.review_queue import fill_queue, refresh_queue
from app.store.reviewer import Reviewer
from app.store.reviews import accept, edit, reject
from app.store.undo import undo
from tests.factories import make_article, make_statement
from tests.query.counting import plan_of, queries_of, reads

EDDA = Reviewer("edda", UserRole.EDITOR)
ROWS = 60


def fill(session: Session) -> list[int]:
    """Articles with one statement each, of two countries in turn."""
    for number in range(ROWS):
        quote = f"Number {number} was said."
        make_statement(
            session,
            quote,
            article=make_article(session, quote),
            countries=["SY" if number % 2 else "VE"],
            kind=StatementKind.DENIAL if number % 3 else StatementKind.COMMENT,
            confidence=0.5 + number / 200,
        )
    ids = list(session.scalars(select(Article.id).order_by(Article.id)))
    refresh_queue(session, ids)
    return ids


@pytest.mark.parametrize("order", list(QueueOrder))
def test_pages_run_by_an_index_and_skip_nothing(session: Session, engine: Engine, order: QueueOrder) -> None:
    ids = fill(session)
    if engine.dialect.name == "sqlite":
        session.connection().exec_driver_sql("ANALYZE")
    shown: list[int] = []
    after: NameKey | None = None
    with queries_of(engine) as seen:
        while True:
            page = list_queue(session, QueueFilter(), order, after=after, limit=25)
            shown += [row.id for row in page.rows]
            if page.after is None:
                break
            assert isinstance(page.after, NameKey)
            after = page.after
    assert sorted(shown) == ids
    assert len(shown) == ROWS
    assert len(reads(seen)) <= 3 * 2
    sql, parameters = next(one for one in seen if "FROM queued_article" in one[0])
    if engine.dialect.name == "sqlite":
        plan = plan_of(session, sql, parameters)
        assert "TEMP B-TREE" not in plan, plan
    else:
        session.connection().exec_driver_sql("SET LOCAL enable_seqscan = off")
        session.connection().exec_driver_sql("SET LOCAL enable_sort = off")
        rows = session.connection().exec_driver_sql(f"EXPLAIN {sql}", parameters)
        plan = "\n".join(row[0] for row in rows)
        assert "queued_article" in plan
        assert "Sort Key" not in plan or "Presorted" in plan, plan


def test_filters_combine_and_count(session: Session) -> None:
    ids = fill(session)
    where = QueueFilter(country="SY", kind=FindingKind.DENIAL)
    rows = list_queue(session, where, QueueOrder.AGE, limit=100).rows
    assert [row.id for row in rows] == [one for number, one in enumerate(ids) if number % 2 and number % 3]
    assert count_queue(session, where) == (len(rows), len(rows))
    assert next_article(session, where, QueueOrder.AGE, ids[0]) == (rows[0].id, rows[0].key)
    assert next_article(session, where, QueueOrder.AGE, rows[-1].id) is None


def test_the_queue_follows_acts_and_their_undoing(session: Session) -> None:
    article = make_article(session, "One thing was said. Another was said.")
    one = make_statement(session, "One thing was said.", article=article, countries=["SY"], confidence=0.6)
    make_statement(session, "Another was said.", article=article, countries=["VE"])
    refresh_queue(session, [article.id])

    def queued() -> tuple[int, float, set[str]]:
        session.expire_all()
        row = session.get(QueuedArticle, article.id)
        marks = session.scalars(select(QueuedMark.value).where(QueuedMark.field == "country"))
        return (row.findings, row.confidence, set(marks)) if row else (0, 1.0, set(marks))

    start = queued()
    assert start == (2, 0.6, {"SY", "VE"})
    accepted = accept(session, Record("statement", one.id), by=EDDA)
    assert queued() == (1, 0.9, {"VE"})
    undo(session, accepted, by=EDDA)
    assert queued() == start
    edited = edit(session, Record("statement", one.id), {"countries": ["SY", "VE"]}, by=EDDA)
    assert queued()[0] == 1
    undo(session, edited, by=EDDA)
    rejected = reject(session, Record("article", article.id), by=EDDA, reason="a hoax")
    assert queued() == (0, 1.0, set())
    undo(session, rejected, by=EDDA)
    assert queued() == start
    session.execute(QueuedArticle.__table__.delete())
    fill_queue(session)
    assert queued() == start
    assert session.scalars(select(Statement.id)).all()
