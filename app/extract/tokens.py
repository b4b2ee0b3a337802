"""Words and signs of a sentence; a quotation is one token, so no rule looks inside it."""

import re
from collections.abc import Callable, Container, Iterable, Set
from functools import partial
from itertools import accumulate, chain
from operator import add, attrgetter
from typing import NamedTuple, cast

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


_Form = tuple[str, str, bool, bool, bool]  # of a token, what follows its offsets


class _Forms(dict[str, _Form]):
    """What a token has from its letters alone, by the text as written: articles repeat their words."""

    def __missing__(self, text: str) -> _Form:
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
    return _unglued(found, speaking) if speaking else found


class _Pieces(NamedTuple):
    """What stands between two blanks: its tokens, and (code points before, code points) of each, with one blank."""

    forms: tuple[_Form, ...]
    lengths: tuple[int, ...]


class _Chunks(dict[str, _Pieces | None]):
    """The pieces between two blanks; null where more than a token ends them. With `_LAST` behind, no blank follows."""

    def __missing__(self, chunk: str) -> _Pieces | None:
        if len(self) >= MAX_FORMS:
            self.clear()
        parts = _TOKEN.split(chunk[:-1] if chunk.endswith(_LAST) else f"{chunk} ")  # gap, token, gap, …, gap
        lengths = [len(part) for part in parts[:-1]]
        closed = parts[-1] == ("" if chunk.endswith(_LAST) else " ")
        pieces = None
        if closed and lengths:
            forms = tuple(map(_FORMS.__getitem__, parts[1::2]))
            pieces = _Pieces(forms, (lengths[0] + 1, *lengths[1:]))
        self[chunk] = pieces
        return pieces


_LAST = "\0"
_CHUNKS = _Chunks()
_forms_of: Callable[[_Pieces], tuple[_Form, ...]] = attrgetter("forms")
_lengths_of: Callable[[_Pieces], tuple[int, ...]] = attrgetter("lengths")


def _scan(text: str, start: int, end: int, found: list[Token]) -> None:
    part = text[start:end]
    stripped = part.strip(" ")
    if not stripped:
        return
    chunks = stripped.split(" ")
    if part[-1] == ".":
        chunks[-1] += _LAST  # "Mr." is a title before a blank alone
    pieces = list(map(_CHUNKS.__getitem__, chunks))
    if None in pieces:
        parts = _TOKEN.split(part)
        places = list(accumulate(map(len, parts), initial=start))
        forms: Iterable[_Form] = map(_FORMS.__getitem__, parts[1::2])
    else:
        known = cast(list[_Pieces], pieces)
        lengths = chain.from_iterable(map(_lengths_of, known))
        places = list(accumulate(lengths, initial=start + len(part) - len(part.lstrip(" ")) - 1))
        forms = chain.from_iterable(map(_forms_of, known))
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
