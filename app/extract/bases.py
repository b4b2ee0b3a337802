"""Russian facilities abroad that an article speaks of, named or described, with what it says about them."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from app.domain.kinds import BaseKind, ClaimProperty, MatchRule
from app.domain.names import BaseName
from app.domain.spans import Span
from app.extract.base_drafts import BaseDraft
from app.extract.base_records import HYPOTHETICAL, BaseRecords
from app.extract.claim_owners import ClaimReader
from app.extract.claims import find_status
from app.extract.context import Context, InOrder
from app.extract.deployments import Deployment, Deployments
from app.extract.described_bases import POWERS, DescribedBase, DescribedBases, main_country
from app.extract.fact_grammar import fact_grammar
from app.extract.fact_words import fact_words
from app.extract.findings import FoundBase, FoundClaim
from app.extract.folding import fold
from app.extract.name_index import BaseMention, NameIndex
from app.extract.name_spellings import CountryCue
from app.extract.people_counts import people_counts
from app.extract.status_words import status_words

_LIVE = frozenset({"active", "reported", "suspended", "disputed"})
_TALK_OF, _PEOPLE = (
    "talk of",
    "people",
)  # mark the draft of a base that is not there yet, and that of a count of people

# How sure a mention is: by the rule of a name, of a description by what it says itself.
_NAMED = {
    MatchRule.ALONE: 0.97,
    MatchRule.CONTEXT: 0.93,
    MatchRule.CONTEXT_COUNTRY: 0.9,
    MatchRule.NEVER_ALONE: 0.85,
}
_DESCRIBED_ON_RECORD, _DESCRIBED, _INFERRED, _COUNTED = 0.85, 0.8, 0.6, 0.7

_OWNER_GAP = 45  # code points before a name that may hold its owner
_LONGEST = 120  # code points of the longest name
_SENTENCE = 800  # code points to either side of a name in which its sentence is read
_PAST = 300  # code points before a name in which a base that Russia has left, or another one, is spoken of
_LOCATED_GAP = 90
_OWN_NOUN = 16  # code points before a name that hold a facility noun of its own
_ENDS = re.compile(r"[.;:()\n]")
_NAME_GAP = 35
_BRACKETED = re.compile(r" \(([A-ZА-Я]{2,6})\)")


def find_bases(text: str, index: NameIndex, published: str | None, language: str = "en") -> list[FoundBase]:
    """Find the bases and standing deployments of Russia abroad that `text` speaks of.

    Args: text: cleaned article text. published: EDTF, the as-of date of claims and the ground of relative dates.
    Returns: each base once, in order of first mention; the span is that mention. A facility that resolves to no
        record keeps its words and a null slug; several facilities of one country that resolve to none are one.
        Bases of other states, and anything inside Russia's recognised borders, are left out.
    """
    return _Reader(text, index, published, language).read()


class _Reader:
    def __init__(self, text: str, index: NameIndex, published: str | None, language: str) -> None:
        self._text = text
        self._folded = fold(text)
        self._index = index
        self._published = published
        self._language = language
        self._words = fact_words(language)
        self._grammar = fact_grammar(language)
        self._countries = index.country_mentions(text)
        self._main = main_country(self._countries)
        self._context = Context(self._folded, [(m.start, m.code) for m in self._countries])
        self._records = BaseRecords(index, published)
        self._by_place = InOrder(self._countries, lambda mention: mention.start)
        self._named: list[BaseMention] = []
        for mention in index.base_mentions(text):
            if self._is_russian(mention) and not self._is_location(mention):
                self._named.append(mention)
        self._names = InOrder(self._named, lambda mention: mention.start)
        self._drafts: dict[tuple[str | None, str], BaseDraft] = {}
        self._talk: dict[tuple[int, int], bool] = {}  # by sentence: a sentence may name many bases

    def read(self) -> list[FoundBase]:
        for mention in self._named:
            self._add_named(mention)
        for described in self._described():
            if not any(
                described.head < m.end
                for m in self._names.between(described.head - _LONGEST, described.head + 1)
            ):
                self._add_described(described)
        self._merge_unresolved()
        for deployment in self._deployments():
            self._add_deployment(deployment)
        for draft in self._drafts.values():
            self._judge(draft)
        ClaimReader(self._text, self._context, self._language, self._countries, self._published).read(
            list(self._drafts.values())
        )
        found = [self._found(draft) for draft in self._drafts.values()]
        return sorted(found, key=lambda base: base.span)

    # Mentions -----------------------------------------------------------------------------------------------

    def _described(self) -> Iterable[DescribedBase]:
        officials = []
        for mention in self._index.official_mentions(self._text):
            official = self._index.official(mention.slugs[0])
            if len(mention.slugs) == 1 and official is not None and official.country:
                officials.append((mention.start, official.country))
        hosts = {base.country for m in self._named if (base := self._index.base(m.slug)) is not None}
        return DescribedBases(
            self._context,
            self._words,
            self._grammar.facility,
            self._countries,
            officials,
            self._main,
            next(iter(hosts)) if len(hosts) == 1 else None,
        ).find()

    def _deployments(self) -> Iterable[Deployment]:
        return Deployments(
            self._context,
            self._words,
            self._grammar,
            status_words(self._language),
            people_counts(self._language),
            self._countries,
            self._main,
        ).find()

    def _is_russian(self, mention: BaseMention) -> bool:
        """A place that others used too (Bagram, Niamey) needs a Russian owner near it."""
        base = self._index.base(mention.slug)
        assert base is not None
        if self._is_of_another(mention):
            return False
        first, last = self._context.sentence(mention.start)
        start, end = max(first, mention.start - _SENTENCE), min(last, mention.end + _SENTENCE)
        codes = self._context.countries_in(start, end)
        others = codes & {"US", "GB", "FR", "X-NATO", "TR", "CN", "IN", "AE", "DE"}
        if "RU" in codes or self._words.owner.search(self._folded, start, end):
            return True
        if others - {base.country}:
            return False
        if base.status in _LIVE and mention.rule is MatchRule.ALONE:
            return True
        if base.closed is None or mention.rule is MatchRule.ALONE:
            return self._anywhere
        # Others speak too of what Russia left.
        return self._speaks_of_russia(max(0, mention.start - _SENTENCE), end + _PAST)

    @cached_property
    def _anywhere(self) -> bool:
        return self._speaks_of_russia(0, len(self._folded))

    def _speaks_of_russia(self, first: int, last: int) -> bool:
        named = any(m.code == "RU" for m in self._by_place.between(first, last))
        return named or self._words.owner.search(self._folded, first, last) is not None

    def _is_location(self, mention: BaseMention) -> bool:
        """ "The 201st base is deployed in Dushanbe and Bokhtar": where another base is, no base of its own."""
        if mention.rule is MatchRule.ALONE or not self._named:
            return False
        before = self._named[-1]
        base, other = self._index.base(mention.slug), self._index.base(before.slug)
        if base is None or other is None or base is other or base.country != other.country:
            return False
        if mention.start - before.end > _PAST:
            return False
        located = list(self._words.located.finditer(self._folded, before.end, mention.start))
        if not located:
            return False
        gap = self._folded[located[-1].end() : mention.start]
        return (
            len(gap) < _LOCATED_GAP
            and not _ENDS.search(gap)
            and not self._words.facility.search(gap[-_OWN_NOUN:])
        )

    def _is_of_another(self, mention: BaseMention) -> bool:
        """ "the French base in N'Djamena": the owner that stands before the name is no Russian one."""
        first = max(self._context.sentence(mention.start)[0], mention.start - _OWNER_GAP)
        powers = [
            m
            for m in self._by_place.between(first, mention.start)
            if m.code in POWERS and m.how is CountryCue.DEMONYM
        ]
        if not powers or self._grammar.facility.away.search(self._folded, powers[-1].end, mention.start):
            return False  # none, or "drove the Americans from Air Base 101"
        return not self._words.owner.search(self._folded, powers[-1].end, mention.start)

    def _add_named(self, mention: BaseMention) -> None:
        base = self._index.base(mention.slug)
        assert base is not None
        draft = self._draft_of(base)
        draft.mention(Span(mention.start, mention.end), _NAMED[mention.rule])
        for start, end in _acronyms(self._folded, mention.end):
            draft.mention(Span(start, end), _NAMED[mention.rule])

    def _add_described(self, described: DescribedBase) -> None:
        name = self._name_after(described.head_end)
        if name is not None:  # "a Russian base at Maaten al-Sarra": whatever else the phrase names
            base = self._index.base(name.slug)
            assert base is not None
            self._draft_of(base).mention(Span(described.start, name.end), _NAMED[name.rule])
            return
        country, territory = self._place(described.country)
        if country == "RU":
            return
        span = Span(described.start, described.end)
        talk = self._is_talk(described)
        base = self._records.of(described, self._slugs(), talk=talk)
        if base is not None:
            self._draft_of(base).mention(span, _DESCRIBED_ON_RECORD if described.stated else _INFERRED)
            return
        one_more = described.founded or described.other or not self._records.any_in_use(described.country)
        draft = self._draft(None, country, territory, described.kind, _TALK_OF if talk and one_more else "")
        if not draft.mentions:
            draft.inferred = not described.stated
        draft.inferred = draft.inferred and not described.stated
        draft.mention(span, _DESCRIBED if described.stated else _INFERRED)

    def _add_deployment(self, deployment: Deployment) -> None:
        country, territory = self._place(deployment.country)
        base = self._records.of_deployment(deployment.country, self._slugs(), deployment.kind)
        draft = self._draft_of(base) if base else self._draft(None, country, territory, None, _PEOPLE)
        draft.mention(deployment.span, _COUNTED)
        claim = FoundClaim(
            ClaimProperty.PERSONNEL, deployment.value, self._published, deployment.count, _COUNTED
        )
        draft.add(claim)

    def _slugs(self) -> set[str]:
        return {draft.slug for draft in self._drafts.values() if draft.slug}

    def _draft_of(self, base: BaseName) -> BaseDraft:
        return self._draft(base.slug, base.country, base.territory, base.kind)

    def _name_after(self, end: int) -> BaseMention | None:
        """The name that a description leads to: "Russian base in the Syrian port of Tartus"."""
        for mention in self._names.between(end, end + _NAME_GAP):
            if self._grammar.facility.name_follows.fullmatch(self._folded, end, mention.start):
                return mention
        return None

    def _place(self, code: str) -> tuple[str, str | None]:
        record = self._index.country(code)
        if record is not None and record.kind == "territory" and record.parent:
            return record.parent, code
        return code, None

    def _draft(
        self, slug: str | None, country: str, territory: str | None, kind: BaseKind | None, mark: str = ""
    ) -> BaseDraft:
        key = (slug, slug or f"{country}/{territory}/{mark}")
        draft = self._drafts.get(key)
        if draft is None:
            draft = self._drafts[key] = BaseDraft(slug, country, territory, kind, mark)
        return draft

    def _is_talk(self, described: DescribedBase) -> bool:
        if described.sized:
            return True
        sentence = self._context.sentence(described.head)
        if sentence not in self._talk:
            status = find_status(self._folded, sentence, self._words)
            self._talk[sentence] = status is not None and status[0].value in HYPOTHETICAL
        return self._talk[sentence]

    def _merge_unresolved(self) -> None:
        """ "Russian bases in Syria" beside Tartus and Hmeimim is no third base."""
        resolved = [draft for draft in self._drafts.values() if draft.slug]
        for key, draft in list(self._drafts.items()):
            if draft.slug is not None:
                continue
            same = [
                d for d in resolved if d.country == draft.country and draft.territory in (None, d.territory)
            ]
            # Talk of another one is kept beside those that are there.
            if (same and not (draft.mark == _TALK_OF and all(map(self._stands, same)))) or (
                draft.inferred and resolved
            ):
                del self._drafts[key]

    def _stands(self, draft: BaseDraft) -> bool:
        record = self._index.base(draft.slug or "")
        return record is not None and record.status not in HYPOTHETICAL and record.closed is None

    def _judge(self, draft: BaseDraft) -> None:
        """Tell a base in use from talk; "Russian bases in Syria" are those in use there."""
        record = self._index.base(draft.slug) if draft.slug else None
        if record is not None:
            draft.existing = self._records.in_use(record)
            draft.hypothetical = record.status in HYPOTHETICAL
        elif draft.mark == _TALK_OF:
            draft.hypothetical = True
        else:
            draft.existing = self._records.any_in_use(draft.territory or draft.country)

    def _found(self, draft: BaseDraft) -> FoundBase:
        span = min(draft.mentions)
        return FoundBase(
            name=span.of(self._text),
            base=draft.slug,
            country=draft.country,
            territory=draft.territory,
            kind=draft.kind,
            span=span,
            claims=tuple(sorted(draft.claims.values(), key=lambda claim: claim.span)),
            confidence=draft.confidence,
        )


def _acronyms(folded: str, end: int) -> Iterator[tuple[int, int]]:
    """Where the short name stands that brackets give a base: "Gabala Radar Station (GRS)"."""
    given = _BRACKETED.match(folded, end)
    if given is not None:
        pattern = re.compile(rf"(?<!\w){given[1]}(?!\w)")
        yield from (match.span() for match in pattern.finditer(folded, given.end()))
