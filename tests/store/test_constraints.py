"""What must be impossible to store, whoever writes: the database itself refuses it."""

from collections.abc import Callable

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.kinds import (
    BaseKind,
    BaseStatus,
    Origin,
    ReviewState,
    StatementKind,
    StatementMode,
    StatementTopic,
)
from app.store.models import Article, Base, Claim, Evidence, Statement
from tests.factories import make_article, make_base, make_statement

Refused = Callable[[Session], None]


def evidence_of(article: Article, start: int, end: int, **changed: object) -> dict[str, object]:
    return {
        "article_id": article.id,
        "text_length": article.text_length,
        "start_at": start,
        "end_at": end,
        "quote": "x" * (end - start),
    } | changed


def statement_without_evidence(session: Session) -> None:
    article = make_article(session)
    session.execute(
        insert(Statement).values(
            speaker="Dmitry Peskov",
            mode=StatementMode.INDIRECT,
            kind=StatementKind.DENIAL,
            topic=StatementTopic.BASE,
            sort_day=article.sort_day,
            article_id=article.id,
            quote="said nothing",
            is_summary=False,
            origin=Origin.EXTRACTED,
            review=ReviewState.UNREVIEWED,
        )
    )


def statement_with_evidence_of_nothing(session: Session) -> None:
    statement = make_statement(session)
    session.execute(update(Statement).where(Statement.id == statement.id).values(evidence_id=999_999))
    session.flush()
    session.commit()


def evidence_past_the_text(session: Session) -> None:
    article = make_article(session, text="Ten chars.")
    session.execute(insert(Evidence).values(**evidence_of(article, 5, 11)))


def evidence_with_a_false_text_length(session: Session) -> None:
    article = make_article(session, text="Ten chars.")
    session.execute(insert(Evidence).values(**evidence_of(article, 5, 11, text_length=20)))
    session.commit()


def evidence_that_is_empty(session: Session) -> None:
    article = make_article(session, text="Ten chars.")
    session.execute(insert(Evidence).values(**evidence_of(article, 5, 5)))


def evidence_with_another_length_than_its_quote(session: Session) -> None:
    article = make_article(session, text="Ten chars.")
    session.execute(insert(Evidence).values(**evidence_of(article, 0, 3, quote="Ten ch")))


def base_without_host_country(session: Session) -> None:
    session.execute(
        insert(Base).values(
            slug="nowhere-base",
            name="Nowhere",
            kind=BaseKind.GARRISON,
            status=BaseStatus.REPORTED,
            origin=Origin.ANALYST,
            review=ReviewState.UNREVIEWED,
        )
    )


def base_in_an_unknown_country(session: Session) -> None:
    base = make_base(session)
    session.execute(update(Base).where(Base.id == base.id).values(host_code="QQ"))
    session.commit()


def base_of_an_unknown_kind(session: Session) -> None:
    base = make_base(session)
    session.connection().exec_driver_sql(f"UPDATE base SET kind = 'castle' WHERE id = {base.id}")


def claim_without_evidence(session: Session) -> None:
    base = make_base(session)
    session.execute(
        insert(Claim).values(
            base_id=base.id,
            property="personnel",
            value="7500",
            is_computed=False,
            origin=Origin.ANALYST,
            review=ReviewState.UNREVIEWED,
        )
    )


def article_with_the_same_url(session: Session) -> None:
    first = make_article(session)
    make_article(session, text="Another text.", url=first.url)


def pasted_article_with_the_same_text(session: Session) -> None:
    first, second = make_article(session, url=None), make_article(session, url=None)
    session.execute(update(Article).where(Article.id == second.id).values(content_hash=first.content_hash))


def article_with_a_false_length(session: Session) -> None:
    article = make_article(session)
    session.execute(update(Article).where(Article.id == article.id).values(text_length=9_999))


@pytest.mark.parametrize(
    "refused",
    [
        statement_without_evidence,
        statement_with_evidence_of_nothing,
        evidence_past_the_text,
        evidence_with_a_false_text_length,
        evidence_that_is_empty,
        evidence_with_another_length_than_its_quote,
        base_without_host_country,
        base_in_an_unknown_country,
        base_of_an_unknown_kind,
        claim_without_evidence,
        article_with_the_same_url,
        pasted_article_with_the_same_text,
        article_with_a_false_length,
    ],
    ids=lambda refused: refused.__name__,
)
def test_the_database_refuses(session: Session, refused: Refused) -> None:
    with pytest.raises(IntegrityError):
        refused(session)


def test_lengths_count_code_points(session: Session) -> None:
    article = make_article(session, text="Лавров: нет — Zajárova 🛰 конец")
    start = article.text.index("Zajárova")
    session.execute(
        insert(Evidence).values(**evidence_of(article, start, len(article.text), quote=article.text[start:]))
    )
    session.commit()
    assert (
        session.query(Evidence)
        .filter_by(article_id=article.id, start_at=start)
        .one()
        .quote.endswith("🛰 конец")
    )
