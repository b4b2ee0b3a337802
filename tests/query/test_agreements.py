"""Agreements: filters, both orders of the list, and one agreement with what stands near it."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.domain.kinds import AgreementKind, AgreementStatus, ReviewState, StatementTopic
from app.query.agreements import AgreementFilter, count_agreements, facet, get_agreement, list_agreements
from app.query.page import DayKey
from app.store.search_index import index_records
from tests.factories import make_agreement, make_base, make_statement
from tests.query.counting import queries_of

AGREEMENT = StatementTopic.AGREEMENT


@pytest.fixture
def treaties(session: Session) -> None:
    tartus = make_base(session, "Tartus", country="SY")
    make_agreement(
        session,
        "Lease of the pier",
        parties=["RU", "SY"],
        signed="2017-01-18",
        expires="2066",
        bases=[tartus],
    )
    make_agreement(
        session,
        "Air defence accord",
        parties=["RU", "AM"],
        kind=AgreementKind.AIR_DEFENCE,
        status=AgreementStatus.RATIFIED,
        signed="2015-12",
        expires="2030-06-01",
    )
    make_agreement(session, "Garrison treaty", parties=["RU", "TJ"], signed="2012-10-05", expires="2042")
    gone = make_agreement(session, "A draft", signed="2020")
    gone.review = ReviewState.REJECTED
    session.flush()
    index_records(session, "agreement")


@pytest.mark.usefixtures("treaties")
@pytest.mark.parametrize(
    ("where", "titles"),
    [
        pytest.param(
            AgreementFilter(),
            ["Lease of the pier", "Air defence accord", "Garrison treaty"],
            id="newest first",
        ),
        pytest.param(AgreementFilter(country="AM"), ["Air defence accord"], id="party"),
        pytest.param(
            AgreementFilter(kind=AgreementKind.BASING), ["Lease of the pier", "Garrison treaty"], id="kind"
        ),
        pytest.param(AgreementFilter(status=AgreementStatus.RATIFIED), ["Air defence accord"], id="status"),
        pytest.param(AgreementFilter(words="Tartus"), ["Lease of the pier"], id="by a base"),
        pytest.param(
            AgreementFilter(expiring_from=date(2026, 1, 1), expiring_to=date(2050, 1, 1)),
            ["Air defence accord", "Garrison treaty"],
            id="expiring, the soonest first",
        ),
    ],
)
def test_filter(session: Session, where: AgreementFilter, titles: list[str]) -> None:
    assert [row.title for row in list_agreements(session, where).rows] == titles
    assert count_agreements(session, where) == len(titles)


@pytest.mark.parametrize("where", [AgreementFilter(), AgreementFilter(expiring_to=date(2100, 1, 1))])
def test_pages_repeat_and_skip_nothing(session: Session, where: AgreementFilter) -> None:
    for number in range(5):
        make_agreement(session, f"Accord {number}")
    seen: list[str] = []
    after: DayKey | None = None
    while True:
        page = list_agreements(session, where, after=after, limit=2)
        seen += [row.title for row in page.rows]
        if page.after is None:
            break
        assert isinstance(page.after, DayKey)
        after = page.after
    assert sorted(seen) == [f"Accord {n}" for n in range(5)]


@pytest.mark.usefixtures("treaties")
def test_facets(session: Session) -> None:
    assert facet(session, AgreementFilter(kind=AgreementKind.BASING), "kind") == [
        ("basing", None, 2),
        ("air_defence", None, 1),
    ]
    assert ("AM", "Armenia", 1) in facet(session, AgreementFilter(), "country")


@pytest.mark.usefixtures("treaties")
def test_the_page_of_one(session: Session) -> None:
    make_statement(session, "The lease stands.", topic=AGREEMENT, countries=["SY"])
    make_statement(session, "Another matter.", topic=StatementTopic.OTHER, countries=["SY"])
    make_agreement(session, "Earlier lease of the pier", parties=["RU", "SY"], signed="1971")
    page = get_agreement(session, "lease-of-the-pier")
    assert page is not None
    assert page.bases == (("tartus", "Tartus", "active"),)
    assert [row.quote for row in page.statements] == ["The lease stands."]
    assert page.reports[0].signed == "2017-01-18"
    assert page.reports[0].excerpt.quote
    assert page.related == ()
    assert get_agreement(session, "a-draft") is None


@pytest.mark.usefixtures("treaties")
def test_queries_are_bounded(session: Session, engine: Engine) -> None:
    with queries_of(engine) as seen:
        list_agreements(session, AgreementFilter())
    assert len(seen) <= 3
    with queries_of(engine) as seen:
        get_agreement(session, "lease-of-the-pier")
    assert len(seen) <= 13
