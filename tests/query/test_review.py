"""What the review of an article shows: every kind of finding, the decision that stands, what can be taken back."""

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.domain.kinds import ReviewState, UserRole
from app.query.review import Review, get_review
from app.store.models import Article, Proposal
from app.store.records import Record
from app.store.reviewer import Reviewer
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
from tests.query.counting import queries_of, reads

EDITOR = Reviewer("edith", UserRole.EDITOR)
TEXT = "At Kulob 900 men serve by an accord, the minister said. Ivan Testov was silent."


def reviewed(session: Session) -> Article:
    make_country(session, "TJ")
    article = make_article(session, TEXT)
    make_statement(
        session, "the minister said", official=make_official(session), article=article, countries=["TJ"]
    )
    make_claim(session, make_base(session, "Kulob range"), value="900", article=article, quote="900 men")
    make_agreement(session, article=article, quote="by an accord")
    evidence = make_evidence(session, article, "Ivan Testov was silent.")
    session.add(Proposal(kind="official", name="Ivan Testov", evidence_id=evidence.id, details={}))
    session.commit()
    return article


def shown(session: Session, article: Article, by: Reviewer = EDITOR) -> Review:
    found = get_review(session, article.id, by)
    assert found is not None
    return found


def test_every_kind_of_finding_in_the_order_of_the_text(engine: Engine, session: Session) -> None:
    article = reviewed(session)
    with queries_of(engine) as queries:
        review = shown(session, article)
    assert [one.kind for one in review.findings] == ["claim", "agreement_report", "statement", "proposal"]
    assert all(one.span.of(review.text) == one.quote for one in review.findings)
    assert review.findings[2].values["countries"] == ("TJ",)
    assert review.countries == {"TJ": "Tajikistan"}
    assert len(reads(queries)) <= 18
    for _ in range(3):
        make_statement(session, "the minister", speaker="Somebody", article=article, countries=["TJ"])
    with queries_of(engine) as more:
        shown(session, article)
    assert len(reads(more)) == len(reads(queries))


def test_the_decision_that_stands_is_told_and_can_be_taken_back(session: Session) -> None:
    article = reviewed(session)
    record = Record("statement", shown(session, article).findings[2].id)
    edited = edit(session, record, {"topic": "other"}, by=EDITOR)
    rejected = reject(session, record, by=Reviewer("boris", UserRole.EDITOR), reason="found twice")
    one = shown(session, article).findings[2]
    assert (one.review, one.seen) == (ReviewState.REJECTED, rejected)
    assert one.decision is not None
    assert (one.decision.actor, one.decision.reason) == ("boris", "rejected: found twice")
    last = shown(session, article).last_act
    assert last is not None
    assert (last.revision, last.records) == (edited, (one.record,))  # what edith did, not what boris did
    undone = undo(session, rejected, by=EDITOR)
    one = shown(session, article).findings[2]
    assert (one.review, one.seen) == (ReviewState.EDITED, undone)
    assert one.decision is not None
    assert one.decision.revision == edited


def test_an_analyst_decides_on_what_their_article_brought_in(session: Session) -> None:
    article = reviewed(session)
    article.added_by = "anna"
    make_statement(session, "At Kulob", speaker="Elsewhere", also_in=[article])
    session.commit()
    review = shown(session, article, Reviewer("anna", UserRole.ANALYST))
    assert {one.name for one in review.findings if not review.may_decide(one)} == {"Elsewhere"}
    nobody = shown(session, article, Reviewer("clara", UserRole.ANALYST))
    assert not nobody.may_add
    assert not any(nobody.may_decide(one) for one in nobody.findings)
