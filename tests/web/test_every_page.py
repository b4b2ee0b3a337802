"""Every record of a filled site has a page that answers, and every page links only to pages that do."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store.models import Agreement, Article, Base, Country, Official, Statement

LINK = re.compile(r'\b(?:xlink:)?href="(/[^"#]*)')
LISTS = (
    "/",
    "/bases",
    "/countries",
    "/officials",
    "/statements",
    "/denials",
    "/agreements",
    "/articles",
    "/method",
    "/pictures",
    "/search?q=base",
)


@pytest.fixture(scope="module")
def backend() -> str:
    """What differs between the databases is tested by query; this is about the pages."""
    return "sqlite"


def addresses(session: Session) -> Iterator[str]:
    """Every host country and territory, and a share of what there is much of."""
    yield from (f"/bases/{slug}" for slug in session.scalars(select(Base.slug)).all()[::3])
    yield from (f"/agreements/{slug}" for slug in session.scalars(select(Agreement.slug)).all()[::4])
    hosts = session.scalars(select(Base.host_code).distinct()).all()
    territories = session.scalars(select(Base.territory_code).distinct()).all()
    yield from (f"/countries/{code}" for code in {*hosts, *territories} - {None})
    yield f"/countries/{session.scalar(select(Country.code).where(Country.code == 'NZ'))}"  # nothing on record
    yield from (f"/officials/{slug}" for slug in session.scalars(select(Official.slug)).all()[::12])
    yield from (f"/statements/{number}" for number in session.scalars(select(Statement.id)).all()[::8])
    yield from (f"/articles/{number}" for number in session.scalars(select(Article.id)).all()[::24])


def test_every_page_answers(filled_client: TestClient, filled_session: Session) -> None:
    broken = {
        address: answer.status_code
        for address in [*LISTS, *addresses(filled_session)]
        if (answer := filled_client.get(address)).status_code != 200
    }
    assert broken == {}


def test_every_link_of_the_lists_answers(filled_client: TestClient) -> None:
    linked = {link for address in LISTS for link in LINK.findall(filled_client.get(address).text)}
    # Facets multiply; one of each form of address says whether the form works.
    filters = {re.sub(r"=[^&]*", "=", link): link for link in linked if "?" in link}
    plain = [
        link for link in sorted(linked) if "?" not in link and not re.match(r"/(bases|officials)/", link)
    ]
    broken = {
        link: answer.status_code
        for link in [*plain, *filters.values()]
        if (answer := filled_client.get(link.replace("&amp;", "&"))).status_code != 200
    }
    assert broken == {}
