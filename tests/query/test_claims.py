"""The rule of what is known: now, and as known on a day."""

from datetime import date

import pytest

from app.domain.dates import first_day
from app.domain.kinds import ArticleKind, ClaimProperty, Origin, ReviewState
from app.query.claims import ClaimRow, known
from app.query.sources import SourceRow

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
) -> ClaimRow:
    low = float(value) if value.isdigit() else None
    return ClaimRow(
        number,
        1,
        ClaimProperty.PERSONNEL,
        value,
        low,
        low,
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
    ],
)
def test_known(claims: list[ClaimRow], on: date | None, value: str | None) -> None:
    assert said(claims, on) == value
    assert said(claims[::-1], on) == value, "the order of the rows must not matter"


def test_disagreement_of_the_same_date_is_shown() -> None:
    answer = known(
        [claim(1, "4245", "2011-06"), claim(2, "5000", "2011-06"), claim(3, "5000", "2011-06"), *DECADE[:1]],
        ClaimProperty.PERSONNEL,
    )
    assert answer is not None
    assert answer.claim.id == 3
    assert [other.value for other in answer.against] == ["4245"], (
        "neither agreement nor another date is against it"
    )
