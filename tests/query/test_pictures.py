"""What pictures count, on both databases: public records alone, no date more exact than its source."""

from sqlalchemy.orm import Session

from app.domain.kinds import ReviewState, StatementKind
from app.query.pictures import count_by_day, denials_by_official
from tests.factories import make_article, make_official, make_statement


def test_statements_by_month_and_denials_by_official(session: Session) -> None:
    lavrov, shoigu = make_official(session, "Sergey Lavrov"), make_official(session, "Sergey Shoigu")
    undated = make_article(session, "Some day.", published=None)
    for n, day in enumerate(("2014-03-04", "2014-03", "2014-03-31~", "2015~")):
        make_statement(session, f"No base, {n}.", official=lavrov, kind=StatementKind.DENIAL, said_on=day)
    make_statement(session, "No troops.", official=shoigu, kind=StatementKind.DENIAL, countries=["SY"])
    make_statement(session, "Some day.", official=shoigu, said_on=None, article=undated)
    gone = make_statement(session, "Rejected.", official=shoigu, kind=StatementKind.DENIAL)
    gone.review = ReviewState.REJECTED
    session.flush()
    assert sorted(count_by_day(session), key=str) == [
        (StatementKind.COMMENT, None, 1),
        (StatementKind.DENIAL, "2014-03", 3),
        (StatementKind.DENIAL, "2015~", 1),
        (StatementKind.DENIAL, "2023-06", 1),
    ]
    assert count_by_day(session, "SY") == [(StatementKind.DENIAL, "2023-06", 1)]
    found = [(name, [unit.day for unit in units]) for _slug, name, units in denials_by_official(session)]
    assert found == [
        ("Sergey Lavrov", ["2014-03", "2014-03-04", "2014-03-31~", "2015~"]),
        ("Sergey Shoigu", ["2023-06-06"]),
    ]
