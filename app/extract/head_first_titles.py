"""Titles before names in languages whose head comes first: "министр обороны Нигера Салифу Моди"."""

import re
from collections.abc import Iterator
from functools import cache

from app.extract.lexicon import Lexicon, lexicon
from app.extract.titles import MAX_TITLE, TRIGGERS, Title, any_title
from app.extract.triggers import Triggered

# "аль-Асад", "ад-Дахак": the article is small or not.
_ARTICLE = r"(?:(?:[Аа]ль|[Аа]д|[Аа]н|[Аа]ш|[Аа]с|[Аа]т|[Ээ]ль|al|el|ad|ash|as)-)?"
_NAME_PART = rf"(?<![^\W_]){_ARTICLE}[^\W\d_a-zà-ÿа-яё][^\W\d_]{{1,40}}(?:[-’'][^\W\d_]{{1,40}}){{0,3}}"
_WORD = re.compile(r"[^\W\d_][\w-]*")
_WORD_BEFORE = re.compile(r"(\w[\w-]*)\s+$")
_COURTESY = r"(?:MM?\.|Mme|Mlle|Sra?\.|Dra?\.)"
_COURTEOUS = re.compile(rf"(?<!\w){_COURTESY} $")
_INITIAL = r"(?<!\w)[^\W\d_a-zà-ÿ]\.(?:-[^\W\d_a-zà-ÿ]\.)?"
_INITIALS = r"(?: \([^\W\d_a-zà-ÿа-яё]{2,8}\))?"  # of a body, after its name
_INITIALS_LAST = re.compile(rf"{_INITIALS}$")
_VOWELS = "аеёиоуыэюя"
_MARKS = re.compile(r"[.,;:“”„«»\"()\n–—]")


class HeadFirstTitles:
    """Reads titles in one language; a title in another form than the dictionary's belongs to another clause.

    Where nouns are not declined, the last title before a name is the name's ("el portavoz del presidente Putin"), and
    the first one where a comma parts them ("el portavoz del presidente Putin, Dmitri Peskov").
    """

    def __init__(self, words: Lexicon) -> None:
        self._words = words
        self._heads = words.heads["official"]
        self._plain: dict[str, str] = words.raw["speakers"]["plain"]
        self._former = re.compile(words.raw["speakers"]["titles"]["former"])
        self._oblique = re.compile(words.raw["grammar"]["oblique"])
        self._modifier = re.compile(words.raw["grammar"]["modifier"])
        self._undeclined: bool = words.raw["grammar"].get("undeclined", False)

    def names_in(self, text: str) -> Iterator[tuple[int, str, bool]]:
        """(start, name, of a former official) of each full name that ends a phrase with a title as its head."""
        for match in title_and_name(self._words.language).finditer(text):
            words = match["name"].split(" ")
            skipped = 0
            while words and not self._may_be_name(words[0]):
                skipped += len(words.pop(0)) + 1
            size = next((k for k, word in enumerate(words) if not self._may_be_name(word)), len(words))
            if size < 2:
                continue
            before = text[max(0, match.start() - 20) : match.start()].lower()
            former = self._former.search(before) is not None
            if self._undeclined:
                title = _WORD.findall(text[match.start() : match.start("name")].lower())
                former = former or any(
                    w in self._words.heads["other"] for w in (*before.split()[-2:], *title)
                )
            yield match.start("name") + skipped, " ".join(words[:size]), former

    def _may_be_name(self, word: str) -> bool:
        low = word.lower()
        return not (
            low in self._words.grammar["no_names"]
            or any(low in self._words.heads[kind] for kind in ("body", "official", "agencies", "media"))
            or self._oblique.search(low)
        )

    def beside(self, text: str, start: int, end: int) -> Iterator[Title]:
        """The title that a name ends, and the one that follows it after a comma."""
        before = text[max(0, start - MAX_TITLE) : start]
        if self._undeclined and (courteous := _COURTEOUS.search(before)) is not None:
            start -= len(courteous[0])
            before = before[: courteous.start()]
        apart = self._undeclined and before.endswith(", ")
        if apart:
            before = before[:-2]
        if before.endswith(")"):
            before = _INITIALS_LAST.sub(_blanks, before)
        cut = max((match.end() for match in _MARKS.finditer(before)), default=0)
        at, before = start - len(before) - 2 * apart + cut, before[cut:]
        head = self._head_of(before, last=self._undeclined and not apart)
        if (
            head is not None
            and not self._is_clause(before[head:])
            and not self._is_anothers(before, text[start:end])
        ):
            yield from self._title(before[head:], at + head, before[:head])
        if text[end : end + 2] == ", ":
            after = _MARKS.split(text[end + 2 : end + MAX_TITLE], maxsplit=1)[0]
            first = re.search(r"\w[\w-]*", after)
            if first is not None and self._head_of(after) is not None:
                yield from self._title(after, end + 2, "")

    def _head_of(self, words: str, *, last: bool = False) -> int | None:
        """Where the first title in the form of the dictionary stands, or the last; with the "Premier" of a minister."""
        found: int | None = None
        for match in _WORD.finditer(words):
            low = match[0].lower()
            if low not in self._heads or low in self._words.lemmas:
                continue
            found = match.start()
            if not last:
                break
        if found is None or not self._undeclined:
            return found
        while (before := _WORD_BEFORE.search(words[:found])) and self._modifier.search(before[1].lower()):
            found = before.start()
        return found

    def _is_clause(self, words: str) -> bool:
        """True for "portavoz al indicar que": the title belongs to what stands before the name's clause."""
        if not self._undeclined:
            return False
        lows = words.lower().split()
        ends = self._words.grammar["complementizers"] | self._words.grammar["relatives"]
        return any(lows[at] in ends or self._words.verb_at(lows, at) for at in range(1, len(lows)))

    def _is_anothers(self, before: str, name: str) -> bool:
        """True for the name in "пресс-секретарь президента Владимира Путина": the title that it ends is declined."""
        last = before.split()[-1:]
        declined = bool(last) and last[0].lower() in self._heads and last[0].lower() in self._words.lemmas
        return declined and name[-1] in _VOWELS and name.split(maxsplit=1)[0] not in self._words.female_names

    def _title(self, words: str, at: int, before: str) -> Iterator[Title]:
        role = self._words.role_of(words)
        if role is None:
            head = next((word for word in words.lower().split() if word in self._heads), "")
            role = self._plain.get(head, head)
        former = self._former.search(before.lower()) is not None
        # "el politólogo y director del Instituto": of no state.
        beside = (*before.lower().split()[-2:], *_WORD.findall(words.lower()))
        private = self._undeclined and any(word in self._words.heads["other"] for word in beside)
        yield Title(frozenset((role,)), words, at, former or private)


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])


@cache
def title_and_name(language: str) -> Triggered:
    """A title of the language, and the name that ends its phrase."""
    words = lexicon(language)
    assert words is not None
    title = any_title(words.heads["official"] - words.lemmas.keys())
    comma, courtesy, first = "", "", _NAME_PART
    if words.raw["grammar"].get("undeclined", False):
        comma, courtesy, first = ",?", f"(?:{_COURTESY} )?", f"(?:{_INITIAL}|{_NAME_PART})"
    return TRIGGERS.compile(
        rf"\b(?:{title})(?: [^\W\d_][\w’'-]*){{0,8}}?{_INITIALS}{comma} {courtesy}"
        rf"(?P<name>{first}(?: {_NAME_PART}){{1,3}})",
        least=1,
    )
