"""Is it about what we record: bases, deployments, arms, exercises, withdrawal, military cooperation?"""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import islice

from app.extract.alternatives import any_of
from app.extract.lexicon import Lexicon, lexicon
from app.extract.triggers import Triggered, Triggers

TRIGGERS = Triggers(shortest=24)
_ENOUGH = 2  # places that name the subject, in an article that is about it
MAX_LEANING = 60  # words of a quotation that may lean on the statement before it


@dataclass(frozen=True, slots=True)
class _Patterns:
    strong: Triggered
    weak: Triggered
    off: Triggered
    other_base: Triggered
    anaphora: Triggered
    back: Triggered
    all_before: Triggered
    home: Triggered


class Subject:
    """The subject of one article, against which its sentences are read."""

    def __init__(self, text: str, title: str | None, words: Lexicon, known_bases: list[str]) -> None:
        """`known_bases` are the places of the text that name a base of the reference, as written."""
        self._patterns = patterns_of(words.language)
        self._other_base_word: str = words.raw["topics"]["subject"]["other_base_word"]
        self._whole, self._title = f"{title or ''}\n{text}", title
        base_in_title = title is not None and any(name in title for name in known_bases)
        self._bases = len(known_bases) + base_in_title
        self._base_in_title = base_in_title
        self._parts = [self]
        # Most articles name Russia at once: not worth a reading of the whole.
        self.of_ours = self._is_of_ours(self._whole)

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
        """Places of the text that name the subject, counted until they are enough."""
        if self._bases >= _ENOUGH:
            return self._bases
        strong = self._patterns.strong.finditer(self._without_other_bases(self._whole))
        return self._bases + sum(1 for _ in islice(strong, _ENOUGH))

    def _is_of_ours(self, whole: str) -> bool:
        """True when it names the state whose presence we record twice, or once beside words of the subject."""
        homes = list(islice(self._patterns.home.regex.finditer(_low(whole)), 2))
        if len(homes) != 1:
            return bool(homes)
        start = whole.rfind("\n", 0, homes[0].start()) + 1
        end = whole.find("\n", homes[0].end())
        return self.strongly(whole[start : end if end >= 0 else len(whole)])

    def says(self, content: str) -> bool:
        """True when `content` is about the subject by its own words."""
        if not self.on_subject:
            return False
        content = self._without_other_bases(content)
        if self._patterns.strong.search(content):
            return True
        return (
            self._well_on_subject
            and self._patterns.weak.search(content) is not None
            and self._patterns.off.search(content) is None
        )

    def strongly(self, content: str) -> bool:
        """True when `content` would be about the subject in any article."""
        return self._patterns.strong.search(self._without_other_bases(content)) is not None

    def is_elsewhere(self, content: str) -> bool:
        """True when `content` is about trade, sport and the like: "the port of Tartus will handle grain"."""
        return self._patterns.off.search(_low(content)) is not None

    def points_back(self, content: str) -> bool:
        """True when `content` speaks of "this issue", "these reports", "such statements"."""
        return self._patterns.back.search(_low(content)) is not None

    def points_to_all(self, content: str) -> bool:
        """True when a lone "this" stands for all that was said before: "she wanted to achieve this by talks"."""
        return self._patterns.all_before.search(_low(content)) is not None

    def leans(self, content: str, number_of_words: int) -> bool:
        """True for words that say nothing of the subject but point back: "this issue has not been discussed"."""
        content = _low(content)
        return (
            self.on_subject
            and number_of_words <= MAX_LEANING * (1 + self._about_a_base)
            and (
                self._patterns.anaphora.search(content) is not None
                or self._patterns.back.search(content) is not None
            )
            and (self._about_a_base or self._patterns.off.search(content) is None)
        )

    def _without_other_bases(self, content: str) -> str:
        """In lower case, as the patterns are, without customer bases and what is based on something."""
        content = _low(content)
        return self._patterns.other_base.sub(" ", content) if self._other_base_word in content else content


@lru_cache(maxsize=64)
def _low(content: str) -> str:
    """As the patterns are, in lower case with straight apostrophes; the same object for the same words."""
    return content.lower().replace("’", "'")


@cache
def patterns_of(language: str) -> _Patterns:
    words = lexicon(language)
    assert words is not None
    data = words.raw["topics"]
    subject = data["subject"]
    return _Patterns(
        *(
            any_of(group, TRIGGERS, least=1)
            for group in (
                subject["strong"],
                subject["weak"],
                subject["off"],
                subject["other_base"],
                data["anaphora"]["any"],
                data["anaphora"]["back"],
                data["anaphora"]["all_before"],
                subject["home"],
            )
        )
    )
