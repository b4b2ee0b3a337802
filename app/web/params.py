"""The parameters of a list: an empty one filters nothing, an unknown word is refused with the known ones."""

from datetime import date
from enum import StrEnum
from typing import TypeVar

from app.domain.dates import first_day, is_edtf, last_day
from app.domain.errors import InputError
from app.present.format import number
from app.present.language import gettext as _

Word = TypeVar("Word", bound=StrEnum)
MOST_WORDS = 200  # characters


def choice(kind: type[Word], value: str | None, field: str) -> Word | None:
    """A word of a vocabulary, null for an empty one. Raises InputError that lists the words."""
    if not value:
        return None
    try:
        return kind(value)
    except ValueError:
        allowed = [member.value for member in kind]
        raise InputError(
            f"{field}={value[:40]!r} is not known: choose one of {', '.join(allowed)}",
            parameter=field,
            allowed=allowed,
        ) from None


def day(value: str | None, field: str) -> date | None:
    """The last day of `2015-09-30`, `2015-09` or `2015`, null for an empty one. Raises InputError."""
    if not value:
        return None
    _require_edtf(value, field)
    return last_day(value)


def first_of(value: str, field: str) -> date:
    """The first day of `2015-09-30`, `2015-09` or `2015`. Raises InputError."""
    _require_edtf(value, field)
    return first_day(value)


def _require_edtf(value: str, field: str) -> None:
    if not is_edtf(value):
        raise InputError(
            _("%(field)s=“%(value)s” is no date: write 2015-09-30, 2015-09 or 2015 (1900 to 2150).")
            % {"field": field, "value": value[:40]},
            parameter=field,
        )


def words_of(value: str | None, field: str) -> str | None:
    """Words to look for, null for none. Raises InputError for more than MOST_WORDS characters."""
    if value and len(value) > MOST_WORDS:
        raise InputError(
            _("%(field)s holds %(count)s characters, at most %(most)s are looked for: write fewer words.")
            % {"field": field, "count": number(len(value)), "most": MOST_WORDS},
            parameter=field,
        )
    return (value or "").strip() or None


def share(value: str | None, field: str) -> float | None:
    """A number from 0 to 1, null for an empty one. Raises InputError."""
    if not value or not value.strip():
        return None
    try:
        given = float(value.strip().replace(",", "."))
    except ValueError:
        given = -1.0
    if not 0 <= given <= 1:
        raise InputError(f"{field}={value[:40]!r} is no confidence: write a number from 0 to 1, such as 0.85")
    return given
