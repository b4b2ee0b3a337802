"""What was known of a base on a day: nothing before it is dated, nothing of what is newer."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.domain.kinds import BaseStatus, ClaimProperty
from app.query.bases import BaseFilter
from app.query.presence import Basis, Presence, all_on, changed, list_dated, presence_on
from tests.factories import make_agreement, make_base, make_claim

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def on(session: Session, day: str) -> Presence | None:
    (base,) = list_dated(session, BaseFilter())
    return presence_on(base, date.fromisoformat(day))


def test_a_status_holds_from_its_day_until_the_next(session: Session) -> None:
    base = make_base(session, "Kant", status=BaseStatus.WITHDRAWN)
    make_claim(session, base, ClaimProperty.STATUS, "planned", as_of="2003-05")
    make_claim(session, base, ClaimProperty.STATUS, "active", as_of="2003-10-23")
    make_claim(session, base, ClaimProperty.PERSONNEL, "500", as_of="2009")
    make_claim(session, base, ClaimProperty.STATUS, "withdrawn", as_of="2020")
    told = [(found.status, found.as_of) if (found := on(session, day)) else None for day in (
        "2003-04-30", "2003-05-31", "2003-10-23", "2019-12-31", "2020-01-01",
    )]  # fmt: skip
    assert told == [
        None,
        (BaseStatus.PLANNED, "2003-05"),
        (BaseStatus.ACTIVE, "2003-10-23"),
        (BaseStatus.ACTIVE, "2003-10-23"),
        (BaseStatus.WITHDRAWN, "2020"),
    ]
    later, earlier = on(session, "2010-01-01"), on(session, "2008-12-31")
    assert later is not None
    assert later.personnel is not None
    assert later.personnel.value == "500"
    assert later.source is not None
    assert earlier is not None
    assert earlier.personnel is None, "the figure is of 2009"


def test_opening_and_closing_on_record_bound_it(session: Session) -> None:
    make_base(session, "Gabala", status=BaseStatus.CLOSED, opened="1985", closed="2012-12")
    found = [on(session, day) for day in ("1984-12-31", "1991-12-31", "2012-11-30", "2012-12-31")]
    assert [one and (one.status, one.basis) for one in found] == [
        None,
        (BaseStatus.ACTIVE, Basis.OPENED),
        (BaseStatus.ACTIVE, Basis.OPENED),
        (BaseStatus.CLOSED, Basis.CLOSED),
    ]


def test_who_counts_men_there_says_that_it_stands_but_not_of_what_was_only_proposed(session: Session) -> None:
    real = make_base(session, "Sambuli", status=BaseStatus.ACTIVE)
    paper = make_base(session, "Port", status=BaseStatus.PROPOSED)
    for base in (real, paper):
        make_claim(session, base, ClaimProperty.PERSONNEL, "300", as_of="2014")
    shown = all_on(list_dated(session, BaseFilter()), date(2014, 12, 31))
    assert [(one.base.name, one.basis) for one in shown] == [("Sambuli", Basis.FIGURE)]


def test_crimea_was_not_disputed_before_it_was_taken(session: Session) -> None:
    make_base(session, "Kacha", status=BaseStatus.DISPUTED, territory="UA-CRI", opened="1912")
    assert [one and one.status for one in (on(session, "2013-12-31"), on(session, "2014-12-31"))] == [
        BaseStatus.ACTIVE,
        BaseStatus.DISPUTED,
    ]


def test_what_carries_no_date_is_placed_nowhere(session: Session) -> None:
    base = make_base(session, "Undated")
    make_claim(session, base, ClaimProperty.STATUS, "active", as_of=None)
    (found,) = list_dated(session, BaseFilter())
    assert not found.is_dated
    assert presence_on(found, date(2026, 1, 1)) is None


def test_what_changed_between_two_days(session: Session) -> None:
    base = make_base(session, "Kant", status=BaseStatus.ACTIVE, opened="2003")
    make_claim(session, base, ClaimProperty.STATUS, "suspended", as_of="2010")
    bases = list_dated(session, BaseFilter())
    years = [all_on(bases, date(year, 12, 31)) for year in (2002, 2003, 2009, 2010)]
    assert [(was, now.status) for was, now in changed(years[0], years[1])] == [(None, BaseStatus.ACTIVE)]
    assert changed(years[1], years[2]) == []
    (step,) = changed(years[2], years[3])
    assert step[0] is not None
    assert (step[0].status, step[1].status) == (BaseStatus.ACTIVE, BaseStatus.SUSPENDED)


def test_an_agreement_shows_that_a_base_stood_while_it_was_in_force(session: Session) -> None:
    base = make_base(session, "Balkhash", status=BaseStatus.CLOSED)
    make_agreement(session, "Lease", bases=[base], signed="1995-01-20", expires="2020-06-10")
    found = [on(session, day) for day in ("1995-01-19", "1995-01-20", "2020-06-10", "2020-06-11")]
    assert [one and (one.status, one.basis, one.as_of) for one in found] == [
        None,
        (BaseStatus.ACTIVE, Basis.AGREEMENT, "1995-01-20"),
        (BaseStatus.ACTIVE, Basis.AGREEMENT, "1995-01-20"),
        None,
    ]
    assert found[1] is not None
    assert found[1].source is not None
    make_claim(session, base, ClaimProperty.PERSONNEL, "600", as_of="2001")
    (figure,) = [one for one in [on(session, "2002-01-01")] if one]
    assert figure.basis is Basis.FIGURE, "a claim of the base itself goes before an agreement on it"


def test_an_agreement_on_what_was_only_proposed_places_nothing(session: Session) -> None:
    base = make_base(session, "Port", status=BaseStatus.PROPOSED)
    make_agreement(session, "Accord", bases=[base], signed="2017")
    assert on(session, "2018-01-01") is None
