"""The days between two dates, in words that claim no more than the dates do. Pure."""

from app.domain.dates import Gap


def gap_words(gap: Gap | None) -> str:
    """(198, 198) -> `198 days later`, (-3, -3) -> `3 days earlier`, (5, 35) -> `5 to 35 days later`.

    A range across zero is `about the same time`; null, where a date is missing, is `date not sourced`.
    """
    if gap is None:
        return "date not sourced"
    low, high = gap
    if low == high == 0:
        return "the same day"
    if low <= 0 <= high:
        return "about the same time"
    near, far = sorted((abs(low), abs(high)))
    count = f"{near:,}" if near == far else f"{near:,} to {far:,}"
    return f"{count} {'day' if far == 1 else 'days'} {'later' if low > 0 else 'earlier'}"
