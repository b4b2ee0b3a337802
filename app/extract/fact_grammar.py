"""How a language ties facts to their bases and agreements, read from data/<language>/fact_grammar.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "ru", "es", "fr")


@dataclass(frozen=True, slots=True)
class FacilityGrammar:
    """Patterns around a facility noun; the comments in the English file say what each is for."""

    clause_break: re.Pattern[str]
    sport: re.Pattern[str]
    distance: re.Pattern[str]
    apart: re.Pattern[str]
    aside_open: re.Pattern[str]
    aside: re.Pattern[str]
    beside: re.Pattern[str]
    elsewhere: re.Pattern[str]
    origin: re.Pattern[str]
    force_before: re.Pattern[str]
    verb_before: re.Pattern[str]
    possessive_gap: re.Pattern[str]
    listed: re.Pattern[str]
    no_name: re.Pattern[str]
    plural: re.Pattern[str]
    noun_phrase: re.Pattern[str]
    no_modifier: re.Pattern[str]
    service_after: re.Pattern[str]
    speaks: re.Pattern[str]
    name_follows: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ClaimGrammar:
    """Patterns around a fact."""

    number_word: re.Pattern[str]
    clause: re.Pattern[str]
    relative: re.Pattern[str]
    place_lead: re.Pattern[str]
    place_gap: re.Pattern[str]
    joined: re.Pattern[str]
    turn: re.Pattern[str]
    peacekeepers: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class DeploymentGrammar:
    """Patterns around a count of people."""

    passing: re.Pattern[str]
    keeps: re.Pattern[str]
    host_gap: re.Pattern[str]
    there: re.Pattern[str]
    trainers: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class AgreementGrammar:
    """Patterns around the noun of an agreement."""

    clause_break: re.Pattern[str]
    body_after: re.Pattern[str]
    term: re.Pattern[str]
    term_before: re.Pattern[str]
    further: re.Pattern[str]
    earlier: re.Pattern[str]
    definite: re.Pattern[str]
    year_before: re.Pattern[str]
    to_come: re.Pattern[str]
    date_from: re.Pattern[str]
    date_to: re.Pattern[str]
    date_by: re.Pattern[str]
    lease: re.Pattern[str]
    lease_noun: re.Pattern[str]
    lease_period: re.Pattern[str]
    title_tail: re.Pattern[str]
    title_stop: re.Pattern[str]
    reported_gap: re.Pattern[str]
    between: re.Pattern[str]
    with_before: re.Pattern[str]
    region_of: re.Pattern[str]
    pair: re.Pattern[str]


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


def _compiled(patterns: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}
