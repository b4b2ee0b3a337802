"""Officials: the list by name with counts, and one with roles, spellings and record."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.domain.kinds import DenialOutcome, ReviewState, StatementKind
from app.query.officials import OfficialFilter, count_officials, get_official, list_officials
from app.query.page import NameKey
from app.query.search import search
from app.query.search_filter import SearchFilter
from app.store.search_index import index_records
from tests.factories import make_official, make_role, make_statement
from tests.query.counting import queries_of


@pytest.fixture
def people(session: Session) -> None:
    lavrov = make_official(session, "Sergey Lavrov", name_ru="Сергей Лавров", spellings=["Sergei Lavrov"])
    make_role(session, lavrov, "Permanent Representative", held_from="1994", held_to="2004")
    make_role(
        session, lavrov, "Minister of Foreign Affairs", held_from="2004-03", source="https://mfa.example/"
    )
    make_official(session, "Ministry of Defence of Russia", is_body=True)
    make_official(session, "Ani Badalyan", country="AM")
    make_official(session, "Nobody", review=ReviewState.REJECTED)
    make_statement(
        session, official=lavrov, kind=StatementKind.DENIAL, said_on="2015-09-10", outcome=DenialOutcome.OPEN
    )
    make_statement(session, "They stay.", official=lavrov, said_on="2019-01-01")
    make_statement(session, "They go.", official=lavrov, review=ReviewState.REJECTED)
    index_records(session, "official")


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("where", "names"),
    [
        pytest.param(
            OfficialFilter(), ["Ani Badalyan", "Ministry of Defence of Russia", "Sergey Lavrov"], id="by name"
        ),
        pytest.param(OfficialFilter(country="AM"), ["Ani Badalyan"], id="country"),
        pytest.param(OfficialFilter(is_body=True), ["Ministry of Defence of Russia"], id="offices"),
        pytest.param(OfficialFilter(is_body=False, country="RU"), ["Sergey Lavrov"], id="people"),
        pytest.param(OfficialFilter(words="Лаврова"), ["Sergey Lavrov"], id="the other script"),
        pytest.param(OfficialFilter(words="foreign affairs"), ["Sergey Lavrov"], id="words of a post"),
    ],
)
def test_filter(session: Session, where: OfficialFilter, names: list[str]) -> None:
    assert [row.name for row in list_officials(session, where).rows] == names
    assert count_officials(session, where) == len(names)


@pytest.mark.usefixtures("people")
def test_a_row_has_counts_and_the_latest_role_and_source(session: Session) -> None:
    (row,) = list_officials(session, OfficialFilter(words="Lavrov")).rows
    assert (row.statements, row.denials) == (2, 1)
    assert row.role is not None
    assert (row.role.title, row.role.source_url) == ("Minister of Foreign Affairs", "https://mfa.example/")
    assert row.latest is not None


def test_the_latest_source_is_of_the_latest_day_and_of_no_rejected_statement(session: Session) -> None:
    peskov = make_official(session, "Dmitry Peskov")
    newest = make_statement(session, "They will stay.", official=peskov, said_on="2021-05-05")
    make_statement(session, "They are there.", official=peskov, said_on="2011-01-01")  # stored later
    make_statement(session, "None.", official=peskov, said_on="2022-02-02", review=ReviewState.REJECTED)
    index_records(session, "official")
    (row,) = list_officials(session, OfficialFilter()).rows
    (hit,) = search(session, "Peskov", SearchFilter(record_type="official")).groups["official"].rows
    assert row.latest is not None
    assert hit.source is not None
    assert {row.latest.evidence_id, hit.source.evidence_id} == {newest.evidence_id}


def test_pages_by_name(session: Session) -> None:
    for number in range(5):
        make_official(session, f"Envoy {number}")
    first = list_officials(session, OfficialFilter(), limit=3)
    assert isinstance(first.after, NameKey)
    second = list_officials(session, OfficialFilter(), after=first.after, limit=3)
    assert [row.name for row in first.rows + second.rows] == [f"Envoy {n}" for n in range(5)]


@pytest.mark.usefixtures("people")
def test_the_page_of_one(session: Session) -> None:
    page = get_official(session, "sergey-lavrov")
    assert page is not None
    assert [role.title for role in page.roles] == ["Minister of Foreign Affairs", "Permanent Representative"]
    assert page.roles[1].source_url is None
    assert page.spellings == ("Sergei Lavrov",)
    assert [unit.outcome for unit in page.denials] == [DenialOutcome.OPEN]
    assert str(page.last_day) == "2019-01-01"


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("slug", ["nobody", "no-such"])
def test_no_such_official(session: Session, slug: str) -> None:
    assert get_official(session, slug) is None


@pytest.mark.usefixtures("people")
def test_queries_are_bounded(session: Session, engine: Engine) -> None:
    with queries_of(engine) as seen:
        list_officials(session, OfficialFilter())
    assert len(seen) <= 4
    with queries_of(engine) as seen:
        get_official(session, "sergey-lavrov")
    assert len(seen) <= 7
