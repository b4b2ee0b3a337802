"""Words as the search index knows them: folded and stemmed, alike when stored and when asked for."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from app.extract.folding import fold

MAX_STEMS = 8_000  # of one document; Postgres keeps at most 16,383 positions
MAX_WORD = 64  # longer runs of letters are no words
_WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)?")
_CYRILLIC = re.compile("[а-яіїєґў]")
_ENGLISH = snowballstemmer.stemmer("english")
_RUSSIAN = snowballstemmer.stemmer("russian")

_COMMON = """
a an and are as at be been but by for from had has have he her his i if in into is it its of on or our
she so that the their them then there these they this to us was we were which who will with would you а
бы был была были было в вас во вот все вы для до его ее если еще же за и из или им их к как ко мы на него
но о об он она они от по при с со так также то того у что эта это этот
"""
STOP_WORDS = frozenset(_COMMON.split())
"""Too common to tell records apart, so neither stored nor asked for."""


class Word(NamedTuple):
    """One word of a text: text[start:end], and its stem."""

    start: int
    end: int
    stem: str


def words_of(text: str) -> Iterator[Word]:
    """The words of `text` in order, stop words left out; a stem holds letters and digits only."""
    for match in _WORD.finditer(fold(text)):
        word = match[0].casefold()
        if len(word) <= MAX_WORD and word not in STOP_WORDS:
            yield Word(match.start(), match.end(), stem(word))


def stems_of(text: str, most: int = MAX_STEMS) -> list[str]:
    """The stems of the first `most` words of `text`."""
    found: list[str] = []
    for word in words_of(text):
        if len(found) == most:
            break
        found.append(word.stem)
    return found


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """`word`, folded and in small letters, without its ending: `bases` -> `base`, `базы` -> `баз`."""
    if _CYRILLIC.search(word):
        # Twice: "Лаврова" -> "лавров", which is a plural's ending, too: "Лавров" -> "лавр".
        stemmed = _RUSSIAN.stemWord(_RUSSIAN.stemWord(word))
    elif word.isascii() and not word.isdigit():
        stemmed = _ENGLISH.stemWord(word)
    else:
        stemmed = word
    return stemmed.replace("'", "") or word.replace("'", "")
