"""The cues of a base's status, read from data/<language>/base_status.toml and compiled once per language."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.domain.kinds import BaseStatus
from app.extract.fact_grammar import language_of
from app.extract.fact_words import fact_words
from app.extract.triggers import FOLDED, Triggered

_DATA = Path(__file__).parent / "data"

Cues = tuple[tuple[BaseStatus, Triggered], ...]


@dataclass(frozen=True, slots=True)
class StatusWords:
    """Patterns for folded text; the comments in the file say what each is for."""

    of_object: Cues  # stand before the base
    of_subject: Cues  # stand after it
    denial: Triggered
    reversal: Triggered  # denied, it stands for its opposite
    negator: Triggered
    negated: Triggered  # a negator at the end: up to two words before the cue
    conditional: Triggered
    false_after: Triggered
    hearsay: Triggered
    clause_turn: Triggered
    that: Triggered
    no_subject_gap: Triggered
    no_object_gap: Triggered
    verb_in_gap: Triggered
    founding_verb: Triggered
    not_active_before: Triggered
    preposition_before: Triggered
    matter_before: Triggered
    noun_head: Triggered  # the facility noun itself
    noun_phrase: Triggered  # ends at a place: "the naval base in the port of "


@cache
def status_words(language: str) -> StatusWords:
    """The cues of an ISO 639-1 language; English where there are none."""
    raw = tomllib.loads((_DATA / language_of(language) / "base_status.toml").read_text("utf-8"))
    facts = fact_words(language)
    gaps = raw["gaps"]
    places = "|".join(facts.raw["facility"]["in_place"])
    before = (
        0 if facts.raw["facility"].get("qualifiers_follow") else 3
    )  # words that may stand before the noun
    elided = facts.raw["facility"]["elided"]
    return StatusWords(
        of_object=_cues(raw["object"]),
        of_subject=_cues(raw["subject"]),
        denial=_words(raw["denial"]),
        reversal=_words(raw["reversal"]),
        negator=_words(raw["negators"]),
        negated=FOLDED.compile(
            rf"(?<!\w)(?:{'|'.join(raw['negators'])})\W+(?:\w+\W+){{0,2}}$", re.IGNORECASE
        ),
        conditional=_words(raw["conditional"]),
        false_after=_words(raw["false_after"]),
        hearsay=_words(raw["hearsay"]),
        clause_turn=FOLDED.compile("|".join(raw["clause_turn"]), re.IGNORECASE),
        that=_words(gaps["that"]),
        no_subject_gap=_words(gaps["no_subject"]),
        no_object_gap=_words(gaps["no_object"]),
        verb_in_gap=FOLDED.compile(gaps["verb"], re.IGNORECASE),
        founding_verb=FOLDED.compile("|".join(gaps["founding_verb"]), re.IGNORECASE),
        not_active_before=FOLDED.compile(
            rf"(?<!\w)(?:{'|'.join(gaps['not_active_before'])})\W+(?:\w+ly )?$", re.IGNORECASE
        ),
        preposition_before=FOLDED.compile(
            rf"(?<!\w)(?:{'|'.join(gaps['prepositions'])}) (?:(?:{'|'.join(gaps['determiners'])}) )?$",
            re.IGNORECASE,
        ),
        matter_before=FOLDED.compile(
            rf"(?<!\w)(?:{'|'.join(gaps['matters'])}) (?:(?:{'|'.join(gaps['determiners'])}) )?$",
            re.IGNORECASE,
        ),
        noun_head=facts.facility,
        noun_phrase=FOLDED.compile(
            rf"(?<!\w)(?:(?:{'|'.join(gaps['determiners'])}) )?(?:[\w-]+ ){{0,{before}}}?(?:{facts.facility.pattern})"
            rf"(?: (?!(?:{places}|of) )[\w-]+){{0,2}} (?:(?:{places}|of) (?:[\w-]+ ){{0,4}}(?:{elided})?|{elided})$",
            re.IGNORECASE,
        ),
    )


def _cues(table: dict[str, list[str]]) -> Cues:
    return tuple((BaseStatus(status), _words(words)) for status, words in table.items() if words)


def _words(patterns: list[str]) -> Triggered:
    return FOLDED.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
