"""Standing deployments told by their size alone: "more than 6,000 troops in Tajikistan", with no facility noun."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.kinds import BaseKind
from app.domain.spans import Span
from app.extract.base_status import is_denied
from app.extract.context import Context, InOrder
from app.extract.fact_grammar import FactGrammar
from app.extract.fact_words import FactWords
from app.extract.name_index import CountryMention
from app.extract.name_spellings import CountryCue
from app.extract.people_counts import PeopleCounts
from app.extract.status_words import StatusWords

_RUSSIA = "RU"
_AT_WAR = "UA"  # Russian troops there are an army in the field, no deployment that a base record could hold
_OWNER_REACH = (
    120  # code points before a count in which Russia may stand as the one who has or sent the people
)
_REACH = 400  # code points to either side in which a word can void the count
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
        self._counts, self._main = counts, main
        self._countries = InOrder(countries, lambda mention: mention.start)

    def find(self) -> Iterator[Deployment]:
        """In text order; nothing that is planned, denied, withdrawn, lost or on exercise."""
        at = 0
        for count in self._counts.counted(self._text, 0, len(self._text)):
            start, end = count.span.start, count.span.end
            if start < at or not self._is_russian(count.span):
                continue
            first, last = self._context.sentence(start)
            sentence = max(first, start - _REACH), min(last, end + _REACH)
            before = self._text[max(sentence[0], start - _OWNER_REACH) : start]
            if self._grammar.passing.search(before) or self._words.not_people.search(self._text, *sentence):
                continue
            if is_denied(self._text, sentence[0], start, self._cues):
                continue
            host = self._host(end, sentence[1]) or self._host_before(start, sentence[0])
            if host is None:
                continue
            at = max(end, host.end)
            yield Deployment(Span(start, at), count.span, count.value, host.code, self._kind(start, end))

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
        named = self._countries.between(first, count.start)
        if len(named) > 1 and named[-2].code == _RUSSIA and named[-2].how is not CountryCue.DEMONYM:
            # "Russia keeps in Transnistria some 1,500 men"
            keeps = self._grammar.keeps.match(self._text, named[-2].end, named[-1].start)
            if keeps is not None and self._grammar.host_before.fullmatch(
                self._text, keeps.end() - 1, named[-1].start
            ):
                return True
        if not named or named[-1].code != _RUSSIA or named[-1].how is CountryCue.DEMONYM:
            return False
        return self._grammar.keeps.fullmatch(self._text, named[-1].end, count.start) is not None

    def _host_before(self, start: int, first: int) -> CountryMention | None:
        """ "In Tajikistan there are 6,000": the place stands before the count."""
        near = max(first, start - _OWNER_REACH)
        before = [m for m in self._countries.between(near, start) if m.code != _RUSSIA]
        if not before or not self._may_host(before[-1]):
            return None
        placed = self._grammar.host_before.search(
            self._text, max(first, before[-1].start - 20), before[-1].start
        )
        told = self._grammar.host_before_gap.fullmatch(self._text, before[-1].end, start)
        return before[-1] if placed and told else None

    @staticmethod
    def _may_host(mention: CountryMention) -> bool:
        abroad = mention.code not in (_RUSSIA, _AT_WAR) and not mention.code.startswith(("UA-", "X-N"))
        return abroad and mention.how is CountryCue.NAME

    def _host(self, end: int, last: int) -> CountryMention | None:
        after = self._countries.between(end, min(last, end + _HOST_REACH))
        for mention in after:
            if not self._grammar.host_gap.fullmatch(self._text, end, mention.start):
                continue
            return mention if self._may_host(mention) else None
        there = self._grammar.there.match(self._text, end, last)
        if there is not None and self._main is not None and self._main != _AT_WAR:
            return CountryMention(there.start(), there.end(), self._main, CountryCue.NAME)
        return None
