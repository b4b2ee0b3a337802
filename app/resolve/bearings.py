"""Which records may bear on a denial, and why: proposals for an editor, never a verdict. Pure.

    propose(denial, records) -> the proposals, the weightiest first

The rules are data (`data/bearings.toml`): what denies what, within how many days, by whom.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.dates import Gap, days_between, first_day
from app.domain.kinds import BearingRelation
from app.resolve.bearing_rules import RecordNoun, Rule, RuleBook, rule_book

MOST_PROPOSALS = 30
MOST_PLACES = 3  # named in a reason
_RANK = list(BearingRelation)
_PREPOSITION = {RecordNoun.STATEMENT: "about", RecordNoun.CLAIM: "in", RecordNoun.AGREEMENT: "with"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it. A speaker of no known country is on nobody's side."""

    official: str | None = None  # slug
    bodies: frozenset[str] = frozenset()  # the offices held that day: "Ministry of Defence of Russia"
    country: str | None = None  # code
    country_name: str | None = None


@dataclass(frozen=True, slots=True)
class Denial:
    """A denial as the rules see it. Days are EDTF; places are countries and territories but Russia, code to name."""

    day: str | None
    topic: str
    words: str
    speaker: Speaker
    places: Mapping[str, str]
    bases: frozenset[int]


@dataclass(frozen=True, slots=True)
class Record:
    """A statement, a claim or an agreement that may bear on it."""

    noun: RecordNoun
    id: int
    kind: str  # of a statement its kind, of a claim its property, of an agreement its kind
    day: str | None  # EDTF: said, as of, signed
    places: frozenset[str]
    bases: frozenset[int]
    topic: str | None = None  # of a statement
    value: str | None = None  # the status that a claim or an agreement gives
    words: str = ""
    speaker: Speaker | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A record with what it may be to the denial, and the reason in words."""

    noun: RecordNoun
    id: int
    relation: BearingRelation
    reason: str  # without the days between: those are counted where it is shown
    rule: str
    gap: Gap


def propose(denial: Denial, records: Iterable[Record], book: RuleBook | None = None) -> list[Proposal]:
    """The records that the rules let bear on the denial: against it first, later before earlier, near before far.

    At most MOST_PROPOSALS, and of each rule its `most`. Nothing without a day is placed before or after anything.
    """
    book = book or rule_book()
    if denial.day is None:
        return []
    said = book.groups_in(denial.words)
    rules = [
        rule
        for rule in book.rules
        if denial.topic in rule.denies
        and (not rule.denial_has or rule.denial_has & said)
        and not rule.denial_lacks & said
    ]
    records = list(records)
    standing = _standing(denial.day, records)
    found = []
    for record in records:
        gap = days_between(denial.day, record.day)
        if gap is None or not _shares(denial, record):
            continue
        in_record = book.groups_in(record.words) if record.words else frozenset()
        for rule in rules:
            if _fits(rule, denial, record, gap, in_record, standing):
                found.append(_proposal(rule, denial, record, gap))
                break
    return _cut(found, {rule.name: rule.most for rule in rules})


def _shares(denial: Denial, record: Record) -> bool:
    """About one base, or about one place without two different bases."""
    if denial.bases & record.bases:
        return True
    return bool(denial.places.keys() & record.places) and not (denial.bases and record.bases)


def _fits(
    rule: Rule,
    denial: Denial,
    record: Record,
    gap: Gap,
    words: frozenset[str],
    standing: set[tuple[str, int]],
) -> bool:
    if rule.record is not record.noun or record.kind not in rule.kinds:
        return False
    if record.noun is RecordNoun.STATEMENT and record.topic not in (rule.topics or {denial.topic}):
        return False
    if rule.values and record.value not in rule.values:
        return False
    if (rule.has and not rule.has & words) or rule.lacks & words:
        return False
    if rule.needs_base and not denial.bases & record.bases:
        return False
    if rule.by is not None and rule.by != _side(denial, record):
        return False
    return _is_when(rule, record, gap, standing)


def _is_when(rule: Rule, record: Record, gap: Gap, standing: set[tuple[str, int]]) -> bool:
    fewest, most = gap
    if rule.when == "later":
        return 0 <= fewest <= rule.within_days and most <= 2 * rule.within_days
    if rule.when == "standing" and (record.noun, record.id) not in standing:
        return False
    if rule.when == "earlier" and most >= 0:
        return False
    return most <= 0 and -fewest <= rule.within_days


def _standing(day: str, records: Iterable[Record]) -> set[tuple[str, int]]:
    """What was the case on that day: of each base the last status until then, and agreements signed by then."""
    until = first_day(day)
    known = [record for record in records if record.day is not None and first_day(record.day) <= until]
    found = {(record.noun, record.id) for record in known if record.noun is RecordNoun.AGREEMENT}
    latest: dict[int, Record] = {}
    for record in known:
        if record.noun is RecordNoun.CLAIM and record.kind == "status":
            for base in record.bases:
                last = latest.get(base)
                if last is None or first_day(last.day or "") <= first_day(record.day or ""):
                    latest[base] = record
    return found | {(record.noun, record.id) for record in latest.values()}


def _side(denial: Denial, record: Record) -> str | None:
    """Whether the record is of the denier's own side; null for one that no speaker stands behind."""
    if record.speaker is None:
        return None
    own = denial.speaker
    if own.official is not None and record.speaker.official == own.official:
        return "same_side"
    return "same_side" if own.country and record.speaker.country == own.country else "other_side"


def _proposal(rule: Rule, denial: Denial, record: Record, gap: Gap) -> Proposal:
    relation = rule.relation
    if relation is BearingRelation.CONTRADICTS and _side(denial, record) == "other_side":
        relation = BearingRelation.SAYS_OTHERWISE
    return Proposal(record.noun, record.id, relation, _reason(rule, denial, record, gap), rule.name, gap)


def _reason(rule: Rule, denial: Denial, record: Record, gap: Gap) -> str:
    when = "" if rule.when == "standing" else "same-day " if gap == (0, 0) else f"{rule.when} "
    return " ".join(
        one for one in (f"{when}{rule.what}", _by_whom(denial, record), _where(denial, record)) if one
    )


def _where(denial: Denial, record: Record) -> str:
    if denial.bases & record.bases:
        return "on the same base"
    names = sorted(name for code, name in denial.places.items() if code in record.places)
    shown = ", ".join(names[:MOST_PLACES]) + (" and others" if len(names) > MOST_PLACES else "")
    return f"{_PREPOSITION[record.noun]} {shown}"


def _by_whom(denial: Denial, record: Record) -> str:
    speaker, own = record.speaker, denial.speaker
    if speaker is None:
        return ""
    if own.official is not None and speaker.official == own.official:
        return "by the same official"
    if shared := sorted(own.bodies & speaker.bodies):
        first = shared[0].partition(" ")[0]
        return (
            f"by the same {first.lower()}"
            if first in ("Ministry", "Embassy", "Government")
            else "by the same body"
        )
    if own.country and speaker.country == own.country:
        return "by the same state"
    if speaker.country:
        return f"by another side ({speaker.country_name or speaker.country})"
    return "by a speaker of no known state"


def _cut(found: list[Proposal], most: dict[str, int]) -> list[Proposal]:
    """The nearest of each rule, then the weightiest of all."""
    taken: Counter[str] = Counter()
    kept = []
    for one in sorted(found, key=lambda one: (_nearness(one.gap), one.noun, one.id)):
        if taken[one.rule] < most[one.rule]:
            taken[one.rule] += 1
            kept.append(one)
    kept.sort(
        key=lambda one: (_RANK.index(one.relation), one.gap[0] < 0, _nearness(one.gap), one.noun, one.id)
    )
    return kept[:MOST_PROPOSALS]


def _nearness(gap: Gap) -> int:
    return min(abs(gap[0]), abs(gap[1]))
