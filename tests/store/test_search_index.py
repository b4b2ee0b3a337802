"""The documents of the search: what is in them, and that they follow their records."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.kinds import ReviewState
from app.store.models import SearchDocument
from app.store.search_index import index_records, remove_documents
from app.store.stems import stems_of, words_of
from tests.factories import make_article, make_base, make_country, make_official, make_statement


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("deployments", "deployment", id="English plural"),
        pytest.param("denied", "deny", id="English verb"),
        pytest.param("базами", "базы", id="Russian case"),
        pytest.param("Лаврова", "Лавров", id="Russian name in the genitive"),
        pytest.param("Chișinău", "Chisinau", id="accents"),
        pytest.param("Королёв", "Королев", id="yo"),
        pytest.param("Lavrov’s", "Lavrov", id="possessive"),
    ],
)
def test_forms_of_one_word_share_a_stem(one: str, other: str) -> None:
    assert stems_of(one) == stems_of(other) != []


def test_words_keep_their_place_in_the_text() -> None:
    text = "База «Хмеймим», the base"
    assert [(text[w.start : w.end]) for w in words_of(text)] == ["База", "Хмеймим", "base"]


def documents(session: Session, record_type: str) -> dict[str, SearchDocument]:
    rows = session.scalars(select(SearchDocument).where(SearchDocument.record_type == record_type))
    return {row.record_key: row for row in rows}


def test_a_statement_holds_its_names_in_both_scripts(session: Session) -> None:
    official = make_official(session, "Sergey Lavrov", name_ru="Сергей Лавров")
    base = make_base(session, "Khmeimim", country="SY", spellings=["Hmeymim"])
    make_statement(session, official=official, bases=[base], countries=["SY"])
    index_records(session, "statement")
    (document,) = documents(session, "statement").values()
    assert document.title == "Sergey Lavrov"
    assert set(stems_of("Лавров Hmeymim Сирия Syria plans")) <= set(document.stems.split())


def test_indexing_again_writes_nothing_and_a_change_is_written(session: Session) -> None:
    base = make_base(session, "Kant air base")
    assert index_records(session, "base") == 1
    assert index_records(session, "base", [base.id]) == 0
    base.summary = "Closed to visitors."
    session.flush()
    assert index_records(session, "base", [base.id]) == 1
    assert documents(session, "base")[base.slug].body == "Closed to visitors."


def test_a_rejected_statement_is_not_found_any_more(session: Session) -> None:
    kept, rejected = make_statement(session), make_statement(session, "Nothing of the kind was agreed.")
    index_records(session, "statement")
    rejected.review = ReviewState.REJECTED
    session.flush()
    assert index_records(session, "statement", [rejected.id]) == 1
    assert list(documents(session, "statement")) == [str(kept.id)]


def test_every_country_has_a_document_of_its_own(session: Session) -> None:
    for code in ("TJ", "GE-AB"):
        make_country(session, code)
    index_records(session, "country")
    assert set(documents(session, "country")) == {"TJ", "GE-AB", "GE"}
    assert remove_documents(session, "country", ["TJ"]) == 1
    assert set(documents(session, "country")) == {"GE-AB", "GE"}


def test_an_article_of_any_length_is_indexed(session: Session) -> None:
    make_article(session, "The garrison stayed. " + "word " * 30_000)
    assert index_records(session, "article") == 1
    assert "garrison" in documents(session, "article").popitem()[1].stems
