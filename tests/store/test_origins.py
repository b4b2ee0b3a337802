"""Reprints share an origin, and what officials said in many places is one statement."""

import itertools
from dataclasses import replace

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.clean import content_hash
from app.clean.article import CleanArticle
from app.domain.kinds import (
    ArticleKind,
    ReviewState,
    RunOutcome,
    StatementKind,
    StatementMode,
    StatementTopic,
)
from app.domain.spans import Span
from app.extract.findings import Findings, FoundStatement
from app.store.models import (
    Article,
    ArticleBand,
    Evidence,
    Publisher,
    Statement,
    StatementApart,
    StatementReport,
)
from app.store.origins import assign_origin, fill_in
from app.store.save import Saved, save_article
from tests.factories import make_article, make_country, make_official
from tests.query.counting import plan_of, queries_of, reads
from tests.resolve.test_origins import OTHER, STORY

TOLD = "Ivan Petrov said that no base would be built on the northern coast."
QUOTE = "Nobody will ever build a naval base on that coast"
_numbers = itertools.count(1)
RUSSIAN = "Иван Петров сообщил, что на северном побережье базу строить не будут."


@pytest.fixture(autouse=True)
def known(session: Session) -> None:
    for code in ("RU", "VE"):
        make_country(session, code)
    make_official(session, slug="ivan-petrov", name="Ivan Petrov", country="RU")


def save(session: Session, text: str, *found: FoundStatement, **changed: object) -> Saved:
    """`text` at an address of its own, unless `changed` gives one."""
    number = next(_numbers)
    made = CleanArticle(
        title="No base",
        url=f"https://paper{number}.example/a",
        publisher=f"paper{number}.example",
        published="2023-06-06",
        language="en",
        text=text,
        content_hash=content_hash(text),
    )
    article = replace(made, **changed)  # type: ignore[arg-type]
    return save_article(session, article, Findings(statements=found), actor="anna")


def said(text: str, words: str, **changed: object) -> FoundStatement:
    start = text.index(words)
    made = FoundStatement(
        speaker="Ivan Petrov",
        speaker_mention="he",
        official="ivan-petrov",
        span=Span(start, start + len(words)),
        mode=StatementMode.INDIRECT,
        kind=StatementKind.DENIAL,
        topic=StatementTopic.BASE,
        countries=("VE",),
        bases=(),
        said_on="2023-06-06",
        confidence=0.8,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def origins(session: Session) -> list[int | None]:
    return list(session.scalars(select(Article.origin_id).order_by(Article.id)))


def reports(session: Session) -> list[int]:
    """How many reports each statement has."""
    homes = list(session.scalars(select(StatementReport.statement_id)))
    return [homes.count(number) for number in session.scalars(select(Statement.id).order_by(Statement.id))]


def test_the_same_text_at_another_address_is_an_article_of_the_same_origin(session: Session) -> None:
    first = save(session, STORY)
    second = save(session, STORY.upper(), url="https://mirror.example/b", publisher="mirror.example")
    assert (first.outcome, second.outcome) == (RunOutcome.ADDED, RunOutcome.ADDED)
    assert origins(session) == [first.article_id] * 2
    assert "mirror.example" in session.scalars(select(Publisher.domain)).all()


def test_near_copies_share_an_origin_and_others_do_not(session: Session) -> None:
    first = save(session, STORY)
    other = save(session, OTHER)
    save(session, ". ".join(STORY.split(". ")[:5]) + ".")
    assert origins(session) == [first.article_id, other.article_id, first.article_id]
    assert len(session.scalars(select(Article.minhash)).first() or b"") == 120


def test_short_texts_are_copies_only_if_they_are_the_same(session: Session) -> None:
    first = save(session, "No base will be built there, the minister said.")
    save(session, "NO BASE will be built there, the minister said")
    third = save(session, "No base will be built there, the president said.")
    assert origins(session) == [first.article_id, first.article_id, third.article_id]
    assert session.scalars(select(ArticleBand.band)).all() == []


def test_our_own_words_have_no_origin(session: Session) -> None:
    save(session, STORY)
    save(session, STORY, kind=ArticleKind.BRIEF.value)
    assert origins(session)[1] is None


def test_filling_in_twice_is_the_same_as_once(session: Session) -> None:
    articles = [make_article(session, text) for text in (STORY, OTHER, STORY + " Corrected.")]
    assert fill_in(session) == 3
    held = origins(session)
    assert held == [articles[0].id, articles[1].id, articles[0].id]
    bands = len(session.scalars(select(ArticleBand.band)).all())
    assert fill_in(session) == 0
    for article in articles:
        assign_origin(session, article)
    assert (origins(session), len(session.scalars(select(ArticleBand.band)).all())) == (held, bands)


def test_an_edited_reprint_reports_the_same_statement(session: Session) -> None:
    text = f"{TOLD} {STORY}"
    edited = text.replace("said that", "has said that")
    save(session, text, said(text, TOLD))
    save(session, edited, said(edited, TOLD.replace("said that", "has said that")))
    assert reports(session) == [2]


def test_a_text_that_is_no_copy_reports_its_own(session: Session) -> None:
    text, other = f"{TOLD} {STORY}", f"{TOLD} {OTHER}"
    save(session, text, said(text, TOLD))
    save(session, other, said(other, TOLD))
    assert reports(session) == [1, 1]


def test_another_language_joins_where_the_record_is_the_same(session: Session) -> None:
    save(session, f"{TOLD} {STORY}", said(f"{TOLD} {STORY}", TOLD))
    save(session, RUSSIAN, said(RUSSIAN, RUSSIAN), language="ru")
    apart = RUSSIAN + " Подробностей он не привёл."
    save(session, apart, said(apart, RUSSIAN, topic=StatementTopic.EXERCISE), language="ru")
    assert reports(session) == [2, 1]


def test_another_language_joins_nothing_where_two_would_fit(session: Session) -> None:
    second = "He added that a base was out of the question for ever."
    text = f"{TOLD} {second} {STORY}"
    save(session, text, said(text, TOLD), said(text, second))
    save(session, RUSSIAN, said(RUSSIAN, RUSSIAN), language="ru")
    assert reports(session) == [1, 1, 1]


def test_in_another_language_a_quotation_goes_with_the_quotation(session: Session) -> None:
    quoted, quoted_ru = "There will be no base on that coast, not now", "Базы на этом побережье не будет"
    text, russian = f"{TOLD} “{quoted},” he said. {STORY}", f"{RUSSIAN} «{quoted_ru}», — сказал он."
    direct = {"mode": StatementMode.DIRECT}
    save(session, text, said(text, TOLD), said(text, quoted, **direct))
    save(session, russian, said(russian, RUSSIAN), said(russian, quoted_ru, **direct), language="ru")
    assert reports(session) == [2, 2]
    for row in session.scalars(select(Statement).order_by(Statement.id)):
        words = set(
            session.scalars(
                select(Evidence.quote)
                .join(StatementReport, StatementReport.evidence_id == Evidence.id)
                .where(StatementReport.statement_id == row.id)
            )
        )
        assert words in ({TOLD, RUSSIAN}, {quoted, quoted_ru})


def test_a_joined_statement_stands_for_its_words_in_later_copies(session: Session) -> None:
    first, second = f"{TOLD} {STORY}", f"Petrov ruled out a base on the northern coast. {OTHER}"
    save(session, first, said(first, TOLD))
    save(session, second, said(second, second.partition(". ")[0]))
    kept, joined = session.scalars(select(Statement).order_by(Statement.id))
    joined.joined_into_id = kept.id
    for report in session.scalars(select(StatementReport).where(StatementReport.statement_id == joined.id)):
        report.statement_id, report.joined_from_id = kept.id, joined.id
    save(session, second, said(second, second.partition(". ")[0]))
    assert reports(session) == [3, 0]


def test_words_that_a_person_kept_apart_are_not_joined_again(session: Session) -> None:
    text = f"“{QUOTE},” he said. {STORY}"
    quoted = said(text, QUOTE, mode=StatementMode.DIRECT)
    first = save(session, text, quoted)
    (statement,) = session.scalars(select(Statement))
    (report,) = session.scalars(select(StatementReport))
    assert report.words_key is not None
    session.add(
        StatementApart(
            statement_id=statement.id,
            origin_id=first.article_id,
            words_key=report.words_key,
            decided_by="anna",
            decided_at=session.get_one(Article, first.article_id).added_at,
        )
    )
    save(session, text, quoted)
    elsewhere = f"“{QUOTE},” he said. {OTHER}"
    save(session, elsewhere, said(elsewhere, QUOTE, mode=StatementMode.DIRECT))
    assert reports(session) == [2, 1]


def test_a_reprint_of_a_rejected_statement_is_a_report_of_it(session: Session) -> None:
    text = f"{TOLD} {STORY}"
    save(session, text, said(text, TOLD))
    for row in session.scalars(select(Statement)):
        row.review = ReviewState.REJECTED
    save(session, text, said(text, TOLD))
    assert reports(session) == [2]


def test_a_rejected_statement_takes_no_report_in_another_language(session: Session) -> None:
    text = f"{TOLD} {STORY}"
    save(session, text, said(text, TOLD))
    for row in session.scalars(select(Statement)):
        row.review = ReviewState.REJECTED
    save(session, RUSSIAN, said(RUSSIAN, RUSSIAN), language="ru")
    assert reports(session) == [1, 1]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_no_table_is_read_through_to_find_a_copy(session: Session, engine: Engine) -> None:
    text = f"“{QUOTE},” he said. {STORY}"
    quoted = said(text, QUOTE, mode=StatementMode.DIRECT)
    save(session, text, quoted)
    with queries_of(engine) as seen:
        save(session, text + " Corrected.", quoted)
    looked = [(sql, given) for sql, given in seen if sql in reads(seen)]
    plans = [plan_of(session, sql, given) for sql, given in looked]
    assert (
        len(looked) <= 32
    )  # eight of them count what of the article waits for review, three look for doubles
    for table in ("article", "article_band", "statement", "statement_report", "evidence"):
        steps = [step for plan in plans for step in plan.splitlines()]
        assert [step for step in steps if step.split()[:2] == ["SCAN", table]] == []


def test_a_statement_is_as_sure_as_its_surest_report(session: Session) -> None:
    text, other = f"“{QUOTE},” he said. {STORY}", f"“{QUOTE},” he said. {OTHER}"
    for page, confidence in ((text, 0.3), (other, 0.9), (text + " Corrected.", 0.5)):
        save(session, page, said(page, QUOTE, mode=StatementMode.DIRECT, confidence=confidence))
    assert reports(session) == [3]
    assert session.scalars(select(Statement.confidence)).all() == [0.9]
