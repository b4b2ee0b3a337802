"""The words of bases, claims and agreements, read from data/<language>/facts.toml and compiled once per language."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from app.domain.kinds import AgreementKind, AgreementStatus, BaseKind, BaseStatus
from app.extract.fact_grammar import language_of
from app.extract.triggers import FOLDED, Triggered

# A year, with what may stand before it.
_DATE = r"(?P<date>(?:[A-Za-zА-Яа-я]+\.? (?:de )?)?(?:\d{1,2},? )?(?:19|20)\d\d)(?![\d-])"
_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class FactWords:
    """Patterns of one language, for folded text; `raw` keeps the tables as read."""

    language: str
    facility: Triggered  # a facility noun with its qualifiers
    not_before: Triggered  # ends at the noun: "data base"
    not_after: Triggered
    basing: Triggered
    attacked: Triggered
    founding: Triggered
    new: Triggered
    foreign: Triggered
    owner: Triggered
    own: Triggered
    russian_peacekeepers: Triggered
    owner_after: Triggered
    hosts: Triggered
    in_place: Triggered  # ends at a place: "in the former Soviet "
    there: Triggered
    kinds: tuple[tuple[BaseKind, Triggered], ...]
    statuses: tuple[tuple[BaseStatus, Triggered], ...]
    not_people: Triggered
    until: Triggered
    lease: Triggered
    located: Triggered
    before_place: Triggered  # "the cities of"
    rent: Triggered
    rent_words: Triggered
    yearly: Triggered
    opened: tuple[Triggered, ...]
    not_opened_before: Triggered  # ends at "opened": "to be"
    moved: Triggered  # people on the move: "withdrew"
    resized: Triggered  # a size to come: "should be raised to"
    unsettled: Triggered  # terms that are only asked for or talked of
    sited: Triggered  # what can be located: the base, its people
    back_reference: Triggered  # opens a sentence: "The base's men"
    facility_in_town: Triggered  # ends at the name: "base in the port city of "
    ships: Triggered
    agreement: Triggered
    not_agreement: Triggered
    agreement_kinds: tuple[tuple[AgreementKind, Triggered], ...]
    agreement_statuses: tuple[tuple[AgreementStatus, Triggered], ...]
    not_ratified: Triggered
    raw: dict[str, Any] = field(repr=False)


@cache
def fact_words(language: str) -> FactWords:
    """The words of an ISO 639-1 language; English where there are none."""
    raw = tomllib.loads((_DATA / language_of(language) / "facts.toml").read_text("utf-8"))
    facility, claims, agreements = raw["facility"], raw["claims"], raw["agreements"]
    qualified = _qualified(facility)
    peacekeepers = "|".join(raw["kinds"]["peacekeeping"])
    return FactWords(
        language=language,
        facility=_words([qualified, *facility["plain"]]),
        not_before=FOLDED.compile(rf"(?<!\w)(?:{'|'.join(facility['not_before'])})[ -]?$", re.IGNORECASE),
        not_after=FOLDED.compile(rf"[ -](?:{'|'.join(facility['not_after'])})(?!\w)", re.IGNORECASE),
        basing=_words(facility["basing"]),
        attacked=_words(facility["attacked"]),
        founding=_words(facility["founding"]),
        new=_words(facility["new"]),
        foreign=_words(facility["foreign"]),
        owner=_words(facility["owners"]),
        own=_words(facility["own"]),
        russian_peacekeepers=FOLDED.compile(
            rf"(?<!\w)(?:{'|'.join(facility['owners'])})(?!\w) (?:[\w-]+ ){{0,2}}(?:{peacekeepers})",
            re.IGNORECASE,
        ),
        owner_after=FOLDED.compile(
            rf" (?:{facility['owner_gap']} ){{0,3}}?(?:{'|'.join(facility['owner_after'])})", re.IGNORECASE
        ),
        hosts=_words(facility["hosts"]),
        in_place=FOLDED.compile(
            rf"(?<!\w)(?:(?:{'|'.join(facility['in_place'])}) (?:[\w'-]+,? ){{0,5}}(?:{facility['elided']})?"
            rf"|{facility['elided']})$",
            re.IGNORECASE,
        ),
        there=_words(facility["there"]),
        kinds=tuple((BaseKind(kind), _part(words)) for kind, words in raw["kinds"].items()),
        statuses=tuple((BaseStatus(status), _words(words)) for status, words in raw["status"].items()),
        not_people=_words(claims["not_people"]),
        until=FOLDED.compile(
            rf"(?<!\w)(?:{'|'.join(claims['until'])}) (?:(?:the|end of|year|el|la|le|ano|annee|fin de|конца) )*"
            r"(?:\d{1,2}(?:st|nd|rd|th|er)?,? (?:de |of )?)?(?:[A-Za-zА-Яа-я]{3,10}\.?,? (?:de |of )?)?(?:\d{1,2},? )?"
            r"(?P<year>(?:19|20)\d\d)(?!\d)",
            re.IGNORECASE,
        ),
        lease=_words(claims["lease"]),
        located=_words(claims["located"]),
        before_place=FOLDED.compile(
            rf"(?:(?<!\w)(?:{'|'.join(claims['place_before'])})(?!\w),? )*", re.IGNORECASE
        ),
        rent=FOLDED.compile(claims["rent"], re.IGNORECASE),
        rent_words=_words(claims["rent_words"]),
        yearly=_words(claims["yearly"]),
        opened=tuple(
            FOLDED.compile(pattern.replace("DATE", _DATE), re.IGNORECASE) for pattern in claims["opened"]
        ),
        not_opened_before=FOLDED.compile(
            rf"(?<!\w)(?:{'|'.join(claims['not_opened_before'])}) $", re.IGNORECASE
        ),
        moved=_words(claims["moved"]),
        resized=_words(claims["resized"]),
        unsettled=_words(claims["unsettled"]),
        sited=_words([qualified, *facility["plain"], *claims["people"], *claims["sited"]]),
        back_reference=FOLDED.compile(rf"(?:{'|'.join(claims['back_reference'])})(?!\w)", re.IGNORECASE),
        facility_in_town=FOLDED.compile(
            rf"(?<!\w)(?:{'|'.join([qualified, *facility['plain']])}) (?:{claims['in_town']}) ", re.IGNORECASE
        ),
        ships=_words(claims["ships"]),
        agreement=_words(agreements["nouns"]),
        not_agreement=_words(agreements["not_nouns"]),
        agreement_kinds=tuple((AgreementKind(kind), _words(w)) for kind, w in raw["agreement_kinds"].items()),
        agreement_statuses=tuple(
            (AgreementStatus(status), _words(agreements[status]))
            for status in ("terminated", "suspended", "expired", "ratified", "in_force", "signed", "proposed")
        ),
        not_ratified=_words(agreements["not_ratified"]),
        raw=raw,
    )


def _qualified(facility: dict[str, Any]) -> str:
    """A facility noun with its qualifiers: "naval base", "base navale"."""
    qualifiers, nouns = "|".join(facility["qualifiers"]), "|".join(facility["nouns"])
    if facility.get("qualifiers_follow"):
        return f"(?:{nouns})(?: (?:{qualifiers})(?: [ye]t?(?= (?:{qualifiers})))?){{1,3}}"
    return f"(?:(?:{qualifiers})[ -](?:and )?){{1,3}}(?:{nouns})"


def _words(patterns: list[str]) -> Triggered:
    return FOLDED.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


def _part(patterns: list[str]) -> Triggered:
    return FOLDED.compile("|".join(patterns), re.IGNORECASE)
