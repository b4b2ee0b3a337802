"""Titles: the persons that a text introduces by one, and the role that a title names."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from app.extract.lexicon import Lexicon, lexicon
from app.extract.triggers import Triggered, Triggers

# Bounded, and never from within a word: a text of one endless word must not be read anew at each letter.
NAME_PART = r"(?<![^\W_])[A-ZÀ-ÝČŠŽĆĐŁŞĞİ][^\W\d_]{0,40}(?:[-’'][^\W\d_]{1,40}){0,3}"
_PARTICLE = rf"(?:de|del|da|bin|ben|al|el|von|van)(?=\s{NAME_PART})"
_NAME = rf"(?:{NAME_PART}|[A-Z]\.)(?:\s(?:{NAME_PART}|[A-Z]\.|al-{NAME_PART}|{_PARTICLE})){{0,4}}"
_FORMER = re.compile(r"\b(?:former|ex|retired)[\s-]+(?:\w+\s){0,3}$", re.IGNORECASE)
_ONCE = re.compile(
    r", (?:a |an |the |his |her |its )?(?:[\w’'-]+ ){0,2}(?:former\b|ex-|retired\b)", re.IGNORECASE
)
_WORD = re.compile(r"[\w-]+")
_OWNER = re.compile(r"[’']s?$")
# Before a name these hand the title on to another: "a spokesman for", "secretary of President".
_ANOTHERS = re.compile(
    r"\b(?:for|to|by|with|from|and|told|at|against|between|under"
    r"|of(?= (?:the )?(?:[\w-]+ )?(?:[Pp]resident|[Mm]inister|[Ll]eader|[Pp]rime|[Kk]ing)\b)) "
)
_UP_TO_MARK = re.compile(r".*[.,;:“”\"()\n]", re.DOTALL)
_TITLE_END = re.compile(r"[.,;:“”\"()\n]")
_SCARED = re.compile(r"[“\"‘](\w{3,20})[”\"’]")  # the “president” of
_NO_LONGER = re.compile(r"\b(?:former|ex|retired)\b", re.IGNORECASE)
TRIGGERS = Triggers(shortest=400, trials=10)
_MAX_PARTS = 4  # of a name before its title
MAX_OFFSET = 40  # code points of an apposition before its title
MAX_TITLE = 90  # code points looked at beside a name


class Title(NamedTuple):
    """What stands beside a name: `words` from the text offset `at` on, and the roles that they name."""

    roles: frozenset[str]
    words: str
    at: int
    former: bool


class TitleReader:
    """Reads titles by the word order of English."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words
        self._heads = words.heads["official"]
        self._plain: dict[str, str] = words.raw["speakers"]["plain"]
        self._no_names = words.grammar["no_names"] | words.grammar["temporal"]
        self._titles = words.grammar["titles_before_names"]

    def names_in(self, text: str) -> Iterator[tuple[int, str, bool]]:
        """(start, name, of a former official) of each full name that stands beside a title."""
        patterns = patterns_of(self._words.language)
        at = 0
        while (match := patterns.title_and_name.search(text, at)) is not None:
            found = self._named(text, match.span("name"), match.start(), match.end())
            if found is not None:
                yield found
            at = match.start() + 1 if found is None else match.end()
        at, comma = 0, text.find(", ")
        while comma >= 0:
            last = text.rfind(" ", at, comma) + 1  # the last word of what may be a name
            title = patterns.title_after.match(text, comma) if last and text[last].isupper() else None
            name = patterns.name_before.search(text, _words_back(text, last, at), comma) if title else None
            if title is not None and name is not None:
                found = self._named(text, name.span(), name.start(), title.end())
                if found is not None:
                    yield found
                    at = title.end()
            comma = text.find(", ", max(comma + 1, at))

    def _named(self, text: str, name: tuple[int, int], start: int, end: int) -> tuple[int, str, bool] | None:
        """(start, name, of a former official) of the name that stands in text[start:end] with its title."""
        trimmed = self._trimmed(text[slice(*name)])
        if trimmed is None:
            return None
        former = self._is_former(text, start) or _ONCE.search(text, start, end) is not None
        return name[0] + trimmed[0], trimmed[1], former

    def beside(self, text: str, start: int, end: int) -> Iterator[Title]:
        """The titles just before and just after the name text[start:end]: "Tajik Minister X", "X, a senator"."""
        begin = max(0, start - MAX_TITLE)
        before = text[begin:start]
        closed = _UP_TO_MARK.match(before)
        cut = closed.end() if closed is not None else 0
        # "a spokesman for President X": the words before "for" are another's title.
        for match in _ANOTHERS.finditer(before, cut):
            cut = match.end()
        offset, before = begin + cut, before[cut:]
        after = ""
        if text[end : end + 2] == ", ":
            after = _SCARED.sub(r" \1 ", text[end + 2 : end + MAX_TITLE])
            stop = _TITLE_END.search(after)
            after = after[: stop.start()] if stop else after
        for lead, words, at in ((True, before, offset), (False, after, end + 2)):
            role = self._role_in(words, at_end=lead)
            if role is None:
                continue
            # "Deputy Prime Minister and Foreign Minister X"
            other = self._role_in(words.split(" and ")[0], at_end=True) if " and " in words else None
            roles = frozenset((role, other)) if other else frozenset((role,))
            yield Title(roles, words, at, _NO_LONGER.search(words) is not None)

    def _role_in(self, words: str, *, at_end: bool) -> str | None:
        """The role that a title names; before a name (`at_end`) the title must touch it."""
        stripped = words.strip()
        if not stripped:
            return None
        for role, pattern in self._words.roles_in(stripped):
            for match in pattern.finditer(stripped):
                if at_end and not self._closes(stripped[match.end() :]):
                    continue
                if at_end or match.start() <= MAX_OFFSET:
                    return role
        found = _WORD.findall(stripped.lower())
        for word in found[-1:] if at_end else found[:6]:
            if word in self._heads:
                return str(self._plain.get(word, word))
        return None

    def _closes(self, rest: str) -> bool:
        """True for what may stand between a title and its name: "of the government of Mali", "Colonel"."""
        words = rest.split()
        if words and words[0] in ("of", "for"):
            return len(words) <= 9 and not any(word.lower() in self._heads for word in words)
        return len(words) <= 2 and all(word[0].isupper() for word in words)

    def _trimmed(self, name: str) -> tuple[int, str] | None:
        """(code points dropped at the start, name) without titles and words that are no names; null when too short."""
        words, skipped = name.split(), 0
        while words and (words[0].lower() in self._no_names or words[0].lower() in self._titles):
            skipped += len(words.pop(0)) + 1
        while words and _OWNER.sub("", words[-1].lower()) in self._no_names:
            words.pop()
        return (skipped, _OWNER.sub("", " ".join(words))) if len(words) >= 2 else None

    def _is_former(self, text: str, at: int) -> bool:
        return _FORMER.search(text[max(0, at - 40) : at]) is not None


def _words_back(text: str, last: int, floor: int) -> int:
    """Where the words begin that may be a name whose last word is at `last`."""
    for _ in range(_MAX_PARTS - 1):
        if last <= floor:
            return floor
        last = text.rfind(" ", floor, last - 1) + 1 or floor
    return last


class _Patterns(NamedTuple):
    title_and_name: Triggered
    title_after: re.Pattern[str]  # from the comma after a name
    name_before: re.Pattern[str]  # up to that comma


def any_title(heads: Iterable[str]) -> str:
    """An expression for any of `heads`, the longest first; by first letter: a word is compared with few of them."""
    by_letter: dict[str, list[str]] = {}
    for head in sorted(heads, key=lambda head: (-len(head), head)):
        by_letter.setdefault(head[0], []).append(re.escape(head[1:]))
    return "|".join(f"[{first.upper()}{first}](?:{'|'.join(rest)})" for first, rest in by_letter.items())


@cache
def patterns_of(language: str) -> _Patterns:
    words = lexicon(language)
    assert words is not None
    title = any_title(words.heads["official"])
    of_affairs = r"(?:[\w-]+ (?:and )?){1,4}(?:affairs|relations|matters|issues|policy|cooperation|security|defen[cs]e)"
    of_body = rf"(?:the )?{NAME_PART}(?: (?:and |of |the )*{NAME_PART}){{0,4}}"
    field = rf"(?: (?:of|for) (?:{of_body}|{of_affairs}))?"
    full = rf"{NAME_PART}(?: (?:{NAME_PART}|[A-Z]\.)){{1,{_MAX_PARTS - 1}}}"
    return _Patterns(
        TRIGGERS.compile(rf"\b(?:{title}){field},? (?P<name>{_NAME})", least=1),
        re.compile(rf", (?:(?:the|a|an|his|her|its) )?(?:[\w’'-]+ ){{0,6}}?[“\"‘']?(?:{title})\b"),
        re.compile(rf"{full}$"),
    )
