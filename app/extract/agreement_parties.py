"""Whose agreement a sentence speaks of: Russia and one state or territory that signs for itself."""

from collections.abc import Sequence
from itertools import pairwise

from app.domain.kinds import CountryKind
from app.extract.context import Context, InOrder
from app.extract.described_bases import POWERS
from app.extract.fact_grammar import AgreementGrammar
from app.extract.findings import FoundBase
from app.extract.name_index import CountryMention, NameIndex

_RUSSIA = "RU"
_SIGN_NOTHING = frozenset({"UA-CRI"})


class PartyReader:
    """Reads one text; `bases` are those found in it: their hosts stand in where no other state is named."""

    def __init__(
        self,
        text: str,
        index: NameIndex,
        context: Context,
        grammar: AgreementGrammar,
        countries: list[CountryMention],
        bases: Sequence[FoundBase],
    ) -> None:
        self._text, self._folded, self._context = text, context.text, context
        self._index = index
        self._countries = InOrder(countries, lambda mention: mention.start)
        self._officials = InOrder(index.official_mentions(text), lambda mention: mention.start)
        named = [(m.slug, m.start) for m in index.base_mentions(text)]
        named += [(b.base, b.span.start) for b in bases if b.base is not None]
        self._bases = InOrder(named, lambda pair: pair[1])
        self._hosts = list(dict.fromkeys(self._state(b.territory or b.country) for b in bases))
        self._grammar = grammar

    def parties(
        self, start: int, end: int, sentence: tuple[int, int], *, of_base: bool
    ) -> tuple[str, ...] | None:
        """Russia and the other side of the agreement that text[start:end] names; null where it is not clear.

        `of_base`: it is on a base, so that states named after it are none of its parties.
        """
        mentions = self._party_mentions(sentence)
        if self._grammar.several.search(
            self._folded, max(sentence[0], start - 40), min(sentence[1], end + 20)
        ):
            listed = self._listed(mentions)
            return self._ordered(listed) if _RUSSIA in listed and len(listed) > 2 else None
        between = self._grammar.between.search(self._folded, end, min(sentence[1], end + 160))
        if between is not None:
            listed = [m.code for m in mentions if between.end() <= m.start < between.end() + 60]
            if len(set(listed[:2])) == 2:
                return self._ordered(listed[:2]) if _RUSSIA in listed[:2] else None
        codes = list(dict.fromkeys(m.code for m in mentions))
        if _RUSSIA not in codes:
            # "the agreement on the base at Kant": of Russia and the host of its base
            hosts = list(dict.fromkeys(host for _, host in self.bases_in(sentence)))
            if len(hosts) == 1 and set(codes) <= set(hosts):
                return (_RUSSIA, *hosts)
            return self._unnamed(start, end, sentence, codes, of_base=of_base)
        others = [code for code in codes if code != _RUSSIA]
        if len(others) > 1:
            partners = [
                m.code
                for m in mentions
                if m.code != _RUSSIA and self._grammar.with_before.search(self._folded, sentence[0], m.start)
            ]
            joined = partners or self._joined(mentions)
            others = list(dict.fromkeys(joined))[:1]
        if not others:
            others = (
                self._officials_countries(sentence)
                or list(dict.fromkeys(host for _, host in self.bases_in(sentence)))
                or self._before(sentence)
                or self._hosts
            )
        return self._ordered([_RUSSIA, *others]) if len(others) == 1 else None

    def _unnamed(
        self, start: int, end: int, sentence: tuple[int, int], codes: list[str], *, of_base: bool
    ) -> tuple[str, ...] | None:
        """The parties where Russia is left out: it stands just before, or the text is of one host's bases."""
        before = self._context.sentence(max(0, sentence[0] - 2)) if sentence[0] else (0, 0)
        near = self._context.countries_in(*before)
        named = self._context.countries_in(*sentence)
        if len(codes) == 1 and codes[0] not in POWERS and _RUSSIA in near:
            return (_RUSSIA, *codes) if named | near <= {*codes, _RUSSIA} else None
        if len(self._hosts) != 1:
            return None
        lease = self._grammar.lease.search(self._folded, start, end)
        if not lease and not self._grammar.ground.search(self._folded, sentence[0], end):
            return None
        # "The base, set up under a treaty of 1995, guards the border with Turkey"
        told = (self._context.countries_in(sentence[0], end) if of_base else named) | near
        return (_RUSSIA, *self._hosts) if told <= {*self._hosts, _RUSSIA} else None

    def _listed(self, mentions: list[CountryMention]) -> list[str]:
        """The longest list of states: "the leaders of Azerbaijan, Armenia and Russia"."""
        runs: list[list[str]] = [[]]
        for number, mention in enumerate(mentions):
            gap = self._folded[mentions[number - 1].end : mention.start] if number else ""
            if number and gap != ", " and not self._grammar.pair.fullmatch(gap):
                runs.append([])
            runs[-1].append(mention.code)
        return max(runs, key=len)

    def _party_mentions(self, sentence: tuple[int, int]) -> list[CountryMention]:
        """The states and territories of a sentence; of "the Georgian region of Abkhazia" the territory alone."""
        inside = [m for m in self._countries.between(*sentence) if self._is_party(m.code)]
        mentions = []
        for number, mention in enumerate(inside):
            following = inside[number + 1] if number + 1 < len(inside) else None
            record = self._index.country(following.code) if following else None
            ours = following is not None and record is not None and record.parent == mention.code
            if (
                ours
                and following
                and self._grammar.region_of.fullmatch(self._folded, mention.end, following.start)
            ):
                continue
            mentions.append(mention._replace(code=self._state(mention.code)))
        return mentions

    def _state(self, code: str) -> str:
        """Who signs for a place: an annexed territory signs nothing."""
        record = self._index.country(code)
        if code in _SIGN_NOTHING and record is not None and record.parent:
            return record.parent
        return code

    def _joined(self, mentions: list[CountryMention]) -> list[str]:
        """ "Russia and Tajikistan", "Russian-Tajik": named beside Russia."""
        pairs = pairwise(mentions)
        for a, b in pairs:
            gap = self._folded[a.end : b.start]
            if _RUSSIA in (a.code, b.code) and a.code != b.code and self._grammar.pair.fullmatch(gap):
                return [b.code if a.code == _RUSSIA else a.code]
        return []

    def _officials_countries(self, sentence: tuple[int, int]) -> list[str]:
        codes = []
        for mention in self._officials.between(*sentence):
            official = self._index.official(mention.slugs[0])
            if len(mention.slugs) == 1 and official is not None:
                codes.append(official.country)
        return [code for code in dict.fromkeys(codes) if code and code != _RUSSIA and self._is_party(code)]

    def bases_in(self, sentence: tuple[int, int]) -> list[tuple[str, str]]:
        """(slug, host) of the bases that a sentence names or describes."""
        pairs = []
        for slug, _ in self._bases.between(*sentence):
            base = self._index.base(slug)
            if base is not None:
                pairs.append((slug, self._state(base.territory or base.country)))
        return list(dict.fromkeys(pairs))

    def _before(self, sentence: tuple[int, int]) -> list[str]:
        """The other country of the sentence before."""
        if sentence[0] == 0:
            return []
        before = self._context.sentence(max(0, sentence[0] - 2))
        codes = self._context.countries_in(*before) - {_RUSSIA}
        hosts = list(dict.fromkeys(host for _, host in self.bases_in(before)))
        return [code for code in codes if self._is_party(code)] or hosts

    def _is_party(self, code: str) -> bool:
        country = self._index.country(code)
        return country is not None and country.kind is not CountryKind.ORGANISATION

    @staticmethod
    def _ordered(codes: list[str]) -> tuple[str, ...]:
        unique = dict.fromkeys(codes)
        return (_RUSSIA, *(code for code in unique if code != _RUSSIA))
