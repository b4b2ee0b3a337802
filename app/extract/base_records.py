"""Which base on record a description means: by country, kind, status and the years that it was there."""

from collections.abc import Collection, Iterator

from app.domain.dates import first_day
from app.domain.kinds import BaseKind, MatchRule
from app.domain.names import BaseName
from app.extract.described_bases import DescribedBase
from app.extract.name_index import NameIndex

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
# Where people of a kind may be: instructors at a training centre or with the mission's headquarters.
_OF_PEOPLE = {
    BaseKind.TRAINING_CENTRE: frozenset({BaseKind.TRAINING_CENTRE, BaseKind.HEADQUARTERS}),
    BaseKind.PEACEKEEPING: frozenset({BaseKind.PEACEKEEPING}),
    BaseKind.GARRISON: frozenset({BaseKind.GARRISON}),
}
_LIVE = frozenset({"active", "reported", "suspended", "disputed"})
HYPOTHETICAL = frozenset({"proposed", "planned", "denied"})


class BaseRecords:
    """Looks bases up for one article, published on the EDTF date `published`."""

    def __init__(self, index: NameIndex, published: str | None) -> None:
        self._index, self._published = index, published
        self._principals: dict[str, frozenset[str]] = {}  # by country, as far as asked for

    def of(self, described: DescribedBase, named: Collection[str], *, talk: bool) -> BaseName | None:
        """The one record that a description fits, null when several do or it means a new one.

        `named`: slugs that the article names. `talk`: its sentence only talks of a base.
        """
        if described.other or described.plural:
            return None
        bases = [base for base in self._index.bases_in(described.country) if _fits(base.kind, described.kind)]
        here = [base for base in bases if base.slug in named]
        new = described.founded and not described.owned and talk
        if len(here) == 1 and not (new and here[0].status not in HYPOTHETICAL and here[0].closed is None):
            return here[0]
        if new:
            possible = [
                b
                for b in bases
                if b.status in HYPOTHETICAL
                or (b.opened is None and b.closed is None and b.status != "active")
            ]
            return self._sole(possible, described)
        if described.kind is None and described.special:
            return None
        if described.kind is None:
            principal = self._principal(bases, described.country)
            if principal is not None:
                return principal
        live = self._live(bases)
        if live:
            return live[0] if len(live) == 1 else None
        closed = sorted((b for b in bases if b.closed), key=lambda b: first_day(b.closed or ""), reverse=True)
        if closed:
            # None of them is in use: "its base in Cuba" is the one that Russia left last.
            last = len(closed) == 1 or closed[0].closed != closed[1].closed
            return closed[0] if last and described.owned else None
        planned = [b for b in bases if b.status in HYPOTHETICAL]
        return self._sole(planned, described)

    def _sole(self, possible: list[BaseName], described: DescribedBase) -> BaseName | None:
        """The one that is talked of; where others are in use, "a base in Libya" need not be the place on record."""
        elsewhere = self.any_in_use(described.country) and not described.sized
        return possible[0] if len(possible) == 1 and not elsewhere else None

    def of_deployment(self, country: str, named: Collection[str], people: BaseKind) -> BaseName | None:
        """The one record of `country` whose people a count can mean; for `people` see Deployment.kind."""
        bases = [base for base in self._index.bases_in(country) if base.kind in _OF_PEOPLE[people]]
        here = [base for base in bases if base.slug in named]
        if len(here) == 1:
            return here[0]
        principal = self._principal(bases, country)
        if principal is not None:
            return principal
        live = self._live(bases)
        return live[0] if len(live) == 1 else None

    def in_use(self, base: BaseName) -> bool:
        """True for a base that Russia uses, or used when the article appeared."""
        return (base.status == "active" or self._closed_since(base)) and self._existed(base)

    def any_in_use(self, country: str) -> bool:
        return any(b.status == "active" and self._existed(b) for b in self._index.bases_in(country))

    def _live(self, bases: list[BaseName]) -> list[BaseName]:
        return [b for b in bases if (b.status in _LIVE or self._closed_since(b)) and self._existed(b)]

    def _principal(self, bases: list[BaseName], code: str) -> BaseName | None:
        """The site that the seeds let stand for the country: "Russian base in Armenia"."""
        slugs = self._principals.get(code)
        if slugs is None:
            slugs = self._principals[code] = frozenset(self._called_after(code))
        found = [base for base in bases if base.slug in slugs]
        return found[0] if len(found) == 1 else None

    def _called_after(self, code: str) -> Iterator[str]:
        """The bases of a country that a spelling calls a base in that country."""
        country = self._index.country(code)
        if country is None:
            return
        ending = f" in {country.name}".lower()
        for base in self._index.bases_in(code):
            texts = [s.text.lower() for s in base.spellings if s.rule is MatchRule.ALONE]
            if any(text.endswith(ending) and "base" in text for text in texts):
                yield base.slug

    def _closed_since(self, base: BaseName) -> bool:
        if self._published is None or base.closed is None:
            return False
        return first_day(self._published) < first_day(base.closed)

    def _existed(self, base: BaseName) -> bool:
        if self._published is None:
            return base.closed is None
        day = first_day(self._published)
        return (base.opened is None or first_day(base.opened) <= day) and (
            base.closed is None or day <= first_day(base.closed)
        )


def _fits(kind: BaseKind, described: BaseKind | None) -> bool:
    if described is None:
        return kind in _BASE_KINDS
    if described in _NAVAL_KINDS:
        return kind in _NAVAL_KINDS
    return kind is described
