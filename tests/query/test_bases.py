"""Lists of bases on the seeds, and one base."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.kinds import BaseKind, BaseStatus
from app.query.base_details import distance_km, get_base
from app.query.bases import (
    STANDING,
    STANDING_STATUSES,
    BaseFilter,
    NameKey,
    count_cells,
    facet,
    list_bases,
    list_places,
    total,
)
from tests.query.counting import queries_of, reads

SLUG = "tajikistan-201st-military-base"


def test_pages_hold_every_base_once_by_country(seeded_session: Session) -> None:
    seen, after = [], None
    while True:
        page = list_bases(seeded_session, BaseFilter(), after=after, limit=17)
        seen += page.rows
        if page.after is None:
            break
        assert isinstance(page.after, NameKey)
        after = page.after
    assert len({row.id for row in seen}) == len(seen) == total(count_cells(seeded_session), BaseFilter())
    hosts = [row.host_name for row in seen]
    assert [h for i, h in enumerate(hosts) if i == 0 or hosts[i - 1] != h] == list(dict.fromkeys(hosts)), (
        "a country comes once"
    )


@pytest.mark.parametrize(
    "where",
    [
        BaseFilter(country="TJ"),
        BaseFilter(territory="GE-AB"),
        BaseFilter(kind=BaseKind.AIR_BASE),
        BaseFilter(status="active", country="AM"),
        BaseFilter(status=STANDING),
        BaseFilter(country="XX"),
    ],
)
def test_counts_are_those_of_the_list(seeded_session: Session, where: BaseFilter) -> None:
    rows = list_bases(seeded_session, where, limit=200).rows
    assert total(count_cells(seeded_session), where) == len(rows)
    assert {place.slug for place in list_places(seeded_session, where)} <= {row.slug for row in rows}
    if where.status == STANDING:
        assert {row.status for row in rows} <= set(STANDING_STATUSES)


def test_a_facet_says_what_choosing_it_would_show(seeded_session: Session) -> None:
    cells = count_cells(seeded_session)
    counts = facet(cells, BaseFilter(country="AM", kind=BaseKind.GARRISON), "kind")
    for kind, count in counts.items():
        shown = list_bases(seeded_session, BaseFilter(country="AM", kind=BaseKind(kind)), limit=200).rows
        assert len(shown) == count


def test_every_row_has_its_source(seeded_session: Session) -> None:
    rows = list_bases(seeded_session, BaseFilter(), limit=200).rows
    assert [row.slug for row in rows if row.articles and row.source is None] == []


def test_a_key_of_no_country_is_refused(seeded_session: Session) -> None:
    with pytest.raises(InputError, match="no place in this list"):
        list_bases(seeded_session, BaseFilter(), after=NameKey("QQ Nowhere", 1))


@pytest.mark.parametrize("limit", [5, 100])
def test_a_list_takes_four_queries_however_long(
    seeded_engine: Engine, seeded_session: Session, limit: int
) -> None:
    with queries_of(seeded_engine) as sent:
        list_bases(seeded_session, BaseFilter(), limit=limit)
    assert len(reads(sent)) == 4


def test_one_base_is_whole(seeded_engine: Engine, seeded_session: Session) -> None:
    with queries_of(seeded_engine) as sent:
        record = get_base(seeded_session, SLUG)
    assert len(reads(sent)) <= 14
    assert record is not None
    assert (record.facts.host_code, record.facts.status) == ("TJ", BaseStatus.ACTIVE)
    assert record.claims
    assert record.agreements
    assert record.statements
    assert record.sources
    assert {claim.source.article_id for claim in record.claims} <= {row.article_id for row in record.sources}
    kms = [row.km for row in record.nearby]
    assert kms == sorted(kms)
    assert SLUG not in {row.place.slug for row in record.nearby}


def test_a_base_as_known_on_a_day_has_only_earlier_statements(seeded_session: Session) -> None:
    day = date(2012, 7, 16)
    now, then = get_base(seeded_session, SLUG), get_base(seeded_session, SLUG, day)
    assert now is not None
    assert then is not None
    assert 0 < then.statement_count < now.statement_count
    assert all(row.sort_day <= day for row in then.statements)


def test_no_such_base(seeded_session: Session) -> None:
    assert get_base(seeded_session, "atlantis") is None


def test_distance_of_dushanbe_and_bishkek() -> None:
    assert distance_km(68.77, 38.56, 74.59, 42.87) == pytest.approx(682, abs=10)
    assert distance_km(179.9, 0, -179.9, 0) == pytest.approx(22.2, abs=0.2), "over the date line"
