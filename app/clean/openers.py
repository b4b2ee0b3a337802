"""Many patterns of a line, tried and compiled by the letter that the line begins with.

A line of furniture begins with a word of a list, a paragraph with any other: most of the patterns need not be tried on
it, nor be compiled for a page that has no line with their letter.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

_OPEN = "(?:"
_REPEATED = ("*", "+", "{")


class Openers:
    """`patterns` in lower case; each is one or more alternatives."""

    def __init__(self, patterns: list[str]) -> None:
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        self._others: list[str] = []  # that may begin with anything
        for pattern in patterns:
            for alternative in alternatives(pattern):
                opening = by_letter(alternative)
                if opening is None:
                    self._others.append(alternative)
                for letter, own in (opening or {}).items():
                    self._by_letter[letter].append(own)
        self.compiled: dict[str, re.Pattern[str]] = {}  # by letter, of the lines that were tried

    def fullmatch(self, line: str) -> bool:
        """True for a line that is one of the patterns."""
        return self._for(line).fullmatch(line) is not None

    def match(self, line: str) -> bool:
        """True for a line that begins with one of the patterns."""
        return self._for(line).match(line) is not None

    def _for(self, line: str) -> re.Pattern[str]:
        letter = line[:1] if line[:1] in self._by_letter else ""
        compiled = self.compiled.get(letter)
        if compiled is None:
            tried = [*self._by_letter.get(letter, ()), *self._others]
            pattern = "|".join(f"(?:{alternative})" for alternative in tried) or "(?!)"
            compiled = self.compiled[letter] = re.compile(pattern)
        return compiled


def alternatives(pattern: str) -> Iterator[str]:
    """The parts of a pattern between the `|` that stand outside brackets."""
    start = depth = at = 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif sign == "[":
            at = _end_of_class(pattern, at)
        elif sign == "|" and depth == 0:
            yield pattern[start:at]
            start = at + 1
        depth += (sign == "(") - (sign == ")")
        at += 1
    yield pattern[start:]


def by_letter(alternative: str) -> dict[str, str] | None:
    """Of the letters and digits that all its matches begin with, each with as much of it as may begin so.

    Null where a match may begin otherwise, or be empty: "(?:share|save|print) this" -> {"s": "(?:share|save) this", …}.
    """
    if not alternative:
        return None
    if alternative[0].isalnum():
        opening, rest = {alternative[0]: alternative[0]}, alternative[1:]
    elif alternative[0] == "[":
        end = _end_of_class(alternative, 0)
        inside, rest = alternative[1:end], alternative[end + 1 :]
        opening = {letter: letter for letter in inside if inside.isalnum()}
    elif alternative.startswith(_OPEN):
        end = _end_of_group(alternative)
        opening, rest = _of_any(alternative[len(_OPEN) : end]), alternative[end + 1 :]
    else:
        return None
    if not opening:
        return None
    if rest[:1] == "?":
        following = by_letter(rest[1:])
        return None if following is None else dict.fromkeys(opening.keys() | following.keys(), alternative)
    if rest[:1] in _REPEATED:
        return None if rest[0] != "+" else dict.fromkeys(opening, alternative)
    return {letter: own + rest for letter, own in opening.items()}


def _of_any(pattern: str) -> dict[str, str]:
    """Letter -> the alternatives of a group that begin with it; empty where one of them may begin otherwise."""
    found: dict[str, list[str]] = defaultdict(list)
    for alternative in alternatives(pattern):
        opening = by_letter(alternative)
        if opening is None:
            return {}
        for letter, own in opening.items():
            found[letter].append(own)
    return {letter: own[0] if len(own) == 1 else f"(?:{'|'.join(own)})" for letter, own in found.items()}


def _end_of_class(pattern: str, at: int) -> int:
    """Where the class that opens at `at` closes."""
    at += 2 if pattern[at + 1] != "^" else 3  # a bracket that stands first is one of the class
    while pattern[at] != "]":
        at += 2 if pattern[at] == "\\" else 1
    return at


def _end_of_group(pattern: str) -> int:
    """Where the group with which `pattern` opens closes."""
    depth = at = 0
    while True:
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif sign == "[":
            at = _end_of_class(pattern, at)
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return at
        at += 1
