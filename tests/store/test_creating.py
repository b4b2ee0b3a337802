"""A person makes records of the words of an article, and takes them back; a proposed name becomes a record."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.errors import InputError, NotAllowed
from app.domain.kinds import DenialOutcome, Origin, ReviewState, UserRole
from app.domain.spans import places_of
from app.store.accepting import Seen, accept_together
from app.store.creating import Made, create_agreement, create_claim, create_statement
from app.store.models import (
    Agreement,
    AgreementReport,
    Article,
    Base,
    BaseReport,
    BaseSpelling,
    Claim,
    Evidence,
    Official,
    OfficialSpelling,
    Proposal,
    SearchDocument,
    Statement,
    StatementReport,
)
from app.store.passages import Passage, passage_of
from app.store.proposals import link_record, make_record
from app.store.records import Record
from app.store.reviewer import Reviewer, latest_revision
from app.store.reviews import edit, reject
from app.store.undo import undo
from tests.factories import (
    make_agreement,
    make_article,
    make_base,
    make_claim,
    make_country,
    make_evidence,
    make_official,
    make_statement,
)

TEXT = (
    "The garrison at Kulob holds 900 men, the ministry said.\n"
    "“We shall not leave,” Ivan Testov told reporters. “We shall not leave,” he said again.\n"
    "An accord of 2011 lets it stay for 30 years."
)
ANNA = Reviewer("anna", UserRole.EDITOR)
BORIS = Reviewer("boris", UserRole.ANALYST)
MADE = (Statement, StatementReport, Claim, BaseReport, Agreement, AgreementReport, Evidence)


def words_in(session: Session, article: Article, words: str) -> Passage:
    return passage_of(session, article.id, places_of(article.text, words)[0])


def counts(session: Session) -> dict[str, int]:
    return {
        model.__tablename__: session.scalar(select(func.count()).select_from(model)) or 0
        for model in (*MADE, Official, OfficialSpelling, Base, BaseSpelling)
    }


def add_statement(session: Session, article: Article) -> Made:
    make_official(session, "Ivan Testov", country="TJ")
    values = {
        "official": "ivan-testov",
        "kind": "denial",
        "mode": "direct",
        "topic": "withdrawal",
        "said_on": "2023-06-05",
        "countries": ["TJ"],
    }
    return create_statement(session, words_in(session, article, "We shall not leave"), values, by=ANNA)


def add_claim(session: Session, article: Article) -> Made:
    base = make_base(session, "Kulob garrison")
    values = {"base": base.slug, "property": "personnel", "value": "900", "as_of": "2023-06"}
    return create_claim(session, words_in(session, article, "holds 900 men"), values, by=ANNA)


def add_agreement(session: Session, article: Article) -> Made:
    make_country(session, "RU")
    values = {
        "title": "Accord on Kulob",
        "kind": "basing",
        "status": "in_force",
        "signed": "2011",
        "term_years": "30",
        "parties": "RU TJ",
    }
    return create_agreement(session, words_in(session, article, "An accord of 2011"), values, by=ANNA)


def add_report(session: Session, article: Article) -> Made:
    held = make_agreement(session, "Known accord")
    passage = words_in(session, article, "An accord of 2011")
    return create_agreement(session, passage, {"agreement": held.slug, "signed": "2011"}, by=ANNA)


@pytest.mark.parametrize("add", [add_statement, add_claim, add_agreement, add_report])
def test_what_a_person_adds_is_one_revision_and_goes_without_a_trace(
    session: Session, add: Callable[[Session, Article], Made]
) -> None:
    make_country(session, "TJ")
    article = make_article(session, TEXT)
    session.commit()
    record, revision = add(session, article)
    session.commit()
    row: Any = session.get_one(record.model, record.id)
    assert row.review is ReviewState.ACCEPTED
    assert latest_revision(session, record) == revision
    with_it = counts(session)
    undo(session, revision, by=ANNA)
    session.commit()
    assert session.get(record.model, record.id) is None
    gone = {name for name, count in counts(session).items() if count < with_it[name]}
    assert {record.kind, "evidence"} <= gone
    assert (
        session.scalar(
            select(SearchDocument.id).where(
                SearchDocument.record_type == record.kind, SearchDocument.record_id == record.id
            )
        )
        is None
    )


def test_a_statement_of_chosen_words_is_found_like_any_other(session: Session) -> None:
    make_country(session, "TJ")
    article = make_article(session, TEXT)
    record, _ = add_statement(session, article)
    row = session.get_one(Statement, record.id)
    assert (row.speaker, row.quote, row.outcome) == ("Ivan Testov", "We shall not leave", DenialOutcome.OPEN)
    assert (row.origin, row.confidence, row.sort_day.isoformat()) == (Origin.ANALYST, None, "2023-06-05")
    held = select(SearchDocument.record_id).where(SearchDocument.record_type == "statement")
    assert list(session.scalars(held)) == [row.id]
    with pytest.raises(InputError, match=f"these words are statement {row.id} already"):
        add_statement(session, article)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_an_analyst_adds_to_their_own_articles_alone(session: Session) -> None:
    make_country(session, "TJ")
    article = make_article(session, TEXT)
    base = make_base(session)
    passage = words_in(session, article, "900 men")
    values = {"base": base.slug, "property": "personnel", "value": "900"}
    with pytest.raises(NotAllowed, match="was added by tests"):
        create_claim(session, passage, values, by=BORIS)
    article.added_by = "boris"
    assert create_claim(session, passage, values, by=BORIS)[0].kind == "claim"
    with pytest.raises(InputError, match="property='men' is not known"):
        create_claim(session, passage, values | {"property": "men"}, by=BORIS)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_passage_is_inside_the_text_and_says_something(session: Session) -> None:
    article = make_article(session, "Ok.   Fine.")
    assert passage_of(session, article.id, places_of(article.text, "Fine")[0]).words == "Fine"
    for start, end, message in ((0, 99, "lie outside"), (3, 6, "blank"), (4, 4, "lie outside")):
        with pytest.raises(InputError, match=message):
            passage_of(session, article.id, type(places_of("a", "a")[0])(start, end))


def test_a_finding_is_moved_to_other_words_and_back(session: Session) -> None:
    article = make_article(session, TEXT)
    statement = make_statement(session, "We shall not leave", article=article)
    claim = make_claim(session, make_base(session), article=article, quote="900 men")
    session.commit()
    for record, words in (
        (Record("statement", statement.id), "he said again"),
        (Record("claim", claim.id), "30 years"),
    ):
        row: Any = session.get_one(record.model, record.id)
        old, evidence = row.evidence_id, counts(session)["evidence"]
        revision = edit(session, record, {}, by=ANNA, passage=words_in(session, article, words))
        row = session.get_one(record.model, record.id)
        assert session.get_one(Evidence, row.evidence_id).quote == words
        assert row.review is ReviewState.EDITED
        undo(session, revision, by=ANNA)
        assert session.get_one(record.model, record.id).evidence_id == old
        assert counts(session)["evidence"] == evidence
    assert session.get_one(Statement, statement.id).quote == "We shall not leave"


def propose(session: Session, article: Article, kind: str, name: str, quote: str, **details: Any) -> Proposal:
    row = Proposal(
        kind=kind,
        name=name,
        country_code="TJ",
        evidence_id=make_evidence(session, article, quote).id,
        details=details,
    )
    session.add(row)
    session.commit()
    return row


def test_a_proposed_official_is_made_and_speaks_in_the_article(session: Session) -> None:
    make_country(session, "TJ")
    article = make_article(session, TEXT)
    theirs = make_statement(session, "We shall not leave", speaker="Ivan Testov", article=article)
    other = make_statement(session, "lets it stay", speaker="Somebody", article=article)
    proposal = propose(session, article, "official", "Ivan Testov", "We shall not leave")
    before = counts(session)
    record, revision = make_record(
        session, proposal.id, {"name": "Ivan Testov", "name_ru": "Иван Тестов", "country": "TJ"}, by=ANNA
    )
    made = session.get_one(Official, record.id)
    assert (made.slug, made.review, made.origin) == ("ivan-testov", ReviewState.ACCEPTED, Origin.ANALYST)
    assert session.get_one(Statement, theirs.id).official_id == made.id
    assert session.get_one(Statement, other.id).official_id is None
    assert session.get_one(Proposal, proposal.id).details["record"] == "official:ivan-testov"
    with pytest.raises(InputError, match="was decided on before: it is official:ivan-testov"):
        make_record(session, proposal.id, {"name": "Again"}, by=ANNA)
    undo(session, revision, by=ANNA)
    session.commit()
    assert counts(session) == before
    assert session.get_one(Statement, theirs.id).official_id is None
    assert session.get_one(Proposal, proposal.id).review is ReviewState.UNREVIEWED
    make_record(session, proposal.id, {"name": "Ivan Testov"}, by=ANNA)  # and once more


def test_a_proposed_base_is_one_on_record_or_a_new_one_with_its_claims(session: Session) -> None:
    make_country(session, "TJ")
    article = make_article(session, TEXT)
    place = places_of(TEXT, "900 men")[0]
    found = {"property": "personnel", "value": "900", "as_of": None, "start": place.start, "end": place.end}
    first = propose(session, article, "base", "garrison at Kulob", "The garrison at Kulob", claims=[found])
    values = {"name": "Kulob garrison", "host_country": "TJ", "kind": "garrison", "status": "active"}
    record, revision = make_record(session, first.id, values, by=ANNA)
    claim = session.scalars(select(Claim)).one()
    assert (claim.base_id, claim.value, claim.low) == (record.id, "900", 900)
    assert session.get_one(Evidence, claim.evidence_id).quote == "900 men"
    names = select(BaseSpelling.spelling).where(BaseSpelling.base_id == record.id).order_by(BaseSpelling.id)
    assert list(session.scalars(names)) == ["Kulob garrison", "garrison at Kulob"]
    undo(session, revision, by=ANNA)
    session.commit()
    held = make_base(session, "Southern garrison")
    session.commit()
    link_record(session, first.id, held.slug, by=ANNA)
    assert session.scalars(select(Claim.base_id)).all() == [held.id]
    assert "garrison at Kulob" in session.scalars(
        select(BaseSpelling.spelling).where(BaseSpelling.base_id == held.id)
    )


def test_what_remains_is_accepted_as_it_was_seen_and_undone_at_once(session: Session) -> None:
    article = make_article(session, TEXT)
    first, second, third = (
        make_statement(session, words, article=article)
        for words in ("We shall not leave", "holds 900 men", "lets it stay")
    )
    claim = make_claim(session, make_base(session), article=article, quote="900 men")
    session.commit()
    wanted = [
        Seen(record, latest_revision(session, record))
        for record in (
            *(Record("statement", one.id) for one in (first, second, third)),
            Record("claim", claim.id),
        )
    ]
    edit(session, wanted[1].record, {"topic": "other"}, by=BORIS_EDITOR)
    reject(session, wanted[2].record, by=ANNA, reason="found twice")
    session.commit()
    done = accept_together(session, article.id, wanted, by=ANNA)
    assert done.records == (wanted[0].record, wanted[3].record)
    assert next(why for _, why in done.left).startswith("it was changed since you saw it: revision")
    assert {record.id for record, _ in done.left} == {second.id, third.id}
    assert latest_revision(session, wanted[3].record) == done.revision
    assert done.revision is not None
    undo(session, done.revision, by=ANNA)
    states = [session.get_one(Statement, one.id).review.value for one in (first, second, third)]
    assert states == ["unreviewed", "edited", "rejected"]
    assert session.get_one(Claim, claim.id).review is ReviewState.UNREVIEWED


BORIS_EDITOR = Reviewer("boris", UserRole.EDITOR)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_nobody_accepts_together_what_is_not_theirs(session: Session) -> None:
    statement = make_statement(session)
    wanted = [Seen(Record("statement", statement.id), None)]
    done = accept_together(session, statement.article_id, wanted, by=BORIS)
    assert (done.revision, done.records) == (None, ())
    assert "ask an editor" in done.left[0][1]
    with pytest.raises(InputError, match="is not accepted with the rest"):
        accept_together(session, statement.article_id, [Seen(Record("base", 1), None)], by=ANNA)
