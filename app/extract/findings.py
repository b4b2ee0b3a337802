"""What extraction finds. Every finding carries its span into `CleanArticle.text`."""

from dataclasses import dataclass, field

from app.domain.kinds import (
    AgreementKind,
    AgreementStatus,
    BaseKind,
    ClaimProperty,
    StatementKind,
    StatementMode,
    StatementTopic,
)
from app.domain.spans import Span


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """One statement of one speaker; `speaker` is the fullest name that the article or the reference gives."""

    speaker: str
    speaker_mention: str  # the words as the article has them: "he", "the minister"
    official: str | None  # slug, null when the speaker is no known official
    span: Span
    mode: StatementMode
    kind: StatementKind
    topic: StatementTopic
    countries: tuple[str, ...]
    bases: tuple[str, ...]  # slugs
    said_on: str | None  # EDTF
    confidence: float  # 0..1


@dataclass(frozen=True, slots=True)
class FoundClaim:
    property: ClaimProperty
    value: str
    as_of: str | None  # EDTF
    span: Span
    confidence: float = 0.9  # 0..1


@dataclass(frozen=True, slots=True)
class FoundBase:
    """A facility or standing deployment; unnamed ones keep the words ("military bases in Cuba") and a null slug."""

    name: str
    base: str | None  # slug
    country: str
    territory: str | None
    kind: BaseKind | None
    span: Span
    claims: tuple[FoundClaim, ...] = ()
    confidence: float = 0.9  # 0..1, that the article speaks of this base


@dataclass(frozen=True, slots=True)
class FoundAgreement:
    title: str
    agreement: str | None  # slug
    parties: tuple[str, ...]
    kind: AgreementKind
    status: AgreementStatus | None
    signed: str | None
    expires: str | None
    term_years: int | None
    span: Span
    confidence: float = 0.9  # 0..1


@dataclass(frozen=True, slots=True)
class Findings:
    """All of one article; `extractor` is "rules" or the name of the language model that found it."""

    countries: tuple[str, ...] = ()
    statements: tuple[FoundStatement, ...] = ()
    bases: tuple[FoundBase, ...] = ()
    agreements: tuple[FoundAgreement, ...] = ()
    attributions: tuple[FoundStatement, ...] = field(default=())  # before the filters of subject and speaker
    extractor: str = "rules"
