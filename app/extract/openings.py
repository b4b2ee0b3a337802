"""The literals that a regular expression cannot match without, read from the expression itself.

Where one of them is not in a text, the expression need not be tried on it; see triggers.py.
"""

from collections.abc import Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

MAX_LITERALS = 400  # of one expression; a longer list is cut to shorter literals
_LONG = 12  # letters after which a literal tells no more
_MAX_CHOICES = 12  # letters of one class that are spelled out
# What stands in every sentence tells nothing.
LEAST = 3
_COMMON = frozenset({"the", "and", "for", "ing", "that"})
_EDGES = (r"\b", r"(?<!\w)", r"(?<![\w-])")
_SIGNS = frozenset(";$€£")
_ZERO_WIDTH = (op.AT, op.ASSERT, op.ASSERT_NOT)
_CATEGORIES = {op.CATEGORY_SPACE: " ", op.CATEGORY_DIGIT: "0123456789"}
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


class Needed(NamedTuple):
    """Literals in lower case, with every white space as a blank. `opening`: each match starts with one of them.

    Otherwise one of them is somewhere in each match. `edge`: no letter stands before a match.
    """

    literals: tuple[str, ...]
    opening: bool
    edge: bool = False


class _Starts(NamedTuple):
    """How the matches of a part of an expression start: `whole` are all of it, after `cut` more follows."""

    whole: set[str]
    cut: set[str]


_ANY = _Starts(set(), {""})


def needed_by(pattern: str, flags: int = 0, least: int = LEAST) -> Needed | None:
    """What `pattern` needs; null where it may match without any literal that tells something.

    Args: least: letters of a word that tells something.
    """
    items = _parser.parse(pattern, flags).data
    opening = _shortest(_starts(items), least)
    if opening is not None:
        return Needed(opening, True, edge=pattern.startswith(_EDGES) and items[0][0] in _ZERO_WIDTH)
    inner = _inner(items, least)
    return None if inner is None else Needed(inner, False)


def _starts(items: Sequence[Any]) -> _Starts:
    whole, cut = {""}, set[str]()
    letters = ""  # that follow each of `whole`
    for code, value in items:
        if code is op.LITERAL:  # most are
            letters += _plain(chr(value))
            if len(letters) < _LONG:
                continue
            return _Starts(set(), cut | {start + letters for start in whole})
        if code in _ZERO_WIDTH:
            continue
        part = _starts_of(code, value)
        whole, letters = {start + letters for start in whole}, ""
        if len(whole) * (len(part.whole) + len(part.cut)) + len(cut) > MAX_LITERALS:
            part = _shortened(part, (MAX_LITERALS - len(cut)) // len(whole))
        cut |= {a + b for a in whole for b in part.cut}
        whole = {a + b for a in whole for b in part.whole}
        if not whole:
            break
    return _Starts({start + letters for start in whole}, cut)


def _shortened(part: _Starts, most: int) -> _Starts:
    """At most `most` literals that begin those of `part`."""
    for size in (8, 5, 4, 3):
        cut = {literal[:size] for literal in part.whole | part.cut}
        if len(cut) <= most:
            return _Starts(set(), cut)
    return _ANY


def _starts_of(code: Any, value: Any) -> _Starts:
    if code is op.LITERAL:
        return _Starts({_plain(chr(value))}, set())
    if code is op.IN:
        return _starts_of_class(value)
    if code is op.BRANCH:
        parts = [_starts(branch.data) for branch in value[1]]
        return _Starts(set().union(*(p.whole for p in parts)), set().union(*(p.cut for p in parts)))
    if code is op.SUBPATTERN:
        return _starts(value[-1].data)
    if code is op.ATOMIC_GROUP:
        return _starts(value.data)
    if code in _REPEATS:
        least, most, repeated = value
        part = _starts(repeated.data)
        if most == 1:
            return _Starts(part.whole | ({""} if least == 0 else set()), part.cut)
        return _Starts({""} if least == 0 else set(), part.whole | part.cut)
    return _ANY  # any character, a group again, …


def _starts_of_class(choices: Sequence[Any]) -> _Starts:
    letters: set[str] = set()
    for code, value in choices:
        if code is op.LITERAL:
            letters.add(_plain(chr(value)))
        elif code is op.RANGE and value[1] - value[0] < _MAX_CHOICES:
            letters |= {_plain(chr(letter)) for letter in range(value[0], value[1] + 1)}
        elif code is op.CATEGORY and value in _CATEGORIES:
            letters.update(_CATEGORIES[value])
        else:
            return _ANY
    return _Starts(letters, set()) if len(letters) <= _MAX_CHOICES else _ANY


def _inner(items: Sequence[Any], least: int) -> tuple[str, ...] | None:
    """The literals of which every match holds one, the longest such list; null where there is none."""
    found: list[tuple[str, ...] | None] = []
    for at, (code, value) in enumerate(items):
        if code in _ZERO_WIDTH or (code is op.LITERAL and at and items[at - 1][0] is op.LITERAL):
            continue
        found.append(_shortest(_starts(items[at:]), least))
        if code is op.BRANCH:
            parts = [
                _shortest(_starts(branch.data), least) or _inner(branch.data, least) for branch in value[1]
            ]
            if None not in parts:
                found.append(tuple({literal for part in parts for literal in part or ()}))
        elif code in (op.SUBPATTERN, op.ATOMIC_GROUP) or (code in _REPEATS and value[0] > 0):
            found.append(_inner((value if code is op.ATOMIC_GROUP else value[-1]).data, least))
    return max(
        (literals for literals in found if literals),
        key=lambda literals: (min(map(len, literals)), -len(literals)),
        default=None,
    )


def _shortest(starts: _Starts, least: int) -> tuple[str, ...] | None:
    """Those that no other one begins, so that each place has one at most; null where one of them tells nothing."""
    literals = starts.whole | starts.cut
    if not literals or not all(_tells(literal, least) for literal in literals):
        return None
    return tuple(one for one in literals if not any(one[:size] in literals for size in range(1, len(one))))


def _tells(literal: str, least: int) -> bool:
    letters = literal.strip(" '-,.")
    if len(letters) < least:
        sign = literal in _SIGNS or (least < LEAST and literal.strip() != "")
        return sign or any(letter.isdigit() for letter in letters)
    return least < LEAST or letters not in _COMMON


def _plain(letter: str) -> str:
    return " " if letter.isspace() else letter.lower()
