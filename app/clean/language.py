"""Which language a text is in, and which of its paragraphs are in another one: by script, then by the commonest words
and the letters of each language.

No model and no library: it must give the same answer on every machine. Of a paragraph it is sure; a line of a few
words takes the language of the paragraphs around it.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import chain
from typing import NamedTuple

from app.clean.article import LanguagePart
from app.clean.lexicon import DATA
from app.clean.lines import ends_sentence, folded

# A paragraph is in another language than its text where so many of its words show that one and not the text's,
# so many of them different, and so many times as many as show only the text's.
_SURE, _KINDS, _LEAD = 4, 3, 3
_RARE = 10  # under one word in so many among the commonest of other languages: it is in none of them
_USUAL = 2.5  # one word in so many is among the commonest of its language in any paragraph

# Where one script means one language.
_SCRIPTS = (
    ("[\u3040-\u30ff]", "ja"),  # before zh: Japanese is half Chinese characters
    ("[\u4e00-\u9fff]", "zh"),
    ("[\uac00-\ud7af]", "ko"),
    ("[\u10a0-\u10ff]", "ka"),
    ("[\u0530-\u058f]", "hy"),
    ("[\u0370-\u03ff]", "el"),
    ("[\u0590-\u05ff]", "he"),
    ("[پچژگکی]", "fa"),  # letters that Arabic does not write
    ("[\u0600-\u06ff]", "ar"),
    ("[\u0900-\u097f]", "hi"),
    ("[\u0e00-\u0e7f]", "th"),
)
_CYRILLIC = re.compile("[\u0400-\u04ff]")


class _Tables(NamedTuple):
    words: Mapping[str, tuple[str, ...]]  # common word -> its languages
    letters: Mapping[str, tuple[str, ...]]  # marking letter -> its languages
    words_of: Mapping[str, frozenset[str]]
    letters_of: Mapping[str, frozenset[str]]
    rank: Mapping[str, int]  # of languages with as many votes, the lower one is meant


def language_of(text: str) -> str:
    """ISO 639-1 code of the language of `text`; `en` where nothing can be told, `ru` where it is Cyrillic."""
    return _best(_votes(Counter(_words(text))), text)


def languages_of(text: str) -> tuple[str, tuple[LanguagePart, ...]]:
    """The language of most of `text`, and its parts where it has more than one language, else ().

    A part is a run of whole paragraphs (parted by a blank line), with the blank line after it; the parts cover the
    text. A paragraph is in another language than most of the text only where its words show it plainly.
    """
    paragraphs = text.split("\n\n")
    words = [_words(paragraph) for paragraph in paragraphs]
    times = Counter(chain.from_iterable(words))
    letters = frozenset("".join(times))
    main = _best(_votes(times, letters), text)
    found = _languages_beside(main, words, letters)
    if any(language not in (None, main) for language in found):
        # Counted in words of the commonest, one language shows more than another: its paragraphs decide.
        main = _longest(found, paragraphs)
        found = _languages_beside(main, words, letters)
    if all(language in (None, main) for language in found):
        return main, ()
    parts: list[LanguagePart] = []
    start = 0
    for paragraph, language in zip(paragraphs, _filled(found, paragraphs), strict=True):
        end = min(start + len(paragraph) + 2, len(text))
        if parts and parts[-1].language == language:
            parts[-1] = LanguagePart(parts[-1].start, end, language)
        else:
            parts.append(LanguagePart(start, end, language))
        start = end
    return main, tuple(parts)


def _longest(found: list[str | None], paragraphs: list[str]) -> str:
    """The language whose paragraphs hold the most of the text."""
    lengths: Counter[str] = Counter()
    for language, paragraph in zip(found, paragraphs, strict=True):
        if language is not None:
            lengths[language] += len(paragraph)
    return lengths.most_common(1)[0][0]


def _filled(found: list[str | None], paragraphs: list[str]) -> list[str]:
    """Every paragraph's language: one that cannot be told goes with the one before it, a heading with the next."""
    following = next(language for language in reversed(found) if language is not None)
    filled: list[str | None] = []
    for language, paragraph in zip(reversed(found), reversed(paragraphs), strict=True):
        following = language or following
        filled.append(language if language or ends_sentence(paragraph) else following)
    known = following  # now the first that is known
    whole: list[str] = []
    for language in reversed(filled):
        known = language or known
        whole.append(known)
    return whole


def _words(text: str) -> list[str]:
    return folded(text).split()


def _votes(times: Counter[str], letters: frozenset[str] | None = None) -> Counter[str]:
    """Votes for each language of a text with these words; the script of one language outvotes any word."""
    votes: Counter[str] = Counter()
    written = "".join(times)
    if _letters_of_scripts(written):
        for script, code in _SCRIPTS:
            if (shown := len(re.findall(script, written))) * 10 > len(written):
                votes[code] = shown
                return votes
    tables = _tables()
    for word in times.keys() & tables.words.keys():
        for code in tables.words[word]:
            votes[code] += times[word]
    for letter in tables.letters.keys() & (letters or set(written)):
        for code in tables.letters[letter]:
            votes[code] += written.count(letter)
    return votes


def _best(votes: Counter[str], text: str) -> str:
    if not votes:
        return "ru" if _CYRILLIC.search(text) else "en"
    ranked = _tables().rank
    return min(votes, key=lambda code: (-votes[code], ranked.get(code, 0)))


def _languages_beside(main: str, paragraphs: list[list[str]], letters: frozenset[str]) -> list[str | None]:
    """The language of each paragraph of a text in `main` that has these letters; None where few words cannot tell."""
    own, foreign, strange = _strange_to(main)
    shown = (strange & letters) | _letters_of_scripts("".join(letters))
    found: list[str | None] = []
    for words in paragraphs:
        few = sum(map(foreign.__contains__, words)) < max(_SURE, len(words) // _RARE)
        if few and (not shown or shown.isdisjoint("".join(words))):
            found.append(None if own.isdisjoint(words) else main)
        elif sum(map(own.__contains__, words)) * _USUAL >= len(words):
            found.append(main)
        else:
            found.append(_language_beside(main, words))
    return found


def _language_beside(main: str, words: list[str]) -> str | None:
    words_of = _tables().words_of
    votes = _votes(Counter(words))
    best = _best(votes, "") if votes else main
    if best == main:
        return main if votes else None
    if best not in words_of:  # another script; ideographs alone may be Japanese too
        whole = votes[best] * 2 > len("".join(set(words)))
        return best if whole and (main, best) != ("ja", "zh") else None
    for_best, for_main = _showing(best, main, words), _showing(main, best, words)
    plain = len(for_best) >= max(_SURE, _LEAD * len(for_main)) and len(set(for_best)) >= _KINDS
    return best if plain else None


def _showing(language: str, other: str, words: list[str]) -> list[str]:
    """The words that show `language` and not `other`: common ones, and those with a marking letter."""
    tables, none = _tables(), frozenset[str]()
    common = tables.words_of.get(language, none) - tables.words_of.get(other, none)
    marks = tables.letters_of.get(language, none) - tables.letters_of.get(other, none)
    return [word for word in words if word in common or not marks.isdisjoint(word)]


@cache
def _strange_to(main: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The common words of `main`, those of all other languages alone, and the marking letters of these."""
    tables, none = _tables(), frozenset[str]()
    own = tables.words_of.get(main, none)
    letters = tables.letters.keys() - tables.letters_of.get(main, none)
    return own, frozenset(tables.words.keys() - own), frozenset(letters)


def _letters_of_scripts(text: str) -> frozenset[str]:
    """The letters of `text` whose script means one language."""
    if text.isascii():
        return frozenset()
    far = [one for one in set(text) if "\u0370" <= one <= "\u03ff" or "\u0530" <= one <= "\ud7af"]
    return frozenset(filter(_of_one_language().match, far)) if far else frozenset()


@cache
def _of_one_language() -> re.Pattern[str]:
    return re.compile("[" + "".join(script.strip("[]") for script, _ in _SCRIPTS) + "]")


@cache
def _tables() -> _Tables:
    table = tomllib.loads((DATA / "languages.toml").read_text("utf-8"))
    words_of = {code: frozenset(listed.split()) for code, listed in table["words"].items()}
    letters_of = {code: frozenset(listed) for code, listed in table["letters"].items()}
    rank = {code: place for place, code in enumerate(words_of)}
    return _Tables(_inverted(words_of), _inverted(letters_of), words_of, letters_of, rank)


def _inverted(of: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    inverted: dict[str, tuple[str, ...]] = {}
    for code, marks in of.items():
        for mark in marks:
            inverted[mark] = (*inverted.get(mark, ()), code)
    return inverted
