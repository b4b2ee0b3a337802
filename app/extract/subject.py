"""Is it about what we record: bases, deployments, arms, exercises, withdrawal, military cooperation?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import islice
from typing import NamedTuple

from app.domain.spans import Span
from app.extract.alternatives import Alternatives, AnyOf, joined
from app.extract.lexicon import Lexicon, lexicon

_WITHIN = frozenset("-'")  # marks within a word
_ENOUGH = 2  # places that name the subject, in an article that is about it
MAX_LEANING = 60  # words of a quotation that may lean on the statement before it


@dataclass(frozen=True, slots=True)
class _Patterns:
    sets: tuple[Alternatives, ...]  # of all that follows
    strong: AnyOf
    weak: AnyOf
    off: AnyOf
    anaphora: AnyOf
    back: AnyOf
    all_before: AnyOf
    other_base: AnyOf
    home: re.Pattern[str]


class _Words(NamedTuple):
    """low[start:end]: in lower case, as the patterns are; `own` has blanks for other bases than military ones."""

    low: str
    own: str
    start: int
    end: int


class Subject:
    """The subject of one article, against which its words are read: a span of its text, or a string of them."""

    def __init__(
        self, text: str, title: str | None, spans: Sequence[Span], words: Lexicon, known_bases: list[str]
    ) -> None:
        """`spans` are the parts of `text` that are meant, `known_bases` the places of it that name a base of the
        reference, as written.
        """
        self._patterns = patterns_of(words.language)
        self._other_base_word: str = words.raw["topics"]["subject"]["other_base_word"]
        self._text, self._title, self._spans = text, title, spans
        self._base_in_title = title is not None and any(name in title for name in known_bases)
        self._bases = len(known_bases) + self._base_in_title
        self._low = _low(text)
        self._parts = [self]
        self.of_ours = self._is_of_ours()

    def shared_with(self, parts: list["Subject"]) -> None:
        """Be as much on the subject as the parts of the article in other languages are: a summary at its end."""
        self._parts = parts
        self.of_ours = any(part.of_ours for part in parts)

    @property
    def may_be_met(self) -> bool:
        """False where no words of the text can be a statement on the subject."""
        return self.of_ours and self.on_subject

    @cached_property
    def on_subject(self) -> bool:
        return any(part._places >= 1 for part in self._parts)

    @cached_property
    def in_title(self) -> bool:
        return self._title is not None and (self._base_in_title or self.strongly(self._title))

    @cached_property
    def _well_on_subject(self) -> bool:
        return any(part._places >= _ENOUGH for part in self._parts)

    @cached_property
    def _about_a_base(self) -> bool:
        return any(part._bases >= _ENOUGH for part in self._parts)

    @cached_property
    def _places(self) -> int:
        """Places of the title and the text that name the subject, counted until they are enough."""
        if self._bases >= _ENOUGH:
            return self._bases
        parts: list[str | Span] = [self._title or "", *self._spans]
        strong = (
            match
            for words in map(self._words, parts)
            for match in self._patterns.strong.finditer(words.own, words.start, words.end)
        )
        return self._bases + sum(1 for _ in islice(strong, _ENOUGH))

    def _is_of_ours(self) -> bool:
        """True when it names the state whose presence we record twice, or once beside words of the subject."""
        title = _low(self._title or "")
        places = (
            (low, match)
            for low, start, end in ((title, 0, len(title)), *((self._low, *span) for span in self._spans))
            for match in self._patterns.home.finditer(low, start, end)
        )
        homes = list(islice(places, 2))  # most articles name it at once
        if len(homes) != 1:
            return bool(homes)
        low, home = homes[0]
        if low is title:
            return self.strongly(title)
        start = low.rfind("\n", 0, home.start()) + 1
        end = low.find("\n", home.end())
        return self.strongly(Span(start, end if end >= 0 else len(low)))

    def says(self, content: str | Span) -> bool:
        """True when `content` is about the subject by its own words."""
        if not self.on_subject:
            return False
        _, own, start, end = self._words(content)
        if self._patterns.strong.search(own, start, end):
            return True
        return (
            self._well_on_subject
            and self._patterns.weak.search(own, start, end) is not None
            and self._patterns.off.search(own, start, end) is None
        )

    def strongly(self, content: str | Span) -> bool:
        """True when `content` would be about the subject in any article."""
        _, own, start, end = self._words(content)
        return self._patterns.strong.search(own, start, end) is not None

    def is_elsewhere(self, content: str | Span) -> bool:
        """True when `content` is about trade, sport and the like: "the port of Tartus will handle grain"."""
        low, _, start, end = self._words(content)
        return self._patterns.off.search(low, start, end) is not None

    def points_back(self, content: str | Span) -> bool:
        """True when `content` speaks of "this issue", "these reports", "such statements"."""
        return self._is_in(self._patterns.back, content)

    def points_to_all(self, content: str | Span) -> bool:
        """True when a lone "this" stands for all that was said before: "she wanted to achieve this by talks"."""
        return self._is_in(self._patterns.all_before, content)

    def leans(self, content: str | Span, number_of_words: int) -> bool:
        """True for words that say nothing of the subject but point back: "this issue has not been discussed"."""
        return (
            self.on_subject
            and number_of_words <= MAX_LEANING * (1 + self._about_a_base)
            and (self._is_in(self._patterns.anaphora, content) or self.points_back(content))
            and (self._about_a_base or not self.is_elsewhere(content))
        )

    def _is_in(self, pattern: AnyOf, content: str | Span) -> bool:
        """Asked of few words: not worth a reading of the article."""
        words = content.of(self._text) if isinstance(content, Span) else content
        return pattern.search(_low(words)) is not None

    def _words(self, content: str | Span) -> _Words:
        if not isinstance(content, Span):
            low = _low(content)
            return _Words(low, self._without_other_bases(low), 0, len(low))
        start, end = content
        if start and self._low[start - 1] in _WITHIN:  # "l'" before a French noun: the words begin within one
            return self._words(content.of(self._text))
        return _Words(self._low, self._own, start, end)

    @cached_property
    def _own(self) -> str:
        return self._without_other_bases(self._low)

    def _without_other_bases(self, low: str) -> str:
        """With blanks for customer bases and what is based on something, every offset as it was."""
        if self._other_base_word not in low:
            return low
        return self._patterns.other_base.sub(lambda match: " " * len(match[0]), low)


@lru_cache(maxsize=64)
def _low(content: str) -> str:
    """In lower case with straight apostrophes, every offset as it was; the same object for the same words."""
    if "İ" in content:  # the one letter that lower case makes two of
        content = content.replace("İ", "i")
    return content.lower().replace("’", "'")


@cache
def patterns_of(language: str) -> _Patterns:
    words = lexicon(language)
    assert words is not None
    subject, anaphora = words.raw["topics"]["subject"], words.raw["topics"]["anaphora"]
    told, leaning = Alternatives(), Alternatives()
    return _Patterns(
        sets=(told, leaning),
        strong=told.any_of(subject["strong"]),
        weak=told.any_of(subject["weak"]),
        off=told.any_of(subject["off"]),
        anaphora=leaning.any_of(anaphora["any"]),
        back=leaning.any_of(anaphora["back"]),
        all_before=leaning.any_of(anaphora["all_before"]),
        other_base=told.any_of(subject["other_base"]),
        home=re.compile(joined(subject["home"])),
    )
