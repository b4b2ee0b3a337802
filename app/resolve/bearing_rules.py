"""The rules by which a record may bear on a denial, read from data/bearings.toml once."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from app.domain.kinds import (
    AgreementKind,
    AgreementStatus,
    BaseStatus,
    BearingRelation,
    ClaimProperty,
    StatementKind,
    StatementTopic,
)

RULES = Path(__file__).parent / "data" / "bearings.toml"
MOST_BY_A_RULE = 4


class RecordNoun(StrEnum):
    """What kind of record may bear on a denial."""

    STATEMENT = "statement"
    CLAIM = "claim"
    AGREEMENT = "agreement"


_KINDS: dict[RecordNoun, type[StrEnum]] = {
    RecordNoun.STATEMENT: StatementKind,
    RecordNoun.CLAIM: ClaimProperty,
    RecordNoun.AGREEMENT: AgreementKind,
}
_VALUES: dict[RecordNoun, type[StrEnum]] = {
    RecordNoun.CLAIM: BaseStatus,
    RecordNoun.AGREEMENT: AgreementStatus,
}
_WHEN = ("later", "earlier", "standing")
_SIDES = ("same_side", "other_side")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; the head of data/bearings.toml says what each key means. An empty set asks for nothing."""

    name: str
    denies: frozenset[str]
    record: RecordNoun
    kinds: frozenset[str]
    when: str
    within_days: int
    relation: BearingRelation
    what: str
    denial_has: frozenset[str]
    denial_lacks: frozenset[str]
    topics: frozenset[str]
    values: frozenset[str]
    has: frozenset[str]
    lacks: frozenset[str]
    needs_base: bool
    by: str | None
    most: int


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules in their order, and the word groups of all languages together."""

    rules: tuple[Rule, ...]
    groups: tuple[tuple[str, re.Pattern[str]], ...]

    def groups_in(self, words: str) -> frozenset[str]:
        """The word groups of which some word stands in the words. Linear in their length."""
        folded = words.casefold()
        return frozenset(name for name, pattern in self.groups if pattern.search(folded))


@cache
def rule_book() -> RuleBook:
    """The rules of data/bearings.toml. Raises ValueError naming the rule and the key that cannot be used."""
    return parse_rules(tomllib.loads(RULES.read_text(encoding="utf-8")))


def parse_rules(data: dict[str, Any]) -> RuleBook:
    """The rule book of parsed TOML: `words` by language and group, and `rule`, a list."""
    found: dict[str, list[str]] = {}
    for groups in data["words"].values():
        for name, words in groups.items():
            found.setdefault(name, []).extend(word.casefold() for word in words)
    patterns = tuple((name, _pattern(words)) for name, words in found.items())
    rules = tuple(_rule(one, frozenset(found)) for one in data["rule"])
    if len({rule.name for rule in rules}) != len(rules):
        raise ValueError("bearing rules: two rules have one name")
    return RuleBook(rules, patterns)


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Any of the words at the beginning of a word."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words, reverse=True)))})")


def _rule(data: dict[str, Any], groups: frozenset[str]) -> Rule:
    name = data["name"]

    def among(key: str, allowed: frozenset[str]) -> frozenset[str]:
        chosen = frozenset(data.get(key, ()))
        if unknown := chosen - allowed:
            raise ValueError(f"bearing rule {name}: {key} knows no {', '.join(sorted(unknown))}")
        return chosen

    record = RecordNoun(data["record"])
    topics = frozenset(StatementTopic)
    rule = Rule(
        name=name,
        denies=among("denies", topics),
        record=record,
        kinds=among("kinds", frozenset(_KINDS[record])),
        when=data["when"],
        within_days=data["within_days"],
        relation=BearingRelation(data["relation"]),
        what=data["what"],
        denial_has=among("denial_has", groups),
        denial_lacks=among("denial_lacks", groups),
        topics=among("topics", topics),
        values=among("values", frozenset(_VALUES.get(record, ()))),
        has=among("has", groups),
        lacks=among("lacks", groups),
        needs_base=data.get("shares", "place") == "base",
        by=data.get("by"),
        most=data.get("most", MOST_BY_A_RULE),
    )
    if rule.when not in _WHEN or rule.by not in (None, *_SIDES) or not (rule.denies and rule.kinds):
        raise ValueError(
            f"bearing rule {name}: see the head of the file for `when`, `by`, `denies` and `kinds`"
        )
    return rule
