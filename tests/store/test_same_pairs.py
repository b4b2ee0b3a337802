"""Pairs that may be one: found by keys, decided once, and back after an undo."""

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.domain.errors import InputError, NotAllowed
from app.domain.kinds import PairState, UserRole
from app.query.same_pairs import count_pairs, list_pairs
from app.store.models import Article, ArticleBand, SamePair, Statement
from app.store.records import Record
from app.store.reviewer import Reviewer
from app.store.reviews import edit
from app.store.same_candidates import fill_pairs, refresh_article, refresh_names
from app.store.same_pairs import decide_pair, merge_pair, pair_of
from app.store.undo import undo
from tests.factories import make_article, make_base, make_official, make_statement
from tests.query.counting import plan_of, queries_of

EDDA = Reviewer("edda", UserRole.EDITOR)


def shown(session: Session, kind: str, state: PairState = PairState.OPEN) -> list[tuple[int, int]]:
    return [(row.one.id, row.other.id) for row in list_pairs(session, kind, state).rows]


def test_what_is_kept_apart_is_not_proposed_again(session: Session) -> None:
    one = make_official(session, "Anna Orlova")
    other = make_official(session, "Анна Орлова", slug="a-orlova")
    make_official(session, "Boris Petrov")
    fill_pairs(session)
    assert shown(session, "official") == [(one.id, other.id)]
    pair = pair_of(session, "official", "a-orlova", "anna-orlova")
    with pytest.raises(NotAllowed):
        decide_pair(session, pair, PairState.APART, by=Reviewer("alex", UserRole.ANALYST))
    apart = decide_pair(session, pair, PairState.APART, by=EDDA)
    refresh_names(session, "official", [one.id, other.id])
    assert shown(session, "official") == []
    assert shown(session, "official", PairState.APART) == [(one.id, other.id)]
    with pytest.raises(InputError, match="kept apart already"):
        decide_pair(session, pair, PairState.APART, by=EDDA)
    undo(session, apart, by=EDDA)
    assert shown(session, "official") == [(one.id, other.id)]
    assert count_pairs(session) == {("official", PairState.OPEN): 1}


def test_a_merged_pair_is_gone_and_back_after_the_undo(session: Session) -> None:
    one = make_base(session, "Karatau range")
    other = make_base(session, "Karatau test range")
    fill_pairs(session)
    pair = pair_of(session, "base", one.slug, other.slug)
    merged = merge_pair(session, pair, other.id, by=EDDA)
    assert one.joined_into_id == other.id
    assert shown(session, "base") == []
    with pytest.raises(InputError, match="was joined to base karatau-test-range before"):
        merge_pair(session, pair, other.id, by=EDDA)
    undo(session, merged, by=EDDA)
    with pytest.raises(InputError, match="was undone before"):
        undo(session, merged, by=EDDA)
    assert shown(session, "base") == [(one.id, other.id)]
    with pytest.raises(InputError, match="cannot be a pair with itself"):
        pair_of(session, "base", one.slug, one.slug)


def test_a_new_name_is_compared_at_once(session: Session) -> None:
    one, other = make_official(session, "Anna Orlova"), make_official(session, "Vera Kuznets", slug="vera")
    fill_pairs(session)
    assert shown(session, "official") == []
    revision = edit(session, Record("official", other.id), {"name": "Ann Orlova"}, by=EDDA)
    assert shown(session, "official") == [(one.id, other.id)]
    undo(session, revision, by=EDDA)
    assert session.scalars(select(SamePair)).all() == []


def test_statements_and_articles_are_compared_when_they_come(session: Session) -> None:
    speaker = make_official(session)
    first = make_statement(session, "We never asked anybody for a base there.", official=speaker)
    second = make_statement(session, "We have never asked for a base there.", official=speaker)
    make_statement(session, "The talks will go on in the capital.", official=speaker)
    articles = [
        make_article(session, f"{number} of a kind", title="One same title of two") for number in "ab"
    ]
    for row, marks in zip(articles, (b"\1" * 120, b"\1" * 60 + b"\2" * 60), strict=True):
        row.minhash, row.origin_id = marks, row.id
    session.flush()
    session.add_all([ArticleBand(band=7, article_id=row.id) for row in articles])
    refresh_article(session, articles[1].id, [7], [second.id])
    assert shown(session, "statement") == [(first.id, second.id)]
    assert shown(session, "article") == [(articles[0].id, articles[1].id)]
    pair = pair_of(session, "article", articles[0].id, articles[1].id)
    revision = merge_pair(session, pair, articles[0].id, by=EDDA)
    origins = select(Article.origin_id).where(Article.id.in_([row.id for row in articles]))
    assert session.scalars(origins).all() == [articles[0].id] * 2
    assert shown(session, "article") == []
    undo(session, revision, by=EDDA)
    assert shown(session, "article") == [(articles[0].id, articles[1].id)]
    pair = pair_of(session, "statement", first.id, second.id)
    undo(session, merge_pair(session, pair, first.id, by=EDDA), by=EDDA)
    assert session.get_one(Statement, second.id).joined_into_id is None


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_candidates_and_pages_are_read_by_indexes(session: Session, engine: Engine) -> None:
    one = make_base(session, "Karatau range")
    make_base(session, "Karatau test range")
    with queries_of(engine) as seen:
        refresh_names(session, "base", [one.id])
        list_pairs(session, "base")
    for sql, parameters in seen:
        if sql.startswith("SELECT") and ("block_key" in sql or "same_pair" in sql):
            plan = plan_of(session, sql, parameters)
            assert "SCAN block_key" not in plan, plan
            assert "SCAN same_pair" not in plan, plan
