"""Russian facilities abroad that an article speaks of, named or described, with what it says about them."""

from collections.abc import Iterable

from app.domain.dates import first_day
from app.domain.kinds import BaseKind, MatchRule
from app.domain.names import BaseName
from app.domain.spans import Span
from app.extract.base_drafts import BaseDraft
from app.extract.claim_owners import ClaimReader
from app.extract.claims import find_status
from app.extract.context import Context
from app.extract.described_bases import DescribedBase, DescribedBases
from app.extract.fact_grammar import fact_grammar
from app.extract.fact_words import fact_words
from app.extract.findings import FoundBase
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
_TALK_OF = "talk of"  # marks the draft of a base that is not there yet

_NAME_GAP = 35


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
        self._context = Context(self._folded, [(m.start, m.code) for m in self._countries])
        self._named = [m for m in index.base_mentions(text) if self._is_russian(m)]
        self._drafts: dict[tuple[str | None, str], BaseDraft] = {}
        self._talk: dict[tuple[int, int], bool] = {}  # by sentence: a sentence may name many bases

    def read(self) -> list[FoundBase]:
        for mention in self._named:
            self._add_named(mention)
        taken = [(m.start, m.end) for m in self._named]
        for described in self._described():
            if not any(start <= described.head < end for start, end in taken):
                self._add_described(described)
        self._merge_unresolved()
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
        return DescribedBases(
            self._context, self._words, self._grammar.facility, self._countries, officials
        ).find()

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
        mark = _TALK_OF if self._is_talk(described) else ""
        draft = self._draft(None, country, territory, described.kind, mark)
        if not draft.mentions:
            draft.inferred = not described.stated
        draft.inferred = draft.inferred and not described.stated
        self._mention(draft, span)

    def _name_after(self, end: int) -> BaseMention | None:
        """The name that a description leads to: "Russian base in the Syrian port of Tartus"."""
        for mention in self._named:
            if 0 <= mention.start - end < _NAME_GAP and self._grammar.facility.name_follows.fullmatch(
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
    ) -> BaseDraft:
        key = (slug, slug or f"{country}/{territory}/{mark}")
        draft = self._drafts.get(key)
        if draft is None:
            draft = self._drafts[key] = BaseDraft(slug, country, territory, kind)
        return draft

    def _mention(self, draft: BaseDraft, span: Span) -> None:
        draft.mentions.append(span)

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
        live = [
            b
            for b in bases
            if (b.status in _LIVE or _closed_since(b, self._published)) and _existed(b, self._published)
        ]
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
        sentence = self._context.sentence(described.head)
        if sentence not in self._talk:
            status = find_status(self._folded, sentence, self._words)
            self._talk[sentence] = status is not None and status[0].value in _HYPOTHETICAL
        return self._talk[sentence]

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

    def _judge(self, draft: BaseDraft) -> None:
        """Tell a base in use from talk; "Russian bases in Syria" are those in use there."""
        record = self._index.base(draft.slug) if draft.slug else None
        if record is not None:
            in_use = record.status == "active" or _closed_since(record, self._published)
            draft.existing = in_use and _existed(record, self._published)
            draft.hypothetical = record.status in _HYPOTHETICAL
        elif self._drafts.get((None, f"{draft.country}/{draft.territory}/{_TALK_OF}")) is draft:
            draft.hypothetical = True
        else:
            bases = self._index.bases_in(draft.territory or draft.country)
            draft.existing = any(b.status == "active" and _existed(b, self._published) for b in bases)

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


def _closed_since(base: BaseName, published: str | None) -> bool:
    return published is not None and base.closed is not None and first_day(published) < first_day(base.closed)


def _existed(base: BaseName, published: str | None) -> bool:
    if published is None:
        return base.closed is None
    day = first_day(published)
    return (base.opened is None or first_day(base.opened) <= day) and (
        base.closed is None or day <= first_day(base.closed)
    )
