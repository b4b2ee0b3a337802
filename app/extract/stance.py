"""What a speaker does by saying it (the kind), and what about (the topic)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from app.domain.kinds import StatementKind, StatementTopic
from app.extract.alternatives import Alternatives, AnyOf, joined
from app.extract.lexicon import Lexicon, Verb

# Read in this order when the verb says nothing; the first group with a cue wins.
_ORDER = (
    StatementKind.WARNING,
    StatementKind.CRITICISM,
    StatementKind.PROPOSAL,
    StatementKind.COMMENT,
    StatementKind.ANNOUNCEMENT,
    StatementKind.CONFIRMATION,
)
_LEADING = (StatementTopic.WITHDRAWAL, StatementTopic.EXERCISE, StatementTopic.BASE)

MAX_DENIALS = 4  # in one statement, until what is denied tells the topic
_SENTENCE_END = re.compile(r"[.!?…]\s")


@dataclass(frozen=True, slots=True)
class _Cues:
    sets: tuple[Alternatives, ...]  # of what follows: read apart, as few words are asked for all
    triggers: tuple[str, ...]  # one of them is in every denial
    never: AnyOf
    denial: AnyOf
    turn: re.Pattern[str]  # where the words go on to something else
    affirmation: re.Pattern[str]  # opens the words
    weak_affirmation: re.Pattern[str]  # opens them too, where they deny nothing at once
    against: AnyOf
    masks: AnyOf  # what looks like a cue of another kind than denial
    kinds: tuple[tuple[StatementKind, AnyOf], ...]  # the predicates, then the weak words
    lemmas: dict[str, StatementKind]
    topics: tuple[tuple[StatementTopic, AnyOf], ...]


def kind_of(content: str, verb: Verb | None, *, negated: bool, words: Lexicon) -> StatementKind:
    """The kind of a statement from its reporting verb and its words; `negated` is "did not rule out"."""
    cues = cues_of(words.language)
    content = _plain(content)
    if verb is not None and verb.stance == "denial":
        return StatementKind.COMMENT if negated else StatementKind.DENIAL
    if verb is not None and "urging" in verb.traits and cues.against.search(content) is None:
        return StatementKind.PROPOSAL
    if verb is not None and verb.stance in ("warning", "criticism"):
        return StatementKind(verb.stance)
    affirmed = cues.affirmation.match(content) is not None
    if not affirmed and cues.weak_affirmation.match(content) is not None:
        affirmed = denial_in(_SENTENCE_END.split(content, maxsplit=1)[0], words) is None
    if not affirmed and denial_in(content, words) is not None:
        return StatementKind.DENIAL
    if verb is not None and verb.stance in ("confirmation", "announcement", "proposal"):
        return StatementKind(verb.stance)
    kind = _first_kind(content, cues)
    if kind is not None and (masked := cues.masks.sub(" ", content)) is not content:
        content = masked
        kind = _first_kind(content, cues)
    if kind is None:
        kind = StatementKind.CONFIRMATION if affirmed else StatementKind.COMMENT
    if affirmed and kind is StatementKind.ANNOUNCEMENT and _SENTENCE_END.search(content) is None:
        kind = StatementKind.CONFIRMATION  # "Yes, the agreement is signed"
    if verb is not None and kind not in (StatementKind.WARNING, StatementKind.CRITICISM):
        return cues.lemmas.get(verb.lemma, kind)
    return kind


def _first_kind(content: str, cues: _Cues) -> StatementKind | None:
    return next((kind for kind, pattern in cues.kinds if pattern.search(content)), None)


def denial_in(content: str, words: Lexicon) -> re.Match[str] | None:
    """The first cue in `content` by which the speaker denies, past those that only look like one."""
    return next(_denials(_plain(content), cues_of(words.language)), None)


def _denials(content: str, cues: _Cues) -> Iterator[re.Match[str]]:
    if any(trigger in content for trigger in cues.triggers):
        yield from cues.denial.finditer(cues.never.sub(lambda match: "·" * len(match[0]), content))


def topic_of(content: str, kind: StatementKind, words: Lexicon) -> StatementTopic | None:
    """What the words are about; for a denial, what stands next to the negation. Null when no topic word is there."""
    cues = cues_of(words.language)
    content = _plain(content)
    if kind is StatementKind.DENIAL:
        for match in islice(_denials(content, cues), MAX_DENIALS):
            near = cues.turn.split(content[match.start() : match.end() + 90])[0]
            # "Ни о какой базе речи не идёт": what is denied may stand before.
            before = content[content.rfind(".", 0, match.start()) + 1 : match.start()]
            topic = _first_topic(near, cues)
            if topic is None and (denied := _first_topic(before, cues)) in _LEADING:
                topic = denied
            if topic is not None:
                return topic
    return _first_topic(content, cues)


def _first_topic(content: str, cues: _Cues) -> StatementTopic | None:
    """The leading topics whenever they are met, the others by which comes first in the words."""
    nearest: tuple[int, StatementTopic] | None = None
    for topic, pattern in cues.topics:
        match = pattern.search(content)
        if match is None:
            continue
        if topic in _LEADING:
            return topic
        if nearest is None or match.start() < nearest[0]:
            nearest = match.start(), topic
    return nearest[1] if nearest else None


@cache
def cues_of(language: str) -> _Cues:
    from app.extract.lexicon import (
        lexicon,
    )  # a cached look-up by name: a Lexicon holds dicts and cannot be a key

    words = lexicon(language)
    assert words is not None
    stance, topics = words.raw["stance"], words.raw["topics"]["topics"]
    negation, joints = stance["denial"]["negation"], "|".join(stance["denial"]["joints"])
    few_words = rf"(?:[\s,]+(?!(?:{joints})\b)[\w’'-]+){{0,6}}?\s+"
    denied = "|".join(stance["denial"]["negated"])
    denial = [*stance["denial"]["any"], rf"{negation}{few_words}(?:{denied})\b"]
    denials, kinds, masks, subjects = sets = tuple(Alternatives() for _ in range(4))
    return _Cues(
        sets=sets,
        triggers=tuple(stance["denial"]["triggers"]),
        never=denials.any_of(stance["denial"]["never"]),
        denial=denials.any_of(denial),
        turn=re.compile(rf"[.;]|\b(?:{'|'.join(stance['denial']['turns'])})\b"),
        affirmation=re.compile(joined(stance["affirmation"]["any"])),
        weak_affirmation=re.compile(joined(stance["affirmation"]["weak"])),
        against=kinds.any_of(stance["urging"]["against"]),
        masks=masks.any_of(cue for kind in _ORDER for cue in stance[kind.value].get("never", ())),
        kinds=tuple(
            (kind, kinds.any_of(stance[kind.value][tier]))
            for tier in ("any", "weak")
            for kind in _ORDER
            if tier in stance[kind.value]
        ),
        lemmas={lemma: StatementKind(kind) for kind, lemmas in stance["lemmas"].items() for lemma in lemmas},
        topics=tuple((StatementTopic(name), subjects.any_of(patterns)) for name, patterns in topics.items()),
    )


@lru_cache(maxsize=64)
def _plain(content: str) -> str:
    """As the patterns are written: lower case, straight apostrophes, no quotation marks. Keeps every offset."""
    content = content.lower().replace("’", "'")
    for mark in '“”"«»':
        if mark in content:
            content = content.replace(mark, " ")
    return content
