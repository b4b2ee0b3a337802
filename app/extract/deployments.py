"""Standing deployments told by their size alone: "more than 6,000 troops in Tajikistan", with no facility noun."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.kinds import BaseKind
from app.domain.spans import Span
from app.extract.base_status import is_denied
from app.extract.context import Context
from app.extract.fact_grammar import FactGrammar
from app.extract.fact_words import FactWords
from app.extract.name_index import CountryCue, CountryMention
from app.extract.people_counts import PeopleCounts
from app.extract.status_words import StatusWords

_RUSSIA = "RU"
_AT_WAR = "UA"  # Russian troops there are an army in the field, no deployment that a base record could hold
_OWNER_REACH = (
    120  # code points before a count in which Russia may stand as the one who has or sent the people
)
_HOST_REACH = 70  # code points after it in which the host country may stand


@dataclass(frozen=True, slots=True)
class Deployment:
    """Russia's people in `country`: folded[span] is "up to 200 troops to Equatorial Guinea"."""

    span: Span
    count: Span
    value: str  # "up to 200"
    country: str
    kind: BaseKind  # TRAINING_CENTRE for instructors, PEACEKEEPING or GARRISON


class Deployments:
    """Reads one text; `main` is the country that the text is about, for "in the republic"."""

    def __init__(
        self,
        context: Context,
        words: FactWords,
        grammar: FactGrammar,
        cues: StatusWords,
        counts: PeopleCounts,
        countries: list[CountryMention],
        main: str | None,
    ) -> None:
        self._context, self._text = context, context.text
        self._words, self._grammar, self._cues = words, grammar.deployments, cues
        self._peacekeepers = grammar.claims.peacekeepers
        self._counts, self._countries, self._main = counts, countries, main

    def find(self) -> Iterator[Deployment]:
        """In text order; nothing that is planned, denied, withdrawn, lost or on exercise."""
        at = 0
        for count in self._counts.counted(self._text, 0, len(self._text)):
            start, end = count.span.start, count.span.end
            if start < at or not self._is_russian(count.span):
                continue
            sentence = self._context.sentence(start)
            before = self._text[max(sentence[0], start - _OWNER_REACH) : start]
            if self._grammar.passing.search(before) or self._words.not_people.search(self._text, *sentence):
                continue
            if is_denied(self._text, sentence[0], start, self._cues):
                continue
            host = self._host(end, sentence[1])
            if host is None:
                continue
            at = host.end
            yield Deployment(
                Span(start, host.end), count.span, count.value, host.code, self._kind(start, end)
            )

    def _kind(self, start: int, end: int) -> BaseKind:
        if self._grammar.trainers.search(self._text, start, end):
            return BaseKind.TRAINING_CENTRE
        if self._peacekeepers.search(self._text, start, end):
            return BaseKind.PEACEKEEPING
        return BaseKind.GARRISON

    def _is_russian(self, count: Span) -> bool:
        """ "200 Russian troops", or Russia "has", "keeps" or "sent" them."""
        if self._words.owner.search(self._text, count.start, count.end):
            return True
        if self._grammar.people_owner.match(self._text, count.end):
            return True
        first = max(self._context.sentence(count.start)[0], count.start - _OWNER_REACH)
        named = [m for m in self._countries if first <= m.start < count.start]
        if not named or named[-1].code != _RUSSIA or named[-1].how is CountryCue.DEMONYM:
            return False
        return self._grammar.keeps.fullmatch(self._text, named[-1].end, count.start) is not None

    def _host(self, end: int, last: int) -> CountryMention | None:
        after = [m for m in self._countries if end <= m.start < min(last, end + _HOST_REACH)]
        for mention in after:
            if not self._grammar.host_gap.fullmatch(self._text, end, mention.start):
                continue
            foreign = mention.code not in (_RUSSIA, _AT_WAR) and not mention.code.startswith(("UA-", "X-N"))
            return mention if foreign and mention.how is not CountryCue.CAPITAL else None
        there = self._grammar.there.match(self._text, end, last)
        if there is not None and self._main is not None and self._main != _AT_WAR:
            return CountryMention(there.start(), there.end(), self._main, CountryCue.NAME)
        return None
