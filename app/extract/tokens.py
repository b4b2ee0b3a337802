"""Words and signs of a sentence; a quotation is one token, so no rule looks inside it."""

import re
from collections.abc import Callable, Container, Iterable, Set
from functools import partial
from itertools import accumulate
from operator import add
from typing import NamedTuple

from app.extract.sentences import Sentence

# Most tokens are plain words before a blank or a comma: they come first, then what only a capital can open.
_TOKEN = re.compile(
    r"([A-ZА-ЯЁ]?[a-zа-яё]++(?=[ ,;:\n])"
    r"|(?=[A-ZА-ЯЁ])(?:(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sen|Rep|Gov|Prof|Maj|Adm|Capt|Sgt|Brig|St|Jr)\.(?=\s)"
    r"|(?:[A-ZА-ЯЁ]\.)+(?:[’']s)?)"
    r"|[^\W\d_]++(?:[-’'&][^\W\d_]++)*+[’']?+"
    r"|[$€£]?\d[\d.,:]*\d\w*|\d+\w*"
    r"|\.{2,}|[^\s\w]|_)"
)
# A lost space or mark: "CubaPutin said" is "Cuba" and "Putin", and what stands before was quoted or reported.
_GLUED = re.compile(r"([A-ZÀ-Ý]?[a-zà-ÿ]{3,})([A-ZÀ-Ý][a-zà-ÿ]+)$")
_PREFIXED = re.compile(r"[a-zà-ÿ]{2,3}[-’'][A-ZÀ-ÝА-ЯЁ]")  # "al-Aiser", "el-Sisi"
MAX_INITIALS = 8  # letters of a body's short name
MAX_NAME_WORDS = 3
MAX_FORMS = 50_000  # words that are remembered, as written
QUOTE = "\u2402"  # the text of a quotation token
GLUE = "\u2403"  # the text of an empty token where two words ran together


class Token(NamedTuple):
    """text[start:end] of the article; `low` is lower case with straight apostrophes and no possessive ending."""

    start: int
    end: int
    text: str
    low: str
    word: bool
    capital: bool
    possessive: bool


class _Forms(dict[str, tuple[str, str, bool, bool, bool]]):
    """What a token has from its letters alone, by the text as written: articles repeat their words."""

    def __missing__(self, text: str) -> tuple[str, str, bool, bool, bool]:
        if len(self) >= MAX_FORMS:
            self.clear()
        low = text.lower()
        if "’" in low or "'" in low:  # most words have none
            low = low.replace("’", "'")
            if low.endswith("'s"):
                low = low[:-2]
            elif low.endswith("'"):
                low = low[:-1] or low
        form = self[text] = text, low, *_kind_of(text)
        return form


def _kind_of(text: str) -> tuple[bool, bool, bool]:
    """(a word or a number, has a capital, possessive)."""
    first = text[0]
    return (
        first.isalnum() or first in "$€£",
        first.isupper() or _PREFIXED.match(text) is not None,
        text.endswith(("'s", "’s", "s'", "s’")),
    )


_FORMS = _Forms()
_TOKEN_OF: Callable[[Iterable[object]], Token] = partial(tuple.__new__, Token)  # without a call of Python's


def part_of(start: int, end: int, text: str, low: str) -> Token:
    """A token that is a part of another one."""
    return Token(start, end, text, low, *_kind_of(text))


def tokens_of(
    text: str, sentence: Sentence, speaking: Set[str], titles: Container[str], named: Container[str]
) -> list[Token]:
    """Tokens of a sentence in order.

    `speaking` are words that, following two run-together words, part them; `titles` are words that in quotation
    marks are still titles ("the “president” of"), `named` those after which a quotation is a name ("newspaper “X”").
    """
    found: list[Token] = []
    at = sentence.span.start
    for quotation in sentence.quotations:
        if quotation.words <= MAX_NAME_WORDS and quotation.closed:
            inside = quotation.span.of(text)
            _scan(text, at, quotation.outer.start, found)
            at = max(at, quotation.outer.start)
            if inside.lower() in titles or (found and found[-1].low in named and inside[0].isupper()):
                _scan(text, quotation.span.start, quotation.span.end, found)
                at = max(at, quotation.outer.end)
                continue
        _scan(text, at, quotation.outer.start, found)
        found.append(part_of(quotation.outer.start, quotation.outer.end, QUOTE, QUOTE))
        at = max(at, quotation.outer.end)
    _scan(text, at, sentence.span.end, found)
    if "(" in text[sentence.span.start : sentence.span.end]:
        found = _without_initials(found)
    return _unglued(found, speaking) if speaking else found


def _without_initials(tokens: list[Token]) -> list[Token]:
    """Without the short name that brackets give a body: "the head of the National Assembly (NA), X"."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        if (
            tokens[at].text == "("
            and kept
            and kept[-1].word
            and at + 2 < len(tokens)
            and tokens[at + 2].text == ")"
            and tokens[at + 1].text.isupper()
            and tokens[at + 1].text.isalpha()
            and 1 < len(tokens[at + 1].text) <= MAX_INITIALS
        ):
            at += 3
            continue
        kept.append(tokens[at])
        at += 1
    return kept


def _scan(text: str, start: int, end: int, found: list[Token]) -> None:
    if start >= end:
        return
    parts = _TOKEN.split(text[start:end])  # gap, token, gap, …, gap
    places = list(accumulate(map(len, parts), initial=start))
    forms = map(_FORMS.__getitem__, parts[1::2])
    found.extend(map(_TOKEN_OF, map(add, zip(places[1::2], places[2::2], strict=False), forms)))


def _unglued(tokens: list[Token], speaking: Container[str]) -> list[Token]:
    for index in [at - 1 for at, token in enumerate(tokens) if token.low in speaking]:
        token = tokens[index]
        if index < 0 or token.text[1:].islower() or (match := _GLUED.match(token.text)) is None:
            continue
        middle = token.start + len(match[1])
        parted = [
            part_of(token.start, middle, match[1], match[1].lower()),
            part_of(middle, middle, GLUE, GLUE),
            part_of(middle, token.end, match[2], match[2].lower()),
        ]
        return [*tokens[:index], *parted, *_unglued(tokens[index + 1 :], speaking)]
    return tokens
