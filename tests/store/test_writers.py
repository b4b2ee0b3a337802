"""Two processes write at once: what one of them stored, the other goes by."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from time import monotonic
from typing import TypeVar

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session, sessionmaker

from app.clean import content_hash
from app.clean.article import CleanArticle
from app.domain.errors import InputError
from app.extract.findings import Findings
from app.store.engine import session_factory, transaction
from app.store.joins import join_statements
from app.store.models import Article, Statement
from app.store.save import save_article
from app.store.versions import bump_data_version
from tests.factories import make_official, make_statement
from tests.resolve.test_origins import STORY

pytestmark = pytest.mark.parametrize(
    "backend", ["postgres"], indirect=True
)  # SQLite has one writer at a time

Result = TypeVar("Result")
PATIENCE = 20.0  # seconds


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    factory = session_factory(engine)
    with transaction(factory) as session:
        bump_data_version(session)
    return factory


def while_writing(
    sessions: sessionmaker[Session],
    first: Callable[[Session], object],
    second: Callable[[Session], Result],
) -> Future[Result]:
    """`second` in a transaction that goes as far as it can before the one of `first` is committed."""

    def other() -> Result:
        with transaction(sessions) as session:
            return second(session)

    with ThreadPoolExecutor(1) as pool:
        with transaction(sessions) as session:
            first(session)
            found = pool.submit(other)
            until = monotonic() + PATIENCE
            waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
            while not found.done() and not session.scalar(waiting) and monotonic() < until:
                pass
        return found


def test_prints_of_one_text_that_are_stored_at_once_share_an_origin(sessions: sessionmaker[Session]) -> None:
    article = CleanArticle(
        title="No base",
        url="https://first.example/a",
        publisher=None,
        published="2023-06-06",
        language="en",
        text=STORY,
        content_hash=content_hash(STORY),
    )
    reprint = replace(article, url="https://second.example/b")
    while_writing(
        sessions,
        lambda session: save_article(session, article, Findings(), actor="anna"),
        lambda session: save_article(session, reprint, Findings(), actor="boris"),
    ).result()
    with sessions() as session:
        stored = session.execute(select(Article.url, Article.origin_id)).all()
        assert len(stored) == 2
        assert len({origin for _, origin in stored}) == 1


def test_of_two_statements_that_are_joined_each_into_the_other_one_stands(
    sessions: sessionmaker[Session],
) -> None:
    with transaction(sessions) as session:
        official = make_official(session)
        one, other = (make_statement(session, official=official).id for _ in range(2))
    second = while_writing(
        sessions,
        lambda session: join_statements(session, one, other, actor="anna"),
        lambda session: join_statements(session, other, one, actor="boris"),
    )
    assert isinstance(second.exception(), InputError)
    with sessions() as session:
        standing = session.scalars(select(Statement.id).where(Statement.joined_into_id.is_(None))).all()
        assert standing == [one]
