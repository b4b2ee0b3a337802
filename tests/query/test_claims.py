"""The rule of what is known: now, and as known on a day."""

from datetime import date

import pytest

from app.domain.dates import first_day
from app.domain.kinds import ArticleKind, ClaimProperty, Origin, ReviewState
from app.domain.quantities import number_range
from app.query.claims import ClaimRow, disagreements, known
from app.query.sources import SourceRow
from app.resolve.claim_rules import Criterion, disagree, order

SOURCE = SourceRow(
    1, 1, ArticleKind.ARTICLE, "https://example.org/a", "A title", "en", "2020", "A paper", False
)


def claim(
    number: int,
    value: str,
    as_of: str | None,
    *,
    reliability: str | None = None,
    credibility: int | None = None,
    computed: bool = False,
    origin: Origin = Origin.SEED,
    review: ReviewState = ReviewState.ACCEPTED,
    what: ClaimProperty = ClaimProperty.PERSONNEL,
    pin: str | None = None,
) -> ClaimRow:
    low, high = number_range(value) if what is ClaimProperty.PERSONNEL else (None, None)
    return ClaimRow(
        number,
        1,
        what,
        value,
        low,
        high,
        as_of,
        first_day(as_of) if as_of else None,
        None,
        computed,
        credibility,
        reliability,
        origin,
        review,
        None,
        None,
        value,
        SOURCE,
        pin,
    )


def said(claims: list[ClaimRow], on: date | None = None) -> str | None:
    answer = known(claims, ClaimProperty.PERSONNEL, on)
    return answer.claim.value if answer else None


EXTRACTED = {"origin": Origin.EXTRACTED, "review": ReviewState.UNREVIEWED}
DECADE = [claim(1, "7500", "2006-11"), claim(2, "6000", "2014-08"), claim(3, "7000", "2022-09")]


@pytest.mark.parametrize(
    ("claims", "on", "value"),
    [
        pytest.param(DECADE, None, "7000", id="the latest as-of wins"),
        pytest.param(DECADE, date(2015, 9, 30), "6000", id="the latest by that day"),
        pytest.param(DECADE, date(2014, 8, 1), "6000", id="a month counts from its first day"),
        pytest.param(DECADE, date(2006, 10, 31), None, id="nothing was known yet"),
        pytest.param([*DECADE, claim(4, "5500", None)], None, "7000", id="a date beats none"),
        pytest.param([claim(4, "5500", None)], None, "5500", id="undated is better than nothing"),
        pytest.param([claim(4, "5500", None)], date(2020, 1, 1), None, id="undated has no day"),
        pytest.param(
            [*DECADE, claim(4, "9", "2025", **EXTRACTED)], None, "7000", id="a person stands behind it"
        ),
        pytest.param(
            [claim(4, "9", "2025", **EXTRACTED)], None, "9", id="as extracted where there is no other"
        ),
        pytest.param(
            [claim(4, "9", "2025", review=ReviewState.REJECTED)], None, None, id="never the rejected"
        ),
        pytest.param(
            [claim(1, "1", "2020", reliability="B"), claim(2, "2", "2020", reliability="D")],
            None,
            "1",
            id="ties go to the more reliable publisher",
        ),
        pytest.param(
            [claim(1, "1", "2020", reliability="F"), claim(2, "2", "2020")],
            None,
            "1",
            id="a grade beats none",
        ),
        pytest.param(
            [claim(1, "1", "2020", credibility=2), claim(2, "2", "2020", reliability="A")],
            None,
            "1",
            id="credibility before reliability",
        ),
        pytest.param(
            [claim(1, "1", "2020"), claim(2, "2", "2020", computed=True)], None, "1", id="said beats computed"
        ),
        pytest.param(
            [*DECADE, claim(4, "9", "1999", pin="It is.")], None, "9", id="a pin beats a later date"
        ),
        pytest.param(
            [*DECADE, claim(4, "9", "1999", pin="It is.", **EXTRACTED)], None, "9", id="a pin beats a review"
        ),
        pytest.param(
            [*DECADE, claim(4, "9", "1999", pin="It is.")], date(2015, 1, 1), "6000", id="a pin is about now"
        ),
        pytest.param(
            [*DECADE, claim(4, "9", "1999", pin="It is.", review=ReviewState.REJECTED)],
            None,
            "7000",
            id="a pin does not bring back the rejected",
        ),
        pytest.param(
            [claim(1, "1", "2020", pin="It is."), claim(2, "2", "2019", pin="Two bases were merged.")],
            None,
            "1",
            id="of two pins the rest decides",
        ),
    ],
)
def test_known(claims: list[ClaimRow], on: date | None, value: str | None) -> None:
    assert said(claims, on) == value
    assert said(claims[::-1], on) == value, "the order of the rows must not matter"


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        pytest.param([claim(1, "5", "2020")], None, id="the only one"),
        pytest.param([claim(1, "5", "2020"), claim(2, "5", "2021")], None, id="all say the same"),
        pytest.param([claim(1, "5", "2020", pin="It is.")], Criterion.PINNED, id="pinned, and alone"),
        pytest.param([*DECADE, claim(4, "9", "1999", pin="It is.")], Criterion.PINNED, id="pinned"),
        pytest.param(
            [claim(1, "9", "1999"), claim(2, "5", "2020", **EXTRACTED)], None, id="what is not counted"
        ),
        pytest.param(DECADE, Criterion.AS_OF, id="newer"),
        pytest.param(
            [claim(1, "1", "2020", credibility=2), claim(2, "2", "2020", credibility=3)],
            Criterion.CREDIBILITY,
            id="more credible",
        ),
        pytest.param(
            [claim(1, "1", "2020", reliability="B"), claim(2, "2", "2020")],
            Criterion.RELIABILITY,
            id="more reliable",
        ),
        pytest.param(
            [claim(1, "1", "2020"), claim(2, "2", "2020", computed=True)], Criterion.SOURCED, id="said"
        ),
        pytest.param([claim(1, "1", "2020"), claim(2, "2", "2020")], Criterion.RECORDED, id="recorded later"),
    ],
)
def test_why(claims: list[ClaimRow], why: Criterion | None) -> None:
    answer = known(claims, ClaimProperty.PERSONNEL)
    assert answer is not None
    assert answer.why is why


def test_every_criterion_has_its_place_in_the_data() -> None:
    assert set(order()) == set(Criterion)
    assert order()[:3] == (Criterion.PINNED, Criterion.REVIEWED, Criterion.AS_OF)


STATUS, STAY, OPENED = ClaimProperty.STATUS, ClaimProperty.LEASE_EXPIRES, ClaimProperty.OPENED


@pytest.mark.parametrize(
    ("what", "one", "other", "expected"),
    [
        pytest.param(
            ClaimProperty.PERSONNEL, ("4245", "2011-06"), ("5000", "2011-06"), True, id="two figures"
        ),
        pytest.param(
            ClaimProperty.PERSONNEL, ("4245", "2011-06"), ("5000", "2011"), True, id="a date that holds it"
        ),
        pytest.param(
            ClaimProperty.PERSONNEL, ("7500", "2006-11"), ("6000", "2014-08"), False, id="years apart"
        ),
        pytest.param(
            ClaimProperty.PERSONNEL, ("7500", None), ("6000", "2014-08"), False, id="no telling when"
        ),
        pytest.param(ClaimProperty.PERSONNEL, ("7500", None), ("6000", None), True, id="both undated"),
        pytest.param(
            ClaimProperty.PERSONNEL,
            ("4000-5000", "2011"),
            ("4245", "2011"),
            False,
            id="a range that holds it",
        ),
        pytest.param(ClaimProperty.PERSONNEL, ("up to 5000", "2011"), ("4245", "2011"), False, id="up to"),
        pytest.param(
            ClaimProperty.PERSONNEL, ("more than 5000", "2011"), ("4245", "2011"), True, id="more than"
        ),
        pytest.param(ClaimProperty.PERSONNEL, ("a few", "2011"), ("4245", "2011"), False, id="no figure"),
        pytest.param(STAY, ("2042", "2012"), ("2042-10-05", "2012"), False, id="a year that holds the day"),
        pytest.param(STAY, ("2042", "2012"), ("2049", "2012-10"), True, id="two ends"),
        pytest.param(STAY, ("2017", "1997"), ("2042", "2010"), False, id="an extension"),
        pytest.param(OPENED, ("1964", "1980"), ("1969", "2024"), True, id="what does not change"),
        pytest.param(STATUS, ("active", "2025-01-24"), ("closed", "2025-01"), True, id="open or closed"),
        pytest.param(STATUS, ("withdrawn", "2025-01-24"), ("closed", "2025-01"), False, id="much the same"),
        pytest.param(
            STATUS, ("active", "2021-05"), ("withdrawn", "2024-05"), False, id="it was withdrawn later"
        ),
        pytest.param(
            ClaimProperty.EQUIPMENT, ("18 MiG-29", "2020"), ("S-300", "2020"), False, id="side by side"
        ),
    ],
)
def test_disagree(
    what: ClaimProperty, one: tuple[str, str | None], other: tuple[str, str | None], expected: bool
) -> None:
    first, second = claim(1, *one, what=what), claim(2, *other, what=what)
    assert disagree(first, second) is expected
    assert disagree(second, first) is expected
    assert bool(disagreements([first, second])) is expected


def test_what_disagrees_is_shown_beside_it() -> None:
    claims = [
        claim(1, "4245", "2011-06"),
        claim(2, "5000", "2011-06"),
        claim(3, "5000", "2011-06"),
        *DECADE[:1],
    ]
    answer = known(claims, ClaimProperty.PERSONNEL)
    assert answer is not None
    assert answer.claim.id == 3
    assert [other.value for other in answer.against] == ["4245"], (
        "neither agreement nor another date is against it"
    )
    found = disagreements(claims)[ClaimProperty.PERSONNEL]
    assert ([one.id for one in found.claims], found.sayings) == ([1, 2, 3], 2)
