"""Facilities that a text describes without naming them: "a Russian naval logistics centre in Port Sudan"."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.kinds import BaseKind
from app.extract.context import Context, InOrder
from app.extract.fact_grammar import FacilityGrammar
from app.extract.fact_words import FactWords
from app.extract.name_index import CountryMention
from app.extract.name_spellings import CountryCue

_RUSSIA = "RU"
# Bodies, and powers with bases of their own: named beside a Russian base more often than they host one.
POWERS = frozenset({"US", "GB", "FR", "CN", "IN", "TR", "IL", "DE", "IT", "JP", "AE", "CA"})
_ELSEWHERE_REACH = 40  # code points; the longest of its phrases is shorter
_REACH = 600  # code points to either side of a facility word in which its owner and host are looked for
_MANY = 3  # countries of one list
_BRACKETED = re.compile(r" \([^()]*\)")
_IDIOM = 25  # code points to either side of a noun that make it one of an idiom
_NAME_GAP = 40  # code points after the noun that may belong to its name
_OF_GAP = 12  # code points between a noun and the name of its owner
_MAX_GAP = 90  # code points between a facility and its host country


@dataclass(frozen=True, slots=True)
class DescribedBase:
    """A Russian facility in `country`; folded[start:end] is the phrase from its first modifier to its place."""

    start: int
    end: int
    head: int  # the facility noun: folded[head:head_end]
    head_end: int
    country: str
    kind: BaseKind | None
    plural: bool
    founded: bool  # "to build a base": talk of one that is not there yet
    other: bool  # "a second base", "new bases": not the one that exists
    owned: bool  # "its base", "Russia's base": one that exists or existed
    special: bool  # "a torpedo test base": no base of the usual kind
    stated: (
        bool  # the text says where it is; false where the host is inferred from the sentence or the article
    )
    sized: bool  # "a base for 10,000 soldiers": one that is talked of


class DescribedBases:
    """Reads one text.

    `officials`: (offset, country) of those named. `main`: the country that the text is about. `named_host`: the host
    of all bases that it names.
    """

    def __init__(
        self,
        context: Context,
        words: FactWords,
        grammar: FacilityGrammar,
        countries: list[CountryMention],
        officials: list[tuple[int, str]],
        main: str | None,
        named_host: str | None,
    ) -> None:
        self._context = context
        self._text = context.text
        self._words = words
        self._grammar = grammar
        self._countries = InOrder(countries, lambda mention: mention.start)
        self._officials = InOrder(officials, lambda official: official[0])
        self._main = main
        self._named_host = named_host
        self._has_russian_peacekeepers = words.russian_peacekeepers.search(context.text) is not None

    def find(self) -> Iterator[DescribedBase]:
        """In text order; one for each host country that a phrase lists."""
        for match in self._words.facility.finditer(self._text):
            first, last = self._context.sentence(match.start())
            # Bounded, so that a text without full stops takes no longer than its length.
            sentence = max(first, match.start() - _REACH), min(last, match.end() + _REACH)
            window_start = max(sentence[0], match.start() - 60)
            left = self._after_break(window_start, match.start())
            start = match.start()
            if self._words.not_before.search(self._text, left, start) or self._words.not_after.match(
                self._text, match.end()
            ):
                continue
            if " " not in match[0] and self._is_idiom(match.start(), match.end()):
                continue
            if self._grammar.sport.search(self._text, *sentence) or self._is_verb(match, left):
                continue
            if self._is_from_elsewhere(match.end()):
                continue
            sized = self._grammar.for_people.match(self._text, match.end()) is not None
            if not self._is_russian(match.start(), match.end(), left, sentence) and not (
                sized and self._is_among_russians(match.start())
            ):
                continue
            hosts, stated, end = self._hosts(match.start(), match.end(), left, sentence)
            if sized and not hosts:
                hosts = self._hosts_around(match.start())
            if not stated and (self._words.foreign.search(self._text, left, match.end())):
                continue  # "Moscow's foreign deployments" are in no one country
            modifiers = self._modifiers_start(left, match.start())
            founded = (
                sized or self._words.founding.search(self._text, window_start, match.start()) is not None
            )
            for code in hosts:
                yield DescribedBase(
                    start=modifiers,
                    end=match.end()
                    if self._grammar.no_name.search(self._text[match.end() : end][:_NAME_GAP])
                    else end,
                    head=match.start(),
                    head_end=match.end(),
                    country=code,
                    kind=self._kind(match[0] + self._service_after(match.end())),
                    # "bases in A, B and C": one in each
                    plural=(len(hosts) < _MANY or founded)
                    and self._grammar.plural.search(match[0]) is not None,
                    founded=founded,
                    other=self._words.new.search(self._text, left, start) is not None,
                    owned=self._words.own.search(self._text, left, start) is not None,
                    special=self._is_special(modifiers, match.start()),
                    stated=stated,
                    sized=sized,
                )

    def _paragraph(self, at: int) -> tuple[int, int]:
        first, last = self._context.paragraph(at)
        return max(first, at - _REACH), min(last, at + _REACH)

    def _is_among_russians(self, at: int) -> bool:
        """True where the paragraph speaks of Russia and of no other power."""
        codes = {m.code for m in self._between(*self._paragraph(at))}
        return _RUSSIA in codes and not codes & (POWERS | {"X-NATO", "EU"})

    def _hosts_around(self, at: int) -> list[str]:
        """The one state of the paragraph, or of all bases that the text names."""
        codes = {
            m.code for m in self._between(*self._paragraph(at)) if m.code != _RUSSIA and not _is_body(m.code)
        }
        if not codes and self._named_host is not None:
            return [self._named_host]
        return list(codes) if len(codes) == 1 else []

    def _is_verb(self, match: re.Match[str], left: int) -> bool:
        """ "a request to base aircraft", "it will base jets": no noun."""
        return match[0].lower() in ("base", "bases") and (
            self._grammar.verb_before.search(self._text, left, match.start()) is not None
        )

    def _is_special(self, start: int, head: int) -> bool:
        """True where a word before the noun is none that any base may have: "test", not "Russian" or "largest"."""
        words = self._text[start:head].split()
        return any(word[0].islower() and not self._grammar.common.fullmatch(word) for word in words)

    def _is_idiom(self, start: int, end: int) -> bool:
        """ "sur la base d'un accord": no facility."""
        idiom = self._grammar.idiom.search(self._text, max(0, start - _IDIOM), end + _IDIOM)
        return idiom is not None and idiom.start() < start < idiom.end()

    def _is_from_elsewhere(self, end: int) -> bool:
        """ "peacekeepers from Moldova": those of another state."""
        origin = self._grammar.origin.match(self._text, end)
        if origin is None or not self._grammar.force_before.search(self._text, max(0, end - 14), end):
            return False
        return any(
            m.start == origin.end() and m.code != _RUSSIA for m in self._between(end, origin.end() + 1)
        )

    def _is_russian(self, start: int, end: int, left: int, sentence: tuple[int, int]) -> bool:
        if self._is_of_another(end):
            return False
        foreign = [m for m in self._between(left, start) if m.code != _RUSSIA]
        owner = max(
            self._words.owner.finditer(self._text, left, start), key=lambda m: m.start(), default=None
        )
        if owner is not None and not self._grammar.no_modifier.search(self._text, owner.end(), start):
            # "Russian and American bases", "Russian forces shelled the Ukrainian base"; but "Moscow's Tajik base"
            after = [m for m in foreign if m.start > owner.start()]
            theirs = any(m.how is CountryCue.DEMONYM or m.code in POWERS for m in after)
            return not theirs or owner[0].endswith("'s")
        owned = self._words.owner_after.match(self._text, end)
        if owned is not None:  # but not "la base francesa … rusa"
            return not any(
                m.code != _RUSSIA and m.how is CountryCue.DEMONYM for m in self._between(end, owned.end())
            )
        if self._adjective_after(end):
            return False
        if self._words.foreign.search(self._text, left, end):
            return False
        if self._kind(self._text[start:end]) is BaseKind.PEACEKEEPING and self._has_russian_peacekeepers:
            return True  # a force that the text elsewhere calls Russian
        if any(m.how is CountryCue.NAME and m.end + 1 == start for m in foreign):
            return False  # "Nicaragua bases": the host's own
        before = [m for m in self._between(sentence[0], start) if m.code == _RUSSIA]
        others = {m.code for m in self._between(*sentence)} & (POWERS | {"X-NATO", "EU"})
        if self._is_subject(sentence[0], start):
            return True
        if any(m.code in POWERS for m in foreign) or any(m.code == "X-NATO" for m in foreign):
            return False
        if self._words.own.search(self._text, left, start) and before:
            named = [m for m in self._between(sentence[0], start) if m.how is not CountryCue.DEMONYM]
            return named[-1].code == _RUSSIA if named else True  # "Kazakhstan … for its base"
        if not before or others or self._words.attacked.search(self._text, *sentence):
            return False
        return self._words.basing.search(self._text, *sentence) is not None

    def _adjective_after(self, end: int) -> bool:
        """ "la base aérienne française": where adjectives follow, the next word may name another owner."""
        return any(m.start == end + 1 and m.how is CountryCue.DEMONYM for m in self._between(end, end + 2))

    def _is_of_another(self, end: int) -> bool:
        """ "базы США в Румынии", "base of the United States": a power named right after the noun owns it."""
        return any(
            (m.code in POWERS or m.code == "X-NATO")
            and m.how is CountryCue.NAME
            and self._grammar.of_owner.fullmatch(self._text[end : m.start]) is not None
            for m in self._between(end, end + _OF_GAP)
        )

    def _is_subject(self, first: int, start: int) -> bool:
        """ "in Washington denied that Moscow seeks a base": the nearest state named before is Russia, with its verb."""
        named = self._between(first, start)
        if not named or named[-1].code != _RUSSIA or named[-1].how is CountryCue.DEMONYM:
            return False
        gap = self._text[named[-1].end : start]
        if len(gap) >= _MAX_GAP:
            return False
        if self._grammar.clause_break.search(gap) or self._words.attacked.search(gap) or '"' in gap:
            return False
        return self._words.basing.search(gap) is not None

    def _hosts(
        self, start: int, end: int, left: int, sentence: tuple[int, int]
    ) -> tuple[list[str], bool, int]:
        after = self._between(end, min(sentence[1], end + _MAX_GAP))
        for mention in after:
            gap = self._grammar.aside.sub("", self._text[end : mention.start])
            if self._grammar.aside_open.search(gap):
                continue
            if (
                self._grammar.clause_break.search(gap)
                or self._grammar.distance.search(gap)
                or self._grammar.apart.search(gap)
            ):
                break
            if self._words.facility.search(gap):
                break  # the nearer facility is the one there
            if mention.how is CountryCue.NAME and self._grammar.beside.search(gap):
                continue
            if mention.code == _RUSSIA and mention.how is not CountryCue.NAME:
                continue
            if self._words.in_place.search(gap):
                return self._listed(self._between(mention.start, sentence[1]))
        before = [m for m in self._between(sentence[0], start) if m.code != _RUSSIA]
        hosts = [m for m in before if not m.code.startswith("X-") or m.code == "X-SO"]
        for mention in reversed(hosts):
            if self._is_elsewhere(sentence[0], mention):
                continue
            gap = self._text[mention.end : start]
            owned = (
                gap.startswith("'")
                and self._grammar.possessive_gap.match(gap)
                and not self._grammar.clause_break.search(gap)
            )
            placed = self._words.in_place.search(
                self._text[max(sentence[0], mention.start - 50) : mention.start]
            )
            if owned or placed or (len(gap) < 60 and self._words.hosts.search(gap)):
                return [mention.code], True, end
        later = self._words.hosts.search(self._text, end, sentence[1])
        if self._words.there.search(self._text, end, min(sentence[1], end + 60)) and self._main:
            return [self._main], False, end
        sole = self._sole_country(sentence)
        if sole is not None:
            return [sole], False, end
        if self._main and later is None and self._words.owner.search(self._text, left, start):
            return [self._main], False, end
        return [], False, end

    def _listed(self, mentions: list[CountryMention]) -> tuple[list[str], bool, int]:
        codes: list[str] = []
        end = mentions[0].end
        for mention in mentions:
            if codes and not self._grammar.listed.fullmatch(
                _BRACKETED.sub("", self._text[end : mention.start])
            ):
                break
            if mention.code != _RUSSIA:
                codes.append(mention.code)
            end = mention.end
        return [code for code in dict.fromkeys(codes) if not _is_body(code)], True, end

    def _sole_country(self, sentence: tuple[int, int]) -> str | None:
        codes = {
            m.code
            for m in self._between(*sentence)
            if not self._speaks(m) and not self._is_elsewhere(sentence[0], m)
        }
        codes |= {code for _, code in self._officials.between(*sentence)}
        codes = {code for code in codes if code != _RUSSIA and not _is_body(code) and code not in POWERS}
        return codes.pop() if len(codes) == 1 else None

    def _between(self, start: int, end: int) -> list[CountryMention]:
        return self._countries.between(start, end)

    def _kind(self, head: str) -> BaseKind | None:
        return next((kind for kind, pattern in self._words.kinds if pattern.search(head)), None)

    def _modifiers_start(self, left: int, start: int) -> int:
        """Where the noun phrase begins: its owner, article or possessive, with only modifiers after it."""
        names = [m for m in self._between(left - _NAME_GAP, start) if m.how is CountryCue.NAME]
        for match in self._grammar.noun_phrase.finditer(self._text, left, start):
            begin = match.start()
            if self._grammar.no_modifier.search(self._text, begin, start):
                continue
            if not any(name.start < begin < name.end for name in names):  # not "Arab Republic's new base"
                return begin
        return start

    def _service_after(self, end: int) -> str:
        """ "База ВМФ России": the service stands after the noun."""
        service = self._grammar.service_after.match(self._text, end)
        return service[0] if service else ""

    def _after_break(self, first: int, start: int) -> int:
        """Where the last clause of text[first:start] begins."""
        breaks = [m.end() for m in self._grammar.clause_break.finditer(self._text, first, start)]
        cut = max(breaks, default=first)
        comma = self._text.rfind(", ", cut, start)
        return comma + 2 if comma >= 0 else cut

    def _is_elsewhere(self, first: int, mention: CountryMention) -> bool:
        """ "the war in Ukraine", "near Turkey": a country that the base is not in."""
        start = max(first, mention.start - _ELSEWHERE_REACH)
        return self._grammar.elsewhere.search(self._text, start, mention.start) is not None

    def _speaks(self, mention: CountryMention) -> bool:
        """ "the Lithuanian foreign minister": the country of a speaker, no place."""
        return (
            mention.how is CountryCue.DEMONYM
            and self._grammar.speaks.match(self._text, mention.end) is not None
        )


def _is_body(code: str) -> bool:
    return code == "EU" or (code.startswith("X-") and code != "X-SO")


def main_country(countries: list[CountryMention]) -> str | None:
    """The one country beside Russia that most of the text is about, null when no one stands out."""
    counts = Counter(m.code for m in countries if m.code != _RUSSIA and not _is_body(m.code))
    if not counts:
        return None
    (code, most), *rest = counts.most_common(2)
    second = rest[0][1] if rest else 0
    return code if most >= 3 and most >= 2 * second and code not in POWERS else None
