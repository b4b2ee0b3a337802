"""What can be followed, as one word: `country:TJ`, `official:sergey-lavrov`, `search:Ream port`, `expiry:`."""

from dataclasses import dataclass

from app.domain.errors import InputError
from app.domain.kinds import AlertSubject

MAX_KEY = 200
MONTHS = (12, 6, 1)  # before its end that an agreement is told of


@dataclass(frozen=True, slots=True)
class Subject:
    """The kind, and its code, slug or words; empty for the expiry of any agreement."""

    kind: AlertSubject
    key: str

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.key}"

    @classmethod
    def of(cls, text: str) -> "Subject":
        """Raises InputError that says how it is written."""
        kind, parted, key = text.strip().partition(":")
        key = key.strip()
        known = [one.value for one in AlertSubject]
        if kind not in known or not parted:
            raise InputError(
                f"{text[:60]!r} cannot be followed: write country:TJ, official:…, base:…, agreement:…, "
                "search:words or expiry:",
                parameter="subject",
                allowed=known,
            )
        if (not key) != (kind == AlertSubject.EXPIRY) or len(key) > MAX_KEY or not key.isprintable():
            raise InputError(
                f"{kind}: takes {'nothing' if kind == AlertSubject.EXPIRY else f'1 to {MAX_KEY} characters'} "
                "after the colon",
                parameter="subject",
            )
        return cls(AlertSubject(kind), key)
