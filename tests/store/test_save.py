"""One article saved: its records, its proposals, and nothing twice."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.clean.article import CleanArticle
from app.domain.errors import StoreError
from app.domain.kinds import (
    AgreementKind,
    AgreementStatus,
    BaseKind,
    ClaimProperty,
    ReviewState,
    RunOutcome,
    StatementKind,
    StatementMode,
    StatementTopic,
)
from app.domain.spans import Span
from app.extract.findings import Findings, FoundAgreement, FoundBase, FoundClaim, FoundStatement
from app.store.models import (
    AgreementReport,
    Article,
    Base,
    Claim,
    Evidence,
    Model,
    Proposal,
    Publisher,
    Statement,
    StatementCountry,
    StatementReport,
)
from app.store.save import save_article
from tests.factories import make_agreement, make_base, make_country, make_official

TEXT = (
    "“We have no plans to build a naval base on that coast, now or later,” Ivan Petrov said on Tuesday.\n\n"
    "About 1,200 troops serve at the northern garrison. The accord of 2012 runs until 2042."
)
QUOTE = "We have no plans to build a naval base on that coast, now or later,"


def article(text: str = TEXT, **changed: object) -> CleanArticle:
    made = CleanArticle(
        title="No plans",
        url="https://news.example/a",
        publisher="news.example",
        published="2023-06-06",
        language="en",
        text=text,
        content_hash=f"hash of {text}",
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def denial(text: str = TEXT, **changed: object) -> FoundStatement:
    made = FoundStatement(
        speaker="Ivan Petrov",
        speaker_mention="Ivan Petrov",
        official="ivan-petrov",
        span=span(QUOTE, text),
        mode=StatementMode.DIRECT,
        kind=StatementKind.DENIAL,
        topic=StatementTopic.BASE,
        countries=("TJ",),
        bases=(),
        said_on="2023-06-06",
        confidence=0.9,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


@pytest.fixture
def known(session: Session) -> None:
    make_country(session, "RU")
    make_country(session, "TJ")
    make_official(session, slug="ivan-petrov", name="Ivan Petrov", country="RU")
    make_base(session, slug="northern-garrison", name="Northern garrison", country="TJ")
    make_agreement(session, slug="accord-2012", parties=["RU", "TJ"])
    session.commit()


def counts(session: Session) -> dict[str, int]:
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Model.metadata.sorted_tables
        if table.name not in {"ingest_run", "ingest_item", "data_version"}
    }


@pytest.mark.usefixtures("known")
def test_everything_found_is_stored_with_its_words(session: Session) -> None:
    personnel = FoundClaim(ClaimProperty.PERSONNEL, "1200", "2023-06-06", span("About 1,200 troops"))
    base = FoundBase(
        "northern garrison",
        "northern-garrison",
        "TJ",
        None,
        BaseKind.GARRISON,
        span("northern garrison"),
        (personnel,),
    )
    accord = FoundAgreement(
        "The accord of 2012",
        "accord-2012",
        ("RU", "TJ"),
        AgreementKind.BASING,
        AgreementStatus.IN_FORCE,
        "2012",
        "2042",
        None,
        span("The accord of 2012 runs until 2042."),
    )
    found = Findings(("RU", "TJ"), (denial(),), (base,), (accord,))
    saved = save_article(session, article(), found, actor="anna")

    assert saved.outcome is RunOutcome.ADDED
    statement = session.scalars(select(Statement)).one()
    assert (statement.quote, statement.review) == (QUOTE, ReviewState.UNREVIEWED)
    assert statement.outcome == "open"
    assert session.scalars(select(StatementCountry.country_code)).all() == ["TJ"]
    claim = session.scalars(select(Claim)).one()
    assert (claim.low, claim.high, claim.as_of) == (1200, 1200, "2023-06-06")
    assert session.scalars(select(AgreementReport.expires)).all()[-1] == "2042"
    assert session.scalars(select(Publisher.domain)).all() == ["news.example"]
    text = session.scalars(select(Article.text).where(Article.id == saved.article_id)).one()
    evidence = session.scalars(select(Evidence).where(Evidence.article_id == saved.article_id)).all()
    assert [row.quote for row in evidence] == [text[row.start_at : row.end_at] for row in evidence]
    assert len(evidence) == 4


@pytest.mark.usefixtures("known")
def test_the_same_article_again_changes_nothing(session: Session) -> None:
    found = Findings(statements=(denial(),))
    save_article(session, article(), found, actor="anna")
    session.commit()
    before = counts(session)
    again = save_article(session, article(), found, actor="boris")
    pasted = save_article(session, article(url=None), found, actor="boris")
    assert (again.outcome, pasted.outcome) == (RunOutcome.UNCHANGED, RunOutcome.UNCHANGED)
    assert counts(session) == before


@pytest.mark.usefixtures("known")
def test_another_text_under_a_stored_url_is_skipped_and_said(session: Session) -> None:
    first = save_article(session, article(), Findings(), actor="anna")
    second = save_article(session, article(TEXT + " Corrected."), Findings(), actor="anna")
    assert (second.outcome, second.article_id) == (RunOutcome.SKIPPED, first.article_id)
    assert "another text" in second.reason


@pytest.mark.parametrize("url", ["http://news.example/a", "https://www.news.example/a/"])
@pytest.mark.usefixtures("known")
def test_the_same_page_by_another_form_of_its_address_is_known(session: Session, url: str) -> None:
    first = save_article(session, article(), Findings(), actor="anna")
    again = save_article(session, article(TEXT + " Corrected.", url=url), Findings(), actor="anna")
    other = save_article(
        session, article("Another text.", url="https://news.example/ab"), Findings(), actor="anna"
    )
    assert (again.outcome, again.article_id) == (RunOutcome.SKIPPED, first.article_id)
    assert other.outcome is RunOutcome.ADDED


@pytest.mark.usefixtures("known")
def test_names_that_resolve_to_nothing_are_proposed_once(session: Session) -> None:
    stranger = denial(official=None, speaker="Pavel Sidorov")
    second = denial(official=None, speaker="Pavel Sidorov", span=span("The accord of 2012 runs until 2042."))
    camp = FoundBase("a camp in the hills", None, "TJ", None, None, span("northern garrison"))
    save_article(session, article(), Findings(statements=(stranger, second), bases=(camp,)), actor="anna")
    proposed = session.execute(select(Proposal.kind, Proposal.name).order_by(Proposal.kind)).all()
    assert [tuple(row) for row in proposed] == [
        ("base", "a camp in the hills"),
        ("official", "Pavel Sidorov"),
    ]
    assert session.scalars(select(Statement.speaker)).all() == ["Pavel Sidorov", "Pavel Sidorov"]
    assert session.scalar(select(func.count()).select_from(Base)) == 1


@pytest.mark.usefixtures("known")
def test_the_same_quotation_elsewhere_is_one_statement_with_two_reports(session: Session) -> None:
    save_article(session, article(), Findings(statements=(denial(),)), actor="anna")
    elsewhere = "A wire story. " + TEXT
    saved = save_article(
        session,
        article(elsewhere, url="https://other.example/b", publisher="other.example"),
        Findings(statements=(denial(elsewhere),)),
        actor="anna",
    )
    assert saved.outcome is RunOutcome.ADDED
    statement = session.scalars(select(Statement)).one()
    assert session.scalar(select(func.count()).select_from(StatementReport)) == 2
    assert statement.article_id != saved.article_id


@pytest.mark.usefixtures("known")
def test_other_words_of_the_same_official_stay_apart(session: Session) -> None:
    save_article(session, article(), Findings(statements=(denial(),)), actor="anna")
    other = TEXT.replace("now or later", "but talks go on")
    words = QUOTE.replace("now or later", "but talks go on")
    save_article(
        session,
        article(other, url="https://other.example/b"),
        Findings(statements=(denial(span=span(words, other)),)),
        actor="anna",
    )
    assert session.scalar(select(func.count()).select_from(Statement)) == 2


@pytest.mark.usefixtures("known")
def test_a_span_outside_the_text_stores_nothing(session: Session) -> None:
    before = counts(session)
    with pytest.raises(StoreError, match="outside"), session.begin_nested():
        save_article(session, article(), Findings(statements=(denial(span=Span(0, 10_000)),)), actor="anna")
    assert counts(session) == before
