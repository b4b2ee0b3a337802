"""Articles: what the public may read of them, and what rests on which of their words."""

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from app.domain.kinds import ArticleKind, ReviewState
from app.domain.spans import Span
from app.query.articles import ArticleFilter, count_articles, get_article, list_articles
from app.query.excerpts import excerpt, public_passages
from app.store.models import Evidence
from app.store.search_index import index_records
from tests.factories import (
    make_agreement,
    make_article,
    make_base,
    make_claim,
    make_evidence,
    make_publisher,
    make_statement,
)
from tests.query.counting import queries_of

LONG = (
    "It rained all day. The envoy came at noon. “No troops are there,” he said. He left at once. "
    "The market was busy. Prices rose again.\nNobody knew why. A treaty was signed in 2012. It was a Friday."
)


def test_the_public_reads_what_records_rest_on_and_its_neighbours(session: Session) -> None:
    article = make_article(session, LONG)
    make_statement(session, "No troops are there,", article=article)
    make_agreement(session, article=article, quote="A treaty was signed in 2012.")
    page = get_article(session, article.id, whole=False)
    assert page is not None
    assert not page.is_whole
    assert [text for _, text in page.shown] == [
        "The envoy came at noon. “No troops are there,” he said. He left at once.",
        "Nobody knew why. A treaty was signed in 2012. It was a Friday.",
    ]
    assert all(LONG[at : at + len(text)] == text for at, text in page.shown)
    assert [(one.record_type, one.quote) for one in page.marks] == [
        ("statement", "No troops are there,"),
        ("agreement", "A treaty was signed in 2012."),
    ]


@pytest.mark.parametrize(
    ("kind", "allowed", "whole", "is_whole"),
    [
        pytest.param(ArticleKind.ARTICLE, False, False, False, id="a reader"),
        pytest.param(ArticleKind.ARTICLE, False, True, True, id="an analyst"),
        pytest.param(ArticleKind.ARTICLE, True, False, True, id="its publisher allows it"),
        pytest.param(ArticleKind.BRIEF, False, False, True, id="our brief"),
        pytest.param(ArticleKind.REFERENCE, False, False, True, id="our notes"),
    ],
)
def test_who_reads_the_whole(
    session: Session, kind: ArticleKind, allowed: bool, whole: bool, is_whole: bool
) -> None:
    publisher = make_publisher(session, full_text_allowed=allowed)
    article = make_article(session, LONG, kind=kind, publisher=publisher)
    page = get_article(session, article.id, whole=whole)
    assert page is not None
    assert page.is_whole is is_whole
    assert ("".join(text for _, text in page.shown) == LONG) is is_whole


def test_an_article_without_records_shows_the_public_nothing(session: Session) -> None:
    page = get_article(session, make_article(session, LONG).id, whole=False)
    assert page is not None
    assert page.shown == ()


def test_every_record_is_marked_once_and_the_rejected_not(session: Session) -> None:
    article = make_article(session, LONG)
    base = make_base(session)
    claim = make_claim(session, base, article=article, quote="It rained all day.")
    make_statement(session, "He left at once.", article=article, review=ReviewState.REJECTED)
    page = get_article(session, article.id, whole=False)
    assert page is not None
    assert [(one.record_type, one.href) for one in page.marks] == [
        ("claim", f"/bases/{base.slug}#claim-{claim.id}")
    ]


def test_words_that_are_not_there_any_more_are_lost_and_not_marked(session: Session) -> None:
    article = make_article(session, LONG)
    make_statement(session, "He left at once.", article=article)
    session.execute(update(Evidence).values(start_at=Evidence.start_at + 1, end_at=Evidence.end_at + 1))
    page = get_article(session, article.id, whole=False)
    assert page is not None
    assert (page.marks, len(page.lost), page.shown) == ((), 1, ())


def test_excerpts_that_touch_are_one_and_long_neighbours_are_cut() -> None:
    text = "One here. Two here. Three here. Four here."
    assert public_passages(text, [Span(0, 9), Span(20, 31)], 600) == [Span(0, len(text))]
    table = "a " * 2_000 + "evidence" + " b" * 2_000
    (cut,) = public_passages(table, [Span(4_000, 4_008)], 1_000)
    assert 4_008 - 450 < cut.start < 4_000
    assert 4_008 < cut.end < 4_500


NUMBERED = " ".join(f"Sentence number {n} says a thing of its own here." for n in range(100, 160))


@pytest.mark.parametrize("records", [1, 2, 3, 10, 60])
def test_the_public_reads_a_few_excerpts_however_much_is_on_record(session: Session, records: int) -> None:
    article = make_article(session, NUMBERED)
    quotes = NUMBERED.split(". ")
    for number in range(records):
        make_statement(session, quotes[number * (len(quotes) // records)], article=article)
    page = get_article(session, article.id, whole=False)
    assert page is not None
    assert 1 <= len(page.shown) <= 3
    assert sum(len(words) for _, words in page.shown) <= max(len(NUMBERED) // 4, 600)
    assert len(page.marks) == records
    assert page.marks_shown
    whole = get_article(session, article.id, whole=True)
    assert whole is not None
    assert whole.shown == ((0, NUMBERED),)


def test_a_record_of_most_of_an_article_is_cut_short(session: Session) -> None:
    article = make_article(session, NUMBERED)
    make_statement(session, NUMBERED[:2_000], article=article)
    page = get_article(session, article.id, whole=False)
    assert page is not None
    ((start, words),) = page.shown
    assert (start, 0 < len(words) <= len(NUMBERED) // 4) == (0, True)


def test_the_neighbours_of_a_sentence_give_way_to_the_limit() -> None:
    at = NUMBERED.index("Sentence number 110")
    quote = NUMBERED[at : at + 49]
    found = excerpt(NUMBERED, Span(at, at + 49), quote, limit=80)
    assert found.quote == quote
    assert 49 < len(found.before + found.quote + found.after) <= 80 + len("… " + " …")
    bare = excerpt(NUMBERED, Span(at, at + 49), quote, limit=10)
    assert (bare.before, bare.quote, bare.after) == ("… ", quote, " …")


def test_copies_and_the_source_of_an_origin(session: Session) -> None:
    late = make_article(session, LONG, published="2023-06-08")
    first = make_article(session, LONG, published="2023-06-06")
    undated = make_article(session, LONG, published=None)
    for article in (late, first, undated):
        article.origin_id = late.id
    session.flush()
    pages = [get_article(session, one.id, whole=False) for one in (late, first, undated)]
    assert [page.is_source for page in pages if page] == [False, True, False]
    assert [copy.article_id for copy in pages[2].copies] == [first.id, late.id]  # type: ignore[union-attr]


def test_a_suggestion_is_for_those_who_are_signed_in(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.visible.PUBLISHED_FROM", 0.5)
    article = make_article(session, LONG)
    make_statement(session, "He left at once.", article=article, confidence=0.4)
    public, whole = (get_article(session, article.id, whole=signed_in) for signed_in in (False, True))
    assert public is not None
    assert whole is not None
    assert (public.marks, public.statements) == ((), ())
    assert [one.is_suggestion for one in (*whole.marks, *whole.statements)] == [True, True]


def test_the_list_does_not_count_what_is_hidden(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.store.visible.PUBLISHED_FROM", 0.5)
    article = make_article(session, LONG)
    make_statement(session, "He left at once.", article=article, confidence=0.4)
    make_statement(session, "He", article=article, review=ReviewState.REJECTED)
    make_evidence(session, article, "left")  # of a proposal
    assert [row.records for row in list_articles(session, ArticleFilter()).rows] == [0]


def test_list_and_filters(session: Session) -> None:
    wire = make_publisher(session, "wire.example")
    old = make_article(session, LONG, publisher=wire, published="2019", title="Old")
    make_article(session, "Brief text", kind=ArticleKind.BRIEF, published="2022-05", title="Newer")
    make_statement(session, "He left at once.", article=old)
    index_records(session, "article")
    assert [(row.title, row.records) for row in list_articles(session, ArticleFilter()).rows] == [
        ("Newer", 0),
        ("Old", 1),
    ]
    for where in (
        ArticleFilter(publisher="wire.example"),
        ArticleFilter(kind=ArticleKind.ARTICLE),
        ArticleFilter(words="prices"),
    ):
        assert [row.title for row in list_articles(session, where).rows] == ["Old"]
    assert count_articles(session, ArticleFilter()) == {ArticleKind.ARTICLE: 1, ArticleKind.BRIEF: 1}
    first = list_articles(session, ArticleFilter(), limit=1)
    assert [row.title for row in list_articles(session, ArticleFilter(), after=first.after).rows] == ["Old"]  # type: ignore[arg-type]


def test_queries_are_bounded(session: Session, engine: Engine) -> None:
    article = make_article(session, LONG)
    for _ in range(5):
        make_statement(session, "He left at once.", article=article)
    with queries_of(engine) as seen:
        get_article(session, article.id, whole=False)
    assert len(seen) <= 12
    with queries_of(engine) as seen:
        list_articles(session, ArticleFilter())
    assert len(seen) <= 2
