"""Which of several claims comes first, by the order in data/claims.toml, and which claims disagree. Pure."""

import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar

from app.domain.dates import days_between, first_day, is_edtf, last_day
from app.domain.kinds import ClaimProperty

RULES = Path(__file__).parent / "data" / "claims.toml"
WORST_RELIABILITY = "G"  # after F: a publisher that no editor has graded
WORST_CREDIBILITY = 7  # after 6


class Criterion(StrEnum):
    """What can put one claim before another."""

    PINNED = "pinned"
    REVIEWED = "reviewed"
    AS_OF = "as_of"
    CREDIBILITY = "credibility"
    RELIABILITY = "reliability"
    SOURCED = "sourced"
    RECORDED = "recorded"


class ClaimLike(Protocol):
    """What the rules read of a claim."""

    @property
    def id(self) -> int: ...
    @property
    def what(self) -> ClaimProperty: ...
    @property
    def value(self) -> str: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...
    @property
    def as_of(self) -> str | None: ...
    @property
    def as_of_day(self) -> date | None: ...
    @property
    def is_computed(self) -> bool: ...
    @property
    def credibility(self) -> int | None: ...
    @property
    def reliability(self) -> str | None: ...
    @property
    def pin_reason(self) -> str | None: ...
    @property
    def reviewed(self) -> bool: ...


Claim = TypeVar("Claim", bound=ClaimLike)
_KEYS: dict[Criterion, Callable[[ClaimLike], int]] = {  # the higher comes first
    Criterion.PINNED: lambda claim: claim.pin_reason is not None,
    Criterion.REVIEWED: lambda claim: claim.reviewed,
    Criterion.AS_OF: lambda claim: (claim.as_of_day or date.min).toordinal(),
    Criterion.CREDIBILITY: lambda claim: -(claim.credibility or WORST_CREDIBILITY),
    Criterion.RELIABILITY: lambda claim: -ord(claim.reliability or WORST_RELIABILITY),
    Criterion.SOURCED: lambda claim: not claim.is_computed,
    Criterion.RECORDED: lambda claim: claim.id,
}


@dataclass(frozen=True, slots=True)
class _Property:
    compare: str  # figures, dates, words
    days: int | None = None
    alike: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Rules:
    order: tuple[Criterion, ...]
    properties: dict[ClaimProperty, _Property]


@cache
def _rules() -> _Rules:
    table = tomllib.loads(RULES.read_text("utf-8"))
    order = tuple(Criterion(name) for name in table.pop("order"))
    properties = {
        ClaimProperty(name): _Property(
            one["compare"], one.get("days"), tuple(map(frozenset, one.get("alike", ())))
        )
        for name, one in table.items()
    }
    return _Rules(order, properties)


def order() -> tuple[Criterion, ...]:
    """The criteria, the first one first."""
    return _rules().order


def ranked(claims: Iterable[Claim], *, without: Iterable[Criterion] = ()) -> list[Claim]:
    """The claims, the one to show first at the front; `without` leaves criteria out."""
    criteria = [one for one in order() if one not in set(without)]
    return sorted(claims, key=lambda claim: [_KEYS[one](claim) for one in criteria], reverse=True)


def why_first(claims: Sequence[Claim], *, without: Iterable[Criterion] = ()) -> Criterion | None:
    """By what the first of ranked claims is ahead of the best that says otherwise; null where none does."""
    first = claims[0]
    rival = next((one for one in claims[1:] if differ(first, one)), None)
    if rival is None:
        return Criterion.PINNED if first.pin_reason is not None and not set(without) else None
    criteria = (one for one in order() if one not in set(without))
    return next((one for one in criteria if _KEYS[one](first) > _KEYS[one](rival)), None)


def differ(one: ClaimLike, other: ClaimLike) -> bool:
    """Whether two claims of one property say different things, be it of different times."""
    return _saying(one) != _saying(other)


def disagree(one: ClaimLike, other: ClaimLike) -> bool:
    """Whether two claims of one property speak of one time and cannot both be so."""
    rule = _rules().properties.get(one.what)
    if rule is None or one.what is not other.what or not _one_time(one, other, rule.days):
        return False
    if rule.compare == "words":
        first, second = _saying(one)[0], _saying(other)[0]
        return first != second and not any({first, second} <= group for group in rule.alike)
    ranges = _figures if rule.compare == "figures" else _dates
    mine, theirs = ranges(one), ranges(other)
    return mine is not None and theirs is not None and (mine[1] < theirs[0] or theirs[1] < mine[0])


def disagreeing(claims: Iterable[Claim]) -> list[Claim]:
    """Those of one property with which another of them disagrees, in the given order."""
    found = list(claims)
    kinds = {(_saying(claim), claim.as_of): claim for claim in found}  # many sources may say one thing
    apart = {key for key, one in kinds.items() if any(disagree(one, other) for other in kinds.values())}
    return [claim for claim in found if (_saying(claim), claim.as_of) in apart]


def count_sayings(claims: Iterable[ClaimLike]) -> int:
    """How many different things claims of one property say."""
    return len({_saying(claim) for claim in claims})


def _saying(claim: ClaimLike) -> tuple[object, ...]:
    if claim.low is not None or claim.high is not None:
        return claim.low, claim.high
    return (claim.value.strip().casefold(),)


def _figures(claim: ClaimLike) -> tuple[float, float] | None:
    if claim.low is None and claim.high is None:
        return None
    low = claim.low if claim.low is not None else 0.0
    return low, claim.high if claim.high is not None else float("inf")


def _dates(claim: ClaimLike) -> tuple[float, float] | None:
    value = claim.value.strip()
    return (first_day(value).toordinal(), last_day(value).toordinal()) if is_edtf(value) else None


def _one_time(one: ClaimLike, other: ClaimLike, days: int | None) -> bool:
    if days is None:
        return True
    gap = days_between(one.as_of, other.as_of)
    if gap is None:
        return one.as_of is None and other.as_of is None
    return gap[0] <= days and gap[1] >= -days
