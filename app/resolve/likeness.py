"""How much two records look like one, and why: what a person is asked about as "possibly the same". Pure.

Which pairs are looked at is decided by keys: two records are compared only where they share one. All scores run from
0 to 1 and order the list; below ASKED_FROM nobody is asked.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from app.domain.dates import days_between
from app.domain.kinds import StatementKind, StatementTopic
from app.resolve.duplicates import agreement, words
from app.resolve.folded_words import folded_words
from app.resolve.origins import similarity

ASKED_FROM = 0.55
ALIKE = 0.75  # from which two words of names are taken for one
NAME_LEFT = 0.08  # what a word takes off that only one of two names has
BODY_LEFT = 0.3  # the same of ministries, staffs and services
NEAR_KM = 25.0
DAYS = 3
SAME_WORDS = 0.45  # share of agreeing words from which two statements are asked about
_EARTH_KM = 6371.0
_LATIN = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщыэюя",
        "a b v g d e z z i i k l m n o p r s t u f h c c s s i e u a".split(),
        strict=True,
    )
) | {"ъ": "", "ь": "", "і": "i", "ї": "i", "є": "e", "ґ": "g"}
_SOUNDS = tuple(  # spellings of one sound, after which a transliteration and its original are alike
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"shch|sch|sh", "s"),
        (r"zh", "z"),
        (r"kh|gh", "h"),
        (r"ch|ts|tz|cz", "c"),
        (r"ff$", "v"),
        (r"ph", "f"),
        (r"w", "v"),
        (r"x", "ks"),
        (r"yu|iu|ju", "u"),
        (r"ya|ia|ja", "a"),
        (r"[yj]", "i"),
        (r"q", "k"),
        (r"[ei]+", "i"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """A word as it sounds, roughly, in Latin letters: "Лавров" and "Lavrov" are one."""
    found = "".join(_LATIN.get(letter, letter) for letter in word)
    for pattern, letters in _SOUNDS:
        found = pattern.sub(letters, found)
    return found


_LITTLE = frozenset(map(sound, "the of and in for to at s".split()))
_COMMON = _LITTLE | frozenset(  # what every base is called
    map(
        sound,
        "base military naval air airbase airfield station facility garrison russian russia forces center centre "
        "camp военная база аэродром русская российская".split(),
    )
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """A pair worth asking about; `reasons` are words for people, the weightiest first."""

    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficialLike:
    names: tuple[str, ...]  # every spelling
    country: str | None
    is_body: bool
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class BaseLike:
    names: tuple[str, ...]
    host: str
    territory: str | None
    locality: str | None
    kind: str
    place: tuple[float, float] | None  # latitude, longitude


@dataclass(frozen=True, slots=True)
class StatementLike:
    quote: str
    said_on: str | None
    kind: StatementKind
    topic: StatementTopic


@dataclass(frozen=True, slots=True)
class ArticleLike:
    title: str
    published: str | None
    marks: bytes | None  # see app.resolve.origins


def sounds(name: str) -> tuple[str, ...]:
    return tuple(filter(None, map(sound, folded_words(name))))


def name_keys(names: Iterable[str], *, is_person: bool) -> frozenset[str]:
    """The keys by which records of these names meet: a person's surname, else each word that says something."""
    found: set[str] = set()
    for name in names:
        heard = sounds(name)
        if is_person:
            found.update(heard[-1:])
        else:
            found.update(one for one in heard if len(one) > 2 and one not in _COMMON)
    return frozenset(found)


def place_keys(place: tuple[float, float] | None, *, around: bool) -> frozenset[str]:
    """The half-degree cell of a place; `around`: its neighbours, too."""
    if place is None:
        return frozenset()
    row, column = math.floor(place[0] * 2), math.floor(place[1] * 2)
    steps = (-1, 0, 1) if around else (0,)
    return frozenset(f"@{row + up}/{(column + right + 360) % 720}" for up in steps for right in steps)


def like_officials(one: OfficialLike, other: OfficialLike) -> Likeness | None:
    """By the likest of their spellings, their country and their posts."""
    if one.is_body is not other.is_body:
        return None
    score, reasons = _names(one.names, other.names, drop=_LITTLE, are_bodies=one.is_body)
    if one.country and other.country:
        same = one.country == other.country
        score += 0.1 if same else -0.45
        if same:
            reasons.append(f"both speak for {one.country}")
    if shared := sorted(one.roles & other.roles):
        score += 0.1
        reasons.append(f"role “{shared[0]}”")
    return _asked(score, reasons)


def like_bases(one: BaseLike, other: BaseLike) -> Likeness | None:
    """By names, the way between them, and what they are."""
    if one.host != other.host:
        return None
    score, reasons = _names(one.names, other.names, drop=_COMMON)
    score *= 0.7
    if one.place and other.place:
        km = distance_km(one.place, other.place)
        if km <= NEAR_KM:
            score += 0.35 * (1 - km / NEAR_KM) + 0.05
            reasons.append(f"{km:.0f} km apart" if km >= 1 else "at one place")
        else:
            score -= 0.3
    if one.locality and one.locality == other.locality:
        score += 0.1
        reasons.append(f"both at {one.locality}")
    score += 0.05 if one.kind == other.kind else -0.2
    return _asked(score, reasons)


def like_statements(one: StatementLike, other: StatementLike) -> Likeness | None:
    """Two of one official: by their words, their day, and what they do."""
    gap = days_between(one.said_on, other.said_on)
    if gap is not None and (gap[0] > DAYS or gap[1] < -DAYS):
        return None
    shared = agreement(words(one.quote), words(other.quote))
    if shared < SAME_WORDS:
        return None
    reasons = [f"{shared:.0%} of the words agree"]
    score = shared
    if one.said_on and one.said_on == other.said_on:
        score += 0.1
        reasons.append(f"both said on {one.said_on}")
    if one.kind is other.kind and one.topic is other.topic:
        score += 0.1
        reasons.append(f"both a {one.kind.value} on {one.topic.value.replace('_', ' ')}")
    return _asked(score, reasons)


def like_articles(one: ArticleLike, other: ArticleLike) -> Likeness | None:
    """Two that are not taken for copies: by the runs of words that they share, their titles and days."""
    shared = similarity(one.marks, other.marks) if one.marks and other.marks else 0.0
    score, reasons = 1.6 * shared, []
    if shared >= 0.05:
        reasons.append(f"{shared:.0%} of the runs of words agree")
    titles = agreement(words(one.title), words(other.title))
    if titles >= 0.6:
        score += 0.3 * titles
        reasons.append("nearly one title" if titles < 1 else "one title")
    if one.published and one.published == other.published:
        score += 0.1
        reasons.append(f"both of {one.published}")
    return _asked(score, reasons)


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The way along the globe."""
    (lat, lon), (lat2, lon2) = (tuple(map(math.radians, place)) for place in (one, other))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))


def _names(
    names: Iterable[str], others: Iterable[str], *, drop: frozenset[str], are_bodies: bool = False
) -> tuple[float, list[str]]:
    """The likest pair of spellings: its score, and the words for it. `drop`: words that tell nothing apart.

    Bodies of one state share most of their words, so that one more word may be all that parts two of them, and a
    letter alone (the U of U.S.) is no initial.
    """
    best, told = 0.0, ("", "")
    heard = [(other, _telling(other, drop)) for other in others]
    for name in names:
        mine = _telling(name, drop)
        for other, theirs in heard:
            if are_bodies:
                score = _agree(_long(mine), _long(theirs), each_left=BODY_LEFT)
            else:
                score = _agree(mine, theirs, each_left=NAME_LEFT)
            if score > best:
                best, told = score, (name, other)
    if not best:
        return 0.0, []
    same = told[0].casefold() == told[1].casefold()
    return 0.85 * best, [f"the spelling “{told[0]}”" if same else f"“{told[0]}” and “{told[1]}” sound alike"]


def _telling(name: str, drop: frozenset[str]) -> tuple[str, ...]:
    heard = sounds(name)
    return tuple(one for one in heard if one not in drop) or heard


def _long(heard: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in heard if len(one) > 1)


def _agree(one: tuple[str, ...], other: tuple[str, ...], *, each_left: float) -> float:
    """How well each word of the shorter name has its like in the longer, less for each left; 0 where one has none."""
    short, long = sorted((one, other), key=len)
    if not short:
        return 0.0
    total, left = 0.0, list(long)
    for word in short:
        best = max(left, key=lambda their: _like(word, their), default="")
        if not best or (likeness := _like(word, best)) < ALIKE:
            return 0.0
        left.remove(best)
        total += likeness
    return total / len(short) - each_left * len(left)


@lru_cache(maxsize=20_000)
def _like(word: str, other: str) -> float:
    """Of two words as they sound; an initial stands for what it begins."""
    if word == other:
        return 1.0
    if word[0] != other[0] or word.isdigit() or other.isdigit():
        return 0.0
    if 1 in (len(word), len(other)):
        return 0.85
    return SequenceMatcher(None, word, other, autojunk=False).ratio()


def _asked(score: float, reasons: list[str]) -> Likeness | None:
    if score < ASKED_FROM or not reasons:
        return None
    return Likeness(round(min(score, 1.0), 3), tuple(reasons))
