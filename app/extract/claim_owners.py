"""Which base a claim is about: the one that its clause speaks of, never merely one that stands near."""

import re
from collections.abc import Sequence

from app.domain.kinds import BaseKind, BaseStatus, ClaimProperty
from app.domain.spans import Span
from app.extract.base_drafts import BaseDraft
from app.extract.base_status import status_of
from app.extract.claims import Fact, FactFinder
from app.extract.context import Context, InOrder
from app.extract.fact_grammar import fact_grammar
from app.extract.fact_words import fact_words
from app.extract.findings import FoundClaim
from app.extract.name_index import CountryMention
from app.extract.name_spellings import CountryCue
from app.extract.status_words import status_words

_OVER = frozenset({BaseStatus.CLOSED, BaseStatus.WITHDRAWN})
_TALK = frozenset({BaseStatus.PROPOSED, BaseStatus.PLANNED, BaseStatus.DENIED, BaseStatus.REPORTED})
# How sure a claim is: by its kind, times how sure its base is.
_SURE = dict.fromkeys(ClaimProperty, 0.92) | {
    ClaimProperty.STATUS: 0.82,
    ClaimProperty.OPENED: 0.85,
    ClaimProperty.LOCATION: 0.88,
    ClaimProperty.PERSONNEL: 0.88,
}
_OWNED, _OWNED_BY_ORDER, _CARRIED_ON = 1.0, 0.93, 0.85
_OF_PEOPLE = frozenset({ClaimProperty.PERSONNEL, ClaimProperty.LOCATION})
_MAX_STATUSES = 2  # of one base in one article
_CARRIED = 2  # sentences without a base that still speak of the last one
_TIGHT = 60  # code points from a base to a claim that is its own among several bases
_BRACKET = re.compile(r"[\"']? \(")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_PARTED = re.compile(r"[,;:()\n]")


class ClaimReader:
    """Reads one text sentence by sentence and gives each claim to its base."""

    def __init__(
        self,
        text: str,
        context: Context,
        language: str,
        countries: list[CountryMention],
        published: str | None,
    ) -> None:
        self._text, self._context, self._folded = text, context, context.text
        self._words, self._cues = fact_words(language), status_words(language)
        self._grammar = fact_grammar(language).claims
        self._published = published
        self._countries = InOrder(countries, lambda mention: mention.start)
        names = frozenset(text[m.start : m.end] for m in countries if m.how is not CountryCue.CAPITAL)
        self._facts_of = FactFinder(text, context.text, language, published, names)
        self._english = FactFinder(text, context.text, "en", published, names) if language == "ru" else None

    def read(self, drafts: Sequence[BaseDraft]) -> None:
        """Fill the claims of `drafts`, the bases of the text."""
        if not drafts:
            return
        for draft in drafts:
            draft.mentions.sort()
        mentions = sorted(
            (span.start, number) for number, draft in enumerate(drafts) for span in draft.mentions
        )
        at = 0  # of the first mention that no sentence has held yet
        position, carried = 0, 0
        previous: BaseDraft | None = None
        while position < len(self._folded):
            sentence = self._context.sentence(position)
            numbers = set()
            while at < len(mentions) and mentions[at][0] < sentence[1]:
                numbers.add(mentions[at][1])
                at += 1
            present = [drafts[number] for number in sorted(numbers)]
            subject = self._subject(present, drafts, sentence, previous)
            told = (subject is not None or len(present) > 0) and self._facts(present, subject, sentence)
            for draft in present:
                self._status(draft, sentence)
            if subject is not None and not present:
                self._status_of_spoken(subject, sentence)
            if self._folded[sentence[0] : sentence[1]].strip():
                aside = subject is None and not present  # a sentence on another state
                carried = 0 if present or told or not (aside or subject is previous) else carried + 1
                previous = (previous if aside else subject) if carried < _CARRIED else None
            position = max(sentence[1], position + 1)

    def _subject(
        self,
        present: list[BaseDraft],
        drafts: Sequence[BaseDraft],
        sentence: tuple[int, int],
        previous: BaseDraft | None,
    ) -> BaseDraft | None:
        """The base that a sentence speaks of: the only one in it, else that of the sentence before."""
        if len(present) == 1:
            return previous if self._looks_back(present[0], previous, sentence) else present[0]
        if present:
            return None
        codes = self._context.countries_in(*sentence) - {"RU"}
        if previous is not None and codes <= {previous.country, previous.territory}:
            return previous
        opening = self._opening(sentence) if len(drafts) == 1 else None
        if opening is not None:
            only = drafts[
                0
            ]  # "The base, which guards the border with Turkey, hosts 3,000": the only one of the text
            if " " in opening[0] or codes <= {only.country, only.territory}:
                return only
        if not codes:
            return None
        # "the stay of the Russian base in the republic has been extended": the only base of that country
        named = [d for d in drafts if d.country in codes and d.slug]
        if len(named) != 1 or self._words.facility.search(self._folded, *sentence) is None:
            return None
        return named[0]

    def _looks_back(self, only: BaseDraft, previous: BaseDraft | None, sentence: tuple[int, int]) -> bool:
        """ "The base's men are in A and at the B airfield": of the base before, not of B."""
        if previous is None or previous is only:
            return False
        opens = self._opening(sentence) is not None
        return opens and only.mention_in(sentence)[0].start - sentence[0] > _TIGHT // 2

    def _opening(self, sentence: tuple[int, int]) -> re.Match[str] | None:
        """ "The base hosts …": the word for the base spoken of that opens the sentence."""
        start = sentence[0]
        while start < sentence[1] and self._folded[start] in " \n\"'":
            start += 1
        return self._words.back_reference.match(self._folded, start, sentence[1])

    def _facts(self, present: list[BaseDraft], subject: BaseDraft | None, sentence: tuple[int, int]) -> bool:
        """Give the facts of one sentence to their bases; true where it told any."""
        told = False
        for fact in self._finder(sentence).find(sentence):
            if self._is_capacity(fact) and not self._stands_before(fact, present, sentence):
                continue
            owners = self._each(fact, present, sentence)
            if not owners:
                owner = self._owner(fact, present, subject, sentence)
                owners = [owner] if owner is not None else self._listed(fact, present, sentence)
            for owner in owners:
                if not self._fits(fact, owner):
                    continue
                sure = (
                    _OWNED
                    if owner in present and len(present) == 1
                    else _OWNED_BY_ORDER
                    if present
                    else _CARRIED_ON
                )
                owner.add(self._claim(fact.property, fact.value, fact.span, sure))
                told = True
        for noun, place in self._facts_of.place_of_facility(sentence):
            for draft in present:
                if any(m.start < noun.end + 2 and noun.start < m.end for m in draft.mentions):
                    draft.add(self._claim(ClaimProperty.LOCATION, place.of(self._text), place, _OWNED))
        return told

    def _finder(self, sentence: tuple[int, int]) -> FactFinder:
        """A page may be in two languages: what has no Cyrillic letter in a Russian text is read as English."""
        if self._english is not None and not _CYRILLIC.search(self._folded, *sentence):
            return self._english
        return self._facts_of

    def _is_capacity(self, fact: Fact) -> bool:
        """ "a base for 10,000 soldiers": how many a base that is spoken of there would hold."""
        start = fact.span.start
        return (
            fact.property is ClaimProperty.PERSONNEL
            and self._grammar.capacity.search(self._folded, max(0, start - _TIGHT), start) is not None
        )

    @staticmethod
    def _stands_before(fact: Fact, present: list[BaseDraft], sentence: tuple[int, int]) -> bool:
        near = fact.span.start - _TIGHT // 2
        return any(near < m.end <= fact.span.start for draft in present for m in draft.mention_in(sentence))

    def _claim(self, prop: ClaimProperty, value: str, span: Span, owned: float) -> FoundClaim:
        return FoundClaim(prop, value, self._published, span, round(_SURE[prop] * owned, 2))

    def _owner(
        self,
        fact: Fact,
        present: list[BaseDraft],
        subject: BaseDraft | None,
        sentence: tuple[int, int],
    ) -> BaseDraft | None:
        claim = fact.span
        if len(present) == 1:
            first = present[0].mention_in(sentence)[0].start
            if fact.property in _OF_PEOPLE and claim.end <= first and subject is present[0]:
                # "400 men at the base", not "400 peacekeepers, as well as the base"
                gap = self._folded[claim.end : first]
                return None if len(gap) > _TIGHT or _PARTED.search(gap) else subject
            return subject if claim.start < first else present[0]
        if not present:
            return subject
        mentions = sorted(
            (span, number) for number, d in enumerate(present) for span in d.mention_in(sentence)
        )
        before = [m for m in mentions if m[0].end <= claim.start]
        if not before:
            # "3,500 soldiers sit at the base in A, and as many around B"
            gap = self._folded[claim.end : mentions[0][0].start]
            near = fact.property is ClaimProperty.PERSONNEL and len(gap) <= _TIGHT and not _PARTED.search(gap)
            return present[mentions[0][1]] if near else None
        span, number = before[-1]
        gap = self._folded[span.end : claim.start]
        if _BRACKET.fullmatch(gap):
            return present[number]  # "Kant (over 500 men)"
        if len(gap) > _TIGHT or self._grammar.turn.search(gap):
            return None
        others = [m for m in before if m[1] != number]
        start = min(m[0].start for m in before if m[1] == number and m[0].end >= span.start)
        appended = gap.startswith(",")  # "A, and B, situated in X"
        if (
            others
            and not appended
            and self._grammar.joined.fullmatch(self._folded[others[-1][0].end : start])
        ):
            return None  # of both
        return present[number]

    def _each(self, fact: Fact, present: list[BaseDraft], sentence: tuple[int, int]) -> list[BaseDraft]:
        """The two bases before a number of people that is that of each: "A and B, with some 4,000 men each"."""
        if fact.property is not ClaimProperty.PERSONNEL or len(present) != 2:
            return []
        start, end = fact.span.start, fact.span.end
        last = max(span.end for draft in present for span in draft.mention_in(sentence))
        if not last <= start <= last + _TIGHT:
            return []
        each = self._grammar.each_before.search(self._folded, last, start)
        return present if each or self._grammar.each_after.match(self._folded, end) else []

    def _listed(self, fact: Fact, present: list[BaseDraft], sentence: tuple[int, int]) -> list[BaseDraft]:
        """All bases that a list names after an end of stay: "may use sites until 2017 that include A, B and C"."""
        if fact.property is not ClaimProperty.LEASE_EXPIRES or len(present) < 2:
            return []
        first = min(span.start for draft in present for span in draft.mention_in(sentence))
        leads = self._grammar.list_lead.match(self._folded, fact.span.end, first)
        return present if leads is not None else []

    def _fits(self, fact: Fact, owner: BaseDraft) -> bool:
        if fact.property is ClaimProperty.OPENED and owner.hypothetical:
            return False
        another_force = (
            self._grammar.peacekeepers.search(fact.span.of(self._folded)) is not None
            and owner.kind is not BaseKind.PEACEKEEPING
        )
        return not another_force

    def _status_of_spoken(self, draft: BaseDraft, sentence: tuple[int, int]) -> None:
        """ "The station was closed in 2001": what became of the base of the sentence before."""
        word = self._opening(sentence) or self._words.facility.search(self._folded, *sentence)
        if word is None:
            return
        found = status_of(self._folded, sentence, Span(word.start(), word.end()), self._cues)
        if found is not None and found[0] in _OVER:
            draft.add(self._claim(ClaimProperty.STATUS, found[0].value, found[1], _CARRIED_ON))

    def _status(self, draft: BaseDraft, sentence: tuple[int, int]) -> None:
        for mention in draft.mention_in(sentence):
            found = status_of(self._folded, sentence, mention, self._cues)
            if found is None:
                continue
            status, span = found
            if status in _TALK and draft.existing:
                continue
            if status is BaseStatus.DENIED and not self._may_deny(draft, sentence, span):
                continue
            have = [key for key in draft.claims if key[0] is ClaimProperty.STATUS]
            if len(have) < _MAX_STATUSES:
                draft.add(self._claim(ClaimProperty.STATUS, status.value, span, _OWNED))
            return

    def _may_deny(self, draft: BaseDraft, sentence: tuple[int, int], cue: Span) -> bool:
        """Only Russia and the host can deny; "Washington rejects a base" tells nothing of it."""
        before = self._countries.between(sentence[0], cue.start)
        return not before or before[-1].code in {"RU", draft.country, draft.territory}
