"""How a language ties facts to their bases and agreements, read from data/<language>/fact_grammar.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.extract.triggers import FOLDED, Triggered

_DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "ru", "es", "fr")


@dataclass(frozen=True, slots=True)
class FacilityGrammar:
    """Patterns around a facility noun; the comments in the English file say what each is for."""

    clause_break: Triggered
    sport: Triggered
    distance: Triggered
    apart: Triggered
    aside_open: Triggered
    aside: Triggered
    beside: Triggered
    elsewhere: Triggered
    origin: Triggered
    force_before: Triggered
    verb_before: Triggered
    possessive_gap: Triggered
    listed: Triggered
    no_name: Triggered
    plural: Triggered
    idiom: Triggered
    noun_phrase: Triggered
    common: Triggered
    no_modifier: Triggered
    service_after: Triggered
    of_owner: Triggered
    speaks: Triggered
    name_follows: Triggered
    away: Triggered
    for_people: Triggered


@dataclass(frozen=True, slots=True)
class ClaimGrammar:
    """Patterns around a fact."""

    number_word: Triggered
    clause: Triggered
    relative: Triggered
    place_lead: Triggered
    place_gap: Triggered
    joined: Triggered
    turn: Triggered
    list_lead: Triggered
    capacity: Triggered
    each_before: Triggered
    each_after: Triggered
    peacekeepers: Triggered


@dataclass(frozen=True, slots=True)
class DeploymentGrammar:
    """Patterns around a count of people."""

    passing: Triggered
    people_owner: Triggered
    keeps: Triggered
    host_gap: Triggered
    host_before: Triggered
    host_before_gap: Triggered
    there: Triggered
    trainers: Triggered


@dataclass(frozen=True, slots=True)
class AgreementGrammar:
    """Patterns around the noun of an agreement."""

    clause_break: Triggered
    body_after: Triggered
    term: Triggered
    term_before: Triggered
    further: Triggered
    earlier: Triggered
    definite: Triggered
    year_before: Triggered
    to_come: Triggered
    date_from: Triggered
    date_to: Triggered
    date_by: Triggered
    lease: Triggered
    lease_noun: Triggered
    lease_period: Triggered
    title_word: Triggered
    title_tail: Triggered
    title_stop: Triggered
    reported_gap: Triggered
    between: Triggered
    with_before: Triggered
    region_of: Triggered
    pair: Triggered
    several: Triggered
    ground: Triggered
    on_base: Triggered
    dated: Triggered
    own_term: Triggered


@dataclass(frozen=True, slots=True)
class FactGrammar:
    """The grammar of one language, for folded text."""

    facility: FacilityGrammar
    claims: ClaimGrammar
    deployments: DeploymentGrammar
    agreements: AgreementGrammar
    numbers: dict[str, int]  # of years, in words
    scale: dict[str, int]  # "million" -> 1,000,000
    no_towns: frozenset[str]


def language_of(language: str) -> str:
    """The language whose words are used for an ISO 639-1 language; English where there are none."""
    return language if language in LANGUAGES else "en"


@cache
def fact_grammar(language: str) -> FactGrammar:
    """The grammar of an ISO 639-1 language; English where there is none."""
    raw = tomllib.loads((_DATA / language_of(language) / "fact_grammar.toml").read_text("utf-8"))
    numbers = raw["numbers"]
    terms = dict(raw["agreements"])
    terms["term"] = terms["term"].replace("NUMBERS", "|".join(map(re.escape, numbers)))
    return FactGrammar(
        facility=FacilityGrammar(**_compiled(raw["facility"])),
        claims=ClaimGrammar(**_compiled(raw["claims"])),
        deployments=DeploymentGrammar(**_compiled(raw["deployments"])),
        agreements=AgreementGrammar(**_compiled(terms)),
        numbers=numbers,
        scale=raw["scale"],
        no_towns=frozenset(raw["words"]["no_towns"].split()),
    )


def _compiled(patterns: dict[str, str]) -> dict[str, Triggered]:
    return {name: FOLDED.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}
