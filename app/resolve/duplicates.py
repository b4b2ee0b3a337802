"""When two places report one statement. All rules are about the same official; whose they are is not asked here.

Two places are one statement where any of these holds, and nothing else joins them before a person does:

1. the very same words, both quoted: six words or more; below twelve the days must not be apart, since an
   official may say the same short sentence again;
2. nearly the same words (four fifths) of one origin, of one kind: a reprint that an editor has touched;
3. half of the words or more in our brief of a page and in the page itself (see `same_on_one_page`);
4. another language, and the record agrees: one known day, one kind, one topic, and a country or base in common.
   `comment` and `other` say too little to go by. Where several fit, a quotation goes with the one quotation among
   them, and a report with the one report; where that leaves several still, none is joined.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass

from app.domain.dates import first_day, last_day
from app.domain.kinds import StatementKind, StatementMode, StatementTopic
from app.resolve.folded_words import folded_words

SAME_PAGE = 0.5  # share of agreeing words (token F1) for one page's text and our brief of it
SAME_COPY = 0.8  # for two texts of one origin
SAME_WORDS_AT_LEAST = 6  # a shorter quotation ("No") says too little to join two articles by
SAME_ON_ANY_DAY = 12  # words that nobody says twice by chance
DAYS_APART = 3  # a quotation is dated by the day of the article where it does not say when


@dataclass(frozen=True, slots=True)
class Said:
    """What one place says of a statement. `about` holds country codes and base slugs."""

    words: str
    mode: StatementMode
    kind: StatementKind
    topic: StatementTopic
    said_on: str | None  # EDTF
    language: str
    about: frozenset[str] = frozenset()
    origin: int | None = None  # of the article


def same_statement(one: Said, other: Said) -> bool:
    """Whether two places in two articles report one statement of one official: rules 1, 2 and 4."""
    if one.mode is StatementMode.DIRECT is other.mode and same_quotation(one.words, other.words):
        return len(folded_words(one.words)) >= SAME_ON_ANY_DAY or not days_apart(one.said_on, other.said_on)
    if one.origin is not None and one.origin == other.origin and one.kind is other.kind:
        near = agreement(words(one.words), words(other.words)) >= SAME_COPY
        return near and not days_apart(one.said_on, other.said_on)
    return same_record(one, other)


def same_record(one: Said, other: Said) -> bool:
    """Rule 4: two languages tell of one statement."""
    return (
        one.language != other.language
        and is_one_day(one.said_on)
        and one.said_on == other.said_on
        and one.kind is other.kind is not StatementKind.COMMENT
        and one.topic is other.topic is not StatementTopic.OTHER
        and bool(one.about & other.about)
    )


def is_quoted(said: Said) -> bool:
    return said.mode is StatementMode.DIRECT


def is_one_day(edtf: str | None) -> bool:
    """Whether a date is known to the day, without doubt."""
    return edtf is not None and len(edtf) == len("2023-06-06")


def days_apart(one: str | None, other: str | None) -> bool:
    """Whether more than DAYS_APART days lie between two EDTF dates for certain; never where one is unknown."""
    if one is None or other is None:
        return False
    gap = max(first_day(one) - last_day(other), first_day(other) - last_day(one))
    return gap.days > DAYS_APART


def words(text: str) -> Counter[str]:
    """The words of `text`, folded by case and accents, counted."""
    return Counter(folded_words(text))


def words_key(text: str) -> int:
    """A signed 64-bit key that texts of the same words share, however they are marked and ordered."""
    joined = " ".join(sorted(folded_words(text)))
    return int.from_bytes(hashlib.blake2b(joined.encode(), digest_size=8).digest(), "little", signed=True)


def agreement(one: Counter[str], other: Counter[str]) -> float:
    """Token F1 of two texts: 1.0 the same words, 0.0 none in common."""
    shared = sum((one & other).values())
    return 2 * shared / (one.total() + other.total()) if shared else 0.0


def same_quotation(one: str, other: str) -> bool:
    """The very same words, long enough to be one quotation in two articles."""
    first = words(one)
    return first.total() >= SAME_WORDS_AT_LEAST and first == words(other)


def same_on_one_page(one: str, other: str) -> bool:
    """Near enough to be one statement where both texts report the same page."""
    return agreement(words(one), words(other)) >= SAME_PAGE
