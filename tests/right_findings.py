"""An article of our own making in which everything that was found is right: what a review is measured by."""

from sqlalchemy.orm import Session

from tests.factories import make_article, make_base, make_claim, make_official, make_statement

SENTENCES = [
    f"Point {number} of the talks is not a base, and none is planned there." for number in range(1, 21)
]


def make_right_findings(session: Session, name: str, findings: int, added_by: str) -> int:
    """An article of twenty sentences, so many of them a finding: three statements, then a claim; its number."""
    article = make_article(session, " ".join([f"{name}.", *SENTENCES]), title=name)
    article.added_by = added_by
    lavrov = make_official(session, slug="sergey-lavrov")
    base = make_base(session, f"{name} range", country="TJ")
    for number, quote in enumerate(SENTENCES[:findings]):
        if number % 4 == 3:
            make_claim(session, base, value=str(number), as_of="2023", article=article, quote=quote)
        else:
            make_statement(session, quote, official=lavrov, article=article, countries=["TJ"])
    return article.id
