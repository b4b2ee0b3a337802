"""Values as readers see them; the Jinja filters of every template."""

from collections.abc import Callable
from typing import Any

from app.domain.dates import is_edtf

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(edtf: str | None) -> str:
    """`2014-03-04` -> `4 Mar 2014`, `2012-07` -> `Jul 2012`, `2015~` -> `c. 2015`, null -> `undated`."""
    if not edtf or not is_edtf(edtf):
        return edtf or "undated"
    about = "c. " if edtf[-1] in "~?%" else ""
    parts = edtf.rstrip("~?%").split("-")
    words = [str(int(parts[2]))] if len(parts) > 2 else []
    if len(parts) > 1:
        words.append(MONTHS[int(parts[1]) - 1])
    return about + " ".join([*words, parts[0]])


FILTERS: dict[str, Callable[..., Any]] = {"day_words": day_words}
