"""Which states a statement is about, other than Russia where another one is meant."""

import re
from functools import cache

from app.clean.article import CleanArticle
from app.domain.kinds import CountryKind
from app.domain.spans import Span
from app.extract.cast import Cast
from app.extract.findings import FoundBase
from app.extract.lexicon import Lexicon, lexicon
from app.extract.name_index import NameIndex
from app.extract.said import Said
from app.extract.sentences import Sentence

_HOME = "RU"
_MAX_AWAY = 40  # code points
MAX_OUTLET = 30  # code points after a state's name that may say it is an outlet
MAX_HEADED = 8  # sentences that the name of a state may head
MAX_BACK = 2  # sentences before, where the state may be named


class CountryFinder:
    """Countries of the statements of one article."""

    def __init__(
        self,
        article: CleanArticle,
        cast: Cast,
        index: NameIndex,
        sentences: list[Sentence],
        words: Lexicon,
        bases: tuple[FoundBase, ...],
    ) -> None:
        self._cast, self._index, self._sentences = cast, index, sentences
        self._text = article.text
        self._bases = [base for base in bases if base.base is not None]
        self._titled = {mention.code for mention in cast.title_countries}
        self._leading = self._lead()
        self._media = words.heads["media"]
        self._away, self._region, self._ours = _patterns(words.language)

    def of(self, said: Said, carried: tuple[str, ...], *, leans: bool) -> tuple[str, ...]:
        """Named in the words; else beside them; else `carried` on from the statement before; else the speaker's own."""
        home = self._home(said)
        own = self._in(said.content, said) or self._of_bases(said.content) or self._of_hosts(said)
        if own:
            # "our territory", "the country": the speaker's own is meant too.
            ours = (
                home
                and home not in own
                and (
                    said.speaker.kind == "country"
                    or home in self._titled
                    or self._ours.search(said.content.of(self._text).lower())
                )
            )
            return (home, *own) if home and ours else own
        sentence = self._sentences[said.sentence].span
        hosts = home is not None and bool(self._index.bases_in(home))
        beside = self._in(Span(sentence.start, sentence.end), said)
        if not hosts:  # "…, said the American secretary of defence"
            beside = tuple(code for code in beside if code != home)
        if beside:
            return beside
        headed = self._heading(said)
        if headed:
            return headed
        if carried and (leans or not hosts):
            return carried
        if home is not None and hosts:
            return (home,)
        if home is not None and self._is_regional(said):
            return ()
        found = carried or self._before(said) or self._leading
        if home is None:
            return found
        # Who hosts none speaks of another's: of the host named before.
        return tuple(code for code in found if self._index.bases_in(code)) or (home,)

    def _heading(self, said: Said) -> tuple[str, ...]:
        """The states that open the paragraph by themselves: "TOGO. The president …" in a digest."""
        paragraph, first = self._sentences[said.sentence].paragraph, said.sentence
        while (
            first and said.sentence - first < MAX_HEADED and self._sentences[first - 1].paragraph == paragraph
        ):
            first -= 1
        span = self._sentences[first].span
        if first == said.sentence:
            return ()
        named = self._cast.countries_in(span.start, span.end)
        alone = len(named) == 1 and named[0].start == span.start and named[0].end >= span.end - 1
        return self._in(span, said) if alone else ()

    def _before(self, said: Said) -> tuple[str, ...]:
        """The states that the nearest sentence before names."""
        for number in range(said.sentence - 1, max(-1, said.sentence - 1 - MAX_BACK), -1):
            found = self._in(self._sentences[number].span, said)
            if found:
                return () if self._is_regional(said) else found
        return ()

    def _of_bases(self, span: Span) -> tuple[str, ...]:
        """The states whose known bases the words name: "the base in Tartus"."""
        codes = (base.territory or base.country for base in self._bases if span.overlaps(base.span))
        return tuple(dict.fromkeys(code for code in codes if code != _HOME))

    def _of_hosts(self, said: Said) -> tuple[str, ...]:
        """The states of the persons whom the words name, if Russia has bases there: "Putin and Maduro spoke of …"."""
        persons = (m.person for m in self._cast.mentions_in(said.content.start, said.content.end))
        codes = (person.country for person in persons if person is not said.speaker.person)
        hosts = tuple(
            dict.fromkeys(c for c in codes if c is not None and c != _HOME and self._index.bases_in(c))
        )
        return () if hosts and self._is_regional(said) else hosts

    def _is_regional(self, said: Said) -> bool:
        """True for words on a part of the world and no state: Washington on Latin America."""
        return self._region.search(said.content.of(self._text).lower()) is not None

    def _home(self, said: Said) -> str | None:
        """The speaker's state or territory, when it is not Russia."""
        code = said.speaker.country
        return code if code is not None and code != _HOME and self._is_state(code) else None

    def _in(self, span: Span, said: Said) -> tuple[str, ...]:
        codes = []
        for mention in self._cast.countries_in(span.start, span.end):
            if mention.code == _HOME or not self._is_state(mention.code):
                continue
            if self._is_outlet(mention.end) or self._away.search(
                self._text[max(span.start, mention.start - _MAX_AWAY) : mention.start].lower()
            ):
                continue
            if (
                said.source is not None
                and said.source.start <= mention.start < said.source.end
                and mention.code == said.speaker.country
            ):
                continue
            codes.append(mention.code)
        return tuple(dict.fromkeys(codes))

    def _is_outlet(self, end: int) -> bool:
        """True for the "Italian" of "Italian television": an outlet is heard, not meant."""
        following = self._text[end : end + MAX_OUTLET].removeprefix("’s").removeprefix("'s").lower()
        return any(word in self._media for word in following.split()[:2])

    def _is_state(self, code: str) -> bool:
        country = self._index.country(code)
        return country is not None and country.kind is not CountryKind.ORGANISATION

    def _lead(self) -> tuple[str, ...]:
        """The one foreign state of the title, when it has one."""
        codes = {m.code for m in self._cast.title_countries if m.code != _HOME and self._is_state(m.code)}
        return tuple(codes) if len(codes) == 1 else ()


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Not there but near it, before a state's name; a region without a state; the speaker's own state."""
    words = lexicon(language)
    assert words is not None
    data = words.raw["topics"]["countries"]
    away, region, ours = ("|".join(data[name]) for name in ("away", "region", "ours"))
    return re.compile(rf"(?:{away})$"), re.compile(region), re.compile(ours)
