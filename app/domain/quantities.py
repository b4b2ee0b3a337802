"""Numbers in claims, kept as the source has them and read for sorting and charts."""

import re

_NUMBER = r"\d[\d,   ]*(?:\.\d+)?"
_RANGE = re.compile(rf"(?P<low>{_NUMBER})\s*(?:-|–|to|and)\s*(?P<high>{_NUMBER})")
_ONE = re.compile(
    rf"(?P<mark>>=?|<=?|over|more than|at least|up to|under|fewer than|about|some|~)?\s*(?P<number>{_NUMBER})"
)


def number_range(value: str) -> tuple[float | None, float | None]:
    """The lowest and highest number that `value` means; null where that side is open or nothing is a number.

    `7500` -> (7500, 7500), `3214-5000` -> (3214, 5000), `>5000` -> (5000, null), `up to 300` -> (null, 300).
    """
    text = value.strip().casefold()
    if (both := _RANGE.fullmatch(text)) is not None:
        low, high = _number(both["low"]), _number(both["high"])
        return (low, high) if low <= high else (high, low)
    if (one := _ONE.fullmatch(text)) is None:
        return None, None
    number = _number(one["number"])
    mark = one["mark"] or ""
    if mark.startswith(">") or mark in {"over", "more than", "at least"}:
        return number, None
    if mark.startswith("<") or mark in {"up to", "under", "fewer than"}:
        return None, number
    return number, number


def _number(text: str) -> float:
    return float(re.sub(r"[,   ]", "", text))
