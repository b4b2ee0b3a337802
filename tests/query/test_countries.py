"""Countries and the first page on the seeds."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.query.bases import BaseFilter, list_bases
from app.query.countries import get_country, list_countries
from app.query.home import get_home
from tests.query.counting import queries_of, reads


def test_the_list_counts_what_the_records_hold(seeded_engine: Engine, seeded_session: Session) -> None:
    with queries_of(seeded_engine) as sent:
        rows = list_countries(seeded_session)
    assert len(reads(sent)) <= 4
    armenia = next(row for row in rows if row.facts.code == "AM")
    record = get_country(seeded_session, "AM")
    assert record is not None
    assert (armenia.bases, armenia.agreements) == (record.base_count, record.agreement_count)
    assert (armenia.statements, armenia.denials) == (record.statement_count, record.denial_count)
    assert "RU" not in {row.facts.code for row in rows}


@pytest.mark.parametrize(
    ("code", "where"),
    [
        ("GE", BaseFilter(country="GE")),
        ("GE-AB", BaseFilter(territory="GE-AB")),
    ],
)
def test_a_state_has_its_territories_bases_too(seeded_session: Session, code: str, where: BaseFilter) -> None:
    record = get_country(seeded_session, code)
    assert record is not None
    assert {row.slug for row in record.bases} == {
        row.slug for row in list_bases(seeded_session, where, limit=200).rows
    }


def test_states_and_territories_name_each_other(seeded_session: Session) -> None:
    georgia, abkhazia = get_country(seeded_session, "GE"), get_country(seeded_session, "GE-AB")
    assert georgia is not None
    assert abkhazia is not None
    assert "GE-AB" in {code for code, _, _ in georgia.territories}
    assert (abkhazia.facts.parent_code, abkhazia.facts.parent_name) == ("GE", "Georgia")


def test_one_country_takes_a_bounded_number_of_queries(
    seeded_engine: Engine, seeded_session: Session
) -> None:
    with queries_of(seeded_engine) as sent:
        get_country(seeded_session, "UA")
    assert len(reads(sent)) <= 42


def test_no_such_country(seeded_session: Session) -> None:
    assert get_country(seeded_session, "QQ") is None


def test_the_first_page_is_counted_and_bounded(seeded_engine: Engine, seeded_session: Session) -> None:
    with queries_of(seeded_engine) as sent:
        home = get_home(seeded_session, date(2026, 1, 1))
    assert len(reads(sent)) <= 28
    assert home.bases == 169
    assert home.active == len(list_bases(seeded_session, BaseFilter(status="active"), limit=200).rows)
    assert 0 < home.answered < home.denials == len(home.units)
    ends = [row.expires_day for row in home.ending]
    assert all(day is not None and day >= date(2026, 1, 1) for day in ends)
    assert ends == sorted(day for day in ends if day)
    assert home.articles == [], "the seeds alone hold no article that was read"
