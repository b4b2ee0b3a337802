"""One base of an article while its mentions and claims are gathered."""

from bisect import bisect_left
from dataclasses import dataclass, field

from app.domain.kinds import BaseKind, ClaimProperty
from app.domain.spans import Span
from app.extract.findings import FoundClaim


@dataclass(slots=True, eq=False)
class BaseDraft:
    """Compared by identity: two facilities of one country may look alike."""

    slug: str | None
    country: str
    territory: str | None
    kind: BaseKind | None
    mark: str = ""  # what tells it from another draft of its country
    mentions: list[Span] = field(default_factory=list)
    claims: dict[tuple[ClaimProperty, str], FoundClaim] = field(default_factory=dict)
    inferred: bool = False  # its country is a guess from the article as a whole
    existing: bool = False  # in use: words that only talk of it cannot make it proposed or planned
    hypothetical: bool = False  # not there yet, as far as is known
    confidence: float = 0.0  # that of its surest mention

    def mention(self, span: Span, confidence: float) -> None:
        self.mentions.append(span)
        self.confidence = max(self.confidence, confidence)

    def add(self, claim: FoundClaim) -> None:
        """The first claim of a value is kept."""
        self.claims.setdefault((claim.property, claim.value), claim)

    def mention_in(self, sentence: tuple[int, int]) -> list[Span]:
        """Its mentions in a sentence; they are in order by now."""
        first = bisect_left(self.mentions, Span(sentence[0], 0))
        return self.mentions[first : bisect_left(self.mentions, Span(sentence[1], 0))]
