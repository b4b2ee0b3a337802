"""Russian facilities abroad that an article speaks of, named or described, with what it says about them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.dates import first_day
from app.domain.kinds import BaseKind, ClaimProperty, MatchRule
from app.domain.names import BaseName
from app.domain.spans import Span
from app.extract.claims import IsPlace, find_claims, find_status
from app.extract.context import Context
from app.extract.described_bases import DescribedBase, DescribedBases
from app.extract.fact_words import FactWords, fact_words
from app.extract.findings import FoundBase, FoundClaim
from app.extract.folding import fold
from app.extract.name_index import BaseMention, NameIndex

# What "military base" may mean; ranges, posts and laboratories are never called so.
_BASE_KINDS = frozenset(
    {
        BaseKind.GARRISON,
        BaseKind.AIR_BASE,
        BaseKind.NAVAL_BASE,
        BaseKind.SIGNALS_STATION,
        BaseKind.LOGISTICS_POINT,
    }
)
_NAVAL_KINDS = frozenset({BaseKind.NAVAL_BASE, BaseKind.LOGISTICS_POINT})
_LIVE = frozenset({"active", "reported", "suspended", "disputed"})
_HYPOTHETICAL = frozenset({"proposed", "planned", "denied"})
_TALK = frozenset({"proposed", "planned", "denied", "reported"})
_MAX_STATUSES = 2  # of one base in one article
_CARRIED = 2  # sentences without a base that still speak of the last one
_BEFORE_STATUS, _AFTER_STATUS = 90, 110  # code points around a mention whose words tell its status

_NAME_GAP = 35
_NAME_FOLLOWS = re.compile(r" (?:(?:in|at|of|the|port|city|town|province|[A-Z]\w+n|в) ){0,5}")


@dataclass(slots=True)
class _Draft:
    """One base while its mentions are gathered."""

    slug: str | None
    country: str
    territory: str | None
    kind: BaseKind | None
    mentions: list[Span] = field(default_factory=list)
    claims: dict[tuple[ClaimProperty, str], FoundClaim] = field(default_factory=dict)
    inferred: bool = False  # its country is a guess from the article as a whole


def find_bases(text: str, index: NameIndex, published: str | None, language: str = "en") -> list[FoundBase]:
    """Find the bases and standing deployments of Russia abroad that `text` speaks of.

    Args: text: cleaned article text. published: EDTF, the as-of date of claims and the ground of relative dates.
    Returns: each base once, in order of first mention; the span is that mention. A facility that resolves to no
        record keeps its words and a null slug; several facilities of one country that resolve to none are one.
        Bases of other states, and anything inside Russia's recognised borders, are left out.
    """
    return _Reader(text, index, published, fact_words(language)).read()


class _Reader:
    def __init__(self, text: str, index: NameIndex, published: str | None, words: FactWords) -> None:
        self._text = text
        self._folded = fold(text)
        self._index = index
        self._published = published
        self._words = words
        self._countries = index.country_mentions(text)
        self._context = Context(self._folded, [(m.start, m.code) for m in self._countries])
        self._named = [m for m in index.base_mentions(text) if self._is_russian(m)]
        self._drafts: dict[tuple[str | None, str], _Draft] = {}
        # What a sentence speaks of: offset of the sentence -> drafts, in text order.
        self._by_sentence: dict[int, list[_Draft]] = defaultdict(list)

    def read(self) -> list[FoundBase]:
        for mention in self._named:
            self._add_named(mention)
        taken = [(m.start, m.end) for m in self._named]
        for described in self._described():
            if not any(start <= described.head < end for start, end in taken):
                self._add_described(described)
        self._merge_unresolved()
        self._claim()
        found = [self._found(draft) for draft in self._drafts.values()]
        return sorted(found, key=lambda base: base.span)

    # Mentions -----------------------------------------------------------------------------------------------

    def _described(self) -> Iterable[DescribedBase]:
        officials = []
        for mention in self._index.official_mentions(self._text):
            official = self._index.official(mention.slugs[0])
            if len(mention.slugs) == 1 and official is not None and official.country:
                officials.append((mention.start, official.country))
        return DescribedBases(self._context, self._words, self._countries, officials).find()

    def _is_russian(self, mention: BaseMention) -> bool:
        """A place that others used too (Bagram, Niamey) needs a Russian owner near it."""
        base = self._index.base(mention.slug)
        assert base is not None
        start, end = self._context.sentence(mention.start)
        codes = self._context.countries_in(start, end)
        others = codes & {"US", "GB", "FR", "X-NATO", "TR", "CN", "IN", "AE", "DE"}
        if "RU" in codes or self._words.owner.search(self._folded, start, end):
            return True
        if others - {base.country}:
            return False
        if base.status in _LIVE and mention.rule is MatchRule.ALONE:
            return True
        return "RU" in {m.code for m in self._countries} or self._words.owner.search(self._folded) is not None

    def _add_named(self, mention: BaseMention) -> None:
        base = self._index.base(mention.slug)
        assert base is not None
        draft = self._draft(base.slug, base.country, base.territory, base.kind)
        self._mention(draft, Span(mention.start, mention.end))

    def _add_described(self, described: DescribedBase) -> None:
        name = self._name_after(described.head_end)
        if name is not None:  # "a Russian base at Maaten al-Sarra": whatever else the phrase names
            base = self._index.base(name.slug)
            assert base is not None
            span = Span(described.start, name.end)
            self._mention(self._draft(base.slug, base.country, base.territory, base.kind), span)
            return
        country, territory = self._place(described.country)
        if country == "RU":
            return
        span = Span(described.start, described.end)
        base = self._resolve(described)
        if base is not None:
            self._mention(self._draft(base.slug, base.country, base.territory, base.kind), span)
            return
        mark = "talk of" if self._is_talk(described) else ""
        draft = self._draft(None, country, territory, described.kind, mark)
        if not draft.mentions:
            draft.inferred = not described.stated
        draft.inferred = draft.inferred and not described.stated
        self._mention(draft, span)

    def _name_after(self, end: int) -> BaseMention | None:
        """The name that a description leads to: "Russian base in the Syrian port of Tartus"."""
        for mention in self._named:
            if 0 <= mention.start - end < _NAME_GAP and _NAME_FOLLOWS.fullmatch(
                self._folded, end, mention.start
            ):
                return mention
        return None

    def _place(self, code: str) -> tuple[str, str | None]:
        record = self._index.country(code)
        if record is not None and record.kind == "territory" and record.parent:
            return record.parent, code
        return code, None

    def _draft(
        self, slug: str | None, country: str, territory: str | None, kind: BaseKind | None, mark: str = ""
    ) -> _Draft:
        key = (slug, slug or f"{country}/{territory}/{mark}")
        draft = self._drafts.get(key)
        if draft is None:
            draft = self._drafts[key] = _Draft(slug, country, territory, kind)
        return draft

    def _mention(self, draft: _Draft, span: Span) -> None:
        draft.mentions.append(span)
        self._by_sentence[self._context.sentence(span.start)[0]].append(draft)

    # Resolution ---------------------------------------------------------------------------------------------

    def _resolve(self, described: DescribedBase) -> BaseName | None:
        """The one record of the country that a description fits, null when several do or it means a new one."""
        if described.other:
            return None
        bases = [base for base in self._index.bases_in(described.country) if _fits(base.kind, described.kind)]
        here = [b for b in bases if (b.slug, b.slug) in self._drafts]
        if len(here) == 1 and not described.plural:
            return here[0]
        if described.plural:
            return None
        if described.founded and not described.owned and self._is_talk(described):
            new = [b for b in bases if b.status in _HYPOTHETICAL or (b.opened is None and b.closed is None)]
            return new[0] if len(new) == 1 else None
        if described.kind is None:
            principal = [b for b in bases if _is_principal(b, self._index, described.country)]
            if len(principal) == 1:
                return principal[0]
        live = [b for b in bases if b.status in _LIVE and _existed(b, self._published)]
        if live:
            return live[0] if len(live) == 1 else None
        closed = sorted((b for b in bases if b.closed), key=lambda b: first_day(b.closed or ""), reverse=True)
        if closed:
            # None of them is in use: "its base in Cuba" is the one that Russia left last.
            last = len(closed) == 1 or closed[0].closed != closed[1].closed
            return closed[0] if last and described.owned else None
        planned = [b for b in bases if b.status in _HYPOTHETICAL]
        return planned[0] if len(planned) == 1 else None

    def _is_talk(self, described: DescribedBase) -> bool:
        status = find_status(self._folded, self._context.sentence(described.head), self._words)
        return status is not None and status[0].value in _HYPOTHETICAL

    def _merge_unresolved(self) -> None:
        """ "Russian bases in Syria" beside Tartus and Hmeimim is no third base."""
        resolved = {(d.country, d.territory) for d in self._drafts.values() if d.slug}
        countries = {country for country, _ in resolved}
        for key, draft in list(self._drafts.items()):
            if draft.slug is not None:
                continue
            explicit = (draft.country, draft.territory) in resolved or (
                draft.territory is None and draft.country in countries
            )
            if explicit or (draft.inferred and resolved):
                del self._drafts[key]
                for drafts in self._by_sentence.values():
                    if draft in drafts:
                        drafts.remove(draft)

    # Claims -------------------------------------------------------------------------------------------------

    def _claim(self) -> None:
        is_place = IsPlace(
            frozenset(self._text[m.start : m.end] for m in self._countries if m.how != "capital")
        )
        position, previous, carried = 0, None, 0
        while position < len(self._folded):
            sentence = self._context.sentence(position)
            drafts = list(dict.fromkeys(map(id, self._by_sentence.get(sentence[0], []))))
            present = [d for d in self._drafts.values() if id(d) in drafts]
            subject = self._subject(present, sentence, previous)
            if subject is not None:
                for claim in find_claims(
                    self._text, self._folded, sentence, self._words, self._published, is_place=is_place
                ):
                    if (
                        "eacekeeper" in claim.span.of(self._text)
                        and subject.kind is not BaseKind.PEACEKEEPING
                    ):
                        continue  # another force of the same place
                    subject.claims.setdefault((claim.property, claim.value), claim)
            for draft in present:
                self._claim_status(draft, sentence)
            if self._folded[sentence[0] : sentence[1]].strip():
                carried = 0 if present or subject is not previous else carried + 1
                previous = subject if carried < _CARRIED else None
            position = max(sentence[1], position + 1)

    def _subject(
        self, present: list[_Draft], sentence: tuple[int, int], previous: _Draft | None
    ) -> _Draft | None:
        """The base that a sentence speaks of: the only one in it, else that of the sentence before."""
        if len(present) == 1:
            return present[0]
        if present:
            return None
        codes = self._context.countries_in(*sentence) - {"RU"}
        if previous is not None and codes <= {previous.country, previous.territory}:
            return previous
        # "the stay of the Russian base in the republic has been extended": the only base of that country
        named = [d for d in self._drafts.values() if d.country in codes and d.slug]
        if len(named) != 1 or self._words.facility.search(self._folded, *sentence) is None:
            return None
        return named[0]

    def _claim_status(self, draft: _Draft, sentence: tuple[int, int]) -> None:
        """What the words around the mention make of the base; talk about a base in use is not talk of a new one."""
        at = next(span for span in draft.mentions if sentence[0] <= span.start < sentence[1])
        clause = (max(sentence[0], at.start - _BEFORE_STATUS), min(sentence[1], at.end + _AFTER_STATUS))
        found = find_status(self._folded, clause, self._words)
        if found is None:
            return
        status, span = found
        record = self._index.base(draft.slug) if draft.slug else None
        if status.value in _TALK and record is not None and record.status == "active":
            return
        have = [claim for key, claim in draft.claims.items() if key[0] is ClaimProperty.STATUS]
        if len(have) < _MAX_STATUSES:
            draft.claims.setdefault(
                (ClaimProperty.STATUS, status.value),
                FoundClaim(ClaimProperty.STATUS, status.value, self._published, span),
            )

    def _found(self, draft: _Draft) -> FoundBase:
        span = min(draft.mentions)
        return FoundBase(
            name=span.of(self._text),
            base=draft.slug,
            country=draft.country,
            territory=draft.territory,
            kind=draft.kind,
            span=span,
            claims=tuple(sorted(draft.claims.values(), key=lambda claim: claim.span)),
        )


def _fits(kind: BaseKind, described: BaseKind | None) -> bool:
    if described is None:
        return kind in _BASE_KINDS
    if described in _NAVAL_KINDS:
        return kind in _NAVAL_KINDS
    return kind is described


def _is_principal(base: BaseName, index: NameIndex, code: str) -> bool:
    """True for the site that the seeds let stand for the country: "Russian base in Armenia"."""
    country = index.country(code)
    if country is None:
        return False
    ending = f" in {country.name}".lower()
    return any(
        s.text.lower().endswith(ending) and "base" in s.text.lower() and s.rule is MatchRule.ALONE
        for s in base.spellings
    )


def _existed(base: BaseName, published: str | None) -> bool:
    if published is None:
        return base.closed is None
    day = first_day(published)
    return (base.opened is None or first_day(base.opened) <= day) and (
        base.closed is None or day <= first_day(base.closed)
    )
