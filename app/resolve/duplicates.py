"""When two reported statements are the same words."""

import re
import unicodedata
from collections import Counter

_WORD = re.compile(r"\w+")
SAME_PAGE = 0.5  # share of agreeing words (token F1) for one page's text and our brief of it
SAME_WORDS_AT_LEAST = 6  # a shorter quotation ("No") says too little to join two articles by


def words(text: str) -> Counter[str]:
    """The words of `text`, folded by case and accents, counted."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return Counter(_WORD.findall("".join(c for c in folded if not unicodedata.combining(c))))


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
